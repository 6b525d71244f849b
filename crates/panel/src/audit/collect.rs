//! Rows of a table as they are scored: sums for every statistic of an audit, none of the rows themselves.

use super::beside::Beside;
use super::moments::{Pair, push};
use super::observed::averages;
use super::runs::Runs;
use super::{ALARMED, CALM};
use crate::panel::RowsScored;
use froth_core::model::{Model, TIE};
use froth_core::score::{Child, Compiled};
use froth_series::composite::Covariances;
use rayon::prelude::*;

/// What is summed over rows.
pub(super) struct Collected {
    pub(super) rows: u64,
    /// The root's score with itself.
    pub(super) root: Pair,
    /// By indicator: with the top of its tree.
    pub(super) indicators: Vec<Counted>,
    /// By dimension: with the top of its tree.
    pub(super) dimensions: Vec<Pair>,
    /// Dimensions with children that count.
    pub(super) groups: Vec<Group>,
    /// By entity: what its rows have.
    pub(super) entities: Vec<Has>,
    /// By column of the plan that holds numbers, its place there and the runs of each entity; of one series without entities.
    pub(super) runs: Vec<(usize, Vec<Runs>)>,
    /// Their names.
    pub(super) names: Vec<String>,
    /// Columns as they are.
    pub(super) beside: Beside,
    tops: Vec<usize>,
}

/// What an entity's rows have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Has {
    /// Any value.
    pub(super) value: bool,
    /// Any indicator's score.
    pub(super) score: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Counted {
    pub(super) with_top: Pair,
    pub(super) scored: u64,
    pub(super) at_0: u64,
    pub(super) at_100: u64,
    /// Smallest and largest score.
    pub(super) range: Option<(f64, f64)>,
}

/// A dimension and its children.
pub(super) struct Group {
    pub(super) dimension: usize,
    pub(super) children: Vec<Child>,
    /// By child: with the dimension itself.
    pub(super) with_own: Vec<Pair>,
    /// By pair of children.
    pub(super) pairs: Vec<(usize, usize, Pair)>,
    pub(super) all: Covariances,
    averages: bool,
    /// Rows with two children or more, and those of them with a calm one beside an alarmed one.
    pub(super) beside: u64,
    pub(super) compensated: u64,
}

impl Collected {
    pub(super) fn new(model: &Model, plan: &Compiled) -> Self {
        let tree = plan.tree();
        let mut groups: Vec<Group> = tree
            .groups()
            .map(|(dimension, aggregate, edges)| {
                let children: Vec<Child> = edges.iter().map(|e| e.child).collect();
                let k = children.len();
                let pairs = (0..k).flat_map(|i| (i + 1..k).map(move |j| (i, j, Pair::default()))).collect();
                let averages = averages(aggregate) && model.dimensions[dimension].over_rows.is_none();
                let all = Covariances::new(k);
                Group {
                    dimension,
                    children,
                    with_own: vec![Pair::default(); k],
                    pairs,
                    all,
                    averages,
                    beside: 0,
                    compensated: 0,
                }
            })
            .collect();
        groups.sort_by_key(|g| g.dimension);
        // Children as they stand in the file: indicators, then dimensions.
        for group in &mut groups {
            group.children.sort_unstable();
        }
        let words =
            |c: &usize| model.indicators.get(*c).and_then(|i| i.rule.as_ref()).is_some_and(|r| r.words().is_some());
        let numbers = (0..plan.columns().len()).filter(|c| !words(c) && !plan.is_result(*c));
        Collected {
            runs: numbers.map(|c| (c, Vec::new())).collect(),
            rows: 0,
            root: Pair::default(),
            indicators: vec![Counted::default(); model.indicators.len()],
            dimensions: vec![Pair::default(); model.dimensions.len()],
            groups,
            entities: Vec::new(),
            names: Vec::new(),
            beside: Beside::new(model),
            tops: (0..model.dimensions.len()).map(|d| tree.top(d)).collect(),
        }
    }

    /// Takes rows in their order: the sums are the same on any number of threads, as each belongs to one.
    pub(super) fn push(&mut self, model: &Model, plan: &Compiled, rows: &RowsScored<'_>) {
        self.rows += rows.dimensions.first().map_or(0, |c| c.len() as u64);
        let root = &rows.dimensions[model.root];
        self.root.push(root, root);
        let tops = &self.tops;
        self.dimensions.par_iter_mut().enumerate().for_each(|(d, pair)| {
            pair.push(&rows.dimensions[d], &rows.dimensions[tops[d]]);
        });
        self.indicators.par_iter_mut().enumerate().for_each(|(i, counted)| {
            let top = tops[model.indicators[i].dimension];
            counted.with_top.push(&rows.indicators[i], &rows.dimensions[top]);
            for x in rows.indicators[i].iter().copied().filter(|x| !x.is_nan()) {
                counted.scored += 1;
                counted.at_0 += u64::from(x <= TIE);
                counted.at_100 += u64::from(x >= 100.0 - TIE);
                let (low, high) = counted.range.unwrap_or((x, x));
                counted.range = Some((low.min(x), high.max(x)));
            }
        });
        self.groups.par_iter_mut().for_each(|group| {
            let columns: Vec<&[f64]> = group
                .children
                .iter()
                .map(|child| match child {
                    Child::Indicator(i) => rows.indicators[*i].as_slice(),
                    Child::Dimension(d) => rows.dimensions[*d].as_slice(),
                })
                .collect();
            for (pair, column) in group.with_own.iter_mut().zip(&columns) {
                pair.push(column, &rows.dimensions[group.dimension]);
            }
            for (i, j, pair) in &mut group.pairs {
                pair.push(columns[*i], columns[*j]);
            }
            push(&mut group.all, &columns);
            if group.averages {
                group.count(&columns);
            }
        });
        self.beside.push(model, plan, rows);
        self.names.extend(rows.names.iter().skip(self.names.len()).cloned());
        self.entities.resize(self.names.len(), Has::default());
        for (row, entity) in rows.entities.iter().enumerate() {
            let any = |columns: &[Vec<f64>]| columns.iter().any(|column| !column[row].is_nan());
            if let Some(seen) = self.entities.get_mut(*entity as usize) {
                seen.value = seen.value || any(rows.columns);
                seen.score = seen.score || any(rows.indicators);
            }
        }
        let series = self.names.len().max(1);
        self.runs.par_iter_mut().for_each(|(c, runs)| {
            runs.resize(series, Runs::default());
            for (row, value) in rows.columns[*c].iter().enumerate() {
                let entity = rows.entities.get(row).map_or(0, |e| *e as usize);
                if let Some(runs) = runs.get_mut(entity) {
                    runs.push(rows.dates[row], *value);
                }
            }
        });
    }
}

impl Group {
    fn count(&mut self, columns: &[&[f64]]) {
        for row in 0..columns.first().map_or(0, |c| c.len()) {
            let there = || columns.iter().map(|c| c[row]).filter(|x| !x.is_nan());
            if there().count() > 1 {
                self.beside += 1;
                self.compensated += u64::from(there().any(|x| x < CALM) && there().any(|x| x > ALARMED));
            }
        }
    }
}
