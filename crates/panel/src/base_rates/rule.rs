//! How far, within how many rows.

use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use std::fmt;

/// A rise or a fall: so many percent within so many rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// How far, in percent.
    pub percent: f64,
    /// Within how many rows.
    pub periods: usize,
}

impl Move {
    /// Reads a rise, `PERCENT/PERIODS`: any percentage above 0.
    ///
    /// ```
    /// use froth_panel::base_rates::Move;
    /// assert_eq!(Move::rise("100/24").unwrap(), Move { percent: 100.0, periods: 24 });
    /// assert!(Move::rise("0/24").is_err() && Move::rise("100").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Another form, or numbers out of their range.
    pub fn rise(text: &str) -> Result<Self, Error> {
        Move::parse(text, f64::MAX, "PERCENT is not a number above 0")
    }

    /// Reads a fall, `PERCENT/PERIODS`: a percentage above 0 and below 100.
    ///
    /// ```
    /// use froth_panel::base_rates::Move;
    /// assert_eq!(Move::fall("40/24").unwrap(), Move { percent: 40.0, periods: 24 });
    /// assert!(Move::fall("100/24").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Another form, or numbers out of their range.
    pub fn fall(text: &str) -> Result<Self, Error> {
        Move::parse(text, 100.0, "PERCENT is not a number between 0 and 100")
    }

    fn parse(text: &str, below: f64, range: &str) -> Result<Self, Error> {
        let wrong = |what: &str| Err(Diagnostic::error(Code::Data, what).into());
        let Some((percent, periods)) = text.split_once('/') else {
            return wrong("not of the form PERCENT/PERIODS, such as 100/24");
        };
        let percent = percent.trim().parse().ok().filter(|p: &f64| *p > 0.0 && *p < below);
        let periods = periods.trim().parse().ok().filter(|p: &usize| (1..=1_000_000).contains(p));
        match (percent, periods) {
            (None, _) => wrong(range),
            (_, None) => wrong("PERIODS is not a whole number from 1 on"),
            (Some(percent), Some(periods)) => Ok(Move { percent, periods }),
        }
    }
}

/// As it is written on a command line.
impl fmt::Display for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.percent, self.periods)
    }
}
