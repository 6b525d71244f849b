//! The panel test: exuberance that series have in common.

use super::autoregression::Autoregression;
use super::null::gather;
use super::random::Stream;
use super::{Distribution, Draws, Ends, Exuberance, Lag, Plan, Sequence, SeriesError, Settings, defined, exuberance};
use crate::error::varying;
use crate::watch::Watch;

/// The panel statistics.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelExuberance {
    /// How many series.
    pub series: usize,
    /// Rows of each series.
    pub rows: usize,
    /// Lags.
    pub lag: Lag,
    /// The shortest window, in regression rows.
    pub min_window: usize,
    /// The row that the first number of the sequence belongs to.
    pub first: usize,
    /// The mean of the series' BSADF at each row from `first` on; `None` where one of them has none.
    pub bsadf: Vec<Option<f64>>,
    /// How many of the series stand higher at each point than at the start of the window of their BSADF.
    pub growing: Vec<usize>,
    /// The largest mean BSADF.
    pub gsadf: f64,
}

/// The panel test over series of the same rows, each with the same settings.
///
/// Pavlidis, Yusupova, Paya, Peel, Martinez-Garcia, Mack and Grossman (2016), Journal of Real Estate Finance and
/// Economics 53(4).
///
/// # Errors
///
/// No series, series of different lengths, and what [`exuberance`] refuses.
pub fn panel(series: &[&[f64]], settings: Settings) -> Result<PanelExuberance, SeriesError> {
    let plan = fitting(series, settings)?;
    let all = series.iter().map(|y| exuberance(y, settings)).collect::<Result<Vec<_>, _>>()?;
    let bsadf: Vec<Option<f64>> = (0..plan.rows - plan.first())
        .map(|point| {
            let sum = all.iter().map(|one| one.bsadf[point]).sum::<Option<f64>>();
            sum.map(|sum| sum / series.len() as f64)
        })
        .collect();
    let gsadf = bsadf.iter().flatten().copied().reduce(f64::max).ok_or(SeriesError::NoStatistic)?;
    let grows = |point: usize, (one, y): (&Exuberance, &&[f64])| {
        one.starts[point].is_some_and(|start| y[one.first + point] > y[start])
    };
    let growing =
        (0..bsadf.len()).map(|point| all.iter().zip(series).filter(|each| grows(point, *each)).count()).collect();
    Ok(PanelExuberance {
        series: series.len(),
        rows: plan.rows,
        lag: plan.lag,
        min_window: plan.min_window,
        first: plan.first(),
        bsadf,
        growing,
        gsadf,
    })
}

/// The panel statistics of many panels without explosive growth.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelNull {
    /// The row that the first point of the sequence belongs to.
    pub first: usize,
    /// Critical values of the mean BSADF at each row, by itself.
    pub bsadf: Option<Sequence>,
    /// The panel GSADF.
    pub gsadf: Distribution,
}

/// The distribution of the panel statistics by sieve bootstrap.
///
/// Pavlidis et al. (2016). The differences of each series follow an autoregression with intercept and the lags of
/// the tests (b = 0); its residuals are drawn by row with replacement, the same rows for every series, so
/// that what moves the series together still does. Each sample's residuals are centred on their own mean: the intercept holds
/// the drift that chance gave the series already, and the mean of what is drawn would be as much again. Samples that drift
/// more than walks do have higher statistics, and tests held against them reject too seldom. exuber's `radf_sb_cv`
/// centres each sample as well, has one lag more, and divides the last series' BSADF by the number of series where the
/// paper has the mean over all.
///
/// # Errors
///
/// As [`panel`]; no replications.
pub fn sieve_bootstrap(
    series: &[&[f64]],
    settings: Settings,
    draws: Draws,
    watch: &dyn Watch,
) -> Result<PanelNull, SeriesError> {
    let plan = fitting(series, settings)?;
    let models = series.iter().map(|y| Autoregression::fit(y, plan.lag)).collect::<Result<Vec<_>, _>>()?;
    let residuals = plan.rows - 1 - plan.lag.most();
    let null = gather(&plan, draws, watch, |replication, afresh| {
        let mut stream = Stream::new(draws.seed, replication);
        let drawn: Vec<usize> = (0..plan.rows).map(|_| stream.below(residuals)).collect();
        let nothing = Ends { whole: 0.0, sup: 0.0, start: 0 };
        let mut mean = vec![nothing; plan.rows - plan.first()];
        for model in &models {
            let used = &drawn[1 + model.phi.len()..];
            let centre = used.iter().map(|row| model.residuals[*row]).sum::<f64>() / used.len() as f64;
            let sample = model.sample(plan.rows, model.intercept, |row| model.residuals[drawn[row]] - centre);
            for (mean, ends) in mean.iter_mut().zip(plan.serial(&sample, afresh)) {
                mean.whole += ends.whole / models.len() as f64;
                mean.sup += ends.sup / models.len() as f64;
            }
        }
        mean
    })?;
    Ok(PanelNull { first: null.first, bsadf: null.bsadf, gsadf: null.gsadf })
}

