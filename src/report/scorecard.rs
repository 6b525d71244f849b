//! A scorecard as a page.

use super::page::{Cell, Line, Page, Part, Row, Span, Style, Table};
use super::sources::Sources;
use super::{points, raw, score, share};
use crate::model::{Market, TIE};
use crate::scenario::Value;
use crate::score::{DimensionScore, IndicatorScore, Scorecard};

/// The pages of several scorecards, one after the other.
pub fn scorecards(cards: &[Scorecard]) -> Page {
    let mut page = Page::default();
    for card in cards {
        scorecard(card, &mut page);
    }
    page
}

fn scorecard(card: &Scorecard, page: &mut Page) {
    page.parts.push(Part::Title(format!("{} ({}), as of {}", card.title, card.scenario, card.as_of)));
    page.parts.push(Part::Lines(headline(card)));
    let [main, overlays] = [false, true].map(|overlay| dimensions(card, overlay));
    page.section("Dimensions", main);
    page.section("Beside the score", overlays);
    let mut sources = Sources::default();
    page.section("Indicators", indicators(card, &mut sources));
    page.section("Shown, not scored", watched(card, &mut sources));
    page.list("Missing", false, missing(card));
    page.list("Alerts", false, alerts(card));
    page.list("Notes", false, notes(card));
    page.list("Sources", true, sources.lines());
}

fn headline(card: &Scorecard) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    if let Some(pair) = &card.pair {
        lines.push(vec![
            Span::strong(format!("{} ", pair.rest_title)),
            Span::score(pair.rest),
            Span::strong(format!(" | {} ", pair.apart_title)),
            Span::score(pair.apart_score),
            Span::faint("  (0: a typical calm year, 100: the worst on record)"),
        ]);
    }
    let [low, high] = card.bounds.map(score);
    let open = if card.coverage >= 1.0 - TIE {
        "nothing is missing".to_owned()
    } else {
        format!("between {low} and {high} whatever the missing figures are")
    };
    let mut line = if let (Some(x), Some(band)) = (card.score, &card.band) {
        vec![Span::strong("Score "), Span::score(Some(x)), Span::plain(format!(" of 100, {band}; {open}"))]
    } else {
        let reason = card.reason.clone().unwrap_or_default();
        vec![Span::strong("No score: "), Span::plain(format!("{reason}; {open}"))]
    };
    let [scored, all] = card.dimensions_scored;
    line.push(Span::plain(format!("; {scored} of {all} dimensions scored, coverage {}", share(card.coverage))));
    lines.push(line);
    let without = |x: Option<f64>| x.map_or_else(|| "no score".to_owned(), score);
    let mut line = vec![Span::plain(format!(
        "Without private markets {}, without low-confidence figures {}",
        without(card.without.private),
        without(card.without.low_confidence)
    ))];
    if card.by_construction > 0.0 {
        line.push(Span::plain(format!(
            "; {} of the weight is on indicators whose 100 this very era set: near 100 by construction",
            share(card.by_construction)
        )));
    }
    lines.push(line);
    lines.push(vec![Span::faint(format!("Model: {}, version {}", card.model_title, card.model_version))]);
    lines
}

/// Dimensions as an indented tree, children after their parent.
fn dimensions(card: &Scorecard, overlay: bool) -> Table {
    let mut table = Table::new(&[
        ("Dimension", false),
        ("Score", true),
        ("", false),
        ("Band", false),
        ("Points", true),
        ("Coverage", true),
    ]);
    let tops: Vec<&DimensionScore> =
        card.dimensions.iter().filter(|d| d.parent.is_none() && d.overlay == overlay).collect();
    let mut open: Vec<(&DimensionScore, usize)> = tops.into_iter().rev().map(|d| (d, 0)).collect();
    while let Some((dimension, depth)) = open.pop() {
        let style = if depth <= 1 { Style::Strong } else { Style::Plain };
        table.push(vec![
            Span { text: format!("{}{}", "  ".repeat(depth), dimension.title), style }.into(),
            Span::score(dimension.score).into(),
            Cell::bar(dimension.score),
            Cell::plain(dimension.band.clone().unwrap_or_default()),
            Cell::plain(dimension.contribution.filter(|_| depth > 0).map(score).unwrap_or_default()),
            Span::faint(share(dimension.coverage)).into(),
        ]);
        let children = card.dimensions.iter().filter(|d| d.parent.as_deref() == Some(&dimension.id));
        open.extend(children.rev().map(|d| (d, depth + 1)));
    }
    table
}

