//! Tables that are text: the rows of CSV files and of sheets, with their header, blank rows and notes.

use super::Reading;
use super::batch::{Batches, Entities, Numeric, Selection};
use super::csv::CsvFile;
use super::dates::{Dates, Evidence};
use super::layout::{Forms, Layout};
use super::numbers::{Cell, Numbers};
use super::sheaf::Sheaves;
use super::sheet::Sheet;
use super::taking::{Sign, Taking};
use ::csv::StringRecord;
use froth_core::diag::{Code, Diagnostic};
use std::path::Path;

/// Gives rows of texts, one after the other.
pub(crate) trait Rows {
    /// Takes the next row, and says which line of the file it begins on, from 1; none at the end.
    fn next(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Diagnostic>;

    /// How much has been read, in units of the table's size.
    fn reached(&self) -> u64;
}

/// A table of texts whose columns are known.
#[derive(Debug)]
pub(crate) struct TextTable {
    /// What messages call it.
    pub(super) name: String,
    pub(crate) columns: Vec<String>,
    /// Rows of a sheet; 0 for a file.
    pub(crate) size: u64,
    source: Source,
    /// Rows down to the end of the header, comments and blank ones among them.
    above: usize,
    /// How many rows come before the notes at the end.
    body: u64,
}

#[derive(Debug)]
enum Source {
    Csv(CsvFile),
    Sheet(Sheet),
}

impl TextTable {
    /// A CSV file, which begins with `start`.
    pub(crate) fn csv(path: &Path, name: &str, start: &[u8], layout: &Layout) -> Result<Self, Diagnostic> {
        Layout::refuse(&[("sheet", layout.sheet.is_some())], &format!("{name} is no workbook"))?;
        Self::with_header(Source::Csv(CsvFile::open(path, name, start, layout)?), name, 0, layout)
    }

    /// A sheet of a workbook.
    pub(crate) fn workbook(path: &Path, name: &str, layout: &Layout, forms: &Forms) -> Result<Self, Diagnostic> {
        let text = [("encoding", layout.encoding.is_some()), ("separator", layout.separator.is_some())];
        Layout::refuse(&text, &format!("{name} is a workbook"))?;
        let sheet = Sheet::open(path, name, layout, forms)?;
        let size = sheet.height();
        Self::with_header(Source::Sheet(sheet), name, size, layout)
    }

    fn with_header(source: Source, name: &str, size: u64, layout: &Layout) -> Result<Self, Diagnostic> {
        let mut table =
            TextTable { name: name.to_owned(), columns: Vec::new(), size, source, above: 0, body: u64::MAX };
        let header_rows = layout.header_rows.unwrap_or(1);
        let mut rows = table.all()?;
        let (mut header, mut above) = (Vec::new(), 0);
        let mut row = StringRecord::new();
        while header.len() < header_rows.max(1) && rows.next(&mut row)?.is_some() {
            above += 1;
            // Above the header every row that looks like a comment is one.
            if !(is_blank(&row) || header.is_empty() && is_comment(&row, usize::MAX)) {
                header.push(row.clone());
            }
        }
        if header.is_empty() {
            let message = format!("{name} has no header: nothing is left of it");
            return Err(Diagnostic::error(Code::Empty, message).help("`options.skip_rows` may skip too many"));
        }
        drop(rows);
        if header_rows == 0 {
            table.columns = (1..=header[0].len()).map(|place| place.to_string()).collect();
        } else {
            (table.columns, table.above) = (names(&header), above);
        }
        if layout.skip_footer > 0 {
            let rows = table.body()?.count()?;
            table.body = rows.saturating_sub(layout.skip_footer as u64);
        }
        Ok(table)
    }

    /// All rows, the header among them.
    fn all(&self) -> Result<Box<dyn Rows + '_>, Diagnostic> {
        Ok(match &self.source {
            Source::Csv(file) => Box::new(file.rows()?),
            Source::Sheet(sheet) => Box::new(sheet.rows()),
        })
    }

    /// The same table of a file; none of a sheet.
    pub(super) fn of_file(&self) -> Option<TextTable> {
        let Source::Csv(file) = &self.source else { return None };
        Some(TextTable {
            name: self.name.clone(),
            columns: self.columns.clone(),
            source: Source::Csv(file.clone()),
            ..*self
        })
    }

