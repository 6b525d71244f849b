//! A scenario as it stands in the file, before anything but its shape is checked.

use super::{Confidence, Distribution, Provenance, Value};
use crate::document::{Day, Number};
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use std::fmt;
use toml::Spanned;

/// Everything but the tables of tables, which are taken out and read one by one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadFile {
    #[serde(rename = "schema")]
    _schema: IgnoredAny,
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) model: Option<Spanned<String>>,
    pub(super) era: Option<String>,
    pub(super) spark: Option<Day>,
    pub(super) as_of: Option<Day>,
    pub(super) extends: Option<Spanned<String>>,
    pub(super) path: Option<Vec<Spanned<Day>>>,
    #[serde(default)]
    pub(super) unset: Vec<Spanned<String>>,
    #[serde(rename = "sources")]
    _sources: Option<IgnoredAny>,
    #[serde(rename = "values")]
    _values: Option<IgnoredAny>,
    #[serde(rename = "series")]
    _series: Option<IgnoredAny>,
    #[serde(rename = "shock")]
    _shock: Option<IgnoredAny>,
    #[serde(rename = "text")]
    _text: Option<IgnoredAny>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFileEntry {
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) confidence: Option<Confidence>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueFile {
    pub(super) value: Spanned<Value>,
    pub(super) low: Option<Spanned<Number>>,
    pub(super) high: Option<Spanned<Number>>,
    pub(super) distribution: Option<Distribution>,
    pub(super) unit: Option<String>,
    pub(super) source: Option<Spanned<String>>,
    pub(super) url: Option<String>,
    pub(super) confidence: Option<Confidence>,
    pub(super) date: Option<Spanned<Day>>,
    pub(super) published: Option<Day>,
    pub(super) note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeriesFile {
    pub(super) points: Spanned<Vec<Spanned<PointFile>>>,
    pub(super) max_age: Option<Spanned<i64>>,
    pub(super) unit: Option<String>,
    pub(super) source: Option<Spanned<String>>,
    pub(super) url: Option<String>,
    pub(super) confidence: Option<Confidence>,
    pub(super) note: Option<String>,
}

impl ValueFile {
    /// What it says about itself; the source that it cites is looked up later.
    pub(super) fn provenance(&self) -> Provenance {
        let (unit, url, note) = (self.unit.clone(), self.url.clone(), self.note.clone());
        Provenance { unit, source: None, url, confidence: self.confidence, note }
    }
}

impl SeriesFile {
    /// What it says about itself; the source that it cites is looked up later.
    pub(super) fn provenance(&self) -> Provenance {
        let (unit, url, note) = (self.unit.clone(), self.url.clone(), self.note.clone());
        Provenance { unit, source: None, url, confidence: self.confidence, note }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ShockEntry {
    Multiply(Number),
    Add(Number),
    Set(Value),
}

/// `[date, value]`, or `[date, value, low, high]`.
#[derive(Debug)]
pub(super) struct PointFile {
    pub(super) date: Day,
    pub(super) value: Value,
    pub(super) range: Option<(f64, f64)>,
}

impl<'de> Deserialize<'de> for PointFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PointVisitor;

        impl<'de> Visitor<'de> for PointVisitor {
            type Value = PointFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a point [date, value] or [date, value, low, high]")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<PointFile, A::Error> {
                let short = |n: usize| A::Error::invalid_length(n, &self);
                let date = seq.next_element()?.ok_or_else(|| short(0))?;
                let value = seq.next_element()?.ok_or_else(|| short(1))?;
                let low: Option<Number> = seq.next_element()?;
                let high: Option<Number> = seq.next_element()?;
                if low.is_some() != high.is_some() || seq.next_element::<IgnoredAny>()?.is_some() {
                    return Err(A::Error::custom("a point is [date, value] or [date, value, low, high]"));
                }
                Ok(PointFile { date, value, range: low.zip(high).map(|(low, high)| (low.0, high.0)) })
            }
        }

        deserializer.deserialize_seq(PointVisitor)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;

        impl Visitor<'_> for ValueVisitor {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or a word in quotes")
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
                number(serde::de::value::F64Deserializer::new(value))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
                number(serde::de::value::I64Deserializer::new(value))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
                number(serde::de::value::U64Deserializer::new(value))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
                Ok(Value::Word(value.to_owned()))
            }
        }

        fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
            Number::deserialize(deserializer).map(|n| Value::Number(n.0))
        }

        deserializer.deserialize_any(ValueVisitor)
    }
}
