//! Panels: tables of many dates, and many entities, scored row by row. The only place that knows polars, and that reads and
//! writes data files.
//!
//! [`score_frame`] scores a data frame, [`score_panel`] a file; both give the same columns, to the last bit:
//!
//! ```
//! use froth_core::{catalog, diag::SourceFile, model::Model};
//! use froth_panel::panel::polars::prelude::*;
//! use froth_panel::panel::{FrameOptions, score_frame};
//!
//! let text = "schema = 1
//! id = 'calls'
//! title = 'Margin calls'
//! [dimension.root]
//! [indicator.margin_debt]
//! dimension = 'root'
//! rule.linear = { from = 1, to = 3 }";
//! let (model, _) = Model::parse(&SourceFile::new("calls.toml", text))?;
//! let dates = Column::new("date".into(), ["2000-02", "2000-03"]);
//! let debt = Column::new("margin_debt".into(), [Some(2.5), None]);
//! let scored = score_frame(&DataFrame::new(2, vec![dates, debt])?, &model, &FrameOptions::default())?;
//! let score: Vec<Option<f64>> = scored.column("score")?.f64()?.iter().collect();
//! assert_eq!(score, [Some(75.0), None]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A model whose indicators need nothing but their row is scored batch by batch, in memory that does not grow with the
//! file. Transforms and rules over an entity's history need its rows, those over a cross-section the rows of a date: memory
//! grows with the longest history, or the widest date. Rows that do not come in that order, and figures of long tables, are held
//! up to [`PanelOptions::memory`], and beyond that sorted on disk. All rows are held only for what rests on all of them: weights
//! out of the data, orders, rules over the whole panel, means of peers beside histories, ranks, and scores that are given back.

mod at_date;
mod cells;
mod chain;
mod columns;
mod dated;
mod drivers;
mod entity_columns;
mod figures;
mod flow;
mod intake;
mod job;
mod keep;
mod long;
mod names;
mod options;
mod ranked;
mod read;
mod reasons;
mod rows;
mod scored;
mod screen;
mod series;
mod spill;
#[cfg(test)]
mod spilled;
mod summary;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub use crate::kept::{Kept, KeptEntity, KeptSteps, Step};
pub use dated::{Dated, read_dated, read_months};
pub use drivers::DriverOptions;
pub(crate) use entity_columns::{EntityColumns, entity_columns};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
pub use froth_core::period::{Period, Vintage};
use froth_core::sensitivity::Drivers;
pub use froth_core::uncertainty::RankOptions;
use froth_series::watch::Watch;
use intake::run;
use job::Sink;
pub use options::{FrameOptions, PanelOptions, Shape};
pub use polars;
use polars::prelude::DataFrame;
pub use ranked::Ranked;
use read::Data;
pub use read::{Forms, Layout};
pub use screen::Screened;
pub(crate) use series::{SeriesFile, Wanted, names as column_names};
use std::path::{Path, PathBuf};
pub use summary::{Short, Summary};

/// A column that no model reads, to be given back beside the scores.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Further {
    /// Its name; in a long table, that of its rows.
    pub(crate) name: String,
    /// Whether it says yes or no: 1 or 0, or in a wide table also true or false.
    pub(crate) yes_or_no: bool,
}

/// Scores a CSV or Parquet file under a model and writes the scores to another one, whose ending chooses the format.
///
/// `watch` is told of the bytes of the file that are read; it is asked then, and while a model looks along rows in memory.
/// Whatever goes wrong, what was at `output` stays as it was.
pub fn score_panel(
    model: &Model,
    data: &Path,
    output: &Path,
    options: &PanelOptions,
    watch: &dyn Watch,
) -> Result<Summary, Error> {
    score_panel_seen(model, data, Some(output), options, &mut |_| (), watch)
}

/// Where a table is.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// In a file.
    File(&'a Path),
    /// In memory.
    Frame(&'a DataFrame),
}

impl<'a> From<&'a Path> for Source<'a> {
    fn from(path: &'a Path) -> Self {
        Source::File(path)
    }
}

