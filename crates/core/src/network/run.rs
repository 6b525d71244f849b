//! From a network and what is asked to what is found.

use super::draws::Drawn;
use super::found::{
    ByChannel, CircularityFound, CycleFound, EdgeFound, Found, LargestFound, NodeFound, RankedFound, RoundFound,
    Shocked, TargetBy, TargetFound,
};
use super::numbers::{Figures, error};
use super::{Edge, Network, Status};
use crate::Error;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::made_from::MadeFrom;
use crate::scenario::Confidence;
use froth_network::{
    Channel, Circularity, Cycle, Method, NetworkError, Outcome, Ranked, Recovery, Shock, Smallest, Spreads,
    circularity, draws,
};
use froth_series::watch::Watch;
use std::collections::BTreeMap;

/// Networks that are rewired to see how circular chance is.
pub const REWIRED: usize = 1000;

/// At most so many losses of draws are kept.
const MOST_DRAWN: u64 = 100_000_000;

/// What is asked of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How losses spread.
    pub method: Method,
    /// What they travel over; none: all that the method has.
    pub channels: Option<Vec<Channel>>,
    /// How real an edge must be to count.
    pub status: Vec<Status>,
    /// Nodes that lose a share of their external assets.
    pub shocks: Vec<(String, f64)>,
    /// Nodes that fail.
    pub failed: Vec<String>,
    /// Draws over what is uncertain; 0: none.
    pub draws: u64,
    /// What random numbers start from.
    pub seed: u64,
    /// Whether each node is failed in turn.
    pub rank: bool,
    /// Whether circles of money are looked for.
    pub circularity: bool,
    /// The node for which the smallest shock that fails it is looked for.
    pub target: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            method: Method::DEBT_RANK,
            channels: None,
            status: vec![Status::Paid, Status::Contracted],
            shocks: Vec::new(),
            failed: Vec::new(),
            draws: 0,
            seed: 1,
            rank: false,
            circularity: false,
            target: None,
        }
    }
}

impl Options {
    /// The channels that count.
    pub fn channels(&self) -> Vec<Channel> {
        match (&self.channels, self.method) {
            (Some(channels), _) => Channel::ALL.into_iter().filter(|channel| channels.contains(channel)).collect(),
            (None, Method::DebtRank { .. }) => Channel::ALL.to_vec(),
            (None, _) => vec![Channel::Claims],
        }
    }

    /// What is made with these options says so. What a method has a default for is said where it was given.
    #[must_use]
    pub fn stated(&self, made: MadeFrom, recovery: Option<Recovery>, loss_given_default: Option<f64>) -> MadeFrom {
        let channels: Vec<&str> = self.channels().into_iter().map(Channel::as_str).collect();
        let shocks: Vec<String> = self.shocks.iter().map(|(node, share)| format!("{node}={share}")).collect();
        let made = made
            .flag("shock", shocks)
            .flag("fail", &self.failed)
            .flag("method", self.method.as_str())
            .flag("channels", channels)
            .flag("status", self.status.iter().map(|status| Status::as_str(*status)).collect::<Vec<_>>())
            .flag("recovery", recovery.map(|recovery| [recovery.external, recovery.claims]))
            .flag("loss_given_default", loss_given_default)
            .flag("draws", Some(self.draws).filter(|draws| *draws > 0))
            .flag("rank", self.rank)
            .flag("circularity", self.circularity)
            .flag("target", &self.target);
        if self.draws > 0 || self.circularity { made.seed(self.seed) } else { made }
    }
}

