//! `froth stress`: a scenario under shocks, and what it would take.

use super::args::{Format, StressArgs};
use super::load::{analysed, shocks};
use super::output::{Done, Failure, Output, text};
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_core::model::Model;
use froth_core::scenario::{Scenario, Shock};
use froth_core::score::{compare, fit, scorecard};
use froth_core::stress::{self, Tried, reverse, tried, weight_shift};
use froth_render::page::{self, Stressed};

pub(super) fn run(arguments: &StressArgs, output: &Output) -> Done {
    let settings = arguments.under.settings();
    let mut names = vec![arguments.scenario.clone()];
    names.extend(arguments.versus.iter().cloned());
    let number: Option<f64> = arguments.target.as_deref().and_then(|t| t.parse().ok());
    let target_scenario = arguments.target.as_ref().filter(|_| number.is_none());
    // A scenario may be both the target and the one compared with.
    names.extend(target_scenario.filter(|t| arguments.versus.as_ref() != Some(t)).cloned());
    let job = analysed(&names, &arguments.under, output)?;
    let model = &job.model;
    let base = &job.scenarios[0];
    let made = arguments.under.made_from("stress", &job);
    let mut made = made.flag("target", &arguments.target).flag("versus", &arguments.versus);
    let mut findings = Diagnostics::new();
    let mut applied: Vec<Shock> = Vec::new();
    for name in &arguments.shock {
        match shocks(name, &mut made) {
            Ok(more) => applied.extend(more),
            Err(e) => findings.extend(e.into_findings()),
        }
    }
    findings.extend(unknown(model, base, &applied));
    findings.extend(fit(model, &stress::shocked(base, &applied)));
    let findings = findings.sorted();
    if findings.has_errors() {
        return Err(Failure::Findings(findings));
    }
    output.findings(&findings);
    let Tried { before, after, last_known, skipped } = tried(model, base, &applied, settings)?;
    let versus = arguments.versus.as_ref().map(|_| &job.scenarios[1]);
    let target = match (number, target_scenario) {
        (Some(n), _) => Some(n),
        (None, Some(_)) => {
            let other = if arguments.versus == arguments.target { versus } else { job.scenarios.last() };
            let other = other.ok_or(Failure::Failed)?;
            let card = scorecard(model, other, settings)?;
            Some(card.score.ok_or_else(|| {
                let reason = card.reason.map(|r| r.to_string()).unwrap_or_default();
                let message = format!("`{}` has no score to reach: {reason}", other.id);
                Diagnostic::error(Code::Target, message).help("give a number")
            })?)
        }
        _ => None,
    };
    let stressed = Stressed {
        before: scorecard(model, &before, settings)?,
        after: scorecard(model, &after, settings)?,
        difference: compare(model, &[&after, &before], settings)?.differences.into_iter().next(),
        reverse: target.map(|n| reverse(model, &after, n, settings)).transpose()?,
        weights: versus.map(|b| weight_shift(model, &after, b, settings)).transpose()?.flatten(),
        versus: versus.map(|b| b.id.clone()),
        last_known,
        skipped,
    };
    match arguments.format {
        Format::Json => text(&page::stressed_json(&made, &stressed)),
        Format::Csv => text(&page::stressed_csv(&stressed)),
        format => {
            let locale = arguments.lang.locale().with_model(model);
            output.page(page::stressed(&stressed, model, &locale), format, &locale, &made)
        }
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
