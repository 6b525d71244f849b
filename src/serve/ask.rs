//! What the page asks for: everything that was changed on it, in every request. The server remembers nothing.

use super::shelf::{Dropped, Shelf};
use super::texts;
use crate::catalog::DEFAULT_MODEL;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, SourceFile, did_you_mean};
use froth_core::model::{Aggregate, Model};
use froth_core::scenario::{Scenario, Value};
use froth_core::score::{Settings, fit};
use froth_render::locale::Language;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most indicators that a page shows.
const MOST_INDICATORS: usize = 300;

/// The most figures, weights and files that a request changes or brings.
const MOST_CHANGES: usize = 1000;

/// A request's body.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Ask {
    /// A language tag.
    pub(super) lang: String,
    /// A built-in's id, or the name of a file that was dropped or given on the command line.
    pub(super) scenario: String,
    /// What it is held against.
    pub(super) versus: String,
    /// A model; none: the scenario's own.
    pub(super) model: Option<String>,
    /// A date of the scenario's path.
    pub(super) date: Option<Date>,
    /// Figures in place of the scenario's.
    pub(super) set: BTreeMap<String, Value>,
    /// Weights in place of the model's, by dimension.
    pub(super) weights: BTreeMap<String, f64>,
    /// How the root aggregates, in place of the model's way.
    pub(super) aggregate: Option<Choice>,
    /// Files that were dropped on the page.
    pub(super) files: Vec<Dropped>,
    /// Whether the controls are wanted too.
    pub(super) controls: bool,
}

/// Ways to aggregate that the page offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Choice {
    Arithmetic,
    Geometric,
    Harmonic,
    Median,
    Max,
}

impl Choice {
    pub(super) const ALL: [Choice; 5] =
        [Choice::Arithmetic, Choice::Geometric, Choice::Harmonic, Choice::Median, Choice::Max];

    /// A way to aggregate, where it is one that the page offers.
    pub(super) fn of(aggregate: Aggregate) -> Option<Choice> {
        match aggregate {
            Aggregate::Arithmetic => Some(Choice::Arithmetic),
            Aggregate::Geometric => Some(Choice::Geometric),
            Aggregate::Harmonic => Some(Choice::Harmonic),
            Aggregate::Median => Some(Choice::Median),
            Aggregate::Max => Some(Choice::Max),
            Aggregate::Min | Aggregate::Power(_) => None,
        }
    }

    /// As a model file names it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Choice::Arithmetic => "arithmetic",
            Choice::Geometric => "geometric",
            Choice::Harmonic => "harmonic",
            Choice::Median => "median",
            Choice::Max => "max",
        }
    }
}

impl Ask {
    pub(super) fn language(&self) -> Language {
        language(&self.lang)
    }

    /// Whether anything but what is looked at was changed.
    pub(super) fn changes_model(&self) -> bool {
        !self.weights.is_empty() || self.aggregate.is_some()
    }
}

/// The language of a tag; English where there is no other.
pub(super) fn language(tag: &str) -> Language {
    let chinese = Language::TraditionalChinese;
    if Some(tag) == chinese.tag() { chinese } else { Language::English }
}

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
    pub(super) fn load(ask: &Ask, shelf: &Shelf) -> Result<Job, Error> {
        if ask.set.len() + ask.weights.len() + ask.files.len() > MOST_CHANGES {
            return Err(refuse(format!("more than {MOST_CHANGES} changes"), "a page changes a few figures"));
        }
        let desk = shelf.with(&ask.files);
        let base = desk.scenario(&ask.scenario)?;
        let versus = desk.scenario(&ask.versus)?;
        let plain = match (&ask.model, &base.model) {
            (Some(name), _) => desk.model(name, None)?,
            (None, Some(own)) => desk.model(&own.name, own.location.source.folder())?,
            (None, None) => desk.model(DEFAULT_MODEL, None)?,
        };
        if plain.indicators.len() > MOST_INDICATORS {
            let message = format!("the model has {} indicators", plain.indicators.len());
            return Err(refuse(
                message,
                &format!("a page shows {MOST_INDICATORS} at most: use `froth score` for this"),
            ));
        }
        check_ids(ask, &plain)?;
        let plain_aggregate = plain.dimensions[plain.root].aggregate;
        let plain_weights = plain.dimensions.iter().map(|d| d.weight).collect();
        let model_text = ask.changes_model().then(|| texts::model(&plain, ask)).transpose()?;
        let model = match &model_text {
            Some(text) => Arc::new(Model::parse(&SourceFile::new("what-if-model.toml", text.as_str()))?.0),
            None => plain,
        };
        let date = ask.date.unwrap_or(base.as_of);
        if !base.dates().any(|d| d == date) {
            let dates: Vec<String> = base.dates().map(|d| d.to_string()).collect();
            let help = format!("its dates are {}", dates.join(", "));
            return Err(refuse(format!("{date} is no date of the path of `{}`", base.id), &help));
        }
        let scenario_text = texts::scenario(&base, &ask.scenario, date, ask);
        let now = desk.load(&SourceFile::new("what-if.toml", scenario_text.as_str()))?;
        let before = if date == base.as_of {
            Arc::clone(&base)
        } else {
            let unchanged = texts::scenario(&base, &ask.scenario, date, &Ask { set: BTreeMap::new(), ..ask.clone() });
            Arc::new(desk.load(&SourceFile::new("what-if.toml", unchanged))?)
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
fn check_ids(ask: &Ask, model: &Model) -> Result<(), Error> {
    let values = model.value_ids();
    let mut findings = Diagnostics::new();
    for id in ask.set.keys().filter(|id| !values.contains(&id.as_str())) {
        let help = did_you_mean(id, "values", values.iter().copied());
        findings.push(Diagnostic::error(Code::UnknownId, format!("the model has no value `{id}`")).help(help));
    }
    for (id, weight) in &ask.weights {
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
