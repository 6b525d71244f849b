//! BSADF one row at a time, and how high it goes in the rows that follow a training sample.

use super::autoregression::Autoregression;
use super::design::Design;
use super::random::Stream;
use super::scan::Afresh;
use super::{Distribution, Draws, Plan, SeriesError, Settings, defined};
use crate::error::varying;
use crate::watch::Watch;
use rayon::prelude::*;

/// BSADF at the last row, in O(n): what [`exuberance`](super::exuberance) gives last. `None` where no window has a statistic.
///
/// # Errors
///
/// As [`exuberance`](super::exuberance), but for a series without a statistic.
pub fn last_bsadf(y: &[f64], settings: Settings) -> Result<Option<f64>, SeriesError> {
    let plan = Plan::new(y.len(), settings)?;
    varying(y, plan.rows_needed())?;
    let design = Design::new(y, plan.lag);
    Ok(plan.ends_from(&design, design.rows - 1, &mut Afresh::new()).find_map(|end| defined(end.sup)))
}

/// The largest BSADF of the `horizon` rows that follow `training`, over wild bootstrap samples.
///
/// Phillips and Shi (2020), Handbook of Statistics 42, section 4, with one difference: a sample has all rows of the training and
/// the horizon, so that BSADF at a row has as many windows as it has in the series, and the level is the chance of any alarm in
/// the horizon. Theirs has `min_window` - 1 and the horizon, which are fewer windows and a lower boundary.
///
/// # Errors
///
/// As [`exuberance`](super::exuberance); no replications.
pub fn ahead_bootstrap(
    training: &[f64],
    settings: Settings,
    horizon: usize,
    draws: Draws,
    watch: &dyn Watch,
) -> Result<Distribution, SeriesError> {
    let own = Plan::new(training.len(), settings)?;
    varying(training, own.rows_needed())?;
    if draws.replications == 0 {
        return Err(SeriesError::Nothing { what: "replications" });
    }
    let rows = training.len() + horizon;
    let plan = Plan::new(rows, Settings { min_window: Some(own.min_window), ..settings })?;
    let model = Autoregression::fit(training, settings.lag)?;
    let residuals = &model.residuals;
    let largest = (0..draws.replications)
        .into_par_iter()
        .map_init(Afresh::new, |afresh, replication| {
            let mut stream = Stream::new(draws.seed, replication);
            let sample = model.sample(rows, 0.0, |_| {
                let residual = stream.below(residuals.len());
                stream.normal() * residuals[residual]
            });
            let design = Design::new(&sample, plan.lag);
            let ends = plan.ends_from(&design, design.rows - horizon, afresh);
            let largest = ends.map(|end| end.sup).fold(f64::NAN, f64::max);
            watch.step(1)?;
            Ok(largest)
        })
        .collect::<Result<Vec<f64>, SeriesError>>()?;
    Distribution::new(largest)
}

#[cfg(test)]
mod tests {
    use super::super::{Lag, exuberance};
    use super::*;

    fn walk(rows: usize, seed: usize) -> Vec<f64> {
        let mut stream = Stream::new(31, seed);
        let mut y = 50.0;
        (0..rows)
            .map(|_| {
                y += stream.normal();
                y
            })
            .collect()
    }

    #[test]
    fn a_row_at_a_time_is_all_at_once() {
        for lag in [Lag::Fixed(0), Lag::Fixed(2), Lag::Bic(3)] {
            let settings = Settings { lag, min_window: Some(15) };
            let y = walk(80, 1);
            let all = exuberance(&y, settings).unwrap();
            for row in all.first..80 {
                let one = last_bsadf(&y[..=row], settings).unwrap();
                let (one, expected) = (one.unwrap(), all.bsadf[row - all.first].unwrap());
                assert!((one - expected).abs() < 1e-9 * expected.abs().max(1.0), "{row}: {one} {expected}");
            }
        }
    }

    #[test]
    fn a_longer_horizon_has_a_higher_boundary() {
        let draws = Draws { replications: 200, seed: 1, sequences: false };
        let settings = Settings { lag: Lag::Fixed(0), min_window: Some(20) };
        let at = |horizon| ahead_bootstrap(&walk(100, 2), settings, horizon, draws, &()).unwrap().quantile(0.95);
        assert!(at(10) < at(60));
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| ahead_bootstrap(&walk(60, 3), settings, 20, draws, &()).unwrap())
        };
        assert_eq!(on(1), on(5));
    }

    #[test]
    fn a_run_can_be_stopped() {
        let draws = Draws { replications: 200, seed: 1, sequences: false };
        let settings = Settings::default();
        let stop = std::sync::atomic::AtomicBool::new(true);
        assert_eq!(ahead_bootstrap(&walk(60, 3), settings, 20, draws, &stop), Err(SeriesError::Stopped));
    }
}
