//! Rules as they stand in the file.

use crate::format::{Number, Spanned};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A rule: one key that names its kind.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RuleFile {
    /// 100 (x - from) / (to - from); from above to: lower is riskier.
    Linear(Ends),
    /// Linear in ln x; x <= 0 has no score.
    Log(Ends),
    /// [[x, score], ...], two or more, x rising strictly, scores 0 to 100: straight lines between, flat outside.
    Piecewise(Vec<(Number, Number)>),
    /// The score of the interval; an edge belongs to the upper one.
    Step(Step),
    /// 100 / (1 + exp(-(x - midpoint) / scale)).
    Logistic(Logistic),
    /// 100 F(x) of one known distribution, or 100 (1 - F(x)).
    Distribution(DistributionFile),
    /// 100 (number below x + half the number equal) / n over a reference.
    Percentile(Sample),
    /// 50 + 50 z / cap.
    Zscore(Zscore),
    /// Linear between the reference's smallest and largest number.
    Minmax(Between),
    /// For panels: 100 r / n, r the place among the n numbers, 1 for the smallest.
    Rank(Spanned<Standing>),
    /// For panels: 100 (r - 1) / (n - 1), r the place among the n numbers.
    Borda(Spanned<Standing>),
    /// 100 x / target; over rows 100 (x - smallest) / (target - smallest).
    DistanceToTarget(Distance),
    /// A score, 0 to 100, for each word.
    Category(Words),
}

impl RuleFile {
    /// The kind and the place of a rule by places that does not say among which rows.
    pub(super) fn without_rows(&self) -> Option<(&'static str, Range<usize>)> {
        let (kind, standing) = match self {
            RuleFile::Rank(standing) => ("rank", standing),
            RuleFile::Borda(standing) => ("borda", standing),
            _ => return None,
        };
        standing.get_ref().over.is_none().then(|| (kind, standing.span()))
    }
}

/// The two ends of a rule.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ends {
    /// Raw value with score 0.
    pub(super) from: Number,
    /// Raw value with score 100.
    pub(super) to: Number,
}

/// Intervals and their scores.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// Rising strictly.
    #[schemars(length(min = 1))]
    pub(super) edges: Vec<Number>,
    /// One score more than edges, 0 to 100.
    #[schemars(length(min = 2), inner(range(min = 0, max = 100)))]
    pub(super) scores: Vec<Number>,
}

/// A logistic curve.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Logistic {
    /// Raw value with score 50.
    pub(super) midpoint: Number,
    /// Steepness, not 0; negative: lower is riskier.
    pub(super) scale: Number,
}

/// Exactly one distribution, with its parameters.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DistributionFile {
    /// Normal.
    pub(super) normal: Option<Normal>,
    /// Normal in ln x.
    pub(super) lognormal: Option<Lognormal>,
    /// Student's t.
    pub(super) student_t: Option<StudentT>,
    /// Gamma.
    pub(super) gamma: Option<Gamma>,
    /// Beta.
    pub(super) beta: Option<Beta>,
    /// Exponential.
    pub(super) exponential: Option<Exponential>,
    /// Uniform.
    pub(super) uniform: Option<Uniform>,
    /// Lower is riskier: 100 (1 - F(x)). Default false.
    #[serde(default)]
    pub(super) inverse: bool,
}

/// Normal distribution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Normal {
    /// Its mean.
    pub(super) mean: Number,
    /// Its standard deviation, above 0.
    pub(super) sd: Number,
}

/// Normal distribution of ln x.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Lognormal {
    /// The mean of ln x.
    pub(super) mu: Number,
    /// The standard deviation of ln x, above 0.
    pub(super) sigma: Number,
}

/// Student's t distribution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StudentT {
    /// Degrees of freedom, above 0.
    pub(super) df: Number,
    /// Its middle.
    pub(super) location: Number,
    /// Its scale, above 0.
    pub(super) scale: Number,
}

/// Gamma distribution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Gamma {
    /// Its shape, above 0.
    pub(super) shape: Number,
    /// Its rate, above 0.
    pub(super) rate: Number,
}

/// Beta distribution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Beta {
    /// Its first shape, above 0.
    pub(super) alpha: Number,
    /// Its second shape, above 0.
    pub(super) beta: Number,
}

/// Exponential distribution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Exponential {
    /// Its rate, above 0.
    pub(super) rate: Number,
}

/// Uniform distribution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Uniform {
    /// Its smallest value.
    pub(super) min: Number,
    /// Its largest value.
    pub(super) max: Number,
}

