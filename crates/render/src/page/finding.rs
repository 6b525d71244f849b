//! The finding that people quote: a paragraph written from the numbers of a comparison.

use super::comparison::interval;
use super::path_finding::{along, one_era, stands};
use super::several_finding::several;
use super::{amount, gap, score, share, verdict};
use crate::locale::Locale;
use froth_core::score::{Comparison, Scorecard};

/// Where the later of two scenarios stands against the earlier, in sentences that make a paragraph: what cannot be compared;
/// both scores with their intervals; the same like for like; the dimensions that come closest and lie farthest apart; the
/// one that moves fastest; the indicator that makes most of it; how much is unknown; what is measured against its own record; and that it is a distance.
///
/// Every number is the JSON's, rounded once; a difference is that of the two numbers printed beside it, the later less the
/// earlier. Three dates of one era and more are a path: from where to where. Of three other scenarios and more: who scores what, and how eras moved.
/// Of one it is the [`verdict`] with the interval. Where there is no headline to compare, it is the verdict too.
pub fn finding(of: &Comparison, locale: &Locale) -> Vec<String> {
    match of.scorecards.as_slice() {
        [] | [_] => return alone(of, locale),
        [_, _] => {}
        _ => {
            let path = one_era(of).and_then(|dates| along(of, &dates, locale));
            return path.unwrap_or_else(|| several(of, locale));
        }
    }
    let Some(places) = by_date(of) else { return verdict(of, locale) };
    let pair = Pair {
        all: places.map(|p| &of.scorecards[p]),
        like: places.map(|p| of.like_for_like.scorecards.get(p)),
        of,
        locale,
    };
    let Some(scores) = pair.scores() else { return verdict(of, locale) };
    let mut sentences = Vec::new();
    sentences.extend(verdict::incomparable(&of.scorecards, locale));
    sentences.push(scores);
    sentences.push(pair.like_for_like());
    sentences.extend(pair.dimensions());
    sentences.extend(pair.fastest());
    sentences.extend(pair.largest());
    sentences.extend(pair.unknown());
    sentences.extend(of.scorecards.iter().filter_map(|card| verdict::by_construction(card, locale)));
    sentences.push(locale.words().a_distance(locale.low(), locale.high()));
    sentences
}

/// The verdict on one scenario; where it was drawn, its first sentence says the interval.
fn alone(of: &Comparison, locale: &Locale) -> Vec<String> {
    let mut said = verdict(of, locale);
    let Some(card) = of.scorecards.first() else { return said };
    let (words, name) = (locale.words(), locale.scenario(&card.scenario));
    if let (Some(x), Some(band), Some(drawn)) = (card.score, &card.band, interval(card, locale)) {
        said[0] = words.alone_drawn(name, score(x), drawn, locale.band(band));
        said.push(words.a_distance(locale.low(), locale.high()));
    }
    said
}

/// Of two scenarios the place of the earlier and that of the later; of one day, in the order given.
pub(crate) fn by_date(of: &Comparison) -> Option<[usize; 2]> {
    let [a, b] = of.scorecards.as_slice() else { return None };
    Some(if a.as_of > b.as_of { [1, 0] } else { [0, 1] })
}

/// A dimension right under the root, in two scenarios, like for like.
pub(crate) struct Apart<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    later: f64,
    earlier: f64,
}

impl Apart<'_> {
    fn gap(&self) -> f64 {
        gap(self.later, self.earlier).abs()
    }
}

/// The dimensions with weight that two scenarios have, the closest first and the farthest apart last.
pub(crate) fn dimensions_apart(of: &Comparison) -> Vec<Apart<'_>> {
    let like = &of.like_for_like.scorecards;
    let cards = by_date(of).and_then(|[earlier, later]| Some([like.get(earlier)?, like.get(later)?]));
    let Some([earlier, later]) = cards else { return Vec::new() };
    let children = later.tops().filter(|d| d.weight > 0.0);
    let mut both: Vec<Apart<'_>> = children
        .filter_map(|d| Some(Apart { id: &d.id, later: d.score?, earlier: earlier.dimension(&d.id)?.score? }))
        .collect();
    both.sort_by(|a, b| a.gap().total_cmp(&b.gap()));
    both
}

