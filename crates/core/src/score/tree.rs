//! The tree of dimensions, compiled: children with weights above 0, bottom up.

use super::{Block, Settings, mean};
use crate::model::{Aggregate, Model, Policy, TIE};

/// How indicators make dimensions. Can be narrowed to some of the indicators.
#[derive(Debug, Clone)]
pub struct Tree {
    /// By index of the model's dimensions; what is absent has no children.
    pub(super) nodes: Vec<Node>,
    /// Present dimensions, children before parents.
    pub(super) order: Vec<usize>,
    /// The index of the dimension at the top.
    pub root: usize,
    pub(crate) floor: f64,
    min_coverage: f64,
    /// Whether the model wants everything (policy `fail`).
    wants_all: bool,
    /// Which indicators of the model are part of this tree, weight 0 included.
    pub(super) keeps: Vec<bool>,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) aggregate: Aggregate,
    /// The k of a quorum: its score is at most that of its k-th highest child; 0 for no limit.
    pub(super) quorum: usize,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<Edge>,
}

/// A child with a weight above 0.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// What it leads to.
    pub child: Child,
    /// Its weight among its siblings.
    pub weight: f64,
}

/// What a dimension is made of, by its index in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Child {
    /// An indicator.
    Indicator(usize),
    /// A dimension below it.
    Dimension(usize),
}

impl Node {
    /// The score of the child that holds the node's score down, if one does.
    fn limit(&self, floor: f64, ws: &[f64], xs: &[f64]) -> Option<f64> {
        let limit = mean::nth_largest(self.quorum, &mut xs.to_vec())?;
        (mean::value(self.aggregate, floor, ws, xs) > limit + TIE).then_some(limit)
    }

    /// `df/dx_i` at scores that are all present; see [`mean::slopes`]. Where the quorum holds the score down, the children at
    /// that height share it equally.
    pub(super) fn slopes(&self, floor: f64, ws: &[f64], xs: &[f64], f: f64) -> Vec<f64> {
        if let Some(limit) = self.limit(floor, ws, xs) {
            return mean::tied(xs, &[limit]);
        }
        let floored = mean::is_floored(self.aggregate);
        let slopes = mean::slopes(self.aggregate, floor, ws, xs, f).into_iter().zip(xs);
        slopes.map(|(slope, x)| if floored && *x < floor { 0.0 } else { slope }).collect()
    }

    /// How the node's points go to its children; see [`mean::shares`].
    pub(super) fn shares(&self, floor: f64, ws: &[f64], xs: &[f64], f: f64) -> Vec<f64> {
        match self.limit(floor, ws, xs) {
            Some(limit) => mean::tied(xs, &[limit]),
            None => mean::shares(self.aggregate, floor, ws, xs, f),
        }
    }
}

impl Tree {
    pub(super) fn new(model: &Model, settings: Settings) -> Self {
        let min_coverage = match model.missing.policy {
            // Anything missing brings coverage below 1.
            Policy::Fail => 1.0,
            Policy::Renormalise => settings.min_coverage.unwrap_or(model.missing.min_coverage),
        };
        let mut nodes: Vec<Node> = model
            .dimensions
            .iter()
            .map(|d| Node {
                aggregate: d.aggregate,
                quorum: d.quorum.unwrap_or(0),
                parent: d.parent,
                children: Vec::new(),
            })
            .collect();
        for (d, dimension) in model.dimensions.iter().enumerate().filter(|(_, d)| d.weight > 0.0) {
            if let Some(parent) = dimension.parent {
                nodes[parent].children.push(Edge { child: Child::Dimension(d), weight: dimension.weight });
            }
        }
        for (i, indicator) in model.indicators.iter().enumerate().filter(|(_, i)| i.weight > 0.0) {
            nodes[indicator.dimension].children.push(Edge { child: Child::Indicator(i), weight: indicator.weight });
        }
        // Sums run in the order of ids, so that the order of a file changes no digit.
        let id = |child: Child| match child {
            Child::Indicator(i) => model.indicators[i].id.as_str(),
            Child::Dimension(d) => model.dimensions[d].id.as_str(),
        };
        for node in &mut nodes {
            node.children.sort_by(|a, b| id(a.child).cmp(id(b.child)));
        }
        let order = bottom_up(&nodes);
        Tree {
            nodes,
            order,
            root: model.root,
            floor: model.scale.floor,
            min_coverage,
            wants_all: model.missing.policy == Policy::Fail,
            keeps: vec![true; model.indicators.len()],
        }
    }

