//! How a table is read and what is given back.

use froth_core::made_from::MadeFrom;
use froth_core::score::Settings;
use froth_core::uncertainty::RankOptions;

/// How a table is read and scored, and which columns are given back: the options of `froth panel` that a data frame has
/// too.
///
/// ```
/// use froth_panel::panel::FrameOptions;
///
/// let options = FrameOptions::default().entity_column("country").contributions(true).min_coverage(0.5);
/// assert_eq!(options.entity_column.as_deref(), Some("country"));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct FrameOptions {
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

    /// Names the column of dates.
    #[must_use]
    pub fn date_column(mut self, name: impl Into<String>) -> Self {
        self.date_column = Some(name.into());
        self
    }

    /// Names the column of entities; `none` for a table of one entity that has a column called `entity`.
    #[must_use]
    pub fn entity_column(mut self, name: impl Into<String>) -> Self {
        self.entity_column = Some(name.into());
        self
    }

    /// Rows are (date, entity, indicator, value).
    #[must_use]
    pub fn long(mut self, long: bool) -> Self {
        self.long = long;
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
    /// Whether to give back the scores as well, to be shown over time.
    pub keep: bool,
    /// Whether to rank the entities of the last date, and how.
    pub ranks: Option<RankOptions>,
    /// What a Parquet file says that it was made from, in its metadata, as JSON under the key `froth`.
    pub made_from: Option<MadeFrom>,
}

impl PanelOptions {
    /// For this table, nothing beside the file.
    #[must_use]
    pub fn of(table: FrameOptions) -> Self {
        PanelOptions { table, ..PanelOptions::default() }
    }

    /// Gives back the scores as well.
    #[must_use]
    pub fn keep(mut self, keep: bool) -> Self {
        self.keep = keep;
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
