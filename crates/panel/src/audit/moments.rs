//! Means and products of deviations, row by row: nothing is kept but sums, so that a table may be larger than memory.
//!
//! Updated as in Welford (1962), Technometrics 4(3): a constant column has a sum of squares of exactly 0.

/// Sums over the rows in which two columns both have a number.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Pair {
    pub(super) rows: u64,
    means: (f64, f64),
    /// Sums of squared deviations, and of their products.
    squares: (f64, f64),
    products: f64,
}

/// Standard deviations of scores (0 to 100) below this are rounding.
pub(super) const FLAT: f64 = 1e-9;

impl Pair {
    /// Takes rows; NaN is missing.
    pub(super) fn push(&mut self, a: &[f64], b: &[f64]) {
        for (a, b) in a.iter().zip(b).filter(|(a, b)| !a.is_nan() && !b.is_nan()) {
            self.rows += 1;
            let n = self.rows as f64;
            let (da, db) = (a - self.means.0, b - self.means.1);
            self.means.0 += da / n;
            self.means.1 += db / n;
            self.squares.0 += da * (a - self.means.0);
            self.squares.1 += db * (b - self.means.1);
            self.products += da * (b - self.means.1);
        }
    }

    /// Whether the first, or the second, does not vary.
    pub(super) fn flat(&self) -> (bool, bool) {
        let flat = |squares: f64| squares <= FLAT * FLAT * self.rows as f64;
        (flat(self.squares.0), flat(self.squares.1))
    }

    /// The mean of the first; none without rows.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.rows > 0).then_some(self.means.0)
    }

    /// The standard deviation of the first, with n - 1; none with fewer than two rows.
    pub(super) fn sd(&self) -> Option<f64> {
        (self.rows > 1).then(|| (self.squares.0 / (self.rows - 1) as f64).sqrt())
    }

    /// Pearson's correlation: none where it does not exist.
    pub(super) fn correlation(&self) -> Option<f64> {
        let (a, b) = self.flat();
        let r = self.products / (self.squares.0.sqrt() * self.squares.1.sqrt());
        (self.rows >= super::LEAST_ROWS && !a && !b && r.is_finite()).then(|| r.clamp(-1.0, 1.0))
    }
}

/// Sums over the rows in which several columns all have a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Matrix {
    pub(super) rows: u64,
    means: Vec<f64>,
    /// Sums of products of deviations, by row and column.
    products: Vec<f64>,
    /// Deviations of one row, before and after the means move.
    scratch: (Vec<f64>, Vec<f64>),
}

impl Matrix {
    pub(super) fn new(columns: usize) -> Self {
        let zeros = || vec![0.0; columns];
        Matrix { rows: 0, means: zeros(), products: vec![0.0; columns * columns], scratch: (zeros(), zeros()) }
    }

    /// Takes rows; NaN is missing.
    pub(super) fn push(&mut self, columns: &[&[f64]]) {
        let (k, rows) = (self.means.len(), columns.first().map_or(0, |c| c.len()));
        for row in (0..rows).filter(|row| columns.iter().all(|c| !c[*row].is_nan())) {
            self.rows += 1;
            let (before, after) = (&mut self.scratch.0, &mut self.scratch.1);
            for (i, column) in columns.iter().enumerate() {
                before[i] = column[row] - self.means[i];
                self.means[i] += before[i] / self.rows as f64;
                after[i] = column[row] - self.means[i];
            }
            for (products, before) in self.products.chunks_mut(k).zip(before.iter()) {
                products.iter_mut().zip(after.iter()).for_each(|(product, after)| *product += before * after);
            }
        }
    }

    /// The covariance of two columns, with n - 1; 0 without two rows.
    pub(super) fn covariance(&self, i: usize, j: usize) -> f64 {
        let k = self.means.len();
        // The two sums differ by rounding.
        let both = f64::midpoint(self.products[i * k + j], self.products[j * k + i]);
        if self.rows < 2 { 0.0 } else { both / (self.rows - 1) as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_row_by_row_are_those_of_the_whole() {
        let (a, b) = ([1.0, 2.0, 4.0, f64::NAN, 7.0], [2.0, 1.0, 5.0, 3.0, 9.0]);
        let mut pair = Pair::default();
        pair.push(&a[..2], &b[..2]);
        pair.push(&a[2..], &b[2..]);
        // Means 3.5 and 4.25 over four rows.
        let (saa, sbb, sab): (f64, f64, f64) = (21.0, 38.75, 27.5);
        assert_eq!(pair.rows, 4);
        assert!((pair.correlation().unwrap() - sab / (saa * sbb).sqrt()).abs() < 1e-12);
        let mut matrix = Matrix::new(2);
        matrix.push(&[&a, &b]);
        assert!((matrix.covariance(0, 0) - saa / 3.0).abs() < 1e-12);
        assert!((matrix.covariance(0, 1) - sab / 3.0).abs() < 1e-12);
        assert!((matrix.covariance(1, 1) - sbb / 3.0).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        let mut pair = Pair::default();
        pair.push(&[0.1; 50], &(0..50).map(f64::from).collect::<Vec<_>>());
        assert_eq!((pair.flat(), pair.correlation()), ((true, false), None));
    }
}
