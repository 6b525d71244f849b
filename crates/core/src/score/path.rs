//! A scenario's scores at each point of its path, and where another era stood as high.

use super::alert::{self, Point};
use super::{Evaluation, Plan, Settings};
use crate::Error;
use crate::period::{after_years, years_between};

use crate::model::Model;
use crate::scenario::{Scenario, Value};
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
    /// Its band.
    pub band: Option<String>,
    /// Share of the root's weight that had data.
    pub coverage: f64,
    /// Points a year since the earlier point that lies nearest to a year before, like for like; none at the first one.
    pub change: Option<f64>,
    /// Points of the score since that point that are data coming or going; none where one of both has no score.
    pub change_by_coverage: Option<f64>,
    /// The dimension right under the root that moved most since that point, if that is about a year before.
    #[serde(skip)]
    pub fastest: Option<Fastest>,
    /// Scores by the model's dimensions, in file order.
    #[serde(skip)]
    pub dimensions: Vec<Option<f64>>,
    /// Raw values by the model's indicators, in file order; none where one is missing or a word.
    #[serde(skip)]
    pub values: Vec<Option<f64>>,
    /// Every alert of the model, in file order: whether it fires; none where that is undecided.
    #[serde(skip)]
    pub alerts: Vec<Option<bool>>,
    /// The root without each of its children, by the child's index.
    #[serde(skip)]
    pub without: BTreeMap<usize, Option<f64>>,
}

/// The dimension right under the root that moved most in about a year, like for like.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fastest {
    /// Its id.
    pub id: String,
    /// How many points up, or down below 0.
    pub points: f64,
    /// The point of the path since which.
    pub since: Date,
}

/// Where a scenario stands on another one's path: years since each era's spark.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parallel {
    /// The scenario asked about.
    pub scenario: String,
    /// Its own years since its spark.
    pub years: f64,
    /// The other one.
    pub other: String,
    /// Years after the other's spark at which the other first scored as much, on the indicators that both have then; between
    /// two points of the path it is interpolated. None where it never did.
    pub other_years: Option<f64>,
    /// The day that this is.
    pub other_date: Option<Date>,
    /// Whether the other scored more at every point.
    pub always_below: bool,
    /// How many indicators both have at the points around, the fewest.
    pub indicators: usize,
}

/// Years that count as one.
const ABOUT_A_YEAR: std::ops::RangeInclusive<f64> = 0.75..=1.25;

fn fastest(model: &Model, rates: &[f64], years: f64, since: Date) -> Option<Fastest> {
    let counts = |d: &usize| model.dimensions[*d].parent == Some(model.root) && model.dimensions[*d].weight > 0.0;
    let moved = (0..model.dimensions.len()).filter(counts).filter_map(|d| Some((d, known(rates[d])? * years)));
    let (d, points) = moved.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    Some(Fastest { id: model.dimensions[d].id.clone(), points, since })
}

fn number(value: Option<Value>) -> Option<f64> {
    match value? {
        Value::Number(x) => Some(x),
        Value::Word(_) => None,
    }
}

fn known(x: f64) -> Option<f64> {
    Some(x).filter(|x| !x.is_nan())
}

/// Scores a scenario at each date of its path and at its own.
pub fn path(model: &Model, scenario: &Scenario, settings: Settings) -> Result<Vec<PathPoint>, Error> {
    super::counted::path();
    let plan = Plan::new(model, settings)?;
    let points = alert::points(model, &plan, scenario)?;
    let coverage = |point: &Point<'_>| point.reading.coverage(plan.tree());
    let one = |point: &Point<'_>| {
        let without = |child: usize| {
            let rest = plan.tree().without_child(child);
            known(point.reading.dimension_scores(&rest)[model.root])
        };
        let children = (0..model.dimensions.len()).filter(|d| model.dimensions[*d].parent == Some(model.root));
        let score = known(point.dimensions[model.root]);
        let since = point.in_a_year.as_ref();
        let change = since.and_then(|c| known(c.dimensions[model.root]));
        let before = since.and_then(|c| known(points[c.since].dimensions[model.root]));
        let years = since.map_or(0.0, |c| c.years);
        PathPoint {
            date: point.reading.date,
            years_since_spark: scenario.spark.map(|spark| years_between(spark, point.reading.date)),
            band: score.map(|s| model.scale.band(s).to_owned()),
            coverage: coverage(point),
            change,
            change_by_coverage: score.zip(before).map(|(now, before)| now - before - change.unwrap_or(0.0) * years),
            dimensions: point.dimensions.iter().map(|x| known(*x)).collect(),
            fastest: since
                .filter(|c| ABOUT_A_YEAR.contains(&c.years))
                .and_then(|c| fastest(model, &c.dimensions, c.years, points[c.since].reading.date)),
            values: (0..model.indicators.len()).map(|i| number(point.reading.shown(i, &model.indicators[i]))).collect(),
            alerts: model.alerts.iter().map(|a| alert::fires(model, &plan, a, point)).collect(),
            without: children.map(|d| (d, without(d))).collect(),
            score,
        }
    };
    Ok(points.iter().map(one).collect())
}

/// Where a scenario stands on another one's path, like for like at every point. None without a spark of either, and where they
/// have nothing in common at any point.
pub fn parallel(
    model: &Model,
    scenario: &Scenario,
    other: &Scenario,
    settings: Settings,
) -> Result<Option<Parallel>, Error> {
    let (Some(own_spark), Some(spark)) = (scenario.spark, other.spark) else { return Ok(None) };
    let plan = Plan::new(model, settings)?;
    let now = Evaluation::take(model, &plan, scenario)?;
    // Years since the other's spark, the other's lead in points, indicators in common.
    let mut leads: Vec<(f64, f64, usize)> = Vec::new();
    for date in other.dates() {
        let then = Evaluation::at(model, &plan, other, date)?;
        let tree = plan.tree().narrowed(model, &|i| now.has(i) && then.has(i), None);
        let score = |reading: &Evaluation<'_>| known(reading.dimension_scores(&tree)[model.root]);
        if let (true, Some(a), Some(b)) = (tree.has(model.root), score(&now), score(&then)) {
            leads.push((years_between(spark, date), b - a, tree.counted().count()));
        }
    }
    if leads.is_empty() {
        return Ok(None);
    }
    let crossing = leads.windows(2).find(|w| w[0].1 < 0.0 && w[1].1 >= 0.0);
    let at = crossing.map(|w| {
        let share = -w[0].1 / (w[1].1 - w[0].1);
        (w[0].0 + share * (w[1].0 - w[0].0), w[0].2.min(w[1].2))
    });
    Ok(Some(Parallel {
        scenario: scenario.id.clone(),
        years: years_between(own_spark, scenario.as_of),
        other: other.id.clone(),
        other_years: at.map(|x| x.0),
        other_date: at.and_then(|x| after_years(spark, x.0)),
        always_below: leads.iter().all(|l| l.1 >= 0.0),
        indicators: at.map_or_else(|| leads.iter().map(|l| l.2).min().unwrap_or(0), |x| x.1),
    }))
}
