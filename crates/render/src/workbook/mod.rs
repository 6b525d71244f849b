//! Results as Excel workbooks: the one way in which sheets are laid out and written, and the workbook of a panel.

mod front;
mod made_from;
mod panel;
mod words;

use crate::locale::Language;
pub(crate) use front::{Front, Line};
pub(crate) use made_from::made_from;
pub use panel::{PanelBook, panel_workbook};
use words::words;

use froth_core::scenario::Value;
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Table, TableColumn, Workbook, Worksheet, XlsxError};
use std::collections::BTreeSet;

/// A sheet with one table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sheet {
    name: &'static str,
    /// Names of fields, or headings, each with how its numbers are shown.
    columns: Vec<(String, &'static str)>,
    rows: Vec<Vec<Datum>>,
    /// How many columns stay in sight.
    frozen: u16,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Datum {
    Number(f64),
    Text(String),
    Truth(bool),
    Day(Date),
    Empty,
}

impl Sheet {
    pub(crate) fn new(name: &'static str, columns: &[&str], rows: Vec<Vec<Datum>>) -> Self {
        Sheet { name, columns: columns.iter().map(|c| ((*c).to_owned(), shown(name, c))).collect(), rows, frozen: 0 }
    }

    /// A sheet as wide as a model: headings with how their numbers are shown, the first columns in sight.
    fn wide(name: &'static str, columns: Vec<(String, &'static str)>, rows: Vec<Vec<Datum>>, frozen: u16) -> Self {
        Sheet { name, columns, rows, frozen }
    }
}

impl From<f64> for Datum {
    fn from(x: f64) -> Self {
        Datum::Number(x)
    }
}

impl From<bool> for Datum {
    fn from(x: bool) -> Self {
        Datum::Truth(x)
    }
}

impl From<Date> for Datum {
    fn from(x: Date) -> Self {
        Datum::Day(x)
    }
}

impl From<&str> for Datum {
    fn from(x: &str) -> Self {
        Datum::Text(x.to_owned())
    }
}

impl From<String> for Datum {
    fn from(x: String) -> Self {
        Datum::Text(x)
    }
}

impl From<Option<f64>> for Datum {
    fn from(x: Option<f64>) -> Self {
        x.map_or(Datum::Empty, Datum::Number)
    }
}

impl From<Option<String>> for Datum {
    fn from(x: Option<String>) -> Self {
        x.map_or(Datum::Empty, Datum::Text)
    }
}

impl From<Option<&Value>> for Datum {
    fn from(x: Option<&Value>) -> Self {
        match x {
            Some(Value::Number(x)) => Datum::Number(*x),
            Some(Value::Word(word)) => Datum::Text(word.clone()),
            None => Datum::Empty,
        }
    }
}

/// The widest that a column is made, in pixels.
const WIDEST: u32 = 420;

/// The width of a column of sentences, in characters.
const SENTENCE: f64 = 110.0;

/// Characters that a cell can hold.
const LONGEST: usize = 32_767;

/// How scores, points, shares and raw values are shown; the cells hold them in full.
pub(crate) const POINTS: &str = "0.0";
pub(crate) const SIGNED: &str = "+0.0;-0.0;0.0";
pub(crate) const SHARE: &str = "0.0 %";
const RAW: &str = "#,##0.00##";
const DAY: &str = "yyyy-mm-dd";

/// How the numbers of a column are shown, by the name that it has in every table.
fn shown(sheet: &str, column: &str) -> &'static str {
    match (sheet, column) {
        ("scores", "weight") | (_, "coverage") | ("audit", "nominal" | "effective" | "missing") => SHARE,
        ("audit", "correlation" | "spearman" | "kendall") => "0.00",
        ("differences", "points") => SIGNED,
        ("intervals", _) | (_, "score" | "contribution" | "if_calm" | "years_since_spark") => POINTS,
        (_, "value" | "low" | "high" | "before" | "after") => RAW,
        _ => "",
    }
}

