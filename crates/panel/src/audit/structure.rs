//! What the model says by itself: weights multiplied down, what cannot move the score, what rests on one thing.

use super::{Fact, Finding, Idle, Resting, StructureOf, Takes};
use froth_core::model::{Aggregate, Model};
use froth_core::score::{Child, Compiled, Edge, Tree};

/// More children of a minimum, maximum or median than this are not tried one by one.
const MOST_TRIED: usize = 10;

pub(super) fn structure(
    model: &Model,
    plan: &Compiled,
    findings: &mut Vec<Finding>,
) -> (Vec<StructureOf>, Vec<Resting>) {
    let tree = plan.tree();
    let weights = tree.nominal_weights();
    let idle = idle(model, tree);
    let rules = model.indicators.iter().enumerate().filter_map(|(i, x)| Some((i, x, x.rule.as_ref()?)));
    let indicators: Vec<StructureOf> = rules
        .map(|(i, indicator, rule)| {
            let (low, high) = rule.range();
            StructureOf {
                id: indicator.id.clone(),
                title: indicator.title.clone(),
                dimension: model.dimensions[indicator.dimension].id.clone(),
                overlay: indicator.overlay,
                weight: weights[i],
                scores: [low, high],
                cannot_move: idle[i].clone(),
            }
        })
        .collect();
    for (i, indicator) in model.indicators.iter().enumerate().filter(|(_, x)| x.rule.is_some()) {
        if let Some(why) = &idle[i] {
            let (id, overlay) = (indicator.id.clone(), indicator.overlay);
            let fact = Fact::CannotMove { indicator: id, overlay, why: why.clone() };
            findings.push(Finding::at(fact, &model.source, indicator.span.clone()));
        }
    }
    ignored_weights(model, tree, findings);
    let resting = resting(model, tree);
    rests_on_one(model, &resting, findings);
    (indicators, resting)
}

/// By indicator with a rule: why it cannot move the score, or its overlay's.
fn idle(model: &Model, tree: &Tree) -> Vec<Option<Idle>> {
    let weights = tree.nominal_weights();
    let mut why: Vec<Option<Idle>> = model
        .indicators
        .iter()
        .enumerate()
        .map(|(i, indicator)| {
            let (low, high) = indicator.rule.as_ref()?.range();
            if indicator.weight == 0.0 {
                return Some(Idle::NoWeight);
            }
            if weights[i] == 0.0 {
                let mut up = std::iter::successors(Some(indicator.dimension), |d| model.dimensions[*d].parent);
                let zero = up.find(|d| model.dimensions[*d].weight == 0.0)?;
                return Some(Idle::NoWeightAbove(model.dimensions[zero].id.clone()));
            }
            (low >= high).then_some(Idle::OneScore(low))
        })
        .collect();
    // Ranges of dimensions, from below: every way of averaging rises with each child.
    let mut ranges = vec![(0.0, 100.0); model.dimensions.len()];
    for (d, aggregate, children) in tree.groups() {
        let range = |edge: &Edge| match edge.child {
            Child::Indicator(i) => {
                model.indicators[i].rule.as_ref().map_or((0.0, 100.0), froth_core::model::Rule::range)
            }
            Child::Dimension(c) => ranges[c],
        };
        let of: Vec<(f64, f64)> = children.iter().map(range).collect();
        let lows = of.iter().map(|r| r.0).collect::<Vec<_>>();
        let highs = of.iter().map(|r| r.1).collect::<Vec<_>>();
        let own = match aggregate {
            Aggregate::Min | Aggregate::Max | Aggregate::Median => (pick(aggregate, &lows), pick(aggregate, &highs)),
            _ => (lows.iter().copied().fold(100.0, f64::min), highs.iter().copied().fold(0.0, f64::max)),
        };
        // What makes a score out of many rows does not aggregate.
        let aggregates = model.dimensions[d].over_rows.is_none();
        let stuck = children.iter().enumerate().filter(|(at, _)| aggregates && !moves(aggregate, &of, *at));
        for (at, edge) in stuck {
            let Some(takes) = takes(aggregate) else { continue };
            let (dimension, scores) = (model.dimensions[d].id.clone(), [of[at].0, of[at].1]);
            let reason = Idle::NeverTaken { dimension, takes, scores };
            for i in below(tree, edge.child) {
                why[i].get_or_insert_with(|| reason.clone());
            }
        }
        ranges[d] = own;
    }
    why
}

fn pick(aggregate: Aggregate, xs: &[f64]) -> f64 {
    let mut sorted = xs.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (aggregate, sorted.len()) {
        (_, 0) => 0.0,
        (Aggregate::Min, _) => sorted[0],
        (Aggregate::Max, n) => sorted[n - 1],
        (_, n) => f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]),
    }
}

/// Whether some scores of the others let this child move a minimum, maximum or median. All of these turn on the order of
/// the children alone, so that the others at their ends show it.
fn moves(aggregate: Aggregate, ranges: &[(f64, f64)], child: usize) -> bool {
    if !matches!(aggregate, Aggregate::Min | Aggregate::Max | Aggregate::Median)
        || ranges.len() > MOST_TRIED
        || ranges[child].0 >= ranges[child].1
    {
        return true;
    }
    (0..1usize << ranges.len()).any(|ends| {
        let mut xs: Vec<f64> =
            ranges.iter().enumerate().map(|(i, r)| if ends >> i & 1 == 0 { r.0 } else { r.1 }).collect();
        xs[child] = ranges[child].0;
        let low = pick(aggregate, &xs);
        xs[child] = ranges[child].1;
        pick(aggregate, &xs) > low
    })
}

