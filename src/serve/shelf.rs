//! The files that a page may name: built-ins, those given on the command line, those dropped on the page. No name in a request
//! is ever a path.

use crate::catalog::{self, Builtin, Kind, builtin, builtins};
use froth_core::Error;
use froth_core::catalog::referred;
use froth_core::diag::{Code, Diagnostic, SourceFile, did_you_mean};
use froth_core::model::Model;
use froth_core::network::Network;
use froth_core::scenario::Scenario;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Whether the page calls a file so, not a built-in.
pub(super) fn is_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == "toml")
}

/// A file that was dropped on the page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dropped {
    pub(super) name: String,
    pub(super) text: String,
}

/// Files given on the command line, and the built-in ones read once.
#[derive(Debug)]
pub(super) struct Shelf {
    files: Vec<(String, Arc<SourceFile>)>,
    scenarios: BTreeMap<&'static str, Arc<Scenario>>,
    models: BTreeMap<&'static str, Arc<Model>>,
    /// Built-in what-ifs: a scenario whose shocks can be tried on others.
    what_ifs: Vec<Arc<Scenario>>,
    /// Networks by what the page calls them.
    networks: BTreeMap<String, Arc<Network>>,
}

/// The shelf with what was dropped on the page.
pub(super) struct ShelfWithDropped<'a> {
    shelf: &'a Shelf,
    dropped: Vec<(&'a str, Arc<SourceFile>)>,
}

impl Shelf {
    /// Reads every built-in.
    pub(super) fn new() -> Self {
        let mut shelf = Shelf {
            files: Vec::new(),
            scenarios: BTreeMap::new(),
            models: BTreeMap::new(),
            what_ifs: Vec::new(),
            networks: BTreeMap::new(),
        };
        for builtin in builtins() {
            match builtin.kind {
                Kind::Model => {
                    if let Ok((model, _)) = Model::parse(&builtin.source()) {
                        shelf.models.insert(builtin.id, Arc::new(model));
                    }
                }
                Kind::Scenario => {
                    if let Ok((scenario, _)) = Scenario::load(&builtin.source(), &catalog::open) {
                        let scenario = Arc::new(scenario);
                        if builtin.group == "what-if" {
                            shelf.what_ifs.push(Arc::clone(&scenario));
                        }
                        shelf.scenarios.insert(builtin.id, scenario);
                    }
                }
                Kind::Network => {
                    if let Ok((network, _)) = Network::parse(&builtin.source()) {
                        shelf.networks.insert(builtin.id.to_owned(), Arc::new(network));
                    }
                }
                // The page does not show where series are published.
                Kind::Feeds => {}
            }
        }
        shelf
    }

    /// Networks by what the page calls them.
    pub(super) fn networks(&self) -> impl Iterator<Item = (&str, &Arc<Network>)> {
        self.networks.iter().map(|(id, network)| (id.as_str(), network))
    }

    /// A network by what the page calls it.
    pub(super) fn network(&self, name: &str) -> Result<Arc<Network>, Error> {
        self.networks.get(name).cloned().ok_or_else(|| {
            let help = did_you_mean(name, "networks", self.networks.keys().map(String::as_str));
            Diagnostic::error(Code::UnknownId, format!("there is no network `{name}` here")).help(help).into()
        })
    }

    /// Puts a network on the shelf by its id; it stands before a built-in one of that id.
    pub(super) fn put_network(&mut self, source: &Arc<SourceFile>) -> Result<(), Error> {
        let (network, _) = Network::parse(source)?;
        self.networks.insert(network.id.clone(), Arc::new(network));
        Ok(())
    }

    pub(super) fn what_ifs(&self) -> &[Arc<Scenario>] {
        &self.what_ifs
    }

    /// Built-in scenarios by id.
    pub(super) fn scenarios(&self) -> impl Iterator<Item = (&'static str, &Arc<Scenario>)> {
        self.scenarios.iter().map(|(id, scenario)| (*id, scenario))
    }

