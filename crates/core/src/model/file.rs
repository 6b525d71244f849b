//! A model as it stands in the file, before anything but its shape is checked.

use super::kind::Kind;
use super::rule_file::{OverFile, RuleFile};
use super::steps::{DenominatorFile, ImputeFile, OutliersFile};
use super::transform::TransformFile;
use super::uncertainty::UncertaintyFile;
use super::weighting::{AggregateFile, WeightsFile};
use super::{Confidence, Direction, Market, Policy};
use crate::format::{Day, FILE_ID, Number, Spanned, by_id, number_of_format};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

/// A model: what is measured, and how it is scored.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadFile {
    /// The format's number: 1.
    #[serde(rename = "schema")]
    #[schemars(schema_with = "number_of_format")]
    _schema: IgnoredAny,
    /// Its id: lower-case letters, digits and -, unlike any built-in's.
    #[schemars(regex(pattern = FILE_ID))]
    pub(super) id: Spanned<String>,
    /// Its name for people.
    pub(super) title: String,
    /// Its own version, such as 1.0.0.
    pub(super) version: Option<String>,
    /// What it is for.
    pub(super) description: Option<String>,
    /// What it rests on: papers, handbooks.
    #[serde(default)]
    pub(super) references: Vec<String>,
    /// Bands, floor and freeze.
    pub(super) scale: Option<Spanned<ScaleFile>>,
    /// What happens where data are missing.
    pub(super) missing: Option<Spanned<MissingFile>>,
    /// For panels: which entities have too little data to be compared.
    pub(super) screen: Option<Spanned<ScreenFile>>,
    /// Two numbers that a scorecard puts first.
    pub(super) headline: Option<HeadlineFile>,
    /// What indicators have unless they say otherwise.
    #[serde(rename = "defaults")]
    #[schemars(with = "Option<DefaultsFile>")]
    _defaults: Option<IgnoredAny>,
    /// What is uncertain about weights, rules and figures.
    pub(super) uncertainty: Option<Spanned<UncertaintyFile>>,
    /// Nodes of the tree, by id; exactly one has no parent and is no overlay: the root.
    #[serde(rename = "dimension")]
    #[schemars(required, schema_with = "by_id::<DimensionFile>")]
    _dimension: Option<IgnoredAny>,
    /// Leaves of the tree, by id: one measured quantity each.
    #[serde(rename = "indicator")]
    #[schemars(required, schema_with = "by_id::<IndicatorFile>")]
    _indicator: Option<IgnoredAny>,
    /// What the other values that formulas use are called, by id.
    #[serde(rename = "inputs", default)]
    #[schemars(with = "Option<BTreeMap<String, String>>")]
    _inputs: Option<IgnoredAny>,
    /// Conditions worth a warning, by id.
    #[serde(rename = "alert", default)]
    #[schemars(schema_with = "by_id::<AlertFile>")]
    _alert: Option<IgnoredAny>,
    /// Named spans of time, by id, marked where scores are drawn over time.
    #[serde(rename = "episode", default)]
    #[schemars(schema_with = "by_id::<EpisodeFile>")]
    _episode: Option<IgnoredAny>,
    /// Translations by language tag (zh-Hant): `title` = this file's name, else by id; bands, units, questions, bases and words by their own text.
    #[serde(rename = "text", default)]
    #[schemars(with = "Option<BTreeMap<String, BTreeMap<String, String>>>")]
    _text: Option<IgnoredAny>,
}

/// The scale of scores: 0 to 100, cut into bands.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScaleFile {
    /// Named ranges, rising, labels unique, the last without `below`. Default: quarters of the scale.
    #[schemars(length(min = 1))]
    pub(super) bands: Option<Spanned<Vec<Spanned<BandFile>>>>,
    /// No observation after this day set a rule's end; `froth check --audit` holds the ends against it.
    pub(super) frozen: Option<Day>,
    /// Geometric and harmonic means read scores below this as this. Above 0; default 1.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 100, "default" = 1))]
    pub(super) floor: Option<Spanned<Number>>,
    /// What a score of 0 is, in words. Default: a typical calm year.
    pub(super) low: Option<Spanned<String>>,
    /// What a score of 100 is, in words. Default: the worst on record.
    pub(super) high: Option<Spanned<String>>,
    /// Whether a high score is bad or good; colours follow. Default bad.
    #[schemars(extend("default" = "bad"))]
    pub(super) direction: Option<Direction>,
}

