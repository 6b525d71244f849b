//! Rows of texts as rows of numbers, on all cores.

use super::batch::{Batch, Entities, Field, Selection};
use super::dates::{Dates, to_days};
use super::numbers::{Cell, Numbers};
use super::sheaf::{Line, Sheaf};
use super::spare::Spare;
use super::text::TextTable;
use froth_core::diag::{Code, Diagnostic, did_you_mean, shortened};
use rayon::prelude::*;
use std::ops::Range;

/// Rows that a thread makes into numbers at a time.
const PIECE: usize = 4096;

/// The sign that the numbers of a column carry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sign {
    /// That of the first number, and its line.
    first: Option<(Option<char>, u64)>,
    /// Whether others carry another one that may stand beside it.
    mixed: bool,
}

/// What rows are taken with.
#[derive(Clone, Copy)]
pub(super) struct Taking<'a> {
    pub(super) table: &'a TextTable,
    pub(super) selection: &'a Selection,
    pub(super) dates: &'a Dates,
    /// How days of publication are written.
    pub(super) published: &'a Dates,
    pub(super) numbers: &'a Numbers,
    /// Room for columns.
    pub(super) spare: &'a Spare,
}

impl<'a> Taking<'a> {
    fn batch(&self) -> Batch {
        let (columns, groups) =
            (vec![Vec::new(); self.selection.fields.len()], vec![Vec::new(); self.selection.groups.len()]);
        Batch { columns, groups, ..Batch::default() }
    }

    /// Takes what is wanted out of all rows: on all cores, and where anything is wrong, or signs differ, once more row by row,
    /// so that the first of it is said.
    pub(super) fn all(&self, sheaf: &Sheaf, entities: &mut Entities, signs: &mut [Sign]) -> Result<Batch, Diagnostic> {
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
        let rows = pieces.iter().map(|(batch, _)| batch.rows).sum();
        all.columns.iter_mut().for_each(|column| *column = self.spare.take(rows));
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
