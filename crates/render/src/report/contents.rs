//! What a report is about, in a language, and the small parts that its sections are made of.

use super::charts::NamedChart;
use super::words::{Words, words};
use crate::chart::{Canvas, Kind};
use crate::locale::Locale;
use crate::page::{Figure, Line, Part, Span};
use froth_core::analysis::Analysis;
use froth_core::model::Model;
use froth_core::scenario::Scenario;
use froth_core::score::{Comparison, Scorecard};

/// An analysis, its charts, and what things are called.
pub(super) struct Contents<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) charts: &'a [NamedChart],
    pub(super) locale: &'a Locale,
}

impl<'a> Contents<'a> {
    pub(super) fn words(&self) -> Words {
        words(self.locale.language)
    }

    pub(super) fn model(&self) -> &'a Model {
        self.analysis.model()
    }

    pub(super) fn scenarios(&self) -> &'a [&'a Scenario] {
        self.analysis.scenarios()
    }

    pub(super) fn comparison(&self) -> &'a Comparison {
        self.analysis.comparison()
    }

    pub(super) fn cards(&self) -> &'a [Scorecard] {
        self.analysis.scorecards()
    }

    pub(super) fn several(&self) -> bool {
        self.scenarios().len() > 1
    }

    /// The charts of a kind without title and sources, which the page has itself.
    pub(super) fn bare(&self, kind: Kind) -> impl Iterator<Item = Part> + '_ {
        self.charts.iter().filter(move |c| c.chart.kind == kind).map(|c| {
            Part::Figure(Figure {
                file: format!("charts/{}.svg", c.name),
                title: c.chart.title.clone(),
                svg: c.chart.body().svg(),
                narrow: c.narrow.as_ref().map(Canvas::svg),
            })
        })
    }

    /// The charts of a kind.
    pub(super) fn figures(&self, kind: Kind) -> impl Iterator<Item = Part> + '_ {
        self.charts.iter().filter(move |c| c.chart.kind == kind).map(figure)
    }
}

/// A chart as a part of the page.
pub(super) fn figure(of: &NamedChart) -> Part {
    Part::Figure(Figure {
        file: format!("charts/{}.svg", of.name),
        title: of.chart.title.clone(),
        svg: of.chart.svg(),
        narrow: of.narrow.as_ref().map(Canvas::svg),
    })
}

pub(super) fn heading(text: &str) -> Part {
    Part::Heading(text.to_owned())
}

/// Plain lines that belong together.
pub(super) fn lines<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Part {
    let line = |text: S| -> Line { vec![Span::plain(text.as_ref())] };
    Part::Lines(texts.into_iter().map(line).collect())
}