/// What a shock does to a network, and what else is asked.
///
/// # Errors
///
/// A node that is not there, a shock that cannot be, channels that the method does not have, or the watch ended it.
pub fn run(network: &Network, options: &Options, watch: &dyn Watch) -> Result<Found, Error> {
    let (shock, shocked) = shock(network, options)?;
    let channels = options.channels();
    if !matches!(options.method, Method::DebtRank { .. }) && channels.iter().any(|channel| *channel != Channel::Claims)
    {
        let help = "leave `options.channels` out, or use DebtRank, which has them all";
        let message = format!("{} knows claims alone", options.method.as_str());
        return Err(Diagnostic::error(Code::Network, message).help(help).into());
    }
    let target = options.target.as_ref().map(|id| found_node(network, id)).transpose()?;
    let counts = |edge: &Edge| channels.contains(&edge.channel) && options.status.contains(&edge.status);
    let given = Figures::given(network);
    let (numbers, counted) = given.numbers(network, &options.method, &|_, edge| counts(edge));
    let fail = |e: NetworkError| error(network, &counted, &e);
    let numbers = numbers.map_err(fail)?;
    let outcome = numbers.run(&options.method, &shock, watch).map_err(fail)?;
    let spreads = if options.draws > 0 { Some(drawn(network, options, &shock, &counts, watch)?) } else { None };
    let id = |node: usize| network.nodes[node].id.clone();

    let ranking =
        if options.rank { Some(ranking(network, numbers.rank(&options.method, watch).map_err(fail)?)) } else { None };
    let circularity = if options.circularity {
        Some(circles(network, circularity(&numbers, REWIRED, options.seed, watch).map_err(fail)?))
    } else {
        None
    };
    let target = match target {
        Some(node) => {
            Some(smallest(network, &given, node, numbers.target(&options.method, node, watch).map_err(fail)?))
        }
        None => None,
    };
    let edges = edges(network, &given, &counted, &outcome);
    let nodes = nodes(network, &numbers, &outcome, spreads.as_ref());
    let total = spreads.as_ref().and_then(|spreads| spreads.total);
    let written_off = outcome.written_off();
    Ok(Found {
        network: network.id.clone(),
        title: network.title.clone(),
        as_of: network.as_of,
        unit: network.unit.clone(),
        method: options.method,
        channels,
        status: Status::ALL.into_iter().filter(|s| *s != Status::Dead && options.status.contains(s)).collect(),
        largest: largest(&nodes, &edges, &shocked),
        shock: shocked,
        initial_loss: outcome.initial_loss,
        total_loss: outcome.total_loss,
        amplification: outcome.amplification(),
        total_loss_low: total.map(|total| total.low),
        total_loss_median: total.map(|total| total.median),
        total_loss_high: total.map(|total| total.high),
        written_off: written_off.iter().sum(),
        by_channel: ByChannel::of(written_off),
        rounds: (outcome.rounds.into_iter())
            .map(|round| RoundFound {
                round: round.round,
                failed: round.failed.into_iter().map(id).collect(),
                loss: round.loss,
            })
            .collect(),
        nodes,
        edges,
        ranking,
        circularity,
        target,
    })
}

/// Each node failed in turn, the most costly to others first.
fn ranking(network: &Network, ranked: Vec<Ranked>) -> Vec<RankedFound> {
    let mut ranking: Vec<RankedFound> = (ranked.into_iter().enumerate())
        .map(|(node, ranked)| RankedFound {
            id: network.nodes[node].id.clone(),
            loss_to_others: ranked.loss_to_others,
            failures: ranked.failures,
            loss_from_others: ranked.loss_from_others,
        })
        .collect();
    ranking.sort_by(|a, b| {
        b.loss_to_others.total_cmp(&a.loss_to_others).then(b.failures.cmp(&a.failures)).then_with(|| a.id.cmp(&b.id))
    });
    ranking
}

fn circles(network: &Network, found: Circularity) -> CircularityFound {
    let cycle = |cycle: Cycle| CycleFound {
        nodes: cycle.nodes.into_iter().map(|node| network.nodes[node].id.clone()).collect(),
        amount: cycle.amount,
        smallest: cycle.smallest,
    };
    CircularityFound {
        share: found.share,
        expected: found.expected,
        p_value: found.p_value,
        networks: found.networks,
        cycles: found.cycles.into_iter().map(cycle).collect(),
        more: found.more,
    }
}

