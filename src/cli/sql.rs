//! `froth sql`: a model as one SQL query.

use super::args::{DialectArg, SqlArgs};
use super::load;
use super::output::{Done, Output, text};
use froth_core::score::Settings;
use froth_core::sql::{Dialect, Options, query};

pub(super) fn run(arguments: &SqlArgs, output: &Output) -> Done {
    let (model, warnings) = load::model(&arguments.model)?;
    output.findings(&warnings);
    let dialect = match arguments.dialect {
        DialectArg::Duckdb => Dialect::DuckDb,
        DialectArg::Spark => Dialect::Spark,
        DialectArg::Postgres => Dialect::Postgres,
    };
    let options = Options {
        table: arguments.table.clone(),
        date_column: arguments.date_column.clone(),
        entity_column: Some(arguments.entity_column.clone()).filter(|column| column != "none"),
        map: arguments.map.clone(),
        zero_is_missing: arguments.zero_is_missing.clone(),
        given: arguments.given.clone(),
        missing: arguments.missing.clone(),
        contributions: arguments.contributions,
        scoring: Settings { min_coverage: arguments.min_coverage },
    };
    let query = query(&model, dialect, &options)?;
    output.findings(&query.findings);
    text(&query.text)
}
