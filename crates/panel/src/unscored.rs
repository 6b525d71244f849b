//! Why an indicator has no score in any row of a table: facts, with the English that messages and JSON have.

use serde::{Serialize, Serializer};
use std::fmt;

/// Why an indicator has no score in any row of a table. `Display` says it in English, as a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unscored {
    /// No row has a value of it, nor of what its formula uses.
    NoValue,
    /// Values come in, and its formula, transforms or denominator make none of them.
    NotMade,
    /// Its rule compares the rows of a date, and no date has two with a value.
    AloneAtItsDates,
    /// Its rule compares the rows of an entity, and none has two with a value.
    AloneInItsSeries,
    /// The numbers that its rule compares differ, and the treatment of outliers made them equal.
    MadeEqual,
    /// All numbers that its rule compares are equal.
    Equal,
    /// Its `requires` holds in no row.
    RequiresFalse,
    /// Its rule has no score for any of the values.
    OutsideRule,
}

impl fmt::Display for Unscored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unscored::NoValue => "no row has a value of it",
            Unscored::NotMade => "its formula, transforms or denominator give no value in any row",
            Unscored::AloneAtItsDates => {
                "its rule compares the rows of a date (`cross_section`), and no date has two with a value of it"
            }
            Unscored::AloneInItsSeries => {
                "its rule compares the rows of an entity, and no entity has two with a value of it"
            }
            Unscored::MadeEqual => "winsorising its outliers made all numbers that its rule compares equal",
            Unscored::Equal => "all numbers that its rule compares are equal",
            Unscored::RequiresFalse => "its `requires` holds in no row",
            Unscored::OutsideRule => "its rule has no score for any of its values",
        })
    }
}

impl Serialize for Unscored {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
