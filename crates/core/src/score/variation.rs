//! Rows that each score under a model of their own: other rule ends and kinds, weights, aggregations, one indicator less.

use super::tree::Child;
use super::{Block, Compiled, Tree, mean};
use crate::model::{Aggregate, Rule, RuleChoice, place};

/// How each row of a block departs from the model. What is `None` is as the model has it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Variation {
    /// By indicator.
    pub(crate) rules: Vec<Option<RuleColumns>>,
    /// By indicator and by dimension: a column of weights. Siblings have one all together or none.
    pub(crate) indicator_weights: Vec<Option<Vec<f64>>>,
    pub(crate) dimension_weights: Vec<Option<Vec<f64>>>,
    /// By dimension: a column of places in `aggregates`; none there is the model's own.
    pub(crate) aggregate: Vec<Option<Vec<usize>>>,
    pub(crate) aggregates: Vec<Option<Aggregate>>,
    /// The indicator that each row leaves out.
    pub(crate) dropped: Option<Vec<Option<usize>>>,
}

/// A linear or log rule with ends and a kind for each row.
#[derive(Debug, Clone)]
pub(crate) struct RuleColumns {
    /// Ends, of a log rule in ln x.
    pub(crate) from: Vec<f64>,
    pub(crate) to: Vec<f64>,
    pub(crate) kind: Vec<RuleChoice>,
}

/// The logistic curve with 10 at place 0 and 90 at place 1 is 1 / (1 + 9 exp(-2 ln 9 place)).
const TWO_LN_9: f64 = 4.394_449_154_672_439;

impl RuleColumns {
    fn fill(&self, rule: &Rule, raw: impl Iterator<Item = f64>, unclamped: &mut [f64]) {
        let logarithmic = matches!(rule, Rule::Log { .. });
        let ends = self.from.iter().zip(&self.to).zip(&self.kind);
        for ((out, x), ((from, to), kind)) in unclamped.iter_mut().zip(raw).zip(ends) {
            let place = match kind {
                RuleChoice::Linear if logarithmic => place(x, from.exp(), to.exp()),
                _ if logarithmic && x > 0.0 => (x.ln() - from) / (to - from),
                _ if logarithmic => f64::NAN,
                _ => place(x, *from, *to),
            };
            *out = match kind {
                RuleChoice::Logistic => 100.0 / (1.0 + 9.0 * (-TWO_LN_9 * place).exp()),
                _ => 100.0 * place,
            };
        }
    }
}

impl Compiled {
    /// Raw values to indicator scores, each row by its own rules.
    pub(crate) fn rate_varied(
        &self,
        block: &mut Block,
        variation: &Variation,
        computed: &mut dyn FnMut(usize, &mut [f64]),
    ) {
        self.rate_with(block, computed, &|indicator, rule, raw, unclamped| match variation
            .rules
            .get(indicator)
            .and_then(Option::as_ref)
        {
            Some(columns) => columns.fill(rule, raw.iter().copied(), unclamped),
            None => rule.fill(raw, unclamped),
        });
        drop_some(block, variation);
    }

    /// Scores of indicators whose values and scores are known, in every row of the block: a rule that the rows vary is applied
    /// anew, what else there is keeps its score.
    pub(crate) fn rate_unit(&self, block: &mut Block, variation: &Variation, raw: &[f64], scores: &[f64]) {
        let (stride, rows) = (block.stride, block.rows);
        for (i, score) in scores.iter().enumerate() {
            let target = &mut block.scores[i * stride..][..rows];
            match (variation.rules.get(i).and_then(Option::as_ref), self.rule(i)) {
                (Some(columns), Some(rule)) if !score.is_nan() => {
                    columns.fill(rule, std::iter::repeat(raw[i]), target);
                    for x in target.iter_mut() {
                        *x = x.clamp(0.0, 100.0);
                    }
                }
                _ => target.fill(*score),
            }
        }
        drop_some(block, variation);
    }
}

/// Takes out the indicator that each row leaves out.
fn drop_some(block: &mut Block, variation: &Variation) {
    let (stride, rows) = (block.stride, block.rows);
    for (row, indicator) in variation.dropped.iter().flatten().take(rows).enumerate() {
        if let Some(indicator) = indicator {
            block.scores[indicator * stride + row] = f64::NAN;
        }
    }
}

impl Tree {
    /// Indicator scores to dimension scores, each row by its own weights and aggregations. Coverage plays no part: see
    /// [`Tree::settled`].
    pub(crate) fn aggregate_varied(&self, block: &mut Block, variation: &Variation) {
        let (rows, stride) = (block.rows, block.stride);
        let mut other = std::mem::take(&mut block.scratch.cover);
        other.resize(stride, f64::NAN);
        for d in self.order.iter().copied() {
            let node = &self.nodes[d];
            let mut out = std::mem::take(&mut block.scratch.out);
            out.resize(stride, f64::NAN);
            let (scores, dimensions) = (&block.scores, &block.dimensions);
            let column = |child: Child| match child {
                Child::Indicator(i) => &scores[i * stride..][..rows],
                Child::Dimension(c) => &dimensions[c * stride..][..rows],
            };
            let weight = |child: Child| match child {
                Child::Indicator(i) => variation.indicator_weights.get(i).and_then(Option::as_deref),
                Child::Dimension(c) => variation.dimension_weights.get(c).and_then(Option::as_deref),
            };
            let scratch = &mut block.scratch;
            let drawn = node.children.iter().all(|edge| weight(edge.child).is_some());
            let mut fill = |aggregate: Aggregate, out: &mut [f64]| {
                if drawn {
                    let children = node.children.iter().map(|e| (weight(e.child).unwrap_or_default(), column(e.child)));
                    mean::columns(aggregate, self.floor, children, scratch, out);
                } else {
                    let children = node.children.iter().map(|e| (e.weight, column(e.child)));
                    mean::columns(aggregate, self.floor, children, scratch, out);
                }
                if node.quorum > 0 {
                    let children = node.children.iter().map(|e| column(e.child));
                    mean::limit(node.quorum, &children, &mut scratch.gather, out);
                }
            };
            match variation.aggregate.get(d).and_then(Option::as_ref) {
                None => fill(node.aggregate, &mut out[..rows]),
                Some(choice) => {
                    for (place, aggregate) in variation.aggregates.iter().enumerate() {
                        fill(aggregate.unwrap_or(node.aggregate), &mut other[..rows]);
                        for ((out, other), chosen) in out.iter_mut().zip(&other).zip(choice) {
                            if *chosen == place {
                                *out = *other;
                            }
                        }
                    }
                }
            }
            block.dimensions[d * stride..][..rows].copy_from_slice(&out[..rows]);
            block.scratch.out = out;
        }
        block.scratch.cover = other;
    }
}
