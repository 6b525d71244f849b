//! The entities of one date: in every way that draws of the method may go, and with their data drawn.

use super::read::batch::Entities as Names;
use super::read::dates;
use super::reasons::Reasons;
use super::rows::{self, Making};
use super::scored::{self, Scored, Wants};
use super::table::{Table, Turn};
use crate::days::to_days;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::{Model, Weighting};
use froth_core::score::{Child, Compiled, Plan, Settings};
use froth_core::uncertainty::{CellDraws, Entities, Redraw, Unit, Way, ranked};
use froth_series::watch::Watch;
use jiff::civil::Date;

/// A table whose rows are scored, and under what.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    pub(super) model: &'a Model,
    pub(super) plan: &'a Compiled,
    pub(super) by_row: Option<&'a Plan>,
    pub(super) settings: Settings,
    pub(super) table: &'a Table,
    pub(super) scored: &'a Scored,
    pub(super) entities: &'a Names,
}

/// Its rows at one date.
pub(super) struct AtDate<'a> {
    pub(super) whole: Whole<'a>,
    day: i32,
    /// Rows of the table, one an entity.
    pub(super) rows: Vec<usize>,
}

/// A way that draws may go, and the rows that it takes.
struct Prepared {
    model: Model,
    plan: Compiled,
    /// All rows, or those of the date where no others matter.
    table: Table,
    rows: Vec<usize>,
}

