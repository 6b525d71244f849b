//! Scores over time on changing indicators, chained: what begins or ends moves no level.

use super::table::Table;
use froth_core::model::Model;
use froth_core::score::{Block, Compiled};

/// A chained score, and the rows at which the set of indicators is another than in the row before.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Chained {
    pub(super) score: Vec<f64>,
    pub(super) breaks: Vec<bool>,
}

impl Chained {
    /// No row is linked to any other.
    pub(super) fn none(rows: usize) -> Self {
        Chained { score: vec![f64::NAN; rows], breaks: vec![false; rows] }
    }
}

/// Links rows of each entity backwards from its last score: the level of a row is that of the next one less the change
/// between the two on the indicators that both have. It can leave the scale of 0 to 100, and ends where two rows have nothing in
/// common. `scores` are those of the root and of the indicators, by row.
pub(super) fn chain(model: &Model, plan: &Compiled, table: &Table, root: &[f64], indicators: &[Vec<f64>]) -> Chained {
    let mut chained = Chained::none(root.len());
    let rooted = plan.tree().rooted();
    let has = |row: usize, i: usize| rooted[i] && !indicators[i][row].is_nan();
    for rows in table.series() {
        let Some(last) = rows.iter().rposition(|row| !root[*row].is_nan()) else { continue };
        chained.score[rows[last]] = root[rows[last]];
        for pair in rows[..=last].windows(2).rev() {
            let (before, now) = (pair[0], pair[1]);
            let same = (0..indicators.len()).all(|i| has(before, i) == has(now, i));
            chained.breaks[now] = !same;
            let change = if same {
                root[now] - root[before]
            } else {
                let tree = plan.tree().narrowed(model, &|i| has(before, i) && has(now, i), None);
                let mut block = Block::new(plan, 2);
                block.clear(2);
                for (i, column) in indicators.iter().enumerate() {
                    block.column_of_scores(i).copy_from_slice(&[column[before], column[now]]);
                }
                tree.aggregate(&mut block);
                let scores = block.column_of_dimension(tree.root);
                scores[1] - scores[0]
            };
            chained.score[before] = chained.score[now] - change;
        }
    }
    chained
}
