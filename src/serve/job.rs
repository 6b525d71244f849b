//! What a request is about, loaded: nothing but texts go in.

use super::request::Request;
use super::shelf::Shelf;
use super::texts;
use crate::catalog::DEFAULT_MODEL;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, SourceFile, did_you_mean};
use froth_core::model::{Aggregate, Model};
use froth_core::scenario::Scenario;
use froth_core::score::{Settings, fit};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most indicators that a page shows.
const MOST_INDICATORS: usize = 300;

/// The most figures, weights and files that a request changes or brings.
const MOST_CHANGES: usize = 1000;

/// What a request is about, loaded: nothing but texts went in.
#[derive(Debug)]
pub(super) struct Job {
    /// With the weights of the request.
    pub(super) model: Arc<Model>,
    /// How the root aggregates without the request's changes.
    pub(super) plain_aggregate: Aggregate,
    /// Weights of dimensions without the request's changes, in the order of the model.
    pub(super) plain_weights: Vec<f64>,
    /// The scenario at its own date, unchanged.
    pub(super) base: Arc<Scenario>,
    /// Unchanged, at the date asked for.
    pub(super) before: Arc<Scenario>,
    /// Changed, at the date asked for.
    pub(super) now: Scenario,
    /// What it is held against.
    pub(super) versus: Arc<Scenario>,
    /// The changed scenario as a file.
    pub(super) scenario_text: String,
    /// The changed model as a file, if it was changed.
    pub(super) model_text: Option<String>,
}

impl Job {
    /// Loads what a request is about.
    pub(super) fn load(request: &Request, shelf: &Shelf) -> Result<Job, Error> {
        if request.set.len() + request.weights.len() + request.files.len() > MOST_CHANGES {
            return Err(refuse(format!("more than {MOST_CHANGES} changes"), "a page changes a few figures"));
        }
        let shelf = shelf.with(&request.files);
        let base = shelf.scenario(&request.scenario)?;
        let versus = shelf.scenario(&request.versus)?;
        let plain = match (&request.model, &base.model) {
            (Some(name), _) => shelf.model(name, None)?,
            (None, Some(own)) => shelf.model(&own.name, own.location.source.folder())?,
            (None, None) => shelf.model(DEFAULT_MODEL, None)?,
        };
        if plain.indicators.len() > MOST_INDICATORS {
            let message = format!("the model has {} indicators", plain.indicators.len());
            return Err(refuse(
                message,
                &format!("a page shows {MOST_INDICATORS} at most: use `froth score` for this"),
            ));
        }
        check_ids(request, &plain)?;
        let plain_aggregate = plain.dimensions[plain.root].aggregate;
        let plain_weights = plain.dimensions.iter().map(|d| d.weight).collect();
        let model_text = request.changes_model().then(|| texts::model(&plain, request)).transpose()?;
        let model = match &model_text {
            Some(text) => Arc::new(Model::parse(&SourceFile::new("what-if-model.toml", text.as_str()))?.0),
            None => plain,
        };
        let date = request.date.unwrap_or(base.as_of);
        if !base.dates().any(|d| d == date) {
            let dates: Vec<String> = base.dates().map(|d| d.to_string()).collect();
            let help = format!("its dates are {}", dates.join(", "));
            return Err(refuse(format!("{date} is no date of the path of `{}`", base.id), &help));
        }
        let scenario_text = texts::scenario(&base, &request.scenario, date, request);
        let now = shelf.load(&SourceFile::new("what-if.toml", scenario_text.as_str()))?;
        let before = if date == base.as_of {
            Arc::clone(&base)
        } else {
            let unchanged =
                texts::scenario(&base, &request.scenario, date, &Request { set: BTreeMap::new(), ..request.clone() });
            Arc::new(shelf.load(&SourceFile::new("what-if.toml", unchanged))?)
        };
        let mut findings = Diagnostics::new();
        for scenario in [&now, before.as_ref(), versus.as_ref()] {
            findings.extend(fit(&model, scenario));
        }
        let job = Job { model, plain_aggregate, plain_weights, base, before, now, versus, scenario_text, model_text };
        findings.sorted().into_result(Some(job)).map(|j| j.0)
    }

    /// How everything on the page is scored.
    pub(super) fn settings() -> Settings {
        Settings::default()
    }
}

/// Ids that the model does not know would change nothing, in silence.
fn check_ids(request: &Request, model: &Model) -> Result<(), Error> {
    let values = model.value_ids();
    let mut findings = Diagnostics::new();
    for id in request.set.keys().filter(|id| !values.contains(&id.as_str())) {
        let help = did_you_mean(id, "values", values.iter().copied());
        findings.push(Diagnostic::error(Code::UnknownId, format!("the model has no value `{id}`")).help(help));
    }
    for (id, weight) in &request.weights {
        if model.dimension(id).is_none() {
            let help = did_you_mean(id, "dimensions", model.dimensions.iter().map(|d| d.id.as_str()));
            findings.push(Diagnostic::error(Code::UnknownId, format!("there is no dimension `{id}`")).help(help));
        }
        if !(0.0..=1e6).contains(weight) {
            let message = format!("{weight} is no weight for `{id}`");
            findings.push(Diagnostic::error(Code::Weight, message).help("weights are numbers from 0 up"));
        }
    }
    if findings.has_errors() { Err(findings.into()) } else { Ok(()) }
}

fn refuse(message: String, help: &str) -> Error {
    Diagnostic::error(Code::TooLarge, message).help(help).into()
}
