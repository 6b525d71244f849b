//! A data file and a model to what is judged.

use super::{Entity, Event, Input, Kind, Measure};
use crate::panel::{Further, Kept, PanelOptions, Summary, panel_scores};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_series::watch::Watch;
use std::path::Path;

/// Scores a CSV or Parquet file under a model, and takes the column of the event from it. Gives back also what scoring says.
///
/// # Errors
///
/// What cannot be read or scored, a column of events that is none, rows that are unequally far apart.
pub fn read(
    model: &Model,
    data: &Path,
    options: &PanelOptions,
    event: &Event,
    watch: &dyn Watch,
) -> Result<(Input, Summary), Error> {
    let further = Further { name: event.column().to_owned(), yes_or_no: matches!(event, Event::Column(_)) };
    let (kept, summary) = panel_scores(model, data, options, &[further], watch)?;
    let by_entity = |column: &[f64]| -> Vec<Vec<f64>> {
        kept.entities.iter().map(|e| e.rows.iter().map(|row| column[*row]).collect()).collect()
    };
    let column: Vec<f64> = match (event, &kept.columns[0]) {
        // Words of a wide table are numbered: every other one is a yes.
        (Event::Column(_), column) if !options.table.shape.is_long() => column.iter().map(|x| x % 2.0).collect(),
        (_, column) => column.clone(),
    };
    check(event, &column, &kept)?;
    let mut measures = vec![Measure {
        kind: Kind::Score,
        id: "score".to_owned(),
        title: model.dimensions[model.root].title.clone(),
        values: by_entity(&kept.dimensions[model.root]),
    }];
    let dimensions = model.dimensions.iter().zip(&kept.dimensions).enumerate().filter(|(d, _)| *d != model.root);
    measures.extend(dimensions.map(|(_, (dimension, column))| Measure {
        kind: Kind::Dimension,
        id: dimension.id.clone(),
        title: dimension.title.clone(),
        values: by_entity(column),
    }));
    let scored = model.indicators.iter().zip(&kept.indicators).filter(|(i, _)| i.rule.is_some());
    measures.extend(scored.map(|(indicator, column)| Measure {
        kind: Kind::Indicator,
        id: indicator.id.clone(),
        title: indicator.title.clone(),
        values: by_entity(column),
    }));
    let columns = by_entity(&column);
    let entities = kept.entities.iter().zip(columns).map(|(entity, column)| Entity {
        name: entity.name.clone(),
        dates: entity.rows.iter().map(|row| kept.dates[*row]).collect(),
        column,
    });
    Ok((Input { entities: entities.collect(), measures, looks_ahead: summary.looks_ahead.clone() }, summary))
}

/// Events are 0 and 1; what falls in percent is above 0.
fn check(event: &Event, column: &[f64], kept: &Kept) -> Result<(), Error> {
    let name = event.column();
    let fail = |message: String, help: &str| Err(Diagnostic::error(Code::Data, message).help(help).into());
    let wrong = |x: f64| match event {
        Event::Column(_) => x != 0.0 && x != 1.0,
        Event::Fall { .. } => x <= 0.0,
    };
    let first = column.iter().position(|x| !x.is_nan() && wrong(*x));
    match (event, first.map(|row| (kept.dates[row], column[row]))) {
        (_, None) if column.iter().all(|x| x.is_nan()) => {
            fail(format!("the column `{name}` is empty"), "name another one with `options.event`")
        }
        (_, None) => Ok(()),
        (Event::Column(_), Some((date, x))) => fail(
            format!("the column `{name}` holds {x} at {date}: events are 0 and 1"),
            "falls of a column of prices are `options.event` fall:COLUMN:PERCENT:PERIODS",
        ),
        (Event::Fall { .. }, Some((date, x))) => fail(
            format!("the column `{name}` holds {x} at {date}: only what is above 0 can fall by a percentage"),
            "if 0 means that there is no value, say so with `options.zero_is_missing`",
        ),
    }
}
