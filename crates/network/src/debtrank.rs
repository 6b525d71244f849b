//! DebtRank: distress travels before anyone defaults (Bardoscia, Battiston, Caccioli and Caldarelli 2015, linear).
//!
//! The rounds approach the least solution of h = min(1, s + L h): s is lost at once, L holds what a node loses, as a share of its
//! equity, with all of another's. Where it is not 0 there is only one. It is found group by group of nodes that reach
//! each other, by sweeps from below; they are believed where a bound says that they have arrived, and else held against sweeps from above.
//! Where both are slow, loops being near 1, the solution is found exactly: from all being lost, whoever would lose less is solved
//! for, until nobody would.

use crate::components::{Order, Reached};
use crate::error::NetworkError;
use crate::network::{Channel, Network, Shock};
use crate::outcome::{Loss, MOST_ROUNDS, Outcome, Round, by_node, lost_sales, total};
use crate::solve::{Scratch, solve};
use crate::sparse::Rows;
use froth_series::watch::Watch;

/// From here on all equity is lost.
pub(crate) const FAILED: f64 = 1.0 - 1e-12;

/// How far from the limit a share may be.
const NEAR: f64 = 1e-11;

/// How far a solution may be from what it says of itself.
const SOLVED: f64 = 1e-14;

/// Guesses at who loses all.
const GUESSES: usize = 8;

/// Sweeps from below alone, and from both sides.
const SWEEPS: usize = 100;

#[derive(Debug)]
pub(crate) struct DebtRank<'a> {
    network: &'a Network,
    loss_given_default: f64,
    rows: Rows,
    order: Order,
}

/// What runs need again and again. Between them all is 0 but for nodes that the last one reached.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    at_once: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    input: Vec<f64>,
    active: Vec<bool>,
    /// Nodes that the last run reached, rising.
    touched: Vec<u32>,
    reached: Reached,
    scratch: Scratch,
}

impl Workspace {
    fn clear(&mut self, n: usize) {
        for node in self.touched.drain(..) {
            let i = node as usize;
            (self.at_once[i], self.low[i], self.high[i], self.input[i], self.active[i]) = (0.0, 0.0, 0.0, 0.0, false);
        }
        for vector in [&mut self.at_once, &mut self.low, &mut self.high, &mut self.input] {
            vector.resize(n, 0.0);
        }
        self.active.resize(n, false);
    }

    /// Nodes that the last run reached, rising.
    pub(crate) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// The share of equity that each loses in the end.
    pub(crate) fn limit(&self) -> &[f64] {
        &self.low
    }
}

impl<'a> DebtRank<'a> {
    pub(crate) fn new(network: &'a Network, loss_given_default: f64) -> Self {
        let entry = |edge: &crate::network::Edge| {
            let (from, to) = edge.losing();
            let share = edge.amount * weight(network, loss_given_default, edge) / network.equity(to)?;
            // A loss of any size beyond all equity is all equity.
            Some((to as u32, from as u32, share.min(f64::MAX / 1e60)))
        };
        let entries = network.edges.iter().filter_map(entry).collect();
        let rows = Rows::new(network.nodes.len(), entries);
        DebtRank { network, loss_given_default, order: Order::new(&rows), rows }
    }

    fn equity(&self, node: usize) -> Option<f64> {
        self.network.equity(node)
    }

    /// The share of equity that is lost in the end: of nodes that the shock does not reach none, and they are not looked at.
    pub(crate) fn run(&self, shock: &Shock, work: &mut Workspace) {
        work.clear(self.rows.len());
        for (node, taken) in self.network.taken(shock) {
            work.at_once[node] = self.equity(node).map_or(0.0, |equity| (taken / equity).min(1.0));
        }
        for node in &shock.failed {
            work.at_once[*node] = 1.0;
        }
        let shocked = shock.shares.iter().map(|(node, _)| *node).chain(shock.failed.iter().copied());
        let mut reached = std::mem::take(&mut work.reached);
        for group in self.order.reached(shocked, &mut reached) {
            let members = self.order.group(*group);
            work.touched.extend_from_slice(members);
            if let [one] = members {
                let i = *one as usize;
                let at_once = work.at_once[i];
                let h = if at_once >= 1.0 { 1.0 } else { (at_once + self.rows.times(i, &work.low)).min(1.0) };
                (work.low[i], work.high[i]) = (h, h);
            } else {
                self.settle(members, work);
            }
        }
        work.reached = reached;
        work.touched.sort_unstable();
    }

