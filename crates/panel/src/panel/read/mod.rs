//! Tables as rows of numbers, read piece by piece: CSV files and sheets of workbooks, Parquet files, data frames in memory.
//!
//! [`Data::open`] looks at a file's first bytes, unpacks what is compressed, and reads the names of the columns.
//! [`Data::rows`] gives what is selected of them as [`batch::Batch`]es. What is text (`csv.rs`, `sheet.rs`) becomes rows in
//! `text.rs`, which reads ahead (`sheaf.rs`), what polars reads (`parquet.rs`, a frame in memory) in `frame.rs`; dates and numbers that are written as text
//! are read by `dates.rs` and `numbers.rs` in both.

pub(crate) mod batch;
mod csv;
pub(crate) mod dates;
mod frame;
mod layout;
mod numbers;
mod parquet;
mod sheaf;
mod sheet;
mod spare;
mod taking;
mod text;
mod unpack;

use batch::{Batches, Numeric, Selection};
use dates::Dates;
use frame::Frame;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::watch::Watch;
pub use layout::{Forms, Layout};
use numbers::{Cell, Numbers};
use parquet::ParquetFile;
use polars::prelude::DataFrame;
use spare::Spare;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use tempfile::NamedTempFile;
use text::TextTable;

/// How dates and numbers of a table are read where they are text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    pub(crate) dates: Dates,
    pub(crate) numbers: Numbers,
    /// Room for columns.
    pub(crate) spare: Spare,
}

impl Reading {
    pub(crate) fn new(forms: &Forms) -> Result<Self, Diagnostic> {
        Ok(Reading { dates: Dates::new(forms)?, numbers: Numbers::new(forms)?, spare: Spare::default() })
    }
}

/// A table whose columns are known.
#[derive(Debug)]
pub(crate) struct Data<'a> {
    /// What messages call it: the path of a file, or `the frame`.
    pub(crate) name: String,
    /// Names of the columns, in order.
    pub(crate) columns: Vec<String>,
    /// Bytes of a CSV file, rows of anything else: what reading it is measured in.
    pub(crate) size: u64,
    /// Bytes of a file, rows of a frame.
    pub(crate) bytes: u64,
    source: Source<'a>,
    reading: Reading,
    /// What a compressed file holds: gone with the table.
    _unpacked: Option<NamedTempFile>,
}

#[derive(Debug)]
enum Source<'a> {
    Text(TextTable),
    Parquet(ParquetFile),
    Frame(Frame<'a>),
}

/// What the first bytes of a file say that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Start {
    Empty,
    Parquet,
    Gzip,
    /// A ZIP archive of files.
    Zip,
    /// Compressed in another way, by name.
    Packed(&'static str),
    /// A workbook with sheets.
    Workbook,
    /// Text, beginning so.
    Text(Vec<u8>),
}

impl Start {
    /// How much of a text is looked at.
    const TEXT: u64 = 64 << 10;

    fn of(path: &Path) -> std::io::Result<Self> {
        let mut start = Vec::new();
        File::open(path)?.take(Start::TEXT).read_to_end(&mut start)?;
        Ok(match start.as_slice() {
            [b'P', b'A', b'R', b'1', ..] => Start::Parquet,
            [0x1f, 0x8b, ..] => Start::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Start::Packed("Zstandard"),
            [0xfd, b'7', b'z', b'X', b'Z', ..] => Start::Packed("xz"),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, ..] => Start::Packed("bzip2"),
            [b'7', b'z', 0xbc, 0xaf, ..] => Start::Packed("7-Zip"),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Start::Workbook,
            [b'P', b'K', 3 | 5, 4 | 6, ..] => sheet::kind_of_zip(path),
            _ if start.iter().all(u8::is_ascii_whitespace) => Start::Empty,
            _ => Start::Text(start),
        })
    }
}

