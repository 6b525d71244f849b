//! What a report tells before its tables: how it got here, what would change it, what is not known, alerts, and what is asked.

use super::charts::is_drawn;
use super::contents::{Contents, heading, lines};
use crate::chart::Kind;
use crate::page::{
    self, Cell, Part, Row, Span, Style, Table, ages, alerted, asked, how_sure, methods_agree, points, score, share,
    turned, what_it_takes,
};
use froth_core::model::TIE;
use froth_core::number::summing;
use froth_core::score::{IndicatorScore, Scorecard};
use froth_core::track::{Move, TrackedScenario};

/// All of it.
pub(super) fn story(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    got_here(contents, parts);
    would_change(contents, parts);
    after_run_ups(contents, parts);
    not_known(contents, parts);
    alerts(contents, parts);
    parts.push(heading(contents.words().asked()));
    parts.push(Part::List { numbered: false, points: asked(contents.analysis, contents.locale) });
}

/// The path, what of it is coverage, and the last moves.
fn got_here(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    parts.push(heading(words.got_here()));
    if contents.scenarios().iter().all(|s| s.path.is_empty()) {
        parts.push(lines([words.no_path()]));
    } else {
        parts.push(lines(went(contents)));
        parts.extend(contents.figures(Kind::Path));
        parts.push(lines([words.dashed()]));
        parts.extend(contents.figures(Kind::Multiples));
    }
    moves(contents, true, parts);
}

/// What changed in eras that the newest scenario is not of.
pub(super) fn other_moves(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let at = parts.len();
    moves(contents, false, parts);
    if parts.len() > at {
        parts.insert(at, heading(contents.words().other_moves()));
    }
}

/// The moves of the newest scenario, or those of the others, each with its chart.
fn moves(contents: &Contents<'_>, newest: bool, parts: &mut Vec<Part>) {
    let id = contents.scenarios().get(contents.analysis.newest()).map(|s| &s.id);
    let mut charts = contents.figures(Kind::Changes);
    for since in contents.analysis.changes() {
        let chart = if is_drawn(since) { charts.next() } else { None };
        if (Some(&since.changes.to.scenario) == id) == newest {
            parts.extend(page::since(since, contents.locale));
            parts.extend(chart);
        }
    }
}

/// Of each era's longest path, how far the score went and by what.
fn went(contents: &Contents<'_>) -> Vec<String> {
    let locale = contents.locale;
    let end = |s: &TrackedScenario| s.points.last().map(|p| p.point.date);
    let all = contents.analysis.tracked().map(|t| t.scenarios.as_slice()).unwrap_or_default();
    let is_longest =
        |s: &&TrackedScenario| s.era.is_none() || !all.iter().any(|other| other.era == s.era && end(other) > end(s));
    let told = |s: &TrackedScenario| {
        let moves: Vec<&Move> = s.points.iter().filter_map(|p| p.since_previous.as_ref()).collect();
        let (first, last) = (moves.first()?, s.points.last()?);
        let sum = |part: &dyn Fn(&Move) -> f64| moves.iter().fold(0.0, |sum, m| sum + part(m));
        let moved = sum(&|m| m.moved);
        let [coverage, figures] = summing([sum(&|m| m.coverage), sum(&|m| m.figures)], moved);
        Some(contents.words().went_by(
            locale.scenario(&s.scenario),
            points(moved),
            locale.month(first.date),
            locale.month(last.point.date),
            points(coverage),
            points(figures),
        ))
    };
    all.iter().filter(is_longest).filter_map(told).collect()
}

/// What-ifs in one table, reverse stress in words, weights, and other ways to build the index.
fn would_change(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let (words, locale) = (contents.words(), contents.locale);
    let what_ifs = contents.analysis.what_ifs();
    let examined = contents.analysis.robustness();
    if what_ifs.is_empty() && examined.is_none() {
        return;
    }
    parts.push(heading(words.would_change()));
    if let Some(first) = what_ifs.first() {
        let columns = [(words.what_if(), false), (words.before(), true), (words.after(), true), (words.by(), true)];
        let mut table = Table::new(&columns);
        for what_if in what_ifs {
            let both = what_if.before.zip(what_if.after);
            table.rows.push(Row::Cells(vec![
                Cell::plain(locale.scenario(&what_if.id)),
                Span::score(what_if.before).into(),
                Span::score(what_if.after).into(),
                Cell::plain(both.map_or_else(|| "-".to_owned(), |(b, a)| points(page::gap(a, b)))),
            ]));
        }
        parts.push(Part::Table(table));
        parts.extend(contents.figures(Kind::Range));
        parts.push(Part::Lines(vec![vec![Span::faint(words.what_ifs_on(locale.scenario(&first.scenario)))]]));
    }
    let Some(examined) = examined else { return };
    let mut said: Vec<String> = examined.reverse.iter().flat_map(|r| what_it_takes(r, locale)).collect();
    said.extend(examined.weights.iter().filter_map(|w| turned(w, locale).pop()));
    said.extend(methods_agree(&examined.methods, locale));
    parts.push(lines(said));
}

