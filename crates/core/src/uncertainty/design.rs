//! What is uncertain about some scenarios under a model, as coordinates of points in the unit cube, and how a block of points
//! becomes scores.

use super::Source;
use super::missing::{self, Imputed};
use crate::Error;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Aggregate, AggregateChoice, Model, Rule, RuleChoice, WeightDraws};
use crate::sampling::{BLOCK, Marginal, Tables};
use crate::scenario::{Scenario, ShockKind, Value};
use crate::score::{Block, Child, Compiled, Evaluation, Given, Plan, RuleColumns, Settings, Tree, Variation};
use std::collections::BTreeMap;

/// With more coordinates and columns than this, blocks are short.
const WIDE: usize = 4096;

/// A coordinate of the points: one uncertain number or choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Factor {
    pub(crate) source: Source,
    /// What it belongs to: a value, a dimension's weights, a rule, a dimension's aggregation.
    pub(crate) label: String,
    /// The child of the root that it works through; none for what works on the root itself.
    pub(crate) branch: Option<usize>,
    /// How far below the root it works: 1 for what makes the root of its children.
    pub(crate) level: usize,
    /// The child whose weight it is.
    pub(crate) child: Option<Child>,
}

impl Factor {
    /// Of no level and no child.
    pub(super) fn new(source: Source, label: impl Into<String>, branch: Option<usize>) -> Self {
        Factor { source, label: label.into(), branch, level: 0, child: None }
    }
}

/// A figure that is drawn.
#[derive(Debug, Clone)]
struct Figure {
    column: usize,
    coordinate: usize,
    /// What it is without draws.
    value: f64,
    marginal: Marginal,
}

/// A scenario, ready to be drawn.
#[derive(Debug, Clone)]
struct Subject {
    /// Raw values by column; NaN for what is computed or missing.
    certain: Vec<f64>,
    drawn: Vec<Figure>,
    /// What shocks do to results of formulas.
    shocks: Vec<(usize, ShockKind)>,
    /// Scores of what is missing.
    imputed: Vec<Imputed>,
    all: Tree,
    /// By dimension: whether it has a score on all data, with what is imputed.
    scored: Vec<bool>,
}

impl Subject {
    /// Counts what is imputed. Coverage is settled on the figures as they are: without a headline nothing is; with one,
    /// dimensions that had no score have one.
    fn complete(&mut self, imputed: Vec<Imputed>, tree: &Tree) {
        if !self.scored[tree.root] {
            return;
        }
        let is_imputed = |i: usize| imputed.iter().any(|x| x.indicator == i);
        let mut holds = vec![false; tree.dimensions()];
        for (d, _, children) in tree.groups() {
            holds[d] = children.iter().any(|edge| match edge.child {
                Child::Indicator(i) => is_imputed(i),
                Child::Dimension(c) => holds[c],
            });
        }
        self.scored.iter_mut().zip(holds).for_each(|(scored, holds)| *scored |= holds);
        self.all = tree.settled(&|d| self.scored[d]);
        self.imputed = imputed;
    }
}

/// Which coordinates make the method, by what they change. Indices are those of the model.
#[derive(Debug, Clone, Default)]
struct Method {
    /// Indicator, coordinates of both ends, coordinate of the kind.
    rules: Vec<(usize, Option<[usize; 2]>, Option<usize>)>,
    /// Child, coordinate, distribution of its weight.
    weights: Vec<(Child, usize, Marginal)>,
    /// Dimension and coordinate.
    aggregates: Vec<(usize, usize)>,
    /// Coordinate, and the indicators that may be left out.
    drop: Option<(usize, Vec<usize>)>,
}

/// Everything that a draw needs.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    plan: Compiled,
    subjects: Vec<Subject>,
    /// The indicators that all scenarios have; none with a single one.
    like: Option<Tree>,
    method: Method,
    /// Ends by indicator, of log rules in ln x.
    ends: Vec<Option<(f64, f64)>>,
    shift: f64,
    kinds: Vec<RuleChoice>,
    aggregates: Vec<Option<Aggregate>>,
    pub(crate) factors: Vec<Factor>,
    dimensions: usize,
    /// The dimensions whose scores are wanted: the root, then its children in the order of the model.
    outputs: Vec<usize>,
}

