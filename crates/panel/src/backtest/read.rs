//! A data file and a model to what is judged.

use super::{Entity, Event, Input, Kind, Measure, Options};
use crate::panel::{Further, KeptEntity, PanelOptions, Source, Summary, entity_columns, panel_scores};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_series::watch::Watch;
use jiff::civil::Date;

/// What is asked of a file beside scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked<'a> {
    /// What is to be warned of.
    pub event: &'a Event,
    /// Columns that the score is held against.
    pub rivals: &'a [String],
    /// Whether rows may be unequally far apart.
    pub allow_gaps: bool,
}

impl<'a> Asked<'a> {
    /// What a backtest with these options asks of its file. Gaps are allowed where they are asked for, or nothing is counted in rows.
    pub fn new(options: &'a Options, rivals: &'a [String], allow_gaps: bool) -> Self {
        Asked { event: &options.event, rivals, allow_gaps: allow_gaps || !options.counts_rows() }
    }

    /// The column of the event, then those of rivals.
    fn columns(&self) -> Vec<Further> {
        let event = Further { name: self.event.column().to_owned(), yes_or_no: matches!(self.event, Event::Column(_)) };
        let rival = |name: &String| Further { name: name.clone(), yes_or_no: false };
        std::iter::once(event).chain(self.rivals.iter().map(rival)).collect()
    }
}

/// Scores a CSV or Parquet file, or a data frame, under a model, and takes the column of the event from it. Gives back also what
/// scoring says.
///
/// # Errors
///
/// What cannot be read or scored, a column of events that is none, rows that are unequally far apart.
pub fn read<'a>(
    model: &Model,
    data: impl Into<Source<'a>>,
    options: &PanelOptions,
    asked: Asked<'_>,
    watch: &dyn Watch,
) -> Result<(Input, Summary), Error> {
    let options = PanelOptions { allow_gaps: asked.allow_gaps, ..options.clone() };
    let (kept, summary) = panel_scores(model, data.into(), &options, &asked.columns(), watch)?;
    let table = Read { entities: &kept.entities, dates: &kept.dates };
    let mut measures = vec![Measure {
        kind: Kind::Score,
        id: "score".to_owned(),
        title: model.dimensions[model.root].title.clone(),
        values: table.by_entity(&kept.dimensions[model.root]),
    }];
    let dimensions = model.dimensions.iter().zip(&kept.dimensions).enumerate().filter(|(d, _)| *d != model.root);
    measures.extend(dimensions.map(|(_, (dimension, column))| Measure {
        kind: Kind::Dimension,
        id: dimension.id.clone(),
        title: dimension.title.clone(),
        values: table.by_entity(column),
    }));
    let scored = model.indicators.iter().zip(&kept.indicators).filter(|(i, _)| i.rule.is_some());
    measures.extend(scored.map(|(indicator, column)| Measure {
        kind: Kind::Indicator,
        id: indicator.id.clone(),
        title: indicator.title.clone(),
        values: table.by_entity(column),
    }));
    let input = table.input(measures, asked, &kept.columns, options.table.shape.is_long())?;
    Ok((Input { looks_ahead: summary.looks_ahead.clone(), ..input }, summary))
}

/// Takes a column of a file or a data frame as the score: higher means closer to an event. Gives back also how many numbers were NaN or
/// infinite.
///
/// # Errors
///
/// What cannot be read, a column of events that is none, rows that are unequally far apart.
pub fn read_column<'a>(
    score: &str,
    data: impl Into<Source<'a>>,
    options: &PanelOptions,
    asked: Asked<'_>,
    watch: &dyn Watch,
) -> Result<(Input, u64), Error> {
    let mut wanted = asked.columns();
    wanted.push(Further { name: score.to_owned(), yes_or_no: false });
    let shape = &options.table.shape;
    let read = entity_columns(data.into(), &wanted, (shape, &options.layout), &options.table.zero_is_missing, watch)?;
    if !asked.allow_gaps {
        read.evenly_spaced()?;
    }
    let table = Read { entities: &read.entities, dates: &read.dates };
    let (own, others) = read.columns.split_last().map_or((&[][..], &[][..]), |(own, others)| (own, others));
    let kind = Kind::Score;
    let measure = Measure { kind, id: "score".to_owned(), title: score.to_owned(), values: table.by_entity(own) };
    Ok((table.input(vec![measure], asked, others, shape.is_long())?, read.not_finite))
}

/// Rows as they were read.
struct Read<'a> {
    entities: &'a [KeptEntity],
    dates: &'a [Date],
}

impl Read<'_> {
    fn by_entity(&self, column: &[f64]) -> Vec<Vec<f64>> {
        self.entities.iter().map(|e| e.rows.iter().map(|row| column[*row]).collect()).collect()
    }

    fn input(
        &self,
        measures: Vec<Measure>,
        asked: Asked<'_>,
        columns: &[Vec<f64>],
        long: bool,
    ) -> Result<Input, Error> {
        let (event, others) = columns.split_first().map_or((&[][..], &[][..]), |(event, others)| (event, others));
        let column: Vec<f64> = match asked.event {
            // Words of a wide table are numbered: every other one is a yes.
            Event::Column(_) if !long => event.iter().map(|x| x % 2.0).collect(),
            _ => event.to_vec(),
        };
        check(asked.event, &column, self.dates)?;
        let entities = self.entities.iter().zip(self.by_entity(&column)).map(|(entity, column)| Entity {
            name: entity.name.clone(),
            dates: entity.rows.iter().map(|row| self.dates[*row]).collect(),
            column,
        });
        let rivals = asked.rivals.iter().zip(others).map(|(name, column)| Measure {
            kind: Kind::Score,
            id: name.clone(),
            title: name.clone(),
            values: self.by_entity(column),
        });
        Ok(Input { entities: entities.collect(), measures, rivals: rivals.collect(), looks_ahead: Vec::new() })
    }
}

/// Events are 0 and 1; what falls in percent is above 0.
fn check(event: &Event, column: &[f64], dates: &[Date]) -> Result<(), Error> {
    let name = event.column();
    let fail = |message: String, help: &str| Err(Diagnostic::error(Code::Data, message).help(help).into());
    let wrong = |x: f64| match event {
        Event::Column(_) => x != 0.0 && x != 1.0,
        Event::Fall { .. } => x <= 0.0,
    };
    let first = column.iter().position(|x| !x.is_nan() && wrong(*x));
    match (event, first.map(|row| (dates[row], column[row]))) {
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
