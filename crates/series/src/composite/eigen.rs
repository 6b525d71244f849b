//! Eigenvalues and eigenvectors of a symmetric matrix.

/// Eigenvalues, falling, and their orthonormal eigenvectors.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigen {
    /// Falling.
    pub values: Vec<f64>,
    /// In the order of the values; each has length 1, and its largest entry is positive.
    pub vectors: Vec<Vec<f64>>,
}

/// Sweeps over all pairs; a handful is enough for any matrix.
const SWEEPS: usize = 64;

/// The eigenvalues and eigenvectors of a symmetric matrix, given by rows: `A v = lambda v`.
///
/// Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, section 8.5): exact to the last digits also for small
/// eigenvalues, and correlation matrices are small. A crate for linear algebra would take longer to build than the rest of this
/// library.
///
/// ```
/// let found = froth_series::composite::eigen(&[vec![2.0, 1.0], vec![1.0, 2.0]]);
/// assert!((found.values[0] - 3.0).abs() < 1e-12 && (found.values[1] - 1.0).abs() < 1e-12);
/// ```
pub fn eigen(matrix: &[Vec<f64>]) -> Eigen {
    let n = matrix.len();
    let mut a = matrix.to_vec();
    // Rows are eigenvectors in the end.
    let mut v: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    let size: f64 = a.iter().flatten().map(|x| x * x).sum();
    for _ in 0..SWEEPS {
        let off: f64 = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * a[i][j]).sum();
        if off <= f64::EPSILON * f64::EPSILON * size {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
                let c = 1.0 / t.hypot(1.0);
                let s = t * c;
                for row in &mut a {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                for k in 0..n {
                    (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]);
                    (v[p][k], v[q][k]) = (c * v[p][k] - s * v[q][k], s * v[p][k] + c * v[q][k]);
                }
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|i, j| a[*j][*j].total_cmp(&a[*i][*i]));
    let turned = |vector: &Vec<f64>| {
        let largest = vector.iter().copied().fold(0.0f64, |m, x| if x.abs() > m.abs() + 1e-12 { x } else { m });
        vector.iter().map(|x| if largest < 0.0 { -x } else { *x }).collect()
    };
    Eigen { values: order.iter().map(|i| a[*i][*i]).collect(), vectors: order.iter().map(|i| turned(&v[*i])).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn symmetric() -> impl Strategy<Value = Vec<Vec<f64>>> {
        (1usize..9).prop_flat_map(|n| {
            prop::collection::vec(prop_oneof![-1.0..1.0f64, Just(0.0), -1e3..1e3f64], n * n)
                .prop_map(move |x| (0..n).map(|i| (0..n).map(|j| x[i.min(j) * n + i.max(j)]).collect()).collect())
        })
    }

    proptest! {
        #[test]
        fn vectors_are_orthonormal_and_only_stretched(matrix in symmetric()) {
            let n = matrix.len();
            let found = eigen(&matrix);
            let size = matrix.iter().flatten().fold(1.0f64, |m, x| m.max(x.abs()));
            for i in 0..n {
                for (j, row) in matrix.iter().enumerate() {
                    let dot: f64 = (0..n).map(|k| found.vectors[i][k] * found.vectors[j][k]).sum();
                    prop_assert!((dot - f64::from(u8::from(i == j))).abs() < 1e-12);
                    let stretched: f64 = row.iter().zip(&found.vectors[i]).map(|(a, v)| a * v).sum();
                    prop_assert!((stretched - found.values[i] * found.vectors[i][j]).abs() < 1e-11 * size);
                }
            }
            prop_assert!(found.values.windows(2).all(|w| w[0] >= w[1]));
            let trace: f64 = (0..n).map(|i| matrix[i][i]).sum();
            prop_assert!((found.values.iter().sum::<f64>() - trace).abs() < 1e-10 * size);
        }
    }
}