/// Room for one block of draws.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    block: Block,
    variation: Variation,
    column: Vec<f64>,
    /// Figures as they were drawn, by scenario, figure and row.
    figures: Vec<f64>,
    /// Scores by reading (all data, like for like), scenario, output and row.
    scores: Vec<f64>,
    rows: usize,
}

/// The model's own scores of the scenarios, and what may be drawn around them.
pub(crate) struct Evaluations<'a> {
    pub(crate) plan: Compiled,
    pub(crate) readings: Vec<Evaluation<'a>>,
    /// By indicator: whether all of them have it, where there are several.
    common: Option<Vec<bool>>,
}

impl<'a> Evaluations<'a> {
    pub(crate) fn take(model: &Model, scenarios: &[&'a Scenario], settings: Settings) -> Result<Self, Error> {
        let plan = Plan::new(model, settings)?;
        let mut findings = Diagnostics::new();
        let mut readings = Vec::with_capacity(scenarios.len());
        for scenario in scenarios {
            match Evaluation::take(model, &plan, scenario) {
                Ok(reading) => readings.push(reading),
                Err(e) => findings.extend(e.into_findings()),
            }
        }
        if findings.has_errors() {
            Err(findings.sorted().into())
        } else {
            let has = |i: usize| readings.iter().all(|r| r.has(i));
            let common = (readings.len() > 1).then(|| (0..model.indicators.len()).map(has).collect());
            Ok(Evaluations { plan: Compiled::clone(&plan), readings, common })
        }
    }
}

impl Evaluations<'_> {
    /// The first of them, on what all of them have.
    pub(crate) fn first(mut self, most: usize) -> Self {
        self.readings.truncate(most);
        self
    }

    /// The tree of what all of them have, where there are several.
    pub(crate) fn like(&self, model: &Model) -> Option<Tree> {
        let common = self.common.as_ref()?;
        Some(self.plan.tree().narrowed(model, &|i| common[i], None))
    }
}

impl Design {
    /// Collects what is uncertain, leaving some sources out. What cannot be drawn is an error that names the value.
    pub(crate) fn new(model: &Model, of: &Evaluations<'_>, without: &[Source]) -> Result<Self, Error> {
        let plan = of.plan.clone();
        let mut factors = Vec::new();
        let mut tables = Tables::default();
        let wanted = |source: Source| !without.contains(&source);
        let mut subjects = subjects(model, of, wanted(Source::Values), &mut tables, &mut factors)?;
        let like = of.like(model);
        let in_headline = plan.tree().rooted();
        let counts = |i: usize| in_headline[i];
        let mut method = Method::default();
        let ends: Vec<_> = model.indicators.iter().map(|i| i.rule.as_ref().and_then(Rule::ends)).collect();
        rules(model, &wanted, &counts, &mut method, &mut factors);
        // With alternatives but without drawing among them, the model's own stands.
        let aggregates: Vec<Option<Aggregate>> = if wanted(Source::Aggregation) {
            model.uncertainty.aggregate.iter().map(|choice| alternative(*choice)).collect()
        } else {
            vec![None]
        };
        if wanted(Source::Weights) {
            weights(model, &plan, &aggregates, &mut tables, &mut method, &mut factors)?;
        }
        if wanted(Source::Aggregation) && model.uncertainty.aggregate.len() > 1 {
            for (d, _, _) in plan.tree().rooted_groups().filter(|(_, _, c)| c.len() > 1) {
                method.aggregates.push((d, factors.len()));
                let label = format!("aggregation.{}", model.dimensions[d].id);
                factors.push(Factor {
                    level: level(model, d),
                    ..Factor::new(Source::Aggregation, label, branch(model, d))
                });
            }
        }
        if wanted(Source::Drop) && model.uncertainty.drop_one {
            method.drop = Some((factors.len(), (0..model.indicators.len()).filter(|i| counts(*i)).collect()));
            factors.push(Factor::new(Source::Drop, "drop", None));
        }
        // Last, so that all else is drawn as without it.
        if let Some(settings) = model.uncertainty.missing.filter(|_| wanted(Source::Missing)) {
            for (subject, imputed) in
                subjects.iter_mut().zip(missing::imputed(model, of, settings, &mut tables, &mut factors)?)
            {
                subject.complete(imputed, plan.tree());
            }
        }
        let own_kind = !wanted(Source::Rules);
        Ok(Design {
            subjects,
            like,
            method,
            ends,
            shift: if wanted(Source::Ends) { model.uncertainty.ends } else { 0.0 },
            kinds: if own_kind { vec![RuleChoice::AsGiven] } else { model.uncertainty.rules.clone() },
            aggregates,
            factors,
            dimensions: model.dimensions.len(),
            outputs: std::iter::once(model.root).chain(children_of_root(model, &plan)).collect(),
            plan,
        })
    }

