//! Columns of polars as days, numbers and words: what a data frame holds, and what a Parquet file is read into.

use super::batch::{BATCH, Batch, Batches, Entities, Field, Numeric, Selection};
use super::dates;
use froth_core::diag::{Code, Diagnostic};
use polars::prelude::{Column, DataFrame, DataType, PolarsError, StringChunked, TimeUnit};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows that are taken at once: polars decodes the pages of a file that a range touches.
pub(super) const RANGE: usize = 8 * BATCH;

/// A data frame in memory.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    frame: &'a DataFrame,
    pub(super) columns: Vec<String>,
}

impl<'a> Frame<'a> {
    /// What messages call it.
    pub(super) const NAME: &'static str = "the frame";

    pub(super) fn new(frame: &'a DataFrame) -> Self {
        Frame { frame, columns: frame.get_column_names().into_iter().map(ToString::to_string).collect() }
    }

    pub(super) fn height(&self) -> usize {
        self.frame.height()
    }

    /// The columns of numbers.
    pub(super) fn numeric(&self) -> Numeric {
        let numbers = self.frame.columns().iter().enumerate().filter(|(_, column)| is_number(column.dtype()));
        Numeric { numbers: numbers.map(|(place, _)| place).collect(), mixed: Vec::new() }
    }

    pub(super) fn rows<'b>(&'b self, selection: &'b Selection) -> Batches<'b> {
        let total = self.height();
        let mut start = 0;
        Box::new(move |entities: &mut Entities| {
            if start >= total {
                return None;
            }
            let length = RANGE.min(total - start);
            let part = Part { name: Self::NAME, columns: &self.columns, start };
            let batch = guarded("the frame cannot be read: polars gave up", || {
                part.batch(&self.frame.slice(i64::try_from(start).unwrap_or(i64::MAX), length), selection, entities)
            });
            start = if batch.is_ok() { start + length } else { total };
            Some(batch)
        })
    }
}

/// Whether a column of this type holds numbers.
pub(super) fn is_number(kind: &DataType) -> bool {
    kind.is_primitive_numeric() || kind.is_decimal()
}

/// Works with polars, which panics on what contradicts itself and on dates beyond its calendar.
pub(super) fn guarded<T>(message: &str, work: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let help = "it may be damaged: make or download it again";
        Err(Diagnostic::error(Code::Data, message).help(help))
    })
}

/// Which part of which table a frame is.
pub(super) struct Part<'a> {
    /// What messages call the table.
    pub(super) name: &'a str,
    /// The table's columns, of which the frame has those that are selected.
    pub(super) columns: &'a [String],
    /// Rows before the frame's first.
    pub(super) start: usize,
}

