//! The regression filter of Hamilton (2018): a trend from what was known h rows before.
//!
//! ```text
//! y_{t+h} = b_0 + b_1 y_t + b_2 y_{t-1} + .. + b_p y_{t-p+1} + v_{t+h}
//! ```
//!
//! Hamilton (2018), Review of Economics and Statistics 100(5), eq. 20 (of quarters): the fitted value is the trend and the residual the
//! gap of row t + h. He takes h = 8 and p = 4 quarters.

use super::SeriesError;
use super::error::finite;
use super::least_squares::Triangle;

/// The horizon and the lags of the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hamilton {
    /// Rows ahead, h: 8 quarters, 24 months, 2 years.
    pub horizon: usize,
    /// Rows of the past, p: 4 quarters, 12 months, 1 year.
    pub lags: usize,
}

/// The trend and the gap of a row: their sum is the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendGap {
    /// What the rows `horizon` and more before say.
    pub trend: f64,
    /// The row less the trend.
    pub gap: f64,
}

/// Coefficients, to apply to rows that they were not estimated on.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedHamilton {
    filter: Hamilton,
    /// Rows are taken about this, so that a large level costs no digits.
    origin: f64,
    /// Of the intercept (about `origin`), then of the nearest row of the past to the farthest.
    b: Vec<f64>,
    /// Rows that the coefficients were estimated on.
    estimated_on: usize,
}

impl Default for Hamilton {
    /// Quarterly data.
    fn default() -> Self {
        Hamilton { horizon: 8, lags: 4 }
    }
}

impl Hamilton {
    /// The first row with a trend, from 0: h + p - 1.
    pub fn first(self) -> usize {
        self.horizon.saturating_add(self.lags).saturating_sub(1)
    }

    fn check(self) -> Result<(), SeriesError> {
        if self.horizon == 0 {
            return Err(SeriesError::Setting { name: "horizon", rule: "1 or more rows" });
        }
        if self.lags == 0 || self.lags > 64 {
            return Err(SeriesError::Setting { name: "lags", rule: "1 to 64 rows" });
        }
        Ok(())
    }

    /// The regressors of row `t`, then the row itself.
    fn row(self, y: &[f64], origin: f64, t: usize) -> impl Iterator<Item = f64> {
        let newest = t - self.horizon;
        let past = y[newest + 1 - self.lags..=newest].iter().rev().map(move |y| y - origin);
        std::iter::once(1.0).chain(past).chain(std::iter::once(y[t] - origin))
    }

    /// Estimates on all rows of `y`, which are the past: apply the result to later ones.
    ///
    /// # Errors
    ///
    /// A row that is not finite; fewer than h + 2 p + 1 rows, of which p + 2 have a trend; a past that is collinear, such as
    /// that of a constant; no horizon or lags.
    pub fn fit(self, y: &[f64]) -> Result<FittedHamilton, SeriesError> {
        self.check()?;
        finite(y)?;
        let needed = self.first().saturating_add(self.lags + 2);
        if y.len() < needed {
            return Err(SeriesError::TooShort { rows: y.len(), needed });
        }
        let origin = y[0];
        let mut triangle = Triangle::new(self.lags + 1);
        for t in self.first()..y.len() {
            triangle.add(self.row(y, origin, t));
        }
        let b = triangle.solve().ok_or(SeriesError::Collinear)?;
        let fitted = FittedHamilton { filter: self, origin, b, estimated_on: y.len() };
        let sound = fitted.coefficients().iter().all(|b| b.is_finite());
        if sound { Ok(fitted) } else { Err(SeriesError::TooLarge) }
    }

    /// The trend and gap of each row t with coefficients estimated on rows up to t only: what was known then.
    ///
    /// Missing before `min_rows` rows have entered the regression (2 (p + 1) where `None`, at least p + 2), and where their
    /// past is collinear. O(n p^2).
    ///
    /// # Errors
    ///
    /// A row that is not finite; no horizon or lags.
    pub fn expanding(self, y: &[f64], min_rows: Option<usize>) -> Result<Vec<Option<TrendGap>>, SeriesError> {
        self.check()?;
        finite(y)?;
        let min_rows = min_rows.unwrap_or(2 * (self.lags + 1)).max(self.lags + 2);
        let origin = y.first().copied().unwrap_or_default();
        let mut triangle = Triangle::new(self.lags + 1);
        let first = self.first();
        let rows = (0..y.len()).map(|t| {
            let seen = (t + 1).checked_sub(first)?;
            if seen == 0 {
                return None;
            }
            triangle.add(self.row(y, origin, t));
            if seen < min_rows {
                return None;
            }
            let b = triangle.solve()?;
            FittedHamilton { filter: self, origin, b, estimated_on: t + 1 }.at(y, t)
        });
        Ok(rows.collect())
    }
}

impl FittedHamilton {
    /// The trend and gap of each row of `y`; missing in the first h + p - 1.
    ///
    /// Where `y` begins with the rows of the fit, those rows have trends that later rows of the fit helped to estimate, which
    /// is looking ahead; rows from [`estimated_on`](Self::estimated_on) on have not.
    ///
    /// # Errors
    ///
    /// A row that is not finite.
    pub fn apply(&self, y: &[f64]) -> Result<Vec<Option<TrendGap>>, SeriesError> {
        finite(y)?;
        Ok((0..y.len()).map(|t| self.at(y, t)).collect())
    }

    /// Rows that the coefficients were estimated on.
    pub fn estimated_on(&self) -> usize {
        self.estimated_on
    }

