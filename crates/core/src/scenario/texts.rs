//! Translations of a scenario: its title, the notes of its figures, and what else it says in its own words.

use super::load::{Given, GivenSeries, GivenValue};
use crate::diag::{Code, Diagnostic, Diagnostics, SourceFile, did_you_mean};
use crate::format::{Entry, Shape, take};
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::de::DeValue;

/// Language tag, then `title` or a text of the file, then its translation.
pub(super) type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// The tables of translated notes, as they mirror the file: language, table, and its lines.
pub(super) struct Notes<'i> {
    language: String,
    table: &'static str,
    lines: Vec<Entry<'i>>,
}

/// Takes `[text.LANGUAGE.values]` and `[text.LANGUAGE.series]` out of the languages.
pub(super) fn take_notes<'i>(
    languages: &mut [Entry<'i>],
    source: &Arc<SourceFile>,
    findings: &mut Diagnostics,
) -> Vec<Notes<'i>> {
    let mut all = Vec::new();
    for language in languages {
        let DeValue::Table(of) = language.value.get_mut() else { continue };
        for table in ["values", "series"] {
            let lines = take(of, table, source, findings);
            of.remove(table);
            all.push(Notes { language: language.key.clone(), table, lines });
        }
    }
    all
}

/// Adds them by the notes' own texts, by which a page asks for a translation, and with which those who extend the file inherit it.
pub(super) fn with_notes(
    mut texts: Texts,
    translated: Vec<Notes<'_>>,
    (values, series): (&[Given], &[GivenSeries]),
    shape: &mut Shape<'_>,
) -> Texts {
    let of_values = values.iter().filter_map(|v| match &v.value {
        GivenValue::Full(file) => Some((("values", v.id.as_str()), file.note.as_ref()?)),
        GivenValue::Shorthand(_) => None,
    });
    let of_series = series.iter().filter_map(|(id, _, file)| Some((("series", id.as_str()), file.note.as_ref()?)));
    let notes: BTreeMap<(&str, &str), &String> = of_values.chain(of_series).collect();
    for Notes { language, table, lines } in translated {
        let of = texts.entry(language).or_default();
        for line in lines {
            let Some(note) = notes.get(&(table, line.key.as_str())) else {
                let ids = notes.keys().filter(|(own, _)| *own == table).map(|(_, id)| *id);
                let help = did_you_mean(&line.key, "figures with a note", ids);
                let message = format!("[{table}.{}] has no note to translate", line.key);
                shape.report(Diagnostic::error(Code::Text, message).help(help), line.key_span);
                continue;
            };
            if let Some(text) = shape.read::<String>(line.value) {
                of.insert((*note).clone(), text);
            }
        }
    }
    texts
}
