//! Do the ranges by confidence hold what sources disagree about?

use crate::model::{Confidence, Uncertainty};
use serde::Serialize;

/// A grade's range against the quantities of that grade for which sources disagree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GradeCalibration {
    /// The grade.
    pub confidence: Confidence,
    /// Half-width of its range, as a share of the value.
    pub half_width: f64,
    /// Quantities on which sources disagree.
    pub quantities: usize,
    /// Ordered pairs of sources: the one whose figure is taken, and another one.
    pub pairs: usize,
    /// Pairs in which the other figure lies within the range around the one taken.
    pub inside: usize,
    /// The half-width that would hold all pairs.
    pub holds_all: f64,
}

/// The grades that the model lists disagreements for, best grade first.
pub fn calibration(of: &Uncertainty) -> Vec<GradeCalibration> {
    let grades =
        [(Confidence::High, of.range.high), (Confidence::Medium, of.range.medium), (Confidence::Low, of.range.low)];
    let grade = |(confidence, half_width): (Confidence, f64)| {
        let quantities: Vec<_> = of.calibration.iter().filter(|d| d.confidence == confidence).collect();
        let mut away: Vec<f64> = Vec::new();
        for disagreement in &quantities {
            for (i, taken) in disagreement.values.iter().enumerate() {
                let others = disagreement.values.iter().enumerate().filter(|(j, _)| *j != i);
                away.extend(others.map(|(_, other)| ((other - taken) / taken).abs()));
            }
        }
        GradeCalibration {
            confidence,
            half_width,
            quantities: quantities.len(),
            pairs: away.len(),
            inside: away.iter().filter(|a| **a <= half_width + 1e-12).count(),
            holds_all: away.iter().copied().fold(0.0, f64::max),
        }
    };
    grades.map(grade).into_iter().filter(|g| g.quantities > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Disagreement;

    #[test]
    fn pairs_are_taken_both_ways() {
        let values = vec![100.0, 125.0];
        let disagreement = Disagreement { what: "x".to_owned(), confidence: Confidence::Medium, values, source: None };
        let mut of = Uncertainty { calibration: vec![disagreement], ..Uncertainty::default() };
        of.range.medium = 0.2;
        let found = calibration(&of);
        assert_eq!((found[0].pairs, found[0].inside, found[0].holds_all), (2, 1, 0.25));
    }
}
