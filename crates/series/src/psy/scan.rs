//! The statistic of every window that ends at a row, from running sums.
//!
//! Sums run backwards from the end row and are taken about that row's own values. This matters: the origin is one
//! of the m values summed, so that sum (x - o)^2 is at most m times sum (x - mean)^2, and centring loses no more than
//! a factor m of precision, whatever the series' level, trend or growth. Differences of sums over the whole series
//! have no such bound. Columns that are alike are untangled beforehand; what is ill-conditioned even then is summed afresh, in twice the precision.
//!
//! Ends that follow each other are done together, each in a lane of its own: their windows from a row on are the same but for a row or
//! two, so that one pass over the rows does for all.
//!
//! With the columns centred and k lags eliminated, the 2 x 2 block s of level y and difference d gives b and its
//! t-ratio, `t = sqrt(m - 2 - k) s_yd / sqrt(s_yy s_dd - s_yd^2)`: the theorem of Frisch, Waugh and Lovell.

#![expect(clippy::inline_always, reason = "the copies for few lags only pay with their lengths known")]
#![expect(clippy::needless_range_loop, reason = "a triangle is read by both indices")]
#![expect(clippy::needless_bitwise_bool, reason = "lanes are looked at together, without a branch for each")]

use super::design::{Design, ROUNDING};
use super::fresh::Fresh;
use super::lanes::{LANES, Lanes};
use super::{Ends, Lag, MAX_LAG};
use std::array::from_fn;

/// Below this determinant, as a share of the product of the diagonal, a window is done afresh. At 1e-4 the running
/// sums of hundreds of rows keep ten digits and more.
const TRUST: f64 = 1e-4;

/// Below this share of the data an untangled column has fewer than ten digits left.
const LEFT: f64 = 1e-6;

#[derive(Debug, Clone)]
pub(super) struct Scan {
    pub(super) lag: Lag,
    min_window: usize,
    /// 1 / m, after as many as there are lanes for those that have not begun.
    inverse: Vec<f64>,
}

/// What the ends of lanes are summed afresh with, made once for many.
#[derive(Debug)]
pub(super) struct Afresh([Fresh; LANES]);

impl Afresh {
    pub(super) fn new() -> Self {
        Afresh(from_fn(|_| Fresh::new()))
    }
}

impl Scan {
    pub(super) fn new(lag: Lag, min_window: usize, rows: usize) -> Self {
        Scan {
            lag,
            min_window,
            inverse: (0..=rows + 2 * LANES).map(|at| 1.0 / at.saturating_sub(LANES).max(1) as f64).collect(),
        }
    }

    /// The statistics of the windows of at least `min_window` rows that end at regression row `e`, at the next row, and so
    /// on to the last that there is, one in each lane.
    pub(super) fn ends(&self, design: &Design, e: usize, afresh: &mut Afresh) -> impl Iterator<Item = Ends> + use<> {
        let real = LANES.min(design.rows - e);
        for (lane, fresh) in afresh.0.iter_mut().enumerate() {
            fresh.begin(e + lane);
        }
        let squares = match design.columns {
            2 => self.lockstep::<2, false>(2, design, e, &mut afresh.0),
            _ if self.lag.is_chosen() => self.sized::<true>(design, e, &mut afresh.0),
            _ => self.sized::<false>(design, e, &mut afresh.0),
        };
        let root = |square: f64| square.abs().sqrt().copysign(square);
        squares.into_iter().take(real).map(move |squares| {
            let sup = if squares.sup > f64::NEG_INFINITY { root(squares.sup) } else { f64::NAN };
            Ends { whole: root(squares.whole), sup, start: squares.start }
        })
    }

