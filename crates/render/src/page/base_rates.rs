//! Base rates as a page: what came after run-ups, in words and in a table, and the run-ups themselves.

use super::content::{Cell, Page, Part, Span, Table};
use super::exuberant::short;
use super::raw;
use super::words::Words;
use crate::locale::Locale;
use froth_core::number::{data, share};
use froth_panel::base_rates::{BaseRate, BaseRates, EndedAs, Ends, Episode, Step};

/// The most run-ups in a table, and the most suspect prices; data has them all.
const MOST: usize = 40;

/// Sentences first, then shares, run-ups, and how they are to be read.
pub fn base_rates(of: &BaseRates, file: &str, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.base_rates_title(file)));
    page.parts.push(Part::Lines(of.rates.iter().map(|rate| vec![Span::plain(said(rate, of.step, locale))]).collect()));
    page.parts.push(Part::Lines(vec![vec![Span::faint(method(of, words))]]));
    page.section(words.base_rates_shares(), shares(of, locale));
    page.section(words.base_rates_episodes(), episodes(of, locale));
    let mut notes: Vec<String> = Vec::new();
    if of.episodes.len() > MOST {
        notes.push(words.base_rates_more(of.episodes.len() - MOST));
    }
    notes.extend([words.base_rates_note().to_owned(), words.base_rates_no_forecast().to_owned()]);
    page.parts.push(Part::Lines(notes.into_iter().map(|note| vec![Span::faint(note)]).collect()));
    page
}

/// What makes the counts doubtful: prices like splits, rows unequally far apart.
pub fn base_rates_doubts(of: &BaseRates, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut doubts: Vec<String> = of
        .suspects
        .iter()
        .take(MOST)
        .map(|suspect| {
            let [before, low, after] = suspect.prices.map(raw);
            words.suspect_price(of_entity(&suspect.entity), suspect.date, before, low, after)
        })
        .collect();
    if !of.uneven.is_empty() {
        let named: Vec<String> = of.uneven.iter().filter(|name| !name.is_empty()).take(5).cloned().collect();
        doubts.push(words.uneven_rows(match (named.len(), of.uneven.len()) {
            (0, all) => all.to_string(),
            (shown, all) if shown < all => words.of(locale.listed(&named), all),
            _ => locale.listed(&named),
        }));
    }
    doubts
}

/// An entity before a date.
fn of_entity(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("{name} ") }
}

/// So many rows, by what a row is.
pub(crate) fn periods(count: usize, step: Option<Step>, locale: &Locale) -> String {
    let words = locale.words();
    match (step, count) {
        (Some(Step::Day), 1) => words.step_day().to_owned(),
        (Some(Step::Day), n) => words.step_days(n),
        (Some(Step::Week), 1) => words.step_week().to_owned(),
        (Some(Step::Week), n) => words.step_weeks(n),
        (Some(Step::Month), 1) => words.step_month().to_owned(),
        (Some(Step::Month), n) => words.step_months(n),
        (Some(Step::Quarter), 1) => words.step_quarter().to_owned(),
        (Some(Step::Quarter), n) => words.step_quarters(n),
        (Some(Step::Year), 1) => words.step_year().to_owned(),
        (Some(Step::Year), n) => words.step_years(n),
        (None, 1) => words.step_row().to_owned(),
        (None, n) => words.step_rows(n),
    }
}

fn rows(step: Option<Step>, words: Words) -> &'static str {
    match step {
        Some(Step::Day) => words.all_days(),
        Some(Step::Week) => words.all_weeks(),
        Some(Step::Month) => words.all_months(),
        Some(Step::Quarter) => words.all_quarters(),
        Some(Step::Year) => words.all_years(),
        None => words.all_rows(),
    }
}

/// The finding of one rise.
pub(crate) fn said(rate: &BaseRate, step: Option<Step>, locale: &Locale) -> String {
    let words = locale.words();
    let [rise, fall] = [rate.rise, rate.fall].map(raw);
    let [within, horizon] = [rate.within, rate.horizon].map(|n| periods(n, step, locale));
    let within = within.trim_start();
    let unconditional = match rate.unconditional {
        Some(x) => words.of_all_rows(share(x), rows(step, words)),
        None => words.no_other_rows().to_owned(),
    };
    let mut text = match (rate.finished(), rate.share) {
        (0, _) | (_, None) => words.base_rate_none(rise, within),
        (1, _) if rate.falls == 1 => words.base_rate_fell(rise, within, fall, horizon, unconditional),
        (1, _) => words.base_rate_stood(rise, within, fall, horizon, unconditional),
        (finished, Some(x)) => {
            let interval = rate.low.zip(rate.high).map(|(low, high)| words.wilson(percent(low), percent(high)));
            let interval = interval.unwrap_or_default();
            words.base_rate(finished, rise, within, rate.falls, fall, horizon, share(x), interval, unconditional)
        }
    };
    if rate.open > 0 {
        text.push_str(&words.base_rate_open(rate.open));
    }
    text
}

