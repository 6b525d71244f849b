//! Series under tests for explosive growth: dated by recursive tests, held side by side, or monitored.

use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_core::shown;
use froth_panel::exuberance::compare::{self, Compared};
use froth_panel::exuberance::monitor::{self, Detector, Kept, Monitored};
use froth_panel::exuberance::{
    self, Cache, Columns, Critical, Exuberance, Input, Options, Taken, exuberance, lag_text,
};
use froth_panel::panel::Source;
use froth_render::chart::{self, Chart};
use froth_render::locale::{Language, Locale};
use froth_render::page::{self, Page};
use froth_series::psy::{Lag, Level, Residuals, Settings};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What is asked of series.
#[derive(Debug, Clone, PartialEq)]
pub struct Explosive {
    /// Which series.
    pub columns: Columns,
    /// Lagged differences in the regression, and whether they are chosen once on the whole of each series.
    pub lag: (Lag, bool),
    /// The shortest window, in regression rows.
    pub min_window: Option<usize>,
    /// The level that decides and dates.
    pub level: Level,
    /// Where critical values come from.
    pub critical: Critical,
    /// Samples.
    pub replications: usize,
    /// What they start from.
    pub seed: u64,
    /// What is done with the series.
    pub way: Way,
}

/// What is done with series.
#[derive(Debug, Clone, PartialEq)]
pub enum Way {
    /// Episodes are dated.
    Dated {
        /// The shortest episode, in rows.
        min_duration: Option<usize>,
        /// Rows of a bootstrap sample.
        control: Option<usize>,
        /// Whether bootstrap samples leave each residual at its row.
        in_place: bool,
        /// Whether all series are tested together as well.
        panel: bool,
    },
    /// Several tests stand side by side.
    SideBySide {
        /// The series that is also taken out of the others.
        on: Option<String>,
    },
    /// Rows are held against a boundary as they come.
    Monitored {
        /// The last day of the training.
        from: Date,
        /// Rows after it that the level is held over.
        horizon: Option<usize>,
        /// What is watched; the usual ones where there is none.
        detectors: Vec<Detector>,
        /// The file that is gone on from, and that the next run goes on from.
        state: Option<PathBuf>,
    },
}

/// Puts a file in its place, whole or not at all.
pub type Write<'a> = &'a dyn Fn(&Path, &[u8]) -> Result<(), Diagnostic>;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Statistics and episodes.
    Dated(Box<Exuberance>),
    /// Tests side by side.
    SideBySide(Compared),
    /// What detectors saw.
    Monitored(Monitored),
}

