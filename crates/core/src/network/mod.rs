//! Networks: who owes, buys from and owns whom, and who falls with whom. Numbers are computed by `froth-network`; here they have names.
//!
//! ```
//! use froth_core::diag::SourceFile;
//! use froth_core::network::{Network, Options, run};
//!
//! let text = "schema = 1\nid = 'two'\ntitle = 'Two'\nas_of = 2026-09-30
//! [node.bank]\ntitle = 'Bank'\nequity = 20
//! [node.firm]\ntitle = 'Firm'\n[[claim]]\nfrom = 'firm'\nto = 'bank'\namount = 10";
//! let (network, _) = Network::parse(&SourceFile::new("two.toml", text))?;
//! let found = run(&network, &Options { failed: vec!["firm".to_owned()], ..Options::default() }, &())?;
//! assert_eq!(found.nodes[0].loss, Some(10.0));
//! # Ok::<(), froth_core::Error>(())
//! ```

mod draws;
mod file;
mod found;
mod load;
mod numbers;
mod reach;
mod run;
#[cfg(test)]
mod tests;

pub use file::{ClaimKind, Status};
pub use found::{
    ByChannel, CircularityFound, CycleFound, EdgeFound, Found, LargestFound, NodeFound, RankedFound, RoundFound,
    Shocked, TargetBy, TargetFound,
};
pub use froth_network::{Channel, MOST_ROUNDS, Method, Recovery};
pub use run::{Options, REWIRED, run};

use crate::Error;
use crate::diag::{Diagnostics, Location, SourceFile};
use crate::scenario::{Confidence, Distribution, Provenance};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A network that is sound.
#[derive(Debug, Clone)]
pub struct Network {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The day that it describes.
    pub as_of: Date,
    /// The unit of every amount.
    pub unit: Option<String>,
    /// What a reader should know about the whole.
    pub description: Option<String>,
    /// Its nodes, in the order of their ids.
    pub nodes: Vec<Node>,
    /// Its edges, in the order of their kinds, ends and amounts, whatever the file's.
    pub edges: Vec<Edge>,
    /// The chance that an edge of a status is real.
    pub chances: BTreeMap<Status, f64>,
    /// Translations: language tag, then `title` or a node's id, then text.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
    /// The file it was read from.
    pub source: Arc<SourceFile>,
}

/// A node.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it belongs to.
    pub group: Option<String>,
    /// What it owns outside the network.
    pub external_assets: Option<Figure>,
    /// What it owes outside the network.
    pub external_debts: Option<Figure>,
    /// Its equity, where it is given.
    pub equity: Option<Figure>,
    /// Its revenue, a year.
    pub revenue: Option<Figure>,
    /// What of a lost dollar of revenue is a lost dollar of income.
    pub margin: Option<Figure>,
    /// Where its figures come from.
    pub provenance: Provenance,
    /// The day that they describe.
    pub date: Option<Date>,
    /// Where it stands.
    pub location: Location,
}

/// A figure of a node.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// Lowest and highest that it may be.
    pub range: Option<(f64, f64)>,
    /// How it is spread within the range.
    pub distribution: Distribution,
    /// The day that it describes.
    pub date: Option<Date>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// An edge: a claim from debtor to creditor, a purchase from buyer to seller, a stake from holder to firm.
#[derive(Debug, Clone)]
pub struct Edge {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// What runs over it.
    pub channel: Channel,
    /// What a claim is.
    pub kind: Option<ClaimKind>,
    /// Where it begins: a node by number.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// How much; none where nobody says.
    pub amount: Option<Amount>,
    /// How real it is.
    pub status: Status,
    /// The edge that holds it, by number.
    pub part_of: Option<usize>,
    /// The day that it describes.
    pub date: Option<Date>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it stands.
    pub location: Location,
}

/// How much runs over an edge, as the file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The figure.
    pub given: f64,
    /// Of what.
    pub basis: Basis,
    /// Lowest and highest that the figure may be.
    pub range: Option<(f64, f64)>,
    /// How it is spread within the range.
    pub distribution: Distribution,
}

/// What the figure of an amount is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Basis {
    /// The amount itself; of a purchase, a year.
    Amount,
    /// A sum over so many years.
    Total(f64),
    /// A share of the seller's revenue.
    Share,
}

impl Status {
    /// All of them, the most real first.
    pub const ALL: [Status; 6] =
        [Status::Paid, Status::Contracted, Status::Conditional, Status::Announced, Status::Talks, Status::Dead];

    /// As files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Paid => "paid",
            Status::Contracted => "contracted",
            Status::Conditional => "conditional",
            Status::Announced => "announced",
            Status::Talks => "talks",
            Status::Dead => "dead",
        }
    }
}

impl ClaimKind {
    /// As files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimKind::Loan => "loan",
            ClaimKind::Bond => "bond",
            ClaimKind::Lease => "lease",
            ClaimKind::Trade => "trade",
            ClaimKind::Deposit => "deposit",
            ClaimKind::Guarantee => "guarantee",
        }
    }
}

impl Edge {
    /// How well it is documented: one that does not say counts as low.
    pub fn confidence(&self) -> Confidence {
        self.provenance.confidence.unwrap_or(Confidence::Low)
    }
}

impl Network {
    /// Reads a network.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with its place.
    pub fn parse(source: &Arc<SourceFile>) -> Result<(Network, Diagnostics), Error> {
        let mut findings = Diagnostics::new();
        let network = load::read(source, &mut findings);
        findings.sorted().into_result(network)
    }

    /// The node with this id, by number.
    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.binary_search_by(|node| node.id.as_str().cmp(id)).ok()
    }
}

/// The format as JSON Schema (draft 2020-12), for editors.
pub fn json_schema() -> serde_json::Value {
    crate::format::of_file::<file::HeadFile>("A network of froth")
}
