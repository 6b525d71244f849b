//! `froth compare`: scenarios side by side.

use super::args::{CompareArgs, Format};
use super::load::{Wanted, jobs, settings, several_models};
use super::output::{Done, Output, Stop, text};
use super::progress::Progress;
use super::score::at_level;
use froth_core::diag::Diagnostics;
use froth_core::robustness::{Effort, Robustness, robustness};
use froth_core::score::{Comparison, Scorecard, compare};
use froth_render::locale::Locale;
use froth_render::page::{self, Page};
use serde::Serialize;

/// The first model's comparison, as every reader expects it; the others' beside it.
#[derive(Serialize)]
struct Compared<'a> {
    #[serde(flatten)]
    first: &'a Comparison,
    robustness: &'a Robustness,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    models: Vec<ByModel<'a>>,
}

#[derive(Serialize)]
struct ByModel<'a> {
    model: &'a str,
    #[serde(flatten)]
    comparison: &'a Comparison,
    robustness: &'a Robustness,
}

pub(super) fn run(arguments: &CompareArgs, output: &Output) -> Done {
    let jobs = jobs(&Wanted::new(&arguments.scenarios, &arguments.scoring), output)?;
    if arguments.scoring.models.is_empty() && jobs.len() > 1 {
        return Err(several_models(&jobs));
    }
    let mut findings = Diagnostics::new();
    let mut comparisons: Vec<(Comparison, Robustness)> = Vec::new();
    let effort = Effort::brief(settings(&arguments.scoring));
    let progress = Progress::new("drawing", effort.steps() * jobs.len() as u64, output.is_quiet());
    for job in &jobs {
        let scenarios: Vec<_> = job.scenarios.iter().collect();
        match compare(&job.model, &scenarios, settings(&arguments.scoring)) {
            Ok(comparison) => {
                comparisons.push((comparison, robustness(&job.model, &scenarios, &effort, &progress)?));
            }
            Err(e) => findings.extend(e.into_findings()),
        }
    }
    drop(progress);
    if findings.has_errors() {
        return Err(Stop::Findings(findings.sorted()));
    }
    let cards: Vec<Scorecard> = comparisons.iter().flat_map(|(c, _)| c.scorecards.clone()).collect();
    let made = effort.stated(arguments.scoring.made_from("compare", &jobs));
    match arguments.format {
        Format::Json => {
            let Some((first, robustness)) = comparisons.first() else { return Ok(()) };
            let by_model = || {
                jobs.iter()
                    .zip(&comparisons)
                    .map(|(j, (comparison, robustness))| ByModel { model: &j.model.id, comparison, robustness })
                    .collect()
            };
            let models = if comparisons.len() > 1 { by_model() } else { Vec::new() };
            text(&page::json(&made, Compared { first, robustness, models }))?;
        }
        Format::Csv => text(&page::csv(&cards))?,
        format => {
            let parts = jobs
                .iter()
                .zip(&comparisons)
                .flat_map(|(job, (c, r))| page::comparison(c, Some(r), &Locale::default().with_model(&job.model)).parts)
                .collect();
            output.page(Page { parts }, format, &Locale::default(), &made)?;
        }
    }
    at_level(&cards, &arguments.scoring)
}
