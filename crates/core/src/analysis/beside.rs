//! What stands beside an analysis: other eras on the same scale, and what-ifs on its newest scenario.

use crate::Error;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::score::{Settings, scorecard};
use crate::stress::{LastKnown, Skipped, tried};
use jiff::civil::Date;
use serde::Serialize;

/// Another era, scored under the same model.
#[derive(Debug, Clone, Serialize)]
pub struct Yardstick {
    /// The scenario.
    #[serde(skip)]
    pub of: Scenario,
    /// Its id.
    pub scenario: String,
    /// The day it describes.
    pub as_of: Date,
    /// Its headline; none where too little is known.
    pub score: Option<f64>,
    /// Share of the root's weight that had data.
    pub coverage: f64,
    /// The headline with every missing indicator at 0, and at 100.
    pub bounds: [f64; 2],
}

/// A what-if put on a scenario.
#[derive(Debug, Clone, Serialize)]
pub struct WhatIf {
    /// The what-if.
    #[serde(skip)]
    pub of: Scenario,
    /// Its id.
    pub id: String,
    /// The scenario that it is put on.
    pub scenario: String,
    /// The headline without it, with the figures that stand in.
    pub before: Option<f64>,
    /// The headline with it.
    pub after: Option<f64>,
    /// Figures too old for the day that stand in, on both sides.
    pub last_known: Vec<LastKnown>,
    /// Shocks that found nothing to work on.
    pub skipped: Vec<Skipped>,
}

/// Scores other eras; those that the model knows nothing of are left out.
pub(super) fn yardsticks(model: &Model, of: &[&Scenario], settings: Settings) -> Vec<Yardstick> {
    let scored = |s: &&Scenario| {
        let card = scorecard(model, s, settings).ok().filter(|c| c.coverage > 0.0)?;
        Some(Yardstick {
            of: (*s).clone(),
            scenario: card.scenario,
            as_of: card.as_of,
            score: card.score,
            coverage: card.coverage,
            bounds: card.bounds,
        })
    };
    of.iter().filter_map(scored).collect()
}

/// Puts what-ifs of its era on a scenario; those that fit no figure of the model are left out.
pub(super) fn what_ifs(
    model: &Model,
    scenario: &Scenario,
    of: &[&Scenario],
    settings: Settings,
) -> Result<Vec<WhatIf>, Error> {
    let mut found = Vec::new();
    for what_if in of.iter().filter(|w| w.era.is_some() && w.era == scenario.era) {
        let Ok(tried) = tried(model, scenario, &what_if.shocks, settings) else { continue };
        if tried.skipped.len() == what_if.shocks.len() {
            continue;
        }
        let score = |s: &Scenario| Ok::<_, Error>(scorecard(model, s, settings)?.score);
        found.push(WhatIf {
            of: (*what_if).clone(),
            id: what_if.id.clone(),
            scenario: scenario.id.clone(),
            before: score(&tried.before)?,
            after: score(&tried.after)?,
            last_known: tried.last_known,
            skipped: tried.skipped,
        });
    }
    Ok(found)
}