    /// A scenario as often as it has figures that are drawn, each time with one of them drawn, by a single coordinate, and all else as
    /// it is; with the ids of these figures, what is missing last.
    pub(crate) fn one_by_one(model: &Model, of: &Evaluations<'_>) -> Result<(Self, Vec<String>), Error> {
        const ALL_BUT_FIGURES: [Source; 5] =
            [Source::Weights, Source::Ends, Source::Rules, Source::Aggregation, Source::Drop];
        let mut design = Self::new(model, of, &ALL_BUT_FIGURES)?;
        let (mut subjects, mut ids) = (Vec::new(), Vec::new());
        for (subject, reading) in design.subjects.iter().zip(&of.readings) {
            let scored: Vec<bool> = reading.dimension_scores(of.plan.tree()).iter().map(|x| !x.is_nan()).collect();
            let mut held = subject.clone();
            subject.drawn.iter().for_each(|figure| held.certain[figure.column] = figure.value);
            held.all = of.plan.tree().settled(&|d| scored[d]);
            held.scored = scored;
            held.drawn.clear();
            held.imputed.clear();
            for figure in &subject.drawn {
                let mut one = held.clone();
                one.certain[figure.column] = f64::NAN;
                one.drawn.push(Figure { coordinate: 0, ..figure.clone() });
                ids.push(of.plan.columns()[figure.column].clone());
                subjects.push(one);
            }
            for imputed in &subject.imputed {
                let mut one = held.clone();
                one.complete(vec![Imputed { coordinate: 0, ..imputed.clone() }], of.plan.tree());
                ids.push(model.indicators[imputed.indicator].id.clone());
                subjects.push(one);
            }
        }
        design.subjects = subjects;
        design.like = None;
        design.factors.truncate(1);
        Ok((design, ids))
    }

    /// What is uncertain about the method alone.
    pub(crate) fn of_method(model: &Model, plan: &Compiled) -> Result<Self, Error> {
        Self::new(model, &Evaluations { plan: plan.clone(), readings: Vec::new(), common: None }, &[Source::Values])
    }

