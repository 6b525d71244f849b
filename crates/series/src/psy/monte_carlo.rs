//! Finite-sample critical values from simulated random walks.

use super::null::gather;
use super::random::Stream;
use super::{Draws, Null, Plan, SeriesError, Settings};
use crate::watch::Watch;

/// The distribution of the statistics over random walks of `n` rows.
///
/// `y_t = 1/n + y_{t-1} + e_t` with standard normal `e_t`: Phillips, Shi and Yu (2015), eq. 1 with d = eta = 1.
/// exuber's `radf_mc_cv` leaves the drift out; the difference lies within the error of simulation.
///
/// `watch` is told of each replication, and can stop the run.
///
/// # Errors
///
/// Settings that do not fit `n`, or no replications.
pub fn monte_carlo(n: usize, settings: Settings, draws: Draws, watch: &dyn Watch) -> Result<Null, SeriesError> {
    walks(n, 1.0 / n as f64, settings, draws, watch)
}

/// The same over walks without drift, `y_t = y_{t-1} + e_t`.
///
/// A walk of fewer rows then is the beginning of a longer one, and so is its `running_sadf` where the window is given:
/// what is held against it at a row does not depend on how many rows follow.
///
/// # Errors
///
/// As [`monte_carlo`].
pub fn without_drift(n: usize, settings: Settings, draws: Draws, watch: &dyn Watch) -> Result<Null, SeriesError> {
    walks(n, 0.0, settings, draws, watch)
}

fn walks(n: usize, drift: f64, settings: Settings, draws: Draws, watch: &dyn Watch) -> Result<Null, SeriesError> {
    let plan = Plan::new(n, settings)?;
    gather(&plan, draws, watch, |replication, afresh| {
        let mut stream = Stream::new(draws.seed, replication);
        let mut y = 0.0;
        let walk: Vec<f64> = (0..n)
            .map(|_| {
                y += drift + stream.normal();
                y
            })
            .collect();
        plan.serial(&walk, afresh)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Lag;
    use super::*;
    use crate::watch::After;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

    fn run(n: usize, settings: Settings, replications: usize, sequences: bool) -> Null {
        monte_carlo(n, settings, Draws { replications, seed: 7, sequences }, &()).unwrap()
    }

    #[test]
    fn critical_values_are_the_published_ones() {
        // exuber's critical values for n = 100, minimum window 19, from 2,000 replications each.
        let null = run(100, Settings::default(), 2000, false);
        assert_eq!(null.settings.min_window, Some(19));
        for (distribution, expected) in [(&null.sadf, [0.988, 1.29, 1.92]), (&null.gsadf, [1.71, 1.97, 2.57])] {
            let found = distribution.critical();
            for ((found, expected), within) in found.iter().zip(expected).zip([0.12, 0.12, 0.3]) {
                assert!((found - expected).abs() < within, "{found} {expected}");
            }
        }
        // Phillips, Wu and Yu (2011), table 1: the limit of ADF.
        for (found, expected) in null.adf.critical().iter().zip([-0.44, -0.08, 0.6]) {
            assert!((found - expected).abs() < 0.2, "{found} {expected}");
        }
    }

    #[test]
    fn threads_do_not_change_a_byte() {
        let settings = Settings { lag: Lag::Fixed(1), min_window: Some(12) };
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| run(60, settings, 50, true))
        };
        assert_eq!(on(1), on(2));
        assert_eq!(on(1), on(7));
        let y: Vec<f64> = (0..80).map(|t| f64::from(t * t % 31) + 1.05f64.powi(t)).collect();
        let tests = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| super::super::exuberance(&y, settings))
        };
        assert_eq!(tests(1), tests(2));
        assert_eq!(tests(1), tests(7));
    }

    #[test]
    fn sequences_and_statistics_agree() {
        let settings = Settings { lag: Lag::Bic(2), min_window: None };
        let null = run(60, settings, 300, true);
        let (badf, bsadf, running) =
            (null.badf.as_ref().unwrap(), null.bsadf.as_ref().unwrap(), null.running_sadf.as_ref().unwrap());
        assert_eq!(null.first + badf.len(), 60);
        assert_eq!(badf.last(), Some(&null.adf.critical()));
        assert_eq!(running.last(), Some(&null.sadf.critical()));
        for ((badf, bsadf), running) in badf.iter().zip(bsadf).zip(running) {
            assert!(badf.iter().zip(bsadf).all(|(a, b)| a <= b));
            assert!(badf.iter().zip(running).all(|(a, b)| a <= b));
        }
        assert!(running.windows(2).all(|pair| pair[0][1] <= pair[1][1]));
    }

    #[test]
    fn p_values_fall_with_the_statistic_and_are_never_none() {
        let null = run(50, Settings::default(), 99, false);
        let at = |x| null.gsadf.p_value(x);
        assert_eq!(at(-1e9), 1.0);
        assert_eq!(at(1e9), 0.01);
        assert!((at(null.gsadf.quantile(0.95)) - 0.06).abs() < 0.011);
        assert_eq!(at(f64::NAN), 1.0);
    }

    #[test]
    fn a_watcher_can_stop_the_run() {
        let draws = Draws { replications: 500, seed: 1, sequences: true };
        let stopped = monte_carlo(40, Settings::default(), draws, &After(5, AtomicU64::new(0)));
        assert_eq!(stopped, Err(SeriesError::Stopped));
    }

    #[test]
    fn without_drift_a_shorter_walk_is_the_beginning_of_a_longer_one() {
        let settings = Settings { lag: Lag::Fixed(1), min_window: Some(15) };
        let draws = Draws { replications: 40, seed: 1, sequences: true };
        let line = |n| without_drift(n, settings, draws, &()).unwrap().running_sadf.unwrap();
        let (short, long) = (line(50), line(80));
        for (short, long) in short.iter().flatten().zip(long.iter().flatten()) {
            assert!((short - long).abs() < 1e-9, "{short} {long}");
        }
    }

    #[test]
    fn progress_counts_to_the_end_and_nothing_is_an_error() {
        let last = AtomicU64::new(0);
        let draws = Draws { replications: 20, seed: 1, sequences: false };
        let count = |steps: u64| {
            last.fetch_add(steps, Relaxed);
        };
        monte_carlo(30, Settings::default(), draws, &count).unwrap();
        assert_eq!(last.into_inner(), 20);
        let none = Draws { replications: 0, ..draws };
        assert_eq!(monte_carlo(30, Settings::default(), none, &()), Err(SeriesError::Nothing { what: "replications" }));
        assert!(matches!(monte_carlo(2, Settings::default(), draws, &()), Err(SeriesError::TooShort { .. })));
    }
}
