//! Scores as further columns of a table, so that they are sorted with its rows.

use crate::panel::scored::Scored;
use crate::panel::table::Table;

/// Which columns were put behind those of a table.
#[derive(Debug)]
pub(in crate::panel) struct Flat {
    /// The scores, without rows.
    shape: Scored,
    /// Of their columns of numbers, those that are there at all.
    there: Vec<bool>,
    /// Words, which are columns of their places here.
    words: Vec<&'static str>,
}

impl Flat {
    /// For scores of which the same is wanted as of these.
    pub(in crate::panel) fn of(scored: &mut Scored) -> Self {
        let there = scored.numbers().into_iter().map(|column| !column.is_empty()).collect();
        Flat { shape: scored.without_rows(), there, words: Vec::new() }
    }

    /// Puts scores behind the columns of their rows.
    pub(in crate::panel) fn add(&mut self, table: &mut Table, mut scored: Scored) {
        let numbers = scored.numbers().into_iter().zip(&self.there).filter(|(_, there)| **there);
        table.columns.extend(numbers.map(|(column, _)| std::mem::take(column)));
        for column in scored.words() {
            let place = |word: &&'static str| {
                let known = self.words.iter().position(|known| known == word);
                known.unwrap_or_else(|| {
                    self.words.push(word);
                    self.words.len() - 1
                }) as f64
            };
            table.columns.push(column.iter().map(place).collect());
        }
    }

    /// Takes them from there.
    pub(in crate::panel) fn take(&self, table: &mut Table) -> Scored {
        let mut scored = self.shape.without_rows();
        let count = self.there.iter().filter(|there| **there).count() + scored.words().count();
        let mut columns = table.columns.split_off(table.columns.len().saturating_sub(count)).into_iter();
        for (column, _) in scored.numbers().into_iter().zip(&self.there).filter(|(_, there)| **there) {
            *column = columns.next().unwrap_or_default();
        }
        for (column, flat) in scored.words().zip(columns) {
            *column = flat.iter().map(|place| self.words.get(*place as usize).copied().unwrap_or_default()).collect();
        }
        scored
    }
}
