//! The filter of Hodrick and Prescott, two-sided and one-sided, exactly and in O(n).
//!
//! The trend tau of y with smoothness lambda minimises
//!
//! ```text
//! sum_t (y_t - tau_t)^2 + lambda sum_t (tau_{t+1} - 2 tau_t + tau_{t-1})^2
//! ```
//!
//! (Hodrick and Prescott 1997, Journal of Money, Credit and Banking 29(1)), so that `(I + lambda D'D) tau = y` with D the
//! second differences. That matrix has a condition of 16 lambda, 5e8 for monthly data, and solving it, also by banded
//! Cholesky, costs as many digits. Here the two sums are one least-squares problem, factorised by Givens rotations as
//! rows arrive: the condition is the root of that. The state after t rows is a 2 x 2 triangle on (`tau_{t-1}`, `tau_t`), whose
//! last row gives `tau_t` of the filter on rows 1 to t: the one-sided filter is a by-product, and its square-root
//! Kalman form (Stock and Watson 1999, Journal of Monetary Economics 44). Going back over the rows gives the two-sided one.

use super::SeriesError;
use super::error::finite;

/// Lambda of the BIS for credit gaps of quarterly data (Drehmann, Borio and Tsatsaronis 2011).
pub const CREDIT_QUARTERLY: f64 = 400_000.0;
/// The same for monthly data: times 3^4 (Ravn and Uhlig 2002, Review of Economics and Statistics 84(2)).
pub const CREDIT_MONTHLY: f64 = 81.0 * CREDIT_QUARTERLY;

/// The trend at each row of the filter over all rows: it looks ahead.
///
/// In the unit of y. Fewer than 3 rows are their own trend.
///
/// # Errors
///
/// A row that is not finite; lambda that is not above 0 and finite; numbers near the largest there are.
pub fn hp_two_sided(y: &[f64], lambda: f64) -> Result<Vec<f64>, SeriesError> {
    let mut filter = Filter::new(y, lambda)?;
    let mut rows = Vec::with_capacity(y.len());
    for y in y {
        filter.add(*y, |row| rows.push(row));
    }
    let mut trend = vec![0.0; y.len()];
    let state = filter.state;
    if let [.., before, last] = trend.as_mut_slice() {
        *last = state[1][2] / state[1][1];
        *before = (state[0][2] - state[0][1] * *last) / state[0][0];
    }
    for (t, [own, next, after, right]) in rows.into_iter().enumerate().rev() {
        trend[t] = (right - next * trend[t + 1] - after * trend[t + 2]) / own;
    }
    if y.len() < 3 {
        return Ok(y.to_vec());
    }
    all_finite(trend.into_iter().map(|tau| tau + filter.origin).collect())
}

fn all_finite(trend: Vec<f64>) -> Result<Vec<f64>, SeriesError> {
    if trend.iter().all(|tau| tau.is_finite()) { Ok(trend) } else { Err(SeriesError::TooLarge) }
}

/// The trend at each row t of the filter over rows 1 to t: what was known then.
///
/// In the unit of y. The first two rows are their own trend.
///
/// # Errors
///
/// As [`hp_two_sided`].
pub fn hp_one_sided(y: &[f64], lambda: f64) -> Result<Vec<f64>, SeriesError> {
    let mut filter = Filter::new(y, lambda)?;
    let trend = |(row, y): (usize, &f64)| {
        filter.add(*y, |_| ());
        // Two rows lie on a line, whatever rounding says.
        if row < 2 { *y } else { filter.origin + filter.state[1][2] / filter.state[1][1] }
    };
    all_finite(y.iter().enumerate().map(trend).collect())
}

/// The factorisation so far: `state` on (`tau_{t-1}`, `tau_t`) with its right-hand side.
struct Filter {
    root: f64,
    /// The first row: the filter is exact on constants, and a large level costs digits.
    origin: f64,
    state: [[f64; 3]; 2],
    seen: usize,
}

impl Filter {
    fn new(y: &[f64], lambda: f64) -> Result<Self, SeriesError> {
        finite(y)?;
        if !(lambda > 0.0 && lambda.is_finite()) {
            return Err(SeriesError::Setting {
                name: "lambda",
                rule: "above 0: 1600 for quarterly cycles, 400000 for quarterly credit gaps, times 81 for months",
            });
        }
        Ok(Filter {
            root: lambda.sqrt(),
            origin: y.first().copied().unwrap_or_default(),
            state: [[0.0; 3]; 2],
            seen: 0,
        })
    }

    /// Adds a row; from the third on, a row of the triangle is done: coefficients of `tau_{t-2}`, `tau_{t-1}`, `tau_t`, right side.
    fn add(&mut self, y: f64, mut done: impl FnMut([f64; 4])) {
        let y = y - self.origin;
        match self.seen {
            // The right sides stand for themselves as long as nothing bends.
            0 => self.state[1] = [0.0, 1.0, y],
            1 => self.state = [[1.0, 0.0, self.state[1][2]], [0.0, 1.0, y]],
            _ => {
                let [[a, b, z], [_, c, w]] = self.state;
                let mut first = [a, b, 0.0, z];
                let mut second = [0.0, c, 0.0, w];
                let mut bend = [self.root, -2.0 * self.root, self.root, 0.0];
                let mut own = [0.0, 0.0, 1.0, y];
                rotate(&mut first, &mut bend, 0);
                done(first);
                rotate(&mut second, &mut bend, 1);
                rotate(&mut bend, &mut own, 2);
                self.state = [[second[1], second[2], second[3]], [0.0, bend[2], bend[3]]];
            }
        }
        self.seen += 1;
    }
}

