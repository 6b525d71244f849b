//! Text in HTML, as every template writes it.

use askama::filters::{Escaper, Html};
use froth_core::shown;
use std::fmt;

/// Markup stays text, and what cannot be seen is shown as what it is: some of it no page may hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shown;

impl Escaper for Shown {
    fn write_escaped_str<W: fmt::Write>(&self, dest: W, string: &str) -> fmt::Result {
        Html.write_escaped_str(dest, &shown::lines(string))
    }
}
