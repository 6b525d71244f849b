//! Why a statistic does not exist.

use froth_core::diag::Reason;
use std::fmt;

/// Why a statistic does not exist. `Display` says it in English.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoStatistic {
    /// It is not finite.
    NotFinite,
    /// The dimension has one child.
    OneChild,
    /// One child is left without this one.
    OneChildLeft,
    /// Too few rows have all of the dimension's children.
    FewComplete {
        /// How many have.
        rows: u64,
        /// How many it takes.
        needed: u64,
    },
    /// Too few rows have both columns.
    FewOfBoth {
        /// How many have.
        rows: u64,
        /// How many it takes.
        needed: u64,
    },
    /// No row has a headline.
    NoHeadline,
    /// Fewer than two rows have a headline.
    OneHeadline,
    /// No row has the indicator's score.
    NoScore,
    /// No row has two of the dimension's children.
    NothingToAverage,
    /// Children that are constant where all have a score.
    ConstantChildren(Vec<String>),
    /// A column that is constant where both have a score.
    ConstantOfBoth(Column),
    /// The child does not vary.
    Constant,
    /// The sum of the other children does not vary.
    ConstantRest,
    /// The sum of the children does not vary.
    ConstantSum,
    /// The sum of the standardised children does not vary.
    ConstantStandardised,
    /// Nothing moves with the score.
    NothingMoves,
    /// The correlation matrix is singular.
    Singular,
    /// It counts for nothing.
    NoPart,
    /// Its nominal weight is 0.
    NoWeight,
    /// Its weight comes from the rows.
    FittedWeight,
    /// More rows than are kept.
    TooManyRows {
        /// How many are.
        most: u64,
    },
}

/// One of two columns that are held against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// What is asked about.
    Own,
    /// The score above it.
    Score,
    /// A child of a dimension.
    Child(String),
}

impl Reason for NoStatistic {
    fn code(&self) -> &'static str {
        match self {
            NoStatistic::NotFinite => "not_finite",
            NoStatistic::OneChild | NoStatistic::OneChildLeft => "one_child",
            NoStatistic::FewComplete { .. }
            | NoStatistic::FewOfBoth { .. }
            | NoStatistic::NoHeadline
            | NoStatistic::OneHeadline
            | NoStatistic::NoScore
            | NoStatistic::NothingToAverage => "too_few_rows",
            NoStatistic::ConstantChildren(_)
            | NoStatistic::ConstantOfBoth(_)
            | NoStatistic::Constant
            | NoStatistic::ConstantRest
            | NoStatistic::ConstantSum
            | NoStatistic::ConstantStandardised
            | NoStatistic::NothingMoves => "constant",
            NoStatistic::Singular => "singular",
            NoStatistic::NoPart | NoStatistic::NoWeight => "no_weight",
            NoStatistic::FittedWeight => "fitted_weight",
            NoStatistic::TooManyRows { .. } => "too_many_rows",
        }
    }
}

impl fmt::Display for NoStatistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoStatistic::FewComplete { rows, needed } => {
                return write!(f, "{rows} rows have all of its children, and {needed} are needed");
            }
            NoStatistic::FewOfBoth { rows, needed } => {
                return write!(f, "{rows} rows have both, and {needed} are needed");
            }
            NoStatistic::TooManyRows { most } => return write!(f, "ranks are kept of {most} rows at most"),
            NoStatistic::ConstantChildren(names) => {
                return write!(f, "constant where all have a score: {}", names.join(", "));
            }
            NoStatistic::ConstantOfBoth(Column::Child(name)) => {
                return write!(f, "{name} is constant where both have a score");
            }
            NoStatistic::ConstantOfBoth(Column::Own) => "it is constant where both have a score",
            NoStatistic::ConstantOfBoth(Column::Score) => "the score is constant where both have a score",
            NoStatistic::NotFinite => "it is not finite",
            NoStatistic::OneChild => "it has one child",
            NoStatistic::OneChildLeft => "one child is left without it",
            NoStatistic::NoHeadline => "no row has a score",
            NoStatistic::OneHeadline => "fewer than 2 rows have a score",
            NoStatistic::NoScore => "no row has its score",
            NoStatistic::NothingToAverage => "no row has two of its children to average",
            NoStatistic::Constant => "it does not vary",
            NoStatistic::ConstantRest => "the sum of the others does not vary",
            NoStatistic::ConstantSum => "the sum of its children does not vary",
            NoStatistic::ConstantStandardised => "the sum of its standardised children does not vary",
            NoStatistic::NothingMoves => "nothing moves with the score",
            NoStatistic::Singular => "the correlation matrix is singular: a child follows exactly from others",
            NoStatistic::NoPart => "it counts for nothing",
            NoStatistic::NoWeight => "its nominal weight is 0",
            NoStatistic::FittedWeight => "its weight comes from the rows: the nominal one is the file's",
        })
    }
}
