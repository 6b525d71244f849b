//! Ranks of the entities of the last date, under draws of the method.

use super::read::batch::Entities;
use super::read::dates;
use super::rows;
use super::scored::Scored;
use super::table::Table;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_core::score::Compiled;
use froth_core::uncertainty::{Range, RankOptions, Ranks, Unit, ranks};
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
}

impl Ranked {
    /// Columns of the ranks as a table: the entity, and its numbers.
    pub const COLUMNS: [&str; 10] = [
        "entity",
        "score",
        "rank",
        "score_p05",
        "score_median",
        "score_p95",
        "rank_p05",
        "rank_median",
        "rank_p95",
        "share_top",
    ];

    /// A row an entity, the highest score first: its name, and its numbers in the order of the other columns.
    pub fn rows(&self) -> impl Iterator<Item = (&str, [Option<f64>; 9])> {
        let rank = |u: &usize| self.ranks.units[*u].rank.unwrap_or(f64::INFINITY);
        let mut order: Vec<usize> = (0..self.entities.len()).collect();
        order.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
        order.into_iter().map(|u| {
            let of = &self.ranks.units[u];
            let three = |range: Option<Range>| [range.map(|r| r.p05), range.map(|r| r.median), range.map(|r| r.p95)];
            let ([low, middle, high], [best, median, worst]) = (three(of.scores), three(of.ranks));
            (self.entities[u].as_str(), [of.score, of.rank, low, middle, high, best, median, worst, of.top])
        })
    }
}

/// Ranks the entities that have a row at the last date.
pub(super) fn ranked(
    model: &Model,
    plan: &Compiled,
    table: &Table,
    scored: &Scored,
    entities: &Entities,
    options: RankOptions,
    watch: &dyn Watch,
) -> Result<Ranked, Error> {
    let orders = rows::orders(model);
    if !orders.is_empty() {
        let message = format!(
            "draws of the method are averages, and these are orders or stress over rows: {}",
            orders.join(", ")
        );
        return Err(Diagnostic::error(Code::NeedsRows, message).help("score without `options.ranks`").into());
    }
    let last = table.dates.iter().max().copied().unwrap_or_default();
    let own: Vec<usize> = (0..table.dates.len()).filter(|row| table.dates[*row] == last).collect();
    if own.len() < 2 || table.entities.is_empty() {
        let message = "ranks need two entities or more at the last date";
        let help = "name the column of entities with `options.entity_column`, or score without `options.ranks`";
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let unit = |row: usize| Unit {
        raw: scored.raw.iter().map(|column| column[row]).collect(),
        scores: scored.normalised.iter().map(|column| column[row]).collect(),
    };
    let units: Vec<Unit> = own.iter().map(|row| unit(*row)).collect();
    // All entities of a date have the same weights.
    let fitted = scored.fitted.as_ref().map(|fitted| plan.with_weights(fitted, own[0]));
    let ranks = ranks(model, fitted.as_ref().unwrap_or(plan), &units, options, watch)?;
    let name = |row: &usize| entities.names.get(table.entities[*row] as usize).cloned().unwrap_or_default();
    Ok(Ranked { date: dates::from_days(last), entities: own.iter().map(name).collect(), ranks })
}
