//! The finding in a line, which is the title of a report.

use super::finding::{by_date, dimensions_apart};
use super::path_finding::{one_era, title_along};
use super::{gap, score};
use crate::locale::Locale;
use froth_core::score::{Comparison, Scorecard};

/// What a comparison finds, in a line without a full stop. Its numbers are those of [`finding`](super::finding).
pub fn finding_title(of: &Comparison, locale: &Locale) -> String {
    if let Some(dates) = one_era(of) {
        return title_along(&dates, locale);
    }
    match of.scorecards.as_slice() {
        [] => String::new(),
        [card] => alone(card, locale),
        [_, _] => pair(of, locale),
        cards => several(cards, locale),
    }
}

fn alone(card: &Scorecard, locale: &Locale) -> String {
    let (words, name) = (locale.words(), locale.scenario(&card.scenario));
    match (card.score, &card.band) {
        (Some(x), Some(band)) => words.lead_alone(name, score(x), locale.band(band)),
        _ => words.alone_none(name, locale.reason(card.reason.as_ref())).trim_end_matches(['.', '。']).to_owned(),
    }
}

/// On all data, where both headlines rest on the same number of dimensions; else on what both have.
fn pair(of: &Comparison, locale: &Locale) -> String {
    let words = locale.words();
    let places = by_date(of).unwrap_or([0, 1]);
    let name = |place: usize| locale.scenario(&of.scorecards[place].scenario);
    let [earlier, later] = places.map(name);
    let scores = |cards: &[Scorecard]| -> Option<[f64; 2]> {
        let [x, y] = places.map(|place| cards.get(place)?.score);
        Some([x?, y?])
    };
    let comparable = of.scorecards[0].dimensions_scored == of.scorecards[1].dimensions_scored;
    let told = |[x, y]: [f64; 2]| match (gap(y, x), score(gap(y, x).abs())) {
        (_, none) if none == "0.0" => words.lead_level(later, score(y), earlier),
        (less, points) if less < 0.0 => words.lead_below(later, score(y), points, earlier),
        (_, points) => words.lead_above(later, score(y), points, earlier),
    };
    if let Some(both) = scores(&of.scorecards).filter(|_| comparable) {
        let apart = match dimensions_apart(of).as_slice() {
            [closest, .., farthest] => {
                words.lead_dimensions(locale.dimension(closest.id), locale.dimension(farthest.id))
            }
            _ => String::new(),
        };
        return told(both) + &apart;
    }
    match scores(&of.like_for_like.scorecards) {
        Some(both) => words.lead_on_shared(of.like_for_like.counted.len(), told(both)),
        None => words.lead_incomparable(later, earlier),
    }
}

fn several(cards: &[Scorecard], locale: &Locale) -> String {
    let words = locale.words();
    let scored: Vec<(&Scorecard, f64)> = cards.iter().filter_map(|c| Some((c, c.score?))).collect();
    let highest = scored.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let latest = scored.iter().max_by_key(|(c, _)| c.as_of);
    let Some(((top, x), (last, y))) = highest.zip(latest) else {
        let names: Vec<&str> = cards.iter().map(|c| locale.scenario(&c.scenario)).collect();
        return locale.listed(&names);
    };
    let mut said = words.lead_highest(locale.scenario(&top.scenario), score(*x));
    if top.scenario != last.scenario {
        said += &words.lead_latest(locale.scenario(&last.scenario), score(*y));
    }
    said
}
