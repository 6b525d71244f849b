//! Two models on one panel: whose rank changes, how far, and what carries the move.
//!
//! A move of a score is told in two ways, each of which sums to it. By step of the method: the first model becomes the second
//! one step at a time ([`Step`]), and what the score does at each step is that step's part; the order is the order of the
//! handbook's steps, and another order would give other parts. By indicator: its points under the second model less those
//! under the first, and these in turn by what its score, its weight and the way of averaging do.

#[cfg(feature = "polars")]
mod compare;
#[cfg(feature = "polars")]
mod hybrid;
mod result;

#[cfg(feature = "polars")]
pub use compare::versus;
pub use result::{EntityMove, IndicatorMove, Moves, Of, Part, Side, Step, Versus};
