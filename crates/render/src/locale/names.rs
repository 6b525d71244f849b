//! What things are called.

use super::Language;
use froth_core::scenario::Scenario;
use std::collections::BTreeMap;

/// A language, and names for scenarios.
#[derive(Debug, Clone, Default)]
pub struct Locale {
    /// The language.
    pub language: Language,
    scenarios: BTreeMap<String, String>,
}

impl Locale {
    /// Calls scenarios by their ids, as a command line does.
    pub fn new(language: Language) -> Self {
        Locale { language, scenarios: BTreeMap::new() }
    }

    /// Calls scenarios by their titles; where two share one, the id stands behind it.
    pub fn with_titles(language: Language, scenarios: &[&Scenario]) -> Self {
        let title = |s: &Scenario| s.title_in(language.tag()).to_owned();
        let shared = |name: &str| scenarios.iter().filter(|s| title(s) == name).count() > 1;
        let name = |s: &Scenario| {
            let own = title(s);
            if shared(&own) { format!("{own} ({})", s.id) } else { own }
        };
        Locale { language, scenarios: scenarios.iter().map(|s| (s.id.clone(), name(s))).collect() }
    }

    /// What a scenario is called.
    pub fn scenario<'a>(&'a self, id: &'a str) -> &'a str {
        self.scenarios.get(id).map_or(id, String::as_str)
    }
}
