//! Is it happening now? Monitors on named, dated series: training up to a day, then one row after the other, and a state that
//! the next run goes on from.
//!
//! Statistics and boundaries are those of [`series::monitor`](froth_series::monitor).
//!
//! ```
//! use froth_panel::exuberance::Input;
//! use froth_panel::exuberance::monitor::{Options, monitor};
//! let dates: Vec<jiff::civil::Date> = (0..80).map(|t| jiff::civil::date(1900 + t, 12, 31)).collect();
//! let price = |t: i32| if t < 60 { 100.0 + f64::from(t * t % 7) } else { 100.0 * 1.1f64.powi(t - 60) };
//! let column: Vec<Option<f64>> = (0..80).map(|t| Some(price(t))).collect();
//! let input = Input::new("price", &dates, &column, false).unwrap();
//! let options = Options::new(jiff::civil::date(1959, 12, 31));
//! let (found, _) = monitor(&[input], &options, &()).unwrap();
//! assert!(found.series[0].detectors.iter().all(|one| one.alarm.is_some()));
//! ```

mod kept;

pub use froth_series::monitor::Detector;
pub use kept::Kept;

use super::input::{Input, each};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::SeriesError;
use froth_series::monitor::{self, Monitor};
use froth_series::psy::{Draws, Settings};
use froth_series::watch::Watch;
use jiff::civil::Date;
use serde::Serialize;

/// How series are monitored.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The last day of the training.
    pub from: Date,
    /// Rows after it that the level is held over; those that the data have where `None`.
    pub horizon: Option<usize>,
    /// What is watched.
    pub detectors: Vec<Detector>,
    /// 1 less the chance of an alarm within the horizon where nothing is explosive.
    pub level: f64,
    /// Lags and shortest window of BSADF.
    pub settings: Settings,
    /// Walks and samples that boundaries are made from.
    pub replications: usize,
    /// What they start from.
    pub seed: u64,
    /// Whether rows may be unequally far apart.
    pub allow_gaps: bool,
}

impl Options {
    /// With training up to a day, and else what is usual.
    pub fn new(from: Date) -> Self {
        let usual = monitor::Options::default();
        Options {
            from,
            horizon: None,
            detectors: usual.detectors,
            level: usual.level,
            settings: usual.settings,
            replications: usual.draws.replications,
            seed: usual.draws.seed,
            allow_gaps: false,
        }
    }

    fn of_series(&self, horizon: usize) -> monitor::Options {
        monitor::Options {
            detectors: self.detectors.clone(),
            horizon,
            level: self.level,
            settings: self.settings,
            draws: Draws { replications: self.replications, seed: self.seed, sequences: false },
        }
    }

    /// Walks and samples to be drawn for so many series: what progress is measured in.
    pub fn steps(&self, series: usize) -> u64 {
        (self.of_series(1).steps() * series) as u64
    }
}

/// What readers of results have to know; the formulas are in docs/monitors.md.
pub const CONVENTIONS: [&str; 5] = [
    "rows up to `from` are the training, which is taken to be calm; statistics at a row know nothing of later rows",
    "each detector by itself gives an alarm within the horizon at the rate of 1 less the level, where nothing is explosive; several together give one more often",
    "an alarm is the first row whose statistic is above its boundary; it is no date of when the growth began",
    "psy is BSADF with a wild bootstrap of the training; the constants of the others are simulated for this training and horizon from walks with normal steps, and `published` is the literature's where it has one for these",
    "left out, as no boundary of theirs could be sourced: CUSUM and FLUC with an estimated drift or trend, Kurozumi's CUSUM with boundaries of power gamma",
];

/// Every series, and how it was monitored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Monitored {
    /// How.
    pub method: Method,
    /// What readers have to know.
    pub conventions: &'static [&'static str],
    /// The series, in the order given.
    pub series: Vec<Series>,
}

/// How series were monitored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Method {
    /// The last day of the training.
    pub from: Date,
    /// In percent.
    pub level: f64,
    /// Walks and samples.
    pub replications: usize,
    /// What they start from.
    pub seed: u64,
    /// Lags of BSADF.
    pub lag: String,
    /// Whether this run goes on from a state.
    pub resumed: bool,
}

