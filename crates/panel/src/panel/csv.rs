//! CSV files: comment lines, missing values and dates as data providers write them, and the row of every slip.

use super::batch::{BATCH, Batch, Batches, Entities, Field, Numeric, Selection};
use super::dates;
use ::csv::{ByteRecord, ReaderBuilder};
use froth_core::diag::{Code, Diagnostic, did_you_mean, shortened};
use std::cell::Cell;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Ways to write that there is no value: FRED's dot, and those of spreadsheets and statistics programs.
const MISSING: [&str; 10] = ["", ".", "..", "NA", "N/A", "#N/A", "n/a", "null", "NULL", "-"];

/// The longest row: a quotation mark that is never closed makes the rest of a file one field.
const LONGEST_ROW: usize = 16 << 20;

/// A file that is read row by row; a row that does not end is an error, before it fills the memory.
struct Rows {
    file: File,
    /// Bytes read since the last row was whole.
    since: Rc<Cell<usize>>,
}

impl Rows {
    fn open(path: &Path) -> Result<Self, Diagnostic> {
        let file = File::open(path)
            .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", path.display())))?;
        Ok(Rows { file, since: Rc::default() })
    }
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.since.get() > LONGEST_ROW {
            return Err(std::io::Error::other("a row of more than 16 MiB: is a quotation mark never closed?"));
        }
        let read = self.file.read(buffer)?;
        self.since.set(self.since.get() + read);
        Ok(read)
    }
}

/// A CSV file whose header has been read.
#[derive(Debug)]
pub(super) struct CsvFile {
    path: PathBuf,
    /// What stands between the fields.
    separator: u8,
    pub(super) columns: Vec<String>,
}

fn builder(separator: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(separator).comment(Some(b'#'));
    builder
}

fn wrong(path: &Path, error: &::csv::Error) -> Diagnostic {
    let message = match error.kind() {
        ::csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(0, ::csv::Position::line);
            format!("{}: line {line} has {len} fields, the header has {expected_len}", path.display())
        }
        _ => format!("{}: {error}", path.display()),
    };
    Diagnostic::error(Code::Data, message)
}

impl CsvFile {
    /// Finds the separator and reads the header line.
    pub(super) fn open(path: &Path, start: &[u8]) -> Result<Self, Diagnostic> {
        let line = start.split(|b| *b == b'\n').find(|line| !line.starts_with(b"#") && !line.is_empty());
        let count = |separator: u8| line.map_or(0, |l| l.split(|b| *b == separator).count());
        let separators = [b',', b';', b'\t'].into_iter();
        let separator = separators.max_by_key(|s| (count(*s), u8::from(*s == b','))).unwrap_or(b',');
        let mut reader = builder(separator).from_reader(Rows::open(path)?);
        let header = reader.headers().map_err(|e| wrong(path, &e))?;
        let columns = header.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_owned()).collect();
        Ok(CsvFile { path: path.to_owned(), separator, columns })
    }

    pub(super) fn rows<'a>(&'a self, selection: &'a Selection) -> Result<Batches<'a>, Diagnostic> {
        let reader = Rows::open(&self.path)?;
        let since = Rc::clone(&reader.since);
        let mut records = builder(self.separator).buffer_capacity(1 << 20).from_reader(reader).into_byte_records();
        let mut row = 0;
        let mut over = false;
        Ok(Box::new(move |entities: &mut Entities| {
            if over {
                return None;
            }
            let mut batch = Batch {
                first: row + 1,
                columns: vec![Vec::new(); selection.fields.len()],
                groups: vec![Vec::new(); selection.groups.len()],
                ..Batch::default()
            };
            while batch.dates.len() < BATCH {
                let Some(record) = records.next() else {
                    over = true;
                    break;
                };
                since.set(0);
                row += 1;
                let taken = record
                    .map_err(|e| wrong(&self.path, &e))
                    .and_then(|record| take(self, &record, selection, entities, &mut batch));
                if let Err(d) = taken {
                    over = true;
                    return Some(Err(d));
                }
            }
            batch.read = records.reader().position().byte();
            (!batch.dates.is_empty()).then_some(Ok(batch))
        }))
    }

    /// The columns that hold a number somewhere: those with nothing but numbers and missing values, and those with words too.
    pub(super) fn numeric(&self) -> Result<Numeric, Diagnostic> {
        let reader = Rows::open(&self.path)?;
        let since = Rc::clone(&reader.since);
        let (mut number, mut word) = (vec![false; self.columns.len()], vec![false; self.columns.len()]);
        for record in builder(self.separator).buffer_capacity(1 << 20).from_reader(reader).into_byte_records() {
            let record = record.map_err(|e| wrong(&self.path, &e))?;
            since.set(0);
            for (column, cell) in record.iter().enumerate().take(number.len()) {
                let cell = String::from_utf8_lossy(cell);
                match cell.trim() {
                    cell if MISSING.contains(&cell) => {}
                    cell if cell.parse::<f64>().is_ok() => number[column] = true,
                    _ => word[column] = true,
                }
            }
        }
        let of = |words: bool| (0..number.len()).filter(|c| number[*c] && word[*c] == words).collect();
        Ok(Numeric { numbers: of(false), mixed: of(true) })
    }
}

