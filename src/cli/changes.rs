//! `froth changes`: what moved the headline from one scenario to another.

use super::args::{ChangesArgs, Format};
use super::output::{Done, Output, text};
use crate::job::Moved;
use froth_render::page;
use std::path::Path;

pub(super) fn run(arguments: &ChangesArgs, output: &Output) -> Done {
    let named = [&arguments.old, &arguments.new];
    let open = |kind, name: &str, folder: Option<&Path>| output.open(kind, name, folder);
    let Moved { jobs, changes, made_from: made, warnings } =
        Moved::find(named, arguments.scenario.as_deref(), &arguments.under.wanted(&[]), &open)?;
    output.findings(&warnings);
    match arguments.format {
        Format::Json => text(&page::changed_json(&made, &changes)),
        Format::Csv => text(&page::changed_csv(&changes)),
        format => {
            let [old, new] = &jobs;
            let locale = arguments.lang.locale().with_model(&old.model).with_model(&new.model);
            output.page(page::changed(&changes, &new.model, &locale), format, &locale, &made)
        }
    }
}
