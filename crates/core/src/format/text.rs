//! Texts of a document: none holds what cannot be seen, and what has a name is called something.

use crate::diag::{Code, Diagnostic, Diagnostics, SourceFile, shortened};
use crate::shown::{is_hidden, text as shown};
use std::ops::Range;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// What is written in sentences or formulas may have several lines.
const PROSE: [&str; 13] = [
    "note",
    "description",
    "question",
    "contested",
    "references",
    "source",
    "basis",
    "span",
    "calm",
    "worst",
    "formula",
    "requires",
    "when",
];

/// What something is called.
const NAMES: [&str; 2] = ["title", "label"];

/// Reports every text, key included, that holds a character which is not seen but obeyed, and every empty name.
pub(super) fn check_texts(table: &DeTable<'_>, source: &Arc<SourceFile>, findings: &mut Diagnostics) {
    Texts { source, findings }.table(table, false);
}

struct Texts<'a> {
    source: &'a Arc<SourceFile>,
    findings: &'a mut Diagnostics,
}

impl Texts<'_> {
    fn table(&mut self, table: &DeTable<'_>, prose: bool) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            self.text("a key", name, false, key.span());
            self.value(name, value.get_ref(), prose || PROSE.contains(&name), value.span());
        }
    }

    fn value(&mut self, key: &str, value: &DeValue<'_>, prose: bool, span: Range<usize>) {
        match value {
            DeValue::String(text) if NAMES.contains(&key) && text.trim().is_empty() => {
                let diagnostic = Diagnostic::error(Code::MissingField, format!("`{key}` is empty"));
                self.findings.push(diagnostic.at(self.source, span).help("write what it is called"));
            }
            DeValue::String(text) => self.text(&format!("`{}`", shortened(key)), text, prose, span),
            DeValue::Array(list) => list.iter().for_each(|inner| self.value(key, inner.get_ref(), prose, inner.span())),
            DeValue::Table(inner) => self.table(inner, prose),
            _ => {}
        }
    }

    fn text(&mut self, what: &str, text: &str, prose: bool, span: Range<usize>) {
        // A file from Windows ends its lines with both.
        let lines = |(i, c): &(usize, char)| matches!(c, '\n' | '\t') || *c == '\r' && text[*i..].starts_with("\r\n");
        let hidden = text.char_indices().find(|at| is_hidden(at.1) && !(prose && lines(at)));
        if let Some((_, c)) = hidden {
            let (name, code) = (
                if c == '\n' || c == '\r' { "a line end" } else { "a character that cannot be seen" },
                shown(c.encode_utf8(&mut [0; 4])).into_owned(),
            );
            let message = format!("{what} holds {name}, {code}: it would change what is shown");
            self.findings.push(
                Diagnostic::error(Code::Character, message).at(self.source, span).help("write the text without it"),
            );
        }
    }
}
