//! Whether a text is a model or a scenario, from its keys.

use super::Kind;
use crate::format::table_of;

/// The kind of file a text is, as far as it can be told; a scenario where it cannot.
pub fn kind_of(text: &str) -> Kind {
    let (table, _) = table_of(text);
    let has = |keys: &[&str]| keys.iter().any(|k| table.get_ref().contains_key(*k));
    let model = has(&["dimension", "indicator"]);
    let scenario = has(&["as_of", "values", "series", "extends", "shock", "sources"]);
    let either = has(&["scale", "missing", "alert", "uncertainty", "version", "references", "headline"]);
    if model || (either && !scenario) { Kind::Model } else { Kind::Scenario }
}
