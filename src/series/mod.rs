//! Numbers in order of time: recursive tests for explosive growth.
//!
//! A series is a slice of `f64` in order of time, one a row; rows count from 0 in the interface and from 1 in
//! messages. The tests take a series without gaps and refuse NaN and infinities with the row. Nothing non-finite
//! comes out: what is undefined is `None`.

mod error;
#[cfg(test)]
mod exact;
mod least_squares;
pub mod psy;

pub use error::SeriesError;
