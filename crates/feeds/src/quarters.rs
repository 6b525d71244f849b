//! Calendar quarters, and years of them, from the spans of time that companies report.
//!
//! Filings hold spans of many lengths: a quarter, the year up to it, the whole year. A quarter is reported directly, or is the
//! difference of two spans with one start.

use froth_core::feed::FactPeriod;
use froth_core::period::Period;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Days that a quarter may have: 10 to 15 weeks.
const QUARTER: RangeInclusive<i32> = 70..=105;

/// Days that a year may have: 50 to 54 weeks.
const YEAR: RangeInclusive<i32> = 350..=380;

/// The first day and the last.
pub(crate) type Span = (Date, Date);

/// What was filed over each span under one concept, by the day of filing.
pub(crate) type Told = BTreeMap<Span, Vec<(Date, f64)>>;

/// The figure of each calendar quarter: the quarter itself, or the year up to it.
pub(crate) fn figures(known: &[Told], period: FactPeriod) -> BTreeMap<i32, f64> {
    let of_one = if period == FactPeriod::Instant { levels } else { quarters };
    let of_each: Vec<BTreeMap<i32, f64>> = known.iter().map(of_one).collect();
    let mut quarters: BTreeMap<i32, f64> = BTreeMap::new();
    for (quarter, value) in of_each.iter().flatten() {
        quarters.entry(*quarter).or_insert(*value);
    }
    if matches!(period, FactPeriod::Quarter | FactPeriod::Instant) {
        return quarters;
    }
    let sum = |of: &BTreeMap<i32, f64>, last: i32| {
        (last - 3..=last).map(|quarter| of.get(&quarter).copied()).sum::<Option<f64>>()
    };
    let mut all = BTreeMap::new();
    let whole: Vec<BTreeMap<i32, f64>> = known.iter().map(years).collect();
    let lasts: BTreeSet<i32> = quarters.keys().chain(whole.iter().flat_map(BTreeMap::keys)).copied().collect();
    for last in lasts {
        if period == FactPeriod::CalendarYear && last.rem_euclid(4) != 3 {
            continue;
        }
        // A year as reported before four quarters, a concept by itself before several of them.
        let own = whole.iter().zip(&of_each);
        let own = own.map(|(years, quarters)| years.get(&last).copied().or_else(|| sum(quarters, last)));
        if let Some(value) = own.flatten().next().or_else(|| sum(&quarters, last)) {
            all.insert(last, value);
        }
    }
    all
}

/// Levels as reported, by the calendar quarter whose end is nearest to their day.
fn levels(known: &Told) -> BTreeMap<i32, f64> {
    reported(known, &(1..=1)).into_iter().map(|(quarter, (_, value))| (quarter, value)).collect()
}

/// Years as reported, by the calendar quarter of their end; of several for one the latest, by its end and then by its filing.
fn years(known: &Told) -> BTreeMap<i32, f64> {
    reported(known, &YEAR).into_iter().map(|(quarter, (_, value))| (quarter, value)).collect()
}

fn reported(known: &Told, lengths: &RangeInclusive<i32>) -> BTreeMap<i32, ((Date, Date), f64)> {
    let mut all: BTreeMap<i32, ((Date, Date), f64)> = BTreeMap::new();
    for ((start, end), versions) in known {
        if !lengths.contains(&(days(*start, *end) + 1)) {
            continue;
        }
        let Some((filed, value)) = versions.last() else { continue };
        let rank = (*end, *filed);
        let entry = all.entry(quarter_of(*end)).or_insert((rank, *value));
        if rank > entry.0 {
            *entry = (rank, *value);
        }
    }
    all
}

/// Quarters as reported; where there is none, the difference of two spans with one start.
fn quarters(known: &Told) -> BTreeMap<i32, f64> {
    let mut all: BTreeMap<i32, f64> =
        reported(known, &QUARTER).into_iter().map(|(quarter, (_, value))| (quarter, value)).collect();
    let mut differences: BTreeMap<i32, (Date, f64)> = BTreeMap::new();
    for ((start, end), versions) in known {
        let Some((filed, longer)) = versions.last() else { continue };
        let earliest = end.checked_sub((*QUARTER.end()).days()).unwrap_or(Date::MIN);
        let latest = end.checked_sub((*QUARTER.start()).days()).unwrap_or(Date::MIN);
        if latest < *start || earliest > latest {
            continue;
        }
        let shorter = known.range((*start, earliest.max(*start))..=(*start, latest)).next_back();
        let Some((_, versions)) = shorter else { continue };
        // Of what was restated since, the number that stood when the longer span was filed: both are of one telling.
        let then = versions.iter().rev().find(|(day, _)| day <= filed).or_else(|| versions.first());
        let Some((_, shorter)) = then else { continue };
        let entry = differences.entry(quarter_of(*end)).or_insert((*end, longer - shorter));
        if *end > entry.0 {
            *entry = (*end, longer - shorter);
        }
    }
    for (quarter, (_, value)) in differences {
        all.entry(quarter).or_insert(value);
    }
    all.retain(|_, value| value.is_finite());
    all
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The number of the calendar quarter whose end is nearest to a day, the later one of two: Oracle's, to the end of November, is
/// the fourth.
fn quarter_of(end: Date) -> i32 {
    let own = Period::Quarter.last_day(end);
    let number = i32::from(own.year()) * 4 + i32::from(own.month()) / 3 - 1;
    let before = last_day(number - 1);
    if days(before, end) < days(end, own) { number - 1 } else { number }
}

/// The last day of a quarter by its number.
pub(crate) fn last_day(quarter: i32) -> Date {
    let (year, month) = (quarter.div_euclid(4), quarter.rem_euclid(4) * 3 + 3);
    Date::new(year as i16, month as i8, 1).map_or(Date::MIN, Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_fiscal_quarter_belongs_to_the_nearest_and_of_two_to_the_later() {
        // Retailers end in January, Nvidia in the last days of it; on a tie the later quarter has it.
        assert_eq!(last_day(quarter_of(date(2024, 1, 28))), date(2023, 12, 31));
        assert_eq!(last_day(quarter_of(date(2023, 2, 13))), date(2022, 12, 31));
        assert_eq!(last_day(quarter_of(date(2023, 2, 14))), date(2023, 3, 31), "45 days from either end");
        assert_eq!(last_day(quarter_of(date(2023, 5, 15))), date(2023, 3, 31));
        assert_eq!(last_day(quarter_of(date(2023, 8, 15))), date(2023, 9, 30), "46 days from either end");
        assert_eq!(last_day(quarter_of(date(2025, 11, 30))), date(2025, 12, 31));
    }
}
