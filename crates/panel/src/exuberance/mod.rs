//! When were series explosive? The recursive tests on named, dated columns, with critical values, dates and growth.
//!
//! [`Input`] is a column without gaps, [`exuberance`] tests some of them, and [`Exuberance`] is what is printed and drawn. The
//! statistics themselves are in [`series::psy`](froth_series::psy). Simulated critical values depend on settings only, and
//! a [`Cache`] keeps them from one run to the next.
//!
//! ```
//! use froth_panel::exuberance::{Cache, Critical, Input, Options, exuberance};
//! let dates: Vec<jiff::civil::Date> = (0..80).map(|t| jiff::civil::date(1900 + t, 12, 31)).collect();
//! let boom = |t: i32| if t < 50 { 100.0 + f64::from(t * t % 7) } else { 100.0 * 1.08f64.powi(t - 50) + f64::from(t * t % 7) };
//! let column: Vec<Option<f64>> = (0..80).map(|t| Some(boom(t))).collect();
//! let input = Input::new("price", &dates, &column, false).unwrap();
//! let options = Options { critical: Critical::MonteCarlo, replications: 200, ..Options::default() };
//! let found = exuberance(&[input], &options, &Cache::none(), &()).unwrap();
//! assert!(found.series[0].episodes[0].ongoing);
//! ```

mod cache;
pub mod compare;
mod input;
pub mod monitor;
#[cfg(feature = "polars")]
mod read;
mod result;

pub use cache::Cache;
pub use input::Input;
#[cfg(feature = "polars")]
pub use read::{Columns, Taken, read};
pub use result::{
    CriticalValues, Doubling, Episode, Exuberance, Growth, LagChoice, Levels, Method, PValues, PanelExuberance, Tested,
    Trimmed, Way,
};

use cache::Key;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::SeriesError;
use froth_series::psy::{
    self, Bootstrap, Direction, Distribution, Draws, Lag, Level, Residuals, RootSettings, Rows, Sequence, Settings,
};
use froth_series::watch::{Stopped, Watch};
use input::each;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where critical values come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Critical {
    /// There are none: statistics only.
    None,
    /// Simulated walks of as many rows: [`psy::monte_carlo`].
    #[default]
    MonteCarlo,
    /// Samples like the series itself: [`psy::wild_bootstrap`].
    Bootstrap,
}

/// How series are tested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Lags and shortest window.
    pub settings: Settings,
    /// Whether a criterion chooses the lags once, on the whole series, and not in every window.
    pub lag_once: bool,
    /// The level that decides and dates.
    pub level: Level,
    /// Where critical values come from.
    pub critical: Critical,
    /// Samples that they are made from.
    pub replications: usize,
    /// What the samples start from.
    pub seed: u64,
    /// The shortest episode in rows; [`psy::min_duration`] of the length where `None`.
    pub min_duration: Option<usize>,
    /// Rows of a bootstrap sample; as many as the series has where `None`.
    pub control: Option<usize>,
    /// Which residuals bootstrap samples are made of.
    pub residuals: Residuals,
    /// Whether to test all series together as well.
    pub panel: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            settings: Settings::default(),
            lag_once: false,
            level: Level::default(),
            critical: Critical::default(),
            replications: 2000,
            seed: 1,
            min_duration: None,
            control: None,
            residuals: Residuals::default(),
            panel: false,
        }
    }
}

impl Options {
    /// Samples to be drawn for these series: what progress is measured in.
    pub fn steps(&self, inputs: &[Input]) -> u64 {
        let mut lengths: Vec<usize> = inputs.iter().map(|input| input.values.len()).collect();
        if self.critical == Critical::MonteCarlo {
            lengths.sort_unstable();
            lengths.dedup();
        }
        let runs = match self.critical {
            Critical::None => 0,
            _ => lengths.len() + usize::from(self.panel),
        };
        runs as u64 * self.replications as u64
    }

    /// With the lags of a series where they are chosen once.
    fn settings_of(&self, y: &[f64]) -> Result<Settings, SeriesError> {
        if !self.lag_once {
            return Ok(self.settings);
        }
        Ok(Settings { lag: Lag::Fixed(psy::chosen_once(y, self.settings.lag)?), ..self.settings })
    }

    fn draws(&self) -> Draws {
        Draws { replications: self.replications, seed: self.seed, sequences: true }
    }

    fn method(&self) -> Method {
        let drawn = self.critical != Critical::None;
        Method {
            critical_values: self.critical,
            replications: drawn.then_some(self.replications),
            seed: drawn.then_some(self.seed),
            control: self.control,
            residuals: (self.critical == Critical::Bootstrap).then_some(match self.residuals {
                Residuals::Drawn => "drawn",
                Residuals::InPlace => "in-place",
            }),
            line: match self.critical {
                Critical::None => None,
                Critical::MonteCarlo => Some("running_sadf"),
                Critical::Bootstrap => Some("gsadf"),
            },
            level: drawn.then_some(self.level.percent()),
        }
    }
}