/// Givens: makes `low[k]` 0 against `high[k]`.
fn rotate(high: &mut [f64; 4], low: &mut [f64; 4], k: usize) {
    let length = high[k].hypot(low[k]);
    if length > 0.0 {
        let (cosine, sine) = (high[k] / length, low[k] / length);
        for (high, low) in high.iter_mut().zip(low) {
            (*high, *low) = (cosine * *high + sine * *low, cosine * *low - sine * *high);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Exact, solve};
    use proptest::prelude::*;

    /// (I + lambda D'D)^-1 y as a full matrix, in twice the precision.
    fn dense(y: &[f64], lambda: f64) -> Vec<f64> {
        let n = y.len();
        let mut matrix = vec![vec![Exact::ZERO; n]; n];
        for (t, row) in matrix.iter_mut().enumerate() {
            row[t] = Exact::new(1.0);
        }
        for t in 0..n.saturating_sub(2) {
            for (i, di) in [1.0, -2.0, 1.0].into_iter().enumerate() {
                for (j, dj) in [1.0, -2.0, 1.0].into_iter().enumerate() {
                    matrix[t + i][t + j] = matrix[t + i][t + j] + Exact::new(lambda) * Exact::new(di * dj);
                }
            }
        }
        solve(matrix, y.iter().map(|y| Exact::new(*y)).collect()).into_iter().map(Exact::value).collect()
    }

    fn close(a: f64, b: f64, size: f64) -> bool {
        (a - b).abs() <= 1e-9 * size
    }

    fn size(y: &[f64]) -> f64 {
        y.iter().fold(0.0, |size, y| f64::max(size, y.abs()))
    }

    #[test]
    fn a_long_monthly_series_agrees_with_its_matrix() {
        let y: Vec<f64> =
            (0..140).map(f64::from).map(|t| 60.0 + 0.3 * t + (t / 9.0).sin() * 4.0 + (t * t) % 3.0).collect();
        for (a, b) in hp_two_sided(&y, CREDIT_MONTHLY).unwrap().iter().zip(dense(&y, CREDIT_MONTHLY)) {
            assert!(close(*a, b, b.abs()), "{a} {b}");
        }
    }

    #[test]
    fn lines_are_their_own_trend() {
        let y: Vec<f64> = (0..300).map(|t| 1e6 + 3.0 * f64::from(t)).collect();
        for trend in [hp_one_sided(&y, CREDIT_MONTHLY).unwrap(), hp_two_sided(&y, 1600.0).unwrap()] {
            assert!(trend.iter().zip(&y).all(|(a, b)| close(*a, *b, *b)));
        }
    }

    #[test]
    fn short_series_and_bad_settings() {
        assert_eq!(hp_two_sided(&[], 1600.0).unwrap(), [] as [f64; 0]);
        assert_eq!(hp_two_sided(&[3.0, 4.0], 1600.0).unwrap(), [3.0, 4.0]);
        assert_eq!(hp_one_sided(&[3.0, 4.0], 1600.0).unwrap(), [3.0, 4.0]);
        assert_eq!(hp_one_sided(&[3.0, f64::NAN], 1600.0), Err(SeriesError::NotFinite { row: 1 }));
        assert_eq!(hp_two_sided(&[-1e308, 1e308, -1e308], 1600.0), Err(SeriesError::TooLarge));
        for lambda in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(hp_two_sided(&[1.0, 2.0, 3.0], lambda).is_err());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn both_sides_agree_with_the_matrix(
            y in prop::collection::vec(-1e3..1e3f64, 1..60), log_lambda in -2.0..8.0f64, level in -1e6..1e6f64,
        ) {
            let lambda = 10f64.powf(log_lambda);
            let y: Vec<f64> = y.iter().map(|y| y + level).collect();
            let size = size(&y);
            for (a, b) in hp_two_sided(&y, lambda).unwrap().iter().zip(dense(&y, lambda)) {
                prop_assert!(close(*a, b, size), "{} {}", a, b);
            }
            let one_sided = hp_one_sided(&y, lambda).unwrap();
            for (t, a) in one_sided.iter().enumerate().step_by(5) {
                let b = dense(&y[..=t], lambda)[t];
                prop_assert!(close(*a, b, size), "{} {} {}", t, a, b);
                let again = hp_two_sided(&y[..=t], lambda).unwrap()[t];
                prop_assert!(close(*a, again, size));
            }
            // What comes after a row does not change it.
            prop_assert_eq!(&hp_one_sided(&y[..y.len().div_ceil(2)], lambda).unwrap()[..], &one_sided[..y.len().div_ceil(2)]);
        }
    }
}
