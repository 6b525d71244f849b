//! Distributions of the statistics where nothing is explosive: critical values and p-values.

use super::scan::Afresh;
use super::{Ends, Exuberance, Plan, SeriesError, Settings, defined};
use crate::watch::Watch;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// The levels of the critical values.
pub const LEVELS: [f64; 3] = [0.90, 0.95, 0.99];

/// One of [`LEVELS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// 90 %.
    Ninety,
    /// 95 %.
    #[default]
    NinetyFive,
    /// 99 %.
    NinetyNine,
}

impl Level {
    /// All, in the order of [`LEVELS`].
    pub const ALL: [Level; 3] = [Level::Ninety, Level::NinetyFive, Level::NinetyNine];

    /// The one of so many percent.
    pub fn of_percent(percent: u8) -> Option<Self> {
        Level::ALL.into_iter().find(|level| level.percent() == percent)
    }

    /// 90, 95 or 99.
    pub fn percent(self) -> u8 {
        [90, 95, 99][self.place()]
    }

    /// Its place in [`LEVELS`].
    pub fn place(self) -> usize {
        self as usize
    }
}

/// How many samples are drawn, and from which numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// Samples.
    pub replications: usize,
    /// Equal seeds give equal results, on any number of threads. A replication has a stream of its own, so that the
    /// first thousand of two thousand are those of one thousand.
    pub seed: u64,
    /// Whether to keep what critical values of sequences take: twice replications times points numbers.
    pub sequences: bool,
}

impl Default for Draws {
    fn default() -> Self {
        Draws { replications: 2000, seed: 1, sequences: true }
    }
}

/// Critical values of a sequence: a row of [`LEVELS`] for each point.
pub type Sequence = Vec<[f64; 3]>;

/// The statistics of many samples without explosive growth.
#[derive(Debug, Clone, PartialEq)]
pub struct Null {
    /// Rows of a sample.
    pub rows: usize,
    /// The settings of the tests, the window filled in.
    pub settings: Settings,
    /// The row that the first point of the sequences belongs to.
    pub first: usize,
    /// Critical values of BADF at each row, by itself.
    pub badf: Option<Sequence>,
    /// Critical values of BSADF at each row, by itself: the level is the chance of a false alarm at that row. Lower than
    /// `running_sadf`.
    pub bsadf: Option<Sequence>,
    /// Critical values of the largest BADF up to each row, the SADF of so many rows. These are what Phillips, Shi and Yu
    /// (2015, section 3, scv) and exuber hold against BSADF for dates.
    pub running_sadf: Option<Sequence>,
    /// The same as distributions, for p-values by row.
    pub running: Option<Rows>,
    /// ADF over the whole sample.
    pub adf: Distribution,
    /// The largest BADF.
    pub sadf: Distribution,
    /// The largest BSADF.
    pub gsadf: Distribution,
}

impl Null {
    /// The p-values of ADF, SADF and GSADF of a series that was tested with the same settings.
    pub fn p_values(&self, found: &Exuberance) -> [Option<f64>; 3] {
        [
            found.adf.map(|x| self.adf.p_value(x)),
            found.sadf.map(|x| self.sadf.p_value(x)),
            Some(self.gsadf.p_value(found.gsadf)),
        ]
    }
}

/// A statistic over many samples without explosive growth.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// In order, finite, not empty.
    sorted: Vec<f64>,
}

impl Distribution {
    /// Of the numbers that are defined.
    pub fn new(xs: Vec<f64>) -> Result<Self, SeriesError> {
        let sorted = sort(xs);
        if sorted.is_empty() { Err(SeriesError::NoStatistic) } else { Ok(Distribution { sorted }) }
    }

    /// The quantile at `level`, clamped to between 0 and 1. Between order statistics it is interpolated as R does by
    /// default (type 7 of Hyndman and Fan 1996).
    pub fn quantile(&self, level: f64) -> f64 {
        quantile(&self.sorted, level)
    }

    /// Critical values at [`LEVELS`].
    pub fn critical(&self) -> [f64; 3] {
        LEVELS.map(|level| self.quantile(level))
    }

