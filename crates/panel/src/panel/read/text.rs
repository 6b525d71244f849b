//! Tables that are text: the rows of CSV files and of sheets, with their header, blank rows and notes.

use super::Reading;
use super::batch::{Batch, Batches, Entities, Field, Numeric, Selection};
use super::csv::CsvFile;
use super::dates::{Dates, Evidence, to_days};
use super::layout::{Forms, Layout};
use super::numbers::{Cell, Numbers};
use super::sheaf::{Line, Sheaf, Sheaves};
use super::sheet::Sheet;
use ::csv::StringRecord;
use froth_core::diag::{Code, Diagnostic, did_you_mean, shortened};
use rayon::prelude::*;
use std::ops::Range;
use std::path::Path;

/// Rows that a thread makes into numbers at a time.
const PIECE: usize = 4096;

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
            let sheaf = sheaves.next(&self.name);
            let taking =
                Taking { table: self, selection, dates: &dates, published: &published, numbers: &reading.numbers };
            let taken = taking.all(&sheaf, entities, &mut signs);
            over = sheaf.last || sheaf.wrong.is_some() || taken.is_err();
            let mut batch = match (taken, sheaf.wrong) {
                (Err(d), _) | (Ok(_), Some(d)) => return Some(Err(d)),
                (Ok(batch), None) => batch,
            };
            batch.first = count + 1;
            batch.read = sheaf.reached;
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

/// The sign that the numbers of a column carry.
#[derive(Debug, Clone, Copy, Default)]
struct Sign {
    /// That of the first number, and its line.
    first: Option<(Option<char>, u64)>,
    /// Whether others carry another one that may stand beside it.
    mixed: bool,
}

/// What rows are taken with.
#[derive(Clone, Copy)]
struct Taking<'a> {
    table: &'a TextTable,
    selection: &'a Selection,
    dates: &'a Dates,
    /// How days of publication are written.
    published: &'a Dates,
    numbers: &'a Numbers,
}

impl<'a> Taking<'a> {
    fn batch(&self) -> Batch {
        let (columns, groups) =
            (vec![Vec::new(); self.selection.fields.len()], vec![Vec::new(); self.selection.groups.len()]);
        Batch { columns, groups, ..Batch::default() }
    }

    /// Takes what is wanted out of all rows: on all cores, and where anything is wrong, or signs differ, once more row by row,
    /// so that the first of it is said.
    fn all(&self, sheaf: &Sheaf, entities: &mut Entities, signs: &mut [Sign]) -> Result<Batch, Diagnostic> {
        let starts: Vec<usize> = (0..sheaf.len()).step_by(PIECE).collect();
        let piece = |start: &usize| self.piece(sheaf, *start..(start + PIECE).min(sheaf.len()));
        let pieces: Option<Vec<(Batch, Vec<Sign>)>> = starts.par_iter().map(piece).collect();
        let Some(batch) = pieces.and_then(|pieces| self.joined(pieces, signs)) else {
            let mut batch = self.batch();
            for row in 0..sheaf.len() {
                self.of(sheaf.line(row)).take(Some(entities), signs, &mut batch)?;
            }
            return Ok(batch);
        };
        Ok(self.named(batch, sheaf, entities))
    }

    /// Some rows by themselves, without what is counted over all of them; none where one of them is wrong.
    fn piece(&self, sheaf: &Sheaf, rows: Range<usize>) -> Option<(Batch, Vec<Sign>)> {
        let mut batch = self.batch();
        batch.columns.iter_mut().for_each(|column| column.reserve(rows.len()));
        let mut signs = vec![Sign::default(); self.selection.fields.len()];
        for row in rows {
            self.of(sheaf.line(row)).take(None, &mut signs, &mut batch).ok()?;
        }
        Some((batch, signs))
    }

    /// Pieces one after the other; none, and `signs` as they were, where signs differ.
    fn joined(&self, pieces: Vec<(Batch, Vec<Sign>)>, signs: &mut [Sign]) -> Option<Batch> {
        let (mut all, mut seen) = (self.batch(), signs.to_vec());
        for (batch, own) in pieces {
            for (sign, own) in seen.iter_mut().zip(own) {
                if own.mixed || sign.first.zip(own.first).is_some_and(|(a, b)| a.0 != b.0) {
                    return None;
                }
                sign.first = sign.first.or(own.first);
            }
            all.rows += batch.rows;
            all.not_finite += batch.not_finite;
            all.dates.extend(batch.dates);
            all.vintages.extend(batch.vintages);
            all.columns.iter_mut().zip(batch.columns).for_each(|(all, more)| all.extend(more));
        }
        signs.copy_from_slice(&seen);
        Some(all)
    }

    /// Rows with the places of their entities and groups, which are counted from the first row of the table on.
    fn named(&self, mut batch: Batch, sheaf: &Sheaf, entities: &mut Entities) -> Batch {
        if let Some(column) = self.selection.entity {
            batch.entities = (0..sheaf.len()).filter_map(|row| entities.place(sheaf.line(row).cell(column))).collect();
        }
        for (column, groups) in self.selection.groups.iter().zip(&mut batch.groups) {
            *groups = (0..sheaf.len()).map(|row| entities.group(sheaf.line(row).cell(*column).trim())).collect();
        }
        batch
    }

