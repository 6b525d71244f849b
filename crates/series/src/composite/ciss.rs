//! The composite indicator of systemic stress: stress counts more where it is everywhere at once.
//!
//! Hollo, Kremer and Lo Duca (2012), CISS: a composite indicator of systemic stress in the financial system, ECB Working Paper
//! 1426, section 3: empirical distribution functions (equation 1), exponentially weighted correlations (equations 3 to 7), and
//! the quadratic form (equation 2).

use crate::expanding_percentile;

/// How a composite indicator of systemic stress is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ciss {
    /// What is left of a product's weight after a row, in (0, 1); 0.93 in the paper, for weeks.
    pub lambda: f64,
    /// Rows whose mean the first covariances are, 1 or more; there is no score before the last of them.
    pub start: usize,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct CissRow {
    /// `(w o s)' C (w o s)`, in [0, 1].
    pub score: f64,
    /// Each column's part of the score, `w_i s_i (C (w o s))_i` over it; 0 for what is missing. They sum to 1, and one is
    /// negative where the column moves against the rest.
    pub shares: Vec<f64>,
}

/// The share of the rows so far that are not above this one, equal ones at their mean place, in (0, 1]: equation 1, without
/// looking ahead. Missing where the row is.
pub fn expanding_cdf(column: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut n = 0.0;
    expanding_percentile(column)
        .into_iter()
        .map(|share| {
            share.map(|share| {
                n += 1.0;
                share / 100.0 + 0.5 / n
            })
        })
        .collect()
}