    /// The rows below the header that hold something, without the notes at the end.
    pub(super) fn body(&self) -> Result<Body<'_>, Diagnostic> {
        let mut rows = self.all()?;
        let mut row = StringRecord::new();
        for _ in 0..self.above {
            rows.next(&mut row)?;
        }
        Ok(Body { table: self, rows, left: self.body })
    }

    /// The columns that hold a number somewhere: those with nothing but numbers and missing values, and those with words too.
    pub(crate) fn numeric(&self, numbers: &Numbers) -> Result<Numeric, Diagnostic> {
        let mut body = self.body()?;
        let (mut number, mut word) = (vec![false; self.columns.len()], vec![false; self.columns.len()]);
        let mut row = StringRecord::new();
        while body.next(&mut row)?.is_some() {
            for (column, cell) in row.iter().enumerate().take(number.len()) {
                match numbers.read(cell) {
                    Cell::Missing => {}
                    Cell::Number(..) => number[column] = true,
                    // What is a number with an option is to be read, and answered with the option.
                    Cell::Word if Numbers::almost(cell) => number[column] = true,
                    Cell::Word => word[column] = true,
                }
            }
        }
        let of = |words: bool| (0..number.len()).filter(|c| number[*c] && word[*c] == words).collect();
        Ok(Numeric { numbers: of(false), mixed: of(true) })
    }

    /// The texts of three columns, with the line of each row; a row that is too short has none.
    pub(crate) fn cells(&self, columns: [usize; 3]) -> Result<Vec<(u64, [String; 3])>, Diagnostic> {
        let mut body = self.body()?;
        let (mut row, mut all) = (StringRecord::new(), Vec::new());
        while body.left > 0
            && let Some(line) = body.raw(&mut row)?
        {
            body.left -= 1;
            all.push((line, columns.map(|column| row.get(column).unwrap_or_default().to_owned())));
        }
        Ok(all)
    }

    /// What `2020.1` is in a column of dates, if that is open.
    fn settled(&self, column: Option<usize>, dates: &Dates) -> Result<Dates, Diagnostic> {
        let mut evidence = Evidence::default();
        let Some(column) = column.filter(|_| *dates == Dates::Known) else { return Ok(dates.clone()) };
        let mut body = self.body()?;
        let mut row = StringRecord::new();
        let mut needed = false;
        while body.next(&mut row)?.is_some() {
            let text = row.get(column).unwrap_or_default();
            if !needed && !Evidence::is_needed(text) {
                break;
            }
            needed = true;
            evidence.see(text);
        }
        Ok(evidence.settle(dates))
    }

    pub(crate) fn rows<'a>(
        &'a self,
        selection: &'a Selection,
        reading: &'a Reading,
    ) -> Result<Batches<'a>, Diagnostic> {
        let mut sheaves = Sheaves::of(self)?;
        let dates = self.settled(selection.date, &reading.dates)?;
        let published = self.settled(selection.vintage, &reading.dates)?;
        let mut signs = vec![Sign::default(); selection.fields.len()];
        let (mut count, mut over) = (0, false);
        Ok(Box::new(move |entities: &mut Entities| {
            if over {
                return None;
            }
            let mut sheaf = sheaves.next(&self.name);
            let taking = Taking {
                table: self,
                selection,
                dates: &dates,
                published: &published,
                numbers: &reading.numbers,
                spare: &reading.spare,
            };
            let taken = taking.all(&sheaf, entities, &mut signs);
            let (wrong, last, reached) = (sheaf.wrong.take(), sheaf.last, sheaf.reached);
            sheaves.give_back(sheaf);
            over = last || wrong.is_some() || taken.is_err();
            let mut batch = match (taken, wrong) {
                (Err(d), _) | (Ok(_), Some(d)) => return Some(Err(d)),
                (Ok(batch), None) => batch,
            };
            batch.first = count + 1;
            batch.read = reached;
            count += batch.rows as u64;
            (batch.rows > 0).then_some(Ok(batch))
        }))
    }
}

/// Whether a row is of no use: nothing but separators.
fn is_blank(row: &StringRecord) -> bool {
    // Most rows begin with something.
    let begins = row.get(0).and_then(|cell| cell.bytes().next()).is_some_and(|b| b.is_ascii_graphic());
    !begins && row.iter().all(|cell| cell.trim().is_empty())
}

