//! Random numbers that depend on a seed and a replication, and on nothing else.

use crate::SeriesError;
use crate::watch::Watch;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};
use rayon::prelude::*;

/// Something of each replication, in order, on all cores. The watch is told of each.
pub(crate) fn replicate<T: Send>(
    replications: usize,
    watch: &dyn Watch,
    sample: impl Fn(usize) -> T + Sync,
) -> Result<Vec<T>, SeriesError> {
    if replications == 0 {
        return Err(SeriesError::Nothing { what: "replications" });
    }
    (0..replications)
        .into_par_iter()
        .map(|replication| {
            let one = sample(replication);
            watch.step(1)?;
            Ok(one)
        })
        .collect()
}

/// The stream of one replication of a seed: the same whichever thread draws it, and in whatever order.
#[derive(Debug)]
pub(crate) struct Stream {
    chacha: ChaCha8Rng,
    spare: Option<f64>,
}

impl Stream {
    pub(crate) fn new(seed: u64, replication: usize) -> Self {
        let mut chacha = ChaCha8Rng::seed_from_u64(seed);
        chacha.set_stream(replication as u64);
        Stream { chacha, spare: None }
    }

    /// Uniform on (0, 1): 2^52 midpoints, so that neither end is met.
    pub(super) fn uniform(&mut self) -> f64 {
        ((self.chacha.next_u64() >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }

    /// Standard normal, by the polar method: Marsaglia and Bray (1964), SIAM Review 6(3).
    pub(crate) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = u * u + v * v;
            if square < 1.0 && square > 0.0 {
                let stretch = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(v * stretch);
                return u * stretch;
            }
        }
    }

    /// Uniform on 0 to `n` - 1, by the high half of a product; the bias is below n / 2^64.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.chacha.next_u64()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_seed_and_replication_only() {
        let draws = |seed, replication| {
            let mut stream = Stream::new(seed, replication);
            [(); 8].map(|()| stream.uniform())
        };
        assert_eq!(draws(1, 0), draws(1, 0));
        assert_ne!(draws(1, 0), draws(1, 1));
        assert_ne!(draws(1, 0), draws(2, 0));
        // Published results name a seed: these must never change.
        assert_eq!(
            draws(1, 3).map(|u| (u * 1e6) as u32),
            [568_223, 674_109, 197_902, 391_883, 248_590, 26_369, 974_359, 365_574]
        );
    }

    #[test]
    fn normals_have_the_moments_of_normals() {
        let mut stream = Stream::new(3, 0);
        let draws: Vec<f64> = (0..200_000).map(|_| stream.normal()).collect();
        let moment = |k| draws.iter().map(|z: &f64| z.powi(k)).sum::<f64>() / draws.len() as f64;
        for (k, expected) in [(1, 0.0), (2, 1.0), (3, 0.0), (4, 3.0)] {
            assert!((moment(k) - expected).abs() < 0.05, "{k} {}", moment(k));
        }
        let beyond = draws.iter().filter(|z| **z > 1.959_964).count() as f64 / draws.len() as f64;
        assert!((beyond - 0.025).abs() < 0.002);
    }

    #[test]
    fn every_index_is_drawn_alike() {
        let mut stream = Stream::new(5, 2);
        let mut count = [0; 7];
        for _ in 0..70_000 {
            count[stream.below(7)] += 1;
        }
        assert!(count.iter().all(|count| (9_600..10_400).contains(count)), "{count:?}");
    }
}
