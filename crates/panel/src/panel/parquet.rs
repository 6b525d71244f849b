//! Parquet files, read by ranges of rows into data frames.

use super::batch::{Batch, Batches, Entities, Numeric, Selection};
use super::frame::{Part, RANGE, guarded, is_number};
use froth_core::diag::{Code, Diagnostic};
use polars::prelude::{ArrowDataType, ArrowField, DataType, PolarsError};
use polars_io::prelude::{ParquetReader, SerReader};
use std::fs::File;
use std::path::{Path, PathBuf};

fn broken(path: &Path, error: &PolarsError) -> Diagnostic {
    let message = format!("{} cannot be read as Parquet: {error}", path.display());
    Diagnostic::error(Code::Data, message).help("the file may have been cut short: write or download it again")
}

fn reader(path: &Path) -> Result<ParquetReader<File>, Diagnostic> {
    let file = File::open(path)
        .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", path.display())))?;
    Ok(ParquetReader::new(file))
}

/// A Parquet file whose columns are known.
#[derive(Debug)]
pub(super) struct ParquetFile {
    path: PathBuf,
    name: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: usize,
}

impl ParquetFile {
    /// Reads the names of the columns.
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        let mut file = ParquetFile { path: path.to_owned(), name, columns: Vec::new(), rows: 0 };
        (file.columns, file.rows) = file.guarded(|| {
            let mut reader = reader(path)?;
            let schema = reader.schema().map_err(|e| broken(path, &e))?;
            let rows = reader.num_rows().map_err(|e| broken(path, &e))?;
            let nested = |field: &&ArrowField| matches!(field.dtype, ArrowDataType::Struct(_));
            if let Some(field) = schema.iter_values().find(nested) {
                let message = format!("{}: column `{}` is nested", path.display(), field.name);
                return Err(Diagnostic::error(Code::Data, message).help("a panel has plain columns only"));
            }
            Ok((schema.iter_values().map(|field| field.name.to_string()).collect(), rows))
        })?;
        Ok(file)
    }

    fn guarded<T>(&self, read: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
        guarded(&format!("{} cannot be read as Parquet: what it says about itself makes no sense", self.name), read)
    }

    /// The columns of numbers.
    pub(super) fn numeric(&self) -> Result<Numeric, Diagnostic> {
        let schema = self.guarded(|| reader(&self.path)?.schema().map_err(|e| broken(&self.path, &e)))?;
        let numbers = schema.iter_values().enumerate().filter(|(_, f)| is_number(&DataType::from_arrow_field(f)));
        Ok(Numeric { numbers: numbers.map(|(place, _)| place).collect(), mixed: Vec::new() })
    }

    pub(super) fn rows<'a>(&'a self, selection: &'a Selection) -> Batches<'a> {
        let mut wanted: Vec<usize> = selection.fields.iter().flatten().map(|f| f.column).collect();
        wanted.push(selection.date);
        wanted.extend(selection.entity);
        wanted.extend(&selection.groups);
        wanted.sort_unstable();
        wanted.dedup();
        let mut start = 0;
        Box::new(move |entities: &mut Entities| {
            if start >= self.rows {
                return None;
            }
            let length = RANGE.min(self.rows - start);
            let batch = self.guarded(|| self.range(selection, entities, &wanted, (start, length)));
            start = if batch.is_ok() { start + length } else { self.rows };
            Some(batch)
        })
    }

    fn range(
        &self,
        selection: &Selection,
        entities: &mut Entities,
        wanted: &[usize],
        (start, length): (usize, usize),
    ) -> Result<Batch, Diagnostic> {
        let names = wanted.iter().map(|c| self.columns[*c].clone()).collect();
        let frame = reader(&self.path)?
            .with_columns(Some(names))
            .with_slice(Some((start, length)))
            .finish()
            .map_err(|e| broken(&self.path, &e))?;
        Part { name: &self.name, columns: &self.columns, start }.batch(&frame, selection, entities)
    }
}