impl<'a> AtDate<'a> {
    /// The rows of a date, the last one where none is named. `or` ends the help where there are no ranks to draw.
    pub(super) fn new(whole: Whole<'a>, at: Option<Date>, or: &str) -> Result<Self, Error> {
        let table = whole.table;
        let orders = rows::orders(whole.model);
        if !orders.is_empty() {
            let message = format!(
                "draws of the method are averages, and these are orders or stress over rows: {}",
                orders.join(", ")
            );
            return Err(Diagnostic::error(Code::NeedsRows, message).help(or.to_owned()).into());
        }
        let last = table.dates.iter().max().copied().unwrap_or_default();
        let day = at.map_or(last, to_days);
        let rows: Vec<usize> = (0..table.dates.len()).filter(|row| table.dates[*row] == day).collect();
        if let (Some(at), true) = (at, rows.is_empty()) {
            let shown = |day: i32| dates::from_days(day).map(|d| d.to_string()).unwrap_or_default();
            let first = table.dates.iter().min().copied().unwrap_or_default();
            let message = format!("no row is dated {at}: dates run from {} to {}", shown(first), shown(last));
            let help = "a year is dated by its last day; leave `options.at` out for the last date";
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
        if rows.len() < 2 || table.entities.is_empty() {
            let message = match at {
                None => "ranks need two entities or more at the last date".to_owned(),
                Some(at) => format!("ranks need two entities or more, and {at} has fewer"),
            };
            let help = format!("name the column of entities with `options.entity_column`, or {or}");
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
        Ok(AtDate { whole, day, rows })
    }

    pub(super) fn date(&self) -> Option<Date> {
        dates::from_days(self.day)
    }

    /// The entities' names, in the order of their rows.
    pub(super) fn names(&self) -> Vec<String> {
        let name = |row: &usize| {
            self.whole.entities.names.get(self.whole.table.entities[*row] as usize).cloned().unwrap_or_default()
        };
        self.rows.iter().map(name).collect()
    }

    /// The dimensions that count below the root, from the top down, with the dimension that each stands under.
    pub(super) fn parts(&self) -> Vec<(usize, usize)> {
        let tree = self.whole.plan.tree();
        let mut found = Vec::new();
        let mut next = std::collections::VecDeque::from([self.whole.model.root]);
        while let Some(parent) = next.pop_front() {
            let Some((_, _, children)) = tree.groups().find(|(d, _, _)| *d == parent) else { continue };
            let mut own: Vec<usize> = children
                .iter()
                .filter_map(|edge| match edge.child {
                    Child::Dimension(d) => Some(d),
                    Child::Indicator(_) => None,
                })
                .collect();
            own.sort_unstable();
            for d in own {
                found.push((d, parent));
                next.push_back(d);
            }
        }
        found
    }

    /// The scores of a dimension at the date; NaN for none.
    pub(super) fn dimension(&self, d: usize) -> Vec<f64> {
        self.rows.iter().map(|row| self.whole.scored.dimensions[d][*row]).collect()
    }

    /// Does something with the entities in every way that draws may go.
    pub(super) fn with_draws<T>(
        &self,
        watch: &dyn Watch,
        work: impl FnOnce(&Entities<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let own = Way {
            plan: self.weighted(self.whole.plan, self.whole.scored, &self.rows),
            units: units(self.whole.scored, &self.rows),
        };
        let [n, o, i] = self.whole.model.uncertainty.alternatives.choices();
        let choices = (0..n * o * i).map(|way| [way / (o * i), way / i % o, way % i]);
        let is_own = self.whole.model.uncertainty.alternatives == froth_core::model::Alternatives::default();
        let draws = CellDraws::of(self.whole.model, self.whole.plan)?;
        // Where nothing is drawn of values, and there is no way but its own, what is scored already is all.
        let choices = choices.filter(|_| !is_own || draws.is_some());
        let prepared: Vec<Prepared> = choices.map(|of| self.prepared(self.whole.model.under(of))).collect();
        let mut ways = Vec::new();
        for of in prepared.iter().filter(|_| !is_own) {
            let scored = self.score(of, &of.table, watch)?;
            ways.push(Way { plan: self.weighted(&of.plan, &scored, &of.rows), units: units(&scored, &of.rows) });
        }
        let names = self.names();
        let redraw = |way: usize, seed: u64| -> Option<Vec<Unit>> {
            let of = prepared.get(way)?;
            let mut table = of.table.clone();
            for (row, name) in of.rows.iter().zip(&names) {
                draws.as_ref()?.draw(seed, name, &mut table.columns, *row);
            }
            Some(units(&self.score(of, &table, watch).ok()?, &of.rows))
        };
        let redraw: &Redraw<'_> = &redraw;
        work(&Entities { own, ways, redraw: draws.as_ref().map(|_| redraw) })
    }

    fn prepared(&self, model: Model) -> Prepared {
        let plan = Compiled::new(&model, self.whole.settings);
        // Where only the rows of a date are compared, those of others need not be scored again.
        let alone = self.whole.by_row.is_some() || rows::turn(&model) == Some(Turn::Dates);
        let (table, rows) = if alone {
            (self.whole.table.only(&self.rows), (0..self.rows.len()).collect())
        } else {
            (self.whole.table.clone(), self.rows.clone())
        };
        Prepared { model, plan, table, rows }
    }

    fn score(&self, of: &Prepared, table: &Table, watch: &dyn Watch) -> Result<Scored, Error> {
        let wants = Wants { audit: true, ..Wants::default() };
        if let Some(plan) = self.whole.by_row {
            return Ok(scored::rows(plan, &table.columns, wants));
        }
        let mut reasons = Reasons::new(&of.model, &of.plan);
        let mut making = Making { model: &of.model, plan: &of.plan, wants, reasons: &mut reasons, watch };
        rows::score(&mut making, (table, self.whole.entities), &mut Vec::new())
    }

    /// All entities of a date have the same weights.
    fn weighted(&self, plan: &Compiled, scored: &Scored, rows: &[usize]) -> Compiled {
        let is_fitted = self.whole.model.dimensions.iter().any(|d| matches!(d.weighting, Weighting::Fitted { .. }));
        match (&scored.fitted, rows.first()) {
            (Some(fitted), Some(row)) if is_fitted => plan.with_weights(fitted, *row),
            _ => plan.clone(),
        }
    }
}

fn units(scored: &Scored, rows: &[usize]) -> Vec<Unit> {
    let unit = |row: &usize| Unit {
        raw: scored.raw.iter().map(|column| column[*row]).collect(),
        scores: scored.normalised.iter().map(|column| column[*row]).collect(),
    };
    rows.iter().map(unit).collect()
}

/// Each dimension that counts below the root, with the ranks of the entities in it.
pub(super) fn part_ranks(of: &AtDate<'_>) -> Vec<(String, Vec<Option<f64>>)> {
    let known = |ranks: Vec<f64>| ranks.into_iter().map(|x| Some(x).filter(|x| !x.is_nan())).collect();
    let part = |(d, _): (usize, usize)| (of.whole.model.dimensions[d].id.clone(), known(ranked(&of.dimension(d))));
    of.parts().into_iter().map(part).collect()
}