    /// The same tree with only some of the indicators: dimensions left without any are absent, weights are
    /// normalised over what is left. With `min_coverage` none, coverage plays no part.
    #[must_use]
    pub fn narrowed(&self, model: &Model, keep: &dyn Fn(usize) -> bool, min_coverage: Option<f64>) -> Tree {
        let mut tree = self.clone();
        tree.min_coverage = min_coverage.unwrap_or(0.0);
        tree.wants_all = false;
        for d in self.order.iter().copied() {
            let kept: Vec<Edge> = tree.nodes[d]
                .children
                .iter()
                .filter(|edge| match edge.child {
                    Child::Indicator(i) => keep(i),
                    Child::Dimension(c) => !tree.nodes[c].children.is_empty(),
                })
                .copied()
                .collect();
            tree.nodes[d].children = kept;
        }
        let nodes = &tree.nodes;
        tree.order.retain(|d| !nodes[*d].children.is_empty());
        for (i, indicator) in model.indicators.iter().enumerate() {
            tree.keeps[i] = tree.keeps[i] && keep(i) && !nodes[indicator.dimension].children.is_empty();
        }
        tree
    }

    /// The same tree with only the dimensions that have a score, and with coverage playing no part any more: in a row that
    /// has the same indicators it gives the same scores.
    pub(crate) fn settled(&self, has_score: &dyn Fn(usize) -> bool) -> Tree {
        let mut tree = self.clone();
        tree.min_coverage = 0.0;
        for node in &mut tree.nodes {
            node.children.retain(|edge| match edge.child {
                Child::Indicator(_) => true,
                Child::Dimension(c) => has_score(c),
            });
        }
        let nodes = &tree.nodes;
        tree.order.retain(|d| has_score(*d) && !nodes[*d].children.is_empty());
        tree
    }

    /// Dimensions with the children that count, children before parents.
    pub fn groups(&self) -> impl Iterator<Item = (usize, Aggregate, &[Edge])> {
        self.order.iter().map(|d| (*d, self.nodes[*d].aggregate, self.nodes[*d].children.as_slice()))
    }

    /// Whether an indicator counts for something in this tree.
    pub(crate) fn counts(&self, indicator: usize) -> bool {
        self.groups().any(|(_, _, children)| children.iter().any(|e| e.child == Child::Indicator(indicator)))
    }

    /// By indicator: whether it counts for something at the root.
    pub fn rooted(&self) -> Vec<bool> {
        let mut rooted = vec![false; self.keeps.len()];
        for (_, _, children) in self.rooted_groups() {
            for edge in children {
                if let Child::Indicator(i) = edge.child {
                    rooted[i] = true;
                }
            }
        }
        rooted
    }

    /// The indicators that count for something at the root, in the model's order.
    pub(crate) fn counted(&self) -> impl Iterator<Item = usize> {
        self.rooted().into_iter().enumerate().filter(|(_, rooted)| *rooted).map(|(indicator, _)| indicator)
    }

    /// The dimensions that count for something at the root, it included, with the children that count.
    pub(crate) fn rooted_groups(&self) -> impl Iterator<Item = (usize, Aggregate, &[Edge])> {
        let mut reached = vec![false; self.nodes.len()];
        reached[self.root] = true;
        for d in self.order.iter().rev().copied() {
            let on = reached[d];
            for edge in self.nodes[d].children.iter().filter(|_| on) {
                if let Child::Dimension(c) = edge.child {
                    reached[c] = true;
                }
            }
        }
        self.groups().filter(move |(d, _, _)| reached[*d])
    }

    /// The same tree with another dimension as its root.
    pub(crate) fn rooted_at(&self, dimension: usize) -> Tree {
        Tree { root: dimension, ..self.clone() }
    }

    /// The same tree without one of the root's children.
    pub(super) fn without_child(&self, dimension: usize) -> Tree {
        let mut tree = self.clone();
        tree.nodes[self.root].children.retain(|edge| edge.child != Child::Dimension(dimension));
        tree
    }

    /// A dimension's quorum, and how many of its children have a score in one row of a scored block.
    pub(super) fn quorum_of(&self, block: &Block, dimension: usize, row: usize) -> (usize, usize) {
        let node = &self.nodes[dimension];
        let scored = node.children.iter().filter(|edge| match edge.child {
            Child::Indicator(i) => block.indicator(i, row).is_some(),
            Child::Dimension(c) => block.dimension(c, row).is_some(),
        });
        (node.quorum, scored.count())
    }

    /// Whether a quorum can hold a dimension's score down.
    pub(crate) fn has_quorum(&self, dimension: usize) -> bool {
        self.nodes[dimension].quorum > 0
    }

    /// Whether a dimension is part of this tree.
    pub fn has(&self, dimension: usize) -> bool {
        !self.nodes[dimension].children.is_empty()
    }

