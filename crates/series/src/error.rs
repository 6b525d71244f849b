//! Why a series cannot be worked on, and what to do about it.

use std::fmt;

/// Why a series or a setting is refused.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum SeriesError {
    /// A row that is NaN or infinite. Rows count from 0.
    NotFinite {
        /// The row.
        row: usize,
    },
    /// Fewer rows than the method needs.
    TooShort {
        /// Rows given.
        rows: usize,
        /// Rows needed.
        needed: usize,
    },
    /// Every row holds the same number.
    Constant,
    /// A minimum window with too few regression rows for its lags.
    WindowTooShort {
        /// The window, in regression rows.
        window: usize,
        /// Regression rows needed.
        needed: usize,
    },
    /// Bootstrap samples of fewer rows than the tests need.
    ControlTooShort {
        /// Rows of a sample.
        rows: usize,
        /// Rows needed.
        needed: usize,
    },
    /// More lags than are allowed.
    LagTooLong {
        /// Lags asked for.
        lag: usize,
        /// Lags allowed.
        most: usize,
    },
    /// In no window is the statistic defined.
    NoStatistic,
    /// Series of a panel of different lengths.
    Uneven {
        /// The series, from 0.
        series: usize,
        /// Its rows.
        rows: usize,
        /// The rows of the first series.
        expected: usize,
    },
    /// A sequence that does not go with another.
    Lengths {
        /// What it is.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length of what it goes with.
        expected: usize,
    },
    /// A setting outside what it may be.
    Setting {
        /// Its name.
        name: &'static str,
        /// What it may be.
        rule: &'static str,
    },
    /// Regressors that are collinear.
    Collinear,
    /// Numbers whose squares or sums are none.
    TooLarge,
    /// No series, or no replications.
    Nothing {
        /// What there is none of.
        what: &'static str,
    },
    /// Whoever watched the run ended it.
    Stopped,
    /// Rows that do not exist, or that do not run forwards.
    NoSuchRows {
        /// First row asked for.
        from: usize,
        /// Last row asked for.
        to: usize,
        /// Rows there are.
        rows: usize,
    },
}

impl fmt::Display for SeriesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            SeriesError::NotFinite { row } => {
                write!(f, "row {} is not a finite number: give a series without gaps", row + 1)
            }
            SeriesError::TooShort { rows, needed } => {
                write!(
                    f,
                    "the series has {rows} rows, and {needed} are needed: give more rows, a shorter window or fewer lags"
                )
            }
            SeriesError::Constant => write!(f, "every row holds the same number: give a series that varies"),
            SeriesError::WindowTooShort { window, needed } => write!(
                f,
                "a minimum window of {window} regression rows is too short, {needed} are needed: lengthen it or take fewer lags"
            ),
            SeriesError::ControlTooShort { rows, needed } => write!(
                f,
                "a control window of {rows} rows is too short, {needed} are needed: lengthen it, or take a shorter minimum window"
            ),
            SeriesError::LagTooLong { lag, most } => {
                write!(f, "{lag} lags are too many: take at most {most}")
            }
            SeriesError::NoStatistic => {
                write!(f, "no window has a statistic: the series stands still, or follows from its own past exactly")
            }
            SeriesError::Uneven { series, rows, expected } => write!(
                f,
                "series {} has {rows} rows and the first has {expected}: cut them to the same rows",
                series + 1
            ),
            SeriesError::Lengths { what, found, expected } => {
                write!(
                    f,
                    "{what} has {found} numbers where {expected} are needed: use the same rows and settings for both"
                )
            }
            SeriesError::Setting { name, rule } => write!(f, "{name} must be {rule}"),
            SeriesError::Collinear => write!(
                f,
                "the regressors are collinear: the series stands still or runs too smoothly for so many lags; take fewer"
            ),
            SeriesError::TooLarge => write!(f, "the numbers are too large to add up: use a larger unit"),
            SeriesError::Nothing { what } => write!(f, "there are no {what}: give at least one"),
            SeriesError::Stopped => write!(f, "the run was ended before it was done"),
            SeriesError::NoSuchRows { from, to, rows } => {
                write!(f, "rows {} to {} are not within the series of {rows} rows", from + 1, to + 1)
            }
        }
    }
}

impl std::error::Error for SeriesError {}

/// The first row that is not finite is an error.
pub(super) fn finite(y: &[f64]) -> Result<(), SeriesError> {
    match y.iter().position(|y| !y.is_finite()) {
        Some(row) => Err(SeriesError::NotFinite { row }),
        None => Ok(()),
    }
}

/// Finite, at least `needed` rows, not all equal.
pub(super) fn varying(y: &[f64], needed: usize) -> Result<(), SeriesError> {
    finite(y)?;
    if y.len() < needed {
        return Err(SeriesError::TooShort { rows: y.len(), needed });
    }
    if y.iter().all(|x| *x == y[0]) {
        return Err(SeriesError::Constant);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_row_from_one_and_say_what_to_do() {
        assert_eq!(
            finite(&[1.0, f64::NAN]).unwrap_err().to_string(),
            "row 2 is not a finite number: give a series without gaps"
        );
        assert_eq!(varying(&[2.0; 9], 3), Err(SeriesError::Constant));
        assert_eq!(varying(&[2.0, 1.0], 3), Err(SeriesError::TooShort { rows: 2, needed: 3 }));
    }
}
