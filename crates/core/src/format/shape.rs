//! Tables of a document as typed values, with one shape error a table at its exact place.

use super::fields::NOT_FINITE;
use super::id::{check_file_id, check_id};
use super::text::check_texts;
use crate::diag::{Code, Diagnostic, Diagnostics, SourceFile, did_you_mean, nearest, shortened};
use crate::number;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::value::Datetime;

/// At most this many syntax errors are shown for a file.
const SYNTAX_ERRORS: usize = 5;

/// More errors in a table are not looked for: each takes another look at the whole of it.
const ERRORS_A_TABLE: usize = 20;

/// A table, or a list of anything but numbers and points, has at most this many entries: what a file means takes time by the
/// square of some of these counts.
pub(crate) const MOST_ENTRIES: usize = 10_000;

/// A network, which is data and no choice of a person, may have this many nodes and this many edges of a kind: what it means takes time
/// by their number.
pub(crate) const MOST_EDGES: usize = 1_000_000;

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
    parse_up_to(MOST_ENTRIES, source, findings)
}

/// The same with tables and lists of so many entries at most.
pub(crate) fn parse_up_to<'i>(
    most: usize,
    source: &'i Arc<SourceFile>,
    findings: &mut Diagnostics,
) -> Option<DeTable<'i>> {
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
    if let Some((span, what)) = crowded(table.get_ref(), table.span(), most) {
        let message = format!("{what}: more than {most} are not read");
        let help = if most == MOST_ENTRIES {
            "a model or scenario is a few hundred entries; tables of data are scored by models"
        } else {
            "leave out the smallest amounts, or join nodes into groups"
        };
        findings.push(Diagnostic::error(Code::TooLarge, message).at(source, span).help(help));
        return None;
    }
    let table = table.into_inner();
    check_texts(&table, source, findings);
    Some(table)
}

/// The first table or list that is too large, and what it holds. Lists of numbers and of points may be as long as the file.
fn crowded(table: &DeTable<'_>, span: Range<usize>, most: usize) -> Option<(Range<usize>, String)> {
    if table.len() > most {
        return Some((span.start..span.start, format!("a table with {} entries", table.len())));
    }
    table.iter().find_map(|(key, value)| in_value(value, key.span(), most))
}

fn in_value(value: &Spanned<DeValue<'_>>, span: Range<usize>, most: usize) -> Option<(Range<usize>, String)> {
    match value.get_ref() {
        DeValue::Table(inner) => crowded(inner, span, most),
        DeValue::Array(list) => {
            let plain = |v: &Spanned<DeValue<'_>>| {
                matches!(v.get_ref(), DeValue::Integer(_) | DeValue::Float(_) | DeValue::Array(_))
            };
            if list.len() > most && !list.first().is_some_and(plain) {
                return Some((span, format!("a list of {} entries", list.len())));
            }
            list.iter().find_map(|v| in_value(v, span.clone(), most))
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
    let Some(value) = taken(table, key) else { return Vec::new() };
    let span = value.span();
    match value.into_inner() {
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

/// Takes a list of tables out of its parent; a value that is no list is a finding.
pub(crate) fn take_list<'i>(
    table: &mut DeTable<'i>,
    key: &str,
    source: &Arc<SourceFile>,
    findings: &mut Diagnostics,
) -> Vec<Spanned<DeValue<'i>>> {
    let Some(value) = taken(table, key) else { return Vec::new() };
    let span = value.span();
    match value.into_inner() {
        DeValue::Array(list) => list.into_iter().collect(),
        other => {
            let message = format!("`{key}` must be a list of tables, not {}", other.type_str());
            let help = format!("write `[[{key}]]` and its keys below it, once for each");
            findings.push(Diagnostic::error(Code::WrongType, message).at(source, span).help(help));
            Vec::new()
        }
    }
}

/// A value, with an empty table left in its place: the key is known.
fn taken<'i>(table: &mut DeTable<'i>, key: &str) -> Option<Spanned<DeValue<'i>>> {
    let value = table.get_mut(key)?;
    Some(Spanned::new(value.span(), std::mem::replace(value.get_mut(), DeValue::Table(DeTable::new()))))
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
    /// The value as `T`, or every finding with its exact place.
    pub(crate) fn read<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>) -> Option<T> {
        let before = self.findings.iter().count();
        let (read, _) = self.read_on(value, &[])?;
        (self.findings.iter().count() == before).then_some(read)
    }

    /// The table without what is wrong in it, unless that is one of these keys or may have been meant to be one.
    pub(crate) fn read_but<T: DeserializeOwned>(
        &mut self,
        value: Spanned<DeValue<'_>>,
        essential: &[&str],
    ) -> Option<T> {
        let (read, left_out) = self.read_on(value, &[])?;
        let meant = |key: &String| nearest(key, essential.iter().copied()).is_some();
        (!left_out.iter().any(meant)).then_some(read)
    }

    /// Checks a file's id. One that is missing is a finding already, and stands nowhere.
    pub(crate) fn file_id(&mut self, id: &Spanned<String>) {
        if let Err(d) = check_file_id(id.get_ref())
            && !id.span().is_empty()
        {
            self.report(d, id.span());
        }
    }

    /// Checks the id that an entry is called by.
    pub(crate) fn id(&mut self, entry: &Entry<'_>) {
        if let Err(d) = check_id(&entry.key) {
            self.report(d, entry.key_span.clone());
        }
    }

    /// The table as far as it can be read, with the keys that could not: each is reported, and the rest is read without it.
    /// Of `needed` keys that are missing an empty text is read.
    pub(crate) fn read_on<T: DeserializeOwned>(
        &mut self,
        mut value: Spanned<DeValue<'_>>,
        needed: &[&'static str],
    ) -> Option<(T, Vec<String>)> {
        let span = value.span();
        let mut left_out: Vec<String> = Vec::new();
        loop {
            let again = value.get_ref().is_table().then(|| value.clone());
            let error = match T::deserialize(ValueDeserializer::from(value)) {
                Ok(read) => return Some((read, left_out)),
                Err(error) => error,
            };
            let at = error.span().filter(|s| !s.is_empty());
            let missing = error.message().strip_prefix("missing field `").and_then(|m| m.strip_suffix('`'));
            let mut table = again;
            let fields = if let Some(DeValue::Table(fields)) = table.as_mut().map(Spanned::get_mut) {
                Some(fields)
            } else {
                None
            };
            let key = fields.as_ref().and_then(|fields| key_at(fields, at.as_ref()?));
            // What was left out was there, perhaps under a name that was only slightly wrong.
            let was_there = |field: &str| left_out.iter().any(|out| nearest(out, [field]).is_some());
            if !missing.is_some_and(was_there) {
                let place = at.or_else(|| fields.as_ref()?.get(key.as_deref()?).map(Spanned::span));
                let finding = shape_error(error.message(), key.as_deref());
                self.findings.push(finding.at(self.source, place.unwrap_or_else(|| span.clone())));
            }
            let fields = fields.filter(|_| left_out.len() < ERRORS_A_TABLE)?;
            match (key, missing) {
                (Some(key), _) => {
                    let date = date_in_quotes(fields.get(key.as_str()), error.message());
                    if let (Some(date), Some(quoted)) = (date, fields.get_mut(key.as_str())) {
                        *quoted.get_mut() = DeValue::Datetime(date);
                    } else {
                        fields.remove(key.as_str());
                        left_out.push(key);
                    }
                }
                (None, Some(field)) => {
                    let field = *needed.iter().find(|needed| **needed == field)?;
                    let at = span.start..span.start;
                    fields.insert(
                        Spanned::new(at.clone(), Cow::Borrowed(field)),
                        Spanned::new(at, DeValue::String(Cow::Borrowed(""))),
                    );
                }
                (None, None) => return None,
            }
            value = table?;
        }
    }

    /// Reports a finding at a span of this file.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic, span: Range<usize>) {
        self.findings.push(diagnostic.at(self.source, span));
    }
}

