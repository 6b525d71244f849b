//! What was found out about a network, by the ids of its nodes: what is printed, drawn and written as JSON.

use super::{ClaimKind, Status};
use crate::scenario::Confidence;
use froth_network::{Channel, Method};
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// What a shock does to a network, and what else was asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The network's id.
    pub network: String,
    /// What it is called.
    pub title: String,
    /// The day that it describes.
    pub as_of: Date,
    /// The unit of every amount.
    pub unit: Option<String>,
    /// How losses spread: in JSON its name.
    #[serde(serialize_with = "method")]
    pub method: Method,
    /// The channels that losses travel over.
    #[serde(serialize_with = "channels")]
    pub channels: Vec<Channel>,
    /// How real an edge had to be to count.
    pub status: Vec<Status>,
    /// What happened first.
    pub shock: Vec<Shocked>,
    /// Equity lost at once.
    pub initial_loss: f64,
    /// Equity lost in all, at once included.
    pub total_loss: f64,
    /// The total as a multiple of what was lost at once; none where that was nothing.
    pub amplification: Option<f64>,
    /// The 5th percentile of the total over draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_loss_low: Option<f64>,
    /// Its median over draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_loss_median: Option<f64>,
    /// The 95th percentile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_loss_high: Option<f64>,
    /// What all nodes lost on their edges.
    pub written_off: f64,
    /// Shares of it.
    pub by_channel: ByChannel,
    /// The node that loses most, and what that rests on.
    pub largest: Option<LargestFound>,
    /// Round by round.
    pub rounds: Vec<RoundFound>,
    /// Node by node, in the order of ids.
    pub nodes: Vec<NodeFound>,
    /// Edge by edge, those too that do not count.
    pub edges: Vec<EdgeFound>,
    /// Each node failed in turn, the most costly to others first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranking: Option<Vec<RankedFound>>,
    /// How much money goes round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub circularity: Option<CircularityFound>,
    /// What fails one node, node by node, the smallest share first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetFound>,
}

/// What happened to a node first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shocked {
    /// The node.
    pub id: String,
    /// The share of its external assets that it lost; none where it failed.
    pub share: Option<f64>,
    /// Whether it failed.
    pub failed: bool,
}

/// Shares of what was written off; none where nothing was.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ByChannel {
    /// On claims.
    pub claims: Option<f64>,
    /// On stakes.
    pub stakes: Option<f64>,
    /// On purchases.
    pub purchases: Option<f64>,
}

/// The node that loses most.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LargestFound {
    /// The node, of those that were not shocked themselves.
    pub id: String,
    /// What it loses of its equity; none for a sink.
    pub loss: Option<f64>,
    /// What it wrote off on its edges.
    pub written_off: f64,
    /// The share of that on edges of low confidence, or of none stated.
    pub low_confidence: f64,
}

/// A round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundFound {
    /// Its number; 0 is what happened at once.
    pub round: usize,
    /// Who failed in it.
    pub failed: Vec<String>,
    /// Equity lost in it.
    pub loss: f64,
}

/// What a node lost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeFound {
    /// The node.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it belongs to.
    pub group: Option<String>,
    /// Its equity, given or from its balance sheet.
    pub equity: Option<f64>,
    /// What it lost of it; none for a sink.
    pub loss: Option<f64>,
    /// The same as a share.
    pub loss_share: Option<f64>,
    /// The 5th percentile of the loss over draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_low: Option<f64>,
    /// Its median over draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_median: Option<f64>,
    /// The 95th percentile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_high: Option<f64>,
    /// What it lost on its edges, not capped by its equity.
    pub written_off: f64,
    /// Whether it failed.
    pub failed: bool,
    /// In which round.
    pub failed_in_round: Option<usize>,
    /// What it pays of what it owes (clearing).
    pub payment: Option<f64>,
    /// Sales that it loses, a year, whatever they earned.
    pub lost_sales: f64,
    /// Shares of what it wrote off.
    pub by_channel: ByChannel,
}

/// An edge, and what was lost on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EdgeFound {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// What runs over it.
    #[serde(serialize_with = "channel")]
    pub channel: Channel,
    /// What a claim is.
    pub kind: Option<ClaimKind>,
    /// How much; of a purchase a year.
    pub amount: Option<f64>,
    /// How real it is.
    pub status: Status,
    /// Whether it counts here.
    pub counted: bool,
    /// What was lost on it.
    pub lost: f64,
    /// How well it is documented.
    pub confidence: Confidence,
    /// The day that it describes.
    pub date: Option<Date>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Where that can be read.
    pub url: Option<String>,
    /// What a reader should know.
    pub note: Option<String>,
}

/// A node failed in turn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedFound {
    /// The node.
    pub id: String,
    /// Equity that others lose.
    pub loss_to_others: f64,
    /// How many others fail.
    pub failures: usize,
    /// Equity that it loses by the failure of another, on average over all others; none for a sink.
    pub loss_from_others: Option<f64>,
}

/// How much money goes round in a circle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CircularityFound {
    /// Amounts on edges that lie on a circle of at most four nodes, as a share of all.
    pub share: Option<f64>,
    /// The same on average over rewired networks.
    pub expected: Option<f64>,
    /// How often chance gives as much.
    pub p_value: Option<f64>,
    /// How many networks were rewired.
    pub networks: usize,
    /// Circles, the largest first.
    pub cycles: Vec<CycleFound>,
    /// Whether there are more than are listed.
    pub more: bool,
}

/// A circle of money.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CycleFound {
    /// Its nodes in the direction in which money moves.
    pub nodes: Vec<String>,
    /// All amounts on its edges.
    pub amount: f64,
    /// The smallest from one node to the next: what can go all the way round.
    pub smallest: f64,
}

/// What fails one node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetFound {
    /// The node that is to fail.
    pub id: String,
    /// Whether it fails without any shock; then there is nothing to look for.
    pub fails_anyway: bool,
    /// Node by node.
    pub by: Vec<TargetBy>,
}

/// A shock on one node that fails another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetBy {
    /// The node that is shocked.
    pub id: String,
    /// The smallest share of its external assets; none where not even all of them fail the target, or where it has none.
    pub share: Option<f64>,
    /// Whether its failure fails the target.
    pub by_failure: bool,
}

impl ByChannel {
    pub(super) fn of([claims, stakes, purchases]: [f64; 3]) -> ByChannel {
        let all = claims + stakes + purchases;
        let share = |x: f64| (all > 0.0).then(|| x / all);
        ByChannel { claims: share(claims), stakes: share(stakes), purchases: share(purchases) }
    }
}

fn method<S: Serializer>(method: &Method, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(method.as_str())
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn channel<S: Serializer>(channel: &Channel, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(channel.as_str())
}

fn channels<S: Serializer>(channels: &[Channel], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(channels.iter().map(|channel| channel.as_str()))
}