impl<'a> Data<'a> {
    /// Looks at the first bytes of a file, unpacks it if it is compressed, and reads the names of its columns.
    pub(crate) fn open(path: &Path, layout: &Layout, forms: &Forms, watch: &dyn Watch) -> Result<Self, Error> {
        let name = path.display().to_string();
        let reading = Reading::new(forms)?;
        let unreadable = |e: std::io::Error| Diagnostic::error(Code::Unreadable, format!("cannot read {name}: {e}"));
        let kind = path.metadata().map_err(unreadable)?;
        if kind.is_dir() {
            return Err(Diagnostic::error(Code::Unreadable, format!("{name} is a folder")).into());
        }
        if !kind.is_file() {
            let help = "a table is read several times over: write it to a file first";
            return Err(Diagnostic::error(Code::Unreadable, format!("{name} is no file")).help(help).into());
        }
        let bytes = kind.len();
        let mut start = Start::of(path).map_err(unreadable)?;
        let unpacked = unpack::unpacked(path, &start, watch)?;
        let at = unpacked.as_ref().map_or(path, NamedTempFile::path);
        if unpacked.is_some() {
            start = Start::of(at).map_err(unreadable)?;
        }
        let size = at.metadata().map_err(unreadable)?.len();
        let (columns, size, source) = match &start {
            Start::Empty => {
                let help = "a data file has a header line and a row for each date";
                return Err(Diagnostic::error(Code::Empty, format!("{name} is empty")).help(help).into());
            }
            Start::Gzip | Start::Zip => {
                let message = format!("{name} is compressed more than once");
                return Err(Diagnostic::error(Code::Data, message).help("unpack it first").into());
            }
            Start::Packed(by) => {
                let message = format!("{name} is compressed with {by}");
                return Err(Diagnostic::error(Code::Data, message).help("unpack it first").into());
            }
            Start::Parquet => {
                Layout::refuse(&layout.of_text(), &format!("{name} is Parquet"))?;
                let file = ParquetFile::open(at, &name)?;
                (file.columns.clone(), file.rows as u64, Source::Parquet(file))
            }
            Start::Workbook => {
                let table = TextTable::workbook(at, &name, layout, forms)?;
                (table.columns.clone(), table.size, Source::Text(table))
            }
            Start::Text(start) => {
                let table = TextTable::csv(at, &name, start, layout)?;
                (table.columns.clone(), size, Source::Text(table))
            }
        };
        Ok(Data { name, columns, size, bytes, source, reading, _unpacked: unpacked })
    }

    /// A file, or a data frame in memory.
    pub(crate) fn from(
        source: super::Source<'a>,
        layout: &Layout,
        forms: &Forms,
        watch: &dyn Watch,
    ) -> Result<Self, Error> {
        match source {
            super::Source::File(path) => Data::open(path, layout, forms, watch),
            super::Source::Frame(frame) => {
                Layout::refuse(&layout.of_text(), "this is a data frame")?;
                Ok(Data::of(frame, forms)?)
            }
        }
    }

    /// A data frame in memory.
    pub(crate) fn of(frame: &'a DataFrame, forms: &Forms) -> Result<Self, Diagnostic> {
        let frame = Frame::new(frame);
        let (name, columns) = (Frame::NAME.to_owned(), frame.columns.clone());
        let rows = frame.height() as u64;
        let reading = Reading::new(forms)?;
        Ok(Data { name, columns, size: rows, bytes: rows, source: Source::Frame(frame), reading, _unpacked: None })
    }

    /// Whether it is a file of a size at which one more look at a column costs less than holding everything.
    pub(crate) fn is_worth_reading_twice(&self) -> bool {
        self.bytes >= 1 << 20 && !matches!(self.source, Source::Frame(_))
    }

    /// Takes columns that were read and are not needed any more: the next rows are read into them.
    pub(crate) fn give_back(&self, columns: Vec<Vec<f64>>) {
        self.reading.spare.give_back(columns);
    }

    /// How its dates are read where they are text.
    pub(crate) fn dates(&self) -> &Dates {
        &self.reading.dates
    }

    /// The columns that hold numbers.
    pub(crate) fn numeric(&self) -> Result<Numeric, Diagnostic> {
        match &self.source {
            Source::Text(table) => table.numeric(&self.reading.numbers),
            Source::Parquet(file) => Ok(file.numeric()),
            Source::Frame(frame) => Ok(frame.numeric()),
        }
    }

    /// The texts of three columns, with the line of each row.
    pub(crate) fn cells(&self, columns: [usize; 3]) -> Result<Vec<(u64, [String; 3])>, Diagnostic> {
        match &self.source {
            Source::Text(table) => table.cells(columns),
            Source::Parquet(_) | Source::Frame(_) => {
                let message =
                    format!("{}: years and months in two columns are read from text and workbooks", self.name);
                Err(Diagnostic::error(Code::Data, message).help("give its rows a column of dates"))
            }
        }
    }

    /// The number that a text is; none for a missing one, an error for words.
    pub(crate) fn number(&self, text: &str) -> Result<Option<f64>, ()> {
        match self.reading.numbers.read(text) {
            Cell::Missing => Ok(None),
            Cell::Number(x, _) => Ok(Some(x).filter(|x| x.is_finite())),
            Cell::Word => Err(()),
        }
    }

    /// The rows, from the first one on.
    pub(crate) fn rows<'b>(&'b self, selection: &'b Selection) -> Result<Batches<'b>, Diagnostic> {
        match &self.source {
            Source::Text(table) => table.rows(selection, &self.reading),
            Source::Parquet(file) => Ok(file.rows(selection, &self.reading)),
            Source::Frame(frame) => Ok(frame.rows(selection, &self.reading)),
        }
    }
}
