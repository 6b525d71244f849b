//! What is said of a table that was scored.

use super::ranked::Ranked;
use super::screen::Screened;
use crate::Unscored;

/// What was done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Rows written.
    pub rows: u64,
    /// Rows that have a headline.
    pub scored: u64,
    /// Entities; none without a column for them.
    pub entities: Option<usize>,
    /// Numbers that were NaN or infinite, taken as missing.
    pub not_finite: u64,
    /// Values of the model that had no column.
    pub absent: Vec<String>,
    /// Indicators whose score at a date depends on later rows.
    pub looks_ahead: Vec<String>,
    /// What is worth knowing about the scores: weights that were fitted, dates without any.
    pub notes: Vec<String>,
    /// Ranks at the last date, if they were asked for.
    pub ranked: Option<Ranked>,
    /// Rows that left before anything was compared, for want of data.
    pub screened: Vec<Screened>,
    /// The scores, if they were asked for.
    pub kept: Option<Kept>,
    /// Indicators without a score in any row, and why: of a table of which no row has a headline, and of one that is audited.
    pub unscored: Vec<(String, Unscored)>,
    /// Of a table of which no row has a headline: dimensions under which something has a score, and which have none.
    pub short: Vec<Short>,
}

/// A dimension without a score in any row, though something right under it has one: too little of its weight has data.
#[derive(Debug, Clone, PartialEq)]
pub struct Short {
    /// Its id.
    pub dimension: String,
    /// The share of its weight that must have data.
    pub needed: f64,
    /// The largest share that has in a row: of the headline.
    pub most: Option<f64>,
}

/// Scores of every row; missing where there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// The entities; one without a name where the table has no column for them.
    pub entities: Vec<KeptEntity>,
    /// By row.
    pub dates: Vec<jiff::civil::Date>,
    /// By dimension of the model; NaN is missing, here and below.
    pub(crate) dimensions: Vec<Vec<f64>>,
    /// Scores by indicator of the model.
    pub(crate) indicators: Vec<Vec<f64>>,
    /// The root's score, chained.
    pub(crate) chained: Vec<f64>,
    /// Coverage of the root.
    pub coverage: Vec<f64>,
    /// Whether the indicators are others than in the entity's row before.
    pub breaks: Vec<bool>,
    /// The further columns that were asked for.
    pub(crate) columns: Vec<Vec<f64>>,
}

impl Kept {
    /// The scores of a dimension of the model, by row.
    pub fn dimension(&self, d: usize) -> Vec<Option<f64>> {
        known(&self.dimensions[d])
    }

    /// The scores of an indicator of the model, by row.
    pub fn indicator(&self, i: usize) -> Vec<Option<f64>> {
        known(&self.indicators[i])
    }

    /// The root's score, chained, by row.
    pub fn chained(&self) -> Vec<Option<f64>> {
        known(&self.chained)
    }
}

fn known(column: &[f64]) -> Vec<Option<f64>> {
    column.iter().map(|x| Some(*x).filter(|x| !x.is_nan())).collect()
}

/// An entity and its rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptEntity {
    /// Its name; empty without a column for entities.
    pub name: String,
    /// Its rows, by rising date.
    pub rows: Vec<usize>,
}