    /// One copy of the loop for each small number of lags, with sums in registers: three times as fast.
    fn sized<const CHOSEN: bool>(&self, design: &Design, e: usize, fresh: &mut [Fresh; LANES]) -> [Ends; LANES] {
        match design.columns {
            3 => self.lockstep::<3, CHOSEN>(3, design, e, fresh),
            4 => self.lockstep::<4, CHOSEN>(4, design, e, fresh),
            5 => self.lockstep::<5, CHOSEN>(5, design, e, fresh),
            6 => self.lockstep::<6, CHOSEN>(6, design, e, fresh),
            7 => self.lockstep::<7, CHOSEN>(7, design, e, fresh),
            8 => self.lockstep::<8, CHOSEN>(8, design, e, fresh),
            columns @ ..=14 => self.lockstep::<14, CHOSEN>(columns, design, e, fresh),
            columns => self.lockstep::<{ MAX_LAG + 2 }, CHOSEN>(columns, design, e, fresh),
        }
    }

    /// 1 / m of the windows from row `s` on, of `past` - s rows in the first lane and one more in each further one.
    fn inverse(&self, past: usize, s: usize) -> Lanes {
        let at = past + LANES - s;
        let inverse = &self.inverse[at..at + LANES];
        Lanes(from_fn(|lane| inverse[lane]))
    }

    /// Mean squares that may be rounding in some window that ends at `e`. Differences of the data have none to speak of;
    /// what is left of a column that was untangled is rounded by as much as the column was.
    fn guard(design: &Design, e: usize) -> f64 {
        if design.untangled { (LEFT * design.reach[e]).powi(2) } else { (ROUNDING * design.reach[e]).powi(2) / TRUST }
    }

    /// The ends from `e` on, a lane each, row by row backwards. A lane joins at its own end, and has statistics from its shortest
    /// window on; lanes beyond the last row are worked on with the others, and never looked at.
    ///
    /// `columns` is at most `C`; where it is `C` itself the compiler knows every length.
    #[inline(always)]
    fn lockstep<const C: usize, const CHOSEN: bool>(
        &self,
        columns: usize,
        design: &Design,
        e: usize,
        fresh: &mut [Fresh; LANES],
    ) -> [Ends; LANES] {
        let last = design.rows.min(e + LANES) - 1;
        let own: [usize; LANES] = from_fn(|lane| (e + lane).min(last));
        let guards = Lanes(own.map(|end| Scan::guard(design, end)));
        let lengths = Lanes(from_fn(|lane| (e + lane + 1) as f64));
        let mut sums = Sums::<C>::new(columns, design, own);
        let mut ends = own.map(|end| Ends { whole: f64::NAN, sup: f64::NEG_INFINITY, start: end });
        let mut sup = Lanes(from_fn(|lane| if e + lane > last { f64::INFINITY } else { f64::NEG_INFINITY }));
        for (s, row) in design.cells[..columns * (last + 1)].chunks_exact(columns).enumerate().rev() {
            if s <= e {
                sums.add(columns, row, |x| x);
            } else {
                sums.add(columns, row, |x| x.beginning_at(s - e));
            }
            // The first lane that has a window from this row on.
            let open = (s + self.min_window).saturating_sub(e + 1);
            if e + open > last {
                continue;
            }
            let rows = lengths - Lanes::all(s as f64);
            let mut a = sums.centred(columns, self.inverse(e + 1, s));
            let (square, margin) = eliminate::<C, CHOSEN>(self.lag, columns, rows, &mut a, guards * rows, design.shift);
            // Mostly no lane has anything to tell.
            let quiet = |lane: usize| {
                let square = square.0[lane];
                (margin.0[lane] > 0.0) & (square <= sup.0[lane]) & (square > f64::NEG_INFINITY)
            };
            if s > 0 && (0..LANES).fold(true, |all, lane| all & quiet(lane)) {
                continue;
            }
            for lane in open..=last - e {
                let square = square.0[lane];
                let trusted = margin.0[lane] > 0.0 && square.is_finite();
                ends[lane].take(if trusted { square } else { fresh[lane].window(design, s, self.lag) }, s);
                sup.0[lane] = ends[lane].sup;
            }
        }
        ends
    }
}

/// Sums about the ends' own rows.
struct Sums<const C: usize> {
    origin: [Lanes; C],
    sum: [Lanes; C],
    /// A lower triangle.
    cross: [[Lanes; C]; C],
}

