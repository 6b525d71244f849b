#![doc = include_str!("../README.md")]
//!
//! # The crate
//!
//! froth scores market booms against the dot-com era.
//!
//! What is measured stands in a [`model`], what was observed in a [`scenario`]; both are TOML files.
//! Scoring compiles a model once and runs it over blocks of rows.
//!
//! Arrows run one way: `cli` uses `report`, `score`, `scenario`, `model`, `expr`, `catalog`, `document`,
//! `diag`, each only those after it. The library never prints. See `ARCHITECTURE.md`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod audit;
pub mod backtest;
pub mod catalog;
#[cfg(feature = "chart")]
pub mod chart;
pub mod composite;
pub mod diag;
pub mod document;
pub mod expr;
pub mod exuberance;
pub mod language;
pub mod made_from;
pub mod model;
mod number;
pub mod page;
#[cfg(feature = "panel")]
pub mod panel;
#[cfg(feature = "report")]
pub mod report;
pub mod robustness;
pub mod sampling;
pub mod scenario;
pub mod score;
pub mod sensitivity;
pub mod series;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "sql")]
pub mod sql;
mod staged;
pub mod stress;
pub mod track;
pub mod uncertainty;
pub mod verify;
pub mod watch;

#[cfg(feature = "cli")]
pub mod cli;
