//! Ranks of the entities of the last date, under draws of the method and of their data.

use super::at_date::{AtDate, part_ranks};
use froth_core::Error;
use froth_core::sensitivity::EntityRank;
use froth_core::uncertainty::{RankDraws, RankOptions, Ranks, ranks};
use froth_series::watch::Watch;
use jiff::civil::Date;

/// Ranks at a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The date.
    pub date: Option<Date>,
    /// Names of the entities.
    pub entities: Vec<String>,
    /// Their ranks, in the same order.
    pub ranks: Ranks,
    /// Dimensions below the root that count, and the entities' ranks in each, in the same order.
    pub dimensions: Vec<(String, Vec<Option<f64>>)>,
}

impl Ranked {
    /// Columns of the ranks as a table: the entity and its numbers, then its ranks in the dimensions.
    pub fn columns(&self) -> Vec<String> {
        let own = std::iter::once("entity").chain(EntityRank::COLUMNS).map(str::to_owned);
        own.chain(self.dimensions.iter().map(|(id, _)| format!("rank_{id}"))).collect()
    }

    /// A row an entity, the highest score first: its name, and its numbers in the order of the other columns.
    pub fn rows(&self) -> impl Iterator<Item = (String, Vec<Option<f64>>)> {
        self.by_rank().into_iter().map(|of| {
            let numbers = of.numbers();
            (of.entity, numbers.into_iter().chain(of.by_dimension).collect())
        })
    }

    /// Entity by entity, the highest score first and those without one last; equal ones as in the table.
    pub fn by_rank(&self) -> Vec<EntityRank> {
        let entity = |(u, (name, unit)): (usize, (&String, &RankDraws))| EntityRank {
            entity: name.clone(),
            score: unit.score,
            rank: unit.rank,
            scores: unit.scores,
            ranks: unit.ranks,
            share_top: unit.top,
            by_dimension: self.dimensions.iter().map(|(_, ranks)| ranks[u]).collect(),
        };
        let mut found: Vec<EntityRank> = self.entities.iter().zip(&self.ranks.units).enumerate().map(entity).collect();
        let place = |e: &EntityRank| e.rank.unwrap_or(f64::INFINITY);
        found.sort_by(|a, b| place(a).total_cmp(&place(b)));
        found
    }
}

/// Ranks the entities that have a row at the date.
pub(super) fn ranked(of: &AtDate<'_>, options: RankOptions, watch: &dyn Watch) -> Result<Ranked, Error> {
    let dimensions = part_ranks(of);
    let ranks = of.with_draws(watch, |entities| ranks(of.whole.model, entities, options, watch))?;
    Ok(Ranked { date: of.date(), entities: of.names(), ranks, dimensions })
}