/// What a value is compared with: reference or over, not both.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sample {
    /// The numbers themselves.
    #[schemars(length(min = 1))]
    pub(super) reference: Option<Vec<Number>>,
    /// For panels: which rows.
    pub(super) over: Option<OverFile>,
    /// Lower is riskier. Default false.
    #[serde(default)]
    pub(super) inverse: bool,
}

/// What a value lies between, and on which part of the scale: reference or over, not both.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Between {
    /// The numbers themselves.
    #[schemars(length(min = 1))]
    pub(super) reference: Option<Vec<Number>>,
    /// For panels: which rows.
    pub(super) over: Option<OverFile>,
    /// Lower is riskier. Default false.
    #[serde(default)]
    pub(super) inverse: bool,
    /// Score 0 is a value of 0, not the smallest: the score is a share of the largest. Default false.
    #[serde(default)]
    pub(super) from_zero: bool,
    /// Scores 0 and 100 are these percentiles, rising, 0 to 100, not the smallest and the largest: [5, 95].
    pub(super) percentiles: Option<(Number, Number)>,
    /// The scores of the smallest and the largest number, rising, within 0 to 100: [1, 100] for geometric means. Default [0, 100].
    #[schemars(extend("default" = [0, 100]))]
    pub(super) range: Option<(Number, Number)>,
}

/// Mean and standard deviation: given, of a reference, or over rows; exactly one of the three.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Zscore {
    /// The mean; with `sd`.
    pub(super) mean: Option<Number>,
    /// The standard deviation, above 0; with `mean`.
    pub(super) sd: Option<Number>,
    /// Numbers whose mean and standard deviation (n - 1) are taken.
    #[schemars(length(min = 1))]
    pub(super) reference: Option<Vec<Number>>,
    /// For panels: which rows.
    pub(super) over: Option<OverFile>,
    /// The z that scores 100, above 0. Default 3.
    #[schemars(extend("exclusiveMinimum" = 0, "default" = 3))]
    pub(super) cap: Option<Number>,
    /// Lower is riskier. Default false.
    #[serde(default)]
    pub(super) inverse: bool,
}

/// What a value stands among.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Standing {
    /// Which rows; may be left out only where `[defaults]` says so.
    pub(super) over: Option<OverFile>,
    /// Where equal numbers stand: at the mean, the lowest or the highest of their places. Default mean.
    #[schemars(extend("default" = "mean"))]
    pub(super) ties: Option<TiesFile>,
    /// Counts places from the largest. Default false.
    #[serde(default)]
    pub(super) inverse: bool,
}

/// Where equal numbers stand in an order.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum TiesFile {
    /// At the mean of the places that they take up.
    Mean,
    /// At the lowest of them.
    Min,
    /// At the highest of them.
    Max,
}

/// A target, and where score 0 comes from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Distance {
    /// Raw value with score 100, or with score 100 / cap.
    pub(super) target: Option<Number>,
    /// For panels, in place of a target: the entity whose value at the date is it; with `over = "cross_section"`.
    pub(super) entity: Option<String>,
    /// How many times the way to the target scores 100, above 0. Default 1: what lies beyond the target scores no more.
    #[schemars(extend("exclusiveMinimum" = 0, "default" = 1))]
    pub(super) cap: Option<Number>,
    /// For panels: score 0 is the smallest of these rows, else 0.
    pub(super) over: Option<OverFile>,
    /// With `over`: lower is riskier. Default false.
    #[serde(default)]
    pub(super) inverse: bool,
}

/// Which rows of a panel.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum OverFile {
    /// The entities at the same date.
    CrossSection,
    /// The entity's rows up to and including this one.
    History,
    /// All of the entity's rows, which looks ahead.
    FullHistory,
    /// All rows of all entities, which looks ahead.
    Panel,
}

/// Words with their scores, in file order.
#[derive(Debug)]
pub(super) struct Words(pub(super) Vec<(String, f64)>);

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A score, 0 to 100, for each word.",
            "type": "object",
            "additionalProperties": { "type": "number", "minimum": 0, "maximum": 100 },
            "minProperties": 1,
        })
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsVisitor;

        impl<'de> Visitor<'de> for WordsVisitor {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of words and scores")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some((word, Number(score))) = map.next_entry::<String, Number>()? {
                    words.push((word, score));
                }
                Ok(Words(words))
            }
        }

        deserializer.deserialize_map(WordsVisitor)
    }
}
