//! From arguments to jobs: warnings are printed, errors stop everything.

use super::args::{ScoringArgs, UnderArgs};
use super::output::{Failure, Output};
use crate::catalog::{self, Kind};
use crate::job::{self, Job, Wanted, only};
use froth_core::Error;
use froth_core::diag::{Diagnostics, SourceFile};
use froth_core::model::Model;
use froth_core::score::Settings;
use std::path::Path;
use std::sync::Arc;

impl ScoringArgs {
    pub(super) fn wanted<'a>(&'a self, scenarios: &'a [String]) -> Wanted<'a> {
        Wanted { scenarios, models: &self.models, min_coverage: self.min_coverage, real_time: self.real_time }
    }
}

impl UnderArgs {
    pub(super) fn wanted<'a>(&'a self, scenarios: &'a [String]) -> Wanted<'a> {
        Wanted { scenarios, models: &self.models, min_coverage: self.min_coverage, real_time: self.real_time }
    }

    pub(super) fn settings(&self) -> Settings {
        self.wanted(&[]).settings()
    }
}

impl Output {
    /// Opens what a name stands for; files that others name are no outputs of this command.
    pub(super) fn open(&self, kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Error> {
        self.paths().open(kind, name, folder)
    }
}

/// Opens and checks a model.
pub(super) fn model(name: &str) -> Result<(Model, Diagnostics), Error> {
    job::model(name, &catalog::open)
}

/// Opens everything that a scoring command names.
pub(super) fn jobs(wanted: &Wanted<'_>, output: &Output) -> Result<Vec<Job>, Failure> {
    let (jobs, warnings) = wanted.jobs(&|kind, name, folder| output.open(kind, name, folder))?;
    output.findings(&warnings);
    Ok(jobs)
}

/// The same, where one model must do for all of them.
pub(super) fn one_job(wanted: &Wanted<'_>, output: &Output) -> Result<Job, Failure> {
    Ok(only(jobs(wanted, output)?)?)
}

/// The one model and the scenarios of an analysis.
pub(super) fn analysed(scenarios: &[String], under: &UnderArgs, output: &Output) -> Result<Job, Failure> {
    one_job(&under.wanted(scenarios), output)
}