/// Lags as they are written: `2`, `bic:4` and `aic:4` for the best of 0 to 4 in every window, `bic-once:4` and `aic-once:4`
/// for the best on the whole series; and whether that is once.
pub fn lag_of(text: &str) -> Option<(Lag, bool)> {
    let (one, once) = match text.split_once("-once:") {
        Some((kind, most)) => (format!("{kind}:{most}"), true),
        None => (text.to_owned(), false),
    };
    one.parse().ok().filter(|lag: &Lag| lag.most() <= psy::MAX_LAG).map(|lag| (lag, once))
}

/// The same the other way round.
pub fn lag_text(lag: Lag, once: bool) -> String {
    let text = lag.to_string();
    if once { text.replacen(':', "-once:", 1) } else { text }
}

/// What readers of results have to know; the formulas are in docs/exuberance.md.
pub const CONVENTIONS: [&str; 5] = [
    "windows count regression rows: n rows with K lags have n - 1 - K of them",
    "the regression has an intercept and no trend; the tests are right-tailed",
    "an episode is a run of rows with BSADF above the line of critical values at the level of the method: the SADF of so many rows (monte-carlo), or the GSADF of a sample (bootstrap); of a panel the mean BSADF of a row (sieve bootstrap)",
    "start and end are the first and the last row above the line, peak is the row in between where the series is largest; growth or decline is the series at the largest BSADF against the start of that window",
    "the root is that of the series before logarithms from start to peak, without intercept; doubling times count rows",
];

/// What samples without explosive growth say, whichever way they were made.
#[derive(Debug, Clone, PartialEq)]
struct Reference {
    /// Critical values for BSADF at each of its rows.
    line: Sequence,
    /// The same for BADF.
    first_line: Sequence,
    /// Distributions that `line` are quantiles of, by row; `None` where that is `gsadf` at every row.
    rows: Option<Rows>,
    adf: Distribution,
    sadf: Distribution,
    gsadf: Distribution,
}

/// Tests series, each by itself, and on request all together.
///
/// `watch` is told, from any thread, how many samples were drawn since it was last told, and says whether to go on.
///
/// # Errors
///
/// What the tests refuse, for every series with its name and rows; and that the run was ended.
pub fn exuberance(inputs: &[Input], options: &Options, cache: &Cache, watch: &dyn Watch) -> Result<Exuberance, Error> {
    if options.critical != Critical::Bootstrap && (options.control.is_some() || options.residuals != Residuals::Drawn) {
        let message = "a control window and residuals in place are those of bootstrap samples, and there are none";
        let help = "ask for `options.critical_values` bootstrap, or leave out `options.control` and `options.in_place`";
        return Err(Diagnostic::error(Code::Data, message.to_owned()).help(help).into());
    }
    let statistics = each(inputs, watch, |input| {
        let settings = options.settings_of(&input.values);
        settings.and_then(|s| psy::exuberance(&input.values, s)).map_err(|error| input.refused(&error))
    })?;
    let mut simulated: BTreeMap<(usize, usize), Reference> = BTreeMap::new();
    let mut series = Vec::with_capacity(inputs.len());
    for (input, found) in inputs.iter().zip(&statistics) {
        let reference = match options.critical {
            Critical::None => None,
            Critical::MonteCarlo => Some(match simulated.entry((found.rows, found.lag.most())) {
                std::collections::btree_map::Entry::Occupied(known) => known.get().clone(),
                std::collections::btree_map::Entry::Vacant(room) => {
                    room.insert(simulate(found, options, cache, watch).map_err(|e| stopped(input, e))?).clone()
                }
            }),
            Critical::Bootstrap => Some(bootstrap(input, found, options, watch).map_err(|e| stopped(input, e))?),
        };
        series.push(tested(input, found, reference.as_ref(), options).map_err(|e| stopped(input, e))?);
    }
    let lags = statistics.iter().map(|found| found.lag.most()).max().unwrap_or_default();
    let panel = if options.panel { Some(together(inputs, options, lags, watch)?) } else { None };
    Ok(Exuberance { method: options.method(), conventions: &CONVENTIONS, series, panel })
}

fn stopped(input: &Input, error: SeriesError) -> Error {
    match error {
        SeriesError::Stopped => Stopped.into(),
        error => input.refused(&error).into(),
    }
}

