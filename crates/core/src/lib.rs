#![doc = include_str!("../README.md")]
//!
//! Nothing here prints, and nothing is in a person's language but the English of errors.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod analysis;
pub mod catalog;
pub mod changes;
pub mod diag;
mod error;
pub mod example;
pub mod expr;
pub mod feed;
pub mod format;
pub mod kept;
pub mod made_from;
pub mod model;
pub mod network;
pub mod number;
pub mod period;
pub mod published;
pub mod sampling;
pub mod scenario;
pub mod score;
pub mod sensitivity;
pub mod shown;
pub mod sql;
pub mod staged;
pub mod stress;
pub mod track;
pub mod uncertainty;

pub use error::{Error, ErrorKind};
