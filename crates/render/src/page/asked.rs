//! What a committee asks of a report, with answers from its numbers, or that they are not known.

use super::cards::last_move;
use super::changed::{Told, sentences};
use super::content::{Line, Span};
use super::scorecard::ages;
use super::{points, raw, score, share};
use crate::locale::Locale;
use froth_core::analysis::Analysis;
use froth_core::track::{TrackedPoint, TrackedScenario};

/// A question and its answer a line.
pub(crate) fn asked(of: &Analysis<'_>, locale: &Locale) -> Vec<Line> {
    let words = locale.words();
    let answers = [
        (words.ask_changed(), changed(of, locale)),
        (words.ask_level(), words.level_means(bands(of, locale), locale.low(), locale.high())),
        (words.ask_scale(), scale(of, locale)),
        (words.ask_warned(), warned(of, locale)),
        (words.ask_stale(), stale(of, locale)),
    ];
    answers
        .into_iter()
        .map(|(question, answer)| vec![Span::strong(format!("{question} ")), Span::plain(answer)])
        .collect()
}

fn changed(of: &Analysis<'_>, locale: &Locale) -> String {
    let words = locale.words();
    let said = last_move(of).and_then(|since| {
        let (from, to) = (&since.changes.from, &since.changes.to);
        let (parts, told) = since.changes.parts.as_ref().zip(Told::of(&since.changes))?;
        let day = |date| locale.day_in_words(date);
        let went =
            words.since_went(day(to.as_of), score(told.to), day(from.as_of), score(told.from), points(told.moved));
        let mut said = vec![went];
        said.extend(sentences(&since.changes, parts, &told, locale));
        Some(locale.paragraph(&said))
    });
    said.unwrap_or_else(|| words.card_no_earlier().to_owned())
}

fn bands(of: &Analysis<'_>, locale: &Locale) -> String {
    let mut from = 0.0;
    let each = of.model().scale.bands.iter().map(|band| {
        let to = band.below.unwrap_or(100.0);
        let said = format!("{} {}", locale.band(&band.label), locale.words().to(raw(from), raw(to)));
        from = to;
        said
    });
    locale.listed(&each.collect::<Vec<_>>())
}

fn scale(of: &Analysis<'_>, locale: &Locale) -> String {
    let words = locale.words();
    let cards = || of.yardsticks().iter();
    if cards().next().is_none() {
        return words.scale_not_known().to_owned();
    }
    let named = |id: &str| locale.scenario(id).to_owned();
    let scored: Vec<String> =
        cards().filter_map(|c| Some(words.scale_of(named(&c.scenario), score(c.score?), share(c.coverage)))).collect();
    let none: Vec<String> = cards().filter(|c| c.score.is_none()).map(|c| named(&c.scenario)).collect();
    let mut said = Vec::new();
    if !scored.is_empty() {
        said.push(words.scale_means(locale.listed(&scored)));
    }
    if !none.is_empty() {
        said.push(words.scale_none(locale.listed(&none)));
    }
    locale.paragraph(&said)
}

/// Of earlier eras with a path: the first alert that fired on the way.
fn warned(of: &Analysis<'_>, locale: &Locale) -> String {
    let words = locale.words();
    let newest = of.scenarios().get(of.newest()).and_then(|s| s.era.as_ref());
    let earlier = |s: &&TrackedScenario| s.era.as_ref() != newest && s.points.len() > 1;
    let mut said: Vec<String> = of
        .tracked()
        .into_iter()
        .flat_map(|t| t.scenarios.iter().filter(earlier))
        .map(|scenario| {
            let name = locale.scenario(&scenario.scenario);
            let first = scenario.points.iter().find_map(|p| {
                let alert = p.alerts.iter().find(|a| a.fired == Some(true))?;
                Some((p, &alert.id))
            });
            let years = |p: Option<&TrackedPoint>| p.and_then(|p| p.point.years_since_spark);
            let before = years(scenario.points.last()).zip(years(first.map(|(point, _)| point)));
            match first.zip(before) {
                Some(((point, alert), (end, then))) => {
                    let date = locale.month(point.point.date);
                    words.warned_first(name, locale.alert(alert), date, score(end - then))
                }
                None => words.warned_never(name),
            }
        })
        .collect();
    if said.is_empty() {
        return words.warned_not_known().to_owned();
    }
    said.push(words.warned_means().to_owned());
    locale.paragraph(&said)
}

fn stale(of: &Analysis<'_>, locale: &Locale) -> String {
    let card = of.scorecards().get(of.newest());
    let said = card.and_then(|c| Some(locale.scenario(&c.scenario)).zip(ages(c, locale)));
    said.map_or_else(
        || locale.words().not_known().to_owned(),
        |(name, ages)| format!("{name}{}{ages}{}", locale.words().colon(), locale.words().full_stop()),
    )
}