    /// Draws the method of each row.
    pub(crate) fn begin<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], rows: usize, work: &mut Workspace) {
        work.block.clear(rows);
        self.vary(us, rows, work);
    }

    /// A dimension's scores under the method of each row, for indicators whose values and scores are known.
    pub(crate) fn score_unit<'w>(
        &self,
        tree: &Tree,
        raw: &[f64],
        scores: &[f64],
        dimension: usize,
        work: &'w mut Workspace,
    ) -> &'w [f64] {
        self.plan.rate_unit(&mut work.block, &work.variation, raw, scores);
        tree.aggregate_varied(&mut work.block, &work.variation);
        work.block.column_of_dimension(dimension)
    }

    /// How many rows a block has: fewer where a row is very wide.
    pub(crate) fn rows(&self) -> usize {
        if self.factors.len() + self.plan.columns().len() > WIDE { BLOCK / 16 } else { BLOCK }
    }

    pub(crate) fn workspace(&self) -> Workspace {
        let rows = self.rows();
        Workspace {
            block: Block::new(&self.plan, rows),
            variation: self.variation(rows),
            column: vec![0.0; rows],
            figures: vec![0.0; self.subjects.iter().map(|subject| subject.drawn.len()).sum::<usize>() * rows],
            scores: vec![f64::NAN; 2 * self.subjects.len() * self.outputs.len() * rows],
            rows,
        }
    }

    /// The dimensions whose scores are wanted: the root, then its children.
    pub(crate) fn outputs(&self) -> &[usize] {
        &self.outputs
    }

    pub(crate) fn scenarios(&self) -> usize {
        self.subjects.len()
    }

    /// Columns whose distribution reaches 0 or below.
    pub(crate) fn reaches_below_zero(&self) -> impl Iterator<Item = usize> {
        let drawn = self.subjects.iter().flat_map(|s| &s.drawn);
        drawn.filter(|figure| figure.marginal.lowest() <= 0.0).map(|figure| figure.column)
    }

    /// Whether the scenarios are also scored on the indicators that all of them have.
    pub(crate) fn has_like(&self) -> bool {
        self.like.is_some()
    }

    /// Whether a scenario has a score for an output, on all data or like for like.
    pub(crate) fn is_scored(&self, like: bool, scenario: usize, output: usize) -> bool {
        let dimension = self.outputs[output];
        if like {
            self.like.as_ref().is_some_and(|tree| tree.has(dimension))
        } else {
            self.subjects[scenario].scored[dimension]
        }
    }

    /// The same with nothing but the headline on all data.
    pub(crate) fn of_headline(mut self) -> Self {
        self.like = None;
        self.outputs.truncate(1);
        self
    }

    /// Scores a block of points; `us` gives the column of each coordinate.
    pub(crate) fn score<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], rows: usize, work: &mut Workspace) {
        let mut figures = std::mem::take(&mut work.figures);
        let drawn = self.subjects.iter().flat_map(|subject| &subject.drawn);
        for (figure, column) in drawn.zip(figures.chunks_exact_mut(work.rows)) {
            figure.marginal.fill(us(figure.coordinate), &mut column[..rows]);
        }
        self.score_drawn((&figures, work.rows), us, rows, work);
        work.figures = figures;
    }

    /// The same with figures as another design of the same scenarios has drawn them last: figures come first among the
    /// coordinates, so that these are what the points say here too.
    pub(crate) fn score_as<'u>(
        &self,
        drawn: &Workspace,
        us: &dyn Fn(usize) -> &'u [f64],
        rows: usize,
        work: &mut Workspace,
    ) {
        self.score_drawn((&drawn.figures, drawn.rows), us, rows, work);
    }

    fn score_drawn<'u>(
        &self,
        (figures, stride): (&[f64], usize),
        us: &dyn Fn(usize) -> &'u [f64],
        rows: usize,
        work: &mut Workspace,
    ) {
        self.vary(us, rows, work);
        let mut figures = figures.chunks_exact(stride);
        for (s, subject) in self.subjects.iter().enumerate() {
            work.block.clear(rows);
            for (column, value) in subject.certain.iter().enumerate().filter(|(_, x)| !x.is_nan()) {
                work.column[..rows].fill(*value);
                work.block.set_column(column, &work.column[..rows]);
            }
            for (figure, column) in subject.drawn.iter().zip(&mut figures) {
                work.block.set_column(figure.column, &column[..rows]);
            }
            self.plan.rate_varied(&mut work.block, &work.variation, &mut |column, results| {
                if subject.certain[column].is_nan() && !subject.drawn.iter().any(|d| d.column == column) {
                    for (_, shock) in subject.shocks.iter().filter(|s| s.0 == column) {
                        for x in results.iter_mut() {
                            *x = shock.apply_or_missing(*x);
                        }
                    }
                }
            });
            // After an indicator is left out: that is one of the figures.
            for imputed in &subject.imputed {
                imputed.marginal.fill(us(imputed.coordinate), &mut work.column[..rows]);
                work.block.column_of_scores(imputed.indicator).copy_from_slice(&work.column[..rows]);
            }
            for (reading, tree) in [Some(&subject.all), self.like.as_ref()].into_iter().enumerate() {
                let Some(tree) = tree else { continue };
                tree.aggregate_varied(&mut work.block, &work.variation);
                for (o, d) in self.outputs.iter().enumerate().filter(|(o, _)| self.is_scored(reading == 1, s, *o)) {
                    let target = self.place(reading == 1, s, o) * work.rows;
                    work.scores[target..target + rows].copy_from_slice(work.block.column_of_dimension(*d));
                }
            }
        }
    }

    /// The scores of the last block: NaN where a row has none.
    pub(crate) fn scores<'w>(&self, work: &'w Workspace, like: bool, scenario: usize, output: usize) -> &'w [f64] {
        let start = self.place(like, scenario, output) * work.rows;
        &work.scores[start..start + work.block.rows()]
    }

    fn place(&self, like: bool, scenario: usize, output: usize) -> usize {
        (usize::from(like) * self.subjects.len() + scenario) * self.outputs.len() + output
    }

    /// Columns for what this design varies.
    fn variation(&self, rows: usize) -> Variation {
        let indicators = self.plan.indicators();
        let column = || vec![0.0; rows];
        let mut variation = Variation {
            rules: vec![None; indicators],
            indicator_weights: vec![None; indicators],
            dimension_weights: vec![None; self.dimensions],
            aggregate: vec![None; self.dimensions],
            aggregates: self.aggregates.clone(),
            dropped: self.method.drop.is_some().then(|| vec![None; rows]),
        };
        let kind = self.kinds.first().copied().unwrap_or(RuleChoice::AsGiven);
        for (i, ends) in self.ends.iter().enumerate() {
            let drawn = self.method.rules.iter().any(|r| r.0 == i);
            // A single alternative that is not the model's own holds in every row.
            if let Some((from, to)) = ends.filter(|_| drawn || kind != RuleChoice::AsGiven) {
                variation.rules[i] =
                    Some(RuleColumns { from: vec![from; rows], to: vec![to; rows], kind: vec![kind; rows] });
            }
        }
        for (child, _, _) in &self.method.weights {
            match child {
                Child::Indicator(i) => variation.indicator_weights[*i] = Some(column()),
                Child::Dimension(d) => variation.dimension_weights[*d] = Some(column()),
            }
        }
        let everywhere = matches!(self.aggregates.as_slice(), [Some(_)]);
        for d in 0..self.dimensions {
            if everywhere || self.method.aggregates.iter().any(|a| a.0 == d) {
                variation.aggregate[d] = Some(vec![0; rows]);
            }
        }
        variation
    }

    /// The method of each row.
    fn vary<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], rows: usize, work: &mut Workspace) {
        for (i, ends, kind) in &self.method.rules {
            let (Some(columns), Some((from, to))) = (&mut work.variation.rules[*i], self.ends[*i]) else { continue };
            let reach = self.shift * (to - from).abs();
            for (end, column, coordinate) in [(from, &mut columns.from, 0), (to, &mut columns.to, 1)] {
                if let Some(coordinates) = ends {
                    for (x, u) in column.iter_mut().zip(us(coordinates[coordinate])).take(rows) {
                        *x = (end + reach * (2.0 * u - 1.0)).clamp(f64::MIN, f64::MAX);
                    }
                }
            }
            if let Some(coordinate) = kind {
                for (kind, u) in columns.kind.iter_mut().zip(us(*coordinate)).take(rows) {
                    *kind = self.kinds[choice(*u, self.kinds.len())];
                }
            }
        }
        for (child, coordinate, marginal) in &self.method.weights {
            let column = match child {
                Child::Indicator(i) => &mut work.variation.indicator_weights[*i],
                Child::Dimension(d) => &mut work.variation.dimension_weights[*d],
            };
            if let Some(column) = column {
                marginal.fill(&us(*coordinate)[..rows], &mut column[..rows]);
            }
        }
        for (d, coordinate) in &self.method.aggregates {
            if let Some(column) = &mut work.variation.aggregate[*d] {
                for (place, u) in column.iter_mut().zip(us(*coordinate)).take(rows) {
                    *place = choice(*u, self.aggregates.len());
                }
            }
        }
        if let (Some((coordinate, droppable)), Some(dropped)) = (&self.method.drop, &mut work.variation.dropped) {
            for (left_out, u) in dropped.iter_mut().zip(us(*coordinate)).take(rows) {
                // The first of equally likely choices leaves out nothing.
                let place = choice(*u, droppable.len() + 1);
                *left_out = place.checked_sub(1).map(|place| droppable[place]);
            }
        }
    }
}

