//! Parquet files, read by row ranges: the only place that knows polars, with `write`.

use super::data::{BATCH, Batch, Batches, DataFile, DataKind, Entities, Field, Numeric, Selection};
use super::dates;
use froth_core::diag::{Code, Diagnostic};
use polars::prelude::{ArrowDataType, Column, DataFrame, DataType, ParquetReader, PolarsError, SerReader};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

fn broken(path: &Path, error: &PolarsError) -> Diagnostic {
    let message = format!("{} cannot be read as Parquet: {error}", path.display());
    Diagnostic::error(Code::Data, message).help("the file may have been cut short: write or download it again")
}

/// Reads with polars, which panics on some files whose metadata contradicts itself.
fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let message = format!("{} cannot be read as Parquet: what it says about itself makes no sense", path.display());
        Err(Diagnostic::error(Code::Data, message).help("the file may be damaged: write or download it again"))
    })
}

fn reader(path: &Path) -> Result<ParquetReader<File>, Diagnostic> {
    let file = File::open(path)
        .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", path.display())))?;
    Ok(ParquetReader::new(file))
}

/// Reads the names of the columns.
pub(super) fn open(path: &Path, bytes: u64) -> Result<DataFile, Diagnostic> {
    guarded(path, || described(path, bytes))
}

fn described(path: &Path, bytes: u64) -> Result<DataFile, Diagnostic> {
    let mut reader = reader(path)?;
    let schema = reader.schema().map_err(|e| broken(path, &e))?;
    let columns = schema.iter_values().map(|field| field.name.to_string()).collect();
    let rows = reader.num_rows().map_err(|e| broken(path, &e))?;
    let nested = |field: &&polars::prelude::ArrowField| matches!(field.dtype, ArrowDataType::Struct(_));
    if let Some(field) = schema.iter_values().find(nested) {
        let message = format!("{}: column `{}` is nested", path.display(), field.name);
        return Err(Diagnostic::error(Code::Data, message).help("a panel has plain columns only"));
    }
    Ok(DataFile { path: path.to_owned(), kind: DataKind::Parquet, columns, size: rows as u64, bytes })
}

/// The columns of numbers.
pub(super) fn numeric(file: &DataFile) -> Result<Numeric, Diagnostic> {
    let mut reader = reader(&file.path)?;
    let schema = guarded(&file.path, || reader.schema().map_err(|e| broken(&file.path, &e)))?;
    let is_number = |field: &polars::prelude::ArrowField| DataType::from_arrow_field(field).is_primitive_numeric();
    let numbers = schema.iter_values().enumerate().filter(|(_, field)| is_number(field)).map(|(place, _)| place);
    Ok(Numeric { numbers: numbers.collect(), mixed: Vec::new() })
}

/// Rows that are taken from the file at once: polars decodes the pages that a range touches.
const RANGE: usize = 8 * BATCH;

pub(super) fn rows<'a>(file: &'a DataFile, selection: &'a Selection) -> Batches<'a> {
    let mut wanted: Vec<usize> = selection.fields.iter().flatten().map(|f| f.column).collect();
    wanted.push(selection.date);
    wanted.extend(selection.entity);
    wanted.extend(&selection.groups);
    wanted.sort_unstable();
    wanted.dedup();
    let total = file.size as usize;
    let mut start = 0;
    Box::new(move |entities: &mut Entities| {
        if start >= total {
            return None;
        }
        let length = RANGE.min(total - start);
        let batch = guarded(&file.path, || range(file, selection, entities, &wanted, (start, length)));
        start = if batch.is_ok() { start + length } else { total };
        Some(batch)
    })
}

fn range(
    file: &DataFile,
    selection: &Selection,
    entities: &mut Entities,
    wanted: &[usize],
    (start, length): (usize, usize),
) -> Result<Batch, Diagnostic> {
    let names = wanted.iter().map(|c| file.columns[*c].clone()).collect();
    let frame = reader(&file.path)?
        .with_columns(Some(names))
        .with_slice(Some((start, length)))
        .finish()
        .map_err(|e| broken(&file.path, &e))?;
    let column = |place: usize| -> Result<&Column, Diagnostic> {
        frame.column(&file.columns[place]).map_err(|e| broken(&file.path, &e))
    };
    let mut batch = Batch { first: start as u64 + 1, read: (start + length) as u64, ..Batch::default() };
    batch.dates = days(file, column(selection.date)?, &file.columns[selection.date], start)?;
    if let Some(place) = selection.entity {
        batch.entities = words_of(file, &frame, place)?.iter().map(|name| entities.place(name)).collect();
    }
    for place in &selection.groups {
        batch.groups.push(words_of(file, &frame, *place)?.iter().map(|word| entities.group(word.trim())).collect());
    }
    for field in &selection.fields {
        let values = match field {
            None => vec![f64::NAN; length],
            Some(field) => numbers(file, column(field.column)?, field, start, &mut batch.not_finite)?,
        };
        batch.columns.push(values);
    }
    Ok(batch)
}

