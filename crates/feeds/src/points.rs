//! From an answer to the points of a series.

use crate::publisher::{column, reading};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::feed::{Feed, Period, Publisher};
use froth_panel::panel::read_dated;
use froth_series::apply_all;
use froth_series::watch::Watch;
use jiff::ToSpan;
use jiff::civil::Date;
use std::path::Path;

/// What a feed gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Dates rising, each the last day of its period; numbers finite.
    pub points: Vec<(Date, f64)>,
    /// The first day of which the publisher has a number, before any of it was left out.
    pub first: Date,
}

/// Reads a feed's points from its answer, a file that was fetched on a day.
///
/// # Errors
///
/// Whatever is wrong with the file, its columns or their rows; nothing that is left.
pub fn points(feed: &Feed, file: &Path, retrieved: Date, watch: &dyn Watch) -> Result<Points, Error> {
    let (shape, layout) = reading(feed);
    let read = read_dated(file, &[column(feed).to_owned()], &shape, &layout, watch)?;
    let mut rows = read.into_iter().next().map(|dated| dated.rows).unwrap_or_default();
    // Rows without a number at either end are months to come, or a column that begins later than others.
    let present = |row: &(Date, Option<f64>)| row.1.is_some();
    let Some((first, last)) = rows.iter().position(present).zip(rows.iter().rposition(present)) else {
        return Err(empty(feed, "no row has a number"));
    };
    rows = rows[first..=last].to_vec();
    if feed.from == Publisher::Fred || feed.every.is_some() {
        at_ends(&mut rows);
    }
    let first = rows[0].0;
    if let Some(every) = feed.every {
        let there: Vec<(Date, f64)> = rows.iter().filter_map(|(date, x)| Some((*date, (*x)?))).collect();
        rows = last_of_each(&there, every, retrieved).into_iter().map(|(date, x)| (date, Some(x))).collect();
    }
    let column: Vec<Option<f64>> = rows.iter().map(|row| row.1).collect();
    let column = apply_all(&feed.transforms, &column, watch)?;
    let mut points: Vec<(Date, f64)> = rows.iter().zip(column).filter_map(|((date, _), x)| Some((*date, x?))).collect();
    for (_, x) in &mut points {
        *x = ten_digits(*x * feed.scale);
    }
    points.retain(|(date, x)| x.is_finite() && feed.since.is_none_or(|since| *date >= since));
    if points.is_empty() {
        return Err(empty(feed, "nothing is left after `every`, `transform` and `since`"));
    }
    Ok(Points { points, first })
}

fn empty(feed: &Feed, what: &str) -> Error {
    let help = "look at the answer: the series may have ended, or its name may have changed";
    Diagnostic::error(Code::Empty, format!("column `{}`: {what}", column(feed))).help(help).into()
}

/// Numbers as people write them: what a scale in base 2 adds beyond ten digits is no part of the figure.
fn ten_digits(x: f64) -> f64 {
    format!("{x:.9e}").parse().unwrap_or(x)
}

/// Dates that are all first days of months stand for the month, the quarter or the year that begins there.
fn at_ends(rows: &mut [(Date, Option<f64>)]) {
    if rows.len() < 2 || rows.iter().any(|(date, _)| date.day() != 1) {
        return;
    }
    let months = |pair: &[(Date, Option<f64>)]| {
        let number = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        number(pair[1].0) - number(pair[0].0)
    };
    let step = rows.windows(2).map(months).min().unwrap_or(1);
    let length = match step {
        12.. => 12,
        3..12 => 3,
        _ => 1,
    };
    for (date, _) in rows {
        if let Ok(last) = date.checked_add((length - 1).months()) {
            *date = last.last_of_month();
        }
    }
}

/// The last number of each period, dated at its end. The last period counts if it is over and its last row is there.
fn last_of_each(points: &[(Date, f64)], every: Period, retrieved: Date) -> Vec<(Date, f64)> {
    let mut periods: Vec<(Date, Date, f64)> = Vec::new();
    for (date, x) in points {
        let end = every.last_day(*date);
        match periods.last_mut() {
            Some(last) if last.0 == end => *last = (end, *date, *x),
            _ => periods.push((end, *date, *x)),
        }
    }
    let mut steps: Vec<i32> = points.windows(2).map(|pair| (pair[1].0 - pair[0].0).get_days()).collect();
    steps.sort_unstable();
    // Months differ in length: nine tenths of the usual step lead from one to the next, and not to the one after.
    let step = steps.get(steps.len() / 2).map_or(0, |step| (step * 9 / 10).max(1));
    if let Some((end, date, _)) = periods.last()
        && (*end > retrieved || date.checked_add(step.days()).is_ok_and(|next| next <= *end))
    {
        periods.pop();
    }
    periods.into_iter().map(|(end, _, x)| (end, x)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn first_days_stand_for_their_period() {
        let of = |dates: &[Date]| {
            let mut rows: Vec<_> = dates.iter().map(|d| (*d, Some(1.0))).collect();
            at_ends(&mut rows);
            rows.into_iter().map(|row| row.0).collect::<Vec<_>>()
        };
        assert_eq!(of(&[date(2026, 1, 1), date(2026, 4, 1)]), [date(2026, 3, 31), date(2026, 6, 30)]);
        assert_eq!(of(&[date(2026, 1, 1), date(2026, 2, 1)]), [date(2026, 1, 31), date(2026, 2, 28)]);
        assert_eq!(of(&[date(2025, 1, 1), date(2026, 1, 1)]), [date(2025, 12, 31), date(2026, 12, 31)]);
        assert_eq!(of(&[date(2026, 1, 1), date(2026, 1, 2)]), [date(2026, 1, 1), date(2026, 1, 2)]);
    }

    #[test]
    fn a_period_counts_once_it_is_over_and_complete() {
        let months =
            |n: i8| (1..=n).map(|m| (date(2026, m, 1).last_of_month(), f64::from(m))).collect::<Vec<(Date, f64)>>();
        let quarters = |n, day| last_of_each(&months(n), Period::Quarter, day);
        let (first, second) = ((date(2026, 3, 31), 3.0), (date(2026, 6, 30), 6.0));
        assert_eq!(quarters(5, date(2026, 7, 15)), [first]);
        assert_eq!(quarters(6, date(2026, 7, 15)), [first, second]);
        assert_eq!(quarters(6, date(2026, 6, 29)), [first]);
        let daily: Vec<_> = (1..=29).map(|d| (date(2026, 6, d), f64::from(d))).collect();
        assert_eq!(last_of_each(&daily, Period::Month, date(2026, 7, 2)), []);
    }

    #[test]
    fn ten_digits_are_kept() {
        assert_eq!(ten_digits(2_299_012.0 * 0.001), 2299.012);
        assert_eq!(ten_digits(0.1 + 0.2), 0.3);
    }
}
