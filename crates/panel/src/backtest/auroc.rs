//! AUROC as the Mann-Whitney statistic, and its interval by a block bootstrap over time.

use froth_series::psy::quantile;
use froth_series::watch::{Stopped, Watch};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;

/// The chance that a score from `wanted` is higher than one from `calm`, ties counting half: the Mann-Whitney U statistic over
/// the number of pairs (Bamber 1975; Hanley and `McNeil` 1982). None without a finite number on either side; what is not finite
/// counts as missing.
///
/// ```
/// use froth_panel::backtest::auroc;
/// assert_eq!(auroc(&[3.0, 2.0], &[1.0, 2.0]), Some(0.875));
/// assert_eq!(auroc(&[3.0], &[]), None);
/// ```
pub fn auroc(wanted: &[f64], calm: &[f64]) -> Option<f64> {
    let rows = |side: &[f64], wanted: bool| -> Vec<(f64, bool)> {
        side.iter().filter(|x| x.is_finite()).map(|x| (*x, wanted)).collect()
    };
    let mut all = rows(wanted, true);
    all.extend(rows(calm, false));
    Ranked::new(all.iter().enumerate().map(|(row, (x, wanted))| (*x, row as u32, *wanted)).collect()).auroc()
}

/// Rows in the order of their scores.
#[derive(Debug, Clone, Default)]
pub(super) struct Ranked {
    /// Lowest score first: four times the row's place in time, 2 more where a warning is wanted, 1 more on the last of equals.
    rows: Vec<u32>,
    /// How many different scores there are.
    scores: usize,
    pub(super) wanted: usize,
    pub(super) calm: usize,
}

impl Ranked {
    /// Takes scores (all finite) with their places in time and whether a warning is wanted.
    pub(super) fn new(mut rows: Vec<(f64, u32, bool)>) -> Self {
        rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let wanted = rows.iter().filter(|r| r.2).count();
        // Zeros of either sign are equal, which total_cmp does not say.
        let last = |k: usize| k + 1 == rows.len() || rows[k].0 != rows[k + 1].0;
        let packed = |(k, row): (usize, &(f64, u32, bool))| row.1 << 2 | u32::from(row.2) << 1 | u32::from(last(k));
        let packed: Vec<u32> = rows.iter().enumerate().map(packed).collect();
        Ranked {
            scores: packed.iter().filter(|row| **row & 1 == 1).count(),
            wanted,
            calm: rows.len() - wanted,
            rows: packed,
        }
    }

    /// Whether every score is the same.
    pub(super) fn is_constant(&self) -> bool {
        self.scores == 1
    }

    pub(super) fn auroc(&self) -> Option<f64> {
        self.weighted(&|_| 1)
    }

    /// AUROC with the rows of each place in time taken so many times. In whole numbers: no order of summing matters.
    fn weighted(&self, times: &impl Fn(usize) -> u64) -> Option<f64> {
        let (mut below, mut wanted, mut twice) = (0u64, 0u64, 0u64);
        // Rows of the score at hand, by whether a warning is wanted.
        let (mut here, mut calm) = (0u64, 0u64);
        for row in &self.rows {
            let taken = times((row >> 2) as usize);
            let is_wanted = u64::from(row >> 1 & 1);
            here += taken * is_wanted;
            calm += taken * (1 - is_wanted);
            if row & 1 == 1 {
                twice += here * (2 * below + calm);
                wanted += here;
                below += calm;
                (here, calm) = (0, 0);
            }
        }
        let pairs = wanted * below;
        (pairs > 0).then(|| twice as f64 / (2.0 * pairs as f64))
    }
}

/// How intervals are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Resampling {
    pub(super) replications: usize,
    pub(super) seed: u64,
    /// Mean length of a block, in places in time.
    pub(super) block: f64,
}

/// Replications of every measure: the same draws for all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Resampled {
    /// By measure, rising; replications without a pair are left out.
    pub(super) sorted: Vec<Vec<f64>>,
}

/// Replications that are drawn between two looks at the watch.
const CHUNK: usize = 64;

