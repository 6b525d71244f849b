//! Which weights of the dimensions would turn the order of two scenarios round.
//!
//! Means of the form t^-1(sum w t(x)) rank two scenarios by the sign of sum w (t(a) - t(b)): linear in the weights, for the
//! arithmetic, geometric, harmonic and power means alike.

use super::distance;
use crate::model::{Aggregate, Model, TIE};
use crate::score::Tree;
use serde::Serialize;
use std::collections::BTreeMap;

/// Weights of the root's children against each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightShift {
    /// Id of the scenario asked about.
    pub a: String,
    /// Id of the other one.
    pub b: String,
    /// On how many indicators, those that both have.
    pub indicators: usize,
    /// Headlines of both, like for like.
    pub scores: [f64; 2],
    /// Share of the simplex of the weights in which the first scores above the second, in [0, 1]; ties count half.
    pub share_a_above: f64,
    /// Euclidean length of the smallest shift of the normalised weights that makes both equal; null where none does.
    pub smallest_change: Option<f64>,
    /// The weights as they are, normalised.
    pub weights_now: BTreeMap<String, f64>,
    /// The weights after that shift.
    pub weights: Option<BTreeMap<String, f64>>,
}

/// Compares two rows of scores of the root's children. None where the root has no two children with a score in both,
/// or a quorum.
pub(super) fn shift(
    model: &Model,
    tree: &Tree,
    a: (&str, &[f64]),
    b: (&str, &[f64]),
    indicators: usize,
) -> Option<WeightShift> {
    // A quorum looks at heights, whatever the weights.
    let (_, aggregate, children) = tree.groups().find(|(d, _, _)| *d == tree.root && !tree.has_quorum(*d))?;
    let mut parts: Vec<(String, f64, f64, f64)> = Vec::new();
    for edge in children {
        let (id, x, y) = match edge.child {
            crate::score::Child::Dimension(d) => (&model.dimensions[d].id, a.1[d], b.1[d]),
            // Indicators right under the root keep their places among dimensions.
            crate::score::Child::Indicator(i) => {
                let n = model.dimensions.len();
                (&model.indicators[i].id, *a.1.get(n + i)?, *b.1.get(n + i)?)
            }
        };
        if !x.is_nan() && !y.is_nan() {
            parts.push((id.clone(), edge.weight, x, y));
        }
    }
    let total: f64 = parts.iter().map(|p| p.1).sum();
    if parts.is_empty() || total <= 0.0 {
        return None;
    }
    let weights: Vec<f64> = parts.iter().map(|p| p.1 / total).collect();
    let scores = [a.1[tree.root], b.1[tree.root]];
    let (share, change) = if let Some(d) = transformed(aggregate, tree.floor, &parts) {
        (share_above(&d), smallest(&weights, &d))
    } else {
        let above = if (scores[0] - scores[1]).abs() <= TIE { 0.5 } else { f64::from(scores[0] > scores[1]) };
        (above, None)
    };
    let named = |ws: &[f64]| parts.iter().map(|p| p.0.clone()).zip(ws.iter().copied()).collect();
    Some(WeightShift {
        a: a.0.to_owned(),
        b: b.0.to_owned(),
        indicators,
        scores,
        share_a_above: share,
        smallest_change: change.as_ref().map(|w| distance(w, &weights)),
        weights_now: named(&weights),
        weights: change.as_deref().map(named),
    })
}

/// t(a) - t(b) by child; none where weights play no part.
fn transformed(aggregate: Aggregate, floor: f64, parts: &[(String, f64, f64, f64)]) -> Option<Vec<f64>> {
    let t: Box<dyn Fn(f64) -> f64> = match aggregate {
        Aggregate::Arithmetic => Box::new(|x| x),
        Aggregate::Geometric => Box::new(move |x| x.max(floor).ln()),
        Aggregate::Harmonic => Box::new(move |x| -1.0 / x.max(floor)),
        Aggregate::Power(p) if p < 0.0 => Box::new(move |x| -(x.max(floor) / 100.0).powf(p)),
        Aggregate::Power(p) => Box::new(move |x| (x / 100.0).powf(p)),
        Aggregate::Median | Aggregate::Min | Aggregate::Max => return None,
    };
    Some(parts.iter().map(|(_, _, x, y)| t(*x) - t(*y)).collect())
}

