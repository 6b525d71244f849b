//! What would raise an entity's rank: one indicator at another score, everything else as it is.

use super::{Gain, Smallest, Target};
use crate::kept::Kept;
use froth_core::model::{Model, Rule, TIE};
use froth_core::score::Compiled;
use froth_core::uncertainty::ranked;
use froth_series::composite::median;

/// An entity among the others of a date.
pub(super) struct Field<'a> {
    pub(super) model: &'a Model,
    pub(super) plan: &'a Compiled,
    pub(super) kept: &'a Kept,
    /// By entity its row, its name and its score.
    pub(super) rows: Vec<usize>,
    pub(super) names: Vec<&'a str>,
    pub(super) scores: &'a [f64],
    /// Which of them it is.
    pub(super) own: usize,
    /// Those near it.
    pub(super) peers: &'a [usize],
    pub(super) high_is_good: bool,
}

/// Halvings of the scale in search of a score.
const HALVINGS: usize = 50;

impl Field<'_> {
    /// What is better is larger here.
    fn directed(&self, x: f64) -> f64 {
        if self.high_is_good { x } else { -x }
    }

    /// Indicators that count at the root and have a score; none where scores are no averages of a row.
    fn movable(&self) -> Vec<usize> {
        if self.model.dimensions.iter().any(|d| d.over_rows.is_some() && d.weight > 0.0) {
            return Vec::new();
        }
        let row = self.rows[self.own];
        let counted = self.plan.tree().rooted();
        (0..counted.len()).filter(|i| counted[*i] && !self.kept.indicators[*i][row].is_nan()).collect()
    }

    /// The entity's score with one indicator at another score, for each of some changes.
    fn scores_with(&self, changes: &[(usize, f64)]) -> Vec<f64> {
        let row = self.rows[self.own];
        let fitted = self.kept.steps.as_ref().and_then(|steps| steps.fitted.as_ref());
        let fitted = fitted.map(|fitted| self.plan.with_weights(fitted, row));
        let plan = fitted.as_ref().unwrap_or(self.plan);
        let columns: Vec<Vec<f64>> = (0..plan.indicators())
            .map(|i| {
                let own = self.kept.indicators[i][row];
                changes.iter().map(|(changed, x)| if *changed == i { *x } else { own }).collect()
            })
            .collect();
        let mut block = plan.tree().block_of(&columns);
        plan.tree().aggregate(&mut block);
        (0..changes.len()).map(|at| block.dimension(plan.tree().root, at).unwrap_or(f64::NAN)).collect()
    }

    fn rank_at(&self, score: f64) -> f64 {
        let mut scores = self.scores.to_vec();
        scores[self.own] = score;
        ranked(&scores)[self.own]
    }

    fn target(&self, indicator: f64, score: f64, entity: Option<String>) -> Target {
        let (before, rank) = (self.rank_at(self.scores[self.own]), self.rank_at(score));
        let gain = self.directed(score) - self.directed(self.scores[self.own]);
        let places = if self.high_is_good { before - rank } else { rank - before };
        Target { entity, indicator, score, gain, rank, places }
    }
}

/// Each indicator at the median of the peers, and at the score that is next better.
pub(super) fn gains(of: &Field<'_>) -> Vec<Gain> {
    let row = of.rows[of.own];
    let mut found = Vec::new();
    for i in of.movable() {
        let column = &of.kept.indicators[i];
        let own = column[row];
        let mut near: Vec<f64> = of.peers.iter().map(|u| column[of.rows[*u]]).filter(|x| !x.is_nan()).collect();
        let better = |x: &f64| of.directed(*x) > of.directed(own) + TIE;
        let middle = median(&mut near).filter(better);
        let next = (0..of.rows.len())
            .filter(|u| !column[of.rows[*u]].is_nan() && better(&column[of.rows[*u]]))
            .min_by(|a, b| of.directed(column[of.rows[*a]]).total_cmp(&of.directed(column[of.rows[*b]])));
        let at = |x: f64, entity: Option<String>| {
            let score = of.scores_with(&[(i, x)])[0];
            of.target(x, score, entity)
        };
        let to_median = middle.map(|x| at(x, None));
        let to_next = next.map(|u| at(column[of.rows[u]], Some(of.names[u].to_owned())));
        if to_median.is_some() || to_next.is_some() {
            found.push(Gain { id: of.model.indicators[i].id.clone(), score: own, to_median, to_next });
        }
    }
    let largest = |g: &Gain| {
        let gain = |t: &Option<Target>| t.as_ref().map_or(0.0, |t| t.gain);
        (gain(&g.to_median), gain(&g.to_next))
    };
    found.sort_by(|a, b| largest(b).partial_cmp(&largest(a)).unwrap_or(std::cmp::Ordering::Equal));
    found
}

/// The indicator that needs to move least, in points of its score, for the entity to draw level with the next better one.
pub(super) fn smallest(of: &Field<'_>) -> Option<Smallest> {
    let own = of.directed(of.scores[of.own]);
    let ahead = (0..of.rows.len()).filter(|u| of.directed(of.scores[*u]) > own + TIE);
    let next = ahead.min_by(|a, b| of.directed(of.scores[*a]).total_cmp(&of.directed(of.scores[*b])))?;
    let wanted = of.directed(of.scores[next]);
    let movable = of.movable();
    let row = of.rows[of.own];
    let best = |i: usize| {
        let (low, high) = of.model.indicators[i].rule.as_ref().map_or((0.0, 100.0), Rule::range);
        if of.high_is_good { high } else { low }
    };
    let reaches = |changes: &[(usize, f64)]| -> Vec<bool> {
        of.scores_with(changes).into_iter().map(|x| of.directed(x) >= wanted).collect()
    };
    let ends: Vec<(usize, f64)> = movable.iter().map(|i| (*i, best(*i))).collect();
    let can = reaches(&ends);
    let mut between: Vec<(usize, f64, f64)> = ends
        .into_iter()
        .zip(can)
        .filter(|(_, can)| *can)
        .map(|((i, end), _)| (i, of.kept.indicators[i][row], end))
        .collect();
    for _ in 0..HALVINGS {
        let middles: Vec<(usize, f64)> = between.iter().map(|(i, from, to)| (*i, f64::midpoint(*from, *to))).collect();
        for ((_, from, to), ((_, middle), reached)) in between.iter_mut().zip(middles.iter().zip(reaches(&middles))) {
            if reached { *to = *middle } else { *from = *middle }
        }
    }
    let moved = |(i, _, to): &(usize, f64, f64)| (to - of.kept.indicators[*i][row]).abs();
    let (i, _, to) = between.into_iter().min_by(|a, b| moved(a).total_cmp(&moved(b)))?;
    Some(Smallest {
        id: of.model.indicators[i].id.clone(),
        from: of.kept.indicators[i][row],
        to,
        overtakes: of.names[next].to_owned(),
        score: of.scores[next],
    })
}
