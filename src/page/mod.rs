//! What people see, made from results only.
//!
//! A result becomes a [`Page`]: titles, sentences, tables. A page has one content and several looks: the
//! terminal, Markdown. Data formats (JSON, CSV) are written from the result itself.

mod check;
mod comparison;
mod content;
mod data;
mod listing;
mod markdown;
mod number;
mod scorecard;
mod sentences;
mod sources;
#[cfg(feature = "cli")]
mod terminal;
mod voice;
mod words;

pub use check::{CheckedFile, Message, checked, checked_csv};
pub use comparison::comparison;
pub use content::{Cell, Column, Figure, Line, Page, Part, Row, Span, Style, Table};
#[cfg(feature = "chart")]
pub(crate) use data::csv_rows;
pub use data::{Document, csv, json};
pub use listing::{Entry, listing, listing_csv};
pub use markdown::markdown;
pub use number::{points, raw, score, share};
pub use scorecard::scorecards;
pub use sentences::verdict;
#[cfg(feature = "cli")]
pub use terminal::terminal;
pub use voice::Voice;

#[cfg(feature = "report")]
pub(crate) use comparison::{differences, dimensions, headlines, numbers};
#[cfg(feature = "report")]
pub(crate) use scorecard::{dimensions as tree, headline, missing, notes, value};
#[cfg(feature = "report")]
pub(crate) use sources::Sources;
