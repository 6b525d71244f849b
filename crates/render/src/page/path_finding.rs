//! The finding on several dates of one era: they are a path, not rivals.

use super::comparison::interval;
use super::{gap, points, score, share, verdict};
use crate::locale::Locale;
use froth_core::score::{Comparison, Scorecard};

/// Scenarios of one era, the earliest first; none where there is one alone, another era, or two of one day.
pub(super) fn one_era(of: &Comparison) -> Option<Vec<&Scorecard>> {
    let era = of.scorecards.first()?.era.as_ref()?;
    if of.scorecards.len() < 2 || of.scorecards.iter().any(|c| c.era.as_ref() != Some(era)) {
        return None;
    }
    let mut dates: Vec<&Scorecard> = of.scorecards.iter().collect();
    dates.sort_by_key(|c| c.as_of);
    dates.windows(2).all(|w| w[0].as_of < w[1].as_of).then_some(dates)
}

/// The path in a line.
pub(super) fn title_along(dates: &[&Scorecard], locale: &Locale) -> String {
    let words = locale.words();
    let names = || dates.iter().map(|c| locale.scenario(&c.scenario)).collect::<Vec<_>>();
    let ([first, .., last], true) = (dates, dates.len() > 1) else { return locale.listed(&names()) };
    let Some((x, y)) = first.score.zip(last.score) else { return locale.listed(&names()) };
    let (latest, since) = (locale.scenario(&last.scenario), locale.month(first.as_of));
    match (gap(y, x), score(gap(y, x).abs())) {
        (_, none) if none == "0.0" => words.lead_still(latest, score(y), since),
        (less, points) if less < 0.0 => words.lead_down(latest, score(y), points, since),
        (_, points) => words.lead_up(latest, score(y), points, since),
    }
}

/// The path in sentences: from where to where, the stops on the way, the same like for like, what moved most, what is unknown.
/// None where its first or last date has no score.
pub(super) fn along(of: &Comparison, dates: &[&Scorecard], locale: &Locale) -> Option<Vec<String>> {
    let words = locale.words();
    let [first, between @ .., last] = dates else { return None };
    let (x, y) = first.score.zip(last.score)?;
    let (latest, earliest) = (locale.scenario(&last.scenario), locale.scenario(&first.scenario));
    let mut sentences: Vec<String> = verdict::incomparable(&of.scorecards, locale).into_iter().collect();
    let stands = stands(y, x, locale);
    sentences.push(match (interval(last, locale), score(gap(y, x).abs()).as_str()) {
        (_, "0.0") => words.along_level(latest, score(y), earliest),
        (Some(drawn), _) => words.along_drawn(latest, score(y), drawn, stands, earliest, score(x)),
        (None, _) => words.along_scores(latest, score(y), stands, earliest, score(x)),
    });
    let stops: Vec<String> = between
        .iter()
        .filter_map(|c| Some(words.several_scored(locale.scenario(&c.scenario), score(c.score?))))
        .collect();
    if !stops.is_empty() {
        sentences.push(words.along_way(locale.listed(&stops)));
    }
    sentences.push(like_for_like(of, first, last, locale).unwrap_or_else(|| words.along_no_common().to_owned()));
    sentences.extend(dimensions(of, first, last, locale));
    if last.coverage < 1.0 - froth_core::model::TIE {
        let [low, high] = last.bounds.map(score);
        sentences.push(words.unknown_now(share(1.0 - last.coverage), latest, low, high));
    }
    sentences.extend(verdict::by_construction(last, locale));
    sentences.push(words.a_distance(locale.low(), locale.high()));
    Some(sentences)
}

/// "3.2 points lower", of the later against the earlier.
pub(super) fn stands(later: f64, earlier: f64, locale: &Locale) -> String {
    let words = locale.words();
    let less = gap(later, earlier);
    match score(less.abs()) {
        none if none == "0.0" => words.level().to_owned(),
        points if less < 0.0 => words.points_lower(points),
        points => words.points_higher(points),
    }
}

/// The scorecards on what all dates have.
fn shared<'a>(of: &'a Comparison, first: &Scorecard, last: &Scorecard) -> Option<[&'a Scorecard; 2]> {
    let find = |id: &str| of.like_for_like.scorecards.iter().find(|c| c.scenario == id);
    Some([find(&first.scenario)?, find(&last.scenario)?])
}

fn like_for_like(of: &Comparison, first: &Scorecard, last: &Scorecard, locale: &Locale) -> Option<String> {
    let like = &of.like_for_like;
    let [a, b] = shared(of, first, last)?;
    let (x, y) = a.score.zip(b.score)?;
    let weight = share(like.weight_left);
    Some(locale.words().along_like(like.counted.len(), weight, score(x), score(y), stands(y, x, locale)))
}

/// The dimension that moved most and the one that moved least, like for like.
fn dimensions(of: &Comparison, first: &Scorecard, last: &Scorecard, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let [a, b] = shared(of, first, last)?;
    let mut moves: Vec<(&str, f64, f64)> = b
        .tops()
        .filter(|d| d.weight > 0.0)
        .filter_map(|d| Some((d.id.as_str(), a.dimension(&d.id)?.score?, d.score?)))
        .collect();
    moves.sort_by(|a, b| gap(b.2, b.1).abs().total_cmp(&gap(a.2, a.1).abs()));
    let told = |(id, from, to): &(&str, f64, f64)| {
        words.along_dimension(locale.dimension(id), points(gap(*to, *from)), score(*from), score(*to))
    };
    match moves.as_slice() {
        [most, .., least] => Some(words.along_dimensions(told(most), told(least))),
        _ => None,
    }
}
