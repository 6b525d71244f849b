//! Sheets of workbooks, as text: dates as days, errors as what stands for no value.

use super::Start;
use super::frame::guarded;
use super::layout::{Forms, Layout};
use super::text::Rows;
use calamine::{Data, Error, Reader, Sheets, open_workbook_auto_from_rs};
use csv::StringRecord;
use froth_core::diag::{Code, Diagnostic, did_you_mean, shortened};
use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use zip::ZipArchive;

/// What a ZIP archive is by the files in it: workbooks are archives too.
pub(crate) fn kind_of_zip(path: &Path) -> Start {
    let archive = File::open(path).ok().and_then(|file| ZipArchive::new(file).ok());
    let workbook = archive.is_some_and(|a| {
        ["xl/workbook.xml", "xl/workbook.bin", "content.xml"].into_iter().any(|name| a.index_for_name(name).is_some())
    });
    if workbook { Start::Workbook } else { Start::Zip }
}

/// A sheet in memory: the rows that hold something.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// By rising number, from 0 at the top of the sheet.
    rows: Vec<(u32, Vec<String>)>,
}

/// The most cells of a sheet, those left of the last one in each row included: a single number far to the right and below is
/// to take no memory.
const MOST_CELLS: usize = 200_000_000;

impl Sheet {
    /// Reads the sheet that is named, or the only one that holds something.
    pub(crate) fn open(path: &Path, name: &str, layout: &Layout, forms: &Forms) -> Result<Self, Diagnostic> {
        guarded(&format!("{name} cannot be read as a workbook: what it says about itself makes no sense"), || {
            Self::read(path, name, layout, forms.decimal.unwrap_or('.'))
        })
    }

    fn read(path: &Path, name: &str, layout: &Layout, decimal: char) -> Result<Self, Diagnostic> {
        let wrong = |message: String, help: &str| Diagnostic::error(Code::Data, message).help(help);
        let damaged = |e: &dyn std::fmt::Display| {
            wrong(format!("{name} cannot be read as a workbook: {e}"), "it may be damaged or protected: save it anew")
        };
        let bytes = std::fs::read(path).map_err(|e| damaged(&e))?;
        let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes.as_slice())).map_err(|e| damaged(&e))?;
        let names = workbook.sheet_names();
        let mut read = |sheet: &str| Self::of(&mut workbook, sheet, decimal).map_err(|e| damaged(&e));
        let mut sheet = match &layout.sheet {
            Some(wanted) if names.contains(wanted) => read(wanted)?,
            Some(wanted) => {
                let message = format!("{name} has no sheet `{}`", shortened(wanted));
                let help = did_you_mean(wanted, "sheets", names.iter().map(String::as_str));
                return Err(Diagnostic::error(Code::Data, message).help(help));
            }
            None => {
                let mut full = Vec::new();
                for sheet in &names {
                    // Charts and macros have sheets without cells.
                    full.extend(read(sheet).ok().filter(|read| !read.rows.is_empty()).map(|read| (sheet, read)));
                }
                let listed: Vec<String> = full.iter().map(|(sheet, _)| format!("`{}`", shortened(sheet))).collect();
                match full.pop() {
                    Some((_, sheet)) if full.is_empty() => sheet,
                    None => {
                        let message = format!("{name} has no sheet that holds anything");
                        return Err(wrong(message, "fill one, or name another file"));
                    }
                    Some(_) => {
                        let message = format!("{name} has {} sheets", listed.len());
                        return Err(wrong(message, &format!("name one with `options.sheet`: {}", listed.join(", "))));
                    }
                }
            }
        };
        sheet.rows.retain(|(row, _)| *row as usize >= layout.skip_rows);
        Ok(sheet)
    }

    fn of(workbook: &mut Sheets<Cursor<&[u8]>>, sheet: &str, decimal: char) -> Result<Self, Error> {
        let mut rows = Sheet::default();
        let mut cells = 0;
        // Cell by cell where that can be: the size that such a sheet states may be anything.
        if let Sheets::Xlsx(workbook) = workbook {
            let mut reader = workbook.worksheet_cells_reader(sheet).map_err(Error::Xlsx)?;
            while let Some(cell) = reader.next_cell().map_err(Error::Xlsx)? {
                let (row, column) = cell.get_position();
                rows.put(row, column, text(&cell.get_value().clone().into(), decimal), &mut cells)?;
            }
        } else {
            let range = workbook.worksheet_range(sheet)?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, cell) in range.used_cells() {
                let place = |at: usize, from: u32| from.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
                rows.put(place(row, top), place(column, left), text(cell, decimal), &mut cells)?;
            }
        }
        Ok(rows)
    }

    /// Puts a cell in its place.
    fn put(&mut self, row: u32, column: u32, text: String, cells: &mut usize) -> Result<(), Error> {
        if text.is_empty() {
            return Ok(());
        }
        // Cells come row by row, mostly.
        let place = match self.rows.last() {
            Some((last, _)) if *last == row => self.rows.len() - 1,
            _ => self.rows.partition_point(|(known, _)| *known < row),
        };
        if self.rows.get(place).is_none_or(|(known, _)| *known != row) {
            self.rows.insert(place, (row, Vec::new()));
        }
        let (row, column) = (&mut self.rows[place].1, column as usize);
        if row.len() <= column {
            *cells += column + 1 - row.len();
            if *cells > MOST_CELLS {
                return Err(Error::Msg("the sheet has more than 200 million cells"));
            }
            row.resize(column + 1, String::new());
        }
        row[column] = text;
        Ok(())
    }

    /// How many rows hold something.
    pub(crate) fn height(&self) -> u64 {
        self.rows.len() as u64
    }

    pub(crate) fn rows(&self) -> SheetRows<'_> {
        let width = self.rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
        SheetRows { sheet: self, next: 0, width }
    }
}

/// The rows of a sheet, each as wide as the widest.
pub(crate) struct SheetRows<'a> {
    sheet: &'a Sheet,
    next: usize,
    width: usize,
}

impl Rows for SheetRows<'_> {
    fn next(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Diagnostic> {
        let Some((number, cells)) = self.sheet.rows.get(self.next) else { return Ok(None) };
        self.next += 1;
        row.clear();
        for cell in cells {
            row.push_field(cell);
        }
        for _ in cells.len()..self.width {
            row.push_field("");
        }
        Ok(Some(u64::from(*number) + 1))
    }

    fn reached(&self) -> u64 {
        self.next as u64
    }
}

/// A cell as text: a number as its shortest, with the table's sign before decimals, a moment as its day.
fn text(cell: &Data, decimal: char) -> String {
    let number = |x: f64| if decimal == '.' { x.to_string() } else { x.to_string().replace('.', &decimal.to_string()) };
    match cell {
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(length) => number(length.as_f64()),
        Data::Float(x) => number(*x),
        other => other.to_string(),
    }
}