    /// What a node loses of its equity; none for a sink.
    pub(crate) fn loss(&self, node: usize, work: &Workspace) -> Option<f64> {
        self.equity(node).map(|equity| equity * work.low[node])
    }

    /// The limit in nodes that reach each other.
    fn settle(&self, component: &[u32], work: &mut Workspace) {
        let Workspace { at_once, low, high, input, .. } = work;
        let mut touched = false;
        for i in component {
            let i = *i as usize;
            input[i] = at_once[i] + self.rows.times(i, low);
            touched |= input[i] > 0.0;
        }
        if !touched {
            return;
        }
        let new = |i: usize, h: &[f64]| {
            if at_once[i] >= 1.0 { 1.0 } else { (at_once[i] + self.rows.times(i, h)).min(1.0) }
        };
        // From below. Where ten sweeps do not halve the changes, loops are near 1, and sweeps lead nowhere.
        let (mut slow, mut earlier) = (false, f64::INFINITY);
        for number in 1..=SWEEPS {
            let mut change = 0.0_f64;
            for i in component {
                let i = *i as usize;
                let h = new(i, low).max(low[i]);
                change = change.max(h - low[i]);
                low[i] = h;
            }
            if change <= 1e-15 {
                break;
            }
            if number % 10 == 0 {
                slow = change > 0.5 * earlier && number > 20;
                earlier = change;
                if slow {
                    break;
                }
            }
        }
        // If what is still to come is at most a share k of what comes from outside, everywhere, then the limit is at most 1 + k
        // times what is found.
        let arrived = component.iter().all(|i| {
            let i = *i as usize;
            low[i] >= 1.0 || new(i, low) - low[i] <= NEAR * input[i]
        });
        // From above.
        for i in component {
            let i = *i as usize;
            high[i] = if arrived { low[i] } else { 1.0 };
        }
        if arrived {
            return;
        }
        for _ in 0..if slow { 0 } else { SWEEPS } {
            let mut gap = 0.0_f64;
            for i in component {
                let i = *i as usize;
                high[i] = new(i, high).min(high[i]);
                low[i] = new(i, low).max(low[i]);
                gap = gap.max(high[i] - low[i]);
            }
            if gap <= NEAR {
                for i in component {
                    high[*i as usize] = low[*i as usize];
                }
                return;
            }
        }
        if self.guess(component, work) {
            return;
        }
        let Workspace { at_once, low, high, active, scratch, .. } = work;
        // Exactly in any case, from all being lost: high[i] is never below the limit.
        for i in component {
            high[*i as usize] = 1.0;
        }
        for i in component {
            active[*i as usize] = false;
        }
        loop {
            let mut grown = false;
            for i in component {
                let i = *i as usize;
                if !active[i] && at_once[i] < 1.0 && at_once[i] + self.rows.times(i, high) < 1.0 {
                    active[i] = true;
                    grown = true;
                }
            }
            if !grown {
                break;
            }
            for i in component {
                if !active[*i as usize] {
                    high[*i as usize] = 1.0;
                }
            }
            solve(&self.rows, component, active, at_once, high, scratch);
        }
        for i in component {
            let i = *i as usize;
            let h = high[i].clamp(low[i].min(1.0), 1.0);
            (low[i], high[i], active[i]) = (h, h, false);
        }
    }

