//! The result for one scenario under one model: every number with what it is made of.

use super::age::{Ages, age};
use super::alert::{self, AlertState};
use super::attribution::{attribute, if_calm};
use super::evaluation::Figure;
use super::{AppliedShock, Block, Evaluation, Fastest, Missing, Plan, Tree};
use crate::Error;
use crate::diag::Diagnostics;
use crate::model::{Indicator, Market, Model};
use crate::scenario::{Confidence, Scenario, Value};
use jiff::civil::Date;
use serde::Serialize;

/// What the command line may change about scoring.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Settings {
    /// Instead of the model's own `min_coverage`.
    pub min_coverage: Option<f64>,
}

/// A scenario's scores. Scores lie in [0, 100]; shares, weights and coverage in [0, 1].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scorecard {
    /// Id of the scenario.
    pub scenario: String,
    /// Its name.
    pub title: String,
    /// Its era.
    pub era: Option<String>,
    /// The day it describes.
    pub as_of: Date,
    /// Id of the model.
    pub model: String,
    /// Its name.
    pub model_title: String,
    /// Its version.
    pub model_version: String,
    /// The headline: the root's score.
    pub score: Option<f64>,
    /// The headline's band.
    pub band: Option<String>,
    /// Share of the root's weight that had data.
    pub coverage: f64,
    /// The headline with every missing indicator at 0, and at 100.
    pub bounds: [f64; 2],
    /// Where the headline lies over draws of all that is uncertain; not part of the JSON of a scorecard that was not drawn.
    #[serde(skip_serializing_if = "Drawn::is_not_drawn")]
    pub interval: Drawn,
    /// The dimension that moved most in the last year of the path; known to comparisons and reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fastest: Option<Fastest>,
    /// Where the headline does not lie within the middle half of its draws: up to three figures that pull them away from it most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pulls: Vec<Pull>,
    /// Of the root's children with weight, how many have a score, and how many there are.
    pub dimensions_scored: [usize; 2],
    /// Why there is no headline: `reason` and `reason_code` in JSON.
    #[serde(flatten, serialize_with = "crate::diag::with_code")]
    pub reason: Option<Missing>,
    /// The two numbers that the model puts first.
    pub pair: Option<Pair>,
    /// The headline without some of the indicators.
    pub without: Without,
    /// Share of the root's weight whose worst end the scenario's own era set: near 100 by construction.
    pub by_construction: f64,
    /// The headline's points by the age of the figures they rest on; none without a headline.
    pub ages: Option<Ages>,
    /// Every dimension, the root and overlays included, in file order.
    pub dimensions: Vec<DimensionScore>,
    /// Every indicator, in file order.
    pub indicators: Vec<IndicatorScore>,
    /// Every alert, in file order.
    pub alerts: Vec<AlertState>,
}

impl Scorecard {
    /// A dimension by its id.
    pub fn dimension(&self, id: &str) -> Option<&DimensionScore> {
        self.dimensions.iter().find(|d| d.id == id)
    }

    /// An indicator by its id.
    pub fn indicator(&self, id: &str) -> Option<&IndicatorScore> {
        self.indicators.iter().find(|i| i.id == id)
    }

    /// The dimensions right under the root, in file order.
    pub fn tops(&self) -> impl Iterator<Item = &DimensionScore> {
        let root = self.dimensions.iter().find(|d| d.parent.is_none() && !d.overlay).map(|d| &d.id);
        self.dimensions.iter().filter(move |d| d.parent.is_some() && d.parent.as_ref() == root)
    }
}

/// Where a headline lies over draws.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Drawn {
    /// Nothing was drawn.
    #[default]
    NotDrawn,
    /// There is no headline: null in JSON.
    NoHeadline,
    /// Nine of ten draws lie in it.
    Interval(Interval),
}

/// The middle nine tenths of the draws of a headline, and their middle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The 5th percentile.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The 95th percentile.
    pub high: f64,
}

/// What a figure's range does to the draws of a headline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pull {
    /// Id of the figure; of one that is missing, its indicator's.
    pub id: String,
    /// Mean of the headline over draws of this figure alone, less the headline.
    pub points: f64,
}

impl Drawn {
    /// The interval, where there is one.
    pub fn interval(self) -> Option<Interval> {
        match self {
            Drawn::Interval(interval) => Some(interval),
            Drawn::NotDrawn | Drawn::NoHeadline => None,
        }
    }

    fn is_not_drawn(&self) -> bool {
        *self == Drawn::NotDrawn
    }
}

/// The root without one of its children, and that child.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// What the root without the child is called.
    pub rest_title: String,
    /// Its score.
    pub rest: Option<f64>,
    /// The child's id.
    pub apart: String,
    /// The child's name.
    pub apart_title: String,
    /// The child's score.
    pub apart_score: Option<f64>,
}

