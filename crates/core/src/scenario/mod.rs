//! Scenarios: what was observed, when, and where each figure comes from.
//!
//! [`Scenario::load`] reads a file and the files it extends, checks them, and merges them into one value:
//! observations by id, series, path and shocks as they stand at the scenario's own date.

mod chain;
mod cites;
mod file;
mod load;
mod observation;
mod resolve;
mod texts;

pub use observation::{
    Distribution, Observation, Observed, Point, Provenance, Series, Shock, ShockKind, Value, a_year_before,
};

pub(crate) use cites::{Cites, Sources};
pub(crate) use file::SourceFileEntry;

pub use crate::model::Confidence;

use crate::Error;
use crate::catalog::Open;
use crate::diag::{Code, Diagnostic, Diagnostics, Location, SourceFile};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A scenario with everything it inherits.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its id: `ai-2025q4`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The model it is meant for: an id, or a path.
    pub model: Option<ModelReference>,
    /// The era it belongs to.
    pub era: Option<String>,
    /// The era's first day.
    pub spark: Option<Date>,
    /// The day it describes; no observation is later.
    pub as_of: Date,
    /// Earlier days on the way, rising.
    pub path: Vec<Date>,
    /// Figures at `as_of`.
    pub values: BTreeMap<String, Observation>,
    /// Figures at several dates.
    pub series: BTreeMap<String, Series>,
    /// What is done to the figures at `as_of`, base first.
    pub shocks: Vec<Shock>,
    /// Translations: language tag, then `title` or a text of the file, its notes for one, then the translation.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
    /// The file it was read from.
    pub source: Arc<SourceFile>,
    /// The files it extends, the next one first.
    pub bases: Vec<Arc<SourceFile>>,
}

/// The model that a scenario names, and where it names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelReference {
    /// An id, or a path relative to the file.
    pub name: String,
    /// Where it stands.
    pub location: Location,
}

/// A file that only holds shocks, for use on other scenarios.
#[derive(Debug, Clone)]
pub struct ShockFile {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The shocks.
    pub shocks: Vec<Shock>,
    /// The file it was read from.
    pub source: Arc<SourceFile>,
}

/// What a scenario file turns out to be.
#[derive(Debug, Clone)]
pub enum Loaded {
    /// Something that can be scored.
    Scenario(Box<Scenario>),
    /// Something to put on top of a scenario.
    Shocks(ShockFile),
}

/// The format of scenario files as JSON Schema (draft 2020-12), for editors: every key with what it means, its unit and default.
///
/// ```
/// let schema = froth_core::scenario::json_schema();
/// assert_eq!(schema["properties"]["as_of"]["format"], "date");
/// ```
pub fn json_schema() -> serde_json::Value {
    crate::format::of_file::<file::HeadFile>("A scenario of froth")
}

impl Scenario {
    /// Reads a scenario and the files it extends, which are opened as `open` says.
    ///
    /// ```
    /// use froth_core::diag::SourceFile;
    /// let text = "schema = 1\nid = 'mine'\ntitle = 'Mine'\nas_of = 2025-12-31\n[values]\nshiller_cape = 39.58\n";
    /// let (mine, _) = froth_core::scenario::Scenario::load(&SourceFile::new("mine.toml", text), &froth_core::catalog::files_only).unwrap();
    /// assert_eq!(mine.observed("shiller_cape", mine.as_of).unwrap().date, mine.as_of);
    /// ```
    pub fn load(source: &Arc<SourceFile>, open: Open<'_>) -> Result<(Scenario, Diagnostics), Error> {
        match load(source, open)? {
            (Loaded::Scenario(scenario), warnings) => Ok((*scenario, warnings)),
            (Loaded::Shocks(file), _) => {
                let diagnostic = Diagnostic::error(
                    Code::Shock,
                    format!("`{}` only holds shocks and cannot be scored by itself", file.id),
                );
                Err(diagnostic.at(source, 0..0).help("add `extends = \"SCENARIO\"` to apply it to one").into())
            }
        }
    }

