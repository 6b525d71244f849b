//! The ways in which children make a score, and how each child moves it.
//!
//! Each aggregate f is homogeneous of degree one, so Euler's theorem shares it out: `f = sum x_i df/dx_i`.
//! OECD/JRC Handbook (2008), step 6.

use super::block::Scratch;
use crate::model::{Aggregate, TIE};
use froth_series::composite::median;

/// Reads a child's column of scores; NaN for none.
pub(super) type Column<'a> = &'a [f64];

/// A child's weight: the same in every row, or a column.
pub(super) trait Weight: Copy {
    fn at(self, row: usize) -> f64;
}

impl Weight for f64 {
    #[inline]
    fn at(self, _: usize) -> f64 {
        self
    }
}

impl Weight for &[f64] {
    #[inline]
    fn at(self, row: usize) -> f64 {
        self[row]
    }
}

/// Aggregates children's columns into `out`, weights normalised over the children that have a score;
/// NaN where none has.
pub(super) fn columns<'a, W: Weight>(
    aggregate: Aggregate,
    floor: f64,
    children: impl Iterator<Item = (W, Column<'a>)> + Clone,
    scratch: &mut Scratch,
    out: &mut [f64],
) {
    let rows = out.len();
    let (sum, weight, extreme) = (&mut scratch.sum[..rows], &mut scratch.weight[..rows], &mut scratch.extreme[..rows]);
    match aggregate {
        Aggregate::Arithmetic => weighted(children, sum, weight, out, |x| x, |mean| mean),
        Aggregate::Geometric => weighted(children, sum, weight, out, |x| x.max(floor).ln(), f64::exp),
        Aggregate::Harmonic => weighted(children, sum, weight, out, |x| 1.0 / x.max(floor), |mean| 1.0 / mean),
        Aggregate::Power(p) => {
            // A power below 0 knows no score of 0.
            let least = if p < 0.0 { floor } else { 0.0 };
            fold(children.clone(), extreme, if p < 0.0 { f64::min } else { f64::max });
            extreme.iter_mut().filter(|x| !x.is_nan()).for_each(|x| *x = x.max(least));
            // Relative to the one that counts most, in logarithms: no power overflows, and small powers keep their digits.
            sum.fill(0.0);
            weight.fill(0.0);
            for (w, column) in children {
                for (row, x) in column.iter().enumerate().filter(|(_, x)| !x.is_nan()) {
                    let most = extreme[row];
                    if most > 0.0 {
                        sum[row] += w.at(row) * (p * (x.max(least) / most).ln()).exp_m1();
                    }
                    weight[row] += w.at(row);
                }
            }
            for row in 0..rows {
                out[row] = match extreme[row] {
                    most if most > 0.0 => most * ((sum[row] / weight[row]).ln_1p() / p).exp(),
                    nothing => nothing,
                };
            }
        }
        Aggregate::Min => fold(children, out, f64::min),
        Aggregate::Max => fold(children, out, f64::max),
        Aggregate::Median => {
            for (row, out) in out.iter_mut().enumerate() {
                scratch.gather.clear();
                scratch.gather.extend(children.clone().map(|(_, column)| column[row]).filter(|x| !x.is_nan()));
                *out = median(&mut scratch.gather).unwrap_or(f64::NAN);
            }
        }
    }
    for x in out {
        *x = x.clamp(0.0, 100.0);
    }
}

/// Brings each row's score down to the `quorum`-th largest of its children: the score is at any height only if so many of them are.
/// It stays homogeneous of degree one. NaN where fewer children have a score.
pub(super) fn limit<'a>(
    quorum: usize,
    children: &(impl Iterator<Item = Column<'a>> + Clone),
    gather: &mut Vec<f64>,
    out: &mut [f64],
) {
    for (row, out) in out.iter_mut().enumerate() {
        gather.clear();
        gather.extend(children.clone().map(|column| column[row]).filter(|x| !x.is_nan()));
        *out = nth_largest(quorum, gather).map_or(f64::NAN, |limit| out.min(limit));
    }
}

/// None where there are fewer.
pub(super) fn nth_largest(n: usize, xs: &mut [f64]) -> Option<f64> {
    let place = n.checked_sub(1).filter(|place| *place < xs.len())?;
    xs.sort_unstable_by(|a, b| b.total_cmp(a));
    xs.get(place).copied()
}

/// The value at the scores `xs` (all present).
pub(super) fn value(aggregate: Aggregate, floor: f64, ws: &[f64], xs: &[f64]) -> f64 {
    let mut scratch = Scratch { sum: vec![0.0], weight: vec![0.0], extreme: vec![0.0], ..Scratch::default() };
    let mut out = [0.0];
    columns(aggregate, floor, ws.iter().copied().zip(xs.chunks(1)), &mut scratch, &mut out);
    out[0]
}

