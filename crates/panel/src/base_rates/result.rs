//! What was counted.

use super::EndedAs;
use jiff::civil::Date;
use serde::Serialize;

/// Base rates of every rise, and the run-ups they count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BaseRates {
    /// The first date with a price.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// What a row is, as far as dates tell: a month, a quarter; none where rows of most entities are unequally far apart.
    pub step: Option<Step>,
    /// Entities with a price.
    pub entities: usize,
    /// Dates with a price.
    pub dates: usize,
    /// Entities whose last price is before `to`.
    pub ended: usize,
    /// What became of their unfinished windows.
    pub ended_as: EndedAs,
    /// How many entities had to have a price at a date.
    pub min_entities: usize,
    /// Whether rises had to exceed the market's.
    pub excess: bool,
    /// How intervals by entity and by date were made.
    pub bootstrap: Resampled,
    /// By rise, in the order given.
    pub rates: Vec<BaseRate>,
    /// By rise, entity and date.
    pub episodes: Vec<Episode>,
    /// Prices that halve and come back in the next row.
    pub suspects: Vec<Suspect>,
    /// Entities whose rows are unequally far apart: periods count rows, and rows are no equal time for them.
    pub uneven: Vec<String>,
}

/// How far apart rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Step {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// How resamples were drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resampled {
    /// How many.
    pub replications: usize,
    /// Mean length of blocks of dates.
    pub block: f64,
    /// What they started from.
    pub seed: u64,
}

/// What came after run-ups of one size.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BaseRate {
    /// How far the price rose at least, in percent.
    pub rise: f64,
    /// Within how many rows.
    pub within: usize,
    /// How far it fell at least, in percent.
    pub fall: f64,
    /// Within how many rows after.
    pub horizon: usize,
    /// Rows between run-ups of one entity at least.
    pub gap: usize,
    /// Run-ups, open ones too.
    pub runups: usize,
    /// Run-ups whose window is finished and that ended in a fall.
    pub falls: usize,
    /// Run-ups whose window is unfinished, fallen or not.
    pub open: usize,
    /// `falls` over finished run-ups, in [0, 1]; null without one.
    pub share: Option<f64>,
    /// Lower end of Wilson's 95 % interval, as if run-ups were independent.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Entities that had a finished run-up.
    pub entities: usize,
    /// The 95 % interval over samples of entities; null below two of them.
    pub by_entity: Option<Ends>,
    /// The 95 % interval over samples of blocks of dates; null where all fall on one date.
    pub by_date: Option<Ends>,
    /// The share of all rows with a price `within` rows before and a finished window that are followed by the same fall.
    pub unconditional: Option<f64>,
    /// Their number.
    pub unconditional_n: usize,
}

impl BaseRate {
    /// Run-ups whose window is finished.
    pub fn finished(&self) -> usize {
        self.runups - self.open
    }
}

/// An interval of a share, in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ends {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A run-up, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Episode {
    /// Whose.
    pub entity: String,
    /// When it stood.
    pub date: Date,
    /// Which rise it counts for, in percent.
    pub threshold: f64,
    /// Within how many rows.
    pub within: usize,
    /// How far the price had risen, in percent.
    pub rise: f64,
    /// Where the deepest fall of its window started from.
    pub peak: f64,
    /// Where that fall led.
    pub trough: f64,
    /// Whether it fell as far as is asked, so far.
    pub fell: bool,
    /// Whether its window is unfinished.
    pub open: bool,
    /// Prices over that of the date, from `within` rows before to the end of the window; none where one is missing.
    #[serde(skip)]
    pub path: Vec<Option<f64>>,
}

/// A price that halves at least and is back in the next row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suspect {
    /// Whose.
    pub entity: String,
    /// Of the low price.
    pub date: Date,
    /// The price before, the low one, and the one after.
    pub prices: [f64; 3],
}
