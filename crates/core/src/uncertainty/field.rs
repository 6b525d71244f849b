//! The entities of one date under draws of the method and of their data: a block of points becomes their scores and ranks.
//!
//! What one choice changes for all entities at once, kinds of rules over rows, treatments of outliers, imputation, is scored once for each
//! combination of choices: a draw picks one of these. Drawn data are scored anew for each draw.

use super::Source;
use super::design::{Design, Factor, Workspace, choice};
use crate::Error;
use crate::model::{Model, TIE, Weighting};
use crate::score::{Block, Compiled, Tree};
use froth_series::watch::{Stopped, Watch};

/// An entity's indicators at a date; NaN is missing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unit {
    /// Raw values, by indicator.
    pub raw: Vec<f64>,
    /// Scores from 0 to 100, by indicator.
    pub scores: Vec<f64>,
}

/// What entities come to under one choice of each list of alternatives.
#[derive(Debug, Clone)]
pub struct Way {
    /// The model with the weights of the date.
    pub plan: Compiled,
    /// In the order of the entities.
    pub units: Vec<Unit>,
}

/// Scores the entities under the way of that number with their data drawn from a seed; none where that gives no scores.
pub type Redraw<'a> = dyn Fn(usize, u64) -> Option<Vec<Unit>> + Sync + 'a;

/// The entities of a date, in every way that draws may go.
pub struct Entities<'a> {
    /// As the model has it.
    pub own: Way,
    /// By choices as they count up, those of `impute` fastest, then `outliers`, then `normalise`; empty where the model's own is the
    /// only way.
    pub ways: Vec<Way>,
    /// How their data are drawn, if they are.
    pub redraw: Option<&'a Redraw<'a>>,
}

impl std::fmt::Debug for Entities<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let drawn = self.redraw.is_some();
        f.debug_struct("Entities").field("own", &self.own).field("ways", &self.ways).field("drawn", &drawn).finish()
    }
}

/// The most numbers that are drawn at once.
const BLOCK_NUMBERS: usize = 1 << 20;

/// Entities, ready to be drawn.
pub(crate) struct Field<'a> {
    entities: &'a Entities<'a>,
    root: usize,
    /// One for all ways, or one for each where their weights differ.
    designs: Vec<Drawn>,
    /// Everything that is uncertain, a coordinate each.
    pub(crate) factors: Vec<Factor>,
    /// Of `normalise`, `outliers` and `impute`: coordinate, if there is one, and how many choices there are.
    choices: [(Option<usize>, usize); 3],
    /// The coordinate that data are drawn from.
    values: Option<usize>,
    /// The model's own scores and ranks; NaN for none.
    pub(crate) scores: Vec<f64>,
    pub(crate) ranks: Vec<f64>,
    /// The entities that have a score: what has none on all its data has none in any draw.
    scored: Vec<usize>,
}

/// A design of the method, and the trees of entities under it.
struct Drawn {
    design: Design,
    /// By coordinate of the design: its place among all.
    places: Vec<usize>,
    /// Trees that differ in what has a score, and by entity which one is its own.
    trees: Vec<Tree>,
    tree_of: Vec<usize>,
}

/// Room for a block of draws.
pub(crate) struct Room {
    spaces: Vec<Workspace>,
    gathered: Vec<f64>,
    by_way: Vec<Vec<usize>>,
}

impl<'a> Field<'a> {
    /// Collects what is uncertain about the method and the data of entities.
    pub(crate) fn new(model: &Model, entities: &'a Entities<'a>) -> Result<Self, Error> {
        let own = &entities.own;
        let mut block = Block::new(&own.plan, 1);
        let mut scores = Vec::with_capacity(own.units.len());
        let mut patterns: Vec<Vec<bool>> = Vec::new();
        let mut tree_of = Vec::with_capacity(own.units.len());
        for unit in &own.units {
            block.clear(1);
            for (i, score) in unit.scores.iter().enumerate() {
                block.column_of_scores(i).fill(*score);
            }
            own.plan.tree().aggregate(&mut block);
            scores.push(block.dimension(model.root, 0).unwrap_or(f64::NAN));
            let pattern: Vec<bool> = (0..model.dimensions.len()).map(|d| block.dimension(d, 0).is_some()).collect();
            tree_of.push(patterns.iter().position(|known| *known == pattern).unwrap_or_else(|| {
                patterns.push(pattern);
                patterns.len() - 1
            }));
        }
        let fitted = model.dimensions.iter().any(|d| matches!(d.weighting, Weighting::Fitted { .. }));
        let plans: Vec<&Compiled> = if fitted && !entities.ways.is_empty() {
            entities.ways.iter().map(|way| &way.plan).collect()
        } else {
            vec![&own.plan]
        };
        let mut factors: Vec<Factor> = Vec::new();
        let mut designs = Vec::with_capacity(plans.len());
        for plan in plans {
            let design = Design::of_method(model, plan)?;
            let places = design.factors.iter().enumerate().map(|(place, factor)| {
                // Two ends of a rule are two coordinates that are called the same.
                let nth = design.factors[..place].iter().filter(|other| *other == factor).count();
                let known = factors.iter().enumerate().filter(|(_, other)| *other == factor).map(|(at, _)| at).nth(nth);
                known.unwrap_or_else(|| {
                    factors.push(factor.clone());
                    factors.len() - 1
                })
            });
            let places = places.collect();
            let trees = patterns.iter().map(|pattern| plan.tree().settled(&|d| pattern[d])).collect();
            designs.push(Drawn { design, places, trees, tree_of: tree_of.clone() });
        }
        // Last, so that all else is drawn as without them.
        let mut coordinate = |source: Source, wanted: bool| {
            wanted.then(|| {
                factors.push(Factor::new(source, source.as_str(), None));
                factors.len() - 1
            })
        };
        let counts = if entities.ways.is_empty() { [1; 3] } else { model.uncertainty.alternatives.choices() };
        let sources = [Source::Normalisation, Source::Outliers, Source::Imputation];
        let choices = [0, 1, 2].map(|list| (coordinate(sources[list], counts[list] > 1), counts[list]));
        let values = coordinate(Source::Values, entities.redraw.is_some());
        let scored = (0..scores.len()).filter(|u| !scores[*u].is_nan()).collect();
        let ranks = ranked(&scores);
        Ok(Field { entities, root: model.root, designs, factors, choices, values, scores, ranks, scored })
    }