    fn of(&self, line: Line<'a>) -> TakingRow<'a> {
        TakingRow { with: *self, line }
    }
}

/// A row, and what it is taken with.
struct TakingRow<'a> {
    with: Taking<'a>,
    line: Line<'a>,
}

impl TakingRow<'_> {
    /// Takes what is wanted out of the row; with no entities to count, the places of its own and its groups are left out.
    fn take(&self, entities: Option<&mut Entities>, signs: &mut [Sign], batch: &mut Batch) -> Result<(), Diagnostic> {
        let selection = self.with.selection;
        let cell = |column: usize| self.line.cell(column);
        if let Some(column) = selection.date {
            batch.dates.push(self.day(cell(column), column, self.with.dates)?);
        }
        if let Some(column) = selection.vintage {
            batch.vintages.push(self.day(cell(column), column, self.with.published)?);
        }
        if let Some(column) = selection.entity.filter(|column| cell(*column).trim().is_empty()) {
            let help = "every row says whose it is; blank rows are left out by themselves";
            return Err(self.wrong(column, "there is no entity").help(help));
        }
        if let Some(entities) = entities {
            batch.entities.extend(selection.entity.and_then(|column| entities.place(cell(column))));
            for (column, groups) in selection.groups.iter().zip(&mut batch.groups) {
                groups.push(entities.group(cell(*column).trim()));
            }
        }
        for ((field, values), sign) in selection.fields.iter().zip(&mut batch.columns).zip(signs) {
            values.push(match field {
                None => f64::NAN,
                Some(field) => self.value(cell(field.column), field, sign, &mut batch.not_finite)?,
            });
        }
        batch.rows += 1;
        Ok(())
    }

    fn wrong(&self, column: usize, what: &str) -> Diagnostic {
        let (table, line) = (self.with.table, self.line.number);
        let column = shortened(&table.columns[column]);
        Diagnostic::error(Code::Data, format!("{}: line {line}, column `{column}`: {what}", table.name))
    }

    fn day(&self, text: &str, column: usize, dates: &Dates) -> Result<i32, Diagnostic> {
        if let Some(date) = dates.parse(text) {
            return Ok(to_days(date));
        }
        let text = text.trim();
        if text.is_empty() {
            let help = "notes under a table are left out with `options.skip_footer` N, rows above its header with \
                        `options.skip_rows` N";
            return Err(self.wrong(column, "there is no date").help(help));
        }
        let rows = match self.line.number {
            ..=20 => "if this row belongs to the header, say so with `options.header_rows` N or `options.skip_rows` N",
            _ => "if it is a note under the table, say so with `options.skip_footer` N",
        };
        let help = format!("{}; {rows}", dates.help(text));
        Err(self.wrong(column, &format!("\"{}\" is no date", shortened(text))).help(help))
    }

    /// A cell as a number, or the position of its word; NaN for missing.
    fn value(&self, text: &str, field: &Field, sign: &mut Sign, not_finite: &mut u64) -> Result<f64, Diagnostic> {
        if let Some(words) = &field.words {
            let text = text.trim();
            if self.with.numbers.is_missing_word(text) {
                return Ok(f64::NAN);
            }
            let place = words.iter().position(|w| w == text);
            return place.map(|p| p as f64).ok_or_else(|| {
                let help = did_you_mean(text, "words", words.iter().map(String::as_str));
                self.wrong(field.column, &format!("\"{}\" is none of the words known here", shortened(text))).help(help)
            });
        }
        match self.with.numbers.read(text) {
            Cell::Missing => Ok(f64::NAN),
            Cell::Number(x, _) if !x.is_finite() => {
                *not_finite += 1;
                Ok(f64::NAN)
            }
            Cell::Number(x, _) if x == 0.0 => Ok(if field.zero_is_missing { f64::NAN } else { x }),
            Cell::Number(x, carried) => {
                let (before, line) = *sign.first.get_or_insert((carried, self.line.number));
                if before == carried {
                    return Ok(x);
                }
                sign.mixed = true;
                if field.mixed || !differ(before, carried) {
                    return Ok(x);
                }
                let said = |sign: Option<char>| sign.map_or("no sign".to_owned(), |s| format!("`{s}`"));
                let what = format!("\"{}\" has {}, and line {line} has {}", text.trim(), said(carried), said(before));
                let help = "a column has one unit: write its numbers alike";
                Err(self.wrong(field.column, &what).help(help))
            }
            Cell::Word => {
                let text = text.trim();
                let what = format!("\"{}\" is no number", shortened(text));
                Err(self.wrong(field.column, &what).help(self.with.numbers.help(text)))
            }
        }
    }
}

/// Whether two numbers of a column cannot have one unit: percentages and others, or two kinds of money.
fn differ(a: Option<char>, b: Option<char>) -> bool {
    (a == Some('%')) != (b == Some('%')) || (a.is_some() && b.is_some())
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
