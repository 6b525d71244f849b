//! Is it happening now? Monitors: a training sample that is taken to be calm, then one new row at a time, and an alarm at the
//! first row whose statistic is above its boundary.
//!
//! The boundary holds the chance of any alarm within the horizon, not at each row: of series that go on as walks do, 5 in 100
//! give one at the level 0.95. Statistics and forms of boundaries are those of [`Detector`]; their constants are simulated for
//! the training and the horizon at hand, and come out as published where the literature has a table.
//!
//! A row costs O(1) with `fluc`, `cusum` and `sadf`, O(n) of training with `gsadf-0.4` and `gsadf-0.8`, and O(t) with `psy`,
//! which looks at every start.
//!
//! ```
//! use froth_series::monitor::{Detector, Monitor, Options};
//! let calm = |t: i32| f64::from(t * t % 7 - t * t % 5);
//! let mut level = 100.0;
//! let training: Vec<f64> = (0..60).map(|t| { level += calm(t); level }).collect();
//! let options = Options { horizon: 24, ..Options::default() };
//! let mut monitor = Monitor::train(&training, &options, &()).unwrap();
//! for t in 0..24 {
//!     level = level * 1.10 + calm(t);
//!     monitor.push(level).unwrap();
//! }
//! let sadf = monitor.watched().iter().find(|one| one.detector == Detector::Sadf).unwrap();
//! assert!(sadf.alarm.is_some_and(|row| row < 75));
//! ```

mod boundary;
mod detector;
mod published;
mod state;
mod sums;
#[cfg(test)]
mod tests;

pub use detector::Detector;
pub use state::State;
pub(crate) use sums::Centred;

use crate::SeriesError;
use crate::error::varying;
use crate::psy::{self, Draws, Settings};
use crate::watch::Watch;
use detector::Sums;

/// The fewest rows of a training sample: the published tables begin there.
pub const FEWEST: usize = 21;

/// The most rows of a horizon, as a multiple of the training: the published tables end there.
pub const FARTHEST: usize = 10;

/// How a series is monitored.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// What is watched.
    pub detectors: Vec<Detector>,
    /// How many rows after the training the level is held over.
    pub horizon: usize,
    /// 1 less the chance of an alarm within the horizon where nothing is explosive.
    pub level: f64,
    /// Lags and shortest window of BSADF; the shortest window is that of the training where `None`. The others have no lags.
    pub settings: Settings,
    /// Walks and samples that constants are made from.
    pub draws: Draws,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            detectors: vec![Detector::Psy, Detector::Fluc, Detector::Cusum, Detector::Sadf],
            horizon: 24,
            level: 0.95,
            settings: Settings::default(),
            draws: Draws { replications: 2000, seed: 1, sequences: false },
        }
    }
}

impl Options {
    /// Walks and samples to be drawn: what progress is measured in.
    pub fn steps(&self) -> usize {
        let psy = self.detectors.contains(&Detector::Psy);
        let others = self.detectors.iter().any(|detector| *detector != Detector::Psy);
        self.draws.replications * (usize::from(psy) + usize::from(others))
    }
}

/// What one detector has seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// Which.
    pub detector: Detector,
    /// The constant of its boundary.
    pub constant: f64,
    /// The constant that was published for this training, horizon and level, where one was.
    pub published: Option<f64>,
    /// The row of the series, from 0, of the first alarm.
    pub alarm: Option<usize>,
}

/// A statistic and its boundary at a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// `None` where its regression is degenerate.
    pub statistic: Option<f64>,
    /// What it is held against.
    pub boundary: f64,
}

impl Point {
    /// Whether the statistic is above its boundary.
    pub fn is_above(&self) -> bool {
        self.statistic.is_some_and(|x| x > self.boundary)
    }
}

/// A trained monitor, which takes one row after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Monitor {
    training: usize,
    horizon: usize,
    level: f64,
    settings: Settings,
    watched: Vec<Watched>,
    sums: Vec<Sums>,
    /// The first row and the power of two that the others are seen with.
    origin: f64,
    scale: f64,
    /// The last row, so seen.
    last: f64,
    /// Rows seen, the training among them.
    rows: usize,
    /// The rows themselves, where BSADF is watched.
    seen: Vec<f64>,
}

