//! Nodes, edges, shocks and methods.

use crate::clearing::{self, Clearing};
use crate::debtrank::{self, DebtRank, FAILED};
use crate::error::NetworkError;
use crate::outcome::Outcome;
use crate::threshold::{Cascade, Threshold};
use froth_series::watch::Watch;
use std::collections::BTreeMap;

/// What runs over an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// A debtor owes a creditor.
    Claims,
    /// A holder owns a share of a firm's equity.
    Stakes,
    /// A buyer pays a seller, a year.
    Purchases,
}

impl Channel {
    /// All of them, in order.
    pub const ALL: [Channel; 3] = [Channel::Claims, Channel::Stakes, Channel::Purchases];

    /// `claims`, `stakes` or `purchases`.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Claims => "claims",
            Channel::Stakes => "stakes",
            Channel::Purchases => "purchases",
        }
    }

    /// Of the two ends of an edge the one whose distress travels over it, and the one that loses.
    pub fn losing<T>(self, from: T, to: T) -> (T, T) {
        match self {
            Channel::Stakes => (to, from),
            Channel::Claims | Channel::Purchases => (from, to),
        }
    }
}

/// What is known of a node.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Node {
    /// What it owns outside the network. A node with neither this nor equity is a sink: it loses, and fails only if it is made to.
    pub external_assets: Option<f64>,
    /// What it owes outside the network.
    pub external_debts: f64,
    /// What else it owns that clearing takes at its price: stakes.
    pub other_assets: f64,
    /// Its equity, which may be negative. One without equity, or with none above 0, is a sink for all but clearing.
    pub equity: Option<f64>,
    /// What of a lost dollar of revenue is a lost dollar of income.
    pub margin: Option<f64>,
}

/// An edge. A claim runs from debtor to creditor, a stake from holder to firm, a purchase from buyer to seller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// What runs over it.
    pub channel: Channel,
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// How much.
    pub amount: f64,
    /// Whether it is owed, and so paid in clearing: a guarantee is not.
    pub owed: bool,
}

impl Edge {
    /// An edge; a claim is owed.
    pub fn new(channel: Channel, from: usize, to: usize, amount: f64) -> Self {
        Edge { channel, from, to, amount, owed: channel == Channel::Claims }
    }

    /// The node whose distress travels over it, and the one that loses.
    pub fn losing(&self) -> (usize, usize) {
        self.channel.losing(self.from, self.to)
    }
}

/// What is recovered in a default (Rogers and Veraart 2013).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recovery {
    /// Of external assets.
    pub external: f64,
    /// Of claims on others.
    pub claims: f64,
}

/// How losses spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// In proportion to the equity that others have lost.
    DebtRank {
        /// What of a claim is lost with all of the debtor's equity.
        loss_given_default: f64,
    },
    /// By what is paid of what is owed. Claims only.
    Clearing {
        /// What is recovered in a default.
        recovery: Recovery,
    },
    /// By defaults: a node whose losses reach its equity. Claims only.
    Threshold {
        /// What of a claim is lost in a default.
        loss_given_default: f64,
    },
}

impl Method {
    /// With all of a claim lost.
    pub const DEBT_RANK: Method = Method::DebtRank { loss_given_default: 1.0 };
    /// Without costs of default.
    pub const CLEARING: Method = Method::Clearing { recovery: Recovery { external: 1.0, claims: 1.0 } };
    /// With all of a claim lost.
    pub const THRESHOLD: Method = Method::Threshold { loss_given_default: 1.0 };

    /// `debtrank`, `clearing` or `threshold`.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::DebtRank { .. } => "debtrank",
            Method::Clearing { .. } => "clearing",
            Method::Threshold { .. } => "threshold",
        }
    }
}

/// What happens first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shock {
    /// Nodes that lose a share of their external assets.
    pub shares: Vec<(usize, f64)>,
    /// Nodes that fail.
    pub failed: Vec<usize>,
}

impl Shock {
    /// One node fails.
    pub fn failure(node: usize) -> Shock {
        Shock { shares: Vec::new(), failed: vec![node] }
    }

    /// One node loses a share of its external assets.
    pub fn share(node: usize, share: f64) -> Shock {
        Shock { shares: vec![(node, share)], failed: Vec::new() }
    }
}

/// A network that is sound.
#[derive(Debug, Clone)]
pub struct Network {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
}

/// A method made ready for a network: what many runs share.
#[derive(Debug)]
pub(crate) enum Ready<'a> {
    DebtRank(DebtRank<'a>),
    Clearing(Box<Clearing<'a>>),
    Threshold(Threshold<'a>),
}

/// A method at work, shock after shock: each takes time by what it reaches.
#[derive(Debug)]
pub(crate) enum Runner<'a> {
    DebtRank(&'a DebtRank<'a>, Box<debtrank::Workspace>),
    Clearing(&'a Clearing<'a>, Box<clearing::Workspace>),
    Threshold(&'a Threshold<'a>, Box<Cascade>),
}

impl Ready<'_> {
    pub(crate) fn runner(&self) -> Runner<'_> {
        match self {
            Ready::DebtRank(ready) => Runner::DebtRank(ready, Box::default()),
            Ready::Clearing(ready) => Runner::Clearing(ready, Box::new(ready.workspace())),
            Ready::Threshold(ready) => Runner::Threshold(ready, Box::default()),
        }
    }
}