    /// The figure for `id` at `date`: at `as_of` its value if it has one, otherwise the latest point of
    /// its series in the year up to `date`.
    pub fn observed(&self, id: &str, date: Date) -> Option<Observed<'_>> {
        if date == self.as_of
            && let Some(observation) = self.values.get(id)
        {
            return Some(observation.observed());
        }
        self.series.get(id)?.at(date)
    }

    /// The figure for `id` where the scenario is cut at `day`, as an heir with that day would have it.
    pub fn known_on(&self, id: &str, day: Date) -> Option<Observed<'_>> {
        let day = day.min(self.as_of);
        let value = self.values.get(id).filter(|value| value.date <= day);
        value.map(Observation::observed).or_else(|| self.series.get(id)?.at(day))
    }

    /// The scenario as it stands at a day of its path: what its series say by then. Values and shocks are those of `as_of` alone.
    #[must_use]
    pub fn at_point(&self, day: Date) -> Scenario {
        if day == self.as_of {
            return self.clone();
        }
        let named = |title: &str| format!("{title} · {day}");
        let mut at = Scenario {
            id: format!("{}@{day}", self.id),
            title: named(&self.title),
            as_of: day,
            spark: self.spark.filter(|spark| *spark <= day),
            values: BTreeMap::new(),
            shocks: Vec::new(),
            ..self.clone()
        };
        at.path.retain(|date| *date < day);
        at.series.values_mut().for_each(|series| series.points.retain(|point| point.date <= day));
        at.series.retain(|_, series| !series.points.is_empty());
        at.texts.values_mut().filter_map(|texts| texts.get_mut("title")).for_each(|title| *title = named(title));
        at
    }

    /// The days of the path with `as_of` as the last.
    pub fn dates(&self) -> impl Iterator<Item = Date> + '_ {
        self.path.iter().copied().chain([self.as_of])
    }

    /// Every id that has a value, series or shock.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.values.keys().chain(self.series.keys()).map(String::as_str).collect();
        ids.extend(self.shocks.iter().map(|s| s.id.as_str()));
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Where an id is given, for messages.
    pub fn location(&self, id: &str) -> Option<Location> {
        let value = self.values.get(id).map(|v| &v.location);
        let series = self.series.get(id).map(|s| &s.location);
        value.or(series).or(self.shocks.iter().find(|s| s.id == id).map(|s| &s.location)).cloned()
    }

    /// Figures that were published only after `as_of`: errors where figures in real time are asked for.
    pub fn not_yet_published(&self) -> Diagnostics {
        let mut findings = Diagnostics::new();
        let values = self.values.iter().map(|(id, value)| (id, value.published, &value.location));
        // Of a series the point of the day counts; earlier ones were known before it.
        let latest = |series: &Series| series.latest(self.as_of).and_then(|point| point.published);
        let series = self.series.iter().map(|(id, series)| (id, latest(series), &series.location));
        for (id, published, location) in values.chain(series) {
            if let Some(published) = published.filter(|p| *p > self.as_of) {
                let message = format!("`{id}` was published on {published}, after {}", self.as_of);
                let help = "leave it out, or score without `options.real_time`";
                findings
                    .push(Diagnostic::error(Code::RealTime, message).at_location(Some(location.clone())).help(help));
            }
        }
        findings
    }
}

/// Reads a scenario or a file of shocks; files that it extends are opened as `open` says.
pub fn load(source: &Arc<SourceFile>, open: Open<'_>) -> Result<(Loaded, Diagnostics), Error> {
    let (loaded, findings) = examine(source, open);
    findings.into_result(loaded)
}

/// The same where everything that is wrong is wanted at once: what could be read in spite of errors can be held against
/// its model too.
pub fn examine(source: &Arc<SourceFile>, open: Open<'_>) -> (Option<Loaded>, Diagnostics) {
    let mut findings = Diagnostics::new();
    let loaded = chain::read(source, open, &mut findings).and_then(|chain| resolve::resolve(chain, &mut findings));
    (loaded, findings.sorted())
}