/// Children of the root that count, in the order of the model.
fn children_of_root(model: &Model, plan: &Compiled) -> Vec<usize> {
    (0..model.dimensions.len())
        .filter(|d| {
            let dimension = &model.dimensions[*d];
            dimension.parent == Some(model.root) && dimension.weight > 0.0 && plan.tree().has(*d)
        })
        .collect()
}

/// One of `n` equally likely choices.
pub(super) fn choice(u: f64, n: usize) -> usize {
    ((u * n as f64) as usize).min(n.saturating_sub(1))
}

fn alternative(choice: AggregateChoice) -> Option<Aggregate> {
    match choice {
        AggregateChoice::AsGiven => None,
        AggregateChoice::Arithmetic => Some(Aggregate::Arithmetic),
        AggregateChoice::Geometric => Some(Aggregate::Geometric),
        AggregateChoice::Harmonic => Some(Aggregate::Harmonic),
        AggregateChoice::Median => Some(Aggregate::Median),
        AggregateChoice::Power(p) => Some(Aggregate::Power(p)),
    }
}

/// The child of the root that a dimension is or stands under.
pub(super) fn branch(model: &Model, dimension: usize) -> Option<usize> {
    std::iter::successors(Some(dimension), |d| model.dimensions[*d].parent)
        .find(|d| model.dimensions[*d].parent == Some(model.root))
}

