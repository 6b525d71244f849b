//! The reverse stress: what it would take for the headline to be a given number.

use super::joint::{Landscape, Moved};
use super::nearest::nearest;
use crate::Error;
use crate::diag::{Code, Diagnostic};
use crate::model::{Model, Rule, TIE};
use crate::scenario::{Scenario, Value};
use crate::score::{Evaluation, Plan, Probe, Settings};
use froth_series::watch::{Stopped, Watch};
use serde::Serialize;
use std::collections::BTreeMap;

/// What it would take for a scenario's headline to be a target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reverse {
    /// Id of the scenario.
    pub scenario: String,
    /// Its headline.
    pub score: f64,
    /// The headline asked for.
    pub target: f64,
    /// The lowest and highest headline that the scored indicators can make.
    pub possible: [f64; 2],
    /// Each indicator with a part in the headline, alone.
    pub break_even: Vec<BreakEven>,
    /// The smallest sets of two and of three that can, and, where these cannot, the fewest that can.
    pub sets: Vec<SmallestSet>,
    /// All together, each as little as possible; null where even all cannot.
    pub joint: Option<Joint>,
}

/// An indicator alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BreakEven {
    /// Its id.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// Its present raw value.
    pub from: Option<Value>,
    /// The raw value nearest to it at which the headline is the target, or, where its rule jumps across, the nearest beyond the
    /// jump. Null where there is none.
    pub to: Option<Value>,
    /// Whether the headline jumps across the target there.
    pub jumps: bool,
    /// Points that the headline moves towards the target with this indicator at the end of the scale.
    pub reach: f64,
}

/// Several indicators together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SmallestSet {
    /// How many.
    pub size: usize,
    /// Which; empty where no set of this size can.
    pub indicators: Vec<String>,
    /// The smallest change, if one can.
    #[serde(flatten)]
    pub change: Option<Joint>,
}

/// Scores changed as little as possible.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Joint {
    /// Euclidean length of the change, in points of score.
    pub distance: f64,
    /// Whether it is the best found rather than the best there is.
    pub local: bool,
    /// New scores by indicator.
    pub scores: BTreeMap<String, f64>,
    /// Raw values with these scores, nearest to the present ones.
    pub values: BTreeMap<String, Value>,
    /// The headline with these raw values put in: the target, but for rules that jump and words, whose scores are not to be
    /// had, and for conditions that no longer hold.
    pub attained: Option<f64>,
}

/// Sets are looked for among so many indicators, those that reach farthest.
const CANDIDATES: usize = 60;

/// In trees that are not arithmetic, so many sets of each size are looked at closely.
const CLOSE_LOOKS: usize = 12;

/// What it takes for the headline to be `target`. A scenario without a headline, and a target off the scale, are errors.
pub fn reverse(model: &Model, scenario: &Scenario, target: f64, settings: Settings) -> Result<Reverse, Error> {
    reverse_watched(model, scenario, target, settings, &())
}

