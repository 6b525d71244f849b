#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod audit;
pub mod backtest;
pub mod base_rates;
mod cell;
mod days;
pub mod exuberance;
mod kept;
#[cfg(feature = "polars")]
pub mod panel;
pub mod profile;
mod resample;
mod unscored;
pub mod verify;
pub mod versus;

pub use cell::{Cell, Done};
pub use kept::{Kept, KeptEntity, KeptSteps, Step};
pub use unscored::Unscored;
