//! Results as data: JSON documents and CSV rows.

use froth_core::made_from::MadeFrom;
use froth_core::number::data as number;
use froth_core::scenario::Value;
use froth_core::score::{Missing, Scorecard};
use froth_core::shown;
use serde::Serialize;

/// A JSON document: the schema number, what it was made from, then the result's own fields.
#[derive(Debug, Serialize)]
pub struct Document<'a, T> {
    schema: u32,
    made_from: &'a MadeFrom,
    #[serde(flatten)]
    content: T,
}

impl<'a, T: Serialize> Document<'a, T> {
    /// Wraps a result.
    pub fn new(made_from: &'a MadeFrom, content: T) -> Self {
        Document { schema: 1, made_from, content }
    }
}

/// A result as indented JSON with a line end.
pub fn json<T: Serialize>(made_from: &MadeFrom, content: T) -> String {
    // Results hold finite numbers and text keys only: writing them to memory cannot fail.
    shown::json(&Document::new(made_from, content)).unwrap_or_default() + "\n"
}

/// Rows as CSV text, for spreadsheets too; all have as many fields as the first.
pub fn csv_rows<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.as_ref().iter().map(|cell| shown::cell(cell).into_owned()));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Rows whose cells are given by the names of their columns: those of several kinds in one table, each with its own.
pub(super) struct NamedRows<'a> {
    columns: &'a [&'a str],
    rows: Vec<Vec<String>>,
}

impl<'a> NamedRows<'a> {
    pub(super) fn new(columns: &'a [&'a str]) -> Self {
        NamedRows { columns, rows: vec![columns.iter().map(|c| (*c).to_owned()).collect()] }
    }

    /// A row; what it does not name is empty.
    pub(super) fn push(&mut self, cells: &[(&str, String)]) {
        let cell = |column: &&str| {
            cells.iter().find(|(name, _)| name == column).map_or_else(String::new, |(_, text)| text.clone())
        };
        self.rows.push(self.columns.iter().map(cell).collect());
    }

    /// The rows as CSV, below the names of the columns.
    pub(super) fn csv(self) -> String {
        csv_rows(self.rows)
    }
}

/// Scorecards as CSV: a row a scenario and node.
pub fn csv(cards: &[Scorecard]) -> String {
    let header = [
        "scenario",
        "as_of",
        "model",
        "kind",
        "id",
        "parent",
        "overlay",
        "value",
        "unit",
        "score",
        "band",
        "weight",
        "contribution",
        "coverage",
        "missing",
        "reason",
    ];
    let mut rows = vec![header.map(str::to_owned)];
    for card in cards {
        let start = || (card.scenario.clone(), card.as_of.to_string(), card.model.clone());
        for d in &card.dimensions {
            let (scenario, as_of, model) = start();
            rows.push([
                scenario,
                as_of,
                model,
                "dimension".to_owned(),
                d.id.clone(),
                d.parent.clone().unwrap_or_default(),
                d.overlay.to_string(),
                String::new(),
                String::new(),
                number(d.score),
                d.band.clone().unwrap_or_default(),
                number(Some(d.weight)),
                number(d.contribution),
                number(Some(d.coverage)),
                d.score.is_none().to_string(),
                english(d.reason.as_ref()),
            ]);
        }
        for i in &card.indicators {
            let (scenario, as_of, model) = start();
            rows.push([
                scenario,
                as_of,
                model,
                "indicator".to_owned(),
                i.id.clone(),
                i.dimension.clone(),
                i.overlay.to_string(),
                match &i.value {
                    Some(Value::Number(x)) => x.to_string(),
                    Some(Value::Word(word)) => word.clone(),
                    None => String::new(),
                },
                i.unit.clone(),
                number(i.score),
                i.band.clone().unwrap_or_default(),
                number(Some(i.weight)),
                number(i.contribution),
                number(Some(if i.missing { 0.0 } else { 1.0 })),
                i.missing.to_string(),
                english(i.reason.as_ref()),
            ]);
        }
    }
    csv_rows(rows)
}

/// Data say why in English, whoever reads them.
fn english(reason: Option<&Missing>) -> String {
    reason.map(ToString::to_string).unwrap_or_default()
}
