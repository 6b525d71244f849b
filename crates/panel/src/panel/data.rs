//! Tables as rows of numbers, read piece by piece: CSV and Parquet files, and data frames in memory.

use super::batch::{Batches, Numeric, Selection};
use super::csv::CsvFile;
use super::frame::Frame;
use super::parquet::ParquetFile;
use froth_core::diag::{Code, Diagnostic};
use polars::prelude::DataFrame;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A table whose columns are known.
#[derive(Debug)]
pub(super) struct Data<'a> {
    /// What messages call it: the path of a file, or `the frame`.
    pub(super) name: String,
    /// Names of the columns, in order.
    pub(super) columns: Vec<String>,
    /// Bytes of a CSV file, rows of anything else: what reading it is measured in.
    pub(super) size: u64,
    /// Bytes of a file, rows of a frame.
    pub(super) bytes: u64,
    source: Source<'a>,
}

#[derive(Debug)]
enum Source<'a> {
    Csv(CsvFile),
    Parquet(ParquetFile),
    Frame(Frame<'a>),
}

impl<'a> Data<'a> {
    /// Looks at the first bytes of a file, and reads the names of its columns.
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        let unreadable = |e: std::io::Error| Diagnostic::error(Code::Unreadable, format!("cannot read {name}: {e}"));
        if path.is_dir() {
            return Err(Diagnostic::error(Code::Unreadable, format!("{name} is a folder")));
        }
        let mut start = Vec::new();
        File::open(path).and_then(|f| f.take(4096).read_to_end(&mut start)).map_err(unreadable)?;
        let size = path.metadata().map_err(unreadable)?.len();
        let wrong =
            |code, message: &str, help: &str| Err(Diagnostic::error(code, format!("{name} {message}")).help(help));
        if start.iter().all(u8::is_ascii_whitespace) {
            return wrong(Code::Empty, "is empty", "a data file has a header line and a row for each date");
        }
        match start.as_slice() {
            [b'P', b'A', b'R', b'1', ..] => {
                let file = ParquetFile::open(path)?;
                let (columns, rows) = (file.columns.clone(), file.rows as u64);
                Ok(Data { name, columns, size: rows, bytes: size, source: Source::Parquet(file) })
            }
            [0x1f, 0x8b, ..] => wrong(Code::Data, "is compressed with gzip", "unpack it first: gunzip FILE"),
            [b'P', b'K', ..] => {
                wrong(Code::Data, "is a ZIP archive or an Excel workbook", "save the sheet as CSV first")
            }
            _ => {
                let file = CsvFile::open(path, &start)?;
                Ok(Data { name, columns: file.columns.clone(), size, bytes: size, source: Source::Csv(file) })
            }
        }
    }

    /// A data frame in memory.
    pub(super) fn of(frame: &'a DataFrame) -> Self {
        let frame = Frame::new(frame);
        let (name, columns) = (Frame::NAME.to_owned(), frame.columns.clone());
        let rows = frame.height() as u64;
        Data { name, columns, size: rows, bytes: rows, source: Source::Frame(frame) }
    }

    /// The columns that hold numbers.
    pub(super) fn numeric(&self) -> Result<Numeric, Diagnostic> {
        match &self.source {
            Source::Csv(file) => file.numeric(),
            Source::Parquet(file) => file.numeric(),
            Source::Frame(frame) => Ok(frame.numeric()),
        }
    }

    /// The rows, from the first one on.
    pub(super) fn rows<'b>(&'b self, selection: &'b Selection) -> Result<Batches<'b>, Diagnostic> {
        match &self.source {
            Source::Csv(file) => file.rows(selection),
            Source::Parquet(file) => Ok(file.rows(selection)),
            Source::Frame(frame) => Ok(frame.rows(selection)),
        }
    }
}
