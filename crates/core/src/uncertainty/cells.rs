//! The data of a panel, drawn: each value of an indicator that says how well it is documented.

use crate::Error;
use crate::diag::{Code, Diagnostic};
use crate::model::Model;
use crate::sampling::{Marginal, Tables, mixed, uniform};
use crate::scenario::Distribution;
use crate::score::Compiled;

/// Draws values of a panel around what was read: within the range of their indicator's confidence, as `pert` draws a figure.
///
/// A draw belongs to a seed, an entity by its name and an indicator by its id: the order of rows and columns changes nothing.
#[derive(Debug, Clone)]
pub struct CellDraws {
    columns: Vec<Column>,
    /// Around 0, from -1 to 1.
    shape: Marginal,
}

#[derive(Debug, Clone)]
struct Column {
    place: usize,
    /// Half-width of its range as a share of the value.
    half: f64,
    key: u64,
}

impl CellDraws {
    /// None where no indicator that counts says how well its values are documented.
    ///
    /// # Errors
    ///
    /// None that a checked model can give.
    pub fn of(model: &Model, plan: &Compiled) -> Result<Option<Self>, Error> {
        let rooted = plan.tree().rooted();
        let column = |i: usize| {
            let indicator = &model.indicators[i];
            let half = model.uncertainty.range.of(Some(indicator.confidence?));
            let is_word = indicator.rule.as_ref().is_some_and(|rule| rule.words().is_some());
            let place = plan.column_given(&indicator.id).filter(|_| half > 0.0 && !is_word)?;
            Some(Column { place, half, key: key(&indicator.id) })
        };
        let columns: Vec<Column> = (0..model.indicators.len()).filter(|i| rooted[*i]).filter_map(column).collect();
        if columns.is_empty() {
            return Ok(None);
        }
        let shape = Tables::default()
            .figure(Distribution::Pert, 0.0, (-1.0, 1.0))
            .map_err(|e| Diagnostic::error(Code::Uncertainty, e.0))?;
        Ok(Some(CellDraws { columns, shape }))
    }

    /// Draws a row's values, which stand in columns of the plan. What is missing stays missing.
    pub fn draw(&self, seed: u64, entity: &str, columns: &mut [Vec<f64>], row: usize) {
        let own = mixed(seed, key(entity));
        for column in &self.columns {
            let x = &mut columns[column.place][row];
            if !x.is_nan() {
                let mut moved = [0.0];
                self.shape.fill(&[uniform(mixed(own, column.key))], &mut moved);
                *x = (*x + column.half * x.abs() * moved[0]).clamp(f64::MIN, f64::MAX);
            }
        }
    }
}

/// A number for a name (FNV-1a, then mixed).
fn key(name: &str) -> u64 {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    mixed(0, hash)
}
