//! Rows of a panel in memory: all of them, or all of some entities or dates.

use super::options::{is_known, is_preferred};
use super::read::batch::{Batch, Entities, Selection};
use super::read::{Data, dates};
use crate::days::{first_gap, not_following};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::period::{Period, Vintage};
use froth_series::watch::Watch;
use std::collections::{BTreeMap, HashMap};

/// Rows with their columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// Rows of the file before these, where they are as they stand there.
    pub(super) before: usize,
    /// Places in the file, from 0, where they are not.
    pub(super) numbers: Vec<usize>,
    /// Days since 1970-01-01.
    pub(super) dates: Vec<i32>,
    /// Places in the list of entities; empty where there are none.
    pub(super) entities: Vec<u32>,
    /// In the order of the plan's columns; missing is NaN.
    pub(super) columns: Vec<Vec<f64>>,
    /// Columns that group entities, by name; none for an empty cell.
    pub(super) groups: Vec<(String, Vec<Option<u32>>)>,
    /// Days since 1970-01-01 on which rows were published; empty where nothing says so.
    pub(super) vintages: Vec<i32>,
    /// Rows that have left for want of data; empty where none has.
    pub(super) screened: Vec<bool>,
}

impl Table {
    /// Whether a row has left for want of data.
    pub(super) fn has_left(&self, row: usize) -> bool {
        self.screened.get(row).is_some_and(|left| *left)
    }

    /// Some of its rows, in the order given.
    pub(super) fn only(&self, rows: &[usize]) -> Table {
        fn some<T: Copy>(column: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().filter_map(|row| column.get(*row).copied()).collect()
        }
        Table {
            before: self.before,
            numbers: rows.iter().map(|row| self.number(*row)).collect(),
            dates: some(&self.dates, rows),
            entities: some(&self.entities, rows),
            columns: self.columns.iter().map(|column| some(column, rows)).collect(),
            groups: self.groups.iter().map(|(name, column)| (name.clone(), some(column, rows))).collect(),
            vintages: some(&self.vintages, rows),
            screened: some(&self.screened, rows),
        }
    }

    /// All rows of a file, their entities, and how many numbers were NaN or infinite; each batch is looked at as it comes.
    pub(super) fn read(
        data: &Data<'_>,
        selection: &Selection,
        look: &mut dyn FnMut(&Batch, &Entities) -> Result<(), Diagnostic>,
    ) -> Result<(Self, Entities, u64), Error> {
        let (mut table, mut entities, mut not_finite) = (Table::default(), Entities::default(), 0);
        let mut rows = data.rows(selection)?;
        while let Some(batch) = rows(&mut entities) {
            let batch = batch?;
            not_finite += batch.not_finite;
            look(&batch, &entities)?;
            table.push(batch);
        }
        drop(rows);
        Ok((table, entities, not_finite))
    }

    /// There must be a row.
    pub(super) fn not_empty(&self, name: &str) -> Result<(), Diagnostic> {
        if !self.dates.is_empty() {
            return Ok(());
        }
        let help = "a data file has a header line and a row for each date";
        Err(Diagnostic::error(Code::Empty, format!("{name} has no rows")).help(help))
    }

    /// Some rows, before which there are so many, and the names of the columns that group entities.
    pub(super) fn of(batch: Batch, before: usize, groups: &[&str]) -> Self {
        Table {
            before,
            dates: batch.dates,
            entities: batch.entities,
            vintages: batch.vintages,
            columns: batch.columns,
            groups: groups.iter().map(|name| (*name).to_owned()).zip(batch.groups).collect(),
            ..Table::default()
        }
    }

    fn push(&mut self, batch: Batch) {
        self.append(Table::of(batch, 0, &[]));
    }

    /// Adds the rows that come next.
    pub(super) fn append(&mut self, mut more: Table) {
        if self.dates.is_empty() {
            *self = more;
            return;
        }
        self.numbers.append(&mut more.numbers);
        self.dates.append(&mut more.dates);
        self.entities.append(&mut more.entities);
        self.vintages.append(&mut more.vintages);
        self.columns.iter_mut().zip(&mut more.columns).for_each(|(all, more)| all.append(more));
        self.groups.iter_mut().zip(&mut more.groups).for_each(|((_, all), (_, more))| all.append(more));
    }

    /// The place of a row in the file, from 0; in that of a table that was put into another shape.
    pub(super) fn number(&self, row: usize) -> usize {
        self.numbers.get(row).copied().unwrap_or(self.before + row)
    }

