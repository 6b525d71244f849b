//! `froth exuberance --monitor`: a training, then one row at a time, from one run to the next.

use super::args::ExuberanceArgs;
use super::exuberance::{Forms, lag, told};
use super::output::{Done, Failure, Output};
use super::progress::Progress;
use super::write;
use froth_core::diag::{Code, Diagnostic};
use froth_core::shown;
use froth_panel::exuberance::Input;
use froth_panel::exuberance::monitor::{Kept, Options, monitor, resume};
use froth_render::chart;
use froth_render::page;
use froth_series::psy::Settings;
use jiff::civil::Date;
use std::io::ErrorKind;

pub(super) fn run(
    arguments: &ExuberanceArgs,
    from: Date,
    inputs: &[Input],
    ending: Option<&str>,
    output: &Output,
) -> Done {
    let asked = &arguments.monitor;
    let usual = Options::new(from);
    let options = Options {
        horizon: asked.horizon,
        detectors: if asked.detectors.is_empty() { usual.detectors.clone() } else { asked.detectors.clone() },
        settings: Settings { lag: lag(arguments)?, min_window: arguments.min_window },
        replications: arguments.replications as usize,
        seed: arguments.seed,
        level: f64::from(arguments.level.percent()) / 100.0,
        allow_gaps: arguments.allow_gaps,
        ..usual
    };
    let (found, kept) = if let Some(kept) = kept(arguments)? {
        resume(inputs, &options, kept)?
    } else {
        let progress = Progress::new("simulating", options.steps(inputs.len()), output.is_quiet());
        monitor(inputs, &options, &progress)?
    };
    // Before anything is printed: whoever reads half of it finds the alarm again.
    if let Some(file) = &asked.state {
        write::whole(file, &kept.to_bytes()?)?;
    }
    let forms = Forms { chart: chart::monitor, csv: page::monitored_csv, page: page::monitored };
    told(arguments, ending, &found, &forms, output)?;
    if asked.fail_on_alert && found.has_alarm() { Err(Failure::AtLevel) } else { Ok(()) }
}

/// What an earlier run left, if there was one.
fn kept(arguments: &ExuberanceArgs) -> Result<Option<Kept>, Diagnostic> {
    let Some(file) = &arguments.monitor.state else { return Ok(None) };
    let name = shown::path(file);
    match std::fs::read(file) {
        Ok(bytes) => Kept::from_bytes(&name, &bytes).map(Some),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Diagnostic::error(Code::Unreadable, format!("cannot read the state {name}: {e}"))),
    }
}
