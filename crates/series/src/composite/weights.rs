//! Weights out of the data: what rows of scores say about how much each column should count.

use super::balance::bounded;
use super::covariances::Covariances;
use super::eigen::{Eigen, eigen};
use super::factors::factor_weights;
use crate::SeriesError;

/// How weights are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Loadings of the first principal component of the correlations, scaled to unit sum: the mean that varies most. `COINr`
    /// (Becker et al. 2022), `get_PCA`.
    Pca,
    /// The Handbook's own way (2008, step 6, after Nicoletti, Scarpetta and Boylaud 2000): so many principal components are rotated
    /// (varimax, with Kaiser's normalisation), and a column's weight is its largest share of a factor's squared loadings times
    /// the factor's share of what they explain.
    Factors(usize),
    /// `w ~ 1 - E` with `E = -sum p ln p / ln n` and `p = x / sum x`: what is spread more unevenly counts more (Shannon 1948;
    /// Zeleny 1982).
    Entropy,
    /// `w_j ~ sd_j sum_k (1 - r_jk)`: what varies, and on its own, counts more (Diakoulaki, Mavrotas and Papayannakis 1995).
    Critic,
    /// The squared correlations of the columns with their weighted mean are in the proportions of the given weights (Paruolo,
    /// Saisana and Saltelli 2013; Becker, Saisana, Paruolo and Vandecasteele 2017), or as nearly so as weights of 0 and more
    /// allow: see [`Sample::shares`].
    CorrelationBalanced,
}

impl Method {
    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Pca | Method::Factors(_) => "pca",
            Method::Entropy => "entropy",
            Method::Critic => "critic",
            Method::CorrelationBalanced => "correlation_balanced",
        }
    }
}

/// Rows of scores, kept as sums: more rows can be added at any time.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    covariances: Covariances,
    sums: Vec<f64>,
    /// Sums of x ln x.
    logs: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
}

/// A spread, or an eigenvalue of a correlation matrix, below this is none.
const NOTHING: f64 = 1e-9;

impl Sample {
    /// No rows yet, of so many columns.
    pub fn new(columns: usize) -> Self {
        Sample {
            covariances: Covariances::new(columns),
            sums: vec![0.0; columns],
            logs: vec![0.0; columns],
            low: vec![f64::INFINITY; columns],
            high: vec![f64::NEG_INFINITY; columns],
        }
    }

    /// Adds a row of scores, none below 0. A row in which a column is missing says nothing and is left out.
    pub fn push(&mut self, row: &[f64]) {
        if !self.covariances.push(row) {
            return;
        }
        for (j, x) in row.iter().enumerate() {
            self.sums[j] += x;
            self.logs[j] += if *x > 0.0 { x * x.ln() } else { 0.0 };
            self.low[j] = self.low[j].min(*x);
            self.high[j] = self.high[j].max(*x);
        }
    }

    /// Complete rows so far.
    pub fn rows(&self) -> usize {
        self.covariances.rows()
    }

    /// The root of a column's sum of squared deviations.
    fn spread(&self, j: usize) -> f64 {
        self.covariances.sum(j, j).sqrt()
    }

    /// The correlation matrix.
    ///
    /// # Errors
    ///
    /// Too few rows, or a column that does not vary.
    pub fn correlations(&self) -> Result<Vec<Vec<f64>>, SeriesError> {
        let k = self.covariances.columns();
        if self.rows() < k + 1 {
            return Err(SeriesError::TooFewRows { rows: self.rows(), needed: k + 1 });
        }
        if let Some(column) = (0..k).find(|j| self.high[*j] - self.low[*j] <= NOTHING) {
            return Err(SeriesError::ConstantColumn { column });
        }
        let of = |i: usize, j: usize| {
            let r = self.covariances.sum(i, j) / (self.spread(i) * self.spread(j));
            if i == j { 1.0 } else { r.clamp(-1.0, 1.0) }
        };
        Ok((0..k).map(|i| (0..k).map(|j| of(i, j)).collect()).collect())
    }

