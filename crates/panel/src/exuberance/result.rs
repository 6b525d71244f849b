//! What the tests found, as it is printed: the JSON fields are these fields.

use super::Critical;
use froth_series::psy::{Direction, Lag, Level};
use jiff::civil::Date;
use serde::Serialize;

/// How the lags of the regressions were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LagChoice {
    /// They were given.
    Fixed,
    /// By the Bayesian information criterion, anew in every window.
    Bic,
    /// By Akaike's, anew in every window.
    Aic,
    /// By the Bayesian one, once on the whole series.
    BicOnce,
    /// By Akaike's, once on the whole series.
    AicOnce,
}

impl LagChoice {
    pub(super) fn of(lag: Lag, once: bool) -> Self {
        match (lag, once) {
            (Lag::Fixed(_), _) => LagChoice::Fixed,
            (Lag::Bic(_), false) => LagChoice::Bic,
            (Lag::Aic(_), false) => LagChoice::Aic,
            (Lag::Bic(_), true) => LagChoice::BicOnce,
            (Lag::Aic(_), true) => LagChoice::AicOnce,
        }
    }
}

/// Which way a series went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Upwards.
    Growth,
    /// Downwards.
    Decline,
}

impl From<Direction> for Way {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Growth => Way::Growth,
            Direction::Decline => Way::Decline,
        }
    }
}

/// Every series tested, and how.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exuberance {
    /// Where critical values come from.
    pub method: Method,
    /// What readers have to know.
    pub conventions: &'static [&'static str],
    /// The series, in the order given.
    pub series: Vec<Tested>,
    /// All series together, where that was wanted.
    pub panel: Option<PanelExuberance>,
}

/// Where critical values come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Method {
    /// Simulation, bootstrap or none.
    pub critical_values: Critical,
    /// Samples.
    pub replications: Option<usize>,
    /// What they start from.
    pub seed: Option<u64>,
    /// Rows of a bootstrap sample where they are not those of the series.
    pub control: Option<usize>,
    /// Residuals of bootstrap samples: `drawn`, or `in-place`, each at its row.
    pub residuals: Option<&'static str>,
    /// What is held against BSADF: `running_sadf` or `gsadf`.
    pub line: Option<&'static str>,
    /// The level of that line, in percent.
    pub level: Option<u8>,
}

/// Something for each of the levels of critical values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Levels<T> {
    /// At 90 %.
    #[serde(rename = "90")]
    pub p90: T,
    /// At 95 %.
    #[serde(rename = "95")]
    pub p95: T,
    /// At 99 %.
    #[serde(rename = "99")]
    pub p99: T,
}

impl<T> Levels<T> {
    /// At one of them.
    pub fn at(&self, level: Level) -> &T {
        match level {
            Level::Ninety => &self.p90,
            Level::NinetyFive => &self.p95,
            Level::NinetyNine => &self.p99,
        }
    }
}

impl Levels<f64> {
    pub(super) fn of([p90, p95, p99]: [f64; 3]) -> Self {
        Levels { p90, p95, p99 }
    }
}

impl Levels<Vec<f64>> {
    pub(super) fn sequences(rows: &[[f64; 3]]) -> Self {
        let level = |place: usize| rows.iter().map(|row| row[place]).collect();
        Levels { p90: level(0), p95: level(1), p99: level(2) }
    }
}

/// Critical values of the statistics of a whole series.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct CriticalValues {
    pub adf: Levels<f64>,
    pub sadf: Levels<f64>,
    pub gsadf: Levels<f64>,
}

/// Shares of samples with at least such a statistic, the series itself counted among them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct PValues {
    pub adf: Option<f64>,
    pub sadf: Option<f64>,
    pub gsadf: f64,
}

/// Missing rows that were cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Trimmed {
    /// At the beginning.
    pub leading: usize,
    /// At the end.
    pub trailing: usize,
    /// Between rows that are equally far apart: those of other series, that come more often.
    pub between: usize,
}

/// Fewer ends of windows than that, or windows of not even so many rows, say little.
const FEW: usize = 10;

