//! What drives the ranks of a panel, as a page and as rows.

use super::content::{Cell, Page, Part, Span, Table};
use super::data::NamedRows;
use super::sensitive::{name, sources};
use super::uncertain::source;
use super::{raw, score, share};
use crate::locale::Locale;
use froth_core::sensitivity::{DriverTarget, Drivers, EntityRank, Removed};
use froth_core::uncertainty::Range;

/// The most entities, and the most removals, that a table lists; the rest is counted.
const MOST_ENTITIES: usize = 60;
const MOST_REMOVALS: usize = 20;

/// A sentence on what matters most, the indices, the ranks with their intervals, what happens where something leaves, ranks of parts.
pub fn driven(of: &Drivers, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    let date = of.date.map(|date| date.to_string()).unwrap_or_default();
    page.parts.push(Part::Title(words.ranks_from(date, of.entities)));
    page.parts.push(Part::Lines(said(of, locale).into_iter().map(|s| vec![Span::plain(s)]).collect()));
    if !of.sensitivity.indices.is_empty() {
        page.section(words.by_source(), sources(words.what_varies(), &of.sensitivity.indices, locale));
    }
    page.section(&words.ranks_over_draws(raw(f64::from(of.draws)), of.sensitivity.seed), ranks(of, locale));
    page.section(words.what_leaves_section(), removals(of, locale));
    if !of.dimensions.is_empty() {
        page.section(words.parts_section(), parts(of, locale));
    }
    if !of.pairs.is_empty() {
        page.section(words.rank_pairs_section(), pairs(of, locale));
    }
    page
}

/// What is explained, in words.
fn target(of: &Drivers, locale: &Locale) -> String {
    let words = locale.words();
    match of.target.parse().unwrap_or_default() {
        DriverTarget::Changes(top) => words.target_changes(top),
        DriverTarget::Member(top, entity) => words.target_member(entity, top),
        DriverTarget::Score(entity) => words.target_score(entity),
        DriverTarget::Rank(entity) => words.target_rank(entity),
        _ => words.target_shift().to_owned(),
    }
}

fn said(of: &Drivers, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let (target, sensitivity) = (target(of, locale), &of.sensitivity);
    let mut lines = match (sensitivity.mean, sensitivity.sd) {
        (Some(_), Some(_)) if sensitivity.indices.is_empty() => vec![words.target_constant(target)],
        (Some(mean), Some(sd)) => {
            let first: Vec<String> = sensitivity
                .indices
                .iter()
                .filter(|i| !i.index.is_indistinct())
                .take(3)
                .map(|i| format!("{} ({})", name(&i.source, locale), share(i.index.st.clamp(0.0, 1.0))))
                .collect();
            vec![
                words.target_spread(target, two(mean), two(sd), locale.listed(&first)),
                words.sampled(sensitivity.samples, sensitivity.seed),
            ]
        }
        _ => vec![words.nothing_scored().to_owned()],
    };
    if sensitivity.undefined > 0 {
        lines.push(words.undefined_points(sensitivity.undefined));
    }
    if let Some(shift) = of.shift {
        let drawn: Vec<&str> = of.sources.iter().map(|s| source(*s, locale)).collect();
        lines.push(words.ranks_drawn(two(shift), locale.listed(&drawn)));
    }
    lines
}

fn two(x: f64) -> String {
    format!("{x:.2}")
}

/// A rank: ties stand at halves.
fn rank(x: Option<f64>) -> String {
    x.map_or_else(|| "-".to_owned(), |x| raw((10.0 * x).round() / 10.0))
}

fn ranks(of: &Drivers, locale: &Locale) -> Table {
    let words = locale.words();
    let in_top = words.share_in_top(of.top);
    let mut table = Table::new(&[
        (words.rank(), true),
        (words.entity(), false),
        (words.score(), true),
        ("5 %", true),
        (words.median(), true),
        ("95 %", true),
        (in_top.as_str(), true),
    ]);
    for entity in of.ranks.iter().take(MOST_ENTITIES) {
        let drawn = |pick: fn(&Range) -> f64| Cell::plain(rank(entity.ranks.as_ref().map(pick)));
        table.push(vec![
            Cell::plain(rank(entity.rank)),
            Cell::plain(entity.entity.clone()),
            Cell::plain(entity.score.map_or_else(|| "-".to_owned(), score)),
            drawn(|r| r.p05),
            drawn(|r| r.median),
            drawn(|r| r.p95),
            Cell::plain(entity.share_top.map_or_else(|| "-".to_owned(), share)),
        ]);
    }
    rest(&mut table, of.ranks.len(), MOST_ENTITIES, 7, locale);
    table
}

