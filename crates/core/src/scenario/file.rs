//! A scenario as it stands in the file, before anything but its shape is checked.

use super::{Confidence, Distribution, Provenance, Value};
use crate::format::{Day, FILE_ID, Number, Spanned, by_id, number_of_format};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A scenario: what was observed on one day, and where each figure comes from. One with nothing but a shock table is a file of shocks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadFile {
    /// The format's number: 1.
    #[serde(rename = "schema")]
    #[schemars(schema_with = "number_of_format")]
    _schema: IgnoredAny,
    /// Its id: lower-case letters, digits and -, unlike any built-in's.
    #[schemars(regex(pattern = FILE_ID))]
    pub(super) id: Spanned<String>,
    /// Its name for people.
    pub(super) title: String,
    /// The model used when -m is not given: a built-in's id, or a path relative to this file. Default four-dimensions.
    pub(super) model: Option<Spanned<String>>,
    /// What it belongs to: groups scenarios.
    pub(super) era: Option<String>,
    /// The era's first day: paths are laid over each other by years since then.
    pub(super) spark: Option<Spanned<Day>>,
    /// No figure may be later than this day. Required, here or in what it extends.
    pub(super) as_of: Option<Day>,
    /// A scenario that it builds on: a built-in's id, or a path relative to this file.
    pub(super) extends: Option<Spanned<String>>,
    /// Days on the way to `as_of`, rising.
    pub(super) path: Option<Vec<Spanned<Day>>>,
    /// Inherited values and series that are dropped.
    #[serde(default)]
    pub(super) unset: Vec<Spanned<String>>,
    /// Sources, by a short key that figures cite.
    #[serde(rename = "sources", default)]
    #[schemars(with = "Option<BTreeMap<String, SourceFileEntry>>")]
    _sources: Option<IgnoredAny>,
    /// Figures by id. Shorthand lines come before the first [values.ID] table.
    #[serde(rename = "values", default)]
    #[schemars(schema_with = "by_id::<GivenFile>")]
    _values: Option<IgnoredAny>,
    /// Figures at several dates, by id.
    #[serde(rename = "series", default)]
    #[schemars(schema_with = "by_id::<SeriesFile>")]
    _series: Option<IgnoredAny>,
    /// Changes to what the base says, by id.
    #[serde(rename = "shock", default)]
    #[schemars(schema_with = "by_id::<ShockEntry>")]
    _shock: Option<IgnoredAny>,
    /// Translations by language tag (zh-Hant): `title` = this file's name, else by its own text; in `values` and `series` the notes of figures by their ids.
    #[serde(rename = "text", default)]
    #[schemars(with = "Option<BTreeMap<String, TextFile>>")]
    _text: Option<IgnoredAny>,
}

/// A file's texts in another language.
#[derive(JsonSchema)]
#[allow(dead_code, missing_debug_implementations)] // how it looks from outside
struct TextFile {
    /// Notes of figures, by id.
    values: Option<BTreeMap<String, String>>,
    /// Notes of series, by id.
    series: Option<BTreeMap<String, String>>,
    /// `title`, and texts by themselves.
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

/// A source that figures cite.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceFileEntry {
    /// What it is, in full.
    pub(crate) title: String,
    /// Where it can be read.
    pub(crate) url: Option<String>,
    /// How well its figures are documented.
    pub(crate) confidence: Option<Confidence>,
    /// The day on which its figures were taken from it.
    pub(crate) retrieved: Option<Day>,
    /// What it allows to be done with them.
    pub(crate) licence: Option<String>,
}

/// A figure with what is known about it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueFile {
    /// A number in the indicator's unit (percentages are percentages), or a word for a category rule.
    pub(super) value: Spanned<Value>,
    /// The lowest that it may be; with `high`.
    pub(super) low: Option<Spanned<Number>>,
    /// The highest that it may be; with `low`.
    pub(super) high: Option<Spanned<Number>>,
    /// How it is distributed between low and high. Default pert.
    #[schemars(extend("default" = "pert"))]
    pub(super) distribution: Option<Distribution>,
    /// If given, it must be the indicator's own.
    pub(super) unit: Option<String>,
    /// A key of [sources], or the citation itself (with a space in it).
    pub(super) source: Option<Spanned<String>>,
    /// Where the figure can be read. Default: the source's.
    pub(super) url: Option<String>,
    /// How well it is documented. Default: the source's; without one it counts as low.
    pub(super) confidence: Option<Confidence>,
    /// End of the period that the figure describes; not after `as_of`. Default: `as_of`.
    pub(super) date: Option<Spanned<Day>>,
    /// When it could be known; under --real-time not after `as_of`.
    pub(super) published: Option<Day>,
    /// What a reader should know.
    pub(super) note: Option<String>,
}

