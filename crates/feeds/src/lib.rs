#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod fetch;
mod http;
mod points;
mod publisher;
mod store;
mod update;

pub use fetch::{Fetched, Options, Outcome, fetch};
pub use http::Base;
pub use points::{Points, points};
pub use publisher::Place;
pub use store::{Answer, Store};
pub use update::{Change, Updated, update};
