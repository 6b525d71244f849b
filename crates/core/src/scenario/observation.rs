//! Single figures, series of them, and what shocks do to them.

use crate::diag::Location;
use crate::model::Confidence;
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

/// A raw value: a number, or a word for category rules.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A finite number in the indicator's unit.
    Number(f64),
    /// A word of a category rule.
    Word(String),
}

impl Value {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(x) => Some(*x),
            Value::Word(_) => None,
        }
    }
}

/// The distribution of a figure within its range.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Distribution {
    /// Mode = value, low and high the end points, shape 4.
    #[default]
    Pert,
    /// Mode = value, low and high the end points.
    Triangular,
    /// Even between low and high.
    Uniform,
    /// Low and high are the 5th and 95th percentiles.
    Normal,
    /// Low and high are the 5th and 95th percentiles, the value is the median.
    Lognormal,
}

/// Where a figure comes from, and what else is known about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    /// Its unit, if the file states it.
    pub unit: Option<String>,
    /// Title of the source, or the citation itself.
    pub source: Option<String>,
    /// Address of the source.
    pub url: Option<String>,
    /// How well it is documented.
    pub confidence: Option<Confidence>,
    /// What a reader should know.
    pub note: Option<String>,
    /// The day on which it was taken from its source.
    pub retrieved: Option<Date>,
    /// What its source allows to be done with it.
    pub licence: Option<String>,
}

/// A figure at the scenario's date, with everything known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The figure.
    pub value: Value,
    /// Lowest and highest that it may be.
    pub range: Option<(f64, f64)>,
    /// How it is spread within the range.
    pub distribution: Distribution,
    /// End of the period that it describes.
    pub date: Date,
    /// When it could be known.
    pub published: Option<Date>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it stands.
    pub location: Location,
}

/// One figure at several dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Points, dates strictly rising.
    pub points: Vec<Point>,
    /// A point older than this many days is too old; without it, a point must be less than a year old.
    pub max_age: Option<i64>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it stands.
    pub location: Location,
}

/// A figure of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// End of the period that it describes.
    pub date: Date,
    /// The figure.
    pub value: Value,
    /// Lowest and highest that it may be.
    pub range: Option<(f64, f64)>,
    /// When it could be known.
    pub published: Option<Date>,
}

/// A figure as it was found for one date.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed<'a> {
    /// The figure.
    pub value: &'a Value,
    /// Lowest and highest that it may be.
    pub range: Option<(f64, f64)>,
    /// How it is spread within the range.
    pub distribution: Distribution,
    /// End of the period that it describes.
    pub date: Date,
    /// Where it comes from.
    pub provenance: &'a Provenance,
}

impl Observation {
    pub(super) fn observed(&self) -> Observed<'_> {
        Observed {
            value: &self.value,
            range: self.range,
            distribution: self.distribution,
            date: self.date,
            provenance: &self.provenance,
        }
    }
}

impl Series {
    /// The latest point not after `date`, whatever its age.
    pub fn latest(&self, date: Date) -> Option<&Point> {
        self.points.iter().rfind(|p| p.date <= date)
    }

    /// The latest point not after `date`, if it is recent enough: at most `max_age` days old, or, where the
    /// series states none, dated after the same day of the year before.
    pub fn at(&self, date: Date) -> Option<Observed<'_>> {
        let found = self.latest(date)?;
        let recent = match self.max_age {
            Some(days) => i64::from((date - found.date).get_days()) <= days,
            None => found.date > a_year_before(date),
        };
        if !recent {
            return None;
        }
        Some(Observed {
            value: &found.value,
            range: found.range,
            distribution: Distribution::default(),
            date: found.date,
            provenance: &self.provenance,
        })
    }
}

/// The same day of the year before; 28 February for 29 February.
pub fn a_year_before(date: Date) -> Date {
    date.checked_sub(1.year()).unwrap_or(Date::MIN)
}

/// Something done to a figure at the scenario's date.
#[derive(Debug, Clone, PartialEq)]
pub struct Shock {
    /// The value or indicator that it works on.
    pub id: String,
    /// What it does.
    pub kind: ShockKind,
    /// Where it stands.
    pub location: Location,
}

/// What a shock does.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ShockKind {
    /// Scales value, low and high.
    Multiply(f64),
    /// Moves value, low and high.
    Add(f64),
    /// Replaces the value; no range is left.
    Set(Value),
}

impl Serialize for ShockKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("kind", self.as_str())?;
        map.serialize_entry("amount", &self.amount())?;
        map.end()
    }
}

impl ShockKind {
    /// What it makes of a number, where that is finite.
    pub fn apply(&self, x: f64) -> Option<f64> {
        let shocked = match self {
            ShockKind::Multiply(by) => x * by,
            ShockKind::Add(by) => x + by,
            ShockKind::Set(value) => value.number()?,
        };
        shocked.is_finite().then_some(shocked)
    }

    /// What it makes of a column's cell, where NaN is missing: only `set` makes something of nothing.
    pub(crate) fn apply_or_missing(&self, x: f64) -> f64 {
        match self {
            ShockKind::Set(_) => self.apply(0.0),
            _ if x.is_nan() => None,
            _ => self.apply(x),
        }
        .unwrap_or(f64::NAN)
    }

    /// `multiply`, `add` or `set`.
    pub fn as_str(&self) -> &'static str {
        match self {
            ShockKind::Multiply(_) => "multiply",
            ShockKind::Add(_) => "add",
            ShockKind::Set(_) => "set",
        }
    }

    /// The amount, as written.
    pub fn amount(&self) -> Value {
        match self {
            ShockKind::Multiply(x) | ShockKind::Add(x) => Value::Number(*x),
            ShockKind::Set(value) => value.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_year_before_a_leap_day_ends_in_february() {
        assert_eq!(a_year_before(date(2024, 2, 29)), date(2023, 2, 28));
        assert_eq!(a_year_before(date(2026, 9, 30)), date(2025, 9, 30));
    }
}
