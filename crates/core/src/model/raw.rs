//! Tables of a model file whose shape was right, and the fields that dimensions and indicators share.

use crate::diag::{Code, Diagnostic};
use crate::format::{Entry, Number, Shape, Spanned};
use std::ops::Range;

/// A table whose shape was right, with where it stands.
pub(super) struct Raw<T> {
    pub(super) id: String,
    pub(super) span: Range<usize>,
    pub(super) file: T,
}

/// Reads tables one by one; ids are checked. A table with an error in one of these keys is left out: what else is said of it
/// would be guesswork.
pub(super) fn raw<T: serde::de::DeserializeOwned>(
    tables: Vec<Entry<'_>>,
    essential: &[&str],
    shape: &mut Shape<'_>,
) -> Vec<Raw<T>> {
    let mut read = Vec::with_capacity(tables.len());
    for entry in tables {
        shape.id(&entry);
        if let Some(file) = shape.read_but(entry.value, essential) {
            read.push(Raw { id: entry.key, span: entry.key_span, file });
        }
    }
    read
}

/// A weight, 1 where none is given.
pub(super) fn weight(given: Option<&Spanned<Number>>, shape: &mut Shape<'_>) -> f64 {
    let Some(given) = given else { return 1.0 };
    let weight = given.get_ref().0;
    if weight < 0.0 {
        shape.report(
            Diagnostic::error(Code::Weight, format!("a weight cannot be negative, this is {weight}"))
                .help("write 0 to leave it out of the score"),
            given.span(),
        );
        return 1.0;
    }
    weight
}