    /// The share of samples with at least this value, the observed one counted among them: (1 + #) / (1 + B), never 0
    /// (Davison and Hinkley 1997, eq. 4.11). NaN counts as the smallest value.
    pub fn p_value(&self, value: f64) -> f64 {
        let below = if value.is_nan() { 0 } else { self.sorted.partition_point(|x| *x < value) };
        (1 + self.sorted.len() - below) as f64 / (1 + self.sorted.len()) as f64
    }

    /// The samples with a statistic, in order.
    pub fn sorted(&self) -> &[f64] {
        &self.sorted
    }
}

/// Type 7 of sorted numbers, of which there is at least one.
pub fn quantile(sorted: &[f64], level: f64) -> f64 {
    let level = if level.is_nan() { 0.0 } else { level.clamp(0.0, 1.0) };
    let place = level * (sorted.len() - 1) as f64;
    let below = place as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// A statistic at each of many rows over many samples, by its quantiles.
///
/// All samples of all rows would be too many to keep: between quantiles p-values are interpolated, within half a percent or, below
/// 5 %, a tenth of a percent.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// Samples.
    samples: usize,
    /// Quantiles by row, those of the first share first.
    quantiles: Vec<[f64; SHARES.len()]>,
}

/// Shares of samples above a quantile.
const SHARES: [f64; 38] = [
    0.0, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.012, 0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.045,
    0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0,
];

impl Rows {
    /// Of so many samples, the numbers of each row one after the other.
    pub fn of_numbers(samples: usize, numbers: &[f64]) -> Option<Self> {
        let (quantiles, rest) = numbers.as_chunks();
        let fits = rest.is_empty() && samples > 0 && numbers.iter().all(|x| x.is_finite());
        fits.then(|| Rows { samples, quantiles: quantiles.to_vec() })
    }

    /// How many samples there were.
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// What [`Rows::of_numbers`] takes.
    pub fn numbers(&self) -> impl Iterator<Item = f64> + '_ {
        self.quantiles.iter().flatten().copied()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.quantiles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.quantiles.is_empty()
    }

    /// The share of samples with at least this value at a row, the observed one counted among them: never 0. `None` beyond
    /// the last row.
    pub fn p_value(&self, row: usize, value: f64) -> Option<f64> {
        let quantiles = self.quantiles.get(row)?;
        let above = quantiles.partition_point(|quantile| *quantile > value);
        let share = match above {
            0 => 0.0,
            above if above == quantiles.len() => 1.0,
            above => {
                let (high, low) = (quantiles[above - 1], quantiles[above]);
                SHARES[above] - (SHARES[above] - SHARES[above - 1]) * (value - low) / (high - low)
            }
        };
        let samples = self.samples as f64;
        Some((1.0 + share * samples) / (1.0 + samples))
    }
}

fn sort(mut xs: Vec<f64>) -> Vec<f64> {
    xs.retain(|x| x.is_finite());
    xs.sort_unstable_by(f64::total_cmp);
    xs
}

/// Critical values at each point; a point where no sample has a statistic takes those of the point before.
fn levels(rows: &[Vec<f64>]) -> Sequence {
    quantiles(rows, LEVELS)
}

fn quantiles<const N: usize>(rows: &[Vec<f64>], levels: [f64; N]) -> Vec<[f64; N]> {
    let points = rows.first().map_or(0, Vec::len);
    let all: Vec<Option<[f64; N]>> = (0..points)
        .into_par_iter()
        .map(|point| {
            let sorted = sort(rows.iter().map(|row| row[point]).collect());
            (!sorted.is_empty()).then(|| levels.map(|level| quantile(&sorted, level)))
        })
        .collect();
    let mut last = all.iter().flatten().copied().next().unwrap_or([0.0; N]);
    all.into_iter()
        .map(|levels| {
            last = levels.unwrap_or(last);
            last
        })
        .collect()
}

