//! Least squares row by row: the triangle of a QR factorisation, kept up by Givens rotations.
//!
//! Works on the rows and not on their products, so that the error grows with the condition of the regressors and not
//! with its square (Golub and Van Loan, Matrix Computations, chapter 5). Adding a row costs O(p^2).

/// What is left of a regressor beside those before it, below which it is collinear with them.
const COLLINEAR: f64 = 1e-11;

/// R and Q'y of the rows so far.
#[derive(Debug, Clone)]
pub(super) struct Triangle {
    regressors: usize,
    /// Upper triangle by rows, the right-hand side as a last column.
    cells: Vec<f64>,
    /// Norm of each regressor.
    norm: Vec<f64>,
    /// Norm of the residuals.
    residual: f64,
    row: Vec<f64>,
}

impl Triangle {
    pub(super) fn new(regressors: usize) -> Self {
        Triangle {
            regressors,
            cells: vec![0.0; regressors * (regressors + 1)],
            norm: vec![0.0; regressors],
            residual: 0.0,
            row: Vec::with_capacity(regressors + 1),
        }
    }

    /// Adds a row: the regressors, then what they explain.
    pub(super) fn add(&mut self, row: impl IntoIterator<Item = f64>) {
        let width = self.regressors + 1;
        let mut row_ = std::mem::take(&mut self.row);
        row_.clear();
        row_.extend(row.into_iter().take(width));
        for (norm, x) in self.norm.iter_mut().zip(&row_) {
            *norm = norm.hypot(*x);
        }
        for k in 0..self.regressors {
            let kept = &mut self.cells[k * width..(k + 1) * width];
            let length = kept[k].hypot(row_[k]);
            if length == 0.0 {
                continue;
            }
            let (cosine, sine) = (kept[k] / length, row_[k] / length);
            for (kept, new) in kept[k..].iter_mut().zip(&mut row_[k..]) {
                (*kept, *new) = (cosine * *kept + sine * *new, cosine * *new - sine * *kept);
            }
        }
        self.residual = self.residual.hypot(row_[self.regressors]);
        self.row = row_;
    }

    /// The coefficients; `None` where the regressors are collinear, or too large for numbers.
    pub(super) fn solve(&self) -> Option<Vec<f64>> {
        let width = self.regressors + 1;
        let mut b = vec![0.0; self.regressors];
        for k in (0..self.regressors).rev() {
            let row = &self.cells[k * width..(k + 1) * width];
            if row[k].abs() <= COLLINEAR * self.norm[k] {
                return None;
            }
            let known: f64 = row[k + 1..self.regressors].iter().zip(&b[k + 1..]).map(|(r, b)| r * b).sum();
            b[k] = (row[self.regressors] - known) / row[k];
        }
        b.iter().all(|b| b.is_finite()).then_some(b)
    }

    /// The sum of squared residuals.
    pub(super) fn squares(&self) -> f64 {
        self.residual * self.residual
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Exact, solve};

    #[test]
    fn agrees_with_normal_equations_in_twice_the_precision() {
        let rows: Vec<[f64; 4]> =
            (0..40).map(|t| f64::from(t) / 7.0).map(|t| [1.0, t, t * t, t.sin() + 0.3 * t * t]).collect();
        let mut triangle = Triangle::new(3);
        let mut cross = vec![vec![Exact::ZERO; 3]; 3];
        let mut right = vec![Exact::ZERO; 3];
        for row in &rows {
            triangle.add(*row);
            for i in 0..3 {
                for j in 0..3 {
                    cross[i][j] = cross[i][j] + Exact::new(row[i]) * Exact::new(row[j]);
                }
                right[i] = right[i] + Exact::new(row[i]) * Exact::new(row[3]);
            }
        }
        let b = triangle.solve().unwrap();
        for (found, expected) in b.iter().zip(solve(cross, right)) {
            assert!((found - expected.value()).abs() < 1e-12 * expected.value().abs().max(1.0));
        }
        let squares: f64 = rows.iter().map(|r| (r[3] - b[0] - b[1] * r[1] - b[2] * r[2]).powi(2)).sum();
        assert!((triangle.squares() - squares).abs() < 1e-12 * squares);
    }

    #[test]
    fn collinear_regressors_have_no_coefficients() {
        let mut triangle = Triangle::new(2);
        for t in 0..5 {
            triangle.add([1.0, 3.0, f64::from(t)]);
        }
        assert_eq!(triangle.solve(), None);
    }
}
