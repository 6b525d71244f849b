//! Whether a scenario's figures fit a model: units, words and numbers, and figures that nobody uses.

use crate::diag::{Code, Diagnostic, Diagnostics, Location, did_you_mean};
use crate::model::{Indicator, Model, Rule};
use crate::scenario::{Scenario, ShockKind, Value};

/// Checks every figure of the scenario, at whatever date, against the model.
pub fn fit(model: &Model, scenario: &Scenario) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let inputs = model.value_ids();
    for (id, observation) in &scenario.values {
        check(
            model,
            &inputs,
            id,
            &observation.value,
            observation.unit.as_deref(),
            &observation.location,
            &mut findings,
        );
    }
    for (id, series) in &scenario.series {
        for (_, value) in &series.points {
            check(model, &inputs, id, value, series.unit.as_deref(), &series.location, &mut findings);
        }
    }
    for shock in &scenario.shocks {
        if let ShockKind::Set(value) = &shock.kind {
            check(model, &inputs, &shock.id, value, None, &shock.location, &mut findings);
        }
    }
    findings.sorted()
}

fn check(
    model: &Model,
    inputs: &[&str],
    id: &str,
    value: &Value,
    unit: Option<&str>,
    location: &Location,
    findings: &mut Diagnostics,
) {
    if !inputs.contains(&id) {
        return;
    }
    let at = |d: Diagnostic| d.at_location(Some(location.clone()));
    let indicator: Option<&Indicator> = model.indicators.iter().find(|i| i.id == id);
    let words = indicator.and_then(|i| i.rule.as_ref()).and_then(Rule::words);
    match (value, words) {
        (Value::Word(word), None) => {
            findings.push(at(Diagnostic::error(Code::Value, format!("`{id}` is a number, not the word \"{word}\""))));
        }
        (Value::Number(x), Some(words)) => {
            let help = did_you_mean("", "words", words.iter().map(|(w, _)| w.as_str()));
            findings
                .push(at(Diagnostic::error(Code::Value, format!("`{id}` is a word, not the number {x}")).help(help)));
        }
        (Value::Word(word), Some(words)) if !words.iter().any(|(w, _)| w == word) => {
            let help = did_you_mean(word, "words", words.iter().map(|(w, _)| w.as_str()));
            findings.push(at(Diagnostic::error(Code::Value, format!("`{id}` cannot be \"{word}\"")).help(help)));
        }
        _ => {}
    }
    if let (Some(indicator), Some(unit)) = (indicator, unit)
        && indicator.unit != unit
    {
        let message = format!("`{id}` is measured in \"{}\", not in \"{unit}\"", indicator.unit);
        findings.push(at(Diagnostic::error(Code::Unit, message)
            .help("convert the figure, or drop the line: units are never converted silently")));
    }
}

/// Warns of figures that none of the models uses.
pub fn unused_values<'m>(scenario: &Scenario, models: impl IntoIterator<Item = &'m Model>) -> Diagnostics {
    let mut known: Vec<&str> = models.into_iter().flat_map(Model::value_ids).collect();
    known.sort_unstable();
    known.dedup();
    let mut findings = Diagnostics::new();
    for id in scenario.ids() {
        if known.binary_search(&id).is_err() {
            let help = did_you_mean(id, "values", known.iter().copied());
            let help = if help.starts_with("did") { help } else { "it has no effect on any score".to_owned() };
            findings.push(
                Diagnostic::warning(Code::UnusedValue, format!("no model uses `{id}`"))
                    .at_location(scenario.location(id))
                    .help(help),
            );
        }
    }
    findings
}
