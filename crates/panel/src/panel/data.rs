//! Data files as rows of numbers, read piece by piece.

use super::{csv, parquet};
use froth_core::diag::{Code, Diagnostic};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A data file whose columns are known.
#[derive(Debug)]
pub(super) struct DataFile {
    pub(super) path: PathBuf,
    pub(super) kind: DataKind,
    /// Names of the columns, in order.
    pub(super) columns: Vec<String>,
    /// Bytes of a CSV file, rows of a Parquet file: what reading it is measured in.
    pub(super) size: u64,
    /// Bytes of the file.
    pub(super) bytes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataKind {
    Csv {
        /// What stands between the fields.
        separator: u8,
    },
    Parquet,
}

/// What is taken from the columns of a data file.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    /// The date's column.
    pub(super) date: usize,
    /// The entity's column.
    pub(super) entity: Option<usize>,
    /// For each number wanted, its column and how it is read; none: it is missing in every row.
    pub(super) fields: Vec<Option<Field>>,
    /// Columns whose words group entities.
    pub(super) groups: Vec<usize>,
}

/// How a column is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) column: usize,
    pub(super) zero_is_missing: bool,
    /// Words that stand for their positions; none: numbers.
    pub(super) words: Option<Vec<String>>,
}

/// Some rows, a column at a time; missing is NaN.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Batch {
    /// Row of the file, from 1, that the first row is: for messages.
    pub(super) first: u64,
    /// Days since 1970-01-01.
    pub(super) dates: Vec<i32>,
    /// Places in the list of entities; empty where there are none.
    pub(super) entities: Vec<u32>,
    pub(super) columns: Vec<Vec<f64>>,
    /// By column of groups, places in the list of their words; none for an empty cell.
    pub(super) groups: Vec<Vec<Option<u32>>>,
    /// Numbers that were NaN or infinite.
    pub(super) not_finite: u64,
    /// How much of the file has been read so far, in units of its size.
    pub(super) read: u64,
}

/// Names of entities in the order of their first rows, and the words of the columns that group them.
#[derive(Debug, Clone, Default)]
pub(super) struct Entities {
    pub(super) names: Vec<String>,
    places: HashMap<String, u32>,
    words: HashMap<String, u32>,
}

impl Entities {
    pub(super) fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }

    /// The number of a group; none for an empty cell.
    pub(super) fn group(&mut self, word: &str) -> Option<u32> {
        if word.is_empty() {
            return None;
        }
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        Some(*self.words.entry(word.to_owned()).or_insert(next))
    }
}

/// Rows that are read at once.
pub(super) const BATCH: usize = 65_536;

/// Gives the next rows of a file, and adds the entities that it meets; none at the end.
pub(super) type Batches<'a> = Box<dyn FnMut(&mut Entities) -> Option<Result<Batch, Diagnostic>> + 'a>;

/// Columns that hold numbers.
#[derive(Debug)]
pub(super) struct Numeric {
    /// Nothing but numbers and missing values.
    pub(super) numbers: Vec<usize>,
    /// Words as well.
    pub(super) mixed: Vec<usize>,
}

impl DataFile {
    /// Looks at the first bytes, and reads the names of the columns.
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostic> {
        let unreadable =
            |e: std::io::Error| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", path.display()));
        if path.is_dir() {
            return Err(Diagnostic::error(Code::Unreadable, format!("{} is a folder", path.display())));
        }
        let mut start = Vec::new();
        File::open(path).and_then(|f| f.take(4096).read_to_end(&mut start)).map_err(unreadable)?;
        let size = path.metadata().map_err(unreadable)?.len();
        let wrong = |code, message: &str, help: &str| {
            Err(Diagnostic::error(code, format!("{} {message}", path.display())).help(help))
        };
        if start.iter().all(u8::is_ascii_whitespace) {
            return wrong(Code::Empty, "is empty", "a data file has a header line and a row for each date");
        }
        match start.as_slice() {
            [b'P', b'A', b'R', b'1', ..] => parquet::open(path, size),
            [0x1f, 0x8b, ..] => wrong(Code::Data, "is compressed with gzip", "unpack it first: gunzip FILE"),
            [b'P', b'K', ..] => {
                wrong(Code::Data, "is a ZIP archive or an Excel workbook", "save the sheet as CSV first")
            }
            _ => csv::open(path, &start, size),
        }
    }

    /// The columns that hold numbers.
    pub(super) fn numeric(&self) -> Result<Numeric, Diagnostic> {
        match self.kind {
            DataKind::Csv { separator } => csv::numeric(self, separator),
            DataKind::Parquet => parquet::numeric(self),
        }
    }

    /// The rows, from the first one on.
    pub(super) fn rows<'a>(&'a self, selection: &'a Selection) -> Result<Batches<'a>, Diagnostic> {
        match self.kind {
            DataKind::Csv { separator } => csv::rows(self, separator, selection),
            DataKind::Parquet => Ok(parquet::rows(self, selection)),
        }
    }
}