/// A share in whole percent, without the sign.
fn percent(x: f64) -> String {
    format!("{:.0}", 100.0 * x)
}

fn method(of: &BaseRates, words: Words) -> String {
    let mut parts = vec![words.base_rates_from(of.from, of.to, of.entities, raw(of.dates as f64))];
    if of.excess {
        parts.push(words.base_rates_excess().to_owned());
    }
    if of.min_entities > 1 {
        parts.push(words.base_rates_least(of.min_entities));
    }
    match (of.ended, of.ended_as) {
        (0, _) => {}
        (n, EndedAs::Open) => parts.push(words.base_rates_ended_open(n)),
        (n, EndedAs::Fall) => parts.push(words.base_rates_ended_fall(n)),
    }
    let b = &of.bootstrap;
    parts.push(words.base_rates_bootstrap(raw(b.replications as f64), raw(b.block), b.seed));
    parts.join(words.comma())
}

fn shares(of: &BaseRates, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.rise(), true),
        (words.within(), true),
        (words.runups(), true),
        (words.falls(), true),
        (words.still_open(), true),
        (words.share_fell(), true),
        (words.wilson_column(), true),
        (words.by_entity(), true),
        (words.by_date(), true),
        (words.all_rows_column(), true),
    ]);
    let shown = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), share);
    let interval = |ends: Option<(f64, f64)>| match ends {
        Some((low, high)) => words.to(percent(low), percent(high)),
        None => "-".to_owned(),
    };
    let pair = |ends: Option<Ends>| interval(ends.map(|e| (e.low, e.high)));
    for rate in &of.rates {
        let mut row = vec![format!("{} %", raw(rate.rise)), periods(rate.within, of.step, locale)];
        row.extend([rate.runups, rate.falls, rate.open].map(|n| n.to_string()));
        row.push(shown(rate.share));
        row.extend([interval(rate.low.zip(rate.high)), pair(rate.by_entity), pair(rate.by_date)]);
        row.push(shown(rate.unconditional));
        table.push(row.into_iter().map(Cell::plain).collect());
    }
    table
}

fn outcome(episode: &Episode, words: Words) -> &'static str {
    match (episode.fell, episode.open) {
        (true, false) => words.outcome_fell(),
        (false, false) => words.outcome_stood(),
        (true, true) => words.outcome_open_fell(),
        (false, true) => words.outcome_open(),
    }
}

fn episodes(of: &BaseRates, locale: &Locale) -> Table {
    let words = locale.words();
    let named = of.episodes.iter().any(|e| !e.entity.is_empty());
    let mut columns = vec![
        (words.as_of(), false),
        (words.rise(), true),
        (words.within(), true),
        (words.deepest(), true),
        (words.outcome(), false),
    ];
    if named {
        columns.insert(0, (words.entity(), false));
    }
    let mut table = Table::new(&columns);
    let dates: Vec<_> = of.episodes.iter().map(|e| e.date).collect();
    let monthly = of.step.is_some_and(|step| step != Step::Day && step != Step::Week);
    for episode in of.episodes.iter().take(MOST) {
        let date = if monthly { short(episode.date, &[]) } else { short(episode.date, &dates) };
        let fall = 100.0 * (episode.trough / episode.peak - 1.0);
        let mut row = vec![
            date,
            format!("{:.0} %", episode.rise),
            periods(episode.within, of.step, locale),
            format!("{fall:.0} %").replace("-0 %", "0 %"),
            outcome(episode, words).to_owned(),
        ];
        if named {
            row.insert(0, episode.entity.clone());
        }
        table.push(row.into_iter().map(Cell::plain).collect());
    }
    table
}

/// A row a rise.
pub fn base_rates_csv(of: &BaseRates) -> String {
    super::csv_rows(base_rates_rows(of))
}

/// The same as rows, the header first.
pub(crate) fn base_rates_rows(of: &BaseRates) -> Vec<Vec<String>> {
    let header = [
        "rise",
        "within",
        "fall",
        "horizon",
        "gap",
        "runups",
        "falls",
        "open",
        "share",
        "low",
        "high",
        "entities",
        "by_entity_low",
        "by_entity_high",
        "by_date_low",
        "by_date_high",
        "unconditional",
        "unconditional_n",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for rate in &of.rates {
        let mut row = vec![data(Some(rate.rise)), rate.within.to_string(), data(Some(rate.fall))];
        row.extend([rate.horizon, rate.gap, rate.runups, rate.falls, rate.open].map(|n| n.to_string()));
        row.extend([rate.share, rate.low, rate.high].map(data));
        row.push(rate.entities.to_string());
        for ends in [rate.by_entity, rate.by_date] {
            row.extend([ends.map(|e| e.low), ends.map(|e| e.high)].map(data));
        }
        row.extend([data(rate.unconditional), rate.unconditional_n.to_string()]);
        rows.push(row);
    }
    rows
}
