#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod audit;
pub mod backtest;
pub mod base_rates;
mod days;
pub mod exuberance;
#[cfg(feature = "polars")]
pub mod panel;
mod resample;
mod unscored;
pub mod verify;

pub use unscored::Unscored;
