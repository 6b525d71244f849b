//! What is said of a table that was scored.

use super::ranked::Ranked;
use super::screen::Screened;
use crate::kept::Kept;
use crate::{Cell, Unscored};
use froth_core::sensitivity::Drivers;

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
    /// What drives the ranks of a date, if that was asked for.
    pub(crate) drivers: Option<Drivers>,
    /// Rows that left before anything was compared, for want of data.
    pub screened: Vec<Screened>,
    /// The scores, if they were asked for.
    pub kept: Option<Kept>,
    /// Values that were filled in or treated, if they were asked for: by indicator, date and entity.
    pub cells: Vec<Cell>,
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
