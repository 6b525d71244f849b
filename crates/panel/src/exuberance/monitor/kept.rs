//! What a run of a monitor leaves for the next: a file of its own, whole or refused.

use super::{Input, Monitor, Options, Series, watched};
use crate::days::{first_gap, to_days};
use froth_core::diag::{Code, Diagnostic};
use froth_series::monitor::{Detector, State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// To be raised when the same file means something else.
const FORMAT: u32 = 1;

/// How many of the last days are kept, to see whether rows follow.
const TAIL: usize = 8;

/// Monitors between two runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    format: u32,
    made: Made,
    series: Vec<One>,
}

/// The options that a state is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    from: Date,
    horizon: Option<usize>,
    level: f64,
    lag: String,
    min_window: Option<usize>,
    replications: usize,
    seed: u64,
    detectors: Vec<Detector>,
    log: Vec<bool>,
}

/// One series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct One {
    name: String,
    /// The last days, the last of them that of the last row fed.
    days: Vec<Date>,
    last: f64,
    alarms: Vec<Option<Date>>,
    state: State,
}

/// The file: what is kept, under its digest.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sha256: String,
    monitor: Kept,
}

impl Made {
    fn new(options: &Options, inputs: &[Input]) -> Self {
        let mut detectors = options.detectors.clone();
        detectors.sort_unstable();
        detectors.dedup();
        Made {
            from: options.from,
            horizon: options.horizon,
            level: options.level,
            lag: options.settings.lag.to_string(),
            min_window: options.settings.min_window,
            replications: options.replications,
            seed: options.seed,
            detectors,
            log: inputs.iter().map(|input| input.log).collect(),
        }
    }

    /// The first option in which two differ: its name, what it was and what it is.
    fn differs(&self, other: &Made) -> Option<(&'static str, String, String)> {
        let shown = |x: Option<usize>| x.map_or_else(|| "none".to_owned(), |x| x.to_string());
        let names = |made: &Made| made.detectors.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
        let log = |made: &Made| if made.log.iter().any(|log| *log) { "on" } else { "off" }.to_owned();
        let pairs = [
            ("monitor", self.from.to_string(), other.from.to_string()),
            ("horizon", shown(self.horizon), shown(other.horizon)),
            ("level", (self.level * 100.0).to_string(), (other.level * 100.0).to_string()),
            ("detector", names(self), names(other)),
            ("lag", self.lag.clone(), other.lag.clone()),
            ("min_window", shown(self.min_window), shown(other.min_window)),
            ("replications", self.replications.to_string(), other.replications.to_string()),
            ("seed", self.seed.to_string(), other.seed.to_string()),
            ("log", log(self), log(other)),
        ];
        pairs.into_iter().find(|(_, was, is)| was != is)
    }
}

impl Kept {
    pub(super) fn new(options: &Options, inputs: &[Input], series: Vec<One>) -> Self {
        Kept { format: FORMAT, made: Made::new(options, inputs), series }
    }

    pub(super) fn into_series(self) -> Vec<One> {
        self.series
    }

