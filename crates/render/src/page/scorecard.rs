//! A scorecard as a page.

use super::alerted::end;
use super::content::{Cell, Line, Page, Part, Row, Span, Style, Table};
use super::sources::Sources;
use super::{points, raw, score, share};
use crate::locale::Locale;
use froth_core::model::{Market, TIE};
use froth_core::scenario::Value;
use froth_core::score::{AlertState, DimensionScore, IndicatorScore, Missing, Scorecard};

/// What leads, then dimensions, indicators with their sources, what is missing, alerts, notes.
pub fn scorecard(card: &Scorecard, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.titled(locale.title_of_scenario(&card.scenario), &card.scenario, card.as_of)));
    page.parts.push(Part::Lines(headline(card, locale)));
    let [main, overlays] = [false, true].map(|overlay| dimensions(card, overlay, locale));
    page.section(words.dimensions(), main);
    page.section(words.beside_score(), overlays);
    let mut sources = Sources::default();
    page.section(words.indicators(), indicators(card, &mut sources, locale));
    page.section(words.watched(), watched(card, &mut sources, locale));
    page.list(words.missing(), false, missing(card, locale));
    page.list(words.alerts(), false, alerts(card, locale));
    page.list(words.notes(), false, notes(card, locale));
    page.list(words.sources(), true, sources.lines());
    page
}

/// The first lines: the pair that leads, the score with its bounds, the score without some figures, the model.
pub(crate) fn headline(card: &Scorecard, locale: &Locale) -> Vec<Line> {
    let words = locale.words();
    let mut lines: Vec<Line> = Vec::new();
    if let Some(pair) = &card.pair {
        lines.push(vec![
            Span::strong(format!("{} ", locale.rest(&pair.rest_title))),
            Span::score(pair.rest),
            Span::strong(format!(" | {} ", locale.dimension(&pair.apart))),
            Span::score(pair.apart_score),
            Span::faint(words.scale(locale.low(), locale.high())),
        ]);
    }
    let [low, high] = card.bounds.map(score);
    let open =
        if card.coverage >= 1.0 - TIE { words.nothing_missing().to_owned() } else { words.whatever(&low, &high) };
    let mut line = if let (Some(x), Some(band)) = (card.score, &card.band) {
        let rest = words.score_line(locale.band(band), &open);
        vec![Span::strong(format!("{} ", words.score())), Span::score(Some(x)), Span::plain(rest)]
    } else {
        let reason = locale.reason(card.reason.as_ref());
        vec![Span::strong(words.no_score()), Span::plain(format!("{reason}; {open}"))]
    };
    let [scored, all] = card.dimensions_scored;
    line.push(Span::plain(words.scored_line(scored, all, share(card.coverage))));
    lines.push(line);
    let without = |x: Option<f64>| x.map_or_else(|| words.no_score_short().to_owned(), score);
    let without = [card.without.private, card.without.low_confidence].map(without);
    let mut line = vec![Span::plain(words.without_line(&without[0], &without[1]))];
    if card.by_construction > 0.0 {
        line.push(Span::plain(words.own_worst(share(card.by_construction))));
    }
    lines.push(line);
    lines.extend(ages(card, locale).map(|line| vec![Span::plain(line)]));
    lines.push(vec![Span::faint(words.model(locale.model(&card.model), &card.model_version))]);
    lines
}

/// How many points of the headline rest on figures of what age; none without a headline.
pub fn ages(card: &Scorecard, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let ages = card.ages.as_ref()?;
    let mut bands = vec![
        words.ages_to_92(score(ages.points_up_to_92_days)),
        words.ages_to_184(score(ages.points_up_to_184_days)),
        words.ages_to_a_year(score(ages.points_up_to_a_year)),
        words.ages_older(score(ages.points_older_than_a_year)),
    ];
    if ages.points_undated > 0.0 {
        bands.push(words.ages_undated(score(ages.points_undated)));
    }
    Some(words.ages(score(ages.points_older_than_a_year), score(ages.points), locale.listed(&bands)))
}

/// Dimensions as an indented tree, children after their parent.
pub(crate) fn dimensions(card: &Scorecard, overlay: bool, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.dimension(), false),
        (words.score(), true),
        ("", false),
        (words.band(), false),
        (words.points(), true),
        (words.coverage(), true),
    ]);
    let tops: Vec<&DimensionScore> =
        card.dimensions.iter().filter(|d| d.parent.is_none() && d.overlay == overlay).collect();
    let mut open: Vec<(&DimensionScore, usize)> = tops.into_iter().rev().map(|d| (d, 0)).collect();
    while let Some((dimension, depth)) = open.pop() {
        let style = if depth <= 1 { Style::Strong } else { Style::Plain };
        table.push(vec![
            Span::new(format!("{}{}", "  ".repeat(depth), locale.dimension(&dimension.id)), style).into(),
            Span::score(dimension.score).into(),
            Cell::bar(dimension.score),
            Cell::plain(dimension.band.as_deref().map_or("", |band| locale.band(band))),
            Cell::plain(dimension.contribution.filter(|_| depth > 0).map(score).unwrap_or_default()),
            Span::faint(share(dimension.coverage)).into(),
        ]);
        let children = card.dimensions.iter().filter(|d| d.parent.as_deref() == Some(&dimension.id));
        open.extend(children.rev().map(|d| (d, depth + 1)));
    }
    table
}

