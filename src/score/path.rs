//! A scenario's scores at each point of its path.

use super::alert::YEAR;
use super::{Plan, Reading, Settings};
use crate::diag::Diagnostics;
use crate::model::Model;
use crate::scenario::Scenario;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A point of a path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathPoint {
    /// The day.
    pub date: Date,
    /// Years of 365.25 days since the era's first day; none without one.
    pub years_since_spark: Option<f64>,
    /// The root's score.
    pub score: Option<f64>,
    /// Scores by the model's dimensions, in file order.
    pub dimensions: Vec<Option<f64>>,
    /// The root without each of its children, by the child's index.
    #[serde(skip)]
    pub without: BTreeMap<usize, Option<f64>>,
}

/// Scores a scenario at each date of its path and at its own.
pub fn path(model: &Model, scenario: &Scenario, settings: Settings) -> Result<Vec<PathPoint>, Diagnostics> {
    let plan = Plan::new(model, settings);
    let point = |date: Date| {
        let reading = Reading::at(model, &plan, scenario, date)?;
        let scores = reading.dimension_scores(plan.tree());
        let dimensions: Vec<Option<f64>> = scores.into_iter().map(|x| Some(x).filter(|x| !x.is_nan())).collect();
        let without = |child: usize| {
            let rest = plan.tree().without_child(child);
            Some(reading.dimension_scores(&rest)[model.root]).filter(|x| !x.is_nan())
        };
        let children = (0..model.dimensions.len()).filter(|d| model.dimensions[*d].parent == Some(model.root));
        let since = |spark: Date| f64::from((date - spark).get_days()) / YEAR;
        Ok(PathPoint {
            date,
            years_since_spark: scenario.spark.map(since),
            score: dimensions[model.root],
            dimensions,
            without: children.map(|d| (d, without(d))).collect(),
        })
    };
    scenario.dates().map(point).collect()
}
