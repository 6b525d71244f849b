//! Clearing payments: who pays what of what is owed (Eisenberg and Noe 2001), with costs of default (Rogers and Veraart 2013).
//!
//! The greatest solution is found by fictitious defaults: those who could not pay if all others did default; what they pay is solved
//! for; then those who cannot pay on that, until nobody new. Each step adds a node, so there are at most as many as nodes.

use crate::components::{Order, Reached};
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
    order: Order,
    /// Without a shock.
    calm: Payments,
}

/// What everybody pays. From run to run all is as without a shock but for nodes that the last one reached.
#[derive(Debug, Clone, Default)]
pub(crate) struct Payments {
    paid: Vec<f64>,
    failed_in: Vec<Option<usize>>,
    /// What each has less what it owes.
    worth: Vec<f64>,
    /// Who does not pay in full.
    active: Vec<bool>,
    /// The sum of losses of equity up to and with each round.
    losses: Vec<f64>,
    /// What is taken of each one's external assets.
    taken: Vec<f64>,
    failed: Vec<bool>,
    /// Of external assets what is recovered.
    outside: Vec<f64>,
    /// Nodes that the last run reached, rising.
    touched: Vec<u32>,
}

/// What runs need again and again.
#[derive(Debug)]
pub(crate) struct Workspace {
    payments: Payments,
    reached: Reached,
    scratch: Scratch,
}

impl Workspace {
    /// Nodes that the last run reached, rising.
    pub(crate) fn touched(&self) -> &[u32] {
        &self.payments.touched
    }

    /// Whether a node cannot pay all that it owes.
    pub(crate) fn fails(&self, node: usize) -> bool {
        self.payments.failed_in[node].is_some()
    }
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
        let order = Order::new(&shares);
        let recovered = Rows::new(n, scaled);
        let mut ready = Clearing { network, recovery, owed, shares, recovered, order, calm: Payments::default() };
        let mut calm = Payments {
            paid: ready.owed.clone(),
            failed_in: vec![None; n],
            worth: vec![0.0; n],
            active: vec![false; n],
            taken: vec![0.0; n],
            failed: vec![false; n],
            outside: (0..n).map(|i| ready.outside(i, 0.0, false)).collect(),
            touched: (0..n as u32).collect(),
            losses: Vec::new(),
        };
        let groups: Vec<u32> = ready.order.all().collect();
        ready.settle(&groups, &mut calm, &mut Scratch::default());
        calm.touched.clear();
        // Who fails without a shock fails at once with any.
        for (failed_in, active) in calm.failed_in.iter_mut().zip(&calm.active) {
            *failed_in = active.then_some(0);
        }
        ready.calm = calm;
        ready
    }

    pub(crate) fn workspace(&self) -> Workspace {
        Workspace { payments: self.calm.clone(), reached: Reached::default(), scratch: Scratch::default() }
    }

    /// What a node has outside after a shock; none for who pays in any case.
    fn assets(&self, i: usize, taken: f64, failed: bool) -> Option<f64> {
        let node = &self.network.nodes[i];
        if failed { Some(node.other_assets) } else { Some(node.external_assets? - taken + node.other_assets) }
    }

    fn outside(&self, i: usize, taken: f64, failed: bool) -> f64 {
        self.assets(i, taken, failed).map_or(0.0, |assets| assets * self.recovery.external)
    }

    /// From what is paid without the shock, which is never less than with it. Who is owed nothing by anybody that the shock reaches
    /// is not looked at.
    pub(crate) fn run(&self, shock: &Shock, work: &mut Workspace) {
        let Workspace { payments, reached, scratch } = work;
        for i in std::mem::take(&mut payments.touched) {
            let (i, calm) = (i as usize, &self.calm);
            payments.paid[i] = calm.paid[i];
            payments.failed_in[i] = calm.failed_in[i];
            payments.worth[i] = calm.worth[i];
            payments.active[i] = calm.active[i];
            (payments.taken[i], payments.failed[i], payments.outside[i]) = (0.0, false, calm.outside[i]);
        }
        payments.losses.clear();
        let shocked = || shock.shares.iter().map(|(node, _)| *node).chain(shock.failed.iter().copied());
        for (node, taken) in self.network.taken(shock) {
            payments.taken[node] = taken;
        }
        for node in &shock.failed {
            payments.failed[*node] = true;
        }
        for i in shocked() {
            payments.outside[i] = self.outside(i, payments.taken[i], payments.failed[i]);
        }
        let groups = self.order.reached(shocked(), reached);
        for group in groups {
            payments.touched.extend_from_slice(self.order.group(*group));
        }
        payments.touched.sort_unstable();
        self.settle(groups, payments, scratch);
    }

    /// Who of these cannot pay, and what they pay, until nobody new.
    fn settle(&self, groups: &[u32], payments: &mut Payments, scratch: &mut Scratch) {
        let Payments { paid, failed_in, worth, active, losses, taken, failed, outside, touched } = payments;
        let mut round = 0;
        loop {
            let mut new = false;
            for i in touched.iter() {
                let i = *i as usize;
                let Some(assets) = self.assets(i, taken[i], failed[i]) else { continue };
                let has = assets + self.shares.times(i, paid);
                worth[i] = has - self.owed[i];
                if !active[i] && has < self.owed[i] * ENOUGH {
                    (active[i], failed_in[i]) = (true, Some(round));
                    new = true;
                }
            }
            losses.push(total(touched.iter().filter_map(|i| self.lost(*i as usize, worth))));
            // Payments of those that failed before are solved for at least once: the shock may have taken from them.
            if !new && round > 0 {
                break;
            }
            for group in groups {
                solve(&self.recovered, self.order.group(*group), active, outside, paid, scratch);
            }
            for i in touched.iter() {
                let i = *i as usize;
                paid[i] = paid[i].clamp(0.0, self.owed[i]);
            }
            round += 1;
        }
    }

    /// Equity lost by a node; none for one whose assets are not known.
    fn lost(&self, i: usize, worth: &[f64]) -> Option<f64> {
        self.network.nodes[i].external_assets?;
        // Without a shock there is nothing yet to lose from.
        let before = self.calm.worth.get(i)?.max(0.0);
        Some((before - worth[i].max(0.0)).max(0.0))
    }

    /// Equity lost by a node in a run.
    pub(crate) fn loss(&self, i: usize, work: &Workspace) -> Option<f64> {
        self.lost(i, &work.payments.worth)
    }

    pub(crate) fn outcome(&self, shock: &Shock) -> Outcome {
        let network = self.network;
        let mut work = self.workspace();
        self.run(shock, &mut work);
        let payments = work.payments;
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
