//! Each node failed in turn: whom that would cost what.

use crate::error::NetworkError;
use crate::network::{Method, Network, Shock};
use crate::outcome::total;
use froth_series::watch::Watch;
use rayon::prelude::*;

/// Losses that are held at once: of many nodes each of which reaches all few failures.
const AT_ONCE: usize = 4_000_000;

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

/// What others lose in one failure, each by number where that is more than nothing, and how many fail.
struct Failed {
    losses: Vec<(u32, f64)>,
    failures: usize,
}

impl Network {
    /// Each node failed in turn, node by node. One step of the watch a node. A failure takes time by what it reaches.
    ///
    /// # Errors
    ///
    /// A share that is none, or the watch ended it.
    pub fn rank(&self, method: &Method, watch: &dyn Watch) -> Result<Vec<Ranked>, NetworkError> {
        let n = self.nodes.len();
        watch.expect(n as u64);
        let ready = self.ready(method)?;
        let mut calm = ready.runner();
        calm.run(&Shock::default());
        // Who fails anyway is not failed by another.
        let anyway: Vec<bool> = (0..n).map(|i| calm.fails(i)).collect();
        let mut ranked: Vec<Ranked> = Vec::with_capacity(n);
        let mut from_others = vec![0.0; n];
        let all: Vec<usize> = (0..n).collect();
        for some in all.chunks((AT_ONCE / n.max(1)).clamp(2, 256)) {
            let failed = some.par_iter().map_init(
                || ready.runner(),
                |runner, node| {
                    watch.step(1)?;
                    runner.run(&Shock::failure(*node));
                    let others = || runner.touched().iter().filter(|other| **other as usize != *node);
                    let lost = |other: &u32| Some((*other, runner.loss(*other as usize).filter(|loss| *loss != 0.0)?));
                    let fails = |other: &&u32| runner.fails(**other as usize) && !anyway[**other as usize];
                    Ok(Failed { losses: others().filter_map(lost).collect(), failures: others().filter(fails).count() })
                },
            );
            let failed: Vec<Failed> = failed.collect::<Result<_, NetworkError>>()?;
            for (node, Failed { losses, failures }) in some.iter().zip(failed) {
                for (other, loss) in &losses {
                    from_others[*other as usize] += loss;
                }
                ranked.push(Ranked {
                    loss_to_others: total(losses.iter().map(|(_, loss)| *loss)),
                    failures,
                    loss_from_others: calm.loss(*node).map(|_| 0.0),
                });
            }
        }
        for (ranked, sum) in ranked.iter_mut().zip(from_others) {
            ranked.loss_from_others = ranked.loss_from_others.map(|_| sum / (n.max(2) - 1) as f64);
        }
        Ok(ranked)
    }
}
