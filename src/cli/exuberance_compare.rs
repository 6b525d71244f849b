//! `froth exuberance --compare-tests`: the same series under several tests.

use super::args::ExuberanceArgs;
use super::exuberance::{Forms, lag, told};
use super::output::{Done, Output};
use super::progress::Progress;
use froth_core::diag::{Code, Diagnostic};
use froth_panel::exuberance::compare::{compare_tests, steps};
use froth_panel::exuberance::{Cache, Input, Options};
use froth_render::chart;
use froth_render::page;
use froth_series::psy::Settings;

pub(super) fn run(arguments: &ExuberanceArgs, mut inputs: Vec<Input>, ending: Option<&str>, output: &Output) -> Done {
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
        level: arguments.level,
        ..Options::default()
    };
    let cache = if arguments.no_cache { Cache::none() } else { Cache::of_user() };
    let progress = Progress::new("simulating", steps(&options, inputs.len(), on.is_some()), output.is_quiet());
    let found = compare_tests(&inputs, on.as_ref(), &options, &cache, &progress)?;
    drop(progress);
    let forms = Forms { chart: chart::compared_tests, csv: page::compared_tests_csv, page: page::compared_tests };
    told(arguments, ending, &found, &forms, output)
}
