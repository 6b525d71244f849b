//! The method table: does the conclusion depend on how the index is built? Every combination of normalisation, weighting
//! and aggregation, each scored (a multiverse analysis: Steegen et al. 2016).

use super::Evaluations;
use crate::Error;
use crate::model::{Aggregate, Model, Rule, RuleChoice, TIE};
use crate::scenario::Scenario;
use crate::score::{Block, Child, RuleColumns, Settings, Tree, Variation};
use serde::Serialize;

/// How raw values become scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Normalisation {
    /// As the model has it.
    AsGiven,
    /// Linear between the ends of every linear and log rule.
    Linear,
    /// Logistic, with 10 and 90 at the ends of every linear and log rule.
    Logistic,
}

/// Whose weight is how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weighting {
    /// As the model has it.
    AsGiven,
    /// Siblings weigh the same.
    Equal,
}

/// How children make a score, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aggregation {
    /// As the model has it.
    AsGiven,
    /// This way across the dimensions below the root only.
    Across(Aggregate),
    /// This way in every dimension.
    Everywhere(Aggregate),
}

/// One way to build the index, and what comes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MethodRow {
    /// How raw values become scores.
    pub normalisation: Normalisation,
    /// Whose weight is how large.
    pub weighting: Weighting,
    /// How children make a score: a name such as `geometric, everywhere`.
    #[serde(serialize_with = "name")]
    pub aggregation: Aggregation,
    /// The headline of each scenario on all its data.
    pub scores: Vec<Option<f64>>,
    /// The headline of each on the indicators that all have; empty with a single scenario.
    pub like_for_like: Vec<Option<f64>>,
    /// Whether the scenarios stand in the order of the model's own scores (a single one: in the same band).
    pub agrees: bool,
}

/// Every way, and how many of them agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MethodTable {
    /// Ids of the scenarios.
    pub scenarios: Vec<String>,
    /// The model's own way first; ways that give the same scores as an earlier one are left out.
    pub rows: Vec<MethodRow>,
    /// Share of the ways that agree with the model's own, in [0, 1]; none where that gives no order, or no band.
    pub share_agreeing: Option<f64>,
    /// The two ways that disagree most: by the gap of the first two scenarios like for like, or the score of a single one.
    pub extremes: Option<[usize; 2]>,
}

impl Aggregation {
    /// Its name in data.
    pub fn as_text(self) -> String {
        let kind = |aggregate: Aggregate| match aggregate {
            Aggregate::Arithmetic => "arithmetic".to_owned(),
            Aggregate::Geometric => "geometric".to_owned(),
            Aggregate::Harmonic => "harmonic".to_owned(),
            Aggregate::Median => "median".to_owned(),
            Aggregate::Min => "min".to_owned(),
            Aggregate::Max => "max".to_owned(),
            Aggregate::Power(p) => format!("power {p}"),
        };
        match self {
            Aggregation::AsGiven => "as given".to_owned(),
            Aggregation::Across(aggregate) => format!("{}, across dimensions", kind(aggregate)),
            Aggregation::Everywhere(aggregate) => format!("{}, everywhere", kind(aggregate)),
        }
    }

    fn of(self, dimension: usize, root: usize) -> Option<Aggregate> {
        match self {
            Aggregation::Across(aggregate) if dimension == root => Some(aggregate),
            Aggregation::Everywhere(aggregate) => Some(aggregate),
            _ => None,
        }
    }
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn name<S: serde::Serializer>(aggregation: &Aggregation, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&aggregation.as_text())
}

/// Arithmetic: on average; geometric: all at once; power 2: the worst weighs more; max: any one.
const KINDS: [Aggregate; 4] = [Aggregate::Arithmetic, Aggregate::Geometric, Aggregate::Power(2.0), Aggregate::Max];