/// A series under its detectors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Whether its logarithm was monitored.
    pub log: bool,
    /// Rows of the training.
    pub training: usize,
    /// Rows after it that the level is held over.
    pub horizon: usize,
    /// Rows that are left of them.
    pub left: usize,
    /// The shortest window of BSADF, in regression rows.
    pub min_window: usize,
    /// The t-ratio of the mean change of the training, where this run trained: FLUC and CUSUM take a drift for growth.
    pub drift: Option<f64>,
    /// Rows of the data beyond the horizon, which nothing is said of.
    pub beyond: usize,
    /// The dates of the sequences of the detectors: the rows monitored in this run.
    pub dates: Vec<Date>,
    /// What each detector saw.
    pub detectors: Vec<Seen>,
    /// All rows of the data, for pictures.
    #[serde(skip)]
    pub all_dates: Vec<Date>,
    /// Their values.
    #[serde(skip)]
    pub values: Vec<f64>,
}

/// What one detector saw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Seen {
    /// Which.
    pub detector: Detector,
    /// The constant of its boundary.
    pub constant: f64,
    /// The constant that was published for this training and horizon; null where none was.
    pub published: Option<f64>,
    /// The day of the first alarm, of this run or an earlier one.
    pub alarm: Option<Date>,
    /// How many rows after the training that was.
    pub alarm_row: Option<usize>,
    /// The statistic, row by row; null where its regression is degenerate.
    pub statistic: Vec<Option<f64>>,
    /// Its boundary.
    pub boundary: Vec<f64>,
}

impl Monitored {
    /// Whether any detector of any series has given an alarm.
    pub fn has_alarm(&self) -> bool {
        self.series.iter().flat_map(|one| &one.detectors).any(|seen| seen.alarm.is_some())
    }
}

/// Trains on the rows up to a day and monitors those that follow; gives what to keep for the next run as well.
///
/// `watch` is told, from any thread, how many walks and samples were drawn since it was last told, and says whether to go on.
///
/// # Errors
///
/// A day outside the data, a training that is too short or constant, no rows to monitor and no horizon, what the monitors
/// refuse; and that the run was ended. With the name of the series and its rows.
pub fn monitor(inputs: &[Input], options: &Options, watch: &dyn Watch) -> Result<(Monitored, Kept), Error> {
    let all = each(inputs, watch, |input| {
        let (one, at) = trained(input, options, watch)?;
        let (mut one, keep) = watched(input, one, at, Vec::new())?;
        one.drift = drift(&input.values[..one.training]);
        Ok((one, keep))
    })?;
    let (series, kept) = all.into_iter().unzip();
    let found = Monitored { method: method(options, false), conventions: &CONVENTIONS, series };
    Ok((found, Kept::new(options, inputs, kept)))
}

/// Goes on from what an earlier run kept with the rows that came since.
///
/// # Errors
///
/// A state of other options or series, rows that were revised or do not follow, what the monitors refuse.
pub fn resume(inputs: &[Input], options: &Options, kept: Kept) -> Result<(Monitored, Kept), Error> {
    kept.fits(options, inputs)?;
    let all = each(inputs.iter().zip(kept.into_series()), &(), |(input, one)| {
        one.follows(input, options).and_then(|at| one.resumed(input, at))
    })?;
    let (series, still) = all.into_iter().unzip();
    let found = Monitored { method: method(options, true), conventions: &CONVENTIONS, series };
    Ok((found, Kept::new(options, inputs, still)))
}

fn method(options: &Options, resumed: bool) -> Method {
    Method {
        from: options.from,
        level: options.level * 100.0,
        replications: options.replications,
        seed: options.seed,
        lag: options.settings.lag.to_string(),
        resumed,
    }
}