/// How many steps below the root's children what a dimension is made of stands: 1 for the children of the root.
fn level(model: &Model, dimension: usize) -> usize {
    std::iter::successors(Some(dimension), |d| model.dimensions[*d].parent).count()
}

/// The scenarios with the distributions of their figures. A figure that several of them share, the same date and number
/// for the same id, is the same coordinate in all of them, and so is one that a shock has changed in some.
fn subjects(
    model: &Model,
    of: &Evaluations<'_>,
    draw: bool,
    tables: &mut Tables,
    factors: &mut Vec<Factor>,
) -> Result<Vec<Subject>, Error> {
    let mut findings = Diagnostics::new();
    let mut coordinates: BTreeMap<(usize, String, u64), usize> = BTreeMap::new();
    let mut subjects = Vec::with_capacity(of.readings.len());
    let reached = reached(model, &of.plan);
    for reading in &of.readings {
        let columns = of.plan.columns();
        let mut subject = Subject {
            certain: vec![f64::NAN; columns.len()],
            drawn: Vec::new(),
            imputed: Vec::new(),
            shocks: reading.shocks_on_results(&of.plan).map(|(column, s)| (column, s.kind.clone())).collect(),
            scored: reading.dimension_scores(of.plan.tree()).iter().map(|x| !x.is_nan()).collect(),
            all: of.plan.tree().clone(),
        };
        subject.all = of.plan.tree().settled(&|d| subject.scored[d]);
        for given in reading.given() {
            let id = &columns[given.column];
            let dimension = reached[given.column].filter(|_| draw);
            let range = dimension.and_then(|_| range(model, &given));
            let marginal = match (range, given.observed) {
                (Some(range), Some(observed)) => match tables.figure(observed.distribution, given.value, range) {
                    Ok(marginal) => Some(marginal),
                    Err(e) => {
                        let place = reading.scenario().location(id);
                        let message = format!("`{id}` cannot be drawn: {}", e.0);
                        findings.push(Diagnostic::error(Code::Range, message).at_location(place));
                        None
                    }
                },
                _ => None,
            };
            let (Some(marginal), Some(observed)) = (marginal, given.observed) else {
                subject.certain[given.column] = given.value;
                continue;
            };
            let number = observed.value.number().unwrap_or_default().to_bits();
            let key = (given.column, observed.date.to_string(), number);
            let coordinate = *coordinates.entry(key).or_insert_with(|| {
                let branch = dimension.and_then(|d| branch(model, d));
                factors.push(Factor::new(Source::Values, format!("value.{id}"), branch));
                factors.len() - 1
            });
            subject.drawn.push(Figure { column: given.column, coordinate, value: given.value, marginal });
        }
        subjects.push(subject);
    }
    if findings.has_errors() { Err(findings.sorted().into()) } else { Ok(subjects) }
}

