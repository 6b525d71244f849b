//! What there is to do: a model and the scenarios to be scored under it, from the names or texts that stand for them.
//!
//! The command line and the Python package start here, so that both open, check and refuse the same.

mod check;
mod earlier;
#[cfg(all(feature = "panel", feature = "render"))]
pub mod explosive;
#[cfg(feature = "render")]
mod folder;
#[cfg(feature = "render")]
mod fonts;
#[cfg(feature = "render")]
mod listed;
#[cfg(all(feature = "panel", feature = "render"))]
mod over_time;
#[cfg(feature = "render")]
mod report;
#[cfg(feature = "render")]
mod stress;

use crate::catalog::{self, DEFAULT_MODEL, Kind};
pub use check::{Checked, Named, check};
pub use earlier::{Earlier, Moved};
#[cfg(feature = "render")]
pub use folder::Folder;
#[cfg(feature = "render")]
pub use fonts::{boxes, fonts, in_english, png};
use froth_core::Error;
use froth_core::catalog::{Open, referred};
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::scenario::{self, Loaded, Scenario, Shock};
use froth_core::score::{Scorecard, Settings, fit, scorecard, unused_values};
#[cfg(feature = "render")]
pub use listed::listed;
#[cfg(all(feature = "panel", feature = "render"))]
pub use over_time::over_time;
#[cfg(feature = "render")]
pub use report::{Beside, Gathered, write};
#[cfg(feature = "render")]
pub use stress::{Asked, Stress};

/// A model with the scenarios to be scored under it.
#[derive(Debug, Clone)]
pub struct Job {
    /// The model.
    pub model: Model,
    /// The scenarios, in the order asked for; no two have one id.
    pub scenarios: Vec<Scenario>,
}

/// What is named, by whatever the one who opens knows: ids, paths, `-`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Scenarios.
    pub scenarios: &'a [String],
    /// Models to score them under; none: each scenario's own, else the default model.
    pub models: &'a [String],
    /// The share of a dimension's weight that must have data, instead of the model's own.
    pub min_coverage: Option<f64>,
    /// Whether a figure that was published only after its scenario's date is an error.
    pub real_time: bool,
}

