//! Intervals by resampling: the stationary bootstrap over places, which may be dates, or entities one by one.

use froth_series::psy::quantile;
use froth_series::watch::{Stopped, Watch};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;

/// How samples are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Resampling {
    pub(crate) replications: usize,
    pub(crate) seed: u64,
    /// Mean length of a block, in places; 1 draws places one by one.
    pub(crate) block: f64,
}

/// Replications that are drawn between two looks at the watch.
const CHUNK: usize = 64;

/// Writes numbers, from the number of a replication and how many times each place was drawn.
pub(crate) type Statistics<'a> = dyn Fn(u64, &[u32], &mut [f64]) + Sync + 'a;

/// The stationary bootstrap of Politis and Romano (1994) over `places`: blocks begin anywhere, their lengths are geometric
/// with mean `block`, and what runs over the end goes on at the beginning. A replication has a stream of random numbers of its
/// own.
///
/// `statistics` writes `width` numbers. Given back, by statistic: its replications,
/// rising, without those that are NaN.
pub(crate) fn resample(
    width: usize,
    places: usize,
    how: Resampling,
    statistics: &Statistics<'_>,
    watch: &dyn Watch,
) -> Result<Vec<Vec<f64>>, Stopped> {
    if width == 0 || places == 0 || how.replications == 0 {
        return Ok(vec![Vec::new(); width]);
    }
    let mut found = vec![f64::NAN; width * how.replications];
    found.par_chunks_mut(width * CHUNK).enumerate().try_for_each(|(chunk, part)| {
        let mut times = vec![0u32; places + 1];
        for (k, out) in part.chunks_mut(width).enumerate() {
            let replication = (chunk * CHUNK + k) as u64;
            draw(&mut times, how, replication);
            statistics(replication, &times, out);
        }
        watch.step(part.len() / width)
    })?;
    let column = |m: usize| {
        let mut column: Vec<f64> = found.iter().skip(m).step_by(width).copied().filter(|x| !x.is_nan()).collect();
        column.sort_unstable_by(f64::total_cmp);
        column
    };
    Ok((0..width).map(column).collect())
}

/// How many times each place is drawn; the last element is no place.
pub(crate) fn draw(times: &mut [u32], how: Resampling, replication: u64) {
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
pub(crate) fn interval(sorted: &[f64]) -> Option<(f64, f64)> {
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
