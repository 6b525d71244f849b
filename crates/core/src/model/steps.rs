//! What is done to an indicator's values before its rule: denominators, imputation, treatment of outliers.

use super::kind::Kind;
use super::{Over, Rule};
use crate::expr::Expr;
use crate::format::{Number, Spanned};
use froth_series::composite::Limits;
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Range;

/// What an indicator's value is divided by.
#[derive(Debug, Clone, PartialEq)]
pub struct Denominator {
    /// The indicator or value that it is divided by.
    pub by: String,
    /// What the ratio is multiplied with: 100 for a percentage.
    pub times: f64,
    /// The numerator: the value given under the indicator's own id, else its formula.
    pub numerator: Expr,
    /// Whether the indicator has a formula for its numerator.
    pub computed: bool,
    /// Where its name stands in the file.
    pub span: Range<usize>,
}

/// How missing values are filled in, in a panel.
#[derive(Debug, Clone, PartialEq)]
pub enum Imputation {
    /// The entity's last value of up to so many rows before; none: however old.
    Last {
        /// The most rows that a value is carried.
        periods: Option<usize>,
    },
    /// On the straight line between the values around the gap: looks ahead.
    Linear {
        /// The longest gap that is filled.
        periods: Option<usize>,
    },
    /// The mean over the entities of the date, or over all rows.
    Mean {
        /// A column of the data: only entities with the same word in it.
        by: Option<String>,
        /// Over all rows of all entities, which looks ahead.
        pooled: bool,
    },
    /// The median over the entities of the date, or over all rows.
    Median {
        /// A column of the data: only entities with the same word in it.
        by: Option<String>,
        /// Over all rows of all entities, which looks ahead.
        pooled: bool,
    },
}

impl Imputation {
    /// Its name in files.
    pub fn as_str(&self) -> &'static str {
        match self {
            Imputation::Last { .. } => "last",
            Imputation::Linear { .. } => "linear",
            Imputation::Mean { .. } => "mean",
            Imputation::Median { .. } => "median",
        }
    }

    /// Whether a value depends on later rows.
    pub fn looks_ahead(&self) -> bool {
        matches!(self, Imputation::Linear { .. }) || self.is_pooled()
    }

    /// Whether it averages over all rows of all entities.
    pub fn is_pooled(&self) -> bool {
        matches!(self, Imputation::Mean { pooled: true, .. } | Imputation::Median { pooled: true, .. })
    }

    /// The column of the data that groups entities.
    pub fn by(&self) -> Option<&str> {
        match self {
            Imputation::Mean { by, .. } | Imputation::Median { by, .. } => by.as_deref(),
            _ => None,
        }
    }
}

/// How outliers are treated before the rule, in a panel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outliers {
    /// When and how.
    pub limits: Limits,
    /// Which rows are looked at together.
    pub over: Over,
}

/// What a value is divided by.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum DenominatorFile {
    /// The id of an indicator or value.
    By(String),
    /// With a factor.
    Times(Times),
}

/// A denominator with a factor.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Times {
    /// The id of an indicator or value.
    by: String,
    /// What the ratio is multiplied with: 100 for a percentage.
    times: Number,
}

impl DenominatorFile {
    pub(super) fn parts(self) -> (String, f64) {
        match self {
            DenominatorFile::By(by) => (by, 1.0),
            DenominatorFile::Times(Times { by, times }) => (by, times.0),
        }
    }
}

/// How missing values are filled in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ImputeFile {
    /// The entity's last value.
    Last(Gap),
    /// On the straight line between the values around the gap, which looks ahead.
    Linear(Gap),
    /// The mean of the entities of the date.
    Mean(Group),
    /// The median of the entities of the date.
    Median(Group),
}

/// How long a gap may be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Gap {
    /// Rows at most. Default: any number.
    #[schemars(range(min = 1))]
    periods: Option<usize>,
}

/// Which entities.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    /// A column of words in the data, such as region: only entities of the same group. Default: all.
    by: Option<String>,
    /// Which rows: `cross_section`, or `panel`, all of them, which looks ahead. Default `cross_section`.
    over: Option<super::rule_file::OverFile>,
}

/// A way to fill in whose numbers make sense; what is wrong with them comes back as text.
pub(super) fn imputation(file: Kind<ImputeFile>) -> Result<Imputation, String> {
    let gap = |gap: Gap| match gap.periods {
        Some(0) => Err("a gap of 0 rows is none: write 1 or more".to_owned()),
        periods => Ok(periods),
    };
    let pooled = |over: Option<super::rule_file::OverFile>| match over.map(Over::from) {
        None | Some(Over::CrossSection) => Ok(false),
        Some(Over::Panel) => Ok(true),
        Some(over) => Err(format!(
            "a mean or median of entities is one over \"cross_section\" or \"panel\", not \"{}\"",
            over.as_str()
        )),
    };
    Ok(match file.0 {
        ImputeFile::Last(g) => Imputation::Last { periods: gap(g)? },
        ImputeFile::Linear(g) => Imputation::Linear { periods: gap(g)? },
        ImputeFile::Mean(g) => Imputation::Mean { by: g.by, pooled: pooled(g.over)? },
        ImputeFile::Median(g) => Imputation::Median { by: g.by, pooled: pooled(g.over)? },
    })
}

