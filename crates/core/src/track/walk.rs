//! How far indicator scores go along a path: what a model may say of scores that are missing.

use crate::Error;
use crate::model::Model;
use crate::period::years_between;
use crate::scenario::Scenario;
use crate::score::{Evaluation, Plan, Settings, scores_at};
use jiff::civil::Date;
use serde::Serialize;

/// The changes of indicator scores along paths, as those of a random walk.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Walk {
    /// Root mean square of changes, each over the root of its years: points a root year.
    pub yearly: f64,
    /// How many changes there are.
    pub changes: usize,
}

/// Squared changes a year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Steps {
    sum: f64,
    count: usize,
}

impl Steps {
    /// Of the indicators under the root, between one point of the path at which an indicator has a score and the next. What a shock
    /// does at the end of a path is no step on it.
    pub(super) fn along(model: &Model, scenario: &Scenario, settings: Settings) -> Result<Self, Error> {
        let plan = Plan::new(model, settings)?;
        let mut points: Vec<(Date, Vec<f64>)> =
            scenario.path.iter().copied().zip(scores_at(model, &plan, scenario, &scenario.path)).collect();
        if scenario.shocks.is_empty() {
            points.push((scenario.as_of, Evaluation::take(model, &plan, scenario)?.scores().to_vec()));
        }
        let mut steps = Steps::default();
        for indicator in plan.tree().counted() {
            let scored = points.iter().map(|(date, scores)| (*date, scores[indicator]));
            let scored: Vec<(Date, f64)> = scored.filter(|(_, score)| !score.is_nan()).collect();
            for step in scored.windows(2) {
                steps.sum += (step[1].1 - step[0].1).powi(2) / years_between(step[0].0, step[1].0);
                steps.count += 1;
            }
        }
        Ok(steps)
    }

    /// These and others.
    pub(super) fn and(self, other: Steps) -> Steps {
        Steps { sum: self.sum + other.sum, count: self.count + other.count }
    }

    pub(super) fn walk(self) -> Option<Walk> {
        (self.count > 0).then(|| Walk { yearly: (self.sum / self.count as f64).sqrt(), changes: self.count })
    }
}
