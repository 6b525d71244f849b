//! One scenario at one date, read through a model: raw values, scores, and why something is missing.

use super::{Block, Missing, Plan, Tree};
use crate::Error;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::expr::{NoValue, truth, why_missing};
use crate::model::{Indicator, Model, Rule};
use crate::scenario::{Confidence, Observed, Scenario, Shock, ShockKind, Value};
use jiff::civil::Date;
use serde::Serialize;

/// What a model makes of a scenario at one date. Slices are indexed like the plan's columns or the model's
/// indicators; NaN is missing and stays inside the crate.
#[derive(Debug, Clone)]
pub struct Evaluation<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) date: Date,
    /// By column.
    pub(super) raw: Vec<f64>,
    pub(super) figures: Vec<Option<Figure<'a>>>,
    pub(super) shocks: Vec<Option<AppliedShock>>,
    /// Whether the raw value was given rather than computed.
    direct: Vec<bool>,
    /// By indicator.
    pub(super) unclamped: Vec<f64>,
    pub(super) scores: Vec<f64>,
    pub(super) missing: Vec<Option<Missing>>,
}

/// A figure as it was given for a column, shocks applied to its range.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure<'a> {
    pub(super) observed: Observed<'a>,
    pub(super) range: Option<(f64, f64)>,
}

/// A raw value that was given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<'r> {
    pub(crate) column: usize,
    /// Shocks applied.
    pub(crate) value: f64,
    /// What the scenario says; none for a value that only a shock sets.
    pub(crate) observed: Option<&'r Observed<'r>>,
    /// Lowest and highest that it may be, where it says so; shocks applied.
    pub(crate) range: Option<(f64, f64)>,
    /// Set by a shock: a what-if, not a measurement.
    pub(crate) stipulated: bool,
}

/// The last shock on a figure, and its value before the first one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AppliedShock {
    /// What it does: `kind` and `amount` in JSON.
    #[serde(flatten)]
    pub kind: ShockKind,
    /// The value before the first shock.
    pub base_value: Option<Value>,
}

impl<'a> Evaluation<'a> {
    /// Reads a scenario at its own date.
    pub fn take(model: &Model, plan: &Plan, scenario: &'a Scenario) -> Result<Self, Error> {
        Self::at(model, plan, scenario, scenario.as_of)
    }

    /// Reads a scenario at a date of its path: series only, no shocks.
    pub fn at(model: &Model, plan: &Plan, scenario: &'a Scenario, date: Date) -> Result<Self, Error> {
        let (reading, idle, mut findings) = Self::read(model, plan, scenario, date);
        for shock in idle {
            findings.push(nothing_to_shock(&scenario.shocks[shock]));
        }
        if findings.has_errors() { Err(findings.into()) } else { Ok(reading) }
    }

    /// The scenario's shocks that have nothing to work on at its date, by their places.
    pub(crate) fn idle_shocks(model: &Model, plan: &Plan, scenario: &'a Scenario) -> Vec<usize> {
        Self::read(model, plan, scenario, scenario.as_of).1
    }

