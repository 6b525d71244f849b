//! Clearing payments: who pays what of what is owed (Eisenberg and Noe 2001), with costs of default (Rogers and Veraart 2013).
//!
//! The greatest solution is found by fictitious defaults: those who could not pay if all others did default; what they pay is solved
//! for; then those who cannot pay on that, until nobody new. Each step adds a node, so there are at most as many as nodes.

use crate::components::components;
use crate::network::{Channel, Network, Recovery, Shock};
use crate::outcome::{Loss, MOST_ROUNDS, Outcome, Round, by_node, total};
use crate::solve::{Scratch, solve};
use crate::sparse::Rows;

/// Who has less than this share of what it owes fails.
const ENOUGH: f64 = 1.0 - 1e-12;

#[derive(Debug)]
pub(crate) struct Clearing<'a> {
    network: &'a Network,
    recovery: Recovery,
    /// What each owes in all.
    owed: Vec<f64>,
    /// Of each creditor: its debtors, and the share of what they pay that goes to it.
    shares: Rows,
    /// The same times what of claims is recovered.
    recovered: Rows,
    components: Vec<Vec<u32>>,
    /// Without a shock.
    pub(crate) calm: Payments,
}

/// What everybody pays.
#[derive(Debug, Clone)]
pub(crate) struct Payments {
    pub(crate) paid: Vec<f64>,
    pub(crate) failed_in: Vec<Option<usize>>,
    /// What each has less what it owes.
    pub(crate) worth: Vec<f64>,
    /// The sum of losses of equity up to and with each round.
    losses: Vec<f64>,
}

impl<'a> Clearing<'a> {
    pub(crate) fn new(network: &'a Network, recovery: Recovery) -> Self {
        let n = network.nodes.len();
        let claims: Vec<_> = network.edges.iter().filter(|e| e.channel == Channel::Claims && e.owed).collect();
        let by_debtor = Rows::new(n, claims.iter().map(|e| (e.from as u32, e.to as u32, e.amount)).collect());
        let owed: Vec<f64> =
            (0..n).map(|i| network.nodes[i].external_debts + by_debtor.row(i).1.iter().sum::<f64>()).collect();
        let mut entries = Vec::new();
        for (debtor, owed) in owed.iter().enumerate() {
            let (creditors, amounts) = by_debtor.row(debtor);
            for (creditor, amount) in creditors.iter().zip(amounts) {
                entries.push((*creditor, debtor as u32, amount / owed));
            }
        }
        let scaled = entries.iter().map(|(i, j, share)| (*i, *j, share * recovery.claims)).collect();
        let shares = Rows::new(n, entries);
        let components = components(&shares);
        let recovered = Rows::new(n, scaled);
        let calm = Payments { paid: owed.clone(), failed_in: vec![None; n], worth: vec![0.0; n], losses: Vec::new() };
        let mut ready = Clearing { network, recovery, owed, shares, recovered, components, calm };
        ready.calm = ready.payments(&Shock::default());
        ready
    }

    /// What everybody has outside after a shock; none for who pays in any case.
    fn assets(&self, shock: &Shock) -> Vec<Option<f64>> {
        let taken = self.network.taken(shock);
        let mut assets: Vec<Option<f64>> = (self.network.nodes.iter().zip(taken))
            .map(|(node, taken)| Some(node.external_assets? - taken + node.other_assets))
            .collect();
        for node in &shock.failed {
            assets[*node] = Some(self.network.nodes[*node].other_assets);
        }
        assets
    }

    /// From what is paid without the shock, which is never less than with it.
    pub(crate) fn payments(&self, shock: &Shock) -> Payments {
        let n = self.owed.len();
        let assets = self.assets(shock);
        let Payments { mut paid, .. } = self.calm.clone();
        let mut active: Vec<bool> = self.calm.failed_in.iter().map(Option::is_some).collect();
        let mut failed_in: Vec<Option<usize>> = active.iter().map(|failed| failed.then_some(0)).collect();
        let mut worth = vec![0.0; n];
        let mut losses = Vec::new();
        let mut scratch = Scratch::default();
        let outside: Vec<f64> = assets.iter().map(|a| a.map_or(0.0, |a| a * self.recovery.external)).collect();
        let mut round = 0;
        loop {
            let mut new = false;
            for i in 0..n {
                let Some(assets) = assets[i] else { continue };
                let has = assets + self.shares.times(i, &paid);
                worth[i] = has - self.owed[i];
                if !active[i] && has < self.owed[i] * ENOUGH {
                    (active[i], failed_in[i]) = (true, Some(round));
                    new = true;
                }
            }
            losses.push(total((0..n).filter_map(|i| self.lost(i, &worth))));
            // Payments of those that failed before are solved for at least once: the shock may have taken from them.
            if !new && round > 0 {
                break;
            }
            for component in &self.components {
                solve(&self.recovered, component, &active, &outside, &mut paid, &mut scratch);
            }
            for (paid, owed) in paid.iter_mut().zip(&self.owed) {
                *paid = paid.clamp(0.0, *owed);
            }
            round += 1;
        }
        Payments { paid, failed_in, worth, losses }
    }

    /// Equity lost by a node; none for one whose assets are not known.
    fn lost(&self, i: usize, worth: &[f64]) -> Option<f64> {
        self.network.nodes[i].external_assets?;
        let before = self.calm.worth[i].max(0.0);
        Some((before - worth[i].max(0.0)).max(0.0))
    }

    /// Equity lost by a node that pays so.
    pub(crate) fn loss(&self, i: usize, payments: &Payments) -> Option<f64> {
        self.lost(i, &payments.worth)
    }

    pub(crate) fn outcome(&self, shock: &Shock) -> Outcome {
        let network = self.network;
        let payments = self.payments(shock);
        let last = MOST_ROUNDS - 1;
        let mut rounds: Vec<Round> = Vec::new();
        let mut before = 0.0;
        for (round, sum) in payments.losses.iter().enumerate() {
            let failed = (0..network.nodes.len()).filter(|i| payments.failed_in[*i] == Some(round));
            if let Some(rest) = rounds.last_mut().filter(|rest| rest.round == last) {
                rest.failed.extend(failed);
                rest.failed.sort_unstable();
                rest.loss += sum - before;
            } else {
                let failed: Vec<usize> = failed.collect();
                if round == 0 || !failed.is_empty() || *sum > before {
                    rounds.push(Round { round, failed, loss: sum - before });
                }
            }
            before = *sum;
        }
        let lost_on = |edge: &crate::network::Edge| {
            let owed = self.owed[edge.from];
            if edge.channel == Channel::Claims && edge.owed && owed > 0.0 {
                edge.amount * (1.0 - payments.paid[edge.from] / owed).max(0.0)
            } else {
                0.0
            }
        };
        let edges: Vec<f64> = network.edges.iter().map(lost_on).collect();
        let written_off = by_node(network, &edges);
        let loss = |i: usize| {
            let loss = self.lost(i, &payments.worth);
            let had = self.calm.worth[i];
            Loss {
                loss,
                loss_share: loss.filter(|_| had > 0.0).map(|loss| loss / had),
                written_off: written_off[i],
                lost_sales: 0.0,
                failed_in_round: payments.failed_in[i].map(|at| at.min(last)),
                payment: Some(payments.paid[i]),
            }
        };
        let losses: Vec<Loss> = (0..network.nodes.len()).map(loss).collect();
        let total_loss = total(losses.iter().filter_map(|loss| loss.loss));
        let initial_loss = rounds.first().map_or(0.0, |round| round.loss);
        Outcome { losses, edges, rounds, initial_loss, total_loss }
    }
}
