//! Losses over many networks of the same nodes: drawn amounts, drawn edges.

use crate::error::NetworkError;
use crate::network::{Method, Network, Shock};
use crate::outcome::total;
use froth_series::psy::quantile;
use froth_series::watch::Watch;
use rayon::prelude::*;

/// Draws that one thread makes at once.
const BLOCK: u64 = 64;

/// What each node loses, and whether it fails.
type Losses = Vec<(Option<f64>, bool)>;

/// How a loss is spread over draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The 5th percentile.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The 95th percentile.
    pub high: f64,
}

/// How losses are spread over draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Spreads {
    /// Node by node; none for one that is a sink in every draw.
    pub nodes: Vec<Option<Spread>>,
    /// The share of draws in which each fails.
    pub failed: Vec<f64>,
    /// Of all losses together.
    pub total: Option<Spread>,
}

impl Spread {
    /// Quantiles as numpy and R have them by default (type 7).
    fn of(mut values: Vec<f64>) -> Option<Spread> {
        values.sort_unstable_by(f64::total_cmp);
        let at = |level: f64| quantile(&values, level);
        (!values.is_empty()).then(|| Spread { low: at(0.05), median: at(0.5), high: at(0.95) })
    }
}

/// What a shock does to each of so many networks; `draw` makes one from its number. One step of the watch a draw.
///
/// # Errors
///
/// A network or share that is none, or the watch ended it.
pub fn draws(
    number: u64,
    draw: &(dyn Fn(u64) -> Result<Network, NetworkError> + Sync),
    method: &Method,
    shock: &Shock,
    watch: &dyn Watch,
) -> Result<Spreads, NetworkError> {
    watch.expect(number);
    let blocks = number.div_ceil(BLOCK);
    let block = |block: u64| -> Result<Vec<Losses>, NetworkError> {
        let one = |at: u64| {
            watch.step(1)?;
            let network = draw(at)?;
            let ready = network.ready(method)?;
            let mut runner = ready.runner();
            runner.run(shock);
            Ok((0..network.nodes.len()).map(|i| (runner.loss(i), runner.fails(i))).collect())
        };
        (block * BLOCK..((block + 1) * BLOCK).min(number)).map(one).collect()
    };
    let all: Vec<Vec<Losses>> = (0..blocks).into_par_iter().map(block).collect::<Result<_, _>>()?;
    let all: Vec<Losses> = all.into_iter().flatten().collect();
    let n = all.first().map_or(0, Vec::len);
    let nodes = (0..n).map(|i| Spread::of(all.iter().filter_map(|draw| draw[i].0).collect())).collect();
    let failed = (0..n).map(|i| all.iter().filter(|draw| draw[i].1).count() as f64 / all.len() as f64).collect();
    let totals = all.iter().map(|draw| total(draw.iter().filter_map(|(loss, _)| *loss))).collect();
    Ok(Spreads { nodes, failed, total: Spread::of(totals) })
}
