//! The smallest change of several scores that brings the headline to a target.
//!
//! In an arithmetic tree the headline is w s, and the change d of least Euclidean length with w d = gap within the scale is
//! d = clamp(lambda w): exact. Elsewhere the headline is made linear where the last step ended, and solved again, until
//! nothing moves: the best found, which may be a local best only.

use super::distance;
use crate::model::Aggregate;
use crate::score::{Child, Tree};

/// With more children than this, the root's choices are not tried one by one.
const MOST_BRANCHES: usize = 10;

/// Some scores moved so that the headline is the target.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Moved {
    /// Euclidean length of the change, in points.
    pub(super) distance: f64,
    /// Whether it may be a local best only.
    pub(super) local: bool,
    /// New scores of the indicators that may move, in their order.
    pub(super) scores: Vec<f64>,
}

/// The root's score as a function of indicator scores, each within bounds.
#[derive(Debug)]
pub(super) struct Landscape {
    tree: Tree,
    /// The present scores, NaN for none.
    scores: Vec<f64>,
    /// The lowest and highest score that each can have.
    bounds: Vec<(f64, f64)>,
    /// Whether an indicator has a score and a part in the headline.
    counts: Vec<bool>,
    headline: f64,
    /// Slopes at the present scores; in an arithmetic tree, the slopes everywhere.
    slopes: Vec<f64>,
    arithmetic: bool,
}

impl Landscape {
    pub(super) fn new(tree: Tree, scores: Vec<f64>, bounds: Vec<(f64, f64)>) -> Self {
        let slopes = tree.slopes(&scores);
        let headline = tree.roots(std::slice::from_ref(&scores))[0];
        let counts = tree.rooted().into_iter().zip(&scores).map(|(rooted, x)| rooted && !x.is_nan()).collect();
        Landscape { arithmetic: tree.is_arithmetic(), tree, scores, bounds, counts, headline, slopes }
    }

    /// Whether an indicator has a score and a part in the headline.
    pub(super) fn counts(&self, indicator: usize) -> bool {
        self.counts[indicator]
    }

    pub(super) fn is_arithmetic(&self) -> bool {
        self.arithmetic
    }

    /// The headline with every indicator that counts at its lowest, and at its highest.
    pub(super) fn possible(&self) -> [f64; 2] {
        let at = |pick: &dyn Fn((f64, f64)) -> f64| {
            let all = self.scores.iter().zip(&self.bounds).zip(&self.counts);
            self.tree.roots(&[all.map(|((x, bounds), counts)| if *counts { pick(*bounds) } else { *x }).collect()])[0]
        };
        [at(&|b| b.0), at(&|b| b.1)]
    }

    /// The end of its scale that moves the headline towards the target.
    fn end(&self, indicator: usize, target: f64) -> f64 {
        let ((low, high), now) = (self.bounds[indicator], self.scores[indicator]);
        if target > self.headline { high.max(now) } else { low.min(now) }
    }

    /// What the headline gains with these indicators at the ends of their scales that lead towards the target.
    pub(super) fn reaches(&self, sets: &[Vec<usize>], target: f64) -> Vec<f64> {
        if self.arithmetic {
            let gain = |i: &usize| self.slopes[*i] * (self.end(*i, target) - self.scores[*i]);
            return sets.iter().map(|set| set.iter().map(gain).sum()).collect();
        }
        let rows: Vec<Vec<f64>> = sets
            .iter()
            .map(|set| {
                let ends: Vec<f64> = set.iter().map(|i| self.end(*i, target)).collect();
                self.with(set, &ends)
            })
            .collect();
        self.tree.roots(&rows).into_iter().map(|root| root - self.headline).collect()
    }

    /// Whether a move of the headline takes it to the target.
    pub(super) fn is_enough(&self, reach: f64, target: f64) -> bool {
        let gap = target - self.headline;
        reach.abs() >= gap.abs() - 1e-9 && reach * gap >= 0.0
    }