fn removals(of: &Drivers, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.what_leaves(), false),
        (words.mean_shift(), true),
        (words.moves_most(), false),
        (words.rank_with(), true),
        (words.rank_without(), true),
    ]);
    for removal in of.removals.iter().take(MOST_REMOVALS) {
        let title = match removal.kind {
            Removed::Indicator => locale.title(&removal.id).to_owned(),
            Removed::Dimension => words.all_of(locale.dimension(&removal.id)),
        };
        let mover = removal.mover.as_ref();
        table.push(vec![
            Cell::plain(title),
            Cell::plain(removal.shift.map_or_else(|| "-".to_owned(), two)),
            Cell::plain(mover.map_or_else(|| "-".to_owned(), |m| m.entity.clone())),
            Cell::plain(rank(mover.map(|m| m.from))),
            Cell::plain(rank(mover.map(|m| m.to))),
        ]);
    }
    rest(&mut table, of.removals.len(), MOST_REMOVALS, 5, locale);
    table
}

fn parts(of: &Drivers, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table =
        Table::new(&[(words.dimension(), false), (words.rank_correlation(), true), (words.mean_shift(), true)]);
    for part in &of.dimensions {
        table.push(vec![
            Cell::plain(locale.dimension(&part.id)),
            Cell::plain(part.correlation.map_or_else(|| "-".to_owned(), two)),
            Cell::plain(part.shift.map_or_else(|| "-".to_owned(), two)),
        ]);
    }
    table
}

fn pairs(of: &Drivers, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table =
        Table::new(&[(words.dimension(), false), (words.dimension(), false), (words.rank_correlation(), true)]);
    for pair in of.pairs.iter().take(MOST_ENTITIES) {
        table.push(vec![
            Cell::plain(locale.dimension(&pair.a)),
            Cell::plain(locale.dimension(&pair.b)),
            Cell::plain(pair.correlation.map_or_else(|| "-".to_owned(), two)),
        ]);
    }
    rest(&mut table, of.pairs.len(), MOST_ENTITIES, 3, locale);
    table
}

/// Says how many more there are.
fn rest(table: &mut Table, all: usize, most: usize, columns: usize, locale: &Locale) {
    if all > most {
        let mut cells: Vec<Cell> = vec![Span::faint(locale.words().more_in_data(all - most)).into()];
        cells.extend((1..columns).map(|_| Cell::empty()));
        table.push(cells);
    }
}

/// A row a source, an entity, a removal, a dimension and a pair.
pub fn driven_csv(of: &Drivers) -> String {
    const COLUMNS: [&str; 22] = [
        "kind",
        "id",
        "of",
        "s1",
        "s1_low",
        "s1_high",
        "st",
        "st_low",
        "st_high",
        "score",
        "rank",
        "score_p05",
        "score_median",
        "score_p95",
        "rank_p05",
        "rank_median",
        "rank_p95",
        "share_top",
        "shift",
        "mover",
        "mover_rank",
        "correlation",
    ];
    let mut rows = NamedRows::new(&COLUMNS);
    let (text, number) = (str::to_owned, |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default());
    for i in &of.sensitivity.indices {
        let numbers = i.index.numbers().map(|x| x.to_string());
        let mut cells = vec![("kind", text("source")), ("id", i.source.clone()), ("of", of.target.clone())];
        cells.extend(COLUMNS[3..9].iter().copied().zip(numbers));
        rows.push(&cells);
    }
    for e in &of.ranks {
        let mut cells = vec![("kind", text("entity")), ("id", e.entity.clone())];
        cells.extend(EntityRank::COLUMNS.into_iter().zip(e.numbers().map(number)));
        rows.push(&cells);
        for (part, rank) in of.dimensions.iter().zip(&e.by_dimension) {
            let (id, of) = (e.entity.clone(), part.id.clone());
            rows.push(&[("kind", text("rank_in")), ("id", id), ("of", of), ("rank", number(*rank))]);
        }
    }
    for r in &of.removals {
        let kind = match r.kind {
            Removed::Indicator => "without_indicator",
            Removed::Dimension => "without_dimension",
        };
        rows.push(&[
            ("kind", text(kind)),
            ("id", r.id.clone()),
            ("shift", number(r.shift)),
            ("mover", r.mover.as_ref().map(|m| m.entity.clone()).unwrap_or_default()),
            ("rank", number(r.mover.as_ref().map(|m| m.from))),
            ("mover_rank", number(r.mover.as_ref().map(|m| m.to))),
        ]);
    }
    for d in &of.dimensions {
        rows.push(&[
            ("kind", text("dimension")),
            ("id", d.id.clone()),
            ("of", d.parent.clone().unwrap_or_default()),
            ("shift", number(d.shift)),
            ("correlation", number(d.correlation)),
        ]);
    }
    for p in &of.pairs {
        rows.push(&[
            ("kind", text("pair")),
            ("id", p.a.clone()),
            ("of", p.b.clone()),
            ("correlation", number(p.correlation)),
        ]);
    }
    rows.csv()
}