    /// `b_0` of the equation above, in the unit of y; then `b_1`, of the nearest row of the past, to `b_p`.
    pub fn coefficients(&self) -> Vec<f64> {
        let slopes: f64 = self.b[1..].iter().sum();
        let intercept = self.b[0] + self.origin * (1.0 - slopes);
        std::iter::once(intercept).chain(self.b[1..].iter().copied()).collect()
    }

    fn at(&self, y: &[f64], t: usize) -> Option<TrendGap> {
        if t < self.filter.first() {
            return None;
        }
        let past = self.filter.row(y, self.origin, t);
        let trend = self.origin + self.b.iter().zip(past).map(|(b, x)| b * x).sum::<f64>();
        let gap = y[t] - trend;
        gap.is_finite().then_some(TrendGap { trend, gap })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Exact, solve};
    use proptest::prelude::*;

    /// Normal equations of the uncentred regression on rows up to `last`, in twice the precision; the trend of row `t`.
    fn plain(y: &[f64], filter: Hamilton, last: usize, t: usize) -> f64 {
        let p = filter.lags + 1;
        let regressors = |t: usize| {
            let past = (0..filter.lags).map(|k| Exact::new(y[t - filter.horizon - k]));
            std::iter::once(Exact::new(1.0)).chain(past).collect::<Vec<_>>()
        };
        let mut cross = vec![vec![Exact::ZERO; p]; p];
        let mut right = vec![Exact::ZERO; p];
        for (t, own) in y.iter().enumerate().take(last + 1).skip(filter.first()) {
            let x = regressors(t);
            for i in 0..p {
                for j in 0..p {
                    cross[i][j] = cross[i][j] + x[i] * x[j];
                }
                right[i] = right[i] + x[i] * Exact::new(*own);
            }
        }
        let b = solve(cross, right);
        regressors(t).into_iter().zip(b).fold(Exact::ZERO, |sum, (x, b)| sum + x * b).value()
    }

    fn series() -> Vec<f64> {
        (0..90).map(f64::from).map(|t| 100.0 + 0.8 * t + 6.0 * (t / 5.0).sin() + (t * 7.3).sin() * 3.0).collect()
    }

    #[test]
    fn fit_and_apply_are_separate() {
        let y = series();
        let fit = Hamilton::default().fit(&y[..60]).unwrap();
        assert_eq!(fit.estimated_on(), 60);
        let rows = fit.apply(&y).unwrap();
        assert_eq!(rows[..11], [None; 11]);
        for (t, row) in rows.iter().enumerate().skip(11) {
            let expected = plain(&y, Hamilton::default(), 59, t);
            let row = row.unwrap();
            assert!((row.trend - expected).abs() < 1e-9 * expected.abs(), "{t} {row:?} {expected}");
            assert!((row.trend + row.gap - y[t]).abs() < 1e-12);
        }
        let b = fit.coefficients();
        let by_hand = b[0] + (0..4).map(|k| b[k + 1] * y[70 - 8 - k]).sum::<f64>();
        assert!((by_hand - rows[70].unwrap().trend).abs() < 1e-9);
    }

    #[test]
    fn expanding_is_a_fit_of_its_own_at_each_row() {
        let y = series();
        let filter = Hamilton { horizon: 6, lags: 3 };
        let rows = filter.expanding(&y, None).unwrap();
        assert_eq!(rows.iter().position(Option::is_some), Some(filter.first() + 2 * 4 - 1));
        for (t, row) in rows.iter().enumerate() {
            if let Some(row) = row {
                let expected = plain(&y, filter, t, t);
                assert!((row.trend - expected).abs() < 1e-9 * expected.abs(), "{t} {row:?} {expected}");
                assert_eq!(filter.fit(&y[..=t]).unwrap().apply(&y[..=t]).unwrap()[t], Some(*row));
            }
        }
        // What comes after a row does not change it.
        assert_eq!(filter.expanding(&y[..50], None).unwrap()[..], rows[..50]);
    }

    #[test]
    fn bad_series_are_errors() {
        let y = series();
        let filter = Hamilton::default();
        assert_eq!(filter.fit(&y[..16]), Err(SeriesError::TooShort { rows: 16, needed: 17 }));
        assert!(filter.fit(&y[..17]).is_ok());
        assert_eq!(filter.fit(&[5.0; 60]), Err(SeriesError::Collinear));
        assert_eq!(filter.expanding(&[5.0; 60], None).unwrap(), [None; 60]);
        let mut gap = y.clone();
        gap[4] = f64::NAN;
        assert_eq!(filter.expanding(&gap, None), Err(SeriesError::NotFinite { row: 4 }));
        assert!(Hamilton { horizon: 0, lags: 4 }.fit(&y).is_err() && Hamilton { horizon: 8, lags: 0 }.fit(&y).is_err());
        assert_eq!(filter.expanding(&[], None).unwrap(), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn trends_agree_with_normal_equations(
            noise in prop::collection::vec(-1.0..1.0f64, 40..90), horizon in 1usize..10, lags in 1usize..5, level in 0.0..1e4f64,
        ) {
            let mut y = level;
            let y: Vec<f64> = noise.iter().map(|e| { y += e; y }).collect();
            let filter = Hamilton { horizon, lags };
            let last = y.len() - 1;
            let size = y.iter().fold(1.0, |size, y| f64::max(size, y.abs()));
            let found = filter.expanding(&y, None).unwrap()[last].unwrap().trend;
            prop_assert!((found - plain(&y, filter, last, last)).abs() < 1e-9 * size);
        }
    }
}
