//! The way from an old headline to a new one, a step at a time.

use super::{Changes, End, Moved, Parts};
use crate::Error;
use crate::model::Model;
use crate::scenario::{Observation, Scenario};
use crate::score::{Evaluation, Plan, Points, Settings, Tree, shared_out};

/// Where the way has come to.
struct Way {
    score: f64,
}

impl Way {
    /// Goes on to a score; gives the points of this step. A place without a score (too few children for a quorum, nothing left) is
    /// passed over: the next one that has a score books the step.
    fn to(&mut self, score: f64) -> f64 {
        if score.is_nan() {
            return 0.0;
        }
        let points = score - self.score;
        self.score = score;
        points
    }
}

/// One scenario under one model.
struct Side<'a> {
    model: &'a Model,
    plan: Plan,
    /// The tree in which coverage plays no part.
    open: Tree,
    reading: Evaluation<'a>,
    /// Scores of dimensions, NaN for none.
    scored: Vec<f64>,
}

impl<'a> Side<'a> {
    fn new((model, scenario): (&'a Model, &'a Scenario), settings: Settings) -> Result<Self, Error> {
        let plan = Plan::new(model, settings)?;
        let reading = Evaluation::take(model, &plan, scenario)?;
        let scored = reading.dimension_scores(plan.tree());
        let open = plan.tree().narrowed(model, &|_| true, None);
        Ok(Side { model, plan, open, reading, scored })
    }

    fn end(&self) -> End {
        let scenario = self.reading.scenario();
        End {
            scenario: scenario.id.clone(),
            file: scenario.source.name().to_owned(),
            as_of: scenario.as_of,
            score: Some(self.scored[self.model.root]).filter(|x| !x.is_nan()),
            model: self.model.id.clone(),
            model_version: self.model.version.clone(),
        }
    }

    /// The dimensions under the root, in the model's order, that have no score only because too little of their weight has data.
    fn held_back(&self) -> Vec<usize> {
        let open = self.open.dimension_scores(self.reading.scores());
        let mut held: Vec<usize> = self.open.rooted_groups().map(|(d, _, _)| d).collect();
        held.retain(|d| self.scored[*d].is_nan() && !open[*d].is_nan());
        held.sort_unstable();
        held
    }

    /// The headline on some of the dimensions.
    fn on(&self, has_score: &[bool]) -> f64 {
        let tree = self.plan.tree().settled(&|d| has_score[d]);
        tree.dimension_scores(self.reading.scores())[self.model.root]
    }

    fn points(&self, dimension: usize, points: f64) -> Points {
        Points { id: self.model.dimensions[dimension].id.clone(), points }
    }
}

pub(super) fn walk(old: (&Model, &Scenario), new: (&Model, &Scenario), settings: Settings) -> Result<Changes, Error> {
    let (first, last) = (Side::new(old, settings)?, Side::new(new, settings)?);
    // The old figures under the new model, and the same as they are known now.
    let then = Side::new((new.0, old.1), settings)?;
    let revised = revised(old.1, new.1, new.0);
    let known = Evaluation::take(new.0, &then.plan, &revised)?;
    let (from, to) = (first.end(), last.end());
    let Some((a, b)) = from.score.zip(to.score) else { return Ok(Changes { from, to, moved: None, parts: None }) };
    let parts = steps(&first, &then, &known, &last, a);
    Ok(Changes { from, to, moved: Some(b - a), parts: Some(parts) })
}

fn steps(first: &Side<'_>, then: &Side<'_>, known: &Evaluation<'_>, last: &Side<'_>, headline: f64) -> Parts {
    let (model, tree) = (last.model, &last.open);
    let mut way = Way { score: headline };
    let root = |scores: &[f64]| tree.dimension_scores(scores)[model.root];
    let named = |i: usize, points: f64| Points { id: model.indicators[i].id.clone(), points };

    // What the old headline was without comes in before anything else changes.
    let mut lost = Vec::new();
    let mut in_sight: Vec<bool> = first.scored.iter().map(|x| !x.is_nan()).collect();
    for d in first.held_back() {
        in_sight[d] = true;
        lost.push(first.points(d, way.to(first.on(&in_sight))));
    }

    let before = then.reading.scores();
    let by_model = way.to(root(before));

    // A figure that a revision alone brings or takes away waits for the steps of coverage.
    let stays = |i: usize| then.reading.has(i) && known.has(i);
    let mut scores = before.to_vec();
    (0..scores.len()).filter(|i| stays(*i)).for_each(|i| scores[i] = known.scores()[i]);
    let reading = |i: usize| if stays(i) { known } else { &then.reading };
    let moved = |i: usize, points: f64, a: &Evaluation<'_>, b: &Evaluation<'_>| {
        let of = &model.indicators[i];
        Moved { id: of.id.clone(), points, from: a.shown(i, of), to: b.shown(i, of) }
    };
    let there = tree.narrowed(model, &|i| then.reading.has(i), None);
    let (counted, points) = shared_out(&there, &scores, before);
    let other = |i: usize| reading(i).raw()[i] != then.reading.raw()[i];
    let of = counted.into_iter().zip(points).filter(|(i, _)| other(*i));
    let revisions = of.map(|(i, points)| moved(i, points, &then.reading, reading(i))).collect();
    way.to(root(&scores));

    let rooted: Vec<usize> = tree.rooted().into_iter().enumerate().filter(|(_, on)| *on).map(|(i, _)| i).collect();
    let had = |i: usize| then.reading.has(i);
    let has = |i: usize| last.reading.has(i);
    for i in rooted.iter().copied().filter(|i| had(*i) && !has(*i)) {
        scores[i] = f64::NAN;
        lost.push(named(i, way.to(root(&scores))));
    }

    let both = tree.narrowed(model, &|i| had(i) && has(i), None);
    let (counted, points) = shared_out(&both, last.reading.scores(), &scores);
    let of = counted.into_iter().zip(points);
    let figures = of.map(|(i, points)| moved(i, points, reading(i), &last.reading)).collect();
    (0..scores.len()).filter(|i| had(*i) && has(*i)).for_each(|i| scores[i] = last.reading.scores()[i]);
    way.to(root(&scores));

    let mut gained = Vec::new();
    for i in rooted.into_iter().filter(|i| !had(*i) && has(*i)) {
        scores[i] = last.reading.scores()[i];
        gained.push(named(i, way.to(root(&scores))));
    }
    let held_back = last.held_back();
    let mut in_sight: Vec<bool> = tree.dimension_scores(&scores).iter().map(|x| !x.is_nan()).collect();
    for d in held_back {
        in_sight[d] = false;
        gained.push(last.points(d, way.to(last.on(&in_sight))));
    }
    Parts { model: by_model, revisions, coverage_lost: lost, figures, coverage_gained: gained }
}

/// The old scenario with every figure that the new one, cut at the old one's day, gives for the same date and otherwise.
fn revised(old: &Scenario, new: &Scenario, model: &Model) -> Scenario {
    let mut revised = old.clone();
    for id in model.value_ids() {
        let figures = old.observed(id, old.as_of).zip(new.known_on(id, old.as_of));
        let Some((_, now)) = figures.filter(|(then, now)| then.date == now.date && then.value != now.value) else {
            continue;
        };
        let Some(location) = new.location(id) else { continue };
        let observation = Observation {
            value: now.value.clone(),
            range: now.range,
            distribution: now.distribution,
            date: now.date,
            published: None,
            provenance: now.provenance.clone(),
            location,
        };
        revised.values.insert(id.to_owned(), observation);
    }
    revised
}
