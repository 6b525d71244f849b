//! Texts in, texts out: SQL, checks, what is built in.

use crate::findings::{Raise, in_python, warned};
use crate::given::Given;
use crate::options::Options;
use crate::tables::opened;
use froth::catalog::{self, Kind, is_path, kind_of};
use froth::diag::{Code, Diagnostic};
use froth::locale::Language;
use froth::page::CheckedFile;
use froth::score::Settings;
use froth::sql::{self as query, Dialect};
use froth::{Error, job};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::Path;

/// A model as one SQL query.
#[pyfunction]
pub(crate) fn sql<'py>(
    py: Python<'py>,
    model: &Bound<'py, PyAny>,
    dialect: &str,
    options: &Bound<'py, PyDict>,
) -> PyResult<String> {
    let dialect = match dialect {
        "duckdb" => Dialect::DuckDb,
        "spark" => Dialect::Spark,
        "postgres" => Dialect::Postgres,
        other => {
            let finding = Diagnostic::error(Code::Usage, format!("there is no dialect {other:?}"));
            return Err(finding.help("there are duckdb, spark and postgres")).or_raise(py);
        }
    };
    let options = Options::new(options)?;
    let asked = query::Options {
        table: options.take("table")?.unwrap_or_else(|| "panel".to_owned()),
        date_column: options.take("date_column")?.unwrap_or_else(|| "date".to_owned()),
        entity_column: Some(options.take("entity_column")?.unwrap_or_else(|| "entity".to_owned()))
            .filter(|column| column != "none"),
        map: options.pairs("map")?,
        zero_is_missing: options.texts("zero_is_missing")?,
        given: options.texts("given")?,
        missing: options.texts("missing")?,
        contributions: options.flag("contributions")?,
        scoring: Settings { min_coverage: options.share("min_coverage")? },
    };
    options.done()?;
    let model = opened(py, model)?;
    let query = query::query(&model, dialect, &asked).or_raise(py)?;
    warned(py, query.findings)?;
    Ok(query.text)
}

/// What is wrong with a file, as JSON: an element of `files` of the command line's.
#[pyfunction]
pub(crate) fn check(
    py: Python<'_>,
    of: &Bound<'_, PyAny>,
    model: Option<Bound<'_, PyAny>>,
    real_time: bool,
) -> PyResult<String> {
    let mut given = Given::default();
    let name = given.name(of)?;
    let model = model.map(|model| opened(py, &model)).transpose()?;
    let open = |kind, name: &str, folder: Option<&Path>| given.open(kind, name, folder);
    let source = || -> Result<_, Error> {
        let kinds = [Kind::Model, Kind::Scenario, Kind::Network, Kind::Feeds];
        if let Some(builtin) = kinds.into_iter().find_map(|kind| catalog::builtin(kind, &name)) {
            return Ok((builtin.kind, builtin.source()));
        }
        let known = is_path(&name) || given.holds(&name);
        let source = open(Kind::Scenario, &if known { name.clone() } else { format!("./{name}") }, None)?;
        Ok((kind_of(source.text()), source))
    };
    let checked = py.detach(|| job::check(vec![(name.clone(), source())], model.as_ref(), real_time, &open));
    let file = checked.into_iter().next().map(|file| CheckedFile::new(&file.name, &in_python(file.findings)));
    Ok(serde_json::to_string(&file).unwrap_or_default())
}

/// What is built in, as JSON: `builtins` of the command line's.
#[pyfunction]
pub(crate) fn builtins(py: Python<'_>) -> PyResult<String> {
    Ok(serde_json::to_string(&job::listed(Language::English).or_raise(py)?).unwrap_or_default())
}
