//! A file that was dropped on the page: what it is, and what is wrong with it.

use super::shared::findings_json;
use super::shelf::{Dropped, Shelf, is_file};
use crate::catalog::{Kind, kind_of};
use froth_core::diag::{Code, Diagnostic, Diagnostics, SourceFile};
use froth_core::format::MAX_BYTES;
use froth_core::model::Model;
use froth_core::scenario::{Loaded, ShockKind, Value, load};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file with the others that were dropped before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Brought {
    name: String,
    text: String,
    files: Vec<Dropped>,
    /// Its size, which may be more than a request can carry.
    size: u64,
}

/// Checks a file as `froth check` does.
pub(super) fn looked_at(brought: &Brought, shelf: &Shelf) -> serde_json::Value {
    let refuse = |code, message: String, help: &str| {
        findings_json(&Diagnostics::from(Diagnostic::error(code, message).help(help)))
    };
    if brought.size > MAX_BYTES || brought.size > brought.text.len() as u64 + 3 {
        return refuse(
            Code::TooLarge,
            format!("{} is too large", brought.name),
            "a file on the page has a few hundred KiB at most",
        );
    }
    if !is_file(&brought.name) || brought.name.contains(['/', '\\']) {
        return refuse(
            Code::UnknownKey,
            format!("{} does not end in .toml", brought.name),
            "drop a scenario or a model",
        );
    }
    let mut files = brought.files.clone();
    files.retain(|f| f.name != brought.name);
    let shelf = shelf.with(&files);
    let source = SourceFile::new(brought.name.as_str(), brought.text.as_str());
    let kind = kind_of(source.text());
    let (found, title, shocks) = match kind {
        Kind::Network => {
            let help = "drop a scenario or a model; froth network runs it on the command line";
            return refuse(Code::UnknownKey, format!("{} is a network", brought.name), help);
        }
        Kind::Feeds => {
            let help = "drop a scenario or a model; froth fetch reads feed files on the command line";
            return refuse(Code::UnknownKey, format!("{} is a feed file", brought.name), help);
        }
        Kind::Model => match Model::parse(&source) {
            Ok((model, findings)) => (findings, model.title, None),
            Err(error) => return findings_json(error.findings()),
        },
        Kind::Scenario => match load(&source, &|kind, name, folder| shelf.open(kind, name, folder)) {
            Ok((Loaded::Scenario(scenario), findings)) => (findings, scenario.title, None),
            Ok((Loaded::Shocks(file), findings)) => {
                let set = |s: &froth_core::scenario::Shock| match &s.kind {
                    ShockKind::Set(value) => Some((s.id.clone(), value.clone())),
                    _ => None,
                };
                let all: Option<BTreeMap<String, Value>> = file.shocks.iter().map(set).collect();
                let Some(all) = all else {
                    let help = "add `extends = \"SCENARIO\"` and drop it as a scenario, or write { set = ... }";
                    return refuse(Code::Shock, format!("`{}` multiplies or adds", file.id), help);
                };
                (findings, file.title, Some(all))
            }
            Err(error) => return findings_json(error.findings()),
        },
    };
    let mut answer = findings_json(&found);
    answer["kind"] = kind.as_str().into();
    answer["title"] = title.into();
    if let Some(shocks) = shocks {
        answer["shocks"] = serde_json::json!(shocks);
    }
    answer
}