impl<const C: usize> Sums<C> {
    fn new(columns: usize, design: &Design, ends: [usize; LANES]) -> Self {
        let zero = Lanes::all(0.0);
        let mut origin = [zero; C];
        for (column, origin) in origin.iter_mut().enumerate().take(columns) {
            *origin = Lanes(ends.map(|end| design.row(end)[column]));
        }
        Sums { origin, sum: [zero; C], cross: [[zero; C]; C] }
    }

    #[inline(always)]
    fn add(&mut self, columns: usize, row: &[f64], begun: impl Fn(Lanes) -> Lanes) {
        let mut x = [Lanes::all(0.0); C];
        for i in 0..columns {
            x[i] = begun(Lanes::all(row[i]) - self.origin[i]);
            self.sum[i] += x[i];
            for j in 0..=i {
                self.cross[i][j] += x[i] * x[j];
            }
        }
    }

    #[inline(always)]
    fn centred(&self, columns: usize, inverse: Lanes) -> [[Lanes; C]; C] {
        let mut a = self.cross;
        for i in 0..columns {
            for j in 0..=i {
                a[i][j] -= self.sum[i] * self.sum[j] * inverse;
            }
        }
        a
    }
}

/// t |t| from the centred sums: as large as t in order, without a root. `shift` is added to b.
#[inline(always)]
fn signed_square(df: Lanes, yy: Lanes, yd: Lanes, dd: Lanes, shift: f64) -> Lanes {
    let moved = yd + Lanes::all(shift) * yy;
    df * moved * moved.abs() / (yy * dd - yd * yd)
}

/// t |t| from the lower triangle of centred sums, by elimination from the left, and a margin: where it is not above 0, t is not to be
/// trusted.
#[inline(always)]
fn eliminate<const C: usize, const CHOSEN: bool>(
    chosen: Lag,
    columns: usize,
    rows: Lanes,
    a: &mut [[Lanes; C]; C],
    guard: Lanes,
    shift: f64,
) -> (Lanes, Lanes) {
    let (level, difference) = (columns - 2, columns - 1);
    let mut above = a[0][0] - guard;
    let mut diagonal = a[0][0];
    for i in 1..columns {
        above = above.least(a[i][i] - guard);
        diagonal = diagonal * a[i][i];
    }
    // Both sides of the comparison at the end are products over all columns: the share is a determinant of correlations.
    let mut determinant = Lanes::all(1.0);
    let mut square = Lanes::all(f64::NAN);
    let mut best: [Choice; LANES] = from_fn(|_| Choice::default());
    for lag in 0..=level {
        let (yy, yd, dd) = (a[level][level], a[difference][level], a[difference][difference]);
        let df = rows - Lanes::all((2 + lag) as f64);
        if CHOSEN {
            let (square, residual) = (signed_square(df, yy, yd, dd, 0.0), dd - yd * yd / yy);
            for (lane, best) in best.iter_mut().enumerate() {
                best.offer(chosen, rows.0[lane], lag, residual.0[lane], || square.0[lane]);
            }
        }
        if lag == level {
            determinant = determinant * (yy * dd - yd * yd);
            square = if CHOSEN { Lanes(best.map(|best| best.square)) } else { signed_square(df, yy, yd, dd, shift) };
            break;
        }
        let pivot = a[lag][lag];
        determinant = determinant * pivot;
        let inverse = Lanes::all(1.0) / pivot;
        for i in lag + 1..columns {
            let share = a[i][lag] * inverse;
            for j in lag + 1..=i {
                let part = share * a[j][lag];
                a[i][j] -= part;
            }
        }
    }
    // A determinant that is no number stays none.
    (square, (determinant - Lanes::all(TRUST) * diagonal).least(above))
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
    pub(super) fn offer(&mut self, chosen: Lag, rows: f64, lag: usize, residual: f64, square: impl Fn() -> f64) {
        let criterion = rows * residual.ln() + (lag + 2) as f64 * chosen.penalty(rows);
        if criterion < self.criterion {
            *self = Choice { criterion, lag, square: square() };
        }
    }
}
