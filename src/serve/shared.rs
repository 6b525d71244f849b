//! What all requests share, and findings as the page reads them.

use super::shelf::Shelf;
use froth_core::diag::{Diagnostics, Location, shortened};
use froth_render::page::CheckedFile;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What all requests share: files to start from, and the cores.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) shelf: Shelf,
    /// What the page shows first: a scenario, and what it is held against.
    pub(super) first: [String; 2],
    /// Requests that are worked on at once.
    pub(super) cores: Arc<Semaphore>,
    /// Long runs that are worked on at once, beside them.
    pub(super) runs: Arc<Semaphore>,
    /// Long runs that are worked on or wait.
    pub(super) places: Arc<Semaphore>,
}

/// Findings as the page reads them.
pub(super) fn findings_json(findings: &Diagnostics) -> serde_json::Value {
    let checked = CheckedFile::new("", findings);
    let line =
        |place: &Option<Location>| place.as_ref().map(|l| shortened(l.source.line_at(l.span.start).1).into_owned());
    let messages: Vec<serde_json::Value> = checked
        .messages
        .iter()
        .zip(findings.iter())
        .map(|(message, finding)| {
            let mut message = serde_json::json!(message);
            message["text"] = line(&finding.location).into();
            message
        })
        .collect();
    serde_json::json!({ "schema": 1, "ok": checked.ok, "messages": messages })
}
