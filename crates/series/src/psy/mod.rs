//! Recursive right-tailed unit-root tests for explosive behaviour: ADF, BADF, SADF, BSADF, GSADF.
//!
//! The regression of a window of rows is the augmented Dickey-Fuller regression with an intercept,
//!
//! ```text
//! dy_t = a + b y_{t-1} + sum_{k=1..K} c_k dy_{t-k} + e_t,
//! ```
//!
//! and its statistic the t-ratio of b, large where the series grows at a growing rate.
//!
//! | name | over which windows |
//! |---|---|
//! | ADF | the whole sample |
//! | BADF | from the first row to each end: a sequence |
//! | SADF | the largest BADF |
//! | BSADF | the largest over every start, at each end: a sequence |
//! | GSADF | the largest BSADF |
//!
//! Phillips, Wu and Yu (2011), International Economic Review 52(1), section 2 (ADF, SADF); Phillips, Shi and Yu
//! (2015), International Economic Review 56(4), sections 2 and 3 (GSADF, BSADF, dates).
//!
//! **Windows count regression rows.** A series of n rows with K lags has n - 1 - K regression rows; a window of w
//! regression rows spans w + 1 + K rows of the series. So does exuber's `radf`; the authors' own code and psymonitor
//! count rows of the series instead.
//!
//! **Cost.** The sums of every window that ends at a row are running sums backwards from that row: O(n^2) windows at
//! O(K^3) each, O(n K) memory. Where a window is too ill-conditioned for sums, they are taken in twice the precision, of all
//! windows of that end: some twenty times the work of others, of the same order. Ends are independent, so that results are
//! the same on any number of threads.

mod ahead;
mod autoregression;
mod design;
mod double;
mod episodes;
mod fresh;
mod lanes;
mod monte_carlo;
mod null;
mod panel;
pub(crate) mod random;
mod root;
mod scan;
#[cfg(test)]
mod tests;
mod wild;

use super::SeriesError;
use super::error::varying;
pub use ahead::{ahead_bootstrap, last_bsadf};
use design::Design;
pub use episodes::{Direction, Episode, min_duration};
use fresh::Fresh;
use lanes::LANES;
pub use monte_carlo::{monte_carlo, without_drift};
pub use null::quantile;
pub use null::{Distribution, Draws, LEVELS, Level, Null, Rows, Sequence};
pub use panel::{PanelExuberance, PanelNull, panel, sieve_bootstrap};
use rayon::prelude::*;
pub use root::{Root, RootSettings, explosive_root};
use scan::{Afresh, Scan};
pub use wild::{Bootstrap, Residuals, wild_bootstrap};

/// The largest number of lags.
pub const MAX_LAG: usize = 24;

/// How many lagged differences the regression has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// So many.
    Fixed(usize),
    /// From 0 to so many, those with the least Bayesian information criterion, chosen anew in every window, so that
    /// the statistic at a row knows nothing of later rows.
    ///
    /// All are compared on the rows that the longest leaves, with m ln(SSR / m) + (k + 2) ln m for m regression rows.
    /// The code of Phillips, Shi and Yu also chooses in every window, but on samples that differ by lag and with a
    /// likelihood of unit variance; exuber chooses once, on the whole sample.
    Bic(usize),
    /// The same by Akaike's criterion: 2 for each coefficient in place of ln m.
    Aic(usize),
}

impl Lag {
    /// The number of lags, or the largest that is tried.
    pub fn most(self) -> usize {
        match self {
            Lag::Fixed(lag) | Lag::Bic(lag) | Lag::Aic(lag) => lag,
        }
    }

    /// Whether a criterion chooses.
    fn is_chosen(self) -> bool {
        !matches!(self, Lag::Fixed(_))
    }

    /// What a coefficient costs in so many rows.
    fn penalty(self, rows: f64) -> f64 {
        match self {
            Lag::Fixed(_) => 0.0,
            Lag::Bic(_) => rows.ln(),
            Lag::Aic(_) => 2.0,
        }
    }
}

