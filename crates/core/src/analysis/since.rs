//! What moved the newest scenarios of an analysis: since the last point of their paths, and since an earlier report.

use crate::Error;
use crate::changes::{Changes, before, changes};
use crate::model::Model;
use crate::scenario::Scenario;
use crate::score::Settings;
use serde::Serialize;
use std::cmp::Reverse;

/// What an older headline is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The last point of the scenario's own path.
    Path,
    /// An earlier report.
    Report,
}

/// What moved a headline, and since when.
#[derive(Debug, Clone, Serialize)]
pub struct Since {
    /// What the older headline is taken from.
    pub since: Origin,
    /// The older scenario.
    #[serde(skip)]
    pub old: Scenario,
    /// The move and its parts.
    #[serde(flatten)]
    pub changes: Changes,
}

impl Since {
    /// Whether both headlines stand there and every part is 0: an era that is over, in two reports.
    pub fn is_still(&self) -> bool {
        let Some(parts) = &self.changes.parts else { return false };
        let figures = parts.revisions.iter().chain(&parts.figures).map(|m| m.points);
        let coverage = parts.coverage_lost.iter().chain(&parts.coverage_gained).map(|p| p.points);
        parts.model == 0.0 && figures.chain(coverage).all(|points| points == 0.0)
    }
}

/// Since the last point of each path.
pub(super) fn path(model: &Model, scenarios: &[&Scenario], settings: Settings) -> Result<Vec<Since>, Error> {
    let with_point = newest(scenarios).filter_map(|s| Some((s, s.at_point(*s.path.last()?))));
    with_point.map(|(new, old)| since(Origin::Path, (model, old), (model, new), settings)).collect()
}

/// Since a report that had this model and these scenarios.
pub(super) fn report(
    (model, scenarios): (&Model, &[&Scenario]),
    (old_model, old): (&Model, &[&Scenario]),
    settings: Settings,
) -> Result<Vec<Since>, Error> {
    let pairs = newest(scenarios).filter_map(|new| Some((new, before(new, old)?.clone())));
    pairs.map(|(new, old)| since(Origin::Report, (old_model, old), (model, new), settings)).collect()
}

fn since(
    origin: Origin,
    (old_model, old): (&Model, Scenario),
    new: (&Model, &Scenario),
    settings: Settings,
) -> Result<Since, Error> {
    Ok(Since { since: origin, changes: changes((old_model, &old), new, settings)?, old })
}

/// The latest scenario of each era, and those of no era; of two as late the first. The latest of all comes first.
fn newest<'a>(scenarios: &'a [&'a Scenario]) -> impl Iterator<Item = &'a Scenario> {
    let is_newest = |(place, s): &(usize, &Scenario)| {
        let later = |(n, other): (usize, &&Scenario)| other.as_of > s.as_of || (other.as_of == s.as_of && n < *place);
        s.era.is_none() || !scenarios.iter().enumerate().filter(|(_, o)| o.era == s.era).any(later)
    };
    let mut newest: Vec<&Scenario> = scenarios.iter().copied().enumerate().filter(is_newest).map(|(_, s)| s).collect();
    newest.sort_by_key(|s| Reverse(s.as_of));
    newest.into_iter()
}
