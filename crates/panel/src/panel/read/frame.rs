//! Columns of polars as days, numbers and words: what a data frame holds, and what a Parquet file is read into.

use super::Reading;
use super::batch::{BATCH, Batch, Batches, Entities, Field, Numeric, Selection};
use super::dates::{self, Dates, Evidence};
use super::numbers::Cell;
use froth_core::diag::{Code, Diagnostic, shortened};
use polars::prelude::{Column, DataFrame, DataType, PolarsError, StringChunked, TimeUnit};
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows that are taken at once: as many as polars puts into a row group of a file. It decodes the pages that a range touches.
pub(crate) const RANGE: usize = 4 * BATCH;

/// A data frame in memory.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    frame: &'a DataFrame,
    pub(crate) columns: Vec<String>,
}

impl<'a> Frame<'a> {
    /// What messages call it.
    pub(crate) const NAME: &'static str = "the frame";

    pub(crate) fn new(frame: &'a DataFrame) -> Self {
        Frame { frame, columns: frame.get_column_names().into_iter().map(ToString::to_string).collect() }
    }

    pub(crate) fn height(&self) -> usize {
        self.frame.height()
    }

    /// The columns of numbers.
    pub(crate) fn numeric(&self) -> Numeric {
        let numbers = self.frame.columns().iter().enumerate().filter(|(_, column)| is_number(column.dtype()));
        Numeric { numbers: numbers.map(|(place, _)| place).collect(), mixed: Vec::new() }
    }

    pub(crate) fn rows<'b>(&'b self, selection: &'b Selection, reading: &'b Reading) -> Batches<'b> {
        let total = self.height();
        let mut start = 0;
        Box::new(move |entities: &mut Entities| {
            if start >= total {
                return None;
            }
            let length = RANGE.min(total - start);
            let part = Part { name: Self::NAME, columns: &self.columns, start, reading };
            let batch = guarded("the frame cannot be read: polars gave up", || {
                part.batch(&self.frame.slice(i64::try_from(start).unwrap_or(i64::MAX), length), selection, entities)
            });
            start = if batch.is_ok() { start + length } else { total };
            Some(batch)
        })
    }
}

/// Whether a column of this type holds numbers.
pub(crate) fn is_number(kind: &DataType) -> bool {
    kind.is_primitive_numeric() || kind.is_decimal()
}

/// Works with polars, which panics on what contradicts itself and on dates beyond its calendar.
pub(crate) fn guarded<T>(message: &str, work: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let help = "it may be damaged: make or download it again";
        Err(Diagnostic::error(Code::Data, message).help(help))
    })
}

/// Which part of which table a frame is.
pub(crate) struct Part<'a> {
    /// What messages call the table.
    pub(crate) name: &'a str,
    /// The table's columns, of which the frame has those that are selected.
    pub(crate) columns: &'a [String],
    /// Rows before the frame's first.
    pub(crate) start: usize,
    /// How dates and numbers that are text are read.
    pub(crate) reading: &'a Reading,
}