    /// The number of dimensions in the model.
    pub fn dimensions(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn wants_all(&self) -> bool {
        self.wants_all
    }

    /// The share of a dimension's weight that must have data.
    pub fn min_coverage(&self) -> f64 {
        self.min_coverage
    }

    /// The largest number of children of a dimension.
    pub(super) fn widest(&self) -> usize {
        self.nodes.iter().map(|n| n.children.len()).max().unwrap_or(0)
    }

    /// The top of the tree that holds a dimension: the root, or an overlay.
    pub fn top(&self, dimension: usize) -> usize {
        std::iter::successors(Some(dimension), |d| self.nodes[*d].parent).last().unwrap_or(dimension)
    }

    /// The weights of all indicators, each relative to the top of its own tree, whatever has data; 0 for those
    /// that count for nothing.
    pub fn nominal_weights(&self) -> Vec<f64> {
        let mut nodes: Vec<f64> = self.nodes.iter().map(|n| if n.parent.is_none() { 1.0 } else { 0.0 }).collect();
        let mut weights = vec![0.0; self.keeps.len()];
        for d in self.order.iter().rev().copied() {
            let total: f64 = self.nodes[d].children.iter().map(|e| e.weight).sum();
            for edge in &self.nodes[d].children {
                let weight = nodes[d] * edge.weight / total;
                match edge.child {
                    Child::Indicator(i) => weights[i] = weight,
                    Child::Dimension(c) => nodes[c] = weight,
                }
            }
        }
        weights
    }

    /// Whether every dimension from the root down is a plain weighted mean.
    pub(crate) fn is_arithmetic(&self) -> bool {
        self.order
            .iter()
            .filter(|d| self.top(**d) == self.root)
            .all(|d| self.nodes[*d].aggregate == Aggregate::Arithmetic && self.nodes[*d].quorum == 0)
    }

    /// The scores of dimensions that one row of indicator scores gives; NaN for none, in and out.
    pub(crate) fn dimension_scores(&self, indicators: &[f64]) -> Vec<f64> {
        let mut block = Block::of_scores(self, 1);
        block.fill_scores(indicators, 1, |_, _, x| x);
        self.aggregate(&mut block);
        block.dimension_row(0)
    }

    /// Indicator scores to dimension scores, a column at a time.
    pub fn aggregate(&self, block: &mut Block) {
        block.dimensions.fill(f64::NAN);
        block.coverage.fill(0.0);
        self.aggregate_some(block, &self.order);
    }

    /// Scores of some dimensions, children before parents; what else they need must be in the block.
    pub(super) fn aggregate_some(&self, block: &mut Block, order: &[usize]) {
        let (rows, stride) = (block.rows, block.stride);
        for d in order.iter().copied() {
            let node = &self.nodes[d];
            // Children lie anywhere in the columns: take the target out while they are read.
            let (mut out, mut cover) =
                (std::mem::take(&mut block.scratch.out), std::mem::take(&mut block.scratch.cover));
            out.resize(stride, f64::NAN);
            cover.resize(stride, 0.0);
            let (scores, dimensions, coverage) = (&block.scores, &block.dimensions, &block.coverage);
            let column = |edge: &Edge| match edge.child {
                Child::Indicator(i) => &scores[i * stride..][..rows],
                Child::Dimension(c) => &dimensions[c * stride..][..rows],
            };
            let total: f64 = node.children.iter().map(|e| e.weight).sum();
            cover.fill(0.0);
            // The weight of what is there, summed as the whole weight is: nothing missing is exactly 1.
            for edge in &node.children {
                let weight = edge.weight;
                match edge.child {
                    Child::Indicator(_) => {
                        for (cover, x) in cover.iter_mut().zip(column(edge)) {
                            *cover += if x.is_nan() { 0.0 } else { weight };
                        }
                    }
                    Child::Dimension(c) => {
                        for ((cover, x), inner) in
                            cover.iter_mut().zip(column(edge)).zip(&coverage[c * stride..][..rows])
                        {
                            *cover += if x.is_nan() { 0.0 } else { weight * inner };
                        }
                    }
                }
            }
            let children = node.children.iter().map(|edge| (edge.weight, column(edge)));
            mean::columns(node.aggregate, self.floor, children, &mut block.scratch, &mut out[..rows]);
            if node.quorum > 0 {
                let children = node.children.iter().map(column);
                mean::limit(node.quorum, &children, &mut block.scratch.gather, &mut out[..rows]);
            }
            for row in 0..rows {
                let covered = (cover[row] / total).clamp(0.0, 1.0);
                let enough = covered >= self.min_coverage - TIE;
                block.dimensions[d * stride + row] = if enough { out[row] } else { f64::NAN };
                block.coverage[d * stride + row] = covered;
            }
            (block.scratch.out, block.scratch.cover) = (out, cover);
        }
    }
}

/// Dimensions with children, each after those below it.
fn bottom_up(nodes: &[Node]) -> Vec<usize> {
    let depth = |d: usize| std::iter::successors(Some(d), |x| nodes[*x].parent).count();
    let mut order: Vec<usize> = (0..nodes.len()).filter(|d| !nodes[*d].children.is_empty()).collect();
    order.sort_by_cached_key(|d| std::cmp::Reverse(depth(*d)));
    order
}
