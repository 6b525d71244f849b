//! `froth backtest`: scores of a table held against events that came later.

use super::args::{BacktestArgs, BacktestChart, Format};
use super::chart as chart_file;
use super::load;
use super::output::{Done, Output, text};
use super::progress::Progress;
use super::table;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_panel::backtest::{Asked, Options, backtest, read, read_column};
use froth_panel::panel::PanelOptions;
use froth_render::chart::{self, BacktestOf};
use froth_render::locale::{Language, Locale};
use froth_render::page;
use froth_series::watch::Watch;

pub(super) fn run(arguments: &BacktestArgs, output: &Output) -> Done {
    let endings: Vec<String> =
        arguments.charts.iter().map(|(_, file)| chart_file::ending(file)).collect::<Result<_, _>>()?;
    let model = arguments.model.as_deref().map(load::model).transpose()?;
    if let Some((_, warnings)) = &model {
        output.findings(warnings);
    }
    let model = model.map(|(model, _)| model);
    let reading = table::options(&arguments.table, &arguments.reading, arguments.point_in_time, arguments.min_coverage);
    let reading = PanelOptions::of(reading).layout(table::layout(&arguments.reading));
    let options = Options {
        event: arguments.event.clone(),
        horizon: arguments.horizon,
        aftermath: arguments.aftermath,
        preference: arguments.preference,
        threshold: arguments.threshold,
        replications: arguments.replications as usize,
        resample: arguments.resample,
        block: arguments.block,
        seed: arguments.seed,
    };
    let asked = Asked::new(&options, &arguments.rivals, arguments.allow_gaps);
    let column = arguments.score.as_deref().unwrap_or_default();
    let input = if let Some(model) = &model {
        let (input, summary) = table::watched(&arguments.data, output, |watch: &dyn Watch| {
            read(model, &arguments.data, &reading, asked, watch)
        })?;
        table::missing(&summary, output);
        input
    } else {
        let (input, not_finite) = table::watched(&arguments.data, output, |watch: &dyn Watch| {
            read_column(column, &arguments.data, &reading, asked, watch)
        })?;
        table::not_finite(not_finite, output);
        input
    };
    let several = input.entities.len();
    if several > 1 && arguments.charts.iter().any(|(kind, _)| *kind == BacktestChart::Signal) {
        let message = format!("a chart over time shows one entity, and these are {several}");
        let help = "keep the rows of one entity in a file of their own";
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let progress = Progress::new("resampling", arguments.replications, output.is_quiet());
    let found = backtest(&input, &options, &progress)?;
    drop(progress);
    let file = arguments.data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let language: Language = arguments.words.lang.language();
    let localised = |language: Language| match &model {
        Some(model) => Locale::new(language).with_model(model),
        None => Locale::new(language),
    };
    for ((kind, path), ending) in arguments.charts.iter().zip(&endings) {
        let draw = |language: Language| {
            let locale = localised(language);
            let scored_by = model.as_ref().map(|model| format!("{} {}", locale.model(&model.id), model.version));
            let of = BacktestOf { model: scored_by.unwrap_or_else(|| column.to_owned()), source: file.clone() };
            match kind {
                BacktestChart::Roc => chart::roc(&found, &of, &locale),
                BacktestChart::Signal => chart::signal(&found, &of, &locale),
            }
        };
        chart_file::write_in(&arguments.words, draw, (path, ending), output)?;
    }
    let made = MadeFrom::new("backtest");
    let made = table::made_from(
        model.iter().fold(made, MadeFrom::model),
        &arguments.table,
        &arguments.reading,
        arguments.min_coverage,
    )
    .flag("score", &arguments.score)
    .flag("rival", &arguments.rivals)
    .flag("allow_gaps", arguments.allow_gaps);
    let made = table::printed(options.stated(made), &arguments.data, arguments.format)?;
    match arguments.format {
        Format::Json => text(&page::json(&made, &found)),
        Format::Csv => text(&page::backtested_csv(&found)),
        format => {
            let locale = localised(language);
            output.page(page::backtested(&found, &file, &locale), format, &locale, &made)
        }
    }
}