/// How outliers are treated, with the limits and the treatment of `COINr`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutliersFile {
    /// Up to so many of the most extreme numbers take the value of the next one. Default 5.
    #[schemars(extend("default" = 5))]
    winsorise: Option<usize>,
    /// Treated if the skewness, either way, reaches this and kurtosis its own. Above 0; default 2.
    #[schemars(extend("exclusiveMinimum" = 0, "default" = 2))]
    skewness: Option<Number>,
    /// Treated if the excess kurtosis reaches this and skewness its own. Above 0; default 3.5.
    #[schemars(extend("exclusiveMinimum" = 0, "default" = 3.5))]
    kurtosis: Option<Number>,
    /// Where that is not enough, take logarithms. Default true.
    #[schemars(extend("default" = true))]
    log: Option<bool>,
    /// Which rows are treated together: `cross_section`, `full_history` or `panel`; may be left out only where `[defaults]` says so.
    over: Option<super::rule_file::OverFile>,
}

/// When and how outliers are treated otherwise.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitsFile {
    /// Up to so many of the most extreme numbers take the value of the next one. Default 5.
    #[schemars(extend("default" = 5))]
    winsorise: Option<usize>,
    /// Treated if the skewness, either way, reaches this and kurtosis its own. Above 0; default 2.
    #[schemars(extend("exclusiveMinimum" = 0, "default" = 2))]
    skewness: Option<Number>,
    /// Treated if the excess kurtosis reaches this and skewness its own. Above 0; default 3.5.
    #[schemars(extend("exclusiveMinimum" = 0, "default" = 3.5))]
    kurtosis: Option<Number>,
    /// Where that is not enough, take logarithms. Default true.
    #[schemars(extend("default" = true))]
    log: Option<bool>,
}

impl LimitsFile {
    /// Limits that make sense; what is wrong with them comes back as message and help.
    pub(super) fn limits(&self) -> Result<Limits, (String, String)> {
        let default = Limits::default();
        let limits = Limits {
            winsorise: self.winsorise.unwrap_or(default.winsorise),
            skewness: self.skewness.as_ref().map_or(default.skewness, |x| x.0),
            kurtosis: self.kurtosis.as_ref().map_or(default.kurtosis, |x| x.0),
            log: self.log.unwrap_or(default.log),
        };
        if limits.skewness <= 0.0 || limits.kurtosis <= 0.0 {
            let help = "2 and 3.5 are customary";
            return Err(("the limits of skewness and kurtosis must be above 0".to_owned(), help.to_owned()));
        }
        Ok(limits)
    }
}

impl OutliersFile {
    /// Which rows are treated together, where it says so.
    pub(super) fn rows(&self) -> Option<Over> {
        self.over.map(Over::from)
    }
}

/// A treatment that fits the indicator's rule; what is wrong with it comes back as message and help.
pub(super) fn outliers(file: &OutliersFile, over: Over, rule: Option<&Rule>) -> Result<Outliers, (String, String)> {
    let OutliersFile { winsorise, skewness, kurtosis, log, .. } = *file;
    treated(LimitsFile { winsorise, skewness, kurtosis, log }.limits()?, over, rule)
}

/// Limits that fit the indicator's rule.
pub(super) fn treated(limits: Limits, over: Over, rule: Option<&Rule>) -> Result<Outliers, (String, String)> {
    let wrong = |message: &str, help: &str| Err((message.to_owned(), help.to_owned()));
    if over == Over::History {
        let help = "write `over = \"cross_section\"` (the entities of a date), \"full_history\" or \"panel\"";
        return wrong("outliers are not treated over \"history\": each row would treat the rows before anew", help);
    }
    if rule.is_some_and(|r| r.words().is_some()) {
        return wrong("a category has no outliers", "remove `outliers`");
    }
    if limits.log && rule.is_some_and(|r| r.over() != Some(over)) {
        let message = format!(
            "after a logarithm the values are on another scale, and the rule does not take its ends over \"{}\"",
            over.as_str()
        );
        let help = format!("write `log = false`, or give the rule `over = \"{}\"`", over.as_str());
        return Err((message, help));
    }
    Ok(Outliers { limits, over })
}

/// A spanned file value and the span.
pub(super) fn apart<T>(file: Spanned<T>) -> (T, Range<usize>) {
    let span = file.span();
    (file.into_inner(), span)
}