impl Part<'_> {
    /// What is selected of the rows.
    pub(super) fn batch(
        &self,
        frame: &DataFrame,
        selection: &Selection,
        entities: &mut Entities,
    ) -> Result<Batch, Diagnostic> {
        let column = |place: usize| frame.column(&self.columns[place]).map_err(|e| self.broken(place, &e));
        let words = |place: usize| -> Result<StringChunked, Diagnostic> {
            let words = column(place)?.cast(&DataType::String).and_then(|c| c.str().cloned());
            words.map_err(|e| self.broken(place, &e))
        };
        let rows = frame.height();
        let (first, read) = (self.start as u64 + 1, (self.start + rows) as u64);
        let mut batch = Batch { first, read, ..Batch::default() };
        batch.dates = self.days(column(selection.date)?, selection.date)?;
        if let Some(place) = selection.entity {
            batch.entities = words(place)?.iter().map(|name| entities.place(name.unwrap_or_default())).collect();
        }
        for place in &selection.groups {
            let group = |word: Option<&str>| entities.group(word.unwrap_or_default().trim());
            batch.groups.push(words(*place)?.iter().map(group).collect());
        }
        for field in &selection.fields {
            batch.columns.push(match field {
                None => vec![f64::NAN; rows],
                Some(Field { column: place, words: Some(known), .. }) => self.placed(&words(*place)?, *place, known)?,
                Some(field) => self.numbers(column(field.column)?, field, &mut batch.not_finite)?,
            });
        }
        Ok(batch)
    }

    fn broken(&self, place: usize, error: &PolarsError) -> Diagnostic {
        let message = format!("{}: column `{}` cannot be read: {error}", self.name, self.columns[place]);
        Diagnostic::error(Code::Data, message)
    }

    /// What is wrong in a row of the frame, counted from 0.
    fn wrong(&self, place: usize, row: usize, what: &str) -> Diagnostic {
        let row = self.start + row + 1;
        Diagnostic::error(Code::Data, format!("{}: row {row}, column `{}`: {what}", self.name, self.columns[place]))
    }

    fn days(&self, column: &Column, place: usize) -> Result<Vec<i32>, Diagnostic> {
        let broken = |e: PolarsError| self.broken(place, &e);
        let missing = |row: usize| self.wrong(place, row, "there is no date");
        let days = match column.dtype() {
            DataType::String | DataType::Categorical(..) | DataType::Enum(..) => {
                let texts = column.cast(&DataType::String).map_err(broken)?;
                let date = |(row, text): (usize, Option<&str>)| {
                    let text = text.ok_or_else(|| missing(row))?;
                    dates::parse(text).map(dates::to_days).ok_or_else(|| {
                        let help = format!("dates are written as {}", dates::FORMS);
                        self.wrong(place, row, &format!("\"{text}\" is no date")).help(help)
                    })
                };
                return texts.str().map_err(broken)?.iter().enumerate().map(date).collect();
            }
            // The day that a clock there shows, not that of Greenwich.
            DataType::Datetime(unit, Some(zone)) => {
                let per_second = match unit {
                    TimeUnit::Milliseconds => 1_000,
                    TimeUnit::Microseconds => 1_000_000,
                    TimeUnit::Nanoseconds => 1_000_000_000,
                };
                let what = || format!("there is no time zone `{zone}`");
                let zone = dates::zone(zone).ok_or_else(|| self.wrong(place, 0, &what()))?;
                let day = |(row, moment): (usize, Option<i64>)| {
                    let moment = moment.ok_or_else(|| missing(row))?;
                    let local = dates::local_day(moment.div_euclid(per_second), &zone);
                    local.ok_or_else(|| self.wrong(place, row, "the moment is out of range"))
                };
                return column.datetime().map_err(broken)?.physical().iter().enumerate().map(day).collect();
            }
            kind if kind.is_temporal() => column.cast(&DataType::Date).map_err(|_| self.no_dates(place, kind))?,
            kind => return Err(self.no_dates(place, kind)),
        };
        let days = days.date().map_err(broken)?;
        days.physical().iter().enumerate().map(|(row, day)| day.ok_or_else(|| missing(row))).collect()
    }

    fn no_dates(&self, place: usize, kind: &DataType) -> Diagnostic {
        self.wrong(place, 0, &format!("a column of {kind} holds no dates"))
    }

    /// Words as their positions among those known.
    fn placed(&self, words: &StringChunked, place: usize, known: &[String]) -> Result<Vec<f64>, Diagnostic> {
        let position = |(row, text): (usize, Option<&str>)| {
            let Some(text) = text.filter(|t| !t.trim().is_empty()) else { return Ok(f64::NAN) };
            let what = format!("\"{text}\" is none of the words known here");
            let position = known.iter().position(|w| w == text.trim());
            position.map(|p| p as f64).ok_or_else(|| self.wrong(place, row, &what))
        };
        words.iter().enumerate().map(position).collect()
    }

    fn numbers(&self, column: &Column, field: &Field, not_finite: &mut u64) -> Result<Vec<f64>, Diagnostic> {
        let broken = |e: PolarsError| self.broken(field.column, &e);
        let kind = column.dtype();
        if !is_number(kind) && !matches!(kind, DataType::Null) {
            return Err(self.wrong(field.column, 0, &format!("a column of {kind} holds no numbers")));
        }
        let mut number = |x: Option<f64>| match x {
            Some(x) if !x.is_finite() => {
                *not_finite += 1;
                f64::NAN
            }
            Some(x) if x == 0.0 && field.zero_is_missing => f64::NAN,
            Some(x) => x,
            None => f64::NAN,
        };
        // A decimal is its text's nearest number, as in a CSV file: polars divides, and can miss it by a bit.
        if kind.is_decimal() {
            let texts = column.cast(&DataType::String).map_err(broken)?;
            return Ok(texts.str().map_err(broken)?.iter().map(|t| number(t.and_then(|t| t.parse().ok()))).collect());
        }
        let cast = column.cast(&DataType::Float64).map_err(broken)?;
        Ok(cast.f64().map_err(broken)?.iter().map(number).collect())
    }
}