/// Scores the scenarios in every way.
pub fn method_table(model: &Model, scenarios: &[&Scenario], settings: Settings) -> Result<MethodTable, Error> {
    let of = Evaluations::take(model, scenarios, settings)?;
    let own: Vec<Vec<f64>> = of.readings.iter().map(|r| r.dimension_scores(of.plan.tree())).collect();
    let trees: Vec<Tree> = own.iter().map(|scores| of.plan.tree().settled(&|d| !scores[d].is_nan())).collect();
    let like = of.like(model);
    let has_headline: Vec<bool> = own.iter().map(|scores| !scores[model.root].is_nan()).collect();
    let aggregations = std::iter::once(Aggregation::AsGiven)
        .chain(KINDS.map(Aggregation::Across))
        .chain(KINDS.map(Aggregation::Everywhere));
    let mut rows: Vec<MethodRow> = Vec::new();
    let (normalisations, weightings) = alternatives(model, like.as_ref().unwrap_or(of.plan.tree()));
    for aggregation in aggregations.filter(|a| is_new(*a, of.plan.tree(), model.root)) {
        for normalisation in normalisations.iter().copied() {
            for weighting in weightings.iter().copied() {
                let variation = variation(model, of.plan.tree(), normalisation, weighting, aggregation);
                let mut scores = Vec::with_capacity(scenarios.len());
                let mut like_for_like = Vec::new();
                for (s, reading) in of.readings.iter().enumerate() {
                    let mut block = Block::new(&of.plan, 1);
                    block.clear(1);
                    reading.refill(&of.plan, &mut block, &variation);
                    trees[s].aggregate_varied(&mut block, &variation);
                    scores.push(block.dimension(model.root, 0).filter(|_| has_headline[s]));
                    if let Some(like) = &like {
                        like.aggregate_varied(&mut block, &variation);
                        like_for_like.push(block.dimension(model.root, 0).filter(|_| like.has(model.root)));
                    }
                }
                let row = MethodRow { normalisation, weighting, aggregation, scores, like_for_like, agrees: false };
                if !rows.iter().any(|other| other.says_the_same(&row)) {
                    rows.push(row);
                }
            }
        }
    }
    let judged = judge(model, &mut rows);
    let agreeing = rows.iter().filter(|r| r.agrees).count();
    let measured = |row: &MethodRow| match (row.like_for_like.as_slice(), scenarios.len()) {
        ([Some(a), Some(b), ..], _) => Some(a - b),
        (_, 1) => row.scores.first().copied().flatten(),
        _ => None,
    };
    let known: Vec<(usize, f64)> = rows.iter().enumerate().filter_map(|(i, r)| Some((i, measured(r)?))).collect();
    let lowest = known.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let highest = known.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    Ok(MethodTable {
        scenarios: scenarios.iter().map(|s| s.id.clone()).collect(),
        share_agreeing: judged.then(|| agreeing as f64 / rows.len().max(1) as f64),
        extremes: lowest.zip(highest).map(|(a, b)| [a.0, b.0]),
        rows,
    })
}

/// Normalisations and weightings that are others than the model's own.
fn alternatives(model: &Model, tree: &Tree) -> (Vec<Normalisation>, Vec<Weighting>) {
    let mut normalisations = vec![Normalisation::AsGiven];
    let rooted = tree.rooted();
    let counted = || model.indicators.iter().enumerate().filter(|(i, _)| rooted[*i]).map(|(_, x)| &x.rule);
    if counted().any(|rule| matches!(rule, Some(Rule::Log { .. }))) {
        normalisations.push(Normalisation::Linear);
    }
    if counted().any(|rule| matches!(rule, Some(Rule::Log { .. } | Rule::Linear { .. }))) {
        normalisations.push(Normalisation::Logistic);
    }
    let mut weightings = vec![Weighting::AsGiven];
    let uneven = |children: &[crate::score::Edge]| children.iter().any(|e| e.weight != children[0].weight);
    if tree.rooted_groups().any(|(_, _, children)| uneven(children)) {
        weightings.push(Weighting::Equal);
    }
    (normalisations, weightings)
}