/// Takes what is wanted out of one record.
fn take(
    file: &CsvFile,
    record: &ByteRecord,
    selection: &Selection,
    entities: &mut Entities,
    batch: &mut Batch,
) -> Result<(), Diagnostic> {
    let text = |column: usize| String::from_utf8_lossy(record.get(column).unwrap_or_default());
    let line = record.position().map_or(0, ::csv::Position::line);
    let place =
        |column: usize| format!("{}: line {line}, column `{}`", file.path.display(), shortened(&file.columns[column]));
    let date = text(selection.date);
    let date = dates::parse(&date).ok_or_else(|| {
        let message = format!("{}: \"{}\" is no date", place(selection.date), shortened(date.trim()));
        Diagnostic::error(Code::Data, message).help(format!("dates are written as {}", dates::FORMS))
    })?;
    batch.dates.push(dates::to_days(date));
    if let Some(column) = selection.entity {
        batch.entities.push(entities.place(text(column).trim()));
    }
    for (column, groups) in selection.groups.iter().zip(&mut batch.groups) {
        groups.push(entities.group(text(*column).trim()));
    }
    for (field, values) in selection.fields.iter().zip(&mut batch.columns) {
        let value = match field {
            None => f64::NAN,
            Some(field) => value(&text(field.column), field, &mut batch.not_finite)
                .map_err(|d| Diagnostic { message: format!("{}: {}", place(field.column), d.message), ..d })?,
        };
        values.push(value);
    }
    Ok(())
}

/// A cell as a number, or the position of its word; NaN for missing.
fn value(text: &str, field: &Field, not_finite: &mut u64) -> Result<f64, Diagnostic> {
    let text = text.trim();
    if MISSING.contains(&text) {
        return Ok(f64::NAN);
    }
    if let Some(words) = &field.words {
        let place = words.iter().position(|w| w == text);
        return place.map(|p| p as f64).ok_or_else(|| {
            let help = did_you_mean(text, "words", words.iter().map(String::as_str));
            Diagnostic::error(Code::Data, format!("\"{}\" is none of the words known here", shortened(text))).help(help)
        });
    }
    match text.parse::<f64>() {
        Ok(x) if !x.is_finite() => {
            *not_finite += 1;
            Ok(f64::NAN)
        }
        Ok(x) if x == 0.0 && field.zero_is_missing => Ok(f64::NAN),
        Ok(x) => Ok(x),
        Err(_) => {
            let help = "numbers are written as 1234.5; missing ones are empty, `.` or `NA`";
            Err(Diagnostic::error(Code::Data, format!("\"{}\" is no number", shortened(text))).help(help))
        }
    }
}