impl Ciss {
    /// The score of each row of `columns`, numbers in [0, 1] in order of time; `weight` gives that of a column in a row, and those
    /// of the columns present are scaled to sum 1. None where nothing is present, or a pair of columns has been present
    /// together in fewer than [`Ciss::start`] rows.
    pub fn run(&self, columns: &[Vec<Option<f64>>], weight: &dyn Fn(usize, usize) -> f64) -> Vec<Option<CissRow>> {
        let k = columns.len();
        let rows = columns.first().map_or(0, Vec::len);
        // Covariances about one half, and in how many rows both were present.
        let (mut sigma, mut seen) = (vec![vec![0.0; k]; k], vec![vec![0usize; k]; k]);
        let mut out = Vec::with_capacity(rows);
        for row in 0..rows {
            let s: Vec<Option<f64>> = columns.iter().map(|c| c[row].filter(|x| x.is_finite())).collect();
            for i in 0..k {
                for j in 0..=i {
                    if let (Some(a), Some(b)) = (s[i], s[j]) {
                        let product = (a - 0.5) * (b - 0.5);
                        seen[i][j] += 1;
                        // A mean over the first rows, then the recursion.
                        let kept = if seen[i][j] > self.start { self.lambda } else { 1.0 - 1.0 / seen[i][j] as f64 };
                        sigma[i][j] = kept * sigma[i][j] + (1.0 - kept) * product;
                        (sigma[j][i], seen[j][i]) = (sigma[i][j], seen[i][j]);
                    }
                }
            }
            let present: Vec<usize> = (0..k).filter(|i| s[*i].is_some() && weight(*i, row) > 0.0).collect();
            let ready = present.iter().all(|i| present.iter().all(|j| seen[*i][*j] >= self.start));
            let total: f64 = present.iter().map(|i| weight(*i, row)).sum();
            if present.is_empty() || !ready || !total.is_finite() {
                out.push(None);
                continue;
            }
            let ws: Vec<f64> = present.iter().map(|i| weight(*i, row) / total * s[*i].unwrap_or_default()).collect();
            let correlation = |i: usize, j: usize| match (i == j, (sigma[i][i] * sigma[j][j]).sqrt()) {
                (true, _) => 1.0,
                (false, size) if size > 0.0 => (sigma[i][j] / size).clamp(-1.0, 1.0),
                // What has always been at its median moves with nothing.
                _ => 0.0,
            };
            let parts: Vec<f64> = (0..present.len())
                .map(|a| ws[a] * (0..present.len()).map(|b| correlation(present[a], present[b]) * ws[b]).sum::<f64>())
                .collect();
            let score: f64 = parts.iter().sum();
            let mut shares = vec![0.0; k];
            for (a, i) in present.iter().enumerate() {
                shares[*i] = if score > 0.0 { parts[a] / score } else { weight(*i, row) / total };
            }
            out.push(Some(CissRow { score: score.clamp(0.0, 1.0), shares }));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_empirical_distribution_is_rank_over_n() {
        let x = [Some(4.0), Some(7.0), None, Some(1.0), Some(7.0)];
        let wanted = [Some(1.0), Some(1.0), None, Some(1.0 / 3.0), Some(3.5 / 4.0)];
        for (found, wanted) in expanding_cdf(&x).into_iter().zip(wanted) {
            assert_eq!(found.is_some(), wanted.is_some());
            assert!((found.unwrap_or_default() - wanted.unwrap_or_default()).abs() < 1e-12);
        }
    }

    /// Equations 2 to 7 with whole matrices, row by row.
    fn direct(columns: &[Vec<f64>], w: &[f64], lambda: f64, start: usize) -> Vec<Option<f64>> {
        let k = columns.len();
        let outer = |t: usize| -> Vec<Vec<f64>> {
            (0..k).map(|i| (0..k).map(|j| (columns[i][t] - 0.5) * (columns[j][t] - 0.5)).collect()).collect()
        };
        let mut sigma = vec![vec![0.0; k]; k];
        (0..columns[0].len())
            .map(|t| {
                let product = outer(t);
                for i in 0..k {
                    for j in 0..k {
                        sigma[i][j] = if t < start {
                            (0..=t).map(|u| outer(u)[i][j]).sum::<f64>() / (t + 1) as f64
                        } else {
                            lambda * sigma[i][j] + (1.0 - lambda) * product[i][j]
                        };
                    }
                }
                let mut score = 0.0;
                for i in 0..k {
                    for j in 0..k {
                        let rho = sigma[i][j] / (sigma[i][i] * sigma[j][j]).sqrt();
                        score += w[i] * columns[i][t] * rho * w[j] * columns[j][t];
                    }
                }
                (t + 1 >= start).then_some(score)
            })
            .collect()
    }

    proptest! {
        #[test]
        fn whole_matrices_give_the_same(
            x in prop::collection::vec(prop::collection::vec(0.01..1.0f64, 3), 1..60),
            lambda in 0.5..0.99f64,
            start in 2usize..10,
        ) {
            let columns: Vec<Vec<f64>> = (0..3).map(|k| x.iter().map(|row| row[k]).collect()).collect();
            let given: Vec<Vec<Option<f64>>> = columns.iter().map(|c| c.iter().copied().map(Some).collect()).collect();
            let w = [0.3, 0.2, 0.5];
            let found = Ciss { lambda, start }.run(&given, &|i, _| 10.0 * w[i]);
            for (found, wanted) in found.iter().zip(direct(&columns, &w, lambda, start)) {
                prop_assert_eq!(found.is_some(), wanted.is_some());
                if let (Some(row), Some(score)) = (found, wanted) {
                    prop_assert!((row.score - score).abs() < 1e-12);
                    prop_assert!((row.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn stress_everywhere_counts_in_full() {
        // Perfect correlation: the squared weighted mean, the largest that there can be.
        let column: Vec<Option<f64>> = (0..40).map(|t| Some(f64::from(t % 10 + 1) / 10.0)).collect();
        let found = Ciss { lambda: 0.93, start: 5 }.run(&[column.clone(), column.clone()], &|_, _| 1.0);
        assert!(found[3].is_none());
        let row = found[39].as_ref().unwrap();
        assert!((row.score - 1.0).abs() < 1e-12 && (row.shares[0] - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_column_that_begins_later_joins_when_its_pairs_are_known() {
        let column = |from: usize| -> Vec<Option<f64>> {
            (0..30).map(|t| (t >= from).then_some(((t * 7) % 11 + 1) as f64 / 11.0)).collect()
        };
        let found = Ciss { lambda: 0.9, start: 5 }.run(&[column(0), column(10)], &|_, _| 1.0);
        assert!(found[9].is_some() && found[10].is_none() && found[13].is_none() && found[14].is_some());
        assert_eq!(found[9].as_ref().unwrap().shares, [1.0, 0.0]);
    }
}