/// Today's run-up beside published shares of earlier ones that ended in a fall.
fn after_run_ups(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let Some(after) = contents.analysis.after_run_ups() else { return };
    parts.push(heading(contents.words().after_readings()));
    parts.extend(page::after_run_ups(after, contents.locale));
}

/// What has no figure, how old the others are, where the scores lie over draws, and other eras on the same scale.
fn not_known(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let (words, locale) = (contents.words(), contents.locale);
    parts.push(heading(words.do_not_know()));
    let mut said: Vec<String> = contents.cards().iter().map(|card| missing(card, contents)).collect();
    said.extend(contents.cards().iter().filter_map(|card| {
        let name = locale.scenario(&card.scenario);
        Some(format!("{name}{}{}{}", words.colon(), ages(card, locale)?, words.full_stop()))
    }));
    if let Some(examined) = contents.analysis.robustness() {
        said.extend(how_sure(&examined.uncertainty, locale));
    }
    parts.push(lines(said));
    parts.extend(contents.figures(Kind::Distribution));
    parts.extend(contents.figures(Kind::Ages));
    if !contents.analysis.yardsticks().is_empty() {
        parts.push(Part::Subheading(words.other_eras().to_owned()));
        parts.push(Part::Table(eras(contents)));
    }
}

/// How much of the weight has no figure, and which indicators that are.
fn missing(card: &Scorecard, contents: &Contents<'_>) -> String {
    let (words, locale) = (contents.words(), contents.locale);
    let name = locale.scenario(&card.scenario);
    if card.coverage >= 1.0 - TIE {
        return words.missing_none(name);
    }
    let counts = |i: &&IndicatorScore| i.missing && !i.watched && !i.overlay;
    let titles: Vec<&str> = card.indicators.iter().filter(counts).map(|i| locale.indicator(&i.id)).collect();
    words.missing_weight(name, share(1.0 - card.coverage), locale.listed(&titles))
}

/// Scores of other eras beside those that the report is about, by day.
fn eras(contents: &Contents<'_>) -> Table {
    let (words, locale) = (contents.words(), contents.locale);
    let mut table = Table::new(&[
        (words.scenario(), false),
        (words.date(), false),
        (locale.root().unwrap_or_default(), true),
        ("", false),
        (words.covered(), true),
    ]);
    let own = contents.cards().iter().map(|c| (c.as_of, &c.scenario, c.score, c.coverage, Style::Strong));
    let others = contents.analysis.yardsticks().iter();
    let others = others.map(|y| (y.as_of, &y.scenario, y.score, y.coverage, Style::Plain));
    let mut all: Vec<_> = own.chain(others).collect();
    all.sort_by_key(|(as_of, ..)| *as_of);
    for (as_of, scenario, score, coverage, style) in all {
        table.rows.push(Row::Cells(vec![
            Span::new(locale.scenario(scenario), style).into(),
            Cell::plain(locale.month(as_of)),
            Span::score(score).into(),
            Cell::bar(score),
            Cell::plain(share(coverage)),
        ]));
    }
    table
}

/// Alerts in words, scenario by scenario.
fn alerts(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    parts.push(heading(words.alerts()));
    if contents.model().alerts.is_empty() {
        parts.push(lines([words.no_alerts()]));
        return;
    }
    for card in contents.cards() {
        let name = contents.locale.scenario(&card.scenario);
        let score = card.score.map(score).unwrap_or_default();
        parts.push(Part::Subheading(format!("{name} {score}").trim_end().to_owned()));
        parts.push(Part::List { numbered: false, points: alerted(card, contents.locale) });
    }
}
