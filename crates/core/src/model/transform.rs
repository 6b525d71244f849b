//! Transforms as they stand in the file: a list of keys that name their kinds, `{ growth = { periods = 12 } }`.

use crate::format::Number;
use froth_series::psy::MAX_LAG;
use froth_series::{Bsadf, Hamilton, Part, Transform};
use schemars::JsonSchema;
use serde::Deserialize;

/// What is done to raw values over time. Periods and windows count rows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TransformFile {
    /// As it is.
    Level(Nothing),
    /// That of so many rows before: for figures that are published later than the date they are for.
    Lag(Periods),
    /// x less that of so many rows before.
    Change(Periods),
    /// 100 (x / that of so many rows before - 1).
    Growth(Periods),
    /// The last number of up to so many rows before, where there is none.
    Carry(Periods),
    /// Of the last rows, this one included.
    Sum(Periods),
    /// Of the last rows, this one included.
    Mean(Periods),
    /// (x - mean) / sd of the last rows, this one included, sd with n - 1.
    Zscore(Window),
    /// 100 (number below + half the number equal) / n, of the rows so far.
    Percentile(Nothing),
    /// Hodrick-Prescott filter.
    Hp(Hp),
    /// The regression filter of Hamilton (2018), coefficients from the rows so far.
    Hamilton(HamiltonFile),
    /// How explosive the growth is: BSADF less its 95 % critical value.
    Bsadf(BsadfFile),
}

/// Without options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// Rows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Periods {
    /// So many rows, 1 or more.
    #[schemars(range(min = 1))]
    periods: usize,
}

/// Rows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Window {
    /// So many rows, 2 or more.
    #[schemars(range(min = 2))]
    window: usize,
}

/// Options of the Hodrick-Prescott filter.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hp {
    /// Smoothness, above 0: 400,000 for quarters, 32,400,000 for months.
    #[schemars(extend("exclusiveMinimum" = 0))]
    lambda: Number,
    /// What of the row is kept. Default gap.
    #[serde(default)]
    part: PartFile,
    /// Uses all rows, which looks ahead. Default false.
    #[serde(default)]
    two_sided: bool,
}

/// Options of Hamilton's filter.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HamiltonFile {
    /// Rows ahead: 8 for quarters.
    #[schemars(range(min = 1))]
    h: usize,
    /// Rows that it looks at: 4 for quarters.
    #[schemars(range(min = 1))]
    p: usize,
    /// What of the row is kept. Default gap.
    #[serde(default)]
    part: PartFile,
}

/// The window must be given: a customary one would depend on how many rows follow.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BsadfFile {
    /// Lagged differences, up to 24. Default 0.
    #[serde(default)]
    #[schemars(range(max = MAX_LAG))]
    lag: usize,
    /// The shortest window, in regression rows: about 36 for months.
    #[schemars(range(min = 3))]
    min_window: usize,
    /// Walks that the critical values are simulated from, 20 to 100,000. Default 500.
    #[serde(default = "replications")]
    #[schemars(range(min = 20, max = 100_000))]
    replications: usize,
    /// What they start from. Default 1.
    #[serde(default = "seed")]
    seed: u64,
}

fn replications() -> usize {
    500
}

fn seed() -> u64 {
    1
}

/// What a filter keeps of a row.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum PartFile {
    /// Row less trend.
    #[default]
    Gap,
    /// The trend.
    Trend,
    /// 100 times the row over the trend.
    PercentOfTrend,
}

impl From<PartFile> for Part {
    fn from(part: PartFile) -> Self {
        match part {
            PartFile::Gap => Part::Gap,
            PartFile::Trend => Part::Trend,
            PartFile::PercentOfTrend => Part::PercentOfTrend,
        }
    }
}

/// A transform whose numbers make sense; what is wrong with them comes back as text.
pub(crate) fn check(file: TransformFile) -> Result<Transform, String> {
    let periods = |p: Periods, what: &str| match p.periods {
        0 => Err(format!("a {what} needs 1 period or more")),
        n => Ok(n),
    };
    match file {
        TransformFile::Level(Nothing {}) => Ok(Transform::Level),
        TransformFile::Lag(p) => Ok(Transform::Lag { periods: periods(p, "lag")? }),
        TransformFile::Change(p) => Ok(Transform::Change { periods: periods(p, "change")? }),
        TransformFile::Growth(p) => Ok(Transform::Growth { periods: periods(p, "growth")? }),
        TransformFile::Carry(p) => Ok(Transform::Carry { periods: periods(p, "carry")? }),
        TransformFile::Sum(p) => Ok(Transform::Sum { periods: periods(p, "sum")? }),
        TransformFile::Mean(p) => Ok(Transform::Mean { periods: periods(p, "mean")? }),
        TransformFile::Zscore(Window { window }) if window < 2 => {
            Err("the window of a z-score holds 2 rows or more".to_owned())
        }
        TransformFile::Zscore(Window { window }) => Ok(Transform::ZScore { window }),
        TransformFile::Percentile(Nothing {}) => Ok(Transform::Percentile),
        TransformFile::Hp(Hp { lambda: Number(lambda), .. }) if lambda <= 0.0 => {
            Err("the lambda of an HP filter is above 0: 400,000 for quarters, 32,400,000 for months".to_owned())
        }
        TransformFile::Hp(Hp { lambda: Number(lambda), part, two_sided: false }) => {
            Ok(Transform::HpOneSided { lambda, part: part.into() })
        }
        TransformFile::Hp(Hp { lambda: Number(lambda), part, two_sided: true }) => {
            Ok(Transform::HpTwoSided { lambda, part: part.into() })
        }
        TransformFile::Hamilton(HamiltonFile { h, p, .. }) if h == 0 || p == 0 => {
            Err("Hamilton's filter needs h and p of 1 or more: 8 and 4 for quarters".to_owned())
        }
        TransformFile::Bsadf(BsadfFile { lag, .. }) if lag > MAX_LAG => {
            Err(format!("a bsadf has {MAX_LAG} lags at most"))
        }
        TransformFile::Bsadf(BsadfFile { lag, min_window, .. }) if min_window < lag + 3 => Err(format!(
            "the min_window of a bsadf with {lag} lags holds {} rows or more: about 36 for months",
            lag + 3
        )),
        TransformFile::Bsadf(BsadfFile { replications, .. }) if !(20..=100_000).contains(&replications) => {
            Err("a bsadf takes 20 to 100,000 replications".to_owned())
        }
        TransformFile::Bsadf(BsadfFile { lag, min_window, replications, seed }) => {
            Ok(Transform::Bsadf(Bsadf { lag, min_window, replications, seed }))
        }
        TransformFile::Hamilton(HamiltonFile { h, p, part }) => {
            Ok(Transform::Hamilton { filter: Hamilton { horizon: h, lags: p }, min_rows: None, part: part.into() })
        }
    }
}
