//! One scenario file: its tables with their shapes checked, nothing merged yet.

use super::file::{HeadFile, SeriesFile, ShockEntry, SourceFileEntry, ValueFile};
use super::texts::{Texts, take_notes, with_notes};
use super::{Shock, ShockKind, Value};
use crate::diag::{Code, Diagnostic, Diagnostics, Location, SourceFile};
use crate::format::{Entry, Shape, check_id, parse, take};
use crate::model::{check_schema, read_texts};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeValue;

/// One file of a chain.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) source: Arc<SourceFile>,
    pub(super) head: HeadFile,
    /// Whether what it says of its date, and of what it builds on, could be read and opened.
    pub(super) dated: bool,
    pub(super) sources: BTreeMap<String, SourceFileEntry>,
    pub(super) values: Vec<Given>,
    pub(super) series: Vec<GivenSeries>,
    pub(super) shocks: Vec<Shock>,
    pub(super) texts: Texts,
}

/// A series as the file gives it: id, its place, and the rest.
pub(super) type GivenSeries = (String, Range<usize>, SeriesFile);

/// A value as the file gives it.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) id: String,
    pub(super) span: Range<usize>,
    pub(super) value: GivenValue,
}

#[derive(Debug)]
pub(super) enum GivenValue {
    /// `shiller_cape = 39.58`.
    Shorthand(Value),
    /// `[values.shiller_cape]`.
    Full(Box<ValueFile>),
}

pub(super) fn level(source: &Arc<SourceFile>, findings: &mut Diagnostics) -> Option<Level> {
    let mut table = parse(source, findings)?;
    check_schema(&table, source, findings)?;
    if table.contains_key("dimension") || table.contains_key("indicator") {
        let help = "scenarios have [values] and [series.ID]; this is a model";
        findings.push(
            Diagnostic::error(Code::UnknownKey, format!("{} is a model, not a scenario", source.name())).help(help),
        );
        return None;
    }
    if ["node", "claim", "purchase", "stake"].iter().any(|key| table.contains_key(*key)) {
        let message = format!("{} is a network, not a scenario", source.name());
        findings.push(Diagnostic::error(Code::UnknownKey, message).help("networks are run by froth network"));
        return None;
    }
    let source_tables = take(&mut table, "sources", source, findings);
    let value_tables = take(&mut table, "values", source, findings);
    let series_tables = take(&mut table, "series", source, findings);
    let shock_tables = take(&mut table, "shock", source, findings);
    let mut text_tables = take(&mut table, "text", source, findings);
    let translated = take_notes(&mut text_tables, source, findings);

    let mut shape = Shape { source, findings };
    let head: Option<(HeadFile, Vec<String>)> =
        shape.read_on(toml::Spanned::new(0..0, DeValue::Table(table)), &["id", "title"]);
    if let Some((head, _)) = &head {
        shape.file_id(&head.id);
    }
    let sources = source_tables.into_iter().filter_map(|e| Some((e.key, shape.read(e.value)?))).collect();
    let values = value_tables.into_iter().filter_map(|e| given(e, &mut shape)).collect::<Vec<_>>();
    let series = series_tables
        .into_iter()
        .filter_map(|e| {
            shape.id(&e);
            Some((e.key, e.key_span, shape.read_but(e.value, &["points", "max_age", "source"])?))
        })
        .collect::<Vec<_>>();
    let shocks = shock_tables.into_iter().filter_map(|e| shock(e, &mut shape)).collect();
    let texts = with_notes(read_texts(text_tables, None, &mut shape), translated, (&values, &series), &mut shape);
    let (head, broken) = head?;
    let dated = !broken.iter().any(|key| key == "as_of" || key == "extends");
    Some(Level { source: Arc::clone(source), head, dated, sources, values, series, shocks, texts })
}

fn given(entry: Entry<'_>, shape: &mut Shape<'_>) -> Option<Given> {
    shape.id(&entry);
    let value = match entry.value.get_ref() {
        DeValue::Table(_) => {
            if swallowed_shorthand(&entry, shape) {
                return None;
            }
            let essential = ["value", "low", "high", "distribution", "source", "date"];
            GivenValue::Full(Box::new(shape.read_but(entry.value, &essential)?))
        }
        _ => GivenValue::Shorthand(shape.read(entry.value)?),
    };
    Some(Given { id: entry.key, span: entry.key_span, value })
}

/// A shorthand line below a `[values.x]` table belongs to that table: the usual slip deserves its own words.
fn swallowed_shorthand(entry: &Entry<'_>, shape: &mut Shape<'_>) -> bool {
    const KEYS: [&str; 11] =
        ["value", "low", "high", "distribution", "unit", "source", "url", "confidence", "date", "published", "note"];
    let DeValue::Table(table) = entry.value.get_ref() else { return false };
    let mut swallowed = false;
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let number = value.get_ref().is_integer() || value.get_ref().is_float();
        if number && !KEYS.contains(&name) && crate::diag::nearest(name, KEYS).is_none() && check_id(name).is_ok() {
            let message = format!("`{name}` stands in the table of `{}`", entry.key);
            let help = format!("shorthand values such as `{name} = ...` go above the first [values.x] table");
            shape.report(Diagnostic::error(Code::UnknownKey, message).help(help), key.span());
            swallowed = true;
        }
    }
    swallowed
}

fn shock(entry: Entry<'_>, shape: &mut Shape<'_>) -> Option<Shock> {
    shape.id(&entry);
    let location = Location::new(shape.source, entry.key_span.clone());
    if !entry.value.get_ref().is_table() {
        let help = format!("write `{} = {{ multiply = 0.6 }}`, `{{ add = 1.5 }}` or `{{ set = 40 }}`", entry.key);
        shape.report(Diagnostic::error(Code::Shock, "a shock says what it does").help(help), entry.value.span());
        return None;
    }
    let kind = match shape.read::<ShockEntry>(entry.value)? {
        ShockEntry::Multiply(x) => ShockKind::Multiply(x.0),
        ShockEntry::Add(x) => ShockKind::Add(x.0),
        ShockEntry::Set(value) => ShockKind::Set(value),
    };
    Some(Shock { id: entry.key, kind, location })
}