fn indicators(card: &Scorecard, sources: &mut Sources, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.value(), true),
        (words.score(), true),
        (words.points(), true),
        (words.if_calm(), true),
        (words.as_of_and_age(), false),
        (words.confidence(), false),
        (words.source(), false),
    ]);
    for dimension in &card.dimensions {
        let scored: Vec<&IndicatorScore> =
            card.indicators.iter().filter(|i| i.dimension == dimension.id && !i.missing).collect();
        if scored.is_empty() {
            continue;
        }
        table.rows.push(heading(card, dimension, locale));
        for indicator in scored {
            table.push(vec![
                Cell::plain(format!("{}{}", locale.indicator(&indicator.id), tags(indicator, locale))),
                Cell::plain(value_with_unit(indicator, locale)),
                score_cell(indicator),
                Cell::plain(indicator.contribution.map(score).unwrap_or_default()),
                Cell::plain(indicator.if_calm.map(|lost| points(-lost)).unwrap_or_default()),
                Span::faint(dates(indicator, locale)).into(),
                Span::faint(locale.confidence(confidence(indicator))).into(),
                Span::faint(sources.marks(indicator)).into(),
            ]);
        }
    }
    table
}

/// A row that names the dimension of the rows below it, with what it is part of.
pub(super) fn heading(card: &Scorecard, dimension: &DimensionScore, locale: &Locale) -> Row {
    // The root is the whole: what stands right under it is part of nothing else.
    let parent = dimension.parent.as_ref().and_then(|id| card.dimension(id)).filter(|p| p.parent.is_some());
    let part_of = parent.map(|p| format!("{}: ", locale.dimension(&p.id))).unwrap_or_default();
    Row::Heading(format!("{part_of}{}", locale.dimension(&dimension.id)))
}

/// Indicators without a rule: what is watched but cannot be scored.
fn watched(card: &Scorecard, sources: &mut Sources, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.value(), true),
        (words.as_of_and_age(), false),
        (words.confidence(), false),
        (words.source(), false),
    ]);
    for indicator in card.indicators.iter().filter(|i| i.watched && i.value.is_some()) {
        table.push(vec![
            Cell::plain(format!("{}{}", locale.indicator(&indicator.id), tags(indicator, locale))),
            Cell::plain(value_with_unit(indicator, locale)),
            Span::faint(dates(indicator, locale)).into(),
            Span::faint(locale.confidence(confidence(indicator))).into(),
            Span::faint(sources.marks(indicator)).into(),
        ]);
    }
    table
}

/// What has no score, and why.
pub(crate) fn missing(card: &Scorecard, locale: &Locale) -> Vec<Line> {
    let point = |title: &str, reason: Option<&Missing>| {
        vec![Span::plain(format!("{title}{}", locale.words().colon())), Span::faint(locale.reason(reason))]
    };
    let title = |i: &IndicatorScore| match i.value {
        Some(_) => format!("{} ({})", locale.indicator(&i.id), value_with_unit(i, locale)),
        None => locale.indicator(&i.id).to_owned(),
    };
    let dimensions =
        card.dimensions.iter().filter(|d| d.score.is_none()).map(|d| point(locale.dimension(&d.id), d.reason.as_ref()));
    let indicators =
        card.indicators.iter().filter(|i| i.missing && !i.watched).map(|i| point(&title(i), i.reason.as_ref()));
    dimensions.chain(indicators).collect()
}

fn alerts(card: &Scorecard, locale: &Locale) -> Vec<Line> {
    let words = locale.words();
    let line = |alert: &AlertState| {
        let state = match alert.fired {
            Some(true) => Span::new(words.fires(), Style::Score(100.0)),
            Some(false) => Span::plain(words.quiet()),
            None => Span::plain(words.undecided()),
        };
        let undecided = alert.fired.is_none();
        let why = undecided.then(|| match &alert.reason {
            Some(_) => words.and_ends(locale.reason(alert.reason.as_ref())),
            None => words.and_ends(words.no_data()),
        });
        vec![
            state,
            Span::plain(format!("{}{}{}", locale.since(alert.since), words.colon(), locale.alert(&alert.id))),
            Span::faint(words.aside(&alert.when, why.unwrap_or_default() + &ending(alert, locale))),
        ]
    };
    card.alerts.iter().map(line).collect()
}

