//! The statistic of every window that ends at a row, from running sums.
//!
//! Sums run backwards from the end row and are taken about that row's own values. This matters: the origin is one
//! of the m values summed, so that sum (x - o)^2 is at most m times sum (x - mean)^2, and centring loses no more than
//! a factor m of precision, whatever the series' level, trend or growth. Differences of sums over the whole series
//! have no such bound. Columns that are alike are untangled beforehand; what is ill-conditioned even then is summed afresh, in twice the precision.
//!
//! With the columns centred and k lags eliminated, the 2 x 2 block s of level y and difference d gives b and its
//! t-ratio, `t = sqrt(m - 2 - k) s_yd / sqrt(s_yy s_dd - s_yd^2)`: the theorem of Frisch, Waugh and Lovell.

use super::design::{Design, ROUNDING};
use super::fresh::Fresh;
use super::{Ends, Lag, MAX_LAG};

/// Below this determinant, as a share of the product of the diagonal, a window is done afresh. At 1e-4 the running
/// sums of hundreds of rows keep ten digits and more.
const TRUST: f64 = 1e-4;

/// Below this share of the data an untangled column has fewer than ten digits left.
const LEFT: f64 = 1e-6;

#[derive(Debug, Clone)]
pub(super) struct Scan {
    pub(super) lag: Lag,
    min_window: usize,
    /// 1 / m.
    inverse: Vec<f64>,
}

/// t |t| from the centred sums: as large as t in order, without a root. `shift` is added to b.
fn signed_square(df: f64, yy: f64, yd: f64, dd: f64, shift: f64) -> f64 {
    let moved = yd + shift * yy;
    df * moved * moved.abs() / (yy * dd - yd * yd)
}

impl Scan {
    pub(super) fn new(lag: Lag, min_window: usize, rows: usize) -> Self {
        Scan { lag, min_window, inverse: (0..=rows).map(|m| 1.0 / m.max(1) as f64).collect() }
    }

    /// The statistics of the windows of at least `min_window` rows that end at regression row `e`.
    pub(super) fn end(&self, design: &Design, e: usize, fresh: &mut Fresh) -> Ends {
        fresh.begin(e);
        let squares = match design.columns {
            2 => self.level_only(design, e, fresh),
            _ if self.lag.is_chosen() => self.sized::<true>(design, e, fresh),
            _ => self.sized::<false>(design, e, fresh),
        };
        let root = |square: f64| square.abs().sqrt().copysign(square);
        let sup = if squares.sup > f64::NEG_INFINITY { root(squares.sup) } else { f64::NAN };
        Ends { whole: root(squares.whole), sup, start: squares.start }
    }

    /// One copy of the loop for each small number of lags, with sums in registers: three times as fast.
    fn sized<const CHOSEN: bool>(&self, design: &Design, e: usize, fresh: &mut Fresh) -> Ends {
        match design.columns {
            3 => self.lagged::<3, CHOSEN>(3, design, e, fresh),
            4 => self.lagged::<4, CHOSEN>(4, design, e, fresh),
            5 => self.lagged::<5, CHOSEN>(5, design, e, fresh),
            6 => self.lagged::<6, CHOSEN>(6, design, e, fresh),
            7 => self.lagged::<7, CHOSEN>(7, design, e, fresh),
            8 => self.lagged::<8, CHOSEN>(8, design, e, fresh),
            columns @ ..=14 => self.lagged::<14, CHOSEN>(columns, design, e, fresh),
            columns => self.lagged::<{ MAX_LAG + 2 }, CHOSEN>(columns, design, e, fresh),
        }
    }

    /// Mean squares that may be rounding in some window that ends at `e`. Differences of the data have none to speak of;
    /// what is left of a column that was untangled is rounded by as much as the column was.
    fn guard(design: &Design, e: usize) -> f64 {
        if design.untangled { (LEFT * design.reach[e]).powi(2) } else { (ROUNDING * design.reach[e]).powi(2) / TRUST }
    }

    fn level_only(&self, design: &Design, e: usize, fresh: &mut Fresh) -> Ends {
        let guard = Scan::guard(design, e);
        let (y0, d0) = (design.cells[2 * e], design.cells[2 * e + 1]);
        let [mut y, mut d, mut yy, mut yd, mut dd] = [0.0; 5];
        let mut ends = Ends { whole: f64::NAN, sup: f64::NEG_INFINITY, start: e };
        for (s, row) in design.cells[..2 * (e + 1)].chunks_exact(2).enumerate().rev() {
            let (level, difference) = (row[0] - y0, row[1] - d0);
            y += level;
            d += difference;
            yy += level * level;
            yd += level * difference;
            dd += difference * difference;
            let m = e - s + 1;
            if m < self.min_window {
                continue;
            }
            let share = self.inverse[m];
            let guard = guard * m as f64;
            let (yy, yd, dd) = (yy - y * y * share, yd - y * d * share, dd - d * d * share);
            let square = if yy > guard && dd > guard && yy * dd - yd * yd > TRUST * (yy * dd) {
                signed_square(m as f64 - 2.0, yy, yd, dd, design.shift)
            } else {
                fresh.window(design, s, self.lag)
            };
            ends.take(square, s);
        }
        ends
    }

