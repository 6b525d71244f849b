#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod catalog;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "serve")]
pub mod serve;

pub use froth_core::{Error, ErrorKind};
pub use froth_core::{
    diag, document, expr, made_from, model, number, robustness, sampling, scenario, score, sensitivity, sql, stress,
    track, uncertainty,
};
#[cfg(feature = "panel")]
pub use froth_panel::panel;
pub use froth_panel::{audit, backtest, exuberance, verify};
#[cfg(feature = "render")]
pub use froth_render::{chart, findings, locale, page, report};
pub use froth_series as series;
pub use froth_series::{composite, watch};
