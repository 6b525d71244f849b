//! DebtRank: distress travels before anyone defaults (Bardoscia, Battiston, Caccioli and Caldarelli 2015, linear).
//!
//! The rounds approach the least solution of h = min(1, s + L h): s is lost at once, L holds what a node loses, as a share of its
//! equity, with all of another's. Where it is not 0 there is only one. It is found group by group of nodes that reach
//! each other, by sweeps from below; they are believed where a bound says that they have arrived, and else held against sweeps from above.
//! Where both are slow, loops being near 1, the solution is found exactly: from all being lost, whoever would lose less is solved
//! for, until nobody would.

use crate::components::components;
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

/// Sweeps from below alone, and from both sides.
const SWEEPS: usize = 100;

#[derive(Debug)]
pub(crate) struct DebtRank<'a> {
    network: &'a Network,
    loss_given_default: f64,
    rows: Rows,
    components: Vec<Vec<u32>>,
}

/// What runs need again and again.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    low: Vec<f64>,
    high: Vec<f64>,
    input: Vec<f64>,
    active: Vec<bool>,
    scratch: Scratch,
}

impl<'a> DebtRank<'a> {
    pub(crate) fn new(network: &'a Network, loss_given_default: f64) -> Self {
        let mut ready =
            DebtRank { network, loss_given_default, rows: Rows::new(0, Vec::new()), components: Vec::new() };
        let entry = |edge: &crate::network::Edge| {
            let (from, to) = edge.losing();
            let share = edge.amount * ready.weight(edge) / network.equity(to)?;
            // A loss of any size beyond all equity is all equity.
            Some((to as u32, from as u32, share.min(f64::MAX / 1e60)))
        };
        let entries = network.edges.iter().filter_map(entry).collect();
        ready.rows = Rows::new(network.nodes.len(), entries);
        ready.components = components(&ready.rows);
        ready
    }

    /// What of an edge's amount is lost with all of the other's equity.
    fn weight(&self, edge: &crate::network::Edge) -> f64 {
        match edge.channel {
            Channel::Claims => self.loss_given_default,
            Channel::Stakes => 1.0,
            Channel::Purchases => self.network.nodes[edge.to].margin.unwrap_or(0.0),
        }
    }

    /// The share of equity that is lost at once.
    pub(crate) fn at_once(&self, shock: &Shock) -> Vec<f64> {
        let mut shares = self.network.taken(shock);
        for (node, taken) in shares.iter_mut().enumerate() {
            *taken = self.network.equity(node).map_or(0.0, |equity| (*taken / equity).min(1.0));
        }
        for node in &shock.failed {
            shares[*node] = 1.0;
        }
        shares
    }

    /// The share of equity that is lost in the end.
    pub(crate) fn limit<'w>(&self, at_once: &[f64], work: &'w mut Workspace) -> &'w [f64] {
        let n = self.rows.len();
        work.low.clear();
        work.low.resize(n, 0.0);
        work.high.clear();
        work.high.resize(n, 0.0);
        work.input.resize(n, 0.0);
        work.active.resize(n, false);
        for component in &self.components {
            if let [one] = component.as_slice() {
                let i = *one as usize;
                let h = if at_once[i] >= 1.0 { 1.0 } else { (at_once[i] + self.rows.times(i, &work.low)).min(1.0) };
                (work.low[i], work.high[i]) = (h, h);
            } else {
                self.settle(component, at_once, work);
            }
        }
        &work.low
    }

    /// The limit in nodes that reach each other.
    fn settle(&self, component: &[u32], at_once: &[f64], work: &mut Workspace) {
        let Workspace { low, high, input, active, scratch } = work;
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
        // Exactly: high[i] is never below the limit.
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

    pub(crate) fn outcome(&self, shock: &Shock, watch: &dyn Watch) -> Result<Outcome, NetworkError> {
        let network = self.network;
        let at_once = self.at_once(shock);
        let mut work = Workspace::default();
        let limit = self.limit(&at_once, &mut work).to_vec();
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
        let lost_on = |edge: &crate::network::Edge| edge.amount * self.weight(edge) * limit[edge.losing().0];
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
