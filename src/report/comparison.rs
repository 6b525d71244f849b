//! A comparison as a page.

use super::page::{Cell, Column, Page, Part, Span, Style, Table};
use super::scorecard::{heading, tags, value_with_unit};
use super::sources::Sources;
use super::{points, score, share, verdict};
use crate::score::{Comparison, DimensionScore, IndicatorScore, Scorecard};

/// Sentences first, then dimensions, then number by number, then sources.
pub fn comparison(of: &Comparison) -> Page {
    let mut page = Page::default();
    let Some(first) = of.scorecards.first() else { return page };
    let names: Vec<&str> = of.scorecards.iter().map(|c| c.scenario.as_str()).collect();
    page.parts.push(Part::Title(names.join(" against ")));
    page.parts.push(Part::Lines(verdict(of).into_iter().map(|s| vec![Span::plain(s)]).collect()));
    page.parts.push(Part::Lines(vec![vec![Span::faint(format!(
        "Model: {}, version {}",
        first.model_title, first.model_version
    ))]]));
    page.section("Headlines", headlines(of));
    page.section("Dimensions, all data", dimensions(&of.scorecards));
    if of.like_for_like.weight_left > 0.0 {
        page.section("Dimensions, like for like", dimensions(&of.like_for_like.scorecards));
    }
    let mut sources = Sources::default();
    page.section("Number by number", numbers(of, &mut sources));
    if of.scorecards.len() > 2 {
        page.section("Differences", differences(of));
    }
    page.list("Alerts that fire", false, alerts(of));
    page.list("Sources", true, sources.lines());
    page
}

fn columns(first: &str, cards: &[Scorecard]) -> Table {
    let mut table = Table::new(&[(first, false)]);
    table.columns.extend(cards.iter().map(|c| Column { title: c.scenario.clone(), numbers: true }));
    table
}

fn headlines(of: &Comparison) -> Table {
    let mut table = columns("", &of.scorecards);
    let mut add = |name: &str, cell: &dyn Fn(usize, &Scorecard) -> Cell| {
        let mut row = vec![Cell::plain(name)];
        row.extend(of.scorecards.iter().enumerate().map(|(i, c)| cell(i, c)));
        table.push(row);
    };
    add("As of", &|_, c| Cell::plain(c.as_of.to_string()));
    add("Score", &|_, c| Span::score(c.score).into());
    add("Band", &|_, c| Cell::plain(c.band.as_deref().unwrap_or("-")));
    add("Like for like", &|i, _| Span::score(of.like_for_like.scorecards.get(i).and_then(|c| c.score)).into());
    let pair = of.scorecards.iter().find_map(|c| c.pair.clone());
    if let Some(pair) = pair {
        add(&pair.rest_title, &|_, c| Span::score(c.pair.as_ref().and_then(|p| p.rest)).into());
        add(&pair.apart_title, &|_, c| Span::score(c.pair.as_ref().and_then(|p| p.apart_score)).into());
    }
    add("Bounds", &|_, c| Cell::plain(format!("{} to {}", score(c.bounds[0]), score(c.bounds[1]))));
    add("Coverage", &|_, c| Cell::plain(share(c.coverage)));
    add("Dimensions scored", &|_, c| Cell::plain(format!("{} of {}", c.dimensions_scored[0], c.dimensions_scored[1])));
    add("Without private markets", &|_, c| Span::score(c.without.private).into());
    add("Without low confidence", &|_, c| Span::score(c.without.low_confidence).into());
    table
}

fn dimensions(cards: &[Scorecard]) -> Table {
    let mut table = columns("Dimension", cards);
    let Some(first) = cards.first() else { return table };
    for dimension in &first.dimensions {
        let depth = std::iter::successors(Some(dimension), |d| parent(first, d)).count() - 1;
        let title = format!(
            "{}{}{}",
            "  ".repeat(depth),
            dimension.title,
            if dimension.overlay && depth == 0 { " (beside)" } else { "" }
        );
        let style = if depth <= 1 { Style::Strong } else { Style::Plain };
        let mut row = vec![Cell::Text(Span { text: title, style })];
        for card in cards {
            let found = card.dimensions.iter().find(|d| d.id == dimension.id);
            row.push(Span::score(found.and_then(|d| d.score)).into());
        }
        table.push(row);
    }
    table
}