/// Headlines with some indicators missing; none where coverage then is too low.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Without {
    /// Without the indicators of private markets.
    pub private: Option<f64>,
    /// Without the indicators that rest on figures of low or no confidence.
    pub low_confidence: Option<f64>,
}

/// A dimension's score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DimensionScore {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its parent's id.
    pub parent: Option<String>,
    /// Whether it is an overlay or under one.
    pub overlay: bool,
    /// Its score.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<String>,
    /// Its weight at the top of its tree.
    pub weight: f64,
    /// Its points of the score at the top of its tree.
    pub contribution: Option<f64>,
    /// Share of its weight that had data.
    pub coverage: f64,
    /// Why it has no score.
    #[serde(flatten, serialize_with = "crate::diag::with_code")]
    pub reason: Option<Missing>,
}

/// An indicator's score, and where its figure comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct IndicatorScore {
    pub id: String,
    pub title: String,
    pub dimension: String,
    pub overlay: bool,
    pub market: Option<Market>,
    /// The raw value: a number, or a word.
    pub value: Option<Value>,
    pub unit: String,
    pub score: Option<f64>,
    /// The score before clamping to [0, 100].
    pub unclamped: Option<f64>,
    pub band: Option<String>,
    /// Its weight at the top of its tree; 0 for what has no score.
    pub weight: f64,
    /// Its points of the score at the top of its tree.
    pub contribution: Option<f64>,
    /// What the score at the top of its tree would lose if this scored 0.
    pub if_calm: Option<f64>,
    pub missing: bool,
    /// Shown for what it is: it has no rule, and no part in any score.
    pub watched: bool,
    #[serde(flatten, serialize_with = "crate::diag::with_code")]
    pub reason: Option<Missing>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub date: Option<Date>,
    /// Days from the figure's date to the scenario's, for a formula from the oldest date of what it uses.
    pub age: Option<i64>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub confidence: Option<Confidence>,
    pub note: Option<String>,
    /// Where score 0 comes from.
    pub calm: Option<String>,
    /// Where score 100 comes from.
    pub worst: Option<String>,
    /// The era that set the worst end.
    pub worst_era: Option<String>,
    pub contested: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What the formula used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Vec<InputFigure>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shock: Option<AppliedShock>,
}

/// A figure that a formula used.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct InputFigure {
    pub id: String,
    pub value: Option<f64>,
    pub date: Option<Date>,
    /// Days from the figure's date to the scenario's.
    pub age: Option<i64>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub confidence: Option<Confidence>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shock: Option<AppliedShock>,
}

/// Scores a scenario.
///
/// ```
/// use froth_core::{example, score::{Settings, scorecard}};
/// let card = scorecard(&example::model(), &example::boom(), Settings::default()).unwrap();
/// let sum: f64 = card.indicators.iter().filter(|i| !i.overlay).filter_map(|i| i.contribution).sum();
/// assert!((sum - card.score.unwrap()).abs() < 1e-9);
/// ```
pub fn scorecard(model: &Model, scenario: &Scenario, settings: Settings) -> Result<Scorecard, Error> {
    let plan = Plan::new(model, settings)?;
    let reading = Evaluation::take(model, &plan, scenario)?;
    let alerts = alert::states(model, &plan, scenario)?;
    Ok(build(model, &plan, plan.tree(), &reading, alerts))
}

