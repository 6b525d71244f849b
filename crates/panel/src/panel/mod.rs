//! Panels: tables of many dates, and many entities, scored row by row. The only place that reads and writes data files.
//!
//! A model whose indicators need nothing but their row is scored batch by batch, in memory that does not grow with the
//! file. Transforms and rules over rows need an entity's history or a date's entities: then the columns that the model
//! uses are held in memory. Long tables are held too.

mod chain;
mod columns;
mod csv;
mod data;
mod dates;
mod long;
mod parquet;
mod ranked;
mod rows;
mod scored;
mod series;
mod table;
mod write;

use data::{DataFile, Entities};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::score::{Plan, Settings};
pub use froth_core::uncertainty::RankOptions;
use froth_series::watch::Stopped;
use froth_series::watch::Watch;
pub use ranked::Ranked;
use scored::{Scored, Wants};
pub(crate) use series::{SeriesFile, Wanted, names as column_names};
use std::path::Path;
use table::{Order, Table, evenly_spaced};
use write::{Output, Rows};

/// How a panel is read and what is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// The column of dates; `date` or `observation_date`, in whatever case, where none is named.
    pub date_column: Option<String>,
    /// The column of entities, or `none`; `entity`, if there is one, where none is named.
    pub entity_column: Option<String>,
    /// Whether rows are (date, entity, indicator, value).
    pub long: bool,
    /// Values of the model and the columns (in a long table, the names) that they are read from.
    pub map: Vec<(String, String)>,
    /// Columns in which 0 means that there is no value.
    pub zero_is_missing: Vec<String>,
    /// Whether values without a column count as missing.
    pub allow_missing: bool,
    /// Whether to write each indicator's points of the headline.
    pub contributions: bool,
    /// Whether to write each indicator's raw value and score.
    pub audit: bool,
    /// Whether to write the score chained over indicators that come and go.
    pub chained: bool,
    /// Whether to give back the scores as well, to be shown over time.
    pub keep: bool,
    /// Whether to rank the entities of the last date, and how.
    pub ranks: Option<RankOptions>,
    /// Whether a model that looks ahead is refused.
    pub point_in_time: bool,
    /// How rows are scored.
    pub scoring: Settings,
    /// What a Parquet file says that it was made from, in its metadata, as JSON under the key `froth`.
    pub made_from: Option<MadeFrom>,
}

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
    /// The scores, if they were asked for.
    pub kept: Option<Kept>,
}

/// Scores of every row; missing where there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// The entities; one without a name where the table has no column for them.
    pub entities: Vec<KeptEntity>,
    /// By row.
    pub dates: Vec<jiff::civil::Date>,
    /// By dimension of the model.
    pub dimensions: Vec<Vec<Option<f64>>>,
    /// Scores by indicator of the model.
    pub indicators: Vec<Vec<Option<f64>>>,
    /// The root's score, chained.
    pub chained: Vec<Option<f64>>,
    /// Coverage of the root.
    pub coverage: Vec<f64>,
    /// Whether the indicators are others than in the entity's row before.
    pub breaks: Vec<bool>,
    /// The further columns that were asked for.
    pub columns: Vec<Vec<Option<f64>>>,
}

/// An entity and its rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptEntity {
    /// Its name; empty without a column for entities.
    pub name: String,
    /// Its rows, by rising date.
    pub rows: Vec<usize>,
}

/// A column that no model reads, to be given back beside the scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Further {
    /// Its name; in a long table, that of its rows.
    pub name: String,
    /// Whether it says yes or no: 1 or 0, or in a wide table also true or false.
    pub yes_or_no: bool,
}

/// Scores a CSV or Parquet file under a model and writes the scores to another one, whose ending chooses the format.
///
/// `watch` is told of the bytes of the file that are read; it is asked then, and while a model looks along rows in memory. Whatever
/// goes wrong,
/// what was at `output` stays as it was.
pub fn score_panel(
    model: &Model,
    data: &Path,
    output: &Path,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Summary, Error> {
    run(model, data, Some(output), options, &[], &mut |_| (), watch)
}

/// Some rows as they were scored, in the order of the file; NaN is missing.
pub(crate) struct RowsScored<'a> {
    /// Places in `names`; empty without a column for entities.
    pub(crate) entities: &'a [u32],
    /// The entities met so far.
    pub(crate) names: &'a [String],
    /// By dimension of the model.
    pub(crate) dimensions: &'a [Vec<f64>],
    /// By indicator of the model; empty unless `audit` is asked for.
    pub(crate) indicators: &'a [Vec<f64>],
}

