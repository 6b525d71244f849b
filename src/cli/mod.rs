//! The command line: arguments, one library call, rendering. One file a command.

mod args;
#[cfg(feature = "panel")]
mod backtest;
#[cfg(feature = "panel")]
mod base_rates;
mod changes;
mod chart;
mod check;
mod compare;
mod completions;
#[cfg(feature = "panel")]
mod drivers;
#[cfg(feature = "panel")]
mod exuberance;
#[cfg(feature = "feeds")]
mod fetch;
mod hints;
mod interrupt;
mod list;
mod load;
mod man;
mod network;
mod new;
mod output;
#[cfg(feature = "panel")]
mod panel;
#[cfg(feature = "panel")]
mod panel_beside;
mod paths;
mod progress;
#[cfg(feature = "panel")]
mod ranks;
mod report;
mod schema;
mod score;
mod sensitivity;
#[cfg(feature = "serve")]
mod serve;
mod show;
#[cfg(feature = "panel")]
mod sql;
mod stdin;
mod stress;
#[cfg(feature = "panel")]
mod table;
mod track;
mod uncertainty;
#[cfg(feature = "feeds")]
mod update;
mod verify;
#[cfg(feature = "feeds")]
mod words;
mod write;

use args::{Cli, Command};
use clap::{CommandFactory, FromArgMatches};
use froth_core::shown;
use output::{Done, Failure, Output, trouble};
use std::process::ExitCode;
use stdin::Spooled;

/// Runs the command given on the command line.
///
/// Exit codes: 0 done · 1 bad input or a failure · 2 wrong usage · 3 done, and a headline or alert is at the
/// level asked for · 130 interrupted ·
/// 143 ended by SIGTERM.
pub fn main() -> ExitCode {
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(std::env::args_os()).unwrap_or_else(|e| wrong_usage(&e));
    let read = stdin::once(&mut command, &matches).and_then(|()| Cli::from_arg_matches(&matches));
    let mut cli = read.unwrap_or_else(|e| wrong_usage(&e));
    interrupt::listen();
    #[cfg(feature = "panel")]
    quiet_about_parquet();
    let output = Output::new(&cli);
    let result = match output.paths().check().and_then(|()| Spooled::new(&mut cli.command)) {
        Ok(Some(spooled)) => run(&cli.command, &output).map_err(|stop| spooled.named(stop)),
        Ok(None) => run(&cli.command, &output),
        Err(finding) => Err(finding.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Findings(_)) if interrupt::is_asked() => ExitCode::from(interrupt::exit()),
        Err(Failure::Findings(findings)) => {
            output.findings(&findings);
            ExitCode::from(1)
        }
        Err(Failure::Failed) => ExitCode::from(1),
        Err(Failure::AtLevel) => ExitCode::from(3),
        Err(Failure::Interrupted) => ExitCode::from(interrupt::exit()),
        // Whoever read the output has seen enough: `froth show ID | head`.
        Err(Failure::Write(e)) if e.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Write(e)) => {
            trouble(&format!("cannot write the output: {e}"));
            ExitCode::from(1)
        }
    }
}

/// What was typed is shown again, and may have come from anywhere.
fn wrong_usage(error: &clap::Error) -> ! {
    let typed: Vec<String> = std::env::args_os().map(|typed| typed.to_string_lossy().into_owned()).collect();
    if error.use_stderr() && typed.iter().any(|typed| typed.contains(shown::is_hidden)) {
        output::said(&shown::lines(&error.render().to_string()));
        #[allow(clippy::exit)] // as clap does
        std::process::exit(error.exit_code());
    }
    error.exit()
}

/// A damaged Parquet file is an error with a message of its own; that reading it broke off inside polars is nothing to add.
#[cfg(feature = "panel")]
fn quiet_about_parquet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |what| {
        if !what.location().is_some_and(|place| place.file().contains("polars")) {
            usual(what);
        }
    }));
}

fn run(command: &Command, output: &Output) -> Done {
    match command {
        Command::List(arguments) => list::run(arguments, output),
        Command::Show(arguments) => show::run(arguments, output),
        Command::New(arguments) => new::run(arguments, output),
        Command::Check(arguments) => check::run(arguments, output),
        Command::Score(arguments) => score::run(arguments, output),
        Command::Compare(arguments) => compare::run(arguments, output),
        Command::Changes(arguments) => changes::run(arguments, output),
        Command::Report(arguments) => report::run(arguments, output),
        Command::Chart(arguments) => chart::run(arguments, output),
        Command::Uncertainty(arguments) => uncertainty::run(arguments, output),
        Command::Sensitivity(arguments) => sensitivity::run(arguments, output),
        Command::Stress(arguments) => stress::run(arguments, output),
        Command::Track(arguments) => track::run(arguments, output),
        Command::Network(arguments) => network::run(arguments, output),
        #[cfg(feature = "panel")]
        Command::Panel(arguments) => panel::run(arguments, output),
        #[cfg(feature = "panel")]
        Command::Sql(arguments) => sql::run(arguments, output),
        #[cfg(feature = "panel")]
        Command::Exuberance(arguments) => exuberance::run(arguments, output),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(arguments, output),
        #[cfg(feature = "panel")]
        Command::Backtest(arguments) => backtest::run(arguments, output),
        #[cfg(feature = "panel")]
        Command::BaseRates(arguments) => base_rates::run(arguments, output),
        #[cfg(feature = "feeds")]
        Command::Fetch(arguments) => fetch::run(arguments, output),
        #[cfg(feature = "feeds")]
        Command::Update(arguments) => update::run(arguments, output),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Verify(arguments) => verify::run(arguments, output),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments, output),
    }
}
