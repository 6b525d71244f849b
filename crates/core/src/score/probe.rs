//! What the headline would be: at other raw values of one indicator, and at other scores.

use super::attribution::gradient;
use super::{Block, Compiled, Evaluation, Tree};

/// A reading that can be asked.
#[derive(Debug)]
pub(crate) struct Probe<'r> {
    plan: &'r Compiled,
    reading: &'r Evaluation<'r>,
    /// The reading's raw values; NaN for those that formulas compute.
    given: Vec<f64>,
}

impl<'r> Probe<'r> {
    pub(crate) fn new(plan: &'r Compiled, reading: &'r Evaluation<'r>) -> Self {
        let mut given = vec![f64::NAN; plan.columns().len()];
        for figure in reading.given() {
            given[figure.column] = figure.value;
        }
        Probe { plan, reading, given }
    }

    /// The indicator's own score and the headline, where its raw value is each of `xs`. NaN where there is none.
    pub(crate) fn at_values(&self, indicator: usize, xs: &[f64]) -> Vec<(f64, f64)> {
        let mut block = Block::new(self.plan, xs.len());
        block.clear(xs.len());
        for (column, value) in self.given.iter().enumerate().filter(|(_, x)| !x.is_nan()) {
            block.column_of_raw(column).fill(*value);
        }
        block.set_column(indicator, xs);
        self.plan.rate(&mut block, &mut |column, results| {
            let shocks = self.reading.shocks_on_results(self.plan).filter(|(c, _)| *c == column && *c != indicator);
            for (_, shock) in shocks {
                for x in results.iter_mut() {
                    *x = shock.kind.apply_or_missing(*x);
                }
            }
        });
        self.plan.tree().aggregate(&mut block);
        let root = self.plan.tree().root;
        let missing = |x: Option<f64>| x.unwrap_or(f64::NAN);
        (0..xs.len()).map(|r| (missing(block.indicator(indicator, r)), missing(block.dimension(root, r)))).collect()
    }
}

impl Probe<'_> {
    /// The headline with these raw values put in; none where there is none.
    pub(crate) fn with_values(&self, values: &[(usize, f64)]) -> Option<f64> {
        let mut block = Block::new(self.plan, 1);
        block.clear(1);
        for (column, value) in self.given.iter().enumerate().filter(|(_, x)| !x.is_nan()) {
            block.set(column, 0, Some(*value));
        }
        for (indicator, value) in values {
            block.set(*indicator, 0, Some(*value));
        }
        self.plan.rate(&mut block, &mut |column, results| {
            let given = |c: usize| values.iter().any(|(i, _)| *i == c);
            let shocks = self.reading.shocks_on_results(self.plan).filter(|(c, _)| *c == column && !given(*c));
            for (_, shock) in shocks {
                for x in results.iter_mut() {
                    *x = shock.kind.apply_or_missing(*x);
                }
            }
        });
        self.plan.tree().aggregate(&mut block);
        block.dimension(self.plan.tree().root, 0)
    }
}

impl Tree {
    /// The root's score for each row of indicator scores. NaN where there is none.
    pub(crate) fn roots(&self, rows: &[Vec<f64>]) -> Vec<f64> {
        let mut block = Block::of_scores(self, rows.len());
        let width = rows.first().map_or(0, Vec::len);
        block.fill_scores(&vec![f64::NAN; width], rows.len(), |row, i, _| rows[row][i]);
        self.aggregate(&mut block);
        (0..rows.len()).map(|r| block.dimension(self.root, r).unwrap_or(f64::NAN)).collect()
    }

    /// d(root)/d(indicator score) at some scores.
    pub(crate) fn slopes(&self, scores: &[f64]) -> Vec<f64> {
        let mut block = Block::of_scores(self, 1);
        block.fill_scores(scores, 1, |_, _, x| x);
        self.aggregate(&mut block);
        gradient(self, scores, &block.dimension_row(0))
    }
}
