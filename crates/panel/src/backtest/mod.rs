//! Does a score warn in time? Scores held against events that came later.
//!
//! [`Event`] says what is to be warned of, [`Horizon`] how long before, [`Input`] holds scores and the column of events by
//! entity, [`backtest`] judges them, and [`Backtest`] is what is printed and drawn. With the feature `panel`, `read` makes an
//! input from a data file and a model.
//!
//! Every row is labelled by what came after it: a warning is wanted in it, would be false, or neither. AUROC compares
//! the scores of the first two kinds; at a threshold, warnings are counted by period and by episode. docs/backtest.md has
//! formulas and references.
//!
//! ```
//! use froth_panel::backtest::{Entity, Event, Horizon, Input, Kind, Measure, Options, backtest};
//! let dates: Vec<jiff::civil::Date> = (0..60).map(|t| jiff::civil::date(1900 + t, 12, 31)).collect();
//! // A crisis every five years, and a score that is high in the year before.
//! let column: Vec<Option<f64>> = (0..60).map(|t| Some(if t % 5 == 4 { 1.0 } else { 0.0 })).collect();
//! let score: Vec<Option<f64>> = (0..60).map(|t| Some(if t % 5 == 3 { 90.0 } else { f64::from(t % 5) })).collect();
//! let input = Input {
//!     entities: vec![Entity::new("", dates, column)],
//!     measures: vec![Measure::new(Kind::Score, "score", "Score", vec![score])],
//!     ..Input::default()
//! };
//! let event = Event::parse("crisis").unwrap();
//! let options = Options { horizon: Some(Horizon { from: 1, to: 1 }), ..Options::new(event) };
//! let found = backtest(&input, &options, &()).unwrap();
//! assert_eq!((found.auroc, found.episodes, found.hits, found.threshold), (Some(1.0), 12, Some(12), Some(90.0)));
//! ```

mod auroc;
mod event;
mod judge;
mod label;
#[cfg(feature = "polars")]
mod read;
mod result;
mod samples;
mod signals;
mod threshold;

pub use auroc::auroc;
pub use event::Event;
pub use judge::backtest;
pub use label::{Horizon, Label};
#[cfg(feature = "polars")]
pub use read::{Asked, read, read_column};
pub use result::{
    Backtest, Bootstrap, ByPeriod, DatedThreshold, EntityFound, EntityThreshold, EpisodeFound, Judged, Kind,
    LeaveOneOut, NoThreshold, Rival, RocPoint, Shown, ShownEntity, ShownRow, ThresholdFrom, WalkForward, Warnings,
};
pub use samples::Resample;
pub use signals::{Periods, Rate};
pub use threshold::LEAST_EPISODES;

use crate::days::{Step, to_days, usual_step};
use froth_core::made_from::MadeFrom;
use jiff::civil::Date;

/// Scores and a column of events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// Whose rows they are.
    pub entities: Vec<Entity>,
    /// What is judged; the first one is the score, which is all of it together.
    pub measures: Vec<Measure>,
    /// What the score is held against: other columns, by name.
    pub rivals: Vec<Measure>,
    /// Indicators whose score depends on later rows.
    pub looks_ahead: Vec<String>,
}

/// An entity's rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entity {
    /// Empty where there is only one, without a name.
    pub name: String,
    /// Rising, equally far apart.
    pub dates: Vec<Date>,
    /// The column of the event; NaN is missing.
    column: Vec<f64>,
}

impl Entity {
    /// An entity's dates, rising and equally far apart, and the column of the event in these rows. A number that is not finite
    /// is missing.
    pub fn new(name: &str, dates: Vec<Date>, column: Vec<Option<f64>>) -> Self {
        Entity { name: name.to_owned(), dates, column: with_nan(column) }
    }
}

/// A score, dimension or indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Which of these.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// By entity and row; NaN is missing.
    values: Vec<Vec<f64>>,
}

impl Measure {
    /// Values by entity and row: higher means closer to an event. A number that is not finite is missing.
    pub fn new(kind: Kind, id: &str, title: &str, values: Vec<Vec<Option<f64>>>) -> Self {
        let values = values.into_iter().map(with_nan).collect();
        Measure { kind, id: id.to_owned(), title: title.to_owned(), values }
    }
}

fn with_nan(column: Vec<Option<f64>>) -> Vec<f64> {
    column.into_iter().map(|x| x.filter(|x| x.is_finite()).unwrap_or(f64::NAN)).collect()
}

/// How scores are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// What is to be warned of.
    pub event: Event,
    /// How long before; [`two_years`] where `None`.
    pub horizon: Option<Horizon>,
    /// Rows after an episode that are left out.
    pub aftermath: usize,
    /// The weight on missing no episode, above 0 and below 1; the rest is the weight on giving no false alarm.
    pub preference: f64,
    /// A threshold to be judged; the best one in hindsight where `None`.
    pub threshold: Option<f64>,
    /// Resamples for the intervals of AUROC.
    pub replications: usize,
    /// What they draw.
    pub resample: Resample,
    /// Mean length of their blocks in dates; twice the far end of the horizon where `None`.
    pub block: Option<f64>,
    /// What they start from.
    pub seed: u64,
}

impl Options {
    /// The defaults for an event.
    pub fn new(event: Event) -> Self {
        Options {
            event,
            horizon: None,
            aftermath: 0,
            preference: 0.5,
            threshold: None,
            replications: 10_000,
            resample: Resample::Time,
            block: None,
            seed: 1,
        }
    }

    /// Whether anything is counted in rows: not where only an event's own rows are asked for.
    pub fn counts_rows(&self) -> bool {
        let in_place = self.horizon == Some(Horizon { from: 0, to: 0 }) && self.aftermath == 0;
        !(in_place && matches!(self.event, Event::Column(_)))
    }

    /// Says them in what a result is made from.
    pub fn stated(&self, made: MadeFrom) -> MadeFrom {
        made.flag("event", self.event.to_string())
            .flag("horizon", self.horizon.map(|h| h.to_string()))
            .flag("aftermath", self.aftermath)
            .flag("preference", self.preference)
            .flag("threshold", self.threshold)
            .flag("resample", (self.resample != Resample::Time).then(|| self.resample.as_str()))
            .flag("replications", self.replications)
            .flag("block", self.block)
            .seed(self.seed)
    }
}

/// The two years before an episode, as in Kaminsky and Reinhart (1999): 1..24 for months, 1..8 for quarters, 1..2 for years,
/// 1..104 for weeks, 1..504 for days of trade.
pub fn two_years(dates: &[Date]) -> Horizon {
    let days: Vec<i32> = dates.iter().copied().map(to_days).collect();
    let to = match usual_step(&days) {
        Some(Step::Days) => 504,
        Some(Step::Weeks) => 104,
        Some(Step::Fortnights | Step::Months(..=1)) | None => 24,
        Some(Step::Months(2..=4)) => 8,
        Some(Step::Months(_)) => 2,
    };
    Horizon { from: 1, to }
}
