//! One entity of a panel as a page: score, rank and interval, strengths, weaknesses, peers, what would raise its rank.

use super::content::{Cell, Page, Part, Row, Span, Table};
use super::{csv_rows, points, raw, score};
use crate::locale::Locale;
use froth_core::number::data;
use froth_panel::profile::{Peer, Profile, Standing, Target};

/// Strengths and weaknesses that are named in the lead.
const NAMED: usize = 3;
/// Indicators that would raise its rank.
const GAINS: usize = 12;

/// What was found, in sentences.
pub(crate) fn profile_found(of: &Profile, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let band = locale.band(&of.band);
    let mut said = vec![words.profile_score(&of.entity, score(of.score), band, raw(of.rank), of.of)];
    if let Some((i, [low, high], [first, last])) = of.interval.and_then(|i| Some((i, i.score?, i.rank?))) {
        said.push(words.profile_interval(score(low), score(high), raw(first), raw(last), raw(f64::from(i.draws))));
    }
    let names = |of: &[Standing]| {
        let names: Vec<&str> = of.iter().take(NAMED).map(|s| locale.indicator(&s.id)).collect();
        locale.listed(&names)
    };
    if !of.strengths.is_empty() {
        said.push(words.profile_strongest(names(&of.strengths)));
    }
    if !of.weaknesses.is_empty() {
        said.push(words.profile_weakest(names(&of.weaknesses)));
    }
    said
}

/// The page.
pub fn profile(of: &Profile, file: &str, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    let model = format!("{} {}", locale.model(&of.model), of.version);
    page.parts.push(Part::Title(words.profile_title(&of.entity, model.trim(), file, of.date)));
    page.parts.push(Part::Lead(locale.paragraph(&profile_found(of, locale))));
    page.section(words.profile_dimensions(), standings(&of.dimensions, false, locale));
    page.section(words.profile_strengths(), standings(&of.strengths, true, locale));
    page.section(words.profile_weaknesses(), standings(&of.weaknesses, true, locale));
    page.section(words.profile_peers(), peers(of, locale));
    page.section(words.profile_gains(), gains(of, locale));
    let mut lines = vec![vec![Span::plain(smallest(of, locale))]];
    if !of.missing.is_empty() {
        let names: Vec<&str> = of.missing.iter().map(|id| locale.indicator(id)).collect();
        lines.push(vec![Span::plain(words.profile_missing(locale.listed(&names)))]);
    }
    lines.push(vec![Span::faint(words.profile_note())]);
    page.parts.push(Part::Lines(lines));
    page
}

fn smallest(of: &Profile, locale: &Locale) -> String {
    let words = locale.words();
    let is_best = if of.high_is_good { of.rank < 2.0 } else { of.rank > of.of as f64 - 1.0 };
    match &of.smallest {
        Some(s) => words.profile_smallest(locale.indicator(&s.id), score(s.from), score(s.to), &s.overtakes),
        None if is_best => words.profile_best().to_owned(),
        None => words.profile_no_single().to_owned(),
    }
}

fn standings(of: &[Standing], with_values: bool, locale: &Locale) -> Table {
    let words = locale.words();
    let (name, value) = if with_values { (words.indicator(), words.value()) } else { (words.dimension(), "") };
    let mut table = Table::new(&[
        (name, false),
        (value, true),
        (words.score(), true),
        ("", false),
        (words.profile_place(), true),
        (words.profile_median(), true),
        (words.profile_peers_median(), true),
    ]);
    for s in of {
        table.push(vec![
            Cell::plain(locale.title(&s.id)),
            Cell::plain(s.value.map(raw).unwrap_or_default()),
            Span::score(Some(s.score)).into(),
            Cell::Bar(s.score),
            Cell::plain(words.of(raw(s.place), s.of)),
            Span::score(Some(s.median)).into(),
            Span::score(s.peers).into(),
        ]);
    }
    table
}

