//! The sums of a regression that grows by a row at a time: O(1) a row, and nothing of the rows is kept.

use serde::{Deserialize, Serialize};

/// Below this share of the product of the diagonal nothing is left of a determinant but rounding.
const DETERMINANT: f64 = 1e-12;

/// Sums about the means of `dy_t = a + b y_{t-1} + e_t`, updated as Welford (1962, Technometrics 4(3)) does, so that a
/// high level costs no digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Centred {
    rows: f64,
    level: f64,
    change: f64,
    ll: f64,
    lc: f64,
    cc: f64,
}

impl Centred {
    pub(crate) fn add(&mut self, level: f64, change: f64) {
        self.rows += 1.0;
        let (l, c) = (level - self.level, change - self.change);
        self.level += l / self.rows;
        self.change += c / self.rows;
        self.ll += l * (level - self.level);
        self.lc += l * (change - self.change);
        self.cc += c * (change - self.change);
    }

    /// The t-ratio of b, with an intercept; NaN where it is degenerate.
    pub(crate) fn t(&self) -> f64 {
        ratio(self.ll, self.lc, self.cc, self.rows - 2.0)
    }

    /// The squares that the line leaves.
    pub(crate) fn left(&self) -> f64 {
        let explained = if self.ll > 0.0 { self.lc * self.lc / self.ll } else { 0.0 };
        (self.cc - explained).max(0.0)
    }

    /// Whether these can be the sums of so many rows.
    pub(crate) fn is_of(&self, rows: usize) -> bool {
        let all = [self.level, self.change, self.ll, self.lc, self.cc];
        self.rows == rows as f64 && all.iter().all(|x| x.is_finite()) && self.ll >= 0.0 && self.cc >= 0.0
    }
}

/// Sums of `dy_t = b y_{t-1} + e_t`, of a series that starts at 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plain {
    rows: f64,
    ll: f64,
    lc: f64,
    cc: f64,
}

impl Plain {
    pub(super) fn add(&mut self, level: f64, change: f64) {
        self.rows += 1.0;
        self.ll += level * level;
        self.lc += level * change;
        self.cc += change * change;
    }

    /// The t-ratio of b, without an intercept; NaN where it is degenerate.
    pub(super) fn t(&self) -> f64 {
        ratio(self.ll, self.lc, self.cc, self.rows - 1.0)
    }

    /// The mean square of the changes.
    pub(super) fn variance(&self) -> f64 {
        self.cc / self.rows
    }

    /// Whether these can be the sums of so many rows.
    pub(super) fn is_of(&self, rows: usize) -> bool {
        let all = [self.ll, self.lc, self.cc];
        self.rows == rows as f64 && all.iter().all(|x| x.is_finite()) && self.ll >= 0.0 && self.cc >= 0.0
    }
}

fn ratio(ll: f64, lc: f64, cc: f64, freedom: f64) -> f64 {
    let (whole, left) = (ll * cc, ll * cc - lc * lc);
    if freedom > 0.0 && whole > 0.0 && left > DETERMINANT * whole {
        freedom.sqrt() * lc / left.sqrt()
    } else {
        f64::NAN
    }
}
