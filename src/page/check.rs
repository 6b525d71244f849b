//! What `check` found, as data and as a page.

use super::content::{Cell, Page, Part, Span, Style, Table};
use crate::diag::{Diagnostics, Severity};
use serde::Serialize;

/// A file with everything that was found in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckedFile {
    /// As it was named.
    pub file: String,
    /// Whether it can be used.
    pub ok: bool,
    /// The findings.
    pub messages: Vec<Message>,
}

/// A finding as data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Stable name of the kind of finding.
    pub code: &'static str,
    /// The file that it is about, where that is another: one that this file extends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// From 1.
    pub line: Option<usize>,
    /// From 1, in characters.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl CheckedFile {
    /// The findings of a file.
    pub fn new(file: &str, findings: &Diagnostics) -> Self {
        let message = |d: &crate::diag::Diagnostic| {
            let place = d.location.as_ref().map(crate::diag::Location::line_column);
            let elsewhere = d.location.as_ref().map(|l| l.source.name()).filter(|name| *name != file);
            Message {
                severity: d.severity.as_str(),
                code: d.code.as_str(),
                file: elsewhere.map(str::to_owned),
                line: place.map(|p| p.0),
                column: place.map(|p| p.1),
                message: d.message.clone(),
                help: d.help.clone(),
            }
        };
        CheckedFile {
            file: file.to_owned(),
            ok: !findings.has_errors(),
            messages: findings.iter().map(message).collect(),
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.messages.iter().filter(|m| m.severity == severity.as_str()).count()
    }
}

/// A line a file, and a sum.
pub fn checked(files: &[CheckedFile]) -> Page {
    let mut page = Page::default();
    let mut table = Table::new(&[("", false), ("File", false), ("Findings", false)]);
    for file in files {
        let state = if file.ok { Span::plain("ok") } else { Span::new("bad".to_owned(), Style::Score(100.0)) };
        let counts = [(Severity::Error, "error"), (Severity::Warning, "warning")].map(|(severity, word)| {
            match file.count(severity) {
                0 => String::new(),
                1 => format!("1 {word}"),
                n => format!("{n} {word}s"),
            }
        });
        let counts: Vec<&str> = counts.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
        table.push(vec![state.into(), Cell::plain(file.file.clone()), Cell::plain(counts.join(", "))]);
    }
    page.parts.push(Part::Table(table));
    page
}

/// A row a finding; a row without one for a file without findings.
pub fn checked_csv(files: &[CheckedFile]) -> String {
    let mut rows = vec![["file", "ok", "severity", "code", "line", "column", "message", "help"].map(str::to_owned)];
    for file in files {
        let start = || (file.file.clone(), file.ok.to_string());
        if file.messages.is_empty() {
            let (name, ok) = start();
            rows.push([
                name,
                ok,
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
        }
        for m in &file.messages {
            let (name, ok) = start();
            let place = |x: Option<usize>| x.map(|x| x.to_string()).unwrap_or_default();
            let texts = (m.message.clone(), m.help.clone().unwrap_or_default());
            rows.push([
                name,
                ok,
                m.severity.to_owned(),
                m.code.to_owned(),
                place(m.line),
                place(m.column),
                texts.0,
                texts.1,
            ]);
        }
    }
    super::data::csv_rows(rows)
}