/// By column: the dimension of the first indicator of the root's tree that the column's values reach, itself or through
/// formulas. None for what reaches no headline.
fn reached(model: &Model, plan: &Compiled) -> Vec<Option<usize>> {
    let mut reached = vec![None; plan.columns().len()];
    let rooted = plan.tree().rooted();
    for (i, indicator) in model.indicators.iter().enumerate().filter(|(i, _)| rooted[*i]) {
        let mut next = vec![i];
        while let Some(column) = next.pop() {
            if reached[column].is_some() {
                continue;
            }
            reached[column] = Some(indicator.dimension);
            if let Some(of) = model.indicators.get(column) {
                for formula in [&of.formula, &of.requires].into_iter().flatten() {
                    formula.expr.names(&mut |name, _| next.extend(plan.column_in(column, name)));
                }
            }
        }
    }
    reached
}

/// The range of a figure: its own, or by its confidence. What a what-if sets, a word and 0 have none.
fn range(model: &Model, given: &Given<'_>) -> Option<(f64, f64)> {
    let observed = given.observed.filter(|o| matches!(o.value, Value::Number(_)))?;
    if given.stipulated {
        return None;
    }
    if given.range.is_some() {
        return given.range.filter(|(low, high)| low < high);
    }
    let half = model.uncertainty.range.of(observed.provenance.confidence) * given.value.abs();
    (half > 0.0 && half.is_finite()).then_some((given.value - half, given.value + half))
}

fn rules(
    model: &Model,
    wanted: &dyn Fn(Source) -> bool,
    counts: &dyn Fn(usize) -> bool,
    method: &mut Method,
    factors: &mut Vec<Factor>,
) {
    for (i, indicator) in model.indicators.iter().enumerate() {
        if indicator.rule.as_ref().and_then(Rule::ends).is_none() || !counts(i) {
            continue;
        }
        let mut coordinate = |source| {
            let label = format!("rule.{}", indicator.id);
            factors.push(Factor::new(source, label, branch(model, indicator.dimension)));
            factors.len() - 1
        };
        let ends = (wanted(Source::Ends) && model.uncertainty.ends > 0.0)
            .then(|| [coordinate(Source::Ends), coordinate(Source::Ends)]);
        let kind = (wanted(Source::Rules) && model.uncertainty.rules.len() > 1).then(|| coordinate(Source::Rules));
        if ends.is_some() || kind.is_some() {
            method.rules.push((i, ends, kind));
        }
    }
}

fn weights(
    model: &Model,
    plan: &Compiled,
    aggregates: &[Option<Aggregate>],
    tables: &mut Tables,
    method: &mut Method,
    factors: &mut Vec<Factor>,
) -> Result<(), Error> {
    for (d, own, children) in plan.tree().rooted_groups() {
        // Weights play no part in a median, a minimum and a maximum.
        let in_force = aggregates.iter().map(|other| other.unwrap_or(own));
        let weighted = in_force.into_iter().any(|a| !matches!(a, Aggregate::Median | Aggregate::Min | Aggregate::Max));
        if children.len() < 2 || !weighted {
            continue;
        }
        let total: f64 = children.iter().map(|e| e.weight).sum();
        for edge in children {
            let marginal = match model.uncertainty.weights {
                WeightDraws::Spread(0.0) => continue,
                WeightDraws::Spread(s) => {
                    Marginal::Uniform { low: edge.weight * (1.0 - s), high: edge.weight * (1.0 + s) }
                }
                WeightDraws::Dirichlet(concentration) => tables
                    .gamma(concentration * edge.weight / total)
                    .map_err(|e| Diagnostic::error(Code::Uncertainty, e.0))?,
            };
            method.weights.push((edge.child, factors.len(), marginal));
            let label = format!("weights.{}", model.dimensions[d].id);
            factors.push(Factor {
                level: level(model, d),
                child: Some(edge.child),
                ..Factor::new(Source::Weights, label, branch(model, d))
            });
        }
    }
    Ok(())
}
