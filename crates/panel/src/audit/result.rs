//! What an audit finds, as data: the JSON fields are these fields. Scores lie in [0, 100]; shares and weights in [0, 1].

use super::{Finding, Idle, NoStatistic, Unmoved};
use crate::Cell;
use jiff::civil::Date;
use serde::Serialize;

/// A number, or why there is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Statistic {
    /// The number, finite.
    pub value: Option<f64>,
    /// Why there is none: `reason` and `reason_code` in JSON.
    #[serde(flatten, serialize_with = "froth_core::diag::with_code")]
    pub reason: Option<NoStatistic>,
}

impl Statistic {
    #[cfg(feature = "polars")]
    pub(crate) fn of(value: f64) -> Self {
        if value.is_finite() {
            Statistic { value: Some(value), reason: None }
        } else {
            Statistic::none(NoStatistic::NotFinite)
        }
    }

    #[cfg(feature = "polars")]
    pub(crate) fn none(reason: NoStatistic) -> Self {
        Statistic { value: None, reason: Some(reason) }
    }
}

/// An audit of a model, and of scenarios under it.
#[derive(Debug, Clone, Serialize)]
pub struct ModelAudit {
    /// Id of the model.
    pub model: String,
    /// Its name.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What was found, the most severe first.
    #[serde(skip)]
    pub findings: Vec<Finding>,
    /// Indicators with a rule, in file order.
    pub indicators: Vec<StructureOf>,
    /// Dimensions above indicators that count, in file order.
    pub dimensions: Vec<Resting>,
    /// What was looked at for the freeze; none where the model has none.
    pub freeze: Option<Freeze>,
    /// Rules with values beyond an end.
    pub beyond: Vec<Beyond>,
    /// The scenarios that can be scored.
    pub scenarios: Vec<ScenarioAudit>,
}

/// An audit of the edges of a network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkAudit {
    /// Id of the network.
    pub network: String,
    /// Its name.
    pub title: String,
    /// Its day.
    pub as_of: Date,
    /// What was found, the most severe first.
    #[serde(skip)]
    pub findings: Vec<Finding>,
    /// Edges that are not dead.
    pub edges: usize,
    /// Those of them that count: paid or contracted, with an amount, part of no other.
    pub counted: usize,
    /// What these carry; of purchases a year.
    pub amount: f64,
    /// The share of it on edges of low or no stated confidence; none where nothing counts.
    pub low_confidence: Option<f64>,
    /// Edges whose amount nobody says.
    pub without_amount: Vec<String>,
    /// Edges without an address at which their source can be read.
    pub without_address: Vec<String>,
    /// Edges without a date.
    pub without_date: Vec<String>,
    /// Edges dated a year or more before the network's day, the oldest first; `used` are those that count.
    pub old: Vec<OldFigure>,
}

/// What the ends of rules say about the model's freeze. Only whole years can be read in them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Freeze {
    /// The model's `frozen`.
    pub date: Date,
    /// Ends of rules that count.
    pub ends: usize,
    /// Those whose `calm` or `worst` names a year.
    pub dated: usize,
    /// The latest year named.
    pub latest: Option<i16>,
}

/// An indicator by the model alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StructureOf {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its dimension's id.
    pub dimension: String,
    /// Whether it is under an overlay.
    pub overlay: bool,
    /// Nominal weight at the top of its tree: weights multiplied down.
    pub weight: f64,
    /// Lowest and highest score of its rule.
    pub scores: [f64; 2],
    /// Why it cannot move the score.
    pub cannot_move: Option<Idle>,
}

/// What a dimension rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resting {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether it is an overlay or under one.
    pub overlay: bool,
    /// Nominal weight at the top of its tree.
    pub weight: f64,
    /// The indicators below it that count.
    pub indicators: Vec<String>,
    /// Who publishes what they are defined by, where the model says so.
    pub sources: Vec<String>,
}

/// An end of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleEnd {
    /// Where the score is 0, or lowest.
    Calm,
    /// Where the score is 100, or highest.
    Worst,
}

/// Values of an indicator beyond an end of its rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Beyond {
    /// The indicator.
    pub indicator: String,
    /// Which end.
    pub end: RuleEnd,
    /// The end, a raw value.
    pub at: f64,
    /// How many values lie beyond it.
    pub values: usize,
    /// Of so many.
    pub of: usize,
    /// The one that lies furthest.
    pub furthest: f64,
    /// Its date.
    pub date: Date,
    /// Its scenario.
    pub scenario: String,
}

/// What a scenario's scores rest on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioAudit {
    /// Its id.
    pub scenario: String,
    /// Its date.
    pub as_of: Date,
    /// Share of the score's weight on figures of low or no stated confidence.
    pub low_confidence: f64,
    /// The indicators concerned.
    pub low_confidence_indicators: Vec<String>,
    /// Figures that are a year old or older, and those too old to be used.
    pub stale: Vec<OldFigure>,
    /// Figures whose next one should be out.
    pub due: Vec<DueFigure>,
    /// Dimensions that rest on one indicator here and not by the model.
    pub one_indicator: Vec<Share>,
    /// Dimensions with several indicators whose figures have one source.
    pub one_source: Vec<Share>,
    /// Dimensions in which a calm child stands beside an alarmed one.
    pub compensated: Vec<Compensated>,
}

/// An old figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OldFigure {
    /// The value.
    pub id: String,
    /// Its date.
    pub date: Date,
    /// Whether it is used all the same.
    pub used: bool,
}

