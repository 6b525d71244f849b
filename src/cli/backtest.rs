//! `froth backtest`: scores of a table held against events that came later.

use super::args::{BacktestArgs, BacktestChart, Format};
use super::chart as chart_file;
use super::load;
use super::output::{Done, Output, text};
use super::progress::Progress;
use super::table;
use crate::backtest::{Options, backtest, read};
use crate::chart::{self, BacktestOf};
use crate::diag::{Code, Diagnostic};
use crate::language::Language;
use crate::page::{self, Voice};

pub(super) fn run(arguments: &BacktestArgs, output: &Output) -> Done {
    let endings: Vec<String> =
        arguments.charts.iter().map(|(_, file)| chart_file::ending(file)).collect::<Result<_, _>>()?;
    let (model, warnings) = load::model(&arguments.model)?;
    output.findings(&warnings);
    let reading = table::options(&arguments.table, arguments.point_in_time, arguments.min_coverage);
    let (input, summary) = table::watched(&arguments.data, output, |watch: &dyn Fn(u64, u64) -> bool| {
        read(&model, &arguments.data, &reading, &arguments.event, watch)
    })?;
    table::missing(&summary, output);
    let several = input.entities.len();
    if several > 1 && arguments.charts.iter().any(|(kind, _)| *kind == BacktestChart::Signal) {
        let message = format!("a chart over time shows one entity, and these are {several}");
        let help = "keep the rows of one entity in a file of their own";
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let options = Options {
        event: arguments.event.clone(),
        horizon: arguments.horizon,
        aftermath: arguments.aftermath,
        preference: arguments.preference,
        threshold: arguments.threshold,
        replications: arguments.replications as usize,
        block: arguments.block,
        seed: arguments.seed,
    };
    let progress = Progress::new("resampling", arguments.replications, output.is_quiet());
    let found = backtest(&input, &options, &|steps| progress.advance(steps))?;
    drop(progress);
    let file = arguments.data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let of = BacktestOf { model: format!("{} {}", model.title, model.version), source: file.clone() };
    let language: Language = arguments.lang.into();
    for ((kind, path), ending) in arguments.charts.iter().zip(&endings) {
        let draw = |language| {
            Ok(match kind {
                BacktestChart::Roc => chart::roc(&found, &of, language),
                BacktestChart::Signal => chart::signal(&found, &of, language),
            })
        };
        chart_file::write_in(language, draw, (path, ending), arguments.font.as_deref(), output)?;
    }
    match arguments.format.format {
        Format::Json => text(&page::json(&found)),
        Format::Csv => text(&page::backtested_csv(&found)),
        format => output.page(&page::backtested(&found, &file, &Voice::new(language)), format),
    }
}