/// The same, stopped when `watch` says so: in a large model it takes seconds.
pub fn reverse_watched(
    model: &Model,
    scenario: &Scenario,
    target: f64,
    settings: Settings,
    watch: &dyn Watch,
) -> Result<Reverse, Error> {
    let wrong = |message: String| Error::from(Diagnostic::error(Code::Target, message));
    if !(0.0..=100.0).contains(&target) {
        return Err(Diagnostic::error(Code::Target, format!("no score is {target}: scores lie between 0 and 100"))
            .help("give a target on the scale, or a scenario to reach the score of")
            .into());
    }
    let plan = Plan::new(model, settings)?;
    let reading = Evaluation::take(model, &plan, scenario)?;
    let tree = plan.tree();
    let score = reading.dimension_scores(tree)[model.root];
    if score.is_nan() {
        return Err(wrong(format!("`{}` has no score to start from", scenario.id)));
    }
    let own: Vec<f64> = reading.dimension_scores(tree);
    let settled = tree.settled(&|d| !own[d].is_nan());
    // Sets and single indicators go no further than their rules do; the joint change is one of scores.
    let ranges = model.indicators.iter().map(|i| i.rule.as_ref().map_or((0.0, 100.0), Rule::range)).collect();
    let whole = vec![(0.0, 100.0); model.indicators.len()];
    let landscape = Landscape::new(settled.clone(), reading.scores().to_vec(), ranges);
    let free = Landscape::new(settled, reading.scores().to_vec(), whole);
    let moving: Vec<usize> = (0..model.indicators.len()).filter(|i| landscape.counts(*i)).collect();
    let probe = Probe::new(&plan, &reading);
    let finder = Finder { model, reading: &reading, probe, landscape: &landscape, target, watch };
    let singles: Vec<Vec<usize>> = moving.iter().map(|i| vec![*i]).collect();
    let reaches = landscape.reaches(&singles, target);
    let mut break_even = Vec::with_capacity(moving.len());
    for (i, reach) in moving.iter().zip(&reaches) {
        watch.step(0)?;
        break_even.push(finder.break_even(*i, *reach, target > score));
    }
    let sets = finder.sets(&moving, &reaches)?;
    watch.step(0)?;
    Ok(Reverse {
        scenario: scenario.id.clone(),
        score,
        target,
        possible: landscape.possible(),
        break_even,
        sets,
        joint: free.move_to(target, &moving).map(|moved| finder.named(&moving, &moved)),
    })
}

impl Reverse {
    /// Whether the headline is the target already.
    pub fn is_there(&self) -> bool {
        (self.score - self.target).abs() <= TIE
    }
}

struct Finder<'a> {
    model: &'a Model,
    reading: &'a Evaluation<'a>,
    probe: Probe<'a>,
    landscape: &'a Landscape,
    target: f64,
    watch: &'a dyn Watch,
}