    /// The smallest change of these indicators' scores that brings the headline to the target; none where they cannot.
    pub(super) fn move_to(&self, target: f64, set: &[usize]) -> Option<Moved> {
        let gap = target - self.headline;
        if !self.is_enough(self.reaches(&[set.to_vec()], target)[0], target) {
            return None;
        }
        let start: Vec<f64> = set.iter().map(|i| self.scores[*i]).collect();
        if self.arithmetic {
            let slopes: Vec<f64> = set.iter().map(|i| self.slopes[*i]).collect();
            let scores = self.least(set, &start, &slopes, gap)?;
            return Some(Moved { distance: distance(&start, &scores), local: false, scores });
        }
        let corner: Vec<f64> = set.iter().map(|i| self.end(*i, target)).collect();
        let along: Vec<f64> = start.iter().zip(&corner).map(|(s, c)| s.midpoint(*c)).collect();
        let mut tries = vec![start.clone(), along, corner];
        tries.extend(self.by_branches(target, set));
        let found = tries.into_iter().filter_map(|first| self.descend(target, set, &start, first));
        found
            .map(|scores| Moved { distance: distance(&start, &scores), local: true, scores })
            .min_by(|a, b| a.distance.total_cmp(&b.distance))
    }

    /// Under a root that is a minimum, a maximum or a median: some of its children brought to the target, each by the
    /// smallest change of its own, for every choice of children.
    fn by_branches(&self, target: f64, set: &[usize]) -> Vec<Vec<f64>> {
        let Some((_, aggregate, children)) = self.tree.groups().find(|(d, _, _)| *d == self.tree.root) else {
            return Vec::new();
        };
        let few = children.len() <= MOST_BRANCHES;
        if !few || !matches!(aggregate, Aggregate::Min | Aggregate::Max | Aggregate::Median) {
            return Vec::new();
        }
        // New scores of each child's indicators with the child at the target.
        let moved: Vec<Option<Vec<(usize, f64)>>> = children
            .iter()
            .map(|edge| match edge.child {
                Child::Indicator(i) => {
                    let (low, high) = self.bounds[i];
                    (set.contains(&i) && (low..=high).contains(&target)).then(|| vec![(i, target)])
                }
                Child::Dimension(d) => {
                    let branch = Landscape::new(self.tree.rooted_at(d), self.scores.clone(), self.bounds.clone());
                    let own: Vec<usize> = set.iter().copied().filter(|i| branch.counts(*i)).collect();
                    let moved = branch.move_to(target, &own)?;
                    Some(own.into_iter().zip(moved.scores).collect())
                }
            })
            .collect();
        (1..1usize << children.len())
            .map(|choice| {
                let chosen = moved.iter().enumerate().filter(|(c, _)| choice >> c & 1 == 1);
                let changes: Vec<(usize, f64)> = chosen.flat_map(|(_, m)| m.iter().flatten().copied()).collect();
                let change = |i: &usize| changes.iter().find(|(j, _)| j == i).map_or(self.scores[*i], |(_, x)| *x);
                set.iter().map(change).collect()
            })
            .collect()
    }

    /// Steps of the linearised problem from a first guess.
    fn descend(&self, target: f64, set: &[usize], start: &[f64], first: Vec<f64>) -> Option<Vec<f64>> {
        let mut best = self.onto(target, set, start, &first);
        let mut at = first;
        for _ in 0..100 {
            let row = self.with(set, &at);
            let f = self.tree.roots(std::slice::from_ref(&row))[0];
            let all = self.tree.slopes(&row);
            let slopes: Vec<f64> = set.iter().map(|i| all[*i]).collect();
            // g (x - at) = target - f, written as a change from the start.
            let moved: f64 = slopes.iter().zip(&at).zip(start).map(|((g, x), s)| g * (x - s)).sum();
            let Some(next) = self.least(set, start, &slopes, target - f + moved) else { break };
            // Back onto the target along the way from the start, which a monotone headline crosses once.
            let Some(exact) = self.onto(target, set, start, &next) else { break };
            let step = distance(&at, &exact);
            if best.as_ref().is_none_or(|b| distance(start, &exact) < distance(start, b) - 1e-12) {
                best = Some(exact.clone());
            }
            if step < 1e-10 {
                break;
            }
            at = exact.iter().zip(&at).map(|(x, a)| a.midpoint(*x)).collect();
        }
        best
    }

