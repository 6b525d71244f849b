#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod address;
mod companies;
mod fetch;
mod history;
mod http;
mod points;
mod publisher;
mod quarters;
mod store;
mod update;
mod vintages;

pub use fetch::{Fetched, Options, Outcome, fetch};
pub use http::Base;
pub use points::{Point, Points, points};
pub use publisher::Place;
pub use store::{Answer, Store};
pub use update::{Change, Updated, update};
