//! The difference between two scenarios, shared out over the indicators that both have.

use super::attribution::gradient;
use super::{Block, Evaluation, Plan, Scorecard, Tree};
use crate::model::Model;
use serde::Serialize;

/// Steps of the straight line between two score vectors.
const STEPS: usize = 1_000;

/// Both ends and the middle of each step.
const PLACES: usize = 2 * STEPS + 1;

/// What makes the first scenario's headline differ from the second's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Id of the first scenario.
    pub a: String,
    /// Id of the second.
    pub b: String,
    /// Headline of the first less headline of the second.
    pub score: Option<f64>,
    /// What is not explained by indicators that both have.
    pub coverage: Option<f64>,
    /// Both on the indicators that both have, where there are any.
    pub like_for_like: Option<PairLikeForLike>,
    /// Points by dimension: those of the indicators under it.
    pub dimensions: Vec<Points>,
    /// Points by indicator. With `coverage` they sum to `score`.
    pub indicators: Vec<Points>,
}

/// A pair on the indicators that both have and that count for the score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairLikeForLike {
    /// How many there are.
    pub indicators: usize,
    /// Their share of the full model's weight.
    pub weight_left: f64,
    /// Headline of the first.
    pub a: f64,
    /// Headline of the second.
    pub b: f64,
    /// The first less the second: what the points of the indicators sum to.
    pub gap: f64,
}

/// Points of a difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Points {
    /// Id of the dimension or indicator.
    pub id: String,
    /// Its points.
    pub points: f64,
}

/// Shares out a's headline less b's.
pub(super) fn difference(
    model: &Model,
    plan: &Plan,
    a: (&Evaluation<'_>, &Scorecard),
    b: (&Evaluation<'_>, &Scorecard),
) -> Difference {
    let tree = plan.tree().narrowed(model, &|i| a.0.has(i) && b.0.has(i), None);
    let (counted, points) = shared_out(&tree, &a.0.scores, &b.0.scores);
    let score = a.1.score.zip(b.1.score).map(|(a, b)| a - b);
    let mut by_dimension = vec![0.0; model.dimensions.len()];
    let mut named = vec![false; model.dimensions.len()];
    for (i, points) in counted.iter().zip(&points) {
        for d in std::iter::successors(Some(model.indicators[*i].dimension), |d| model.dimensions[*d].parent) {
            by_dimension[d] += points;
            named[d] = true;
        }
    }
    Difference {
        a: a.1.scenario.clone(),
        b: b.1.scenario.clone(),
        like_for_like: tree.has(tree.root).then(|| {
            let [a, b] = [a.0, b.0].map(|reading| reading.dimension_scores(&tree)[tree.root]);
            let nominal = plan.tree().nominal_weights();
            let weight_left = counted.iter().fold(0.0, |sum, i| sum + nominal[*i]);
            PairLikeForLike { indicators: counted.len(), weight_left, a, b, gap: a - b }
        }),
        coverage: score.map(|s| points.iter().fold(s, |rest, p| rest - p)),
        score,
        dimensions: (0..named.len())
            .filter(|d| named[*d])
            .map(|d| Points { id: model.dimensions[d].id.clone(), points: by_dimension[d] })
            .collect(),
        indicators: counted
            .iter()
            .zip(points)
            .map(|(i, points)| Points { id: model.indicators[*i].id.clone(), points })
            .collect(),
    }
}

/// The indicators under a tree's root, and the points of the root's move from `b` to `a` that are each one's; both have all that the
/// tree is narrowed to.
pub(crate) fn shared_out(tree: &Tree, a: &[f64], b: &[f64]) -> (Vec<usize>, Vec<f64>) {
    let weights = tree.nominal_weights();
    let counted: Vec<usize> = tree.counted().collect();
    let points = if tree.is_arithmetic() {
        counted.iter().map(|i| weights[*i] * (a[*i] - b[*i])).collect()
    } else {
        along_the_line(tree, a, b, &counted)
    };
    (counted, points)
}

/// Integrates the gradient along the straight line from b to a (Aumann and Shapley 1974): each step's change
/// by the gradient at its middle, and what that leaves by the size of each indicator's own change.
fn along_the_line(tree: &Tree, a: &[f64], b: &[f64], counted: &[usize]) -> Vec<f64> {
    let change: Vec<f64> = counted.iter().map(|i| a[*i] - b[*i]).collect();
    let size: f64 = change.iter().map(|c| c.abs()).sum();
    let mut points = vec![0.0; counted.len()];
    if size == 0.0 {
        return points;
    }
    let mut block = Block::of_scores(tree, PLACES);
    block.fill_scores(a, PLACES, |place, i, a| b[i] + (a - b[i]) * (place as f64 / (PLACES - 1) as f64));
    tree.aggregate(&mut block);
    let root = |place: usize| block.dimension(tree.root, place).unwrap_or(0.0);
    for step in 0..STEPS {
        let middle = 2 * step + 1;
        let slopes = gradient(tree, &block.score_row(middle), &block.dimension_row(middle));
        let moved = root(middle + 1) - root(middle - 1);
        let mut explained = 0.0;
        for ((points, i), change) in points.iter_mut().zip(counted).zip(&change) {
            let part = slopes[*i] * change / STEPS as f64;
            explained += part;
            *points += part;
        }
        for (points, change) in points.iter_mut().zip(&change) {
            *points += (moved - explained) * change.abs() / size;
        }
    }
    points
}