/// The scorecard of a reading in a tree: the whole one, or one narrowed to some indicators.
pub(super) fn build(
    model: &Model,
    plan: &Plan,
    tree: &Tree,
    reading: &Evaluation<'_>,
    alerts: Vec<AlertState>,
) -> Scorecard {
    let tops: Vec<usize> = model.indicators.iter().map(|i| tree.top(i.dimension)).collect();
    let in_root = |i: usize| tree.keeps[i] && tops[i] == tree.root;
    let variants = Variants::score(model, plan, tree, reading, &in_root);
    let dimensions = variants.block.dimension_row(Variants::AS_READ);
    let attribution = attribute(tree, &reading.scores, &dimensions);
    let calm = if_calm(tree, &tops, &reading.scores, &variants.block, Variants::AS_READ);
    let score = variants.root(tree, Variants::AS_READ);

    let indicators: Vec<IndicatorScore> = (0..model.indicators.len())
        .filter(|i| tree.keeps[*i])
        .map(|i| IndicatorScore {
            weight: attribution.indicator_weights[i],
            contribution: attribution.indicator_points[i].filter(|_| reading.has(i)),
            if_calm: calm[i],
            ..indicator(model, plan, reading, i)
        })
        .collect();
    let rooted_id = |id: &str| model.indicator(id).is_some_and(&in_root);
    let rooted = |d: usize| tree.nodes[tree.root].children.iter().any(|e| e.child == super::tree::Child::Dimension(d));
    let children: Vec<usize> = (0..dimensions.len()).filter(|d| rooted(*d)).collect();
    Scorecard {
        scenario: reading.scenario.id.clone(),
        title: reading.scenario.title.clone(),
        era: reading.scenario.era.clone(),
        as_of: reading.date,
        model: model.id.clone(),
        model_title: model.title.clone(),
        model_version: model.version.clone(),
        score,
        band: score.map(|s| model.scale.band(s).to_owned()),
        coverage: variants.block.coverage(tree.root, Variants::AS_READ),
        bounds: variants.bounds(tree, score),
        interval: Drawn::NotDrawn,
        fastest: None,
        pulls: Vec::new(),
        dimensions_scored: [children.iter().filter(|d| !dimensions[**d].is_nan()).count(), children.len()],
        reason: score.is_none().then(|| no_score(tree, &variants.block, tree.root)),
        pair: pair(model, tree, reading, &dimensions),
        without: Without {
            private: variants.root(tree, Variants::NO_PRIVATE),
            low_confidence: variants.root(tree, Variants::NO_LOW),
        },
        ages: score.map(|_| Ages::of(indicators.iter().filter(|i| rooted_id(&i.id)), reading.date)),
        by_construction: by_construction(model, reading, &attribution.indicator_weights, &in_root),
        dimensions: (0..dimensions.len())
            .filter(|d| tree.has(*d))
            .map(|d| {
                let own = variants.block.dimension(d, Variants::AS_READ);
                DimensionScore {
                    id: model.dimensions[d].id.clone(),
                    title: model.dimensions[d].title.clone(),
                    parent: model.dimensions[d].parent.map(|p| model.dimensions[p].id.clone()),
                    overlay: model.dimensions[d].overlay,
                    score: own,
                    band: own.map(|s| model.scale.band(s).to_owned()),
                    weight: attribution.dimension_weights[d],
                    contribution: attribution.dimension_points[d],
                    coverage: variants.block.coverage(d, Variants::AS_READ),
                    reason: own.is_none().then(|| no_score(tree, &variants.block, d)),
                }
            })
            .collect(),
        indicators,
        alerts,
    }
}

/// The same reading with some indicators changed, a row each.
struct Variants {
    block: Block,
}

impl Variants {
    const AS_READ: usize = 0;
    const MISSING_CALM: usize = 1;
    const MISSING_WORST: usize = 2;
    const NO_PRIVATE: usize = 3;
    const NO_LOW: usize = 4;
    const ROWS: usize = 5;

    fn score(
        model: &Model,
        plan: &Plan,
        tree: &Tree,
        reading: &Evaluation<'_>,
        in_root: &dyn Fn(usize) -> bool,
    ) -> Self {
        let mut block = Block::of_scores(tree, Self::ROWS);
        block.fill_scores(&reading.scores, Self::ROWS, |row, i, x| match row {
            Self::MISSING_CALM if in_root(i) && x.is_nan() => 0.0,
            Self::MISSING_WORST if in_root(i) && x.is_nan() => 100.0,
            Self::NO_PRIVATE if model.indicators[i].market == Some(Market::Private) => f64::NAN,
            Self::NO_LOW if reading.is_low_confidence(plan, i, &model.indicators[i]) => f64::NAN,
            _ => x,
        });
        tree.aggregate(&mut block);
        Variants { block }
    }

    fn root(&self, tree: &Tree, row: usize) -> Option<f64> {
        self.block.dimension(tree.root, row)
    }

    fn bounds(&self, tree: &Tree, score: Option<f64>) -> [f64; 2] {
        let low = self.root(tree, Self::MISSING_CALM).unwrap_or(0.0);
        let high = self.root(tree, Self::MISSING_WORST).unwrap_or(100.0);
        [score.map_or(low, |s| s.min(low)), score.map_or(high, |s| s.max(high))]
    }
}

fn no_score(tree: &Tree, block: &Block, dimension: usize) -> Missing {
    let coverage = block.coverage(dimension, Variants::AS_READ);
    let (quorum, scored) = tree.quorum_of(block, dimension, Variants::AS_READ);
    if coverage == 0.0 {
        Missing::NothingScored
    } else if scored < quorum {
        Missing::BelowQuorum { scored, quorum }
    } else if tree.wants_all() {
        Missing::PolicyFail { coverage }
    } else {
        Missing::BelowCoverage { coverage, needed: tree.min_coverage() }
    }
}

