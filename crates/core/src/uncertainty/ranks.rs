//! How sure is an order? The entities of one date, scored and ranked under draws of the method.
//!
//! Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques as tools for the quality assessment of
//! composite indicators, JRSS A 168(2): the uncertain choices are those of the model's `[uncertainty]`, and the shift of
//! ranks is their mean absolute difference from the model's own.

use super::Source;
use super::field::{Entities, Field, Places};
use super::tally::Tally;
use crate::Error;
use crate::diag::{Code, Diagnostic};
use crate::model::Model;
use crate::sampling::Sequence;
use froth_series::watch::{Stopped, Watch};
use rayon::prelude::*;
use serde::Serialize;

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

/// 5th percentile, median and 95th percentile over draws: exact up to 16 million scores drawn in all, and for ranks up to 8,192
/// entities; beyond that scores are counted to 0.01, and ranks to the 8,192nd part of all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
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

/// Scores and ranks entities under draws. Coverage is settled on the data as they are.
///
/// # Errors
///
/// A model about which nothing is uncertain, a distribution that cannot be drawn, and being stopped.
pub fn ranks(model: &Model, entities: &Entities<'_>, options: RankOptions, watch: &dyn Watch) -> Result<Ranks, Error> {
    let field = Field::new(model, entities)?;
    if field.factors.is_empty() {
        let message = "nothing about the method is uncertain: every draw would give the same ranks";
        let help = "state what is in the model's [uncertainty], such as `weights = { spread = 0.25 }`";
        return Err(Diagnostic::error(Code::Uncertainty, message).help(help).into());
    }
    let units = field.units();
    let total = (u64::from(options.draws)).saturating_mul(units as u64);
    watch.expect(total);
    let mut tallies: Vec<Tally> = (0..units).map(|_| Tally::new(units, total)).collect();
    let sequence = Sequence::new(field.factors.len());
    let points: Vec<_> = (0..SCRAMBLINGS).map(|n| sequence.scrambled(options.seed, u64::from(n))).collect();
    let stride = field.rows();
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
                || field.room(),
                |room, (number, start, rows)| {
                    let rows = *rows;
                    let mut us = vec![0.0; field.factors.len() * rows];
                    for (dimension, column) in us.chunks_exact_mut(rows).enumerate() {
                        points[*number].fill(dimension, *start, column);
                    }
                    let mut drawn = Drawn { rows, scores: vec![f64::NAN; rows * units], ranks: Vec::new() };
                    let at = |coordinate: usize| &us[coordinate * rows..][..rows];
                    field.draw(&at, rows, room, watch, &mut drawn.scores)?;
                    drawn.rank();
                    watch.step(rows * units)?;
                    Ok(drawn)
                },
            )
            .collect::<Result<_, Stopped>>()?;
        tallies.par_iter_mut().enumerate().for_each(|(u, tally)| {
            for block in &drawn {
                for (score, rank) in block.of(u).filter(|(score, _)| !score.is_nan()) {
                    tally.add(score, rank, field.ranks[u], options.top);
                }
            }
        });
    }
    let known = |x: f64| Some(x).filter(|x| !x.is_nan());
    let unit = |(u, tally): (usize, &mut Tally)| RankDraws {
        score: known(field.scores[u]),
        rank: known(field.ranks[u]),
        scores: tally.scores(),
        top: tally.top(),
        ranks: tally.ranks(),
    };
    let mut sources: Vec<Source> = field.factors.iter().map(|f| f.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let (moved, counted) = tallies.iter().fold((0, 0), |(moved, counted), t| (moved + t.moved, counted + t.counted));
    Ok(Ranks {
        units: tallies.iter_mut().enumerate().map(unit).collect(),
        shift: (counted > 0).then(|| moved as f64 / 2.0 / counted as f64),
        sources,
    })
}

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
        let units = self.scores.len() / self.rows.max(1);
        let (mut places, mut own, mut found) = (Places::default(), vec![0.0; units], vec![0.0; units]);
        for row in 0..self.rows {
            own.iter_mut().zip(self.scores.iter().skip(row).step_by(self.rows)).for_each(|(to, x)| *to = *x);
            places.rank(&own, &mut found);
            self.ranks.iter_mut().skip(row).step_by(self.rows).zip(&found).for_each(|(to, rank)| *to = *rank);
        }
    }

    /// A unit's scores and ranks.
    fn of(&self, unit: usize) -> impl Iterator<Item = (f64, f64)> {
        let own = unit * self.rows..(unit + 1) * self.rows;
        self.scores[own.clone()].iter().copied().zip(self.ranks[own].iter().copied())
    }
}