fn simulate(
    found: &psy::Exuberance,
    options: &Options,
    cache: &Cache,
    watch: &dyn Watch,
) -> Result<Reference, SeriesError> {
    let key = Key {
        rows: found.rows,
        lag: found.lag,
        min_window: found.min_window,
        replications: options.replications,
        seed: options.seed,
    };
    if let Some(known) = cache.read(&key).filter(|known| known.line.len() == found.bsadf.len()) {
        watch.step(options.replications)?;
        return Ok(known);
    }
    let settings = Settings { lag: found.lag, min_window: Some(found.min_window) };
    let null = psy::monte_carlo(found.rows, settings, options.draws(), watch)?;
    let (line, first_line) = (null.running_sadf.unwrap_or_default(), null.badf.unwrap_or_default());
    let reference =
        Reference { line, first_line, rows: null.running, adf: null.adf, sadf: null.sadf, gsadf: null.gsadf };
    cache.write(&key, &reference);
    Ok(reference)
}

fn bootstrap(
    input: &Input,
    found: &psy::Exuberance,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Reference, SeriesError> {
    let how = Bootstrap { control: options.control, residuals: options.residuals, draws: options.draws() };
    let settings = Settings { lag: found.lag, ..options.settings };
    let null = psy::wild_bootstrap(&input.values, settings, how, watch)?;
    let line = vec![null.gsadf.critical(); found.bsadf.len()];
    let first_line = vec![null.sadf.critical(); found.bsadf.len()];
    Ok(Reference { line, first_line, rows: None, adf: null.adf, sadf: null.sadf, gsadf: null.gsadf })
}

fn tested(
    input: &Input,
    found: &psy::Exuberance,
    reference: Option<&Reference>,
    options: &Options,
) -> Result<Tested, SeriesError> {
    let min_duration = options.min_duration.unwrap_or_else(|| psy::min_duration(found.rows));
    let at_level = |line: &Sequence| line.iter().map(|levels| levels[options.level.place()]).collect::<Vec<f64>>();
    let (episodes, first_episodes) = match reference {
        Some(reference) => (
            found.episodes(&input.values, &at_level(&reference.line), Some(min_duration))?,
            found.episodes_from_first(&input.values, &at_level(&reference.first_line), Some(min_duration))?,
        ),
        None => (Vec::new(), Vec::new()),
    };
    let p_of_row = |r: &Reference, point: usize, x: f64| match &r.rows {
        Some(rows) => rows.p_value(point, x),
        None => Some(r.gsadf.p_value(x)),
    };
    let p_by_row = |r: &Reference| {
        found.bsadf.iter().enumerate().map(|(point, x)| x.and_then(|x| p_of_row(r, point, x))).collect::<Vec<_>>()
    };
    let within = |row: usize| u8::from(episodes.iter().any(|one| (one.start..=one.end).contains(&row)));
    let direction = found.direction(&input.values)?;
    let all = found.bsadf.len();
    // Samples of another length say nothing about a statistic of the whole series.
    let whole = options.critical == Critical::MonteCarlo || options.control.is_none_or(|rows| rows == found.rows);
    let p_values = reference.filter(|_| whole).map(|r| PValues {
        adf: found.adf.map(|x| r.adf.p_value(x)),
        sadf: found.sadf.map(|x| r.sadf.p_value(x)),
        gsadf: r.gsadf.p_value(found.gsadf),
    });
    Ok(Tested {
        name: input.name.clone(),
        n: found.rows,
        from: input.dates[0],
        to: input.dates[found.rows - 1],
        trimmed: input.trimmed,
        log: input.log,
        lag: found.lag.most(),
        lag_choice: LagChoice::of(options.settings.lag, options.lag_once),
        min_window: found.min_window,
        adf: found.adf,
        sadf: found.sadf,
        gsadf: found.gsadf,
        direction: direction.into(),
        windows: all * (all + 1) / 2,
        critical_values: reference.map(|r| CriticalValues {
            adf: Levels::of(r.adf.critical()),
            sadf: Levels::of(r.sadf.critical()),
            gsadf: Levels::of(r.gsadf.critical()),
        }),
        p_values,
        min_duration,
        episodes: episodes.iter().map(|one| dated(one, &input.dates, Some(&input.levels))).collect(),
        sadf_episodes: first_episodes.iter().map(|one| dated(one, &input.dates, Some(&input.levels))).collect(),
        dates: input.dates[found.first..].to_vec(),
        badf: found.badf.clone(),
        bsadf: found.bsadf.clone(),
        badf_critical: reference.map(|r| Levels::sequences(&r.first_line)),
        bsadf_critical: reference.map(|r| Levels::sequences(&r.line)),
        bsadf_p_values: reference.map(p_by_row),
        in_episode: reference.map(|_| (found.first..found.rows).map(within).collect()),
        level: options.level,
        all_dates: input.dates.clone(),
        values: input.values.clone(),
    })
}

/// An episode in dates, with the growth of the levels up to its peak.
fn dated(one: &psy::Episode, dates: &[Date], levels: Option<&[f64]>) -> Episode {
    let collapse = one.direction == Direction::Decline;
    let settings = RootSettings { intercept: false, level: 0.95 };
    let root = levels.filter(|_| !collapse).and_then(|y| psy::explosive_root(y, one.start, one.peak, settings).ok());
    let doubling = root.as_ref().and_then(|root| {
        let [low, high] = root.doubling_interval;
        Some(Doubling { rows: root.doubling_time?, low, high })
    });
    Episode {
        start: dates[one.start],
        peak: dates[one.peak],
        end: dates[one.end],
        duration: one.duration,
        ongoing: one.ongoing,
        kind: one.direction.into(),
        collapse,
        root: root.map(|root| Growth {
            rho: root.rho,
            low: root.interval.map(|ends| ends[0]),
            high: root.interval.map(|ends| ends[1]),
            rows: root.rows,
        }),
        doubling_time: doubling,
    }
}

/// The panel test on the rows that all series have.
fn together(inputs: &[Input], options: &Options, lags: usize, watch: &dyn Watch) -> Result<PanelExuberance, Error> {
    let wrong = |message: String, help: &str| Diagnostic::error(Code::Data, message).help(help).into();
    if inputs.len() < 2 {
        return Err(wrong(
            "a panel test needs two series or more".to_owned(),
            "name more columns, or leave out `options.panel`",
        ));
    }
    let from = inputs.iter().filter_map(|input| input.dates.first().copied()).max();
    let to = inputs.iter().filter_map(|input| input.dates.last().copied()).min();
    let (Some(from), Some(to)) = (from, to.filter(|to| from <= Some(*to))) else {
        return Err(wrong("the series have no rows in common".to_owned(), "name columns that overlap in time"));
    };
    let common = |input: &Input| input.between(from, to);
    let series: Vec<&[f64]> = inputs.iter().map(|input| &input.values[common(input)]).collect();
    let dates = &inputs[0].dates[common(&inputs[0])];
    if let Some(other) = inputs.iter().find(|input| input.dates[common(input)] != *dates) {
        return Err(wrong(
            format!("`{}` and `{}` have rows at different dates", inputs[0].name, other.name),
            "take the last value of each month, quarter or year with `options.every`, or name other columns",
        ));
    }
    let refused = |error| match error {
        SeriesError::Stopped => Stopped.into(),
        SeriesError::Constant => wrong(
            format!(
                "of the rows that all series have, {} to {}, one series never changes",
                dates[0],
                dates[dates.len() - 1]
            ),
            "name columns that overlap in time for longer",
        ),
        error => {
            wrong(format!("the panel test cannot be done: {error}"), "name columns that overlap in time for longer")
        }
    };
    // One regression for all: with lags chosen by series, the most that one of them has.
    let lag = if options.lag_once { Lag::Fixed(lags) } else { options.settings.lag };
    let settings = Settings { lag, ..options.settings };
    let found = psy::panel(&series, settings).map_err(refused)?;
    let null = match options.critical {
        Critical::None => None,
        _ => Some(psy::sieve_bootstrap(&series, settings, options.draws(), watch).map_err(refused)?),
    };
    let line = null.as_ref().and_then(|null| null.bsadf.clone());
    let min_duration = options.min_duration.unwrap_or_else(|| psy::min_duration(found.rows));
    let episodes = match &line {
        Some(line) => {
            let line: Vec<f64> = line.iter().map(|levels| levels[options.level.place()]).collect();
            found.episodes(&line, Some(min_duration)).map_err(refused)?
        }
        None => Vec::new(),
    };
    Ok(PanelExuberance {
        series: inputs.iter().map(|input| input.name.clone()).collect(),
        n: found.rows,
        from: dates[0],
        to: dates[found.rows - 1],
        lag: found.lag.most(),
        lag_choice: LagChoice::of(options.settings.lag, options.lag_once),
        min_window: found.min_window,
        gsadf: found.gsadf,
        direction: found.direction().map(Way::from),
        critical_values: null.as_ref().map(|null| Levels::of(null.gsadf.critical())),
        p_value: null.as_ref().and_then(|null| null.p_value(&found)),
        min_duration,
        episodes: episodes.iter().map(|one| dated(one, dates, None)).collect(),
        dates: dates[found.first..].to_vec(),
        bsadf: found.bsadf,
        bsadf_critical: line.map(|line| Levels::sequences(&line)),
        level: options.level,
    })
}