fn indicators(card: &Scorecard, sources: &mut Sources) -> Table {
    let mut table = Table::new(&[
        ("Indicator", false),
        ("Value", true),
        ("Score", true),
        ("Points", true),
        ("If calm", true),
        ("As of", false),
        ("Conf.", false),
        ("Source", false),
    ]);
    for dimension in &card.dimensions {
        let scored: Vec<&IndicatorScore> =
            card.indicators.iter().filter(|i| i.dimension == dimension.id && !i.missing).collect();
        if scored.is_empty() {
            continue;
        }
        table.rows.push(heading(card, dimension));
        for indicator in scored {
            table.push(vec![
                Cell::plain(format!("{}{}", indicator.title, tags(indicator))),
                Cell::plain(value_with_unit(indicator)),
                score_cell(indicator),
                Cell::plain(indicator.contribution.map(score).unwrap_or_default()),
                Cell::plain(indicator.if_calm.map(|lost| points(-lost)).unwrap_or_default()),
                Span::faint(dates(indicator)).into(),
                Span::faint(confidence(indicator)).into(),
                Span::faint(sources.marks(indicator)).into(),
            ]);
        }
    }
    table
}

/// A row that names the dimension of the rows below it, with what it is part of.
pub(super) fn heading(card: &Scorecard, dimension: &DimensionScore) -> Row {
    let parent = card.dimensions.iter().find(|d| Some(&d.id) == dimension.parent.as_ref() && d.parent.is_some());
    let part_of = parent.map(|p| format!("{}: ", p.title)).unwrap_or_default();
    Row::Heading(format!("{part_of}{}", dimension.title))
}

/// Indicators without a rule: what is watched but cannot be scored.
fn watched(card: &Scorecard, sources: &mut Sources) -> Table {
    let mut table =
        Table::new(&[("Indicator", false), ("Value", true), ("As of", false), ("Conf.", false), ("Source", false)]);
    for indicator in card.indicators.iter().filter(|i| i.watched && i.value.is_some()) {
        table.push(vec![
            Cell::plain(format!("{}{}", indicator.title, tags(indicator))),
            Cell::plain(value_with_unit(indicator)),
            Span::faint(dates(indicator)).into(),
            Span::faint(confidence(indicator)).into(),
            Span::faint(sources.marks(indicator)).into(),
        ]);
    }
    table
}

fn missing(card: &Scorecard) -> Vec<Line> {
    let point = |title: String, reason: Option<&String>| {
        vec![Span::plain(format!("{title}: ")), Span::faint(reason.cloned().unwrap_or_default())]
    };
    let title = |i: &IndicatorScore| match i.value {
        Some(_) => format!("{} ({})", i.title, value_with_unit(i)),
        None => i.title.clone(),
    };
    let dimensions =
        card.dimensions.iter().filter(|d| d.score.is_none()).map(|d| point(d.title.clone(), d.reason.as_ref()));
    let indicators =
        card.indicators.iter().filter(|i| i.missing && !i.watched).map(|i| point(title(i), i.reason.as_ref()));
    dimensions.chain(indicators).collect()
}

fn alerts(card: &Scorecard) -> Vec<Line> {
    let line = |alert: &crate::score::AlertState| {
        let since = alert.since.map(|d| format!(" since {d}")).unwrap_or_default();
        match alert.fired {
            Some(true) => vec![
                Span { text: "FIRES".to_owned(), style: Style::Score(100.0) },
                Span::plain(format!("{since}: {} ", alert.title)),
                Span::faint(format!("({})", alert.when)),
            ],
            Some(false) => {
                vec![Span::plain(format!("quiet{since}: {} ", alert.title)), Span::faint(format!("({})", alert.when))]
            }
            None => vec![
                Span::plain(format!("undecided{since}: {} ", alert.title)),
                Span::faint(format!("({}; {})", alert.when, alert.reason.as_deref().unwrap_or("no data"))),
            ],
        }
    };
    card.alerts.iter().map(line).collect()
}

