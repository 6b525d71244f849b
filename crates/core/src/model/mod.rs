//! Models: what is measured, and how it is scored.
//!
//! [`Model::parse`] reads a TOML file, reports everything that is wrong with it at once, and gives a value
//! in which nothing invalid is left: one tree, rules whose numbers make sense, formulas of the right type.

mod alternatives;
mod defaults;
mod distribution;
mod file;
mod formulas;
mod kind;
mod load;
mod no_value;
mod raw;
mod resolved;
mod rule;
mod rule_check;
mod rule_file;
mod steps;
mod transform;
mod tree;
mod uncertainty;
mod weighting;

pub(crate) use load::{check_schema, read_texts};

pub use alternatives::{Alternatives, ImputeChoice, NormaliseChoice, OutliersChoice};
pub use distribution::Distribution;
pub use no_value::is_no_value;
pub use resolved::resolved;
pub(crate) use rule::place;
pub use rule::{Moments, NoScore, Over, Posts, Reference, Rule, Ties, unit};
pub use steps::{Denominator, Imputation, Outliers};
pub(crate) use transform::{TransformFile, check as check_transform};
pub use uncertainty::{
    AggregateChoice, Confidence, Disagreement, GradeRange, MissingDraws, RuleChoice, Uncertainty, WeightDraws,
};
pub use weighting::{OverRows, Weighting};

use crate::Error;
use crate::diag::{Diagnostics, SourceFile};
use crate::expr::Expr;
use froth_series::Transform;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// A model that has passed every check.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its id: `four-dimensions`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its own version.
    pub version: String,
    /// What it is for.
    pub description: String,
    /// What it rests on.
    pub references: Vec<String>,
    /// Bands, floor and freeze.
    pub scale: Scale,
    /// What happens where data are missing.
    pub missing: Missing,
    /// For panels: which rows have too little data to be compared.
    pub screen: Option<Screen>,
    /// What the first line of a scorecard sets side by side.
    pub headline: Option<Headline>,
    /// Dimensions in file order.
    pub dimensions: Vec<Dimension>,
    /// Indicators in file order.
    pub indicators: Vec<Indicator>,
    /// What the other values that formulas use are called, by id, as far as the file says.
    pub inputs: BTreeMap<String, String>,
    /// Alerts in file order.
    pub alerts: Vec<Alert>,
    /// Named spans of time, rising.
    pub episodes: Vec<Episode>,
    /// What is uncertain.
    pub uncertainty: Uncertainty,
    /// Translations: language tag, then id (or `title`, or a band's label), then text.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
    /// The file it was read from.
    pub source: Arc<SourceFile>,
    /// Index of the root in `dimensions`.
    pub root: usize,
}

/// The scale of scores: 0 to 100, cut into bands.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Named ranges, rising; the last has no upper end.
    pub bands: Vec<Band>,
    /// No observation after this day set a rule's end.
    pub frozen: Option<Date>,
    /// Geometric and harmonic means, and powers below 0, read scores below this as this.
    pub floor: f64,
    /// What a score of 0 is, in words; none: a typical calm year.
    pub low: Option<String>,
    /// What a score of 100 is, in words; none: the worst on record.
    pub high: Option<String>,
    /// Whether a high score is bad or good.
    pub direction: Direction,
}

/// Whether a high score is bad or good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// It warns.
    #[default]
    Bad,
    /// It is an achievement.
    Good,
}

/// A named range of scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its name.
    pub label: String,
    /// Scores below this belong to it; a score equal to it is in the next band. None for the last.
    pub below: Option<f64>,
}

/// Scores closer than this count as equal in comparisons.
pub const TIE: f64 = 1e-9;

impl Scale {
    /// The label of the band that holds a score.
    pub fn band(&self, score: f64) -> &str {
        self.bands.get(self.band_place(score)).map_or("", |b| b.label.as_str())
    }

    /// The place of that band among them.
    pub fn band_place(&self, score: f64) -> usize {
        let place = self.bands.iter().position(|b| b.below.is_none_or(|below| score < below - TIE));
        place.unwrap_or(self.bands.len().saturating_sub(1))
    }
}