/// A figure at several dates.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SeriesFile {
    /// [date, value], [date, value, low, high], or { date, value, low, high, published }, dates rising.
    pub(super) points: Spanned<Vec<Spanned<PointFile>>>,
    /// When its points could be known, those apart that say so themselves; under --real-time not after `as_of`.
    pub(super) published: Option<Day>,
    /// How many days a point stands in for a later date. Default: up to the same day of the year before.
    #[schemars(range(min = 1))]
    pub(super) max_age: Option<Spanned<i64>>,
    /// If given, it must be the indicator's own.
    pub(super) unit: Option<String>,
    /// A key of [sources], or the citation itself (with a space in it).
    pub(super) source: Option<Spanned<String>>,
    /// Where the series can be read. Default: the source's.
    pub(super) url: Option<String>,
    /// How well it is documented. Default: the source's; without one it counts as low.
    pub(super) confidence: Option<Confidence>,
    /// What a reader should know.
    pub(super) note: Option<String>,
}

impl ValueFile {
    /// What it says about itself; the source that it cites is looked up later.
    pub(super) fn provenance(&self) -> Provenance {
        let (unit, url, note) = (self.unit.clone(), self.url.clone(), self.note.clone());
        Provenance { unit, url, confidence: self.confidence, note, ..Provenance::default() }
    }
}

impl SeriesFile {
    /// What it says about itself; the source that it cites is looked up later.
    pub(super) fn provenance(&self) -> Provenance {
        let (unit, url, note) = (self.unit.clone(), self.url.clone(), self.note.clone());
        Provenance { unit, url, confidence: self.confidence, note, ..Provenance::default() }
    }
}

/// A figure: its number or word alone, or a table with what is known about it.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, missing_debug_implementations)] // how both look from outside; they are told apart where they are read
enum GivenFile {
    /// A figure of `as_of` without a source.
    Shorthand(Value),
    /// A figure with what is known about it.
    Full(Box<ValueFile>),
}

/// A change to what the base says.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum ShockEntry {
    /// Times this.
    Multiply(Number),
    /// Plus this.
    Add(Number),
    /// This instead.
    Set(Value),
}

/// `[date, value]`, `[date, value, low, high]`, or a table.
#[derive(Debug)]
pub(super) struct PointFile {
    pub(super) date: Day,
    pub(super) value: Value,
    pub(super) range: Option<(f64, f64)>,
    pub(super) published: Option<Day>,
}

impl JsonSchema for PointFile {
    fn schema_name() -> Cow<'static, str> {
        "Point".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (day, value) = (generator.subschema_for::<Day>(), generator.subschema_for::<Value>());
        let number = generator.subschema_for::<Number>();
        let list = json_schema!({
            "type": "array",
            "prefixItems": [day, value, number, number],
            "items": false,
            "oneOf": [{ "minItems": 2, "maxItems": 2 }, { "minItems": 4, "maxItems": 4 }],
        });
        json_schema!({
            "description": "[date, value], [date, value, low, high], or { date, value, low, high, published }.",
            "oneOf": [list, generator.subschema_for::<PointTable>()],
        })
    }
}

impl JsonSchema for Value {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"] })
    }
}

/// A point with names.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("dependentRequired" = { "low": ["high"], "high": ["low"] }))]
struct PointTable {
    /// End of the period that it describes.
    date: Day,
    /// The figure.
    value: Value,
    /// The lowest that it may be; with `high`.
    low: Option<Number>,
    /// The highest that it may be; with `low`.
    high: Option<Number>,
    /// When it could be known; under --real-time not after `as_of`.
    published: Option<Day>,
}

impl<'de> Deserialize<'de> for PointFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PointVisitor;

        impl<'de> Visitor<'de> for PointVisitor {
            type Value = PointFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a point [date, value] or [date, value, low, high]")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PointFile, A::Error> {
                let table = PointTable::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                if table.low.is_some() != table.high.is_some() {
                    return Err(A::Error::custom("low and high stand together or not at all"));
                }
                let range = table.low.zip(table.high).map(|(low, high)| (low.0, high.0));
                Ok(PointFile { date: table.date, value: table.value, range, published: table.published })
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
                let range = low.zip(high).map(|(low, high)| (low.0, high.0));
                Ok(PointFile { date, value, range, published: None })
            }
        }

        deserializer.deserialize_any(PointVisitor)
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