    /// Exactly, from a guess who loses all: those of whom that is known by now, and then those of whom it comes out. What is found is
    /// a solution, and so the one, if it lies between what is lost by now and all. Says whether it is.
    fn guess(&self, component: &[u32], work: &mut Workspace) -> bool {
        let Workspace { at_once, low, high, active, scratch, .. } = work;
        for i in component {
            let i = *i as usize;
            (high[i], active[i]) = (low[i], low[i] < 1.0);
        }
        for _ in 0..GUESSES {
            solve(&self.rows, component, active, at_once, high, scratch);
            let (mut holds, mut changed) = (true, false);
            for i in component.iter().map(|i| *i as usize) {
                let lost = at_once[i] + self.rows.times(i, high);
                let falls = if active[i] { high[i] > 1.0 } else { at_once[i] >= 1.0 || lost >= 1.0 };
                if active[i] == falls {
                    (active[i], changed) = (!falls, true);
                } else if active[i] {
                    holds &= low[i] - NEAR <= high[i] && (lost - high[i]).abs() <= SOLVED;
                }
            }
            if !changed {
                if holds {
                    for i in component.iter().map(|i| *i as usize) {
                        let h = high[i].clamp(low[i].min(1.0), 1.0);
                        (low[i], high[i]) = (h, h);
                    }
                }
                for i in component {
                    active[*i as usize] = false;
                }
                return holds;
            }
            for i in component.iter().map(|i| *i as usize).filter(|i| !active[*i]) {
                high[i] = 1.0;
            }
        }
        for i in component {
            active[*i as usize] = false;
        }
        false
    }

    pub(crate) fn outcome(&self, shock: &Shock, watch: &dyn Watch) -> Result<Outcome, NetworkError> {
        let network = self.network;
        let mut work = Workspace::default();
        self.run(shock, &mut work);
        let Workspace { at_once, low: limit, .. } = work;
        let money = |shares: &dyn Fn(usize) -> f64| -> f64 {
            total((0..network.nodes.len()).filter_map(|i| Some(network.equity(i)? * shares(i))))
        };
        let failed_at: &mut Vec<Option<usize>> = &mut vec![None; limit.len()];
        let mut round = |number: usize, now: &[f64], loss: f64| {
            let mut failed = Vec::new();
            for (i, h) in now.iter().enumerate() {
                if *h >= FAILED && failed_at[i].is_none() {
                    failed_at[i] = Some(number);
                    failed.push(i);
                }
            }
            Round { round: number, failed, loss }
        };
        let initial_loss = money(&|i| at_once[i]);
        let mut rounds = vec![round(0, &at_once, initial_loss)];
        let mut now = at_once.clone();
        let away = |h: &[f64]| h.iter().zip(&limit).any(|(h, limit)| limit - h > 1e-12);
        while away(&now) {
            watch.step(1)?;
            let number = rounds.len();
            let mut next: Vec<f64> = (0..now.len())
                .map(|i| if at_once[i] >= 1.0 { 1.0 } else { (at_once[i] + self.rows.times(i, &now)).min(limit[i]) })
                .collect();
            if number + 1 == MOST_ROUNDS || !away(&next) {
                next.clone_from(&limit);
            }
            let loss = money(&|i| next[i] - now[i]);
            rounds.push(round(number, &next, loss));
            now = next;
        }
        let lost_on = |edge: &crate::network::Edge| {
            edge.amount * weight(network, self.loss_given_default, edge) * limit[edge.losing().0]
        };
        let edges: Vec<f64> = network.edges.iter().map(lost_on).collect();
        let sales = lost_sales(network, &|buyer| limit[buyer]);
        let written_off = by_node(network, &edges);
        let loss = |i: usize| Loss {
            loss: network.equity(i).map(|equity| equity * limit[i]),
            loss_share: network.equity(i).map(|_| limit[i]),
            written_off: written_off[i],
            lost_sales: sales[i],
            failed_in_round: failed_at[i],
            payment: None,
        };
        let losses: Vec<Loss> = (0..limit.len()).map(loss).collect();
        let total_loss = total(losses.iter().filter_map(|loss| loss.loss));
        Ok(Outcome { losses, edges, rounds, initial_loss, total_loss })
    }
}

/// What of an edge's amount is lost with all of the other's equity.
fn weight(network: &Network, loss_given_default: f64, edge: &crate::network::Edge) -> f64 {
    match edge.channel {
        Channel::Claims => loss_given_default,
        Channel::Stakes => 1.0,
        Channel::Purchases => network.nodes[edge.to].margin.unwrap_or(0.0),
    }
}
