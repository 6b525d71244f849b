//! Why there is no score: facts, which a locale puts into words.

use crate::diag::Reason;
use crate::expr::NoValue;
use crate::model::NoScore;
use crate::scenario::Value;
use jiff::civil::Date;
use std::fmt;

/// Why an indicator, a dimension, a headline or an alert has no score or answer. `Display` says it in English.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Missing {
    /// Shown, and not scored: it has no rule.
    Watched {
        /// Whether there is a figure to show.
        figure: bool,
    },
    /// The scenario has no figure.
    NoFigure {
        /// For this day.
        date: Date,
    },
    /// The scenario's latest figure is too old.
    Stale {
        /// The day that is scored.
        date: Date,
        /// The day of the latest figure.
        latest: Date,
    },
    /// A word that the rule does not know, or a number where it needs a word.
    WordUnknown {
        /// The figure.
        figure: Value,
    },
    /// Something that the formula or condition needs has no value.
    InputMissing {
        /// The name in the formula.
        input: String,
        /// The day of its latest figure, where that is too old.
        latest: Option<Date>,
    },
    /// The formula or condition is not defined for its inputs.
    Undefined(NoValue),
    /// The condition of the indicator does not hold.
    RequiresFalse {
        /// The condition, as written.
        condition: String,
        /// The values of the names in it, in their order.
        facts: Vec<(String, Option<f64>)>,
    },
    /// The rule has no score for the value.
    OutsideDomain(NoScore),
    /// Nothing under the dimension has a score.
    NothingScored,
    /// Too few children of the dimension have a score.
    BelowQuorum {
        /// How many have one.
        scored: usize,
        /// How many it takes.
        quorum: usize,
    },
    /// Too little of the dimension's weight has data.
    BelowCoverage {
        /// The share that has.
        coverage: f64,
        /// The share that it takes.
        needed: f64,
    },
    /// Something is missing, and the model wants everything (policy `fail`).
    PolicyFail {
        /// The share of the weight that has data.
        coverage: f64,
    },
}

impl Missing {
    /// Every code, for what shows or documents them.
    pub const CODES: [&str; 11] = [
        "watched",
        "no_figure",
        "stale",
        "word_unknown",
        "input_missing",
        "requires_false",
        "outside_domain",
        "nothing_scored",
        "below_quorum",
        "below_coverage",
        "policy_fail",
    ];

    /// Why an expression has no value; `latest` gives the day of a name's latest figure where that is too old.
    pub(super) fn in_expression(why: NoValue, latest: impl Fn(&str) -> Option<Date>) -> Self {
        match why {
            NoValue::Name(input) => Missing::InputMissing { latest: latest(&input), input },
            other => Missing::Undefined(other),
        }
    }
}

impl Reason for Missing {
    fn code(&self) -> &'static str {
        match self {
            Missing::Watched { .. } => "watched",
            Missing::NoFigure { .. } => "no_figure",
            Missing::Stale { .. } => "stale",
            Missing::WordUnknown { .. } => "word_unknown",
            Missing::InputMissing { .. } => "input_missing",
            Missing::RequiresFalse { .. } => "requires_false",
            Missing::Undefined(_) | Missing::OutsideDomain(_) => "outside_domain",
            Missing::NothingScored => "nothing_scored",
            Missing::BelowQuorum { .. } => "below_quorum",
            Missing::BelowCoverage { .. } => "below_coverage",
            Missing::PolicyFail { .. } => "policy_fail",
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Missing::Watched { figure: true } => f.write_str("watched: shown, not scored"),
            Missing::Watched { figure: false } => f.write_str("watched, and no figure"),
            Missing::NoFigure { date } => write!(f, "no figure for {date}"),
            Missing::Stale { date, latest } => write!(f, "no figure for {date}; the latest figure is of {latest}"),
            Missing::WordUnknown { figure: Value::Word(word) } => write!(f, "the rule does not know \"{word}\""),
            Missing::WordUnknown { figure: Value::Number(x) } => write!(f, "the rule knows words, not the number {x}"),
            Missing::InputMissing { input, latest: None } => write!(f, "{input} has no value"),
            Missing::InputMissing { input, latest: Some(latest) } => {
                write!(f, "{input} has no value; the latest figure is of {latest}")
            }
            Missing::Undefined(why) => write!(f, "{why}"),
            Missing::RequiresFalse { condition, facts } => {
                write!(f, "requires {condition}, but ")?;
                for (i, (name, value)) in facts.iter().enumerate() {
                    f.write_str(if i > 0 { ", " } else { "" })?;
                    match value {
                        Some(x) => write!(f, "{name} is {x}")?,
                        None => write!(f, "{name} has no value")?,
                    }
                }
                Ok(())
            }
            Missing::OutsideDomain(why) => write!(f, "{why}"),
            Missing::NothingScored => f.write_str("nothing under it has a score"),
            Missing::BelowQuorum { scored, quorum } => {
                write!(f, "{scored} of its children have a score, and its quorum is {quorum}")
            }
            Missing::BelowCoverage { coverage, needed } => {
                write!(f, "coverage {coverage:.2} is below the {needed} needed")
            }
            Missing::PolicyFail { coverage } => write!(f, "coverage {coverage:.2} is below the 1 needed"),
        }
    }
}
