//! What the model says by itself: weights multiplied down, what cannot move the score, what rests on one thing.

use super::{Resting, StructureOf};
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::{Aggregate, Model};
use froth_core::number::share;
use froth_core::score::{Child, Compiled, Edge, Tree};

/// More children of a minimum, maximum or median than this are not tried one by one.
const MOST_TRIED: usize = 10;

pub(super) fn structure(
    model: &Model,
    plan: &Compiled,
    findings: &mut Vec<Diagnostic>,
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
            let what = if indicator.overlay { "its overlay" } else { "the score" };
            let message = format!("`{}` cannot move {what}: {why}", indicator.id);
            let help = "give it a weight or rule that counts, or leave out its rule so that it is only watched";
            findings.push(
                Diagnostic::warning(Code::CannotMove, message).at(&model.source, indicator.span.clone()).help(help),
            );
        }
    }
    ignored_weights(model, tree, findings);
    let resting = resting(model, tree);
    rests_on_one(model, &resting, findings);
    (indicators, resting)
}

/// By indicator with a rule: why it cannot move the score, or its overlay's.
fn idle(model: &Model, tree: &Tree) -> Vec<Option<String>> {
    let weights = tree.nominal_weights();
    let mut why: Vec<Option<String>> = model
        .indicators
        .iter()
        .enumerate()
        .map(|(i, indicator)| {
            let (low, high) = indicator.rule.as_ref()?.range();
            if indicator.weight == 0.0 {
                return Some("its weight is 0".to_owned());
            }
            if weights[i] == 0.0 {
                let mut up = std::iter::successors(Some(indicator.dimension), |d| model.dimensions[*d].parent);
                let zero = up.find(|d| model.dimensions[*d].weight == 0.0)?;
                return Some(format!("the weight of `{}` above it is 0", model.dimensions[zero].id));
            }
            (low >= high).then(|| format!("its rule gives {low} whatever its value"))
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
            let name = match aggregate {
                Aggregate::Min => "smallest",
                Aggregate::Max => "largest",
                _ => "median",
            };
            let reason = format!(
                "`{}` takes the {name} of its children, and this child, from {} to {}, never is that where all have a score",
                model.dimensions[d].id, of[at].0, of[at].1
            );
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
fn ignored_weights(model: &Model, tree: &Tree, findings: &mut Vec<Diagnostic>) {
    for (d, aggregate, children) in tree.groups().filter(|(d, _, _)| model.dimensions[*d].over_rows.is_none()) {
        let name = match aggregate {
            Aggregate::Min => "smallest",
            Aggregate::Max => "largest",
            Aggregate::Median => "median",
            _ => continue,
        };
        let differ = children.windows(2).any(|pair| pair[0].weight != pair[1].weight);
        if differ {
            let dimension = &model.dimensions[d];
            let message =
                format!("the weights below `{}` count for nothing: it takes the {name} of its children", dimension.id);
            let help = "leave the weights out, or choose an aggregation that weighs: arithmetic, geometric, power";
            findings.push(
                Diagnostic::warning(Code::EffectiveWeight, message)
                    .at(&model.source, dimension.span.clone())
                    .help(help),
            );
        }
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

fn rests_on_one(model: &Model, resting: &[Resting], findings: &mut Vec<Diagnostic>) {
    for one in resting {
        let Some(d) = model.dimension(&one.id) else { continue };
        // Said once for a chain of dimensions that all rest on the same.
        let parent = model.dimensions[d].parent.map(|p| model.dimensions[p].id.as_str());
        let above = parent.and_then(|p| resting.iter().find(|r| r.id == p));
        let of = if one.overlay { "its overlay" } else { "the score" };
        let finding = |code, message: String, help: &str| {
            Diagnostic::warning(code, message).at(&model.source, model.dimensions[d].span.clone()).help(help)
        };
        match one.indicators.as_slice() {
            [only] if above.is_none_or(|a| a.indicators.len() > 1) => {
                let message = format!("`{}` rests on one indicator, `{only}`: {} of {of}", one.id, share(one.weight));
                let help = "add another measure of the same thing, or give the dimension less weight: nothing corrects an error of this one";
                findings.push(finding(Code::OneIndicator, message, help));
            }
            [_, _, ..] if one.sources.len() == 1 && above.is_none_or(|a| a.sources.len() > 1) => {
                let said = one
                    .indicators
                    .iter()
                    .filter(|id| model.indicator(id).is_some_and(|i| model.indicators[i].source.is_some()));
                if said.count() < one.indicators.len() {
                    continue;
                }
                let message = format!(
                    "the {} indicators of `{}` have one source, {}: {} of {of}",
                    one.indicators.len(),
                    one.id,
                    one.sources[0],
                    share(one.weight)
                );
                let help = "add a measure from someone else: a change in this source's method would move them all";
                findings.push(finding(Code::OneSource, message, help));
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
