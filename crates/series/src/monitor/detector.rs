//! What is watched: a statistic that a new row updates, and the form of its boundary.

use super::published;
use super::sums::{Centred, Plain};
use serde::{Deserialize, Serialize};

/// A statistic of the rows up to now, and what it is held against.
///
/// With n regression rows of training, t of them up to now and k = t - n:
///
/// | name | statistic | boundary |
/// |---|---|---|
/// | `psy` | BSADF at the row | c, over bootstrap samples of the training: Phillips and Shi (2020) |
/// | `fluc` | Dickey-Fuller t-ratio from the first row, which is 0, without intercept | sqrt(b + ln(t / n)): Homm and Breitung (2012) |
/// | `cusum` | (y now - y at the end of training) / s, s the root mean square change up to now | sqrt(t (b + ln(t / n))): the same |
/// | `sadf` | Dickey-Fuller t-ratio from the first row, with intercept | q: Kurozumi (2020) |
/// | `gsadf-0.4`, `gsadf-0.8` | the largest such over starts in the first 40 % or 80 % of training | q (a + b ln(c + k / n)): the same |
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detector {
    /// BSADF of Phillips, Shi and Yu.
    Psy,
    /// FLUC of Homm and Breitung.
    Fluc,
    /// CUSUM of Homm and Breitung, without an estimated drift.
    Cusum,
    /// SADF of Kurozumi.
    Sadf,
    /// GSADF of Kurozumi, s0 = 0.4.
    #[serde(rename = "gsadf-0.4")]
    Gsadf40,
    /// GSADF of Kurozumi, s0 = 0.8.
    #[serde(rename = "gsadf-0.8")]
    Gsadf80,
}

impl Detector {
    /// All of them.
    pub const ALL: [Detector; 6] =
        [Detector::Psy, Detector::Fluc, Detector::Cusum, Detector::Sadf, Detector::Gsadf40, Detector::Gsadf80];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Detector::Psy => "psy",
            Detector::Fluc => "fluc",
            Detector::Cusum => "cusum",
            Detector::Sadf => "sadf",
            Detector::Gsadf40 => "gsadf-0.4",
            Detector::Gsadf80 => "gsadf-0.8",
        }
    }

    /// The boundary at t regression rows, n of them training.
    pub(super) fn boundary(self, constant: f64, t: usize, n: usize) -> f64 {
        let (t, n) = (t as f64, n as f64);
        match self {
            Detector::Psy | Detector::Sadf => constant,
            Detector::Fluc => (constant + (t / n).ln()).max(0.0).sqrt(),
            Detector::Cusum => (t * (constant + (t / n).ln()).max(0.0)).sqrt(),
            Detector::Gsadf40 => constant * growth([0.76, 0.02, 0.34], t / n - 1.0),
            Detector::Gsadf80 => constant * growth([0.73, 0.03, 0.90], t / n - 1.0),
        }
    }

    /// The least constant with which the boundary is not crossed at this row.
    pub(super) fn needed(self, statistic: f64, t: usize, n: usize) -> f64 {
        let (rows, of) = (t as f64, n as f64);
        match self {
            Detector::Psy | Detector::Sadf => statistic,
            Detector::Fluc => statistic * statistic.max(0.0) - (rows / of).ln(),
            Detector::Cusum => statistic * statistic.max(0.0) / rows - (rows / of).ln(),
            Detector::Gsadf40 | Detector::Gsadf80 => statistic / self.boundary(1.0, t, n),
        }
    }

    /// The constant that was published for this training and horizon, where one was.
    pub fn published(self, level: f64, training: usize, horizon: usize) -> Option<f64> {
        match self {
            Detector::Psy => None,
            Detector::Fluc => published::fluc(level, training, horizon),
            Detector::Cusum => published::cusum(level, training, horizon),
            Detector::Sadf => published::kurozumi(0, level, training, horizon),
            Detector::Gsadf40 => published::kurozumi(1, level, training, horizon),
            Detector::Gsadf80 => published::kurozumi(2, level, training, horizon),
        }
    }

    /// How many starts it looks at where n regression rows are training; none of its own for BSADF.
    fn starts(self, n: usize) -> usize {
        match self {
            Detector::Psy => 0,
            Detector::Fluc | Detector::Cusum | Detector::Sadf => 1,
            Detector::Gsadf40 => (n * 2 / 5).max(1),
            Detector::Gsadf80 => (n * 4 / 5).max(1),
        }
    }
}

fn growth([a, b, c]: [f64; 3], s: f64) -> f64 {
    a + b * (c + s).ln()
}

/// The sums of a detector: all that is kept of the rows so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Sums {
    /// BSADF looks at rows again.
    Rows,
    /// From the first row, without intercept.
    Fluc(Plain),
    /// The changes, and how high the series stood at the end of training.
    Cusum { changes: Plain, from: f64 },
    /// With intercept, from each start.
    Starts(Vec<Centred>),
}

impl Sums {
    pub(super) fn new(detector: Detector, n: usize) -> Self {
        match detector {
            Detector::Psy => Sums::Rows,
            Detector::Fluc => Sums::Fluc(Plain::default()),
            Detector::Cusum => Sums::Cusum { changes: Plain::default(), from: 0.0 },
            _ => Sums::Starts(vec![Centred::default(); detector.starts(n)]),
        }
    }

    /// Adds regression row `t`, from 1: the level before it and the change to it, both of a series that starts at 0.
    pub(super) fn add(&mut self, t: usize, n: usize, level: f64, change: f64) {
        match self {
            Sums::Rows => {}
            Sums::Fluc(plain) => plain.add(level, change),
            Sums::Cusum { changes, from } => {
                changes.add(level, change);
                if t == n {
                    *from = level + change;
                }
            }
            Sums::Starts(starts) => starts.iter_mut().take(t).for_each(|start| start.add(level, change)),
        }
    }

    /// The statistic where the series stands at `level`; NaN where it has none.
    pub(super) fn statistic(&self, level: f64) -> f64 {
        match self {
            Sums::Rows => f64::NAN,
            Sums::Fluc(plain) => plain.t(),
            Sums::Cusum { changes, from } => (level - from) / changes.variance().sqrt(),
            Sums::Starts(starts) => starts.iter().map(Centred::t).fold(f64::NAN, f64::max),
        }
    }

    /// Whether these are sums that the detector has after t regression rows.
    pub(super) fn is_of(&self, detector: Detector, t: usize, n: usize) -> bool {
        match (self, detector) {
            (Sums::Rows, Detector::Psy) => true,
            (Sums::Fluc(plain), Detector::Fluc) => plain.is_of(t),
            (Sums::Cusum { changes, from }, Detector::Cusum) => changes.is_of(t) && from.is_finite(),
            (Sums::Starts(starts), Detector::Sadf | Detector::Gsadf40 | Detector::Gsadf80) => {
                starts.len() == detector.starts(n) && starts.iter().enumerate().all(|(s, start)| start.is_of(t - s))
            }
            _ => false,
        }
    }
}