    /// The file's bytes.
    ///
    /// # Errors
    ///
    /// A number that cannot be written, which no monitor has.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Diagnostic> {
        let unwritten =
            |e: serde_json::Error| Diagnostic::error(Code::Write, format!("the state cannot be written: {e}"));
        let file = File { sha256: self.digest().map_err(unwritten)?, monitor: self.clone() };
        let mut bytes = serde_json::to_vec_pretty(&file).map_err(unwritten)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// What is kept in a file; `name` is what messages call it.
    ///
    /// # Errors
    ///
    /// A file that is no state, torn or changed by hand, or of another format.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let wrong = |what: String| {
            let help = "remove it and train anew, or name another file with `options.state`";
            Diagnostic::error(Code::Data, format!("{name} {what}")).help(help)
        };
        let file: File =
            serde_json::from_slice(bytes).map_err(|e| wrong(format!("is no state of a monitor, or is torn: {e}")))?;
        if file.monitor.format != FORMAT {
            return Err(wrong(format!("is of format {}, and this is {FORMAT}", file.monitor.format)));
        }
        if file.monitor.digest().ok().as_ref() != Some(&file.sha256) {
            return Err(wrong("is not as it was written: its digest is another".to_owned()));
        }
        for one in &file.monitor.series {
            let count = Monitor::resume(one.state.clone()).map(|monitor| monitor.watched().len());
            if count != Ok(one.alarms.len()) || one.days.is_empty() || !one.last.is_finite() {
                return Err(wrong(format!("holds no state of `{}` that a monitor can have", one.name)));
            }
        }
        Ok(file.monitor)
    }

    fn digest(&self) -> Result<String, serde_json::Error> {
        let mut digest = String::new();
        for byte in Sha256::digest(serde_json::to_vec(self)?) {
            let _ = write!(digest, "{byte:02x}");
        }
        Ok(digest)
    }

    /// Refuses a state of other options or series.
    pub(super) fn fits(&self, options: &Options, inputs: &[Input]) -> Result<(), Diagnostic> {
        let names = |names: Vec<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let [were, are] = [
            names(self.series.iter().map(|one| one.name.as_str()).collect()),
            names(inputs.iter().map(|input| input.name.as_str()).collect()),
        ];
        if were != are {
            let message = format!("the state is of {were}, and this run is of {are}");
            return Err(Diagnostic::error(Code::Data, message)
                .help("name the same series in the same order, or another file with `options.state`"));
        }
        if let Some((option, was, is)) = self.made.differs(&Made::new(options, inputs)) {
            let message = format!("the state was made with {option} {was}, and this run has {is}");
            let help =
                format!("give `options.{option}` as it was, or name another file with `options.state` and train anew");
            return Err(Diagnostic::error(Code::Data, message).help(help));
        }
        Ok(())
    }
}

impl One {
    pub(super) fn new(input: &Input, fed: usize, alarms: Vec<Option<Date>>, monitor: &Monitor) -> Self {
        One {
            name: input.name.clone(),
            days: input.dates[fed.saturating_sub(TAIL)..fed].to_vec(),
            last: input.values[fed - 1],
            alarms,
            state: monitor.state(),
        }
    }

    /// The first row of the input that is new.
    pub(super) fn follows(&self, input: &Input, options: &Options) -> Result<usize, Diagnostic> {
        let wrong = |what: String, help: &str| {
            Diagnostic::error(Code::Data, format!("column `{}`: {what}", self.name)).help(help)
        };
        let Some(last) = self.days.last() else { return Ok(0) };
        let at = input.dates.partition_point(|date| date <= last);
        if at > 0 && input.dates[at - 1] == *last && input.values[at - 1] != self.last {
            let what = format!("{last} was {} when the state was kept, and is {} now", self.last, input.values[at - 1]);
            return Err(wrong(what, "a revised past takes a new training: name another file with `options.state`"));
        }
        if at == input.dates.len() && input.dates.last() != Some(last) {
            let what = format!("the state has seen rows up to {last}, and the data end before");
            return Err(wrong(what, "give data that go on from there"));
        }
        let days: Vec<i32> = self.days.iter().chain(&input.dates[at..]).map(|date| to_days(*date)).collect();
        if let Some(gap) = first_gap(&days).filter(|gap| *gap >= self.days.len() && !options.allow_gaps) {
            let day = |row: usize| self.days.iter().chain(&input.dates[at..]).nth(row).map(Date::to_string);
            let [before, after] = [gap - 1, gap].map(|row| day(row).unwrap_or_default());
            let what = format!("{after} does not follow {before} as most rows follow each other");
            return Err(wrong(what, "give the rows between, or `options.allow_gaps`"));
        }
        Ok(at)
    }

    /// The monitor again, fed with the rows from `at` on.
    pub(super) fn resumed(self, input: &Input, at: usize) -> Result<(Series, One), Diagnostic> {
        let monitor = Monitor::resume(self.state.clone()).map_err(|e| input.refused(&e))?;
        let (series, mut one) = watched(input, monitor, at, self.alarms.clone())?;
        if series.dates.is_empty() {
            return Ok((series, self));
        }
        // A run with few rows knows few days.
        let known = self.days.iter().filter(|day| !one.days.contains(day)).copied();
        let mut days: Vec<Date> = known.chain(one.days.iter().copied()).collect();
        days.sort_unstable();
        one.days = days.split_off(days.len().saturating_sub(TAIL));
        Ok((series, one))
    }
}
