//! The formats as JSON Schema, held against every file there is, good and bad.

use crate::support::{froth, shipped, stdout};
use froth::catalog::{Kind, kind_of};
use froth::diag::Code;
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static MODEL: LazyLock<Validator> = LazyLock::new(|| validator(&froth::model::json_schema()));
static SCENARIO: LazyLock<Validator> = LazyLock::new(|| validator(&froth::scenario::json_schema()));
static FEEDS: LazyLock<Validator> = LazyLock::new(|| validator(&froth::feed::json_schema()));
static NETWORK: LazyLock<Validator> = LazyLock::new(|| validator(&froth::network::json_schema()));

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("a valid schema")
}

/// A document as editors see it: days are texts.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(k, v)| (k, as_json(v))).collect::<Map<_, _>>().into(),
        other => serde_json::to_value(other).expect("a number, a text or a truth value"),
    }
}

/// What the schema of its kind says against a text; none if that is no TOML.
fn said(text: &str, kind: Kind) -> Option<Vec<String>> {
    let document = as_json(toml::from_str(text).ok()?);
    let schema = match kind {
        Kind::Model => &MODEL,
        Kind::Scenario => &SCENARIO,
        Kind::Network => &NETWORK,
        Kind::Feeds => &FEEDS,
    };
    Some(schema.iter_errors(&document).map(|e| format!("{} at {}", e, e.instance_path())).collect())
}

fn holds(text: &str, name: &str) {
    let against = said(text, kind_of(text)).expect("TOML");
    assert!(against.is_empty(), "{name}: {against:?}");
}

/// Whether an error in a file with this code is one that a schema can see: the shape of a table and not what it means.
pub(crate) fn sees(text: &str, kind: Kind, code: Code) {
    if !matches!(code, Code::UnknownKey | Code::WrongType | Code::Schema) {
        return;
    }
    // What is no TOML is no document; and an editor takes a day in quotes for a day.
    let document = toml::from_str(text).ok().filter(|d| !has_quoted_day(d));
    if let Some(against) = document.and_then(|_: toml::Value| said(text, kind)) {
        assert!(!against.is_empty(), "the schema takes what check refuses ({code:?}):\n{text}");
    }
}

fn has_quoted_day(value: &toml::Value) -> bool {
    match value {
        toml::Value::String(text) => text.parse::<jiff::civil::Date>().is_ok(),
        toml::Value::Array(items) => items.iter().any(has_quoted_day),
        toml::Value::Table(table) => table.values().any(has_quoted_day),
        _ => false,
    }
}

fn toml_files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
    files.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect()
}

#[test]
fn every_shipped_file_is_valid() {
    let files = [shipped(), toml_files("crates/panel/verify"), toml_files("tests/engines")].concat();
    assert!(files.len() > 30, "{}", files.len());
    for file in files {
        holds(&fs::read_to_string(&file).expect("read"), &file.display().to_string());
    }
}

#[test]
fn the_files_of_the_docs_are_valid() {
    for page in ["README.md", "docs/format.md", "docs/tutorial.md", "docs/networks.md"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("a page");
        for block in text.split("```toml\n").skip(1).filter_map(|b| b.split("```").next()) {
            if block.starts_with("schema = ") {
                holds(block, page);
            }
        }
    }
}

#[test]
fn starter_files_name_their_schema_and_are_valid() {
    let folder = tempfile::tempdir().expect("a folder");
    for kind in ["model", "scenario", "network"] {
        let file = folder.path().join(format!("{kind}.toml"));
        froth().args(["new", kind]).arg(&file).assert().success();
        let text = fs::read_to_string(&file).expect("written");
        assert!(text.starts_with(&format!("#:schema {kind}.schema.json\n")), "{text}");
        holds(&text, kind);
        let schema: Value = serde_json::from_str(&stdout(&["schema", kind])).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
}

/// Calls `see` with every property and every definition of a schema.
fn described(schema: &Value, place: &str, count: &mut usize) {
    if let Some(table) = schema.as_object() {
        for holder in ["properties", "$defs"] {
            for (name, inner) in table.get(holder).and_then(Value::as_object).into_iter().flatten() {
                let text = inner["description"].as_str().unwrap_or_default();
                assert!(text.ends_with(['.', ':']) && text.len() > 3, "{place}/{holder}/{name} says nothing: {inner}");
                *count += 1;
            }
        }
        table.iter().for_each(|(key, inner)| described(inner, &format!("{place}/{key}"), count));
    }
    schema.as_array().into_iter().flatten().for_each(|inner| described(inner, place, count));
}

#[test]
fn every_key_is_described() {
    for (schema, least) in [
        (froth::model::json_schema(), 150),
        (froth::scenario::json_schema(), 35),
        (froth::feed::json_schema(), 25),
        (froth::network::json_schema(), 70),
    ] {
        let mut count = 0;
        described(&schema, "", &mut count);
        assert!(count >= least, "{count}");
    }
}

#[test]
fn defaults_are_those_of_the_program() {
    let schema = froth::model::json_schema();
    let default = |table: &str, key: &str| schema["$defs"][table]["properties"][key]["default"].clone();
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.a]\ndimension = 'root'\nrule.linear = { from = 0, to = 1 }\n";
    let model = crate::support::model(text);
    assert_eq!(default("MissingFile", "min_coverage"), json!(model.missing.min_coverage));
    assert_eq!(default("ScaleFile", "floor").as_f64(), Some(model.scale.floor));
    assert_eq!(default("DimensionFile", "weight").as_f64(), Some(model.dimensions[0].weight));
    assert_eq!(default("IndicatorFile", "weight").as_f64(), Some(model.indicators[0].weight));
    assert_eq!(default("UncertaintyFile", "ends"), json!(model.uncertainty.ends));
    assert_eq!(default("RangeFile", "low"), json!(model.uncertainty.range.low));
}

#[test]
fn slips_are_seen_while_they_are_written() {
    for (text, is_model) in [
        ("schema = 1\nid = 'M 1'\ntitle = 'M'\n[dimension.r]\n[indicator.a]\ndimension = 'r'\n", true),
        ("schema = 2\nid = 'm'\ntitle = 'M'\n[dimension.r]\n[indicator.a]\ndimension = 'r'\n", true),
        ("schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.R]\n[indicator.a]\ndimension = 'r'\n", true),
        ("schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.r]\nweight = -1\n[indicator.a]\ndimension = 'r'\n", true),
        (
            "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.r]\n[indicator.a]\ndimension = 'r'\nrule.liner = { from = 0, to = 1 }\n",
            true,
        ),
        ("schema = 1\nid = 's'\ntitle = 'S'\nas_of = '31 Dec 2025'\n", false),
        ("schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n[values.a]\nlow = 1\nhigh = 2\n", false),
        ("schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n[series.a]\npoints = [[2024-12-31, 1, 2]]\n", false),
        ("schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n[shock]\na = { times = 2 }\n", false),
    ] {
        let kind = if is_model { Kind::Model } else { Kind::Scenario };
        assert!(!said(text, kind).expect("TOML").is_empty(), "{text}");
    }
}
