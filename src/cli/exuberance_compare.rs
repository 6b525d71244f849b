//! `froth exuberance --compare-tests`: the same series under several tests.

use super::args::{ExuberanceArgs, Format};
use super::chart as chart_file;
use super::exuberance::{lag, made_from};
use super::output::{Done, Output, text};
use super::progress::Progress;
use super::table;
use froth_core::diag::{Code, Diagnostic};
use froth_panel::exuberance::compare::{compare_tests, steps};
use froth_panel::exuberance::{Cache, Input, Options};
use froth_render::chart;
use froth_render::locale::{Language, Locale};
use froth_render::page;
use froth_series::psy::Settings;

pub(super) fn run(arguments: &ExuberanceArgs, mut inputs: Vec<Input>, output: &Output) -> Done {
    let ending = arguments.chart.as_deref().map(chart_file::ending).transpose()?;
    let on = match &arguments.side_by_side.on {
        Some(name) => {
            let missing = || {
                let message = format!("the data have no series `{name}` of numbers");
                Diagnostic::error(Code::Data, message).help("name a column with `options.on`")
            };
            let place = inputs.iter().rposition(|input| input.name() == name).ok_or_else(missing)?;
            Some(inputs.remove(place))
        }
        None => None,
    };
    if inputs.is_empty() {
        let message = "there is no series beside the fundamental";
        return Err(Diagnostic::error(Code::Data, message.to_owned()).help("name one with `options.column`").into());
    }
    let options = Options {
        settings: Settings { lag: lag(arguments)?, min_window: arguments.min_window },
        replications: arguments.replications as usize,
        seed: arguments.seed,
        ..Options::default()
    };
    let cache = if arguments.no_cache { Cache::none() } else { Cache::of_user() };
    let progress = Progress::new("simulating", steps(&options, inputs.len(), on.is_some()), output.is_quiet());
    let found = compare_tests(&inputs, on.as_ref(), &options, &cache, &progress)?;
    drop(progress);
    let file = arguments.data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let language: Language = arguments.words.lang.language();
    if let (Some(path), Some(ending)) = (&arguments.chart, &ending) {
        let draw = |language| chart::compared_tests(&found, &file, language);
        chart_file::write_in(&arguments.words, draw, (path, ending), output)?;
    }
    let made = table::printed(made_from(arguments), &arguments.data, arguments.format)?;
    match arguments.format {
        Format::Json => text(&page::json(&made, &found)),
        Format::Csv => text(&page::compared_tests_csv(&found)),
        format => {
            let locale = Locale::new(language);
            output.page(page::compared_tests(&found, &file, &locale), format, &locale, &made)
        }
    }
}