impl Runner<'_> {
    pub(crate) fn run(&mut self, shock: &Shock) {
        match self {
            Runner::DebtRank(ready, work) => ready.run(shock, work),
            Runner::Clearing(ready, work) => ready.run(shock, work),
            Runner::Threshold(ready, work) => ready.run(shock, work),
        }
    }

    /// Nodes that the last shock reached, rising. All others are as they are without one.
    pub(crate) fn touched(&self) -> &[u32] {
        match self {
            Runner::DebtRank(_, work) => work.touched(),
            Runner::Clearing(_, work) => work.touched(),
            Runner::Threshold(_, work) => work.touched(),
        }
    }

    /// What a node loses of its equity; none for one that has none.
    pub(crate) fn loss(&self, node: usize) -> Option<f64> {
        match self {
            Runner::DebtRank(ready, work) => ready.loss(node, work),
            Runner::Clearing(ready, work) => ready.loss(node, work),
            Runner::Threshold(ready, work) => ready.loss(node, work),
        }
    }

    /// Whether a node fails.
    pub(crate) fn fails(&self, node: usize) -> bool {
        match self {
            Runner::DebtRank(_, work) => work.limit()[node] >= FAILED,
            Runner::Clearing(_, work) => work.fails(node),
            Runner::Threshold(_, work) => work.fails(node),
        }
    }
}

impl Network {
    /// A network of these nodes and edges.
    ///
    /// # Errors
    ///
    /// An edge or a figure that cannot be.
    pub fn new(nodes: Vec<Node>, edges: Vec<Edge>) -> Result<Network, NetworkError> {
        for (node, figures) in nodes.iter().enumerate() {
            let owned = figures.external_assets.unwrap_or(0.0);
            let from_0 = [owned, figures.external_debts, figures.other_assets, figures.margin.unwrap_or(0.0)];
            if !(from_0.iter().all(|x| x.is_finite() && *x >= 0.0) && figures.equity.unwrap_or(0.0).is_finite()) {
                return Err(NetworkError::Figure { node });
            }
        }
        for (at, edge) in edges.iter().enumerate() {
            if edge.from.max(edge.to) >= nodes.len() {
                return Err(NetworkError::NoNode { edge: at });
            }
            if edge.from == edge.to {
                return Err(NetworkError::Itself { edge: at });
            }
            if !(edge.amount.is_finite() && edge.amount >= 0.0) {
                return Err(NetworkError::Amount { edge: at });
            }
        }
        Ok(Network { nodes, edges })
    }

    /// The nodes.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The edges, in the order in which they were given.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// What a shock does.
    ///
    /// # Errors
    ///
    /// A share that is none, a shock that cannot be, or the watch ended it.
    pub fn run(&self, method: &Method, shock: &Shock, watch: &dyn Watch) -> Result<Outcome, NetworkError> {
        self.check_shock(shock)?;
        match self.ready(method)? {
            Ready::DebtRank(ready) => ready.outcome(shock, watch),
            Ready::Clearing(ready) => Ok(ready.outcome(shock)),
            Ready::Threshold(ready) => Ok(ready.outcome(shock)),
        }
    }

    pub(crate) fn ready(&self, method: &Method) -> Result<Ready<'_>, NetworkError> {
        let share = |x: f64| if (0.0..=1.0).contains(&x) { Ok(x) } else { Err(NetworkError::Share) };
        Ok(match method {
            Method::DebtRank { loss_given_default } => {
                Ready::DebtRank(DebtRank::new(self, share(*loss_given_default)?))
            }
            Method::Clearing { recovery } => {
                let recovery = Recovery { external: share(recovery.external)?, claims: share(recovery.claims)? };
                Ready::Clearing(Box::new(Clearing::new(self, recovery)))
            }
            Method::Threshold { loss_given_default } => {
                Ready::Threshold(Threshold::new(self, share(*loss_given_default)?))
            }
        })
    }

    fn check_shock(&self, shock: &Shock) -> Result<(), NetworkError> {
        for (node, share) in &shock.shares {
            if self.nodes.get(*node).and_then(|n| n.external_assets).is_none() {
                return Err(NetworkError::Shock { node: *node });
            }
            if !(0.0..=1.0).contains(share) {
                return Err(NetworkError::Share);
            }
        }
        match shock.failed.iter().find(|node| **node >= self.nodes.len()) {
            Some(node) => Err(NetworkError::Shock { node: *node }),
            None => Ok(()),
        }
    }

    /// The equity above 0 of a node that can lose any.
    pub(crate) fn equity(&self, node: usize) -> Option<f64> {
        self.nodes[node].equity.filter(|equity| *equity > 0.0)
    }

    /// What a shock takes of the external assets of nodes, in money, each node once.
    pub(crate) fn taken(&self, shock: &Shock) -> BTreeMap<usize, f64> {
        let mut taken = BTreeMap::new();
        for (node, share) in &shock.shares {
            let owned = self.nodes[*node].external_assets.unwrap_or(0.0);
            let most: &mut f64 = taken.entry(*node).or_default();
            *most = most.max(share * owned);
        }
        taken
    }
}
