#![doc = include_str!("../README.md")]
//!
//! No result depends on the order of edges, and sums run in the order of nodes: whoever sorts nodes by their names gets the
//! same bytes for the same network, on any number of threads.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod circularity;
mod clearing;
mod components;
mod debtrank;
mod error;
mod network;
mod outcome;
mod rank;
mod solve;
mod sparse;
mod spread;
mod target;
mod threshold;

pub use circularity::{Circularity, Cycle, LONGEST_CYCLE, circularity};
pub use error::NetworkError;
pub use network::{Channel, Edge, Method, Network, Node, Recovery, Shock};
pub use outcome::{Loss, MOST_ROUNDS, Outcome, Round};
pub use rank::Ranked;
pub use spread::{Spread, Spreads, draws};
pub use target::Smallest;
