//! TOML documents: reading them safely, and turning each table into a typed value with exact spans.
//!
//! Shape errors (unknown key, wrong type, missing field) are reported one a table, for all tables of a
//! file at once; what is semantically wrong is left to [`crate::model`] and [`crate::scenario`].

mod fields;
mod id;
mod read;
mod schema;
mod shape;
mod text;

pub use fields::{Day, Number, Spanned};
pub use id::{FORBIDDEN_IDS, MAX_ID};
pub(crate) use id::{check_file_id, check_id};
pub use read::{MAX_BYTES, MAX_NETWORK_BYTES, read_file, read_from};
pub(crate) use read::{read_file_up_to, read_from_up_to};
pub(crate) use schema::{FILE_ID, by_id, number_of_format, of_file};
pub(crate) use shape::{Entry, MOST_EDGES, Shape, entries, parse, parse_up_to, table_of, take, take_list};

/// The newest schema number that this version reads.
pub const SCHEMA: i64 = 1;
