//! What is done to a column before it is scored.

use super::psy;
use super::rolling::present;
use super::{
    Hamilton, SeriesError, carry, change, expanding_percentile, growth, hp_one_sided, hp_two_sided, lag, mean, sum,
    z_score,
};
use crate::watch::Watch;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

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
    /// [`lag`].
    Lag {
        /// Rows back.
        periods: usize,
    },
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
    /// BSADF less its 95 % critical value: [`bsadf`].
    Bsadf(Bsadf),
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

/// How explosive growth is measured row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bsadf {
    /// Lags of the regression.
    pub lag: usize,
    /// The shortest window, in regression rows: it has to be given, for a customary one depends on how many rows follow.
    pub min_window: usize,
    /// Walks that critical values are simulated from.
    pub replications: usize,
    /// What the walks start from.
    pub seed: u64,
}

impl Transform {
    /// Whether a row of the result depends on later rows of the column.
    pub fn looks_ahead(self) -> bool {
        matches!(self, Transform::HpTwoSided { .. })
    }

    /// The transformed column: a number or `None` for each row.
    ///
    /// Filters run from the first row that is present to the last; rows outside are missing. `watch` is told of each walk
    /// that critical values are simulated from, and can stop the work; everything else is done at once.
    ///
    /// # Errors
    ///
    /// Settings that make no sense, for filters a missing row among present ones, with the row; that the work was stopped.
    pub fn apply(self, column: &[Option<f64>], watch: &dyn Watch) -> Result<Vec<Option<f64>>, SeriesError> {
        match self {
            Transform::Level => Ok(column.iter().map(|x| present(*x)).collect()),
            Transform::Lag { periods } => lag(column, periods),
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
            Transform::Bsadf(how) => bsadf(column, how, watch),
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
pub fn apply_all(
    transforms: &[Transform],
    column: &[Option<f64>],
    watch: &dyn Watch,
) -> Result<Vec<Option<f64>>, SeriesError> {
    transforms.iter().try_fold(column.to_vec(), |column, transform| transform.apply(&column, watch))
}

/// BSADF less its 95 % critical value at each row: above 0 where growth is faster than a random walk's.
///
/// The critical value at a row is that of the SADF of so many rows, over walks without drift
/// ([`psy::without_drift`]), so that it does not depend on how many rows follow. It runs from the first row that is present
/// to the last. Rows before the end of the first window are missing, and all are where a column is too short, stands still or
/// follows from its own past exactly. `watch` is told of each walk that is simulated, and can stop the work.
///
/// # Errors
///
/// Settings that make no sense, a missing row among present ones, with the row; that the work was stopped.
pub fn bsadf(column: &[Option<f64>], how: Bsadf, watch: &dyn Watch) -> Result<Vec<Option<f64>>, SeriesError> {
    let settings = psy::Settings { lag: psy::Lag::Fixed(how.lag), min_window: Some(how.min_window) };
    filtered(column, Part::Trend, |y| {
        let found = match psy::exuberance(y, settings) {
            Ok(found) => found,
            Err(SeriesError::TooShort { .. } | SeriesError::Constant | SeriesError::NoStatistic) => {
                return Ok(vec![None; y.len()]);
            }
            Err(error) => return Err(error),
        };
        let line = critical_line(y.len(), how, watch)?;
        let mut out = vec![None; found.first];
        out.extend(found.bsadf.iter().zip(line.iter()).map(|(x, critical)| x.map(|x| x - critical)));
        Ok(out)
    })
}

/// Rows are rounded up to a multiple of this, so that entities of a panel share their simulations.
const SHARED: usize = 128;

/// Lines by their settings and rows.
type Lines = BTreeMap<(Bsadf, usize), Arc<Vec<f64>>>;

/// The 95 % line for so many rows or a few more: the line for fewer is its beginning.
fn critical_line(rows: usize, how: Bsadf, watch: &dyn Watch) -> Result<Arc<Vec<f64>>, SeriesError> {
    static KNOWN: Mutex<Lines> = Mutex::new(Lines::new());
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (how, rows.next_multiple_of(SHARED));
    if let Some(line) = known().get(&key) {
        return Ok(Arc::clone(line));
    }
    // Not while the lock is held: threads that wait for the simulation may turn to other entities.
    let settings = psy::Settings { lag: psy::Lag::Fixed(how.lag), min_window: Some(how.min_window) };
    let draws = psy::Draws { replications: how.replications, seed: how.seed, sequences: true };
    let null = psy::without_drift(key.1, settings, draws, watch)?;
    let line: Vec<f64> = null.running_sadf.unwrap_or_default().iter().map(|levels| levels[1]).collect();
    let line = Arc::new(line);
    known().insert(key, Arc::clone(&line));
    Ok(line)
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
    use crate::watch::After;
    use proptest::prelude::*;
    use std::sync::atomic::{AtomicBool, AtomicU64};

    const GO_ON: &dyn Watch = &();
    const FILTER: Hamilton = Hamilton { horizon: 4, lags: 2 };

    fn all(part: Part) -> [Transform; 11] {
        [
            Transform::Level,
            Transform::Lag { periods: 2 },
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
        let of = |part| Transform::HpOneSided { lambda: 1600.0, part }.apply(&column, GO_ON).unwrap();
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
        for transform in all(Part::Gap).into_iter().skip(8) {
            assert_eq!(transform.apply(&column, GO_ON), Err(SeriesError::NotFinite { row: 30 }));
            assert_eq!(transform.apply(&[None, None], GO_ON).unwrap(), [None, None]);
        }
    }

    #[test]
    fn exuberance_is_bsadf_less_the_line_of_its_row() {
        let how = Bsadf { lag: 1, min_window: 15, replications: 60, seed: 3 };
        let noise = |t: i32| f64::from((t * t * 31 + t * 17) % 13);
        let mut column: Vec<Option<f64>> =
            (0..90).map(|t| Some(100.0 + noise(t) + if t > 60 { 1.2f64.powi(t - 60) } else { 0.0 })).collect();
        column[..4].fill(None);
        let found = Transform::Bsadf(how).apply(&column, GO_ON).unwrap();
        assert_eq!(found[..4 + 16], [None; 20]);
        assert!(found[40].unwrap() < 0.0 && found[85].unwrap() > 0.0);
        // Rows that follow change nothing but rounding.
        let short = Transform::Bsadf(how).apply(&column[..70], GO_ON).unwrap();
        for (a, b) in short[20..].iter().zip(&found[20..]) {
            assert!((a.unwrap() - b.unwrap()).abs() < 1e-9);
        }
        let plain: Vec<f64> = column[4..].iter().map(|x| x.unwrap()).collect();
        let settings = psy::Settings { lag: psy::Lag::Fixed(1), min_window: Some(15) };
        let tested = psy::exuberance(&plain, settings).unwrap();
        let draws = psy::Draws { replications: 60, seed: 3, sequences: true };
        let null = psy::without_drift(86, settings, draws, &()).unwrap();
        let last = tested.bsadf[69].unwrap() - null.sadf.critical()[1];
        assert!((found[89].unwrap() - last).abs() < 1e-9);
        assert!(!Transform::Bsadf(how).looks_ahead());
    }

    #[test]
    fn exuberance_of_too_few_rows_is_missing_and_of_a_hole_an_error() {
        let how = Bsadf { lag: 0, min_window: 10, replications: 20, seed: 1 };
        let of = |column: &[Option<f64>]| Transform::Bsadf(how).apply(column, GO_ON);
        let mut column: Vec<Option<f64>> = (0..30).map(|t| Some(f64::from(t * t % 11))).collect();
        assert_eq!(of(&column[..9]).unwrap(), [None; 9]);
        assert_eq!(of(&[Some(2.0); 20]).unwrap(), [None; 20]);
        assert_eq!(of(&[]).unwrap(), []);
        column[7] = None;
        assert_eq!(of(&column), Err(SeriesError::NotFinite { row: 7 }));
        let short = Bsadf { min_window: 2, ..how };
        assert!(matches!(Transform::Bsadf(short).apply(&column[8..], GO_ON), Err(SeriesError::WindowTooShort { .. })));
    }

    #[test]
    fn a_simulation_stops_when_asked_and_is_done_anew_later() {
        let how = Bsadf { lag: 0, min_window: 10, replications: 300, seed: 77 };
        let column: Vec<Option<f64>> = (0..40).map(|t| Some(f64::from(t * t % 11))).collect();
        let few = After(5, AtomicU64::new(0));
        assert_eq!(apply_all(&[Transform::Level, Transform::Bsadf(how)], &column, &few), Err(SeriesError::Stopped));
        assert!(few.1.into_inner() < 300);
        assert!(bsadf(&column, how, GO_ON).unwrap()[39].is_some());
        // What is known by then is not simulated again.
        assert!(bsadf(&column, how, &AtomicBool::new(true)).unwrap()[39].is_some());
    }

    #[test]
    fn transforms_follow_each_other() {
        let column: Vec<Option<f64>> = (0..40).map(|t| Some(1.02f64.powi(t) * (1.0 + f64::from(t % 3)))).collect();
        let both = [Transform::Growth { periods: 3 }, Transform::ZScore { window: 12 }];
        let by_hand = z_score(&growth(&column, 3).unwrap(), 12).unwrap();
        assert_eq!(apply_all(&both, &column, GO_ON).unwrap(), by_hand);
        assert_eq!(apply_all(&[], &column, GO_ON).unwrap(), column);
        assert!(apply_all(&[Transform::ZScore { window: 0 }], &column, GO_ON).is_err());
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
                    let (before, after) = (transform.apply(&column, GO_ON).unwrap(), transform.apply(&changed, GO_ON).unwrap());
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
