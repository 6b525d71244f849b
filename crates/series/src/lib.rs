#![doc = include_str!("../README.md")]
//!
//! # What goes in and what comes out
//!
//! A series is a slice in order of time, one number a row; rows count from 0 in the interface and from 1 in messages.
//!
//! - Columns with missing rows are `&[Option<f64>]`, and a number that is not finite counts as missing: [`Transform`] and
//!   the functions of single transforms.
//! - What has to know every row takes `&[f64]`, and refuses NaN and infinities with the row: the filters
//!   [`hp_one_sided`], [`hp_two_sided`] and [`Hamilton`], and the tests in [`psy`].
//!
//! Nothing that is not finite comes out: what is undefined is `None`. A filter splits a row into a trend and a gap by its
//! own definition of both, and identifies no structure.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod composite;
mod error;
#[cfg(test)]
mod exact;
mod hamilton;
mod hp;
mod least_squares;
pub mod monitor;
mod percentile;
pub mod psy;
mod rank_correlation;
pub mod regimes;
pub mod robust;
mod rolling;
mod transform;
pub mod watch;

pub use error::SeriesError;
pub use hamilton::{FittedHamilton, Hamilton, TrendGap};
pub use hp::{CREDIT_MONTHLY, CREDIT_QUARTERLY, hp_one_sided, hp_two_sided};
pub use percentile::expanding_percentile;
pub use rank_correlation::{kendall, mean_ranks, spearman};
pub use rolling::{carry, change, growth, lag, mean, sum, z_score};
pub use transform::{Bsadf, Part, Transform, apply_all, bsadf};
