//! `froth score`: scorecards.

use super::args::{Format, ScoreArgs, ScoringArgs};
use super::load::jobs;
use super::output::{Done, Failure, Output, text};
use crate::job::Job;
use froth_core::score::Scorecard;
use froth_render::page::{self, Page};
use serde::Serialize;

#[derive(Serialize)]
struct Result_<'a> {
    scorecards: &'a [Scorecard],
}

pub(super) fn run(arguments: &ScoreArgs, output: &Output) -> Done {
    let wanted = arguments.scoring.wanted(&arguments.scenarios);
    let jobs = jobs(&wanted, output)?;
    let (of, cards): (Vec<&Job>, Vec<Scorecard>) = wanted.scorecards(&jobs)?.into_iter().unzip();
    let made = wanted.made_from("score", &jobs);
    match arguments.format {
        Format::Json => text(&page::json(&made, Result_ { scorecards: &cards }))?,
        Format::Csv => text(&page::csv(&cards))?,
        format => {
            let locale = |job: &Job| arguments.lang.locale().with_model(&job.model).with_scenarios(&job.scenarios);
            let parts =
                of.into_iter().zip(&cards).flat_map(|(job, card)| page::scorecard(card, &locale(job)).parts).collect();
            output.page(Page { parts }, format, &arguments.lang.locale(), &made)?;
        }
    }
    at_level(&cards, &arguments.scoring)
}

/// Whether a headline or an alert is at the level that the flags ask for.
pub(super) fn at_level(cards: &[Scorecard], arguments: &ScoringArgs) -> Done {
    let high = |card: &Scorecard| {
        arguments.fail_at.is_some_and(|n| card.score.is_none_or(|s| s >= n - froth_core::model::TIE))
    };
    let alarmed = |card: &Scorecard| arguments.fail_on_alert && card.alerts.iter().any(|a| a.fired != Some(false));
    if cards.iter().any(|card| high(card) || alarmed(card)) { Err(Failure::AtLevel) } else { Ok(()) }
}
