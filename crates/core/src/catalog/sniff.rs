//! Whether a text is a model, a scenario, a network or a feed file, from its keys.

use super::Kind;
use crate::Error;
use crate::diag::{Code, Diagnostic, SourceFile};
use crate::format::table_of;
use std::sync::Arc;

/// The kind of file a text is, as far as it can be told; a scenario where it cannot.
pub fn kind_of(text: &str) -> Kind {
    let (table, _) = table_of(text);
    let has = |keys: &[&str]| keys.iter().any(|k| table.get_ref().contains_key(*k));
    let model = has(&["dimension", "indicator"]);
    let scenario = has(&["as_of", "values", "series", "extends", "shock", "sources"]);
    let either =
        has(&["scale", "missing", "screen", "defaults", "alert", "uncertainty", "version", "references", "headline"]);
    if has(&["node", "claim", "purchase", "stake"]) {
        return Kind::Network;
    }
    if has(&["feed"]) {
        return Kind::Feeds;
    }
    if model || (either && !scenario) { Kind::Model } else { Kind::Scenario }
}

/// A file that another one names, if it is one of froth's: what errors would quote of any other is nobody's business.
///
/// # Errors
///
/// The text does not say that it is in froth's format: it has no `schema = 1`.
pub fn referred(source: Arc<SourceFile>) -> Result<Arc<SourceFile>, Error> {
    let (table, _) = table_of(source.text());
    if table.get_ref().get("schema").is_some_and(|value| value.get_ref().is_integer()) {
        return Ok(source);
    }
    let message = format!("{}, which is named here, is no file of froth: it does not say `schema = 1`", source.name());
    Err(Diagnostic::error(Code::Schema, message).help("name a model or scenario; its first line is its schema").into())
}
