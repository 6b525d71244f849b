//! Whether a scenario's figures fit a model: units, words and numbers, and figures that nobody uses.

use crate::diag::{Code, Diagnostic, Diagnostics, Location, Suggestion, did_you_mean, shortened};
use crate::model::{Indicator, Model, Rule};
use crate::number;
use crate::scenario::{Scenario, ShockKind, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every figure of the scenario, at whatever date, against the model.
pub fn fit(model: &Model, scenario: &Scenario) -> Diagnostics {
    let indicators = model.indicators.iter().map(|i| (i.id.as_str(), i)).collect();
    let inputs = model.value_ids().into_iter().collect();
    let mut check = Check { indicators, inputs, findings: Diagnostics::new() };
    for (id, observation) in &scenario.values {
        check.figure(id, &observation.value, observation.provenance.unit.as_deref(), &observation.location);
    }
    for (id, series) in &scenario.series {
        for point in &series.points {
            check.figure(id, &point.value, series.provenance.unit.as_deref(), &series.location);
        }
    }
    for shock in &scenario.shocks {
        if let ShockKind::Set(value) = &shock.kind {
            check.figure(&shock.id, value, None, &shock.location);
        }
    }
    check.findings.sorted()
}

struct Check<'m> {
    indicators: BTreeMap<&'m str, &'m Indicator>,
    inputs: BTreeSet<&'m str>,
    findings: Diagnostics,
}

impl Check<'_> {
    fn figure(&mut self, id: &str, value: &Value, unit: Option<&str>, location: &Location) {
        if !self.inputs.contains(id) {
            return;
        }
        let mut report = |d: Diagnostic| self.findings.push(d.at_location(Some(location.clone())));
        let indicator = self.indicators.get(id);
        let words = indicator.and_then(|i| i.rule.as_ref()).and_then(Rule::words);
        let known = || words.into_iter().flatten().map(|(w, _)| w.as_str());
        match (value, words) {
            (Value::Word(word), None) => {
                let message = format!("`{id}` is a number, not the word \"{}\"", shortened(word));
                let help = number::meant(word).unwrap_or_else(|| "write a number, or leave it out".to_owned());
                report(Diagnostic::error(Code::Value, message).help(help));
            }
            (Value::Number(x), Some(_)) => {
                let message = format!("`{id}` is a word, not the number {x}");
                report(Diagnostic::error(Code::Value, message).help(did_you_mean("", "words", known())));
            }
            (Value::Word(word), Some(words)) if !words.iter().any(|(w, _)| w == word) => {
                let message = format!("`{id}` cannot be \"{word}\"");
                report(Diagnostic::error(Code::Value, message).help(did_you_mean(word, "words", known())));
            }
            _ => {}
        }
        // What is given is a numerator where there is a denominator: its unit is another one.
        if let (Some(indicator), Some(unit)) = (indicator.filter(|i| i.denominator.is_none()), unit)
            && indicator.unit != unit
        {
            let message = format!("`{id}` is measured in \"{}\", not in \"{unit}\"", indicator.unit);
            let help = "convert the figure, or drop the line: units are never converted silently";
            report(Diagnostic::error(Code::Unit, message).help(help));
        }
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
            let help = match did_you_mean(id, "values", known.iter().copied()) {
                near @ (Suggestion::Near(_) | Suggestion::Alike(_)) => near.to_string(),
                Suggestion::OneOf { .. } => "it has no effect on any score".to_owned(),
            };
            findings.push(
                Diagnostic::warning(Code::UnusedValue, format!("no model uses `{id}`"))
                    .at_location(scenario.location(id))
                    .help(help),
            );
        }
    }
    findings
}
