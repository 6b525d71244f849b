//! Which weights of the dimensions would turn the order of two scenarios round.
//!
//! Means of the form t^-1(sum w t(x)) rank two scenarios by the sign of sum w (t(a) - t(b)): linear in the weights, for the
//! arithmetic, geometric, harmonic and power means alike.

use crate::model::{Aggregate, Model, TIE};
use crate::sampling::{BLOCK, Sequence};
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
    /// Whether that share is exact; else it is that of 65,536 points.
    pub exact: bool,
    /// Euclidean length of the smallest shift of the normalised weights that makes both equal; null where none does.
    pub smallest_change: Option<f64>,
    /// The weights as they are, normalised.
    pub weights_now: BTreeMap<String, f64>,
    /// The weights after that shift.
    pub weights: Option<BTreeMap<String, f64>>,
}

/// Blocks of points for shares that have no closed form.
const BLOCKS: u64 = 128;

/// Compares two rows of scores of the root's children. None where the root has no two children with a score in both.
pub(super) fn shift(
    model: &Model,
    tree: &Tree,
    a: (&str, &[f64]),
    b: (&str, &[f64]),
    indicators: usize,
) -> Option<WeightShift> {
    let (_, aggregate, children) = tree.groups().find(|(d, _, _)| *d == tree.root)?;
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
    let (share, exact, change) = if let Some(d) = transformed(aggregate, tree.floor, &parts) {
        let (share, exact) = share_above(&d);
        (share, exact, smallest(&weights, &d))
    } else {
        let above = if (scores[0] - scores[1]).abs() <= TIE { 0.5 } else { f64::from(scores[0] > scores[1]) };
        (above, true, None)
    };
    let named = |ws: &[f64]| parts.iter().map(|p| p.0.clone()).zip(ws.iter().copied()).collect();
    Some(WeightShift {
        a: a.0.to_owned(),
        b: b.0.to_owned(),
        indicators,
        scores,
        share_a_above: share,
        exact,
        smallest_change: change.as_ref().map(|w| length(w, &weights)),
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
        Aggregate::Power(p) => Box::new(move |x| (x / 100.0).powf(p)),
        Aggregate::Median | Aggregate::Min | Aggregate::Max => return None,
    };
    Some(parts.iter().map(|(_, _, x, y)| t(*x) - t(*y)).collect())
}

/// P(sum w d > 0) for w uniform on the simplex: sum over `d_j` > 0 of d_j^(n-1) / prod over k of (`d_j` - `d_k`); by points where
/// two of the d are nearly equal.
fn share_above(d: &[f64]) -> (f64, bool) {
    let largest = d.iter().fold(0.0f64, |m, x| m.max(x.abs()));
    if largest <= TIE {
        return (0.5, true);
    }
    if d.iter().all(|x| *x >= 0.0) {
        return (1.0, true);
    }
    if d.iter().all(|x| *x <= 0.0) {
        return (0.0, true);
    }
    let n = d.len();
    let apart = (0..n).all(|j| (j + 1..n).all(|k| (d[j] - d[k]).abs() > 1e-3 * largest));
    if apart && n <= 12 {
        let term = |j: usize| (0..n).filter(|k| *k != j).map(|k| d[j] / (d[j] - d[k])).product::<f64>();
        return ((0..n).filter(|j| d[*j] > 0.0).map(term).sum::<f64>().clamp(0.0, 1.0), true);
    }
    let points = Sequence::new(n).scrambled(1, 0);
    let mut above = 0.0;
    for block in 0..BLOCKS {
        let mut sums = [0.0; BLOCK];
        for (j, d) in d.iter().enumerate() {
            let mut us = [0.0; BLOCK];
            points.fill(j, block * BLOCK as u64, &mut us);
            // Weights in proportion to exponential numbers are uniform on the simplex.
            sums.iter_mut().zip(us).for_each(|(sum, u)| *sum -= u.ln() * d);
        }
        above += sums.iter().map(|s| if *s > 0.0 { 1.0 } else { 0.0 }).sum::<f64>();
    }
    (above / (BLOCKS * BLOCK as u64) as f64, false)
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

fn length(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_the_simplex_have_closed_forms() {
        // Two weights: w d1 + (1 - w) d2 > 0 for w below 3/4.
        let (share, exact) = share_above(&[-1.0, 3.0]);
        assert!((share - 0.75).abs() < 1e-12 && exact);
        assert_eq!(share_above(&[1.0, 2.0]), (1.0, true));
        assert_eq!(share_above(&[0.0, 0.0]), (0.5, true));
        // Three, one against two equal ones: P(w1 < 1/2) = 3/4, by points.
        let (share, exact) = share_above(&[-1.0, 1.0, 1.0]);
        assert!((share - 0.75).abs() < 1e-3 && !exact, "{share}");
        // The closed form agrees with points.
        let (closed, _) = share_above(&[-30.0, -5.0, 12.0, 8.0]);
        let (nearly, exact) = share_above(&[-30.0, -5.0, 12.0, 8.0, 8.000_001]);
        assert!(!exact && closed < nearly, "another dimension in favour: {closed} {nearly}");
    }

    #[test]
    fn the_smallest_shift_ends_where_both_are_equal() {
        let (now, d) = ([0.25; 4], [16.9, 12.8, 7.1, -0.9]);
        let weights = smallest(&now, &d).unwrap();
        let balance: f64 = weights.iter().zip(d).map(|(w, d)| w * d).sum();
        assert!(balance.abs() < 1e-9 && (weights.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{weights:?}");
        assert!(weights.iter().all(|w| *w >= 0.0));
        // Nothing nearer among many others.
        let own = length(&weights, &now);
        for i in 0..=20 {
            for j in 0..=20 - i {
                let (x, y) = (f64::from(i) / 400.0, f64::from(j) / 400.0);
                let z = 1.0 - x - y;
                // The rest is shared by the last two so that the balance is zero.
                let w3 = (0.9 * z - 16.9 * x - 12.8 * y) / (7.1 + 0.9);
                let other = [x, y, w3, z - w3];
                if other.iter().all(|w| *w >= 0.0) {
                    assert!(length(&other, &now) >= own - 1e-9, "{other:?}");
                }
            }
        }
        assert_eq!(smallest(&now, &[1.0, 2.0, 3.0, 4.0]), None);
    }
}
