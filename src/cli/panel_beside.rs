//! What `froth panel` prints in place of an audit: two models on the table, or one entity of it.

use super::args::{Format, PanelArgs};
use super::chart as chart_file;
use super::output::{Done, Output, text};
use super::panel::{made_from, name_of};
use super::{load, table};
use froth_core::model::Model;
use froth_panel::panel::{PanelOptions, RankOptions};
use froth_panel::profile::profile;
use froth_panel::versus::versus;
use froth_render::chart;
use froth_render::locale::{Language, Locale};
use froth_render::page;
use froth_series::watch::Watch;

/// The names of a locale that knows two models; the second's count where both have one.
fn names(language: Language, models: [&Model; 2]) -> Locale {
    models.into_iter().fold(Locale::new(language), Locale::with_model)
}

/// Two models on one table.
pub(super) fn compared(
    arguments: &PanelArgs,
    model: &Model,
    other: &str,
    options: &PanelOptions,
    output: &Output,
) -> Done {
    let (second, warnings) = load::model(other)?;
    output.findings(&warnings);
    let ending = arguments.chart.as_deref().map(chart_file::ending).transpose()?;
    let compare = |watch: &dyn Watch| versus(model, &second, &arguments.data, options, watch);
    let (found, summaries) = table::watched(&arguments.data, output, compare)?;
    for summary in &summaries {
        table::missing(summary, output);
    }
    let file = name_of(&arguments.data);
    if let (Some(path), Some(ending)) = (&arguments.chart, &ending) {
        let drawn = |language: Language| chart::slope(&found, &file, &names(language, [model, &second]));
        chart_file::write_in(&arguments.words, drawn, (path, ending), output)?;
    }
    let made = table::printed(made_from(arguments, model).model(&second), &arguments.data, arguments.format)?;
    match arguments.format {
        Format::Json => text(&page::json(&made, &found)),
        Format::Csv => text(&page::versus_csv(&found)),
        format => {
            let locale = names(arguments.words.lang.language(), [model, &second]);
            output.page(page::versus(&found, &file, &locale), format, &locale, &made)
        }
    }
}

/// One entity of a table.
pub(super) fn profiled(
    arguments: &PanelArgs,
    model: &Model,
    entity: &str,
    options: &PanelOptions,
    output: &Output,
) -> Done {
    let ending = arguments.chart.as_deref().map(chart_file::ending).transpose()?;
    let draws = RankOptions { draws: arguments.draws, seed: arguments.seed, top: arguments.top };
    let describe = |watch: &dyn Watch| profile(model, &arguments.data, entity, options, draws, watch);
    let (found, summary) = table::watched(&arguments.data, output, describe)?;
    table::missing(&summary, output);
    let file = name_of(&arguments.data);
    let named = |language: Language| Locale::new(language).with_model(model);
    if let (Some(path), Some(ending)) = (&arguments.chart, &ending) {
        let drawn = |language: Language| chart::profile(&found, &file, &named(language));
        chart_file::write_in(&arguments.words, drawn, (path, ending), output)?;
    }
    let made = table::printed(made_from(arguments, model), &arguments.data, arguments.format)?;
    match arguments.format {
        Format::Json => text(&page::json(&made, &found)),
        Format::Csv => text(&page::profile_csv(&found)),
        format => {
            let locale = named(arguments.words.lang.language());
            output.page(page::profile(&found, &file, &locale), format, &locale, &made)
        }
    }
}
