//! Transforms as they stand in the file: a list of keys that name their kinds, `{ growth = { periods = 12 } }`.

use crate::document::Number;
use crate::series::psy::MAX_LAG;
use crate::series::{Bsadf, Hamilton, Part, Transform};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TransformFile {
    Level(Nothing),
    Change(Periods),
    Growth(Periods),
    Carry(Periods),
    Sum(Periods),
    Mean(Periods),
    Zscore(Window),
    Percentile(Nothing),
    Hp(Hp),
    Hamilton(HamiltonFile),
    Bsadf(BsadfFile),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Periods {
    periods: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Window {
    window: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hp {
    lambda: Number,
    #[serde(default)]
    part: PartFile,
    #[serde(default)]
    two_sided: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HamiltonFile {
    h: usize,
    p: usize,
    #[serde(default)]
    part: PartFile,
}

/// The window must be given: a customary one would depend on how many rows follow.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BsadfFile {
    #[serde(default)]
    lag: usize,
    min_window: usize,
    #[serde(default = "replications")]
    replications: usize,
    #[serde(default = "seed")]
    seed: u64,
}

fn replications() -> usize {
    500
}

fn seed() -> u64 {
    1
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PartFile {
    #[default]
    Gap,
    Trend,
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
pub(super) fn check(file: TransformFile) -> Result<Transform, String> {
    let periods = |p: Periods, what: &str| match p.periods {
        0 => Err(format!("a {what} needs 1 period or more")),
        n => Ok(n),
    };
    match file {
        TransformFile::Level(Nothing {}) => Ok(Transform::Level),
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