impl<'a> From<&'a PathBuf> for Source<'a> {
    fn from(path: &'a PathBuf) -> Self {
        Source::File(path)
    }
}

impl<'a> From<&'a DataFrame> for Source<'a> {
    fn from(frame: &'a DataFrame) -> Self {
        Source::Frame(frame)
    }
}

/// Scores a data frame under a model: the columns that [`score_panel`] writes for a file of the same table.
///
/// Dates are of type `Date`, or `Datetime`, of which the local day counts, or texts as in files; values are numbers or
/// decimals. Nulls, NaN and infinities are missing. Entities, groups and words are texts, categoricals or enums.
///
/// # Errors
///
/// Every column that is missing, a column of a type that cannot be read, a word that the model does not know, dates that do
/// not rise, a model that looks ahead where that is refused.
pub fn score_frame(frame: &DataFrame, model: &Model, options: &FrameOptions) -> Result<DataFrame, Error> {
    Ok(score_source(frame, model, &PanelOptions::of(options.clone()), &())?.0)
}

/// Scores a file or a data frame under a model into a data frame: the columns that [`score_panel`] writes. Gives back also
/// what scoring says.
///
/// `watch` is told of what is read, in bytes of a file or rows of a frame.
///
/// # Errors
///
/// What [`score_frame`] refuses, and a file that cannot be read.
pub fn score_source<'a>(
    data: impl Into<Source<'a>>,
    model: &Model,
    options: &PanelOptions,
    watch: &dyn Watch,
) -> Result<(DataFrame, Summary), Error> {
    score_source_seen(model, data.into(), options, &mut |_| (), watch)
}

/// The same, and shows all rows to `see`, batch by batch.
pub(crate) fn score_source_seen(
    model: &Model,
    data: Source<'_>,
    options: &PanelOptions,
    see: &mut dyn FnMut(&RowsScored<'_>),
    watch: &dyn Watch,
) -> Result<(DataFrame, Summary), Error> {
    let data = open(data, options, watch)?;
    let mut sink = Sink::Frame(None);
    let summary = run(model, &data, &mut sink, options, &[], see, watch)?;
    match sink {
        Sink::Frame(Some(scored)) => Ok((scored, summary)),
        _ => Ok((DataFrame::empty(), summary)),
    }
}

/// Some rows as they were scored, in the order of the file; NaN is missing.
pub(crate) struct RowsScored<'a> {
    /// Places in `names`; empty without a column for entities.
    pub(crate) entities: &'a [u32],
    /// The entities met so far.
    pub(crate) names: &'a [String],
    /// Days since 1970-01-01, rising within each entity.
    pub(crate) dates: &'a [i32],
    /// By column of the plan: values as they were read.
    pub(crate) columns: &'a [Vec<f64>],
    /// By dimension of the model.
    pub(crate) dimensions: &'a [Vec<f64>],
    /// By indicator of the model; empty unless `audit` is asked for, here and below.
    pub(crate) indicators: &'a [Vec<f64>],
    /// The values after denominators and imputation.
    pub(crate) raw: &'a [Vec<f64>],
    /// What denominators divide, by indicator that has one.
    pub(crate) given: &'a [(usize, Vec<f64>)],
}

/// Scores a file under a model and writes nothing: what is wanted is in the summary. Rows may be unequally far apart.
pub fn score_kept(model: &Model, data: &Path, options: &PanelOptions, watch: &dyn Watch) -> Result<Summary, Error> {
    let options = PanelOptions { allow_gaps: true, ..options.clone() };
    score_panel_seen(model, data, None, &options, &mut |_| (), watch)
}

