//! How a table is read and what is given back.

use super::read::{Forms, Layout};
use crate::days::to_days;
use froth_core::made_from::MadeFrom;
use froth_core::period::{Period, Vintage};
use froth_core::score::Settings;
use froth_core::uncertainty::RankOptions;

/// Which columns of a table are what, and which of its rows count.
///
/// ```
/// use froth_panel::panel::{Period, Shape, Vintage};
///
/// // SDMX, as statistical offices give it out, by the quarter and as first published.
/// let shape = Shape { long: true, value_column: Some("OBS_VALUE".to_owned()), ..Shape::default() };
/// let shape = Shape { every: Some(Period::Quarter), vintage: Some(Vintage::First), ..shape };
/// assert_eq!(shape.date_column, None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// The column of dates; `date`, `observation_date` or `time_period`, in whatever case, where none is named.
    pub date_column: Option<String>,
    /// The column of entities, or `none`; `entity`, if there is one, where none is named. In a long table also `ref_area`.
    pub entity_column: Option<String>,
    /// Whether rows are figures: a date, perhaps an entity, the name of an indicator and a value.
    pub long: bool,
    /// A long table's column of names; `indicator`, `series_id`, `variable` or `id`, where none is named.
    pub indicator_column: Option<String>,
    /// A long table's column of values; `value` or `obs_value`, where none is named.
    pub value_column: Option<String>,
    /// Whether dates are the names of columns.
    pub years_as_columns: bool,
    /// The column of the days on which figures were published; `vintage`, `vintage_date` or `realtime_start`, where none is
    /// named.
    pub vintage_column: Option<String>,
    /// Which of several figures for one date counts.
    pub vintage: Option<Vintage>,
    /// Whether only the last value of each period counts.
    pub every: Option<Period>,
    /// How dates and numbers are written, where that is text.
    pub forms: Forms,
}

impl Shape {
    /// Says which rows count, and how they are written, in what a result is made from; not which columns are what.
    pub fn stated(&self, made: MadeFrom) -> MadeFrom {
        let made = made
            .flag("years_as_columns", self.years_as_columns)
            .flag("vintage", self.vintage.map(|vintage| vintage.to_string()))
            .flag("every", self.every.map(Period::as_str));
        self.forms.stated(made)
    }

    /// Whether a row, or a cell, is one figure.
    pub fn is_long(&self) -> bool {
        self.long || self.years_as_columns
    }
}

/// Whether a figure counts that was published on a day, in days since 1970-01-01.
pub(super) fn is_known(vintage: Vintage, published: i32) -> bool {
    match vintage {
        Vintage::At(day) => published <= to_days(day),
        Vintage::Latest | Vintage::First => true,
    }
}

/// Whether a figure of one day counts, and not one of another day.
pub(super) fn is_preferred(vintage: Vintage, published: i32, before: i32) -> bool {
    if vintage == Vintage::First { published < before } else { published > before }
}

/// How a table is read and scored, and which columns are given back: the options of `froth panel` that a data frame has
/// too.
///
/// ```
/// use froth_panel::panel::FrameOptions;
///
/// let options = FrameOptions::default().entity_column("country").contributions(true).min_coverage(0.5);
/// assert_eq!(options.shape.entity_column.as_deref(), Some("country"));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct FrameOptions {
    /// Which columns are what, and which rows count.
    pub shape: Shape,
    /// Values of the model and the columns (in a long table, the names) that they are read from.
    pub map: Vec<(String, String)>,
    /// Columns, or values of the model, in which 0 means that there is no value.
    pub zero_is_missing: Vec<String>,
    /// Whether values without a column count as missing.
    pub allow_missing: bool,
    /// Whether to give each indicator's points of the headline.
    pub contributions: bool,
    /// Whether to give each indicator's raw value, score and every step between.
    pub audit: bool,
    /// Whether to give the score chained over indicators that come and go.
    pub chained: bool,
    /// Whether a model that looks ahead is refused.
    pub point_in_time: bool,
    /// The share of a dimension's weight that must have data, instead of what the model asks for.
    pub min_coverage: Option<f64>,
}

impl FrameOptions {
    /// How rows are scored.
    pub(crate) fn scoring(&self) -> Settings {
        Settings { min_coverage: self.min_coverage }
    }

    /// Says which columns are what, and which rows count.
    #[must_use]
    pub fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// Names the column of dates.
    #[must_use]
    pub fn date_column(mut self, name: impl Into<String>) -> Self {
        self.shape.date_column = Some(name.into());
        self
    }

