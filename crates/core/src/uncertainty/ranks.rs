//! How sure is an order? The entities of one date, scored and ranked under draws of the method.
//!
//! Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques as tools for the quality assessment of
//! composite indicators, JRSS A 168(2): the uncertain choices are those of the model's `[uncertainty]`, and the shift of
//! ranks is their mean absolute difference from the model's own.

use super::Source;
use super::design::Design;
use crate::Error;
use crate::diag::{Code, Diagnostic};
use crate::model::{Model, TIE};
use crate::sampling::Sequence;
use crate::score::{Block, Compiled, Tree};
use froth_series::watch::{Stopped, Watch};
use rayon::prelude::*;

/// How ranks are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankOptions {
    /// How many draws, 1 to 100,000.
    pub draws: u32,
    /// What they start from.
    pub seed: u64,
    /// So many places count as the top.
    pub top: usize,
}

impl Default for RankOptions {
    fn default() -> Self {
        RankOptions { draws: 1000, seed: 1, top: 10 }
    }
}

/// An entity's indicators at a date; NaN is missing.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Raw values, by indicator.
    pub raw: Vec<f64>,
    /// Scores from 0 to 100, by indicator.
    pub scores: Vec<f64>,
}

/// 5th percentile, median and 95th percentile over draws.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Range {
    pub p05: f64,
    pub median: f64,
    pub p95: f64,
}

/// An entity's score and rank, and where draws put them. Rank 1 has the highest score; ties share their mean rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankDraws {
    /// The model's own score.
    pub score: Option<f64>,
    /// The model's own rank.
    pub rank: Option<f64>,
    /// Scores over draws.
    pub scores: Option<Range>,
    /// Ranks over draws.
    pub ranks: Option<Range>,
    /// Share of the draws in which the rank is in the top, in [0, 1].
    pub top: Option<f64>,
}

/// Ranks of the entities of a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranks {
    /// In the order of the entities given.
    pub units: Vec<RankDraws>,
    /// Mean absolute difference between ranks in draws and the model's own, over draws and entities.
    pub shift: Option<f64>,
    /// What was drawn.
    pub sources: Vec<Source>,
}

/// Independent scramblings, drawn in turn.
const SCRAMBLINGS: u32 = 8;

