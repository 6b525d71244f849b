//! Series from data files.

use super::Input;
use super::input::ratio;
use crate::panel::{Layout, SeriesFile, Shape, Source, Wanted, column_names};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_series::watch::Watch;

/// Which series to take from a data file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Columns by name. With no ratio either: every column of numbers.
    pub columns: Vec<String>,
    /// Quotients of two columns, written `A/B`.
    pub ratios: Vec<String>,
    /// Series of a long table by name, or the entities that have one. With none, and a long shape: every series.
    pub series: Vec<String>,
    /// Which columns are what, and which rows count.
    pub shape: Shape,
    /// Which part of the file is the table, and how its bytes are text.
    pub layout: Layout,
    /// Columns in which 0 means that there is no value.
    pub zero_is_missing: Vec<String>,
    /// Whether rows may be unequally far apart.
    pub allow_gaps: bool,
    /// Whether to take logarithms.
    pub log: bool,
}

/// What a data file gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The series wanted.
    pub inputs: Vec<Input>,
    /// Numbers that were NaN or infinite: they count as missing.
    pub not_finite: u64,
    /// Columns left out, where none were named, for words among their numbers.
    pub mixed: Vec<String>,
}

/// Reads series from a CSV or Parquet file, or a data frame.
///
/// # Errors
///
/// Whatever is wrong with the file, its columns or their rows, with the row.
pub fn read<'a>(data: impl Into<Source<'a>>, wanted: &Columns, watch: &dyn Watch) -> Result<Taken, Error> {
    let data = data.into();
    let mut series = Wanted {
        columns: wanted.columns.clone(),
        series: wanted.series.clone(),
        shape: wanted.shape.clone(),
        layout: wanted.layout.clone(),
        zero_is_missing: wanted.zero_is_missing.clone(),
        allow_gaps: wanted.allow_gaps,
        by_entity: wanted.ratios.is_empty(),
    };
    let (name, names) = if wanted.ratios.is_empty() { Default::default() } else { column_names(data, &series, watch)? };
    let ratios = wanted.ratios.iter().map(|text| sides(text, &names, &name)).collect::<Result<Vec<_>, _>>()?;
    let own = series.columns.len();
    series.columns.extend(ratios.iter().flatten().cloned());
    let file = SeriesFile::read(data, &series, watch)?;
    let alone = if ratios.is_empty() { file.columns.len() } else { own };
    let mut findings = Diagnostics::new();
    let mut inputs = Vec::new();
    let mut keep = |input: Result<Input, Error>| match input {
        Ok(input) => inputs.push(input),
        Err(e) => findings.extend(e.into_findings()),
    };
    for (name, column) in &file.columns[..alone] {
        keep(Input::new(name, &file.dates, column, wanted.log));
    }
    for (pair, text) in file.columns[alone..].chunks(2).zip(&wanted.ratios) {
        if let [(above_name, above), (below_name, below)] = pair {
            let column = ratio([above_name, below_name], &file.dates, above, below);
            keep(column.map_err(Error::from).and_then(|column| Input::new(text, &file.dates, &column, wanted.log)));
        }
    }
    if findings.has_errors() {
        return Err(findings.into());
    }
    Ok(Taken { inputs, not_finite: file.not_finite, mixed: file.mixed })
}

/// The two columns of `A/B`; names may hold a slash themselves.
fn sides(text: &str, names: &[String], table: &str) -> Result<[String; 2], Diagnostic> {
    let known = |name: &str| names.iter().any(|n| n == name);
    let mut cuts = text.match_indices('/').map(|(at, _)| [&text[..at], &text[at + 1..]].map(str::trim));
    if let Some(found) = cuts.clone().find(|[above, below]| known(above) && known(below)) {
        return Ok(found.map(str::to_owned));
    }
    let Some(sides) = cuts.next() else {
        let message = format!("`{text}` is not of the form A/B");
        return Err(Diagnostic::error(Code::Data, message).help("name two columns, such as price/dividend"));
    };
    let name = sides.into_iter().find(|side| !known(side)).unwrap_or(text);
    let help = did_you_mean(name, "columns", names.iter().map(String::as_str));
    Err(Diagnostic::error(Code::Data, format!("{table} has no column `{name}`")).help(help))
}
