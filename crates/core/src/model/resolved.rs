//! A model's file with its defaults written out.

use super::defaults::Defaults;
use crate::Error;
use crate::diag::{Diagnostics, SourceFile};
use crate::format::{Entry, Shape, entries, parse, take};
use std::fmt::Write;
use std::sync::Arc;
use toml::de::DeValue;

/// Tables of tables, which are written one by one.
const BY_ID: [&str; 5] = ["dimension", "indicator", "alert", "episode", "text"];

/// The text of a model in which every indicator says itself what it has by default. Comments and layout are not kept.
///
/// ```
/// use froth_core::{diag::SourceFile, model::resolved};
/// let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[defaults.indicator]\nrule.minmax = { over = 'cross_section' }
/// [dimension.root]\n[indicator]\na = { dimension = 'root' }\n";
/// let found = resolved(&SourceFile::new("m.toml", text)).unwrap();
/// assert!(found.ends_with("[indicator.a]\ndimension = \"root\"\nrule = { minmax = { over = \"cross_section\" } }\n"));
/// ```
///
/// # Errors
///
/// What is wrong with the defaults, or no TOML. [`Model::parse`](super::Model::parse) says what else is.
pub fn resolved(source: &Arc<SourceFile>) -> Result<String, Error> {
    let mut findings = Diagnostics::new();
    let text = written(source, &mut findings);
    findings.into_result(text).map(|(text, _)| text)
}

fn written(source: &Arc<SourceFile>, findings: &mut Diagnostics) -> Option<String> {
    let mut table = parse(source, findings)?;
    let dimensions = take(&mut table, "dimension", source, findings);
    let mut indicators = take(&mut table, "indicator", source, findings);
    let defaults = Defaults::read(table.remove("defaults"), &dimensions, &mut Shape { source, findings })?;
    defaults.fill(&mut indicators, &dimensions);
    let mut text = String::new();
    let (mut tables, mut plain) = (Vec::new(), Vec::new());
    for entry in entries(table) {
        if entry.value.get_ref().is_table() { tables.push(entry) } else { plain.push(entry) }
    }
    for entry in &plain {
        line(&mut text, &entry.key, entry.value.get_ref());
    }
    for Entry { key, value, .. } in tables {
        let DeValue::Table(table) = value.into_inner() else { continue };
        if !BY_ID.contains(&key.as_str()) {
            section(&mut text, &self::key(&key), entries(table));
            continue;
        }
        let own = match key.as_str() {
            // Taken out above.
            "dimension" => &dimensions,
            "indicator" => &indicators,
            _ => &entries(table),
        };
        for entry in own {
            let DeValue::Table(table) = entry.value.get_ref().clone() else { continue };
            section(&mut text, &format!("{key}.{}", self::key(&entry.key)), entries(table));
        }
    }
    Some(text)
}

fn section(text: &mut String, name: &str, mut of: Vec<Entry<'_>>) {
    // Defaults stand further up in the file: what an indicator belongs to still comes first.
    of.sort_by_key(|entry| entry.key != "dimension");
    let _ = writeln!(text, "\n[{name}]");
    for entry in of {
        line(text, &entry.key, entry.value.get_ref());
    }
}

fn line(text: &mut String, name: &str, value: &DeValue<'_>) {
    let _ = write!(text, "{} = ", key(name));
    inline(text, value);
    text.push('\n');
}

/// A key as it is written.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn inline(text: &mut String, value: &DeValue<'_>) {
    match value {
        DeValue::String(s) => text.push_str(&quoted(s)),
        DeValue::Integer(n) => {
            let sign = match n.radix() {
                16 => "0x",
                8 => "0o",
                2 => "0b",
                _ => "",
            };
            let _ = write!(text, "{sign}{}", n.as_str());
        }
        DeValue::Float(x) => text.push_str(x.as_str()),
        DeValue::Boolean(b) => {
            let _ = write!(text, "{b}");
        }
        DeValue::Datetime(day) => {
            let _ = write!(text, "{day}");
        }
        DeValue::Array(list) => {
            text.push('[');
            for (place, item) in list.iter().enumerate() {
                text.push_str(if place > 0 { ", " } else { "" });
                inline(text, item.get_ref());
            }
            text.push(']');
        }
        DeValue::Table(table) => {
            let of = entries(table.clone());
            text.push_str(if of.is_empty() { "{" } else { "{ " });
            for (place, entry) in of.iter().enumerate() {
                text.push_str(if place > 0 { ", " } else { "" });
                let _ = write!(text, "{} = ", key(&entry.key));
                inline(text, entry.value.get_ref());
            }
            text.push_str(if of.is_empty() { "}" } else { " }" });
        }
    }
}
