//! What was filled in or treated, told by entity, date and indicator.

use super::read::batch::Entities;
use super::read::dates::from_days;
use super::scored::{By, Change};
use super::table::Table;
use crate::{Cell, Done};
use froth_core::model::{Imputation, Indicator, Model, Over};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// Cells of rows that are scored one after the other.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// By indicator, date and entity in their orders.
    found: Vec<((usize, i32, u32), Cell)>,
    names: HashMap<u32, Arc<str>>,
    words: HashMap<u32, Arc<str>>,
}

impl Cells {
    pub(super) fn extend(&mut self, changes: &[Change], model: &Model, table: &Table, names: &Entities) {
        let ids: Vec<Arc<str>> = model.indicators.iter().map(|i| Arc::from(i.id.as_str())).collect();
        for change in changes {
            let (row, place) = (change.row, table.entities.get(change.row).copied());
            let Some(done) = self.done(change, &model.indicators[change.indicator], table, names) else { continue };
            let entity = place.and_then(|place| name(&mut self.names, &names.names, place));
            let number = |x: f64| Some(x).filter(|x| !x.is_nan());
            let cell = Cell {
                entity,
                date: day(table, row),
                indicator: Arc::clone(&ids[change.indicator]),
                before: number(change.before),
                after: number(change.after),
                done,
            };
            self.found.push(((change.indicator, table.dates[row], place.unwrap_or_default()), cell));
        }
    }

    pub(super) fn sorted(mut self) -> Vec<Cell> {
        self.found.sort_by_key(|(key, _)| *key);
        self.found.into_iter().map(|(_, cell)| cell).collect()
    }

    fn done(&mut self, change: &Change, of: &Indicator, table: &Table, names: &Entities) -> Option<Done> {
        let outliers = || of.outliers.map(|o| (o.over, [o.limits.skewness, o.limits.kurtosis]));
        match change.by {
            By::Winsorising => outliers().map(|(over, limits)| Done::Winsorised { over, limits }),
            By::Logarithm(scale) => {
                outliers().map(|(over, limits)| Done::Logarithm { over, limits, from: scale.from, above: scale.above })
            }
            By::Imputation(values, own) => {
                let how = of.impute.as_ref()?;
                Some(match (how, own) {
                    (Imputation::Last { .. }, Some((from, _))) => Done::Last { from: day(table, from) },
                    (Imputation::Linear { .. }, Some((from, to))) => {
                        Done::Linear { from: day(table, from), to: day(table, to) }
                    }
                    _ => Done::Centre {
                        median: matches!(how, Imputation::Median { .. }),
                        over: if how.is_pooled() { Over::Panel } else { Over::CrossSection },
                        group: how.by().and_then(|column| self.group(column, change.row, table, names)),
                        values,
                    },
                })
            }
        }
    }

    fn group(&mut self, by: &str, row: usize, table: &Table, names: &Entities) -> Option<(Arc<str>, Arc<str>)> {
        let (_, column) = table.groups.iter().find(|(name, _)| name == by)?;
        let word = name(&mut self.words, &names.words, column[row]?)?;
        Some((Arc::from(by), word))
    }
}

fn name(known: &mut HashMap<u32, Arc<str>>, names: &[String], place: u32) -> Option<Arc<str>> {
    if let Some(name) = known.get(&place) {
        return Some(Arc::clone(name));
    }
    let name: Arc<str> = Arc::from(names.get(place as usize)?.as_str());
    known.insert(place, Arc::clone(&name));
    Some(name)
}

fn day(table: &Table, row: usize) -> Date {
    from_days(table.dates[row]).unwrap_or(Date::MAX)
}