    /// Names the column of entities; `none` for a table of one entity that has a column called `entity`.
    #[must_use]
    pub fn entity_column(mut self, name: impl Into<String>) -> Self {
        self.shape.entity_column = Some(name.into());
        self
    }

    /// Rows are (date, entity, indicator, value).
    #[must_use]
    pub fn long(mut self, long: bool) -> Self {
        self.shape.long = long;
        self
    }

    /// Reads a value of the model from a column of another name.
    #[must_use]
    pub fn map(mut self, id: impl Into<String>, column: impl Into<String>) -> Self {
        self.map.push((id.into(), column.into()));
        self
    }

    /// In this column 0 means that there is no value.
    #[must_use]
    pub fn zero_is_missing(mut self, column: impl Into<String>) -> Self {
        self.zero_is_missing.push(column.into());
        self
    }

    /// Values without a column count as missing.
    #[must_use]
    pub fn allow_missing(mut self, allow: bool) -> Self {
        self.allow_missing = allow;
        self
    }

    /// Gives each indicator's points of the headline.
    #[must_use]
    pub fn contributions(mut self, give: bool) -> Self {
        self.contributions = give;
        self
    }

    /// Gives each indicator's raw value, score and every step between.
    #[must_use]
    pub fn audit(mut self, give: bool) -> Self {
        self.audit = give;
        self
    }

    /// Gives the score chained over indicators that come and go.
    #[must_use]
    pub fn chained(mut self, give: bool) -> Self {
        self.chained = give;
        self
    }

    /// Refuses a model that looks ahead.
    #[must_use]
    pub fn point_in_time(mut self, refuse: bool) -> Self {
        self.point_in_time = refuse;
        self
    }

    /// Scores a dimension only where this share of its weight has data, instead of what the model asks for.
    #[must_use]
    pub fn min_coverage(mut self, share: f64) -> Self {
        self.min_coverage = Some(share);
        self
    }
}

/// How a file is read and scored, what is written, and what is given back beside the file.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct PanelOptions {
    /// How the table is read and scored, and which columns are written.
    pub table: FrameOptions,
    /// Which part of the file is the table, and how its bytes are text.
    pub layout: Layout,
    /// Whether to give back the scores as well, to be shown over time.
    pub keep: bool,
    /// Whether to give back what every value was at every step as well.
    pub keep_steps: bool,
    /// Whether to give back the values that were filled in or treated.
    pub cells: bool,
    /// Whether rows may be unequally far apart where scores are held against events.
    pub allow_gaps: bool,
    /// Whether to rank the entities of the last date, and how.
    pub ranks: Option<RankOptions>,
    /// What to find out about the ranks of a date.
    pub(crate) drivers: Option<super::DriverOptions>,
    /// What a Parquet file says that it was made from, in its metadata, as JSON under the key `froth`.
    pub made_from: Option<MadeFrom>,
    /// Bytes that rows may take in memory where scores need many of them together, with all that scoring makes of them: more
    /// are sorted on disk, beside the file that is written. Where nothing is said, [`PanelOptions::MEMORY`] for a file, and no bound
    /// for a frame. Scores are the same.
    pub memory: Option<u64>,
}

impl PanelOptions {
    /// What rows may take in memory where nothing is said and a file is written: 1 GiB.
    pub const MEMORY: u64 = 1 << 30;

    /// For this table, nothing beside the file.
    #[must_use]
    pub fn of(table: FrameOptions) -> Self {
        PanelOptions { table, ..PanelOptions::default() }
    }

    /// Says which part of the file is the table.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Gives back the scores as well.
    #[must_use]
    pub fn keep(mut self, keep: bool) -> Self {
        self.keep = keep;
        self
    }

    /// Says how many bytes rows may take in memory where scores need many of them together.
    #[must_use]
    pub fn memory(mut self, bytes: u64) -> Self {
        self.memory = Some(bytes);
        self
    }

    /// Gives back what every value was at every step as well.
    #[must_use]
    pub fn keep_steps(mut self, keep: bool) -> Self {
        self.keep_steps = keep;
        self
    }

    /// Gives back the values that were filled in or treated.
    #[must_use]
    pub fn cells(mut self, give: bool) -> Self {
        self.cells = give;
        self
    }

    /// Ranks the entities of the last date.
    #[must_use]
    pub fn ranks(mut self, how: RankOptions) -> Self {
        self.ranks = Some(how);
        self
    }

    /// Says what the scores are made from.
    #[must_use]
    pub fn made_from(mut self, made_from: MadeFrom) -> Self {
        self.made_from = Some(made_from);
        self
    }
}
