//! From a column with missing rows to a series without any.

use super::Trimmed;
use crate::days::{first_gap, to_days};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_series::SeriesError;
use froth_series::watch::{Stopped, Watch};
use jiff::civil::Date;
use std::ops::Range;

/// A series to be tested: named, dated, without gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    pub(super) name: String,
    pub(super) dates: Vec<Date>,
    /// What is tested.
    pub(super) values: Vec<f64>,
    /// The same before logarithms.
    pub(super) levels: Vec<f64>,
    /// The row of the table, from 0, that the first one is.
    pub(super) first_row: usize,
    pub(super) trimmed: Trimmed,
    pub(super) log: bool,
}

impl Input {
    /// Cuts missing rows off both ends, leaves out those of a table whose other series come more often, and takes
    /// logarithms where wanted.
    ///
    /// # Errors
    ///
    /// No number at all, a missing row between others, a number without logarithm: with the row, from 1, and its date.
    pub fn new(name: &str, dates: &[Date], column: &[Option<f64>], log: bool) -> Result<Self, Error> {
        let wrong = |what: String, help: &str| {
            Err(Diagnostic::error(Code::Data, format!("column `{name}`: {what}")).help(help).into())
        };
        let present = |x: &Option<f64>| x.is_some_and(f64::is_finite);
        let (Some(first), Some(last)) = (column.iter().position(present), column.iter().rposition(present)) else {
            return wrong("there is no number in any row".to_owned(), "name another one with `options.column`");
        };
        let place = |row: usize| place(row, dates);
        let rows = rows_of_its_own(first..last + 1, dates, column);
        let between = last + 1 - first - rows.len();
        let mut levels = Vec::with_capacity(rows.len());
        for (row, x) in rows.iter().map(|row| (*row, column[*row])) {
            match x.filter(|x| x.is_finite()) {
                Some(x) if log && x <= 0.0 => {
                    let help = if x < 0.0 {
                        "leave out `options.log`"
                    } else {
                        "leave out `options.log`, or read zeros as missing with `options.zero_is_missing` COLUMN"
                    };
                    return wrong(format!("{} is {x}, which has no logarithm", place(row)), help);
                }
                Some(x) => levels.push(x),
                None => {
                    return wrong(
                        format!("{} is missing (empty, NaN or infinite), between rows that are not", place(row)),
                        "fill it, or start after it: missing rows are left out at the beginning, at the end, and where the others are \
                         equally far apart; `options.every` takes the last value of each month, quarter or year",
                    );
                }
            }
        }
        let values = if log { levels.iter().map(|x| x.ln()).collect() } else { levels.clone() };
        Ok(Input {
            name: name.to_owned(),
            dates: rows.iter().map(|row| dates[*row]).collect(),
            values,
            levels,
            first_row: first,
            trimmed: Trimmed { leading: first, trailing: column.len() - 1 - last, between },
            log,
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Missing rows that were cut off.
    pub fn trimmed(&self) -> Trimmed {
        self.trimmed
    }

    /// The rows from one day to another.
    pub(super) fn between(&self, from: Date, to: Date) -> Range<usize> {
        let end = self.dates.partition_point(|date| *date <= to);
        self.dates.partition_point(|date| *date < from).min(end)..end
    }

    /// Why the tests refuse it.
    pub(super) fn refused(&self, error: &SeriesError) -> Diagnostic {
        let last = self.values.len() - 1;
        let rows = format!("rows {} to {}", self.first_row + 1, self.first_row + 1 + last);
        let said = match error {
            SeriesError::NotFinite { row } => {
                format!("{} is not a finite number", place(self.first_row + row, &self.dates))
            }
            _ => error.text(&[]),
        };
        let message = format!("column `{}`, {rows}, {} to {}: {said}", self.name, self.dates[0], self.dates[last]);
        let finding = Diagnostic::error(Code::Data, message);
        match error {
            SeriesError::Constant => finding.help("name the columns to be tested with `options.column`"),
            _ => match error.help() {
                Some(help) => finding.help(help),
                None => finding,
            },
        }
    }
}

/// Something of each series, or all that is wrong with them.
pub(super) fn each<I, T>(
    inputs: impl IntoIterator<Item = I>,
    watch: &dyn Watch,
    mut of: impl FnMut(I) -> Result<T, Diagnostic>,
) -> Result<Vec<T>, Error> {
    let mut findings = Diagnostics::new();
    let mut all = Vec::new();
    for input in inputs {
        match of(input) {
            Ok(one) => all.push(one),
            Err(finding) => findings.push(finding),
        }
        if watch.stopped() {
            return Err(Stopped.into());
        }
    }
    if findings.has_errors() { Err(findings.into()) } else { Ok(all) }
}

/// The rows of a series: those that have a number, if there are enough to see that they are equally far apart, as of a
/// quarterly series in a monthly table or of daily prices without holidays. Else all: what is missing is a hole.
fn rows_of_its_own(within: Range<usize>, dates: &[Date], column: &[Option<f64>]) -> Vec<usize> {
    /// With fewer, a hole in the middle looks like a slower rhythm.
    const FEWEST: usize = 6;
    let own: Vec<usize> = within.clone().filter(|row| column[*row].is_some_and(f64::is_finite)).collect();
    let days: Vec<i32> = own.iter().filter_map(|row| dates.get(*row)).map(|date| to_days(*date)).collect();
    if own.len() >= FEWEST && days.len() == own.len() && first_gap(&days).is_none() { own } else { within.collect() }
}

/// `row 5 (1980-05-31)`.
fn place(row: usize, dates: &[Date]) -> String {
    match dates.get(row) {
        Some(date) => format!("row {} ({date})", row + 1),
        None => format!("row {}", row + 1),
    }
}

/// One column over another, row by row; missing where one of them is. A quotient that is no number is an error, with its date.
#[cfg(any(feature = "polars", test))]
pub(super) fn ratio(
    [above_name, below_name]: [&str; 2],
    dates: &[Date],
    above: &[Option<f64>],
    below: &[Option<f64>],
) -> Result<Vec<Option<f64>>, Diagnostic> {
    let quotient = |(row, (a, b)): (usize, (&Option<f64>, &Option<f64>))| match a.zip(*b) {
        None => Ok(None),
        Some((a, b)) if (a / b).is_finite() => Ok(Some(a / b)),
        Some((a, b)) => {
            let message =
                format!("{above_name}/{below_name}: {} is {a} over {b}, which is no number", place(row, dates));
            let help = format!("read zeros as missing with `options.zero_is_missing` {below_name}");
            Err(Diagnostic::error(Code::Data, message).help(help))
        }
    };
    above.iter().zip(below).enumerate().map(quotient).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(n: i16) -> Vec<Date> {
        (0..n).map(|t| date(1900 + t, 12, 31)).collect()
    }

    #[test]
    fn ends_are_cut_and_holes_are_errors() {
        let column = [None, Some(1.0), Some(2.0), Some(4.0), None, None];
        let input = Input::new("x", &days(6), &column, true).unwrap();
        assert_eq!(input.trimmed, Trimmed { leading: 1, trailing: 2, between: 0 });
        assert_eq!((input.values[2], input.levels[2], input.dates[0]), (4f64.ln(), 4.0, date(1901, 12, 31)));
        let hole = [None, Some(1.0), None, Some(4.0)];
        let said = Input::new("x", &days(4), &hole, false).unwrap_err().to_string();
        assert!(said.contains("column `x`: row 3 (1902-12-31) is missing"), "{said}");
        let said = Input::new("x", &days(2), &[Some(1.0), Some(0.0)], true).unwrap_err().to_string();
        assert!(said.contains("row 2 (1901-12-31) is 0, which has no logarithm"), "{said}");
        assert!(Input::new("x", &days(2), &[None, Some(f64::NAN)], false).is_err());
    }

    #[test]
    fn a_slower_series_leaves_out_the_rows_of_others() {
        let months: Vec<Date> = (0..24).map(|m| date(2000 + m / 12, (m % 12) as i8 + 1, 1).last_of_month()).collect();
        let quarterly: Vec<Option<f64>> = (0..24).map(|m| (m % 3 == 2).then_some(f64::from(m))).collect();
        let input = Input::new("q", &months, &quarterly, false).unwrap();
        assert_eq!(input.values, [2.0, 5.0, 8.0, 11.0, 14.0, 17.0, 20.0, 23.0]);
        assert_eq!(input.trimmed, Trimmed { leading: 2, trailing: 0, between: 14 });
        assert_eq!(input.dates[1], date(2000, 6, 30));
        // A month that lacks is a hole.
        let monthly: Vec<Option<f64>> = (0..24).map(|m| (m != 9).then_some(f64::from(m))).collect();
        let said = Input::new("m", &months, &monthly, false).unwrap_err().to_string();
        assert!(said.contains("row 10 (2000-10-31) is missing"), "{said}");
    }

    #[test]
    fn ratios_are_missing_where_one_side_is() {
        let (a, b) = ([Some(6.0), None, Some(1.0)], [Some(3.0), Some(1.0), None]);
        assert_eq!(ratio(["a", "b"], &days(3), &a, &b).unwrap(), [Some(2.0), None, None]);
        let said = ratio(["a", "b"], &days(1), &a[..1], &[Some(0.0)]).unwrap_err().to_string();
        assert!(
            said.contains("row 1 (1900-12-31) is 6 over 0") && said.contains("`options.zero_is_missing` b"),
            "{said}"
        );
    }
}
