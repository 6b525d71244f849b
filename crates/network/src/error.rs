//! Why a network is refused, or no result came of it.

use froth_series::watch::Stopped;
use std::fmt;

/// Why a network is refused, or no result came of it. Nodes and edges count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkError {
    /// An edge that begins or ends at a node that is not there.
    NoNode {
        /// The edge.
        edge: usize,
    },
    /// An edge from a node to itself.
    Itself {
        /// The edge.
        edge: usize,
    },
    /// An amount of an edge that is negative or not finite.
    Amount {
        /// The edge.
        edge: usize,
    },
    /// A figure of a node that is not finite, or negative where that has no meaning.
    Figure {
        /// The node.
        node: usize,
    },
    /// A share that does not lie between 0 and 1.
    Share,
    /// A shock on a node that is not there or has no external assets.
    Shock {
        /// The node.
        node: usize,
    },
    /// The work was stopped.
    Stopped,
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NetworkError::NoNode { edge } => write!(f, "edge {} begins or ends at no node", edge + 1),
            NetworkError::Itself { edge } => write!(f, "edge {} runs from a node to itself", edge + 1),
            NetworkError::Amount { edge } => write!(f, "the amount of edge {} is no number from 0 on", edge + 1),
            NetworkError::Figure { node } => write!(f, "a figure of node {} is impossible", node + 1),
            NetworkError::Share => f.write_str("a share lies between 0 and 1"),
            NetworkError::Shock { node } => write!(f, "node {} has no external assets to be shocked", node + 1),
            NetworkError::Stopped => Stopped.fmt(f),
        }
    }
}

impl std::error::Error for NetworkError {}

impl From<Stopped> for NetworkError {
    fn from(_: Stopped) -> Self {
        NetworkError::Stopped
    }
}
