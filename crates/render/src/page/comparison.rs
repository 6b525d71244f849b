//! A comparison as a page.

use super::content::{Cell, Column, Line, Page, Part, Row, Span, Style, Table};
use super::finding::by_date;
use super::scorecard::{ending, heading, tags, value_with_unit};
use super::sources::Sources;
use super::{finding, gap, how_sure, methods_agree, points, score, share, turned, verdict, what_it_takes};
use crate::locale::Locale;
use froth_core::analysis::{Analysis, Robustness};
use froth_core::made_from::MadeFrom;
use froth_core::score::{Comparison, Difference, DimensionScore, Drawn, IndicatorScore, Scorecard};
use serde::Serialize;

/// The first model's comparison, as every reader expects it; the others' beside it.
#[derive(Serialize)]
struct Compared<'a> {
    #[serde(flatten)]
    first: &'a Comparison,
    robustness: Option<&'a Robustness>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    models: Vec<ByModel<'a>>,
}

#[derive(Serialize)]
struct ByModel<'a> {
    model: &'a str,
    #[serde(flatten)]
    comparison: &'a Comparison,
    robustness: Option<&'a Robustness>,
}

/// A comparison as JSON, under one model or several; empty under none.
pub fn compared_json(made_from: &MadeFrom, analyses: &[Analysis<'_>]) -> String {
    let Some(first) = analyses.first() else { return String::new() };
    let by_model = analyses.iter().filter(|_| analyses.len() > 1).map(|a| ByModel {
        model: &a.model().id,
        comparison: a.comparison(),
        robustness: a.robustness(),
    });
    let models = by_model.collect();
    super::json(made_from, Compared { first: first.comparison(), robustness: first.robustness(), models })
}

/// What fits a screen: the finding, one table, what would overturn the order, and alerts.
pub fn brief(of: &Comparison, robustness: Option<&Robustness>, locale: &Locale) -> Page {
    let mut page = Page::default();
    let words = locale.words();
    let Some(first) = of.scorecards.first() else { return page };
    page.parts.push(Part::Title(title(of, locale)));
    let sentences = finding(of, locale);
    page.parts.push(Part::Lines(vec![vec![Span::plain(locale.paragraph(&sentences))]]));
    page.parts.push(Part::Table(side_by_side(of, locale)));
    if let Some(robustness) = robustness {
        let mut sentences: Vec<String> = methods_agree(&robustness.methods, locale).into_iter().collect();
        sentences.extend(robustness.weights.iter().filter_map(|w| turned(w, locale).pop()));
        if !sentences.is_empty() {
            page.parts.push(Part::Heading(words.overturn().to_owned()));
            page.parts.push(Part::Lines(vec![vec![Span::plain(locale.paragraph(&sentences))]]));
        }
    }
    page.list(words.alerts_firing(), false, alerts(of, locale, false));
    let model = words.model(locale.model(&first.model), &first.model_version);
    page.parts.push(Part::Lines(vec![vec![Span::faint(model)], vec![Span::faint(words.in_full())]]));
    page
}

/// Headlines with their intervals on all data, then dimensions like for like; of two, the later less the earlier.
fn side_by_side(of: &Comparison, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = columns("", &of.scorecards, locale);
    let later = by_date(of);
    if later.is_some() {
        table.columns.push(Column { title: words.gap().to_owned(), numbers: true });
    }
    let scores = |table: &mut Table, name: Cell, scores: Vec<Option<f64>>| {
        let mut row = vec![name];
        row.extend(scores.iter().map(|s| Cell::Text(Span::score(*s))));
        if let Some([before, now]) = later {
            let both = scores[now].zip(scores[before]);
            row.push(Cell::plain(both.map_or_else(|| "-".to_owned(), |(x, y)| points(gap(x, y)))));
        }
        table.push(row);
    };
    let texts = |table: &mut Table, name: &str, text: &dyn Fn(&Scorecard) -> String| {
        let mut row = vec![Cell::plain(name)];
        row.extend(of.scorecards.iter().map(|c| Cell::plain(text(c))));
        row.extend(later.map(|_| Cell::empty()));
        table.push(row);
    };
    let strong = |text: &str| Cell::Text(Span::strong(text));
    texts(&mut table, words.as_of(), &|c| c.as_of.to_string());
    scores(&mut table, strong(words.score()), of.scorecards.iter().map(|c| c.score).collect());
    texts(&mut table, words.one_interval(), &|c| interval(c, locale).unwrap_or_else(|| "-".to_owned()));
    texts(&mut table, words.band(), &|c| c.band.as_deref().map_or("-", |band| locale.band(band)).to_owned());
    texts(&mut table, words.coverage(), &|c| share(c.coverage));
    let like = &of.like_for_like;
    let Some(first) = like.scorecards.first().filter(|_| like.weight_left > 0.0) else { return table };
    table.rows.push(Row::Heading(words.on_shared(like.counted.len())));
    scores(&mut table, strong(words.score()), like.scorecards.iter().map(|c| c.score).collect());
    for dimension in first.tops() {
        let each = |c: &Scorecard| c.dimension(&dimension.id).and_then(|d| d.score);
        scores(&mut table, Cell::plain(locale.dimension(&dimension.id)), like.scorecards.iter().map(each).collect());
    }
    table
}

fn title(of: &Comparison, locale: &Locale) -> String {
    let mut names = of.scorecards.iter().map(|c| locale.scenario(&c.scenario).to_owned());
    let lead = names.next().unwrap_or_default();
    names.fold(lead, |so_far, name| locale.words().against(&so_far, &name))
}

/// Sentences first, then dimensions, then number by number, then sources.
pub fn comparison(of: &Comparison, robustness: Option<&Robustness>, locale: &Locale) -> Page {
    let mut page = Page::default();
    let words = locale.words();
    let Some(first) = of.scorecards.first() else { return page };
    page.parts.push(Part::Title(title(of, locale)));
    page.parts.push(Part::Lines(verdict(of, locale).into_iter().map(|s| vec![Span::plain(s)]).collect()));
    if let Some(robustness) = robustness {
        let mut sentences = how_sure(&robustness.uncertainty, locale);
        sentences.extend(methods_agree(&robustness.methods, locale));
        page.parts.push(Part::Lines(sentences.into_iter().map(|s| vec![Span::plain(s)]).collect()));
    }
    let model = words.model(locale.model(&first.model), &first.model_version);
    page.parts.push(Part::Lines(vec![vec![Span::faint(model)]]));
    page.section(words.headlines(), headlines(of, locale));
    page.section(words.dimensions_all(), dimensions(&of.scorecards, locale));
    if of.like_for_like.weight_left > 0.0 {
        page.section(words.dimensions_like(), dimensions(&of.like_for_like.scorecards, locale));
    }
    let mut sources = Sources::default();
    page.section(words.numbers(), numbers(of, &mut sources, locale));
    if of.scorecards.len() > 2 {
        page.section(words.differences(), differences(of, locale));
    }
    if let Some((robustness, reverse)) = robustness.and_then(|r| Some((r, r.reverse.as_ref()?))) {
        page.parts.push(Part::Heading(words.what_it_takes(locale.scenario(&reverse.scenario), score(reverse.target))));
        let mut sentences = what_it_takes(reverse, locale);
        sentences.extend(robustness.weights.iter().flat_map(|w| turned(w, locale)));
        page.parts.push(Part::Lines(sentences.into_iter().map(|s| vec![Span::plain(s)]).collect()));
    }
    page.list(words.alerts_firing(), false, alerts(of, locale, true));
    page.list(words.sources(), true, sources.lines());
    page
}

fn columns(first: &str, cards: &[Scorecard], locale: &Locale) -> Table {
    let mut table = Table::new(&[(first, false)]);
    let column = |c: &Scorecard| Column { title: locale.scenario(&c.scenario).to_owned(), numbers: true };
    table.columns.extend(cards.iter().map(column));
    table
}

/// Where a headline lies in nine draws of ten, where that is known.
pub(super) fn interval(card: &Scorecard, locale: &Locale) -> Option<String> {
    card.interval.interval().map(|i| locale.words().to(score(i.low), score(i.high)))
}

/// What stands at the top of each scorecard, side by side.
pub(crate) fn headlines(of: &Comparison, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = columns("", &of.scorecards, locale);
    let mut add = |name: &str, cell: &dyn Fn(usize, &Scorecard) -> Cell| {
        let mut row = vec![Cell::plain(name)];
        row.extend(of.scorecards.iter().enumerate().map(|(i, c)| cell(i, c)));
        table.push(row);
    };
    add(words.as_of(), &|_, c| Cell::plain(c.as_of.to_string()));
    add(words.score(), &|_, c| Span::score(c.score).into());
    if of.scorecards.iter().any(|c| c.interval != Drawn::NotDrawn) {
        add(words.nine_draws(), &|_, c| Cell::plain(interval(c, locale).unwrap_or_else(|| "-".to_owned())));
    }
    add(words.band(), &|_, c| Cell::plain(c.band.as_deref().map_or("-", |band| locale.band(band))));
    if of.scorecards.len() > 1 {
        add(words.like_for_like(), &|i, _| {
            Span::score(of.like_for_like.scorecards.get(i).and_then(|c| c.score)).into()
        });
    }
    let pair = of.scorecards.iter().find_map(|c| c.pair.clone());
    if let Some(pair) = pair {
        add(locale.rest(&pair.rest_title), &|_, c| Span::score(c.pair.as_ref().and_then(|p| p.rest)).into());
        add(locale.dimension(&pair.apart), &|_, c| Span::score(c.pair.as_ref().and_then(|p| p.apart_score)).into());
    }
    add(words.bounds(), &|_, c| Cell::plain(words.to(score(c.bounds[0]), score(c.bounds[1]))));
    add(words.coverage(), &|_, c| Cell::plain(share(c.coverage)));
    add(words.dimensions_scored(), &|_, c| {
        let [scored, all] = c.dimensions_scored;
        Cell::plain(words.of(scored, all))
    });
    add(words.without_private(), &|_, c| Span::score(c.without.private).into());
    add(words.without_low(), &|_, c| Span::score(c.without.low_confidence).into());
    table
}

/// Every dimension's score, side by side.
pub(crate) fn dimensions(cards: &[Scorecard], locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = columns(words.dimension(), cards, locale);
    let Some(first) = cards.first() else { return table };
    for dimension in &first.dimensions {
        let depth = std::iter::successors(Some(dimension), |d| parent(first, d)).count() - 1;
        let beside = dimension.overlay && depth == 0;
        let title = locale.dimension(&dimension.id);
        let title = if beside { words.beside(title) } else { title.to_owned() };
        let style = if depth <= 1 { Style::Strong } else { Style::Plain };
        let mut row = vec![Cell::Text(Span::new(format!("{}{title}", "  ".repeat(depth)), style))];
        for card in cards {
            row.push(Span::score(card.dimension(&dimension.id).and_then(|d| d.score)).into());
        }
        table.push(row);
    }
    table
}

fn parent<'a>(card: &'a Scorecard, dimension: &DimensionScore) -> Option<&'a DimensionScore> {
    card.dimension(dimension.parent.as_ref()?)
}