    /// Reads a scenario; the places of the shocks that have nothing to work on, and what else is wrong with shocks.
    fn read(model: &Model, plan: &Plan, scenario: &'a Scenario, date: Date) -> (Self, Vec<usize>, Diagnostics) {
        let mut findings = Diagnostics::new();
        let mut idle: Vec<usize> = Vec::new();
        let mut block = Block::new(plan, 1);
        block.clear(1);
        let columns = plan.columns();
        let mut figures: Vec<Option<Figure<'a>>> = columns
            .iter()
            .enumerate()
            .map(|(column, id)| {
                let observed = scenario.observed(id, date).filter(|_| !plan.is_result(column))?;
                Some(Figure { range: observed.range, observed })
            })
            .collect();
        let rule = |column: usize| model.indicators.get(column).and_then(|i| i.rule.as_ref());
        for (column, figure) in figures.iter().enumerate() {
            block.set(column, 0, figure.as_ref().and_then(|f| as_number(f.observed.value, rule(column))));
        }

        let shocks: &[Shock] = if date == scenario.as_of { &scenario.shocks } else { &[] };
        let mut applied: Vec<Option<AppliedShock>> = vec![None; columns.len()];
        let computed = |column: usize| model.indicators.get(column).is_some_and(|i| i.formula.is_some());
        // The formula of a numerator stands in the formula of the ratio: there a shock works on the ratio.
        let derived = |c: usize| model.indicators[c].denominator.as_ref().is_some_and(|d| d.computed);
        for (place, shock) in shocks.iter().enumerate() {
            let Some(column) = plan.column_given(&shock.id) else {
                // Nothing to score here, but a shock on nothing is a slip under any model.
                if !matches!(shock.kind, ShockKind::Set(_)) && scenario.observed(&shock.id, date).is_none() {
                    idle.push(place);
                }
                continue;
            };
            let given = block.raw(column, 0);
            if given.is_none()
                && (computed(column) || plan.column(&shock.id).is_some_and(|c| c != column && derived(c)))
            {
                continue;
            }
            match shocked(shock, given, rule(column), &mut applied[column]) {
                Ok((value, change)) => {
                    block.set(column, 0, Some(value));
                    if let Some(figure) = &mut figures[column] {
                        figure.range = figure.range.and_then(|r| change.apply(r));
                    }
                }
                Err(NoShock::Nothing) => idle.push(place),
                Err(NoShock::Wrong(d)) => findings.push(*d),
            }
        }
        let direct: Vec<bool> = (0..columns.len()).map(|c| block.raw(c, 0).is_some()).collect();
        plan.rate(&mut block, &mut |column, values| {
            if direct[column] {
                return;
            }
            if plan.numerator(column).is_some_and(|c| direct[c]) {
                return;
            }
            for (place, shock) in shocks.iter().enumerate().filter(|(_, s)| plan.column(&s.id) == Some(column)) {
                let result = values.first().copied().filter(|x| !x.is_nan());
                match shocked(shock, result, rule(column), &mut applied[column]) {
                    Ok((value, _)) => values.fill(value),
                    Err(NoShock::Nothing) => idle.push(place),
                    Err(NoShock::Wrong(d)) => findings.push(*d),
                }
            }
        });

        let raw: Vec<f64> = (0..columns.len()).map(|c| block.raw(c, 0).unwrap_or(f64::NAN)).collect();
        let mut reading = Evaluation {
            scenario,
            date,
            unclamped: (0..plan.indicators()).map(|i| block.unclamped(i, 0).unwrap_or(f64::NAN)).collect(),
            scores: block.score_row(0),
            missing: Vec::new(),
            raw,
            figures,
            shocks: applied,
            direct,
        };
        reading.missing = model.indicators.iter().enumerate().map(|(i, x)| reading.missing(plan, i, x)).collect();
        (reading, idle, findings)
    }

    /// Raw values by column, NaN for none.
    pub fn raw(&self) -> &[f64] {
        &self.raw
    }

    /// Scores before clamping by indicator, NaN for none.
    pub fn unclamped(&self) -> &[f64] {
        &self.unclamped
    }

    /// Scores by indicator, NaN for none.
    pub fn scores(&self) -> &[f64] {
        &self.scores
    }

    /// The scenario that was read.
    pub(crate) fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// Scores the same values by other rules, in the first row of a block.
    pub(crate) fn refill(&self, plan: &super::Compiled, block: &mut Block, variation: &super::Variation) {
        for (column, value) in self.raw.iter().enumerate() {
            block.set(column, 0, Some(*value));
        }
        plan.rate_varied(block, variation, &mut |_, _| ());
    }

    /// The coverage of a tree's root.
    pub(crate) fn coverage(&self, tree: &Tree) -> f64 {
        let mut block = Block::of_scores(tree, 1);
        block.fill_scores(&self.scores, 1, |_, _, x| x);
        tree.aggregate(&mut block);
        block.coverage(tree.root, 0)
    }

    /// The scores of dimensions in a tree, NaN for none.
    pub fn dimension_scores(&self, tree: &Tree) -> Vec<f64> {
        tree.dimension_scores(&self.scores)
    }

