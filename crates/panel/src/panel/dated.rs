//! Named columns of a data file as dated numbers: for whoever takes series from files that others publish.

use super::columns::place;
use super::read::{Data, Forms, Layout};
use super::{SeriesFile, Shape, Wanted};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, shortened};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::path::Path;

/// A column of a data file over rising dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// The column's name, as the file writes it.
    pub name: String,
    /// A row each, dates rising; a missing number is `None`.
    pub rows: Vec<(Date, Option<f64>)>,
}

/// Reads columns of a CSV file, workbook or Parquet file by name. Rows may be unequally far apart; the latest may come first.
///
/// # Errors
///
/// Whatever is wrong with the file, its columns or their rows, with the row.
pub fn read_dated(
    path: &Path,
    columns: &[String],
    shape: &Shape,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Vec<Dated>, Error> {
    let wanted = Wanted {
        columns: columns.to_vec(),
        shape: shape.clone(),
        layout: layout.clone(),
        allow_gaps: true,
        ..Wanted::default()
    };
    let SeriesFile { dates, columns, .. } = SeriesFile::read(path.into(), &wanted, watch)?;
    let dated =
        |(name, column): (String, Vec<Option<f64>>)| Dated { name, rows: dates.iter().copied().zip(column).collect() };
    Ok(columns.into_iter().map(dated).collect())
}

/// Reads a column of numbers by the month, where a date is two columns: the year, of two digits or four, and the month. Rows
/// without both, titles and notes, are passed over; the months that are left follow each other without a gap. Years of two
/// digits are of 1960 to 2059.
///
/// # Errors
///
/// Whatever is wrong with the file or its columns; a month that is missing or comes twice; a word between numbers.
pub fn read_months(
    path: &Path,
    column: &str,
    (year, month): (&str, &str),
    forms: &Forms,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Dated, Error> {
    let data = Data::open(path, layout, forms, watch)?;
    let columns = [place(&data, year)?, place(&data, month)?, place(&data, column)?];
    let wrong = |line: u64, what: &str, help: &str| {
        Diagnostic::error(Code::Data, format!("{}: line {line}: {what}", data.name)).help(help)
    };
    let mut rows: Vec<(Date, Option<f64>)> = Vec::new();
    // The first word after a number: an error, if a number follows.
    let mut begun = false;
    let mut word: Option<(u64, String)> = None;
    for (line, [year, month, text]) in data.cells(columns)? {
        let whole = |text: &str| text.trim().strip_suffix(".0").unwrap_or(text.trim()).parse::<i16>().ok();
        let year = whole(&year).and_then(|year| match year {
            0..60 => Some(2000 + year),
            60..100 => Some(1900 + year),
            1000.. => Some(year),
            _ => None,
        });
        let month = whole(&month).and_then(|month| i8::try_from(month).ok());
        let Some(day) = year.zip(month).and_then(|(year, month)| Date::new(year, month, 1).ok()) else { continue };
        let date = day.last_of_month();
        if let Some((before, _)) = rows.last()
            && before.tomorrow().ok() != Some(day)
        {
            let what = format!("{date} follows {before}");
            return Err(wrong(line, &what, "months follow each other: one is missing, or comes twice").into());
        }
        let number = data.number(&text);
        match number {
            Ok(Some(_)) => {
                if let Some((line, word)) = word {
                    let what = format!("`{}` is no number", shortened(&word));
                    let help = "if it stands for a missing number, list it in `options.missing`";
                    return Err(wrong(line, &what, help).into());
                }
                begun = true;
            }
            Err(()) if begun => word = word.or(Some((line, text))),
            Ok(None) | Err(()) => {}
        }
        rows.push((date, number.unwrap_or_default()));
    }
    if rows.is_empty() {
        let message = format!("{} has no rows", data.name);
        let help = "a row has a year and a month, 1 to 12, in columns of their own";
        return Err(Diagnostic::error(Code::Empty, message).help(help).into());
    }
    Ok(Dated { name: column.to_owned(), rows })
}