/// What happens where data are missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Missing {
    /// Whether a gap is bridged or spoils the score.
    pub policy: Policy,
    /// A dimension with less coverage than this (0 to 1) has no score.
    pub min_coverage: f64,
}

/// Which rows of a panel have enough data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Screen {
    /// The share of the indicators' own values that a row needs, 0 to 1.
    pub min_data: f64,
    /// The share of these values that is not 0, 0 to 1.
    pub min_non_zero: f64,
}

/// What a dimension does with children that have no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// The weights of the others are scaled up.
    Renormalise,
    /// The dimension has no score.
    Fail,
}

/// Two numbers that a scorecard puts first: one child of the root, and the root without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// Index of the child of the root that stands apart.
    pub apart: usize,
    /// What the root without it is called.
    pub rest: String,
}

/// A node of the tree.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The question that it answers.
    pub question: Option<String>,
    /// Index of its parent; none for the root and for overlays.
    pub parent: Option<usize>,
    /// Whether it is an overlay or stands under one.
    pub overlay: bool,
    /// Its weight among its siblings.
    pub weight: f64,
    /// How its children make its score.
    pub aggregate: Aggregate,
    /// What makes its score out of many rows of a panel; `aggregate` then plays no part.
    pub over_rows: Option<OverRows>,
    /// Where the weights of its children come from.
    pub weighting: Weighting,
    /// Whether it points the other way: the rules of the indicators under it are turned round, two such dimensions above one
    /// another leave them as they are.
    pub inverse: bool,
    /// The k of a quorum: its score is at most that of its k-th highest child, so it is high only if k of its children are.
    pub quorum: Option<usize>,
    /// Where its id stands.
    pub span: Range<usize>,
}

/// How children make a score; each is homogeneous of degree one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aggregate {
    /// Weighted mean: on average.
    Arithmetic,
    /// Weighted geometric mean: all at once.
    Geometric,
    /// Weighted harmonic mean: pulled down most by the calmest.
    Harmonic,
    /// Median, weights ignored.
    Median,
    /// Smallest: only where all are high.
    Min,
    /// Largest: any one.
    Max,
    /// Power mean (sum w x^p)^(1/p): with p above 1 the worst weighs more, with p below 0 the calmest pulls it down.
    Power(f64),
}

/// A leaf: one measured quantity.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its unit: percentages are percentages (53 means 53 %).
    pub unit: String,
    /// The name of its column in tables, where that is not its id.
    pub column: Option<String>,
    /// Index of its dimension.
    pub dimension: usize,
    /// Whether its dimension is an overlay or stands under one.
    pub overlay: bool,
    /// Its weight among its siblings.
    pub weight: f64,
    /// Public or private market.
    pub market: Option<Market>,
    /// How a raw value becomes a score, turned round under a dimension that is `inverse`; none for an indicator that is only watched (weight 0).
    pub rule: Option<Rule>,
    /// How its raw value is computed, if it is. With a denominator, its own id stands for the numerator here.
    pub formula: Option<Formula>,
    /// What its value is divided by; `formula` says so too.
    pub denominator: Option<Denominator>,
    /// How missing values are filled in; for panels.
    pub impute: Option<Imputation>,
    /// What must hold for its value to count.
    pub requires: Option<Formula>,
    /// What is done to its raw values over time, in order; for panels.
    pub transforms: Vec<Transform>,
    /// How outliers are treated before the rule; for panels.
    pub outliers: Option<Outliers>,
    /// How well the values of its column are documented: with it, draws of a panel draw them too.
    pub confidence: Option<Confidence>,
    /// Where score 0 comes from.
    pub calm: Option<String>,
    /// Where score 100 comes from.
    pub worst: Option<String>,
    /// The era that set the worst end.
    pub worst_era: Option<String>,
    /// Why the indicator is disputed.
    pub contested: Option<String>,
    /// Where its definition comes from.
    pub source: Option<String>,
    /// What a reader should know.
    pub note: Option<String>,
    /// Where its id stands.
    pub span: Range<usize>,
}

/// Which market an indicator is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Market {
    /// Listed companies and public markets.
    Public,
    /// Unlisted companies and private markets.
    Private,
    /// Both.
    Both,
}