/// What fails a node, the smallest share first; none was looked for where it fails anyway.
fn smallest(network: &Network, given: &Figures, node: usize, found: Option<Vec<Smallest>>) -> TargetFound {
    let fails_anyway = found.is_none();
    let owns = |node: usize| given.nodes[node].external_assets.is_some();
    let mut by: Vec<TargetBy> = (found.into_iter().flatten())
        .map(|found| TargetBy {
            id: network.nodes[found.node].id.clone(),
            share: found.share.filter(|_| owns(found.node)),
            by_failure: found.by_failure,
        })
        .collect();
    let order = |by: &TargetBy| (by.share.unwrap_or(2.0), !by.by_failure);
    by.sort_by(|a, b| {
        let ((a_share, a_not), (b_share, b_not)) = (order(a), order(b));
        a_share.total_cmp(&b_share).then(a_not.cmp(&b_not)).then_with(|| a.id.cmp(&b.id))
    });
    TargetFound { id: network.nodes[node].id.clone(), fails_anyway, by }
}

fn found_node(network: &Network, id: &str) -> Result<usize, Diagnostic> {
    network.node(id).ok_or_else(|| {
        let help = did_you_mean(id, "nodes", network.nodes.iter().map(|node| node.id.as_str()));
        let message = format!("`{}` has no node `{}`", network.id, crate::diag::shortened(id));
        Diagnostic::error(Code::UnknownId, message).help(help)
    })
}

/// What happens first, by number and by id, each node once.
fn shock(network: &Network, options: &Options) -> Result<(Shock, Vec<Shocked>), Error> {
    let mut findings = Diagnostics::new();
    let mut shares: BTreeMap<usize, f64> = BTreeMap::new();
    for (id, share) in &options.shocks {
        match found_node(network, id) {
            Ok(_) if !(0.0..=1.0).contains(share) => {
                let help = "write 40 % as 0.4";
                let message = format!("a shock on `{id}` of {share}: a share lies between 0 and 1");
                findings.push(Diagnostic::error(Code::Shock, message).help(help));
            }
            Ok(node) if network.nodes[node].external_assets.is_none() => {
                let help = "give it external_assets, or fail it with `options.failed`";
                let message = format!("`{id}` has no external assets, of which a shock could take a share");
                let place = Some(network.nodes[node].location.clone());
                findings.push(Diagnostic::error(Code::Shock, message).at_location(place).help(help));
            }
            Ok(node) => {
                if shares.insert(node, *share).is_some() {
                    let message = format!("two shocks on `{id}`");
                    findings.push(Diagnostic::error(Code::Shock, message).help("give one of them"));
                }
            }
            Err(finding) => findings.push(finding),
        }
    }
    let mut failed = Vec::new();
    for id in &options.failed {
        match found_node(network, id) {
            Ok(node) => failed.push(node),
            Err(finding) => findings.push(finding),
        }
    }
    if !findings.is_empty() {
        return Err(findings.into());
    }
    failed.sort_unstable();
    failed.dedup();
    let mut shocked: Vec<Shocked> = (shares.iter())
        .map(|(node, share)| Shocked { id: network.nodes[*node].id.clone(), share: Some(*share), failed: false })
        .collect();
    shocked.extend(failed.iter().map(|node| Shocked {
        id: network.nodes[*node].id.clone(),
        share: None,
        failed: true,
    }));
    Ok((Shock { shares: shares.into_iter().collect(), failed }, shocked))
}

