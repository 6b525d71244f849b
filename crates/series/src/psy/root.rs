//! How fast an episode grew: its explosive root and doubling time.

use super::SeriesError;
use crate::error::varying;
use statrs::distribution::{ContinuousCDF, Normal};
use std::f64::consts::LN_2;

/// How a root is estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RootSettings {
    /// Whether the regression has an intercept. Without one, as in Phillips and Magdalinos, the root is the growth of a
    /// series that is measured from zero, such as a price or a ratio of prices (and not a logarithm). With one it does
    /// not depend on the origin, and is the root 1 + b of the tests, but a short or bumpy episode says little about it.
    pub intercept: bool,
    /// Probability of the interval.
    pub level: f64,
}

impl Default for RootSettings {
    fn default() -> Self {
        RootSettings { intercept: false, level: 0.95 }
    }
}

/// The autoregressive root of some rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Root {
    /// Regression rows.
    pub rows: usize,
    /// 1 + b: a row is so many times the row before, less a constant.
    pub rho: f64,
    /// Standard error of `rho`.
    pub standard_error: f64,
    /// Interval of `rho`, rho +- z se with the standard error of least squares: the t-ratio of a mildly explosive root is
    /// asymptotically normal (Guo, Sun and Wang 2019, Econometrics Journal 22), with a drift only where the regression has an
    /// intercept. `None` where an end is not finite.
    pub interval: Option<[f64; 2]>,
    /// Rows in which the explosive part doubles, ln 2 / ln rho; `None` unless `rho` is above 1.
    pub doubling_time: Option<f64>,
    /// The doubling times of the ends of the interval, the shorter first; `None` where an end is not above 1 and nothing
    /// doubles.
    pub doubling_interval: [Option<f64>; 2],
}