/// A formula or condition with its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// As written.
    pub text: String,
    /// As understood.
    pub expr: Expr,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// An indicator or dimension that has no meaning in a single row.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedsRows<'m> {
    /// Its id.
    pub id: &'m str,
    /// What it has: `a transform`.
    pub what: String,
    /// Where its id stands.
    pub span: Range<usize>,
}

/// A condition worth a warning.
#[derive(Debug, Clone)]
pub struct Alert {
    /// Its id.
    pub id: String,
    /// What it means.
    pub title: String,
    /// When it fires.
    pub when: Formula,
}

/// A named span of time, such as a boom that the calm ends of rules leave out: marked where scores are drawn over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its first day.
    pub from: Date,
    /// Its last day; none: it is not over.
    pub to: Option<Date>,
}

/// The format of model files as JSON Schema (draft 2020-12), for editors: every key with what it means, its unit and default.
///
/// It says what can be said key by key; [`Model::parse`] knows the rest.
///
/// ```
/// let schema = froth_core::model::json_schema();
/// assert_eq!(schema["properties"]["missing"]["description"], "What happens where data are missing.");
/// ```
pub fn json_schema() -> serde_json::Value {
    crate::format::of_file::<file::HeadFile>("A model of froth")
}

impl Model {
    /// Reads a model and checks it; the findings of a model that can be used are warnings.
    ///
    /// ```
    /// let text = froth_core::example::model().source;
    /// let (model, warnings) = froth_core::model::Model::parse(&text).unwrap();
    /// assert_eq!(model.id, "example");
    /// assert!(warnings.is_empty());
    /// ```
    pub fn parse(source: &Arc<SourceFile>) -> Result<(Model, Diagnostics), Error> {
        let mut findings = Diagnostics::new();
        let model = load::load(source, &mut findings);
        findings.sorted().into_result(model)
    }

    /// Index of the dimension with this id.
    pub fn dimension(&self, id: &str) -> Option<usize> {
        self.dimensions.iter().position(|d| d.id == id)
    }

    /// Index of the indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|i| i.id == id)
    }

    /// What needs many rows and belongs to panels: indicators and dimensions with what they have.
    pub fn needs_rows(&self) -> Vec<NeedsRows<'_>> {
        let mut found = Vec::new();
        for indicator in &self.indicators {
            let what = match (indicator.rule.as_ref().and_then(Rule::over), &indicator.impute) {
                (Some(over), _) => format!("a rule over \"{}\"", over.as_str()),
                (None, _) if !indicator.transforms.is_empty() => "a transform".to_owned(),
                (None, Some(how)) => format!("`impute = \"{}\"`", how.as_str()),
                (None, None) if indicator.outliers.is_some() => "a treatment of outliers".to_owned(),
                (None, None) => continue,
            };
            found.push(NeedsRows { id: &indicator.id, what, span: indicator.span.clone() });
        }
        for dimension in &self.dimensions {
            let what = match (dimension.over_rows, dimension.weighting) {
                (Some(of), _) => format!("`aggregate = \"{}\"`", of.as_str()),
                (None, Weighting::Fitted { method, .. }) => format!("`weights = \"{}\"`", method.as_str()),
                (None, _) => continue,
            };
            found.push(NeedsRows { id: &dimension.id, what, span: dimension.span.clone() });
        }
        found
    }

    /// Every id that a scenario may give a value for: indicators, and what formulas and `requires` name.
    pub fn value_ids(&self) -> Vec<&str> {
        value_ids(&self.indicators)
    }
}

/// Indicators in file order, then what their formulas and conditions use besides.
fn value_ids(indicators: &[Indicator]) -> Vec<&str> {
    let mut ids: Vec<&str> = indicators.iter().map(|i| i.id.as_str()).collect();
    let mut seen: BTreeSet<&str> = ids.iter().copied().collect();
    for formula in indicators.iter().flat_map(|i| [&i.formula, &i.requires]).flatten() {
        formula.expr.names(&mut |name, _| {
            if seen.insert(name) {
                ids.push(name);
            }
        });
    }
    ids
}
