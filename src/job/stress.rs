//! A scenario under shocks, and what it would take.

use super::{Job, Wanted, shocks};
use froth_core::Error;
use froth_core::catalog::Open;
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::scenario::{Scenario, Shock};
use froth_core::score::{Settings, compare, fit, scorecard};
use froth_core::stress::{self, Tried, reverse, tried, weight_shift};
use froth_render::page::Stressed;

/// What is asked of a scenario.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Files of shocks, or scenarios that have some, in the order in which they are applied.
    pub shocks: &'a [String],
    /// The score to reach: a number, or the name of a scenario that has it.
    pub target: Option<&'a str>,
    /// The scenario with which the order is to be turned round.
    pub versus: Option<&'a str>,
}

/// A scenario with the shocks that are to be applied.
#[derive(Debug)]
pub struct Stress {
    job: Job,
    shocks: Vec<Shock>,
    settings: Settings,
    /// The number asked for.
    number: Option<f64>,
    /// Where in the job the scenarios stand that are the target and the one compared with.
    target: Option<usize>,
    versus: Option<usize>,
    /// What this is made from.
    pub made_from: MadeFrom,
    /// What is worth knowing about the files.
    pub warnings: Diagnostics,
}

impl Stress {
    /// Opens everything: the scenario is the first that is wanted.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with any of it, and shocks that do not fit.
    pub fn open(wanted: &Wanted<'_>, asked: &Asked<'_>, open: Open<'_>) -> Result<Self, Error> {
        let mut names = wanted.scenarios.to_vec();
        let number: Option<f64> = asked.target.and_then(|t| t.parse().ok());
        let scenario = asked.target.filter(|_| number.is_none());
        let mut place = |name: &str| {
            names.push(name.to_owned());
            names.len() - 1
        };
        let versus = asked.versus.map(&mut place);
        // A scenario may be both the target and the one compared with.
        let target = scenario.and_then(|name| if asked.versus == Some(name) { versus } else { Some(place(name)) });
        let wanted = Wanted { scenarios: &names, ..*wanted };
        let (job, mut warnings) = wanted.one_job(open)?;
        let made = wanted.made_from("stress", std::slice::from_ref(&job));
        let mut made_from = made.flag("target", asked.target).flag("versus", asked.versus);
        let mut findings = Diagnostics::new();
        let mut applied: Vec<Shock> = Vec::new();
        for name in asked.shocks {
            match shocks(name, &mut made_from, open) {
                Ok(more) => applied.extend(more),
                Err(e) => findings.extend(e.into_findings()),
            }
        }
        findings.extend(unknown(&job.model, &job.scenarios[0], &applied));
        findings.extend(fit(&job.model, &stress::shocked(&job.scenarios[0], &applied)));
        let ((), more) = super::sound((), findings)?;
        warnings.extend(more);
        Ok(Stress { settings: wanted.settings(), job, shocks: applied, number, target, versus, made_from, warnings })
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.job.model
    }

    /// Applies the shocks, and finds what was asked.
    ///
    /// # Errors
    ///
    /// A shock that cannot be applied, or a target without a score.
    pub fn run(&self) -> Result<Stressed, Error> {
        let (model, settings) = (&self.job.model, self.settings);
        let Tried { before, after, last_known, skipped } =
            tried(model, &self.job.scenarios[0], &self.shocks, settings)?;
        let versus = self.versus.map(|place| &self.job.scenarios[place]);
        let target = match self.target.map(|place| &self.job.scenarios[place]) {
            None => self.number,
            Some(other) => {
                let card = scorecard(model, other, settings)?;
                Some(card.score.ok_or_else(|| {
                    let reason = card.reason.map(|r| r.to_string()).unwrap_or_default();
                    let message = format!("`{}` has no score to reach: {reason}", other.id);
                    Diagnostic::error(Code::Target, message).help("give a number")
                })?)
            }
        };
        Ok(Stressed {
            before: scorecard(model, &before, settings)?,
            after: scorecard(model, &after, settings)?,
            difference: compare(model, &[&after, &before], settings)?.differences.into_iter().next(),
            reverse: target.map(|n| reverse(model, &after, n, settings)).transpose()?,
            weights: versus.map(|b| weight_shift(model, &after, b, settings)).transpose()?.flatten(),
            versus: versus.map(|b| b.id.clone()),
            last_known,
            skipped,
        })
    }
}

/// Shocks on ids that neither the model nor the scenario knows.
fn unknown(model: &Model, scenario: &Scenario, shocks: &[Shock]) -> Diagnostics {
    let known = model.value_ids();
    let mut findings = Diagnostics::new();
    for shock in shocks {
        if !known.contains(&shock.id.as_str()) && scenario.observed(&shock.id, scenario.as_of).is_none() {
            let help = froth_core::diag::did_you_mean(&shock.id, "values", known.iter().copied());
            findings.push(
                Diagnostic::warning(Code::UnusedValue, format!("the model does not use `{}`", shock.id))
                    .at_location(Some(shock.location.clone()))
                    .help(help),
            );
        }
    }
    findings
}