impl Part<'_> {
    /// What is selected of the rows.
    pub(crate) fn batch(
        &self,
        frame: &DataFrame,
        selection: &Selection,
        entities: &mut Entities,
    ) -> Result<Batch, Diagnostic> {
        // A damaged file may hold fewer values of one column than of another.
        let column = |place: usize| match frame.column(&self.columns[place]) {
            Ok(column) if column.len() == frame.height() => Ok(column),
            Ok(column) => Err(self.wrong(place, column.len(), "the column ends before the others")),
            Err(e) => Err(self.broken(place, &e)),
        };
        let words = |place: usize| self.texts(column(place)?, place);
        let rows = frame.height();
        let (first, reached) = (self.start as u64 + 1, (self.start + rows) as u64);
        let mut batch = Batch { first, rows, read: reached, ..Batch::default() };
        let read = |field: &Option<Field>| match field {
            None => Ok((vec![f64::NAN; rows], 0)),
            Some(Field { column: place, words: Some(known), .. }) => {
                Ok((self.placed(&words(*place)?, *place, known)?, 0))
            }
            Some(field) => self.numbers(column(field.column)?, field),
        };
        let columns: Vec<Result<(Vec<f64>, u64), Diagnostic>> = selection.fields.par_iter().map(read).collect();
        // What is wrong with the first of them is said.
        for column in columns {
            let (column, not_finite) = column?;
            batch.columns.push(column);
            batch.not_finite += not_finite;
        }
        for place in &selection.groups {
            let group = |word: Option<&str>| entities.group(word.unwrap_or_default().trim());
            batch.groups.push(words(*place)?.iter().map(group).collect());
        }
        let empty = |row: usize| {
            batch.columns.iter().all(|c| c[row].is_nan()) && batch.groups.iter().all(|group| group[row].is_none())
        };
        if let Some(place) = selection.date {
            let days = self.days(column(place)?, place)?;
            // Rows that hold nothing at all are no data: spreadsheets leave them at the end.
            let tail =
                days.iter().enumerate().rposition(|(row, day)| day.is_some() || !empty(row)).map_or(0, |last| last + 1);
            batch.rows = tail;
            let day = |(row, day): (usize, Option<i32>)| day.ok_or_else(|| self.wrong(place, row, "there is no date"));
            batch.dates = days.into_iter().take(tail).enumerate().map(day).collect::<Result<_, _>>()?;
            batch.columns.iter_mut().for_each(|column| column.truncate(tail));
            batch.groups.iter_mut().for_each(|group| group.truncate(tail));
        }
        if let Some(place) = selection.vintage {
            let days = self.days(column(place)?, place)?.into_iter().take(batch.rows).enumerate();
            let day = |(row, day): (usize, Option<i32>)| day.ok_or_else(|| self.wrong(place, row, "there is no date"));
            batch.vintages = days.map(day).collect::<Result<_, _>>()?;
        }
        if let Some(place) = selection.entity {
            let names = words(place)?;
            batch.entities.reserve(batch.rows);
            for (row, name) in names.iter().take(batch.rows).enumerate() {
                let place_of = name.and_then(|name| entities.place(name));
                batch.entities.push(place_of.ok_or_else(|| self.wrong(place, row, "there is no entity"))?);
            }
        }
        Ok(batch)
    }

    /// A column as texts.
    fn texts(&self, column: &Column, place: usize) -> Result<StringChunked, Diagnostic> {
        let texts = column.cast(&DataType::String).and_then(|c| c.str().cloned());
        texts.map_err(|e| self.broken(place, &e))
    }

    fn broken(&self, place: usize, error: &PolarsError) -> Diagnostic {
        let message = format!("{}: column `{}` cannot be read: {error}", self.name, self.columns[place]);
        Diagnostic::error(Code::Data, message)
    }

    /// What is wrong in a row of the frame, counted from 0.
    fn wrong(&self, place: usize, row: usize, what: &str) -> Diagnostic {
        let row = self.start + row + 1;
        let column = shortened(&self.columns[place]);
        Diagnostic::error(Code::Data, format!("{}: row {row}, column `{column}`: {what}", self.name))
    }

    /// The day of each row.
    fn days(&self, column: &Column, place: usize) -> Result<Vec<Option<i32>>, Diagnostic> {
        let broken = |e: PolarsError| self.broken(place, &e);
        match column.dtype() {
            DataType::Datetime(unit, zone) => {
                let per_second = match unit {
                    TimeUnit::Milliseconds => 1_000,
                    TimeUnit::Microseconds => 1_000_000,
                    TimeUnit::Nanoseconds => 1_000_000_000,
                };
                // The day that a clock there shows, not that of Greenwich.
                let zone = match zone {
                    Some(name) => {
                        let unknown = || self.wrong(place, 0, &format!("there is no time zone `{name}`"));
                        Some(dates::zone(name).ok_or_else(unknown)?)
                    }
                    None => None,
                };
                let day_of = |moment: i64| match &zone {
                    Some(zone) => dates::local_day(moment.div_euclid(per_second), zone),
                    None => {
                        i32::try_from(moment.div_euclid(per_second * 86_400)).ok().filter(|day| dates::is_day(*day))
                    }
                };
                let day = |(row, moment): (usize, Option<i64>)| {
                    let Some(moment) = moment else { return Ok(None) };
                    // What nanoseconds cannot hold was cut off when the file was read.
                    let cut = *unit == TimeUnit::Nanoseconds && matches!(moment, i64::MAX | i64::MIN);
                    day_of(moment).filter(|_| !cut).map(Some).ok_or_else(|| self.out_of_range(place, row))
                };
                column.datetime().map_err(broken)?.physical().iter().enumerate().map(day).collect()
            }
            DataType::Date => {
                let days = column.date().map_err(broken)?.physical();
                if days.null_count() == 0 && days.downcast_iter().all(|d| d.values().iter().all(|d| dates::is_day(*d)))
                {
                    return Ok(days.downcast_iter().flat_map(|d| d.values().iter().map(|d| Some(*d))).collect());
                }
                let day = |(row, day): (usize, Option<i32>)| match day {
                    Some(day) if !dates::is_day(day) => Err(self.out_of_range(place, row)),
                    day => Ok(day),
                };
                days.iter().enumerate().map(day).collect()
            }
            kind if kind.is_temporal() || kind.is_nested() || *kind == DataType::Boolean => {
                Err(self.wrong(place, 0, &format!("a column of {kind} holds no dates")))
            }
            // Years and months as numbers too: 2020, 202001, 20200131, and Shiller's 1871.1.
            _ => {
                let texts = self.texts(column, place)?;
                let reader = settled(&self.reading.dates, texts.iter().flatten());
                let day = |(row, text): (usize, Option<&str>)| {
                    let Some(text) = text.map(whole).filter(|t| !t.is_empty()) else { return Ok(None) };
                    reader.parse(text).map(|date| Some(dates::to_days(date))).ok_or_else(|| {
                        self.wrong(place, row, &format!("\"{}\" is no date", shortened(text))).help(reader.help(text))
                    })
                };
                texts.iter().enumerate().map(day).collect()
            }
        }
    }

    fn out_of_range(&self, place: usize, row: usize) -> Diagnostic {
        let help = "write it as a date, or as a moment in microseconds";
        self.wrong(place, row, "the date is beyond what the file's unit of time can hold, or no year has it").help(help)
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

    /// The numbers of a column, and how many were not finite.
    fn numbers(&self, column: &Column, field: &Field) -> Result<(Vec<f64>, u64), Diagnostic> {
        let broken = |e: PolarsError| self.broken(field.column, &e);
        let kind = column.dtype();
        let numbers = &self.reading.numbers;
        let mut not_finite = 0;
        let mut number = |x: Option<f64>| match x {
            Some(x) if !x.is_finite() => {
                not_finite += 1;
                f64::NAN
            }
            Some(x) if (x == 0.0 && field.zero_is_missing) || numbers.is_missing(x) => f64::NAN,
            Some(x) => x,
            None => f64::NAN,
        };
        // Texts are read as in a CSV file.
        if is_text(kind) {
            let value = |(row, text): (usize, Option<&str>)| match numbers.read(text.unwrap_or_default()) {
                Cell::Missing => Ok(f64::NAN),
                Cell::Number(x, _) => Ok(number(Some(x))),
                Cell::Word => {
                    let text = text.unwrap_or_default();
                    let what = format!("\"{}\" is no number", shortened(text));
                    Err(self.wrong(field.column, row, &what).help(numbers.help(text)))
                }
            };
            let found: Vec<f64> =
                self.texts(column, field.column)?.iter().enumerate().map(value).collect::<Result<_, _>>()?;
            return Ok((found, not_finite));
        }
        if !is_number(kind) && !matches!(kind, DataType::Null) {
            return Err(self.wrong(field.column, 0, &format!("a column of {kind} holds no numbers")));
        }
        // A decimal is its text's nearest number, as in a CSV file: polars divides, and can miss it by a bit.
        if kind.is_decimal() {
            let texts = column.cast(&DataType::String).map_err(broken)?;
            let texts = texts.str().map_err(broken)?;
            let found = texts.iter().map(|t| number(t.and_then(|t| t.parse().ok()))).collect();
            return Ok((found, not_finite));
        }
        let cast = column.cast(&DataType::Float64).map_err(broken)?;
        let found = cast.f64().map_err(broken)?;
        if field.zero_is_missing || numbers.has_codes() {
            return Ok((found.iter().map(number).collect(), not_finite));
        }
        // Most columns are plain numbers, some of them missing: whole stretches at once.
        let mut column = self.reading.spare.take(found.len());
        for stretch in found.downcast_iter() {
            let start = column.len();
            column.extend_from_slice(stretch.values().as_slice());
            if let Some(known) = stretch.validity().filter(|known| known.unset_bits() > 0) {
                (!known).true_idx_iter().for_each(|row| column[start + row] = f64::NAN);
            }
        }
        let missing = found.null_count();
        let nans = column.iter().filter(|x| !x.is_finite()).count();
        if nans > missing {
            column.iter_mut().filter(|x| !x.is_finite()).for_each(|x| *x = f64::NAN);
        }
        Ok((column, (nans - missing.min(nans)) as u64))
    }
}

/// Whether a column of this type holds texts.
pub(crate) fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::String | DataType::Binary | DataType::Categorical(..) | DataType::Enum(..))
}

/// A number without its decimals, where they are none: `2020.0` is the year 2020.
fn whole(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix(".0")
        .filter(|years| years.len() >= 4 && years.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or(text)
}

/// What `2020.1` is, if that is open.
fn settled<'a>(dates: &Dates, mut texts: impl Iterator<Item = &'a str>) -> Dates {
    let mut evidence = Evidence::default();
    if let Some(first) = texts.next().filter(|first| Evidence::is_needed(first)) {
        evidence.see(first);
        texts.for_each(|text| evidence.see(text));
    }
    evidence.settle(dates)
}