/// A monitor trained on the rows up to the day, and how many those are.
fn trained(input: &Input, options: &Options, watch: &dyn Watch) -> Result<(Monitor, usize), Diagnostic> {
    let wrong =
        |what: String, help: &str| Diagnostic::error(Code::Data, format!("column `{}`: {what}", input.name)).help(help);
    let (first, last) = (input.dates[0], input.dates[input.dates.len() - 1]);
    if options.from < first || options.from > last {
        let what = format!("the training is to end on {}, and the rows run from {first} to {last}", options.from);
        return Err(wrong(what, "give a day between the two with `options.monitor`"));
    }
    let training = input.dates.partition_point(|date| *date <= options.from);
    let horizon = options.horizon.unwrap_or(input.dates.len() - training);
    if horizon == 0 {
        let what = format!("no row follows {}, and no horizon is given", options.from);
        return Err(wrong(
            what,
            "say with `options.horizon` how many rows the monitor is to run for, or give an earlier day",
        ));
    }
    let error = |error| match error {
        SeriesError::TooShort { rows, needed } => wrong(
            format!("the training up to {} has {rows} rows, and {needed} are needed", options.from),
            "give a later day with `options.monitor`, or a shorter window or fewer lags",
        ),
        SeriesError::Constant => wrong(
            format!("the training, {first} to {}, holds the same number in every row", options.from),
            "give a series that varies, or a later day with `options.monitor`",
        ),
        SeriesError::Setting { name: "the horizon", rule } => wrong(
            format!("the horizon of {horizon} rows must be {rule}, and the training has {training}"),
            "give a shorter one with `options.horizon`, or a later day with `options.monitor`",
        ),
        error => input.refused(&error),
    };
    let monitor = Monitor::train(&input.values[..training], &options.of_series(horizon), watch).map_err(error)?;
    Ok((monitor, training))
}

/// The t-ratio of the mean change.
fn drift(y: &[f64]) -> Option<f64> {
    let rows = y.len() as f64 - 1.0;
    let mean = (y[y.len() - 1] - y[0]) / rows;
    let squares: f64 = y.windows(2).map(|pair| (pair[1] - pair[0] - mean).powi(2)).sum();
    Some(mean / (squares / (rows - 1.0) / rows).sqrt()).filter(|t| t.is_finite())
}

/// Feeds the rows from `at` on, and gives what was seen and what to keep. `alarms` are the days known before.
fn watched(
    input: &Input,
    mut monitor: Monitor,
    at: usize,
    alarms: Vec<Option<Date>>,
) -> Result<(Series, kept::One), Diagnostic> {
    let count = monitor.watched().len();
    let mut alarms = if alarms.is_empty() { vec![None; count] } else { alarms };
    let mut sequences = vec![(Vec::new(), Vec::new()); count];
    let mut dates = Vec::new();
    for (date, value) in input.dates.iter().zip(&input.values).skip(at) {
        let refused = |error: SeriesError| {
            let message = format!("column `{}`, {date}: {error}", input.name);
            Diagnostic::error(Code::Data, message)
        };
        let Some(points) = monitor.push(*value).map_err(refused)? else { break };
        dates.push(*date);
        for (((statistic, boundary), point), alarm) in sequences.iter_mut().zip(points).zip(&mut alarms) {
            statistic.push(point.statistic);
            boundary.push(point.boundary);
            if point.is_above() && alarm.is_none() {
                *alarm = Some(*date);
            }
        }
    }
    let fed = at + dates.len();
    let detectors =
        monitor.watched().iter().zip(sequences).zip(&alarms).map(|((one, (statistic, boundary)), alarm)| Seen {
            detector: one.detector,
            constant: one.constant,
            published: one.published,
            alarm: *alarm,
            alarm_row: one.alarm.map(|row| row + 1 - monitor.training()),
            statistic,
            boundary,
        });
    let series = Series {
        name: input.name.clone(),
        log: input.log,
        training: monitor.training(),
        horizon: monitor.horizon(),
        left: monitor.left(),
        min_window: monitor.settings().min_window.unwrap_or_default(),
        drift: None,
        beyond: input.dates.len() - fed,
        detectors: detectors.collect(),
        dates,
        all_dates: input.dates.clone(),
        values: input.values.clone(),
    };
    let keep = kept::One::new(input, fed, alarms, &monitor);
    Ok((series, keep))
}

#[cfg(test)]
mod tests;
