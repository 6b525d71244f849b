//! Today's run-up beside what publications print of earlier ones.

use super::content::{Cell, Line, Part, Row, Span, Table};
use super::raw;
use crate::locale::{Locale, typeset};
use froth_core::published::{AfterRunUps, Rate, RunUp};

/// A sentence on today's figure, a table of published shares, and what they are not.
pub fn after_run_ups(of: &AfterRunUps, locale: &Locale) -> Vec<Part> {
    let words = locale.words();
    let said: Vec<Line> = of.figures.iter().map(|figure| vec![Span::strong(today(of, figure, locale))]).collect();
    let mut table = Table::new(&[
        (words.run_up_and_fall(), false),
        (words.run_up_share(), true),
        (words.run_up_cases(), true),
        (words.run_up_reached(), false),
    ]);
    let mut sources: Vec<Line> = Vec::new();
    let mut last = "";
    for rate in &of.rates {
        if rate.source != last {
            last = &rate.source;
            table.rows.push(Row::Heading(short(last).to_owned()));
            sources.push(vec![Span::faint(last).linked(rate.url.as_deref())]);
        }
        let what = translated(of, &rate.id, &rate.what, locale);
        let what = match &rate.note {
            Some(note) => words.run_up_noted(what, translated(of, note, note, locale)),
            None => what,
        };
        table.push(vec![
            Cell::plain(what),
            share(rate, locale).into(),
            Cell::plain(cases(rate, locale)),
            Cell::plain(match of.reaches(rate) {
                Some(true) => words.yes(),
                Some(false) => words.run_up_below(),
                None => words.no_data(),
            }),
        ]);
    }
    let mut parts = vec![Part::Lines(said), Part::Table(table)];
    let mut closing = vec![Span::plain(words.other_times())];
    if let Some(note) = &of.note {
        closing.push(Span::plain(format!("{}{}", words.between_sentences(), translated(of, "note", note, locale))));
    }
    parts.push(Part::Lines(vec![closing]));
    parts.push(Part::List { numbered: false, points: sources });
    parts
}

/// How high today's run-up is, and how many of the published kinds it reaches.
fn today(of: &AfterRunUps, figure: &RunUp, locale: &Locale) -> String {
    let words = locale.words();
    let name = locale.indicator(&figure.id);
    let Some(value) = figure.value else { return words.run_up_unknown(name) };
    let value = format!("{}{}", if value > 0.0 { "+" } else { "" }, raw(value));
    let value = match figure.date {
        Some(date) => words.run_up_today(name, value, locale.day_in_words(date)),
        None => words.run_up_now(name, value),
    };
    let mut own: Vec<&Rate> = of.rates.iter().filter(|rate| rate.figure.as_ref() == Some(&figure.id)).collect();
    own.sort_by(|a, b| a.rise.total_cmp(&b.rise));
    let reached = own.iter().rev().find(|rate| of.reaches(rate) == Some(true));
    let sentence = match (reached, own.first()) {
        (Some(rate), _) => words.run_up_reaches(raw(rate.rise)),
        (None, Some(least)) => words.run_up_short(raw(least.rise)),
        (None, None) => String::new(),
    };
    format!("{value}{}{sentence}", words.between_sentences())
}

fn share(rate: &Rate, locale: &Locale) -> Span {
    let words = locale.words();
    match rate.unconditional {
        Some(all) => Span::plain(words.run_up_share_of_all(raw(rate.share), raw(all))),
        None => Span::plain(words.percent(raw(rate.share))),
    }
}

fn cases(rate: &Rate, locale: &Locale) -> String {
    let words = locale.words();
    match (rate.cases, rate.falls) {
        (Some(cases), Some(falls)) => words.run_up_fell(falls, cases),
        (Some(cases), None) => cases.to_string(),
        (None, _) => words.run_up_not_at_hand().to_owned(),
    }
}

/// Authors and year: what stands before the title of a work.
fn short(source: &str) -> &str {
    source.find(')').map_or(source, |end| &source[..=end])
}

fn translated(of: &AfterRunUps, key: &str, own: &str, locale: &Locale) -> String {
    let texts = locale.language.tag().and_then(|tag| of.texts.get(tag));
    typeset(texts.and_then(|t| t.get(key)).map_or(own, String::as_str), locale.language)
}
