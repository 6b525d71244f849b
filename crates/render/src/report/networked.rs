//! The section on a network: who falls with whom.

use super::charts::NamedChart;
use super::contents::figure;
use super::words::words;
use crate::chart::{cascade, exposure, network};
use crate::locale::{Language, Locale};
use crate::page::{self, Part};
use froth_core::network::{Found, Network};

/// A network of a report, and what was found of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Networked<'a> {
    pub(super) network: &'a Network,
    pub(super) found: &'a Found,
}

impl Networked<'_> {
    fn locale(&self, language: Language) -> Locale {
        Locale::new(language).with_network(self.network)
    }

    /// Its charts; a cascade only where something happens first.
    pub(super) fn charts(&self, language: Language) -> Vec<NamedChart> {
        let (of, locale) = (self.found, self.locale(language));
        let mut charts = vec![network(of, &locale)];
        if !of.shock.is_empty() {
            charts.push(cascade(of, &locale));
        }
        charts.push(exposure(of, &locale));
        charts
            .into_iter()
            .map(|chart| NamedChart { name: chart.kind.as_str().to_owned(), chart, narrow: None })
            .collect()
    }

    /// The page of the network as a section: its charts stand below the finding.
    pub(super) fn section(&self, charts: &[NamedChart], language: Language) -> Vec<Part> {
        let mut parts = vec![Part::Heading(words(language).network().to_owned())];
        let mut figures = Some(charts.iter().map(figure));
        for part in page::networked(self.found, &self.locale(language)).parts {
            match part {
                Part::Title(title) | Part::Heading(title) => parts.push(Part::Subheading(title)),
                part => parts.push(part),
            }
            if matches!(parts.last(), Some(Part::Lines(_))) {
                parts.extend(figures.take().into_iter().flatten());
            }
        }
        parts
    }
}