    /// The weights of the columns, none below 0, that sum to 1. `given` are the model's own: columns without one are not asked
    /// for, and [`Method::CorrelationBalanced`] keeps to their proportions.
    ///
    /// ```
    /// use froth_series::composite::{Method, Sample};
    /// let mut sample = Sample::new(2);
    /// for row in [[10.0, 30.0], [40.0, 20.0], [60.0, 80.0], [90.0, 70.0]] {
    ///     sample.push(&row);
    /// }
    /// // Two columns always have the same loadings.
    /// let weights = sample.weights(Method::Pca, &[1.0, 1.0]).unwrap();
    /// assert!((weights[0] - 0.5).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// The rows do not determine weights, or a weight would be negative.
    pub fn weights(&self, method: Method, given: &[f64]) -> Result<Vec<f64>, SeriesError> {
        let k = self.covariances.columns();
        if k == 1 {
            return Ok(vec![1.0]);
        }
        let correlations = self.correlations()?;
        let weights = match method {
            Method::Pca => first_loadings(&eigen(&correlations))?,
            Method::Factors(factors) => factor_weights(&eigen(&correlations), factors.clamp(1, k)),
            Method::Entropy => (0..k).map(|j| self.divergence(j)).collect(),
            Method::Critic => {
                (0..k).map(|j| self.spread(j) * correlations[j].iter().map(|r| 1.0 - r).sum::<f64>()).collect()
            }
            Method::CorrelationBalanced => self.balanced(&correlations, given)?,
        };
        let total: f64 = weights.iter().sum();
        if total <= NOTHING {
            // All columns are one and the same.
            return Err(SeriesError::Singular { columns: (0..k).collect() });
        }
        Ok(weights.into_iter().map(|w| w / total).collect())
    }

    /// One less the entropy of a column's shares, relative to the most that there could be.
    fn divergence(&self, j: usize) -> f64 {
        let entropy = self.sums[j].ln() - self.logs[j] / self.sums[j];
        (1.0 - entropy / (self.rows() as f64).ln()).max(0.0)
    }

    /// The correlation of column i with the weighted mean is `(R u)_i / sqrt(u' R u)` with `u_j = w_j sd_j`. Its squares are in
    /// the proportions of the given weights where `R u` is in those of their roots: a linear system, solved by the
    /// eigenvectors of R. Where its solution has negative weights, the nearest one without them counts.
    fn balanced(&self, correlations: &[Vec<f64>], given: &[f64]) -> Result<Vec<f64>, SeriesError> {
        let k = self.covariances.columns();
        let of = eigen(correlations);
        if of.values[k - 1] < NOTHING {
            let vector = &of.vectors[k - 1];
            let columns = (0..k).filter(|j| vector[*j].abs() > 1e-3).collect();
            return Err(SeriesError::Singular { columns });
        }
        let roots: Vec<f64> = given.iter().map(|w| w.sqrt()).collect();
        let mut u = vec![0.0; k];
        for (value, vector) in of.values.iter().zip(&of.vectors) {
            let along: f64 = vector.iter().zip(&roots).map(|(v, q)| v * q).sum();
            u.iter_mut().zip(vector).for_each(|(u, v)| *u += along / value * v);
        }
        let weights = |u: &[f64]| -> Vec<f64> { (0..k).map(|j| u[j] / self.spread(j)).collect() };
        no_negative(weights(&u)).or_else(|_| {
            let total: f64 = roots.iter().sum();
            Ok(weights(&bounded(correlations, &roots.iter().map(|q| q / total).collect::<Vec<_>>())))
        })
    }

