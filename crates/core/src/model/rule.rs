//! Rules: from a raw value to a score.
//!
//! Every rule maps a finite raw value to a score on 0 to 100; [`Rule::unclamped`] gives the value before
//! clamping, NaN where the rule has no score. Normalisation as in the OECD/JRC Handbook (2008), step 5.

use super::distribution::Distribution;
use std::fmt;

/// A rule whose numbers have been checked.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// 100 (x - from) / (to - from).
    Linear {
        /// Raw value with score 0.
        from: f64,
        /// Raw value with score 100.
        to: f64,
    },
    /// Linear in ln x; no score for x <= 0.
    Log {
        /// Raw value with score 0, above 0.
        from: f64,
        /// Raw value with score 100, above 0.
        to: f64,
    },
    /// Straight lines between (raw value, score), flat outside.
    Piecewise(Vec<(f64, f64)>),
    /// The score of the interval; an edge belongs to the upper one.
    Step {
        /// Rising edges.
        edges: Vec<f64>,
        /// One score more than edges.
        scores: Vec<f64>,
    },
    /// 100 / (1 + exp(-(x - midpoint) / scale)).
    Logistic {
        /// Raw value with score 50.
        midpoint: f64,
        /// Steepness; negative: lower is riskier.
        scale: f64,
    },
    /// 100 F(x) of a known distribution.
    Distribution {
        /// The distribution.
        of: Distribution,
        /// Lower is riskier.
        inverse: bool,
    },
    /// Share of the reference below x, half of the equal ones added.
    Percentile {
        /// What x is compared with.
        reference: Reference,
        /// Lower is riskier.
        inverse: bool,
    },
    /// 50 + 50 z / cap.
    Zscore {
        /// Where mean and standard deviation come from.
        reference: Moments,
        /// The z that scores 100.
        cap: f64,
        /// Lower is riskier.
        inverse: bool,
    },
    /// Linear between the reference's smallest and largest.
    Minmax {
        /// What x is compared with.
        reference: Reference,
        /// Lower is riskier.
        inverse: bool,
    },
    /// 100 r / n, r the place among the n numbers of the reference: 1 for the smallest.
    Rank {
        /// What x stands among.
        reference: Reference,
        /// Where equal numbers stand.
        ties: Ties,
        /// Lower is riskier.
        inverse: bool,
    },
    /// 100 (r - 1) / (n - 1): the Borda points, out of the most that there are.
    Borda {
        /// What x stands among.
        reference: Reference,
        /// Where equal numbers stand.
        ties: Ties,
        /// Lower is riskier.
        inverse: bool,
    },
    /// 100 x / target; over rows 100 (x - smallest) / (target - smallest).
    DistanceToTarget {
        /// Raw value with score 100.
        target: f64,
        /// Where score 0 comes from: 0 if there is none.
        reference: Option<Reference>,
        /// Lower is riskier: 100 (largest - x) / (largest - target).
        inverse: bool,
    },
    /// A score for each word; the raw value is the word's position.
    Category(Vec<(String, f64)>),
    /// The scores of a rule brought on a part of the scale: low + (high - low) s / 100.
    Within {
        /// The rule.
        rule: Box<Rule>,
        /// What its 0 becomes.
        low: f64,
        /// What its 100 becomes, above `low`.
        high: f64,
    },
    /// 100 less a rule that has no such form of its own: under a dimension that points the other way.
    Turned(Box<Rule>),
}

/// Where equal numbers stand in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ties {
    /// At the mean of the places that they take up.
    #[default]
    Mean,
    /// At the lowest of them.
    Min,
    /// At the highest of them.
    Max,
}

impl Ties {
    /// What this is in the opposite order.
    #[must_use]
    pub fn turned(self) -> Ties {
        match self {
            Ties::Mean => Ties::Mean,
            Ties::Min => Ties::Max,
            Ties::Max => Ties::Min,
        }
    }

    /// The same where places are counted from the largest, as it is in the order from the smallest.
    fn rising(self, inverse: bool) -> Ties {
        if inverse { self.turned() } else { self }
    }

    /// By how much the place lies beyond the mean of those that so many equal numbers take up.
    fn beyond_mean(self, equal: f64) -> f64 {
        match self {
            Ties::Mean => 0.0,
            Ties::Min => (1.0 - equal) / 2.0,
            Ties::Max => (equal - 1.0) / 2.0,
        }
    }
}

/// The numbers that a value is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Reference {
    /// Given in the model, sorted.
    Given(Vec<f64>),
    /// Taken from the rows of a panel.
    Over(Over),
}

/// Mean and standard deviation of a z-score.
#[derive(Debug, Clone, PartialEq)]
pub enum Moments {
    /// Known; none where the reference has fewer than two numbers or they are all equal.
    Known(Option<(f64, f64)>),
    /// Taken from the rows of a panel.
    Over(Over),
}

/// Which rows of a panel make a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The entities at the same date.
    CrossSection,
    /// The entity's rows up to and including this one.
    History,
    /// All of the entity's rows: looks ahead.
    FullHistory,
    /// All rows of all entities: looks ahead.
    Panel,
}

