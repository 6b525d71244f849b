//! Each node failed in turn: whom that would cost what.

use crate::debtrank::{FAILED, Workspace};
use crate::error::NetworkError;
use crate::network::{Method, Network, Ready, Shock};
use crate::outcome::total;
use froth_series::watch::Watch;
use rayon::prelude::*;

/// Failures whose losses are held at once.
const AT_ONCE: usize = 256;

/// What the failure of a node does to others, and theirs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Equity that others lose.
    pub loss_to_others: f64,
    /// How many others fail.
    pub failures: usize,
    /// Equity that it loses by the failure of another, on average over all others; none for a sink.
    pub loss_from_others: Option<f64>,
}

impl Ready<'_> {
    /// What each node loses, and whether it fails.
    pub(crate) fn losses(&self, network: &Network, shock: &Shock, work: &mut Workspace) -> Vec<(Option<f64>, bool)> {
        let nodes = 0..network.nodes.len();
        match self {
            Ready::DebtRank(ready) => {
                let limit = ready.limit(&ready.at_once(shock), work);
                nodes.map(|i| (network.equity(i).map(|equity| equity * limit[i]), limit[i] >= FAILED)).collect()
            }
            Ready::Clearing(ready) => {
                let payments = ready.payments(shock);
                nodes.map(|i| (ready.loss(i, &payments), payments.failed_in[i].is_some())).collect()
            }
            Ready::Threshold(ready) => {
                let cascade = ready.cascade(shock);
                nodes.map(|i| (ready.loss(i, &cascade), cascade.failed_in[i].is_some())).collect()
            }
        }
    }
}

impl Network {
    /// Each node failed in turn, node by node. One step of the watch a node.
    ///
    /// # Errors
    ///
    /// A share that is none, or the watch ended it.
    pub fn rank(&self, method: &Method, watch: &dyn Watch) -> Result<Vec<Ranked>, NetworkError> {
        let n = self.nodes.len();
        watch.expect(n as u64);
        let ready = self.ready(method)?;
        // Who fails anyway is not failed by another.
        let anyway = ready.losses(self, &Shock::default(), &mut Workspace::default());
        let mut ranked = Vec::with_capacity(n);
        let mut from_others = vec![0.0; n];
        let all: Vec<usize> = (0..n).collect();
        for some in all.chunks(AT_ONCE) {
            let failed = some.par_iter().map_init(Workspace::default, |work, node| {
                watch.step(1)?;
                Ok(ready.losses(self, &Shock::failure(*node), work))
            });
            let failed: Vec<Vec<(Option<f64>, bool)>> = failed.collect::<Result<_, NetworkError>>()?;
            for (node, losses) in some.iter().zip(failed) {
                let others = || losses.iter().enumerate().filter(|(other, _)| other != node);
                for (other, (loss, _)) in others() {
                    from_others[other] += loss.unwrap_or(0.0);
                }
                ranked.push(Ranked {
                    loss_to_others: total(others().filter_map(|(_, (loss, _))| *loss)),
                    failures: others().filter(|(other, (_, fails))| *fails && !anyway[*other].1).count(),
                    loss_from_others: losses[*node].0.map(|_| 0.0),
                });
            }
        }
        for (ranked, sum) in ranked.iter_mut().zip(from_others) {
            ranked.loss_from_others = ranked.loss_from_others.map(|_| sum / (n.max(2) - 1) as f64);
        }
        Ok(ranked)
    }
}