    /// The point with the target as its headline on the way from the start through another point to the end of the scale.
    fn onto(&self, target: f64, set: &[usize], start: &[f64], through: &[f64]) -> Option<Vec<f64>> {
        let at = |t: f64| -> Vec<f64> {
            let within = |(i, x): (&usize, f64)| {
                x.clamp(self.bounds[*i].0.min(self.scores[*i]), self.bounds[*i].1.max(self.scores[*i]))
            };
            set.iter().zip(start.iter().zip(through).map(|(s, x)| s + t * (x - s))).map(within).collect()
        };
        let f = |t: f64| self.tree.roots(&[self.with(set, &at(t))])[0];
        let beyond = |t: f64| (f(t) - target) * (target - self.headline) >= 0.0;
        let mut high = 1.0;
        while !beyond(high) {
            high *= 2.0;
            if high > 1e6 {
                return None;
            }
        }
        let mut low = 0.0;
        for _ in 0..200 {
            let middle = f64::midpoint(low, high);
            if middle == low || middle == high {
                break;
            }
            if beyond(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(at(high))
    }

    fn least(&self, set: &[usize], start: &[f64], slopes: &[f64], gap: f64) -> Option<Vec<f64>> {
        let end = |(i, s): (&usize, &f64)| {
            let (low, high) = self.bounds[*i];
            if gap >= 0.0 { high.max(*s) } else { low.min(*s) }
        };
        let ends: Vec<f64> = set.iter().zip(start).map(end).collect();
        least(start, slopes, &ends, gap)
    }

    fn with(&self, set: &[usize], scores: &[f64]) -> Vec<f64> {
        let mut row = self.scores.clone();
        for (i, x) in set.iter().zip(scores) {
            row[*i] = *x;
        }
        row
    }
}

/// The point nearest to `start` within the bounds at which the linear headline has moved by `gap`: start + lambda slope,
/// clamped. `ends` are the bounds on the side of the gap. None where the slopes cannot.
fn least(start: &[f64], slopes: &[f64], ends: &[f64], gap: f64) -> Option<Vec<f64>> {
    let at = |lambda: f64| {
        start.iter().zip(slopes).zip(ends).map(move |((s, g), end)| {
            let x = s + lambda * g;
            if *end >= *s { x.clamp(*s, *end) } else { x.clamp(*end, *s) }
        })
    };
    let moved = |lambda: f64| at(lambda).zip(start).zip(slopes).map(|((x, s), g)| g * (x - s)).sum::<f64>();
    // Between the places where a score reaches an end of the scale, the move is linear in lambda.
    let mut turns: Vec<f64> = start
        .iter()
        .zip(slopes)
        .zip(ends)
        .filter(|((_, g), _)| **g > 0.0)
        .map(|((s, g), end)| (end - s) / g)
        .filter(|l| l.is_finite())
        .collect();
    turns.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    let mut before = 0.0;
    for turn in turns {
        if moved(turn).abs() >= gap.abs() - 1e-12 {
            let (low, high) = (moved(before), moved(turn));
            let share = if (high - low).abs() > 0.0 { (gap - low) / (high - low) } else { 0.0 };
            return Some(at(before + share.clamp(0.0, 1.0) * (turn - before)).collect());
        }
        before = turn;
    }
    (gap.abs() <= 1e-9).then(|| start.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_change_follows_the_weights_until_the_scale_ends() {
        let moved = least(&[50.0, 50.0], &[0.8, 0.2], &[100.0; 2], 17.0).unwrap();
        // lambda = 17 / (0.64 + 0.04) = 25.
        assert!((moved[0] - 70.0).abs() < 1e-9 && (moved[1] - 55.0).abs() < 1e-9, "{moved:?}");
        let clamped = least(&[90.0, 50.0], &[0.8, 0.2], &[100.0; 2], 16.0).unwrap();
        assert!((clamped[0] - 100.0).abs() < 1e-9 && (clamped[1] - 90.0).abs() < 1e-9, "{clamped:?}");
        let down = least(&[50.0, 50.0], &[0.5, 0.5], &[0.0; 2], -10.0).unwrap();
        assert!((down[0] - 40.0).abs() < 1e-9);
        assert_eq!(least(&[90.0, 90.0], &[0.5, 0.5], &[100.0; 2], 20.0), None);
    }
}
