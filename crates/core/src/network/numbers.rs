//! A network as numbers: which edges count, and how much.

use super::{Amount, Basis, ClaimKind, Edge, Figure, Network, Node, Status};
use crate::Error;
use crate::diag::{Code, Diagnostic};
use froth_network::{Channel, Method, NetworkError};

/// The figures of a network: as they are given, or as they are drawn.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    pub(super) nodes: Vec<NodeFigures>,
    /// Edge by edge what the file's figure is; none where nobody says.
    pub(super) edges: Vec<Option<f64>>,
}

/// The figures of a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeFigures {
    pub(super) external_assets: Option<f64>,
    pub(super) external_debts: Option<f64>,
    pub(super) equity: Option<f64>,
    pub(super) revenue: Option<f64>,
    pub(super) margin: Option<f64>,
}

impl Figures {
    /// As they are given.
    pub(super) fn given(network: &Network) -> Figures {
        let value = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.value);
        let node = |node: &Node| NodeFigures {
            external_assets: value(&node.external_assets),
            external_debts: value(&node.external_debts),
            equity: value(&node.equity),
            revenue: value(&node.revenue),
            margin: value(&node.margin),
        };
        Figures {
            nodes: network.nodes.iter().map(node).collect(),
            edges: network.edges.iter().map(|edge| edge.amount.as_ref().map(|amount| amount.given)).collect(),
        }
    }

    /// How much runs over an edge, a year.
    pub(super) fn amount(&self, edge: &Edge, number: usize) -> Option<f64> {
        let Amount { basis, .. } = edge.amount.as_ref()?;
        let given = self.edges[number]?;
        match basis {
            Basis::Amount => Some(given),
            Basis::Total(years) => Some(given / years),
            Basis::Share => Some(given * self.nodes[edge.to].revenue?),
        }
    }

    /// What is on a node's balance sheet of its edges: paid claims, paid stakes, paid debts.
    fn paid(&self, network: &Network) -> Vec<[f64; 3]> {
        let mut sums = vec![[0.0; 3]; network.nodes.len()];
        for (number, edge) in network.edges.iter().enumerate() {
            let paid = edge.status == Status::Paid && edge.part_of.is_none() && edge.kind != Some(ClaimKind::Guarantee);
            let Some(amount) = self.amount(edge, number).filter(|_| paid) else { continue };
            match edge.channel {
                Channel::Claims => {
                    sums[edge.to][0] += amount;
                    sums[edge.from][2] += amount;
                }
                Channel::Stakes => sums[edge.from][1] += amount,
                Channel::Purchases => {}
            }
        }
        sums
    }

    /// The network in numbers, with the edges that count, by number.
    pub(super) fn numbers(
        &self,
        network: &Network,
        method: &Method,
        counts: &dyn Fn(usize, &Edge) -> bool,
    ) -> (Result<froth_network::Network, NetworkError>, Vec<usize>) {
        let clearing = matches!(method, Method::Clearing { .. });
        let paid = self.paid(network);
        let node = |(figures, [claims, stakes, debts]): (&NodeFigures, &[f64; 3])| {
            let external_debts = figures.external_debts.unwrap_or(0.0);
            let edges = claims + stakes - debts;
            let equity = figures.equity.or(figures.external_assets.map(|assets| assets + edges - external_debts));
            // Equity alone says what there must be outside; only clearing asks.
            let implied = || Some((figures.equity? + external_debts - edges).max(0.0));
            froth_network::Node {
                external_assets: figures.external_assets.or_else(|| clearing.then(implied).flatten()),
                external_debts,
                other_assets: *stakes,
                equity,
                margin: figures.margin,
            }
        };
        let nodes = self.nodes.iter().zip(&paid).map(node).collect();
        let (mut edges, mut numbers) = (Vec::new(), Vec::new());
        for (number, edge) in network.edges.iter().enumerate() {
            let counted = edge.status != Status::Dead && edge.part_of.is_none() && counts(number, edge);
            if let Some(amount) = self.amount(edge, number).filter(|_| counted) {
                let owed = edge.channel == Channel::Claims && edge.kind != Some(ClaimKind::Guarantee);
                edges.push(froth_network::Edge { channel: edge.channel, from: edge.from, to: edge.to, amount, owed });
                numbers.push(number);
            }
        }
        (froth_network::Network::new(nodes, edges), numbers)
    }
}

/// Why there is no result, in the terms of the file.
pub(super) fn error(network: &Network, counted: &[usize], error: &NetworkError) -> Error {
    let message = || match error {
        NetworkError::Figure { node } | NetworkError::Shock { node } => {
            let id = network.nodes.get(*node).map_or("", |node| node.id.as_str());
            format!("the figures of `{id}` make no balance sheet")
        }
        error => error.to_string(),
    };
    let place = match error {
        NetworkError::Stopped => return froth_series::watch::Stopped.into(),
        NetworkError::NoNode { edge } | NetworkError::Itself { edge } | NetworkError::Amount { edge } => {
            counted.get(*edge).and_then(|edge| network.edges.get(*edge)).map(|edge| edge.location.clone())
        }
        NetworkError::Figure { node } | NetworkError::Shock { node } => {
            network.nodes.get(*node).map(|node| node.location.clone())
        }
        _ => None,
    };
    Diagnostic::error(Code::Network, message()).at_location(place).into()
}
