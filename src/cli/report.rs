//! `froth report`: a folder with a page, its charts and the data behind them.

use super::args::ReportArgs;
use super::chart::{boxes, fonts};
use super::earlier::Earlier;
use super::folder;
use super::interrupt;
use super::load::analysed;
use super::output::{Done, Failure, Output};
use super::progress::Progress;
use froth_core::analysis::{Analysis, Effort};
use froth_core::shown;
use froth_render::report::Report;

pub(super) fn run(arguments: &ReportArgs, output: &Output) -> Done {
    let job = analysed(&arguments.scenarios, &arguments.under, output)?;
    let scenarios: Vec<_> = job.scenarios.iter().collect();
    let settings = arguments.under.settings();
    let since = arguments.since.as_deref().map(|folder| Earlier::read(folder, output)).transpose()?;
    if let Some(earlier) = &since {
        earlier.check_coverage(settings.min_coverage)?;
    }
    let progress = Progress::new("drawing", Effort::full(settings).steps(), output.is_quiet());
    let mut analysis = Analysis::full(&job.model, &scenarios, settings, &progress)?;
    drop(progress);
    if let Some(earlier) = &since {
        let before = analysis.changes().len();
        analysis = analysis.with_changes_since(&earlier.model(output)?, &earlier.scenarios())?;
        if analysis.changes().len() == before {
            return Err(earlier.no_common_era().into());
        }
    }
    let report = Report::new(&analysis, arguments.words.lang.language())
        .stating("real_time", arguments.under.real_time)
        .stating("since", &arguments.since)
        .stating("since_sha256", since.as_ref().map(Earlier::digest));
    let fonts = fonts(arguments.words.font.as_deref(), &report.characters())?;
    if report.falls_back_to_english(&fonts) {
        output.remark("no font with Chinese characters was found: the PNGs are in English (give one with --font FILE)");
    }
    boxes(&report.lacking(&fonts), output);
    let folder = folder::Folder::prepare(&arguments.output)?;
    let progress = Progress::new("rendering", report.len() as u64, output.is_quiet());
    let files = report.files(&fonts, &progress)?;
    drop(progress);
    if interrupt::is_asked() {
        return Err(Failure::Interrupted);
    }
    folder.publish(&files, report.made_from(), output.paths())?;
    output.remark(&format!("{} files; read {}", files.len(), shown::path(&arguments.output.join("index.html"))));
    Ok(())
}
