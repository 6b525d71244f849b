//! Alerts: conditions on scores, raw values and changes a year, along a scenario's path.

use super::ending::{Ending, endings};
use super::{Evaluation, Missing, Plan};
use crate::Error;
use crate::expr::{truth, why_missing};
use crate::model::{Alert, Model};
use crate::period::years_between;
use crate::scenario::{Scenario, a_year_before};
use jiff::civil::Date;
use serde::Serialize;
use std::cmp::Reverse;

/// Whether an alert fires at the scenario's date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlertState {
    /// Its id.
    pub id: String,
    /// What it means.
    pub title: String,
    /// Its condition, as written.
    pub when: String,
    /// Whether it fires; none where that is undecided.
    pub fired: Option<bool>,
    /// First date of the unbroken run of points up to now with the same answer.
    pub since: Option<Date>,
    /// While it fires: each figure of its condition that could end it alone, the others as they are, and how far it has to move.
    pub ends: Vec<Ending>,
    /// Why it is undecided.
    #[serde(flatten, serialize_with = "crate::diag::with_code")]
    pub reason: Option<Missing>,
}

/// One point of a path, with what changed in about a year.
pub(super) struct Point<'a> {
    pub(super) reading: Evaluation<'a>,
    /// Scores of the model's dimensions, NaN for none.
    pub(super) dimensions: Vec<f64>,
    /// None at the first point.
    pub(super) in_a_year: Option<Changes>,
}

/// Changes a year over the indicators that two points have in common, NaN for none.
pub(super) struct Changes {
    /// The earlier point's place on the path.
    pub(super) since: usize,
    pub(super) years: f64,
    pub(super) dimensions: Vec<f64>,
    indicators: Vec<f64>,
}

/// The state of every alert at the scenario's date.
pub(super) fn states(model: &Model, plan: &Plan, scenario: &Scenario) -> Result<Vec<AlertState>, Error> {
    if model.alerts.is_empty() {
        return Ok(Vec::new());
    }
    let points = points(model, plan, scenario)?;
    Ok(model.alerts.iter().map(|alert| state(model, plan, alert, &points)).collect())
}

/// Every point of the path, the scenario's own date last.
pub(super) fn points<'a>(model: &Model, plan: &Plan, scenario: &'a Scenario) -> Result<Vec<Point<'a>>, Error> {
    let mut points: Vec<Point<'_>> = Vec::new();
    for date in scenario.dates() {
        let reading = Evaluation::at(model, plan, scenario, date)?;
        let dimensions = reading.dimension_scores(plan.tree());
        let since = a_year_ago(points.iter().map(|p| p.reading.date), date);
        let in_a_year = since.map(|since| changes(model, plan, (since, &points[since].reading), &reading));
        points.push(Point { reading, dimensions, in_a_year });
    }
    Ok(points)
}

/// Which of some earlier dates, rising, lies nearest to a year before; of two as near the later. What happened within a quarter is
/// mostly noise, and would be four times as much in a year.
fn a_year_ago(earlier: impl Iterator<Item = Date>, date: Date) -> Option<usize> {
    let target = a_year_before(date);
    earlier.enumerate().min_by_key(|(n, d)| ((*d - target).get_days().abs(), Reverse(*n))).map(|(n, _)| n)
}

/// Whether an alert fires at a point; none where that is undecided.
pub(super) fn fires(model: &Model, plan: &Plan, alert: &Alert, point: &Point<'_>) -> Option<bool> {
    truth(&alert.when.expr, &|name| lookup(model, plan, point, name))
}

fn state(model: &Model, plan: &Plan, alert: &Alert, points: &[Point<'_>]) -> AlertState {
    let fired = |point: &Point<'_>| fires(model, plan, alert, point);
    let now = points.last().and_then(fired);
    let run = points.iter().rev().take_while(|p| fired(p) == now);
    AlertState {
        id: alert.id.clone(),
        title: alert.title.clone(),
        when: alert.when.text.clone(),
        fired: now,
        since: run.last().map(|p| p.reading.date),
        ends: points
            .last()
            .filter(|_| now == Some(true))
            .map(|p| endings(&alert.when.expr, &|name| lookup(model, plan, p, name)))
            .unwrap_or_default(),
        reason: points
            .last()
            .filter(|_| now.is_none())
            .and_then(|p| why_missing(&alert.when.expr, &|name| lookup(model, plan, p, name)))
            .map(|why| Missing::in_expression(why, |_| None)),
    }
}

fn lookup(model: &Model, plan: &Plan, point: &Point<'_>, name: &str) -> Option<f64> {
    let pick = |dimensions: &[f64], indicators: &[f64], id: &str| {
        let found = model.dimension(id).map(|d| dimensions[d]).or_else(|| model.indicator(id).map(|i| indicators[i]));
        found.filter(|x| !x.is_nan())
    };
    match name.split_once('.') {
        None => pick(&point.dimensions, &point.reading.scores, name),
        Some(("value", id)) => plan.column(id).and_then(|c| point.reading.value(c)),
        Some((_, id)) => {
            let changes = point.in_a_year.as_ref()?;
            pick(&changes.dimensions, &changes.indicators, id)
        }
    }
}

/// Changes a year between two points, like for like: data that come or go are no news.
fn changes(model: &Model, plan: &Plan, (since, before): (usize, &Evaluation<'_>), now: &Evaluation<'_>) -> Changes {
    let tree = plan.tree().narrowed(model, &|i| before.has(i) && now.has(i), None);
    let years = years_between(before.date, now.date);
    let rate = |before: &[f64], now: &[f64]| before.iter().zip(now).map(|(b, n)| (n - b) / years).collect();
    Changes {
        since,
        years,
        dimensions: rate(&before.dimension_scores(&tree), &now.dimension_scores(&tree)),
        indicators: rate(&before.scores, &now.scores),
    }
}
