//! Everything that says how far a comparison can be trusted, in one place: draws, method table, sensitivity, what it would
//! take to turn it round. OECD/JRC Handbook (2008), step 7, "robustness and sensitivity".

use crate::Error;
use crate::made_from::MadeFrom;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::score::{Scorecard, Settings};
use crate::sensitivity::{Sampling, Sensitivity, sensitivity};
use crate::stress::{Reverse, WeightShift, reverse_watched, weight_shift};
use crate::uncertainty::{MethodTable, Options, Uncertain, method_table, uncertainty};
use froth_series::watch::Watch;
use serde::Serialize;

/// How far some scores, and the order that they stand in, can be trusted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Robustness {
    /// Where scores and gaps lie over draws of all that is uncertain.
    pub uncertainty: Uncertain,
    /// Every way to build the index.
    pub methods: MethodTable,
    /// What the uncertainty comes from: of the gap of the first two scenarios, or of a single one's score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    /// What it would take for the last scenario to score what the first does; a single one: to enter the next band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reverse: Option<Reverse>,
    /// Which weights would turn the order of the last and the first round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<WeightShift>,
}

/// How much work is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Effort {
    /// The draws.
    pub draws: Options,
    /// The points for sensitivity; none: it is left out.
    pub sampling: Option<Sampling>,
}

impl Effort {
    /// What a comparison prints beside its scores: draws, no sensitivity.
    pub fn brief(scoring: Settings) -> Self {
        Effort { draws: Options { scoring, apart: false, ..Options::default() }, sampling: None }
    }

    /// What a report shows.
    pub fn full(scoring: Settings) -> Self {
        let sampling = Sampling { samples: 1024, ..Sampling::default() };
        Effort { draws: Options { scoring, ..Options::default() }, sampling: Some(sampling) }
    }

    /// What a result is made from, with this work said.
    #[must_use]
    pub fn stated(&self, made: MadeFrom) -> MadeFrom {
        let samples = self.sampling.map(|s| s.samples);
        made.flag("draws", self.draws.draws).flag("samples", samples).seed(self.draws.seed)
    }

    /// Steps that a watch is told of, at most.
    pub fn steps(&self) -> u64 {
        self.draws.draws.saturating_mul(self.draws.runs()) + self.sampling.map_or(0, |s| s.samples as u64)
    }
}

/// Examines scenarios that are scored.
pub(super) fn examine(
    model: &Model,
    scenarios: &[&Scenario],
    cards: &[Scorecard],
    effort: &Effort,
    watch: &dyn Watch,
) -> Result<Robustness, Error> {
    let scoring = effort.draws.scoring;
    watch.step(0)?;
    let (reverse, weights) = what_it_takes(model, scenarios, cards, scoring, watch)?;
    watch.step(0)?;
    let methods = method_table(model, scenarios, scoring)?;
    Ok(Robustness {
        uncertainty: uncertainty(model, scenarios, &effort.draws, watch)?,
        methods,
        sensitivity: match &effort.sampling {
            Some(sampling) => Some(sensitivity(model, scenarios, scoring, sampling, watch)?),
            None => None,
        },
        reverse,
        weights,
    })
}

/// From the last scenario to the first one's score, or of a single one to the next band.
fn what_it_takes(
    model: &Model,
    scenarios: &[&Scenario],
    cards: &[Scorecard],
    scoring: Settings,
    watch: &dyn Watch,
) -> Result<(Option<Reverse>, Option<WeightShift>), Error> {
    let (Some(first), Some(last)) = (scenarios.first(), scenarios.last()) else { return Ok((None, None)) };
    let Some(score) = cards.last().and_then(|c| c.score) else { return Ok((None, None)) };
    let several = scenarios.len() > 1;
    let target = if several {
        cards.first().and_then(|c| c.score)
    } else {
        model.scale.bands.iter().filter_map(|b| b.below).find(|below| *below > score)
    };
    let reversed = target.map(|target| reverse_watched(model, last, target, scoring, watch)).transpose()?;
    let weights = if several { weight_shift(model, last, first, scoring)? } else { None };
    Ok((reversed, weights))
}