/// A figure whose next one should be out by the step of its own series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DueFigure {
    /// The value.
    pub id: String,
    /// The date of its latest figure.
    pub date: Date,
    /// Its usual step: the median of the days from one figure to the next, of two the longer.
    pub step: i64,
    /// Since when the next one should be out: a step later, and as long after that as its publisher takes.
    pub due: Date,
    /// The publisher whose calendar that is; without one, half a step is left for publishing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<&'static str>,
}

/// A dimension and the one thing that it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The dimension.
    pub dimension: String,
    /// The indicator, or the source.
    pub on: String,
    /// The dimension's weight here.
    pub weight: f64,
}

/// A calm child averaged with an alarmed one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compensated {
    /// The dimension.
    pub dimension: String,
    /// Its score.
    pub score: f64,
    /// The calmest child.
    pub calm: String,
    /// Its score, below 25.
    pub calm_score: f64,
    /// The most alarmed child.
    pub alarmed: String,
    /// Its score, above 75.
    pub alarmed_score: f64,
    /// The dimension's score without the calm child.
    pub without_calm: Option<f64>,
}

/// An audit of a model on a table.
#[derive(Debug, Clone, Serialize)]
pub struct PanelAudit {
    /// Id of the model.
    pub model: String,
    /// Its name.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Rows.
    pub rows: u64,
    /// Rows with a score.
    pub scored: u64,
    /// Mean of the score.
    pub mean: Statistic,
    /// Its standard deviation, with n - 1.
    pub sd: Statistic,
    /// What was found, the most severe first.
    #[serde(skip)]
    pub findings: Vec<Finding>,
    /// Indicators with a rule, in file order.
    pub indicators: Vec<IndicatorAudit>,
    /// Dimensions above indicators that count, in file order.
    pub dimensions: Vec<DimensionAudit>,
    /// Entities; none without a column for them.
    pub entities: Option<usize>,
    /// Entities without any value.
    pub entities_without_values: Vec<String>,
    /// Entities that have values, and no indicator's score in any row.
    pub entities_without_scores: Vec<String>,
    /// Runs of one value at an end of a series that varies elsewhere.
    pub constant_ends: Vec<ConstantEnd>,
    /// Indicators and what indicators are divided by; empty in a model that divides by nothing.
    pub denominators: Vec<DenominatorAudit>,
    /// Values that were filled in or treated before their rule: by indicator, date and entity.
    pub cells: Vec<Cell>,
}

/// A run of one value at an end of a series that varies elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConstantEnd {
    /// The column of the data.
    pub column: String,
    /// The entity; none in a table without a column for them.
    pub entity: Option<String>,
    /// Whether it is at the end, and not at the beginning.
    pub at_end: bool,
    /// The value.
    pub value: f64,
    /// How many rows have it.
    pub rows: u64,
    /// The first of them.
    pub from: Date,
    /// The last.
    pub to: Date,
}

/// Nominal and effective weight.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Effective {
    /// By the model.
    pub nominal: f64,
    /// Rows with its score and the score at the top.
    pub rows: u64,
    /// Pearson's correlation of its score with the score at the top of its tree.
    pub correlation: Statistic,
    /// The squared correlation, as a share of those of all that it is weighed against.
    pub effective: Statistic,
    /// Effective by nominal weight.
    pub ratio: Statistic,
}

/// An indicator on a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorAudit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its dimension's id.
    pub dimension: String,
    /// Whether it is under an overlay.
    pub overlay: bool,
    /// Its weight at the top of its tree among all indicators there.
    pub weight: Effective,
    /// Share of rows without its score.
    pub missing: f64,
    /// Share of the rows with its score in which that is 0.
    pub at_0: Statistic,
    /// The same for 100.
    pub at_100: Statistic,
    /// Why it does not move the score on these rows.
    pub cannot_move: Option<Unmoved>,
}

/// A dimension on a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DimensionAudit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its parent's id.
    pub parent: Option<String>,
    /// Whether it is an overlay or under one.
    pub overlay: bool,
    /// Its weight among its siblings, and its influence on their parent; none at the top.
    pub weight: Option<Effective>,
    /// Correlation with the score at the top of its tree; none at the top.
    pub correlation_with_top: Option<Statistic>,
    /// Rows in which all of its children have a score.
    pub complete_rows: u64,
    /// Cronbach's alpha.
    pub alpha: Statistic,
    /// The same on standardised children.
    pub alpha_standardised: Statistic,
    /// Its children: indicators and dimensions.
    pub children: Vec<ChildAudit>,
    /// Each two of them.
    pub pairs: Vec<PairAudit>,
    /// Share of the rows with two children or more in which one below 25 stands beside one above 75; none where nothing is
    /// averaged.
    pub compensated: Statistic,
}

/// A child among its siblings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChildAudit {
    /// Its id.
    pub id: String,
    /// Correlation with the sum of its siblings.
    pub item_rest: Statistic,
    /// Cronbach's alpha without it.
    pub alpha_without: Statistic,
    /// Share of its variance that its siblings explain.
    pub explained: Statistic,
}

/// Two children of a dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairAudit {
    /// One.
    pub a: String,
    /// The other.
    pub b: String,
    /// Rows in which both have a score.
    pub rows: u64,
    /// Pearson's correlation.
    pub correlation: Statistic,
    /// Spearman's rho: that of their ranks.
    pub spearman: Statistic,
    /// Kendall's tau-b.
    pub kendall: Statistic,
}

/// An indicator and something that indicators are divided by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DenominatorAudit {
    /// The indicator.
    pub indicator: String,
    /// The denominator.
    pub denominator: String,
    /// Whether the indicator is divided by it.
    pub divides: bool,
    /// Pearson's correlation of the value as it was given with it.
    pub given: Statistic,
    /// The same of the value that is scored, before outliers are treated.
    pub value: Statistic,
}
