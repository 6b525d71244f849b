//! The rows of the regression, in one block.

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
    pub(super) cells: Vec<f64>,
    /// The larger of |`y_t`| and |`y_{t-1}`| by regression row: what the data were rounded to.
    pub(super) size: Vec<f64>,
    /// The largest size.
    pub(super) top: f64,
}

impl Design {
    /// Of a finite series with more than `lag` + 1 rows.
    pub(super) fn new(y: &[f64], lag: usize) -> Self {
        let top = y.iter().fold(0.0f64, |top, y| top.max(y.abs()));
        let scale = if top > 0.0 { 2f64.powi(-(top.log2().floor().clamp(-1000.0, 1000.0) as i32)) } else { 1.0 };
        let (columns, rows) = (lag + 2, y.len() - 1 - lag);
        let mut cells = Vec::with_capacity(columns * rows);
        let mut size = Vec::with_capacity(rows);
        for window in y.windows(lag + 2) {
            let difference = |back: usize| {
                let at = window.len() - 1 - back;
                window[at] * scale - window[at - 1] * scale
            };
            cells.extend((1..=lag).map(difference));
            cells.push(window[lag] * scale);
            cells.push(difference(0));
            size.push((window[lag] * scale).abs().max((window[lag + 1] * scale).abs()));
        }
        Design { columns, rows, cells, size, top: top * scale }
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.columns..(row + 1) * self.columns]
    }
}