    /// Takes out all rows but those that belong with the last one, where rows that belong together stand together: there may be
    /// more of these to come.
    pub(super) fn take_complete(&mut self, turn: Turn) -> Table {
        let start = match turn {
            Turn::Entities => last_run(&self.entities),
            Turn::Dates => last_run(&self.dates),
        };
        let complete = Table {
            before: self.before,
            numbers: taken(&mut self.numbers, start),
            dates: taken(&mut self.dates, start),
            entities: taken(&mut self.entities, start),
            columns: self.columns.iter_mut().map(|column| taken(column, start)).collect(),
            groups: self.groups.iter_mut().map(|(name, column)| (name.clone(), taken(column, start))).collect(),
            vintages: taken(&mut self.vintages, start),
            // Rows are screened once those that belong together are.
            screened: Vec::new(),
        };
        self.before += start;
        complete
    }

    /// Keeps one of several rows for one date; at least one was known.
    pub(super) fn chosen(&mut self, vintage: Vintage) -> Result<(), Diagnostic> {
        let any = !self.dates.is_empty();
        self.choose(vintage).map_err(|(_, wrong)| wrong)?;
        if any && self.dates.is_empty() { none_known(vintage) } else { Ok(()) }
    }

    /// Keeps one of several rows for one date, by date within each entity. Two that were published on one day are an error:
    /// that of the first such row, which is given with it. No row at all may have been known.
    pub(super) fn choose(&mut self, vintage: Vintage) -> Result<(), (usize, Diagnostic)> {
        let mut chosen: HashMap<(u32, i32), usize> = HashMap::new();
        let mut twice: Option<(usize, usize)> = None;
        for (row, published) in self.vintages.iter().enumerate().filter(|(_, published)| is_known(vintage, **published))
        {
            let entity = self.entities.get(row).copied().unwrap_or(0);
            let best = chosen.entry((entity, self.dates[row])).or_insert(row);
            let before = self.vintages[*best];
            if before == *published
                && *best != row
                && twice.is_none_or(|(_, first)| self.number(row) < self.number(first))
            {
                twice = Some((*best, row));
            }
            if is_preferred(vintage, *published, before) {
                *best = row;
            }
        }
        if let Some((first, second)) = twice {
            let shown = |day: i32| dates::from_days(day).map(|d| d.to_string()).unwrap_or_default();
            let (date, published) = (shown(self.dates[second]), shown(self.vintages[second]));
            let (first, second) = (self.number(first) + 1, self.number(second) + 1);
            let message = format!("rows {first} and {second}: two for {date} were published on {published}");
            let help = "one row counts a date, entity and day of publication; name the column of entities with \
                        `options.entity_column`";
            return Err((second, Diagnostic::error(Code::Data, message).help(help)));
        }
        let mut rows: Vec<usize> = chosen.into_values().collect();
        // A later publication may stand anywhere.
        rows.sort_by_key(|row| (self.entities.get(*row).copied().unwrap_or(0), self.dates[*row]));
        self.keep(&rows);
        Ok(())
    }

    /// Puts the last row first.
    pub(super) fn reverse(&mut self) {
        let rows: Vec<usize> = (0..self.dates.len()).rev().collect();
        self.keep(&rows);
    }

    fn keep(&mut self, rows: &[usize]) {
        fn kept<T: Copy>(column: &mut Vec<T>, rows: &[usize]) {
            if !column.is_empty() {
                *column = rows.iter().map(|row| column[*row]).collect();
            }
        }
        kept(&mut self.numbers, rows);
        kept(&mut self.dates, rows);
        kept(&mut self.entities, rows);
        kept(&mut self.vintages, rows);
        self.columns.iter_mut().for_each(|column| kept(column, rows));
        self.groups.iter_mut().for_each(|(_, column)| kept(column, rows));
    }

    /// Keeps the last value of each period, column by column, in a row for the period's last day. Within each entity, dates
    /// rise.
    pub(super) fn every(&mut self, every: Period) {
        let mut rows: BTreeMap<(u32, i32), Vec<usize>> = BTreeMap::new();
        for (row, day) in self.dates.iter().enumerate() {
            let end = dates::from_days(*day).map_or(*day, |date| dates::to_days(every.last_day(date)));
            rows.entry((self.entities.get(row).copied().unwrap_or(0), end)).or_default().push(row);
        }
        let last_row: Vec<usize> = rows.values().filter_map(|rows| rows.last().copied()).collect();
        let last_value = |column: &[f64], rows: &[usize]| {
            rows.iter().rev().map(|row| column[*row]).find(|x| !x.is_nan()).unwrap_or(f64::NAN)
        };
        let columns = self.columns.iter().map(|column| rows.values().map(|rows| last_value(column, rows)).collect());
        let columns: Vec<Vec<f64>> = columns.collect();
        self.keep(&last_row);
        self.columns = columns;
        self.dates = rows.keys().map(|(_, end)| *end).collect();
    }

