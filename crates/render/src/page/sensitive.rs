//! Sobol indices as a page.

use super::content::{Cell, Page, Part, Span, Table};
use super::score;
use super::uncertain::source as source_of;
use crate::locale::{Language, Locale};
use froth_core::sensitivity::{Sensitivity, SourceIndex};
use froth_core::uncertainty::Source;

/// The most sources that a table lists; the rest is counted.
const MOST: usize = 25;

/// A sentence on what matters most, then the indices by source and by dimension.
pub fn sensitivity(of: &Sensitivity, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    let names: Vec<&str> = of.scenarios.iter().map(|s| locale.scenario(s)).collect();
    let title = match names.as_slice() {
        [a, b] => words.gap_from(words.less(a, b)),
        _ => words.score_from(locale.listed(&names)),
    };
    page.parts.push(Part::Title(title));
    let sentences = what_matters(of, locale);
    page.parts.push(Part::Lines(sentences.into_iter().map(|s| vec![Span::plain(s)]).collect()));
    page.section(words.by_source(), sources(words.what_varies(), &of.indices, locale));
    page.section(words.by_branch(), sources(words.dimension(), &of.dimensions, locale));
    page
}

/// The spread, the sources behind it, and how it was measured.
pub fn what_matters(of: &Sensitivity, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let (Some(mean), Some(sd)) = (of.mean, of.sd) else { return vec![words.nothing_scored().to_owned()] };
    if of.indices.is_empty() {
        return vec![words.nothing_uncertain().to_owned()];
    }
    let first: Vec<String> = of
        .indices
        .iter()
        .filter(|i| !i.index.is_indistinct())
        .take(3)
        .map(|i| format!("{} ({})", name(&i.source, locale), super::share(i.index.st.clamp(0.0, 1.0))))
        .collect();
    let reading = if of.like_for_like { words.like_for_like_aside() } else { "" };
    let mut sentences =
        vec![words.spread(reading, score(mean), score(sd), locale.listed(&first)), words.sampled(of.samples, of.seed)];
    if of.undefined > 0 {
        sentences.push(words.undefined_points(of.undefined));
    }
    sentences
}

pub(super) fn sources(first: &str, of: &[SourceIndex], locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (first, false),
        ("S1", true),
        (words.interval_95(), true),
        ("ST", true),
        (words.interval_95(), true),
        ("", false),
    ]);
    let number = |x: f64| format!("{:.3}", if x.abs() < 0.0005 { 0.0 } else { x });
    for SourceIndex { source, index } in of.iter().take(MOST) {
        let range = |low: f64, high: f64| words.to(number(low), number(high));
        let note = match (index.is_alone_indistinct(), index.is_indistinct()) {
            (_, true) => words.indistinct(),
            (true, false) => words.alone_indistinct(),
            _ => "",
        };
        let shown = |x: f64, indistinct: bool| {
            Cell::Text(if indistinct { Span::faint("≈ 0") } else { Span::plain(number(x)) })
        };
        table.push(vec![
            Cell::plain(name(source, locale)),
            shown(index.s1, index.is_alone_indistinct()),
            Span::faint(range(index.s1_low, index.s1_high)).into(),
            shown(index.st, index.is_indistinct()),
            Span::faint(range(index.st_low, index.st_high)).into(),
            Span::faint(note).into(),
        ]);
    }
    let rest = of.len().saturating_sub(MOST);
    if rest > 0 {
        let largest = of[MOST..].iter().map(|i| i.index.st).fold(0.0, f64::max);
        let text = words.other_sources(rest, number(largest));
        let mut cells = vec![Span::faint(text).into()];
        cells.extend((0..5).map(|_| Cell::empty()));
        table.push(cells);
    }
    table
}

/// A source by the names of the model: `value.ID` is "figure: title".
pub(crate) fn name(source: &str, locale: &Locale) -> String {
    let words = locale.words();
    // Inputs of formulas have no titles of their own: an id reads as English, and as nothing but an id elsewhere.
    let title = |id: &str| match locale.title(id) {
        title if title == id && locale.language == Language::English => id.replace('_', " "),
        title => title.to_owned(),
    };
    match source.split_once('.') {
        Some(("value", id)) => words.of_value(title(id)),
        Some(("weights", id)) if id.starts_with("level.") => words.of_weights_level(&id["level.".len()..]),
        Some(("weights", id)) => words.of_weights(title(id)),
        Some(("rule", id)) => words.of_rule(title(id)),
        Some(("aggregation", id)) => words.of_aggregation(title(id)),
        _ if source == "root" => words.across_all().to_owned(),
        // Weights are drawn by group: the word alone is somebody's id.
        _ => match Source::ALL.into_iter().find(|s| s.as_str() == source && *s != Source::Weights) {
            Some(of) => source_of(of, locale).to_owned(),
            None => locale.title(source).to_owned(),
        },
    }
}

/// A row a source.
pub fn sensitivity_csv(of: &Sensitivity) -> String {
    let header = ["kind", "source", "s1", "s1_low", "s1_high", "st", "st_low", "st_high"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for (kind, indices) in [("source", &of.indices), ("dimension", &of.dimensions)] {
        for i in indices {
            let mut row = vec![kind.to_owned(), i.source.clone()];
            row.extend(i.index.numbers().map(|x| x.to_string()));
            rows.push(row);
        }
    }
    super::data::csv_rows(rows)
}
