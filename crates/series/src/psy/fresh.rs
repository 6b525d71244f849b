//! The statistic of windows whose running sums are not to be trusted: the same sums in twice the precision.
//!
//! Sums lose digits with the square of the condition of the columns; with 32 of them there are enough left wherever
//! data of 16 digits say something. Like the sums that they stand in for they run backwards from an end, and a row is
//! added once: an end costs no more than its rows, and every series is quadratic, whichever windows are hard.

use super::design::{Design, ROUNDING};
use super::double::Double;
use super::scan::Choice;
use super::{Lag, MAX_LAG};

/// A regressor of which less than this share is left beside the others is collinear with them.
const COLLINEAR: f64 = 1e-10;

const MOST: usize = MAX_LAG + 2;

/// A lower triangle of sums of products.
type Cross = [[Double; MOST]; MOST];

/// The sums of the windows that end at a row, so far as they were asked for.
#[derive(Debug)]
pub(super) struct Fresh {
    end: usize,
    /// The first row in the sums; `end` + 1 while there is none.
    from: usize,
    /// The largest size of these rows.
    size: f64,
    sum: [Double; MOST],
    cross: Box<Cross>,
    work: Box<Cross>,
}

impl Fresh {
    pub(super) fn new() -> Self {
        let cross = || Box::new([[Double::default(); MOST]; MOST]);
        Fresh { end: 0, from: 0, size: 0.0, sum: [Double::default(); MOST], cross: cross(), work: cross() }
    }

    /// To be called before the windows of an end are asked for.
    pub(super) fn begin(&mut self, end: usize) {
        (self.end, self.from) = (end, end + 1);
    }

    /// t |t| of the regression on rows `s` to the end; NaN where it is degenerate. From one call to the next `s` falls.
    #[cold]
    pub(super) fn window(&mut self, design: &Design, s: usize, lag: Lag) -> f64 {
        if self.from > self.end {
            self.size = 0.0;
            for (sum, row) in self.sum.iter_mut().zip(self.cross.iter_mut()).take(design.columns) {
                *sum = Double::default();
                row[..design.columns].fill(Double::default());
            }
        }
        while self.from > s {
            self.from -= 1;
            self.add(design);
        }
        self.best(design.columns, lag).map_or(f64::NAN, |best| best.square)
    }

    /// The lags of the regression on every row.
    pub(super) fn lags(&mut self, design: &Design, lag: Lag) -> Option<usize> {
        self.window(design, 0, lag);
        self.best(design.columns, lag).map(|best| best.lag)
    }

    /// The row `from`, about the end's own values: a large level costs no digits.
    fn add(&mut self, design: &Design) {
        let columns = design.columns;
        let mut x = [Double::default(); MOST];
        for (column, x) in x[..columns].iter_mut().enumerate() {
            *x = design.exact(self.from, column) - design.exact(self.end, column);
        }
        for i in 0..columns {
            self.sum[i] = self.sum[i] + x[i];
            for j in 0..=i {
                self.cross[i][j] = self.cross[i][j] + x[i] * x[j];
            }
        }
        self.size = self.size.max(design.size[self.from]);
    }

    /// None where the regression is degenerate.
    fn best(&mut self, columns: usize, lag: Lag) -> Option<Choice> {
        let m = self.end + 1 - self.from;
        let nothing = m as f64 * (ROUNDING * self.size).powi(2);
        let a = &mut self.work;
        let mut whole = [0.0; MOST];
        for i in 0..columns {
            let mean = self.sum[i] / Double::from(m as f64);
            for j in 0..=i {
                a[i][j] = self.cross[i][j] - self.sum[j] * mean;
            }
            whole[i] = a[i][i].value();
        }
        let collinear = |left: Double, column: usize| {
            left.value() <= nothing || left.value() <= COLLINEAR * COLLINEAR * whole[column]
        };
        let (level, difference) = (columns - 2, columns - 1);
        let mut best = Choice::default();
        for k in 0..=level {
            if k == level || lag.is_chosen() {
                let (yy, yd) = (a[level][level], a[difference][level]);
                let residual = a[difference][difference] - yd * yd / yy;
                // What fits exactly with some lags fits exactly with more.
                if collinear(yy, level) || residual.value() <= nothing {
                    return None;
                }
                let b = (yd / yy).value();
                let square = (m - 2 - k) as f64 * b * b.abs() * (yy / residual).value();
                best.offer(lag, m as f64, k, residual.value(), || square);
            }
            if k == level {
                break;
            }
            if collinear(a[k][k], k) {
                return None;
            }
            let inverse = Double::from(1.0) / a[k][k];
            for i in k + 1..columns {
                let share = a[i][k] * inverse;
                for j in k + 1..=i {
                    a[i][j] = a[i][j] - share * a[j][k];
                }
            }
        }
        Some(best)
    }
}
