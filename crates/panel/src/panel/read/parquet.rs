//! Parquet files, read by ranges of rows into data frames.

use super::Reading;
use super::batch::{Batches, Entities, Numeric, Selection};
use super::frame::{Part, RANGE, guarded, is_number, is_text};
use froth_core::diag::{Code, Diagnostic, shortened};
use polars::prelude::{ArrowDataType, ArrowField, DataFrame, DataType, PolarsError};
use polars_io::prelude::{ParquetReader, SerReader};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Builder;

/// A Parquet file whose columns are known.
#[derive(Debug, Clone)]
pub(crate) struct ParquetFile {
    path: PathBuf,
    /// What messages call it.
    name: String,
    pub(crate) columns: Vec<String>,
    /// What each column holds, or the name of what polars cannot take.
    kinds: Vec<Result<DataType, String>>,
    pub(crate) rows: usize,
}

impl ParquetFile {
    /// Reads the names and types of the columns.
    pub(crate) fn open(path: &Path, name: &str) -> Result<Self, Diagnostic> {
        let mut file = ParquetFile {
            path: path.to_owned(),
            name: name.to_owned(),
            columns: Vec::new(),
            kinds: Vec::new(),
            rows: 0,
        };
        let (schema, rows) = file.guarded(|| {
            let mut reader = file.reader()?;
            let schema = reader.schema().map_err(|e| file.broken(&e))?;
            let rows = reader.num_rows().map_err(|e| file.broken(&e))?;
            Ok((schema, rows))
        })?;
        for field in schema.iter_values() {
            file.columns.push(field.name.to_string());
            file.kinds.push(kind(field));
        }
        file.rows = rows;
        Ok(file)
    }

    fn reader(&self) -> Result<ParquetReader<File>, Diagnostic> {
        let unreadable = |e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", self.name));
        Ok(ParquetReader::new(File::open(&self.path).map_err(unreadable)?))
    }

    fn broken(&self, error: &PolarsError) -> Diagnostic {
        let message = format!("{} cannot be read as Parquet: {error}", self.name);
        let help = match error {
            PolarsError::Duplicate(_) => "rename one of its columns",
            _ => "the file may have been cut short: write or download it again",
        };
        Diagnostic::error(Code::Data, message).help(help)
    }

    fn guarded<T>(&self, read: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
        guarded(&format!("{} cannot be read as Parquet: what it says about itself makes no sense", self.name), read)
    }

    /// The columns of numbers.
    pub(crate) fn numeric(&self) -> Numeric {
        let numbers = self.kinds.iter().enumerate().filter(|(_, kind)| kind.as_ref().is_ok_and(is_number));
        Numeric { numbers: numbers.map(|(place, _)| place).collect(), mixed: Vec::new() }
    }

    pub(crate) fn rows<'a>(&'a self, selection: &'a Selection, reading: &'a Reading) -> Batches<'a> {
        let mut wanted: Vec<usize> = selection.fields.iter().flatten().map(|f| f.column).collect();
        wanted.extend(selection.date);
        wanted.extend(selection.vintage);
        wanted.extend(selection.entity);
        wanted.extend(&selection.groups);
        wanted.sort_unstable();
        wanted.dedup();
        let (mut start, mut ahead) = (0, None);
        Box::new(move |entities: &mut Entities| {
            if start >= self.rows {
                return None;
            }
            let mut next = || {
                if ahead.is_none() {
                    self.of_known_types(&wanted)?;
                    ahead = Some(self.ahead(wanted.clone())?);
                }
                // Who reads ahead says what went wrong before it ends.
                let frame = ahead.as_ref().and_then(|frames| frames.recv().ok());
                let frame = frame.unwrap_or_else(|| Err(self.cut_short(start)))?;
                let part = Part { name: &self.name, columns: &self.columns, start, reading };
                let height = frame.height();
                self.guarded(|| part.batch(&frame, selection, entities)).map(|batch| (batch, height))
            };
            Some(match next() {
                Ok((batch, height)) => {
                    start += height;
                    Ok(batch)
                }
                Err(d) => {
                    start = self.rows;
                    Err(d)
                }
            })
        })
    }

    /// Decodes range after range on a thread of its own, one ahead of whoever takes them, which it ends with.
    fn ahead(&self, wanted: Vec<usize>) -> Result<Receiver<Result<DataFrame, Diagnostic>>, Diagnostic> {
        let (give, frames) = sync_channel(1);
        let file = self.clone();
        let read = move || {
            let starts = (0..file.rows).step_by(RANGE);
            for frame in starts.map(|start| file.guarded(|| file.range(&wanted, start))) {
                let last = frame.is_err();
                if give.send(frame).is_err() || last {
                    return;
                }
            }
        };
        let thread = Builder::new().name("read".to_owned()).spawn(read);
        thread.map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", self.name)))?;
        Ok(frames)
    }

    /// What is wanted is of types that can be read.
    fn of_known_types(&self, wanted: &[usize]) -> Result<(), Diagnostic> {
        let unknown = wanted.iter().find_map(|place| match &self.kinds[*place] {
            Err(name) => Some((place, name)),
            Ok(_) => None,
        });
        let Some((place, kind)) = unknown else { return Ok(()) };
        let column = shortened(&self.columns[*place]);
        let message = format!("{}: column `{column}` is of the type {kind}, which cannot be read", self.name);
        let help = "a panel has plain columns: write it as numbers (DOUBLE), dates or text";
        Err(Diagnostic::error(Code::Data, message).help(help))
    }

    /// Some rows from one on, in the columns that are wanted.
    fn range(&self, wanted: &[usize], start: usize) -> Result<DataFrame, Diagnostic> {
        let length = RANGE.min(self.rows - start);
        let names = wanted.iter().map(|c| self.columns[*c].clone()).collect();
        let frame = self
            .reader()?
            .with_columns(Some(names))
            .with_slice(Some((start, length)))
            .finish()
            .map_err(|e| self.broken(&e))?;
        if frame.height() == length { Ok(frame) } else { Err(self.cut_short(start + frame.height())) }
    }

    /// There are fewer rows than the file says.
    fn cut_short(&self, rows: usize) -> Diagnostic {
        let message = format!("{} ends after row {rows}, and says that it has {}", self.name, self.rows);
        Diagnostic::error(Code::Data, message).help("write or download it again")
    }
}

/// The type of a column, or the name of one that cannot be read: polars panics at some, and refuses others.
fn kind(field: &ArrowField) -> Result<DataType, String> {
    let name = || match &field.dtype {
        ArrowDataType::Extension(extension) => extension.name.to_string(),
        other => format!("{other:?}").split(['(', ' ']).next().unwrap_or_default().to_lowercase(),
    };
    let known = |kind: &DataType| match kind {
        DataType::Decimal(precision, _) => *precision <= 38,
        kind => {
            is_number(kind)
                || is_text(kind)
                || matches!(kind, DataType::Date | DataType::Datetime(..) | DataType::Boolean | DataType::Null)
        }
    };
    let kind = catch_unwind(AssertUnwindSafe(|| DataType::from_arrow_field(field))).map_err(|_| name())?;
    if known(&kind) { Ok(kind) } else { Err(kind.to_string()) }
}
