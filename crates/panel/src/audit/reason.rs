//! Why an indicator cannot move a score: facts, with the English that JSON has.

use super::Takes;
use crate::Unscored;
use froth_core::number::score;
use serde::{Serialize, Serializer};
use std::fmt;

/// Why an indicator cannot move the score, by the model alone.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Idle {
    /// Its weight is 0.
    NoWeight,
    /// That of a dimension above it is.
    NoWeightAbove(String),
    /// Its rule gives one score.
    OneScore(f64),
    /// A dimension above takes one of its children, and never this one.
    NeverTaken {
        /// The dimension.
        dimension: String,
        /// Which child it takes.
        takes: Takes,
        /// Lowest and highest score of the child.
        scores: [f64; 2],
    },
}

/// Why an indicator does not move the score on the rows of a table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Unmoved {
    /// Its weight, or one above it, is 0.
    NoWeight,
    /// No row has its score, and why.
    NoScore(Option<Unscored>),
    /// It has the same score everywhere.
    OneScore(f64),
}

impl fmt::Display for Idle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Idle::NoWeight => f.write_str("its weight is 0"),
            Idle::NoWeightAbove(id) => write!(f, "the weight of `{id}` above it is 0"),
            Idle::OneScore(x) => write!(f, "its rule gives {x} whatever its value"),
            Idle::NeverTaken { dimension, takes, scores: [low, high] } => {
                let takes = match takes {
                    Takes::Smallest => "smallest",
                    Takes::Largest => "largest",
                    Takes::Median => "median",
                };
                write!(
                    f,
                    "`{dimension}` takes the {takes} of its children, and this child, from {low} to {high}, never is that where all have a score"
                )
            }
        }
    }
}

impl fmt::Display for Unmoved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unmoved::NoWeight => f.write_str("its weight, or that of a dimension above it, is 0"),
            Unmoved::NoScore(None) => f.write_str("no row has its score"),
            Unmoved::NoScore(Some(why)) => write!(f, "no row has its score: {why}"),
            Unmoved::OneScore(x) => write!(f, "it scores {} in every row that has it", score(*x)),
        }
    }
}

impl Serialize for Idle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Unmoved {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