impl Over {
    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Over::CrossSection => "cross_section",
            Over::History => "history",
            Over::FullHistory => "full_history",
            Over::Panel => "panel",
        }
    }

    /// Whether a row's reference holds later rows.
    pub fn looks_ahead(self) -> bool {
        matches!(self, Over::FullHistory | Over::Panel)
    }

    /// Whether it holds rows of other entities.
    pub fn pools_entities(self) -> bool {
        matches!(self, Over::CrossSection | Over::Panel)
    }
}

/// Why a rule has no score for a value. `Display` says it in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoScore {
    /// A logarithmic rule, and a value that is not above 0.
    NotAboveZero,
    /// Fewer than two numbers in the reference, or all the same.
    ReferenceConstant,
    /// The reference's smallest and largest are equal.
    ReferenceEndsEqual,
    /// No number in the reference.
    ReferenceEmpty,
    /// Fewer than two numbers to rank.
    TooFewToRank,
    /// A target that does not lie beyond the reference.
    TargetNotBeyond,
    /// The value itself.
    ThisValue,
}

impl fmt::Display for NoScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoScore::NotAboveZero => "a logarithmic rule has no score for values that are not above 0",
            NoScore::ReferenceConstant => "the reference has fewer than two numbers, or they are all equal",
            NoScore::ReferenceEndsEqual => "the reference's smallest and largest are equal",
            NoScore::ReferenceEmpty => "the reference is empty",
            NoScore::TooFewToRank => "there are fewer than two numbers to rank",
            NoScore::TargetNotBeyond => "the target does not lie beyond the reference",
            NoScore::ThisValue => "the rule has no score for this value",
        })
    }
}

impl Rule {
    /// The score from 0 to 100, or NaN where `x` has no score.
    pub fn score(&self, x: f64) -> f64 {
        self.unclamped(x).clamp(0.0, 100.0)
    }

    /// The score before clamping to [0, 100], finite, or NaN where `x` has no score.
    pub fn unclamped(&self, x: f64) -> f64 {
        match self {
            Rule::Linear { from, to } => linear(x, *from, *to),
            Rule::Log { from, to } if x > 0.0 => linear(x.ln(), from.ln(), to.ln()),
            Rule::Piecewise(points) => piecewise(x, points),
            Rule::Step { edges, scores } => scores[edges.partition_point(|e| *e <= x)],
            Rule::Logistic { midpoint, scale } => 100.0 / (1.0 + (-distance(x, *midpoint, *scale)).exp()),
            Rule::Distribution { of, inverse } => turned(100.0 * of.cdf(x), *inverse),
            Rule::Percentile { reference: Reference::Given(sorted), inverse } if !sorted.is_empty() => {
                let below = sorted.partition_point(|r| *r < x);
                let equal = sorted.partition_point(|r| *r <= x) - below;
                turned(100.0 * (below as f64 + 0.5 * equal as f64) / sorted.len() as f64, *inverse)
            }
            Rule::Zscore { reference: Moments::Known(Some((mean, sd))), cap, inverse } => {
                let z = finite(distance(x, *mean, *sd));
                let z = if *inverse { -z } else { z };
                let share = 50.0 * z / cap;
                finite(50.0 + if share.is_infinite() { 50.0 * (z / cap) } else { share })
            }
            Rule::Minmax { reference: Reference::Given(sorted), inverse } => match (sorted.first(), sorted.last()) {
                (Some(min), Some(max)) if min < max => turned(linear(x, *min, *max), *inverse),
                _ => f64::NAN,
            },
            Rule::Rank { reference: Reference::Given(sorted), ties, inverse } if sorted.len() > 1 => {
                let (r, n) = (place_among(x, sorted, ties.rising(*inverse)), sorted.len() as f64);
                100.0 * if *inverse { n + 1.0 - r } else { r } / n
            }
            Rule::Borda { reference: Reference::Given(sorted), ties, inverse } if sorted.len() > 1 => {
                let r = place_among(x, sorted, ties.rising(*inverse));
                turned(100.0 * (r - 1.0) / (sorted.len() as f64 - 1.0), *inverse)
            }
            Rule::DistanceToTarget { target, reference: None, .. } => linear(x, 0.0, *target),
            Rule::DistanceToTarget { target, reference: Some(Reference::Given(sorted)), inverse } => {
                match (sorted.first(), sorted.last()) {
                    (Some(low), _) if !inverse && low < target => linear(x, *low, *target),
                    (_, Some(high)) if *inverse && high > target => linear(x, *high, *target),
                    _ => f64::NAN,
                }
            }
            Rule::Category(words) => words.get(x as usize).map_or(f64::NAN, |(_, score)| *score),
            Rule::Within { rule, low, high } => within(rule.unclamped(x), *low, *high),
            Rule::Turned(rule) => 100.0 - rule.unclamped(x),
            Rule::Log { .. }
            | Rule::Percentile { .. }
            | Rule::Zscore { .. }
            | Rule::Minmax { .. }
            | Rule::Rank { .. }
            | Rule::Borda { .. }
            | Rule::DistanceToTarget { .. } => f64::NAN,
        }
    }

