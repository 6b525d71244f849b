//! `froth sensitivity --panel`: what drives the ranks of a table's entities.

use super::args::{DriversArgs, Format, SensitivityArgs};
use super::network::wrong_usage;
use super::output::{Done, Output, text};
use super::{load, table};
use froth_core::made_from::MadeFrom;
use froth_core::sensitivity::Sampling;
use froth_panel::panel::{DriverOptions, FrameOptions, Layout, PanelOptions, RankOptions, rank_drivers};
use froth_render::page;

/// Whether a table is named. How one is read says nothing without one.
pub(super) fn is_asked(arguments: &DriversArgs) -> bool {
    let DriversArgs { table, reading, .. } = arguments;
    let plain = table::options(table, reading, false, None) == FrameOptions::default()
        && table::layout(reading) == Layout::default();
    if arguments.panel.is_none() && !plain {
        wrong_usage("sensitivity", "how a table is read belongs to --panel DATA");
    }
    arguments.panel.is_some()
}

pub(super) fn run(arguments: &SensitivityArgs, output: &Output) -> Done {
    let DriversArgs { panel, at, target, draws, top, table, reading } = &arguments.drivers;
    let (Some(data), [name]) = (panel, arguments.under.models.as_slice()) else {
        wrong_usage("sensitivity", "--panel DATA goes with one model: -m MODEL");
    };
    let (model, warnings) = load::model(name)?;
    output.findings(&warnings);
    let read = table::options(table, reading, false, arguments.under.min_coverage);
    let options = PanelOptions::of(read).layout(table::layout(reading));
    let sampling = Sampling { samples: arguments.samples as usize, seed: arguments.seed, ..Sampling::default() };
    let how = DriverOptions::default().at(*at).target(target.clone()).sampling(sampling).ranks(RankOptions {
        draws: *draws,
        seed: arguments.seed,
        top: *top,
    });
    let (found, summary) =
        table::watched(data, output, |watch| rank_drivers(&model, data.as_path(), &options, &how, watch))?;
    table::missing(&summary, output);
    let made = MadeFrom::new("sensitivity").model(&model);
    let made = table::made_from(made, table, reading, arguments.under.min_coverage)
        .flag("at", at.map(|date| date.to_string()))
        .flag("target", target.to_string())
        .flag("samples", arguments.samples)
        .flag("draws", *draws)
        .flag("top", *top)
        .seed(arguments.seed);
    let made = table::printed(made, data, arguments.format)?;
    match arguments.format {
        Format::Json => text(&page::json(&made, &found)),
        Format::Csv => text(&page::driven_csv(&found)),
        format => {
            let locale = arguments.lang.locale().with_model(&model);
            output.page(page::driven(&found, &locale), format, &locale, &made)
        }
    }
}