/// Whether a row is a comment: `#` begins it, and it has fewer fields than the table. With as many it is data: `#N/A` is a
/// missing value, `#1` a name.
fn is_comment(row: &StringRecord, width: usize) -> bool {
    row.get(0).is_some_and(|cell| cell.starts_with('#')) && (row.len() < width || row.len() == 1)
}

/// The names of columns: of several rows the first text of a column, or all of them where that is the same for several.
fn names(header: &[StringRecord]) -> Vec<String> {
    let last = header.len().saturating_sub(1);
    let header: Vec<StringRecord> =
        header.iter().enumerate().map(|(n, row)| if n < last { spread(row) } else { row.clone() }).collect();
    let width = header.iter().map(StringRecord::len).max().unwrap_or(0);
    let parts =
        |column: usize| header.iter().filter_map(move |row| row.get(column).map(str::trim)).filter(|p| !p.is_empty());
    let firsts: Vec<&str> = (0..width).map(|column| parts(column).next().unwrap_or_default()).collect();
    let name = |column: usize| {
        if header.len() > 1 && firsts.iter().filter(|f| **f == firsts[column]).count() > 1 {
            parts(column).collect::<Vec<_>>().join(" ")
        } else {
            firsts[column].to_owned()
        }
    };
    (0..width).map(name).collect()
}

/// What a merged cell says is said of every column under it.
fn spread(row: &StringRecord) -> StringRecord {
    let mut before = "";
    let cells = row.iter().map(|cell| {
        before = if cell.trim().is_empty() { before } else { cell };
        before
    });
    cells.collect()
}

/// The rows below a header.
pub(super) struct Body<'a> {
    table: &'a TextTable,
    rows: Box<dyn Rows + 'a>,
    /// How many rows come before the notes.
    left: u64,
}

impl Body<'_> {
    /// The next row that holds something and is no comment.
    fn raw(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Diagnostic> {
        loop {
            let line = self.rows.next(row)?;
            if line.is_none() || !(is_blank(row) || is_comment(row, self.table.columns.len())) {
                return Ok(line);
            }
        }
    }

    /// How many rows hold something.
    fn count(mut self) -> Result<u64, Diagnostic> {
        let mut row = StringRecord::new();
        let mut rows = 0;
        while self.raw(&mut row)?.is_some() {
            rows += 1;
        }
        Ok(rows)
    }

    /// How much has been read, in units of the table's size.
    pub(super) fn reached(&self) -> u64 {
        self.rows.reached()
    }

    /// The next row, which is as wide as the header.
    pub(super) fn next(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Diagnostic> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let Some(line) = self.raw(row)? else { return Ok(None) };
        let (width, fields) = (self.table.columns.len(), row.len());
        // Spreadsheets write separators behind the last field.
        if fields < width || !row.iter().skip(width).all(|cell| cell.trim().is_empty()) {
            let message = format!("{}: line {line} has {fields} fields, the header has {width}", self.table.name);
            let help = "if the table begins or ends elsewhere, say so with `options.skip_rows` N, `options.header_rows` N or \
                        `options.skip_footer` N; if something else separates fields, with `options.separator`";
            return Err(Diagnostic::error(Code::Data, message).help(help));
        }
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_first_row_that_tells_columns_apart() {
        let rows = |rows: &[&[&str]]| -> Vec<String> {
            names(&rows.iter().map(|row| StringRecord::from(row.to_vec())).collect::<Vec<_>>())
        };
        assert_eq!(rows(&[&["date", "cape "]]), ["date", "cape"]);
        assert_eq!(
            rows(&[&["Price", "Close", "High"], &["Ticker", "X", "X"], &["Date", "", ""]]),
            ["Price", "Close", "High"]
        );
        assert_eq!(rows(&[&["", "Close", "Close"], &["Date", "A", "B"]]), ["Date", "Close A", "Close B"]);
        assert_eq!(rows(&[&["x", "x"]]), ["x", "x"]);
        let merged = rows(&[&["", "Germany", "", "France", ""], &["date", "x", "y", "x", "y"]]);
        assert_eq!(merged, ["date", "Germany x", "Germany y", "France x", "France y"]);
    }
}
