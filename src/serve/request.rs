//! What the page asks for: everything that was changed on it, in every request. The server remembers nothing.

use super::shelf::Dropped;
use froth_core::model::Aggregate;
use froth_core::scenario::Value;
use froth_render::locale::Language;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A request's body.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Request {
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

impl Request {
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
