//! A network file as it stands, before anything but its shape is checked.

use crate::format::{Day, FILE_ID, Number, Spanned, by_id, number_of_format};
use crate::scenario::{Confidence, Distribution, SourceFileEntry};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A network: who owes, buys from and owns whom, on one day, and where each figure comes from.
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
    /// The day that it describes: no figure is later.
    pub(super) as_of: Day,
    /// The unit of every amount: `USD bn`.
    pub(super) unit: Option<String>,
    /// What a reader should know about the whole.
    pub(super) description: Option<String>,
    /// What is drawn beside amounts within their ranges.
    pub(super) uncertainty: Option<Spanned<UncertaintyFile>>,
    /// Sources, by a short key that figures cite.
    #[serde(rename = "sources", default)]
    #[schemars(with = "Option<BTreeMap<String, SourceFileEntry>>")]
    _sources: Option<IgnoredAny>,
    /// Nodes by id: firms, banks, funds, vehicles.
    #[serde(rename = "node", default)]
    #[schemars(schema_with = "by_id::<NodeFile>")]
    _node: Option<IgnoredAny>,
    /// Who owes whom.
    #[serde(rename = "claim", default)]
    #[schemars(with = "Option<Vec<ClaimFile>>")]
    _claim: Option<IgnoredAny>,
    /// Who buys from whom.
    #[serde(rename = "purchase", default)]
    #[schemars(with = "Option<Vec<PurchaseFile>>")]
    _purchase: Option<IgnoredAny>,
    /// Who owns a share of whom.
    #[serde(rename = "stake", default)]
    #[schemars(with = "Option<Vec<StakeFile>>")]
    _stake: Option<IgnoredAny>,
    /// Translations by language tag (zh-Hant): `title`, or a node's id = text.
    #[serde(rename = "text", default)]
    #[schemars(with = "Option<BTreeMap<String, BTreeMap<String, String>>>")]
    _text: Option<IgnoredAny>,
}

/// What is drawn.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UncertaintyFile {
    /// The chance that an edge of a status is real: { conditional = 0.5, announced = 0.25, talks = 0.1 }.
    #[serde(default)]
    pub(super) status: BTreeMap<Status, Number>,
}

/// How real an edge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Money has moved.
    Paid,
    /// Signed.
    Contracted,
    /// Signed, and due only if something happens.
    Conditional,
    /// Said in public.
    Announced,
    /// Talked about.
    Talks,
    /// It will not be: never counted.
    Dead,
}

/// What a claim is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// A loan.
    #[default]
    Loan,
    /// A bond.
    Bond,
    /// A lease.
    Lease,
    /// Goods not yet paid for.
    Trade,
    /// A deposit.
    Deposit,
    /// From the party guaranteed to the guarantor: conditional unless it says otherwise, never in clearing.
    Guarantee,
}

/// A node of a network.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NodeFile {
    /// What it is called.
    pub(super) title: String,
    /// What it belongs to: groups nodes where they are shown.
    pub(super) group: Option<String>,
    /// What it owns that is no claim on, and no stake in, another node.
    pub(super) external_assets: Option<Spanned<FigureFile>>,
    /// What it owes outside the network. Default 0.
    pub(super) external_debts: Option<Spanned<FigureFile>>,
    /// Its equity. Default: external assets, paid claims and paid stakes less external and paid debts.
    pub(super) equity: Option<Spanned<FigureFile>>,
    /// Its revenue, a year. Needed where a purchase is given as a share of it.
    pub(super) revenue: Option<Spanned<FigureFile>>,
    /// What of a lost dollar of revenue is a lost dollar of income, 0 to 1. Without it lost sales are shown and not passed on.
    pub(super) margin: Option<Spanned<FigureFile>>,
    /// A key of [sources], or the citation itself (with a space in it): of the figures that cite none.
    pub(super) source: Option<Spanned<String>>,
    /// Where its figures can be read. Default: the source's.
    pub(super) url: Option<String>,
    /// The day that its figures describe; not after `as_of`.
    pub(super) date: Option<Spanned<Day>>,
    /// How well its figures are documented. Default: the source's; without one they count as low.
    pub(super) confidence: Option<Confidence>,
    /// What a reader should know.
    pub(super) note: Option<String>,
}

/// A figure: its number alone, or a table with what is known about it.
#[derive(Debug)]
pub(super) struct FigureFile(pub(super) FigureTable);