    /// A column of scores before clamping; NaN where there is no value or no score.
    pub fn fill(&self, raw: &[f64], unclamped: &mut [f64]) {
        let each = |rule: &dyn Fn(f64) -> f64, unclamped: &mut [f64]| {
            for (out, x) in unclamped.iter_mut().zip(raw) {
                *out = if x.is_nan() { f64::NAN } else { rule(*x) };
            }
        };
        match self {
            // NaN passes through, and a plain loop takes several rows at once: no difference is more than a number can be.
            Rule::Linear { from, to } if from.abs() < 1e290 && to.abs() < 1e290 => {
                for (out, x) in unclamped.iter_mut().zip(raw) {
                    *out = finite(100.0 * ((x - from) / (to - from)));
                }
            }
            Rule::Piecewise(points) => each(&|x| piecewise(x, points), unclamped),
            other => each(&|x| other.unclamped(x), unclamped),
        }
    }

    /// The lowest and highest score that the rule can give.
    pub fn range(&self) -> (f64, f64) {
        let of = |scores: &mut dyn Iterator<Item = f64>| {
            scores.fold((100.0f64, 0.0f64), |(low, high), s| (low.min(s), high.max(s)))
        };
        match self {
            Rule::Piecewise(points) => of(&mut points.iter().map(|p| p.1)),
            Rule::Step { scores, .. } => of(&mut scores.iter().copied()),
            Rule::Category(words) => of(&mut words.iter().map(|w| w.1)),
            Rule::Within { low, high, .. } => (*low, *high),
            Rule::Turned(rule) => {
                let (low, high) = rule.range();
                (100.0 - high, 100.0 - low)
            }
            _ => (0.0, 100.0),
        }
    }

    /// Both ends of a linear or log rule, of a log rule in ln x.
    pub(crate) fn ends(&self) -> Option<(f64, f64)> {
        match self {
            Rule::Linear { from, to } => Some((*from, *to)),
            Rule::Log { from, to } => Some((from.ln(), to.ln())),
            _ => None,
        }
    }

    /// Raw values, rising, between which the score runs one way and without a jump; before the first and after the last it
    /// hardly moves any more.
    pub fn knots(&self) -> Vec<f64> {
        let mut knots: Vec<f64> = match self {
            Rule::Linear { from, to } | Rule::Log { from, to } => vec![*from, *to],
            Rule::Piecewise(points) => points.iter().map(|p| p.0).collect(),
            Rule::Step { edges, .. } => edges.clone(),
            // exp(-30) is a score of 1e-11.
            Rule::Logistic { midpoint, scale } => (-30..=30).map(|k| midpoint + scale * f64::from(k)).collect(),
            Rule::Distribution { of, .. } => of.grid(),
            Rule::DistanceToTarget { target, reference: None, .. } => vec![0.0, *target],
            Rule::Within { rule, .. } | Rule::Turned(rule) => rule.knots(),
            Rule::Percentile { reference: Reference::Given(sorted), .. }
            | Rule::Minmax { reference: Reference::Given(sorted), .. } => sorted.clone(),
            Rule::Zscore { reference: Moments::Known(Some((mean, sd))), cap, .. } => {
                vec![mean - cap * sd, *mean, mean + cap * sd]
            }
            _ => Vec::new(),
        };
        knots.retain(|x| x.is_finite());
        knots.sort_by(f64::total_cmp);
        knots.dedup();
        knots
    }

    /// Why a value has no score under this rule.
    pub(crate) fn no_score(&self) -> NoScore {
        match self {
            Rule::Log { .. } => NoScore::NotAboveZero,
            Rule::Zscore { .. } => NoScore::ReferenceConstant,
            Rule::Minmax { .. } => NoScore::ReferenceEndsEqual,
            Rule::Percentile { .. } => NoScore::ReferenceEmpty,
            Rule::Rank { .. } | Rule::Borda { .. } => NoScore::TooFewToRank,
            Rule::DistanceToTarget { .. } => NoScore::TargetNotBeyond,
            Rule::Within { rule, .. } | Rule::Turned(rule) => rule.no_score(),
            _ => NoScore::ThisValue,
        }
    }

    /// The rows that the rule needs, if it needs many.
    pub fn over(&self) -> Option<Over> {
        match self {
            Rule::Percentile { reference: Reference::Over(over), .. }
            | Rule::Minmax { reference: Reference::Over(over), .. }
            | Rule::Rank { reference: Reference::Over(over), .. }
            | Rule::Borda { reference: Reference::Over(over), .. }
            | Rule::DistanceToTarget { reference: Some(Reference::Over(over)), .. }
            | Rule::Zscore { reference: Moments::Over(over), .. } => Some(*over),
            Rule::Within { rule, .. } | Rule::Turned(rule) => rule.over(),
            _ => None,
        }
    }

