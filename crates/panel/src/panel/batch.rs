//! Rows of a table as numbers, some at a time, and which of its columns they come from.

use froth_core::diag::Diagnostic;
use std::collections::HashMap;

/// What is taken from the columns of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    /// The date's column.
    pub(super) date: usize,
    /// The entity's column.
    pub(super) entity: Option<usize>,
    /// For each number wanted, its column and how it is read; none: it is missing in every row.
    pub(super) fields: Vec<Option<Field>>,
    /// Columns whose words group entities.
    pub(super) groups: Vec<usize>,
}

/// How a column is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) column: usize,
    pub(super) zero_is_missing: bool,
    /// Words that stand for their positions; none: numbers.
    pub(super) words: Option<Vec<String>>,
}

/// Some rows, a column at a time; missing is NaN.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Batch {
    /// Row of the table, from 1, that the first row is: for messages.
    pub(super) first: u64,
    /// Days since 1970-01-01.
    pub(super) dates: Vec<i32>,
    /// Places in the list of entities; empty where there are none.
    pub(super) entities: Vec<u32>,
    pub(super) columns: Vec<Vec<f64>>,
    /// By column of groups, places in the list of their words; none for an empty cell.
    pub(super) groups: Vec<Vec<Option<u32>>>,
    /// Numbers that were NaN or infinite.
    pub(super) not_finite: u64,
    /// How much of the table has been read so far, in units of its size.
    pub(super) read: u64,
}

/// Names of entities in the order of their first rows, and the words of the columns that group them.
#[derive(Debug, Clone, Default)]
pub(super) struct Entities {
    pub(super) names: Vec<String>,
    places: HashMap<String, u32>,
    words: HashMap<String, u32>,
}

impl Entities {
    pub(super) fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }

    /// The number of a group; none for an empty cell.
    pub(super) fn group(&mut self, word: &str) -> Option<u32> {
        if word.is_empty() {
            return None;
        }
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        Some(*self.words.entry(word.to_owned()).or_insert(next))
    }
}

/// Rows that are read at once.
pub(super) const BATCH: usize = 65_536;

/// Gives the next rows of a table, and adds the entities that it meets; none at the end.
pub(super) type Batches<'a> = Box<dyn FnMut(&mut Entities) -> Option<Result<Batch, Diagnostic>> + 'a>;

/// Columns that hold numbers.
#[derive(Debug)]
pub(super) struct Numeric {
    /// Nothing but numbers and missing values.
    pub(super) numbers: Vec<usize>,
    /// Words as well.
    pub(super) mixed: Vec<usize>,
}
