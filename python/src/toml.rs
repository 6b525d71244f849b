//! A dictionary as the text of a file.

use crate::findings::{raised, refused};
use froth::Date;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyString};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

/// The text of a file that says what a dictionary says: tables of the first level have headers of their own, deeper ones stand in their line.
#[pyfunction(name = "toml")]
pub(crate) fn text(dictionary: &Bound<'_, PyDict>) -> PyResult<String> {
    let mut document = DocumentMut::new();
    for (key, value) in dictionary {
        let key: String = key.extract()?;
        if value.is_none() {
            continue;
        }
        let item = match value.cast::<PyDict>() {
            Ok(inner) => Item::Table(table(inner, &key)?),
            Err(_) => Item::Value(self::value(&value, &key)?),
        };
        document.insert(&key, item);
    }
    Ok(document.to_string())
}

/// A table whose own tables have headers too: `[values.x]`.
fn table(dictionary: &Bound<'_, PyDict>, path: &str) -> PyResult<Table> {
    let mut table = Table::new();
    for (key, value) in dictionary {
        let key: String = key.extract()?;
        if !value.is_none() {
            table.insert(&key, Item::Value(self::value(&value, &format!("{path}.{key}"))?));
        }
    }
    Ok(table)
}

fn value(value: &Bound<'_, PyAny>, path: &str) -> PyResult<Value> {
    let py = value.py();
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(truth.is_true().into());
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(text.to_cow()?.as_ref().into());
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(value.extract::<i64>()?.into());
    }
    if value.is_instance_of::<PyFloat>() {
        return number(py, value.extract()?, path);
    }
    if let Ok(inner) = value.cast::<PyDict>() {
        let mut inline = InlineTable::new();
        for (key, value) in inner {
            let key: String = key.extract()?;
            if !value.is_none() {
                let inner = self::value(&value, &format!("{path}.{key}"))?;
                inline.insert(&key, inner);
            }
        }
        return Ok(inline.into());
    }
    if value.hasattr("isoformat")? && value.hasattr("toordinal")? {
        return day(value);
    }
    if let Ok(items) = value.try_iter() {
        let items = items.map(|item| self::value(&item?, path)).collect::<PyResult<Array>>()?;
        return Ok(items.into());
    }
    // A number of another library.
    number(py, value.extract()?, path)
}

fn number(py: Python<'_>, x: f64, path: &str) -> PyResult<Value> {
    if x.is_finite() {
        return Ok(x.into());
    }
    let help = "leave out what has no figure";
    Err(raised(py, refused(format!("`{path}` is {x}: NaN and infinities are not numbers here"), help)))
}

/// The day of a `date` or a `datetime`.
fn day(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    let text: String = value.call_method0("isoformat")?.extract()?;
    let day: String = text.chars().take(10).collect();
    let parsed = day.parse::<Date>().ok().and_then(|_| day.parse::<toml_edit::Datetime>().ok());
    parsed.map(Value::from).ok_or_else(|| {
        raised(value.py(), refused(format!("`{text}` is no day"), "a day is year, month and day, such as 2025-12-31"))
    })
}
