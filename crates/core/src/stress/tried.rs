//! Shocks tried on a scenario that need not have every figure that they work on.

use crate::Error;
use crate::model::Model;
use crate::scenario::{Distribution, Observation, Scenario, Shock, ShockKind, Value};
use crate::score::{Evaluation, Plan, Settings};
use jiff::civil::Date;
use serde::Serialize;

/// A scenario before and after shocks, both with the same figures.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The scenario, with the last known figure of what a shock works on and the day lacks.
    pub before: Scenario,
    /// The same with the shocks that have something to work on, after its own.
    pub after: Scenario,
    /// Figures that are too old for the scenario's day, and stand in on both sides.
    pub last_known: Vec<LastKnown>,
    /// Shocks that found no figure, however old.
    pub skipped: Vec<Skipped>,
}

/// A figure that stands in where there is no newer one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LastKnown {
    /// The value's id.
    pub id: String,
    /// The figure.
    pub value: Value,
    /// The day that it is of.
    pub date: Date,
}

/// A shock that was left out: there was never a figure for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Skipped {
    /// The value or indicator that it was to work on.
    pub id: String,
    /// What it was to do: `kind` and `amount` in JSON.
    #[serde(flatten)]
    pub kind: ShockKind,
}

/// Puts shocks on a scenario, after its own. A shock on a figure that is missing works on the last known one, which stands on both
/// sides, so that what the shock does is not mixed with data that come; on the result of a formula, on the result of the last known
/// inputs. Where there never was one, `set` gives it, and the others are skipped.
///
/// # Errors
///
/// A shock of the scenario's own on what it lacks, and one that fits no value of its figure.
pub fn tried(model: &Model, scenario: &Scenario, shocks: &[Shock], settings: Settings) -> Result<Tried, Error> {
    let plan = Plan::new(model, settings)?;
    let reading = Evaluation::take(model, &plan, scenario)?;
    let mut known = Known { model, plan: &plan, reading: &reading, before: scenario.clone(), found: Vec::new() };
    for shock in shocks {
        known.fill(&shock.id);
    }
    let Known { before, found: last_known, .. } = known;
    let own = before.shocks.len();
    let mut after = before.clone();
    after.shocks.extend(shocks.iter().cloned());
    let idle = Evaluation::idle_shocks(model, &plan, &after);
    let is_idle = |n: usize| idle.contains(&(own + n));
    let (left, worked): (Vec<_>, Vec<_>) = shocks.iter().enumerate().partition(|(n, _)| is_idle(*n));
    after.shocks.truncate(own);
    after.shocks.extend(worked.into_iter().map(|(_, shock)| shock.clone()));
    let skipped = left.into_iter().map(|(_, s)| Skipped { id: s.id.clone(), kind: s.kind.clone() }).collect();
    Ok(Tried { before, after, last_known, skipped })
}

/// A scenario into which last known figures are put.
struct Known<'a> {
    model: &'a Model,
    plan: &'a Plan,
    reading: &'a Evaluation<'a>,
    before: Scenario,
    found: Vec<LastKnown>,
}

impl Known<'_> {
    /// Puts in what the value lacks, or the inputs of its formula.
    fn fill(&mut self, id: &str) {
        if self.has(id) {
            return;
        }
        let model = self.model;
        let mut names: Vec<&str> = Vec::new();
        if let Some(formula) = model.indicator(id).and_then(|i| model.indicators[i].formula.as_ref()) {
            formula.expr.names(&mut |name, _| names.push(name));
        }
        // What is given of a ratio is its numerator: the denominator may be missing too.
        if self.put(id) && !names.contains(&id) {
            return;
        }
        names.into_iter().filter(|name| *name != id).for_each(|name| self.fill(name));
    }

    /// Whether the scenario's day has a value: a given or a computed one.
    fn has(&self, id: &str) -> bool {
        let there = |column: Option<usize>| column.is_some_and(|c| !self.reading.raw()[c].is_nan());
        match self.plan.column(id) {
            Some(column) => there(Some(column)) || there(self.plan.column_given(id)),
            None => self.before.observed(id, self.before.as_of).is_some(),
        }
    }

    /// Puts in the latest figure of a series that is too old to be used.
    fn put(&mut self, id: &str) -> bool {
        if self.before.values.contains_key(id) {
            return false;
        }
        let Some(series) = self.before.series.get(id) else { return false };
        let Some(latest) = series.latest(self.before.as_of) else { return false };
        self.found.push(LastKnown { id: id.to_owned(), value: latest.value.clone(), date: latest.date });
        let figure = Observation {
            value: latest.value.clone(),
            range: latest.range,
            distribution: Distribution::default(),
            date: latest.date,
            published: None,
            provenance: series.provenance.clone(),
            location: series.location.clone(),
        };
        self.before.values.insert(id.to_owned(), figure);
        true
    }
}
