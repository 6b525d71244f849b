//! The three cards of a report: since last time, where on another era's path, beyond the record.

use super::changed::{Told, sentences};
use super::content::{Card, Cell, Part, Span, Table};
use super::scorecard::value;
use super::tracked::parallel_sentence;
use super::{points, raw, score};
use crate::locale::Locale;
use froth_core::analysis::{Analysis, Origin, Since};
use froth_core::model::{Indicator, Rule};
use froth_core::score::{IndicatorScore, Parallel};

/// What moved the newest scenario since last time, where it stands on another era's path, and what lies beyond the record.
pub(crate) fn cards(of: &Analysis<'_>, locale: &Locale) -> Vec<Card> {
    vec![since_last(of, locale), on_the_path(of, locale), beyond(of, locale)]
}

/// The move of the newest scenario: since the report given, else since the last point of its path.
pub(super) fn last_move<'a>(of: &'a Analysis<'_>) -> Option<&'a Since> {
    let newest = of.scenarios().get(of.newest())?;
    let own = || of.changes().iter().filter(|s| s.changes.to.scenario == newest.id);
    own().find(|s| s.since == Origin::Report).or_else(|| own().next())
}

fn text(said: impl Into<String>) -> Part {
    Part::Lines(vec![vec![Span::plain(said)]])
}

fn since_last(of: &Analysis<'_>, locale: &Locale) -> Card {
    let words = locale.words();
    let found = last_move(of).and_then(|s| Some((s, s.changes.parts.as_ref()?, Told::of(&s.changes)?)));
    let Some((since, parts, told)) = found else {
        return Card { title: words.card_no_move().to_owned(), parts: vec![text(words.card_no_earlier())] };
    };
    let (from, to) = (&since.changes.from, &since.changes.to);
    let date = locale.month(from.as_of);
    let mut title = match score(told.moved.abs()) {
        none if none == "0.0" => words.card_still(date),
        points if told.moved < 0.0 => words.card_down(date, points),
        points => words.card_up(date, points),
    };
    // Half of it and more.
    if told.coverage() * told.moved > 0.0 && told.coverage().abs() >= told.moved.abs() / 2.0 {
        title += &words.card_coverage(score(told.coverage().abs()));
    }
    let mut table = Table::new(&[("", false), (words.part_points(), true)]);
    table.push(vec![Span::strong(locale.month(from.as_of)).into(), Span::score(Some(told.from)).into()]);
    let rows = [
        (words.part_figures(), told.figures),
        (words.part_coverage(), told.coverage()),
        (words.part_rest(), told.rest()),
    ];
    for (name, part) in rows {
        table.push(vec![Cell::plain(name), Cell::plain(points(part))]);
    }
    table.push(vec![Span::strong(locale.month(to.as_of)).into(), Span::score(Some(told.to)).into()]);
    let said = sentences(&since.changes, parts, &told, locale).into_iter().next().unwrap_or_default();
    Card { title, parts: vec![Part::Table(table), text(said)] }
}

/// Where the newest scenario stands on the path of another era.
pub(super) fn parallel<'a>(of: &'a Analysis<'_>) -> Option<&'a Parallel> {
    let newest = of.scenarios().get(of.newest())?;
    of.tracked()?.parallels.iter().find(|p| p.scenario == newest.id)
}

fn on_the_path(of: &Analysis<'_>, locale: &Locale) -> Card {
    let words = locale.words();
    let Some(found) = parallel(of) else {
        return Card { title: words.card_no_parallel().to_owned(), parts: vec![text(words.card_no_other())] };
    };
    let other = locale.scenario(&found.other);
    let title = match found.other_date {
        Some(date) => words.card_stood(other, locale.month(date)),
        None if found.always_below => words.card_below(other),
        None => words.card_above(other),
    };
    let parts = vec![text(parallel_sentence(found, locale)), text(words.one_earlier_path())];
    Card { title, parts }
}

/// An indicator of the newest scenario whose figure lies beyond the end of its scale, the farthest first.
pub(super) fn farthest<'a>(of: &'a Analysis<'_>) -> Vec<&'a IndicatorScore> {
    let Some(card) = of.scorecards().get(of.newest()) else { return Vec::new() };
    let past = |i: &&IndicatorScore| i.unclamped.is_some_and(|u| u > 100.05) && !i.missing;
    let mut found: Vec<&IndicatorScore> = card.indicators.iter().filter(past).collect();
    found.sort_by(|a, b| b.unclamped.partial_cmp(&a.unclamped).unwrap_or(std::cmp::Ordering::Equal));
    found
}

/// The raw value that scores 100, where a rule has one.
fn record(indicator: &Indicator) -> Option<f64> {
    match indicator.rule.as_ref()? {
        Rule::Linear { to, .. } | Rule::Log { to, .. } => Some(*to),
        Rule::Piecewise(points) => points.iter().find(|(_, score)| *score >= 100.0).map(|(x, _)| *x),
        _ => None,
    }
}

fn beyond(of: &Analysis<'_>, locale: &Locale) -> Card {
    let words = locale.words();
    let found = farthest(of);
    let title = match found.len() {
        0 => words.card_within().to_owned(),
        1 => words.card_beyond_one().to_owned(),
        count => words.card_beyond(count),
    };
    if found.is_empty() {
        return Card { title, parts: vec![text(words.card_within_means(locale.high()))] };
    }
    let mut table =
        Table::new(&[(words.indicator(), false), (words.beyond_now(), true), (words.beyond_record(), true)]);
    let mut disputed = Vec::new();
    for indicator in found {
        let unit = match locale.unit(&indicator.unit) {
            "" => String::new(),
            unit => format!(" {unit}"),
        };
        let name = locale.indicator(&indicator.id);
        let name = if indicator.overlay { words.beyond_beside(name) } else { name.to_owned() };
        let end = of.model().indicator(&indicator.id).and_then(|i| record(&of.model().indicators[i]));
        table.push(vec![
            Cell::plain(name),
            Cell::plain(format!("{}{unit}", indicator.value.as_ref().map(value).unwrap_or_default())),
            Cell::plain(end.map(|end| format!("{}{unit}", raw(end))).unwrap_or_default()),
        ]);
        if let (Some((low, high)), true) = (indicator.low.zip(indicator.high), indicator.contested.is_some()) {
            let name = locale.indicator(&indicator.id);
            disputed.push(words.beyond_disputed(name, raw(low), format!("{}{unit}", raw(high))));
        }
    }
    let mut parts = vec![Part::Table(table)];
    parts.extend(disputed.into_iter().map(text));
    Card { title, parts }
}
