//! What stands in for missing figures: missing is not calm, nor as its siblings are.

use super::design::branch;
use super::{Evaluations, Factor, Source};
use crate::Error;
use crate::diag::{Code, Diagnostic};
use crate::model::{MissingDraws, Model};
use crate::period::years_between;
use crate::sampling::{Marginal, Tables};
use crate::score::last_scores;
use std::collections::BTreeMap;

/// An indicator without a score, and how one is drawn for it.
#[derive(Debug, Clone)]
pub(super) struct Imputed {
    pub(super) indicator: usize,
    pub(super) coordinate: usize,
    pub(super) marginal: Marginal,
}

/// What a coordinate is shared by: the scenarios of an era, or a scenario that belongs to none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Drawn {
    Era(String),
    Scenario(String),
}

/// By scenario: the indicators under the root that have no figure, each with a distribution of its score. With an earlier
/// score it is a random walk from there, reflected at both ends of the scale; without one every score is as likely, the same
/// for all such indicators, since independent draws would average ignorance away. The coordinates are those of the era, so
/// that pairs stay paired.
pub(super) fn imputed(
    model: &Model,
    of: &Evaluations<'_>,
    settings: MissingDraws,
    tables: &mut Tables,
    factors: &mut Vec<Factor>,
) -> Result<Vec<Vec<Imputed>>, Error> {
    let tree = of.plan.tree();
    let rooted = tree.rooted();
    let mut coordinates: BTreeMap<(Drawn, Option<usize>), usize> = BTreeMap::new();
    let mut all = Vec::with_capacity(of.readings.len());
    for reading in &of.readings {
        // Without a headline there is nothing to draw.
        let scored = !reading.dimension_scores(tree)[model.root].is_nan();
        let lacks = |i: &usize| scored && rooted[*i] && reading.lacks_figure(*i);
        let indicators: Vec<usize> = (0..model.indicators.len()).filter(lacks).collect();
        let scenario = reading.scenario();
        let drawn = match &scenario.era {
            Some(era) => Drawn::Era(era.clone()),
            None => Drawn::Scenario(scenario.id.clone()),
        };
        let known = last_scores(model, &of.plan, scenario, &indicators);
        let mut imputed = Vec::with_capacity(indicators.len());
        for (indicator, last) in indicators.into_iter().zip(known) {
            let branch = branch(model, model.indicators[indicator].dimension);
            let coordinate = *coordinates.entry((drawn.clone(), last.map(|_| indicator))).or_insert_with(|| {
                factors.push(Factor::new(Source::Missing, "missing", branch));
                factors.len() - 1
            });
            // What all of them share works through more than one child of the root.
            if factors[coordinate].branch != branch {
                factors[coordinate].branch = None;
            }
            let marginal = match last {
                None => Marginal::Uniform { low: 0.0, high: 100.0 },
                Some((date, score)) => {
                    let made =
                        tables.folded_normal(score, settings.yearly * years_between(date, scenario.as_of).sqrt());
                    made.map_err(|e| Diagnostic::error(Code::Uncertainty, e.0))?
                }
            };
            imputed.push(Imputed { indicator, coordinate, marginal });
        }
        all.push(imputed);
    }
    Ok(all)
}
