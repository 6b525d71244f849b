//! Sheets of workbooks, as text: dates as days, errors as what stands for no value.

use super::Start;
use super::frame::guarded;
use super::layout::Layout;
use super::text::Rows;
use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};
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

/// A sheet in memory.
#[derive(Debug)]
pub(crate) struct Sheet {
    cells: Range<Data>,
    /// Rows before the table.
    skip: usize,
}

impl Sheet {
    /// Reads the sheet that is named, or the only one that holds something.
    pub(crate) fn open(path: &Path, name: &str, layout: &Layout) -> Result<Self, Diagnostic> {
        guarded(&format!("{name} cannot be read as a workbook: what it says about itself makes no sense"), || {
            Self::read(path, name, layout)
        })
    }

    fn read(path: &Path, name: &str, layout: &Layout) -> Result<Self, Diagnostic> {
        let wrong = |message: String, help: &str| Diagnostic::error(Code::Data, message).help(help);
        let damaged = |e: &dyn std::fmt::Display| {
            wrong(format!("{name} cannot be read as a workbook: {e}"), "it may be damaged or protected: save it anew")
        };
        let bytes = std::fs::read(path).map_err(|e| damaged(&e))?;
        let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes.as_slice())).map_err(|e| damaged(&e))?;
        let names = workbook.sheet_names();
        let mut read = |sheet: &str| workbook.worksheet_range(sheet).map_err(|e| damaged(&e));
        let cells = match &layout.sheet {
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
                    full.extend(read(sheet).ok().filter(|cells| !cells.is_empty()).map(|cells| (sheet, cells)));
                }
                let listed: Vec<String> = full.iter().map(|(sheet, _)| format!("`{}`", shortened(sheet))).collect();
                match full.pop() {
                    Some((_, cells)) if full.is_empty() => cells,
                    None => {
                        return Err(wrong(
                            format!("{name} has no sheet that holds anything"),
                            "fill one, or name another file",
                        ));
                    }
                    Some(_) => {
                        let message = format!("{name} has {} sheets", listed.len());
                        return Err(wrong(message, &format!("name one with `options.sheet`: {}", listed.join(", "))));
                    }
                }
            }
        };
        Ok(Sheet { cells, skip: layout.skip_rows })
    }

    /// How many rows it has, empty ones above them included.
    pub(crate) fn height(&self) -> u64 {
        self.cells.end().map_or(0, |(row, _)| u64::from(row) + 1)
    }

    pub(crate) fn rows(&self) -> SheetRows<'_> {
        SheetRows { sheet: self, next: self.skip }
    }
}

/// The rows of a sheet.
pub(crate) struct SheetRows<'a> {
    sheet: &'a Sheet,
    /// Counted from 0, from the top of the sheet.
    next: usize,
}

impl Rows for SheetRows<'_> {
    fn next(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Diagnostic> {
        let cells = &self.sheet.cells;
        let Some((_, width)) = cells.end().filter(|(last, _)| self.next <= *last as usize) else { return Ok(None) };
        let line = u32::try_from(self.next).unwrap_or(u32::MAX);
        self.next += 1;
        row.clear();
        for column in 0..=width {
            row.push_field(&cells.get_value((line, column)).map(text).unwrap_or_default());
        }
        Ok(Some(u64::from(line) + 1))
    }

    fn reached(&self) -> u64 {
        self.next as u64
    }
}

/// A cell as text: a number as its shortest, a moment as its day.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(length) => length.as_f64().to_string(),
        other => other.to_string(),
    }
}
