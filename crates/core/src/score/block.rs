//! Rows of values and scores, stored a column at a time.

use super::{Compiled, Tree};
use crate::expr::Stack;

/// Values going in and scores coming out, for up to a fixed number of rows.
///
/// Columns lie one after the other, each `stride` long. Missing is NaN inside; the public accessors
/// take and give `Option`.
#[derive(Debug, Clone)]
pub struct Block {
    pub(super) rows: usize,
    pub(super) stride: usize,
    /// Raw values: a column an indicator, then a column for each further input.
    pub(super) raw: Vec<f64>,
    /// Scores before clamping, a column an indicator.
    pub(super) unclamped: Vec<f64>,
    /// Scores of indicators.
    pub(super) scores: Vec<f64>,
    /// Scores of dimensions.
    pub(super) dimensions: Vec<f64>,
    /// Coverage of dimensions.
    pub(super) coverage: Vec<f64>,
    pub(super) scratch: Scratch,
}

/// Columns used while scoring.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    pub(super) stack: Stack,
    pub(super) sum: Vec<f64>,
    pub(super) weight: Vec<f64>,
    pub(super) extreme: Vec<f64>,
    pub(super) gather: Vec<f64>,
    pub(super) out: Vec<f64>,
    pub(super) cover: Vec<f64>,
}

impl Block {
    /// Room for up to `capacity` rows of what `plan` needs; all values missing, no rows yet.
    pub fn new(plan: &Compiled, capacity: usize) -> Self {
        let mut block = Self::of_scores(plan.tree(), capacity);
        block.raw = vec![f64::NAN; plan.columns().len() * block.stride];
        block
    }

    /// Room for scores only: what a tree aggregates.
    pub(super) fn of_scores(tree: &Tree, capacity: usize) -> Self {
        let (indicators, dimensions) = (tree.keeps.len(), tree.dimensions());
        let stride = capacity.max(1);
        Block {
            rows: 0,
            stride,
            raw: Vec::new(),
            unclamped: vec![f64::NAN; indicators * stride],
            scores: vec![f64::NAN; indicators * stride],
            dimensions: vec![f64::NAN; dimensions * stride],
            coverage: vec![0.0; dimensions * stride],
            scratch: Scratch {
                stack: Stack::default(),
                sum: vec![0.0; stride],
                weight: vec![0.0; stride],
                extreme: vec![0.0; stride],
                gather: Vec::with_capacity(tree.widest()),
                out: vec![f64::NAN; stride],
                cover: vec![0.0; stride],
            },
        }
    }

    /// Empties the block and makes it `rows` rows long, at most its capacity.
    pub fn clear(&mut self, rows: usize) {
        self.rows = rows.min(self.stride);
        self.raw.fill(f64::NAN);
    }

    /// Makes the block `rows` rows long, at most its capacity, for columns that are all set anew.
    pub(super) fn resize(&mut self, rows: usize) {
        self.rows = rows.min(self.stride);
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Sets a raw value; what is not finite counts as missing.
    pub fn set(&mut self, column: usize, row: usize, value: Option<f64>) {
        self.raw[column * self.stride + row] = value.filter(|x| x.is_finite()).unwrap_or(f64::NAN);
    }

    /// Sets a whole column of raw values from its first row on; what is not finite counts as missing.
    pub fn set_column(&mut self, column: usize, values: &[f64]) {
        let target = &mut self.raw[column * self.stride..][..self.rows];
        for (to, from) in target.iter_mut().zip(values) {
            *to = if from.is_finite() { *from } else { f64::NAN };
        }
    }

    /// A whole column of raw values, to be changed.
    pub fn column_of_raw(&mut self, column: usize) -> &mut [f64] {
        &mut self.raw[column * self.stride..][..self.rows]
    }

    /// The raw value of a column, formulas included once the block is scored.
    pub fn raw(&self, column: usize, row: usize) -> Option<f64> {
        present(self.raw[column * self.stride + row])
    }

    /// The score of an indicator before clamping.
    pub fn unclamped(&self, indicator: usize, row: usize) -> Option<f64> {
        present(self.unclamped[indicator * self.stride + row])
    }

    /// The score of an indicator, in [0, 100].
    pub fn indicator(&self, indicator: usize, row: usize) -> Option<f64> {
        present(self.scores[indicator * self.stride + row])
    }

    /// The score of a dimension, in [0, 100].
    pub fn dimension(&self, dimension: usize, row: usize) -> Option<f64> {
        present(self.dimensions[dimension * self.stride + row])
    }

    /// The coverage of a dimension, in [0, 1].
    pub fn coverage(&self, dimension: usize, row: usize) -> f64 {
        self.coverage[dimension * self.stride + row]
    }

    /// Copies one row's indicator scores into `rows` rows, then lets `edit` change each row's.
    pub(super) fn fill_scores(&mut self, row: &[f64], rows: usize, edit: impl Fn(usize, usize, f64) -> f64) {
        self.rows = rows.min(self.stride);
        for (indicator, score) in row.iter().enumerate() {
            let column = &mut self.scores[indicator * self.stride..][..self.rows];
            for (r, target) in column.iter_mut().enumerate() {
                *target = edit(r, indicator, *score);
            }
        }
    }

    /// The scores of one dimension, NaN for none.
    pub fn column_of_dimension(&self, dimension: usize) -> &[f64] {
        &self.dimensions[dimension * self.stride..][..self.rows]
    }

    /// The coverage of one dimension.
    pub(super) fn column_of_coverage(&self, dimension: usize) -> &[f64] {
        &self.coverage[dimension * self.stride..][..self.rows]
    }

    /// The scores of one indicator, to be changed.
    pub fn column_of_scores(&mut self, indicator: usize) -> &mut [f64] {
        &mut self.scores[indicator * self.stride..][..self.rows]
    }

    /// Gives a dimension the same score and coverage in all rows.
    pub(super) fn set_dimension(&mut self, dimension: usize, score: f64, coverage: f64) {
        self.dimensions[dimension * self.stride..][..self.rows].fill(score);
        self.coverage[dimension * self.stride..][..self.rows].fill(coverage);
    }

    /// The indicators' scores of one row, NaN for none.
    pub(super) fn score_row(&self, row: usize) -> Vec<f64> {
        self.scores.chunks_exact(self.stride).map(|column| column[row]).collect()
    }

    /// The dimensions' scores of one row, NaN for none.
    pub(super) fn dimension_row(&self, row: usize) -> Vec<f64> {
        self.dimensions.chunks_exact(self.stride).map(|column| column[row]).collect()
    }
}

fn present(x: f64) -> Option<f64> {
    (!x.is_nan()).then_some(x)
}