    /// Whether both ends of its scale are the smallest and the largest of the rows that it is compared with, its own among them:
    /// then no value lies beyond one.
    pub fn takes_both_ends_from_rows(&self) -> bool {
        match self {
            Rule::Percentile { reference: Reference::Over(_), .. }
            | Rule::Minmax { reference: Reference::Over(_), .. }
            | Rule::Rank { .. }
            | Rule::Borda { .. } => true,
            Rule::Within { rule, .. } | Rule::Turned(rule) => rule.takes_both_ends_from_rows(),
            _ => false,
        }
    }

    /// The same rule with these numbers as its reference, for rules over rows.
    #[must_use]
    pub fn with_reference(&self, mut numbers: Vec<f64>) -> Rule {
        match self {
            Rule::Zscore { cap, inverse, .. } => {
                Rule::Zscore { reference: Moments::Known(moments(&numbers)), cap: *cap, inverse: *inverse }
            }
            Rule::Percentile { inverse, .. } => {
                numbers.sort_by(f64::total_cmp);
                Rule::Percentile { reference: Reference::Given(numbers), inverse: *inverse }
            }
            Rule::Minmax { inverse, .. } => {
                numbers.sort_by(f64::total_cmp);
                Rule::Minmax { reference: Reference::Given(numbers), inverse: *inverse }
            }
            Rule::Rank { ties, inverse, .. } => {
                numbers.sort_by(f64::total_cmp);
                Rule::Rank { reference: Reference::Given(numbers), ties: *ties, inverse: *inverse }
            }
            Rule::Borda { ties, inverse, .. } => {
                numbers.sort_by(f64::total_cmp);
                Rule::Borda { reference: Reference::Given(numbers), ties: *ties, inverse: *inverse }
            }
            Rule::DistanceToTarget { target, reference: Some(_), inverse } => {
                numbers.sort_by(f64::total_cmp);
                let reference = Some(Reference::Given(numbers));
                Rule::DistanceToTarget { target: *target, reference, inverse: *inverse }
            }
            Rule::Within { rule, low, high } => {
                Rule::Within { rule: Box::new(rule.with_reference(numbers)), low: *low, high: *high }
            }
            Rule::Turned(rule) => Rule::Turned(Box::new(rule.with_reference(numbers))),
            other => other.clone(),
        }
    }

    /// The score of a number that stands at `percentile` (0 to 100, half of the equal ones counted) among `n`, `equal` of them
    /// equal to it, itself included, where that is all that the rule asks; none for other rules.
    pub fn of_percentile(&self, percentile: f64, n: f64, equal: f64) -> Option<f64> {
        // The mean place is n p / 100 + 1/2.
        match self {
            Rule::Percentile { inverse, .. } => Some(turned(percentile, *inverse)),
            Rule::Rank { .. } | Rule::Borda { .. } if n < 2.0 => Some(f64::NAN),
            Rule::Rank { ties, inverse, .. } => {
                let beyond = ties.beyond_mean(equal);
                Some(turned(percentile, *inverse) + 100.0 * (0.5 + beyond) / n)
            }
            Rule::Borda { ties, inverse, .. } => {
                let beyond = ties.rising(*inverse).beyond_mean(equal);
                Some(turned((n * percentile - 50.0 + 100.0 * beyond) / (n - 1.0), *inverse))
            }
            Rule::Within { rule, low, high } => {
                rule.of_percentile(percentile, n, equal).map(|score| within(score, *low, *high))
            }
            Rule::Turned(rule) => rule.of_percentile(percentile, n, equal).map(|score| 100.0 - score),
            _ => None,
        }
    }

    /// The same rule with a reference known by its mean and standard deviation, and its smallest and largest number.
    #[must_use]
    pub fn with_moments(&self, (mean, sd): (f64, f64), (low, high): (f64, f64)) -> Rule {
        match self {
            Rule::Zscore { cap, inverse, .. } => {
                let known = (sd.is_finite() && sd > 0.0).then_some((mean, sd));
                Rule::Zscore { reference: Moments::Known(known), cap: *cap, inverse: *inverse }
            }
            Rule::Minmax { inverse, .. } => {
                Rule::Minmax { reference: Reference::Given(vec![low, high]), inverse: *inverse }
            }
            Rule::DistanceToTarget { target, reference: Some(_), inverse } => {
                let reference = Some(Reference::Given(vec![low, high]));
                Rule::DistanceToTarget { target: *target, reference, inverse: *inverse }
            }
            Rule::Within { rule, low: from, high: to } => {
                let rule = Box::new(rule.with_moments((mean, sd), (low, high)));
                Rule::Within { rule, low: *from, high: *to }
            }
            Rule::Turned(rule) => Rule::Turned(Box::new(rule.with_moments((mean, sd), (low, high)))),
            other => other.clone(),
        }
    }