/// As options say it: `2`, `bic:4` or `aic:4`.
impl std::fmt::Display for Lag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Lag::Fixed(lag) => write!(f, "{lag}"),
            Lag::Bic(most) => write!(f, "bic:{most}"),
            Lag::Aic(most) => write!(f, "aic:{most}"),
        }
    }
}

impl std::str::FromStr for Lag {
    type Err = SeriesError;

    fn from_str(text: &str) -> Result<Self, SeriesError> {
        let (kind, most): (fn(usize) -> Lag, &str) = match text.split_once(':') {
            Some(("bic", most)) => (Lag::Bic, most),
            Some(("aic", most)) => (Lag::Aic, most),
            _ => (Lag::Fixed, text),
        };
        let wrong = |_| SeriesError::Setting { name: "the lag", rule: "a number, bic:K or aic:K" };
        most.parse().map(kind).map_err(wrong)
    }
}

/// What the tests leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Lags of the regression.
    pub lag: Lag,
    /// The shortest window, in regression rows; [`min_window`] of the length of the series where `None`.
    pub min_window: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { lag: Lag::Fixed(0), min_window: None }
    }
}

/// The customary shortest window of a series of `n` rows: floor((0.01 + 1.8 / sqrt n) n).
///
/// Phillips, Shi and Yu (2015), their rule r0 = 0.01 + 1.8 / sqrt T; `psy_minw` of exuber.
pub fn min_window(n: usize) -> usize {
    let n = n as f64;
    ((0.01 + 1.8 / n.sqrt()) * n).floor() as usize
}

/// The statistics of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct Exuberance {
    /// Rows of the series.
    pub rows: usize,
    /// Lags.
    pub lag: Lag,
    /// The shortest window, in regression rows.
    pub min_window: usize,
    /// The row of the series, from 0, that the first number of the sequences belongs to: `min_window` + lags. The
    /// sequences run from there to the last row.
    pub first: usize,
    /// ADF of the whole series; `None` where its regression is degenerate.
    pub adf: Option<f64>,
    /// ADF from the first row to each row from `first` on; `None` where the regression is degenerate.
    pub badf: Vec<Option<f64>>,
    /// The largest BADF.
    pub sadf: Option<f64>,
    /// The largest ADF over every start, at each row from `first` on; degenerate windows are passed over.
    pub bsadf: Vec<Option<f64>>,
    /// The row of the series that the window of each BSADF starts with, the first level of its regression; of equals the
    /// latest. `None` where BSADF is.
    pub starts: Vec<Option<usize>>,
    /// The largest BSADF.
    pub gsadf: f64,
}

/// The tests of one series, on all cores.
///
/// A window is degenerate, and has no statistic, where its regressors are collinear (a series that stands still) or
/// its residuals no larger than the rounding of the data (a series that follows from its own past exactly).
/// Statistics do not depend on the unit of the series nor, but for rounding, on its origin.
///
/// ```
/// use froth_series::psy::{exuberance, Settings};
/// let y: Vec<f64> = (0..60).map(|t| 100.0 * 1.03f64.powi(t) + f64::from(t * t % 7)).collect();
/// assert!(exuberance(&y, Settings::default()).unwrap().gsadf > 5.0);
/// ```
///
/// # Errors
///
/// A row that is not finite, a constant series, too few rows, a window too short for its lags, too many lags, or no
/// window with a statistic.
pub fn exuberance(y: &[f64], settings: Settings) -> Result<Exuberance, SeriesError> {
    let plan = Plan::new(y.len(), settings)?;
    varying(y, plan.rows_needed())?;
    let design = Design::new(y, plan.lag);
    let ends: Vec<Ends> = (plan.min_window - 1..design.rows)
        .into_par_iter()
        .step_by(LANES)
        .map_init(Afresh::new, |afresh, e| plan.scan.ends(&design, e, afresh))
        .flatten_iter()
        .collect();
    plan.exuberance(&ends)
}

