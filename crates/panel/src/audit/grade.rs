//! How much findings matter: which to read first where there are many.

use super::{Fact, Finding, Idle, ORDER, Unmoved};
use serde::Serialize;
use std::cmp::Reverse;

/// How much a finding matters for what a score can be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Small, or a matter of taste.
    Minor,
    /// Worth a look before the score is used.
    Notable,
    /// The score, or a part of it, may say something else than is meant.
    Serious,
}

/// Correlations below this are more than chance in most tables.
const AGAINST: f64 = -0.2;
/// And below this, opposition.
const OPPOSED: f64 = -0.5;
/// A difference of shares that changes what moves a score, and one that is seen.
const LARGE: f64 = 0.05;
const SEEN: f64 = 0.02;
/// A share of rows, entities or weight that is much.
const MUCH: f64 = 0.25;

impl Finding {
    /// How much it matters.
    pub fn grade(&self) -> Grade {
        graded(&self.fact).0
    }
}

/// The grade of a fact, and its size beside others of its kind, from 0 to 1.
pub(super) fn graded(fact: &Fact) -> (Grade, f64) {
    let by = |size: f64, serious: f64, notable: f64| {
        let grade = if size >= serious {
            Grade::Serious
        } else if size >= notable {
            Grade::Notable
        } else {
            Grade::Minor
        };
        (grade, size)
    };
    let lowest = |pairs: &[(String, String, f64)]| pairs.iter().fold(0.0f64, |low, p| low.min(p.2));
    match fact {
        Fact::CannotMove { why: Idle::NoWeight, .. } | Fact::DoesNotMove { why: Unmoved::NoWeight, .. } => {
            (Grade::Minor, 0.0)
        }
        Fact::NoScores { .. }
        | Fact::ConstantScore { .. }
        | Fact::LateYear { .. }
        | Fact::LateEra { .. }
        | Fact::LateValue { .. }
        | Fact::Singular { .. }
        | Fact::CannotMove { .. }
        | Fact::DoesNotMove { .. } => (Grade::Serious, 1.0),
        Fact::EntitiesWithoutValues { entities, of } | Fact::EntitiesWithoutScores { entities, of } => {
            by(entities.len() as f64 / (*of).max(1) as f64, 0.1, 0.0)
        }
        Fact::ConstantEnds { zeros, .. } => (if *zeros { Grade::Serious } else { Grade::Notable }, 0.5),
        Fact::FallsAgainst { correlation, .. } => by(-correlation, -OPPOSED, -AGAINST),
        Fact::Opposed { pairs, .. } => by(-lowest(pairs), -OPPOSED, -AGAINST),
        Fact::Influence { nominal, effective, .. } => by((effective - nominal).abs(), LARGE, SEEN),
        Fact::OftenAt100 { rows, .. } => by(*rows, MUCH, 0.0),
        Fact::BeyondWorst(b) => (Grade::Notable, b.values as f64 / b.of.max(1) as f64),
        Fact::CalmBesideAlarmed { rows, .. } => by(*rows, 1.0, MUCH),
        Fact::LowConfidence { weight: share, .. } | Fact::UnsureAmounts { share, .. } => by(*share, 0.5, 0.0),
        Fact::OneIndicator { weight, .. } | Fact::OneIndicatorHere { weight, .. } | Fact::OneSource { weight, .. } => {
            by(*weight, 0.5, MUCH)
        }
        Fact::Redundant { pairs, .. } => by(pairs.iter().fold(0.0f64, |high, p| high.max(p.2)), 2.0, 0.98),
        // Alpha has no lower end.
        Fact::Inconsistent { alpha, .. } => by((0.7 - alpha).clamp(0.0, 1.0), 2.0, 0.4),
        Fact::WithSize { correlation, .. } => by(correlation.abs(), 2.0, 0.0),
        Fact::MostlyMissing { rows, .. } => (Grade::Notable, *rows),
        Fact::CalmHides { .. }
        | Fact::OldUsed { .. }
        | Fact::TooOld { .. }
        | Fact::OldEdges { .. }
        | Fact::Due { .. }
        | Fact::OneSourceHere { .. }
        | Fact::IgnoredWeights { .. } => (Grade::Notable, 0.5),
        Fact::MostlyAt0 { rows, .. } => (Grade::Minor, *rows),
        Fact::BeyondCalm { .. }
        | Fact::EdgesWithoutAddress { .. }
        | Fact::EdgesWithoutDate { .. }
        | Fact::NoBasis { .. } => (Grade::Minor, 0.5),
    }
}

/// Places of the findings to read first, up to so many: the gravest, each of another kind as long as there are others.
pub fn first(findings: &[Finding], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    let key = |at: &usize| {
        let (grade, size) = graded(&findings[*at].fact);
        let kind = ORDER.iter().position(|code| *code == findings[*at].code());
        // Sizes are shares: a hundred-thousandth is enough to tell them apart.
        (Reverse(grade), kind, Reverse((size * 1e5) as i64), *at)
    };
    order.sort_by_key(key);
    let (mut picked, mut left): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for at in order {
        let seen = picked.iter().any(|p| findings[*p].code() == findings[at].code());
        if seen { left.push(at) } else { picked.push(at) }
    }
    picked.into_iter().chain(left).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(fact: Fact) -> Finding {
        Finding { fact, location: None }
    }

    fn falls(indicator: &str, correlation: f64) -> Finding {
        finding(Fact::FallsAgainst { indicator: indicator.to_owned(), overlay: false, correlation })
    }

    #[test]
    fn the_gravest_of_each_kind_comes_first() {
        let hardly = falls("hardly", -0.01);
        let much = falls("much", -0.7);
        let more = falls("more", -0.8);
        let basis = finding(Fact::NoBasis { indicators: vec!["a".to_owned()] });
        let missing = finding(Fact::MostlyMissing { indicator: "m".to_owned(), rows: 0.9 });
        assert_eq!((hardly.grade(), much.grade()), (Grade::Minor, Grade::Serious));
        let all = [hardly, much, more, basis, missing];
        assert_eq!(first(&all, 3), [2, 4, 3], "one that falls, then other kinds");
        assert_eq!(first(&all, 9), [2, 4, 3, 1, 0]);
        assert!(first(&[], 3).is_empty());
    }
}