    /// How many entities there are.
    pub(crate) fn units(&self) -> usize {
        self.scores.len()
    }

    /// How many draws a block has at most.
    pub(crate) fn rows(&self) -> usize {
        // A power of two, as runs of points are: no block may reach from one into the next.
        let most = self.designs[0].design.rows().min(BLOCK_NUMBERS / self.units().max(1)).max(1);
        1 << most.ilog2()
    }

    pub(crate) fn room(&self) -> Room {
        Room {
            spaces: self.designs.iter().map(|of| of.design.workspace()).collect(),
            gathered: Vec::new(),
            by_way: vec![Vec::new(); self.entities.ways.len().max(1)],
        }
    }

    /// The scores of all entities under a block of points: entity by entity, `rows` each; NaN where there is none.
    pub(crate) fn draw<'u>(
        &self,
        us: &dyn Fn(usize) -> &'u [f64],
        rows: usize,
        room: &mut Room,
        watch: &dyn Watch,
        scores: &mut [f64],
    ) -> Result<(), Stopped> {
        scores.fill(f64::NAN);
        let Room { spaces, gathered, by_way } = room;
        by_way.iter_mut().for_each(Vec::clear);
        for row in 0..rows {
            let pick = |(coordinate, n): (Option<usize>, usize)| coordinate.map_or(0, |c| choice(us(c)[row], n));
            let way = self.choices.iter().fold(0, |way, of| way * of.1 + pick(*of));
            by_way[way].push(row);
        }
        for (way, all) in by_way.iter().enumerate() {
            let step = if self.values.is_some() { 1 } else { all.len().max(1) };
            for some in all.chunks(step) {
                let of = &self.designs[way.min(self.designs.len() - 1)];
                let work = &mut spaces[way.min(self.designs.len() - 1)];
                gathered.clear();
                for place in &of.places {
                    let column = us(*place);
                    gathered.extend(some.iter().map(|row| column[*row]));
                }
                let n = some.len();
                of.design.begin(&|c| &gathered[c * n..(c + 1) * n], n, work);
                let drawn = self.values.map(|c| (self.entities.redraw, us(c)[some[0]].to_bits()));
                let fixed = self.entities.ways.get(way).unwrap_or(&self.entities.own);
                let units = match drawn {
                    Some((Some(redraw), seed)) => redraw(way, seed),
                    _ => None,
                };
                if drawn.is_some() && units.is_none() {
                    continue;
                }
                let units = units.as_ref().unwrap_or(&fixed.units);
                for u in &self.scored {
                    let unit = &units[*u];
                    let tree = &of.trees[of.tree_of[*u]];
                    let found = of.design.score_unit(tree, &unit.raw, &unit.scores, self.root, work);
                    let column = &mut scores[u * rows..][..rows];
                    some.iter().zip(found).for_each(|(row, score)| column[*row] = *score);
                    if watch.stopped() {
                        return Err(Stopped);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Rank 1 for the highest; ties share their mean rank. NaN for what has no score, which is NaN.
pub fn ranked(scores: &[f64]) -> Vec<f64> {
    let mut ranks = vec![f64::NAN; scores.len()];
    Places::default().rank(scores, &mut ranks);
    ranks
}

/// Ranks numbers, again and again in the same room.
#[derive(Debug, Default)]
pub(crate) struct Places {
    order: Vec<usize>,
}

impl Places {
    /// Rank 1 for the highest; ties share their mean rank. NaN for what has no score.
    pub(crate) fn rank(&mut self, scores: &[f64], ranks: &mut [f64]) {
        let order = &mut self.order;
        order.clear();
        order.extend((0..scores.len()).filter(|u| !scores[*u].is_nan()));
        order.sort_unstable_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        ranks.fill(f64::NAN);
        let mut start = 0;
        while start < order.len() {
            let tied = order[start..].iter().take_while(|u| scores[order[start]] - scores[**u] <= TIE).count();
            let mean = start as f64 + f64::midpoint(tied as f64, 1.0);
            for unit in &order[start..start + tied] {
                ranks[*unit] = mean;
            }
            start += tied;
        }
    }
}

impl Factor {
    /// What panels call it: everything of a kind is one source, but for weights, of which each level is.
    pub(crate) fn of_panel(&self) -> String {
        match self.source {
            Source::Weights => format!("weights.level.{}", self.level),
            source => source.as_str().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_mean_rank() {
        let found = ranked(&[3.0, f64::NAN, 7.0, 3.0, 1.0]);
        assert_eq!((found[0], found[2], found[3], found[4]), (2.5, 1.0, 2.5, 4.0));
        assert!(found[1].is_nan());
    }
}
