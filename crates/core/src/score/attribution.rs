//! What each node of the tree is worth in one row: weights, contributions, gradients, points lost if calm.

use super::fitted::Fitted;
use super::tree::{Child, Edge};
use super::{Block, Tree};

/// Weights and contributions of one row. Indices are those of the model.
#[derive(Debug, Clone)]
pub(super) struct Attribution {
    /// Product of normalised weights down the tree over what has a score; 0 for what has none.
    pub(super) dimension_weights: Vec<f64>,
    pub(super) indicator_weights: Vec<f64>,
    /// Points of the score at the top of the node's tree; none where that has no score.
    pub(super) dimension_points: Vec<Option<f64>>,
    pub(super) indicator_points: Vec<Option<f64>>,
}

/// Children that have a score, with weights normalised over them. `weight` is that of an edge at its place.
fn present(
    edges: &[Edge],
    weight: impl Fn(usize, &Edge) -> f64,
    score: impl Fn(Child) -> f64,
) -> (Vec<Child>, Vec<f64>, Vec<f64>) {
    let mut children = Vec::with_capacity(edges.len());
    let mut weights = Vec::with_capacity(edges.len());
    let mut scores = Vec::with_capacity(edges.len());
    for (place, edge) in edges.iter().enumerate() {
        let x = score(edge.child);
        if !x.is_nan() {
            children.push(edge.child);
            weights.push(weight(place, edge));
            scores.push(x);
        }
    }
    let total: f64 = weights.iter().sum();
    for w in &mut weights {
        *w /= total;
    }
    (children, weights, scores)
}

/// Shares the score at the top of each tree out, down to the indicators.
pub(super) fn attribute(tree: &Tree, indicators: &[f64], dimensions: &[f64]) -> Attribution {
    attribute_fitted(tree, indicators, dimensions, None)
}

/// The same, with the weights and shares of one row of a panel.
pub(super) fn attribute_fitted(
    tree: &Tree,
    indicators: &[f64],
    dimensions: &[f64],
    fitted: Option<(&Fitted, usize)>,
) -> Attribution {
    let zero = |n: usize| vec![Some(0.0); n];
    let mut result = Attribution {
        dimension_weights: vec![0.0; dimensions.len()],
        indicator_weights: vec![0.0; indicators.len()],
        dimension_points: zero(dimensions.len()),
        indicator_points: zero(indicators.len()),
    };
    let score = |child| match child {
        Child::Indicator(i) => indicators[i],
        Child::Dimension(d) => dimensions[d],
    };
    for d in tree.order.iter().rev().copied() {
        let node = &tree.nodes[d];
        if node.parent.is_none() && !dimensions[d].is_nan() {
            result.dimension_weights[d] = 1.0;
            result.dimension_points[d] = Some(dimensions[d]);
        }
        if dimensions[d].is_nan() || result.dimension_weights[d] == 0.0 {
            continue;
        }
        let given =
            |place: usize, edge: &Edge| fitted.and_then(|(of, row)| of.weight(d, place, row)).unwrap_or(edge.weight);
        let (children, weights, scores) = present(&node.children, given, score);
        let shares = match fitted.and_then(|(of, row)| of.shares(d, row)) {
            Some(all) => {
                let there = node.children.iter().zip(all).filter(|(edge, _)| !score(edge.child).is_nan());
                there.map(|(_, share)| share).collect()
            }
            None => node.shares(tree.floor, &weights, &scores, dimensions[d]),
        };
        let (weight, points) = (result.dimension_weights[d], result.dimension_points[d].unwrap_or(0.0));
        for ((child, w), share) in children.iter().zip(&weights).zip(&shares) {
            let (to_weight, to_points) = match child {
                Child::Indicator(i) => (&mut result.indicator_weights[*i], &mut result.indicator_points[*i]),
                Child::Dimension(c) => (&mut result.dimension_weights[*c], &mut result.dimension_points[*c]),
            };
            *to_weight = weight * w;
            *to_points = Some(points * share);
        }
    }
    for d in tree.order.iter().rev().copied() {
        if dimensions[tree.top(d)].is_nan() || dimensions[d].is_nan() {
            result.dimension_points[d] = None;
        }
        for edge in &tree.nodes[d].children {
            if let Child::Indicator(i) = edge.child
                && (dimensions[tree.top(d)].is_nan() || indicators[i].is_nan())
            {
                result.indicator_points[i] = None;
            }
        }
    }
    result
}

