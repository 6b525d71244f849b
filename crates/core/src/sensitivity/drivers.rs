//! What drives the ranks of a date: indices, ranks with their intervals, removals, ranks of parts.

use super::RankSensitivity;
use crate::uncertainty::{Range, Source};
use jiff::civil::Date;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// What drives the ranks of the entities of a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drivers {
    /// The date.
    pub date: Option<Date>,
    /// Entities with a score.
    pub entities: usize,
    /// What is explained: `rank-shift`, `top:N`, `top:N:ENTITY`, `score:ENTITY` or `rank:ENTITY`.
    pub target: String,
    /// Its indices.
    pub sensitivity: RankSensitivity,
    /// Over draws, the ranks themselves.
    pub draws: u32,
    /// So many places count as the top.
    pub top: usize,
    /// What is drawn.
    pub sources: Vec<Source>,
    /// Mean absolute difference between ranks in draws and the model's own.
    pub shift: Option<f64>,
    /// By rank; entities without a score last.
    pub ranks: Vec<EntityRank>,
    /// What happens without an indicator or a dimension, the largest shift first.
    pub removals: Vec<Removal>,
    /// The dimensions that count, from the top down.
    pub dimensions: Vec<PartRanks>,
    /// Dimensions that stand beside each other.
    pub pairs: Vec<RankPair>,
}

/// An entity, its rank, and where draws put it: 5th percentile, median and 95th.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityRank {
    /// Its name.
    pub entity: String,
    /// The model's own score.
    pub score: Option<f64>,
    /// The model's own rank: 1 for the highest score, the mean of those that ties take up.
    pub rank: Option<f64>,
    /// Scores over draws.
    pub scores: Option<Range>,
    /// Ranks over draws.
    pub ranks: Option<Range>,
    /// Share of the draws in which it is in the top.
    pub share_top: Option<f64>,
    /// Its rank in each dimension, in the order of `Drivers::dimensions`.
    pub by_dimension: Vec<Option<f64>>,
}

impl EntityRank {
    /// Columns of [`numbers`](Self::numbers) in tables.
    pub const COLUMNS: [&'static str; 9] =
        ["score", "rank", "score_p05", "score_median", "score_p95", "rank_p05", "rank_median", "rank_p95", "share_top"];

    /// What it is in numbers, but for the ranks in dimensions.
    pub fn numbers(&self) -> [Option<f64>; 9] {
        let three = |range: Option<Range>| [range.map(|r| r.p05), range.map(|r| r.median), range.map(|r| r.p95)];
        let ([low, middle, high], [best, median, worst]) = (three(self.scores), three(self.ranks));
        [self.score, self.rank, low, middle, high, best, median, worst, self.share_top]
    }
}

/// What leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Removed {
    /// An indicator.
    Indicator,
    /// A dimension with all that stands under it.
    Dimension,
}

/// What happens to ranks where an indicator or a dimension leaves, weights scaled up over the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Removal {
    /// What leaves.
    pub kind: Removed,
    /// Its id.
    pub id: String,
    /// Mean absolute difference between ranks without it and with it, over entities that have both.
    pub shift: Option<f64>,
    /// Who moves most: of several the first by rank.
    pub mover: Option<Mover>,
    /// Entities that have no score without it.
    pub lost: usize,
}

/// An entity that moves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mover {
    /// Its name.
    pub entity: String,
    /// Its rank.
    pub from: f64,
    /// Its rank afterwards.
    pub to: f64,
}

/// The ranks of a dimension beside those of the whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartRanks {
    /// Its id.
    pub id: String,
    /// The dimension that it stands under.
    pub parent: Option<String>,
    /// Entities that have a score in it.
    pub entities: usize,
    /// Spearman's rank correlation with the whole.
    pub correlation: Option<f64>,
    /// Mean absolute difference between its ranks and those of the whole, over entities that have both.
    pub shift: Option<f64>,
}

/// Two dimensions under the same one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankPair {
    /// One.
    pub a: String,
    /// The other.
    pub b: String,
    /// Spearman's rank correlation between them.
    pub correlation: Option<f64>,
}

/// What is explained, with entities by their names.
///
/// ```
/// use froth_core::sensitivity::DriverTarget;
///
/// assert_eq!("top:10".parse(), Ok(DriverTarget::Changes(10)));
/// assert_eq!("score:Viet Nam".parse::<DriverTarget>().unwrap().to_string(), "score:Viet Nam");
/// assert!("top:0".parse::<DriverTarget>().is_err());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DriverTarget {
    /// `rank-shift`: the mean absolute difference between ranks and the model's own.
    #[default]
    Shift,
    /// `top:N`: how many of the top N are others.
    Changes(usize),
    /// `top:N:ENTITY`: whether it is among the top N.
    Member(usize, String),
    /// `score:ENTITY`.
    Score(String),
    /// `rank:ENTITY`.
    Rank(String),
}

impl fmt::Display for DriverTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DriverTarget::Shift => f.write_str("rank-shift"),
            DriverTarget::Changes(top) => write!(f, "top:{top}"),
            DriverTarget::Member(top, entity) => write!(f, "top:{top}:{entity}"),
            DriverTarget::Score(entity) => write!(f, "score:{entity}"),
            DriverTarget::Rank(entity) => write!(f, "rank:{entity}"),
        }
    }
}

impl FromStr for DriverTarget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        let top = |n: &str| n.parse().ok().filter(|n| *n > 0);
        let found = match (kind, rest) {
            ("rank-shift", "") => Some(DriverTarget::Shift),
            ("score", entity) if !entity.is_empty() => Some(DriverTarget::Score(entity.to_owned())),
            ("rank", entity) if !entity.is_empty() => Some(DriverTarget::Rank(entity.to_owned())),
            ("top", rest) => match rest.split_once(':') {
                None => top(rest).map(DriverTarget::Changes),
                Some((n, entity)) if !entity.is_empty() => top(n).map(|n| DriverTarget::Member(n, entity.to_owned())),
                Some(_) => None,
            },
            _ => None,
        };
        found.ok_or_else(|| {
            "a target is rank-shift, top:N, top:N:ENTITY, score:ENTITY or rank:ENTITY, such as top:10".to_owned()
        })
    }
}