/// What indicators have unless they say otherwise.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DefaultsFile {
    /// All indicators.
    #[serde(rename = "indicator")]
    _indicator: Option<IndicatorDefaults>,
    /// Those below a dimension, by its id; the nearest dimension above an indicator counts first.
    #[serde(rename = "dimension", default)]
    #[schemars(schema_with = "by_id::<IndicatorDefaults>")]
    _dimension: BTreeMap<String, IndicatorDefaults>,
}

/// What indicators have unless they say otherwise.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorDefaults {
    /// From raw value to score.
    #[serde(rename = "rule")]
    _rule: Option<RuleFile>,
    /// For panels: how missing values are filled in.
    #[serde(rename = "impute")]
    _impute: Option<Kind<ImputeFile>>,
    /// For panels: how outliers are treated before the rule.
    #[serde(rename = "outliers")]
    _outliers: Option<OutliersFile>,
    /// For panels: which rows rules and treatments of outliers compare with that do not say so.
    #[serde(rename = "over")]
    _over: Option<OverFile>,
    /// Whether indicators are about listed companies and public markets, unlisted ones, or both.
    #[serde(rename = "market")]
    _market: Option<Market>,
    /// For panels: how well values are documented.
    #[serde(rename = "confidence")]
    _confidence: Option<Confidence>,
}

/// A named range of scores.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BandFile {
    /// Scores below this belong to the band; a score equal to it is in the next one. None for the last.
    #[schemars(range(min = 0, max = 100))]
    pub(super) below: Option<Number>,
    /// Its name.
    pub(super) label: String,
}

/// What happens where data are missing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MissingFile {
    /// renormalise: the weights of what is there are scaled up; fail: anything missing, no score. Default renormalise.
    #[schemars(extend("default" = "renormalise"))]
    pub(super) policy: Option<Policy>,
    /// A dimension with less than this share of its weight covered has no score. 0 to 1; default 0.5.
    #[schemars(range(min = 0, max = 1), extend("default" = 0.5))]
    pub(super) min_coverage: Option<Spanned<Number>>,
}

/// Entities that leave before anything compares rows, date by date.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScreenFile {
    /// The share of the indicators' own values that a row needs. 0 to 1; default 0.
    #[schemars(range(min = 0, max = 1), extend("default" = 0))]
    pub(super) min_data: Option<Spanned<Number>>,
    /// The share of these values that is not 0. 0 to 1; default 0.
    #[schemars(range(min = 0, max = 1), extend("default" = 0))]
    pub(super) min_non_zero: Option<Spanned<Number>>,
}

/// Two numbers that a scorecard puts first: one child of the root, and the root without it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadlineFile {
    /// Id of a child of the root that is shown beside the rest.
    pub(super) apart: Spanned<String>,
    /// What the root without it is called. Default: "Without ..." and its title.
    pub(super) rest: Option<String>,
}

/// A node of the tree.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DimensionFile {
    /// Id of the dimension above it; none for the root and for overlays.
    pub(super) parent: Option<Spanned<String>>,
    /// Scored and shown beside the root, never inside it; has no parent. Default false.
    #[schemars(extend("default" = false))]
    pub(super) overlay: Option<Spanned<bool>>,
    /// Relative among its siblings, dimensions and indicators alike; 0 leaves it out of everything but the display. Default 1.
    #[schemars(range(min = 0), extend("default" = 1))]
    pub(super) weight: Option<Spanned<Number>>,
    /// Its name for people. Default: its id.
    pub(super) title: Option<String>,
    /// The question that it answers.
    pub(super) question: Option<String>,
    /// How its children make its score. Default arithmetic.
    #[schemars(extend("default" = "arithmetic"))]
    pub(super) aggregate: Option<Spanned<AggregateFile>>,
    /// Where the weights of its children come from. Default given.
    #[schemars(extend("default" = "given"))]
    pub(super) weights: Option<Spanned<Kind<WeightsFile>>>,
    /// It points the other way: every indicator's score under it becomes 100 less itself. Default false.
    #[schemars(extend("default" = false))]
    pub(super) inverse: Option<bool>,
    /// The k of a quorum: its score is at most that of its k-th highest child, high only if k of its children are.
    #[schemars(range(min = 1))]
    pub(super) quorum: Option<Spanned<usize>>,
}

