//! The statistic of one window from its rows: for windows whose running sums are not to be trusted.

use super::design::{Design, ROUNDING};
use super::{Lag, MAX_LAG};

/// A regressor of which less than this share is left beside the others is collinear with them.
const COLLINEAR: f64 = 1e-10;

/// t |t| of the regression on rows `s` to `e`; NaN where it is degenerate.
///
/// Columns are centred, and the lags taken out of the rest one by one, twice: modified Gram-Schmidt with
/// reorthogonalisation, whose error grows with the condition of the columns and not with its square (Bjorck 1996,
/// chapter 2). `scratch` holds the columns and is reused.
pub(super) fn fresh(design: &Design, s: usize, e: usize, lag: Lag, scratch: &mut Vec<f64>) -> f64 {
    let (columns, m) = (design.columns, e - s + 1);
    let size = design.size[s..=e].iter().fold(0.0f64, |top, size| top.max(*size));
    let nothing = m as f64 * (ROUNDING * size).powi(2);
    scratch.clear();
    for column in 0..columns {
        // About one of its own values first: a large level costs no digits.
        let origin = design.raw(e)[column];
        scratch.extend((s..=e).map(|row| design.raw(row)[column] - origin));
        let values = &mut scratch[column * m..];
        for _ in 0..2 {
            let mean = values.iter().sum::<f64>() / m as f64;
            for x in values.iter_mut() {
                *x -= mean;
            }
        }
    }
    let mut whole = [0.0; MAX_LAG + 2];
    for (whole, values) in whole.iter_mut().zip(scratch.chunks_exact(m)) {
        *whole = dot(values, values);
    }
    let collinear = |left: f64, column: usize| left <= nothing || left <= COLLINEAR * COLLINEAR * whole[column];
    let (lags, rest) = scratch.split_at_mut((columns - 2) * m);
    let (level, difference) = rest.split_at_mut(m);
    let mut chosen = Candidate { residual: f64::NAN, criterion: f64::INFINITY, square: f64::NAN };
    for k in 0..=columns - 2 {
        if k == columns - 2 || matches!(lag, Lag::Bic(_)) {
            let yy = dot(level, level);
            if collinear(yy, columns - 2) {
                return f64::NAN;
            }
            let candidate = Candidate::new(m, k, yy, level, difference);
            // What fits exactly with some lags fits exactly with more.
            if candidate.residual <= nothing {
                return f64::NAN;
            }
            if candidate.criterion < chosen.criterion {
                chosen = candidate;
            }
        }
        if k == columns - 2 {
            break;
        }
        let (before, after) = lags.split_at_mut((k + 1) * m);
        let pivot = &before[k * m..];
        let square = dot(pivot, pivot);
        if collinear(square, k) {
            return f64::NAN;
        }
        for other in after.chunks_exact_mut(m).chain([&mut *level, &mut *difference]) {
            take_out(pivot, square, other);
            take_out(pivot, square, other);
        }
    }
    chosen.square
}

struct Candidate {
    residual: f64,
    criterion: f64,
    square: f64,
}

impl Candidate {
    /// The residual is formed row by row, so that a close fit costs no digits.
    fn new(m: usize, lag: usize, yy: f64, level: &[f64], difference: &[f64]) -> Self {
        let b = dot(level, difference) / yy;
        let (mut residual, mut correction) = (0.0, 0.0);
        for (y, d) in level.iter().zip(difference) {
            let e = d - b * y;
            residual += e * e;
            correction += e * y;
        }
        let b = b + correction / yy;
        let residual = residual - correction * correction / yy;
        let rows = m as f64;
        Candidate {
            residual,
            criterion: rows * residual.ln() + (lag + 2) as f64 * rows.ln(),
            square: (m - 2 - lag) as f64 * b * b.abs() * yy / residual,
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn take_out(pivot: &[f64], square: f64, other: &mut [f64]) {
    let share = dot(pivot, other) / square;
    for (x, p) in other.iter_mut().zip(pivot) {
        *x -= share * p;
    }
}