    /// The rows of each entity that has any, in order.
    pub(super) fn series(&self) -> Vec<Vec<usize>> {
        let first = self.entities.iter().min().map_or(0, |e| *e as usize);
        let count = self.entities.iter().max().map_or(1, |last| *last as usize + 1 - first);
        let mut rows = vec![Vec::new(); count];
        for row in 0..self.dates.len() {
            rows[self.entities.get(row).map_or(0, |e| *e as usize - first)].push(row);
        }
        rows.retain(|rows| !rows.is_empty());
        rows
    }

    /// The rows of each entity, in order, some of which may have none.
    pub(super) fn by_entity(&self) -> Vec<Vec<usize>> {
        let count = self.entities.iter().max().map_or(1, |last| *last as usize + 1);
        let mut rows = vec![Vec::new(); count];
        for row in 0..self.dates.len() {
            rows[self.entities.get(row).map_or(0, |e| *e as usize)].push(row);
        }
        rows
    }
}

/// Where the last stretch of equal values begins.
fn last_run<T: PartialEq>(column: &[T]) -> usize {
    let last = column.last();
    column.iter().rposition(|x| Some(x) != last).map_or(0, |row| row + 1)
}

/// Takes out all values before a place.
fn taken<T>(column: &mut Vec<T>, start: usize) -> Vec<T> {
    let rest = column.split_off(start.min(column.len()));
    std::mem::replace(column, rest)
}

/// What the rows that a row's score depends on have in common with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The entity.
    Entities,
    /// The date.
    Dates,
}

/// Whether rows that belong together stand together: no entity comes back after another one, no date after a later one. What
/// cannot be read says nothing here.
pub(super) fn stand_together(data: &Data<'_>, of: &Selection, turn: Turn, watch: &dyn Watch) -> bool {
    let selection = match turn {
        Turn::Entities => Selection { entity: of.entity, ..Selection::default() },
        Turn::Dates => Selection { date: of.date, ..Selection::default() },
    };
    let mut entities = Entities::default();
    let Ok(mut rows) = data.rows(&selection) else { return false };
    let mut last = i64::MIN;
    while let Some(batch) = rows(&mut entities) {
        let Ok(batch) = batch else { return false };
        // Places of entities are given in the order of first rows.
        let marks =
            batch.entities.iter().map(|place| i64::from(*place)).chain(batch.dates.iter().map(|d| i64::from(*d)));
        for mark in marks {
            if mark < last {
                return false;
            }
            last = mark;
        }
        if watch.stopped() {
            return false;
        }
    }
    last > i64::MIN
}

/// Of several publications none was known by a day.
pub(super) fn none_known(vintage: Vintage) -> Result<(), Diagnostic> {
    let Vintage::At(day) = vintage else { return Ok(()) };
    let message = format!("no row was published by {day}");
    Err(Diagnostic::error(Code::Data, message).help("name a later day with `options.vintage`"))
}

/// Keeps the last date of every entity: dates rise within each.
#[derive(Debug, Default)]
pub(super) struct Order {
    last: Vec<Option<i32>>,
}

impl Order {
    /// Looks at the dates of some rows, entity by entity; `first` is the row of the table, from 1, that the first one is.
    pub(super) fn check(
        &mut self,
        first: u64,
        dates: &[i32],
        entities: &[u32],
        names: &Entities,
    ) -> Result<(), Diagnostic> {
        for (i, day) in dates.iter().enumerate() {
            let entity = entities.get(i).map_or(0, |e| *e as usize);
            if self.last.len() <= entity {
                self.last.resize(entity + 1, None);
            }
            if let Some(before) = self.last[entity].filter(|before| before >= day) {
                let row = first + i as u64;
                let shown = |day: i32| dates::from_days(day).map_or_else(|| day.to_string(), |d| d.to_string());
                let whose = names.names.get(entity).filter(|n| !n.is_empty()).map(|n| format!(" of `{n}`"));
                let whose = whose.unwrap_or_default();
                let (message, help) = if before == *day {
                    (
                        format!("row {row}: there are two rows for {}{whose}", shown(*day)),
                        "a panel has one row a date and entity; name the column of entities with `options.entity_column`, read a \
                         table of figures with `options.long`, or choose among publications with `options.vintage`",
                    )
                } else {
                    (
                        format!("row {row}: {}{whose} comes after {}", shown(*day), shown(before)),
                        "sort the rows by date first",
                    )
                };
                return Err(Diagnostic::error(Code::Data, message).help(help));
            }
            self.last[entity] = Some(*day);
        }
        Ok(())
    }
}

/// Rows in time must be equally far apart where something is counted in rows; `help` says what and what to do.
pub(super) fn evenly_spaced(table: &Table, rows: &[usize], help: &str) -> Result<(), Diagnostic> {
    let days: Vec<i32> = rows.iter().map(|row| table.dates[*row]).collect();
    let Some(at) = first_gap(&days) else { return Ok(()) };
    let message = format!("row {}: {}", table.number(rows[at]) + 1, not_following(&days, at));
    Err(Diagnostic::error(Code::Data, message).help(help))
}
