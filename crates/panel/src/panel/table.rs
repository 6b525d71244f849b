//! A whole panel in memory: for long tables, and for models that look along time or across entities.

use super::batch::{Batch, Entities};
use super::dates;
use froth_core::diag::{Code, Diagnostic};

/// Rows with their columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// Days since 1970-01-01.
    pub(super) dates: Vec<i32>,
    /// Places in the list of entities; empty where there are none.
    pub(super) entities: Vec<u32>,
    /// In the order of the plan's columns; missing is NaN.
    pub(super) columns: Vec<Vec<f64>>,
    /// Columns that group entities, by name; none for an empty cell.
    pub(super) groups: Vec<(String, Vec<Option<u32>>)>,
}

impl Table {
    pub(super) fn push(&mut self, batch: Batch) {
        self.dates.extend(batch.dates);
        self.entities.extend(batch.entities);
        if self.columns.is_empty() {
            self.columns = batch.columns;
        } else {
            self.columns.iter_mut().zip(batch.columns).for_each(|(all, more)| all.extend(more));
        }
        self.groups.iter_mut().zip(batch.groups).for_each(|((_, all), more)| all.extend(more));
    }

    /// The rows of each entity, in order.
    pub(super) fn by_entity(&self) -> Vec<Vec<usize>> {
        let count = self.entities.iter().max().map_or(1, |last| *last as usize + 1);
        let mut rows = vec![Vec::new(); count];
        for row in 0..self.dates.len() {
            rows[self.entities.get(row).map_or(0, |e| *e as usize)].push(row);
        }
        rows
    }
}

/// Keeps the last date of every entity: dates rise within each.
#[derive(Debug, Default)]
pub(super) struct Order {
    last: Vec<Option<i32>>,
}

impl Order {
    /// Looks at the dates of a batch, entity by entity.
    pub(super) fn check(&mut self, batch: &Batch, names: &Entities) -> Result<(), Diagnostic> {
        for (i, day) in batch.dates.iter().enumerate() {
            let entity = batch.entities.get(i).map_or(0, |e| *e as usize);
            if self.last.len() <= entity {
                self.last.resize(entity + 1, None);
            }
            if let Some(before) = self.last[entity].filter(|before| before >= day) {
                let row = batch.first + i as u64;
                let shown = |day: i32| dates::from_days(day).map_or_else(|| day.to_string(), |d| d.to_string());
                let whose = names.names.get(entity).filter(|n| !n.is_empty()).map(|n| format!(" of `{n}`"));
                let whose = whose.unwrap_or_default();
                let (message, help) = if before == *day {
                    (
                        format!("row {row}: there are two rows for {}{whose}", shown(*day)),
                        "a panel has one row a date and entity; name the column of entities with `options.entity_column`",
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

/// How far apart rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Up to a week: days on which there was trade.
    Days,
    Weeks,
    /// So many months.
    Months(i32),
}

impl Step {
    /// From one day to another.
    fn between(from: i32, to: i32) -> Option<Self> {
        Some(match to - from {
            ..=4 => Step::Days,
            5..=10 => Step::Weeks,
            _ => {
                let (from, to) = (dates::from_days(from)?, dates::from_days(to)?);
                let months = |d: jiff::civil::Date| i32::from(d.year()) * 12 + i32::from(d.month());
                // Month ends, and first days, fall in the right month; days in the middle may move a little.
                Step::Months((months(to) - months(from)).max(1))
            }
        })
    }
}

/// The first row, from 0, that does not follow the one before as most rows do.
pub(super) fn first_gap(days: &[i32]) -> Option<usize> {
    let steps: Vec<Option<Step>> = days.windows(2).map(|pair| Step::between(pair[0], pair[1])).collect();
    let mut counts: Vec<(Option<Step>, usize)> = Vec::new();
    for step in &steps {
        match counts.iter_mut().find(|(known, _)| known == step) {
            Some((_, count)) => *count += 1,
            None => counts.push((*step, 1)),
        }
    }
    // Of equally many, the first.
    let usual = counts.iter().rev().max_by_key(|(_, count)| *count)?.0;
    // A long weekend is no gap in daily data.
    let same = |step: &Option<Step>| *step == usual || (usual == Some(Step::Days) && *step == Some(Step::Weeks));
    steps.iter().position(|step| !same(step)).map(|before| before + 1)
}

/// Rows in time must be equally far apart where something is counted in rows; `help` says what and what to do.
pub(super) fn evenly_spaced(table: &Table, rows: &[usize], help: &str) -> Result<(), Diagnostic> {
    let days: Vec<i32> = rows.iter().map(|row| table.dates[*row]).collect();
    let Some(at) = first_gap(&days) else { return Ok(()) };
    let message = format!("row {}: {}", rows[at] + 1, not_following(&days, at));
    Err(Diagnostic::error(Code::Data, message).help(help))
}

/// What is said of a gap.
pub(super) fn not_following(days: &[i32], at: usize) -> String {
    let shown = |at: usize| dates::from_days(days[at]).map(|d| d.to_string()).unwrap_or_default();
    format!("{} does not follow {} as most rows follow each other", shown(at), shown(at - 1))
}
