//! What would end an alert: the nearest change of one figure of its condition, the others as they are.

use crate::expr::{Binary, Expr, Node, Unary, truth};
use serde::Serialize;

/// How far one figure of a condition has to move for the condition to fail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ending {
    /// The figure, as the condition names it.
    pub name: String,
    /// What it is.
    pub now: f64,
    /// Whether it has to rise or to fall.
    pub direction: Direction,
    /// How far.
    pub to: f64,
    /// Whether the condition fails only beyond that number, and not at it.
    pub beyond: bool,
}

/// Where a figure moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Up.
    Rise,
    /// Down.
    Fall,
}

/// The figures of a condition that holds of which one alone can end it, in the order of the condition; each with the nearest place
/// where it does. A figure counts only where all that the condition asks of it is on which side of plain numbers it lies: then
/// nothing changes between these numbers, and the nearest place is exact.
pub(super) fn endings(condition: &Expr, lookup: &impl Fn(&str) -> Option<f64>) -> Vec<Ending> {
    let mut names: Vec<&str> = Vec::new();
    condition.names(&mut |name, _| {
        if !names.contains(&name) {
            names.push(name);
        }
    });
    names.into_iter().filter_map(|name| ending(condition, name, lookup)).collect()
}

fn ending(condition: &Expr, name: &str, lookup: &impl Fn(&str) -> Option<f64>) -> Option<Ending> {
    let now = lookup(name)?;
    let mut numbers: Vec<f64> = Vec::new();
    if !compared(condition, name, &mut numbers) {
        return None;
    }
    numbers.sort_by(|a, b| (a - now).abs().total_cmp(&(b - now).abs()));
    let is_score = !name.contains('.');
    let fails = |x: f64| {
        let possible = x.is_finite() && (!is_score || (0.0..=100.0).contains(&x));
        possible && truth(condition, &|other| if other == name { Some(x) } else { lookup(other) }) == Some(false)
    };
    let step = |direction: Direction, x: f64| match direction {
        Direction::Rise => x.next_up(),
        Direction::Fall => x.next_down(),
    };
    numbers.into_iter().find_map(|to| {
        let directions: &[Direction] = match to.total_cmp(&now) {
            std::cmp::Ordering::Greater => &[Direction::Rise],
            std::cmp::Ordering::Less => &[Direction::Fall],
            std::cmp::Ordering::Equal => &[Direction::Fall, Direction::Rise],
        };
        let beyond = |direction: &Direction| {
            let beyond = !fails(to);
            (!beyond || fails(step(*direction, to))).then_some((*direction, beyond))
        };
        let (direction, beyond) = directions.iter().find_map(beyond)?;
        Some(Ending { name: name.to_owned(), now, direction, to, beyond })
    })
}

/// Collects the numbers that a name is compared with; false where it is used in any other way.
fn compared(expr: &Expr, name: &str, numbers: &mut Vec<f64>) -> bool {
    let named = |e: &Expr| {
        let mut found = false;
        e.names(&mut |other, _| found |= other == name);
        found
    };
    if !named(expr) {
        return true;
    }
    match &expr.node {
        Node::Unary(Unary::Not, inner) => compared(inner, name, numbers),
        Node::Binary(Binary::And | Binary::Or, a, b) => compared(a, name, numbers) && compared(b, name, numbers),
        Node::Binary(
            Binary::Equal
            | Binary::NotEqual
            | Binary::Less
            | Binary::LessOrEqual
            | Binary::Greater
            | Binary::GreaterOrEqual,
            a,
            b,
        ) => {
            let (side, other) = if named(a) { (a, b) } else { (b, a) };
            match (&side.node, number(other)) {
                (Node::Name(_), Some(x)) => {
                    numbers.push(x);
                    true
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// A number as it is written, with its sign.
fn number(expr: &Expr) -> Option<f64> {
    match &expr.node {
        Node::Number(x) => Some(*x),
        Node::Unary(Unary::Negate, inner) => number(inner).map(|x| -x),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Direction::{Fall, Rise};
    use super::*;
    use crate::expr::{Names, Type, parse};
    use proptest::prelude::*;

    fn of(text: &str, facts: &[(&str, f64)]) -> Vec<(String, Direction, f64, bool)> {
        let condition = parse(text, Type::Truth, Names::Alert).unwrap();
        let lookup = |name: &str| facts.iter().find(|(n, _)| *n == name).map(|(_, x)| *x);
        let found = endings(&condition, &lookup);
        found.into_iter().map(|e| (e.name, e.direction, e.to, e.beyond)).collect()
    }

    #[test]
    fn each_figure_that_can_end_it_alone_is_said_with_the_nearest_place() {
        let ends = |name: &str, direction, to, beyond| (name.to_owned(), direction, to, beyond);
        let both = [("change.a", 12.0), ("b", 70.0)];
        assert_eq!(
            of("change.a > 10 and b >= 60", &both),
            [ends("change.a", Fall, 10.0, false), ends("b", Fall, 60.0, true)]
        );
        // Either alone keeps it, so neither alone ends it; of one that does not hold, only the other does.
        assert_eq!(of("change.a > 10 or b >= 60", &both), []);
        assert_eq!(of("change.a > 20 or b >= 60", &both), [ends("b", Fall, 60.0, true)]);
        // The nearer of two ends; below -1 by a negative number.
        let value = [("value.x", 3.0)];
        assert_eq!(of("value.x > -1 and not value.x > 5", &value), [ends("value.x", Rise, 5.0, true)]);
        assert_eq!(of("-1 < value.x", &value), [ends("value.x", Fall, -1.0, false)]);
        // A number passed on the way at which it still holds.
        assert_eq!(of("value.x > 2 or value.x > 1", &value), [ends("value.x", Fall, 1.0, false)]);
        assert_eq!(of("value.x = 3", &value), [ends("value.x", Fall, 3.0, true)]);
    }

    #[test]
    fn what_cannot_be_said_exactly_or_cannot_be_is_not_said() {
        let facts = [("a", 70.0), ("b", 60.0)];
        // Scores stay on their scale; arithmetic, and figures held against each other, have no plain place.
        for text in ["a > -5", "a >= 0", "a > b", "a + 1 > 10", "2 * a > 10", "a is not null"] {
            assert_eq!(of(text, &facts), [], "{text}");
        }
    }

    proptest! {
        /// At the place, or just beyond it, the condition fails; on the way there it holds.
        #[test]
        fn it_fails_there_and_holds_on_the_way(x in -9i32..9, low in -9i32..9, high in -9i32..9, or in any::<bool>(), share in 0.0..1.0f64) {
            let text = if or {
                format!("value.x > {high} or value.x < {low}")
            } else {
                format!("value.x >= {low} and value.x <= {high}")
            };
            let condition = parse(&text, Type::Truth, Names::Alert).unwrap();
            let holds = |x: f64| truth(&condition, &|_| Some(x)) == Some(true);
            let x = f64::from(x);
            prop_assume!(holds(x));
            for end in endings(&condition, &|_| Some(x)) {
                let step = if end.direction == Rise { end.to.next_up() } else { end.to.next_down() };
                let there = if end.beyond { step } else { end.to };
                prop_assert!(!holds(there));
                prop_assert!(holds(x + share * 0.999 * (end.to - x)));
            }
        }
    }
}