/// Every indicator that at least one of them has: raw value, score and source, and its points of the difference.
pub(crate) fn numbers(of: &Comparison, sources: &mut Sources, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = columns(words.indicator(), &of.scorecards, locale);
    let pair = of.differences.first().filter(|_| of.differences.len() == 1);
    if pair.is_some() {
        table.columns.push(Column { title: words.difference().to_owned(), numbers: true });
    }
    let Some(first) = of.scorecards.first() else { return table };
    for dimension in &first.dimensions {
        let own = |i: &&IndicatorScore| i.dimension == dimension.id;
        let rows: Vec<_> = first
            .indicators
            .iter()
            .filter(own)
            .filter(|i| of.scorecards.iter().any(|c| c.indicator(&i.id).is_some_and(|x| x.value.is_some())))
            .collect();
        if rows.is_empty() {
            continue;
        }
        table.rows.push(heading(first, dimension, locale));
        for indicator in rows {
            let mut row = vec![Cell::plain(format!("{}{}", locale.indicator(&indicator.id), tags(indicator, locale)))];
            row.extend(of.scorecards.iter().map(|card| figure(card.indicator(&indicator.id), sources, locale)));
            if let Some(pair) = pair {
                let found = pair.indicators.iter().find(|p| p.id == indicator.id);
                row.push(Cell::plain(found.map(|p| points(p.points)).unwrap_or_default()));
            }
            table.push(row);
        }
    }
    table
}

