//! What is done to a column before it is scored.

use super::rolling::present;
use super::{
    Hamilton, SeriesError, carry, change, expanding_percentile, growth, hp_one_sided, hp_two_sided, mean, sum, z_score,
};

/// Which side of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The trend, in the unit of the column.
    Trend,
    /// The column less the trend, in its unit.
    Gap,
    /// `100 (x / trend - 1)`, in percent; missing where the trend is not above 0.
    PercentOfTrend,
}

/// A column made from a column, of the same rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Transform {
    /// As it is.
    Level,
    /// [`change`].
    Change {
        /// Rows back.
        periods: usize,
    },
    /// [`growth`].
    Growth {
        /// Rows back.
        periods: usize,
    },
    /// [`carry`].
    Carry {
        /// The most rows that a number is carried.
        periods: usize,
    },
    /// [`sum`].
    Sum {
        /// Rows, this one included.
        periods: usize,
    },
    /// [`mean`].
    Mean {
        /// Rows, this one included.
        periods: usize,
    },
    /// [`z_score`].
    ZScore {
        /// Rows, this one included.
        window: usize,
    },
    /// [`expanding_percentile`].
    Percentile,
    /// [`hp_one_sided`].
    HpOneSided {
        /// Smoothness.
        lambda: f64,
        /// Which side.
        part: Part,
    },
    /// [`hp_two_sided`]: looks ahead.
    HpTwoSided {
        /// Smoothness.
        lambda: f64,
        /// Which side.
        part: Part,
    },
    /// [`Hamilton::expanding`].
    Hamilton {
        /// Horizon and lags.
        filter: Hamilton,
        /// Rows that the regression needs.
        min_rows: Option<usize>,
        /// Which side.
        part: Part,
    },
}

impl Transform {
    /// Whether a row of the result depends on later rows of the column.
    pub fn looks_ahead(self) -> bool {
        matches!(self, Transform::HpTwoSided { .. })
    }

    /// The transformed column: a number or `None` for each row.
    ///
    /// Filters run from the first row that is present to the last; rows outside are missing.
    ///
    /// # Errors
    ///
    /// Settings that make no sense, and for filters a missing row among present ones, with the row.
    pub fn apply(self, column: &[Option<f64>]) -> Result<Vec<Option<f64>>, SeriesError> {
        match self {
            Transform::Level => Ok(column.iter().map(|x| present(*x)).collect()),
            Transform::Change { periods } => change(column, periods),
            Transform::Growth { periods } => growth(column, periods),
            Transform::Carry { periods } => Ok(carry(column, periods)),
            Transform::Sum { periods } => sum(column, periods),
            Transform::Mean { periods } => mean(column, periods),
            Transform::ZScore { window } => z_score(column, window),
            Transform::Percentile => Ok(expanding_percentile(column)),
            Transform::HpOneSided { lambda, part } => {
                filtered(column, part, |y| Ok(hp_one_sided(y, lambda)?.into_iter().map(Some).collect()))
            }
            Transform::HpTwoSided { lambda, part } => {
                filtered(column, part, |y| Ok(hp_two_sided(y, lambda)?.into_iter().map(Some).collect()))
            }
            Transform::Hamilton { filter, min_rows, part } => filtered(column, part, |y| {
                Ok(filter.expanding(y, min_rows)?.into_iter().map(|row| row.map(|row| row.trend)).collect())
            }),
        }
    }
}

/// One transform after the other.
///
/// # Errors
///
/// Those of each.
pub fn apply_all(transforms: &[Transform], column: &[Option<f64>]) -> Result<Vec<Option<f64>>, SeriesError> {
    transforms.iter().try_fold(column.to_vec(), |column, transform| transform.apply(&column))
}

