//! What a comparison says, in plain sentences made from the numbers.

use super::{gap, points, score, share};
use crate::locale::Locale;
use froth_core::score::{Comparison, Difference, Points, Scorecard};

/// Two to four sentences: who scores higher, by how much, on all data and like for like, what drives the
/// difference, and what is so by construction. The reading that can be trusted more comes first.
pub fn verdict(comparison: &Comparison, locale: &Locale) -> Vec<String> {
    if let [card] = comparison.scorecards.as_slice() {
        return alone(card, locale);
    }
    let words = locale.words();
    let like = &comparison.like_for_like;
    let all = reading(words.all_data(), &comparison.scorecards, locale);
    let common = like.counted.len();
    let lead = words.common(common);
    let like_for_like = if like.weight_left > 0.0 {
        let weight = share(like.weight_left);
        let both = comparison.scorecards.len() == 2;
        let lead = if both { words.both_have(lead, weight) } else { words.all_have(lead, weight) };
        reading(&lead, &like.scorecards, locale)
    } else {
        words.nothing_common().to_owned()
    };
    let mut sentences =
        if comparison.orders_agree { vec![all, like_for_like] } else { vec![words.orders_differ(like_for_like), all] };
    sentences.extend(incomparable(&comparison.scorecards, locale));
    sentences.extend(
        comparison
            .differences
            .iter()
            .max_by(|a, b| size(a).total_cmp(&size(b)))
            .and_then(|d| drivers(d, comparison, locale)),
    );
    sentences.extend(comparison.scorecards.iter().filter_map(|card| by_construction(card, locale)));
    sentences
}

/// What there is to say about one scenario.
fn alone(card: &Scorecard, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let name = locale.scenario(&card.scenario);
    let mut sentences = vec![match (card.score, &card.band) {
        (Some(x), Some(band)) => words.alone(name, score(x), locale.band(band), locale.low(), locale.high()),
        _ => words.alone_none(name, locale.reason(card.reason.as_ref())),
    }];
    let [low, high] = card.bounds.map(score);
    if card.coverage < 1.0 - froth_core::model::TIE {
        sentences.push(words.alone_open(share(1.0 - card.coverage), &low, &high));
    }
    let mut indicators: Vec<_> = card
        .indicators
        .iter()
        .filter(|i| !i.overlay)
        .filter_map(|i| Some((locale.indicator(&i.id), i.contribution.filter(|p| *p > 0.0)?)))
        .collect();
    indicators.sort_by(|a, b| b.1.total_cmp(&a.1));
    indicators.truncate(3);
    if !indicators.is_empty() {
        let named: Vec<String> = indicators.iter().map(|(title, p)| format!("{title} ({})", score(*p))).collect();
        sentences.push(words.alone_drivers(locale.listed(&named)));
    }
    sentences.extend(by_construction(card, locale));
    sentences
}

/// Who scores what, highest first, and the gap.
fn reading(lead: &str, cards: &[Scorecard], locale: &Locale) -> String {
    let words = locale.words();
    let mut scored: Vec<(&str, f64)> =
        cards.iter().filter_map(|c| Some((locale.scenario(&c.scenario), c.score?))).collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    let names: Vec<String> = scored.iter().map(|(name, x)| format!("{name} {}", score(*x))).collect();
    let without: Vec<&str> = cards.iter().filter(|c| c.score.is_none()).map(|c| locale.scenario(&c.scenario)).collect();
    let missing = if without.is_empty() { String::new() } else { words.without_score(locale.listed(&without)) };
    match scored.as_slice() {
        [] => words.none_scores(lead),
        [(name, x)] => words.one_scores(lead, name, score(*x), &missing),
        [(a, x), (b, y)] if score(*x) == score(*y) => words.both_score(lead, a, b, score(*x), &missing),
        [(a, x), (b, y)] => words.two_score(lead, a, score(*x), b, score(*y), score(gap(*x, *y)), &missing),
        _ => words.many_score(lead, locale.listed(&names), &missing),
    }
}

/// Headlines that rest on different dimensions are numbers beside each other, not a comparison.
pub(super) fn incomparable(cards: &[Scorecard], locale: &Locale) -> Option<String> {
    let counts: Vec<[usize; 2]> = cards.iter().map(|c| c.dimensions_scored).collect();
    if counts.windows(2).all(|w| w[0] == w[1]) {
        return None;
    }
    let words = locale.words();
    let each = |c: &Scorecard| {
        let [scored, all] = c.dimensions_scored;
        words.on_of(locale.scenario(&c.scenario), scored, all)
    };
    Some(words.incomparable(locale.listed(&cards.iter().map(each).collect::<Vec<_>>())))
}

fn size(difference: &Difference) -> f64 {
    difference.indicators.iter().map(|p| p.points.abs()).sum()
}

/// The dimensions right under the root and the indicators that make most of a difference.
fn drivers(difference: &Difference, comparison: &Comparison, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let card = comparison.scorecards.first()?;
    let child = |p: &&Points| card.tops().any(|d| d.id == p.id);
    let named = |items: Vec<&Points>| {
        let texts: Vec<String> =
            items.iter().map(|p| format!("{} ({})", locale.title(&p.id), points(p.points))).collect();
        locale.listed(&texts)
    };
    let dimensions = largest(difference.dimensions.iter().filter(child).collect(), 4);
    let indicators = largest(difference.indicators.iter().collect(), 3);
    if indicators.is_empty() {
        return None;
    }
    let coverage = difference
        .coverage
        .filter(|c| score(c.abs()) != "0.0")
        .map(|c| words.coverage_part(points(c)))
        .unwrap_or_default();
    let by_dimension = if dimensions.is_empty() { String::new() } else { words.by_dimension(named(dimensions)) };
    let (a, b) = (locale.scenario(&difference.a), locale.scenario(&difference.b));
    Some(words.drivers(a, b, &by_dimension, named(indicators), &coverage))
}

fn largest(mut items: Vec<&Points>, most: usize) -> Vec<&Points> {
    items.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    items.truncate(most);
    items
}

pub(super) fn by_construction(card: &Scorecard, locale: &Locale) -> Option<String> {
    (card.by_construction >= 0.05)
        .then(|| locale.words().by_construction(share(card.by_construction), locale.scenario(&card.scenario)))
}