fn figure(indicator: Option<&IndicatorScore>, sources: &mut Sources, locale: &Locale) -> Cell {
    let Some(indicator) = indicator.filter(|i| i.value.is_some()) else { return Span::faint("-").into() };
    let marks = sources.marks(indicator);
    let marks = if marks.is_empty() { marks } else { format!(" {marks}") };
    let value = value_with_unit(indicator, locale);
    match indicator.score {
        Some(x) => Span::new(format!("{value} = {}{marks}", score(x)), Style::Score(x)).into(),
        None => Span::faint(format!("{value}{marks}")).into(),
    }
}

/// The gap of a pair's headlines as they are printed.
fn between(of: &Comparison, difference: &Difference) -> Option<f64> {
    let score = |id: &str| of.scorecards.iter().find(|c| c.scenario == id)?.score;
    score(&difference.a).zip(score(&difference.b)).map(|(a, b)| gap(a, b))
}

/// Every pair: the difference, what of it is coverage, and the indicators that make most of it.
pub(crate) fn differences(of: &Comparison, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.pair(), false),
        (words.difference(), true),
        (words.coverage(), true),
        (words.largest(), false),
    ]);
    for difference in &of.differences {
        let mut indicators: Vec<_> = difference.indicators.iter().collect();
        indicators.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
        let largest: Vec<String> =
            indicators.iter().take(3).map(|p| format!("{} {}", locale.indicator(&p.id), points(p.points))).collect();
        table.push(vec![
            Cell::plain(words.less(locale.scenario(&difference.a), locale.scenario(&difference.b))),
            Cell::plain(between(of, difference).map_or_else(|| "-".to_owned(), points)),
            Cell::plain(difference.coverage.map_or_else(|| "-".to_owned(), points)),
            Cell::plain(locale.listed(&largest)),
        ]);
    }
    table
}

/// The alerts that fire; with their conditions, if asked for.
fn alerts(of: &Comparison, locale: &Locale, conditions: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for card in &of.scorecards {
        for alert in card.alerts.iter().filter(|a| a.fired == Some(true)) {
            let (name, since) = (locale.scenario(&card.scenario), locale.since(alert.since));
            let mut line =
                vec![Span::plain(format!("{name}{since}{}{}", locale.words().colon(), locale.alert(&alert.id)))];
            if conditions {
                line.push(Span::faint(locale.words().aside(&alert.when, ending(alert, locale))));
            }
            lines.push(line);
        }
    }
    lines
}
