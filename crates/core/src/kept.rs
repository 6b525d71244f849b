//! The texts that a result is made from, as files of one folder that stand by themselves.
//!
//! Each text stays as it is, but for the names of what it builds on: `extends` and `model` name files beside it. So a copy scores as the
//! original did, to the last bit, wherever it lies and whatever becomes of what is built in.
//!
//! ```
//! use froth_core::{example, kept::Kept};
//! let kept = Kept::new(&example::model(), &[&example::boom()]);
//! assert_eq!(kept.model, "example.toml");
//! assert!(kept.files["boom.toml"].contains("model = \"./example.toml\""));
//! ```

use crate::diag::SourceFile;
use crate::format::table_of;
use crate::model::Model;
use crate::network::Network;
use crate::scenario::Scenario;
use std::collections::BTreeMap;
use std::ops::Range;

/// A name no longer than this, without what tells it from others.
const LONGEST: usize = 80;

/// Copies of a model and of scenarios with all that they extend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The files: name, text.
    pub files: BTreeMap<String, String>,
    /// The model's file.
    pub model: String,
    /// By a scenario's id its file, with the day that it is cut at, where it is: `ai.toml@2025-12-31`.
    pub scenarios: BTreeMap<String, String>,
    /// By a network's id its file.
    pub networks: BTreeMap<String, String>,
}

impl Kept {
    /// Copies a model, and scenarios that name it as theirs.
    pub fn new(model: &Model, scenarios: &[&Scenario]) -> Self {
        let mut kept = Kept::default();
        kept.model = kept.put(&model.source, &[]);
        let own_model = format!("./{}", kept.model);
        for scenario in scenarios {
            let mut base: Option<String> = None;
            for source in scenario.bases.iter().rev() {
                let names: Vec<_> = base.iter().map(|base| ("extends", base.as_str())).collect();
                base = Some(format!("./{}", kept.put(source, &names)));
            }
            let mut names = vec![("model", own_model.as_str())];
            names.extend(base.iter().map(|base| ("extends", base.as_str())));
            let file = kept.put(&scenario.source, &names);
            kept.scenarios.insert(scenario.id.clone(), file);
        }
        kept
    }

    /// The same with a copy of a network.
    #[must_use]
    pub fn with_network(mut self, network: &Network) -> Self {
        let file = self.put(&network.source, &[]);
        self.networks.insert(network.id.clone(), file);
        self
    }

    /// Adds a text that names others so; gives what opens it.
    fn put(&mut self, source: &SourceFile, names: &[(&str, &str)]) -> String {
        let (id, text) = naming(source.text(), names);
        let id: String = id.chars().take(LONGEST).collect();
        let mut file = format!("{id}.toml");
        let mut number = 1;
        while self.files.get(&file).is_some_and(|other| *other != text) {
            number += 1;
            file = format!("{id}-{number}.toml");
        }
        self.files.insert(file.clone(), text);
        match source.until() {
            Some(day) => format!("{file}@{day}"),
            None => file,
        }
    }
}

/// A text's id, and the text with other names in these keys; a key that it lacks comes below its first one.
fn naming(text: &str, names: &[(&str, &str)]) -> (String, String) {
    let (table, _) = table_of(text);
    let table = table.get_ref();
    let id = table.get("id").and_then(|id| id.get_ref().as_str()).unwrap_or("input").to_owned();
    // Whatever was loaded says its schema, and no table can stand before it.
    let below = table.get("schema").map_or(0, |schema| schema.span().end);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (key, name) in names {
        match table.get(*key) {
            Some(value) => edits.push((value.span(), format!("\"{name}\""))),
            None => edits.push((below..below, format!("\n{key} = \"{name}\""))),
        }
    }
    edits.sort_by_key(|(span, _)| span.start);
    let mut text = text.to_owned();
    for (span, name) in edits.into_iter().rev() {
        text.replace_range(span, &name);
    }
    (id, text)
}

#[cfg(test)]
mod tests {
    use super::naming;

    #[test]
    fn names_are_replaced_or_come_below_the_schema() {
        let text = "\"schema\" = 1 # one\r\nid = 'a'\nextends = '''x\ny''' # was\n[values]\nmodel = 3\n";
        let (id, named) = naming(text, &[("model", "./m.toml"), ("extends", "./b.toml@2025-12-31")]);
        assert_eq!(id, "a");
        let wanted = "\"schema\" = 1\nmodel = \"./m.toml\" # one\r\nid = 'a'\nextends = \"./b.toml@2025-12-31\" # was\n[values]\nmodel = 3\n";
        assert_eq!(named, wanted);
        assert_eq!(naming(text, &[]).1, text);
    }
}