/// The same, and shows all rows to `see`, batch by batch.
pub(crate) fn score_panel_seen(
    model: &Model,
    data: &Path,
    output: &Path,
    options: &Options,
    see: &mut dyn FnMut(&RowsScored<'_>),
    watch: &dyn Watch,
) -> Result<Summary, Error> {
    run(model, data, Some(output), options, &[], see, watch)
}

/// Scores a CSV or Parquet file under a model and gives back the scores, with further columns of the file beside them.
///
/// Rows must be equally far apart: what is counted in rows later would otherwise mean nothing.
pub fn panel_scores(
    model: &Model,
    data: &Path,
    options: &Options,
    further: &[Further],
    watch: &dyn Watch,
) -> Result<(Kept, Summary), Error> {
    let options = Options { keep: true, ..options.clone() };
    let mut summary = run(model, data, None, &options, further, &mut |_| (), watch)?;
    Ok((summary.kept.take().unwrap_or_default(), summary))
}

fn run(
    model: &Model,
    data: &Path,
    output: Option<&Path>,
    options: &Options,
    further: &[Further],
    see: &mut dyn FnMut(&RowsScored<'_>),
    watch: &dyn Watch,
) -> Result<Summary, Error> {
    let file = DataFile::open(data)?;
    let same = |a: &Path, b: &Path| a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b);
    if let Some(output) = output.filter(|output| same(data, output)) {
        let message = format!("{} is the input itself", output.display());
        return Err(Diagnostic::error(Code::Write, message).help("write to another file").into());
    }
    let looks_ahead = rows::looking_ahead(model);
    if options.point_in_time && !looks_ahead.is_empty() {
        let message = format!("the model looks ahead: {}", looks_ahead.join(", "));
        let help = "use one-sided filters and `over = \"history\"`, or score without --point-in-time";
        return Err(Diagnostic::error(Code::NeedsRows, message).at(&model.source, 0..0).help(help).into());
    }
    if options.chained && !rows::has_plain_dimensions(model) {
        let message = "scores are chained over two rows at a time, and the model's weights or orders rest on many";
        return Err(Diagnostic::error(Code::NeedsRows, message).help("score without --chained").into());
    }
    let plan = Plan::new(model, options.scoring);
    let whole = options.chained || options.keep || options.ranks.is_some();
    let wants = Wants { contributions: options.contributions, audit: options.audit || whole, steps: options.audit };
    let mut reading = Reading { of: &file, read: 0, watch };
    let mut job =
        Job { model, plan: &plan, wants, options, output, see, watch, written: None, summary: Summary::default() };
    job.summary.looks_ahead = looks_ahead;
    let mut entities = Entities::default();
    if options.long {
        let pivoted = long::read(model, &plan, &file, options, further, &mut reading)?;
        job.summary.absent = pivoted.absent;
        job.summary.not_finite = pivoted.not_finite;
        job.whole(pivoted.table, &pivoted.entities)?;
        return job.finish(pivoted.entities.names.len());
    }
    let found = columns::find(model, &plan, &file, options, further)?;
    job.summary.absent = found.absent;
    let (mut order, mut table) = (Order::default(), Table::default());
    table.groups = rows::groups(model).into_iter().map(|name| (name.to_owned(), Vec::new())).collect();
    let in_memory = rows::is_needed(model) || whole;
    let mut next = file.rows(&found.selection)?;
    while let Some(batch) = next(&mut entities) {
        let batch = batch?;
        reading.reached(batch.read)?;
        order.check(&batch, &entities)?;
        job.summary.not_finite += batch.not_finite;
        if in_memory {
            table.push(batch);
        } else {
            let scored = scored::rows(&plan, &batch.columns, wants);
            job.write(&batch.dates, &batch.entities, &entities, &scored)?;
        }
    }
    if in_memory && !table.dates.is_empty() {
        job.whole(table, &entities)?;
    }
    job.finish(entities.names.len())
}

/// A file being read under a watch.
struct Reading<'a> {
    of: &'a DataFile,
    /// Bytes that the watch was told of.
    read: u64,
    watch: &'a dyn Watch,
}

impl Reading<'_> {
    /// So much has been read, in the file's own units.
    fn reached(&mut self, place: u64) -> Result<(), Stopped> {
        let bytes = (place as f64 / self.of.size.max(1) as f64 * self.of.bytes as f64) as u64;
        let more = bytes.saturating_sub(self.read);
        self.read += more;
        self.watch.step(more as usize)
    }
}