/// The key in whose value something stands. The place of a table is only its heading.
fn key_at(table: &DeTable<'_>, at: &Range<usize>) -> Option<String> {
    let within = |span: Range<usize>| span.start <= at.start && at.end <= span.end;
    let holds = |value: &DeValue<'_>| matches!(value, DeValue::Table(inner) if key_at(inner, at).is_some());
    let found =
        table.iter().find(|(key, value)| within(key.span()) || within(value.span()) || holds(value.get_ref()))?;
    Some(found.0.get_ref().as_ref().to_owned())
}

/// A date that was only written in quotes: what comes after it is checked with it.
fn date_in_quotes(value: Option<&Spanned<DeValue<'_>>>, message: &str) -> Option<Datetime> {
    let DeValue::String(text) = value?.get_ref() else { return None };
    message.ends_with(DATE).then(|| text.parse().ok())?
}

/// What toml calls a date where it wanted one.
const DATE: &str = "expected a TOML datetime";

/// Words serde's and toml's messages in the format's own terms; `key`: whose value is meant.
fn shape_error(message: &str, key: Option<&str>) -> Diagnostic {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.contains(NOT_FINITE) {
        return Diagnostic::error(Code::NotFinite, NOT_FINITE)
            .help("write a finite number, or leave the value out: missing data has its own rules");
    }
    if message.contains("number overflowed") {
        return Diagnostic::error(Code::NotFinite, "a number that is too large").help("numbers go up to 1.8e308");
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
        return Diagnostic::error(Code::WrongType, "exactly one kind is needed here").help(match key {
            Some("rule") => "such as `rule.linear = { from = 0, to = 100 }`",
            _ => "keep one key, and leave the others out",
        });
    }
    let invalid = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, expected)) = invalid.and_then(|m| m.rsplit_once(", expected ")) {
        let diagnostic = Diagnostic::error(
            Code::WrongType,
            format!("expected {}, found {}", plain_expected(expected), plain_found(&shortened(found))),
        );
        let quoted = found.strip_prefix("string \"").and_then(|text| text.strip_suffix('"'));
        let meant = quoted.and_then(|text| match expected {
            "a TOML datetime" => text.parse::<Datetime>().ok().map(|date| format!("write {date} without quotes")),
            _ => number::meant(text).filter(|_| plain_expected(expected).contains("number")),
        });
        return match meant {
            Some(meant) => diagnostic.help(meant),
            None => diagnostic,
        };
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
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0 on".to_owned(),
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
