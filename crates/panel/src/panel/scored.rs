//! Rows of raw values to rows of scores, on all cores.

use crate::kept::Between;
use froth_core::score::{Block, Compiled, Fitted, Plan};
use froth_series::composite::LogScale;
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
    /// Every other step from a raw value to the headline.
    pub(super) steps: bool,
    /// The values that were filled in or treated, each with what was done.
    pub(super) cells: bool,
    /// What values were between reading and rule.
    pub(super) between: bool,
}

/// A value that was filled in or treated; NaN where there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Change {
    pub(super) indicator: usize,
    pub(super) row: usize,
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) by: By,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum By {
    /// From how many values; the rows of the first and the last of the entity's own.
    Imputation(usize, Option<(usize, usize)>),
    Winsorising,
    Logarithm(LogScale),
}

/// A column about a step that only some indicators take.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Extra {
    pub(super) indicator: usize,
    pub(super) name: String,
    pub(super) cells: ExtraCells,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum ExtraCells {
    Numbers(Vec<f64>),
    /// Empty for none.
    Words(Vec<&'static str>),
}

impl Extra {
    pub(super) fn numbers(step: &str, (indicator, id): (usize, &str), column: Vec<f64>) -> Self {
        Extra { indicator, name: format!("{step}_{id}"), cells: ExtraCells::Numbers(column) }
    }

    pub(super) fn words(step: &str, (indicator, id): (usize, &str), column: Vec<&'static str>) -> Self {
        Extra { indicator, name: format!("{step}_{id}"), cells: ExtraCells::Words(column) }
    }
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
    /// What denominators divide, by indicator that has one; empty if not wanted.
    pub(super) given: Vec<(usize, Vec<f64>)>,
    /// By indicator, its normalised weight in the row; empty if not wanted.
    pub(super) weights: Vec<Vec<f64>>,
    /// By indicator; empty of a model that does nothing between, or if not wanted.
    pub(super) between: Vec<Between>,
    /// What was filled in or treated; empty if not wanted.
    pub(super) changes: Vec<Change>,
    /// Steps that only some models take; empty if not wanted.
    pub(super) extra: Vec<Extra>,
    /// Weights that rest on many rows.
    pub(super) fitted: Option<Fitted>,
}

impl Scored {
    fn with_room(plan: &Compiled, wants: Wants) -> Self {
        let columns = |n: usize| vec![Vec::new(); n];
        let indicators = plan.indicators();
        Scored {
            coverage: Vec::new(),
            dimensions: columns(plan.tree().dimensions()),
            contributions: columns(if wants.contributions { indicators } else { 0 }),
            raw: columns(if wants.audit { indicators } else { 0 }),
            normalised: columns(if wants.audit { indicators } else { 0 }),
            chained: Vec::new(),
            given: Vec::new(),
            weights: columns(if wants.steps { indicators } else { 0 }),
            between: Vec::new(),
            changes: Vec::new(),
            extra: Vec::new(),
            fitted: None,
        }
    }

    /// All columns of numbers, always in this order.
    pub(super) fn numbers(&mut self) -> Vec<&mut Vec<f64>> {
        let mut all = vec![&mut self.coverage, &mut self.chained];
        let of =
            [&mut self.dimensions, &mut self.contributions, &mut self.raw, &mut self.normalised, &mut self.weights];
        all.extend(of.into_iter().flatten());
        all.extend(self.given.iter_mut().map(|(_, column)| column));
        all.extend(self.extra.iter_mut().filter_map(|extra| match &mut extra.cells {
            ExtraCells::Numbers(column) => Some(column),
            ExtraCells::Words(_) => None,
        }));
        all
    }

    /// All columns of words, always in this order.
    pub(super) fn words(&mut self) -> impl Iterator<Item = &mut Vec<&'static str>> {
        self.extra.iter_mut().filter_map(|extra| match &mut extra.cells {
            ExtraCells::Words(column) => Some(column),
            ExtraCells::Numbers(_) => None,
        })
    }

    /// Adds the rows that come next, of which the same was wanted.
    pub(super) fn append(&mut self, mut more: Scored) {
        if self.coverage.is_empty() {
            *self = more;
            return;
        }
        self.numbers().into_iter().zip(more.numbers()).for_each(|(all, more)| all.append(more));
        self.words().zip(more.words()).for_each(|(all, more)| all.append(more));
    }

    /// Leaves so many rows, and gives back the others.
    pub(super) fn split_off(&mut self, rows: usize) -> Scored {
        let mut rest = self.without_rows();
        for (column, rest) in self.numbers().into_iter().zip(rest.numbers()) {
            *rest = column.split_off(rows.min(column.len()));
        }
        for (column, rest) in self.words().zip(rest.words()) {
            *rest = column.split_off(rows.min(column.len()));
        }
        rest
    }

    /// The same columns without rows.
    pub(super) fn without_rows(&self) -> Scored {
        let none = |columns: &[Vec<f64>]| vec![Vec::new(); columns.len()];
        let extra = |extra: &Extra| Extra {
            indicator: extra.indicator,
            name: extra.name.clone(),
            cells: match extra.cells {
                ExtraCells::Numbers(_) => ExtraCells::Numbers(Vec::new()),
                ExtraCells::Words(_) => ExtraCells::Words(Vec::new()),
            },
        };
        Scored {
            coverage: Vec::new(),
            dimensions: none(&self.dimensions),
            contributions: none(&self.contributions),
            raw: none(&self.raw),
            normalised: none(&self.normalised),
            chained: Vec::new(),
            given: self.given.iter().map(|(i, _)| (*i, Vec::new())).collect(),
            weights: none(&self.weights),
            between: Vec::new(),
            changes: Vec::new(),
            extra: self.extra.iter().map(extra).collect(),
            fitted: None,
        }
    }

    /// Takes the rows of a scored block.
    fn take(&mut self, plan: &Compiled, block: &Block, fitted: Option<&Fitted>, wants: Wants) {
        let root = plan.tree().root;
        self.coverage.extend((0..block.rows()).map(|row| block.coverage(root, row)));
        for (d, column) in self.dimensions.iter_mut().enumerate() {
            column.extend_from_slice(block.column_of_dimension(d));
        }
        if wants.contributions || wants.steps {
            for row in 0..block.rows() {
                let (weights, points) = plan.tree().worth(block, row, fitted);
                self.weights.iter_mut().zip(weights).for_each(|(c, w)| c.push(w));
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
    in_blocks(plan, total, wants, wants.steps, |block, start, rows| {
        for (c, column) in columns.iter().enumerate() {
            block.set_column(c, &column[start..start + rows]);
        }
        plan.score(block);
    })
}

/// Aggregates rows whose indicators are scored already. `raw` only serves the audit.
pub(super) fn aggregated(plan: &Compiled, scores: &[Vec<f64>], raw: &[Vec<f64>], wants: Wants) -> Scored {
    let total = scores.first().map_or(0, Vec::len);
    in_blocks(plan, total, wants, false, |block, start, rows| {
        for (c, column) in raw.iter().enumerate().filter(|_| wants.audit) {
            block.set_column(c, &column[start..start + rows]);
        }
        for (i, column) in scores.iter().enumerate() {
            block.column_of_scores(i).copy_from_slice(&column[start..start + rows]);
        }
        plan.tree().aggregate(block);
    })
}

/// Takes what is wanted out of a panel in one block whose dimensions are scored.
pub(super) fn fitted(plan: &Compiled, block: &Block, fitted: &Fitted, raw: &[Vec<f64>], wants: Wants) -> Scored {
    let mut scored = Scored::with_room(plan, wants);
    scored.take(plan, block, Some(fitted), Wants { audit: false, ..wants });
    if wants.audit {
        scored.raw = raw.to_vec();
        let column = |i: usize| (0..block.rows()).map(|row| block.indicator(i, row).unwrap_or(f64::NAN)).collect();
        scored.normalised = (0..plan.indicators()).map(column).collect();
    }
    scored
}

fn in_blocks(
    plan: &Compiled,
    total: usize,
    wants: Wants,
    numerators: bool,
    fill: impl Fn(&mut Block, usize, usize) + Sync,
) -> Scored {
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
                scored.take(plan, block, None, wants);
                for i in (0..plan.indicators()).filter(|i| numerators && plan.numerator(*i).is_some()) {
                    scored.given.push((i, plan.numerators(block, i).unwrap_or_default().to_vec()));
                }
                scored
            },
        )
        .collect();
    parts.into_iter().fold(Scored::with_room(plan, wants), |mut all, part| {
        all.append(part);
        all
    })
}
