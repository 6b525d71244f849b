//! What users rely on, from the formulas up to the binary.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod bad_files;
mod charts;
mod commands;
mod content;
mod formulas;
mod properties;
mod readme;
mod reports;
mod scenarios;
mod scoring;
mod support;
