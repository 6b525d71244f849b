//! Two columns of scores together, and several, by the rows in which all of them have a number.

use froth_series::composite::Covariances;

/// Standard deviations of scores (0 to 100) below this are rounding.
pub(super) const FLAT: f64 = 1e-9;

/// Takes rows, column by column; NaN is missing.
pub(super) fn push(of: &mut Covariances, columns: &[&[f64]]) {
    let mut row = vec![0.0; columns.len()];
    for at in 0..columns.first().map_or(0, |c| c.len()) {
        row.iter_mut().zip(columns).for_each(|(x, column)| *x = column[at]);
        of.push(&row);
    }
}

/// Two columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair(Covariances);

impl Default for Pair {
    fn default() -> Self {
        Pair(Covariances::new(2))
    }
}

impl Pair {
    /// Takes rows; NaN is missing.
    pub(super) fn push(&mut self, a: &[f64], b: &[f64]) {
        push(&mut self.0, &[a, b]);
    }

    /// Rows in which both have a number.
    pub(super) fn rows(&self) -> u64 {
        self.0.rows() as u64
    }

    /// Whether the first, or the second, does not vary.
    pub(super) fn flat(&self) -> (bool, bool) {
        let flat = |i| self.0.products(i, i).is_some_and(|squares| squares <= FLAT * FLAT * self.0.rows() as f64);
        (flat(0), flat(1))
    }

    /// The mean of the first; none without rows.
    pub(super) fn mean(&self) -> Option<f64> {
        self.0.mean(0)
    }

    /// The standard deviation of the first, with n - 1; none with fewer than two rows.
    pub(super) fn sd(&self) -> Option<f64> {
        self.0.covariance(0, 0).map(f64::sqrt)
    }

    /// Pearson's correlation: none where it does not exist.
    pub(super) fn correlation(&self) -> Option<f64> {
        let (a, b) = self.flat();
        let squares = |i: usize| self.0.products(i, i);
        let r = self.0.products(0, 1)? / (squares(0)?.sqrt() * squares(1)?.sqrt());
        (self.rows() >= super::LEAST_ROWS && !a && !b && r.is_finite()).then(|| r.clamp(-1.0, 1.0))
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
        assert_eq!(pair.rows(), 4);
        assert!((pair.correlation().unwrap() - sab / (saa * sbb).sqrt()).abs() < 1e-12);
        let mut several = Covariances::new(2);
        push(&mut several, &[&a, &b]);
        for (i, j, sum) in [(0, 0, saa), (0, 1, sab), (1, 0, sab), (1, 1, sbb)] {
            assert!((several.covariance(i, j).unwrap() - sum / 3.0).abs() < 1e-12);
        }
    }

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        let mut pair = Pair::default();
        pair.push(&[0.1; 50], &(0..50).map(f64::from).collect::<Vec<_>>());
        assert_eq!((pair.flat(), pair.correlation()), ((true, false), None));
    }
}
