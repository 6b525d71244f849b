//! From names on the command line to models and scenarios.

use super::args::{ScoringArgs, UnderArgs};
use super::output::{Done, Failure, Output};
use crate::catalog::{self, DEFAULT_MODEL, Kind};
use froth_core::Error;
use froth_core::catalog::{Open, referred};
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::scenario::{self, Loaded, Scenario, Shock};
use froth_core::score::{Settings, fit, unused_values};
use std::path::Path;

/// A model with the scenarios to be scored under it.
pub(super) struct Job {
    pub(super) model: Model,
    pub(super) scenarios: Vec<Scenario>,
}

/// What a scoring command names.
pub(super) struct Wanted<'a> {
    pub(super) scenarios: &'a [String],
    pub(super) models: &'a [String],
    pub(super) real_time: bool,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(scenarios: &'a [String], arguments: &'a ScoringArgs) -> Self {
        Wanted { scenarios, models: &arguments.models, real_time: arguments.real_time }
    }
}

/// Opens and checks a model.
pub(super) fn model(name: &str) -> Result<(Model, Diagnostics), Error> {
    Model::parse(&catalog::open(Kind::Model, name, None)?)
}

/// The model that a scenario asks for.
pub(super) fn own_model(scenario: &Scenario, open: Open<'_>) -> Result<(Model, Diagnostics), Error> {
    let Some(reference) = &scenario.model else { return model(DEFAULT_MODEL) };
    let folder = reference.location.source.folder();
    let source =
        open(Kind::Model, &reference.name, folder).and_then(referred).map_err(|e| e.at(&reference.location))?;
    Model::parse(&source)
}

pub(super) fn settings(arguments: &ScoringArgs) -> Settings {
    Settings { min_coverage: arguments.min_coverage }
}

impl UnderArgs {
    pub(super) fn settings(&self) -> Settings {
        Settings { min_coverage: self.min_coverage }
    }
}

/// Opens everything that a scoring command names. Without -m each scenario is scored under its own model,
/// and scenarios with the same model make one job. Warnings are printed; errors stop everything.
pub(super) fn jobs(wanted: &Wanted<'_>, output: &Output) -> Result<Vec<Job>, Failure> {
    let (jobs, findings) = gathered(wanted, output);
    said(findings, output)?;
    Ok(jobs)
}

/// Prints warnings; errors stop everything.
fn said(findings: Diagnostics, output: &Output) -> Done {
    let findings = findings.sorted();
    if findings.has_errors() {
        return Err(Failure::Findings(findings));
    }
    output.findings(&findings);
    Ok(())
}