/// Scores and ranks units under draws. Coverage is settled on the data as they are.
pub fn ranks(
    model: &Model,
    plan: &Compiled,
    units: &[Unit],
    options: RankOptions,
    watch: &dyn Watch,
) -> Result<Ranks, Error> {
    let design = Design::of_method(model, plan)?;
    if design.factors.is_empty() {
        let message = "nothing about the method is uncertain: every draw would give the same ranks";
        let help = "state what is in the model's [uncertainty], such as `weights = { spread = 0.25 }`";
        return Err(Diagnostic::error(Code::Uncertainty, message).help(help).into());
    }
    let own = |unit: &Unit| -> (f64, Tree) {
        let mut block = Block::new(plan, 1);
        block.clear(1);
        for (i, score) in unit.scores.iter().enumerate() {
            block.column_of_scores(i).fill(*score);
        }
        plan.tree().aggregate(&mut block);
        let settled = plan.tree().settled(&|d| block.dimension(d, 0).is_some());
        (block.dimension(model.root, 0).unwrap_or(f64::NAN), settled)
    };
    let (scores, trees): (Vec<f64>, Vec<Tree>) = units.iter().map(own).unzip();
    let sequence = Sequence::new(design.factors.len());
    let drawn: Result<Vec<Vec<Vec<f64>>>, Stopped> = (0..SCRAMBLINGS)
        .into_par_iter()
        .map(|number| {
            let draws = options.draws / SCRAMBLINGS + u32::from(number < options.draws % SCRAMBLINGS);
            let points = sequence.scrambled(options.seed, u64::from(number));
            let mut work = design.workspace();
            let stride = design.rows();
            let mut us = vec![0.0; design.factors.len() * stride];
            let mut columns = vec![Vec::with_capacity(draws as usize); units.len()];
            for start in (0..u64::from(draws)).step_by(stride) {
                let rows = (u64::from(draws) - start).min(stride as u64) as usize;
                for (dimension, column) in us.chunks_exact_mut(stride).enumerate() {
                    points.fill(dimension, start, &mut column[..rows]);
                }
                design.begin(&|coordinate| &us[coordinate * stride..][..rows], rows, &mut work);
                for ((unit, tree), column) in units.iter().zip(&trees).zip(&mut columns) {
                    column.extend_from_slice(design.score_unit(tree, &unit.raw, &unit.scores, model.root, &mut work));
                }
                watch.step(rows)?;
            }
            Ok(columns)
        })
        .collect();
    let mut columns: Vec<Vec<f64>> = vec![Vec::with_capacity(options.draws as usize); units.len()];
    for part in drawn? {
        columns.iter_mut().zip(part).for_each(|(all, more)| all.extend(more));
    }
    // What has no score on all its data has none in any draw.
    for (column, _) in columns.iter_mut().zip(&scores).filter(|(_, score)| score.is_nan()) {
        column.fill(f64::NAN);
    }
    let own_ranks = ranked(&scores);
    let mut places: Vec<Vec<f64>> = vec![Vec::with_capacity(options.draws as usize); units.len()];
    for draw in 0..options.draws as usize {
        let row: Vec<f64> = columns.iter().map(|c| c[draw]).collect();
        places.iter_mut().zip(ranked(&row)).for_each(|(all, rank)| all.push(rank));
    }
    let shifts: Vec<f64> = places
        .iter()
        .zip(&own_ranks)
        .flat_map(|(all, own)| all.iter().map(move |rank| (rank - own).abs()))
        .filter(|x| !x.is_nan())
        .collect();
    let known = |x: f64| Some(x).filter(|x| !x.is_nan());
    let unit = |u: usize| {
        let there: Vec<f64> = places[u].iter().copied().filter(|x| !x.is_nan()).collect();
        let top = there.iter().filter(|rank| **rank <= options.top as f64 + TIE).count();
        RankDraws {
            score: known(scores[u]),
            rank: known(own_ranks[u]),
            scores: range(&columns[u]),
            top: (!there.is_empty()).then(|| top as f64 / there.len() as f64),
            ranks: range(&there),
        }
    };
    let mut sources: Vec<Source> = design.factors.iter().map(|f| f.source).collect();
    sources.sort_unstable();
    sources.dedup();
    Ok(Ranks {
        units: (0..units.len()).map(unit).collect(),
        shift: (!shifts.is_empty()).then(|| shifts.iter().sum::<f64>() / shifts.len() as f64),
        sources,
    })
}

/// Rank 1 for the highest; ties share their mean rank. NaN for what has no score.
fn ranked(scores: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..scores.len()).filter(|u| !scores[*u].is_nan()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    let mut ranks = vec![f64::NAN; scores.len()];
    let mut start = 0;
    while start < order.len() {
        let tied = order[start..].iter().take_while(|u| scores[order[start]] - scores[**u] <= TIE).count();
        let mean = start as f64 + f64::midpoint(tied as f64, 1.0);
        for unit in &order[start..start + tied] {
            ranks[*unit] = mean;
        }
        start += tied;
    }
    ranks
}

/// Linear between the two numbers around a share.
fn range(column: &[f64]) -> Option<Range> {
    let mut sorted: Vec<f64> = column.iter().copied().filter(|x| !x.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let at = |share: f64| {
        let place = share * last as f64;
        let below = sorted[place.floor() as usize];
        below + (sorted[place.ceil() as usize] - below) * place.fract()
    };
    Some(Range { p05: at(0.05), median: at(0.5), p95: at(0.95) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_mean_rank() {
        let found = ranked(&[3.0, f64::NAN, 7.0, 3.0, 1.0]);
        assert_eq!((found[0], found[2], found[3], found[4]), (2.5, 1.0, 2.5, 4.0));
        assert!(found[1].is_nan());
        let found = range(&[4.0, f64::NAN, 1.0, 2.0]).unwrap();
        assert!((found.median - 2.0).abs() < 1e-12 && (found.p05 - 1.1).abs() < 1e-12);
        assert_eq!(range(&[]), None);
    }
}