/// `; ends if ...`: what would end an alert that fires, or nothing where that is not to be said exactly.
pub(crate) fn ending(alert: &AlertState, locale: &Locale) -> String {
    ends(alert, locale).map(|ends| locale.words().and_ends(ends)).unwrap_or_default()
}

/// What would end an alert that fires, where that can be said exactly.
pub fn ends(alert: &AlertState, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let changes: Vec<String> = alert.ends.iter().map(|e| end(e, locale)).collect();
    (!changes.is_empty()).then(|| words.ends(changes.join(words.or())))
}

/// What a reader must know about single figures: shocks, disputes, notes.
pub(crate) fn notes(card: &Scorecard, locale: &Locale) -> Vec<Line> {
    let words = locale.words();
    let mut lines: Vec<Line> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    for indicator in card.indicators.iter().filter(|i| i.value.is_some()) {
        let mut texts: Vec<String> = Vec::new();
        let shocks = indicator.shock.iter().map(|s| (indicator.id.as_str(), s));
        let input_shocks = indicator.inputs.iter().flatten().filter_map(|i| Some((i.id.as_str(), i.shock.as_ref()?)));
        for (id, shock) in shocks.chain(input_shocks) {
            let from = shock.base_value.as_ref().map_or_else(|| words.no_value().to_owned(), value);
            texts.push(words.what_if(locale.title(id), shock.kind.as_str(), value(&shock.kind.amount()), &from));
        }
        texts.extend(indicator.contested.iter().map(|c| words.contested(locale.text(c))));
        texts.extend(indicator.note.iter().map(|note| locale.text(note).to_owned()));
        for input in indicator.inputs.iter().flatten() {
            texts.extend(
                input
                    .note
                    .iter()
                    .map(|note| format!("{}{}{}", locale.title(&input.id), words.colon(), locale.text(note))),
            );
        }
        texts.retain(|text| !said.contains(text));
        if !texts.is_empty() {
            let joined: Vec<&str> = texts.iter().map(|t| t.trim_end_matches(['.', '。'])).collect();
            lines.push(vec![
                Span::plain(format!("{}{}", locale.indicator(&indicator.id), words.colon())),
                Span::faint(joined.join("; ")),
            ]);
        }
        said.extend(texts);
    }
    lines
}

/// Marks behind a title: contested, private.
pub(crate) fn tags(indicator: &IndicatorScore, locale: &Locale) -> String {
    let words = locale.words();
    let mut tags = Vec::new();
    if indicator.market == Some(Market::Private) {
        tags.push(words.tag_private());
    }
    if indicator.contested.is_some() {
        tags.push(words.tag_contested());
    }
    if indicator.shock.is_some() || indicator.inputs.iter().flatten().any(|i| i.shock.is_some()) {
        tags.push(words.tag_what_if());
    }
    if tags.is_empty() { String::new() } else { format!(" ({})", locale.listed(&tags)) }
}

pub(crate) fn value(value: &Value) -> String {
    match value {
        Value::Number(x) => raw(*x),
        Value::Word(word) => word.clone(),
    }
}

/// The raw value with its unit, and its range where it has one.
pub(crate) fn value_with_unit(indicator: &IndicatorScore, locale: &Locale) -> String {
    let Some(shown) = &indicator.value else { return "-".to_owned() };
    super::amount_in(shown, indicator.low.zip(indicator.high), &indicator.unit, locale)
}

/// The score, with the unclamped one where it lies beyond the scale.
fn score_cell(indicator: &IndicatorScore) -> Cell {
    let Some(x) = indicator.score else { return Span::score(None).into() };
    let beyond = indicator.unclamped.filter(|u| *u > 100.05 || *u < -0.05);
    match beyond {
        Some(unclamped) => Span::new(format!("{} ({unclamped:.0})", score(x)), Style::Score(x)).into(),
        None => Span::score(Some(x)).into(),
    }
}

/// The figure's date and age; for a formula those of the oldest of its inputs.
fn dates(indicator: &IndicatorScore, locale: &Locale) -> String {
    let words = locale.words();
    let oldest = indicator.inputs.iter().flatten().filter(|i| i.value.is_some()).filter_map(|i| i.date).min();
    let Some(date) = indicator.date.or(oldest) else { return String::new() };
    match indicator.age {
        None | Some(0) => locale.day(date),
        Some(days @ 1..MONTH) => words.aged(locale.day(date), words.days_old(days)),
        Some(days) => words.aged(locale.day(date), words.months_old((days as f64 / (YEAR / 12.0)).floor().max(1.0))),
    }
}

/// Fewer days are said as days.
const MONTH: i64 = 31;

/// Days in a year.
const YEAR: f64 = 365.25;

/// The figure's confidence; for a formula the lowest of its inputs'.
fn confidence(indicator: &IndicatorScore) -> Option<froth_core::scenario::Confidence> {
    let lowest = indicator.inputs.iter().flatten().filter(|i| i.value.is_some()).map(|i| i.confidence).min().flatten();
    indicator.confidence.or(lowest)
}
