//! A report, from what was asked for to a folder: the command line and the Python package write the same one.

use super::{Earlier, Folder, Job, Wanted};
use crate::catalog::{self, Kind};
use froth_core::Error;
use froth_core::analysis::{Analysis, Effort};
use froth_core::catalog::Open;
use froth_core::diag::Diagnostics;
use froth_core::network::{Found, Network, Options, run};
use froth_render::chart::Fonts;
use froth_render::locale::Language;
use froth_render::report::Report;
use froth_series::watch::{Stopped, Watch};
use std::path::Path;

/// What a report is to show beside its scenarios.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The language.
    pub language: Language,
    /// The folder of an earlier report.
    pub since: Option<&'a Path>,
    /// A network, by whatever the one who opens knows.
    pub network: Option<&'a str>,
    /// Nodes of it that fail; none: the one whose failure costs others most.
    pub fail: &'a [String],
}

/// All that a report is made of, computed once.
#[derive(Debug)]
pub struct Gathered<'a> {
    analysis: Analysis<'a>,
    beside: Beside<'a>,
    real_time: bool,
    /// The digest of the earlier report.
    since: Option<String>,
    network: Option<(Network, Found)>,
    /// What is worth knowing about the network's file.
    pub warnings: Diagnostics,
}

/// Work within work: it can be ended, and its steps are not counted.
struct Within<'w>(&'w dyn Watch);

impl Watch for Within<'_> {
    fn stopped(&self) -> bool {
        self.0.stopped()
    }
}

impl<'a> Gathered<'a> {
    /// Scores, draws and compares. `watch` is told of [`Effort::steps`] steps.
    ///
    /// # Errors
    ///
    /// The earlier report has no scenario of an era of this one or asked for another coverage, the network is not sound, or a
    /// scenario cannot be scored.
    pub fn find(
        job: &'a Job,
        wanted: &Wanted<'_>,
        beside: Beside<'a>,
        open: Open<'_>,
        watch: &dyn Watch,
    ) -> Result<Self, Error> {
        let scenarios: Vec<_> = job.scenarios.iter().collect();
        let settings = wanted.settings();
        let since = beside.since.map(|folder| Earlier::read(folder, open)).transpose()?;
        if let Some(earlier) = &since {
            earlier.check_coverage(settings.min_coverage)?;
        }
        let (network, warnings) = match beside.network {
            Some(name) => {
                let (network, warnings) = Network::parse(&open(Kind::Network, name, None)?)?;
                let found = failing(&network, beside.fail, &Within(watch))?;
                (Some((network, found)), warnings)
            }
            None => (None, Diagnostics::new()),
        };
        watch.expect(Effort::full(settings).steps());
        let mut analysis = catalog::beside(Analysis::full(&job.model, &scenarios, settings, watch)?)?;
        if let Some(earlier) = &since {
            let before = analysis.changes().len();
            analysis = analysis.with_changes_since(&earlier.model(open)?, &earlier.scenarios())?;
            if analysis.changes().len() == before {
                return Err(earlier.no_common_era().into());
            }
        }
        let since = since.as_ref().map(Earlier::digest);
        Ok(Gathered { analysis, beside, real_time: wanted.real_time, since, network, warnings })
    }

    /// The report, laid out.
    pub fn report(&self) -> Report<'_> {
        let report = Report::new(&self.analysis, self.beside.language)
            .stating("real_time", self.real_time)
            .stating("since", self.beside.since.map(|folder| folder.to_string_lossy()))
            .stating("since_sha256", &self.since);
        match &self.network {
            Some((network, found)) => report.with_network(network, found),
            None => report,
        }
    }
}

/// Writes a report's files into a folder, all of them or none; gives how many. `watch` is told of [`Report::len`] steps.
///
/// # Errors
///
/// Something that no report wrote, or that is read for this one, stands where a file belongs; or the work was ended.
pub fn write(
    report: &Report<'_>,
    path: &Path,
    fonts: &Fonts,
    is_read: &dyn Fn(&Path) -> bool,
    watch: &dyn Watch,
) -> Result<usize, Error> {
    let folder = Folder::prepare(path)?;
    watch.expect(report.len() as u64);
    let files = report.files(fonts, watch)?;
    if watch.stopped() {
        return Err(Stopped.into());
    }
    folder.publish(&files, report.made_from(), is_read)?;
    Ok(files.len())
}

/// What becomes of a network when these fail: where none is named, the one whose failure costs others most.
fn failing(network: &Network, failed: &[String], watch: &dyn Watch) -> Result<Found, Error> {
    let options = |failed, rank| Options { failed, rank, ..Options::default() };
    let found = run(network, &options(failed.to_vec(), true), watch)?;
    match found.costliest().filter(|_| failed.is_empty()) {
        Some(costliest) => {
            // A ranking does not depend on who has failed.
            let fallen = run(network, &options(vec![costliest.to_owned()], false), watch)?;
            Ok(Found { ranking: found.ranking, ..fallen })
        }
        None => Ok(found),
    }
}
