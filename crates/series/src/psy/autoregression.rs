//! What a series is like where nothing is explosive: an autoregression of its differences.

use super::{Lag, SeriesError};
use crate::least_squares::Triangle;

/// `dy_t = mu + sum_{k=1..K} phi_k dy_{t-k} + e_t`: the regression of the tests with b = 0.
#[derive(Debug, Clone)]
pub(super) struct Autoregression {
    pub(super) intercept: f64,
    pub(super) phi: Vec<f64>,
    /// Of rows `most` + 1 to the last of the series, whichever lag was chosen.
    pub(super) residuals: Vec<f64>,
    /// The differences that a sample starts with.
    start: Vec<f64>,
    first: f64,
}

impl Autoregression {
    /// With so many lags, or those of the least criterion on the rows that the longest leaves.
    pub(super) fn fit(y: &[f64], lag: Lag) -> Result<Self, SeriesError> {
        let most = lag.most();
        let differences: Vec<f64> = y.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let rows = differences.len().saturating_sub(most) as f64;
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        let lags = if lag.is_chosen() { 0..=most } else { most..=most };
        for k in lags {
            let mut triangle = Triangle::new(k + 1);
            for window in differences.windows(most + 1) {
                let past = window[..most].iter().rev().take(k);
                triangle.add([1.0].into_iter().chain(past.copied()).chain([window[most]]));
            }
            let Some(b) = triangle.solve() else { continue };
            let criterion = rows * (triangle.squares() / rows).ln() + (k + 1) as f64 * lag.penalty(rows);
            if best.as_ref().is_none_or(|best| criterion < best.0) {
                best = Some((criterion, k, b));
            }
        }
        let (_, k, b) = best.ok_or(SeriesError::Collinear)?;
        let (intercept, phi) = (b[0], b[1..].to_vec());
        let residuals = differences
            .windows(most + 1)
            .map(|window| {
                let past = window[..most].iter().rev().zip(&phi);
                window[most] - intercept - past.map(|(d, phi)| d * phi).sum::<f64>()
            })
            .collect();
        Ok(Autoregression { intercept, phi, residuals, start: differences[..k].to_vec(), first: y[0] })
    }

    /// A series of `rows` rows that starts as this one did, with `intercept` and the errors given: `error` is asked for
    /// each later row in turn.
    pub(super) fn sample(&self, rows: usize, intercept: f64, mut error: impl FnMut(usize) -> f64) -> Vec<f64> {
        let mut differences = self.start.clone();
        let mut y = Vec::with_capacity(rows);
        y.push(self.first);
        let mut level = self.first;
        for row in 1..rows {
            if row > differences.len() {
                let past = differences.iter().rev().zip(&self.phi);
                let next = intercept + past.map(|(d, phi)| d * phi).sum::<f64>() + error(row);
                differences.push(next);
            }
            level += differences[row - 1];
            y.push(level);
        }
        y
    }
}

#[cfg(test)]
mod tests {
    use super::super::random::Stream;
    use super::*;

    /// An autoregression of known coefficients.
    fn known(rows: usize) -> Vec<f64> {
        let mut stream = Stream::new(11, 0);
        let start = Autoregression {
            intercept: 0.2,
            phi: vec![0.5, -0.3],
            residuals: Vec::new(),
            start: vec![0.1, 0.2],
            first: 5.0,
        };
        start.sample(rows, 0.2, |_| stream.normal())
    }

    #[test]
    fn coefficients_and_residuals_give_the_series_back() {
        let y = known(400);
        let fit = Autoregression::fit(&y, Lag::Fixed(2)).unwrap();
        assert!((fit.phi[0] - 0.5).abs() < 0.1 && (fit.phi[1] + 0.3).abs() < 0.1, "{:?}", fit.phi);
        let again = fit.sample(400, fit.intercept, |row| fit.residuals[row - 3]);
        assert!(y.iter().zip(&again).all(|(a, b)| (a - b).abs() < 1e-9));
    }

    #[test]
    fn the_criterion_finds_the_lags() {
        let fit = Autoregression::fit(&known(2000), Lag::Bic(6)).unwrap();
        assert_eq!((fit.phi.len(), fit.residuals.len()), (2, 2000 - 1 - 6));
    }
}