/// A figure with what is known about it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureTable {
    /// The figure, in the file's unit.
    pub(super) value: Option<Number>,
    /// The lowest that it may be; with `high`.
    pub(super) low: Option<Spanned<Number>>,
    /// The highest that it may be; with `low`.
    pub(super) high: Option<Spanned<Number>>,
    /// How it is distributed between low and high. Default pert.
    pub(super) distribution: Option<Distribution>,
    /// A key of [sources], or the citation itself (with a space in it). Default: the node's.
    pub(super) source: Option<Spanned<String>>,
    /// Where it can be read. Default: the source's.
    pub(super) url: Option<String>,
    /// The day that it describes; not after `as_of`.
    pub(super) date: Option<Spanned<Day>>,
    /// How well it is documented. Default: the source's.
    pub(super) confidence: Option<Confidence>,
    /// What a reader should know.
    pub(super) note: Option<String>,
}

impl<'de> Deserialize<'de> for FigureFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FigureVisitor;

        fn number<E: Error>(value: f64) -> Result<FigureFile, E> {
            let number = Number::deserialize(serde::de::value::F64Deserializer::new(value))?;
            Ok(FigureFile(FigureTable { value: Some(number), ..FigureTable::default() }))
        }

        impl<'de> Visitor<'de> for FigureVisitor {
            type Value = FigureFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or a table { value = ..., low = ..., high = ... }")
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<FigureFile, E> {
                number(value)
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<FigureFile, E> {
                number(value as f64)
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<FigureFile, E> {
                number(value as f64)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FigureFile, A::Error> {
                let table = FigureTable::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                if table.value.is_none() {
                    return Err(A::Error::missing_field("value"));
                }
                Ok(FigureFile(table))
            }
        }

        deserializer.deserialize_any(FigureVisitor)
    }
}

impl JsonSchema for FigureFile {
    fn schema_name() -> Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = generator.subschema_for::<FigureTable>();
        json_schema!({
            "description": "A number, or { value, low, high, source, date, ... }.",
            "oneOf": [{ "type": "number" }, table],
        })
    }
}

/// What edges of every kind have: each kind is a table of its own, so that a key of another is unknown in it.
macro_rules! edges {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            /// Its id, for `part_of` of others.
            pub(super) id: Option<Spanned<String>>,
            /// Where it begins: a node.
            pub(super) from: Spanned<String>,
            /// Where it ends: a node.
            pub(super) to: Spanned<String>,
            /// How much, in the file's unit. May be left out: then it is shown and counted nowhere.
            pub(super) amount: Option<Spanned<Number>>,
            $($(#[$field_doc])* pub(super) $field: $kind,)*
            /// The lowest that the given figure may be; with `high`.
            pub(super) low: Option<Spanned<Number>>,
            /// The highest that the given figure may be; with `low`.
            pub(super) high: Option<Spanned<Number>>,
            /// How it is distributed between low and high. Default pert.
            pub(super) distribution: Option<Distribution>,
            /// How real it is. Default paid; of a guarantee conditional.
            pub(super) status: Option<Status>,
            /// The id of an edge that holds it: it is counted there, and here only shown.
            pub(super) part_of: Option<Spanned<String>>,
            /// A key of [sources], or the citation itself (with a space in it).
            pub(super) source: Option<Spanned<String>>,
            /// Where it can be read. Default: the source's.
            pub(super) url: Option<String>,
            /// The day that it describes; not after `as_of`.
            pub(super) date: Option<Spanned<Day>>,
            /// How well it is documented. Default: the source's; without one it counts as low.
            pub(super) confidence: Option<Confidence>,
            /// What a reader should know.
            pub(super) note: Option<String>,
        }
    )*};
}

edges! {
    /// A debtor (from) owes a creditor (to).
    ClaimFile {
        /// What it is. Default loan.
        kind: Option<ClaimKind>,
    }
    /// A buyer (from) pays a seller (to), a year: `amount`, or `total` and `years`, or `share`.
    PurchaseFile {
        /// The sum over all years; with `years`.
        total: Option<Spanned<Number>>,
        /// Over how many years the total is spread.
        years: Option<Spanned<Number>>,
        /// The share of the seller's revenue, 0 to 1.
        share: Option<Spanned<Number>>,
    }
    /// A holder (from) owns a share of a firm's (to) equity, worth `amount`.
    StakeFile {}
}
