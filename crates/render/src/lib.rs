#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod chart;
pub mod findings;
pub mod locale;
pub mod markup;
pub mod page;
pub mod report;
pub mod workbook;
