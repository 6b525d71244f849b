//! Critical values by wild bootstrap, for series whose volatility changes.

use super::autoregression::Autoregression;
use super::null::gather;
use super::random::Stream;
use super::{Draws, Null, Plan, SeriesError, Settings};
use crate::error::varying;
use crate::watch::Watch;

/// Which residual stands at a row of a bootstrap sample, before it is multiplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Residuals {
    /// One drawn with replacement from all: Phillips and Shi (2020).
    #[default]
    Drawn,
    /// The row's own, so that a sample is volatile when the series was: Harvey, Leybourne, Sollis and Taylor (2016),
    /// Journal of Empirical Finance 38.
    InPlace,
}

/// How bootstrap samples are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bootstrap {
    /// Rows of a sample, Tb: the level is the chance of any false alarm among the rows of BSADF in so long a sample. `None`: as many
    /// as the series has. Phillips and Shi take so many that BSADF has two years of rows: min window + lags + 24 of monthly
    /// ones.
    pub control: Option<usize>,
    /// Which residuals.
    pub residuals: Residuals,
    /// How many samples.
    pub draws: Draws,
}

/// Samples of a shorter series have at most so many rows: work grows with their square.
const MOST_ROWS: usize = 10_000;

/// The distribution of the statistics over bootstrap samples of `y`.
///
/// Phillips and Shi (2020), Handbook of Statistics 42, their composite bootstrap. The differences of `y` follow an autoregression with
/// the lags of the tests (with b = 0); a sample starts with the first rows of `y` and continues with its coefficients,
/// without intercept, and errors `w_t e`, where `w_t` is standard normal, one for each row, and e a residual. The
/// critical value for BSADF at every row is `gsadf` of the result: a line, which controls the level over `control` rows at
/// once. Where `control` is the length of the series, the sequences of the result give the level at each row instead.
///
/// The shortest window is that of the length of `y`, also in shorter samples. `watch` is called after each sample, and can stop
/// the run.
///
/// # Errors
///
/// As [`exuberance`](super::exuberance); a control window that is too short, or much longer than the series, or longer than
/// it with residuals in place; no replications.
pub fn wild_bootstrap(
    y: &[f64],
    settings: Settings,
    bootstrap: Bootstrap,
    watch: &dyn Watch,
) -> Result<Null, SeriesError> {
    let own = Plan::new(y.len(), settings)?;
    varying(y, own.rows_needed())?;
    let rows = bootstrap.control.unwrap_or(y.len());
    let in_place = bootstrap.residuals == Residuals::InPlace;
    if in_place && rows > y.len() {
        return Err(SeriesError::TooShort { rows: y.len(), needed: rows });
    }
    let most = y.len().max(MOST_ROWS);
    if rows > most {
        return Err(SeriesError::ControlTooLong { rows, most });
    }
    let plan =
        Plan::new(rows, Settings { min_window: Some(own.min_window), ..settings }).map_err(|error| match error {
            SeriesError::TooShort { rows, needed } => SeriesError::ControlTooShort { rows, needed },
            other => other,
        })?;
    let model = Autoregression::fit(y, settings.lag)?;
    let most = settings.lag.most();
    let residuals = &model.residuals;
    gather(&plan, bootstrap.draws, watch, |replication, afresh| {
        let mut stream = Stream::new(bootstrap.draws.seed, replication);
        let sample = model.sample(rows, 0.0, |row| {
            // Rows between the chosen lags and the longest have no residual of their own.
            let own = row.checked_sub(most + 1).filter(|_| in_place);
            let residual = own.unwrap_or_else(|| stream.below(residuals.len()));
            stream.normal() * residuals[residual]
        });
        plan.serial(&sample, afresh)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Lag, exuberance, monte_carlo};
    use super::*;

    fn walk(rows: usize, volatility: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut stream = Stream::new(2, 0);
        let mut y = 100.0;
        (0..rows)
            .map(|row| {
                y += volatility(row) * stream.normal();
                y
            })
            .collect()
    }

    fn draws(replications: usize) -> Draws {
        Draws { replications, seed: 4, sequences: true }
    }

    #[test]
    fn of_steady_volatility_it_is_much_like_simulation() {
        let y = walk(100, |_| 3.0);
        for residuals in [Residuals::Drawn, Residuals::InPlace] {
            let bootstrap = Bootstrap { residuals, draws: draws(1000), ..Bootstrap::default() };
            let null = wild_bootstrap(&y, Settings::default(), bootstrap, &()).unwrap();
            let simulated = monte_carlo(100, Settings::default(), draws(1000), &()).unwrap();
            // The products of two normals have heavier tails, and with them the statistics.
            assert!((null.gsadf.quantile(0.9) - simulated.gsadf.quantile(0.9)).abs() < 0.7);
            assert_eq!(null.first, simulated.first);
        }
    }

    #[test]
    fn growing_volatility_raises_the_bar_only_in_place() {
        let y = walk(150, |row| if row < 110 { 0.2 } else { 5.0 });
        let of = |residuals| {
            let bootstrap = Bootstrap { residuals, draws: draws(400), ..Bootstrap::default() };
            wild_bootstrap(&y, Settings::default(), bootstrap, &()).unwrap().gsadf.quantile(0.95)
        };
        assert!(of(Residuals::InPlace) > of(Residuals::Drawn) + 0.5);
    }

    #[test]
    fn each_row_has_a_multiplier_of_its_own() {
        // With one for all, a sample in place would be the series stretched, and its statistics the series' own.
        let y = walk(80, |_| 1.0);
        let bootstrap = Bootstrap { residuals: Residuals::InPlace, draws: draws(50), ..Bootstrap::default() };
        let null = wild_bootstrap(&y, Settings::default(), bootstrap, &()).unwrap();
        assert!(null.gsadf.sorted().windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_short_control_window_keeps_the_shortest_window_of_the_series() {
        let y = walk(200, |_| 1.0);
        let bootstrap = Bootstrap { control: Some(50), draws: draws(100), ..Bootstrap::default() };
        let short = wild_bootstrap(&y, Settings::default(), bootstrap, &()).unwrap();
        assert_eq!((short.rows, short.settings.min_window), (50, Some(27)));
        let long = wild_bootstrap(&y, Settings::default(), Bootstrap { control: None, ..bootstrap }, &()).unwrap();
        // Fewer rows to err in.
        assert!(short.gsadf.quantile(0.95) < long.gsadf.quantile(0.95));
        let p = long.p_values(&exuberance(&y, Settings::default()).unwrap());
        assert!(p.iter().all(|p| p.is_some_and(|p| p > 0.0 && p <= 1.0)));
    }

    #[test]
    fn lags_threads_and_bad_windows() {
        let y = walk(70, |_| 1.0);
        let settings = Settings { lag: Lag::Bic(3), min_window: Some(15) };
        let bootstrap = Bootstrap { draws: draws(30), ..Bootstrap::default() };
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| wild_bootstrap(&y, settings, bootstrap, &()).unwrap())
        };
        assert_eq!(on(1), on(7));
        let control = |control| Bootstrap { control: Some(control), residuals: Residuals::InPlace, ..bootstrap };
        assert!(matches!(wild_bootstrap(&y, settings, control(18), &()), Err(SeriesError::ControlTooShort { .. })));
        assert!(matches!(wild_bootstrap(&y, settings, control(71), &()), Err(SeriesError::TooShort { .. })));
    }
}
