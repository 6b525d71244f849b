//! Why a series cannot be worked on, and what to do about it.

use crate::watch::Stopped;
use std::fmt;

/// Why a series or a setting is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Bootstrap samples of more rows than say anything about the series.
    ControlTooLong {
        /// Rows of a sample.
        rows: usize,
        /// The most rows.
        most: usize,
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
    /// Fewer complete rows than weights need: one more than there are columns.
    TooFewRows {
        /// Rows in which no column is missing.
        rows: usize,
        /// How many it takes.
        needed: usize,
    },
    /// A column that does not vary. Columns count from 0.
    ConstantColumn {
        /// Which.
        column: usize,
    },
    /// A column with a negative loading on the first principal component: it would count the wrong way round.
    Negative {
        /// Which.
        column: usize,
    },
    /// Columns that are a weighted sum of each other: the correlation matrix is singular.
    Singular {
        /// Which.
        columns: Vec<usize>,
    },
    /// Two principal components explain as much as each other: neither is the first.
    NoFirstComponent,
}

impl SeriesError {
    /// What is wrong, with columns by their names instead of their numbers.
    pub fn text(&self, names: &[&str]) -> String {
        let name =
            |column: usize| names.get(column).map_or_else(|| format!("column {}", column + 1), |n| format!("`{n}`"));
        match self {
            SeriesError::NotFinite { row } => format!("row {} is not a finite number", row + 1),
            SeriesError::TooShort { rows, needed } => format!("the series has {rows} rows, and {needed} are needed"),
            SeriesError::Constant => "every row holds the same number".to_owned(),
            SeriesError::WindowTooShort { window, needed } => {
                format!("a minimum window of {window} regression rows is too short, {needed} are needed")
            }
            SeriesError::ControlTooShort { rows, needed } => {
                format!("a control window of {rows} rows is too short, {needed} are needed")
            }
            SeriesError::ControlTooLong { rows, .. } => format!("a control window of {rows} rows is too long"),
            SeriesError::LagTooLong { lag, .. } => format!("{lag} lags are too many"),
            SeriesError::NoStatistic => "no window has a statistic".to_owned(),
            SeriesError::Uneven { series, rows, expected } => {
                format!("series {} has {rows} rows and the first has {expected}", series + 1)
            }
            SeriesError::Lengths { what, found, expected } => {
                format!("{what} has {found} numbers where {expected} are needed")
            }
            SeriesError::Setting { name, rule } => format!("{name} must be {rule}"),
            SeriesError::Collinear => "the regressors are collinear".to_owned(),
            SeriesError::TooLarge => "the numbers are too large to add up".to_owned(),
            SeriesError::Nothing { what } => format!("there are no {what}"),
            SeriesError::Stopped => Stopped.to_string(),
            SeriesError::NoSuchRows { from, to, rows } => {
                format!("rows {} to {} are not within the series of {rows} rows", from + 1, to + 1)
            }
            SeriesError::TooFewRows { rows, needed } => format!("complete rows: {rows}, and it takes {needed}"),
            SeriesError::ConstantColumn { column } => format!("{} does not vary", name(*column)),
            SeriesError::Negative { column } => {
                format!(
                    "{} would get a negative weight: so is its loading on the first principal component, and it moves against what the columns share",
                    name(*column)
                )
            }
            SeriesError::Singular { columns } => {
                let all: Vec<String> = columns.iter().map(|c| name(*c)).collect();
                format!("the correlation matrix is singular: {} determine each other", all.join(" and "))
            }
            SeriesError::NoFirstComponent => "no principal component is the first: two explain as much".to_owned(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            SeriesError::NotFinite { .. } => "give a series without gaps",
            SeriesError::TooShort { .. } => "give more rows, a shorter window or fewer lags",
            SeriesError::Constant => "give a series that varies",
            SeriesError::WindowTooShort { .. } => "lengthen it or take fewer lags",
            SeriesError::ControlTooShort { .. } => "lengthen it, or take a shorter minimum window",
            SeriesError::ControlTooLong { most, .. } | SeriesError::LagTooLong { most, .. } => {
                return Some(format!("take at most {most}"));
            }
            SeriesError::NoStatistic => "the series stands still, or follows from its own past exactly",
            SeriesError::Uneven { .. } => "cut them to the same rows",
            SeriesError::Lengths { .. } => "use the same rows and settings for both",
            SeriesError::Collinear => "the series stands still or runs too smoothly for so many lags; take fewer",
            SeriesError::TooLarge => "use a larger unit",
            SeriesError::Nothing { .. } => "give at least one",
            _ => return None,
        };
        Some(help.to_owned())
    }
}

impl fmt::Display for SeriesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(&[]))?;
        match self.help() {
            Some(help) => write!(f, ": {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SeriesError {}

impl From<Stopped> for SeriesError {
    fn from(_: Stopped) -> Self {
        SeriesError::Stopped
    }
}

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
