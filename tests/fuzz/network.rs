//! Networks: what is accepted runs under every method with every node failed in turn, and gives finite numbers that obey the laws.

use crate::{Outcome, corpus, fuzz, sound};
use froth::catalog::{Kind, builtins};
use froth::chart::{cascade, exposure, network as picture};
use froth::diag::Code;
use froth::format::read_from;
use froth::locale::{Language, Locale};
use froth::network::{Found, Method, Network, Options, Status, run};
use froth::page;

const WORDS: [&str; 52] = [
    "schema",
    "id",
    "title",
    "as_of",
    "unit",
    "description",
    "sources",
    "node",
    "claim",
    "purchase",
    "stake",
    "from",
    "to",
    "amount",
    "total",
    "years",
    "share",
    "low",
    "high",
    "distribution",
    "uniform",
    "pert",
    "kind",
    "loan",
    "guarantee",
    "status",
    "paid",
    "contracted",
    "conditional",
    "announced",
    "talks",
    "dead",
    "part_of",
    "group",
    "external_assets",
    "external_debts",
    "equity",
    "revenue",
    "margin",
    "value",
    "source",
    "url",
    "date",
    "confidence",
    "note",
    "uncertainty",
    "text",
    "zh-Hant",
    "1e308",
    "-0.0",
    "[[claim]]",
    "[node.a]",
];

/// The most nodes that are each failed in turn.
const FEW: usize = 40;

fn seeds() -> Vec<Vec<u8>> {
    let built_in = builtins().iter().filter(|b| b.kind == Kind::Network).map(|b| b.text.as_bytes().to_vec());
    corpus("network").into_iter().map(|(_, bytes)| bytes).chain(built_in).collect()
}

/// Losses are finite and never below nothing, and no node loses more than its equity.
fn lawful(found: &Found) {
    assert!(found.total_loss.is_finite() && found.initial_loss <= found.total_loss * (1.0 + 1e-9) + 1e-9);
    assert!(found.amplification.is_none_or(f64::is_finite));
    for node in &found.nodes {
        assert!(node.written_off.is_finite() && node.written_off >= 0.0 && node.lost_sales.is_finite(), "{node:?}");
        if let (Some(loss), Some(equity)) = (node.loss, node.equity) {
            assert!(loss.is_finite() && loss >= 0.0, "{node:?}");
            if found.method.as_str() != "clearing" {
                assert!(loss <= equity.abs() * (1.0 + 1e-9) + 1e-9, "{node:?}");
            }
        }
        assert!(node.loss_share.is_none_or(|share| (0.0..=1.0 + 1e-9).contains(&share)), "{node:?}");
        assert!(node.payment.is_none_or(|paid| paid.is_finite() && paid >= 0.0), "{node:?}");
    }
    for edge in &found.edges {
        assert!(edge.lost.is_finite() && edge.lost >= 0.0, "{edge:?}");
    }
    let reached = found.reached();
    assert!(found.nodes.iter().zip(&reached).all(|(node, at)| node.failed_in_round != Some(0) || *at == Some(0)));
}

#[test]
fn networks() {
    let status: Vec<Status> = Status::ALL.into_iter().filter(|status| *status != Status::Dead).collect();
    fuzz("network", 4, &WORDS, seeds(), |_, bytes| {
        let source = match read_from(bytes, "fuzz.toml") {
            Ok(source) => source,
            Err(error) => return Outcome::refused(error.findings()),
        };
        let (network, warnings) = match Network::parse(&source) {
            Ok(read) => read,
            Err(error) => return Outcome::refused(error.findings()),
        };
        let mut behaviour = sound(&warnings);
        let locale = Locale::new(Language::English).with_network(&network);
        for method in [Method::DEBT_RANK, Method::CLEARING, Method::Threshold { loss_given_default: 0.5 }] {
            for node in network.nodes.iter().take(FEW) {
                let options =
                    Options { method, failed: vec![node.id.clone()], status: status.clone(), ..Options::default() };
                match run(&network, &options, &()) {
                    Ok(found) => lawful(&found),
                    Err(error) => {
                        let kinds = sound(error.findings());
                        assert!(error.findings().iter().all(|finding| finding.code == Code::Network), "{kinds}");
                        behaviour = format!("{behaviour} {kinds}");
                        break;
                    }
                }
            }
        }
        let first = network.nodes.first().map(|node| node.id.clone());
        let options = Options {
            failed: first.into_iter().collect(),
            draws: 8,
            rank: network.nodes.len() <= FEW,
            ..Options::default()
        };
        if let Ok(found) = run(&network, &options, &()) {
            lawful(&found);
            let shown = page::markdown(&page::networked(&found, &locale));
            assert!(!shown.contains("NaN") && !shown.contains(" inf"), "{shown}");
            for chart in [picture(&found, &locale), cascade(&found, &locale), exposure(&found, &locale)] {
                let svg = chart.svg();
                assert!(!svg.contains("NaN") && !svg.contains("inf,"), "{:?}", chart.kind);
            }
            let losers = found.nodes.iter().filter(|node| node.written_off > 0.0).count().min(4);
            behaviour = format!("{behaviour} {losers} {}", found.rounds.len().min(6));
        }
        Outcome::accepted(format!("{behaviour} {} {}", network.nodes.len().min(6), network.edges.len().min(8)))
    });
}
