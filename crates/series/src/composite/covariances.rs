//! Covariances of columns, row by row: nothing is kept but sums, so that a table may be larger than memory.

/// Means of columns and sums of products of their deviations, over rows in which every column has a number.
///
/// Updated as in Welford (1962), Technometrics 4(3): a constant column has a sum of squares of exactly 0.
///
/// ```
/// use froth_series::composite::Covariances;
/// let mut of = Covariances::new(2);
/// for row in [[1.0, 2.0], [2.0, 1.0], [f64::NAN, 9.0], [6.0, 6.0]] {
///     of.push(&row);
/// }
/// assert_eq!((of.rows(), of.mean(0), of.products(0, 0)), (3, Some(3.0), Some(14.0)));
/// assert_eq!(of.covariance(0, 1), Some(6.5));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Covariances {
    rows: usize,
    means: Vec<f64>,
    /// Sums of products of deviations, by column and, up to itself, by column before it.
    products: Vec<f64>,
}

impl Covariances {
    /// No rows yet, of so many columns.
    pub fn new(columns: usize) -> Self {
        Covariances { rows: 0, means: vec![0.0; columns], products: vec![0.0; columns * columns] }
    }

    /// Adds a row and says so. A row in which a column is missing says nothing and is left out.
    pub fn push(&mut self, row: &[f64]) -> bool {
        let k = self.means.len();
        if row.len() != k || row.iter().any(|x| !x.is_finite()) {
            return false;
        }
        self.rows += 1;
        let n = self.rows as f64;
        // The last column first: the means of those before it are still without this row.
        for (j, x) in row.iter().enumerate().rev() {
            let before = x - self.means[j];
            self.means[j] += before / n;
            let after = x - self.means[j];
            let (others, own) = self.products[j * k..].split_at_mut(j);
            others.iter_mut().zip(row.iter().zip(&self.means)).for_each(|(sum, (x, mean))| *sum += (x - mean) * after);
            own[0] += before * after;
        }
        true
    }

    /// Complete rows so far.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns.
    pub fn columns(&self) -> usize {
        self.means.len()
    }

    /// The mean of a column; none without rows.
    pub fn mean(&self, i: usize) -> Option<f64> {
        Some(self.means[i]).filter(|mean| self.rows > 0 && mean.is_finite())
    }

    /// The sum of products of the deviations of two columns, of squares for one and the same; none where it leaves the
    /// doubles.
    pub fn products(&self, i: usize, j: usize) -> Option<f64> {
        Some(self.sum(i, j)).filter(|sum| sum.is_finite())
    }

    /// The covariance of two columns, with n - 1; none with fewer than two rows.
    pub fn covariance(&self, i: usize, j: usize) -> Option<f64> {
        self.products(i, j).filter(|_| self.rows > 1).map(|sum| sum / (self.rows - 1) as f64)
    }

    pub(super) fn sum(&self, i: usize, j: usize) -> f64 {
        self.products[i.max(j) * self.means.len() + i.min(j)]
    }
}