    /// How far [`Method::CorrelationBalanced`] comes: the shares of the columns in the sum of their correlations with the mean
    /// under these weights, and the shares that are wanted of them, the roots of the given weights. None where a column does not
    /// vary.
    ///
    /// Where the two differ, at least one weight is 0.
    pub fn shares(&self, weights: &[f64], given: &[f64]) -> Option<Vec<(f64, f64)>> {
        let correlations = self.correlations().ok()?;
        let k = weights.len();
        let u: Vec<f64> = (0..k).map(|j| weights[j] * self.spread(j)).collect();
        let with: Vec<f64> = correlations.iter().map(|row| row.iter().zip(&u).map(|(r, u)| r * u).sum()).collect();
        let (sum, wanted) = (with.iter().sum::<f64>(), given.iter().map(|w| w.sqrt()).sum::<f64>());
        (sum > 0.0).then(|| with.iter().zip(given).map(|(x, w)| (x / sum, w.sqrt() / wanted)).collect())
    }
}

fn first_loadings(of: &Eigen) -> Result<Vec<f64>, SeriesError> {
    if of.values[0] - of.values[1] < NOTHING {
        return Err(SeriesError::NoFirstComponent);
    }
    let vector = &of.vectors[0];
    let sign = if vector.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    no_negative(vector.iter().map(|v| sign * v).collect())
}