impl Explosive {
    /// Reads the series.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the table, its columns or their rows, with the row.
    pub fn read<'a>(&self, data: impl Into<Source<'a>>, watch: &dyn Watch) -> Result<Taken, Error> {
        let mut columns = self.columns.clone();
        // A fundamental is read beside what is named; where nothing is, every column is.
        if let Way::SideBySide { on: Some(on) } = &self.way {
            if !columns.series.is_empty() {
                columns.series.push(on.clone());
            }
            if !columns.columns.is_empty() || !columns.ratios.is_empty() {
                columns.columns.push(on.clone());
            }
        }
        exuberance::read(data, &columns, watch)
    }

    /// Samples to be drawn: what progress is measured in.
    pub fn steps(&self, inputs: &[Input]) -> u64 {
        match &self.way {
            Way::Dated { .. } => self.dating().steps(inputs),
            Way::SideBySide { on } => {
                let series = inputs.len().saturating_sub(usize::from(on.is_some()));
                compare::steps(&self.dating(), series, on.is_some())
            }
            Way::Monitored { state: Some(file), .. } if file.exists() => 0,
            Way::Monitored { .. } => self.monitoring().map_or(0, |options| options.steps(inputs.len())),
        }
    }

    /// Tests the series, or monitors them: their state is then in its file.
    ///
    /// # Errors
    ///
    /// What the tests and the monitors refuse, with the name of the series, and that the run was ended.
    pub fn run(
        &self,
        mut inputs: Vec<Input>,
        cache: &Cache,
        write: Write<'_>,
        watch: &dyn Watch,
    ) -> Result<Found, Error> {
        match &self.way {
            Way::Dated { .. } => {
                exuberance(&inputs, &self.dating(), cache, watch).map(|found| Found::Dated(Box::new(found)))
            }
            Way::SideBySide { on } => {
                self.settings()?;
                let on = on.as_deref().map(|name| taken_out(&mut inputs, name)).transpose()?;
                if inputs.is_empty() {
                    let message = "there is no series beside the fundamental";
                    return Err(Diagnostic::error(Code::Data, message).help("name one with `options.column`").into());
                }
                compare::compare_tests(&inputs, on.as_ref(), &self.dating(), cache, watch).map(Found::SideBySide)
            }
            Way::Monitored { state, .. } => {
                let options = self.monitoring()?;
                let (found, kept) = match self.kept()? {
                    Some(kept) => monitor::resume(&inputs, &options, kept)?,
                    None => monitor::monitor(&inputs, &options, watch)?,
                };
                // Before anything is told: whoever reads half of it finds the alarm again.
                if let Some(file) = state {
                    write(file, &kept.to_bytes()?)?;
                }
                Ok(Found::Monitored(found))
            }
        }
    }

    /// What results are made from, beside the table and how it is read.
    pub fn stated(&self, made: MadeFrom) -> MadeFrom {
        let made = made
            .flag("column", &self.columns.columns)
            .flag("ratio", &self.columns.ratios)
            .flag("series", &self.columns.series)
            .flag("log", self.columns.log)
            .flag("allow_gaps", self.columns.allow_gaps)
            .flag("lag", lag_text(self.lag.0, self.lag.1))
            .flag("min_window", self.min_window)
            .flag("critical_values", self.critical)
            .flag("level", Some(self.level.percent()).filter(|percent| *percent != 95));
        let (made, draws) = match &self.way {
            Way::Dated { min_duration, control, in_place, panel } => {
                let made = made
                    .flag("min_duration", min_duration)
                    .flag("control", control)
                    .flag("in_place", in_place)
                    .flag("panel", panel);
                (made, *panel || self.critical != Critical::None)
            }
            Way::SideBySide { on } => (made.flag("compare_tests", true).flag("on", on), true),
            Way::Monitored { from, horizon, detectors, .. } => {
                let names: Vec<&str> = detectors.iter().map(|one| one.as_str()).collect();
                (made.flag("monitor", from.to_string()).flag("horizon", horizon).flag("detector", names), true)
            }
        };
        if draws { made.flag("replications", self.replications).seed(self.seed) } else { made }
    }

    fn dating(&self) -> Options {
        let settings = Settings { lag: self.lag.0, min_window: self.min_window };
        let (replications, seed, level) = (self.replications, self.seed, self.level);
        let usual = Options { settings, replications, seed, level, ..Options::default() };
        let Way::Dated { min_duration, control, in_place, panel } = self.way else { return usual };
        Options {
            lag_once: self.lag.1,
            critical: self.critical,
            min_duration,
            control,
            residuals: if in_place { Residuals::InPlace } else { Residuals::Drawn },
            panel,
            ..usual
        }
    }

    fn monitoring(&self) -> Result<monitor::Options, Diagnostic> {
        let Way::Monitored { from, horizon, detectors, .. } = &self.way else {
            return Ok(monitor::Options::new(Date::default()));
        };
        let usual = monitor::Options::new(*from);
        Ok(monitor::Options {
            horizon: *horizon,
            detectors: if detectors.is_empty() { usual.detectors.clone() } else { detectors.clone() },
            settings: self.settings()?,
            replications: self.replications,
            seed: self.seed,
            level: f64::from(self.level.percent()) / 100.0,
            allow_gaps: self.columns.allow_gaps,
            ..usual
        })
    }

    /// Lags where they cannot be chosen once: a monitor has no whole series, and tests side by side have one each.
    fn settings(&self) -> Result<Settings, Diagnostic> {
        let (lag, once) = self.lag;
        if once {
            let message = "lags are chosen once on a whole series, which --monitor and --compare-tests do not have";
            let help = format!("choose them anew in every window (`{lag}`), or give their number (`2`)");
            return Err(Diagnostic::error(Code::Data, message).help(help));
        }
        Ok(Settings { lag, min_window: self.min_window })
    }

    /// What an earlier run left, if there was one.
    fn kept(&self) -> Result<Option<Kept>, Diagnostic> {
        let Way::Monitored { state: Some(file), .. } = &self.way else { return Ok(None) };
        let name = shown::path(file);
        match std::fs::read(file) {
            Ok(bytes) => Kept::from_bytes(&name, &bytes).map(Some),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Diagnostic::error(Code::Unreadable, format!("cannot read the state {name}: {e}"))),
        }
    }
}

fn taken_out(inputs: &mut Vec<Input>, name: &str) -> Result<Input, Diagnostic> {
    let missing = || {
        let message = format!("the data have no series `{name}` of numbers");
        Diagnostic::error(Code::Data, message).help("name a column with `options.on`")
    };
    let place = inputs.iter().rposition(|input| input.name() == name).ok_or_else(missing)?;
    Ok(inputs.remove(place))
}

impl Found {
    /// The document.
    pub fn json(&self, made: &MadeFrom) -> String {
        match self {
            Found::Dated(found) => page::json(made, found),
            Found::SideBySide(found) => page::json(made, found),
            Found::Monitored(found) => page::json(made, found),
        }
    }

    /// The numbers as CSV.
    pub fn csv(&self) -> String {
        match self {
            Found::Dated(found) => page::exuberant_csv(found),
            Found::SideBySide(found) => page::compared_tests_csv(found),
            Found::Monitored(found) => page::monitored_csv(found),
        }
    }

    /// The page; `source` is what it calls the data.
    pub fn page(&self, source: &str, locale: &Locale) -> Page {
        match self {
            Found::Dated(found) => page::exuberant(found, source, locale),
            Found::SideBySide(found) => page::compared_tests(found, source, locale),
            Found::Monitored(found) => page::monitored(found, source, locale),
        }
    }

    /// The chart.
    pub fn chart(&self, source: &str, language: Language) -> Chart {
        match self {
            Found::Dated(found) => chart::exuberance(found, source, language),
            Found::SideBySide(found) => chart::compared_tests(found, source, language),
            Found::Monitored(found) => chart::monitor(found, source, language),
        }
    }
}
