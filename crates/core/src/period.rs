//! Spans of the calendar: periods of which the last value counts, and years; and which of several publications counts.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// Days in a year, everywhere.
const YEAR: f64 = 365.25;

/// Years from one day to another.
pub(crate) fn years_between(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days()) / YEAR
}

/// The day so many years after another; none beyond the days that there are.
pub(crate) fn after_years(from: Date, years: f64) -> Option<Date> {
    from.checked_add(jiff::Span::new().try_days((years * YEAR).round() as i64).ok()?).ok()
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

/// Which of several figures for one date counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vintage {
    /// The one that was published last.
    Latest,
    /// The one that was published first.
    First,
    /// What was known on a day.
    At(Date),
}

impl fmt::Display for Vintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Vintage::Latest => f.write_str("latest"),
            Vintage::First => f.write_str("first"),
            Vintage::At(day) => day.fmt(f),
        }
    }
}

impl FromStr for Vintage {
    type Err = String;

    /// Reads `latest`, `first` or a day.
    ///
    /// ```
    /// use froth_core::period::Vintage;
    /// assert_eq!("first".parse(), Ok(Vintage::First));
    /// assert!("newest".parse::<Vintage>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "latest" => Ok(Vintage::Latest),
            "first" => Ok(Vintage::First),
            date => date.parse().map(Vintage::At).map_err(|_| "not latest, first or a date as 2026-09-30".to_owned()),
        }
    }
}
