//! The smallest shock elsewhere that fails a node.

use crate::error::NetworkError;
use crate::network::{Method, Network, Runner, Shock};
use froth_series::watch::Watch;
use rayon::prelude::*;

/// Halvings of the interval: shares are known to 2^-40.
const HALVINGS: u32 = 40;

/// What must happen to one node for another to fail.
#[derive(Debug, Clone, PartialEq)]
pub struct Smallest {
    /// The node that is shocked.
    pub node: usize,
    /// The smallest share of its external assets whose loss fails the other; none where not even all of them do, or where it has none.
    pub share: Option<f64>,
    /// Whether the other fails where this one fails.
    pub by_failure: bool,
}

impl Network {
    /// For each other node: the smallest share of its external assets whose loss fails the target. Losses rise with the share, so
    /// it is found by halving. None where the target fails without any shock.
    ///
    /// # Errors
    ///
    /// A share that is none, a target that is not there, or the watch ended it.
    pub fn target(
        &self,
        method: &Method,
        target: usize,
        watch: &dyn Watch,
    ) -> Result<Option<Vec<Smallest>>, NetworkError> {
        let n = self.nodes.len();
        if target >= n {
            return Err(NetworkError::Shock { node: target });
        }
        watch.expect(n as u64);
        let ready = self.ready(method)?;
        let fails = |shock: &Shock, runner: &mut Runner<'_>| {
            runner.run(shock);
            runner.fails(target)
        };
        if fails(&Shock::default(), &mut ready.runner()) {
            return Ok(None);
        }
        let one = |work: &mut Runner<'_>, node: usize| {
            watch.step(1)?;
            let by_failure = fails(&Shock::failure(node), work);
            let owns = self.nodes[node].external_assets.is_some_and(|owned| owned > 0.0);
            if !owns || !fails(&Shock::share(node, 1.0), work) {
                return Ok(Smallest { node, share: None, by_failure });
            }
            let (mut survives, mut enough) = (0.0, 1.0);
            for _ in 0..HALVINGS {
                let middle = 0.5 * (survives + enough);
                if fails(&Shock::share(node, middle), work) { enough = middle } else { survives = middle }
            }
            Ok(Smallest { node, share: Some(enough), by_failure })
        };
        let others: Vec<usize> = (0..n).filter(|node| *node != target).collect();
        let found = others.par_iter().map_init(|| ready.runner(), |work, node| one(work, *node));
        found.collect::<Result<_, NetworkError>>().map(Some)
    }
}