/// A series and its tests.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tested {
    /// Its name.
    pub name: String,
    /// Rows tested.
    pub n: usize,
    /// The first of them.
    pub from: Date,
    /// The last of them.
    pub to: Date,
    /// Missing rows outside.
    pub trimmed: Trimmed,
    /// Whether its logarithm was tested.
    pub log: bool,
    /// Lags, or the most that were tried.
    pub lag: usize,
    /// Who chose the lags.
    pub lag_choice: LagChoice,
    /// The shortest window, in regression rows.
    pub min_window: usize,
    /// ADF of the whole series; null where its regression is degenerate.
    pub adf: Option<f64>,
    /// The largest BADF.
    pub sadf: Option<f64>,
    /// The largest BSADF.
    pub gsadf: f64,
    /// Which way the series went in the window of the largest BSADF.
    pub direction: Way,
    /// How many windows there are.
    pub windows: usize,
    /// Null where none were wanted.
    pub critical_values: Option<CriticalValues>,
    /// Null where there are no critical values, or those of samples of another length.
    pub p_values: Option<PValues>,
    /// The shortest episode, in rows.
    pub min_duration: usize,
    /// When BSADF was above its critical value for so long.
    pub episodes: Vec<Episode>,
    /// The same of BADF, after Phillips, Wu and Yu (2011).
    pub sadf_episodes: Vec<Episode>,
    /// The dates of the sequences below: from the end of the first window on.
    pub dates: Vec<Date>,
    /// ADF from the first row to each.
    pub badf: Vec<Option<f64>>,
    /// The largest ADF over every start, at each.
    pub bsadf: Vec<Option<f64>>,
    /// What BADF is held against.
    pub badf_critical: Option<Levels<Vec<f64>>>,
    /// What BSADF is held against; episodes are by the level of the method.
    pub bsadf_critical: Option<Levels<Vec<f64>>>,
    /// The p-value of BSADF at each row, against the distribution that its line is a quantile of.
    pub bsadf_p_values: Option<Vec<Option<f64>>>,
    /// 1 in an episode of growth or decline, else 0; null without critical values.
    pub in_episode: Option<Vec<u8>>,
    /// The level that decides and dates.
    #[serde(skip)]
    pub level: Level,
    /// The dates of all rows.
    #[serde(skip)]
    pub all_dates: Vec<Date>,
    /// The numbers tested, of all rows.
    #[serde(skip)]
    pub values: Vec<f64>,
}

impl Tested {
    /// Whether GSADF is above its critical value. Where it is not, episodes are no more than chance gives.
    pub fn is_explosive(&self) -> Option<bool> {
        self.critical_values.as_ref().map(|critical| self.gsadf > *critical.gsadf.at(self.level))
    }

    /// The longest episode that goes the way of the largest statistic, if the series is explosive.
    pub fn longest(&self) -> Option<&Episode> {
        let same = self.episodes.iter().filter(|e| e.kind == self.direction && self.is_explosive() == Some(true));
        same.max_by_key(|e| e.duration)
    }

    /// Whether so few or so short windows were tested that a verdict says little.
    pub fn is_thin(&self) -> bool {
        self.dates.len() < FEW || self.min_window < FEW - 2
    }
}

/// A run of rows whose BSADF is above its critical value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Episode {
    /// The first row above.
    pub start: Date,
    /// Where the series is largest.
    pub peak: Date,
    /// The last row above.
    pub end: Date,
    /// Rows.
    pub duration: usize,
    /// Whether it reaches the last row.
    pub ongoing: bool,
    /// Growth or decline: the series at the episode's largest BSADF, against the start of that window.
    pub kind: Way,
    /// Whether that is a decline.
    pub collapse: bool,
    /// The root from start to peak; null for a collapse, and where there are too few rows.
    pub root: Option<Growth>,
    /// How soon it doubled; null unless the root is above 1.
    pub doubling_time: Option<Doubling>,
}

/// An autoregressive root with its interval of 95 %.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Growth {
    pub rho: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Regression rows.
    pub rows: usize,
}

/// A doubling time with its interval of 95 %.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Doubling {
    /// Rows until twice the level.
    pub rows: f64,
    /// The shorter end.
    pub low: Option<f64>,
    /// The longer end; null where it may be that nothing doubles.
    pub high: Option<f64>,
}

/// The panel test.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelExuberance {
    /// Names of the series.
    pub series: Vec<String>,
    /// Rows that all have.
    pub n: usize,
    /// The first of them.
    pub from: Date,
    /// The last of them.
    pub to: Date,
    /// Lags, or the most that were tried.
    pub lag: usize,
    /// Who chose the lags.
    pub lag_choice: LagChoice,
    /// The shortest window, in regression rows.
    pub min_window: usize,
    /// The largest mean BSADF.
    pub gsadf: f64,
    /// Which way most series went in the windows of that.
    pub direction: Option<Way>,
    /// Critical values of that, by sieve bootstrap.
    pub critical_values: Option<Levels<f64>>,
    /// Its p-value.
    pub p_value: Option<f64>,
    /// The shortest episode, in rows.
    pub min_duration: usize,
    /// When the mean BSADF was above its critical value at each row; the peak is where it was largest.
    pub episodes: Vec<Episode>,
    /// The dates of the sequences below.
    pub dates: Vec<Date>,
    /// The mean of the series' BSADF.
    pub bsadf: Vec<Option<f64>>,
    /// Its critical values, row by row.
    pub bsadf_critical: Option<Levels<Vec<f64>>>,
    /// The level that decides and dates.
    #[serde(skip)]
    pub level: Level,
}
