//! What a shock did.

use crate::network::Network;

/// At most so many rounds are listed: the last holds the rest.
pub const MOST_ROUNDS: usize = 100;

/// What a shock did.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Node by node.
    pub losses: Vec<Loss>,
    /// What was lost on each edge, in the order of the edges.
    pub edges: Vec<f64>,
    /// Round by round; 0 is what happened at once.
    pub rounds: Vec<Round>,
    /// Equity lost at once.
    pub initial_loss: f64,
    /// Equity lost in all, at once included.
    pub total_loss: f64,
}

/// What a node lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    /// Of its equity; none for a sink.
    pub loss: Option<f64>,
    /// The same as a share of the equity that it had; none for a sink, or where it had none.
    pub loss_share: Option<f64>,
    /// On its edges by channel, not capped by its equity: claims, stakes, purchases.
    pub written_off: [f64; 3],
    /// Sales that it lost, whatever they earned.
    pub lost_sales: f64,
    /// The round in which it failed.
    pub failed_in_round: Option<usize>,
    /// What it pays of what it owes (clearing).
    pub payment: Option<f64>,
}

/// A round.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Its number.
    pub round: usize,
    /// Who failed in it, in order.
    pub failed: Vec<usize>,
    /// Equity lost in it.
    pub loss: f64,
}

impl Loss {
    /// On all of its edges.
    pub fn written_off(&self) -> f64 {
        total(self.written_off.iter().copied())
    }
}

impl Outcome {
    /// The total loss as a multiple of what was lost at once; none where that was nothing.
    pub fn amplification(&self) -> Option<f64> {
        let ratio = self.total_loss / self.initial_loss;
        ratio.is_finite().then_some(ratio)
    }

    /// What was written off in all, by channel.
    pub fn written_off(&self) -> [f64; 3] {
        let mut sums = [0.0; 3];
        for loss in &self.losses {
            sums.iter_mut().zip(loss.written_off).for_each(|(sum, x)| *sum += x);
        }
        sums
    }
}

/// A sum, which of nothing is 0: that of the standard library is then -0.
pub(crate) fn total(terms: impl Iterator<Item = f64>) -> f64 {
    terms.fold(0.0, |sum, term| sum + term)
}

/// What was lost on each edge, added up by the node that loses, in an order that does not depend on that of the edges.
pub(crate) fn by_node(network: &Network, lost: &[f64]) -> Vec<[f64; 3]> {
    let mut order: Vec<(u32, usize, f64)> = network
        .edges
        .iter()
        .zip(lost)
        .filter(|(_, lost)| **lost != 0.0)
        .map(|(edge, lost)| (edge.losing().1 as u32, edge.channel as usize, *lost))
        .collect();
    order.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    let mut sums = vec![[0.0; 3]; network.nodes.len()];
    for (node, channel, lost) in order {
        sums[node as usize][channel] += lost;
    }
    sums
}

/// Sales that each node loses, given what share of its purchases each buyer no longer makes.
pub(crate) fn lost_sales(network: &Network, share: &dyn Fn(usize) -> f64) -> Vec<f64> {
    let mut order: Vec<(u32, f64)> = network
        .edges
        .iter()
        .filter(|edge| edge.channel == crate::network::Channel::Purchases)
        .map(|edge| (edge.to as u32, edge.amount * share(edge.from)))
        .collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut sums = vec![0.0; network.nodes.len()];
    for (node, lost) in order {
        sums[node as usize] += lost;
    }
    sums
}
