//! Columns that were used, for the next rows: fresh memory costs the system as much as reading into it.

use std::sync::{Arc, Mutex, PoisonError};

/// Columns without rows that keep their room.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spare(Arc<Mutex<Vec<Vec<f64>>>>);

impl Spare {
    /// An empty column with room for so many rows.
    pub(super) fn take(&self, rows: usize) -> Vec<f64> {
        let mut column = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        column.reserve(rows);
        column
    }

    /// Takes columns that nobody needs any more.
    pub(super) fn give_back(&self, columns: Vec<Vec<f64>>) {
        let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What is there is what the last rows were read into.
        spare.clear();
        spare.extend(columns.into_iter().map(|mut column| {
            column.clear();
            column
        }));
    }
}
