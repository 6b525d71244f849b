//! The nearest raw value at which something is reached.

use crate::model::Rule;

/// Where something is reached, and whether it is passed over in a jump there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reached {
    pub(super) x: f64,
    pub(super) jumps: bool,
}

/// Points looked at between two knots of the rule, where other formulas may bend what is measured.
const BETWEEN: usize = 8;

/// A measure that comes this close to its target has met it.
const MET: f64 = 1e-9;

/// The x nearest to `from` at which `measure` is `target`, or, where it jumps across, the nearest beyond the jump. `measure`
/// gives a value for each x, NaN where there is none; between the knots of the rule it moves one way.
pub(super) fn nearest(rule: &Rule, from: f64, target: f64, measure: &dyn Fn(&[f64]) -> Vec<f64>) -> Option<Reached> {
    let now = measure(&[from])[0];
    if (now - target).abs() <= MET {
        return Some(Reached { x: from, jumps: false });
    }
    let mut knots = rule.knots();
    let (Some(first), Some(last)) = (knots.first().copied(), knots.last().copied()) else { return None };
    // A step beyond the ends: rules that jump at their last knot, and the first one's other side.
    let width = (last - first).max(first.abs().max(last.abs()) * 1e-3).clamp(1e-9, f64::MAX);
    knots.push((last + width).min(f64::MAX));
    knots.insert(0, if matches!(rule, Rule::Log { .. }) { first / 2.0 } else { (first - width).max(f64::MIN) });
    let above = knots.iter().copied().filter(|k| *k > from).collect();
    let below = knots.iter().rev().copied().filter(|k| *k < from).collect();
    let ways: [Vec<f64>; 2] = [above, below];
    // Exactly, where that can be: an end of the scale is then met at the end of the rule.
    let found = [0.0, MET].into_iter().map(|slack| {
        let met = |y: f64| (now < target && y >= target - slack) || (now > target && y <= target + slack);
        [0, 1].map(|w| outwards(from, &ways[w], &met, measure))
    });
    let x = found
        .into_iter()
        .find(|f| f.iter().any(Option::is_some))?
        .into_iter()
        .flatten()
        .min_by(|a, b| (a - from).abs().total_cmp(&(b - from).abs()))?;
    // Bisection ends beside the end of a rule; what is meant is the end.
    let there = |y: f64| (now < target && y >= target - MET) || (now > target && y <= target + MET);
    let near = |k: &&f64| (**k - x).abs() <= 1e-9 * width && there(measure(&[**k])[0]);
    let x = knots.iter().find(near).copied().unwrap_or(x);
    let jumps = (measure(&[x])[0] - target).abs() > 1e-7;
    Some(Reached { x, jumps })
}

/// The first x on the way from one knot to the next that meets the target, to the last bit.
fn outwards(from: f64, way: &[f64], met: &dyn Fn(f64) -> bool, measure: &dyn Fn(&[f64]) -> Vec<f64>) -> Option<f64> {
    let mut places = Vec::with_capacity(way.len() * BETWEEN);
    let mut start = from;
    for knot in way {
        let way = knot - start;
        places.extend((1..=BETWEEN).map(|k| match k as f64 / BETWEEN as f64 {
            share if (way * BETWEEN as f64).is_infinite() => (1.0 - share) * start + share * knot,
            _ => start + way * k as f64 / BETWEEN as f64,
        }));
        start = *knot;
    }
    let measured = measure(&places);
    let place = measured.iter().position(|y| met(*y))?;
    let mut near = if place == 0 { from } else { places[place - 1] };
    let mut far = places[place];
    loop {
        let middle = near.midpoint(far);
        if middle == near || middle == far {
            return Some(far);
        }
        if met(measure(&[middle])[0]) {
            far = middle;
        } else {
            near = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rule: &Rule, from: f64, target: f64) -> Option<Reached> {
        nearest(rule, from, target, &|xs| xs.iter().map(|x| rule.score(*x)).collect())
    }

    #[test]
    fn ends_that_are_very_far_apart_are_searched_between() {
        let rule = Rule::Piecewise(vec![(-1e308, 0.0), (1e308, 100.0)]);
        for (from, target, x) in
            [(0.0, 75.0, 5e307), (0.0, 10.0, -8e307), (1.5e308, 50.0, 0.0), (-1.7e308, 100.0, 1e308)]
        {
            let found = of(&rule, from, target).unwrap();
            assert!((found.x - x).abs() < 1e300 && !found.jumps, "{from} {target}: {found:?}");
        }
    }

    #[test]
    fn continuous_rules_are_met_exactly_on_the_nearer_side() {
        let linear = Rule::Linear { from: 20.0, to: 40.0 };
        let found = of(&linear, 25.0, 80.0).unwrap();
        assert!((found.x - 36.0).abs() < 1e-7 && !found.jumps);
        assert!((of(&linear, 50.0, 100.0).unwrap().x - 50.0).abs() < 1e-12, "it is there already");
        let falling = Rule::Log { from: 100.0, to: 1.0 };
        assert!((of(&falling, 100.0, 50.0).unwrap().x - 10.0).abs() < 1e-6);
        let valley = Rule::Piecewise(vec![(0.0, 100.0), (10.0, 0.0), (40.0, 100.0)]);
        assert!((of(&valley, 12.0, 50.0).unwrap().x - 5.0).abs() < 1e-6, "7 away, not 13");
        let logistic = Rule::Logistic { midpoint: 5.0, scale: -2.0 };
        assert!((of(&logistic, 9.0, 50.0).unwrap().x - 5.0).abs() < 1e-6);
    }

    #[test]
    fn jumps_are_marked_and_what_cannot_be_met_is_none() {
        let step = Rule::Step { edges: vec![10.0, 20.0], scores: vec![0.0, 40.0, 90.0] };
        assert_eq!(of(&step, 5.0, 60.0), Some(Reached { x: 20.0, jumps: true }));
        assert_eq!(of(&step, 5.0, 40.0), Some(Reached { x: 10.0, jumps: false }));
        let down = of(&step, 25.0, 10.0).unwrap();
        assert!(down.x < 10.0 && down.x > 9.999_999 && down.jumps);
        assert_eq!(of(&step, 5.0, 95.0), None);
        let percentile =
            Rule::Percentile { reference: crate::model::Reference::Given(vec![1.0, 2.0, 3.0, 4.0]), inverse: false };
        let found = of(&percentile, 1.5, 80.0).unwrap();
        assert!(found.jumps && (found.x - 4.0).abs() < 1e-6, "{found:?}");
    }
}