/// What a reader must know about single figures: shocks, disputes, notes.
fn notes(card: &Scorecard) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    for indicator in card.indicators.iter().filter(|i| i.value.is_some()) {
        let mut texts: Vec<String> = Vec::new();
        let shocks = indicator.shock.iter().map(|s| (indicator.id.as_str(), s));
        let input_shocks = indicator.inputs.iter().flatten().filter_map(|i| Some((i.id.as_str(), i.shock.as_ref()?)));
        for (id, shock) in shocks.chain(input_shocks) {
            let from = shock.base_value.as_ref().map_or_else(|| "no value".to_owned(), value);
            texts.push(format!("what-if: {id} {} {} (was {from})", shock.kind, value(&shock.amount)));
        }
        texts.extend(indicator.contested.iter().map(|c| format!("contested: {c}")));
        texts.extend(indicator.note.iter().cloned());
        for input in indicator.inputs.iter().flatten() {
            texts.extend(input.note.iter().map(|note| format!("{}: {note}", input.id)));
        }
        texts.retain(|text| !said.contains(text));
        if !texts.is_empty() {
            let joined: Vec<&str> = texts.iter().map(|t| t.trim_end_matches('.')).collect();
            lines.push(vec![Span::plain(format!("{}: ", indicator.title)), Span::faint(joined.join("; "))]);
        }
        said.extend(texts);
    }
    lines
}

/// Marks behind a title: contested, private.
pub(super) fn tags(indicator: &IndicatorScore) -> String {
    let mut tags = Vec::new();
    if indicator.market == Some(Market::Private) {
        tags.push("private");
    }
    if indicator.contested.is_some() {
        tags.push("contested");
    }
    if indicator.shock.is_some() || indicator.inputs.iter().flatten().any(|i| i.shock.is_some()) {
        tags.push("what-if");
    }
    if tags.is_empty() { String::new() } else { format!(" ({})", tags.join(", ")) }
}

pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Number(x) => raw(*x),
        Value::Word(word) => word.clone(),
    }
}

/// The raw value with its unit, and its range where it has one.
pub(super) fn value_with_unit(indicator: &IndicatorScore) -> String {
    let Some(shown) = &indicator.value else { return "-".to_owned() };
    let unit = if indicator.unit.is_empty() { String::new() } else { format!(" {}", indicator.unit) };
    match indicator.low.zip(indicator.high) {
        Some((low, high)) => format!("{}{unit} [{} to {}]", value(shown), raw(low), raw(high)),
        None => format!("{}{unit}", value(shown)),
    }
}

/// The score, with the unclamped one where it lies beyond the scale.
fn score_cell(indicator: &IndicatorScore) -> Cell {
    let Some(x) = indicator.score else { return Span::score(None).into() };
    let beyond = indicator.unclamped.filter(|u| *u > 100.05 || *u < -0.05);
    match beyond {
        Some(unclamped) => Span { text: format!("{} ({unclamped:.0})", score(x)), style: Style::Score(x) }.into(),
        None => Span::score(Some(x)).into(),
    }
}

/// The figure's date; for a formula the oldest of its inputs'.
fn dates(indicator: &IndicatorScore) -> String {
    let oldest = indicator.inputs.iter().flatten().filter_map(|i| i.date).min();
    indicator.date.or(oldest).map(|d| d.to_string()).unwrap_or_default()
}

/// The figure's confidence; for a formula the lowest of its inputs'.
fn confidence(indicator: &IndicatorScore) -> &'static str {
    let lowest = indicator.inputs.iter().flatten().filter(|i| i.value.is_some()).map(|i| i.confidence).min().flatten();
    indicator.confidence.or(lowest).map_or("", crate::scenario::Confidence::as_str)
}
