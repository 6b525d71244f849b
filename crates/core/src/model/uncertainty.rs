//! What is uncertain about a model and its data, as the file states it.

use super::Indicator;
use super::alternatives::{Alternatives, ImputeChoiceFile, Listed, NormaliseFile, OutliersChoiceFile};
use super::kind::Kind;
use crate::diag::{Code, Diagnostic};
use crate::format::Number;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The `[uncertainty]` table with its defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// Half-width of a value's range where it states none, as a share of |value|.
    pub range: GradeRange,
    /// How weights are drawn.
    pub weights: WeightDraws,
    /// Each end of a linear or log rule is moved by up to this share of the distance between the ends.
    pub ends: f64,
    /// Equally likely alternatives for linear and log rules.
    pub rules: Vec<RuleChoice>,
    /// Equally likely alternatives for every dimension's aggregation.
    pub aggregate: Vec<AggregateChoice>,
    /// Other ways to treat the columns of a panel, each choice one for all indicators.
    pub alternatives: Alternatives,
    /// Whether each draw leaves out nothing or one indicator.
    pub drop_one: bool,
    /// How indicators without a figure are drawn; none: they are left out, as in the score.
    pub missing: Option<MissingDraws>,
    /// What the ranges by confidence were held against.
    pub calibration: Vec<Disagreement>,
}

/// A quantity for which several sources print different numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disagreement {
    /// What they measure.
    pub what: String,
    /// The grade that such a figure has in a scenario.
    pub confidence: Confidence,
    /// What they print: two numbers or more, none of them 0.
    pub values: Vec<f64>,
    /// Who prints them.
    pub source: Option<String>,
}

/// How the score of an indicator without a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MissingDraws {
    /// How far a score goes at random in a year: the standard deviation, in points; over y years times the root of y.
    pub yearly: f64,
}

/// Half-widths by confidence grade.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct GradeRange {
    pub high: f64,
    pub medium: f64,
    pub low: f64,
}

impl GradeRange {
    /// The half-width of a grade; a figure without one has the widest.
    pub fn of(&self, grade: Option<Confidence>) -> f64 {
        match grade {
            Some(Confidence::High) => self.high,
            Some(Confidence::Medium) => self.medium,
            Some(Confidence::Low) | None => self.low,
        }
    }
}

/// How well a figure is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A blog, an aggregator, or sources that disagree. A figure that states nothing counts as this.
    Low,
    /// An official or broker's figure as quoted by the press.
    Medium,
    /// An official, academic or issuer's text or series.
    High,
}

impl Confidence {
    /// `high`, `medium` or `low`.
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// How the weights of a sibling group are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum WeightDraws {
    /// Each weight times uniform(1 - s, 1 + s).
    Spread(f64),
    /// Dirichlet(concentration times the normalised weights).
    Dirichlet(f64),
}

/// An alternative for linear and log rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum RuleChoice {
    /// The indicator's own.
    AsGiven,
    /// Linear, with the rule's ends.
    Linear,
    /// Logistic, with 10 and 90 at the ends.
    Logistic,
}

/// An alternative for a dimension's aggregation.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum AggregateChoice {
    AsGiven,
    Arithmetic,
    Geometric,
    Harmonic,
    Median,
    Power(f64),
}

