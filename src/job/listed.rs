//! What is built in, to be listed.

use crate::catalog::{self, Kind};
use froth_core::Error;
use froth_core::feed::FeedFile;
use froth_core::model::Model;
use froth_core::network::Network;
use froth_core::scenario::Scenario;
use froth_render::locale::{Language, feeds_title, model_title, network_title, scenario_title};
use froth_render::page::Entry;

/// Every built-in with its title in a language: models, then scenarios by group, then networks.
///
/// # Errors
///
/// None that is known: what is built in is sound.
pub fn listed(language: Language) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    for builtin in catalog::builtins() {
        let source = builtin.source();
        let (title, as_of, model) = match builtin.kind {
            Kind::Model => (model_title(&Model::parse(&source)?.0, language).to_owned(), None, None),
            Kind::Network => {
                let (network, _) = Network::parse(&source)?;
                (network_title(&network, language).to_owned(), Some(network.as_of), None)
            }
            Kind::Feeds => (feeds_title(&FeedFile::parse(&source)?, language).to_owned(), None, None),
            Kind::Scenario => {
                let (scenario, _) = Scenario::load(&source, &catalog::open)?;
                let title = scenario_title(&scenario, language).to_owned();
                let model = scenario.model.map_or_else(|| catalog::DEFAULT_MODEL.to_owned(), |m| m.name);
                (title, Some(scenario.as_of), Some(model))
            }
        };
        entries.push(Entry {
            kind: builtin.kind.as_str(),
            group: builtin.group.to_owned(),
            id: builtin.id.to_owned(),
            title,
            as_of,
            model,
        });
    }
    Ok(entries)
}
