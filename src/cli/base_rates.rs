//! `froth base-rates`: what came after run-ups in a table of prices.

use super::args::{BaseRatesArgs, BaseRatesChart, Format};
use super::chart as chart_file;
use super::interrupt::{Guard, asked};
use super::output::{Done, Output, text};
use super::progress::Progress;
use super::table;
use froth_core::made_from::MadeFrom;
use froth_panel::base_rates::{Columns, Options, base_rates, read};
use froth_render::chart;
use froth_render::locale::{Language, Locale};
use froth_render::page;

pub(super) fn run(arguments: &BaseRatesArgs, output: &Output) -> Done {
    let endings: Vec<String> =
        arguments.charts.iter().map(|(_, file)| chart_file::ending(file)).collect::<Result<_, _>>()?;
    let columns = Columns {
        price: arguments.price.clone(),
        excess: arguments.excess.clone(),
        shape: table::shape(&arguments.reading, arguments.long),
        layout: table::layout(&arguments.reading),
        zero_is_missing: arguments.zero_is_missing.clone(),
    };
    let taken = {
        let _guard = Guard::new();
        read(&arguments.data, &columns, asked())
    };
    let (input, not_finite) = taken?;
    table::not_finite(not_finite, output);
    let options = Options {
        rises: arguments.rises.clone(),
        fall: arguments.fall,
        gap: arguments.gap.map(|gap| gap as usize),
        min_entities: arguments.min_entities,
        ended_as: arguments.ended_as,
        replications: arguments.replications as usize,
        block: arguments.block,
        seed: arguments.seed,
    };
    let progress = Progress::new("resampling", 2 * arguments.replications, output.is_quiet());
    let found = base_rates(&input, &options, &progress)?;
    drop(progress);
    let file = arguments.data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let language: Language = arguments.words.lang.language();
    let locale = Locale::new(language);
    for doubt in page::base_rates_doubts(&found, &locale) {
        output.remark(&doubt);
    }
    for ((kind, path), ending) in arguments.charts.iter().zip(&endings) {
        let draw = |language: Language| match kind {
            BaseRatesChart::BaseRates => chart::base_rates(&found, &file, &Locale::new(language)),
            BaseRatesChart::Runups => chart::runups(&found, &file, &Locale::new(language)),
        };
        chart_file::write_in(&arguments.words, draw, (path, ending), output)?;
    }
    let made = table::printed(made_from(arguments, &options), &arguments.data, arguments.format)?;
    match arguments.format {
        Format::Json => text(&page::json(&made, &found)),
        Format::Csv => text(&page::base_rates_csv(&found)),
        format => output.page(page::base_rates(&found, &file, &locale), format, &locale, &made),
    }
}

fn made_from(arguments: &BaseRatesArgs, options: &Options) -> MadeFrom {
    let made = table::reading_from(MadeFrom::new("base-rates"), &arguments.reading)
        .flag("price", &arguments.price)
        .flag("excess", &arguments.excess)
        .flag("long", arguments.long)
        .flag("zero_is_missing", &arguments.zero_is_missing);
    options.stated(made)
}