/// What is uncertain, and by how much.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct UncertaintyFile {
    /// Half-width of a value's range where it states none, by confidence, as a share of the value.
    range: Option<RangeFile>,
    /// How weights are drawn. Default { spread = 0.25 }.
    #[schemars(extend("default" = { "spread": 0.25 }))]
    weights: Option<WeightsFile>,
    /// Ends of linear and log rules move by up to this share of their distance. 0 to below 0.5; default 0.1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 0.5, "default" = Uncertainty::default().ends))]
    ends: Option<Number>,
    /// Equally likely alternatives for linear and log rules. Default: as given alone.
    #[schemars(length(min = 1), extend("default" = ["as_given"]))]
    rules: Option<Vec<RuleChoice>>,
    /// Equally likely alternatives for every dimension. Default: as given alone.
    #[schemars(length(min = 1), extend("default" = ["as_given"]))]
    aggregate: Option<Vec<ChoiceFile>>,
    /// For panels: equally likely alternatives for rules over rows, one choice for all indicators. Default: as given alone.
    #[schemars(length(min = 1), extend("default" = ["as_given"]))]
    normalise: Option<Vec<Kind<NormaliseFile>>>,
    /// For panels: equally likely alternatives for treatments of outliers, one choice for all indicators that have one. Default: as
    /// given alone.
    #[schemars(length(min = 1), extend("default" = ["as_given"]))]
    outliers: Option<Vec<Kind<OutliersChoiceFile>>>,
    /// For panels: equally likely alternatives for imputation, one choice for all indicators that are imputed. Default: as given
    /// alone.
    #[schemars(length(min = 1), extend("default" = ["as_given"]))]
    impute: Option<Vec<Kind<ImputeChoiceFile>>>,
    /// Each draw leaves out nothing or one indicator, equally likely. Default false.
    #[schemars(extend("default" = false))]
    drop_one: Option<bool>,
    /// Indicators of weight above 0 without a figure get a score in draws: around their last one, any where there is none.
    /// Without it they are left out.
    missing: Option<MissingFile>,
    /// Quantities for which sources disagree: the ranges are held against them.
    calibration: Vec<DisagreementFile>,
}

/// A quantity for which several sources print different numbers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DisagreementFile {
    /// What they measure.
    what: String,
    /// The grade that such a figure has in a scenario.
    confidence: Confidence,
    /// What they print: two numbers or more, none of them 0.
    #[schemars(length(min = 2))]
    values: Vec<Number>,
    /// Who prints them.
    source: Option<String>,
}

/// How the score of an indicator without a figure is drawn.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MissingFile {
    /// Standard deviation, in points, of what a score does in a year; over y years times the root of y. 0 to 1000.
    #[schemars(range(min = 0, max = 1000))]
    yearly: Number,
}

/// Half-widths by confidence, as a share of the value.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RangeFile {
    /// For high confidence. Default 0.02.
    #[schemars(range(min = 0), extend("default" = Uncertainty::default().range.high))]
    high: Option<Number>,
    /// For medium confidence. Default 0.1.
    #[schemars(range(min = 0), extend("default" = Uncertainty::default().range.medium))]
    medium: Option<Number>,
    /// For low confidence, and where none is stated. Default 0.25.
    #[schemars(range(min = 0), extend("default" = Uncertainty::default().range.low))]
    low: Option<Number>,
}

/// How the weights of a sibling group are drawn.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum WeightsFile {
    /// Each weight times uniform(1 - s, 1 + s); s from 0 to 1.
    Spread(Number),
    /// Dirichlet(concentration times the normalised weights); 0.1 to 100,000,000.
    Dirichlet(Number),
}

/// An alternative for a dimension's aggregation.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum ChoiceFile {
    /// The dimension's own.
    AsGiven,
    /// Weighted mean.
    Arithmetic,
    /// Weighted geometric mean.
    Geometric,
    /// Weighted harmonic mean.
    Harmonic,
    /// Median.
    Median,
    /// Power mean, above 0.
    Power(Number),
}

impl Default for Uncertainty {
    fn default() -> Self {
        Uncertainty {
            range: GradeRange { high: 0.02, medium: 0.10, low: 0.25 },
            weights: WeightDraws::Spread(0.25),
            ends: 0.10,
            rules: vec![RuleChoice::AsGiven],
            aggregate: vec![AggregateChoice::AsGiven],
            alternatives: Alternatives::default(),
            drop_one: false,
            missing: None,
            calibration: Vec::new(),
        }
    }
}