fn filtered(
    column: &[Option<f64>],
    part: Part,
    trend: impl Fn(&[f64]) -> Result<Vec<Option<f64>>, SeriesError>,
) -> Result<Vec<Option<f64>>, SeriesError> {
    let is_present = |x: &Option<f64>| present(*x).is_some();
    let first = column.iter().position(is_present).unwrap_or(column.len());
    let end = column.iter().rposition(is_present).map_or(first, |last| last + 1);
    let y: Vec<f64> = column[first..end].iter().map(|x| x.unwrap_or(f64::NAN)).collect();
    let trend = trend(&y).map_err(|error| match error {
        SeriesError::NotFinite { row } => SeriesError::NotFinite { row: first + row },
        other => other,
    })?;
    let mut out = vec![None; column.len()];
    for ((out, x), trend) in out[first..end].iter_mut().zip(y).zip(trend) {
        *out = present(trend.map(|trend| match part {
            Part::Trend => trend,
            Part::Gap => x - trend,
            Part::PercentOfTrend if trend > 0.0 => 100.0 * ((x - trend) / trend),
            Part::PercentOfTrend => f64::NAN,
        }));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILTER: Hamilton = Hamilton { horizon: 4, lags: 2 };

    fn all(part: Part) -> [Transform; 10] {
        [
            Transform::Level,
            Transform::Change { periods: 3 },
            Transform::Growth { periods: 12 },
            Transform::Sum { periods: 6 },
            Transform::Mean { periods: 6 },
            Transform::ZScore { window: 10 },
            Transform::Percentile,
            Transform::HpOneSided { lambda: 1600.0, part },
            Transform::Hamilton { filter: FILTER, min_rows: None, part },
            Transform::HpTwoSided { lambda: 1600.0, part },
        ]
    }

    #[test]
    fn filters_run_from_the_first_present_row_to_the_last() {
        let mut column: Vec<Option<f64>> = (0..60).map(|t| Some(50.0 + f64::from(t * t % 17))).collect();
        column[..7].fill(None);
        column[57..].fill(None);
        let y: Vec<f64> = column.iter().flatten().copied().collect();
        let of = |part| Transform::HpOneSided { lambda: 1600.0, part }.apply(&column).unwrap();
        let (trend, gap, percent) = (of(Part::Trend), of(Part::Gap), of(Part::PercentOfTrend));
        assert_eq!(trend[..7], [None; 7]);
        assert_eq!(trend[57..], [None; 3]);
        let plain = hp_one_sided(&y, 1600.0).unwrap();
        for row in 7..57 {
            assert_eq!(trend[row], Some(plain[row - 7]));
            assert!((trend[row].unwrap() + gap[row].unwrap() - column[row].unwrap()).abs() < 1e-9);
            assert!((percent[row].unwrap() - 100.0 * (column[row].unwrap() / plain[row - 7] - 1.0)).abs() < 1e-9);
        }
        column[30] = None;
        for transform in all(Part::Gap).into_iter().skip(7) {
            assert_eq!(transform.apply(&column), Err(SeriesError::NotFinite { row: 30 }));
            assert_eq!(transform.apply(&[None, None]).unwrap(), [None, None]);
        }
    }

    #[test]
    fn transforms_follow_each_other() {
        let column: Vec<Option<f64>> = (0..40).map(|t| Some(1.02f64.powi(t) * (1.0 + f64::from(t % 3)))).collect();
        let both = [Transform::Growth { periods: 3 }, Transform::ZScore { window: 12 }];
        let by_hand = z_score(&growth(&column, 3).unwrap(), 12).unwrap();
        assert_eq!(apply_all(&both, &column).unwrap(), by_hand);
        assert_eq!(apply_all(&[], &column).unwrap(), column);
        assert!(apply_all(&[Transform::ZScore { window: 0 }], &column).is_err());
    }

    proptest! {
        #[test]
        fn only_what_says_so_looks_ahead(
            y in prop::collection::vec(1.0..1e3f64, 30..60), cut in 20usize..30, later in -1e3..1e3f64,
        ) {
            let column: Vec<Option<f64>> = y.iter().map(|y| Some(*y)).collect();
            let mut changed = column.clone();
            for x in &mut changed[cut..] {
                *x = x.map(|x| x + later);
            }
            for part in [Part::Trend, Part::Gap, Part::PercentOfTrend] {
                for transform in all(part) {
                    let (before, after) = (transform.apply(&column).unwrap(), transform.apply(&changed).unwrap());
                    prop_assert_eq!(before.len(), column.len());
                    let same = before[..cut] == after[..cut];
                    prop_assert!(same || transform.looks_ahead(), "{:?}", transform);
                    if later.abs() > 1.0 && transform.looks_ahead() {
                        prop_assert!(!same);
                    }
                }
            }
        }
    }
}