/// inverse(sum w t(x) / sum w) over the children present.
fn weighted<'a, W: Weight>(
    children: impl Iterator<Item = (W, Column<'a>)>,
    sum: &mut [f64],
    weight: &mut [f64],
    out: &mut [f64],
    t: impl Fn(f64) -> f64,
    inverse: impl Fn(f64) -> f64,
) {
    sum.fill(0.0);
    weight.fill(0.0);
    for (w, column) in children {
        for (row, ((sum, weight), x)) in sum.iter_mut().zip(weight.iter_mut()).zip(column).enumerate() {
            // Without a branch, so that several rows are summed at once.
            let there = !x.is_nan();
            *sum += if there { w.at(row) * t(*x) } else { 0.0 };
            *weight += if there { w.at(row) } else { 0.0 };
        }
    }
    for ((out, sum), weight) in out.iter_mut().zip(sum).zip(weight) {
        *out = if *weight > 0.0 { inverse(*sum / *weight) } else { f64::NAN };
    }
}

/// The smallest or largest over the children present (f64's min and max pass over NaN).
fn fold<'a, W>(children: impl Iterator<Item = (W, Column<'a>)>, out: &mut [f64], pick: impl Fn(f64, f64) -> f64) {
    out.fill(f64::NAN);
    for (_, column) in children {
        for (out, x) in out.iter_mut().zip(column) {
            *out = pick(*out, *x);
        }
    }
}

/// `df/dx_i` at the scores `xs` (all present) with normalised weights `ws` and value `f`.
///
/// Geometric and harmonic slopes are taken at the floored scores. Ties of min, max and the middles of the
/// median share equally; scores within 1e-9 are tied.
pub(super) fn slopes(aggregate: Aggregate, floor: f64, ws: &[f64], xs: &[f64], f: f64) -> Vec<f64> {
    let each = |slope: &dyn Fn(f64, f64) -> f64| ws.iter().zip(xs).map(|(w, x)| slope(*w, *x)).collect();
    match aggregate {
        Aggregate::Arithmetic => ws.to_vec(),
        Aggregate::Geometric => each(&|w, x| w * f / x.max(floor)),
        Aggregate::Harmonic => each(&|w, x| w * (f / x.max(floor)).powi(2)),
        Aggregate::Power(p) if p < 0.0 => each(&|w, x| w * (x.max(floor) / f).powf(p - 1.0)),
        Aggregate::Power(p) => each(&|w, x| if x > 0.0 && f > 0.0 { w * (x / f).powf(p - 1.0) } else { 0.0 }),
        Aggregate::Min | Aggregate::Max => tied(xs, &[f]),
        Aggregate::Median => {
            let mut sorted = xs.to_vec();
            sorted.sort_by(f64::total_cmp);
            match sorted.len() {
                0 => Vec::new(),
                n if n % 2 == 1 => tied(xs, &[sorted[n / 2]]),
                n => tied(xs, &[sorted[n / 2 - 1], sorted[n / 2]]),
            }
        }
    }
}

/// Each value carries an equal share, split equally among the scores that are tied with it.
pub(super) fn tied(xs: &[f64], values: &[f64]) -> Vec<f64> {
    let mut shares = vec![0.0; xs.len()];
    for value in values {
        let holders: Vec<usize> = (0..xs.len()).filter(|i| (xs[*i] - value).abs() <= TIE).collect();
        for i in &holders {
            shares[*i] += 1.0 / (values.len() * holders.len()) as f64;
        }
    }
    shares
}

/// Whether scores below the model's floor are read as it.
pub(super) fn is_floored(aggregate: Aggregate) -> bool {
    match aggregate {
        Aggregate::Geometric | Aggregate::Harmonic => true,
        Aggregate::Power(p) => p < 0.0,
        _ => false,
    }
}