/// The same, and shows all rows to `see`, batch by batch; without an output nothing is written.
pub(crate) fn score_panel_seen(
    model: &Model,
    data: &Path,
    output: Option<&Path>,
    options: &PanelOptions,
    see: &mut dyn FnMut(&RowsScored<'_>),
    watch: &dyn Watch,
) -> Result<Summary, Error> {
    let same = |a: &Path, b: &Path| a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b);
    let file = open(data.into(), options, watch)?;
    let Some(output) = output else {
        return run(model, &file, &mut Sink::Nowhere, options, &[], see, watch);
    };
    if same(data, output) {
        let message = format!("{} is the input itself", output.display());
        return Err(Diagnostic::error(Code::Write, message).help("write to another file").into());
    }
    let mut sink = Sink::File(output, None);
    let summary = run(model, &file, &mut sink, options, &[], see, watch)?;
    if let Sink::File(_, Some(written)) = sink {
        written.finish()?;
    }
    Ok(summary)
}

/// Scores a file or a data frame under a model and gives back the scores, with further columns of the table beside them.
///
/// Rows must be equally far apart: what is counted in rows later would otherwise mean nothing.
pub(crate) fn panel_scores(
    model: &Model,
    data: Source<'_>,
    options: &PanelOptions,
    further: &[Further],
    watch: &dyn Watch,
) -> Result<(Kept, Summary), Error> {
    let options = PanelOptions { keep: true, ..options.clone() };
    let data = open(data, &options, watch)?;
    let mut summary = run(model, &data, &mut Sink::Nowhere, &options, further, &mut |_| (), watch)?;
    Ok((summary.kept.take().unwrap_or_default(), summary))
}

/// What drives the ranks of the entities of a date: Sobol indices over everything that is uncertain about the method and the data,
/// ranks with their intervals, what happens where an indicator or a dimension leaves, ranks of dimensions.
///
/// ```
/// use froth_core::{diag::SourceFile, model::Model};
/// use froth_panel::panel::polars::prelude::*;
/// use froth_panel::panel::{DriverOptions, PanelOptions, rank_drivers};
///
/// let text = "schema = 1
/// id = 'm'
/// title = 'M'
/// [defaults.indicator]
/// rule.minmax = { over = 'cross_section' }
/// [dimension.root]
/// [indicator]
/// a = { dimension = 'root' }
/// b = { dimension = 'root' }";
/// let (model, _) = Model::parse(&SourceFile::new("m.toml", text))?;
/// let columns = vec![
///     Column::new("date".into(), ["2018-12-31"; 3]),
///     Column::new("entity".into(), ["x", "y", "z"]),
///     Column::new("a".into(), [1.0, 2.0, 4.0]),
///     Column::new("b".into(), [5.0, 4.0, 1.0]),
/// ];
/// let how = DriverOptions::default().target("score:x".parse()?);
/// let (drivers, _) = rank_drivers(&model, &DataFrame::new(3, columns)?, &PanelOptions::default(), &how, &())?;
/// assert_eq!(drivers.sensitivity.indices[0].source, "weights.level.1");
/// assert_eq!(drivers.removals.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// What [`score_source`] refuses, fewer than two entities, an entity that is not there, a model of which nothing is uncertain.
pub fn rank_drivers<'a>(
    model: &Model,
    data: impl Into<Source<'a>>,
    options: &PanelOptions,
    how: &DriverOptions,
    watch: &dyn Watch,
) -> Result<(Drivers, Summary), Error> {
    let options = PanelOptions { drivers: Some(how.clone()), allow_gaps: true, ..options.clone() };
    let data = open(data.into(), &options, watch)?;
    let mut summary = run(model, &data, &mut Sink::Nowhere, &options, &[], &mut |_| (), watch)?;
    let none = || Diagnostic::error(Code::Empty, format!("{} has no rows", data.name));
    let drivers = summary.drivers.take().ok_or_else(none)?;
    Ok((drivers, summary))
}

fn open<'a>(data: Source<'a>, options: &PanelOptions, watch: &dyn Watch) -> Result<Data<'a>, Error> {
    Data::from(data, &options.layout, &options.table.shape.forms, watch)
}

/// What to do where periods are counted in rows, and rows are unequally far apart.
const IN_ROWS: &str = "periods are counted in rows: give every date a row (missing values may be empty), all of one frequency, or count \
                       rows as they stand with `options.allow_gaps`";
