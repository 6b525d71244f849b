//! `froth changes`: what moved the headline from one scenario to another.

use super::args::{ChangesArgs, Format};
use super::load::{made_from, old_and_new};
use super::output::{Done, Output, text};
use froth_core::changes::changes;
use froth_core::score::Settings;
use froth_render::page;
use serde::Serialize;

#[derive(Serialize)]
struct Changed<'a> {
    changes: &'a froth_core::changes::Changes,
}

pub(super) fn run(arguments: &ChangesArgs, output: &Output) -> Done {
    let scenarios = [&arguments.old, &arguments.new];
    let jobs = old_and_new(scenarios, &arguments.models, arguments.real_time, output)?;
    let [old, new] = jobs.each_ref().map(|job| job.scenarios.first().map(|scenario| (&job.model, scenario)));
    let Some((old, new)) = old.zip(new) else { return Ok(()) };
    let found = changes(old, new, Settings { min_coverage: arguments.min_coverage })?;
    let made = made_from("changes", &jobs, arguments.min_coverage, arguments.real_time);
    match arguments.format {
        Format::Json => text(&page::json(&made, Changed { changes: &found })),
        Format::Csv => text(&page::changed_csv(&found)),
        format => {
            let locale = arguments.lang.locale().with_model(old.0).with_model(new.0);
            output.page(page::changed(&found, new.0, &locale), format, &locale, &made)
        }
    }
}
