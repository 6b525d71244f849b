//! Prices from data files.

use super::{Input, Prices};
use crate::panel::{EntityColumns, Further, Layout, Shape, Source, entity_columns};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::watch::Watch;
use jiff::civil::Date;

/// Which prices to take from a data file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The column of prices.
    pub price: String,
    /// That of the market's, if a rise is to exceed it.
    pub excess: Option<String>,
    /// Which columns are what, and which rows count.
    pub shape: Shape,
    /// Which part of the file is the table, and how its bytes are text.
    pub layout: Layout,
    /// Columns in which 0 means that there is no value.
    pub zero_is_missing: Vec<String>,
}

/// Reads prices from a CSV or Parquet file, or a data frame, and says how many numbers were NaN or infinite: they count as missing.
///
/// # Errors
///
/// Whatever is wrong with the file, its columns or their rows; a price that is not above 0.
pub fn read<'a>(data: impl Into<Source<'a>>, wanted: &Columns, watch: &dyn Watch) -> Result<(Input, u64), Error> {
    let names: Vec<&String> = std::iter::once(&wanted.price).chain(&wanted.excess).collect();
    let columns: Vec<Further> = names.iter().map(|name| Further { name: (*name).clone(), yes_or_no: false }).collect();
    let EntityColumns { entities, dates, columns, not_finite } =
        entity_columns(data.into(), &columns, (&wanted.shape, &wanted.layout), &wanted.zero_is_missing, watch)?;
    for (name, column) in names.iter().zip(&columns) {
        if column.iter().all(|x| x.is_nan()) {
            let message = format!("the column `{name}` is empty");
            return Err(Diagnostic::error(Code::Data, message).help("name another one with `options.price`").into());
        }
        if let Some(row) = column.iter().position(|x| *x <= 0.0) {
            let whose = entities.iter().find(|e| e.rows.contains(&row)).map(|e| e.name.as_str()).unwrap_or_default();
            let whose = if whose.is_empty() { String::new() } else { format!(" of `{whose}`") };
            let message = format!(
                "the column `{name}` holds {} at {}{whose}: only what is above 0 can rise by a percentage",
                column[row], dates[row]
            );
            let help = if column[row] == 0.0 {
                "if 0 means that there is no value, say so with `options.zero_is_missing`"
            } else {
                "name a column of prices, or of an index of total returns, with `options.price`"
            };
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
    }
    let known = |column: &[f64], rows: &[usize]| -> Vec<Option<f64>> {
        rows.iter().map(|row| Some(column[*row]).filter(|x| !x.is_nan())).collect()
    };
    let entities = entities.iter().map(|entity| {
        let dates: Vec<Date> = entity.rows.iter().map(|row| dates[*row]).collect();
        let market = columns.get(1).map(|column| known(column, &entity.rows));
        Prices::new(&entity.name, &dates, &known(&columns[0], &entity.rows), market.as_deref())
    });
    Ok((Input { entities: entities.collect() }, not_finite))
}