impl Monitor {
    /// Learns from a training sample that is taken to be calm, and makes the boundaries.
    ///
    /// `watch` is told of each walk and sample, and can stop the run.
    ///
    /// # Errors
    ///
    /// Fewer rows than [`FEWEST`] or than the shortest window needs, one that is not finite, a constant series; no horizon or
    /// one of more than [`FARTHEST`] times the training; a level that is none; no detectors or replications.
    pub fn train(training: &[f64], options: &Options, watch: &dyn Watch) -> Result<Self, SeriesError> {
        varying(training, FEWEST)?;
        if !(options.level > 0.0 && options.level < 1.0) {
            return Err(SeriesError::Setting { name: "the level", rule: "between 0 and 1" });
        }
        if options.horizon == 0 {
            return Err(SeriesError::Setting { name: "the horizon", rule: "one row or more" });
        }
        if options.horizon > FARTHEST.saturating_mul(training.len()) {
            return Err(SeriesError::Setting { name: "the horizon", rule: "ten times the training at most" });
        }
        if options.detectors.is_empty() {
            return Err(SeriesError::Nothing { what: "detectors" });
        }
        if options.draws.replications == 0 {
            return Err(SeriesError::Nothing { what: "replications" });
        }
        let mut detectors = options.detectors.clone();
        detectors.sort_unstable();
        detectors.dedup();
        let n = training.len() - 1;
        let psy = detectors.contains(&Detector::Psy);
        let settings = Settings {
            min_window: Some(
                options
                    .settings
                    .min_window
                    .unwrap_or_else(|| psy::min_window(training.len()).max(options.settings.lag.most() + 3)),
            ),
            ..options.settings
        };
        let bsadf = if psy {
            let null = psy::ahead_bootstrap(training, settings, options.horizon, options.draws, watch)?;
            Some(null.quantile(options.level))
        } else {
            None
        };
        let others: Vec<Detector> = detectors.iter().copied().filter(|detector| *detector != Detector::Psy).collect();
        let constants = if others.is_empty() {
            Vec::new()
        } else {
            boundary::constants(&others, options.level, n, options.horizon, options.draws, watch)?
        };
        let watched = detectors.iter().zip(bsadf.into_iter().chain(constants)).map(|(detector, constant)| Watched {
            detector: *detector,
            constant,
            published: detector.published(options.level, n, options.horizon),
            alarm: None,
        });
        let origin = training[0];
        let reach = training.iter().fold(0.0f64, |reach, y| reach.max((y - origin).abs()));
        if !reach.is_finite() {
            return Err(SeriesError::TooLarge);
        }
        let mut monitor = Monitor {
            training: training.len(),
            horizon: options.horizon,
            level: options.level,
            settings,
            watched: watched.collect(),
            sums: detectors.iter().map(|detector| Sums::new(*detector, n)).collect(),
            origin,
            scale: 2f64.powi(-(reach.log2().floor().clamp(-1000.0, 1000.0) as i32)),
            last: 0.0,
            rows: 1,
            seen: if psy { vec![origin] } else { Vec::new() },
        };
        for y in &training[1..] {
            monitor.add(*y)?;
        }
        Ok(monitor)
    }

    /// Takes the next row, and gives each detector's statistic and boundary there; `None` beyond the horizon, where nothing
    /// is held any more.
    ///
    /// # Errors
    ///
    /// A row that is not finite, or so far from the training that its square is no number.
    pub fn push(&mut self, y: f64) -> Result<Option<Vec<Point>>, SeriesError> {
        if self.left() == 0 {
            return Ok(None);
        }
        self.add(y)?;
        let (t, n) = (self.rows - 1, self.training - 1);
        let bsadf = if self.seen.is_empty() { None } else { psy::last_bsadf(&self.seen, self.settings)? };
        let mut points = Vec::with_capacity(self.watched.len());
        for (watched, sums) in self.watched.iter_mut().zip(&self.sums) {
            let statistic = match sums {
                Sums::Rows => bsadf,
                _ => Some(sums.statistic(self.last)).filter(|x| x.is_finite()),
            };
            let point = Point { statistic, boundary: watched.detector.boundary(watched.constant, t, n) };
            if point.is_above() && watched.alarm.is_none() {
                watched.alarm = Some(t);
            }
            points.push(point);
        }
        Ok(Some(points))
    }

    fn add(&mut self, y: f64) -> Result<(), SeriesError> {
        /// Beyond it sums of squares end.
        const LARGEST: f64 = 1e100;
        if !y.is_finite() {
            return Err(SeriesError::NotFinite { row: self.rows });
        }
        let next = (y - self.origin) * self.scale;
        if next.is_nan() || next.abs() > LARGEST {
            return Err(SeriesError::TooLarge);
        }
        let (t, n) = (self.rows, self.training - 1);
        self.sums.iter_mut().for_each(|sums| sums.add(t, n, self.last, next - self.last));
        self.last = next;
        self.rows += 1;
        if !self.seen.is_empty() {
            self.seen.push(y);
        }
        Ok(())
    }

    /// What each detector has seen, in one order.
    pub fn watched(&self) -> &[Watched] {
        &self.watched
    }

    /// Rows of the training.
    pub fn training(&self) -> usize {
        self.training
    }

    /// Rows after the training that the level is held over.
    pub fn horizon(&self) -> usize {
        self.horizon
    }

    /// Rows seen, the training among them.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Rows that are left of the horizon.
    pub fn left(&self) -> usize {
        (self.training + self.horizon).saturating_sub(self.rows)
    }

    /// The level.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// Lags and shortest window of BSADF.
    pub fn settings(&self) -> Settings {
        self.settings
    }
}
