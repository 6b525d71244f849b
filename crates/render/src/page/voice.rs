//! How a page speaks: in which language, and what it calls scenarios.

use super::words::{Words, words};
use crate::locale::{Language, fill};
use froth_core::scenario::{Confidence, Scenario};
use std::collections::BTreeMap;

/// A language, and names for scenarios.
#[derive(Debug, Clone, Default)]
pub struct Voice {
    /// The language.
    pub language: Language,
    names: BTreeMap<String, String>,
}

impl Voice {
    /// Calls scenarios by their ids, as a command line does.
    pub fn new(language: Language) -> Self {
        Voice { language, names: BTreeMap::new() }
    }

    /// Calls scenarios by their titles; where two share one, the id stands behind it.
    pub fn with_titles(language: Language, scenarios: &[&Scenario]) -> Self {
        let title = |s: &Scenario| s.title_in(language.tag()).to_owned();
        let shared = |name: &str| scenarios.iter().filter(|s| title(s) == name).count() > 1;
        let name = |s: &Scenario| {
            let own = title(s);
            if shared(&own) { format!("{own} ({})", s.id) } else { own }
        };
        Voice { language, names: scenarios.iter().map(|s| (s.id.clone(), name(s))).collect() }
    }

    /// What a scenario is called.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.names.get(id).map_or(id, String::as_str)
    }

    pub(super) fn words(&self) -> &'static Words {
        words(self.language)
    }

    /// Items in a row.
    pub(crate) fn listed<S: AsRef<str>>(&self, items: &[S]) -> String {
        items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(self.words().comma)
    }

    /// ` since DATE`, or nothing.
    pub(crate) fn since(&self, date: Option<jiff::civil::Date>) -> String {
        date.map(|d| fill(self.words().since, &[&d.to_string()])).unwrap_or_default()
    }

    /// A confidence grade, or nothing.
    pub(crate) fn confidence(&self, grade: Option<Confidence>) -> &'static str {
        match grade {
            Some(Confidence::High) => self.words().high,
            Some(Confidence::Medium) => self.words().medium,
            Some(Confidence::Low) => self.words().low,
            None => "",
        }
    }
}
