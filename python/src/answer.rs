//! What functions give back: the command line's JSON, and the page that it prints.

use froth::page::{Page, fragment, markdown, terminal};
use pyo3::prelude::*;

/// A result as JSON and as a page.
#[pyclass(frozen, module = "froth._froth")]
#[derive(Debug)]
pub(crate) struct Answer {
    /// The document.
    #[pyo3(get)]
    json: String,
    page: Page,
}

impl Answer {
    pub(crate) fn new(json: String, page: Page) -> Self {
        Answer { json, page }
    }
}

#[pymethods]
impl Answer {
    /// The page as text of so many columns.
    fn text(&self, width: u16) -> String {
        terminal(&self.page, width, false)
    }

    /// The page as Markdown.
    fn markdown(&self) -> String {
        markdown(&self.page)
    }

    /// The page as a piece of HTML.
    fn html(&self) -> String {
        fragment(&self.page)
    }
}
