//! The smallest change of several scores that brings the headline to a target.
//!
//! In an arithmetic tree the headline is w s, and the change d of least Euclidean length with w d = gap within the scale is
//! d = clamp(lambda w): exact. Elsewhere the headline is made linear where the last step ended, and solved again, until
//! nothing moves: the best found, which may be a local best only.

use crate::score::Tree;

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

/// The headline as a function of indicator scores.
#[derive(Debug)]
pub(super) struct Landscape<'t> {
    tree: &'t Tree,
    /// The present scores, NaN for none.
    scores: Vec<f64>,
    headline: f64,
    /// Slopes at the present scores; in an arithmetic tree, the slopes everywhere.
    slopes: Vec<f64>,
    arithmetic: bool,
}

impl<'t> Landscape<'t> {
    pub(super) fn new(tree: &'t Tree, scores: Vec<f64>) -> Self {
        let slopes = tree.slopes(&scores);
        let headline = tree.roots(std::slice::from_ref(&scores))[0];
        Landscape { arithmetic: tree.is_arithmetic(), tree, scores, headline, slopes }
    }

    /// What the headline gains with these indicators at the end of the scale that leads towards the target.
    pub(super) fn reaches(&self, sets: &[Vec<usize>], target: f64) -> Vec<f64> {
        let end = if target > self.headline { 100.0 } else { 0.0 };
        if self.arithmetic {
            let gain = |i: &usize| self.slopes[*i] * (end - self.scores[*i]);
            return sets.iter().map(|set| set.iter().map(gain).sum()).collect();
        }
        let rows: Vec<Vec<f64>> = sets
            .iter()
            .map(|set| {
                let mut row = self.scores.clone();
                for i in set {
                    row[*i] = end;
                }
                row
            })
            .collect();
        self.tree.roots(&rows).into_iter().map(|root| root - self.headline).collect()
    }

    /// Whether a move of the headline takes it to the target.
    pub(super) fn is_enough(&self, reach: f64, target: f64) -> bool {
        let gap = target - self.headline;
        reach.abs() >= gap.abs() - 1e-9 && reach * gap >= 0.0
    }

    /// Whether an indicator has a score and a part in the headline.
    pub(super) fn counts(&self, indicator: usize) -> bool {
        !self.scores[indicator].is_nan() && self.tree.reaches_root(indicator)
    }

    pub(super) fn is_arithmetic(&self) -> bool {
        self.arithmetic
    }

    /// The smallest change of these indicators' scores that brings the headline to the target; none where they cannot.
    pub(super) fn move_to(&self, target: f64, set: &[usize]) -> Option<Moved> {
        let reach = self.reaches(&[set.to_vec()], target)[0];
        let gap = target - self.headline;
        if !self.is_enough(reach, target) {
            return None;
        }
        let start: Vec<f64> = set.iter().map(|i| self.scores[*i]).collect();
        if self.arithmetic {
            let slopes: Vec<f64> = set.iter().map(|i| self.slopes[*i]).collect();
            let scores = least(&start, &slopes, gap)?;
            return Some(Moved { distance: distance(&start, &scores), local: false, scores });
        }
        let end = if gap > 0.0 { 100.0 } else { 0.0 };
        let corner = vec![end; set.len()];
        let along: Vec<f64> = start.iter().map(|s| s + 0.5 * (end - s)).collect();
        let tries = [start.clone(), along, corner].into_iter();
        tries
            .filter_map(|first| self.descend(target, set, &start, first))
            .map(|scores| Moved { distance: distance(&start, &scores), local: true, scores })
            .min_by(|a, b| a.distance.total_cmp(&b.distance))
    }

    /// Steps of the linearised problem from a first guess.
    fn descend(&self, target: f64, set: &[usize], start: &[f64], first: Vec<f64>) -> Option<Vec<f64>> {
        let mut at = first;
        let mut best: Option<Vec<f64>> = None;
        for _ in 0..100 {
            let row = self.with(set, &at);
            let f = self.tree.roots(std::slice::from_ref(&row))[0];
            let all = self.tree.slopes(&row);
            let slopes: Vec<f64> = set.iter().map(|i| all[*i]).collect();
            // g (x - at) = target - f, written as a change from the start.
            let moved: f64 = slopes.iter().zip(&at).zip(start).map(|((g, x), s)| g * (x - s)).sum();
            let Some(next) = least(start, &slopes, target - f + moved) else { break };
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
        best.or_else(|| {
            let end = if target > self.headline { 100.0 } else { 0.0 };
            self.onto(target, set, start, &vec![end; set.len()])
        })
    }

    /// The point with the target as its headline on the way from the start through another point to the end of the scale.
    fn onto(&self, target: f64, set: &[usize], start: &[f64], through: &[f64]) -> Option<Vec<f64>> {
        let at = |t: f64| -> Vec<f64> {
            start.iter().zip(through).map(|(s, x)| (s + t * (x - s)).clamp(0.0, 100.0)).collect()
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

    fn with(&self, set: &[usize], scores: &[f64]) -> Vec<f64> {
        let mut row = self.scores.clone();
        set.iter().zip(scores).for_each(|(i, x)| row[*i] = *x);
        row
    }
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// The point nearest to `start` within the scale at which the linear headline has moved by `gap`: start + lambda slope,
/// clamped. None where the slopes cannot.
fn least(start: &[f64], slopes: &[f64], gap: f64) -> Option<Vec<f64>> {
    let at = |lambda: f64| start.iter().zip(slopes).map(move |(s, g)| (s + lambda * g).clamp(0.0, 100.0));
    let moved = |lambda: f64| at(lambda).zip(start).zip(slopes).map(|((x, s), g)| g * (x - s)).sum::<f64>();
    // Between the places where a score reaches an end of the scale, the move is linear in lambda.
    let towards = if gap >= 0.0 { 100.0 } else { 0.0 };
    let mut turns: Vec<f64> = start
        .iter()
        .zip(slopes)
        .filter(|(_, g)| **g > 0.0)
        .map(|(s, g)| (towards - s) / g)
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
        let moved = least(&[50.0, 50.0], &[0.8, 0.2], 17.0).unwrap();
        // lambda = 17 / (0.64 + 0.04) = 25.
        assert!((moved[0] - 70.0).abs() < 1e-9 && (moved[1] - 55.0).abs() < 1e-9, "{moved:?}");
        let clamped = least(&[90.0, 50.0], &[0.8, 0.2], 16.0).unwrap();
        assert!((clamped[0] - 100.0).abs() < 1e-9 && (clamped[1] - 90.0).abs() < 1e-9, "{clamped:?}");
        let down = least(&[50.0, 50.0], &[0.5, 0.5], -10.0).unwrap();
        assert!((down[0] - 40.0).abs() < 1e-9);
        assert_eq!(least(&[90.0, 90.0], &[0.5, 0.5], 20.0), None);
    }
}