impl Datum {
    /// Puts it into a cell; a number in the format given.
    fn write(&self, sheet: &mut Worksheet, (r, c): (u32, u16), format: &str) -> Result<(), XlsxError> {
        let format = Format::new().set_num_format(if format.is_empty() { "General" } else { format });
        match self {
            Datum::Number(x) => sheet.write_number_with_format(r, c, *x, &format)?,
            Datum::Truth(x) => sheet.write_boolean(r, c, *x)?,
            Datum::Text(text) => sheet.write_string(r, c, text.chars().take(LONGEST).collect::<String>())?,
            Datum::Day(date) => match excel_day(*date) {
                Some(at) => sheet.write_datetime_with_format(r, c, &at, &Format::new().set_num_format(DAY))?,
                None => sheet.write_string(r, c, date.to_string())?,
            },
            Datum::Empty => sheet,
        };
        Ok(())
    }
}

/// The workbook as a file, with headings for people in place of the names of fields; the same tables give the same bytes.
pub(crate) fn workbook(front: &Front, sheets: &[Sheet], language: Language) -> Result<Vec<u8>, XlsxError> {
    let words = words(language);
    let mut workbook = Workbook::new();
    // The time of writing would make every file another one.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("froth").set_creation_datetime(&created));
    front.write(&mut workbook)?;
    for sheet in sheets {
        let target = workbook.add_worksheet().set_name(sheet.name)?;
        for (r, row) in (1..).zip(&sheet.rows) {
            for ((c, datum), (_, format)) in (0..).zip(row).zip(&sheet.columns) {
                datum.write(target, (r, c), format)?;
            }
            if let ([Datum::Text(text)], [_]) = (row.as_slice(), sheet.columns.as_slice()) {
                target.write_string_with_format(r, 0, text, &Format::new().set_text_wrap())?;
            }
        }
        let columns: Vec<TableColumn> =
            headings(sheet, words).into_iter().map(|heading| TableColumn::new().set_header(heading)).collect();
        let table = Table::new().set_name(sheet.name).set_columns(&columns);
        // A table has a row at least.
        let last = u32::try_from(sheet.rows.len().max(1)).unwrap_or(u32::MAX);
        let right = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        target.add_table(0, 0, last, right, &table)?;
        target.set_freeze_panes(1, sheet.frozen)?;
        target.set_autofit_max_width(WIDEST);
        target.autofit();
        if let [_] = sheet.columns.as_slice() {
            // Sentences, one under the other.
            target.set_column_width(0, SENTENCE)?;
        }
        // On paper a sheet is one page wide, with its head on every page.
        target.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        target.set_print_area(0, 0, last, right)?.set_repeat_rows(0, 0)?;
    }
    workbook.save_to_buffer()
}

/// Headings for people. In a table no two may be alike, in whatever case.
fn headings(sheet: &Sheet, words: words::Words) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let unique = |(field, _): &(String, &'static str)| {
        let heading = words.column(field).to_owned();
        let numbered = |n: usize| if n == 1 { heading.clone() } else { format!("{heading} ({n})") };
        let found = (1..=sheet.columns.len())
            .map(numbered)
            .find(|heading| !seen.contains(&heading.to_lowercase()))
            .unwrap_or_default();
        seen.insert(found.to_lowercase());
        found
    };
    sheet.columns.iter().map(unique).collect()
}

const FIRST_DAY: Date = jiff::civil::date(1900, 3, 1);

/// The day as Excel counts days; none before March 1900, since Excel knows a 29th of February in that year, and no day before it.
fn excel_day(date: Date) -> Option<ExcelDateTime> {
    if date < FIRST_DAY {
        return None;
    }
    let (year, month, day) = (u16::try_from(date.year()).ok()?, date.month(), date.day());
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_that_excel_has_no_number_for_are_texts() {
        for (day, known) in [
            (date(1871, 1, 31), false),
            (date(1899, 12, 31), false),
            (date(1900, 1, 1), false),
            (date(1900, 2, 28), false),
            (date(1900, 3, 1), true),
            (date(1929, 9, 3), true),
            (date(9999, 12, 31), true),
        ] {
            assert_eq!(excel_day(day).is_some(), known, "{day}");
        }
    }
}