impl Uncertainty {
    pub(super) fn check(file: UncertaintyFile, indicators: &[Indicator]) -> Result<Uncertainty, Diagnostic> {
        let wrong = |message: &str| Err(Diagnostic::error(Code::Uncertainty, message.to_owned()));
        let mut settings = Uncertainty::default();
        if let Some(range) = file.range {
            let grades = [
                (range.high, &mut settings.range.high),
                (range.medium, &mut settings.range.medium),
                (range.low, &mut settings.range.low),
            ];
            for (given, setting) in grades {
                if let Some(Number(x)) = given {
                    if x < 0.0 {
                        return wrong("a range is a share of the value and cannot be negative");
                    }
                    *setting = x;
                }
            }
        }
        match file.weights {
            Some(WeightsFile::Spread(Number(s))) if !(0.0..=1.0).contains(&s) => {
                return wrong("the spread of weights lies between 0 and 1");
            }
            Some(WeightsFile::Dirichlet(Number(c))) if !(0.1..=1e8).contains(&c) => {
                return wrong("the concentration of a Dirichlet distribution lies between 0.1 and 100,000,000");
            }
            Some(WeightsFile::Spread(Number(s))) => settings.weights = WeightDraws::Spread(s),
            Some(WeightsFile::Dirichlet(Number(c))) => settings.weights = WeightDraws::Dirichlet(c),
            None => {}
        }
        if let Some(Number(ends)) = file.ends {
            if !(0.0..0.5).contains(&ends) {
                return wrong("ends can move by a share from 0 to below 0.5: from 0.5 on they could meet");
            }
            settings.ends = ends;
        }
        if let Some(rules) = file.rules {
            if rules.is_empty() {
                return wrong("rules needs at least one alternative, such as [\"as_given\"]");
            }
            settings.rules = rules;
        }
        if let Some(choices) = file.aggregate {
            settings.aggregate = choices.into_iter().map(AggregateChoice::check).collect::<Result<_, _>>()?;
            if settings.aggregate.is_empty() {
                return wrong("aggregate needs at least one alternative, such as [\"as_given\"]");
            }
        }
        let listed = Listed { normalise: file.normalise, outliers: file.outliers, impute: file.impute };
        settings.alternatives = Alternatives::check(listed).map_err(|why| Diagnostic::error(Code::Uncertainty, why))?;
        if let Err((message, help)) = settings.alternatives.fit(indicators) {
            return Err(Diagnostic::error(Code::Uncertainty, message).help(help));
        }
        settings.drop_one = file.drop_one.unwrap_or(false);
        if let Some(MissingFile { yearly: Number(yearly) }) = file.missing {
            if !(0.0..=1000.0).contains(&yearly) {
                return wrong(
                    "what a score does in a year is from 0 to 1000 points, such as `missing = { yearly = 24 }`",
                );
            }
            settings.missing = Some(MissingDraws { yearly });
        }
        for entry in file.calibration {
            let values: Vec<f64> = entry.values.iter().map(|x| x.0).collect();
            if values.len() < 2 || values.contains(&0.0) {
                return wrong("a calibration needs two values or more, none of them 0");
            }
            let (what, confidence, source) = (entry.what, entry.confidence, entry.source);
            settings.calibration.push(Disagreement { what, confidence, values, source });
        }
        Ok(settings)
    }
}

impl AggregateChoice {
    fn check(file: ChoiceFile) -> Result<Self, Diagnostic> {
        Ok(match file {
            ChoiceFile::AsGiven => AggregateChoice::AsGiven,
            ChoiceFile::Arithmetic => AggregateChoice::Arithmetic,
            ChoiceFile::Geometric => AggregateChoice::Geometric,
            ChoiceFile::Harmonic => AggregateChoice::Harmonic,
            ChoiceFile::Median => AggregateChoice::Median,
            ChoiceFile::Power(Number(p)) if p > 0.0 => AggregateChoice::Power(p),
            ChoiceFile::Power(_) => {
                return Err(Diagnostic::error(Code::Uncertainty, "the power of a power mean must be above 0"));
            }
        })
    }
}