/// P(sum w d > 0) for w uniform on the simplex; ties count half where no weights decide.
///
/// Uniform weights are exponential numbers over their sum, so that only signs matter. A difference `p E - q F` of two of them is
/// distributed as `p E` with chance p / (p + q), else as `-q F`: adding one positive and one negative difference at a time
/// gives a recurrence of positive terms (the volume recurrence of Varsi 1973), exact also where differences are equal.
fn share_above(d: &[f64]) -> f64 {
    let largest = d.iter().fold(0.0f64, |m, x| m.max(x.abs()));
    let clear = |x: &f64| x.abs() > 1e-12 * largest;
    let positive: Vec<f64> = d.iter().copied().filter(|x| *x > 0.0 && clear(x)).collect();
    let negative: Vec<f64> = d.iter().map(|x| -x).filter(|x| *x > 0.0 && clear(x)).collect();
    if largest <= TIE {
        return 0.5;
    }
    // Shares with the first so many negative differences, all positive ones so far taken in.
    let mut shares = vec![0.0; negative.len() + 1];
    for p in positive {
        shares[0] = 1.0;
        for (j, q) in negative.iter().enumerate() {
            shares[j + 1] = (p * shares[j] + q * shares[j + 1]) / (p + q);
        }
    }
    shares[negative.len()]
}

/// The weights nearest to `now` on the simplex with sum w d = 0. None where no weights do.
fn smallest(now: &[f64], d: &[f64]) -> Option<Vec<f64>> {
    let (low, high) = d.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(*x), h.max(*x)));
    if low > 0.0 || high < 0.0 {
        return None;
    }
    // Stationary points are max(0, now + lambda + mu d); sum w rises with lambda, and with the best lambda, sum w d with mu.
    let at = |mu: f64| {
        let sum = |lambda: f64| now.iter().zip(d).map(|(w, d)| (w + lambda + mu * d).max(0.0)).sum::<f64>();
        let reach = 1.0 + mu.abs() * low.abs().max(high.abs());
        let lambda = bisect(-reach - 1.0, reach + 1.0, |l| sum(l) >= 1.0);
        now.iter().zip(d).map(|(w, d)| (w + lambda + mu * d).max(0.0)).collect::<Vec<f64>>()
    };
    let balance = |mu: f64| at(mu).iter().zip(d).map(|(w, d)| w * d).sum::<f64>();
    let mut reach = 1.0 / (high - low).max(1e-300);
    while reach < 1e12 && (balance(reach) < 0.0 || balance(-reach) > 0.0) {
        reach *= 4.0;
    }
    let mu = bisect(-reach, reach, |mu| balance(mu) >= 0.0);
    let weights = at(mu);
    let total: f64 = weights.iter().sum();
    Some(weights.into_iter().map(|w| w / total).collect())
}

/// Where a condition that holds from some number on begins to hold.
fn bisect(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..120 {
        let middle = f64::midpoint(low, high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_the_simplex_have_closed_forms() {
        // Two weights: w d1 + (1 - w) d2 > 0 for w below 3/4.
        assert!((share_above(&[-1.0, 3.0]) - 0.75).abs() < 1e-12);
        assert_eq!((share_above(&[1.0, 2.0]), share_above(&[-1.0, 0.0]), share_above(&[0.0, 0.0])), (1.0, 0.0, 0.5));
        // One against two equal ones: P(w1 < 1/2) = 3/4.
        assert!((share_above(&[-1.0, 1.0, 1.0]) - 0.75).abs() < 1e-12);
        // All different: sum over d_j > 0 of d_j^(n-1) / prod over k of (d_j - d_k).
        let d = [-30.0f64, -5.0, 12.0, 8.0];
        let term = |j: usize| (0..4).filter(|k| *k != j).map(|k| d[j] / (d[j] - d[k])).product::<f64>();
        assert!((share_above(&d) - (term(2) + term(3))).abs() < 1e-12);
        // Nearly equal ones, where that sum has no digits left: 1 - (8/1) / (8/1 + ...) by exact fractions.
        let mut close = vec![-40.0];
        close.extend((0..8).map(|k| 35.0 + 0.1 * f64::from(k)));
        assert!((share_above(&close) - 0.993_69).abs() < 1e-5, "{}", share_above(&close));
    }

    #[test]
    fn the_smallest_shift_ends_where_both_are_equal() {
        let (now, d) = ([0.25; 4], [16.9, 12.8, 7.1, -0.9]);
        let weights = smallest(&now, &d).unwrap();
        let balance: f64 = weights.iter().zip(d).map(|(w, d)| w * d).sum();
        assert!(balance.abs() < 1e-9 && (weights.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{weights:?}");
        assert!(weights.iter().all(|w| *w >= 0.0));
        // Nothing nearer among many others.
        let own = distance(&weights, &now);
        for i in 0..=20 {
            for j in 0..=20 - i {
                let (x, y) = (f64::from(i) / 400.0, f64::from(j) / 400.0);
                let z = 1.0 - x - y;
                // The rest is shared by the last two so that the balance is zero.
                let w3 = (0.9 * z - 16.9 * x - 12.8 * y) / (7.1 + 0.9);
                let other = [x, y, w3, z - w3];
                if other.iter().all(|w| *w >= 0.0) {
                    assert!(distance(&other, &now) >= own - 1e-9, "{other:?}");
                }
            }
        }
        assert_eq!(smallest(&now, &[1.0, 2.0, 3.0, 4.0]), None);
    }
}
