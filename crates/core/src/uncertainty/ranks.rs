//! How sure is an order? The entities of one date, scored and ranked under draws of the method.
//!
//! Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques as tools for the quality assessment of
//! composite indicators, JRSS A 168(2): the uncertain choices are those of the model's `[uncertainty]`, and the shift of
//! ranks is their mean absolute difference from the model's own.

use super::Source;
use super::design::Design;
use super::tally::Tally;
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

/// 5th percentile, median and 95th percentile over draws: exact up to 16 million scores drawn in all, and for ranks up to 8,192
/// entities; beyond that scores are counted to 0.01, and ranks to the 8,192nd part of all.
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
    let own_ranks = ranked(&scores);
    // What has no score on all its data has none in any draw.
    let scored: Vec<usize> = (0..units.len()).filter(|u| !scores[*u].is_nan()).collect();
    let total = (u64::from(options.draws)).saturating_mul(units.len() as u64);
    watch.expect(total);
    let mut tallies: Vec<Tally> = units.iter().map(|_| Tally::new(units.len(), total)).collect();
    let sequence = Sequence::new(design.factors.len());
    let points: Vec<_> = (0..SCRAMBLINGS).map(|n| sequence.scrambled(options.seed, u64::from(n))).collect();
    let stride = design.rows().min(BLOCK_NUMBERS / units.len().max(1)).max(1);
    let blocks: Vec<(usize, u64, usize)> = (0..SCRAMBLINGS)
        .flat_map(|number| {
            let draws = u64::from(options.draws / SCRAMBLINGS + u32::from(number < options.draws % SCRAMBLINGS));
            let starts = (0..draws).step_by(stride);
            starts.map(move |start| (number as usize, start, (draws - start).min(stride as u64) as usize))
        })
        .collect();
    // A few blocks at a time: memory does not grow with the draws.
    for some in blocks.chunks(2 * rayon::current_num_threads()) {
        let drawn: Vec<Drawn> = some
            .par_iter()
            .map_init(
                || design.workspace(),
                |work, (number, start, rows)| {
                    let (stride, rows) = (design.rows(), *rows);
                    let mut us = vec![0.0; design.factors.len() * stride];
                    for (dimension, column) in us.chunks_exact_mut(stride).enumerate() {
                        points[*number].fill(dimension, *start, &mut column[..rows]);
                    }
                    design.begin(&|coordinate| &us[coordinate * stride..][..rows], rows, work);
                    let mut drawn = Drawn { rows, scores: vec![f64::NAN; rows * units.len()], ranks: Vec::new() };
                    for u in &scored {
                        let (unit, column) = (&units[*u], &mut drawn.scores[u * rows..][..rows]);
                        column.copy_from_slice(design.score_unit(
                            &trees[*u],
                            &unit.raw,
                            &unit.scores,
                            model.root,
                            work,
                        ));
                        if watch.stopped() {
                            return Err(Stopped);
                        }
                    }
                    drawn.rank();
                    watch.step(rows * units.len())?;
                    Ok(drawn)
                },
            )
            .collect::<Result<_, Stopped>>()?;
        tallies.par_iter_mut().enumerate().for_each(|(u, tally)| {
            for block in &drawn {
                for (score, rank) in block.of(u).filter(|(score, _)| !score.is_nan()) {
                    tally.add(score, rank, own_ranks[u], options.top);
                }
            }
        });
    }
    let known = |x: f64| Some(x).filter(|x| !x.is_nan());
    let unit = |(u, tally): (usize, &mut Tally)| RankDraws {
        score: known(scores[u]),
        rank: known(own_ranks[u]),
        scores: tally.scores(),
        top: tally.top(),
        ranks: tally.ranks(),
    };
    let mut sources: Vec<Source> = design.factors.iter().map(|f| f.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let (moved, counted) = tallies.iter().fold((0, 0), |(moved, counted), t| (moved + t.moved, counted + t.counted));
    Ok(Ranks {
        units: tallies.iter_mut().enumerate().map(unit).collect(),
        shift: (counted > 0).then(|| moved as f64 / 2.0 / counted as f64),
        sources,
    })
}

/// The most scores that are drawn at once.
const BLOCK_NUMBERS: usize = 1 << 20;

/// Some draws, unit by unit.
struct Drawn {
    rows: usize,
    scores: Vec<f64>,
    /// Empty until they are found.
    ranks: Vec<f64>,
}

impl Drawn {
    fn rank(&mut self) {
        self.ranks = vec![f64::NAN; self.scores.len()];
        for row in 0..self.rows {
            let own: Vec<f64> = self.scores.iter().skip(row).step_by(self.rows).copied().collect();
            for (to, rank) in self.ranks.iter_mut().skip(row).step_by(self.rows).zip(ranked(&own)) {
                *to = rank;
            }
        }
    }

    /// A unit's scores and ranks.
    fn of(&self, unit: usize) -> impl Iterator<Item = (f64, f64)> {
        let own = unit * self.rows..(unit + 1) * self.rows;
        self.scores[own.clone()].iter().copied().zip(self.ranks[own].iter().copied())
    }
}

/// Rank 1 for the highest; ties share their mean rank. NaN for what has no score.
pub fn ranked(scores: &[f64]) -> Vec<f64> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_mean_rank() {
        let found = ranked(&[3.0, f64::NAN, 7.0, 3.0, 1.0]);
        assert_eq!((found[0], found[2], found[3], found[4]), (2.5, 1.0, 2.5, 4.0));
        assert!(found[1].is_nan());
    }
}