    /// The rule whose scores are 100 less these.
    #[must_use]
    pub fn turned(self) -> Rule {
        match self {
            Rule::Linear { from, to } => Rule::Linear { from: to, to: from },
            Rule::Log { from, to } => Rule::Log { from: to, to: from },
            Rule::Piecewise(points) => Rule::Piecewise(points.into_iter().map(|(x, s)| (x, 100.0 - s)).collect()),
            Rule::Step { edges, scores } => {
                Rule::Step { edges, scores: scores.into_iter().map(|s| 100.0 - s).collect() }
            }
            Rule::Logistic { midpoint, scale } => Rule::Logistic { midpoint, scale: -scale },
            Rule::Distribution { of, inverse } => Rule::Distribution { of, inverse: !inverse },
            Rule::Percentile { reference, inverse } => Rule::Percentile { reference, inverse: !inverse },
            Rule::Zscore { reference, cap, inverse } => Rule::Zscore { reference, cap, inverse: !inverse },
            Rule::Minmax { reference, inverse } => Rule::Minmax { reference, inverse: !inverse },
            Rule::Borda { reference, ties, inverse } => {
                Rule::Borda { reference, ties: ties.turned(), inverse: !inverse }
            }
            Rule::Category(words) => Rule::Category(words.into_iter().map(|(word, s)| (word, 100.0 - s)).collect()),
            Rule::Turned(rule) => *rule,
            other => Rule::Turned(Box::new(other)),
        }
    }

    /// Whether its `inverse` is set.
    pub(super) fn is_inverse(&self) -> bool {
        match self {
            Rule::Distribution { inverse, .. }
            | Rule::Percentile { inverse, .. }
            | Rule::Zscore { inverse, .. }
            | Rule::Minmax { inverse, .. }
            | Rule::Rank { inverse, .. }
            | Rule::Borda { inverse, .. }
            | Rule::DistanceToTarget { inverse, .. } => *inverse,
            Rule::Within { rule, .. } => rule.is_inverse(),
            _ => false,
        }
    }

    /// The rule brought on a part of the scale.
    #[must_use]
    pub(super) fn within(self, low: f64, high: f64) -> Rule {
        if (low, high) == (0.0, 100.0) { self } else { Rule::Within { rule: Box::new(self), low, high } }
    }

    /// Whether it says where a value stands among rows, so that another such rule can take its place. A target is no matter of rows
    /// alone.
    pub fn is_relative(&self) -> bool {
        match self {
            Rule::Within { rule, .. } | Rule::Turned(rule) => rule.is_relative(),
            Rule::DistanceToTarget { .. } => false,
            other => other.over().is_some(),
        }
    }

    /// Whether a rule over rows falls as the value rises.
    pub(super) fn falls(&self) -> bool {
        match self {
            Rule::Turned(rule) => !rule.falls(),
            Rule::Within { rule, .. } => rule.falls(),
            other => other.is_inverse(),
        }
    }

    /// The rule with its `inverse` the other way; of one without, the rule whose scores are 100 less its own.
    #[must_use]
    pub(super) fn inverted(self) -> Rule {
        match self {
            Rule::Within { rule, low, high } => Rule::Within { rule: Box::new(rule.inverted()), low, high },
            // Places count from the other end: that is not 100 less the score.
            Rule::Rank { reference, ties, inverse } => Rule::Rank { reference, ties, inverse: !inverse },
            Rule::Borda { reference, ties, inverse } => Rule::Borda { reference, ties, inverse: !inverse },
            Rule::DistanceToTarget { target, reference: reference @ Some(_), inverse } => {
                Rule::DistanceToTarget { target, reference, inverse: !inverse }
            }
            other => other.turned(),
        }
    }

    /// The words of a category rule with their scores.
    pub fn words(&self) -> Option<&[(String, f64)]> {
        match self {
            Rule::Category(words) => Some(words),
            _ => None,
        }
    }

    /// Whether the score both rises and falls as the raw value rises.
    pub(crate) fn falls_and_rises(&self) -> bool {
        let scores: Vec<f64> = match self {
            Rule::Piecewise(points) => points.iter().map(|p| p.1).collect(),
            Rule::Step { scores, .. } => scores.clone(),
            Rule::Within { rule, .. } | Rule::Turned(rule) => return rule.falls_and_rises(),
            _ => return false,
        };
        scores.windows(2).any(|w| w[0] < w[1]) && scores.windows(2).any(|w| w[0] > w[1])
    }
}