fn peers(of: &Profile, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[("", false), (words.score(), true), ("", false), (words.profile_rank(), true)]);
    let mut add = |heading: String, peers: &[Peer]| {
        if !peers.is_empty() {
            table.rows.push(Row::Heading(heading));
        }
        for p in peers {
            table.push(vec![
                Cell::plain(p.entity.clone()),
                Span::score(Some(p.score)).into(),
                Cell::Bar(p.score),
                Cell::plain(raw(p.rank)),
            ]);
        }
    };
    add(words.profile_nearest().to_owned(), &of.peers);
    for g in &of.groups {
        add(words.profile_group(&g.by, &g.group, raw(g.rank), g.of, score(g.median)), &g.peers);
    }
    table
}

fn gains(of: &Profile, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.score(), true),
        (words.profile_to_median(), true),
        (words.profile_gain(), true),
        (words.profile_rank(), true),
        (words.profile_to_next(), true),
        (words.profile_gain(), true),
        (words.profile_rank(), true),
    ]);
    let cells = |target: &Option<Target>| match target {
        Some(t) => [
            Cell::plain(score(t.indicator)),
            Cell::plain(points(t.score - of.score)),
            Cell::plain(if t.places == 0.0 { raw(t.rank) } else { words.to(raw(of.rank), raw(t.rank)) }),
        ],
        None => [Cell::from(Span::faint("-")), Cell::empty(), Cell::empty()],
    };
    for gain in of.gains.iter().take(GAINS) {
        let mut row = vec![Cell::plain(locale.indicator(&gain.id)), Span::score(Some(gain.score)).into()];
        row.extend(cells(&gain.to_median));
        row.extend(cells(&gain.to_next));
        table.push(row);
    }
    table
}

/// A row an indicator and dimension, with what it would do at the peers' median and at the next better score.
pub fn profile_csv(of: &Profile) -> String {
    const COLUMNS: [&str; 20] = [
        "kind",
        "id",
        "value",
        "score",
        "place",
        "of",
        "median",
        "peers_median",
        "to_median",
        "to_median_score",
        "to_median_rank",
        "to_median_places",
        "next",
        "to_next",
        "to_next_score",
        "to_next_rank",
        "to_next_places",
        "score_low",
        "score_high",
        "rank_low",
    ];
    let mut header: Vec<String> = COLUMNS.iter().map(|c| (*c).to_owned()).collect();
    header.push("rank_high".to_owned());
    let width = header.len();
    let mut rows = vec![header];
    let mut push = |kind: &str, id: &str, numbers: Vec<String>| {
        let mut row = vec![kind.to_owned(), id.to_owned()];
        row.extend(numbers);
        row.resize(width, String::new());
        rows.push(row);
    };
    let n = |x: f64| data(Some(x));
    let mut whole = vec![String::new(), n(of.score), n(of.rank), of.of.to_string()];
    whole.resize(15, String::new());
    let ends = |range: Option<[f64; 2]>| range.map_or([String::new(), String::new()], |[low, high]| [n(low), n(high)]);
    whole.extend(ends(of.interval.and_then(|i| i.score)));
    whole.extend(ends(of.interval.and_then(|i| i.rank)));
    push("entity", &of.entity, whole);
    let standing =
        |s: &Standing| vec![data(s.value), n(s.score), n(s.place), s.of.to_string(), n(s.median), data(s.peers)];
    for d in &of.dimensions {
        push("dimension", &d.id, standing(d));
    }
    for i in &of.indicators {
        let gain = of.gains.iter().find(|g| g.id == i.id);
        let target = |t: Option<&Target>| match t {
            Some(t) => [n(t.indicator), n(t.score), n(t.rank), n(t.places)],
            None => [const { String::new() }; 4],
        };
        let mut cells = standing(i);
        cells.extend(target(gain.and_then(|g| g.to_median.as_ref())));
        let next = gain.and_then(|g| g.to_next.as_ref());
        cells.push(next.and_then(|t| t.entity.clone()).unwrap_or_default());
        cells.extend(target(next));
        push("indicator", &i.id, cells);
    }
    for p in &of.peers {
        push("peer", &p.entity, vec![String::new(), n(p.score), n(p.rank), of.of.to_string()]);
    }
    csv_rows(rows)
}