/// Medians, minima and maxima ignore the size of weights.
fn ignored_weights(model: &Model, tree: &Tree, findings: &mut Vec<Finding>) {
    for (d, aggregate, children) in tree.groups().filter(|(d, _, _)| model.dimensions[*d].over_rows.is_none()) {
        let Some(takes) = takes(aggregate) else { continue };
        if children.windows(2).any(|pair| pair[0].weight != pair[1].weight) {
            let dimension = &model.dimensions[d];
            let fact = Fact::IgnoredWeights { dimension: dimension.id.clone(), takes };
            findings.push(Finding::at(fact, &model.source, dimension.span.clone()));
        }
    }
}

/// What a dimension takes of its children, if it takes one.
fn takes(aggregate: Aggregate) -> Option<Takes> {
    match aggregate {
        Aggregate::Min => Some(Takes::Smallest),
        Aggregate::Max => Some(Takes::Largest),
        Aggregate::Median => Some(Takes::Median),
        _ => None,
    }
}

/// The indicators below a child that count, in file order.
pub(super) fn below(tree: &Tree, child: Child) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = vec![child];
    while let Some(child) = open.pop() {
        match child {
            Child::Indicator(i) => found.push(i),
            Child::Dimension(d) => {
                let own = tree.groups().find(|(g, _, _)| *g == d);
                open.extend(own.into_iter().flat_map(|(_, _, children)| children.iter().map(|e| e.child)));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Who publishes a source: what stands before the first comma, semicolon, colon or bracket.
pub(super) fn publisher(source: &str) -> String {
    source.split([',', ';', ':', '(', '[']).next().unwrap_or(source).trim().to_owned()
}

fn resting(model: &Model, tree: &Tree) -> Vec<Resting> {
    let weights = tree.nominal_weights();
    let holds = |d: usize| tree.has(d);
    (0..model.dimensions.len())
        .filter(|d| holds(*d))
        .map(|d| {
            let dimension = &model.dimensions[d];
            let indicators = below(tree, Child::Dimension(d));
            let mut sources: Vec<String> =
                indicators.iter().filter_map(|i| model.indicators[*i].source.as_deref()).map(publisher).collect();
            sources.sort();
            sources.dedup();
            Resting {
                id: dimension.id.clone(),
                title: dimension.title.clone(),
                overlay: dimension.overlay,
                // The top of a tree weighs all of it: what is below it sums to 1.
                weight: indicators.iter().map(|i| weights[*i]).sum(),
                indicators: indicators.into_iter().map(|i| model.indicators[i].id.clone()).collect(),
                sources,
            }
        })
        .collect()
}

fn rests_on_one(model: &Model, resting: &[Resting], findings: &mut Vec<Finding>) {
    for one in resting {
        let Some(d) = model.dimension(&one.id) else { continue };
        // Said once for a chain of dimensions that all rest on the same.
        let parent = model.dimensions[d].parent.map(|p| model.dimensions[p].id.as_str());
        let above = parent.and_then(|p| resting.iter().find(|r| r.id == p));
        let (dimension, weight, overlay) = (one.id.clone(), one.weight, one.overlay);
        let mut say = |fact: Fact| findings.push(Finding::at(fact, &model.source, model.dimensions[d].span.clone()));
        match one.indicators.as_slice() {
            [only] if above.is_none_or(|a| a.indicators.len() > 1) => {
                say(Fact::OneIndicator { dimension, indicator: only.clone(), weight, overlay });
            }
            [_, _, ..] if one.sources.len() == 1 && above.is_none_or(|a| a.sources.len() > 1) => {
                let said = one
                    .indicators
                    .iter()
                    .filter(|id| model.indicator(id).is_some_and(|i| model.indicators[i].source.is_some()));
                if said.count() < one.indicators.len() {
                    continue;
                }
                let (indicators, source) = (one.indicators.len(), one.sources[0].clone());
                say(Fact::OneSource { dimension, indicators, source, weight, overlay });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_that_always_stands_outside_never_moves_a_middle_or_an_end() {
        let full = (0.0, 100.0);
        assert!(!moves(Aggregate::Max, &[(0.0, 40.0), (50.0, 100.0)], 0));
        assert!(moves(Aggregate::Max, &[(0.0, 40.0), full], 0));
        assert!(!moves(Aggregate::Median, &[(0.0, 10.0), (20.0, 30.0), (40.0, 50.0)], 0));
        assert!(moves(Aggregate::Median, &[(0.0, 10.0), full, full], 0));
        assert!(moves(Aggregate::Arithmetic, &[(0.0, 10.0), full], 0));
    }

    #[test]
    fn publishers_stand_first() {
        assert_eq!(publisher("Ritter, IPO statistics, table 9: offerings times share"), "Ritter");
        assert_eq!(publisher("Federal Reserve Z.1 (FRED NCBEILQ027S) over GDP"), "Federal Reserve Z.1");
    }
}
