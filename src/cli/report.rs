//! `froth report`: a folder with a page, its charts and the data behind them.

use super::args::ReportArgs;
use super::chart::{boxes, fonts};
use super::interrupt::{self, Guard};
use super::load::analysed;
use super::output::{Done, Failure, Output};
use super::progress::Progress;
use crate::catalog::{Kind, beside};
use crate::job::{Earlier, Folder};
use froth_core::analysis::{Analysis, Effort};
use froth_core::network::{Found, Network, Options, run as run_network};
use froth_core::shown;
use froth_render::report::Report;
use std::path::Path;

pub(super) fn run(arguments: &ReportArgs, output: &Output) -> Done {
    let job = analysed(&arguments.scenarios, &arguments.under, output)?;
    let open = |kind, name: &str, folder: Option<&Path>| output.open(kind, name, folder);
    let scenarios: Vec<_> = job.scenarios.iter().collect();
    let settings = arguments.under.settings();
    let since = arguments.since.as_deref().map(|folder| Earlier::read(folder, &open)).transpose()?;
    if let Some(earlier) = &since {
        earlier.check_coverage(settings.min_coverage)?;
    }
    let network = arguments.network.as_deref().map(|name| network(name, &arguments.fail, output)).transpose()?;
    let progress = Progress::new("drawing", Effort::full(settings).steps(), output.is_quiet());
    let mut analysis = beside(Analysis::full(&job.model, &scenarios, settings, &progress)?)?;
    drop(progress);
    if let Some(earlier) = &since {
        let before = analysis.changes().len();
        analysis = analysis.with_changes_since(&earlier.model(&open)?, &earlier.scenarios())?;
        if analysis.changes().len() == before {
            return Err(earlier.no_common_era().into());
        }
    }
    let mut report = Report::new(&analysis, arguments.words.lang.language())
        .stating("real_time", arguments.under.real_time)
        .stating("since", &arguments.since)
        .stating("since_sha256", since.as_ref().map(Earlier::digest));
    if let Some((network, found)) = &network {
        report = report.with_network(network, found);
    }
    let fonts = fonts(arguments.words.font.as_deref(), &report.characters())?;
    if report.falls_back_to_english(&fonts) {
        output.remark("no font with Chinese characters was found: the PNGs are in English (give one with --font FILE)");
    }
    boxes(&report.lacking(&fonts), output);
    // Nothing in the making is left behind by an interrupt.
    let _guard = Guard::new();
    let folder = Folder::prepare(&arguments.output)?;
    let progress = Progress::new("rendering", report.len() as u64, output.is_quiet());
    let files = report.files(&fonts, &progress)?;
    drop(progress);
    if interrupt::is_asked() {
        return Err(Failure::Interrupted);
    }
    folder.publish(&files, report.made_from(), &|path| output.paths().is_read(path))?;
    output.remark(&format!("{} files; read {}", files.len(), shown::path(&arguments.output.join("index.html"))));
    Ok(())
}

/// A network, and what becomes of it when these fail: where none is named, the one whose failure costs others most.
fn network(name: &str, failed: &[String], output: &Output) -> Result<(Network, Found), Failure> {
    let (network, warnings) = Network::parse(&output.paths().open(Kind::Network, name, None)?)?;
    output.findings(&warnings);
    let options = |failed| Options { failed, rank: true, ..Options::default() };
    let progress = Progress::new("running", 0, output.is_quiet());
    let mut found = run_network(&network, &options(failed.to_vec()), &progress)?;
    if let Some(costliest) = found.costliest().filter(|_| failed.is_empty()) {
        found = run_network(&network, &options(vec![costliest.to_owned()]), &progress)?;
    }
    Ok((network, found))
}
