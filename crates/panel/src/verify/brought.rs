//! Published numbers on data that users bring: their licences do not let froth ship them.

use super::{Check, Published, Reproduced};
use crate::backtest::auroc;
use crate::base_rates::{Input, Move, Options, Prices, base_rates};
use crate::panel::{EntityColumns, Further, Layout, Shape, Wanted, column_names, entity_columns};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::watch::Watch;
use std::path::Path;

/// Data that a published table was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brought {
    /// Crises of countries with the predictions of two models, as prepared for Bank of England staff working paper 848: columns
    /// year, iso, crisis, extree, logreg.
    Crises,
    /// Prices of French's industries and of the market: columns date, industry, price, market, and firms if there are few.
    Industries,
}

/// Industries of fewer firms are left out, as in the paper.
const FIRMS: f64 = 10.0;
/// Two digits.
const WITHIN: f64 = 0.005;

impl Brought {
    /// Every kind.
    pub const ALL: [Brought; 2] = [Brought::Crises, Brought::Industries];

    /// Its name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Brought::Crises => "crises",
            Brought::Industries => "industries",
        }
    }

    /// Reads a kind.
    ///
    /// ```
    /// use froth_panel::verify::Brought;
    /// assert_eq!(Brought::parse("crises").unwrap(), Brought::Crises);
    /// assert!(Brought::parse("prices").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Any other word.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let found = Brought::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| Diagnostic::error(Code::Data, "not crises or industries").into())
    }

    /// Recomputes what was published, from a CSV or Parquet file.
    ///
    /// # Errors
    ///
    /// What cannot be read, with its row.
    pub fn against(self, data: &Path, watch: &dyn Watch) -> Result<Reproduced, Error> {
        match self {
            Brought::Crises => crises(data, watch),
            Brought::Industries => industries(data, watch),
        }
    }
}

fn columns(
    data: &Path,
    names: &[&str],
    (date, entity): (&str, &str),
    watch: &dyn Watch,
) -> Result<EntityColumns, Error> {
    let shape =
        Shape { date_column: Some(date.to_owned()), entity_column: Some(entity.to_owned()), ..Shape::default() };
    let wanted: Vec<Further> =
        names.iter().map(|name| Further { name: (*name).to_owned(), yes_or_no: false }).collect();
    entity_columns(data.into(), &wanted, (&shape, &Layout::default()), &[], watch)
}

fn crises(data: &Path, watch: &dyn Watch) -> Result<Reproduced, Error> {
    let read = columns(data, &["crisis", "extree", "logreg"], ("year", "iso"), watch)?;
    let of = |model: usize| {
        let pick = |crisis: f64| -> Vec<f64> {
            let rows = read.columns[0].iter().zip(&read.columns[model]).filter(|(x, p)| **x == crisis && !p.is_nan());
            rows.map(|(_, p)| *p).collect()
        };
        auroc(&pick(1.0), &pick(0.0))
    };
    let checks = [("AUROC, extremely randomised trees", 0.87, of(1)), ("AUROC, logit", 0.82, of(2))];
    let checks = checks.map(|(item, published, computed)| Check::new(item.to_owned(), published, computed, WITHIN));
    let source =
        "Bluwstein and others (2020), Bank of England staff working paper 848: crises of 17 countries, 1870 to 2016";
    Ok(Reproduced::new(Published::Crises, source.to_owned(), Some(2), checks.to_vec()))
}

fn industries(data: &Path, watch: &dyn Watch) -> Result<Reproduced, Error> {
    let (_, named) = column_names(data.into(), &Wanted::default(), watch)?;
    let firms = named.iter().any(|name| name == "firms");
    let names: &[&str] = if firms { &["price", "market", "firms"] } else { &["price", "market"] };
    let read = columns(data, names, ("date", "industry"), watch)?;
    let entities = read.entities.iter().map(|entity| {
        let dates: Vec<_> = entity.rows.iter().map(|row| read.dates[*row]).collect();
        let enough = |row: &usize| read.columns.get(2).is_none_or(|firms| firms[*row] >= FIRMS);
        let column = |c: usize| -> Vec<Option<f64>> {
            entity.rows.iter().map(|row| Some(read.columns[c][*row]).filter(|x| !x.is_nan() && enough(row))).collect()
        };
        Prices::new(&entity.name, &dates, &column(0), Some(&column(1)))
    });
    let rise = |percent: f64| Move { percent, periods: 24 };
    let options = Options {
        rises: [50.0, 100.0, 150.0].map(rise).to_vec(),
        fall: Some(Move { percent: 40.0, periods: 24 }),
        replications: 0,
        ..Options::default()
    };
    let found = base_rates(&Input { entities: entities.collect() }, &options, watch)?;
    let checks = found.rates.iter().zip([0.20, 0.53, 0.80]).map(|(rate, published)| {
        let item = format!("{:.0} %: {} of {}", rate.rise, rate.falls, rate.finished());
        Check::new(item, published, rate.share, WITHIN)
    });
    let source = "Greenwood, Shleifer and You (2019), Journal of Financial Economics 131: American industries since 1926, value-weighted";
    Ok(Reproduced::new(Published::RunUps, source.to_owned(), Some(2), checks.collect()))
}
