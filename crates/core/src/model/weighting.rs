//! Where the weights of a dimension's children come from, and scores that need many rows.

use super::kind::Kind;
use super::rule_file::OverFile;
use super::{Aggregate, Over};
use crate::format::Number;
use froth_series::composite::Method;
use schemars::JsonSchema;
use serde::Deserialize;

/// Where the weights of a dimension's children come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weighting {
    /// From the children.
    #[default]
    Given,
    /// The same for every child with a weight above 0.
    Equal,
    /// From their scores in the rows of a panel.
    Fitted {
        /// How.
        method: Method,
        /// Which rows: those of the date, those of all entities up to the date, or all (looks ahead; `Panel` and `FullHistory`
        /// are the same here).
        over: Over,
    },
}

/// What makes a dimension's score out of many rows of a panel.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum OverRows {
    /// Majorities won less majorities lost, among the entities of the date.
    Copeland,
    /// The order of the date's entities that agrees most with their majorities.
    Kemeny,
    /// The composite indicator of systemic stress over an entity's rows.
    Ciss {
        /// What is left of a product's weight after a row.
        lambda: f64,
        /// Rows whose mean the first correlations are.
        start: usize,
    },
}

impl OverRows {
    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            OverRows::Copeland => "copeland",
            OverRows::Kemeny => "kemeny",
            OverRows::Ciss { .. } => "ciss",
        }
    }
}

/// Where the weights of a dimension's children come from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum WeightsFile {
    /// From the children.
    Given(Nothing),
    /// The same for every child with a weight above 0.
    Equal(Nothing),
    /// For panels: loadings of the first principal component of the correlations.
    Pca(Components),
    /// For panels: 1 less the entropy of the child's shares.
    Entropy(Fit),
    /// For panels: standard deviation times the sum of 1 - r over the other children.
    Critic(Fit),
    /// For panels: such that squared correlations with the score are in the proportions of the children's own weights.
    CorrelationBalanced(Fit),
}

/// Without options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// Which rows of a panel weights are fitted to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Fit {
    /// Which rows. Default history: those of all entities up to the date.
    over: Option<OverFile>,
}

/// Which rows of a panel components are found in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Components {
    /// Which rows. Default history: those of all entities up to the date.
    over: Option<OverFile>,
    /// So many components, rotated, as the OECD/JRC handbook does. Default: the first component alone.
    #[schemars(range(min = 1))]
    factors: Option<usize>,
}

/// How children make a score.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum AggregateFile {
    /// Weighted mean: on average.
    Arithmetic,
    /// Weighted geometric mean: all at once.
    Geometric,
    /// Weighted harmonic mean: pulled down most by the calmest.
    Harmonic,
    /// Median; weights are ignored.
    Median,
    /// The smallest: only where all are high.
    Min,
    /// The largest: any one.
    Max,
    /// Power mean (sum w x^p)^(1/p), p not 0: above 1 the worst weighs more, below 0 the calmest pulls it down.
    Power(Number),
    /// For panels: majorities won less majorities lost among the entities of the date.
    Copeland,
    /// For panels: the order of the date's entities that agrees most with their majorities.
    Kemeny,
    /// For panels: the composite indicator of systemic stress (Hollo, Kremer and Lo Duca 2012).
    Ciss(CissFile),
}

/// Options of a CISS.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CissFile {
    /// What is left of a product's weight after a row, between 0 and 1. Default 0.93.
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 1, "default" = 0.93))]
    lambda: Option<Number>,
    /// Rows whose mean the first correlations are, 2 or more. Default 12.
    #[schemars(range(min = 2), extend("default" = 12))]
    start: Option<usize>,
}

pub(super) fn weighting(file: Kind<WeightsFile>) -> Weighting {
    let fitted =
        |method, over: Option<OverFile>| Weighting::Fitted { method, over: over.map_or(Over::History, Over::from) };
    match file.0 {
        WeightsFile::Given(Nothing {}) => Weighting::Given,
        WeightsFile::Equal(Nothing {}) => Weighting::Equal,
        WeightsFile::Pca(Components { over, factors: None }) => fitted(Method::Pca, over),
        WeightsFile::Pca(Components { over, factors: Some(n) }) => fitted(Method::Factors(n.max(1)), over),
        WeightsFile::Entropy(fit) => fitted(Method::Entropy, fit.over),
        WeightsFile::Critic(fit) => fitted(Method::Critic, fit.over),
        WeightsFile::CorrelationBalanced(fit) => fitted(Method::CorrelationBalanced, fit.over),
    }
}

/// How children make a score, row by row or out of many rows; what is wrong with its numbers comes back as text.
pub(super) fn aggregate(file: AggregateFile) -> Result<(Aggregate, Option<OverRows>), String> {
    let by_row = |aggregate| Ok((aggregate, None));
    let over_rows = |of| Ok((Aggregate::Arithmetic, Some(of)));
    match file {
        AggregateFile::Arithmetic => by_row(Aggregate::Arithmetic),
        AggregateFile::Geometric => by_row(Aggregate::Geometric),
        AggregateFile::Harmonic => by_row(Aggregate::Harmonic),
        AggregateFile::Median => by_row(Aggregate::Median),
        AggregateFile::Min => by_row(Aggregate::Min),
        AggregateFile::Max => by_row(Aggregate::Max),
        AggregateFile::Power(p) if p.0 != 0.0 => by_row(Aggregate::Power(p.0)),
        AggregateFile::Power(_) => Err("the power of a power mean is not 0: that limit is \"geometric\"".to_owned()),
        AggregateFile::Copeland => over_rows(OverRows::Copeland),
        AggregateFile::Kemeny => over_rows(OverRows::Kemeny),
        AggregateFile::Ciss(CissFile { lambda, start }) => {
            let (lambda, start) = (lambda.map_or(0.93, |x| x.0), start.unwrap_or(12));
            if !(0.0..1.0).contains(&lambda) || lambda == 0.0 {
                return Err(format!("the lambda of a ciss lies between 0 and 1, this is {lambda}"));
            }
            if start < 2 {
                return Err("the first correlations of a ciss need 2 rows or more: `start = 12`".to_owned());
            }
            over_rows(OverRows::Ciss { lambda, start })
        }
    }
}
