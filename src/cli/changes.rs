//! `froth changes`: what moved the headline from one scenario to another.

use super::args::{ChangesArgs, Format};
use super::earlier::Moved;
use super::load::made_from;
use super::output::{Done, Output, text};
use froth_render::page;
use serde::Serialize;

#[derive(Serialize)]
struct Changed<'a> {
    changes: &'a froth_core::changes::Changes,
}

pub(super) fn run(arguments: &ChangesArgs, output: &Output) -> Done {
    let named = [&arguments.old, &arguments.new];
    let under = &arguments.under;
    let Moved { jobs, changes, min_coverage } = Moved::find(named, arguments.scenario.as_deref(), under, output)?;
    let made = made_from("changes", &jobs, min_coverage, under.real_time);
    match arguments.format {
        Format::Json => text(&page::json(&made, Changed { changes: &changes })),
        Format::Csv => text(&page::changed_csv(&changes)),
        format => {
            let [old, new] = &jobs;
            let locale = arguments.lang.locale().with_model(&old.model).with_model(&new.model);
            output.page(page::changed(&changes, &new.model, &locale), format, &locale, &made)
        }
    }
}