/// An old and a new scenario, which may have one id, each with its model.
pub(super) fn old_and_new(sides: [Wanted<'_>; 2], output: &Output) -> Result<[Job; 2], Failure> {
    let [(mut old, mut findings), (mut new, more)] = sides.map(|side| gathered(&side, output));
    findings.extend(more);
    said(findings, output)?;
    old.pop().zip(new.pop()).map(|(old, new)| [old, new]).ok_or(Failure::Failed)
}

fn gathered(wanted: &Wanted<'_>, output: &Output) -> (Vec<Job>, Diagnostics) {
    let open = |kind: Kind, name: &str, folder: Option<&Path>| output.paths().open(kind, name, folder);
    let mut findings = Diagnostics::new();
    let mut scenarios: Vec<Scenario> = Vec::new();
    for name in wanted.scenarios {
        match open(Kind::Scenario, name, None).and_then(|s| Scenario::load(&s, &open)) {
            Ok((scenario, warnings)) => {
                findings.extend(warnings);
                if scenarios.iter().any(|s| s.id == scenario.id) {
                    let diagnostic =
                        Diagnostic::error(Code::DuplicateId, format!("two scenarios are called `{}`", scenario.id));
                    findings.push(diagnostic.help("give one of them another id"));
                }
                if wanted.real_time {
                    findings.extend(scenario.not_yet_published());
                }
                scenarios.push(scenario);
            }
            Err(e) => findings.extend(e.into_findings()),
        }
    }
    let mut jobs: Vec<Job> = Vec::new();
    if wanted.models.is_empty() {
        for scenario in scenarios {
            match own_model(&scenario, &open) {
                Ok((model, warnings)) => {
                    let same = |j: &&mut Job| j.model.id == model.id && j.model.source == model.source;
                    if let Some(job) = jobs.iter_mut().find(same) {
                        job.scenarios.push(scenario);
                    } else {
                        findings.extend(warnings);
                        jobs.push(Job { model, scenarios: vec![scenario] });
                    }
                }
                Err(e) => findings.extend(e.into_findings()),
            }
        }
    } else {
        for name in wanted.models {
            match model(name) {
                Ok((model, warnings)) => {
                    findings.extend(warnings);
                    if jobs.iter().any(|j| j.model.id == model.id) {
                        findings.push(Diagnostic::error(
                            Code::DuplicateId,
                            format!("two models are called `{}`", model.id),
                        ));
                    }
                    jobs.push(Job { model, scenarios: scenarios.clone() });
                }
                Err(e) => findings.extend(e.into_findings()),
            }
        }
    }
    let builtins = builtin_models();
    for job in &jobs {
        for scenario in &job.scenarios {
            findings.extend(fit(&job.model, scenario));
        }
    }
    let known: Vec<&Model> = builtins.iter().chain(jobs.iter().map(|j| &j.model)).collect();
    for scenario in jobs.first().map_or(&[][..], |j| &j.scenarios) {
        findings.extend(unused_values(scenario, known.iter().copied()));
    }
    (jobs, findings)
}

/// The same, where one model must do for all of them.
pub(super) fn one_job(wanted: &Wanted<'_>, output: &Output) -> Result<Job, Failure> {
    let mut jobs = jobs(wanted, output)?;
    if jobs.len() > 1 {
        return Err(several_models(&jobs));
    }
    jobs.pop().ok_or(Failure::Failed)
}

/// The one model and the scenarios of an analysis.
pub(super) fn analysed(scenarios: &[String], under: &UnderArgs, output: &Output) -> Result<Job, Failure> {
    one_job(&Wanted { scenarios, models: &under.models, real_time: under.real_time }, output)
}

/// What results of these jobs are made from, so far as scoring goes.
pub(super) fn made_from(command: &str, jobs: &[Job], min_coverage: Option<f64>, real_time: bool) -> MadeFrom {
    let made = MadeFrom::new(command).flag("min_coverage", min_coverage).flag("real_time", real_time);
    jobs.iter().fold(made, |made, job| made.model(&job.model).scenarios(&job.scenarios))
}

impl ScoringArgs {
    pub(super) fn made_from(&self, command: &str, jobs: &[Job]) -> MadeFrom {
        made_from(command, jobs, self.min_coverage, self.real_time)
    }
}

impl UnderArgs {
    pub(super) fn made_from(&self, command: &str, job: &Job) -> MadeFrom {
        made_from(command, std::slice::from_ref(job), self.min_coverage, self.real_time)
    }
}

/// The shocks of a file of shocks, or of a scenario that has some; and what was made from so far is made from them too.
pub(super) fn shocks(name: &str, made: &mut MadeFrom) -> Result<Vec<Shock>, Error> {
    let source = catalog::open(Kind::Scenario, name, None)?;
    let (shocks, id, bases) = match scenario::load(&source, &catalog::open)?.0 {
        Loaded::Shocks(file) => (file.shocks, file.id, Vec::new()),
        Loaded::Scenario(scenario) => (scenario.shocks, scenario.id, scenario.bases),
    };
    made.add_shocks(&id, &source, &bases);
    if shocks.is_empty() {
        let help = "add a [shock] table, such as `[shock]` and `shiller_cape = { multiply = 0.6 }` below it";
        return Err(Diagnostic::error(Code::Shock, format!("`{id}` has no shocks"))
            .at(&source, 0..0)
            .help(help)
            .into());
    }
    Ok(shocks)
}

/// Scenarios side by side need one model.
pub(super) fn several_models(jobs: &[Job]) -> Failure {
    let names: Vec<&str> = jobs.iter().map(|j| j.model.id.as_str()).collect();
    let message = format!("these scenarios are meant for different models: {}", names.join(", "));
    Diagnostic::error(Code::Extends, message).help("name the model to compare them under with -m").into()
}

/// Every built-in model.
pub(super) fn builtin_models() -> Vec<Model> {
    let builtins = catalog::builtins().iter().filter(|b| b.kind == Kind::Model);
    builtins.filter_map(|b| Model::parse(&b.source()).ok()).map(|(model, _)| model).collect()
}
