//! Entities with too little data: they leave before anything compares rows.

use super::read::batch::Entities;
use super::read::dates::from_days;
use super::table::Table;
use froth_core::model::{Model, Screen};
use froth_core::number::share;
use froth_core::score::Compiled;

/// A row that left, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Screened {
    /// The entity; empty without a column for them.
    pub entity: String,
    /// The date.
    pub date: Option<jiff::civil::Date>,
    /// The share of the indicators that are looked at for which the row has a value.
    pub data: f64,
    /// The share of these values that is not 0; none without a value.
    pub non_zero: Option<f64>,
}

impl Screened {
    /// Who left, and why.
    pub fn text(&self, screen: &Screen) -> String {
        let date = self.date.map(|d| d.to_string()).unwrap_or_default();
        let who = if self.entity.is_empty() { date } else { format!("{} ({date})", self.entity) };
        match self.non_zero.filter(|_| self.data >= screen.min_data) {
            Some(x) => format!("{who}: {} of its values are not 0, {} is needed", share(x), share(screen.min_non_zero)),
            None => format!("{who}: {} of its data, {} is needed", share(self.data), share(screen.min_data)),
        }
    }
}

/// Takes the values of rows with too few of them away, so that no row is compared with them, and says which rows of the file
/// these are. What is looked at are the indicators that count and whose values come from the data: what formulas make is not.
pub(super) fn leave(
    screen: &Screen,
    model: &Model,
    plan: &Compiled,
    table: &mut Table,
    names: &Entities,
) -> Vec<(usize, Screened)> {
    let weights = plan.tree().nominal_weights();
    let looked_at: Vec<usize> = (0..model.indicators.len())
        .filter(|i| {
            let indicator = &model.indicators[*i];
            let computed = indicator.denominator.as_ref().map_or(indicator.formula.is_some(), |d| d.computed);
            weights[*i] > 0.0 && !computed
        })
        .filter_map(|i| plan.column_given(&model.indicators[i].id))
        .collect();
    let mut left = Vec::new();
    for row in 0..table.dates.len() {
        let values = || looked_at.iter().map(|c| table.columns[*c][row]).filter(|x| !x.is_nan());
        let there = values().count() as f64;
        let data = if looked_at.is_empty() { 1.0 } else { there / looked_at.len() as f64 };
        let non_zero = (there > 0.0).then(|| values().filter(|x| *x != 0.0).count() as f64 / there);
        if data >= screen.min_data && non_zero.is_none_or(|x| x >= screen.min_non_zero) {
            continue;
        }
        let entity = table.entities.get(row).and_then(|e| names.names.get(*e as usize)).cloned().unwrap_or_default();
        left.push((table.number(row), Screened { entity, date: from_days(table.dates[row]), data, non_zero }));
        table.columns.iter_mut().for_each(|column| column[row] = f64::NAN);
        // Nor do others lend it what they have.
        table.groups.iter_mut().for_each(|(_, column)| column[row] = None);
        if table.screened.is_empty() {
            table.screened = vec![false; table.dates.len()];
        }
        table.screened[row] = true;
    }
    left
}
