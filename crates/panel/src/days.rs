//! Days as numbers, how far apart rows are in time, and where they are not as far apart as most.

use jiff::civil::Date;

/// Days of 400 years, after which the calendar is the same again.
const CYCLE: i32 = 146_097;

/// Days from the first of March of the year 0, with which a cycle begins, to 1970-01-01: leap days end years that begin so.
const TO_EPOCH: i32 = 719_468;

/// Days since 1970-01-01, as Parquet counts them. Every row of a table asks: whole numbers only.
pub(crate) fn to_days(date: Date) -> i32 {
    // Months from March on; up to each of them 153 days go by in five.
    let month = (i32::from(date.month()) + 9) % 12;
    let year = i32::from(date.year()) - i32::from(month >= 10);
    let of_cycle = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + i32::from(date.day()) - 1;
    year.div_euclid(400) * CYCLE + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - TO_EPOCH
}

/// The day of so many days since 1970-01-01.
pub(crate) fn from_days(days: i32) -> Option<Date> {
    let days = days.checked_add(TO_EPOCH)?;
    let of_cycle = days.rem_euclid(CYCLE);
    // Leap days that came before in the cycle, taken out, make every year as long.
    let year = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / (CYCLE - 1)) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = days.div_euclid(CYCLE) * 400 + year + i32::from(month >= 10);
    Date::new(i16::try_from(year).ok()?, i8::try_from((month + 2) % 12 + 1).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether a calendar has the day.
#[cfg(any(feature = "polars", test))]
pub(crate) fn is_day(days: i32) -> bool {
    (FIRST..=LAST).contains(&days)
}

/// The first and last days that dates can be: those of the years -9999 and 9999.
#[cfg(any(feature = "polars", test))]
const FIRST: i32 = -4_371_587;
#[cfg(any(feature = "polars", test))]
const LAST: i32 = 2_932_896;

/// How far apart rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Up to a week: days on which there was trade.
    Days,
    Weeks,
    /// Two weeks or three.
    Fortnights,
    /// So many months.
    Months(i32),
}

impl Step {
    /// From one day to another.
    fn between(from: i32, to: i32) -> Option<Self> {
        Some(match to - from {
            ..=4 => Step::Days,
            5..=10 => Step::Weeks,
            11..=24 => Step::Fortnights,
            _ => {
                let (from, to) = (from_days(from)?, from_days(to)?);
                let months = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month());
                // Month ends, and first days, fall in the right month; days in the middle may move a little.
                Step::Months((months(to) - months(from)).max(1))
            }
        })
    }
}

/// How far apart most rows are; of equally many, the first. None below two rows.
pub(crate) fn usual_step(days: &[i32]) -> Option<Step> {
    let mut counts: Vec<(Step, usize)> = Vec::new();
    for step in days.windows(2).filter_map(|pair| Step::between(pair[0], pair[1])) {
        match counts.iter_mut().find(|(known, _)| *known == step) {
            Some((_, count)) => *count += 1,
            None => counts.push((step, 1)),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map(|(step, _)| *step)
}

/// The first row, from 0, that does not follow the one before as most rows do.
pub(crate) fn first_gap(days: &[i32]) -> Option<usize> {
    let usual = usual_step(days)?;
    // A long weekend is no gap in daily data, and a month from one in the middle to one at the beginning none in monthly data.
    let close = [(Step::Days, Step::Weeks), (Step::Months(1), Step::Fortnights), (Step::Fortnights, Step::Months(1))];
    let same = |step: Step| step == usual || close.contains(&(usual, step));
    let follows = |pair: &[i32]| Step::between(pair[0], pair[1]).is_some_and(same);
    days.windows(2).position(|pair| !follows(pair)).map(|before| before + 1)
}

/// Two series whose rows are mostly not equally far apart: a monthly one, and the first daily one after it. Series of fewer than
/// three rows say nothing.
pub(crate) fn different_steps<'a>(series: impl IntoIterator<Item = &'a [i32]>) -> Option<(usize, usize)> {
    let long = series.into_iter().enumerate().filter(|(_, days)| days.len() > 2);
    let mut steps = long.filter_map(|(at, days)| usual_step(days).map(|step| (at, step)));
    let (first, usual) = steps.next()?;
    steps.find(|(_, step)| *step != usual).map(|(other, _)| (first, other))
}

/// What is said of a gap.
#[cfg(any(feature = "polars", test))]
pub(crate) fn not_following(days: &[i32], at: usize) -> String {
    let shown = |at: usize| from_days(days[at]).map(|d| d.to_string()).unwrap_or_default();
    format!("{} does not follow {} as most rows follow each other", shown(at), shown(at - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!([FIRST, LAST].map(from_days), [Some(Date::MIN), Some(Date::MAX)]);
        assert_eq!([FIRST - 1, LAST + 1].map(from_days), [None, None]);
        assert!(is_day(FIRST) && is_day(LAST) && !is_day(LAST + 1) && !is_day(FIRST - 1));
        assert_eq!([i32::MIN, i32::MAX].map(from_days), [None, None]);
        // Of two cycles every day, and some of all others.
        for days in (-160_000..150_000).chain((FIRST..=LAST).step_by(97)) {
            let date = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            assert_eq!((from_days(days), to_days(date)), (Some(date), days));
        }
    }

    #[test]
    fn a_long_weekend_is_no_gap_and_months_among_days_are_seen() {
        let days: Vec<i32> = vec![1, 2, 3, 4, 5, 12, 13, 14];
        assert_eq!(first_gap(&days), None);
        assert_eq!(first_gap(&[1, 2, 3, 60]), Some(3));
        assert_eq!(first_gap(&[1]), None);
        // The tenth of January, the end of it, the end of February; and every other week, once after three and once after four.
        assert_eq!(first_gap(&[9, 30, 58, 89]), None);
        assert_eq!(first_gap(&[0, 14, 28, 49, 63, 91]), None);
        assert_eq!(usual_step(&[0, 14, 28, 42]), Some(Step::Fortnights));
        let months = [31, 59, 90, 120];
        assert_eq!(different_steps([&days[..], &days[2..], &months]), Some((0, 2)));
        assert_eq!(different_steps([&[5][..], &months, &[9, 40], &months]), None);
    }
}