/// Mean and standard deviation with n - 1; none for fewer than two numbers, if all are equal, or if they are so far apart
/// that no number holds it.
pub(super) fn moments(sample: &[f64]) -> Option<(f64, f64)> {
    let plain = |sample: &[f64]| {
        let n = sample.len() as f64;
        let mean = sample.iter().sum::<f64>() / n;
        (mean, (sample.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
    };
    let known = |(mean, sd): (f64, f64)| (mean.is_finite() && sd.is_finite() && sd > 0.0).then_some((mean, sd));
    if sample.len() < 2 || sample.iter().all(|x| *x == sample[0]) {
        return None;
    }
    known(plain(sample)).or_else(|| {
        // Squares of what is very large or small are no numbers: relative to the largest they are.
        let unit = unit(sample);
        let (mean, sd) = plain(&sample.iter().map(|x| x / unit).collect::<Vec<_>>());
        known((mean * unit, sd * unit))
    })
}

/// A power of two near the largest number, so that what is divided by it keeps its digits and has squares; 1 where the numbers
/// are no larger and no smaller than most.
pub fn unit(numbers: &[f64]) -> f64 {
    let largest = numbers.iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
    if largest == 0.0 || (1e-140..1e140).contains(&largest) { 1.0 } else { largest.log2().floor().exp2() }
}

/// The place of x among sorted numbers, 1 for the smallest.
fn place_among(x: f64, sorted: &[f64], ties: Ties) -> f64 {
    let below = sorted.partition_point(|r| *r < x);
    let equal = sorted.partition_point(|r| *r <= x) - below;
    below as f64 + f64::midpoint(equal as f64, 1.0) + ties.beyond_mean(equal as f64)
}

/// A score on a part of the scale.
fn within(score: f64, low: f64, high: f64) -> f64 {
    finite(low + (high - low) * score / 100.0)
}

fn turned(score: f64, inverse: bool) -> f64 {
    if inverse { 100.0 - score } else { score }
}

fn linear(x: f64, from: f64, to: f64) -> f64 {
    finite(100.0 * place(x, from, to))
}

/// Where x lies between two numbers, from 0 to 1; outside it goes on. Halves are taken where a difference is more than a number
/// can be.
pub(crate) fn place(x: f64, from: f64, to: f64) -> f64 {
    let (part, whole) = (x - from, to - from);
    if part.is_infinite() || whole.is_infinite() {
        (0.5 * x - 0.5 * from) / (0.5 * to - 0.5 * from)
    } else {
        part / whole
    }
}

/// How many `unit`s x lies above `middle`.
pub(super) fn distance(x: f64, middle: f64, unit: f64) -> f64 {
    let difference = x - middle;
    if difference.is_infinite() { (0.5 * x - 0.5 * middle) / (0.5 * unit) } else { difference / unit }
}

/// A value too large to write down is as large as one can be: scores stay numbers.
fn finite(x: f64) -> f64 {
    x.clamp(f64::MIN, f64::MAX)
}

fn piecewise(x: f64, points: &[(f64, f64)]) -> f64 {
    let above = points.partition_point(|p| p.0 <= x);
    match (above.checked_sub(1).and_then(|i| points.get(i)), points.get(above)) {
        (Some((x0, s0)), Some((x1, s1))) => s0 + (s1 - s0) * place(x, *x0, *x1),
        (Some((_, last)), None) => *last,
        (None, Some((_, first))) => *first,
        (None, None) => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule_file::RuleFile;
    use super::*;
    use proptest::prelude::*;

    fn rule(toml: &str) -> Rule {
        #[derive(serde::Deserialize)]
        struct Holder {
            rule: RuleFile,
        }
        Rule::check(toml::from_str::<Holder>(toml).unwrap().rule).unwrap()
    }

    fn close(rule: &Rule, x: f64, score: f64) {
        assert!((rule.unclamped(x) - score).abs() < 1e-9, "{rule:?} at {x}: {} instead of {score}", rule.unclamped(x));
    }

    #[test]
    fn lower_is_riskier_when_from_is_above_to() {
        let r = rule("rule.linear = { from = 4, to = -2 }");
        close(&r, 4.0, 0.0);
        close(&r, -2.0, 100.0);
        close(&r, -5.0, 150.0);
    }

    #[test]
    fn log_is_linear_in_ln_x_and_has_no_score_at_zero() {
        let r = rule("rule.log = { from = 1, to = 100 }");
        close(&r, 10.0, 50.0);
        assert!(r.unclamped(0.0).is_nan());
    }

    #[test]
    fn an_edge_of_a_step_belongs_to_the_upper_interval() {
        let r = rule("rule.step = { edges = [10, 20], scores = [0, 40, 90] }");
        close(&r, 9.999, 0.0);
        close(&r, 10.0, 40.0);
        close(&r, 20.0, 90.0);
    }

    #[test]
    fn piecewise_is_flat_outside() {
        let r = rule("rule.piecewise = [[30, 0], [60, 40], [100, 80]]");
        close(&r, 0.0, 0.0);
        close(&r, 45.0, 20.0);
        close(&r, 500.0, 80.0);
    }

    #[test]
    fn percentile_counts_half_of_the_equal_ones() {
        let r = rule("rule.percentile = { reference = [4, 2, 2, 1] }");
        close(&r, 2.0, 100.0 * (1.0 + 0.5 * 2.0) / 4.0);
        close(&r, 9.0, 100.0);
        let r = rule("rule.percentile = { reference = [4, 2, 2, 1], inverse = true }");
        close(&r, 9.0, 0.0);
    }

    #[test]
    fn zscore_uses_n_minus_one() {
        let r = rule("rule.zscore = { reference = [2, 4, 6], cap = 2 }");
        close(&r, 6.0, 50.0 + 50.0 * (2.0 / 2.0) / 2.0);
        assert!(rule("rule.zscore = { reference = [3, 3] }").unclamped(1.0).is_nan());
    }

    #[test]
    fn distributions_follow_their_textbook_values() {
        close(&rule("rule.distribution = { normal = { mean = 0, sd = 1 } }"), 0.0, 50.0);
        let r = rule("rule.distribution = { exponential = { rate = 1 }, inverse = true }");
        close(&r, 2.0f64.ln(), 50.0);
        close(&rule("rule.distribution = { uniform = { min = 0, max = 4 } }"), 1.0, 25.0);
        close(&rule("rule.distribution = { lognormal = { mu = 0, sigma = 2 } }"), 1.0, 50.0);
        close(&rule("rule.distribution = { beta = { alpha = 1, beta = 1 } }"), 0.3, 30.0);
        close(&rule("rule.distribution = { student_t = { df = 3, location = 5, scale = 2 } }"), 5.0, 50.0);
        close(&rule("rule.distribution = { gamma = { shape = 1, rate = 2 } }"), 2.0f64.ln() / 2.0, 50.0);
    }

    #[test]
    fn huge_values_stay_finite() {
        let r = rule("rule.linear = { from = 0, to = 1e-300 }");
        assert!(r.unclamped(1e300).is_finite());
        assert!(r.unclamped(-1e300).is_finite());
    }

    #[test]
    fn ends_that_are_very_far_apart_have_a_middle() {
        close(&rule("rule.piecewise = [[-1e308, 0], [1e308, 100]]"), 0.0, 50.0);
        close(&rule("rule.piecewise = [[-1e308, 0], [1e308, 100]]"), 5e307, 75.0);
        close(&rule("rule.minmax = { reference = [-1e308, 1e308] }"), 0.0, 50.0);
        close(&rule("rule.distribution = { uniform = { min = -1e308, max = 1e308 } }"), 0.0, 50.0);
        close(
            &rule("rule.distribution = { normal = { mean = -1.7e308, sd = 1.7e308 } }"),
            1.7e308,
            97.724_986_805_182_08,
        );
        close(&rule("rule.logistic = { midpoint = -1e308, scale = 1e308 }"), 1e308, 100.0 / (1.0 + (-2.0f64).exp()));
        close(&rule("rule.zscore = { mean = -1e308, sd = 1e308, cap = 4 }"), 1e308, 75.0);
        close(&rule("rule.zscore = { mean = 0, sd = 1, cap = 1e308 }"), 5e307, 75.0);
    }

    #[test]
    fn a_reference_of_very_large_or_small_numbers_has_moments() {
        for unit in [1.0, 1e200, 1e-200, 1e300] {
            let (mean, sd) = moments(&[-unit, unit, 0.0]).unwrap();
            assert!(mean.abs() < 1e-9 * unit && (sd / unit - 1.0).abs() < 1e-12, "{unit}");
        }
        assert_eq!(moments(&[1e200, 1e200]), None);
        close(&rule("rule.zscore = { reference = [1e200, -1e200], cap = 2 }"), 1e200, 50.0 + 25.0 * 0.5f64.sqrt());
    }

    #[test]
    fn a_reference_whose_deviation_is_no_number_is_refused() {
        #[derive(Debug, serde::Deserialize)]
        struct Holder {
            rule: RuleFile,
        }
        let file: Holder = toml::from_str("rule.zscore = { reference = [1.7e308, -1.7e308] }").unwrap();
        assert!(Rule::check(file.rule).unwrap_err().contains("too far apart"));
    }

    fn ranked(kind: &str, ties: &str, inverse: bool) -> Vec<f64> {
        let rule = rule(&format!("rule.{kind} = {{ over = 'cross_section', ties = '{ties}', inverse = {inverse} }}"));
        let rule = rule.with_reference(vec![10.0, 20.0, 20.0, 30.0]);
        [10.0, 20.0, 30.0].iter().map(|x| rule.unclamped(*x)).collect()
    }

    #[test]
    fn equal_numbers_stand_where_it_is_said() {
        assert_eq!(ranked("rank", "mean", false), [25.0, 62.5, 100.0]);
        assert_eq!(ranked("rank", "min", false), [25.0, 50.0, 100.0]);
        assert_eq!(ranked("rank", "max", false), [25.0, 75.0, 100.0]);
        // Counted from the largest, the lowest place is the second too.
        assert_eq!(ranked("rank", "min", true), [100.0, 50.0, 25.0]);
        assert_eq!(ranked("rank", "max", true), [100.0, 75.0, 25.0]);
        assert_eq!(ranked("borda", "mean", false), [0.0, 50.0, 100.0]);
        assert_eq!(ranked("borda", "min", false), [0.0, 100.0 / 3.0, 100.0]);
        assert_eq!(ranked("borda", "max", true), [100.0, 100.0 - 100.0 / 3.0, 0.0]);
    }

    #[test]
    fn places_and_percentiles_say_the_same() {
        for kind in ["rank", "borda"] {
            for ties in ["mean", "min", "max"] {
                for inverse in [false, true] {
                    let own =
                        rule(&format!("rule.{kind} = {{ over = 'history', ties = '{ties}', inverse = {inverse} }}"));
                    for own in [own.clone(), own.turned()] {
                        let sorted = own.with_reference(vec![1.0, 2.0, 2.0, 2.0, 5.0]);
                        // Of five one is smaller and three are equal.
                        let by_percentile = own.of_percentile(100.0 * 2.5 / 5.0, 5.0, 3.0).unwrap();
                        assert!((sorted.unclamped(2.0) - by_percentile).abs() < 1e-9, "{own:?}");
                        let turned = sorted.clone().turned().unclamped(2.0);
                        assert!((turned - (100.0 - sorted.unclamped(2.0))).abs() < 1e-9, "{own:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_range_is_a_part_of_the_scale() {
        let r = rule("rule.minmax = { reference = [10, 20], range = [1, 100] }");
        close(&r, 10.0, 1.0);
        close(&r, 15.0, 50.5);
        close(&r, 20.0, 100.0);
        assert_eq!(r.range(), (1.0, 100.0));
        let r = rule("rule.minmax = { over = 'history', range = [1, 100], inverse = true }");
        close(&r.with_reference(vec![10.0, 20.0]), 10.0, 100.0);
        close(&r.with_moments((0.0, 1.0), (10.0, 20.0)), 20.0, 1.0);
        close(&r.turned().with_reference(vec![10.0, 20.0]), 10.0, 0.0);
        assert!(rule("rule.minmax = { reference = [3], range = [1, 100] }").unclamped(3.0).is_nan());
    }

    /// Any finite number: of usual size, of any size, and the largest.
    fn number() -> impl Strategy<Value = f64> {
        let finite = any::<f64>().prop_filter("finite", |x| x.is_finite());
        prop_oneof![-100.0f64..100.0, finite, Just(f64::MAX), Just(f64::MIN), Just(0.0), Just(5e-324), -1e308f64..1e308]
    }

    /// Rules whose score rises with the raw value, of any numbers that a file may hold.
    fn rising() -> impl Strategy<Value = Rule> {
        (number(), number(), number(), 0..9u8).prop_filter_map("a rule", |(a, b, c, kind)| {
            let (low, high) = (a.min(b), a.max(b));
            let (c, text) = (c.abs(), |x: f64| format!("{x:e}"));
            let (a, b, c) = (text(low), text(high), text(c));
            let toml = match kind {
                0 => format!("linear = {{ from = {a}, to = {b} }}"),
                1 => format!("log = {{ from = {a}, to = {b} }}"),
                2 => format!("piecewise = [[{a}, 10], [{b}, 90]]"),
                3 => format!("logistic = {{ midpoint = {a}, scale = {c} }}"),
                4 => format!("minmax = {{ reference = [{a}, {b}] }}"),
                5 => format!("zscore = {{ mean = {a}, sd = {c} }}"),
                6 => format!("zscore = {{ reference = [{a}, {b}] }}"),
                7 => format!("distribution = {{ uniform = {{ min = {a}, max = {b} }} }}"),
                _ => format!("distribution = {{ normal = {{ mean = {a}, sd = {c} }} }}"),
            };
            let file: Result<std::collections::BTreeMap<String, RuleFile>, _> = toml::from_str(&format!("rule.{toml}"));
            Rule::check(file.ok()?.remove("rule")?).ok()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn scores_rise_with_the_value_within_the_scale(rule in rising(), x in number(), y in number()) {
            let (low, high) = (rule.score(x.min(y)), rule.score(x.max(y)));
            for (x, score) in [(x.min(y), low), (x.max(y), high)] {
                prop_assert!(score.is_nan() || (0.0..=100.0).contains(&score), "{rule:?} at {x}: {score}");
                prop_assert_eq!(score.is_nan(), matches!(rule, Rule::Log { .. }) && x <= 0.0 || matches!(rule,
                    Rule::Zscore { reference: Moments::Known(None), .. }) || rule.no_score() == NoScore::ReferenceEndsEqual
                    && rule.knots().len() < 2, "{:?} at {}: {}", rule, x, score);
            }
            let comparable = !low.is_nan() && !high.is_nan();
            prop_assert!(!comparable || low <= high + 1e-9, "{rule:?}: {low} at {x}, {high} at {y}");
        }

        #[test]
        fn the_middle_of_two_ends_scores_half(a in number(), b in number()) {
            let (a, b) = (a.min(b), a.max(b));
            // Between two numbers that are nearly the same there is no middle.
            prop_assume!(0.5 * b - 0.5 * a > 1e-9 * a.abs().max(b.abs()).max(1e-290));
            let middle = f64::midpoint(a, b);
            for rule in [
                Rule::Piecewise(vec![(a, 0.0), (b, 100.0)]),
                Rule::Minmax { reference: Reference::Given(vec![a, b]), inverse: false },
            ] {
                prop_assert!((rule.score(middle) - 50.0).abs() < 1e-6, "{rule:?}: {}", rule.score(middle));
            }
        }
    }
}
