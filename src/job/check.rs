//! Everything that is wrong with files, at once.

use super::{builtin_models, own_model};
use crate::catalog::Kind;
use froth_core::Error;
use froth_core::catalog::Open;
use froth_core::diag::{Diagnostics, SourceFile};
use froth_core::feed::FeedFile;
use froth_core::model::Model;
use froth_core::network::Network;
use froth_core::scenario::{self, Loaded, Scenario};
use froth_core::score::{Settings, fit, scorecard, unused_values};
use std::sync::Arc;

/// A file that could be read, and what has been found in it so far.
#[derive(Debug)]
pub struct Checked {
    /// As it was named.
    pub name: String,
    /// What it is, and its text.
    pub source: Option<(Kind, Arc<SourceFile>)>,
    /// What is wrong with it, or worth knowing.
    pub findings: Diagnostics,
    /// The model that it is.
    pub model: Option<Model>,
    /// The network that it is.
    pub network: Option<Network>,
    /// The feeds that it is.
    pub feeds: Option<FeedFile>,
    /// As much of it as could be read.
    pub scenario: Option<Scenario>,
    /// Whether that is all of it.
    pub sound: bool,
    /// The model that the scenario is held against.
    pub against: Option<Model>,
}

/// A file to be checked: its name, what it is and its text, or why it cannot be read.
pub type Named = (String, Result<(Kind, Arc<SourceFile>), Error>);

/// Checks files: each by itself, scenarios also against their model, `chosen` or the one that they ask for.
pub fn check(files: Vec<Named>, chosen: Option<&Model>, real_time: bool, open: Open<'_>) -> Vec<Checked> {
    let mut models = builtin_models();
    models.extend(chosen.cloned());
    let mut checked: Vec<Checked> = files.into_iter().map(|file| first_look(file, &mut models, open)).collect();
    for file in &mut checked {
        if let Some(scenario) = &file.scenario {
            let against = match chosen {
                Some(model) => Ok(model.clone()),
                None => own_model(scenario, open).map(|(model, _)| model),
            };
            match against {
                Ok(model) => {
                    file.findings.extend(second_look((scenario, file.sound), &model, &models, real_time));
                    file.against = Some(model);
                }
                Err(e) => file.findings.extend(e.into_findings()),
            }
        }
    }
    checked
}

/// The file by itself; a sound model joins those that values may be meant for.
fn first_look((name, source): Named, models: &mut Vec<Model>, opened: Open<'_>) -> Checked {
    let mut open = Checked {
        name,
        source: None,
        findings: Diagnostics::new(),
        model: None,
        network: None,
        feeds: None,
        scenario: None,
        sound: true,
        against: None,
    };
    let (kind, source) = match source {
        Ok(found) => found,
        Err(e) => {
            open.findings = e.into_findings();
            return open;
        }
    };
    open.source = Some((kind, Arc::clone(&source)));
    match kind {
        Kind::Model => match Model::parse(&source) {
            Ok((model, warnings)) => {
                models.push(model.clone());
                open.model = Some(model);
                open.findings = warnings;
            }
            Err(e) => open.findings = e.into_findings(),
        },
        Kind::Network => match Network::parse(&source) {
            Ok((network, warnings)) => {
                open.network = Some(network);
                open.findings = warnings;
            }
            Err(e) => open.findings = e.into_findings(),
        },
        Kind::Feeds => match FeedFile::parse(&source) {
            Ok(feeds) => open.feeds = Some(feeds),
            Err(e) => open.findings = e.into_findings(),
        },
        Kind::Scenario => {
            let (loaded, findings) = scenario::examine(&source, opened);
            open.sound = !findings.has_errors();
            open.findings = findings;
            if let Some(Loaded::Scenario(scenario)) = loaded {
                open.scenario = Some(*scenario);
            }
        }
    }
    open
}

/// A scenario against its model: figures that do not fit, shocks that cannot be applied, unused values.
fn second_look((scenario, sound): (&Scenario, bool), model: &Model, models: &[Model], real_time: bool) -> Diagnostics {
    let mut findings = fit(model, scenario);
    if sound
        && !findings.has_errors()
        && let Err(e) = scorecard(model, scenario, Settings::default())
    {
        findings.extend(e.into_findings());
    }
    if real_time {
        findings.extend(scenario.not_yet_published());
    }
    findings.extend(unused_values(scenario, models.iter().chain([model])));
    findings
}