fn wrong(file: &DataFile, column: &str, row: usize, what: &str) -> Diagnostic {
    let message = format!("{}: row {row}, column `{column}`: {what}", file.path.display());
    Diagnostic::error(Code::Data, message)
}

fn days(file: &DataFile, column: &Column, name: &str, start: usize) -> Result<Vec<i32>, Diagnostic> {
    let missing = |row: usize| wrong(file, name, start + row + 1, "there is no date");
    let polars = |e: PolarsError| broken(&file.path, &e);
    match column.dtype() {
        DataType::String => {
            let texts = column.str().map_err(polars)?;
            let date = |(row, text): (usize, Option<&str>)| {
                let text = text.ok_or_else(|| missing(row))?;
                dates::parse(text).map(dates::to_days).ok_or_else(|| {
                    wrong(file, name, start + row + 1, &format!("\"{text}\" is no date"))
                        .help(format!("dates are written as {}", dates::FORMS))
                })
            };
            texts.iter().enumerate().map(date).collect()
        }
        DataType::Date => {
            let days = column.date().map_err(polars)?;
            days.physical().iter().enumerate().map(|(row, day)| day.ok_or_else(|| missing(row))).collect()
        }
        // A time of day, and years as numbers.
        other => match column.cast(&DataType::Date) {
            Ok(cast) if other.is_temporal() => {
                let days = cast.date().map_err(polars)?;
                days.physical().iter().enumerate().map(|(row, day)| day.ok_or_else(|| missing(row))).collect()
            }
            _ => Err(wrong(file, name, start + 1, &format!("a column of {other} holds no dates"))),
        },
    }
}

fn words_of(file: &DataFile, frame: &DataFrame, place: usize) -> Result<Vec<String>, Diagnostic> {
    let polars = |e: PolarsError| broken(&file.path, &e);
    let column = frame.column(&file.columns[place]).map_err(polars)?.cast(&DataType::String).map_err(polars)?;
    Ok(column.str().map_err(polars)?.iter().map(|name| name.unwrap_or_default().to_owned()).collect())
}

fn numbers(
    file: &DataFile,
    column: &Column,
    field: &Field,
    start: usize,
    not_finite: &mut u64,
) -> Result<Vec<f64>, Diagnostic> {
    let name = &file.columns[field.column];
    let polars = |e: PolarsError| broken(&file.path, &e);
    if let Some(words) = &field.words {
        let texts = column.cast(&DataType::String).map_err(polars)?;
        let word = |(row, text): (usize, Option<&str>)| {
            let Some(text) = text.filter(|t| !t.trim().is_empty()) else { return Ok(f64::NAN) };
            let place = words.iter().position(|w| w == text.trim());
            let what = format!("\"{text}\" is none of the words known here");
            place.map(|p| p as f64).ok_or_else(|| wrong(file, name, start + row + 1, &what))
        };
        return texts.str().map_err(polars)?.iter().enumerate().map(word).collect();
    }
    if !column.dtype().is_primitive_numeric() && !matches!(column.dtype(), DataType::Null) {
        let what = format!("a column of {} holds no numbers", column.dtype());
        return Err(wrong(file, name, start + 1, &what));
    }
    let cast = column.cast(&DataType::Float64).map_err(polars)?;
    let values = cast.f64().map_err(polars)?;
    let mut number = |x: Option<f64>| match x {
        Some(x) if !x.is_finite() => {
            *not_finite += 1;
            f64::NAN
        }
        Some(x) if x == 0.0 && field.zero_is_missing => f64::NAN,
        Some(x) => x,
        None => f64::NAN,
    };
    Ok(values.iter().map(&mut number).collect())
}