    /// Built-in models by id.
    pub(super) fn models(&self) -> impl Iterator<Item = (&'static str, &Arc<Model>)> {
        self.models.iter().map(|(id, model)| (*id, model))
    }

    /// Puts a file on the shelf and says what a page calls it: its name without folders.
    pub(super) fn put(&mut self, source: &Arc<SourceFile>) -> String {
        let whole = source.name();
        let name = Path::new(whole).file_name().and_then(|n| n.to_str()).unwrap_or(whole);
        // What came from standard input has no name of its own.
        let name = if is_file(name) { name.to_owned() } else { "scenario.toml".to_owned() };
        self.files.push((name.clone(), source.cut_at(None)));
        match source.until() {
            Some(day) => format!("{name}@{day}"),
            None => name,
        }
    }

    /// What lies on the shelf.
    pub(super) fn files(&self) -> &[(String, Arc<SourceFile>)] {
        &self.files
    }

    pub(super) fn with<'a>(&'a self, dropped: &'a [Dropped]) -> ShelfWithDropped<'a> {
        let file = |d: &'a Dropped| (d.name.as_str(), SourceFile::new(d.name.as_str(), d.text.as_str()));
        ShelfWithDropped { shelf: self, dropped: dropped.iter().map(file).collect() }
    }
}

impl ShelfWithDropped<'_> {
    /// A scenario by what the page calls it.
    pub(super) fn scenario(&self, name: &str) -> Result<Arc<Scenario>, Error> {
        if let Some(known) = self.shelf.scenarios.get(name) {
            return Ok(Arc::clone(known));
        }
        self.load(&self.open(Kind::Scenario, name, None)?).map(Arc::new)
    }

    /// A scenario from its text.
    pub(super) fn load(&self, source: &Arc<SourceFile>) -> Result<Scenario, Error> {
        Scenario::load(source, &|kind, name, folder| self.open(kind, name, folder)).map(|(scenario, _)| scenario)
    }

    /// A model by what the page, or a scenario in `folder`, calls it.
    pub(super) fn model(&self, name: &str, folder: Option<&Path>) -> Result<Arc<Model>, Error> {
        if let Some(known) = self.shelf.models.get(name) {
            return Ok(Arc::clone(known));
        }
        Model::parse(&self.open(Kind::Model, name, folder)?).map(|(model, _)| Arc::new(model))
    }

    /// Opens what a request or a file names. Only a file that was named on the command line, and so has a folder, may name
    /// others by path.
    pub(super) fn open(&self, kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Error> {
        if folder.is_some() {
            return catalog::open(kind, name, folder).and_then(referred);
        }
        if let (Kind::Scenario, (whole, Some(day))) = (kind, catalog::split_day(name)?) {
            return Ok(self.open(kind, whole, folder)?.cut_at(day));
        }
        let plain = name.strip_prefix("./").unwrap_or(name);
        let dropped = self.dropped.iter().rev().find(|(n, _)| *n == plain).map(|(_, f)| f);
        let shelved = || self.shelf.files.iter().find(|(n, _)| n == plain).map(|(_, f)| f);
        if let Some(file) = dropped.or_else(shelved) {
            return Ok(Arc::clone(file));
        }
        if let Some(found) = builtin(kind, name) {
            return Ok(Builtin::source(&found));
        }
        let message = format!("there is no {} `{name}` here", kind.as_str());
        if name == "-" || catalog::is_path(name) {
            let help = format!("a page opens no files: drop {} on it too", Path::new(plain).display());
            return Err(Diagnostic::error(Code::UnknownId, message).help(help).into());
        }
        let all = builtins();
        let ids = all.iter().filter(|b| b.kind == kind).map(|b| b.id);
        Err(Diagnostic::error(Code::UnknownId, message).help(did_you_mean(name, "built-ins", ids)).into())
    }
}
