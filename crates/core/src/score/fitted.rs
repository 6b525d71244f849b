//! Dimensions whose weights, or whose scores, rest on many rows of a panel.

use super::tree::{Child, Edge};
use super::{Block, Compiled, Tree, mean};
use crate::model::TIE;

/// What the rows of a panel say about dimensions. Columns are in the order of a dimension's children in the tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fitted {
    /// By dimension: a column of weights for each child; NaN where the rows give none.
    weights: Vec<Option<Vec<Vec<f64>>>>,
    /// By dimension: a column for each child of its share of the dimension's score.
    shares: Vec<Option<Vec<Vec<f64>>>>,
}

impl Fitted {
    /// The weight of a child in a row; none where it is the model's own.
    pub(super) fn weight(&self, dimension: usize, child: usize, row: usize) -> Option<f64> {
        let columns = self.weights.get(dimension)?.as_ref()?;
        columns.get(child)?.get(row).copied().filter(|w| !w.is_nan())
    }

    /// The shares of all children in a row; none where they follow from the aggregation.
    pub(super) fn shares(&self, dimension: usize, row: usize) -> Option<Vec<f64>> {
        let columns = self.shares.get(dimension)?.as_ref()?;
        Some(columns.iter().map(|c| c[row]).collect())
    }
}

impl Fitted {
    /// No weights and no shares for so many dimensions.
    pub fn new(dimensions: usize) -> Self {
        Fitted { weights: vec![None; dimensions], shares: vec![None; dimensions] }
    }

    /// Gives the children of a dimension a column of weights each.
    pub fn set_weights(&mut self, dimension: usize, columns: Vec<Vec<f64>>) {
        self.weights[dimension] = Some(columns);
    }

    /// Gives the children of a dimension a column of shares each: what part of its score each makes.
    pub fn set_shares(&mut self, dimension: usize, columns: Vec<Vec<f64>>) {
        self.shares[dimension] = Some(columns);
    }

    /// The columns of weights of a dimension that has some.
    pub fn weights(&self, dimension: usize) -> Option<&[Vec<f64>]> {
        self.weights.get(dimension)?.as_deref()
    }
}

impl Compiled {
    /// The same plan with the weights of one row of a panel.
    #[must_use]
    pub fn with_weights(&self, fitted: &Fitted, row: usize) -> Compiled {
        let mut tree = self.tree().clone();
        for (d, node) in tree.nodes.iter_mut().enumerate() {
            for (place, edge) in node.children.iter_mut().enumerate() {
                edge.weight = fitted.weight(d, place, row).unwrap_or(edge.weight);
            }
            node.children.retain(|edge| edge.weight > 0.0);
        }
        self.with_tree(tree)
    }
}

impl Tree {
    /// A block of one row for each row of `scores`, which are by indicator; no dimension is scored yet.
    pub fn block_of(&self, scores: &[Vec<f64>]) -> Block {
        let rows = scores.first().map_or(0, Vec::len);
        let mut block = Block::of_scores(self, rows);
        block.resize(rows);
        for (i, column) in scores.iter().enumerate() {
            block.column_of_scores(i).copy_from_slice(column);
        }
        block
    }

    /// Scores a dimension whose children are scored, by the rows' own weights where there are some.
    pub fn aggregate_dimension(&self, block: &mut Block, dimension: usize, fitted: &Fitted) {
        let Some(weights) = fitted.weights(dimension) else {
            return self.aggregate_some(block, &[dimension]);
        };
        let node = &self.nodes[dimension];
        let mut out = vec![f64::NAN; block.rows];
        let mut scratch = std::mem::take(&mut block.scratch);
        let columns = || node.children.iter().map(|edge| block.column_of_child(edge.child));
        let children = weights.iter().map(Vec::as_slice).zip(columns());
        mean::columns(node.aggregate, self.floor, children, &mut scratch, &mut out);
        if node.quorum > 0 {
            mean::limit(node.quorum, &columns(), &mut scratch.gather, &mut out);
        }
        block.scratch = scratch;
        // Where rows give no weights, there is no score.
        let none = |row: usize| weights.iter().any(|w| w[row].is_nan());
        (0..block.rows).filter(|row| none(*row)).for_each(|row| out[row] = f64::NAN);
        self.set_scores(block, dimension, &out, fitted);
    }

    /// Gives a dimension scores that were found elsewhere. Coverage is that of its children.
    pub fn set_scores(&self, block: &mut Block, dimension: usize, scores: &[f64], fitted: &Fitted) {
        let coverage = self.coverage_of(block, dimension, fitted);
        for (row, covered) in coverage.into_iter().enumerate() {
            let enough = covered >= self.min_coverage() - TIE;
            block.dimensions[dimension * block.stride + row] = if enough { scores[row] } else { f64::NAN };
            block.coverage[dimension * block.stride + row] = covered;
        }
    }

    /// By row: whether the children that have a score make up enough of the weight.
    pub fn is_covered(&self, block: &Block, dimension: usize, fitted: &Fitted) -> Vec<bool> {
        let coverage = self.coverage_of(block, dimension, fitted);
        coverage.into_iter().map(|c| c > 0.0 && c >= self.min_coverage() - TIE).collect()
    }

    fn coverage_of(&self, block: &Block, dimension: usize, fitted: &Fitted) -> Vec<f64> {
        let children = &self.nodes[dimension].children;
        let weight =
            |place: usize, edge: &Edge, row: usize| fitted.weight(dimension, place, row).unwrap_or(edge.weight);
        (0..block.rows)
            .map(|row| {
                let (mut sum, mut total) = (0.0, 0.0);
                for (place, edge) in children.iter().enumerate() {
                    let w = weight(place, edge, row);
                    total += w;
                    sum += match edge.child {
                        child if block.column_of_child(child)[row].is_nan() => 0.0,
                        Child::Indicator(_) => w,
                        Child::Dimension(c) => w * block.coverage(c, row),
                    };
                }
                if total > 0.0 { (sum / total).clamp(0.0, 1.0) } else { 0.0 }
            })
            .collect()
    }
}

impl Block {
    /// The scores of a child of some dimension.
    pub fn column_of_child(&self, child: Child) -> &[f64] {
        match child {
            Child::Indicator(i) => &self.scores[i * self.stride..][..self.rows],
            Child::Dimension(d) => self.column_of_dimension(d),
        }
    }
}
