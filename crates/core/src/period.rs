//! Spans of the calendar: periods of which the last value counts, and years.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

/// Days in a year, everywhere.
const YEAR: f64 = 365.25;

/// Years from one day to another.
pub(crate) fn years_between(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days()) / YEAR
}

/// How long the periods are whose last value is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// Calendar months.
    Month,
    /// Quarters of calendar years.
    Quarter,
    /// Calendar years.
    Year,
}

impl Period {
    /// Every length.
    pub const ALL: [Period; 3] = [Period::Month, Period::Quarter, Period::Year];

    /// Its name in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        }
    }

    /// The last day of the period that a date falls in.
    ///
    /// ```
    /// use froth_core::period::Period;
    /// use jiff::civil::date;
    /// assert_eq!(Period::Quarter.last_day(date(2026, 5, 4)), date(2026, 6, 30));
    /// ```
    pub fn last_day(self, date: Date) -> Date {
        let month = match self {
            Period::Month => date.month(),
            Period::Quarter => (date.month() + 2) / 3 * 3,
            Period::Year => 12,
        };
        Date::new(date.year(), month, 1).map_or(date, Date::last_of_month)
    }
}