    /// The raw values that were given rather than computed, by column, shocks applied.
    pub(crate) fn given(&self) -> impl Iterator<Item = Given<'_>> {
        let given = |column: usize| {
            let figure = self.figures[column].as_ref();
            Given {
                column,
                value: self.raw[column],
                observed: figure.map(|f| &f.observed),
                range: figure.and_then(|f| f.range),
                stipulated: self.shocks[column].as_ref().is_some_and(|s| matches!(s.kind, ShockKind::Set(_))),
            }
        };
        (0..self.raw.len()).filter(|c| self.direct[*c]).map(given)
    }

    /// The shocks that work on the results of formulas.
    pub(crate) fn shocks_on_results<'s>(
        &'s self,
        plan: &'s super::Compiled,
    ) -> impl Iterator<Item = (usize, &'s Shock)> {
        let shocks = if self.date == self.scenario.as_of { &self.scenario.shocks[..] } else { &[] };
        let placed = shocks.iter().filter_map(|s| Some((plan.column(&s.id)?, s)));
        placed.filter(|(column, _)| {
            let given = self.direct[*column] || plan.numerator(*column).is_some_and(|c| self.direct[c]);
            !given && *column < plan.indicators()
        })
    }

    /// The raw value of a column.
    pub(super) fn value(&self, column: usize) -> Option<f64> {
        Some(self.raw[column]).filter(|x| !x.is_nan())
    }

    /// An indicator's raw value, as files write it.
    pub(crate) fn shown(&self, indicator: usize, of: &Indicator) -> Option<Value> {
        let x = self.value(indicator)?;
        match of.rule.as_ref().and_then(Rule::words) {
            Some(words) => words.get(x as usize).map(|(word, _)| Value::Word(word.clone())),
            None => Some(Value::Number(x)),
        }
    }

    /// Whether an indicator has a score.
    pub(crate) fn has(&self, indicator: usize) -> bool {
        !self.scores[indicator].is_nan()
    }

    /// Whether an indicator has no score for want of a figure: its own, an old one's successor, or one that its formula needs.
    pub(crate) fn lacks_figure(&self, indicator: usize) -> bool {
        let why = self.missing[indicator].as_ref();
        why.is_some_and(|m| {
            matches!(m, Missing::NoFigure { .. } | Missing::Stale { .. } | Missing::InputMissing { .. })
        })
    }

    /// Whether an indicator's value was computed rather than given.
    pub(super) fn is_computed(&self, indicator: usize, of: &Indicator) -> bool {
        let set = self.shocks[indicator]
            .as_ref()
            .is_some_and(|s| matches!(s.kind, ShockKind::Set(_)) && s.base_value.is_none());
        of.formula.is_some() && self.figures[indicator].is_none() && !set
    }

    /// Whether an indicator rests on a figure of low or no confidence: its own, or one that its formula uses.
    pub(super) fn is_low_confidence(&self, plan: &Plan, indicator: usize, of: &Indicator) -> bool {
        let low = |column: usize| {
            self.figures[column]
                .as_ref()
                .is_some_and(|f| f.observed.provenance.confidence.is_none_or(|c| c == Confidence::Low))
        };
        if !self.is_computed(indicator, of) {
            return self.figures[indicator].is_none() || low(indicator);
        }
        let mut any = false;
        if let Some(formula) = &of.formula {
            formula.expr.names(&mut |name, _| any |= plan.column_in(indicator, name).is_some_and(low));
        }
        any
    }

    fn missing(&self, plan: &Plan, indicator: usize, of: &Indicator) -> Option<Missing> {
        if self.has(indicator) {
            return None;
        }
        let figure = self.value(indicator).is_some();
        let Some(rule) = &of.rule else { return Some(Missing::Watched { figure }) };
        if !figure {
            let Some(formula) = &of.formula else { return Some(self.no_figure(indicator, &of.id)) };
            let inside = |name: &str| plan.column_in(indicator, name).and_then(|c| self.value(c));
            let why = why_missing(&formula.expr, &inside).unwrap_or(NoValue::NotFinite);
            return Some(Missing::in_expression(why, |name| self.latest(name)));
        }
        if let Some(requires) = &of.requires {
            let lookup = |name: &str| plan.column(name).and_then(|c| self.value(c));
            if truth(&requires.expr, &lookup) != Some(true) {
                let mut facts: Vec<(String, Option<f64>)> = Vec::new();
                requires.expr.names(&mut |name, _| {
                    if !facts.iter().any(|(known, _)| known == name) {
                        facts.push((name.to_owned(), lookup(name)));
                    }
                });
                return Some(Missing::RequiresFalse { condition: requires.text.clone(), facts });
            }
        }
        Some(Missing::OutsideDomain(rule.no_score()))
    }

    fn no_figure(&self, indicator: usize, id: &str) -> Missing {
        match (&self.figures[indicator], self.latest(id)) {
            (Some(figure), _) => Missing::WordUnknown { figure: figure.observed.value.clone() },
            (None, Some(latest)) => Missing::Stale { date: self.date, latest },
            (None, None) => Missing::NoFigure { date: self.date },
        }
    }

    /// The date of the latest point of a series that was too old to be used.
    fn latest(&self, id: &str) -> Option<Date> {
        self.scenario.series.get(id)?.latest(self.date).map(|point| point.date)
    }
}

