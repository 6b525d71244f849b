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
//! file. Transforms and rules over an entity's history need its rows, those over a cross-section the rows of a date: where a
//! file is sorted so, memory grows with the longest history, or the widest date. For a file sorted otherwise, and a model that
//! looks both ways or at all rows, the columns that it uses are held in memory. Long tables are held too.

mod cells;
mod chain;
mod columns;
mod dated;
mod entity_columns;
mod figures;
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
mod table;
#[cfg(test)]
mod tests;
mod write;

pub use crate::kept::{Kept, KeptEntity, KeptSteps, Step};
use crate::{Cell, Unscored};
use cells::Cells;
pub use dated::{Dated, read_dated, read_months};
pub(crate) use entity_columns::{EntityColumns, entity_columns};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_core::number::counted;
pub use froth_core::period::{Period, Vintage};
use froth_core::score::{Compiled, Plan};
pub use froth_core::uncertainty::RankOptions;
use froth_series::watch::{Stopped, Watch};
pub use options::{FrameOptions, PanelOptions, Shape};
pub use polars;
use polars::prelude::DataFrame;
pub use ranked::Ranked;
use read::Data;
use read::batch::Entities;
pub use read::{Forms, Layout};
use reasons::Reasons;
use scored::{Scored, Wants};
pub use screen::Screened;
pub(crate) use series::{SeriesFile, Wanted, names as column_names};
use std::path::{Path, PathBuf};
use table::{Order, Table, evenly_spaced};
use write::{Output, Rows};

/// What was done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Rows written.
    pub rows: u64,
    /// Rows that have a headline.
    pub scored: u64,
    /// Entities; none without a column for them.
    pub entities: Option<usize>,
    /// Numbers that were NaN or infinite, taken as missing.
    pub not_finite: u64,
    /// Values of the model that had no column.
    pub absent: Vec<String>,
    /// Indicators whose score at a date depends on later rows.
    pub looks_ahead: Vec<String>,
    /// What is worth knowing about the scores: weights that were fitted, dates without any.
    pub notes: Vec<String>,
    /// Ranks at the last date, if they were asked for.
    pub ranked: Option<Ranked>,
    /// Rows that left before anything was compared, for want of data.
    pub screened: Vec<Screened>,
    /// The scores, if they were asked for.
    pub kept: Option<Kept>,
    /// Values that were filled in or treated, if they were asked for: by indicator, date and entity.
    pub cells: Vec<Cell>,
    /// Indicators without a score in any row, and why: of a table of which no row has a headline, and of one that is audited.
    pub unscored: Vec<(String, Unscored)>,
    /// Of a table of which no row has a headline: dimensions under which something has a score, and which have none.
    pub short: Vec<Short>,
}

/// A dimension without a score in any row, though something right under it has one: too little of its weight has data.
#[derive(Debug, Clone, PartialEq)]
pub struct Short {
    /// Its id.
    pub dimension: String,
    /// The share of its weight that must have data.
    pub needed: f64,
    /// The largest share that has in a row: of the headline.
    pub most: Option<f64>,
}

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
    let data = open(data.into(), options, watch)?;
    let mut sink = Sink::Frame(None);
    let summary = run(model, &data, &mut sink, options, &[], &mut |_| (), watch)?;
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

fn open<'a>(data: Source<'a>, options: &PanelOptions, watch: &dyn Watch) -> Result<Data<'a>, Error> {
    Data::from(data, &options.layout, &options.table.shape.forms, watch)
}

/// What to do where periods are counted in rows, and rows are unequally far apart.
const IN_ROWS: &str = "periods are counted in rows: give every date a row (missing values may be empty), all of one frequency, or count \
                       rows as they stand with `options.allow_gaps`";

/// Where scores go.
enum Sink<'a> {
    /// They are only kept.
    Nowhere,
    /// The file is made with the first rows: what cannot be read never makes one.
    File(&'a Path, Option<Output>),
    Frame(Option<DataFrame>),
}

