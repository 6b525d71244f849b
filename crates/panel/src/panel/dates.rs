//! Dates as data files write them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;

/// What a date may look like, for messages.
pub(super) const FORMS: &str = "2000-03-31, 2000-03, 2000.03 (Shiller), 20000331 or 2000";

/// Reads a date. A month is its last day, a year its last day; `1871.1` is October, as in Shiller's table.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let number = |s: &str| s.parse::<i16>().ok();
    // A time of day may follow.
    if let Some(day) = text.get(..10).filter(|_| text.len() == 10 || text[10..].starts_with(['T', ' '])) {
        return day.parse().ok();
    }
    if let Some((year, month)) = text.split_once(['-', '.']).filter(|(y, m)| y.len() == 4 && digits(y) && digits(m)) {
        let month = match (month, text.contains('.')) {
            ("1", true) => 10,
            (m, _) if m.len() <= 2 => m.parse().ok()?,
            _ => return None,
        };
        return Date::new(number(year)?, month, 1).ok().map(Date::last_of_month);
    }
    match text.len() {
        4 if digits(text) => Date::new(number(text)?, 12, 31).ok(),
        8 if digits(text) => Date::new(number(&text[..4])?, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok(),
        _ => None,
    }
}

/// Days since 1970-01-01, as Parquet counts them.
pub(super) fn to_days(date: Date) -> i32 {
    (date - EPOCH).get_days()
}

/// The day of so many days since 1970-01-01.
pub(super) fn from_days(days: i32) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A time zone by its name (`Europe/Berlin`) or its distance from Greenwich (`+02:00`).
pub(super) fn zone(name: &str) -> Option<TimeZone> {
    DateTimeParser::new().parse_time_zone(name).ok()
}

/// The day that a clock in a zone shows so many seconds after 1970 began in Greenwich, as days since 1970-01-01.
pub(super) fn local_day(seconds: i64, zone: &TimeZone) -> Option<i32> {
    Timestamp::from_second(seconds).ok().map(|moment| to_days(zone.to_datetime(moment).date()))
}

const EPOCH: Date = Date::constant(1970, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_its_clock() {
        // 2020-01-31 23:00 in Greenwich is the next day in Berlin.
        let day = |name| local_day(1_580_511_600, &zone(name).unwrap()).and_then(from_days).unwrap().to_string();
        assert_eq!(
            ["UTC", "Europe/Berlin", "+01:00", "America/New_York"].map(day),
            ["2020-01-31", "2020-02-01", "2020-02-01", "2020-01-31"]
        );
        assert!(zone("Europe/Nowhere").is_none() && local_day(i64::MAX, &TimeZone::UTC).is_none());
    }

    #[test]
    fn dates_of_many_files() {
        let read = |text| parse(text).map(|d| d.to_string());
        for (text, date) in [
            ("2000-03-31", "2000-03-31"),
            ("2000-03-31T00:00:00", "2000-03-31"),
            ("2000-03-31 12:00", "2000-03-31"),
            ("2000-02", "2000-02-29"),
            ("1871.01", "1871-01-31"),
            ("1871.1", "1871-10-31"),
            ("1871.12", "1871-12-31"),
            ("20000331", "2000-03-31"),
            ("2000", "2000-12-31"),
        ] {
            assert_eq!(read(text).as_deref(), Some(date), "{text}");
        }
        for text in ["", "03/31/2000", "2000-13-01", "2000-02-30", "1871.13", "x", "é000-01-01é", "20001331"] {
            assert_eq!(read(text), None, "{text}");
        }
        for date in ["1871-01-31", "1970-01-01", "2026-09-30"] {
            let date: Date = date.parse().unwrap();
            assert_eq!(from_days(to_days(date)), Some(date));
        }
    }
}
