//! One entity of a panel: where it stands, what it is strong and weak in, who is near, and what would raise its rank.
//!
//! What-ifs change the score of one indicator of one entity and leave everything else as it is: the ends of rules that come from
//! the rows, fitted weights, and the scores of all others. Better is higher where the model says that high scores are good, and lower
//! where they warn.

#[cfg(feature = "polars")]
mod find;
#[cfg(feature = "polars")]
mod gains;
mod result;

#[cfg(feature = "polars")]
pub use find::profile;
pub use result::{Gain, GroupPeers, Interval, Peer, Profile, Smallest, Standing, Target};
