//! `froth check`: everything that is wrong with models, scenarios, networks and feed files, at once.

use super::args::{CheckArgs, Format};
use super::hints;
use super::load;
use super::output::{Done, Failure, Output, text};
use crate::catalog::{self, Kind, is_path, kind_of};
use crate::job::{Checked, check};
use froth_core::Error;
use froth_core::diag::{Diagnostics, SourceFile};
use froth_core::made_from::{MadeFrom, Used};
use froth_core::model::Model;
use froth_core::scenario::Scenario;
use froth_panel::audit::{self, ModelAudit, NetworkAudit};
use froth_render::page::{self, Audited, CheckedFile};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Document<'a> {
    files: &'a [CheckedFile],
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<Vec<Audited<'a, ModelAudit>>>,
    /// Audits of networks, where there are some among the files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    audit_networks: Vec<Audited<'a, NetworkAudit>>,
}

pub(super) fn run(arguments: &CheckArgs, output: &Output) -> Done {
    let chosen = arguments.model.as_deref().map(load::model).transpose()?;
    let named = arguments.files.iter().map(|name| (name.clone(), source(name))).collect();
    let mut open = check(named, chosen.as_ref().map(|(model, _)| model), arguments.real_time, &catalog::open);
    for file in &mut open {
        file.findings = hints::on_the_command_line(std::mem::take(&mut file.findings), false);
    }
    let files: Vec<CheckedFile> = open.iter().map(|f| CheckedFile::new(&f.name, &f.findings)).collect();
    let audits = if arguments.audit { audits(&open) } else { Vec::new() };
    let networks: Vec<NetworkAudit> = if arguments.audit {
        open.iter().filter_map(|file| file.network.as_ref()).map(audit::network).collect()
    } else {
        Vec::new()
    };
    let made = made_from(&open, arguments);
    match arguments.format {
        Format::Json => {
            let audit = arguments.audit.then(|| audits.iter().map(Audited::model).collect());
            let audit_networks = networks.iter().map(Audited::network).collect();
            text(&page::json(&made, Document { files: &files, audit, audit_networks }))?;
        }
        Format::Csv => text(&page::checked_csv(&files, &audits, &networks))?,
        format => {
            let mut all = Diagnostics::new();
            for file in open {
                all.extend(file.findings);
            }
            output.findings(&all.sorted());
            let locale = arguments.lang.locale();
            let mut page = page::checked(&files, &locale);
            page.parts.extend(page::audited(&audits, locale.language).parts);
            page.parts.extend(page::audited_networks(&networks, locale.language).parts);
            output.page(page, format, &locale, &made)?;
        }
    }
    if files.iter().all(|f| f.ok) { Ok(()) } else { Err(Failure::Failed) }
}

/// The files that could be read, sound or not, and the models that scenarios are held against.
fn made_from(open: &[Checked], arguments: &CheckArgs) -> MadeFrom {
    let mut made = MadeFrom::new("check").flag("real_time", arguments.real_time).flag("audit", arguments.audit);
    for file in open {
        if let Some(network) = &file.network {
            made = made.network(network);
            continue;
        }
        if let Some(feeds) = &file.feeds {
            made = made.feeds(feeds);
            continue;
        }
        made = match (&file.model, file.scenario.as_ref().filter(|_| file.sound), &file.source) {
            (Some(model), ..) => made.model(model),
            (None, Some(scenario), _) => made.scenarios([scenario]),
            (None, None, Some((kind, source))) => {
                let list = match kind {
                    Kind::Model => &mut made.models,
                    Kind::Scenario => &mut made.scenarios,
                    Kind::Network => &mut made.networks,
                    Kind::Feeds => &mut made.feeds,
                };
                list.push(Used::text(None, source));
                made
            }
            (None, None, None) => made,
        };
    }
    for model in open.iter().filter_map(|file| file.against.as_ref()) {
        made = made.model(model);
    }
    made
}

/// Every sound model among the files, and every model that a sound scenario among them is held against, with these scenarios.
fn audits(open: &[Checked]) -> Vec<ModelAudit> {
    let sound = || open.iter().filter(|f| !f.findings.has_errors());
    let mut groups: Vec<(&Model, Vec<&Scenario>)> = Vec::new();
    for file in sound() {
        let Some(model) = file.model.as_ref().or(file.against.as_ref()) else { continue };
        let same = |m: &Model| m.id == model.id && m.source.text() == model.source.text();
        let place = groups.iter().position(|(m, _)| same(m)).unwrap_or_else(|| {
            groups.push((model, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.extend(&file.scenario);
    }
    let builtins = catalog::scenarios();
    let beside: Vec<&Scenario> = builtins.iter().collect();
    groups.into_iter().map(|(model, scenarios)| audit::model(model, &scenarios, &beside)).collect()
}

fn source(name: &str) -> Result<(Kind, Arc<SourceFile>), Error> {
    if !is_path(name) && name != "-" {
        let kinds = [Kind::Model, Kind::Scenario, Kind::Network, Kind::Feeds];
        let found = kinds.into_iter().find_map(|kind| catalog::builtin(kind, name));
        if let Some(builtin) = found {
            return Ok((builtin.kind, builtin.source()));
        }
    }
    let path = if is_path(name) || name == "-" { name.to_owned() } else { format!("./{name}") };
    let source = catalog::open(Kind::Scenario, &path, None).or_else(|why| {
        // A network may be larger than any other file.
        let network = catalog::open(Kind::Network, &path, None).ok();
        network.filter(|source| kind_of(source.text()) == Kind::Network).ok_or(why)
    })?;
    let kind = kind_of(source.text());
    Ok((kind, source))
}