/// A leaf of the tree: one measured quantity, with its unit and a rule from raw value to score.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorFile {
    /// Id of the dimension that it belongs to.
    pub(super) dimension: Spanned<String>,
    /// Its name for people. Default: its id.
    pub(super) title: Option<String>,
    /// The unit of its raw value; percentages are percentages (53 means 53 %).
    pub(super) unit: Option<String>,
    /// Whether it is about listed companies and public markets, unlisted ones, or both.
    pub(super) market: Option<Market>,
    /// Relative among its siblings; 0: watched, shown but not scored. Default 1.
    #[schemars(range(min = 0), extend("default" = 1))]
    pub(super) weight: Option<Spanned<Number>>,
    /// From raw value to score; may be left out only at weight 0, or where there is a default.
    pub(super) rule: Option<Spanned<RuleFile>>,
    /// It points the other way: as `inverse = true` in its rule, or 100 less the score of a rule without that key. Default false.
    #[schemars(extend("default" = false))]
    pub(super) inverse: Option<Spanned<bool>>,
    /// For panels: the name of its column in the data. Default: its id.
    #[schemars(length(min = 1))]
    pub(super) column: Option<Spanned<String>>,
    /// How the raw value is computed from other indicators' raw values and from values that scenarios give, such as 100 * a / b.
    #[schemars(length(min = 1, max = 2000))]
    pub(super) formula: Option<Spanned<String>>,
    /// A condition on raw values; where it is not true the indicator is missing, with this as the reason.
    #[schemars(length(min = 1, max = 2000))]
    pub(super) requires: Option<Spanned<String>>,
    /// What its value is divided by: an id, or { by, times }.
    pub(super) denominator: Option<Spanned<DenominatorFile>>,
    /// For panels: how missing values are filled in.
    pub(super) impute: Option<Spanned<Kind<ImputeFile>>>,
    /// For panels: what is done to the raw values over time, in order, entity by entity.
    pub(super) transform: Option<Spanned<Vec<TransformFile>>>,
    /// For panels: how outliers are treated before the rule.
    pub(super) outliers: Option<Spanned<OutliersFile>>,
    /// For panels: how well the values of its column are documented; with it they are drawn within the range of that grade in
    /// [uncertainty]. Default: they are taken as they are.
    pub(super) confidence: Option<Confidence>,
    /// Where score 0 comes from: basis and span.
    pub(super) calm: Option<String>,
    /// Where score 100 comes from: basis and span.
    pub(super) worst: Option<String>,
    /// The era that set the worst end: scenarios of that era score near 100 there by construction.
    pub(super) worst_era: Option<String>,
    /// Why the indicator is disputed; printed beside it everywhere.
    pub(super) contested: Option<String>,
    /// Where its definition or series comes from.
    pub(super) source: Option<String>,
    /// What a reader should know.
    pub(super) note: Option<String>,
}

/// A condition worth a warning.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AlertFile {
    /// What it means. Default: its id.
    pub(super) title: Option<String>,
    /// When it fires: a condition on ID (a score), value.ID (a raw value) and change.ID (points of score a year).
    #[schemars(length(min = 1, max = 2000))]
    pub(super) when: Spanned<String>,
}

/// A named span of time.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EpisodeFile {
    /// Its name for people. Default: its id.
    pub(super) title: Option<String>,
    /// Its first day.
    pub(super) from: Day,
    /// Its last day; none: it is not over.
    pub(super) to: Option<Day>,
}
