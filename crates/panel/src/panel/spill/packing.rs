//! Rows of a table as records of words.

use super::{Room, Sorted, Sorter};
use crate::panel::table::{Table, Turn};
use froth_core::diag::Diagnostic;

/// What rows are sorted by, before their place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::panel) enum Key {
    Entities,
    Dates,
    /// Entities, and within each of them dates.
    Days,
    /// Nothing.
    Rows,
}

impl From<Turn> for Key {
    fn from(turn: Turn) -> Self {
        match turn {
            Turn::Entities => Key::Entities,
            Turn::Dates => Key::Dates,
        }
    }
}

impl Key {
    /// What rows of one key have in common; none where each stands alone.
    pub(in crate::panel) fn turn(self) -> Option<Turn> {
        match self {
            Key::Entities | Key::Days => Some(Turn::Entities),
            Key::Dates => Some(Turn::Dates),
            Key::Rows => None,
        }
    }

    fn of(self, who: u64, row: usize) -> u64 {
        match self {
            Key::Entities => who >> 32,
            Key::Dates => who & u64::from(u32::MAX),
            Key::Days => who,
            Key::Rows => row as u64,
        }
    }

    /// Whether rows of these two keys must be looked at together.
    fn belong(self, a: u64, b: u64) -> bool {
        match self {
            Key::Days => a >> 32 == b >> 32,
            Key::Entities | Key::Dates | Key::Rows => a == b,
        }
    }
}

/// An entity and a day as one word, which rises with the entity and then with the day.
pub(in crate::panel) fn who(entity: u32, day: i32) -> u64 {
    u64::from(entity) << 32 | u64::from(day.cast_unsigned() ^ 1 << 31)
}

/// The entity and the day.
pub(in crate::panel) fn whose(who: u64) -> (u32, i32) {
    ((who >> 32) as u32, (who as u32 ^ 1 << 31).cast_signed())
}

/// How the rows of tables with the same columns become records: key, place in the table, entity and day, what else there is.
#[derive(Debug, Clone)]
pub(in crate::panel) struct Packing {
    key: Key,
    entities: bool,
    vintages: bool,
    groups: Vec<String>,
    columns: usize,
}

/// Groups hold a number, or none.
const NONE: u64 = u64::MAX;

impl Packing {
    /// For tables like this one.
    pub(in crate::panel) fn of(table: &Table, key: Key) -> Self {
        Packing {
            key,
            entities: !table.entities.is_empty(),
            vintages: !table.vintages.is_empty(),
            groups: table.groups.iter().map(|(name, _)| name.clone()).collect(),
            columns: table.columns.len(),
        }
    }

    fn width(&self) -> usize {
        3 + usize::from(self.vintages) + self.groups.len() + self.columns
    }

    /// A sorter for these rows: of what memory may hold, scoring would make so many words a row.
    pub(in crate::panel) fn sorter(&self, room: &Room, words: usize) -> Sorter {
        let rows = room.bytes / (words * size_of::<u64>()) as u64;
        Sorter::new(room.clone(), self.width(), rows.saturating_mul((self.width() * size_of::<u64>()) as u64))
    }

    /// Gives the rows of a table to a sorter.
    pub(in crate::panel) fn pack(&self, table: &Table, sorter: &mut Sorter) -> Result<(), Diagnostic> {
        for row in 0..table.dates.len() {
            let number = table.number(row);
            let who = who(table.entities.get(row).copied().unwrap_or(0), table.dates[row]);
            let start = [self.key.of(who, number), number as u64, who];
            let vintages = table.vintages.get(row).map(|day| u64::from(day.cast_unsigned()));
            let groups = table.groups.iter().map(|(_, column)| column[row].map_or(NONE, u64::from));
            let columns = table.columns.iter().map(|column| column[row].to_bits());
            sorter.push(start.into_iter().chain(vintages).chain(groups).chain(columns))?;
        }
        Ok(())
    }

    /// Takes so many rows, and those that belong with the last of them; none at the end.
    pub(in crate::panel) fn take(&self, sorted: &mut Sorted<'_>, least: usize) -> Result<Option<Table>, Diagnostic> {
        let mut table = Table {
            columns: vec![Vec::with_capacity(least); self.columns],
            groups: self.groups.iter().map(|name| (name.clone(), Vec::new())).collect(),
            ..Table::default()
        };
        let (mut record, mut last) = (Vec::with_capacity(self.width()), 0);
        while let Some(next) = sorted.upcoming() {
            if table.dates.len() >= least && !self.key.belong(last, next) {
                break;
            }
            sorted.take(&mut record)?;
            last = next;
            let (entity, day) = whose(record[2]);
            table.numbers.push(record[1] as usize);
            table.dates.push(day);
            if self.entities {
                table.entities.push(entity);
            }
            let mut rest = &record[3..];
            if let Some((day, after)) = rest.split_first().filter(|_| self.vintages) {
                table.vintages.push((*day as u32).cast_signed());
                rest = after;
            }
            let (groups, columns) = rest.split_at(self.groups.len());
            for ((_, column), word) in table.groups.iter_mut().zip(groups) {
                column.push(Some(*word).filter(|word| *word != NONE).map(|word| word as u32));
            }
            for (column, word) in table.columns.iter_mut().zip(columns) {
                column.push(f64::from_bits(*word));
            }
        }
        Ok((!table.dates.is_empty()).then_some(table))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn entities_and_days_rise_as_their_word_does(a in any::<(u32, i32)>(), b in any::<(u32, i32)>()) {
            prop_assert_eq!(whose(who(a.0, a.1)), a);
            prop_assert_eq!(who(a.0, a.1).cmp(&who(b.0, b.1)), a.cmp(&b));
        }
    }
}
