//! The constants of boundaries: what walks without explosive growth cross at the rate asked for.

use super::detector::{Detector, Sums};
use crate::SeriesError;
use crate::psy::random::{Stream, replicate};
use crate::psy::{Distribution, Draws};
use crate::watch::Watch;

/// The constant of each detector, at a level, for n regression rows of training and `horizon` rows after it: the quantile,
/// over walks with normal steps, of the least constant that is not crossed.
///
/// # Errors
///
/// No replications; the run was stopped.
pub(super) fn constants(
    detectors: &[Detector],
    level: f64,
    n: usize,
    horizon: usize,
    draws: Draws,
    watch: &dyn Watch,
) -> Result<Vec<f64>, SeriesError> {
    let needed = replicate(draws.replications, watch, |replication| {
        let mut stream = Stream::new(draws.seed, replication);
        crossed(detectors, n, horizon, |_| stream.normal())
    })?;
    let of = |detector| Distribution::new(needed.iter().map(|one| one[detector]).collect());
    (0..detectors.len()).map(|detector| Ok(of(detector)?.quantile(level))).collect()
}

/// The least constants that a series with these changes does not cross; `change` is asked for each regression row, from 1.
pub(super) fn crossed(
    detectors: &[Detector],
    n: usize,
    horizon: usize,
    mut change: impl FnMut(usize) -> f64,
) -> Vec<f64> {
    let mut sums: Vec<Sums> = detectors.iter().map(|detector| Sums::new(*detector, n)).collect();
    let mut most = vec![f64::NAN; detectors.len()];
    let mut level = 0.0;
    for t in 1..=n + horizon {
        let step = change(t);
        for sums in &mut sums {
            sums.add(t, n, level, step);
        }
        level += step;
        if t > n {
            for ((detector, sums), most) in detectors.iter().zip(&sums).zip(&mut most) {
                *most = most.max(detector.needed(sums.statistic(level), t, n));
            }
        }
    }
    most
}
