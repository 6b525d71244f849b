//! `froth compare`: scenarios side by side.

use super::args::{CompareArgs, Format};
use super::load::jobs;
use super::output::{Done, Failure, Output, text};
use super::progress::Progress;
use super::score::at_level;
use crate::job::several_models;
use froth_core::analysis::{Analysis, Effort};
use froth_core::diag::Diagnostics;
use froth_core::score::Scorecard;
use froth_render::page::{self, Page};

pub(super) fn run(arguments: &CompareArgs, output: &Output) -> Done {
    let wanted = arguments.scoring.wanted(&arguments.scenarios);
    let jobs = jobs(&wanted, output)?;
    if arguments.scoring.models.is_empty() && jobs.len() > 1 {
        return Err(several_models(&jobs).into());
    }
    let mut findings = Diagnostics::new();
    let mut analyses: Vec<Analysis<'_>> = Vec::new();
    let effort = Effort::brief(wanted.settings());
    let progress = Progress::new("drawing", effort.steps() * jobs.len() as u64, output.is_quiet());
    for job in &jobs {
        let scenarios: Vec<_> = job.scenarios.iter().collect();
        match Analysis::new(&job.model, &scenarios, wanted.settings()) {
            Ok(analysis) => analyses.push(analysis.with_robustness(effort.clone(), &progress)?),
            Err(e) => findings.extend(e.into_findings()),
        }
    }
    drop(progress);
    if findings.has_errors() {
        return Err(Failure::Findings(findings.sorted()));
    }
    let cards: Vec<Scorecard> = analyses.iter().flat_map(|a| a.scorecards().to_vec()).collect();
    let made = effort.stated(wanted.made_from("compare", &jobs));
    match arguments.format {
        Format::Json => {
            text(&page::compared_json(&made, &analyses))?;
        }
        Format::Csv => text(&page::csv(&cards))?,
        format => {
            let page = |a: &Analysis<'_>| {
                let page = if arguments.full { page::comparison } else { page::brief };
                page(a.comparison(), a.robustness(), &arguments.lang.locale().with_model(a.model()))
            };
            let parts = analyses.iter().flat_map(|a| page(a).parts).collect();
            output.page(Page { parts }, format, &arguments.lang.locale(), &made)?;
        }
    }
    at_level(&cards, &arguments.scoring)
}