/// How a node's points go to its children: in the proportions of `x_i df/dx_i`, and where all of these are 0
/// by normalised weight (min, max and median by their ties). Sums to 1.
pub(super) fn shares(aggregate: Aggregate, floor: f64, ws: &[f64], xs: &[f64], f: f64) -> Vec<f64> {
    let slopes = slopes(aggregate, floor, ws, xs, f);
    let floored = is_floored(aggregate);
    let parts: Vec<f64> =
        slopes.iter().zip(xs).map(|(slope, x)| slope * if floored { x.max(floor) } else { *x }).collect();
    let total: f64 = parts.iter().sum();
    if total > 0.0 && total.is_finite() {
        return parts.into_iter().map(|p| p / total).collect();
    }
    match aggregate {
        Aggregate::Min | Aggregate::Max | Aggregate::Median => slopes,
        _ => ws.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(aggregate: Aggregate, ws: &[f64], xs: &[f64]) -> f64 {
        super::value(aggregate, 1.0, ws, xs)
    }

    #[test]
    fn means_of_one_forty_eighty_ninety_five() {
        // A worked example: four children of equal weight.
        let (ws, xs) = ([0.25; 4], [1.0, 40.0, 80.0, 95.0]);
        assert!((value(Aggregate::Arithmetic, &ws, &xs) - 54.0).abs() < 1e-9);
        assert!((value(Aggregate::Geometric, &ws, &xs) - (40.0f64 * 80.0 * 95.0).powf(0.25)).abs() < 1e-9);
        assert!(
            (value(Aggregate::Harmonic, &ws, &xs) - 4.0 / (1.0 + 1.0 / 40.0 + 1.0 / 80.0 + 1.0 / 95.0)).abs() < 1e-9
        );
        assert!(
            (value(Aggregate::Power(2.0), &ws, &xs) - ((1.0 + 1600.0 + 6400.0 + 9025.0) / 4.0f64).sqrt()).abs() < 1e-9
        );
        assert!((value(Aggregate::Power(1.0), &ws, &xs) - 54.0).abs() < 1e-9);
        assert_eq!(value(Aggregate::Median, &ws, &xs), 60.0);
        assert_eq!(value(Aggregate::Min, &ws, &xs), 1.0);
        assert_eq!(value(Aggregate::Max, &ws, &xs), 95.0);
    }

    #[test]
    fn a_power_of_minus_one_is_the_harmonic_mean() {
        let (ws, xs) = ([0.1, 0.2, 0.3, 0.4], [0.0, 40.0, 80.0, 95.0]);
        let harmonic = value(Aggregate::Harmonic, &ws, &xs);
        assert!((value(Aggregate::Power(-1.0), &ws, &xs) - harmonic).abs() < 1e-9);
        // (sum w x^-2)^(-1/2), the score of 0 read as 1.
        let sum: f64 = ws.iter().zip(&xs).map(|(w, x)| w / x.max(1.0).powi(2)).sum();
        assert!((value(Aggregate::Power(-2.0), &ws, &xs) - sum.powf(-0.5)).abs() < 1e-9);
        // The lower the power, the nearer to the smallest.
        assert!((value(Aggregate::Power(-5000.0), &ws, &xs) - 1.0).abs() < 1e-2);
        assert!(
            (value(Aggregate::Power(-400.0), &[0.5; 2], &[20.0, 80.0]) - 20.0 * 2f64.powf(1.0 / 400.0)).abs() < 1e-9
        );
    }

    #[test]
    fn extreme_powers_neither_overflow_nor_vanish() {
        let (ws, xs) = ([0.5; 2], [1.0, 1.0]);
        assert!((value(Aggregate::Power(5000.0), &ws, &xs) - 1.0).abs() < 1e-9);
        let geometric = (20.0f64 * 80.0).sqrt();
        assert!((value(Aggregate::Power(1e-9), &ws, &[20.0, 80.0]) - geometric).abs() < 1e-5);
        assert_eq!(value(Aggregate::Power(2.0), &ws, &[0.0, 0.0]), 0.0);
    }

    #[test]
    fn shares_follow_euler() {
        let (ws, xs) = (vec![0.2, 0.3, 0.5], vec![10.0, 50.0, 70.0]);
        for aggregate in [
            Aggregate::Arithmetic,
            Aggregate::Geometric,
            Aggregate::Harmonic,
            Aggregate::Power(3.0),
            Aggregate::Power(-2.0),
            Aggregate::Median,
            Aggregate::Max,
        ] {
            let f = value(aggregate, &ws, &xs);
            let slopes = slopes(aggregate, 1.0, &ws, &xs, f);
            let euler: f64 = slopes.iter().zip(&xs).map(|(s, x)| s * x).sum();
            assert!((euler - f).abs() < 1e-9, "{aggregate:?}: {euler} {f}");
        }
    }

    #[test]
    fn ties_share_equally() {
        assert_eq!(slopes(Aggregate::Max, 1.0, &[0.9, 0.05, 0.05], &[70.0, 70.0, 10.0], 70.0), vec![0.5, 0.5, 0.0]);
        assert_eq!(
            slopes(Aggregate::Median, 1.0, &[0.25; 4], &[10.0, 20.0, 30.0, 30.0], 25.0),
            vec![0.0, 0.5, 0.25, 0.25]
        );
    }
}
