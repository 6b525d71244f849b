//! What came after run-ups: how many ended in a fall, against how often such falls come anyway.
//!
//! [`Input`] holds prices by entity, [`Move`]s say how far a run-up rises and a fall falls, [`base_rates`] counts, and
//! [`BaseRates`] is what is printed and drawn. With the feature `panel`, `read` makes an input from a data file.
//!
//! A run-up is a row whose price stands at least so many percent above the price so many rows before; an entity's next
//! one comes no sooner than its gap. It ended in a fall if, within the fall's rows after it, the price stands so many
//! percent below the highest price from that row on. Greenwood, Shleifer and You (2019, section 2) count falls of 40 % within
//! two years of rises of 50, 100 and 150 % in two years: those are the defaults.
//!
//! ```
//! use froth_panel::base_rates::{Input, Move, Options, Prices, base_rates};
//! let dates: Vec<jiff::civil::Date> = (0..8).map(|t| jiff::civil::date(2000 + t, 12, 31)).collect();
//! let prices = [10.0, 20.0, 11.0, 10.0, 20.0, 21.0, 22.0, 40.0].map(Some);
//! let input = Input { entities: vec![Prices::new("a", &dates, &prices, None)] };
//! let options = Options { rises: vec![Move::rise("100/1")?], fall: Some(Move::fall("40/2")?), ..Options::default() };
//! let found = base_rates(&input, &options, &())?;
//! assert_eq!((found.rates[0].runups, found.rates[0].falls, found.rates[0].share), (2, 1, Some(0.5)));
//! # Ok::<(), froth_core::Error>(())
//! ```

mod count;
mod prices;
#[cfg(feature = "polars")]
mod read;
mod result;
mod rule;

pub use count::base_rates;
#[cfg(feature = "polars")]
pub use read::{Columns, read};
pub use result::{BaseRate, BaseRates, Ends, Episode, Resampled, Step, Suspect};
pub use rule::Move;

use froth_core::made_from::MadeFrom;
use jiff::civil::Date;
use serde::Serialize;

/// Prices by entity.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// Whose prices they are.
    pub entities: Vec<Prices>,
}

/// An entity's prices.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prices {
    /// Empty where there is only one, without a name.
    pub name: String,
    dates: Vec<Date>,
    /// NaN is missing; the first and the last are not.
    price: Vec<f64>,
    market: Option<Vec<f64>>,
}

impl Prices {
    /// Prices over rising dates, and the market's, if a rise is to exceed it. What is not finite, or not above 0, is missing.
    /// Rows before the first price and after the last are left out.
    pub fn new(name: &str, dates: &[Date], price: &[Option<f64>], market: Option<&[Option<f64>]>) -> Self {
        let known = |x: &Option<f64>| x.filter(|x| x.is_finite() && *x > 0.0);
        let first = price.iter().position(|x| known(x).is_some()).unwrap_or(price.len());
        let to = price.iter().rposition(|x| known(x).is_some()).map_or(first, |last| last + 1).min(dates.len());
        let first = first.min(to);
        let cut = |column: &[Option<f64>]| -> Vec<f64> {
            (first..to).map(|row| column.get(row).and_then(known).unwrap_or(f64::NAN)).collect()
        };
        Prices { name: name.to_owned(), price: cut(price), market: market.map(cut), dates: dates[first..to].to_vec() }
    }
}

/// What becomes of an unfinished window of an entity that ended before the others did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndedAs {
    /// It stays open, and counts for nothing.
    #[default]
    Open,
    /// It counts as a fall: a bankruptcy seen as what it is to its shareholders.
    Fall,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Run-ups; of 50, 100 and 150 % within two years where there is none.
    pub rises: Vec<Move>,
    /// What they may end in; a fall of 40 % within two years where `None`.
    pub fall: Option<Move>,
    /// Rows between run-ups of one entity at least; as many as the rise has where `None`.
    pub gap: Option<usize>,
    /// How many entities must have a price at a date for its rows to count.
    pub min_entities: usize,
    /// What unfinished windows of ended entities are.
    pub ended_as: EndedAs,
    /// Resamples for the intervals by entity and by date.
    pub replications: usize,
    /// Mean length of blocks of dates; the rows that the longest rise and its fall span where `None`.
    pub block: Option<f64>,
    /// What resamples start from.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            rises: Vec::new(),
            fall: None,
            gap: None,
            min_entities: 1,
            ended_as: EndedAs::Open,
            replications: 10_000,
            block: None,
            seed: 1,
        }
    }
}

impl Options {
    /// Says them in what a result is made from.
    pub fn stated(&self, made: MadeFrom) -> MadeFrom {
        made.flag("rise", self.rises.iter().map(ToString::to_string).collect::<Vec<_>>())
            .flag("fall", self.fall.map(|fall| fall.to_string()))
            .flag("gap", self.gap)
            .flag("min_entities", self.min_entities)
            .flag("ended_as", (self.ended_as == EndedAs::Fall).then_some("fall"))
            .flag("replications", self.replications)
            .flag("block", self.block)
            .seed(self.seed)
    }
}
