//! What functions give back: the command line's JSON, the page that it prints, and its charts.

use crate::drawn::{Chart, language};
use crate::findings::Raise;
use crate::given::one_of;
use froth::Error;
use froth::chart::Chart as Drawing;
use froth::locale::Language;
use froth::page::{Page, fragment, markdown, terminal};
use pyo3::prelude::*;
use std::fmt;

/// A result as JSON, as a page and as charts.
#[pyclass(frozen, module = "froth._froth")]
#[derive(Debug)]
pub(crate) struct Answer {
    /// The document.
    #[pyo3(get)]
    json: String,
    page: Page,
    charts: Charts,
}

/// Kinds of charts of a result, and what draws one.
struct Charts {
    kinds: &'static [&'static str],
    draw: Box<Draw>,
}

type Draw = dyn Fn(&str, Language) -> Result<Drawing, Error> + Send + Sync;

impl fmt::Debug for Charts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.kinds).finish()
    }
}

impl Answer {
    pub(crate) fn new(json: String, page: Page) -> Self {
        let none = Charts { kinds: &[], draw: Box::new(|_, _| Err(no_chart())) };
        Answer { json, page, charts: none }
    }

    /// With charts of these kinds.
    pub(crate) fn drawn(
        self,
        kinds: &'static [&'static str],
        draw: impl Fn(&str, Language) -> Result<Drawing, Error> + Send + Sync + 'static,
    ) -> Self {
        Answer { charts: Charts { kinds, draw: Box::new(draw) }, ..self }
    }
}

fn no_chart() -> Error {
    crate::findings::refused("this result has no chart", "`froth.chart` draws scenarios")
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

    /// A chart of it: of this kind, else of the first there is.
    fn chart(&self, py: Python<'_>, kind: Option<&str>, lang: &str) -> PyResult<Chart> {
        let draw = || {
            let first = *self.charts.kinds.first().ok_or_else(no_chart)?;
            let kind = kind.map_or(Ok(first), |kind| one_of("kind", kind, self.charts.kinds, |kind| kind))?;
            Chart::new(language(lang)?, |language| (self.charts.draw)(kind, language))
        };
        py.detach(draw).or_raise(py)
    }
}
