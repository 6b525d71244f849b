//! What a comparison says, in plain sentences made from the numbers.

use super::{points, score, share};
use crate::score::{Comparison, Difference, Points, Scorecard};

/// Two to four sentences: who scores higher, by how much, on all data and like for like, what drives the
/// difference, and what is so by construction. The reading that can be trusted more comes first.
pub fn verdict(comparison: &Comparison) -> Vec<String> {
    let like = &comparison.like_for_like;
    let all = reading("On all data", &comparison.scorecards);
    let common = like.indicators.len();
    let lead = if common == 1 { "On the one indicator".to_owned() } else { format!("On the {common} indicators") };
    let which = if comparison.scorecards.len() == 2 { "both have" } else { "all have" };
    let like_for_like = if like.weight_left > 0.0 {
        reading(&format!("{lead} that {which} ({} of the model's weight)", share(like.weight_left)), &like.scorecards)
    } else {
        "They have no indicator in common: nothing can be compared like for like.".to_owned()
    };
    let mut sentences = if comparison.orders_agree {
        vec![all, like_for_like]
    } else {
        vec![
            format!(
                "Like for like the order is another than on all data, and like for like is the fair one. {like_for_like}"
            ),
            all,
        ]
    };
    sentences.extend(incomparable(&comparison.scorecards));
    sentences.extend(
        comparison.differences.iter().max_by(|a, b| size(a).total_cmp(&size(b))).and_then(|d| drivers(d, comparison)),
    );
    sentences.extend(comparison.scorecards.iter().filter_map(by_construction));
    sentences
}

/// Who scores what, highest first, and the gap.
fn reading(lead: &str, cards: &[Scorecard]) -> String {
    let mut scored: Vec<(&Scorecard, f64)> = cards.iter().filter_map(|c| Some((c, c.score?))).collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    let names: Vec<String> = scored.iter().map(|(c, x)| format!("{} {}", c.scenario, score(*x))).collect();
    let without: Vec<&str> = cards.iter().filter(|c| c.score.is_none()).map(|c| c.scenario.as_str()).collect();
    let missing = if without.is_empty() { String::new() } else { format!(" ({} without a score)", without.join(", ")) };
    match scored.as_slice() {
        [] => format!("{lead} none of them has a score."),
        [(card, x)] => format!("{lead} only {} has a score: {}{missing}.", card.scenario, score(*x)),
        [(a, x), (b, y)] if score(*x) == score(*y) => {
            format!("{lead} {} and {} both score {}{missing}.", a.scenario, b.scenario, score(*x))
        }
        [(a, x), (b, y)] => format!(
            "{lead} {} scores {} and {} scores {}: {} points higher{missing}.",
            a.scenario,
            score(*x),
            b.scenario,
            score(*y),
            score(printed(*x) - printed(*y))
        ),
        _ => format!("{lead}, from high to low: {}{missing}.", names.join(", ")),
    }
}

/// A score as it is printed, so that a gap is that of the two numbers beside it.
fn printed(x: f64) -> f64 {
    (10.0 * x).round() / 10.0
}

/// Headlines that rest on different dimensions are numbers beside each other, not a comparison.
fn incomparable(cards: &[Scorecard]) -> Option<String> {
    let counts: Vec<[usize; 2]> = cards.iter().map(|c| c.dimensions_scored).collect();
    if counts.windows(2).all(|w| w[0] == w[1]) {
        return None;
    }
    let each: Vec<String> = cards
        .iter()
        .map(|c| format!("{} on {} of {}", c.scenario, c.dimensions_scored[0], c.dimensions_scored[1]))
        .collect();
    Some(format!(
        "On all data they rest on different numbers of dimensions ({}) and are not comparable.",
        each.join(", ")
    ))
}

fn size(difference: &Difference) -> f64 {
    difference.indicators.iter().map(|p| p.points.abs()).sum()
}

/// The dimensions right under the root and the indicators that make most of a difference.
fn drivers(difference: &Difference, comparison: &Comparison) -> Option<String> {
    let card = comparison.scorecards.first()?;
    let root = card.dimensions.iter().find(|d| d.parent.is_none() && !d.overlay)?;
    let title = |id: &str| {
        let dimension = card.dimensions.iter().find(|d| d.id == id).map(|d| d.title.as_str());
        dimension
            .or_else(|| card.indicators.iter().find(|i| i.id == id).map(|i| i.title.as_str()))
            .unwrap_or(id)
            .to_owned()
    };
    let child = |p: &&Points| card.dimensions.iter().any(|d| d.id == p.id && d.parent.as_ref() == Some(&root.id));
    let named = |items: Vec<&Points>| {
        let texts: Vec<String> = items.iter().map(|p| format!("{} ({})", title(&p.id), points(p.points))).collect();
        texts.join(", ")
    };
    let dimensions = largest(difference.dimensions.iter().filter(child).collect(), 4);
    let indicators = largest(difference.indicators.iter().collect(), 3);
    if indicators.is_empty() {
        return None;
    }
    let pair = format!("{} less {}", difference.a, difference.b);
    let coverage = difference
        .coverage
        .filter(|c| score(c.abs()) != "0.0")
        .map(|c| {
            format!(
                " Of the difference on all data, {} points are coverage, not data: figures that only one of them has.",
                points(c)
            )
        })
        .unwrap_or_default();
    let by_dimension =
        if dimensions.is_empty() { String::new() } else { format!(" by dimension {};", named(dimensions)) };
    Some(format!(
        "What makes the difference ({pair}, in points):{by_dimension} by indicator most of all {}.{coverage}",
        named(indicators)
    ))
}

fn largest(mut items: Vec<&Points>, most: usize) -> Vec<&Points> {
    items.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    items.truncate(most);
    items
}

fn by_construction(card: &Scorecard) -> Option<String> {
    (card.by_construction >= 0.05).then(|| {
        format!(
            "{} of the weight of {} lies on indicators whose worst end on record its own era set: a score near 100 there is so by construction.",
            share(card.by_construction),
            card.scenario
        )
    })
}
