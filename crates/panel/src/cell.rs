//! Values of a table that were filled in or treated before their rule: each with what it was, what it became, and why.

use froth_core::model::Over;
use froth_core::number::raw;
use jiff::civil::Date;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// A value that was filled in or treated.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its entity; none in a table without a column for them.
    pub entity: Option<Arc<str>>,
    /// Its date.
    pub date: Date,
    /// Its indicator.
    pub indicator: Arc<str>,
    /// What it was; none where it was missing.
    pub before: Option<f64>,
    /// What it became.
    pub after: Option<f64>,
    /// What was done, and by which rule.
    pub done: Done,
}

/// What was done to a value. `Display` says it in English.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// The entity's last value stands for it.
    Last {
        /// The date of that value.
        from: Date,
    },
    /// It lies on the straight line between two of the entity's values.
    Linear {
        /// The date of the value before.
        from: Date,
        /// The date of the value after.
        to: Date,
    },
    /// The mean, or the median, of other values stands for it.
    Centre {
        /// Whether it is the median.
        median: bool,
        /// Of which rows: of the date, or all.
        over: Over,
        /// The column of groups and the group, where only that counts.
        group: Option<(Arc<str>, Arc<str>)>,
        /// How many values.
        values: usize,
    },
    /// Beyond the limits, it took the value of the next number.
    Winsorised {
        /// Among which rows.
        over: Over,
        /// The limits of skewness and excess kurtosis that the rows both reached.
        limits: [f64; 2],
    },
    /// With all the others of its rows it was put on a logarithmic scale.
    Logarithm {
        /// Among which rows.
        over: Over,
        /// The limits of skewness and excess kurtosis that the rows both reached.
        limits: [f64; 2],
        /// It became ln(x - from), or -ln(from - x).
        from: f64,
        /// Whether it is the first of the two.
        above: bool,
    },
}

impl Done {
    /// The step, by its name in data: `imputed`, `winsorised` or `log`.
    pub fn step(&self) -> &'static str {
        match self {
            Done::Last { .. } | Done::Linear { .. } | Done::Centre { .. } => "imputed",
            Done::Winsorised { .. } => "winsorised",
            Done::Logarithm { .. } => "log",
        }
    }

    /// The rule of the model that did it, by its name in files.
    pub fn rule(&self) -> &'static str {
        match self {
            Done::Last { .. } => "last",
            Done::Linear { .. } => "linear",
            Done::Centre { median: false, .. } => "mean",
            Done::Centre { median: true, .. } => "median",
            Done::Winsorised { .. } | Done::Logarithm { .. } => "outliers",
        }
    }

    /// Which rows were looked at, where these are not the entity's own around it.
    pub fn over(&self) -> Option<Over> {
        match self {
            Done::Last { .. } | Done::Linear { .. } => None,
            Done::Centre { over, .. } | Done::Winsorised { over, .. } | Done::Logarithm { over, .. } => Some(*over),
        }
    }

    /// The column of groups and the group, where only values of one group counted.
    pub fn group(&self) -> Option<(&str, &str)> {
        match self {
            Done::Centre { group, .. } => group.as_ref().map(|(column, word)| (&**column, &**word)),
            _ => None,
        }
    }

    /// How many values it was made from, where it was filled in.
    pub fn values(&self) -> Option<usize> {
        match self {
            Done::Last { .. } => Some(1),
            Done::Linear { .. } => Some(2),
            Done::Centre { values, .. } => Some(*values),
            _ => None,
        }
    }

    /// The dates of the entity's own values that it was made from.
    pub fn dates(&self) -> Option<(Date, Date)> {
        match self {
            Done::Last { from } => Some((*from, *from)),
            Done::Linear { from, to } => Some((*from, *to)),
            _ => None,
        }
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Done::Last { from } => write!(f, "the value of {from}"),
            Done::Linear { from, to } => write!(f, "on the line from {from} to {to}"),
            Done::Centre { median, over, group, values } => {
                let rows = if *over == Over::Panel { "in all rows" } else { "at the date" };
                let what = if *median { "median" } else { "mean" };
                write!(f, "{what} of {values} {rows}")?;
                match group {
                    Some((column, word)) => write!(f, ", {column} = {word}"),
                    None => Ok(()),
                }
            }
            Done::Winsorised { over, limits: [skewness, kurtosis] } => write!(
                f,
                "skewness and kurtosis over {} reached {} and {}: it took the next number",
                over.as_str(),
                raw(*skewness),
                raw(*kurtosis)
            ),
            Done::Logarithm { over, limits: [skewness, kurtosis], from, above } => {
                let formula =
                    if *above { format!("ln(x - {})", raw(*from)) } else { format!("-ln({} - x)", raw(*from)) };
                write!(
                    f,
                    "skewness and kurtosis over {} reached {} and {} whatever was winsorised: {formula}",
                    over.as_str(),
                    raw(*skewness),
                    raw(*kurtosis)
                )
            }
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut of = serializer.serialize_struct("Cell", 14)?;
        of.serialize_field("entity", &self.entity.as_deref())?;
        of.serialize_field("date", &self.date)?;
        of.serialize_field("indicator", &*self.indicator)?;
        of.serialize_field("step", self.done.step())?;
        of.serialize_field("before", &self.before)?;
        of.serialize_field("after", &self.after)?;
        of.serialize_field("rule", self.done.rule())?;
        of.serialize_field("over", &self.done.over().map(Over::as_str))?;
        of.serialize_field("by", &self.done.group().map(|(column, _)| column))?;
        of.serialize_field("group", &self.done.group().map(|(_, word)| word))?;
        of.serialize_field("values", &self.done.values())?;
        of.serialize_field("from", &self.done.dates().map(|d| d.0))?;
        of.serialize_field("to", &self.done.dates().map(|d| d.1))?;
        of.serialize_field("how", &self.done.to_string())?;
        of.end()
    }
}
