//! Default cascades: whoever has lost its equity defaults, and its creditors lose (Furfine 2003).

use crate::network::{Channel, Network, Shock};
use crate::outcome::{Loss, MOST_ROUNDS, Outcome, Round, by_node, total};
use crate::sparse::Rows;

/// Losses reach equity from here on, as a share of it.
const REACHED: f64 = 1.0 - 1e-12;

#[derive(Debug)]
pub(crate) struct Threshold<'a> {
    network: &'a Network,
    loss_given_default: f64,
    /// Of each creditor: its debtors, and what is lost with each.
    lent: Rows,
    /// Of each debtor: its creditors.
    owed: Rows,
}

/// Who failed when, and what each lost: from run to run nobody and nothing but for nodes that the last one reached.
#[derive(Debug, Default)]
pub(crate) struct Cascade {
    failed_in: Vec<Option<usize>>,
    taken: Vec<f64>,
    lost: Vec<f64>,
    /// Nodes that the last run reached, rising.
    touched: Vec<u32>,
}

impl Cascade {
    fn clear(&mut self, n: usize) {
        for node in self.touched.drain(..) {
            let i = node as usize;
            (self.failed_in[i], self.taken[i], self.lost[i]) = (None, 0.0, 0.0);
        }
        self.failed_in.resize(n, None);
        self.taken.resize(n, 0.0);
        self.lost.resize(n, 0.0);
    }

    /// Nodes that the last run reached, rising.
    pub(crate) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// Whether a node defaults.
    pub(crate) fn fails(&self, node: usize) -> bool {
        self.failed_in[node].is_some()
    }
}

impl<'a> Threshold<'a> {
    pub(crate) fn new(network: &'a Network, loss_given_default: f64) -> Self {
        let claims = || network.edges.iter().filter(|edge| edge.channel == Channel::Claims);
        let n = network.nodes.len();
        let lent = claims().map(|e| (e.to as u32, e.from as u32, e.amount * loss_given_default)).collect();
        let owed = claims().map(|e| (e.from as u32, e.to as u32, e.amount * loss_given_default)).collect();
        Threshold { network, loss_given_default, lent: Rows::new(n, lent), owed: Rows::new(n, owed) }
    }

    pub(crate) fn run(&self, shock: &Shock, cascade: &mut Cascade) {
        cascade.clear(self.network.nodes.len());
        let Cascade { failed_in, taken, lost, touched } = cascade;
        let reached = |i: usize, lost: f64| self.network.equity(i).is_some_and(|equity| lost >= equity * REACHED);
        for (i, amount) in self.network.taken(shock) {
            (taken[i], lost[i]) = (amount, amount);
            touched.push(i as u32);
            if reached(i, amount) {
                failed_in[i] = Some(0);
            }
        }
        for node in &shock.failed {
            failed_in[*node] = Some(0);
            touched.push(*node as u32);
        }
        let mut new: Vec<usize> = touched.iter().map(|i| *i as usize).filter(|i| failed_in[*i].is_some()).collect();
        let mut round = 0;
        while !new.is_empty() {
            round += 1;
            let mut hit: Vec<u32> = new.iter().flat_map(|i| self.owed.row(*i).0.iter().copied()).collect();
            hit.sort_unstable();
            hit.dedup();
            new.clear();
            touched.extend_from_slice(&hit);
            for i in hit {
                let i = i as usize;
                // Anew, in the order of debtors: a sum that grew round by round would depend on who failed when.
                let (debtors, amounts) = self.lent.row(i);
                let gone = debtors
                    .iter()
                    .zip(amounts)
                    .filter(|(debtor, _)| failed_in[**debtor as usize].is_some_and(|at| at < round));
                lost[i] = taken[i] + gone.map(|(_, amount)| amount).sum::<f64>();
                if failed_in[i].is_none() && reached(i, lost[i]) {
                    failed_in[i] = Some(round);
                    new.push(i);
                }
            }
        }
        touched.sort_unstable();
        touched.dedup();
    }

    /// What a node has lost of its equity.
    pub(crate) fn loss(&self, i: usize, cascade: &Cascade) -> Option<f64> {
        let equity = self.network.equity(i)?;
        Some(if cascade.failed_in[i].is_some() { equity } else { cascade.lost[i].min(equity) })
    }

    pub(crate) fn outcome(&self, shock: &Shock) -> Outcome {
        let network = self.network;
        let mut cascade = Cascade::default();
        self.run(shock, &mut cascade);
        let last = cascade.failed_in.iter().flatten().max().map_or(0, |last| last + 1);
        // What each has lost after a round: from those that failed before it, and all of its equity once it has failed.
        let taken = &cascade.taken;
        let after = |round: usize, i: usize| -> f64 {
            let Some(equity) = network.equity(i) else { return 0.0 };
            if cascade.failed_in[i].is_some_and(|at| at <= round) {
                return equity;
            }
            let (debtors, amounts) = self.lent.row(i);
            let gone = debtors
                .iter()
                .zip(amounts)
                .filter(|(debtor, _)| cascade.failed_in[**debtor as usize].is_some_and(|at| at < round));
            (taken[i] + gone.map(|(_, amount)| amount).sum::<f64>()).min(equity)
        };
        let mut rounds = Vec::new();
        let mut before = 0.0;
        for round in 0..=last.min(MOST_ROUNDS - 1) {
            let rest = round == MOST_ROUNDS - 1;
            let shown = if rest { usize::MAX } else { round };
            let sum = total((0..network.nodes.len()).map(|i| after(shown, i)));
            let of_round = |at: usize| if rest { at >= round } else { at == round };
            let failed: Vec<usize> =
                (0..network.nodes.len()).filter(|i| cascade.failed_in[*i].is_some_and(of_round)).collect();
            if round > 0 && failed.is_empty() && sum - before == 0.0 {
                break;
            }
            rounds.push(Round { round, failed, loss: sum - before });
            before = sum;
        }
        let lost_on = |edge: &crate::network::Edge| match edge.channel {
            Channel::Claims if cascade.failed_in[edge.from].is_some() => edge.amount * self.loss_given_default,
            _ => 0.0,
        };
        let edges: Vec<f64> = network.edges.iter().map(lost_on).collect();
        let written_off = by_node(network, &edges);
        let loss = |i: usize| {
            let loss = self.loss(i, &cascade);
            Loss {
                loss,
                loss_share: loss.zip(network.equity(i)).map(|(loss, equity)| loss / equity),
                written_off: written_off[i],
                lost_sales: 0.0,
                failed_in_round: cascade.failed_in[i].map(|at| at.min(MOST_ROUNDS - 1)),
                payment: None,
            }
        };
        let losses: Vec<Loss> = (0..network.nodes.len()).map(loss).collect();
        let total_loss = total(losses.iter().filter_map(|loss| loss.loss));
        let initial_loss = rounds.first().map_or(0.0, |round| round.loss);
        Outcome { losses, edges, rounds, initial_loss, total_loss }
    }
}
