//! What `check` found, as data and as a page.

use super::audit_findings::said;
use super::content::{Cell, Page, Part, Span, Style, Table};
use crate::locale::{Language, Locale};
use froth_core::diag::{Diagnostic, Diagnostics, Severity};
use froth_panel::audit::{ModelAudit, NetworkAudit};
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

impl Message {
    /// A finding; the file is named where that is another than `own`.
    pub(super) fn new(d: &Diagnostic, own: Option<&str>) -> Self {
        let place = d.location.as_ref().map(froth_core::diag::Location::line_column);
        let elsewhere = d.location.as_ref().map(|l| l.source.name()).filter(|name| Some(*name) != own);
        Message {
            severity: d.severity.as_str(),
            code: d.code.as_str(),
            file: elsewhere.map(str::to_owned),
            line: place.map(|p| p.0),
            column: place.map(|p| p.1),
            message: d.message.clone(),
            help: d.help.clone(),
        }
    }
}

impl CheckedFile {
    /// The findings of a file.
    pub fn new(file: &str, findings: &Diagnostics) -> Self {
        CheckedFile {
            file: file.to_owned(),
            ok: !findings.has_errors(),
            messages: findings.iter().map(|d| Message::new(d, Some(file))).collect(),
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.messages.iter().filter(|m| m.severity == severity.as_str()).count()
    }
}

/// A line a file, and a sum.
pub fn checked(files: &[CheckedFile], locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    let mut table = Table::new(&[("", false), (words.checked_file(), false), (words.checked_findings(), false)]);
    for file in files {
        let state = if file.ok {
            Span::plain(words.checked_ok())
        } else {
            Span::new(words.checked_bad().to_owned(), Style::Score(100.0))
        };
        let some = |severity: Severity| Some(file.count(severity)).filter(|count| *count > 0);
        let errors = some(Severity::Error).map(|count| words.errors(count));
        let warnings = some(Severity::Warning).map(|count| words.warnings(count));
        let counts: Vec<String> = errors.into_iter().chain(warnings).collect();
        table.push(vec![state.into(), Cell::plain(file.file.clone()), Cell::plain(locale.listed(&counts))]);
    }
    page.parts.push(Part::Table(table));
    page
}

/// A row a finding; a row without one for a file without findings. Findings of audits come last, under the file they are about.
pub fn checked_csv(files: &[CheckedFile], audits: &[ModelAudit], networks: &[NetworkAudit]) -> String {
    let mut rows = vec![["file", "ok", "severity", "code", "line", "column", "message", "help"].map(str::to_owned)];
    let row = |file: &str, ok: &str, m: Option<&Message>| {
        let place = |x: Option<usize>| x.map(|x| x.to_string()).unwrap_or_default();
        [
            file.to_owned(),
            ok.to_owned(),
            m.map_or_else(String::new, |m| m.severity.to_owned()),
            m.map_or_else(String::new, |m| m.code.to_owned()),
            place(m.and_then(|m| m.line)),
            place(m.and_then(|m| m.column)),
            m.map_or_else(String::new, |m| m.message.clone()),
            m.and_then(|m| m.help.clone()).unwrap_or_default(),
        ]
    };
    for file in files {
        let ok = file.ok.to_string();
        if file.messages.is_empty() {
            rows.push(row(&file.file, &ok, None));
        }
        rows.extend(file.messages.iter().map(|m| row(&file.file, &ok, Some(m))));
    }
    for finding in audits.iter().flat_map(|a| &a.findings).chain(networks.iter().flat_map(|a| &a.findings)) {
        let message = Message::new(&said(finding, Language::English), None);
        rows.push(row(message.file.as_deref().unwrap_or_default(), "true", Some(&message)));
    }
    super::data::csv_rows(rows)
}
