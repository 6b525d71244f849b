//! Named columns of a data file as dated numbers: for whoever takes series from files that others publish.

use super::{Layout, SeriesFile, Shape, Wanted};
use froth_core::Error;
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::path::Path;

/// A column of a data file over rising dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// The column's name, as the file writes it.
    pub name: String,
    /// A row each, dates rising; a missing number is `None`.
    pub rows: Vec<(Date, Option<f64>)>,
}

/// Reads columns of a CSV file, workbook or Parquet file by name. Rows may be unequally far apart; the latest may come first.
///
/// # Errors
///
/// Whatever is wrong with the file, its columns or their rows, with the row.
pub fn read_dated(
    path: &Path,
    columns: &[String],
    shape: &Shape,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Vec<Dated>, Error> {
    let wanted = Wanted {
        columns: columns.to_vec(),
        shape: shape.clone(),
        layout: layout.clone(),
        allow_gaps: true,
        ..Wanted::default()
    };
    let SeriesFile { dates, columns, .. } = SeriesFile::read(path, &wanted, watch)?;
    let dated =
        |(name, column): (String, Vec<Option<f64>>)| Dated { name, rows: dates.iter().copied().zip(column).collect() };
    Ok(columns.into_iter().map(dated).collect())
}
