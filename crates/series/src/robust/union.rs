//! The union of two tests: one that takes volatility as it comes, and one that divides changes by it.

use super::{Tested, largest};
use crate::SeriesError;
use crate::error::varying;
use crate::monitor::Centred;
use crate::psy::random::{Stream, replicate};
use crate::psy::{self, Distribution, Draws};
use crate::watch::Watch;

/// The larger of SADF and of SBZ, the latter brought to the scale of the former, held against a wild bootstrap that leaves each
/// change at its row.
///
/// Harvey, Leybourne and Zu (2019), Econometric Reviews 38(10), 1131-1151. BZ is the t-ratio of the change on the level less the
/// first, without intercept, by least squares weighted with the inverse of the variance at the time; that variance is a kernel
/// mean of squared changes, its bandwidth chosen by leaving each change out. Samples are sums of `w_t dy_t` with standard normal
/// `w_t`: Harvey, Leybourne, Sollis and Taylor (2016).
///
/// # Errors
///
/// As [`exuberance`](psy::exuberance); no replications.
pub fn union_test(
    y: &[f64],
    min_window: Option<usize>,
    draws: Draws,
    watch: &dyn Watch,
) -> Result<Tested, SeriesError> {
    let window = min_window.unwrap_or_else(|| psy::min_window(y.len()).max(3));
    if window < 3 {
        return Err(SeriesError::WindowTooShort { window, needed: 3 });
    }
    varying(y, window.saturating_add(1))?;
    let reach = y.iter().fold(0.0f64, |reach, x| reach.max((x - y[0]).abs()));
    if !reach.is_finite() {
        return Err(SeriesError::TooLarge);
    }
    let changes: Vec<f64> = y.windows(2).map(|pair| (pair[1] - pair[0]) / reach).collect();
    let weights: Vec<f64> = variances(&changes).iter().map(|variance| 1.0 / variance).collect();
    let both = sequences(&changes, &weights, window);
    let samples = replicate(draws.replications, watch, |replication| {
        let mut stream = Stream::new(draws.seed, replication);
        let sample: Vec<f64> = changes.iter().map(|change| stream.normal() * change).collect();
        sequences(&sample, &weights, window).map(|one| largest(&one))
    })?;
    let critical = |of: usize| -> Result<f64, SeriesError> {
        Ok(Distribution::new(samples.iter().map(|one| one[of]).collect())?.quantile(0.95))
    };
    // Both critical values are positive but for samples too few to say anything.
    let scale = critical(0)? / critical(1)?;
    if !(scale.is_finite() && scale > 0.0) {
        return Err(SeriesError::NoStatistic);
    }
    let union: Vec<f64> = both[0].iter().zip(&both[1]).map(|(a, b)| a.max(scale * b)).collect();
    let null = samples.iter().map(|[a, b]| a.max(scale * b)).collect();
    Tested::new(window, &union, null)
}

/// ADF with an intercept and BZ, both from the first row to each end of a window or more.
fn sequences(changes: &[f64], weights: &[f64], window: usize) -> [Vec<f64>; 2] {
    let mut sums = Centred::default();
    let (mut level, mut ll, mut lc) = (0.0, 0.0, 0.0);
    let mut both = [Vec::new(), Vec::new()];
    for (row, (change, weight)) in changes.iter().zip(weights).enumerate() {
        sums.add(level, *change);
        ll += weight * level * level;
        lc += weight * level * change;
        level += change;
        if row + 1 >= window {
            both[0].push(sums.t());
            both[1].push(if ll > 0.0 { lc / ll.sqrt() } else { f64::NAN });
        }
    }
    both
}

/// The variance of each change: a Gaussian kernel mean of the squares around it, with the bandwidth, of ten between half a row and
/// a sixth of all, that foretells a square best from the others.
fn variances(changes: &[f64]) -> Vec<f64> {
    let n = changes.len();
    let squares: Vec<f64> = changes.iter().map(|change| change * change).collect();
    let floor = squares.iter().sum::<f64>() / n as f64 * 1e-6;
    let smoothed = |bandwidth: f64, own: bool| -> Vec<f64> {
        // Beyond six bandwidths nothing is left of a weight.
        let reach = ((6.0 * bandwidth).ceil() as usize).min(n);
        let kernel: Vec<f64> = (0..=reach).map(|k| (-0.5 * (k as f64 / bandwidth).powi(2)).exp()).collect();
        (0..n)
            .map(|row| {
                let (mut sum, mut whole) = (0.0, 0.0);
                let first = row.saturating_sub(reach);
                for (other, square) in (first..).zip(&squares[first..n.min(row + reach + 1)]) {
                    let away = row.abs_diff(other);
                    if own || away > 0 {
                        sum += kernel[away] * square;
                        whole += kernel[away];
                    }
                }
                if whole > 0.0 { sum / whole } else { f64::NAN }
            })
            .collect()
    };
    let (low, high) = (0.5f64.ln(), (n as f64 / 6.0).max(1.0).ln());
    let missed = |bandwidth: f64| -> f64 {
        smoothed(bandwidth, false).iter().zip(&squares).map(|(foretold, square)| (square - foretold).powi(2)).sum()
    };
    let best = (0..10)
        .map(|k| (low + (high - low) * f64::from(k) / 9.0).exp())
        .map(|bandwidth| (missed(bandwidth), bandwidth))
        .filter(|(missed, _)| missed.is_finite())
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(n as f64 / 6.0, |(_, bandwidth)| bandwidth);
    smoothed(best, true).into_iter().map(|variance| variance.max(floor)).collect()
}