fn pair(model: &Model, tree: &Tree, reading: &Evaluation<'_>, dimensions: &[f64]) -> Option<Pair> {
    let headline = model.headline.as_ref().filter(|h| tree.has(h.apart))?;
    let rest = tree.without_child(headline.apart);
    let mut block = Block::of_scores(&rest, 1);
    block.fill_scores(&reading.scores, 1, |_, _, x| x);
    rest.aggregate(&mut block);
    let apart = &model.dimensions[headline.apart];
    Some(Pair {
        rest_title: headline.rest.clone(),
        rest: block.dimension(rest.root, 0),
        apart: apart.id.clone(),
        apart_title: apart.title.clone(),
        apart_score: Some(dimensions[headline.apart]).filter(|x| !x.is_nan()),
    })
}

fn by_construction(model: &Model, reading: &Evaluation<'_>, weights: &[f64], in_root: &dyn Fn(usize) -> bool) -> f64 {
    let Some(era) = &reading.scenario.era else { return 0.0 };
    let own = |i: &usize| in_root(*i) && model.indicators[*i].worst_era.as_ref() == Some(era);
    (0..model.indicators.len()).filter(own).fold(0.0, |sum, i| sum + weights[i])
}

fn indicator(model: &Model, plan: &Plan, reading: &Evaluation<'_>, i: usize) -> IndicatorScore {
    let of: &Indicator = &model.indicators[i];
    let computed = reading.is_computed(i, of);
    let figure = reading.figures[i].as_ref();
    let observed = figure.map(|f| &f.observed);
    let provenance = observed.map(|o| o.provenance.clone()).unwrap_or_default();
    let range = figure.and_then(|f| f.range);
    let score = Some(reading.scores[i]).filter(|x| !x.is_nan());
    IndicatorScore {
        id: of.id.clone(),
        title: of.title.clone(),
        dimension: model.dimensions[of.dimension].id.clone(),
        overlay: of.overlay,
        market: of.market,
        value: reading.shown(i, of),
        unit: of.unit.clone(),
        score,
        unclamped: Some(reading.unclamped[i]).filter(|x| !x.is_nan()),
        band: score.map(|s| model.scale.band(s).to_owned()),
        weight: 0.0,
        contribution: None,
        if_calm: None,
        missing: score.is_none(),
        watched: of.rule.is_none(),
        reason: reading.missing[i].clone(),
        low: range.map(|r| r.0),
        high: range.map(|r| r.1),
        date: observed.map(|o| o.date),
        age: reading.oldest(model, plan, i).map(|date| age(date, reading.date)),
        source: provenance.source,
        url: provenance.url,
        confidence: provenance.confidence,
        note: provenance.note,
        calm: of.calm.clone(),
        worst: of.worst.clone(),
        worst_era: of.worst_era.clone(),
        contested: of.contested.clone(),
        formula: of.formula.as_ref().filter(|_| computed).map(|f| f.text.clone()),
        inputs: of.formula.as_ref().filter(|_| computed).map(|f| {
            let mut inputs: Vec<InputFigure> = Vec::new();
            f.expr.names(&mut |name, _| {
                if let Some(column) = plan.column_in(i, name).filter(|_| !inputs.iter().any(|x| x.id == name)) {
                    inputs.push(input(name, column, reading));
                }
            });
            inputs
        }),
        shock: reading.shocks[i].clone(),
    }
}

fn input(id: &str, column: usize, reading: &Evaluation<'_>) -> InputFigure {
    let figure: Option<&Figure<'_>> = reading.figures[column].as_ref();
    let observed = figure.map(|f| &f.observed);
    let provenance = observed.map(|o| o.provenance.clone()).unwrap_or_default();
    let range = figure.and_then(|f| f.range);
    InputFigure {
        id: id.to_owned(),
        value: reading.value(column),
        date: observed.map(|o| o.date),
        age: observed.map(|o| age(o.date, reading.date)),
        source: provenance.source,
        url: provenance.url,
        confidence: provenance.confidence,
        low: range.map(|r| r.0),
        high: range.map(|r| r.1),
        note: provenance.note,
        shock: reading.shocks[column].clone(),
    }
}

/// Builds the scorecards of several scenarios under one model.
pub(super) fn all<'a>(
    model: &Model,
    plan: &Plan,
    scenarios: &[&'a Scenario],
) -> Result<(Vec<Evaluation<'a>>, Vec<Scorecard>), Error> {
    let mut findings = Diagnostics::new();
    let mut readings = Vec::with_capacity(scenarios.len());
    let mut cards = Vec::with_capacity(scenarios.len());
    for scenario in scenarios {
        let scored =
            Evaluation::take(model, plan, scenario).and_then(|r| Ok((alert::states(model, plan, scenario)?, r)));
        match scored {
            Ok((alerts, reading)) => {
                cards.push(build(model, plan, plan.tree(), &reading, alerts));
                readings.push(reading);
            }
            Err(e) => findings.extend(e.into_findings()),
        }
    }
    if findings.has_errors() { Err(findings.sorted().into()) } else { Ok((readings, cards)) }
}
