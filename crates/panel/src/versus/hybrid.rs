//! The way from one model to another: the first with more and more of the second.

use super::Step;
use froth_core::model::{Indicator, Model, Rule};
use std::collections::BTreeSet;

/// A model on the way, and what was taken over at the step that leads to it.
pub(super) struct Hybrid {
    pub(super) step: Step,
    pub(super) ids: Vec<String>,
    pub(super) model: Model,
}

/// The models on the way from `a` to `b`, the last of which is `b`; steps in which the two do not differ are left out.
pub(super) fn way(a: &Model, b: &Model) -> Vec<Hybrid> {
    let mut way = Vec::new();
    let mut at = a.clone();
    let mut take = |at: &mut Model, step: Step, change: &dyn Fn(&mut Model) -> Vec<String>| {
        let ids = change(at);
        if !ids.is_empty() {
            way.push(Hybrid { step, ids, model: at.clone() });
        }
    };
    let each = |at: &mut Model, change: &dyn Fn(&mut Indicator, &Indicator) -> bool| -> Vec<String> {
        let shared = at.indicators.iter_mut().filter_map(|own| Some((b.indicator(&own.id)?, own)));
        let changed = shared.filter_map(|(i, own)| change(own, &b.indicators[i]).then(|| own.id.clone()));
        changed.collect()
    };
    take(&mut at, Step::Values, &|at| {
        each(at, &|own, other| {
            let text = |i: &Indicator| {
                let of = |f: &Option<froth_core::model::Formula>| f.as_ref().map(|f| f.text.clone());
                (of(&i.formula), of(&i.requires), i.column.clone())
            };
            let differs = text(own) != text(other);
            own.formula.clone_from(&other.formula);
            own.requires.clone_from(&other.requires);
            own.denominator.clone_from(&other.denominator);
            own.column.clone_from(&other.column);
            differs
        })
    });
    take(&mut at, Step::Screening, &|at| {
        let differs = at.screen != b.screen;
        at.screen = b.screen;
        if differs { vec!["screen".to_owned()] } else { Vec::new() }
    });
    take(&mut at, Step::Imputation, &|at| each(at, &|own, other| taken(&mut own.impute, &other.impute)));
    take(&mut at, Step::Transforms, &|at| each(at, &|own, other| taken(&mut own.transforms, &other.transforms)));
    take(&mut at, Step::Outliers, &|at| {
        // A logarithm needs a rule over the same rows: where the first model has none, both come together.
        each(at, &|own, other| fits(other, own.rule.as_ref()) && taken(&mut own.outliers, &other.outliers))
    });
    take(&mut at, Step::Rules, &|at| {
        each(at, &|own, other| {
            let treated = taken(&mut own.outliers, &other.outliers);
            taken(&mut own.rule, &other.rule) || treated
        })
    });
    take(&mut at, Step::Dropped, &|at| leave(at, &|id| b.indicator(id).is_some()));
    let mut shared = b.clone();
    let added = leave(&mut shared, &|id| a.indicator(id).is_some());
    if same_tree(&at, &shared) {
        take(&mut at, Step::Weights, &|at| weigh(at, &shared));
        take(&mut at, Step::Aggregation, &|at| {
            let ids = averaged(at, &shared);
            *at = shared.clone();
            ids
        });
    } else {
        take(&mut at, Step::Tree, &|at| {
            *at = shared.clone();
            shared.dimensions.iter().filter(|d| d.weight > 0.0).map(|d| d.id.clone()).collect()
        });
    }
    take(&mut at, Step::Added, &|at| {
        *at = b.clone();
        added.clone()
    });
    way
}

/// Takes a setting over; whether it was another one.
fn taken<T: PartialEq + Clone>(own: &mut T, other: &T) -> bool {
    let differs = own != other;
    own.clone_from(other);
    differs
}

/// Whether an indicator's treatment of outliers goes with a rule.
fn fits(of: &Indicator, rule: Option<&Rule>) -> bool {
    of.outliers.is_none_or(|o| !o.limits.log || rule.is_some_and(|rule| rule.over() == Some(o.over)))
}

/// Gives indicators that do not stay no weight, and dimensions under which nothing is left; the ids of the indicators that counted.
fn leave(model: &mut Model, stays: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut gone = Vec::new();
    for indicator in model.indicators.iter_mut().filter(|i| i.weight > 0.0 && !stays(&i.id)) {
        indicator.weight = 0.0;
        gone.push(indicator.id.clone());
    }
    let depth = |d: usize| std::iter::successors(Some(d), |x| model.dimensions[*x].parent).count();
    let mut order: Vec<usize> = (0..model.dimensions.len()).collect();
    order.sort_by_key(|d| std::cmp::Reverse(depth(*d)));
    for d in order {
        let has_indicator = model.indicators.iter().any(|i| i.dimension == d && i.weight > 0.0);
        let has_dimension = model.dimensions.iter().any(|c| c.parent == Some(d) && c.weight > 0.0);
        if !has_indicator && !has_dimension && model.dimensions[d].parent.is_some() {
            model.dimensions[d].weight = 0.0;
        }
    }
    gone
}

/// Where everything that counts hangs: ids with the ids of what is above them.
fn tree(model: &Model) -> BTreeSet<(&str, Option<&str>)> {
    let id = |d: usize| model.dimensions[d].id.as_str();
    let dimensions = model.dimensions.iter().filter(|d| d.weight > 0.0).map(|d| (d.id.as_str(), d.parent.map(id)));
    let indicators = model.indicators.iter().filter(|i| i.weight > 0.0).map(|i| (i.id.as_str(), Some(id(i.dimension))));
    dimensions.chain(indicators).collect()
}

fn same_tree(a: &Model, b: &Model) -> bool {
    tree(a) == tree(b) && a.dimensions[a.root].id == b.dimensions[b.root].id
}

/// Takes weights over; whose were others.
fn weigh(at: &mut Model, b: &Model) -> Vec<String> {
    let mut ids = Vec::new();
    for own in &mut at.dimensions {
        let Some(other) = b.dimension(&own.id).map(|d| &b.dimensions[d]) else { continue };
        let differs = taken(&mut own.weight, &other.weight);
        if taken(&mut own.weighting, &other.weighting) || differs {
            ids.push(own.id.clone());
        }
    }
    for own in &mut at.indicators {
        let other = b.indicator(&own.id).map(|i| b.indicators[i].weight);
        if other.is_some_and(|other| taken(&mut own.weight, &other)) {
            ids.push(own.id.clone());
        }
    }
    ids
}

/// Dimensions that are averaged otherwise; the root where more may be missing, or the floor is another.
fn averaged(a: &Model, b: &Model) -> Vec<String> {
    let differs = |d: &&froth_core::model::Dimension| {
        let other = b.dimension(&d.id).map(|d| &b.dimensions[d]);
        other.is_some_and(|o| (d.aggregate, d.over_rows, d.quorum) != (o.aggregate, o.over_rows, o.quorum))
    };
    let mut ids: Vec<String> = a.dimensions.iter().filter(differs).map(|d| d.id.clone()).collect();
    let root = &a.dimensions[a.root].id;
    if (a.missing != b.missing || a.scale.floor != b.scale.floor) && !ids.contains(root) {
        ids.push(root.clone());
    }
    ids
}
