//! Which indicators have no score in any row of a table, and why.

use super::Short;
use super::rows::Group;
use crate::Unscored;
use froth_core::model::{Model, Over, Policy, Rule};
use froth_core::score::{Child, Compiled};
use std::collections::BTreeSet;

/// What the numbers that a rule over rows compares were, at best: of several parts of a table the latest of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Compared {
    /// None at all.
    Nothing,
    /// Never two together.
    Alone,
    /// The same.
    Equal,
    /// The same once outliers were treated.
    MadeEqual,
    /// Not the same.
    Different,
}

/// What is seen of a table's rows as they are scored.
pub(super) struct Reasons<'a> {
    model: &'a Model,
    plan: &'a Compiled,
    /// By column of the plan: whether any row has a value.
    present: Vec<bool>,
    /// By indicator: whether any row has a value after its formula and transforms.
    raw: Vec<bool>,
    /// By indicator: whether its rule, taken alone, has a score for any of them.
    rated: Vec<bool>,
    /// By indicator: whether any row has its score.
    scored: Vec<bool>,
    /// By indicator: what its rule over rows compares, where it gives nothing.
    compared: Vec<Compared>,
    /// By dimension: whether any row has its score.
    above: Vec<bool>,
    /// The largest coverage of the headline.
    coverage: f64,
}

impl<'a> Reasons<'a> {
    pub(super) fn new(model: &'a Model, plan: &'a Compiled) -> Self {
        let by_indicator = || vec![false; plan.indicators()];
        Reasons {
            model,
            plan,
            present: vec![false; plan.columns().len()],
            raw: by_indicator(),
            rated: by_indicator(),
            scored: by_indicator(),
            compared: vec![Compared::Nothing; plan.indicators()],
            above: vec![false; model.dimensions.len()],
            coverage: 0.0,
        }
    }

    /// Looks at rows: values as they were read, and by indicator what its rule is given and what it gives. NaN is missing.
    pub(super) fn see(&mut self, columns: &[Vec<f64>], raw: &[Vec<f64>], scores: &[Vec<f64>]) {
        let any = |column: &[f64]| column.iter().any(|x| !x.is_nan());
        for (seen, column) in self.present.iter_mut().zip(columns) {
            *seen = *seen || any(column);
        }
        for i in 0..self.scored.len().min(raw.len()).min(scores.len()) {
            if self.scored[i] || any(&scores[i]) {
                self.scored[i] = true;
                continue;
            }
            self.raw[i] = self.raw[i] || any(&raw[i]);
            let rule = self.model.indicators[i].rule.as_ref();
            self.rated[i] =
                self.rated[i] || rule.is_some_and(|rule| raw[i].iter().any(|x| !rule.unclamped(*x).is_nan()));
        }
    }

    /// Looks at the numbers that a rule over rows compares, before and after outliers were treated, where it gave no score.
    pub(super) fn compare(&mut self, indicator: usize, before: &[f64], after: &[f64], groups: &[Group]) {
        let there = |column: &[f64], rows: &Group| rows.iter().map(|r| column[*r]).filter(|x| !x.is_nan()).count();
        let most = groups.iter().map(|rows| there(before, rows)).max().unwrap_or(0);
        let found = match most {
            0 => Compared::Nothing,
            1 => Compared::Alone,
            _ if !varies(before, groups) => Compared::Equal,
            _ if !varies(after, groups) => Compared::MadeEqual,
            _ => Compared::Different,
        };
        self.compared[indicator] = self.compared[indicator].max(found);
    }

    /// Looks at scores of dimensions, and at the headline's coverage.
    pub(super) fn see_above(&mut self, dimensions: &[Vec<f64>], coverage: &[f64]) {
        for (seen, column) in self.above.iter_mut().zip(dimensions) {
            *seen = *seen || column.iter().any(|x| !x.is_nan());
        }
        self.coverage = coverage.iter().copied().fold(self.coverage, f64::max);
    }

    /// Dimensions without a score, right under which something has one.
    pub(super) fn short(&self, min_coverage: Option<f64>) -> Vec<Short> {
        let needed = match self.model.missing.policy {
            Policy::Fail => 1.0,
            Policy::Renormalise => min_coverage.unwrap_or(self.model.missing.min_coverage),
        };
        let mut found = Vec::new();
        for (d, _, children) in self.plan.tree().groups() {
            let has = |child: Child| match child {
                Child::Indicator(i) => self.scored[i],
                Child::Dimension(c) => self.above[c],
            };
            let plain = self.model.dimensions[d].over_rows.is_none();
            if plain && !self.above[d] && children.iter().any(|edge| has(edge.child)) {
                let most = (d == self.model.root).then_some(self.coverage);
                found.push(Short { dimension: self.model.dimensions[d].id.clone(), needed, most });
            }
        }
        found
    }

    /// The indicators that have a rule and no score, and why.
    pub(super) fn found(&self) -> Vec<(String, Unscored)> {
        let without = |i: &usize| !self.scored[*i] && self.model.indicators[*i].rule.is_some();
        let all = (0..self.scored.len()).filter(without);
        all.map(|i| (self.model.indicators[i].id.clone(), self.why(i))).collect()
    }

    fn why(&self, i: usize) -> Unscored {
        if !self.raw[i] {
            let came_in = self.came_in(i, &mut BTreeSet::new());
            return if came_in { Unscored::NotMade } else { Unscored::NoValue };
        }
        let of = &self.model.indicators[i];
        let across = of.rule.as_ref().and_then(Rule::over) == Some(Over::CrossSection);
        match self.compared[i] {
            Compared::Alone if across => Unscored::AloneAtItsDates,
            Compared::Alone => Unscored::AloneInItsSeries,
            Compared::Equal => Unscored::Equal,
            Compared::MadeEqual => Unscored::MadeEqual,
            _ if of.requires.is_some() && (self.rated[i] || self.is_over_rows(i)) => Unscored::RequiresFalse,
            _ => Unscored::OutsideRule,
        }
    }

    fn is_over_rows(&self, i: usize) -> bool {
        self.model.indicators[i].rule.as_ref().is_some_and(|r| r.over().is_some())
    }

    /// Whether any row has a value of an indicator, or of anything that it is made from.
    fn came_in(&self, column: usize, looked_at: &mut BTreeSet<usize>) -> bool {
        if !looked_at.insert(column) {
            return false;
        }
        let numerator = self.plan.numerator(column);
        if self.present[column] || numerator.is_some_and(|n| self.present[n]) {
            return true;
        }
        let mut names = Vec::new();
        if let Some(formula) = self.model.indicators.get(column).and_then(|i| i.formula.as_ref()) {
            formula.expr.names(&mut |name, _| names.extend(self.plan.column(name)));
        }
        names.into_iter().any(|input| self.came_in(input, looked_at))
    }
}

/// Whether any group has two different numbers.
fn varies(column: &[f64], groups: &[Group]) -> bool {
    groups.iter().any(|rows| {
        let mut there = rows.iter().map(|r| column[*r]).filter(|x| !x.is_nan());
        let first = there.next();
        there.any(|x| Some(x) != first)
    })
}
