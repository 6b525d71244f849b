//! A feed file as it stands, before anything but its shape is checked.

use crate::format::{Day, FILE_ID, Number, Spanned, by_id, number_of_format};
use crate::model::TransformFile;
use crate::period::{Period, Vintage};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Feeds: where the series of a scenario are published, and how each is read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadFile {
    /// The format's number: 1.
    #[serde(rename = "schema")]
    #[schemars(schema_with = "number_of_format")]
    _schema: IgnoredAny,
    /// Its id: lower-case letters, digits and -.
    #[schemars(regex(pattern = FILE_ID))]
    pub(super) id: Spanned<String>,
    /// Its name for people.
    pub(super) title: String,
    /// Feeds by the id of the series that each gives.
    #[serde(rename = "feed", default)]
    #[schemars(schema_with = "by_id::<FeedEntry>")]
    _feed: Option<IgnoredAny>,
    /// Translations by language tag (zh-Hant): `title` = text.
    #[serde(rename = "text", default)]
    #[schemars(with = "Option<std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>>")]
    _text: Option<IgnoredAny>,
}

/// Who publishes a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Publisher {
    /// FRED of the Federal Reserve Bank of St. Louis: a series by its id; with a key in `FRED_API_KEY` with its vintages.
    Fred,
    /// R. J. Shiller: a column of the sheet Data of `ie_data.xls`, by the month.
    Shiller,
    /// FINRA: a column of the workbook on margin accounts, by the month.
    Finra,
    /// J. R. Ritter: a column of `IPOALL.xlsx`, by the month; columns are called 1, 2, 3.
    Ritter,
    /// EDGAR of the Securities and Exchange Commission: what companies report under a concept, summed, by quarters.
    Edgar,
    /// A CSV file at any address.
    Csv,
    /// A workbook at any address.
    Xlsx,
}

/// A feed: where one series is published, and how it is read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedEntry {
    /// Who publishes it.
    pub(super) from: Publisher,
    /// The publisher's name of the series (fred).
    pub(super) series: Option<String>,
    /// Companies by their CIK, ten digits each (edgar).
    pub(super) companies: Option<Spanned<Vec<Spanned<String>>>>,
    /// What companies report it under, such as us-gaap:Revenues (edgar); of several, the first that a company has for a quarter.
    pub(super) concept: Option<Spanned<Concepts>>,
    /// Which spans of time its figures are of (edgar).
    pub(super) period: Option<Spanned<FactPeriod>>,
    /// The unit that companies report it in (edgar). Default: USD.
    pub(super) unit: Option<Spanned<String>>,
    /// Which publication of a figure counts: latest, first, or a day, on which it was known (edgar, and fred with a key).
    /// Default of edgar: first; of fred: latest.
    pub(super) vintage: Option<Spanned<VintageWord>>,
    /// The column of a table. Default of shiller: CAPE; of finra: the debit balances.
    pub(super) column: Option<String>,
    /// Where the file is. Needed for csv and xlsx; elsewhere for one that has moved.
    pub(super) url: Option<Spanned<String>>,
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    /// The column of dates. Default: `date`, `observation_date` or `time_period`.
    pub(super) date_column: Option<String>,
    /// The column of months, 1 to 12, where `date_column` holds years alone.
    pub(super) month_column: Option<String>,
    /// How dates are written, as for strptime, or excel, shiller or quarters.
    pub(super) date_format: Option<String>,
    /// Lines before the header.
    pub(super) skip_rows: Option<usize>,
    /// Rows of the header. Default 1.
    pub(super) header_rows: Option<usize>,
    /// Rows at the end that are notes.
    pub(super) skip_footer: Option<usize>,
    /// What stands between fields; found out where none is given.
    pub(super) separator: Option<char>,
    /// How bytes are letters. Default UTF-8.
    pub(super) encoding: Option<String>,
    /// What stands before the decimals. Default a point.
    pub(super) decimal: Option<char>,
    /// Further ways to write that there is no value.
    #[serde(default)]
    pub(super) missing: Vec<String>,
    /// The last value of each period, dated at its end; periods that are not over are left out.
    pub(super) every: Option<Period>,
    /// What is done to the series then, as in models; periods count its rows, or what `every` leaves of them.
    pub(super) transform: Option<Spanned<Vec<TransformFile>>>,
    /// What every number is multiplied by, last. Default 1.
    pub(super) scale: Option<Spanned<Number>>,
    /// Points before this day are left out.
    pub(super) since: Option<Day>,
    /// What the source is called in scenarios. Default: the publisher and the series.
    pub(super) title: Option<String>,
    /// Where people can read about it. Default: the publisher's page.
    pub(super) page: Option<String>,
    /// What its publisher allows. Default: what is known of the publisher.
    pub(super) licence: Option<String>,
}

/// Which spans of time the figures of companies are of. A fiscal quarter belongs to the calendar quarter whose end is nearest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactPeriod {
    /// Each quarter.
    Quarter,
    /// Four quarters up to each quarter's end.
    TrailingYear,
    /// Four quarters up to each year's end.
    CalendarYear,
    /// Levels of a day at the ends of quarters: debt, cash, equity.
    Instant,
}

/// One name of what companies report, or several, in the order in which they are looked for.
#[derive(Debug)]
pub(super) struct Concepts(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Concepts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ConceptsVisitor;

        impl<'de> Visitor<'de> for ConceptsVisitor {
            type Value = Concepts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Concepts, E> {
                Ok(Concepts(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Concepts, A::Error> {
                let mut all = Vec::new();
                while let Some(text) = seq.next_element()? {
                    all.push(text);
                }
                Ok(Concepts(all))
            }
        }

        deserializer.deserialize_any(ConceptsVisitor)
    }
}

impl JsonSchema for Concepts {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Concepts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let text = serde_json::json!({ "type": "string", "pattern": "^[a-z-]+:[A-Za-z0-9]+$" });
        schemars::json_schema!({ "oneOf": [text, { "type": "array", "items": text, "minItems": 1 }] })
    }
}

/// A publication, as a text or a day.
#[derive(Debug)]
pub(super) struct VintageWord(pub(super) Vintage);

impl<'de> Deserialize<'de> for VintageWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordVisitor;

        impl<'de> Visitor<'de> for WordVisitor {
            type Value = VintageWord;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"latest\", \"first\" or a date")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<VintageWord, E> {
                text.parse().map(VintageWord).map_err(E::custom)
            }

            // TOML gives a date that is not quoted as a table of its own.
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<VintageWord, A::Error> {
                let day = Day::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(VintageWord(Vintage::At(day.0)))
            }
        }

        deserializer.deserialize_any(WordVisitor)
    }
}

impl JsonSchema for VintageWord {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Vintage".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^(latest|first|[0-9]{4}-[0-9]{2}-[0-9]{2})$" })
    }
}
