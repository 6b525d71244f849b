//! What a network rests on: which of its edges can be looked up, how sure and how old they are.

use super::{Fact, Finding, NetworkAudit, OldFigure, by_severity};
use froth_core::network::{EdgeFound, Found, Network, Options, Status, run};
use froth_core::scenario::{Confidence, a_year_before};

/// A share of the amounts that count on edges of low or no confidence from which it is said.
const MUCH: f64 = 0.25;

/// Audits the edges of a network that are not dead; amounts are of those that are paid or contracted.
pub fn network(network: &Network) -> NetworkAudit {
    let source = &network.source;
    // Without a shock this says what counts, and how much it is.
    let found = run(network, &Options::default(), &()).ok();
    let edges = found.iter().flat_map(|found: &Found| &found.edges).zip(&network.edges);
    let alive: Vec<_> = edges.filter(|(edge, _)| edge.status != Status::Dead).collect();
    let named = |lacks: &dyn Fn(&EdgeFound) -> bool| -> Vec<String> {
        alive.iter().filter(|(edge, _)| lacks(edge)).map(|(edge, _)| name(edge)).collect()
    };
    let without_address = named(&|edge| !edge.url.as_deref().is_some_and(is_address));
    let without_date = named(&|edge| edge.date.is_none());
    let without_amount = named(&|edge| edge.amount.is_none());
    let as_of = network.as_of;
    let mut old: Vec<OldFigure> = (alive.iter())
        .filter_map(|(edge, _)| Some((edge, edge.date.filter(|date| *date <= a_year_before(as_of))?)))
        .map(|(edge, date)| OldFigure { id: name(edge), date, used: edge.counted })
        .collect();
    old.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    let counted = || alive.iter().filter(|(edge, _)| edge.counted).map(|(edge, _)| edge);
    let amount = counted().fold(0.0, |sum, edge| sum + edge.amount.unwrap_or(0.0));
    let low = counted().filter(|edge| edge.confidence == Confidence::Low);
    let low = low.fold(0.0, |sum, edge| sum + edge.amount.unwrap_or(0.0));
    let low_confidence = (amount > 0.0).then(|| (low / amount).clamp(0.0, 1.0));

    let (id, of) = (network.id.clone(), alive.len());
    let mut findings = Vec::new();
    // The place of the first of several.
    let mut say = |fact: Fact, lacks: &dyn Fn(&EdgeFound) -> bool| {
        let first = alive.iter().find(|(edge, _)| lacks(edge)).map(|(_, edge)| edge.location.span.clone());
        findings.push(Finding::at(fact, source, first.unwrap_or(0..0)));
    };
    if !without_address.is_empty() {
        let fact = Fact::EdgesWithoutAddress { network: id.clone(), edges: without_address.clone(), of };
        say(fact, &|edge| !edge.url.as_deref().is_some_and(is_address));
    }
    if !without_date.is_empty() {
        let fact = Fact::EdgesWithoutDate { network: id.clone(), edges: without_date.clone(), of };
        say(fact, &|edge| edge.date.is_none());
    }
    if let Some(share) = low_confidence.filter(|share| *share >= MUCH) {
        let fact = Fact::UnsureAmounts { network: id.clone(), share };
        say(fact, &|edge| edge.counted && edge.confidence == Confidence::Low);
    }
    if !old.is_empty() {
        let edges = old.iter().map(|old| (old.id.clone(), old.date)).collect();
        let fact = Fact::OldEdges { network: id.clone(), as_of, edges };
        say(fact, &|edge| edge.date.is_some_and(|date| date <= a_year_before(as_of)));
    }
    NetworkAudit {
        network: id,
        title: network.title.clone(),
        as_of,
        findings: by_severity(findings),
        edges: of,
        counted: counted().count(),
        amount,
        low_confidence,
        without_amount,
        without_address,
        without_date,
        old,
    }
}

/// Whether something can be read there: the front page of a site is no address of a source.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.and_then(|rest| rest.split_once('/')).is_some_and(|(host, path)| !host.is_empty() && !path.is_empty())
}

/// What a finding calls an edge: its id, or its ends and what runs over it.
fn name(edge: &EdgeFound) -> String {
    match &edge.id {
        Some(id) => id.clone(),
        None => format!("{} -> {}: {}", edge.from, edge.to, edge.channel.as_str()),
    }
}
