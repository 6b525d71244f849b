//! Columns of a data file as series in time: one row a date.

use super::batch::{Entities, Field, Numeric, Selection};
use super::columns::{date_column, place};
use super::data::Data;
use super::dates;
use super::table::{first_gap, not_following};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use jiff::civil::Date;
use std::path::Path;

/// Which columns are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// Names of columns of numbers; empty: every one.
    pub(crate) columns: Vec<String>,
    pub(crate) date_column: Option<String>,
    pub(crate) zero_is_missing: Vec<String>,
    /// Whether rows may be unequally far apart.
    pub(crate) allow_gaps: bool,
}

/// Columns of numbers over rising dates.
#[derive(Debug, Clone, Default)]
pub(crate) struct SeriesFile {
    pub(crate) dates: Vec<Date>,
    /// Names and rows; a missing number is `None`.
    pub(crate) columns: Vec<(String, Vec<Option<f64>>)>,
    /// Numbers that were NaN or infinite.
    pub(crate) not_finite: u64,
    /// Columns left out, where none were named, for words among their numbers.
    pub(crate) mixed: Vec<String>,
}

/// The names of a file's columns.
pub(crate) fn names(path: &Path) -> Result<Vec<String>, Diagnostic> {
    Ok(Data::open(path)?.columns)
}

impl SeriesFile {
    /// Reads the columns wanted, and sees that dates rise by one step.
    pub(crate) fn read(path: &Path, wanted: &Wanted) -> Result<Self, Error> {
        let data = Data::open(path)?;
        let date = date_column(&data, wanted.date_column.as_deref())?;
        let mut findings = Diagnostics::new();
        let mut keep = |found: Result<usize, Diagnostic>| found.map_err(|d| findings.push(d)).ok();
        let zeros: Vec<usize> = wanted.zero_is_missing.iter().filter_map(|name| keep(place(&data, name))).collect();
        let chosen: Vec<usize> = wanted.columns.iter().filter_map(|name| keep(place(&data, name))).collect();
        if findings.has_errors() {
            return Err(findings.into());
        }
        let (chosen, mixed) = if wanted.columns.is_empty() { every(&data, date)? } else { (chosen, Vec::new()) };
        if chosen.is_empty() {
            let message = format!("{} has no column beside its dates", path.display());
            let help = "a data file has a column of dates and one or more of numbers";
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
        let field = |column: usize| Field { column, zero_is_missing: zeros.contains(&column), words: None };
        let selection = Selection {
            date,
            entity: None,
            fields: chosen.iter().map(|c| Some(field(*c))).collect(),
            groups: Vec::new(),
        };
        let mut columns = vec![Vec::new(); chosen.len()];
        let (mut days, mut not_finite) = (Vec::new(), 0);
        let mut rows = data.rows(&selection)?;
        while let Some(batch) = rows(&mut Entities::default()) {
            let batch = batch?;
            days.extend(batch.dates);
            not_finite += batch.not_finite;
            for (all, more) in columns.iter_mut().zip(batch.columns) {
                all.extend(more.into_iter().map(|x| Some(x).filter(|x| x.is_finite())));
            }
        }
        if days.is_empty() {
            let message = format!("{} has no rows", path.display());
            let help = "a data file has a header line and a row for each date";
            return Err(Diagnostic::error(Code::Empty, message).help(help).into());
        }
        in_order(path, &days, wanted.allow_gaps)?;
        let names = chosen.into_iter().map(|c| data.columns[c].clone());
        let dates = days.into_iter().map(|day| dates::from_days(day).unwrap_or(Date::MAX)).collect();
        let mixed = mixed.into_iter().map(|c| data.columns[c].clone()).collect();
        Ok(SeriesFile { dates, columns: names.zip(columns).collect(), not_finite, mixed })
    }
}

/// Every column of numbers, and those left out for words among them. Where there is none at all, the first column beside the
/// dates: reading it says where what is no number is.
fn every(data: &Data<'_>, date: usize) -> Result<(Vec<usize>, Vec<usize>), Diagnostic> {
    let Numeric { mut numbers, mut mixed } = data.numeric()?;
    numbers.retain(|c| *c != date);
    mixed.retain(|c| *c != date);
    if numbers.is_empty() {
        let first = mixed.first().copied().or_else(|| (0..data.columns.len()).find(|c| *c != date));
        return Ok((first.into_iter().collect(), Vec::new()));
    }
    Ok((numbers, mixed))
}

/// Dates rise, each once, and by one step.
fn in_order(path: &Path, days: &[i32], allow_gaps: bool) -> Result<(), Diagnostic> {
    let shown = |row: usize| dates::from_days(days[row]).map(|d| d.to_string()).unwrap_or_default();
    let wrong = |row: usize, what: String, help: &str| {
        Err(Diagnostic::error(Code::Data, format!("{}: row {}: {what}", path.display(), row + 1)).help(help))
    };
    if let Some(before) = days.windows(2).position(|pair| pair[1] <= pair[0]) {
        let row = before + 1;
        if days[row] == days[before] {
            let help = "a series has one row a date; a table with a row for each entity needs a file for each of them";
            return wrong(row, format!("there are two rows for {}", shown(row)), help);
        }
        return wrong(row, format!("{} comes after {}", shown(row), shown(before)), "sort the file by date first");
    }
    match first_gap(days) {
        Some(row) if !allow_gaps => wrong(
            row,
            not_following(days, row),
            "the tests count rows: fill the gap, or count rows as they stand with `options.allow_gaps`",
        ),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: &[&str]) -> Vec<i32> {
        texts.iter().map(|text| dates::to_days(dates::parse(text).unwrap())).collect()
    }

    #[test]
    fn gaps_are_found_by_the_usual_step() {
        let gap = |texts: &[&str]| first_gap(&days(texts));
        assert_eq!(gap(&["2000-01", "2000-02", "2000-03", "2000-05"]), Some(3));
        assert_eq!(gap(&["2000-01", "2000-03", "2000-04", "2000-05"]), Some(1));
        assert_eq!(gap(&["2000", "2001", "2002"]), None);
        assert_eq!(gap(&["2000-01-03", "2000-01-10", "2000-01-11", "2000-01-12", "2000-01-13"]), None);
        assert_eq!(gap(&["2000-01-03", "2000-01-04", "2000-01-05", "2000-02-05"]), Some(3));
        assert_eq!(gap(&["2000-01-03"]), None);
    }

    #[test]
    fn rows_out_of_order_are_named() {
        let said = |texts: &[&str]| in_order(Path::new("x.csv"), &days(texts), false).unwrap_err().to_string();
        assert!(said(&["2000-01", "2000-01"]).contains("row 2: there are two rows for 2000-01-31"));
        assert!(said(&["2000-01", "2000-03", "2000-02"]).contains("row 3: 2000-02-29 comes after 2000-03-31"));
        assert!(said(&["2000-01", "2000-02", "2000-03", "2000-05"]).contains("row 4: 2000-05-31 does not follow"));
    }
}
