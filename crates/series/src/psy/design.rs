//! The rows of the regression, in one block, and untangled.

use super::Lag;
use super::double::Double;

/// The size of rounding, as a share of the data: residuals and regressors smaller than that are none.
pub(super) const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// Regression rows of a series: `[dy_{t-1}, .., dy_{t-K}, y_{t-1}, dy_t]`, one after the other.
///
/// The level comes after the lags, so that elimination from the left meets the statistic of every smaller lag on its
/// way. The series is scaled by a power of two to at most 2 in size: no rounding, no overflow of squares.
#[derive(Debug)]
pub(super) struct Design {
    /// Columns: lags + 2.
    pub(super) columns: usize,
    /// Regression rows: n - 1 - lags. Row r is about row r + lags + 1 of the series.
    pub(super) rows: usize,
    /// The series, scaled, and its differences without rounding; that of the first row is 0.
    series: Vec<f64>,
    steps: Vec<Double>,
    /// The regression in columns that are less alike, see [`untangle`].
    pub(super) cells: Vec<f64>,
    /// Whether that changed any.
    pub(super) untangled: bool,
    /// What to add to b of the untangled regression.
    pub(super) shift: f64,
    /// The larger of |`y_t`| and |`y_{t-1}`| by regression row: what the data were rounded to.
    pub(super) size: Vec<f64>,
    /// The largest size up to each row.
    pub(super) reach: Vec<f64>,
}

impl Design {
    /// Of a finite series with more rows than the largest lag + 1.
    pub(super) fn new(y: &[f64], lag: Lag) -> Self {
        let top = y.iter().fold(0.0f64, |top, y| top.max(y.abs()));
        let scale = if top > 0.0 { 2f64.powi(-(top.log2().floor().clamp(-1000.0, 1000.0) as i32)) } else { 1.0 };
        let lags = lag.most();
        let (columns, rows) = (lags + 2, y.len() - 1 - lags);
        let mut raw = Vec::with_capacity(columns * rows);
        let mut size = Vec::with_capacity(rows);
        let series: Vec<f64> = y.iter().map(|y| y * scale).collect();
        for window in series.windows(lags + 2) {
            let difference = |back: usize| {
                let at = window.len() - 1 - back;
                window[at] - window[at - 1]
            };
            raw.extend((1..=lags).map(difference));
            raw.push(window[lags]);
            raw.push(difference(0));
            size.push(window[lags].abs().max(window[lags + 1].abs()));
        }
        let before = series.iter().take(1).chain(&series);
        let steps = series.iter().zip(before).map(|(y, before)| Double::difference(*y, *before)).collect();
        let mut largest = 0.0f64;
        let reach = size
            .iter()
            .map(|size| {
                largest = largest.max(*size);
                largest
            })
            .collect();
        let Untangled { cells, changed, shift } = untangle(raw, columns, lag);
        Design { columns, rows, series, steps, cells, untangled: changed, shift, size, reach }
    }

    /// A cell as it was before it was untangled, and before it was rounded.
    pub(super) fn exact(&self, row: usize, column: usize) -> Double {
        let last = row + self.columns - 1;
        match self.columns - 1 - column {
            0 => self.steps[last],
            1 => Double::from(self.series[last - 1]),
            _ => self.steps[last - 1 - column],
        }
    }

    /// A row, untangled.
    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.columns..(row + 1) * self.columns]
    }
}

/// Rows with each column less its projection on those before it, over the whole sample, where that takes away at least half;
/// and the coefficient of the level that was taken out of the difference.
///
/// A regression stays the same when a regressor is changed by a multiple of another, and its b moves by c when c times the
/// level is taken out of the difference. What is alike over the whole sample (lags of a smooth series, level and change of
/// an explosive one) mostly is in every window, and running sums of the rest keep their digits. Any coefficients do, as long
/// as every row has the same. Where every smaller lag is wanted as well, only lags may change, by lags before them.
fn untangle(mut cells: Vec<f64>, columns: usize, lag: Lag) -> Untangled {
    let rows = cells.len() / columns;
    let (mut shift, mut any) = (0.0, false);
    let changed = if lag.is_chosen() { columns - 2 } else { columns };
    let mut before: Vec<Column> = Vec::with_capacity(changed);
    for column in 0..changed {
        // A column is read before it is changed, and no other after.
        let first = cells[column];
        let mut own: Vec<f64> = cells.iter().skip(column).step_by(columns).map(|x| x - first).collect();
        let mean = own.iter().sum::<f64>() / rows as f64;
        let mut centred: Vec<f64> = own.iter().map(|x| x - mean).collect();
        let whole = square(&centred);
        let mut on_level = 0.0;
        for other in &before {
            let share = other.centred.iter().zip(&centred).map(|(a, b)| a * b).sum::<f64>() / other.norm;
            take_out(share, &other.centred, &mut centred);
            take_out(share, &other.own, &mut own);
            // That of the last before it stays, which for the difference is the level.
            on_level = share;
        }
        let left = square(&centred);
        if left < 0.5 * whole {
            any = true;
            for (cell, x) in cells.iter_mut().skip(column).step_by(columns).zip(&own) {
                *cell = *x;
            }
            if column + 1 == columns {
                shift = on_level;
            }
        }
        // A column of which nothing is left takes nothing out of others.
        before.push(Column { own, centred, norm: if left > 0.0 { left } else { f64::INFINITY } });
    }
    Untangled { cells, changed: any, shift }
}

struct Untangled {
    cells: Vec<f64>,
    changed: bool,
    shift: f64,
}

/// What is left of a column beside those before it.
struct Column {
    /// About the first row: where the series is small, so is this, and so are its rounding errors.
    own: Vec<f64>,
    /// About the mean, to find coefficients with.
    centred: Vec<f64>,
    norm: f64,
}

fn take_out(share: f64, other: &[f64], from: &mut [f64]) {
    for (x, other) in from.iter_mut().zip(other) {
        *x -= share * other;
    }
}

fn square(xs: &[f64]) -> f64 {
    xs.iter().map(|x| x * x).sum()
}

#[cfg(test)]
mod tests {
    use super::super::random::Stream;
    use super::*;

    #[test]
    fn like_columns_are_untangled_and_others_left() {
        let y: Vec<f64> = (0..80).map(|t| (f64::from(t) / 6.0).sin() + 0.01 * f64::from(t * t % 7)).collect();
        let fixed = Design::new(&y, Lag::Fixed(2));
        let nested = Design::new(&y, Lag::Bic(2));
        let plain = |design: &Design, row: usize, column: usize| design.exact(row, column).value();
        let moved = |design: &Design, column: usize| {
            (0..design.rows).any(|row| design.row(row)[column] != plain(design, row, column))
        };
        assert_eq!([0, 1, 2, 3].map(|column| moved(&nested, column)), [false, true, false, false]);
        assert!(moved(&fixed, 1) && !moved(&fixed, 0) && moved(&fixed, 3) && fixed.shift != 0.0);
        let mut stream = Stream::new(6, 0);
        let mut level = 0.0;
        let walk: Vec<f64> = (0..80)
            .map(|_| {
                level += stream.normal();
                level
            })
            .collect();
        let plain = Design::new(&walk, Lag::Fixed(1));
        assert_eq!(([0, 1, 2].map(|column| moved(&plain, column)), plain.shift), ([false; 3], 0.0));
    }
}
