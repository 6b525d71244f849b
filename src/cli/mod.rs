//! The command line: arguments, one library call, rendering. One file a command.

mod args;
#[cfg(feature = "panel")]
mod backtest;
mod chart;
mod check;
mod compare;
#[cfg(feature = "panel")]
mod exuberance;
mod folder;
mod interrupt;
mod list;
mod load;
mod new;
mod output;
#[cfg(feature = "panel")]
mod panel;
mod progress;
mod report;
mod schema;
mod score;
mod sensitivity;
#[cfg(feature = "serve")]
mod serve;
mod show;
#[cfg(feature = "panel")]
mod sql;
mod stress;
#[cfg(feature = "panel")]
mod table;
mod track;
mod uncertainty;
mod verify;
mod write;

use args::{Cli, Command};
use clap::Parser;
use output::{Output, Stop, trouble};
use std::process::ExitCode;

/// Runs the command given on the command line.
///
/// Exit codes: 0 done · 1 bad input or a failure · 2 wrong usage · 3 done, and a headline or alert is at the
/// level asked for · 130 interrupted.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    interrupt::listen();
    let output = Output::new(&cli);
    let result = match &cli.command {
        Command::List(arguments) => list::run(arguments, &output),
        Command::Show(arguments) => show::run(arguments, &output),
        Command::New(arguments) => new::run(arguments, &output),
        Command::Check(arguments) => check::run(arguments, &output),
        Command::Score(arguments) => score::run(arguments, &output),
        Command::Compare(arguments) => compare::run(arguments, &output),
        Command::Report(arguments) => report::run(arguments, &output),
        Command::Chart(arguments) => chart::run(arguments, &output),
        Command::Uncertainty(arguments) => uncertainty::run(arguments, &output),
        Command::Sensitivity(arguments) => sensitivity::run(arguments, &output),
        Command::Stress(arguments) => stress::run(arguments, &output),
        Command::Track(arguments) => track::run(arguments, &output),
        #[cfg(feature = "panel")]
        Command::Panel(arguments) => panel::run(arguments, &output),
        #[cfg(feature = "panel")]
        Command::Sql(arguments) => sql::run(arguments, &output),
        #[cfg(feature = "panel")]
        Command::Exuberance(arguments) => exuberance::run(arguments, &output),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(arguments, &output),
        #[cfg(feature = "panel")]
        Command::Backtest(arguments) => backtest::run(arguments, &output),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Verify(arguments) => verify::run(arguments, &output),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Findings(findings)) => {
            output.findings(&findings);
            ExitCode::from(1)
        }
        Err(Stop::Failed) => ExitCode::from(1),
        Err(Stop::AtLevel) => ExitCode::from(3),
        Err(Stop::Interrupted) => ExitCode::from(interrupt::EXIT),
        // Whoever read the output has seen enough: `froth show ID | head`.
        Err(Stop::Write(e)) if e.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Stop::Write(e)) => {
            trouble(&format!("cannot write the output: {e}"));
            ExitCode::from(1)
        }
    }
}
