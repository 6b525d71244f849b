//! What two models make of one panel, as data: the JSON fields are these fields.

use crate::audit::Statistic;
use jiff::civil::Date;
use serde::Serialize;

/// Two models on one panel, at its last date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Versus {
    /// The first model.
    pub a: Of,
    /// The second.
    pub b: Of,
    /// The date.
    pub date: Date,
    /// Spearman's rho between the two orders, over the entities that both score.
    pub spearman: Statistic,
    /// Kendall's tau-b between them.
    pub kendall: Statistic,
    /// Entities that both score.
    pub compared: usize,
    /// Those of them whose rank changes.
    pub moved: usize,
    /// Mean absolute change of a rank.
    pub mean_shift: Option<f64>,
    /// Steps of the method in which the models differ, in their order: each one's mean absolute part of a move.
    pub steps: Vec<Moves>,
    /// Entities that the first alone scores.
    pub only_a: Vec<String>,
    /// Entities that the second alone scores.
    pub only_b: Vec<String>,
    /// The entities that both score: those whose rank changes most come first.
    pub entities: Vec<EntityMove>,
}

/// A model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Of {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its version.
    pub version: String,
}

/// A step on the way from one model to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is read and computed: formulas, denominators, conditions.
    Values,
    /// Which rows leave for want of data.
    Screening,
    /// How missing values are filled in.
    Imputation,
    /// What is done to values over time.
    Transforms,
    /// How outliers are treated.
    Outliers,
    /// How a value becomes a score.
    Rules,
    /// Indicators that only the first model has leave.
    Dropped,
    /// Weights within one tree.
    Weights,
    /// How children are averaged, and how much may be missing.
    Aggregation,
    /// Weights and averages at once, where the trees differ.
    Tree,
    /// Indicators that only the second model has come in.
    Added,
}

impl Step {
    /// Its name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Values => "values",
            Step::Screening => "screening",
            Step::Imputation => "imputation",
            Step::Transforms => "transforms",
            Step::Outliers => "outliers",
            Step::Rules => "rules",
            Step::Dropped => "dropped",
            Step::Weights => "weights",
            Step::Aggregation => "aggregation",
            Step::Tree => "tree",
            Step::Added => "added",
        }
    }
}

/// What a step does to all entities.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moves {
    /// The step.
    pub step: Step,
    /// The indicators or dimensions in which the models differ here.
    pub ids: Vec<String>,
    /// Mean absolute part of a move, in points.
    pub mean: f64,
}

/// An entity under both models. Rank 1 is the highest score; equal ones share their mean rank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityMove {
    /// The entity.
    pub entity: String,
    /// Its score under the first model.
    pub score_a: f64,
    /// Its score under the second.
    pub score_b: f64,
    /// The second less the first.
    pub difference: f64,
    /// Its rank under the first model, among the entities that both score.
    pub rank_a: f64,
    /// Its rank under the second.
    pub rank_b: f64,
    /// Places that it climbs from the first to the second; negative: that it falls.
    pub places: f64,
    /// Parts of the difference by step; they sum to it.
    pub steps: Vec<Part>,
    /// Parts by child of the root, of either model; they sum to it. Empty where points are not defined.
    pub dimensions: Vec<Part>,
    /// Parts by indicator, the largest first; they sum to it. Empty where points are not defined.
    pub indicators: Vec<IndicatorMove>,
}

/// A part of a difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// A step, or a dimension.
    pub id: String,
    /// Points.
    pub points: f64,
}

/// An indicator's part of a difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorMove {
    /// The indicator.
    pub id: String,
    /// Its points under the second model less those under the first: the sum of the three that follow.
    pub points: f64,
    /// What its score does: the change of the score by the mean of its weights.
    pub by_score: f64,
    /// What its weight does: the change of the weight by the mean of its scores.
    pub by_weight: f64,
    /// What averages other than arithmetic do, where points are not weight times score.
    pub by_average: f64,
    /// Under the first model; none where it has no such indicator.
    pub a: Option<Side>,
    /// Under the second.
    pub b: Option<Side>,
}

/// An indicator under one model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Side {
    /// Its score; none where it has none.
    pub score: Option<f64>,
    /// Its weight at the root in this row.
    pub weight: f64,
    /// Its points.
    pub points: f64,
}