fn run(
    model: &Model,
    data: &Data<'_>,
    sink: &mut Sink<'_>,
    options: &PanelOptions,
    further: &[Further],
    see: &mut dyn FnMut(&RowsScored<'_>),
    watch: &dyn Watch,
) -> Result<Summary, Error> {
    let table = &options.table;
    let looks_ahead = rows::looking_ahead(model);
    if table.point_in_time && !looks_ahead.is_empty() {
        let message = format!("the model looks ahead: {}", looks_ahead.join(", "));
        let help = "use one-sided filters and `over = \"history\"`, or score without `options.point_in_time`";
        return Err(Diagnostic::error(Code::NeedsRows, message).at(&model.source, 0..0).help(help).into());
    }
    if table.chained && !rows::has_plain_dimensions(model) {
        let message = "scores are chained over two rows at a time, and the model's weights or orders rest on many";
        return Err(Diagnostic::error(Code::NeedsRows, message).help("score without `options.chained`").into());
    }
    names::written_twice(model, table.chained)?;
    let plan = Compiled::new(model, table.scoring());
    let by_row = Plan::new(model, table.scoring()).ok();
    let whole = table.chained || options.keep || options.keep_steps || options.ranks.is_some();
    let at_once = whole || model.screen.is_some();
    let all = options.keep_steps;
    let wants = Wants {
        contributions: table.contributions || all,
        audit: table.audit || whole,
        steps: table.audit || all,
        cells: options.cells,
        between: all,
    };
    let mut reading = Evaluation { of: data, told: 0, watch };
    let mut job = Job {
        model,
        plan: &plan,
        by_row: by_row.as_ref(),
        wants,
        options,
        data,
        sink,
        see,
        watch,
        summary: Summary::default(),
        cells: Cells::default(),
        reasons: Reasons::new(model, &plan),
    };
    job.summary.looks_ahead = looks_ahead;
    let mut entities = Entities::default();
    let shape = &table.shape;
    if shape.is_long() {
        let mut reached = |place| reading.reached(place).map_err(Error::from);
        let mut pivoted = long::read(model, &plan, data, table, further, &mut reached)?;
        job.summary.absent = pivoted.absent;
        job.summary.notes = pivoted.notes;
        job.summary.not_finite = pivoted.not_finite;
        if let Some(every) = shape.every {
            pivoted.table.every(every);
        }
        job.whole(pivoted.table, &pivoted.entities)?;
        return job.finish(pivoted.entities.names.len());
    }
    let found = columns::find(model, &plan, data, table, further)?;
    job.summary.absent = found.absent;
    job.summary.notes = found.notes;
    let (mut order, mut all) = (Order::default(), Table::default());
    all.groups = rows::groups(model).into_iter().map(|name| (name.to_owned(), Vec::new())).collect();
    let whole = at_once || shape.vintage.is_some() || shape.every.is_some();
    // Entity after entity, or date after date, where none needs another one's rows and the file has them in turn.
    let by_turns = job.by_row.is_none() && !whole && data.is_worth_reading_twice();
    let turn = rows::turn(model).filter(|_| by_turns);
    let turn = turn.filter(|turn| table::stand_together(data, &found.selection, *turn, watch));
    let mut next = data.rows(&found.selection)?;
    while let Some(batch) = next(&mut entities) {
        let batch = batch?;
        reading.reached(batch.read)?;
        job.summary.not_finite += batch.not_finite;
        if shape.vintage.is_none() {
            order.check(batch.first, &batch.dates, &batch.entities, &entities)?;
        }
        match job.by_row.filter(|_| !whole) {
            None => {
                all.push(batch);
                let complete = turn.map(|turn| all.take_complete(turn)).unwrap_or_default();
                if !complete.dates.is_empty() {
                    job.whole(complete, &entities)?;
                }
            }
            Some(plan) => {
                let scored = scored::rows(plan, &batch.columns, wants);
                job.reason(plan, &batch.columns, &scored);
                job.write((&batch.dates, &batch.entities), &batch.columns, &entities, &scored)?;
            }
        }
    }
    if let Some(vintage) = shape.vintage {
        all.choose(vintage)?;
    }
    if let Some(every) = shape.every {
        all.every(every);
    }
    if !all.dates.is_empty() {
        job.whole(all, &entities)?;
    }
    job.finish(entities.names.len())
}

/// A table being read under a watch.
struct Evaluation<'a> {
    of: &'a Data<'a>,
    /// What the watch was told of so far.
    told: u64,
    watch: &'a dyn Watch,
}

impl Evaluation<'_> {
    /// So much has been read, in the units of the table's size.
    fn reached(&mut self, place: u64) -> Result<(), Stopped> {
        let bytes = (place as f64 / self.of.size.max(1) as f64 * self.of.bytes as f64) as u64;
        let more = bytes.saturating_sub(self.told);
        self.told += more;
        self.watch.step(more as usize)
    }
}

/// A panel being scored and written.
struct Job<'a, 'b> {
    model: &'a Model,
    plan: &'a Compiled,
    /// None: the model needs many rows.
    by_row: Option<&'a Plan>,
    wants: Wants,
    options: &'a PanelOptions,
    data: &'a Data<'a>,
    sink: &'a mut Sink<'b>,
    /// Shown all rows once they are scored.
    see: &'a mut dyn FnMut(&RowsScored<'_>),
    /// Asked while what is in memory is scored.
    watch: &'a dyn Watch,
    summary: Summary,
    cells: Cells,
    reasons: Reasons<'a>,
}

