//! Tables scored row by row, ranked and audited.

use crate::answer::Answer;
use crate::findings::remarked;
use crate::frame::{Data, broken};
use crate::options::{Options, Scored};
use crate::table::Table;
use crate::tables::opened;
use crate::work::free;
use froth::job::over_time;
use froth::locale::Language;
use froth::made_from::MadeFrom;
use froth::page::{self, Audited, Page};
use froth::panel::polars::prelude::{DataFrame, NamedFrom, Series};
use froth::panel::{PanelOptions, RankOptions, Ranked, Summary, score_source};
use froth::{Date, audit};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

/// What was done, for Python.
#[derive(Debug, Serialize)]
struct Done<'a> {
    rows: u64,
    scored: u64,
    entities: Option<usize>,
    not_finite: u64,
    absent: &'a [String],
    looks_ahead: &'a [String],
    notes: &'a [String],
    unscored: Vec<Reason<'a>>,
}

#[derive(Debug, Serialize)]
struct Reason<'a> {
    id: &'a str,
    reason: String,
}

impl<'a> Done<'a> {
    fn of(summary: &'a Summary) -> Self {
        let unscored = summary.unscored.iter().map(|(id, why)| Reason { id, reason: why.to_string() });
        Done {
            rows: summary.rows,
            scored: summary.scored,
            entities: summary.entities,
            not_finite: summary.not_finite,
            absent: &summary.absent,
            looks_ahead: &summary.looks_ahead,
            notes: &summary.notes,
            unscored: unscored.collect(),
        }
    }
}

/// Says what is odd about a table that was scored.
pub(crate) fn remarks(py: Python<'_>, summary: &Summary) -> PyResult<()> {
    if summary.scored == 0 && summary.rows > 0 {
        let unscored = Done::of(summary).unscored;
        let reasons: Vec<String> = unscored.iter().take(12).map(|of| format!("{}: {}", of.id, of.reason)).collect();
        remarked(py, &format!("no row has a score: {}", reasons.join("; ")))?;
    }
    Ok(())
}

/// A table of many dates and entities, scored row by row: the scores and what was done; where they were asked for the ranks at the
/// last date with how they were drawn, and the audit.
#[pyfunction]
#[allow(clippy::type_complexity)] // a tuple of Python's
pub(crate) fn panel<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    model: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<(Table, String, Option<(Table, String)>, Option<Answer>, Option<Answer>)> {
    let options = Options::new(options)?;
    let scored = Scored::of(&options)?;
    let audited = options.flag("audit")?;
    let drawn = options.flag("chart")?;
    let table = scored
        .options
        .clone()
        .contributions(options.flag("contributions")?)
        .chained(options.flag("chained")?)
        .audit(audited);
    let ranks = ranks(&options)?;
    options.done()?;
    let model = opened(py, model)?;
    let data = Data::of(data)?;
    data.remark(py)?;
    let (table, summary, audit) = free(py, progress.as_ref(), |watch| {
        watch.expect(data.size());
        let mut options = PanelOptions::of(table).layout(scored.reading.layout.clone()).keep(drawn);
        if let Some(how) = ranks {
            options = options.ranks(how);
        }
        if !audited {
            let (frame, summary) = score_source(data.source(), &model, &options, watch)?;
            return Ok((Table::new(frame), summary, None));
        }
        let (found, frame, summary) = audit::frame(&model, data.source(), &options, watch)?;
        let made = scored.stated(MadeFrom::new("panel").model(&model));
        let made = match ranks {
            Some(how) => made.flag("draws", how.draws).flag("top", how.top).seed(how.seed),
            None => made,
        };
        let made = data.stated(made)?;
        let page = page::audited_panel(&found, &data.name(), Language::English);
        Ok((Table::new(frame), summary, Some(Answer::new(page::json(&made, Audited::panel(&found)), page))))
    })?;
    remarks(py, &summary)?;
    let done = serde_json::to_string(&Done::of(&summary)).unwrap_or_default();
    let ranked = match (&summary.ranked, ranks) {
        (Some(ranked), Some(how)) => Some((ranked_table(py, ranked)?, Drawn::of(ranked, how).json())),
        _ => None,
    };
    let chart = summary.kept.map(|kept| {
        let source = data.name();
        let draw = move |_: &str, language| Ok(over_time(&model, &kept, &source, language));
        Answer::new(done.clone(), Page { parts: Vec::new() }).drawn(&["scores"], draw)
    });
    Ok((table, done, ranked, audit, chart))
}

/// How ranks are drawn, if they are asked for.
fn ranks(options: &Options<'_>) -> PyResult<Option<RankOptions>> {
    let wanted = options.flag("ranks")?;
    let given = |name| Ok::<_, PyErr>(options.any(name)?.is_some());
    if !wanted {
        for name in ["draws", "seed", "top"] {
            if given(name)? {
                return options.refuse(name, "is about ranks", "give ranks=True with it, or leave it out");
            }
        }
        return Ok(None);
    }
    options.ranks().map(Some)
}

/// How ranks were drawn, for Python.
#[derive(Debug, Serialize)]
struct Drawn {
    date: Option<Date>,
    draws: u32,
    seed: u64,
    top: usize,
    sources: Vec<&'static str>,
    shift: Option<f64>,
}

impl Drawn {
    fn of(ranked: &Ranked, how: RankOptions) -> Self {
        Drawn {
            date: ranked.date,
            draws: how.draws,
            seed: how.seed,
            top: how.top,
            sources: ranked.ranks.sources.iter().map(|source| source.as_str()).collect(),
            shift: ranked.ranks.shift,
        }
    }

    fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn ranked_table(py: Python<'_>, ranked: &Ranked) -> PyResult<Table> {
    let columns = ranked.columns();
    let (mut entities, mut numbers) = (Vec::new(), vec![Vec::new(); columns.len() - 1]);
    for (entity, row) in ranked.rows() {
        entities.push(entity);
        for (column, number) in numbers.iter_mut().zip(row) {
            column.push(number);
        }
    }
    let rows = entities.len();
    let names = columns.iter().skip(1);
    let numbers = names.zip(numbers).map(|(name, column)| Series::new(name.as_str().into(), column).into());
    let entity = Series::new(columns[0].as_str().into(), entities).into();
    let frame = DataFrame::new(rows, std::iter::once(entity).chain(numbers).collect());
    frame.map(Table::new).map_err(|e| broken(py, &e))
}