impl PanelNull {
    /// The p-value of the panel GSADF of a panel that was tested with the same settings.
    pub fn p_value(&self, found: &PanelExuberance) -> Option<f64> {
        defined(self.gsadf.p_value(found.gsadf))
    }
}

fn fitting(series: &[&[f64]], settings: Settings) -> Result<Plan, SeriesError> {
    let rows = series.first().ok_or(SeriesError::Nothing { what: "series" })?.len();
    if let Some(at) = series.iter().position(|y| y.len() != rows) {
        return Err(SeriesError::Uneven { series: at, rows: series[at].len(), expected: rows });
    }
    let plan = Plan::new(rows, settings)?;
    for y in series {
        varying(y, plan.rows_needed())?;
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walks(series: usize, rows: usize) -> Vec<Vec<f64>> {
        (0..series)
            .map(|one| {
                let mut stream = Stream::new(8, one);
                let mut y = 10.0;
                (0..rows)
                    .map(|_| {
                        y += stream.normal();
                        y
                    })
                    .collect()
            })
            .collect()
    }

    fn slices(series: &[Vec<f64>]) -> Vec<&[f64]> {
        series.iter().map(Vec::as_slice).collect()
    }

    #[test]
    fn the_panel_is_the_mean_of_its_series() {
        let series = walks(3, 80);
        let settings = Settings { lag: Lag::Fixed(1), min_window: None };
        let found = panel(&slices(&series), settings).unwrap();
        let each: Vec<_> = series.iter().map(|y| exuberance(y, settings).unwrap()).collect();
        for point in 0..found.bsadf.len() {
            let mean = each.iter().map(|one| one.bsadf[point].unwrap()).sum::<f64>() / 3.0;
            assert!((found.bsadf[point].unwrap() - mean).abs() < 1e-12);
        }
        let alone = panel(&slices(&series)[..1], settings).unwrap();
        assert_eq!((alone.gsadf, alone.bsadf), (each[0].gsadf, each[0].bsadf.clone()));
    }

    #[test]
    fn the_mean_of_more_series_needs_less_and_walks_do_not_reject() {
        let series = walks(5, 80);
        let draws = Draws { replications: 300, seed: 1, sequences: true };
        let of = |series: &[&[f64]]| sieve_bootstrap(series, Settings::default(), draws, &()).unwrap();
        let (one, five) = (of(&slices(&series)[..1]), of(&slices(&series)));
        assert!(five.gsadf.quantile(0.95) < one.gsadf.quantile(0.95));
        let found = panel(&slices(&series), Settings::default()).unwrap();
        assert!(five.p_value(&found).unwrap() > 0.05);
        assert_eq!(five.bsadf.unwrap().len(), found.bsadf.len());
    }

    #[test]
    fn panels_of_walks_reject_as_often_as_the_level_says() {
        // Residuals that are centred once, on all of them, reject in 4 of 100 at 10 %.
        let all = walks(3 * 400, 50);
        let draws = Draws { replications: 99, seed: 3, sequences: false };
        let rejected = all.chunks(3).filter(|series| {
            let series = slices(series);
            let found = panel(&series, Settings::default()).unwrap();
            let null = sieve_bootstrap(&series, Settings::default(), draws, &()).unwrap();
            null.p_value(&found).unwrap() <= 0.1
        });
        let share = rejected.count() as f64 / 400.0;
        assert!((0.06..0.14).contains(&share), "{share}");
    }

    #[test]
    fn a_common_boom_rejects() {
        let mut series = walks(4, 100);
        for y in &mut series {
            let level = y[60];
            for (row, y) in y.iter_mut().enumerate().skip(60) {
                *y = level + 1.12f64.powf(row as f64 - 60.0) - 1.0 + 0.2 * (*y - level);
            }
        }
        let draws = Draws { replications: 200, seed: 1, sequences: false };
        let found = panel(&slices(&series), Settings::default()).unwrap();
        let null = sieve_bootstrap(&slices(&series), Settings::default(), draws, &()).unwrap();
        assert!(null.p_value(&found).unwrap() < 0.05);
    }

    #[test]
    fn bad_panels_are_errors() {
        let series = walks(2, 50);
        let uneven = [series[0].as_slice(), &series[1][..40]];
        assert_eq!(panel(&uneven, Settings::default()), Err(SeriesError::Uneven { series: 1, rows: 40, expected: 50 }));
        assert_eq!(panel(&[], Settings::default()), Err(SeriesError::Nothing { what: "series" }));
    }
}
