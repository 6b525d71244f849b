//! The formats as JSON Schema, from the types that read them.

use super::fields::{Day, Number, Spanned};
use super::{MAX_ID, SCHEMA};
use schemars::{
    JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema, transform::RecursiveTransform,
};
use serde_json::Value;
use std::borrow::Cow;

/// The schema of a kind of file, draft 2020-12, with everything it needs in itself.
pub(crate) fn of_file<T: JsonSchema>(title: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(explain_kind));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

/// A kind says what it means where its key is, too: that is what editors show.
fn explain_kind(schema: &mut Schema) {
    let said = schema.get("description").cloned();
    if let (Some(said), Some(properties)) = (said, schema.get_mut("properties").and_then(Value::as_object_mut))
        && properties.len() == 1
    {
        for property in properties.values_mut().filter_map(Value::as_object_mut) {
            property.entry("description").or_insert_with(|| said.clone());
        }
    }
}

/// `schema = 1`.
pub(crate) fn number_of_format(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "const": SCHEMA })
}

/// Tables, or lines, by id.
pub(crate) fn by_id<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let pattern = format!("^[a-z][a-z0-9_]{{0,{}}}$", MAX_ID - 1);
    json_schema!({
        "type": "object",
        "patternProperties": { pattern: generator.subschema_for::<T>() },
        "additionalProperties": false,
    })
}

/// The pattern of a model's or scenario's id.
pub(crate) const FILE_ID: &str = "^[a-z0-9][a-z0-9-]*$";

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // Editors read a TOML date as the text that it is written with.
        json_schema!({ "type": "string", "format": "date" })
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
