//! What indicators have unless they say otherwise: `[defaults.indicator]`, and `[defaults.dimension.ID]` below a dimension.
//!
//! Defaults are written into the tables of indicators before anything else reads them, so that a model with them is the model
//! in which they are written out.

use super::file::DefaultsFile;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::format::{Entry, Shape, entries};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys that are taken over as they stand.
const KEYS: [&str; 5] = ["rule", "impute", "outliers", "market", "confidence"];

/// Rules that compare with rows, and what takes the place of rows in them.
const OVER_ROWS: [(&str, &[&str]); 5] = [
    ("percentile", &["reference"]),
    ("minmax", &["reference"]),
    ("zscore", &["reference", "mean", "sd"]),
    ("rank", &[]),
    ("borda", &[]),
];

/// Defaults of a model whose shape was right.
#[derive(Debug, Default)]
pub(super) struct Defaults<'i> {
    all: DeTable<'i>,
    /// By dimension.
    below: Vec<(String, DeTable<'i>)>,
}

/// The table of one dimension or of all, where it is a table.
fn table(value: Spanned<DeValue<'_>>) -> Option<DeTable<'_>> {
    match value.into_inner() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

impl<'i> Defaults<'i> {
    /// Reads `[defaults]`; none where something in it is wrong, which is reported.
    pub(super) fn read(
        found: Option<Spanned<DeValue<'i>>>,
        dimensions: &[Entry<'i>],
        shape: &mut Shape<'_>,
    ) -> Option<Self> {
        let Some(found) = found else { return Some(Defaults::default()) };
        shape.read::<DefaultsFile>(found.clone())?;
        let mut defaults = Defaults::default();
        for entry in table(found).map(entries).unwrap_or_default() {
            if entry.key == "indicator" {
                defaults.all = table(entry.value).unwrap_or_default();
                continue;
            }
            for below in table(entry.value).map(entries).unwrap_or_default() {
                if !dimensions.iter().any(|d| d.key == below.key) {
                    let help = did_you_mean(&below.key, "dimensions", dimensions.iter().map(|d| d.key.as_str()));
                    let message = format!("there is no dimension `{}`", below.key);
                    shape.report(Diagnostic::error(Code::UnknownId, message).help(help), below.key_span);
                    continue;
                }
                defaults.below.push((below.key, table(below.value).unwrap_or_default()));
            }
        }
        Some(defaults)
    }

    /// Writes the defaults into the tables of indicators: those of the nearest dimension above first.
    pub(super) fn fill(&self, indicators: &mut [Entry<'i>], dimensions: &[Entry<'i>]) {
        if self.all.is_empty() && self.below.is_empty() {
            return;
        }
        let text = |of: &Spanned<DeValue<'i>>, key: &str| {
            of.get_ref().as_table().and_then(|t| t.get(key)).and_then(|v| v.get_ref().as_str().map(str::to_owned))
        };
        for indicator in indicators {
            // The dimensions above it; a circle ends where it has been through all of them.
            let mut above: Vec<String> = Vec::new();
            let mut at = text(&indicator.value, "dimension");
            while let Some(id) = at.filter(|_| above.len() <= dimensions.len()) {
                at = dimensions.iter().find(|d| d.key == id).and_then(|d| text(&d.value, "parent"));
                above.push(id);
            }
            let own = above.iter().filter_map(|id| self.below.iter().find(|(known, _)| known == id).map(|(_, t)| t));
            let sources: Vec<&DeTable<'i>> = own.chain([&self.all]).collect();
            let DeValue::Table(own) = indicator.value.get_mut() else { continue };
            for (key, value) in
                KEYS.iter().filter_map(|key| Some((*key, sources.iter().find_map(|s| s.get_key_value(*key))?)))
            {
                let fits = key != "outliers" || !is_word(own);
                if fits && !own.contains_key(key) {
                    own.insert(value.0.clone(), value.1.clone());
                }
            }
            if let Some((name, over)) = sources.iter().find_map(|s| s.get_key_value("over")) {
                if let Some(rule) = own.get_mut("rule").and_then(|rule| inner(rule)) {
                    for (kind, instead) in OVER_ROWS {
                        if let Some(options) = rule.get_mut(kind).and_then(|options| inner(options))
                            && !options.contains_key("over")
                            && !instead.iter().any(|key| options.contains_key(*key))
                        {
                            options.insert(name.clone(), over.clone());
                        }
                    }
                }
                if let Some(outliers) = own.get_mut("outliers").and_then(|o| inner(o))
                    && !outliers.contains_key("over")
                {
                    outliers.insert(name.clone(), over.clone());
                }
            }
        }
    }
}

/// Whether an indicator takes words, which have no outliers.
fn is_word(own: &DeTable<'_>) -> bool {
    let rule = own.get("rule").and_then(|rule| rule.get_ref().as_table());
    rule.is_some_and(|rule| rule.contains_key("category"))
}

fn inner<'t, 'i>(value: &'t mut Spanned<DeValue<'i>>) -> Option<&'t mut DeTable<'i>> {
    match value.get_mut() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}
