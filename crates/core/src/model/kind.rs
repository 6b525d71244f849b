//! A kind named alone, or as a key with its options: `"last"` or `{ last = { periods = 6 } }`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, MapDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::iter::{empty, once};
use std::marker::PhantomData;

/// `T` is an enum whose variants hold tables in which nothing is required.
#[derive(Debug)]
pub(super) struct Kind<T>(pub(super) T);

impl<T: JsonSchema> JsonSchema for Kind<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("KindOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = T::json_schema(generator).to_value();
        let kinds = table["oneOf"].as_array().into_iter().flatten();
        let names: Vec<&String> = kinds.filter_map(|k| k["properties"].as_object()).flat_map(|p| p.keys()).collect();
        json_schema!({
            "description": table["description"],
            "anyOf": [{ "enum": names, "description": "Its name alone: without options." }, table],
        })
    }
}

/// The options of a kind that stands alone: none.
struct NoOptions;

impl<'de, E: Error> IntoDeserializer<'de, E> for NoOptions {
    type Deserializer = MapDeserializer<'de, std::iter::Empty<(&'de str, &'de str)>, E>;

    fn into_deserializer(self) -> Self::Deserializer {
        MapDeserializer::new(empty())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Kind<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KindVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for KindVisitor<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a kind in quotes, or a table with one")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
                let entries = once((name, NoOptions));
                T::deserialize(MapAccessDeserializer::new(MapDeserializer::<_, E>::new(entries)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(KindVisitor(PhantomData)).map(Kind)
    }
}