fn drawn(
    network: &Network,
    options: &Options,
    shock: &Shock,
    counts: &(dyn Fn(&Edge) -> bool + Sync),
    watch: &dyn Watch,
) -> Result<Spreads, Error> {
    if options.draws.saturating_mul(network.nodes.len() as u64) > MOST_DRAWN {
        let most = MOST_DRAWN / network.nodes.len().max(1) as u64;
        let message = format!("{} draws of {} nodes are too many to keep", options.draws, network.nodes.len());
        return Err(Diagnostic::error(Code::Uncertainty, message).help(format!("ask for up to {most}")).into());
    }
    let channels = options.channels();
    let design = Drawn::new(network, options.seed)?;
    let draw = |number: u64| {
        let (figures, there) = design.draw(network, number);
        let real = |number: usize, edge: &Edge| match there[number] {
            Some(there) => there && channels.contains(&edge.channel),
            None => counts(edge),
        };
        figures.numbers(network, &options.method, &real).0
    };
    draws(options.draws, &draw, &options.method, shock, watch).map_err(|e| error(network, &[], &e))
}

fn nodes(
    network: &Network,
    numbers: &froth_network::Network,
    outcome: &Outcome,
    spreads: Option<&Spreads>,
) -> Vec<NodeFound> {
    let node = |at: usize| {
        let (node, loss) = (&network.nodes[at], &outcome.losses[at]);
        let spread = spreads.and_then(|spreads| spreads.nodes[at]).filter(|_| loss.loss.is_some());
        NodeFound {
            id: node.id.clone(),
            title: node.title.clone(),
            group: node.group.clone(),
            equity: numbers.nodes()[at].equity,
            loss: loss.loss,
            loss_share: loss.loss_share,
            loss_low: spread.map(|spread| spread.low),
            loss_median: spread.map(|spread| spread.median),
            loss_high: spread.map(|spread| spread.high),
            written_off: loss.written_off(),
            failed: loss.failed_in_round.is_some(),
            failed_in_round: loss.failed_in_round,
            payment: loss.payment,
            lost_sales: loss.lost_sales,
            by_channel: ByChannel::of(loss.written_off),
        }
    };
    (0..network.nodes.len()).map(node).collect()
}

fn edges(network: &Network, given: &Figures, counted: &[usize], outcome: &Outcome) -> Vec<EdgeFound> {
    let lost: BTreeMap<usize, f64> = counted.iter().copied().zip(outcome.edges.iter().copied()).collect();
    let edge = |(number, edge): (usize, &Edge)| EdgeFound {
        id: edge.id.clone(),
        from: network.nodes[edge.from].id.clone(),
        to: network.nodes[edge.to].id.clone(),
        channel: edge.channel,
        kind: edge.kind,
        amount: given.amount(edge, number),
        status: edge.status,
        counted: lost.contains_key(&number),
        lost: lost.get(&number).copied().unwrap_or(0.0),
        confidence: edge.confidence(),
        date: edge.date,
        source: edge.provenance.source.clone(),
        url: edge.provenance.url.clone(),
        note: edge.provenance.note.clone(),
    };
    network.edges.iter().enumerate().map(edge).collect()
}

/// The node that loses most of those that were not shocked, and what of its losses is badly documented.
fn largest(nodes: &[NodeFound], edges: &[EdgeFound], shocked: &[Shocked]) -> Option<LargestFound> {
    let others = || nodes.iter().filter(|node| node.written_off > 0.0 && shocked.iter().all(|s| s.id != node.id));
    // Of two alike the first.
    let most = |by: fn(&NodeFound) -> f64| {
        others().fold(None, |most: Option<&NodeFound>, node| most.filter(|most| by(most) >= by(node)).or(Some(node)))
    };
    let by_loss = most(|node| node.loss.unwrap_or(0.0)).filter(|node| node.loss.is_some_and(|loss| loss > 0.0));
    let node = by_loss.or_else(|| most(|node| node.written_off))?;
    let loses = |edge: &EdgeFound| *edge.channel.losing(&edge.from, &edge.to).1 == node.id;
    let low = edges.iter().filter(|e| e.confidence == Confidence::Low && loses(e)).fold(0.0, |sum, e| sum + e.lost);
    Some(LargestFound {
        id: node.id.clone(),
        loss: node.loss,
        written_off: node.written_off,
        low_confidence: (low / node.written_off).clamp(0.0, 1.0),
    })
}
