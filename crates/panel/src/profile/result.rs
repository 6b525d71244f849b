//! What is found of an entity, as data: the JSON fields are these fields. Rank 1 is the highest score; equal ones share their mean
//! rank.

use jiff::civil::Date;
use serde::Serialize;

/// An entity at the last date of a panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// Id of the model.
    pub model: String,
    /// Its name.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The entity.
    pub entity: String,
    /// The date.
    pub date: Date,
    /// Whether a high score is good; where not, better is lower.
    pub high_is_good: bool,
    /// Its score.
    pub score: f64,
    /// The band that holds it.
    pub band: String,
    /// Its rank.
    pub rank: f64,
    /// Among so many.
    pub of: usize,
    /// Where draws of the method put score and rank; none where nothing is uncertain.
    pub interval: Option<Interval>,
    /// The children of the root that are dimensions, in file order.
    pub dimensions: Vec<Standing>,
    /// Every indicator that counts and has a score, the best place first.
    pub indicators: Vec<Standing>,
    /// The best places among them that are better than the median of all, up to five.
    pub strengths: Vec<Standing>,
    /// The worst places that are worse than it, up to five, the worst first.
    pub weaknesses: Vec<Standing>,
    /// Indicators that count and have no score.
    pub missing: Vec<String>,
    /// The entities whose scores are nearest, up to five, the highest first.
    pub peers: Vec<Peer>,
    /// The entity among those of its group, for each column of groups that the model uses.
    pub groups: Vec<GroupPeers>,
    /// What each indicator would do, the largest gain first; empty where scores are orders of many rows.
    pub gains: Vec<Gain>,
    /// The smallest change of one indicator's score that gains a place.
    pub smallest: Option<Smallest>,
}

/// 5th percentile and 95th over draws of the method.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// How many draws.
    pub draws: u32,
    /// Scores.
    pub score: Option<[f64; 2]>,
    /// Ranks.
    pub rank: Option<[f64; 2]>,
}

/// An entity's indicator or dimension among those of all entities.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// The indicator or dimension.
    pub id: String,
    /// The value that its rule scores, of an indicator.
    pub value: Option<f64>,
    /// Its score.
    pub score: f64,
    /// Its place, 1 the best.
    pub place: f64,
    /// Among so many.
    pub of: usize,
    /// The median of all scores.
    pub median: f64,
    /// The median of the peers' scores.
    pub peers: Option<f64>,
}

/// Another entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Peer {
    /// Its name.
    pub entity: String,
    /// Its score.
    pub score: f64,
    /// Its rank among all.
    pub rank: f64,
}

/// An entity among those of one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupPeers {
    /// The column of the data.
    pub by: String,
    /// The group.
    pub group: String,
    /// The entity's rank among the group.
    pub rank: f64,
    /// Among so many.
    pub of: usize,
    /// The median score of the group.
    pub median: f64,
    /// The nearest of the group, up to five, the highest score first.
    pub peers: Vec<Peer>,
}

/// What a better score of one indicator would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gain {
    /// The indicator.
    pub id: String,
    /// Its score.
    pub score: f64,
    /// At the median of the peers; none where it is no worse than that.
    pub to_median: Option<Target>,
    /// At the score of the entity that is next better in this indicator; none where it is the best.
    pub to_next: Option<Target>,
}

/// An indicator at another score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// Whose score that is; none for a median.
    pub entity: Option<String>,
    /// The indicator's score.
    pub indicator: f64,
    /// The entity's score then.
    pub score: f64,
    /// What that is more, or where better is lower less.
    pub gain: f64,
    /// The entity's rank then.
    pub rank: f64,
    /// Places gained.
    pub places: f64,
}

/// The smallest change of one indicator's score that gains a place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Smallest {
    /// The indicator.
    pub id: String,
    /// Its score.
    pub from: f64,
    /// The score that draws level with the next entity.
    pub to: f64,
    /// That entity.
    pub overtakes: String,
    /// The score that it has.
    pub score: f64,
}
