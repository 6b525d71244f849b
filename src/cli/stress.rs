//! `froth stress`: a scenario under shocks, and what it would take.

use super::args::{Format, StressArgs};
use super::output::{Done, Output, text};
use crate::job::{Asked, Stress};
use froth_render::page;

pub(super) fn run(arguments: &StressArgs, output: &Output) -> Done {
    let wanted = arguments.under.wanted(std::slice::from_ref(&arguments.scenario));
    let asked =
        Asked { shocks: &arguments.shock, target: arguments.target.as_deref(), versus: arguments.versus.as_deref() };
    let stress = Stress::open(&wanted, &asked, &|kind, name, folder| output.open(kind, name, folder))?;
    output.findings(&stress.warnings);
    let stressed = stress.run()?;
    match arguments.format {
        Format::Json => text(&page::stressed_json(&stress.made_from, &stressed)),
        Format::Csv => text(&page::stressed_csv(&stressed)),
        format => {
            let locale = arguments.lang.locale().with_model(stress.model());
            output.page(page::stressed(&stressed, stress.model(), &locale), format, &locale, &stress.made_from)
        }
    }
}
