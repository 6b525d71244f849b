//! Eras over time: scores, dimensions and alerts at each point of a path, and where one era stands on another's.
//!
//! ```
//! use froth_core::{example, score::Settings, track::track};
//!
//! let today = example::boom();
//! let tracked = track(&example::model(), &[&today], Settings::default()).unwrap();
//! assert_eq!(tracked.scenarios[0].points.last().unwrap().point.date, today.as_of);
//! ```

mod walk;

use crate::Error;
use crate::changes::{Changes, along};
use crate::model::Model;
use crate::scenario::Scenario;
use crate::score::{Parallel, PathPoint, Settings, parallel, path};
use jiff::civil::Date;
use serde::Serialize;
use walk::Steps;
pub use walk::Walk;

/// The paths of some scenarios.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tracked {
    /// In the order given.
    pub scenarios: Vec<TrackedScenario>,
    /// Where each scenario stands on the path of every scenario of another era.
    pub parallels: Vec<Parallel>,
    /// How far the scores of indicators go along all of these paths; none without two points.
    pub walk: Option<Walk>,
}

/// A scenario's path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrackedScenario {
    /// Its id.
    pub scenario: String,
    /// Its era.
    pub era: Option<String>,
    /// The era's first day.
    pub spark: Option<Date>,
    /// How far the scores of indicators go along the path; none without two points.
    pub walk: Option<Walk>,
    /// Points on the way, its own date last.
    pub points: Vec<TrackedPoint>,
}

/// A point with its dimensions and alerts by id.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrackedPoint {
    /// Date, score, change.
    #[serde(flatten)]
    pub point: PathPoint,
    /// What moved the score since the point before; none at the first one, and where one of both has no score.
    pub since_previous: Option<Move>,
    /// Every dimension, in file order.
    pub dimensions: Vec<DimensionPoint>,
    /// Every alert, in file order.
    pub alerts: Vec<AlertPoint>,
}

/// What moved a score from one point of a path to the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Move {
    /// The day of the point before.
    pub date: Date,
    /// The score less that of the point before: the sum of what follows.
    #[serde(rename = "move")]
    pub moved: f64,
    /// What the model does: nothing, as both points are scored with one.
    pub model: f64,
    /// Figures that were revised.
    pub revisions: f64,
    /// Data that came or went.
    pub coverage: f64,
    /// Figures that both points have.
    pub figures: f64,
}

impl Move {
    fn of(changes: &Changes) -> Option<Self> {
        let parts = changes.parts.as_ref()?;
        Some(Move {
            date: changes.from.as_of,
            moved: changes.moved?,
            model: parts.model,
            revisions: parts.revised(),
            coverage: parts.coverage(),
            figures: parts.moved(),
        })
    }
}

/// A dimension's score at a point.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct DimensionPoint {
    pub id: String,
    pub score: Option<f64>,
}

/// Whether an alert fires at a point; none where that is undecided.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct AlertPoint {
    pub id: String,
    pub fired: Option<bool>,
}

/// Follows scenarios along their paths.
pub fn track(model: &Model, scenarios: &[&Scenario], settings: Settings) -> Result<Tracked, Error> {
    let paths: Vec<_> = scenarios.iter().map(|s| path(model, s, settings)).collect::<Result<_, _>>()?;
    tracked(model, scenarios, &paths, settings)
}

/// The same with paths that are scored already.
pub(crate) fn tracked(
    model: &Model,
    scenarios: &[&Scenario],
    paths: &[Vec<PathPoint>],
    settings: Settings,
) -> Result<Tracked, Error> {
    let mut tracked = Vec::with_capacity(scenarios.len());
    let mut all = Steps::default();
    for (scenario, path) in scenarios.iter().zip(paths) {
        let moves = along(model, scenario, settings)?;
        let moves = std::iter::once(None).chain(moves.iter().map(Move::of));
        let point = |(point, since_previous): (PathPoint, Option<Move>)| {
            let dimensions = model.dimensions.iter().zip(&point.dimensions);
            let alerts = model.alerts.iter().zip(&point.alerts);
            TrackedPoint {
                dimensions: dimensions.map(|(d, score)| DimensionPoint { id: d.id.clone(), score: *score }).collect(),
                alerts: alerts.map(|(a, fired)| AlertPoint { id: a.id.clone(), fired: *fired }).collect(),
                since_previous,
                point,
            }
        };
        let steps = Steps::along(model, scenario, settings)?;
        all = all.and(steps);
        tracked.push(TrackedScenario {
            walk: steps.walk(),
            scenario: scenario.id.clone(),
            era: scenario.era.clone(),
            spark: scenario.spark,
            points: path.iter().cloned().zip(moves).map(point).collect(),
        });
    }
    let mut parallels = Vec::new();
    for scenario in scenarios {
        for other in scenarios.iter().filter(|o| o.era != scenario.era) {
            parallels.extend(parallel(model, scenario, other, settings)?);
        }
    }
    Ok(Tracked { scenarios: tracked, parallels, walk: all.walk() })
}
