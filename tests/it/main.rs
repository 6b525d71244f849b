//! What users rely on, from the formulas up to the binary.

#![allow(clippy::expect_used, clippy::unwrap_used)]
// A test that is skipped says so.
#![allow(clippy::print_stderr)]

#[cfg(feature = "panel")]
mod audit;
mod backtest;
mod bad_files;
mod charts;
mod commands;
mod content;
mod exuberance;
mod formulas;
mod panel;
mod properties;
mod readme;
mod report_folder;
mod reports;
mod robustness;
mod scenarios;
mod scoring;
mod support;
#[cfg(feature = "panel")]
mod toolbox;
mod track;
#[cfg(feature = "panel")]
mod us_equities;
mod verify;
