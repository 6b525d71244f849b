//! From answers to the points of a series.

use crate::companies::Companies;
use crate::fetch::named;
use crate::history::{Rows, figures};
use crate::publisher::{Place, called, column, month_column, reading};
use crate::store::{Answer, Store};
use crate::vintages::Vintages;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_core::feed::{Feed, Period, Publisher, Vintage};
use froth_panel::panel::{read_dated, read_months};
use froth_series::apply_all;
use froth_series::watch::Watch;
use jiff::ToSpan;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// A figure of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The last day of its period.
    pub date: Date,
    /// The number, which is finite.
    pub value: f64,
    /// The day on which a figure for that date was first printed, where the publisher says so.
    pub published: Option<Date>,
}

/// What a feed gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Dates rising.
    pub points: Vec<Point>,
    /// The first day of which the publisher has a number, before any of it was left out.
    pub first: Date,
    /// Dates whose first figure was published after the day that was asked for.
    pub later: Vec<Date>,
    /// What is missing within the series, in words.
    pub gaps: Vec<String>,
}

/// An answer and its file, whose bytes are those that were fetched.
pub(crate) type Kept = (Answer, PathBuf);

/// Reads a feed's points from a store: as they were known on a day, where the publisher says what was known when, else as
/// they stand.
///
/// # Errors
///
/// An answer is not in the store, or is another; whatever is wrong with it; nothing that is left.
pub fn points(feed: &Feed, store: &Store, as_of: Option<Date>, watch: &dyn Watch) -> Result<Points, Error> {
    let kept = store.kept(&Place::of(feed))?;
    read(feed, &kept, as_of, watch)
}

/// Reads a feed's points from its answers. What is wrong is said of their addresses.
pub(crate) fn read(feed: &Feed, kept: &[Kept], as_of: Option<Date>, watch: &dyn Watch) -> Result<Points, Error> {
    if let Some(facts) = &feed.facts {
        let mut answers = Vec::new();
        for (cik, (answer, path)) in facts.companies.iter().zip(kept) {
            answers.push((cik.as_str(), answer.url.as_str(), bytes_of(answer, path)?));
        }
        let read = || Companies::read(facts, &answers);
        let mut companies = read().map_err(|findings| {
            let mut all = Diagnostics::new();
            for finding in findings {
                all.push(finding);
            }
            Error::from(all)
        })?;
        let mut points = figures(feed, &mut companies, as_of, watch)?;
        points.gaps = companies.gaps();
        return Ok(points);
    }
    let Some((answer, path)) = kept.first() else { return Err(empty(feed, "there is no answer")) };
    if Place::of(feed).keyed.as_ref() == Some(&answer.url) {
        let mut vintages = Vintages::read(&bytes_of(answer, path)?).map_err(|mut finding| {
            finding.message = format!("{}: {}", answer.url, finding.message);
            finding
        })?;
        return figures(feed, &mut vintages, as_of, watch);
    }
    if feed.vintage != Vintage::Latest {
        let message = format!("{} holds the latest figures only, and `vintage` is {}", answer.url, feed.vintage);
        let help = "FRED gives vintages of most series to who has a key: write it into the environment as FRED_API_KEY and \
                    fetch again, or remove `vintage`";
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    table(feed, answer, path, watch).map_err(|e| match e.kind() {
        froth_core::ErrorKind::Stopped => e,
        _ => named(e, path, &answer.url).into(),
    })
}

fn bytes_of(answer: &Answer, path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|e| {
        let message = format!("{}, the answer of {}, cannot be read: {e}", path.display(), answer.url);
        Diagnostic::error(Code::Store, message).into()
    })
}

fn table(feed: &Feed, answer: &Answer, path: &Path, watch: &dyn Watch) -> Result<Points, Error> {
    let (shape, layout) = reading(feed);
    let mut rows = if let (Some(month), Some(year)) = (month_column(feed), &shape.date_column) {
        read_months(path, column(feed), (year, month), &shape.forms, &layout, watch)?.rows
    } else {
        let read = read_dated(path, &[column(feed).to_owned()], &shape, &layout, watch)?;
        read.into_iter().next().map(|dated| dated.rows).unwrap_or_default()
    };
    if feed.from == Publisher::Fred {
        at_ends(&mut rows);
    }
    let Some((first, points)) = derived(feed, rows, answer.retrieved, watch)? else {
        return Err(empty(feed, "no row has a number"));
    };
    if points.is_empty() {
        return Err(empty(feed, "nothing is left after `every`, `transform` and `since`"));
    }
    let points = points.into_iter().map(|(date, value)| Point { date, value, published: None }).collect();
    Ok(Points { points, first, later: Vec::new(), gaps: Vec::new() })
}

/// The first day that has a number, and the points that come of it.
pub(crate) type Derived = (Date, Vec<(Date, f64)>);

/// What `every`, `transform`, `scale` and `since` make of rows that were known on a day; none if no row has
/// a number.
pub(crate) fn derived(feed: &Feed, mut rows: Rows, known: Date, watch: &dyn Watch) -> Result<Option<Derived>, Error> {
    // Rows without a number at either end are months to come, or a column that begins later than others.
    let present = |row: &(Date, Option<f64>)| row.1.is_some();
    let Some((first, last)) = rows.iter().position(present).zip(rows.iter().rposition(present)) else {
        return Ok(None);
    };
    rows.truncate(last + 1);
    rows.drain(..first);
    if feed.every.is_some() {
        at_ends(&mut rows);
    }
    let first = rows[0].0;
    if let Some(every) = feed.every {
        let there: Vec<(Date, f64)> = rows.iter().filter_map(|(date, x)| Some((*date, (*x)?))).collect();
        rows = last_of_each(&there, every, known).into_iter().map(|(date, x)| (date, Some(x))).collect();
    }
    let column: Vec<Option<f64>> = rows.iter().map(|row| row.1).collect();
    let column = apply_all(&feed.transforms, &column, watch)?;
    let mut points: Vec<(Date, f64)> = rows.iter().zip(column).filter_map(|((date, _), x)| Some((*date, x?))).collect();
    for (_, x) in &mut points {
        *x = ten_digits(*x * feed.scale);
    }
    points.retain(|(date, x)| x.is_finite() && feed.since.is_none_or(|since| *date >= since));
    Ok(Some((first, points)))
}

pub(crate) fn empty(feed: &Feed, what: &str) -> Error {
    let help = "look at the answer: the series may have ended, or its name may have changed";
    Diagnostic::error(Code::Empty, format!("{}: {what}", called(feed))).help(help).into()
}

/// Numbers as people write them: what a scale in base 2 adds beyond ten digits is no part of the figure.
fn ten_digits(x: f64) -> f64 {
    format!("{x:.9e}").parse().unwrap_or(x)
}

/// Dates that are all first days of months stand for the month, the quarter or the year that begins there.
pub(crate) fn at_ends(rows: &mut [(Date, Option<f64>)]) {
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
