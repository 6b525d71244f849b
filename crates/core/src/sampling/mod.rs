//! Draws: scrambled Sobol points, the distributions that they are turned into, and histograms that keep what comes out.

mod histogram;
mod marginal;
mod points;
mod table;

pub use histogram::Histogram;
pub use marginal::{Impossible, Marginal, Tables};
pub use points::{BLOCK, DIMENSIONS, Points, Sequence};

/// Mixes a seed with a number into another seed: every bit depends on every bit (the finaliser of Stafford 2011).
pub(crate) fn mixed(seed: u64, with: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_add(with.wrapping_mul(0xd1b5_4a32_d192_ed03));
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A number strictly inside (0, 1) out of mixed bits.
pub(crate) fn uniform(bits: u64) -> f64 {
    points::inside((bits >> 32) as u32)
}
