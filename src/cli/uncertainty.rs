//! `froth uncertainty`: where scores and gaps lie over draws of all that is uncertain.

use super::args::{Format, SourceArg, UncertaintyArgs};
use super::load::analysed;
use super::output::{Done, Output, text};
use super::progress::Progress;
use froth_core::uncertainty::{Options, Source, method_table, uncertainty};
use froth_render::page;

pub(super) fn run(arguments: &UncertaintyArgs, output: &Output) -> Done {
    let job = analysed(&arguments.scenarios, &arguments.under, output)?;
    let scenarios: Vec<_> = job.scenarios.iter().collect();
    let scoring = arguments.under.settings();
    let options = Options {
        draws: arguments.draws,
        seed: arguments.seed,
        without: arguments.without.iter().map(|s| source(*s)).collect(),
        scoring,
        ..Options::default()
    };
    let progress = Progress::new("drawing", options.draws.saturating_mul(options.runs()), output.is_quiet());
    let drawn = uncertainty(&job.model, &scenarios, &options, &progress)?;
    drop(progress);
    let methods = method_table(&job.model, &scenarios, scoring)?;
    output.findings(&drawn.warnings());
    let without: Vec<&str> = options.without.iter().map(|s| s.as_str()).collect();
    let made = arguments
        .under
        .wanted(&[])
        .made_from("uncertainty", std::slice::from_ref(&job))
        .flag("draws", options.draws)
        .flag("without", without);
    let made = made.seed(options.seed);
    match arguments.format {
        Format::Json => text(&page::uncertain_json(&made, &drawn, &methods)),
        Format::Csv => text(&page::uncertain_csv(&drawn)),
        format => {
            let locale = arguments.lang.locale().with_model(&job.model);
            output.page(page::uncertain(&drawn, &methods, &locale), format, &locale, &made)
        }
    }
}

fn source(source: SourceArg) -> Source {
    match source {
        SourceArg::Values => Source::Values,
        SourceArg::Weights => Source::Weights,
        SourceArg::Ends => Source::Ends,
        SourceArg::Rules => Source::Rules,
        SourceArg::Aggregation => Source::Aggregation,
        SourceArg::Drop => Source::Drop,
        SourceArg::Missing => Source::Missing,
    }
}