impl Wanted<'_> {
    /// How it is scored.
    pub fn settings(&self) -> Settings {
        Settings { min_coverage: self.min_coverage }
    }

    /// What results of these jobs are made from, so far as scoring goes.
    pub fn made_from(&self, command: &str, jobs: &[Job]) -> MadeFrom {
        let made = MadeFrom::new(command).flag("min_coverage", self.min_coverage).flag("real_time", self.real_time);
        jobs.iter().fold(made, |made, job| made.model(&job.model).scenarios(&job.scenarios))
    }

    /// Opens and checks all that is named: scenarios with the same model make one job. Gives the warnings, too.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with any of it, all at once.
    pub fn jobs(&self, open: Open<'_>) -> Result<(Vec<Job>, Diagnostics), Error> {
        let (jobs, findings) = self.gathered(open);
        sound(jobs, findings)
    }

    /// The same, where one model must do for all of them.
    ///
    /// # Errors
    ///
    /// What [`Wanted::jobs`] refuses, and scenarios that are meant for different models.
    pub fn one_job(&self, open: Open<'_>) -> Result<(Job, Diagnostics), Error> {
        let (jobs, warnings) = self.jobs(open)?;
        Ok((only(jobs)?, warnings))
    }

    /// The scorecards of these jobs, with the job of each: in the order asked for, those of a scenario under several models
    /// together.
    ///
    /// # Errors
    ///
    /// Every scenario that cannot be scored.
    pub fn scorecards<'j>(&self, jobs: &'j [Job]) -> Result<Vec<(&'j Job, Scorecard)>, Error> {
        let mut findings = Diagnostics::new();
        let mut cards = Vec::new();
        for job in jobs {
            for scenario in &job.scenarios {
                let opened_by = catalog::reference(&scenario.source);
                let place = self.scenarios.iter().position(|name| *name == opened_by);
                match scorecard(&job.model, scenario, self.settings()) {
                    Ok(card) => cards.push((place, (job, card))),
                    Err(e) => findings.extend(e.into_findings()),
                }
            }
        }
        cards.sort_by_key(|(place, _)| *place);
        Ok(sound(cards.into_iter().map(|(_, card)| card).collect(), findings)?.0)
    }

    fn gathered(&self, open: Open<'_>) -> (Vec<Job>, Diagnostics) {
        let mut findings = Diagnostics::new();
        let mut scenarios: Vec<Scenario> = Vec::new();
        for name in self.scenarios {
            match open(Kind::Scenario, name, None).and_then(|s| Scenario::load(&s, open)) {
                Ok((scenario, warnings)) => {
                    findings.extend(warnings);
                    if scenarios.iter().any(|s| s.id == scenario.id) {
                        let diagnostic =
                            Diagnostic::error(Code::DuplicateId, format!("two scenarios are called `{}`", scenario.id));
                        findings.push(diagnostic.help("give one of them another id"));
                    }
                    if self.real_time {
                        findings.extend(scenario.not_yet_published());
                    }
                    scenarios.push(scenario);
                }
                Err(e) => findings.extend(e.into_findings()),
            }
        }
        let mut jobs: Vec<Job> = Vec::new();
        if self.models.is_empty() {
            for scenario in scenarios {
                match own_model(&scenario, open) {
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
            for name in self.models {
                match model(name, open) {
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
}

/// No errors among the findings, or nothing but them.
fn sound<T>(found: T, findings: Diagnostics) -> Result<(T, Diagnostics), Error> {
    let findings = findings.sorted();
    if findings.has_errors() { Err(findings.into()) } else { Ok((found, findings)) }
}

/// The one job, where one model must do for all scenarios.
///
/// # Errors
///
/// The scenarios are meant for different models.
pub fn only(mut jobs: Vec<Job>) -> Result<Job, Error> {
    match jobs.pop() {
        Some(job) if jobs.is_empty() => Ok(job),
        last => {
            jobs.extend(last);
            Err(several_models(&jobs).into())
        }
    }
}

/// An old and a new scenario, which may have one id, each with its model; and the warnings.
fn old_and_new(sides: [Wanted<'_>; 2], open: Open<'_>) -> Result<([Job; 2], Diagnostics), Error> {
    let [(old, mut findings), (new, more)] = sides.map(|side| side.gathered(open));
    findings.extend(more);
    let ((old, new), warnings) = sound((old, new), findings)?;
    Ok(([only(old)?, only(new)?], warnings))
}

/// Opens and checks a model.
///
/// # Errors
///
/// Nothing has that name, it cannot be read, or it is no valid model.
pub fn model(name: &str, open: Open<'_>) -> Result<(Model, Diagnostics), Error> {
    Model::parse(&open(Kind::Model, name, None)?)
}

/// The model that a scenario asks for.
///
/// # Errors
///
/// It cannot be opened, or is no valid model.
pub fn own_model(scenario: &Scenario, open: Open<'_>) -> Result<(Model, Diagnostics), Error> {
    let Some(reference) = &scenario.model else { return model(DEFAULT_MODEL, &catalog::open) };
    let folder = reference.location.source.folder();
    let source =
        open(Kind::Model, &reference.name, folder).and_then(referred).map_err(|e| e.at(&reference.location))?;
    Model::parse(&source)
}

/// The shocks of a file of shocks, or of a scenario that has some; and what was made from so far is made from them too.
///
/// # Errors
///
/// It cannot be opened, is not valid, or has no shocks.
pub fn shocks(name: &str, made: &mut MadeFrom, open: Open<'_>) -> Result<Vec<Shock>, Error> {
    let source = open(Kind::Scenario, name, None)?;
    let (shocks, id, bases) = match scenario::load(&source, open)?.0 {
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
pub fn several_models(jobs: &[Job]) -> Diagnostic {
    let names: Vec<&str> = jobs.iter().map(|j| j.model.id.as_str()).collect();
    let message = format!("these scenarios are meant for different models: {}", names.join(", "));
    Diagnostic::error(Code::Extends, message).help("name the model to compare them under with -m")
}

/// Every built-in model.
pub fn builtin_models() -> Vec<Model> {
    let builtins = catalog::builtins().iter().filter(|b| b.kind == Kind::Model);
    builtins.filter_map(|b| Model::parse(&b.source()).ok()).map(|(model, _)| model).collect()
}
