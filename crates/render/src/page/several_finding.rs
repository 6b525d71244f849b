//! The finding on three scenarios and more that are not one era's.

use super::comparison::interval;
use super::path_finding::stands;
use super::{gap, score, share, verdict};
use crate::locale::Locale;
use froth_core::model::TIE;
use froth_core::score::{Comparison, Scorecard};

/// Who scores what, the same like for like, how eras with several dates moved, the dimensions that lie closest together and
/// farthest apart, how much is unknown, and what is so by construction.
pub(super) fn several(of: &Comparison, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut sentences: Vec<String> = verdict::incomparable(&of.scorecards, locale).into_iter().collect();
    let without: Vec<&str> =
        of.scorecards.iter().filter(|c| c.score.is_none()).map(|c| locale.scenario(&c.scenario)).collect();
    let missing = if without.is_empty() { String::new() } else { words.without_score(locale.listed(&without)) };
    sentences.push(words.several_scores(listed(&of.scorecards, locale), missing));
    let like = &of.like_for_like;
    let weight = share(like.weight_left);
    let scores = listed(&like.scorecards, locale);
    sentences.push(match (scores.is_empty(), of.orders_agree) {
        (true, _) => words.nothing_common().to_owned(),
        (false, true) => words.several_like(like.counted.len(), weight, scores),
        (false, false) => words.several_turned(like.counted.len(), weight, scores),
    });
    sentences.extend(eras(&of.scorecards, locale));
    sentences.extend(dimensions(of, locale));
    let unknown: Vec<String> = of
        .scorecards
        .iter()
        .filter(|c| c.coverage < 1.0 - TIE)
        .map(|c| words.several_unknown_of(locale.scenario(&c.scenario), share(1.0 - c.coverage)))
        .collect();
    if !unknown.is_empty() {
        sentences.push(words.several_unknown(locale.listed(&unknown)));
    }
    sentences.extend(of.scorecards.iter().filter_map(|card| verdict::by_construction(card, locale)));
    sentences.push(words.a_distance(locale.low(), locale.high()));
    sentences
}

/// Names with scores, the highest first, each with its interval where it was drawn.
fn listed(cards: &[Scorecard], locale: &Locale) -> String {
    let words = locale.words();
    let mut scored: Vec<(&Scorecard, f64)> = cards.iter().filter_map(|c| Some((c, c.score?))).collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    let each = scored.into_iter().map(|(card, x)| {
        let name = locale.scenario(&card.scenario);
        match interval(card, locale) {
            Some(drawn) => words.several_drawn(name, score(x), drawn),
            None => words.several_scored(name, score(x)),
        }
    });
    locale.listed(&each.collect::<Vec<_>>())
}

/// Of each era with several dates, how far it went from the first to the last.
fn eras(cards: &[Scorecard], locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut said: Vec<&str> = Vec::new();
    let mut sentences = Vec::new();
    for era in cards.iter().filter_map(|c| c.era.as_deref()) {
        if said.contains(&era) {
            continue;
        }
        said.push(era);
        let mut dates: Vec<(&Scorecard, f64)> =
            cards.iter().filter(|c| c.era.as_deref() == Some(era)).filter_map(|c| Some((c, c.score?))).collect();
        dates.sort_by_key(|(c, _)| c.as_of);
        let [(first, x), .., (last, y)] = dates.as_slice() else { continue };
        let (latest, earliest) = (locale.scenario(&last.scenario), locale.scenario(&first.scenario));
        sentences.push(if score(gap(*y, *x).abs()) == "0.0" {
            words.several_era_level(latest, earliest)
        } else {
            words.several_era(latest, stands(*y, *x, locale), earliest)
        });
    }
    sentences
}

/// The dimensions, like for like, over which the scenarios spread least and most.
fn dimensions(of: &Comparison, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let cards = &of.like_for_like.scorecards;
    let spread = |id: &str| -> Option<(f64, f64)> {
        let scores: Vec<f64> = cards.iter().map(|c| c.dimension(id)?.score).collect::<Option<_>>()?;
        Some((scores.iter().copied().fold(f64::INFINITY, f64::min), scores.iter().copied().fold(0.0, f64::max)))
    };
    let tops = cards.first()?.tops().filter(|d| d.weight > 0.0);
    let mut spreads: Vec<(&str, (f64, f64))> = tops.filter_map(|d| Some((d.id.as_str(), spread(&d.id)?))).collect();
    spreads.sort_by(|a, b| gap(a.1.1, a.1.0).total_cmp(&gap(b.1.1, b.1.0)));
    let told = |(id, (low, high)): &(&str, (f64, f64))| {
        words.several_dimension(locale.dimension(id), score(*low), score(*high))
    };
    match spreads.as_slice() {
        [closest, .., farthest] => Some(words.several_dimensions(told(closest), told(farthest))),
        _ => None,
    }
}
