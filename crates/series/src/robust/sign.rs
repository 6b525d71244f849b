//! The test on signs: how large changes are does not matter, and so neither does how that changes.

use super::{Tested, largest};
use crate::SeriesError;
use crate::error::varying;
use crate::psy::random::{Stream, replicate};
use crate::psy::{self, Draws};
use crate::watch::Watch;

/// BSADF of the running sum of the signs of changes, without intercept, held against walks of plus and minus one.
///
/// After the sPSY of Harvey, Leybourne and Zu (2020), Econometric Theory 36(1), 122-169: critical values are simulated for the
/// statistic as it is here, and are not those of their table. Where changes are as often up as down, its
/// distribution is the same whatever volatility does. A series that drifts is up more often, and is taken for an explosive one.
///
/// # Errors
///
/// As [`exuberance`](psy::exuberance); no replications.
pub fn sign_test(y: &[f64], min_window: Option<usize>, draws: Draws, watch: &dyn Watch) -> Result<Tested, SeriesError> {
    let window = min_window.unwrap_or_else(|| psy::min_window(y.len()).max(3));
    if window < 3 {
        return Err(SeriesError::WindowTooShort { window, needed: 3 });
    }
    varying(y, window.saturating_add(1))?;
    let changes: Vec<f64> =
        y.windows(2).map(|pair| if pair[0] == pair[1] { 0.0 } else { (pair[1] - pair[0]).signum() }).collect();
    let found = sequence(&changes, window);
    let null = replicate(draws.replications, watch, |replication| {
        let mut stream = Stream::new(draws.seed, replication);
        let changes: Vec<f64> = (1..y.len()).map(|_| stream.normal().signum()).collect();
        largest(&sequence(&changes, window))
    })?;
    Tested::new(window, &found, null)
}

/// At each end of a window or more: the largest t-ratio, over all starts, of the change on the sum of those before it.
fn sequence(changes: &[f64], window: usize) -> Vec<f64> {
    let mut sum = 0.0;
    let rows: Vec<[f64; 2]> = changes
        .iter()
        .map(|change| {
            let row = [sum, *change];
            sum += change;
            row
        })
        .collect();
    (window - 1..rows.len())
        .map(|end| {
            let [mut ll, mut lc, mut cc, mut best] = [0.0, 0.0, 0.0, f64::NAN];
            for (m, [level, change]) in (1..).zip(rows[..=end].iter().rev()) {
                ll += level * level;
                lc += level * change;
                cc += change * change;
                let left = ll * cc - lc * lc;
                if m >= window && left > 1e-12 * ll * cc {
                    best = f64::max(best, (f64::from(m as u32) - 1.0).sqrt() * lc / left.sqrt());
                }
            }
            best
        })
        .collect()
}