/// The lags that a criterion chooses once, on the whole series; or those that were given.
///
/// So does exuber. What is chosen knows of later rows, and does not change from window to window.
///
/// # Errors
///
/// As [`exuberance`]; a regression of the whole series that is degenerate.
pub fn chosen_once(y: &[f64], lag: Lag) -> Result<usize, SeriesError> {
    if !lag.is_chosen() {
        return Ok(lag.most());
    }
    let plan = Plan::new(y.len(), Settings { lag, min_window: None })?;
    varying(y, plan.rows_needed())?;
    let design = Design::new(y, lag);
    let mut fresh = Fresh::new();
    fresh.begin(design.rows - 1);
    fresh.lags(&design, lag).ok_or(SeriesError::NoStatistic)
}

/// The statistics of the windows that end at a row; NaN where undefined.
#[derive(Debug, Clone, Copy)]
struct Ends {
    /// From the first row.
    whole: f64,
    /// The largest over all starts.
    sup: f64,
    /// The regression row that the window of `sup` starts with.
    start: usize,
}

impl Ends {
    /// The next window, of an earlier start; before the first `sup` is less than any number.
    fn take(&mut self, statistic: f64, start: usize) {
        if statistic > self.sup {
            (self.sup, self.start) = (statistic, start);
        }
        self.whole = statistic;
    }
}

/// Settings that fit a length.
#[derive(Debug, Clone)]
struct Plan {
    rows: usize,
    lag: Lag,
    min_window: usize,
    scan: Scan,
}

impl Plan {
    fn new(rows: usize, settings: Settings) -> Result<Self, SeriesError> {
        let lag = settings.lag.most();
        if lag > MAX_LAG {
            return Err(SeriesError::LagTooLong { lag, most: MAX_LAG });
        }
        // Intercept, level, lags, and a degree of freedom; a default is lengthened to that.
        let needed = lag + 3;
        let min_window = settings.min_window.unwrap_or_else(|| min_window(rows).max(needed));
        if min_window < needed {
            return Err(SeriesError::WindowTooShort { window: min_window, needed });
        }
        let plan = Plan { rows, lag: settings.lag, min_window, scan: Scan::new(settings.lag, min_window, rows) };
        if rows < plan.rows_needed() {
            return Err(SeriesError::TooShort { rows, needed: plan.rows_needed() });
        }
        Ok(plan)
    }

    fn rows_needed(&self) -> usize {
        self.min_window.saturating_add(self.lag.most() + 1)
    }

    fn first(&self) -> usize {
        self.min_window + self.lag.most()
    }

    /// The windows of every end in turn, on this thread.
    fn serial(&self, y: &[f64], afresh: &mut Afresh) -> Vec<Ends> {
        let design = Design::new(y, self.lag);
        self.ends_from(&design, self.min_window - 1, afresh).collect()
    }

    /// The windows of an end and of all after it.
    fn ends_from(&self, design: &Design, end: usize, afresh: &mut Afresh) -> impl Iterator<Item = Ends> {
        (end..design.rows).step_by(LANES).flat_map(|e| self.scan.ends(design, e, afresh))
    }

    fn exuberance(&self, ends: &[Ends]) -> Result<Exuberance, SeriesError> {
        let largest = |get: fn(&Ends) -> f64| defined(ends.iter().map(get).fold(f64::NAN, f64::max));
        Ok(Exuberance {
            rows: self.rows,
            lag: self.lag,
            min_window: self.min_window,
            first: self.first(),
            adf: ends.last().and_then(|end| defined(end.whole)),
            badf: ends.iter().map(|end| defined(end.whole)).collect(),
            sadf: largest(|end| end.whole),
            bsadf: ends.iter().map(|end| defined(end.sup)).collect(),
            starts: ends.iter().map(|end| defined(end.sup).map(|_| end.start + self.lag.most())).collect(),
            gsadf: largest(|end| end.sup).ok_or(SeriesError::NoStatistic)?,
        })
    }
}

fn defined(x: f64) -> Option<f64> {
    x.is_finite().then_some(x)
}