impl Finder<'_> {
    fn break_even(&self, i: usize, reach: f64, up: bool) -> BreakEven {
        let indicator = &self.model.indicators[i];
        let from = self.reading.raw()[i];
        let mut even = BreakEven {
            indicator: indicator.id.clone(),
            unit: indicator.unit.clone(),
            from: self.value(i, from),
            to: None,
            jumps: false,
            reach: reach.abs(),
        };
        let Some(rule) = &indicator.rule else { return even };
        let headline = |xs: &[f64]| self.probe.at_values(i, xs).into_iter().map(|(_, h)| h).collect::<Vec<f64>>();
        if let Some(words) = rule.words() {
            // The word that changes the score least, among those that reach the target.
            let places: Vec<f64> = (0..words.len()).map(|w| w as f64).collect();
            let headlines = headline(&places);
            let now = words.get(from as usize).map_or(0.0, |w| w.1);
            let met = |w: &usize| {
                let h = headlines[*w];
                if up { h >= self.target - TIE } else { h <= self.target + TIE }
            };
            let nearest = (0..words.len())
                .filter(met)
                .min_by(|a, b| (words[*a].1 - now).abs().total_cmp(&(words[*b].1 - now).abs()));
            if let Some(w) = nearest {
                even.to = Some(Value::Word(words[w].0.clone()));
                even.jumps = (headlines[w] - self.target).abs() > 1e-7;
            }
            return even;
        }
        if let Some(reached) = nearest(rule, from, self.target, &headline) {
            even.to = Some(Value::Number(reached.x));
            even.jumps = reached.jumps;
        }
        even
    }

    /// The smallest sets of two and three, and the fewest that can.
    fn sets(&self, moving: &[usize], reaches: &[f64]) -> Result<Vec<SmallestSet>, Stopped> {
        let mut by_reach: Vec<(usize, f64)> = moving.iter().copied().zip(reaches.iter().copied()).collect();
        by_reach.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        let near: Vec<usize> = by_reach.iter().take(CANDIDATES).map(|x| x.0).collect();
        let mut sets: Vec<SmallestSet> = Vec::new();
        for size in [2, 3].into_iter().filter(|size| *size <= near.len()) {
            let best = self.best(&combinations(&near, size))?;
            sets.push(SmallestSet {
                size,
                indicators: best.as_ref().map_or_else(Vec::new, |(set, _)| self.ids(set)),
                change: best.map(|(set, moved)| self.named(&set, &moved)),
            });
        }
        if sets.iter().all(|s| s.change.is_none()) {
            let order: Vec<usize> = by_reach.iter().map(|x| x.0).collect();
            for set in (4..=order.len()).map(|n| &order[..n]) {
                self.watch.step(0)?;
                if let Some(moved) = self.landscape.move_to(self.target, set) {
                    let change = Some(self.named(set, &moved));
                    sets.push(SmallestSet { size: set.len(), indicators: self.ids(set), change });
                    break;
                }
            }
        }
        Ok(sets)
    }

    /// The set with the smallest change.
    fn best(&self, sets: &[Vec<usize>]) -> Result<Option<(Vec<usize>, Moved)>, Stopped> {
        let mut able: Vec<(&Vec<usize>, f64)> = Vec::new();
        for some in sets.chunks(512) {
            self.watch.step(0)?;
            let reaches = self.landscape.reaches(some, self.target);
            able.extend(some.iter().zip(reaches).filter(|(_, reach)| self.landscape.is_enough(*reach, self.target)));
        }
        if !self.landscape.is_arithmetic() {
            able.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
            able.truncate(CLOSE_LOOKS);
        }
        let mut best: Option<(Vec<usize>, Moved)> = None;
        for (set, _) in able {
            self.watch.step(0)?;
            let Some(moved) = self.landscape.move_to(self.target, set) else { continue };
            // Of equally near ones the first.
            if best.as_ref().is_none_or(|(_, b)| moved.distance.total_cmp(&b.distance).is_lt()) {
                best = Some((set.clone(), moved));
            }
        }
        Ok(best)
    }

    fn ids(&self, set: &[usize]) -> Vec<String> {
        set.iter().map(|i| self.model.indicators[*i].id.clone()).collect()
    }

    fn named(&self, set: &[usize], moved: &Moved) -> Joint {
        let id = |i: usize| self.model.indicators[i].id.clone();
        let raw = |(i, score): (&usize, &f64)| {
            let rule = self.model.indicators[*i].rule.as_ref()?;
            Some((*i, self.with_score(rule, *i, *score)?))
        };
        let raws: Vec<(usize, f64)> = set.iter().zip(&moved.scores).filter_map(raw).collect();
        Joint {
            distance: moved.distance,
            local: moved.local,
            scores: set.iter().map(|i| id(*i)).zip(moved.scores.iter().copied()).collect(),
            values: raws.iter().filter_map(|(i, x)| Some((id(*i), self.value(*i, *x)?))).collect(),
            attained: self.probe.with_values(&raws),
        }
    }

    /// The raw value with this score that is nearest to the present one.
    fn with_score(&self, rule: &Rule, i: usize, score: f64) -> Option<f64> {
        let from = self.reading.raw()[i];
        if (self.reading.scores()[i] - score).abs() <= TIE {
            return Some(from);
        }
        if let Some(words) = rule.words() {
            let distance = |w: &usize| (words[*w].1 - score).abs();
            return (0..words.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).map(|w| w as f64);
        }
        let own = |xs: &[f64]| xs.iter().map(|x| rule.score(*x)).collect::<Vec<f64>>();
        nearest(rule, from, score, &own).map(|r| r.x)
    }

    /// A raw value as people read it.
    fn value(&self, i: usize, x: f64) -> Option<Value> {
        match self.model.indicators[i].rule.as_ref().and_then(Rule::words) {
            Some(words) => words.get(x as usize).map(|w| Value::Word(w.0.clone())),
            None => x.is_finite().then_some(Value::Number(x)),
        }
    }
}

/// Every set of so many.
fn combinations(of: &[usize], size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (n, first) in of.iter().enumerate() {
        for mut rest in combinations(&of[n + 1..], size - 1) {
            rest.insert(0, *first);
            all.push(rest);
        }
    }
    all
}