/// Runs `sample` for each replication and gathers what the tests say of what it gives.
///
/// `sample` gives the statistics of the ends of one sample, which `plan` fits.
pub(super) fn gather(
    plan: &Plan,
    draws: Draws,
    watch: &dyn Watch,
    sample: impl Fn(usize, &mut Afresh) -> Vec<Ends> + Sync,
) -> Result<Null, SeriesError> {
    if draws.replications == 0 {
        return Err(SeriesError::Nothing { what: "replications" });
    }
    let stopped = AtomicBool::new(false);
    let runs: Option<Vec<Run>> = (0..draws.replications)
        .into_par_iter()
        .map_init(Afresh::new, |afresh, replication| {
            if stopped.load(Ordering::Relaxed) {
                return None;
            }
            let run = Run::new(&sample(replication, afresh), draws.sequences);
            if watch.step(1).is_err() {
                stopped.store(true, Ordering::Relaxed);
            }
            Some(run)
        })
        .collect();
    let runs = runs.filter(|_| !stopped.into_inner()).ok_or(SeriesError::Stopped)?;
    let all = |get: fn(&Run) -> f64| Distribution::new(runs.iter().map(get).collect());
    let (adf, sadf, gsadf) = (all(|run| run.adf)?, all(|run| run.sadf)?, all(|run| run.gsadf)?);
    let (mut badf, bsadf): (Vec<_>, Vec<_>) = runs.into_iter().map(|run| (run.badf, run.bsadf)).unzip();
    let kept = |rows: &[Vec<f64>]| draws.sequences.then(|| levels(rows));
    let (whole, sup) = (kept(&badf), kept(&bsadf));
    for row in &mut badf {
        let mut largest = f64::NAN;
        for x in row {
            largest = largest.max(*x);
            *x = largest;
        }
    }
    Ok(Null {
        rows: plan.rows,
        settings: Settings { lag: plan.lag, min_window: Some(plan.min_window) },
        first: plan.first(),
        badf: whole,
        bsadf: sup,
        running_sadf: kept(&badf),
        running: draws
            .sequences
            .then(|| Rows { samples: badf.len(), quantiles: quantiles(&badf, SHARES.map(|share| 1.0 - share)) }),
        adf,
        sadf,
        gsadf,
    })
}

/// One sample's statistics; NaN where undefined.
struct Run {
    adf: f64,
    sadf: f64,
    gsadf: f64,
    badf: Vec<f64>,
    bsadf: Vec<f64>,
}

impl Run {
    fn new(ends: &[Ends], sequences: bool) -> Self {
        let largest = |get: fn(&Ends) -> f64| ends.iter().map(get).filter_map(defined).fold(f64::NAN, f64::max);
        let all = |get: fn(&Ends) -> f64| if sequences { ends.iter().map(get).collect() } else { Vec::new() };
        Run {
            adf: ends.last().map_or(f64::NAN, |end| end.whole),
            sadf: largest(|end| end.whole),
            gsadf: largest(|end| end.sup),
            badf: all(|end| end.whole),
            bsadf: all(|end| end.sup),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_r() {
        // R: quantile(c(1, 2, 4, 8), c(.5, .9)).
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), 3.0);
        assert!((quantile(&[1.0, 2.0, 4.0, 8.0], 0.9) - 6.8).abs() < 1e-12);
        assert_eq!(quantile(&[3.0], 0.99), 3.0);
    }

    #[test]
    fn p_values_by_row_are_those_of_all_samples() {
        let samples: Vec<Vec<f64>> = (0..999).map(|n| vec![f64::from(n), f64::from(n) / 10.0]).collect();
        let quantiles = quantiles(&samples, SHARES.map(|share| 1.0 - share));
        let rows = Rows { samples: 999, quantiles };
        let whole = Distribution::new(samples.iter().map(|s| s[0]).collect()).unwrap();
        for value in [-5.0, 0.5, 300.5, 900.5, 950.5, 990.5, 997.5, 998.0, 2000.0] {
            let (row, all) = (rows.p_value(0, value).unwrap(), whole.p_value(value));
            assert!((row - all).abs() < 0.0021, "{value}: {row} {all}");
        }
        assert_eq!(rows.p_value(0, 2000.0), Some(0.001));
        assert_eq!(rows.p_value(2, 0.0), None);
        let numbers: Vec<f64> = rows.numbers().collect();
        assert_eq!(Rows::of_numbers(999, &numbers), Some(rows));
        assert_eq!(Rows::of_numbers(999, &numbers[1..]), None);
    }

    #[test]
    fn points_without_a_statistic_take_their_neighbour_s() {
        let rows = vec![vec![f64::NAN, 1.0, f64::NAN, 3.0]; 2];
        assert_eq!(levels(&rows), [[1.0; 3], [1.0; 3], [1.0; 3], [3.0; 3]]);
    }
}