fn no_negative(weights: Vec<f64>) -> Result<Vec<f64>, SeriesError> {
    let largest = weights.iter().fold(0.0f64, |m, w| m.max(w.abs()));
    match (0..weights.len())
        .filter(|j| weights[*j] < -NOTHING * largest)
        .min_by(|a, b| weights[*a].total_cmp(&weights[*b]))
    {
        Some(column) => Err(SeriesError::Negative { column }),
        None => Ok(weights.into_iter().map(|w| w.max(0.0)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::factors::varimax;
    use super::*;
    use proptest::prelude::*;

    fn sample(rows: &[Vec<f64>]) -> Sample {
        let mut sample = Sample::new(rows[0].len());
        for row in rows {
            sample.push(row);
        }
        sample
    }

    /// Rows in which three columns share a factor, so that no weight is negative.
    fn rows(n: usize) -> Vec<Vec<f64>> {
        let wave = |i: usize, k: usize| 25.0 + 25.0 * ((i * (2 * k + 3)) as f64 * 0.7 + k as f64).sin();
        (0..n).map(|i| (0..3).map(|k| 0.3 * wave(i, 0) + (0.3 + 0.2 * k as f64) * wave(i, k + 1)).collect()).collect()
    }

    fn column(rows: &[Vec<f64>], j: usize) -> Vec<f64> {
        rows.iter().map(|r| r[j]).collect()
    }

    fn correlation(a: &[f64], b: &[f64]) -> f64 {
        let n = a.len() as f64;
        let (ma, mb) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
        let s = |x: &[f64], y: &[f64], mx: f64, my: f64| x.iter().zip(y).map(|(p, q)| (p - mx) * (q - my)).sum::<f64>();
        s(a, b, ma, mb) / (s(a, a, ma, ma) * s(b, b, mb, mb)).sqrt()
    }

    #[test]
    fn principal_components_are_those_of_a_power_iteration() {
        let rows = rows(40);
        let r: Vec<Vec<f64>> =
            (0..3).map(|i| (0..3).map(|j| correlation(&column(&rows, i), &column(&rows, j))).collect()).collect();
        let mut v = vec![1.0; 3];
        for _ in 0..5000 {
            let next: Vec<f64> = (0..3).map(|i| (0..3).map(|j| r[i][j] * v[j]).sum()).collect();
            let total: f64 = next.iter().sum();
            v = next.iter().map(|x| x / total).collect();
        }
        let found = sample(&rows).weights(Method::Pca, &[1.0; 3]).unwrap();
        for (a, b) in found.iter().zip(&v) {
            assert!((a - b).abs() < 1e-9, "{found:?} {v:?}");
        }
    }

    #[test]
    fn entropy_and_critic_by_hand() {
        let rows: Vec<Vec<f64>> = vec![vec![1.0, 4.0], vec![1.0, 1.0], vec![2.0, 3.0], vec![4.0, 2.0]];
        let found = sample(&rows).weights(Method::Entropy, &[1.0; 2]).unwrap();
        // Shares 1/8, 1/8, 1/4, 1/2 have an entropy of 1.75 bits of 2; .4, .1, .3, .2 one of 1.8464.
        let second: f64 = [0.4f64, 0.1, 0.3, 0.2].iter().map(|p| -p * p.log2()).sum();
        let (a, b) = (1.0 - 1.75 / 2.0, 1.0 - second / 2.0);
        assert!((found[0] - a / (a + b)).abs() < 1e-12);
        let found = sample(&rows).weights(Method::Critic, &[1.0; 2]).unwrap();
        // Both have the same 1 - r: only the spreads count, roots of 6 and 5.
        assert!((found[0] - 6f64.sqrt() / (6f64.sqrt() + 5f64.sqrt())).abs() < 1e-12);
    }

    #[test]
    fn balanced_weights_give_each_column_its_say() {
        let rows = rows(60);
        let given = [2.0, 1.0, 1.0];
        let weights = sample(&rows).weights(Method::CorrelationBalanced, &given).unwrap();
        let mean: Vec<f64> = rows.iter().map(|r| r.iter().zip(&weights).map(|(x, w)| x * w).sum()).collect();
        let squares: Vec<f64> = (0..3).map(|j| correlation(&column(&rows, j), &mean).powi(2)).collect();
        assert!((squares[0] / squares[1] - 2.0).abs() < 1e-9 && (squares[2] / squares[1] - 1.0).abs() < 1e-9);
    }

    /// The third column is the sum of two that are unrelated, and something of its own.
    fn with_a_sum() -> Sample {
        sample(&[
            vec![10.0, 10.0, 15.0],
            vec![10.0, 30.0, 45.0],
            vec![30.0, 10.0, 35.0],
            vec![30.0, 30.0, 65.0],
            vec![20.0, 20.0, 36.0],
        ])
    }

    #[test]
    fn balance_that_would_take_a_negative_weight_comes_as_near_as_it_can() {
        let of = with_a_sum();
        let weights = of.weights(Method::CorrelationBalanced, &[1.0; 3]).unwrap();
        assert_eq!(weights[2], 0.0, "{weights:?}");
        let shares = of.shares(&weights, &[1.0; 3]).unwrap();
        assert!(shares.iter().all(|s| s.1 == 1.0 / 3.0), "{shares:?}");
        // It correlates most, not least: that is why it gets nothing.
        assert!(shares[2].0 > shares[0].0 && shares[2].0 > shares[1].0, "{shares:?}");
    }

    #[test]
    fn what_moves_against_the_others_gets_a_weight() {
        let of = sample(&[
            vec![1.0, 4.0, 3.1],
            vec![2.0, 5.0, 2.2],
            vec![3.0, 3.0, 3.0],
            vec![4.0, 9.0, 1.0],
            vec![5.0, 7.0, 2.0],
        ]);
        let r = of.correlations().unwrap();
        assert!(r[2][0] < 0.0 && r[2][1] < 0.0);
        let weights = of.weights(Method::CorrelationBalanced, &[1.0; 3]).unwrap();
        assert!(weights[2] > 0.0, "{weights:?}");
        assert!(of.shares(&weights, &[1.0; 3]).unwrap().iter().all(|(is, wanted)| (is - wanted).abs() < 1e-9));
    }

    #[test]
    fn what_gives_no_weights_says_why() {
        let try_ = |rows: &[[f64; 2]], method| {
            let rows: Vec<Vec<f64>> = rows.iter().map(|r| r.to_vec()).collect();
            sample(&rows).weights(method, &[1.0; 2])
        };
        let flat = [[1.0, 5.0], [2.0, 5.0], [3.0, 5.0], [4.0, 5.0]];
        let twins = [[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [5.0, 10.0]];
        let against = [[1.0, 9.0], [2.0, 5.0], [3.0, 6.0], [5.0, 1.0]];
        for method in [Method::Pca, Method::Entropy, Method::Critic, Method::CorrelationBalanced] {
            assert_eq!(try_(&flat, method), Err(SeriesError::ConstantColumn { column: 1 }));
            assert_eq!(try_(&flat[..2], method), Err(SeriesError::TooFewRows { rows: 2, needed: 3 }));
        }
        assert_eq!(try_(&twins, Method::CorrelationBalanced), Err(SeriesError::Singular { columns: vec![0, 1] }));
        assert_eq!(try_(&twins, Method::Critic), Err(SeriesError::Singular { columns: vec![0, 1] }));
        assert!(matches!(try_(&against, Method::Pca), Err(SeriesError::Negative { .. })));
        let text = SeriesError::ConstantColumn { column: 1 }.text(&["a", "b"]);
        assert_eq!(text, "`b` does not vary");
    }

    /// The 23 countries of the Technology Achievement Index.
    fn countries() -> Sample {
        let text = include_str!("../../../panel/verify/technology-achievement-index.csv");
        let mut sample = Sample::new(8);
        for line in text.lines().skip(1) {
            sample.push(&line.split(',').skip(1).take(8).map(|x| x.parse().unwrap()).collect::<Vec<f64>>());
        }
        sample
    }

    #[test]
    fn principal_components_of_the_technology_achievement_index() {
        let sample = countries();
        assert_eq!(sample.rows(), 23);
        let found = eigen(&sample.correlations().unwrap());
        // Handbook (2008), table 16, computed from unrounded data: eigenvalues and the variance that they explain.
        let published = [3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1];
        let explained = [41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9];
        for ((value, published), percent) in found.values.iter().zip(published).zip(explained) {
            assert!((value - published).abs() < 0.06, "{:?}", found.values);
            assert!((100.0 * value / 8.0 - percent).abs() < 0.15, "{:?}", found.values);
        }
        // Table 17, patents: 0.97 on one of four rotated factors, 0.67 of that factor's squares.
        let loadings: Vec<Vec<f64>> =
            (0..8).map(|i| (0..4).map(|f| found.vectors[f][i] * found.values[f].sqrt()).collect()).collect();
        let rotated = varimax(&loadings);
        let place = (0..4).max_by(|a, b| rotated[0][*a].abs().total_cmp(&rotated[0][*b].abs())).unwrap();
        let squares: f64 = rotated.iter().map(|row| row[place].powi(2)).sum();
        assert!((rotated[0][place].abs() - 0.97).abs() < 0.005);
        assert!((rotated[0][place].powi(2) / squares - 0.67).abs() < 0.005);
        // The first component alone would count exports the wrong way round.
        assert_eq!(sample.weights(Method::Pca, &[1.0; 8]), Err(SeriesError::Negative { column: 3 }));
        let weights = sample.weights(Method::Factors(4), &[1.0; 8]).unwrap();
        for (found, wanted) in weights.iter().zip([0.17, 0.15, 0.11, 0.06, 0.09, 0.12, 0.14, 0.17]) {
            assert!((found - wanted).abs() < 0.006, "{weights:?}");
        }
    }

    proptest! {
        #[test]
        fn weights_are_shares(x in prop::collection::vec(prop::collection::vec(0.0..100.0f64, 4), 5..40)) {
            let sample = sample(&x);
            for method in [Method::Pca, Method::Factors(2), Method::Entropy, Method::Critic, Method::CorrelationBalanced] {
                if let Ok(weights) = sample.weights(method, &[1.0, 2.0, 3.0, 4.0]) {
                    prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                    prop_assert!(weights.iter().all(|w| (0.0..=1.0 + 1e-12).contains(w)), "{method:?} {weights:?}");
                }
            }
        }
    }
}