/// A panel being scored and written.
struct Job<'a> {
    model: &'a Model,
    plan: &'a Plan,
    wants: Wants,
    options: &'a Options,
    /// None: the scores are only given back.
    output: Option<&'a Path>,
    /// Shown all rows once they are scored.
    see: &'a mut dyn FnMut(&RowsScored<'_>),
    /// Asked while what is in memory is scored.
    watch: &'a dyn Watch,
    /// Made with the first rows: what cannot be read never makes a file.
    written: Option<Output>,
    summary: Summary,
}

impl Job<'_> {
    /// Scores and writes a panel that is in memory. Columns after those of the plan are the further ones.
    fn whole(&mut self, mut table: Table, entities: &Entities) -> Result<(), Error> {
        let further = table.columns.split_off(self.plan.columns().len().min(table.columns.len()));
        if self.output.is_none() {
            for rows in table.by_entity() {
                let help = "periods are counted in rows: give every date a row (missing values may be empty), all of one frequency";
                evenly_spaced(&table, &rows, help)?;
            }
        }
        let mut scored = if rows::is_needed(self.model) {
            rows::score(self.model, self.plan, &table, self.wants, &mut self.summary.notes, self.watch)?
        } else {
            scored::rows(self.plan, &table.columns, self.wants)
        };
        if self.options.chained || self.options.keep {
            let root = &scored.dimensions[self.model.root];
            let chained = if rows::has_plain_dimensions(self.model) {
                chain::chain(self.model, self.plan, &table, root, &scored.normalised)
            } else {
                chain::Chained::none(root.len())
            };
            if self.options.keep {
                self.summary.kept = Some(keep(&table, &scored, &chained, &further, entities));
            }
            if self.options.chained {
                scored.chained = chained.score;
            }
        }
        if let Some(options) = self.options.ranks {
            let ranked = ranked::ranked(self.model, self.plan, &table, &scored, entities, options)?;
            self.summary.ranked = Some(ranked);
        }
        if !self.options.audit {
            (scored.raw, scored.normalised) = (Vec::new(), Vec::new());
        }
        self.write(&table.dates, &table.entities, entities, &scored)
    }

    fn write(&mut self, dates: &[i32], entities: &[u32], names: &Entities, scored: &Scored) -> Result<(), Error> {
        let (dimensions, indicators) = (&scored.dimensions, &scored.normalised);
        (self.see)(&RowsScored { entities, names: &names.names, dimensions, indicators });
        if let Some(path) = self.output {
            let first = self.written.is_none();
            let output = match &mut self.written {
                Some(output) => output,
                none => none.insert(Output::new(path, self.options.made_from.as_ref())?),
            };
            output.push(self.model, &Rows { dates, entities, names }, scored, first)?;
        }
        self.summary.rows += dates.len() as u64;
        self.summary.scored += scored.dimensions[self.model.root].iter().filter(|x| !x.is_nan()).count() as u64;
        Ok(())
    }

    fn finish(mut self, entities: usize) -> Result<Summary, Error> {
        if self.summary.rows == 0 {
            let help = "a data file has a header line and a row for each date";
            return Err(Diagnostic::error(Code::Empty, "the data file has no rows").help(help).into());
        }
        if let Some(output) = self.written {
            output.finish()?;
        }
        self.summary.entities = (entities > 0).then_some(entities);
        Ok(self.summary)
    }
}

fn keep(table: &Table, scored: &Scored, chained: &chain::Chained, further: &[Vec<f64>], names: &Entities) -> Kept {
    let known = |column: &Vec<f64>| column.iter().map(|x| Some(*x).filter(|x| !x.is_nan())).collect();
    let name = |place: usize| names.names.get(place).cloned().unwrap_or_default();
    let entities = table.by_entity().into_iter().enumerate();
    Kept {
        entities: entities.map(|(place, rows)| KeptEntity { name: name(place), rows }).collect(),
        dates: table.dates.iter().map(|day| dates::from_days(*day).unwrap_or(jiff::civil::Date::MAX)).collect(),
        dimensions: scored.dimensions.iter().map(known).collect(),
        indicators: scored.normalised.iter().map(known).collect(),
        chained: known(&chained.score),
        coverage: scored.coverage.clone(),
        breaks: chained.breaks.clone(),
        columns: further.iter().map(known).collect(),
    }
}