    /// `columns` is at most `C`; where it is `C` itself the compiler knows every length.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the copies for few lags only pay with their lengths known")]
    fn lagged<const C: usize, const CHOSEN: bool>(
        &self,
        columns: usize,
        design: &Design,
        e: usize,
        fresh: &mut Fresh,
    ) -> Ends {
        let guard = Scan::guard(design, e);
        let mut origin = [0.0; C];
        origin[..columns].copy_from_slice(design.row(e));
        let mut sum = [0.0; C];
        let mut cross = [[0.0; C]; C];
        let mut ends = Ends { whole: f64::NAN, sup: f64::NEG_INFINITY, start: e };
        for (s, row) in design.cells[..columns * (e + 1)].chunks_exact(columns).enumerate().rev() {
            let mut x = [0.0; C];
            for i in 0..columns {
                x[i] = row[i] - origin[i];
                sum[i] += x[i];
                for j in 0..=i {
                    cross[i][j] += x[i] * x[j];
                }
            }
            let m = e - s + 1;
            if m < self.min_window {
                continue;
            }
            let mut a = cross;
            for i in 0..columns {
                for j in 0..=i {
                    a[i][j] -= sum[i] * sum[j] * self.inverse[m];
                }
            }
            let square = eliminate::<C, CHOSEN>(self.lag, columns, m, &mut a, guard * m as f64, design.shift)
                .unwrap_or_else(|| fresh.window(design, s, self.lag));
            ends.take(square, s);
        }
        ends
    }
}

/// t |t| from the lower triangle of centred sums, by elimination from the left; `None` where it is not to be trusted.
#[inline(always)]
#[expect(clippy::inline_always, clippy::needless_range_loop, reason = "see lagged; a triangle is read by both indices")]
fn eliminate<const C: usize, const CHOSEN: bool>(
    chosen: Lag,
    columns: usize,
    m: usize,
    a: &mut [[f64; C]; C],
    guard: f64,
    shift: f64,
) -> Option<f64> {
    let (level, difference) = (columns - 2, columns - 1);
    let mut diagonal = 1.0;
    for (i, row) in a.iter().enumerate().take(columns) {
        if row[i] <= guard {
            return None;
        }
        diagonal *= row[i];
    }
    // Both sides of the comparison at the end are products over all columns: the share is a determinant of correlations.
    let mut determinant = 1.0;
    let mut best = Choice::default();
    for lag in 0..=level {
        let (yy, yd, dd) = (a[level][level], a[difference][level], a[difference][difference]);
        if CHOSEN {
            let square = || signed_square((m - 2 - lag) as f64, yy, yd, dd, 0.0);
            best.offer(chosen, m, lag, dd - yd * yd / yy, square);
        }
        if lag == level {
            determinant *= yy * dd - yd * yd;
            if !CHOSEN {
                best.square = signed_square((m - 2 - lag) as f64, yy, yd, dd, shift);
            }
            break;
        }
        let pivot = a[lag][lag];
        determinant *= pivot;
        let inverse = 1.0 / pivot;
        for i in lag + 1..columns {
            let share = a[i][lag] * inverse;
            for j in lag + 1..=i {
                a[i][j] -= share * a[j][lag];
            }
        }
    }
    (determinant > TRUST * diagonal && best.square.is_finite()).then_some(best.square)
}

/// The lag of the least criterion so far, and its t |t|.
#[derive(Debug)]
pub(super) struct Choice {
    criterion: f64,
    pub(super) lag: usize,
    pub(super) square: f64,
}

impl Default for Choice {
    fn default() -> Self {
        Choice { criterion: f64::INFINITY, lag: 0, square: f64::NAN }
    }
}

impl Choice {
    /// What is left of the difference with so many lags. Of equals the smaller lag, which comes first, is kept.
    pub(super) fn offer(&mut self, chosen: Lag, m: usize, lag: usize, residual: f64, square: impl Fn() -> f64) {
        let rows = m as f64;
        let criterion = rows * residual.ln() + (lag + 2) as f64 * chosen.penalty(rows);
        if criterion < self.criterion {
            *self = Choice { criterion, lag, square: square() };
        }
    }
}
