//! Tests for explosive growth beside those of [`psy`](crate::psy), which look at something else: the signs of changes, changes
//! divided by how volatile they are at the time, and what a fundamental does not explain.
//!
//! Each has a statistic at every row from the first window on, and the distribution of the largest of them where nothing is
//! explosive. A row counts where its statistic is above the critical value of the largest, so that a test rejects where some
//! row counts.

mod residual;
mod sign;
#[cfg(test)]
mod tests;
mod union;

pub use residual::residual_test;
pub use sign::sign_test;
pub use union::union_test;

use crate::SeriesError;
use crate::psy::Distribution;

/// A test of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// The row of the series, from 0, that the first number of the sequence belongs to.
    pub first: usize,
    /// The statistic at each row; `None` where it is degenerate.
    pub sequence: Vec<Option<f64>>,
    /// The largest of these.
    pub largest: f64,
    /// The largest over samples without explosive growth.
    pub null: Distribution,
}

impl Tested {
    fn new(first: usize, sequence: &[f64], null: Vec<f64>) -> Result<Self, SeriesError> {
        let largest = largest(sequence);
        if !largest.is_finite() {
            return Err(SeriesError::NoStatistic);
        }
        let sequence = sequence.iter().map(|x| Some(*x).filter(|x| x.is_finite())).collect();
        Ok(Tested { first, sequence, largest, null: Distribution::new(null)? })
    }
}

/// The largest number; NaN where there is none.
fn largest(xs: &[f64]) -> f64 {
    xs.iter().copied().filter(|x| x.is_finite()).fold(f64::NAN, f64::max)
}