impl Tree {
    /// In one row of a scored block, by indicator: its weight in its tree, and its points of the score at the top of it; none for
    /// what has no score.
    pub fn worth(&self, block: &Block, row: usize, fitted: Option<&Fitted>) -> (Vec<f64>, Vec<Option<f64>>) {
        let (scores, dimensions) = (block.score_row(row), block.dimension_row(row));
        let worth = attribute_fitted(self, &scores, &dimensions, fitted.map(|f| (f, row)));
        let points = worth.indicator_points.into_iter().zip(scores).map(|(p, x)| p.filter(|_| !x.is_nan()));
        (worth.indicator_weights, points.collect())
    }
}

/// d(root)/d(indicator score) in one row; 0 below a floor, and for what does not count.
pub(super) fn gradient(tree: &Tree, indicators: &[f64], dimensions: &[f64]) -> Vec<f64> {
    let mut slopes_of_dimensions = vec![0.0; dimensions.len()];
    let mut gradient = vec![0.0; indicators.len()];
    slopes_of_dimensions[tree.root] = 1.0;
    let score = |child| match child {
        Child::Indicator(i) => indicators[i],
        Child::Dimension(d) => dimensions[d],
    };
    for d in tree.order.iter().rev().copied() {
        let outer = slopes_of_dimensions[d];
        if outer == 0.0 || dimensions[d].is_nan() {
            continue;
        }
        let node = &tree.nodes[d];
        let (children, weights, scores) = present(&node.children, |_, edge| edge.weight, score);
        let slopes = node.slopes(tree.floor, &weights, &scores, dimensions[d]);
        for (child, slope) in children.iter().zip(slopes) {
            match child {
                Child::Indicator(i) => gradient[*i] = outer * slope,
                Child::Dimension(c) => slopes_of_dimensions[*c] = outer * slope,
            }
        }
    }
    gradient
}

/// For each indicator with a score, the points that the top of its tree would lose if it scored 0.
///
/// Indicators of one dimension are rows of one block, in which only the way up to the top is scored anew.
pub(super) fn if_calm(tree: &Tree, tops: &[usize], indicators: &[f64], scored: &Block, row: usize) -> Vec<Option<f64>> {
    const ROWS: usize = 256;
    let dimensions = scored.dimension_row(row);
    let counts = |i: usize| !indicators[i].is_nan() && !dimensions[tops[i]].is_nan();
    let mut lost: Vec<Option<f64>> = (0..indicators.len()).map(|i| counts(i).then_some(0.0)).collect();
    let mut block = Block::of_scores(tree, ROWS.min(tree.widest()));
    for d in tree.order.iter().copied() {
        let way: Vec<usize> = std::iter::successors(Some(d), |d| tree.nodes[*d].parent).collect();
        let own: Vec<usize> = tree.nodes[d]
            .children
            .iter()
            .filter_map(|edge| match edge.child {
                Child::Indicator(i) if counts(i) => Some(i),
                _ => None,
            })
            .collect();
        for some in own.chunks(block.stride) {
            block.rows = some.len();
            for edge in way.iter().flat_map(|d| &tree.nodes[*d].children) {
                match edge.child {
                    Child::Indicator(i) => block.column_of_scores(i).fill(indicators[i]),
                    Child::Dimension(c) => block.set_dimension(c, dimensions[c], scored.coverage(c, row)),
                }
            }
            for (row, i) in some.iter().copied().enumerate() {
                block.column_of_scores(i)[row] = 0.0;
            }
            tree.aggregate_some(&mut block, &way);
            for (row, i) in some.iter().copied().enumerate() {
                lost[i] = Some(dimensions[tops[i]] - block.dimension(tops[i], row).unwrap_or(0.0));
            }
        }
    }
    lost
}
