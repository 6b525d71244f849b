//! Rows of a table as numbers, some at a time, and which of its columns they come from.

use froth_core::diag::Diagnostic;
use std::collections::HashMap;

/// What is taken from the columns of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// The date's column; none: rows have no dates.
    pub(crate) date: Option<usize>,
    /// The column that says when a row's figures were published.
    pub(crate) vintage: Option<usize>,
    /// The entity's column.
    pub(crate) entity: Option<usize>,
    /// For each number wanted, its column and how it is read; none: it is missing in every row.
    pub(crate) fields: Vec<Option<Field>>,
    /// Columns whose words group entities.
    pub(crate) groups: Vec<usize>,
}

/// How a column is read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub(crate) column: usize,
    pub(crate) zero_is_missing: bool,
    /// Words that stand for their positions; none: numbers.
    pub(crate) words: Option<Vec<String>>,
    /// Whether its numbers may carry different signs, as of percentages and money: it holds several series.
    pub(crate) mixed: bool,
}

impl Field {
    /// A column of numbers.
    pub(crate) fn numbers(column: usize, zero_is_missing: bool) -> Self {
        Field { column, zero_is_missing, words: None, mixed: false }
    }
}

/// Some rows, a column at a time; missing is NaN.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Batch {
    /// Row of the table, from 1, that the first row is: for messages.
    pub(crate) first: u64,
    /// How many rows.
    pub(crate) rows: usize,
    /// Days since 1970-01-01; empty where rows have no dates.
    pub(crate) dates: Vec<i32>,
    /// Days since 1970-01-01 on which rows were published; empty where nothing says so.
    pub(crate) vintages: Vec<i32>,
    /// Places in the list of entities; empty where there are none.
    pub(crate) entities: Vec<u32>,
    pub(crate) columns: Vec<Vec<f64>>,
    /// By column of groups, places in the list of their words; none for an empty cell.
    pub(crate) groups: Vec<Vec<Option<u32>>>,
    /// Numbers that were NaN or infinite.
    pub(crate) not_finite: u64,
    /// How much of the table has been read so far, in units of its size.
    pub(crate) read: u64,
}

/// Names of entities in the order of their first rows, and the words of the columns that group them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entities {
    pub(crate) names: Vec<String>,
    places: HashMap<String, u32>,
    /// The entity of the row before.
    last: u32,
    /// By entity, the one that came after it when it came last.
    next: Vec<u32>,
    /// The words of groups, by their numbers.
    pub(crate) words: Vec<String>,
    word_places: HashMap<String, u32>,
}

impl Entities {
    /// The place of the name that a cell holds, spaces around it aside; none for an empty cell.
    ///
    /// Tables are sorted by entity, or list the same entities date after date: the name is mostly that of the row before, or
    /// the one that followed it the last time, and is then found without a search.
    pub(crate) fn place(&mut self, cell: &str) -> Option<u32> {
        let is = |place: u32| self.names.get(place as usize).is_some_and(|name| name == cell);
        if is(self.last) {
            return Some(self.last);
        }
        let next = self.next.get(self.last as usize).copied().unwrap_or_default();
        let found = if is(next) {
            next
        } else {
            let name = cell.trim();
            if name.is_empty() {
                return None;
            }
            placed(&mut self.names, &mut self.places, name)
        };
        if self.next.len() < self.names.len() {
            self.next.resize(self.names.len(), 0);
        }
        if let Some(next) = self.next.get_mut(self.last as usize) {
            *next = found;
        }
        self.last = found;
        Some(found)
    }

    /// The number of a group; none for an empty cell.
    pub(crate) fn group(&mut self, word: &str) -> Option<u32> {
        (!word.is_empty()).then(|| placed(&mut self.words, &mut self.word_places, word))
    }
}

fn placed(names: &mut Vec<String>, places: &mut HashMap<String, u32>, name: &str) -> u32 {
    if let Some(place) = places.get(name) {
        return *place;
    }
    let place = u32::try_from(names.len()).unwrap_or(u32::MAX);
    names.push(name.to_owned());
    places.insert(name.to_owned(), place);
    place
}

/// Rows that are read at once.
pub(crate) const BATCH: usize = 65_536;

/// Gives the next rows of a table, and adds the entities that it meets; none at the end.
pub(crate) type Batches<'a> = Box<dyn FnMut(&mut Entities) -> Option<Result<Batch, Diagnostic>> + 'a>;

/// Columns that hold numbers.
#[derive(Debug)]
pub(crate) struct Numeric {
    /// Nothing but numbers and missing values.
    pub(crate) numbers: Vec<usize>,
    /// Words as well.
    pub(crate) mixed: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_are_those_of_first_rows(cells in prop::collection::vec("[ab]{0,2} ?", 0..60)) {
            let (mut entities, mut known) = (Entities::default(), Vec::new());
            for cell in &cells {
                let name = cell.trim();
                let wanted = (!name.is_empty()).then(|| {
                    known.iter().position(|k| *k == name).unwrap_or_else(|| {
                        known.push(name);
                        known.len() - 1
                    }) as u32
                });
                prop_assert_eq!(entities.place(cell), wanted);
            }
            prop_assert_eq!(&entities.names, &known);
        }
    }
}
