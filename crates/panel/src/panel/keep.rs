//! What is given back of scored rows beside a file.

use super::chain::Chained;
use super::read::batch::Entities;
use super::read::dates::from_days;
use super::scored::Scored;
use super::table::Table;
use crate::kept::{Kept, KeptEntity, KeptSteps};
use froth_core::score::Compiled;
use jiff::civil::Date;

impl Kept {
    pub(super) fn of(
        table: &Table,
        scored: &Scored,
        chained: &Chained,
        further: Vec<Vec<f64>>,
        names: &Entities,
    ) -> Self {
        let name = |place: usize| names.names.get(place).cloned().unwrap_or_default();
        let entities = table.by_entity().into_iter().enumerate();
        Kept {
            entities: entities.map(|(place, rows)| KeptEntity { name: name(place), rows }).collect(),
            dates: table.dates.iter().map(|day| from_days(*day).unwrap_or(Date::MAX)).collect(),
            dimensions: scored.dimensions.clone(),
            indicators: scored.normalised.clone(),
            chained: chained.score.clone(),
            coverage: scored.coverage.clone(),
            breaks: chained.breaks.clone(),
            columns: further,
            steps: None,
        }
    }
}

impl KeptSteps {
    pub(super) fn of(plan: &Compiled, table: &Table, scored: &mut Scored, names: &Entities) -> Self {
        let mut given = vec![None; plan.indicators()];
        for (i, column) in &scored.given {
            given[*i] = Some(column.clone());
        }
        let word = |code: &Option<u32>| code.and_then(|code| names.words.get(code as usize).cloned());
        KeptSteps {
            given,
            raw: scored.raw.clone(),
            between: std::mem::take(&mut scored.between),
            weights: scored.weights.clone(),
            contributions: scored.contributions.clone(),
            fitted: scored.fitted.clone(),
            groups: table.groups.iter().map(|(by, column)| (by.clone(), column.iter().map(word).collect())).collect(),
        }
    }
}
