//! Tables of a document as typed values, with one shape error a table at its exact place.

use super::fields::NOT_FINITE;
use crate::diag::{Code, Diagnostic, Diagnostics, SourceFile, did_you_mean, shortened};
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// At most this many syntax errors are shown for a file.
const SYNTAX_ERRORS: usize = 5;

/// A table, or a list of anything but numbers and points, has at most this many entries: what a file means takes time by the
/// square of some of these counts.
pub(crate) const MOST_ENTRIES: usize = 10_000;

/// A key with its value, as they stand in the file.
#[derive(Debug)]
pub(crate) struct Entry<'i> {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) value: Spanned<DeValue<'i>>,
}

/// Texts up to this many bytes are read on after a syntax error: of a large one that is nothing but errors, a list of them would
/// take a hundred times its size.
const RECOVERED: usize = 256 * 1024;

/// The table that a text is, and what is wrong with it.
pub(crate) fn table_of(text: &str) -> (Spanned<DeTable<'_>>, Vec<toml::de::Error>) {
    if text.len() <= RECOVERED {
        return DeTable::parse_recoverable(text);
    }
    match DeTable::parse(text) {
        Ok(table) => (table, Vec::new()),
        Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
    }
}

/// Parses the text of a file, or reports up to five syntax errors.
pub(crate) fn parse<'i>(source: &'i Arc<SourceFile>, findings: &mut Diagnostics) -> Option<DeTable<'i>> {
    if source.text().trim().is_empty() {
        findings
            .push(Diagnostic::error(Code::Empty, format!("{} is empty", source.name())).help("start from an example"));
        return None;
    }
    let (table, errors) = table_of(source.text());
    for error in errors.iter().take(SYNTAX_ERRORS) {
        let message = error.message().trim_end().replace('\n', ", ");
        let span = error.span().unwrap_or(0..0);
        findings.push(match message.as_str() {
            "recursion limit" => Diagnostic::error(Code::Syntax, "tables nested too deep").at(source, span),
            _ => Diagnostic::error(Code::Syntax, message).at(source, span),
        });
    }
    if !errors.is_empty() {
        return None;
    }
    if let Some((span, what)) = crowded(table.get_ref(), table.span()) {
        let message = format!("{what}: more than {MOST_ENTRIES} are not read");
        let help = "a model or scenario is a few hundred entries; tables of data are scored by models";
        findings.push(Diagnostic::error(Code::TooLarge, message).at(source, span).help(help));
        return None;
    }
    Some(table.into_inner())
}

/// The first table or list that is too large, and what it holds. Lists of numbers and of points may be as long as the file.
fn crowded(table: &DeTable<'_>, span: Range<usize>) -> Option<(Range<usize>, String)> {
    if table.len() > MOST_ENTRIES {
        return Some((span.start..span.start, format!("a table with {} entries", table.len())));
    }
    table.iter().find_map(|(key, value)| in_value(value, key.span()))
}

fn in_value(value: &Spanned<DeValue<'_>>, span: Range<usize>) -> Option<(Range<usize>, String)> {
    match value.get_ref() {
        DeValue::Table(inner) => crowded(inner, span),
        DeValue::Array(list) => {
            let plain = |v: &Spanned<DeValue<'_>>| {
                matches!(v.get_ref(), DeValue::Integer(_) | DeValue::Float(_) | DeValue::Array(_))
            };
            if list.len() > MOST_ENTRIES && !list.first().is_some_and(plain) {
                return Some((span, format!("a list of {} entries", list.len())));
            }
            list.iter().find_map(|v| in_value(v, span.clone()))
        }
        _ => None,
    }
}