/// Two scenarios, the earlier first.
struct Pair<'a> {
    of: &'a Comparison,
    all: [&'a Scorecard; 2],
    like: [Option<&'a Scorecard>; 2],
    locale: &'a Locale,
}

impl Pair<'_> {
    fn names(&self) -> [&str; 2] {
        self.all.map(|c| self.locale.scenario(&c.scenario))
    }

    fn stands(&self, later: f64, earlier: f64) -> String {
        stands(later, earlier, self.locale)
    }

    fn scores(&self) -> Option<String> {
        let words = self.locale.words();
        let [earlier, later] = self.names();
        let [x, y] = [self.all[0].score?, self.all[1].score?];
        let drawn = self
            .all
            .map(|c| Some(words.prose_interval(score(c.interval.interval()?.low), score(c.interval.interval()?.high))));
        Some(match drawn {
            [Some(before), Some(now)] => {
                words.finding_drawn(later, score(y), now, earlier, score(x), before, self.stands(y, x))
            }
            _ => words.finding_scores(later, score(y), earlier, score(x), self.stands(y, x)),
        })
    }

    fn like_for_like(&self) -> String {
        let words = self.locale.words();
        let like = &self.of.like_for_like;
        let [Some(x), Some(y)] = self.like.map(|c| c.and_then(|c| c.score)) else {
            return words.nothing_common().to_owned();
        };
        let (common, weight) = (like.counted.len(), share(like.weight_left));
        let measured = words.measured(common, weight);
        if self.of.orders_agree {
            words.finding_like(measured, score(y), score(x), self.stands(y, x))
        } else {
            words.finding_turned(measured, score(y), score(x), self.stands(y, x))
        }
    }

    /// Of the dimensions right under the root, like for like: the closest and the farthest.
    fn dimensions(&self) -> Option<String> {
        let (words, locale) = (self.locale.words(), self.locale);
        let told = |d: &Apart<'_>| {
            let stands = self.stands(d.later, d.earlier);
            words.dimension_stands(locale.dimension(d.id), stands, score(d.later), score(d.earlier))
        };
        match dimensions_apart(self.of).as_slice() {
            [] => None,
            [only] => Some(words.one_dimension(told(only))),
            [closest, .., farthest] if closest.gap() == farthest.gap() => {
                Some(words.equally_far(told(closest), told(farthest)))
            }
            [closest, .., farthest] => Some(words.closest_and_farthest(told(closest), told(farthest))),
        }
    }

    /// The dimension that moved most in the last year of the later scenario's path.
    fn fastest(&self) -> Option<String> {
        let (words, card) = (self.locale.words(), self.all[1]);
        let found = card.fastest.as_ref()?;
        let points = score(found.points.abs());
        let (name, dimension) = (self.locale.scenario(&card.scenario), self.locale.dimension(&found.id));
        let since = self.locale.day_in_words(found.since);
        match points.as_str() {
            "0.0" => None,
            _ if found.points > 0.0 => Some(words.fastest_up(name, dimension, points, since)),
            _ => Some(words.fastest_down(name, dimension, points, since)),
        }
    }

    /// The indicator with most points of the difference, by its raw values.
    fn largest(&self) -> Option<String> {
        let [difference] = self.of.differences.as_slice() else { return None };
        let most = difference.indicators.iter().max_by(|a, b| a.points.abs().total_cmp(&b.points.abs()))?;
        if score(most.points.abs()) == "0.0" {
            return None;
        }
        let figure = |card: &Scorecard| {
            let found = card.indicator(&most.id)?;
            Some(amount(found.value.as_ref()?, &found.unit, self.locale))
        };
        let [before, now] = [figure(self.all[0])?, figure(self.all[1])?];
        let points = score(most.points.abs());
        Some(self.locale.words().largest_part(self.locale.indicator(&most.id), now, before, points))
    }

    /// The weight without a figure, and where the later score lies whatever stands there.
    fn unknown(&self) -> Option<String> {
        let words = self.locale.words();
        let [earlier, later] = self.names();
        let [before, now] = self.all.map(|c| 1.0 - c.coverage);
        let some = |x: f64| x > froth_core::model::TIE;
        let [low, high] = self.all[1].bounds.map(score);
        match (some(now), some(before)) {
            (true, true) => Some(words.unknown_both(share(now), later, share(before), earlier, low, high)),
            (true, false) => Some(words.unknown_now(share(now), later, low, high)),
            (false, true) => Some(words.unknown_before(share(before), earlier)),
            (false, false) => None,
        }
    }
}
