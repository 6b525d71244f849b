//! Models and scenarios of froth: TOML in, scores out, and how sure they are.
//!
//! What is measured stands in a [`model`], what was observed in a [`scenario`]. Scoring compiles a model once and runs it over
//! blocks of rows.
//!
//! ```
//! use froth_core::example;
//! use froth_core::score::{Settings, scorecard};
//!
//! let (model, boom) = (example::model(), example::boom());
//! let card = scorecard(&model, &boom, Settings::default())?;
//! println!("{} of 100", card.score.unwrap());
//! # assert!(card.score.unwrap() > 70.0);
//! # Ok::<(), froth_core::diag::Diagnostics>(())
//! ```
//!
//! Nothing here prints, and nothing is in a person's language but the English of errors.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod catalog;
pub mod diag;
pub mod document;
pub mod example;
pub mod expr;
pub mod made_from;
pub mod model;
pub mod number;
pub mod robustness;
pub mod sampling;
pub mod scenario;
pub mod score;
pub mod sensitivity;
pub mod sql;
pub mod staged;
pub mod stress;
pub mod track;
pub mod uncertainty;