/// Takes a table of tables out of its parent, in file order; a value that is no table is a finding.
pub(crate) fn take<'i>(
    table: &mut DeTable<'i>,
    key: &str,
    source: &Arc<SourceFile>,
    findings: &mut Diagnostics,
) -> Vec<Entry<'i>> {
    let Some(value) = table.get_mut(key) else { return Vec::new() };
    let span = value.span();
    match std::mem::replace(value.get_mut(), DeValue::Table(DeTable::new())) {
        DeValue::Table(inner) => entries(inner),
        other => {
            findings.push(
                Diagnostic::error(Code::WrongType, format!("`{key}` must be a table, not {}", other.type_str()))
                    .at(source, span)
                    .help(format!("write `[{key}]` or `[{key}.ID]` and its keys below it")),
            );
            Vec::new()
        }
    }
}

/// The entries of a table in file order.
pub(crate) fn entries(table: DeTable<'_>) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = table
        .into_iter()
        .map(|(key, value)| Entry { key_span: key.span(), key: key.into_inner().into_owned(), value })
        .collect();
    entries.sort_by_key(|e| e.key_span.start);
    entries
}

/// Turns values of one file into typed ones.
#[derive(Debug)]
pub(crate) struct Shape<'a> {
    pub(crate) source: &'a Arc<SourceFile>,
    pub(crate) findings: &'a mut Diagnostics,
}

impl Shape<'_> {
    /// The value as `T`, or a finding with the exact place.
    pub(crate) fn read<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>) -> Option<T> {
        let span = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                let at = error.span().filter(|s| !s.is_empty()).unwrap_or(span);
                self.findings.push(shape_error(error.message()).at(self.source, at));
                None
            }
        }
    }

    /// Reports a finding at a span of this file.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic, span: Range<usize>) {
        self.findings.push(diagnostic.at(self.source, span));
    }
}

/// Words serde's and toml's messages in the format's own terms.
fn shape_error(message: &str) -> Diagnostic {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.contains(NOT_FINITE) {
        return Diagnostic::error(Code::NotFinite, NOT_FINITE)
            .help("write a finite number, or leave the value out: missing data has its own rules");
    }
    if let (true, [key, known @ ..]) = (message.starts_with("unknown field"), quoted.as_slice()) {
        return Diagnostic::error(Code::UnknownKey, format!("unknown key `{}`", shortened(key))).help(did_you_mean(
            key,
            "keys here",
            known.iter().copied(),
        ));
    }
    if let (true, [word, known @ ..]) = (message.starts_with("unknown variant"), quoted.as_slice()) {
        return Diagnostic::error(Code::UnknownKey, format!("unknown kind `{}`", shortened(word))).help(did_you_mean(
            word,
            "kinds here",
            known.iter().copied(),
        ));
    }
    if let (true, [field, ..]) = (message.starts_with("missing field"), quoted.as_slice()) {
        return Diagnostic::error(Code::MissingField, format!("`{field}` is missing here"))
            .help(format!("add `{field} = ...`"));
    }
    if message.starts_with("wanted exactly 1 element") {
        return Diagnostic::error(Code::WrongType, "exactly one kind is needed here")
            .help("such as `rule.linear = { from = 0, to = 100 }`");
    }
    if let Some((found, expected)) = message.strip_prefix("invalid type: ").and_then(|m| m.split_once(", expected ")) {
        return Diagnostic::error(
            Code::WrongType,
            format!("expected {}, found {}", plain_expected(expected), plain_found(&shortened(found))),
        );
    }
    Diagnostic::error(Code::WrongType, shortened(message))
}

fn plain_expected(expected: &str) -> String {
    match expected {
        "a string" => "a text in quotes".to_owned(),
        "a sequence" => "a list in [ ]".to_owned(),
        "a TOML datetime" => "a day such as 2025-12-31, without quotes".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a map" => "a table".to_owned(),
        _ if expected.starts_with("struct ") => "a table".to_owned(),
        _ => expected.to_owned(),
    }
}

fn plain_found(found: &str) -> String {
    for (prefix, plain) in
        [("integer ", "the number "), ("floating point ", "the number "), ("string ", "the text "), ("boolean ", "")]
    {
        if let Some(rest) = found.strip_prefix(prefix) {
            return format!("{plain}{rest}");
        }
    }
    match found {
        "map" => "a table".to_owned(),
        "sequence" => "a list".to_owned(),
        _ => found.to_owned(),
    }
}
