//! Rows of raw values to rows of scores, on all cores.

use crate::score::{Block, Plan};
use rayon::prelude::*;

/// Rows that are scored at once by one thread.
const ROWS: usize = 1024;

/// What is kept of each row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wants {
    /// Points of the headline by indicator.
    pub(super) contributions: bool,
    /// Raw values and scores of indicators.
    pub(super) audit: bool,
}

/// Scores of some rows; missing is NaN.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Scored {
    /// Coverage of the root.
    pub(super) coverage: Vec<f64>,
    /// By dimension of the model.
    pub(super) dimensions: Vec<Vec<f64>>,
    /// By indicator; empty if not wanted.
    pub(super) contributions: Vec<Vec<f64>>,
    /// By indicator; empty if not wanted.
    pub(super) raw: Vec<Vec<f64>>,
    pub(super) normalised: Vec<Vec<f64>>,
    /// The root's score over indicators that come and go; empty if not wanted.
    pub(super) chained: Vec<f64>,
}

impl Scored {
    fn with_room(plan: &Plan, wants: Wants) -> Self {
        let columns = |n: usize| vec![Vec::new(); n];
        let indicators = plan.indicators();
        Scored {
            coverage: Vec::new(),
            dimensions: columns(plan.tree().dimensions()),
            contributions: columns(if wants.contributions { indicators } else { 0 }),
            raw: columns(if wants.audit { indicators } else { 0 }),
            normalised: columns(if wants.audit { indicators } else { 0 }),
            chained: Vec::new(),
        }
    }

    fn append(&mut self, other: Scored) {
        self.coverage.extend(other.coverage);
        let all = [&mut self.dimensions, &mut self.contributions, &mut self.raw, &mut self.normalised];
        let more = [other.dimensions, other.contributions, other.raw, other.normalised];
        for (mine, theirs) in all.into_iter().zip(more) {
            mine.iter_mut().zip(theirs).for_each(|(m, t)| m.extend(t));
        }
    }

    /// Takes the rows of a scored block.
    fn take(&mut self, plan: &Plan, block: &Block, wants: Wants) {
        let root = plan.tree().root;
        self.coverage.extend((0..block.rows()).map(|row| block.coverage(root, row)));
        for (d, column) in self.dimensions.iter_mut().enumerate() {
            column.extend_from_slice(block.column_of_dimension(d));
        }
        if wants.contributions {
            for row in 0..block.rows() {
                let points = plan.tree().contributions(block, row);
                self.contributions.iter_mut().zip(points).for_each(|(c, p)| c.push(p.unwrap_or(f64::NAN)));
            }
        }
        if wants.audit {
            let missing = |x: Option<f64>| x.unwrap_or(f64::NAN);
            for (i, (raw, normalised)) in self.raw.iter_mut().zip(&mut self.normalised).enumerate() {
                raw.extend((0..block.rows()).map(|row| missing(block.raw(i, row))));
                normalised.extend((0..block.rows()).map(|row| missing(block.indicator(i, row))));
            }
        }
    }
}

/// Scores rows that need no others: the plan's columns in, scores out.
pub(super) fn rows(plan: &Plan, columns: &[Vec<f64>], wants: Wants) -> Scored {
    let total = columns.first().map_or(0, Vec::len);
    in_blocks(plan, total, wants, |block, start, rows| {
        for (c, column) in columns.iter().enumerate() {
            block.set_column(c, &column[start..start + rows]);
        }
        plan.score(block);
    })
}

/// Aggregates rows whose indicators are scored already. `raw` only serves the audit.
pub(super) fn aggregated(plan: &Plan, scores: &[Vec<f64>], raw: &[Vec<f64>], wants: Wants) -> Scored {
    let total = scores.first().map_or(0, Vec::len);
    in_blocks(plan, total, wants, |block, start, rows| {
        for (c, column) in raw.iter().enumerate() {
            block.set_column(c, &column[start..start + rows]);
        }
        for (i, column) in scores.iter().enumerate() {
            block.column_of_scores(i).copy_from_slice(&column[start..start + rows]);
        }
        plan.tree().aggregate(block);
    })
}

fn in_blocks(plan: &Plan, total: usize, wants: Wants, fill: impl Fn(&mut Block, usize, usize) + Sync) -> Scored {
    let parts: Vec<Scored> = (0..total.div_ceil(ROWS))
        .into_par_iter()
        .map_init(
            || Block::new(plan, ROWS),
            |block, part| {
                let start = part * ROWS;
                let rows = ROWS.min(total - start);
                block.clear(rows);
                fill(block, start, rows);
                let mut scored = Scored::with_room(plan, wants);
                scored.take(plan, block, wants);
                scored
            },
        )
        .collect();
    parts.into_iter().fold(Scored::with_room(plan, wants), |mut all, part| {
        all.append(part);
        all
    })
}