impl Job<'_, '_> {
    /// Scores and writes a panel that is in memory. Columns after those of the plan are the further ones.
    fn whole(&mut self, mut table: Table, entities: &Entities) -> Result<(), Error> {
        let further = table.columns.split_off(self.plan.columns().len().min(table.columns.len()));
        if matches!(self.sink, Sink::Nowhere) && !self.options.allow_gaps {
            for rows in table.by_entity() {
                evenly_spaced(&table, &rows, IN_ROWS)?;
            }
        }
        if let Some(screen) = &self.model.screen {
            let left = screen::leave(screen, self.model, self.plan, &mut table, entities);
            self.summary.notes.extend(said_of(&left, screen));
            self.summary.screened = left;
        }
        let mut scored = if let Some(plan) = self.by_row {
            scored::rows(plan, &table.columns, self.wants)
        } else {
            let (notes, reasons) = (&mut self.summary.notes, &mut self.reasons);
            rows::score(self.model, self.plan, (&table, entities), self.wants, notes, reasons, self.watch)?
        };
        if let Some(plan) = self.by_row {
            self.reason(plan, &table.columns, &scored);
        }
        let keep = self.options.keep || self.options.keep_steps;
        if self.options.table.chained || keep {
            let root = &scored.dimensions[self.model.root];
            let chained = if rows::has_plain_dimensions(self.model) {
                chain::chain(self.model, self.plan, &table, root, &scored.normalised)
            } else {
                chain::Chained::none(root.len())
            };
            if keep {
                let mut kept = Kept::of(&table, &scored, &chained, further, entities);
                if self.options.keep_steps {
                    kept.steps = Some(KeptSteps::of(self.plan, &table, &scored, entities));
                }
                self.summary.kept = Some(kept);
            }
            if self.options.table.chained {
                scored.chained = chained.score;
            }
        }
        if let Some(options) = self.options.ranks {
            let ranked = ranked::ranked(self.model, self.plan, &table, &scored, entities, options, self.watch)?;
            self.summary.ranked = Some(ranked);
        }
        self.cells.extend(&scored.changes, self.model, &table, entities);
        if !self.options.table.audit {
            (scored.raw, scored.normalised) = (Vec::new(), Vec::new());
            (scored.given, scored.extra, scored.weights) = (Vec::new(), Vec::new(), Vec::new());
        }
        if !self.options.table.contributions {
            scored.contributions = Vec::new();
        }
        self.write((&table.dates, &table.entities), &table.columns, entities, &scored)
    }

    /// Keeps why indicators have no score, for as long as nobody knows that it will not be asked: an audit asks, and a table
    /// without any headline.
    fn reason(&mut self, plan: &Plan, columns: &[Vec<f64>], scored: &Scored) {
        let headline = || scored.dimensions[self.model.root].iter().any(|x| !x.is_nan());
        if !self.options.table.audit && (self.summary.scored > 0 || headline()) {
            return;
        }
        if scored.normalised.is_empty() {
            let again = scored::rows(plan, columns, Wants { audit: true, ..Wants::default() });
            self.reasons.see(columns, &again.raw, &again.normalised);
        } else {
            self.reasons.see(columns, &scored.raw, &scored.normalised);
        }
    }

    fn write(
        &mut self,
        (dates, entities): (&[i32], &[u32]),
        columns: &[Vec<f64>],
        names: &Entities,
        scored: &Scored,
    ) -> Result<(), Error> {
        let (dimensions, indicators) = (&scored.dimensions, &scored.normalised);
        let (raw, given) = (&scored.raw, &scored.given);
        (self.see)(&RowsScored { entities, names: &names.names, dates, columns, dimensions, indicators, raw, given });
        if self.summary.scored == 0 {
            self.reasons.see_above(dimensions, &scored.coverage);
        }
        let rows = Rows { dates, entities, names };
        match self.sink {
            Sink::Nowhere => {}
            Sink::File(path, written) => {
                let first = written.is_none();
                let output = match written {
                    Some(output) => output,
                    none => none.insert(Output::new(path, self.options.made_from.as_ref())?),
                };
                output.push(self.model, &rows, scored, first)?;
            }
            Sink::Frame(all) => {
                let frame = write::frame(self.model, &rows, scored)?;
                match all {
                    // The columns are the same, batch by batch.
                    Some(all) => drop(all.vstack_mut_owned(frame)),
                    none => *none = Some(frame),
                }
            }
        }
        self.summary.rows += dates.len() as u64;
        self.summary.scored += scored.dimensions[self.model.root].iter().filter(|x| !x.is_nan()).count() as u64;
        Ok(())
    }

    fn finish(mut self, entities: usize) -> Result<Summary, Error> {
        if self.summary.rows == 0 {
            let help = "a data file has a header line and a row for each date";
            return Err(Diagnostic::error(Code::Empty, format!("{} has no rows", self.data.name)).help(help).into());
        }
        self.summary.entities = (entities > 0).then_some(entities);
        self.summary.cells = self.cells.sorted();
        if self.options.table.audit || self.summary.scored == 0 {
            self.summary.unscored = self.reasons.found();
        }
        if self.summary.scored == 0 {
            self.summary.short = self.reasons.short(self.options.table.min_coverage);
        }
        Ok(self.summary)
    }
}

/// Who has left, and why: the first few.
fn said_of(left: &[Screened], screen: &froth_core::model::Screen) -> Option<String> {
    const MOST: usize = 12;
    let more = left.len().saturating_sub(MOST);
    let named: Vec<String> = left.iter().take(MOST).map(|s| s.text(screen)).collect();
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let rows = counted(left.len(), "row", "rows");
    (!left.is_empty()).then(|| format!("left for want of data, {rows}: {}{more}", named.join("; ")))
}
