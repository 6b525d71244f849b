//! What is built in, as a page.

use super::content::{Cell, Page, Span, Table};
use crate::locale::Locale;
use jiff::civil::Date;
use serde::Serialize;

/// One built-in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// `model`, `scenario`, `network` or `feeds`.
    pub kind: &'static str,
    /// Its folder.
    pub group: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The day that a scenario or network describes.
    pub as_of: Option<Date>,
    /// The model that a scenario is meant for.
    pub model: Option<String>,
}

/// Models, then scenarios by group, then networks, then feed files.
pub fn listing(entries: &[Entry], locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    let mut groups: Vec<(&str, &str)> = Vec::new();
    for entry in entries {
        if !groups.contains(&(entry.kind, &entry.group)) {
            groups.push((entry.kind, &entry.group));
        }
    }
    for (kind, group) in groups {
        let heading = match (kind, group) {
            ("network", _) => words.listed_networks().to_owned(),
            ("feeds", _) => words.listed_feeds().to_owned(),
            ("model", _) => words.listed_models().to_owned(),
            (_, "") => words.listed_scenarios().to_owned(),
            ("scenario", "eras") => words.listed_eras().to_owned(),
            ("scenario", "companies") => words.listed_companies().to_owned(),
            ("scenario", "calibration") => words.listed_calibration().to_owned(),
            ("scenario", "what-if") => words.listed_what_ifs().to_owned(),
            (_, group) => words.listed_group(group),
        };
        let mut table =
            Table::new(&[(words.listed_id(), false), (words.as_of(), false), (words.listed_title(), false)]);
        for entry in entries.iter().filter(|e| e.kind == kind && e.group == group) {
            let as_of = entry.as_of.map(|d| d.to_string()).unwrap_or_default();
            table.push(vec![
                Span::strong(entry.id.clone()).into(),
                Span::faint(as_of).into(),
                Cell::plain(entry.title.clone()),
            ]);
        }
        page.section(&heading, table);
    }
    page
}

/// A row a built-in.
pub fn listing_csv(entries: &[Entry]) -> String {
    let mut rows = vec![["kind", "group", "id", "title", "as_of", "model"].map(str::to_owned)];
    for e in entries {
        let as_of = e.as_of.map(|d| d.to_string()).unwrap_or_default();
        rows.push([
            e.kind.to_owned(),
            e.group.clone(),
            e.id.clone(),
            e.title.clone(),
            as_of,
            e.model.clone().unwrap_or_default(),
        ]);
    }
    super::data::csv_rows(rows)
}
