//! Rules: from a raw value to a score.
//!
//! Every rule maps a finite raw value to a score on 0 to 100; [`Rule::unclamped`] gives the value before
//! clamping, NaN where the rule has no score. Normalisation as in the OECD/JRC Handbook (2008), step 5.

mod parts;
#[cfg(test)]
mod tests;

use super::distribution::Distribution;
pub use parts::{Moments, NoScore, Over, Posts, Reference, Ties};

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
    /// Linear between two posts that the numbers of a reference make.
    Goalposts {
        /// What they are made from.
        reference: Reference,
        /// Which of its numbers.
        posts: Posts,
        /// Lower is riskier.
        inverse: bool,
    },
    /// 100 x / target; over rows 100 (x - smallest) / (target - smallest).
    DistanceToTarget {
        /// Raw value with score 100.
        target: f64,
        /// Where score 0 comes from: 0 if there is none.
        reference: Option<Reference>,
        /// So many times the way to the target scores 100.
        cap: f64,
        /// Lower is riskier: 100 (largest - x) / (largest - target).
        inverse: bool,
    },
    /// The same with another entity's value at the date as the target, over the entities of the date.
    DistanceToEntity {
        /// Its name.
        entity: String,
        /// So many times the way to the target scores 100.
        cap: f64,
        /// Lower is riskier.
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
            Rule::Goalposts { reference: Reference::Given(sorted), posts, inverse } => match posts.among(sorted) {
                Some((low, high)) if low < high => turned(linear(x, low, high), *inverse),
                _ => f64::NAN,
            },
            Rule::DistanceToTarget { target, reference: None, cap, .. } => finite(linear(x, 0.0, *target) / cap),
            Rule::DistanceToTarget { target, reference: Some(Reference::Given(sorted)), cap, inverse } => {
                match (sorted.first(), sorted.last()) {
                    (Some(low), _) if !inverse && low < target => finite(linear(x, *low, *target) / cap),
                    (_, Some(high)) if *inverse && high > target => finite(linear(x, *high, *target) / cap),
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
            | Rule::Goalposts { .. }
            | Rule::DistanceToEntity { .. }
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
            Rule::DistanceToTarget { target, reference: None, cap, .. } => vec![0.0, target * cap],
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
            Rule::Minmax { .. } | Rule::Goalposts { .. } => NoScore::ReferenceEndsEqual,
            Rule::Percentile { .. } => NoScore::ReferenceEmpty,
            Rule::Rank { .. } | Rule::Borda { .. } => NoScore::TooFewToRank,
            Rule::DistanceToTarget { .. } | Rule::DistanceToEntity { .. } => NoScore::TargetNotBeyond,
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
            | Rule::Goalposts { reference: Reference::Over(over), .. }
            | Rule::DistanceToTarget { reference: Some(Reference::Over(over)), .. }
            | Rule::Zscore { reference: Moments::Over(over), .. } => Some(*over),
            Rule::DistanceToEntity { .. } => Some(Over::CrossSection),
            Rule::Within { rule, .. } | Rule::Turned(rule) => rule.over(),
            _ => None,
        }
    }

    /// The entity whose value is the target.
    pub fn entity(&self) -> Option<&str> {
        match self {
            Rule::DistanceToEntity { entity, .. } => Some(entity),
            Rule::Within { rule, .. } | Rule::Turned(rule) => rule.entity(),
            _ => None,
        }
    }

    /// The same rule with this number as its target, where that is an entity's.
    #[must_use]
    pub fn with_target(&self, target: f64) -> Rule {
        match self {
            Rule::DistanceToEntity { cap, inverse, .. } => Rule::DistanceToTarget {
                target,
                reference: Some(Reference::Over(Over::CrossSection)),
                cap: *cap,
                inverse: *inverse,
            },
            Rule::Within { rule, low, high } => {
                Rule::Within { rule: Box::new(rule.with_target(target)), low: *low, high: *high }
            }
            Rule::Turned(rule) => Rule::Turned(Box::new(rule.with_target(target))),
            other => other.clone(),
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
            Rule::Goalposts { posts, inverse, .. } => {
                numbers.sort_by(f64::total_cmp);
                Rule::Goalposts { reference: Reference::Given(numbers), posts: *posts, inverse: *inverse }
            }
            Rule::DistanceToTarget { target, reference: Some(_), cap, inverse } => {
                numbers.sort_by(f64::total_cmp);
                let reference = Some(Reference::Given(numbers));
                Rule::DistanceToTarget { target: *target, reference, cap: *cap, inverse: *inverse }
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

    /// Whether a reference is more to it than its moments and its ends.
    pub fn needs_all_numbers(&self) -> bool {
        match self {
            Rule::Goalposts { .. } => true,
            Rule::Within { rule, .. } | Rule::Turned(rule) => rule.needs_all_numbers(),
            _ => false,
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
            Rule::DistanceToTarget { target, reference: Some(_), cap, inverse } => {
                let reference = Some(Reference::Given(vec![low, high]));
                Rule::DistanceToTarget { target: *target, reference, cap: *cap, inverse: *inverse }
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
            Rule::Goalposts { reference, posts, inverse } => Rule::Goalposts { reference, posts, inverse: !inverse },
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
            | Rule::Goalposts { inverse, .. }
            | Rule::DistanceToEntity { inverse, .. }
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
            Rule::DistanceToTarget { .. } | Rule::DistanceToEntity { .. } => false,
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
            Rule::DistanceToTarget { target, reference: reference @ Some(_), cap, inverse } => {
                Rule::DistanceToTarget { target, reference, cap, inverse: !inverse }
            }
            Rule::DistanceToEntity { entity, cap, inverse } => {
                Rule::DistanceToEntity { entity, cap, inverse: !inverse }
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
