//! Columns in memory in, score and coverage out, on all cores.

use super::{Block, Plan};
use rayon::prelude::*;

/// Rows that one thread scores at once: their columns stay in its cache.
const ROWS: usize = 1024;

/// Scores and coverage of the root, by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    score: Vec<f64>,
    coverage: Vec<f64>,
}

impl Columns {
    /// Room for so many rows.
    pub fn new(rows: usize) -> Self {
        Columns { score: vec![f64::NAN; rows], coverage: vec![0.0; rows] }
    }

    /// The score of a row, in [0, 100].
    pub fn score(&self, row: usize) -> Option<f64> {
        self.score.get(row).copied().filter(|x| !x.is_nan())
    }

    /// The coverage of a row, in [0, 1].
    pub fn coverage(&self, row: usize) -> f64 {
        self.coverage.get(row).copied().unwrap_or_default()
    }
}

impl Plan {
    /// Scores columns of raw values, given in the order of [`Plan::columns`](super::Compiled::columns) and all as long as `out`; what is not finite counts
    /// as missing, and so does a column that is not given.
    ///
    /// ```
    /// use froth_core::{example, score::{Columns, Plan, Settings}};
    /// let plan = Plan::new(&example::model(), Settings { min_coverage: Some(0.0) })?;
    /// let given = vec![40.0; 3];
    /// let mut out = Columns::new(3);
    /// plan.score_columns(&[&given], &mut out);
    /// assert!(out.score(2).is_some() && out.coverage(2) < 0.5);
    /// # Ok::<(), froth_core::Error>(())
    /// ```
    pub fn score_columns(&self, columns: &[&[f64]], out: &mut Columns) {
        let root = self.tree().root;
        out.score.par_chunks_mut(ROWS).zip(out.coverage.par_chunks_mut(ROWS)).enumerate().for_each_init(
            || Block::new(self, ROWS),
            |block, (part, (score, coverage))| {
                let (start, rows) = (part * ROWS, score.len());
                if columns.len() < self.columns().len() {
                    block.clear(rows);
                } else {
                    block.resize(rows);
                }
                for (c, column) in columns.iter().enumerate().take(self.columns().len()) {
                    block.set_column(c, column.get(start..).unwrap_or_default());
                }
                self.score(block);
                score.copy_from_slice(block.column_of_dimension(root));
                coverage.copy_from_slice(block.column_of_coverage(root));
            },
        );
    }
}
