//! Charts of networks: who is tied to whom, what a shock costs round by round, who is exposed to whom.

mod cascade;
mod exposure;
mod layout;
mod picture;
mod standing;
mod ties;
mod ways;

pub use cascade::cascade;
pub use exposure::exposure;
pub use picture::{Standing, network, network_until};

use super::frame::{Frame, sourced};
use super::words::{Words, words};
use super::{Chart, Kind};
use crate::locale::Locale;
use froth_core::network::{EdgeFound, Found};
use std::collections::BTreeMap;

/// What was found of a network, with names.
struct Net<'a> {
    of: &'a Found,
    locale: &'a Locale,
    words: Words,
    place: BTreeMap<&'a str, usize>,
}

impl<'a> Net<'a> {
    fn new(of: &'a Found, locale: &'a Locale) -> Self {
        let place = of.nodes.iter().enumerate().map(|(n, node)| (node.id.as_str(), n)).collect();
        Net { of, locale, words: words(locale.language), place }
    }

    /// The two ends of an edge: where a loss on it comes from, and who loses.
    fn losing(&self, edge: &EdgeFound) -> Option<(usize, usize)> {
        let (cause, loser) = edge.channel.losing(edge.from.as_str(), edge.to.as_str());
        Some((*self.place.get(cause)?, *self.place.get(loser)?))
    }

    /// Edges that count and have an amount.
    fn counted(&self) -> impl Iterator<Item = (&'a EdgeFound, f64)> + use<'a> {
        self.of.edges.iter().filter(|edge| edge.counted).filter_map(|edge| Some((edge, edge.amount?)))
    }

    fn name(&self, node: usize) -> &'a str {
        self.locale.node(&self.of.nodes[node].id)
    }

    fn title(&self) -> &'a str {
        self.locale.title_of_scenario(&self.of.network)
    }

    fn unit(&self) -> &'a str {
        self.of.unit.as_deref().map_or(self.words.net_no_unit(), |unit| self.locale.unit(unit))
    }

    /// Whether something happens first.
    fn shocked(&self) -> bool {
        !self.of.shock.is_empty()
    }

    /// Ends the page with the sources of the edges that count, those cited most first.
    fn finish(&self, frame: Frame, bottom: f64, more: &str, data: Vec<Vec<String>>) -> Chart {
        let mut cited: Vec<(String, usize)> = Vec::new();
        for source in self.counted().filter_map(|(edge, _)| edge.source.as_ref()) {
            match cited.iter_mut().find(|(known, _)| known == source) {
                Some((_, count)) => *count += 1,
                None => cited.push((source.clone(), 1)),
            }
        }
        cited.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let sources: Vec<String> = cited.into_iter().map(|(source, _)| source).collect();
        let lines = sourced(&format!("froth · {}{more}", self.title()), &sources, self.words);
        frame.foot(lines, bottom, data)
    }
}

/// The kinds of charts that show a network.
impl Kind {
    /// Every kind that shows a network.
    pub const OF_NETWORKS: &'static [Kind] = &[Kind::Network, Kind::Cascade, Kind::Exposure];
}