/// The stationary bootstrap of Politis and Romano (1994) over `places` in time: blocks begin anywhere, their lengths are geometric
/// with mean `block`, and what runs over the end goes on at the beginning. All entities of a place go together, so that what
/// happens to many of them at once stays so. A replication has a stream of random numbers of its own.
pub(super) fn resample(
    measures: &[Ranked],
    places: usize,
    how: Resampling,
    watch: &dyn Watch,
) -> Result<Resampled, Stopped> {
    let width = measures.len();
    if width == 0 || places == 0 || how.replications == 0 {
        return Ok(Resampled { sorted: vec![Vec::new(); width] });
    }
    let mut found = vec![f64::NAN; width * how.replications];
    found.par_chunks_mut(width * CHUNK).enumerate().try_for_each(|(chunk, part)| {
        let mut times = vec![0u32; places + 1];
        for (k, out) in part.chunks_mut(width).enumerate() {
            draw(&mut times, how, (chunk * CHUNK + k) as u64);
            for (x, ranked) in out.iter_mut().zip(measures) {
                *x = ranked.weighted(&|place| u64::from(times[place])).unwrap_or(f64::NAN);
            }
        }
        watch.step(part.len() / width)
    })?;
    let column = |m: usize| {
        let mut column: Vec<f64> = found.iter().skip(m).step_by(width).copied().filter(|x| !x.is_nan()).collect();
        column.sort_unstable_by(f64::total_cmp);
        column
    };
    Ok(Resampled { sorted: (0..width).map(column).collect() })
}

/// How many times each place is drawn; the last element is no place.
fn draw(times: &mut [u32], how: Resampling, replication: u64) {
    let places = times.len() - 1;
    let mut random = ChaCha8Rng::seed_from_u64(how.seed);
    random.set_stream(replication);
    // Steps up and down first, sums of them after.
    times.fill(0);
    let scale = if how.block > 1.0 { 1.0 / (-1.0 / how.block).ln_1p() } else { 0.0 };
    let mut left = places;
    while left > 0 {
        let start = random.random_range(0..places);
        let uniform: f64 = 1.0 - random.random::<f64>();
        let length = 1 + ((uniform.ln() * scale) as usize).min(left - 1);
        left -= length;
        times[start] = times[start].wrapping_add(1);
        if start + length <= places {
            times[start + length] = times[start + length].wrapping_sub(1);
        } else {
            times[0] = times[0].wrapping_add(1);
            times[start + length - places] = times[start + length - places].wrapping_sub(1);
        }
    }
    let mut sum = 0u32;
    for x in &mut times[..places] {
        sum = sum.wrapping_add(*x);
        *x = sum;
    }
}

/// The 95 % interval: 2.5 and 97.5 % of the replications; none of fewer than a hundred.
pub(super) fn interval(sorted: &[f64]) -> Option<(f64, f64)> {
    (sorted.len() >= 100).then(|| (quantile(sorted, 0.025), quantile(sorted, 0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_draw_has_as_many_places_as_there_are() {
        for (places, block) in [(1, 5.0), (7, 1.0), (100, 12.5), (100, 1000.0)] {
            let mut times = vec![0; places + 1];
            for replication in 0..200 {
                draw(&mut times, Resampling { replications: 0, seed: 3, block }, replication);
                assert_eq!(times[..places].iter().sum::<u32>(), places as u32);
            }
        }
    }

    #[test]
    fn blocks_are_as_long_as_they_should_be() {
        // With blocks of length b a place is drawn together with its neighbour in a share 1 - 1 / b of its draws; blocks of
        // the whole length leave every place drawn once.
        let mut times = vec![0; 51];
        draw(&mut times, Resampling { replications: 0, seed: 1, block: 1e9 }, 0);
        assert!(times[..50].iter().all(|x| *x == 1));
        // Independent draws: the number of times has mean 1 and variance about 1.
        let mut times = vec![0; 2001];
        draw(&mut times, Resampling { replications: 0, seed: 1, block: 1.0 }, 0);
        let variance = times[..2000].iter().map(|x| (f64::from(*x) - 1.0).powi(2)).sum::<f64>() / 2000.0;
        assert!((variance - 1.0).abs() < 0.15, "{variance}");
    }
}