/// A number as it is, a word as its position in the category rule.
pub(super) fn as_number(value: &Value, rule: Option<&Rule>) -> Option<f64> {
    match (value, rule.and_then(Rule::words)) {
        (Value::Number(x), None) => Some(*x),
        (Value::Word(word), Some(words)) => words.iter().position(|(w, _)| w == word).map(|i| i as f64),
        _ => None,
    }
}

/// What a shock does to a range.
#[derive(Debug, Clone, Copy)]
enum RangeChange {
    Multiply(f64),
    Add(f64),
    Drop,
}

impl RangeChange {
    fn apply(self, (low, high): (f64, f64)) -> Option<(f64, f64)> {
        let (low, high) = match self {
            RangeChange::Multiply(by) if by < 0.0 => (high * by, low * by),
            RangeChange::Multiply(by) => (low * by, high * by),
            RangeChange::Add(by) => (low + by, high + by),
            RangeChange::Drop => return None,
        };
        (low.is_finite() && high.is_finite()).then_some((low, high))
    }
}

/// Why a shock gives no value.
enum NoShock {
    /// There is no value that it could change.
    Nothing,
    /// It fits no value of the figure.
    Wrong(Box<Diagnostic>),
}

/// The value after one shock.
fn shocked(
    shock: &Shock,
    value: Option<f64>,
    rule: Option<&Rule>,
    applied: &mut Option<AppliedShock>,
) -> Result<(f64, RangeChange), NoShock> {
    let wrong = |message: String, help: Option<&str>| {
        let diagnostic = Diagnostic::error(Code::Shock, message).at_location(Some(shock.location.clone()));
        NoShock::Wrong(Box::new(help.into_iter().fold(diagnostic, Diagnostic::help)))
    };
    let words = rule.and_then(Rule::words);
    let shown = |x: f64| match words {
        Some(words) => words.get(x as usize).map_or(Value::Number(x), |(w, _)| Value::Word(w.clone())),
        None => Value::Number(x),
    };
    let (result, change) = match &shock.kind {
        ShockKind::Set(to) => {
            let number =
                as_number(to, rule).ok_or_else(|| wrong(format!("`{}` cannot be set to this", shock.id), None))?;
            (number, RangeChange::Drop)
        }
        kind => {
            if words.is_some() {
                let message = format!("`{}` is a word: it can only be set", shock.id);
                return Err(wrong(message, Some("write `{ set = \"word\" }`")));
            }
            let base = value.ok_or(NoShock::Nothing)?;
            match kind {
                ShockKind::Multiply(by) => (base * by, RangeChange::Multiply(*by)),
                ShockKind::Add(by) => (base + by, RangeChange::Add(*by)),
                ShockKind::Set(_) => (base, RangeChange::Drop),
            }
        }
    };
    if !result.is_finite() {
        return Err(wrong(format!("the shock makes `{}` infinite", shock.id), None));
    }
    let base_value = applied.take().map_or_else(|| value.map(shown), |earlier| earlier.base_value);
    *applied = Some(AppliedShock { kind: shock.kind.clone(), base_value });
    Ok((result, change))
}

fn nothing_to_shock(shock: &Shock) -> Diagnostic {
    let message = format!("there is no value of `{}` to {}", shock.id, shock.kind.as_str());
    let help = "write `{ set = ... }` to give it one";
    Diagnostic::error(Code::Shock, message).at_location(Some(shock.location.clone())).help(help)
}
