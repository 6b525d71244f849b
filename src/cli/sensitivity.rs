//! `froth sensitivity`: what the uncertainty of a score or a gap comes from.

use super::args::{Format, SensitivityArgs};
use super::load::analysed;
use super::output::{Done, Output, text};
use super::progress::Progress;
use froth_core::sensitivity::{Sampling, sensitivity};
use froth_render::page;

pub(super) fn run(arguments: &SensitivityArgs, output: &Output) -> Done {
    #[cfg(feature = "panel")]
    if super::drivers::is_asked(&arguments.drivers) {
        return super::drivers::run(arguments, output);
    }
    let job = analysed(&arguments.scenarios, &arguments.under, output)?;
    let scenarios: Vec<_> = job.scenarios.iter().collect();
    let scoring = arguments.under.settings();
    let sampling = Sampling { samples: arguments.samples as usize, seed: arguments.seed, ..Sampling::default() };
    let progress = Progress::new("sampling", arguments.samples, output.is_quiet());
    let found = sensitivity(&job.model, &scenarios, scoring, &sampling, &progress)?;
    drop(progress);
    let made = arguments
        .under
        .wanted(&[])
        .made_from("sensitivity", std::slice::from_ref(&job))
        .flag("samples", arguments.samples)
        .seed(arguments.seed);
    match arguments.format {
        Format::Json => text(&page::json(&made, &found)),
        Format::Csv => text(&page::sensitivity_csv(&found)),
        format => {
            let locale = arguments.lang.locale().with_model(&job.model);
            output.page(page::sensitivity(&found, &locale), format, &locale, &made)
        }
    }
}
