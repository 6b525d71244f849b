//! Scenarios side by side: all data, like for like, and what makes the difference.

use super::difference::{Difference, difference};
use super::scorecard::{all, build};
use super::{Plan, Scorecard, Settings};
use crate::Error;

use crate::model::{Model, TIE};
use crate::scenario::Scenario;
use serde::Serialize;

/// Several scenarios under one model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Each scenario on all the data it has.
    pub scorecards: Vec<Scorecard>,
    /// Each scenario on the indicators that all of them have.
    pub like_for_like: LikeForLike,
    /// Whether every pair stands the same way round in both readings.
    pub orders_agree: bool,
    /// Every pair, in the order given.
    pub differences: Vec<Difference>,
}

/// The model as if it had only the indicators that all scenarios have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikeForLike {
    /// Ids of these indicators, overlays included.
    pub indicators: Vec<String>,
    /// Ids of those that count for the score: what is counted wherever like for like is spoken of.
    pub counted: Vec<String>,
    /// Their share of the full model's weight.
    pub weight_left: f64,
    /// The scorecards on them alone.
    pub scorecards: Vec<Scorecard>,
}

/// Compares scenarios under a model.
pub fn compare(model: &Model, scenarios: &[&Scenario], settings: Settings) -> Result<Comparison, Error> {
    super::counted::comparison();
    let plan = Plan::new(model, settings)?;
    let (readings, scorecards) = all(model, &plan, scenarios)?;
    let tree = plan.tree().narrowed(model, &|i| readings.iter().all(|r| r.has(i)), None);
    let nominal = plan.tree().nominal_weights();
    let kept = (0..model.indicators.len()).filter(|i| tree.keeps[*i]);
    let like_for_like = LikeForLike {
        indicators: kept.clone().map(|i| model.indicators[i].id.clone()).collect(),
        counted: tree.counted().map(|i| model.indicators[i].id.clone()).collect(),
        weight_left: kept
            .filter(|i| tree.top(model.indicators[*i].dimension) == tree.root)
            .fold(0.0, |sum, i| sum + nominal[i]),
        scorecards: readings.iter().map(|r| build(model, &plan, &tree, r, Vec::new())).collect(),
    };
    let mut differences = Vec::new();
    for i in 0..readings.len() {
        for j in i + 1..readings.len() {
            differences.push(difference(model, &plan, (&readings[i], &scorecards[i]), (&readings[j], &scorecards[j])));
        }
    }
    Ok(Comparison {
        orders_agree: orders_agree(&scorecards, &like_for_like.scorecards),
        scorecards,
        like_for_like,
        differences,
    })
}

/// Whether every pair with scores in both readings stands the same way round; equal is a way of its own.
fn orders_agree(all: &[Scorecard], like: &[Scorecard]) -> bool {
    let order = |cards: &[Scorecard], i: usize, j: usize| {
        let (a, b) = cards[i].score.zip(cards[j].score)?;
        Some(if (a - b).abs() <= TIE {
            0
        } else if a > b {
            1
        } else {
            -1
        })
    };
    (0..all.len())
        .all(|i| (i + 1..all.len()).all(|j| order(all, i, j).zip(order(like, i, j)).is_none_or(|(x, y)| x == y)))
}