/// Whether an aggregation is another one than the model's own.
fn is_new(aggregation: Aggregation, tree: &Tree, root: usize) -> bool {
    matches!(aggregation, Aggregation::AsGiven)
        || tree
            .groups()
            .filter(|(d, _, _)| tree.top(*d) == root)
            .any(|(d, own, _)| aggregation.of(d, root).is_some_and(|other| other != own))
}

/// The departures from the model in a block of one row.
fn variation(
    model: &Model,
    tree: &Tree,
    normalisation: Normalisation,
    weighting: Weighting,
    aggregation: Aggregation,
) -> Variation {
    let kind = match normalisation {
        Normalisation::AsGiven => RuleChoice::AsGiven,
        Normalisation::Linear => RuleChoice::Linear,
        Normalisation::Logistic => RuleChoice::Logistic,
    };
    let rule = |rule: &Option<Rule>| {
        let (from, to) = rule.as_ref().and_then(Rule::ends).filter(|_| kind != RuleChoice::AsGiven)?;
        Some(RuleColumns { from: vec![from], to: vec![to], kind: vec![kind] })
    };
    let mut variation = Variation {
        rules: model.indicators.iter().map(|i| rule(&i.rule)).collect(),
        indicator_weights: vec![None; model.indicators.len()],
        dimension_weights: vec![None; model.dimensions.len()],
        aggregate: vec![None; model.dimensions.len()],
        aggregates: Vec::new(),
        dropped: None,
    };
    for (d, _, children) in tree.groups() {
        if let Some(aggregate) = aggregation.of(d, model.root).filter(|_| tree.top(d) == model.root) {
            variation.aggregates.push(Some(aggregate));
            variation.aggregate[d] = Some(vec![variation.aggregates.len() - 1]);
        }
        for edge in children.iter().filter(|_| weighting == Weighting::Equal) {
            match edge.child {
                Child::Indicator(i) => variation.indicator_weights[i] = Some(vec![1.0]),
                Child::Dimension(c) => variation.dimension_weights[c] = Some(vec![1.0]),
            }
        }
    }
    variation
}

impl MethodRow {
    /// Whether the scores that are shown are those of another way: like for like where there are several scenarios.
    fn says_the_same(&self, other: &MethodRow) -> bool {
        let shown =
            |row: &MethodRow| if row.like_for_like.is_empty() { row.scores.clone() } else { row.like_for_like.clone() };
        let same = |(a, b): (&Option<f64>, &Option<f64>)| a.zip(*b).map_or(a == b, |(a, b)| (a - b).abs() <= TIE);
        shown(self).iter().zip(&shown(other)).all(same)
    }
}

/// Marks the rows that say what the first one says; whether that says anything.
fn judge(model: &Model, rows: &mut [MethodRow]) -> bool {
    let sign = |a: f64, b: f64| if (a - b).abs() <= TIE { 0 } else { (a - b).signum() as i8 };
    let order = |row: &MethodRow| -> Option<Vec<i8>> {
        let scores: Option<Vec<f64>> = row.like_for_like.iter().copied().collect();
        let scores = scores.filter(|s| s.len() > 1)?;
        let pairs = (0..scores.len()).flat_map(|i| (i + 1..scores.len()).map(move |j| (i, j)));
        Some(pairs.map(|(i, j)| sign(scores[i], scores[j])).collect())
    };
    let band = |row: &MethodRow| row.scores.first().copied().flatten().map(|s| model.scale.band(s).to_owned());
    let Some(first) = rows.first() else { return false };
    let (own_order, own_band, several) = (order(first), band(first), !first.like_for_like.is_empty());
    let judged = if several { own_order.is_some() } else { own_band.is_some() };
    for row in rows {
        row.agrees = judged && if several { order(row) == own_order } else { band(row) == own_band };
    }
    judged
}
