//! Tables as sheets of an Excel workbook.

use froth_core::scenario::Value;
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Table, TableColumn, Workbook, XlsxError};

/// A sheet with one table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Datum>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Datum {
    Number(f64),
    Text(String),
    Truth(bool),
    Day(Date),
    Empty,
}

impl Sheet {
    pub(super) fn new(name: &'static str, columns: &[&str], rows: Vec<Vec<Datum>>) -> Self {
        Sheet { name, columns: columns.iter().map(|c| (*c).to_owned()).collect(), rows }
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

/// Characters that a cell can hold.
const LONGEST: usize = 32_767;

/// The workbook as a file; the same tables give the same bytes.
pub(super) fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The time of writing would make every file another one.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("froth").set_creation_datetime(&created));
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in sheets {
        let target = workbook.add_worksheet().set_name(sheet.name)?;
        for (r, row) in (1..).zip(&sheet.rows) {
            for (c, datum) in (0..).zip(row) {
                match datum {
                    Datum::Number(x) => target.write_number(r, c, *x)?,
                    Datum::Truth(x) => target.write_boolean(r, c, *x)?,
                    Datum::Text(text) => target.write_string(r, c, text.chars().take(LONGEST).collect::<String>())?,
                    Datum::Day(date) => match excel_day(*date) {
                        Some(at) => target.write_datetime_with_format(r, c, &at, &day)?,
                        None => target.write_string(r, c, date.to_string())?,
                    },
                    Datum::Empty => target,
                };
            }
        }
        let columns: Vec<TableColumn> = sheet.columns.iter().map(|c| TableColumn::new().set_header(c)).collect();
        let table = Table::new().set_name(sheet.name).set_columns(&columns);
        // A table has a row at least.
        let last = u32::try_from(sheet.rows.len().max(1)).unwrap_or(u32::MAX);
        let right = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        target.add_table(0, 0, last, right, &table)?;
        target.set_freeze_panes(1, 0)?;
        target.set_autofit_max_width(WIDEST);
        target.autofit();
    }
    workbook.save_to_buffer()
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
