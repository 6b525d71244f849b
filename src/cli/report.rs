//! `froth report`: a folder with a page, its charts and the data behind them.

use super::args::ReportArgs;
use super::interrupt::Guard;
use super::load::analysed;
use super::output::{Done, Output};
use super::progress::Progress;
use crate::job::{Beside, Gathered, boxes, fonts, in_english, write};
use froth_core::shown;
use std::path::Path;

pub(super) fn run(arguments: &ReportArgs, output: &Output) -> Done {
    let job = analysed(&arguments.scenarios, &arguments.under, output)?;
    let open = |kind, name: &str, folder: Option<&Path>| output.open(kind, name, folder);
    let beside = Beside {
        language: arguments.words.lang.language(),
        since: arguments.since.as_deref(),
        network: arguments.network.as_deref(),
        fail: &arguments.fail,
    };
    let wanted = arguments.under.wanted(&arguments.scenarios);
    let progress = Progress::new("drawing", 0, output.is_quiet());
    let gathered = Gathered::find(&job, &wanted, beside, &open, &progress)?;
    drop(progress);
    output.findings(&gathered.warnings);
    let report = gathered.report();
    let fonts = fonts(arguments.words.font.as_deref(), &report.characters())?;
    if report.falls_back_to_english(&fonts) {
        output.remark(&in_english("the PNGs are"));
    }
    if let Some(said) = boxes(&report.lacking(&fonts)) {
        output.remark(&said);
    }
    // Nothing in the making is left behind by an interrupt.
    let _guard = Guard::new();
    let progress = Progress::new("rendering", 0, output.is_quiet());
    let files = write(&report, &arguments.output, &fonts, &|path| output.paths().is_read(path), &progress)?;
    drop(progress);
    output.remark(&format!("{files} files; read {}", shown::path(&arguments.output.join("index.html"))));
    Ok(())
}