/// The root of rows `from` to `to` (both included, from 0) of `y`: the slope of `y_t` on `y_{t-1}`, t from `from` (or 1)
/// to `to`.
///
/// # Errors
///
/// Rows that are not in the series or fewer than 4, a row that is not finite, rows that stand still or follow from
/// their past exactly, a level that is not between 0 and 1.
pub fn explosive_root(y: &[f64], from: usize, to: usize, settings: RootSettings) -> Result<Root, SeriesError> {
    if !(settings.level > 0.0 && settings.level < 1.0) {
        return Err(SeriesError::Setting { name: "level", rule: "between 0 and 1, such as 0.95" });
    }
    if to >= y.len() || from > to {
        return Err(SeriesError::NoSuchRows { from, to, rows: y.len() });
    }
    let before = from.saturating_sub(1);
    let part = &y[before..=to];
    varying(part, 4).map_err(|error| match error {
        SeriesError::NotFinite { row } => SeriesError::NotFinite { row: before + row },
        other => other,
    })?;
    let m = part.len() - 1;
    // Moved and scaled, so that a large level costs no digits and squares do not overflow.
    let origin = if settings.intercept { part[0] } else { 0.0 };
    let top = part.iter().fold(0.0f64, |top, y| top.max((y - origin).abs()));
    let mean = |values: &[f64]| {
        if settings.intercept { values.iter().map(|y| (y - origin) / top).sum::<f64>() / m as f64 } else { 0.0 }
    };
    let (level_mean, next_mean) = (mean(&part[..m]), mean(&part[1..]));
    let pairs =
        || part.windows(2).map(|pair| ((pair[0] - origin) / top - level_mean, (pair[1] - origin) / top - next_mean));
    let xx: f64 = pairs().map(|(x, _)| x * x).sum();
    // b, and not rho, is estimated, so that a root near 1 keeps its digits.
    let b = pairs().map(|(x, next)| x * (next - x)).sum::<f64>() / xx;
    let squares: f64 = pairs().map(|(x, next)| (next - x - b * x).powi(2)).sum();
    let rho = 1.0 + b;
    let freedom = m - 1 - usize::from(settings.intercept);
    let standard_error = (squares / freedom as f64 / xx).sqrt();
    if !standard_error.is_finite() || standard_error <= f64::EPSILON * rho.abs() {
        return Err(SeriesError::NoStatistic);
    }
    let tail = 0.5 + 0.5 * settings.level;
    let half = Normal::standard().inverse_cdf(tail) * standard_error;
    let interval = Some([rho - half, rho + half]).filter(|ends| ends.iter().all(|x| x.is_finite()));
    let doubling = |rho: f64| (rho > 1.0).then(|| LN_2 / rho.ln());
    Ok(Root {
        rows: m,
        rho,
        standard_error,
        interval,
        doubling_time: doubling(rho),
        doubling_interval: match interval {
            Some([low, high]) => [doubling(high), doubling(low)],
            None => [None; 2],
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::random::Stream;
    use super::super::{Lag, Settings, exuberance};
    use super::*;

    fn boom(rows: usize, rho: f64, seed: usize) -> Vec<f64> {
        let mut stream = Stream::new(21, seed);
        let mut y = 10.0;
        (0..rows)
            .map(|_| {
                y = rho * y + stream.normal();
                y
            })
            .collect()
    }

    #[test]
    fn a_known_root_lies_in_most_intervals() {
        let settings = RootSettings { intercept: false, level: 0.9 };
        let holds = |seed: &usize| {
            let root = explosive_root(&boom(60, 1.06, *seed), 0, 59, settings).unwrap();
            root.interval.is_some_and(|[low, high]| low <= 1.06 && 1.06 <= high)
        };
        let covered = (0..200).filter(holds).count();
        assert!(covered > 150, "{covered}");
    }

    #[test]
    fn with_a_drift_only_an_intercept_keeps_the_root_in_its_interval() {
        let covered = |intercept| {
            let held = |seed: &usize| {
                let mut stream = Stream::new(22, *seed);
                let mut y = 10.0;
                let drifting: Vec<f64> = (0..60)
                    .map(|_| {
                        y = 2.0 + 1.06 * y + stream.normal();
                        y
                    })
                    .collect();
                let settings = RootSettings { intercept, ..RootSettings::default() };
                let [low, high] = explosive_root(&drifting, 0, 59, settings).unwrap().interval.unwrap();
                low <= 1.06 && 1.06 <= high
            };
            (0..200).filter(held).count()
        };
        assert!(covered(true) > 175 && covered(false) < 20, "{} {}", covered(true), covered(false));
    }

    #[test]
    fn the_t_ratio_is_the_adf_statistic() {
        let y = boom(50, 1.04, 1);
        let root = explosive_root(&y, 0, 49, RootSettings { intercept: true, ..RootSettings::default() }).unwrap();
        let adf = exuberance(&y, Settings { lag: Lag::Fixed(0), min_window: None }).unwrap().adf.unwrap();
        assert!(((root.rho - 1.0) / root.standard_error - adf).abs() < 1e-9 * adf);
        assert_eq!(root.rows, 49);
        let [low, high] = root.interval.unwrap();
        assert!(((high - low) / root.standard_error - 2.0 * 1.959_963_984_540_054).abs() < 1e-6);
        let time = root.doubling_time.unwrap();
        assert!((root.rho.powf(time) - 2.0).abs() < 1e-9);
        assert!(root.doubling_interval[0].unwrap() < time);
    }

    #[test]
    fn what_does_not_grow_does_not_double() {
        let y: Vec<f64> = boom(40, 0.2, 3);
        let root = explosive_root(&y, 5, 30, RootSettings::default()).unwrap();
        assert_eq!((root.rows, root.doubling_time), (26, None));
    }

    #[test]
    fn bad_rows_are_errors() {
        let mut y = boom(40, 1.02, 3);
        y[20] = f64::NAN;
        let of = |from, to| explosive_root(&y, from, to, RootSettings::default());
        assert_eq!(of(15, 30), Err(SeriesError::NotFinite { row: 20 }));
        assert_eq!(of(15, 40), Err(SeriesError::NoSuchRows { from: 15, to: 40, rows: 40 }));
        assert_eq!(of(15, 14), Err(SeriesError::NoSuchRows { from: 15, to: 14, rows: 40 }));
        assert_eq!(of(3, 4), Err(SeriesError::TooShort { rows: 3, needed: 4 }));
        let exact: Vec<f64> = (0..20).map(|t| 2f64.powi(t)).collect();
        for intercept in [false, true] {
            let settings = RootSettings { intercept, ..RootSettings::default() };
            assert_eq!(explosive_root(&exact, 0, 19, settings), Err(SeriesError::NoStatistic));
        }
        assert!(explosive_root(&y, 0, 19, RootSettings { level: 1.0, ..RootSettings::default() }).is_err());
    }
}