fn parent<'a>(card: &'a Scorecard, dimension: &DimensionScore) -> Option<&'a DimensionScore> {
    card.dimensions.iter().find(|d| Some(&d.id) == dimension.parent.as_ref())
}

/// Every indicator that at least one of them has: raw value, score and source, and its points of the difference.
fn numbers(of: &Comparison, sources: &mut Sources) -> Table {
    let mut table = columns("Indicator", &of.scorecards);
    let pair = of.differences.first().filter(|_| of.differences.len() == 1);
    if pair.is_some() {
        table.columns.push(Column { title: "Difference".to_owned(), numbers: true });
    }
    let Some(first) = of.scorecards.first() else { return table };
    for dimension in &first.dimensions {
        let own = |i: &&IndicatorScore| i.dimension == dimension.id;
        let rows: Vec<_> = first
            .indicators
            .iter()
            .filter(own)
            .filter(|i| of.scorecards.iter().any(|c| find(c, &i.id).is_some_and(|x| x.value.is_some())))
            .collect();
        if rows.is_empty() {
            continue;
        }
        table.rows.push(heading(first, dimension));
        for indicator in rows {
            let mut row = vec![Cell::plain(format!("{}{}", indicator.title, tags(indicator)))];
            row.extend(of.scorecards.iter().map(|card| figure(find(card, &indicator.id), sources)));
            if let Some(pair) = pair {
                let found = pair.indicators.iter().find(|p| p.id == indicator.id);
                row.push(Cell::plain(found.map(|p| points(p.points)).unwrap_or_default()));
            }
            table.push(row);
        }
    }
    table
}

fn find<'a>(card: &'a Scorecard, id: &str) -> Option<&'a IndicatorScore> {
    card.indicators.iter().find(|i| i.id == id)
}

fn figure(indicator: Option<&IndicatorScore>, sources: &mut Sources) -> Cell {
    let Some(indicator) = indicator.filter(|i| i.value.is_some()) else { return Span::faint("-").into() };
    let marks = sources.marks(indicator);
    let marks = if marks.is_empty() { marks } else { format!(" {marks}") };
    match indicator.score {
        Some(x) => {
            Span { text: format!("{} = {}{marks}", value_with_unit(indicator), score(x)), style: Style::Score(x) }
                .into()
        }
        None => Span::faint(format!("{}{marks}", value_with_unit(indicator))).into(),
    }
}

fn differences(of: &Comparison) -> Table {
    let mut table =
        Table::new(&[("Pair", false), ("Difference", true), ("Coverage", true), ("Largest indicators", false)]);
    for difference in &of.differences {
        let mut indicators: Vec<_> = difference.indicators.iter().collect();
        indicators.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
        let largest: Vec<String> =
            indicators.iter().take(3).map(|p| format!("{} {}", p.id, points(p.points))).collect();
        table.push(vec![
            Cell::plain(format!("{} less {}", difference.a, difference.b)),
            Cell::plain(difference.score.map_or_else(|| "-".to_owned(), points)),
            Cell::plain(difference.coverage.map_or_else(|| "-".to_owned(), points)),
            Cell::plain(largest.join(", ")),
        ]);
    }
    table
}

fn alerts(of: &Comparison) -> Vec<super::Line> {
    let mut lines = Vec::new();
    for card in &of.scorecards {
        for alert in card.alerts.iter().filter(|a| a.fired == Some(true)) {
            let since = alert.since.map(|d| format!(" since {d}")).unwrap_or_default();
            lines.push(vec![
                Span::plain(format!("{}{since}: {} ", card.scenario, alert.title)),
                Span::faint(format!("({})", alert.when)),
            ]);
        }
    }
    lines
}
