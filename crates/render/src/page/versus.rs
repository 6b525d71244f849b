//! Two models on one panel as a page: how alike the orders are, what moves scores, who moves most and why.

use super::content::{Cell, Page, Part, Row, Span, Table};
use super::{csv_rows, points, raw, score, share};
use crate::locale::Locale;
use froth_core::number::data;
use froth_panel::versus::{EntityMove, IndicatorMove, Side, Step, Versus};

/// Entities in the table of moves, those that are explained, and indicators that are named for each.
const LISTED: usize = 20;
const EXPLAINED: usize = 5;
const NAMED: usize = 5;
/// Ids of a step that are named.
const IDS: usize = 6;

/// The step in a language.
pub(crate) fn step_of(step: Step, locale: &Locale) -> &'static str {
    let words = locale.words();
    match step {
        Step::Values => words.step_values(),
        Step::Screening => words.step_screening(),
        Step::Imputation => words.step_imputation(),
        Step::Transforms => words.step_transforms(),
        Step::Outliers => words.step_outliers(),
        Step::Rules => words.step_rules(),
        Step::Dropped => words.step_dropped(),
        Step::Weights => words.step_weights(),
        Step::Aggregation => words.step_aggregation(),
        Step::Tree => words.step_tree(),
        Step::Added => words.step_added(),
    }
}

/// What the comparison found, in a sentence or two; the largest move each way.
pub(crate) fn versus_found(of: &Versus, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    if of.moved == 0 {
        return vec![words.versus_same(of.compared)];
    }
    let mut said = vec![words.versus_moved(of.moved, of.compared, raw_two(of.mean_shift))];
    let largest = |up: bool| of.entities.iter().find(|e| if up { e.places > 0.0 } else { e.places < 0.0 });
    if let Some(e) = largest(true) {
        said.push(words.versus_climbs(&e.entity, raw(e.places), raw(e.rank_a), raw(e.rank_b)));
    }
    if let Some(e) = largest(false) {
        said.push(words.versus_falls(&e.entity, raw(-e.places), raw(e.rank_a), raw(e.rank_b)));
    }
    said
}

fn raw_two(x: Option<f64>) -> String {
    x.map_or_else(|| "-".to_owned(), |x| format!("{x:.2}"))
}

/// The page.
pub fn versus(of: &Versus, file: &str, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.versus_title(named(of, true), named(of, false), file, of.date)));
    let mut lead = versus_found(of, locale);
    lead.push(words.versus_alike(raw_two(of.spearman.value), raw_two(of.kendall.value)));
    page.parts.push(Part::Lead(locale.paragraph(&lead)));
    page.section(words.versus_steps(), steps(of, locale));
    page.section(words.versus_entities(), entities(of, locale));
    page.section(words.versus_why(), why(of, locale));
    let mut lines = Vec::new();
    for (model, only) in [(named(of, true), &of.only_a), (named(of, false), &of.only_b)] {
        if !only.is_empty() {
            lines.push(vec![Span::plain(words.versus_only(model, locale.listed(only)))]);
        }
    }
    lines.push(vec![Span::faint(words.versus_note())]);
    page.parts.push(Part::Lines(lines));
    page
}

/// What a model is called: its id, and where both have one id its version too.
pub(crate) fn named(of: &Versus, first: bool) -> String {
    let model = if first { &of.a } else { &of.b };
    if of.a.id != of.b.id {
        return model.id.clone();
    }
    if of.a.version != of.b.version {
        return format!("{} {}", model.id, model.version);
    }
    format!("{} ({})", model.id, if first { "1" } else { "2" })
}

fn steps(of: &Versus, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table =
        Table::new(&[(words.versus_step(), false), (words.versus_mean(), true), (words.versus_where(), false)]);
    for moves in &of.steps {
        let shown: Vec<String> = moves.ids.iter().take(IDS).cloned().collect();
        let more = moves.ids.len().saturating_sub(IDS);
        let more = if more > 0 { format!("{}{}", words.comma(), words.versus_others(more)) } else { String::new() };
        table.push(vec![
            Cell::plain(step_of(moves.step, locale)),
            Cell::plain(format!("{:.2}", moves.mean)),
            Cell::plain(locale.listed(&shown) + &more),
        ]);
    }
    table
}

/// The step that moves an entity most, then the indicator that does.
fn mostly(e: &EntityMove, of: &Versus, locale: &Locale) -> String {
    let largest = (0..e.steps.len()).max_by(|a, b| e.steps[*a].points.abs().total_cmp(&e.steps[*b].points.abs()));
    let mut said: Vec<String> = largest
        .map(|s| format!("{} {}", step_of(of.steps[s].step, locale), points(e.steps[s].points)))
        .into_iter()
        .collect();
    if let Some(i) = e.indicators.first().filter(|i| i.points != 0.0) {
        said.push(format!("{} {}", locale.indicator(&i.id), points(i.points)));
    }
    locale.listed(&said)
}

fn entities(of: &Versus, locale: &Locale) -> Table {
    let words = locale.words();
    let (a, b) = (named(of, true), named(of, false));
    let heads = [
        words.versus_first(words.versus_rank(), &a),
        words.versus_first(words.versus_rank(), &b),
        words.versus_first(words.score(), &a),
        words.versus_first(words.score(), &b),
    ];
    let mut table = Table::new(&[
        (words.versus_entity(), false),
        (&heads[0], true),
        (&heads[1], true),
        (words.versus_places(), true),
        (&heads[2], true),
        (&heads[3], true),
        (words.versus_gap(), true),
        (words.versus_mostly(), false),
    ]);
    for e in of.entities.iter().filter(|e| e.places != 0.0).take(LISTED) {
        table.push(vec![
            Cell::plain(e.entity.clone()),
            Cell::plain(raw(e.rank_a)),
            Cell::plain(raw(e.rank_b)),
            Cell::plain(signed(e.places)),
            Span::score(Some(e.score_a)).into(),
            Span::score(Some(e.score_b)).into(),
            Cell::plain(points(e.difference)),
            Cell::plain(mostly(e, of, locale)),
        ]);
    }
    table
}

fn signed(x: f64) -> String {
    if x > 0.0 { format!("+{}", raw(x)) } else { raw(x) }
}

fn why(of: &Versus, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        ("", false),
        (words.versus_points(), true),
        (words.versus_from_to(), true),
        (words.versus_weights(), true),
    ]);
    let plain = |what: String, x: f64| vec![Cell::plain(what), Cell::plain(points(x)), Cell::empty(), Cell::empty()];
    for e in of.entities.iter().filter(|e| e.places != 0.0).take(EXPLAINED) {
        table.rows.push(Row::Heading(words.versus_heading(&e.entity, points(e.difference))));
        for (moves, part) in of.steps.iter().zip(&e.steps).filter(|(_, part)| part.points != 0.0) {
            table.push(plain(words.versus_first(step_of(moves.step, locale), words.versus_by_step()), part.points));
        }
        for part in &e.dimensions {
            let name = words.versus_first(locale.title(&part.id), words.versus_by_dimension());
            table.push(plain(name, part.points));
        }
        for i in e.indicators.iter().take(NAMED) {
            table.push(indicator(i, locale));
        }
        let rest = &e.indicators[e.indicators.len().min(NAMED)..];
        if !rest.is_empty() {
            let sum = rest.iter().map(|i| i.points).sum();
            table.push(plain(words.versus_first(words.versus_others(rest.len()), words.versus_by_indicator()), sum));
        }
    }
    table
}

fn indicator(of: &IndicatorMove, locale: &Locale) -> Vec<Cell> {
    let words = locale.words();
    let both = |shown: &dyn Fn(Side) -> String| {
        let side = |side: Option<Side>| side.map_or_else(|| "-".to_owned(), shown);
        if side(of.a) == side(of.b) { side(of.a) } else { words.to(side(of.a), side(of.b)) }
    };
    vec![
        Cell::plain(words.versus_first(locale.indicator(&of.id), words.versus_by_indicator())),
        Cell::plain(points(of.points)),
        Cell::plain(both(&|s| s.score.map_or_else(|| "-".to_owned(), score))),
        Cell::plain(both(&|s| share(s.weight))),
    ]
}

/// A row an entity, and for each of its parts by step, dimension and indicator.
pub fn versus_csv(of: &Versus) -> String {
    const COLUMNS: [&str; 18] = [
        "entity",
        "kind",
        "id",
        "points",
        "score_a",
        "score_b",
        "rank_a",
        "rank_b",
        "places",
        "by_score",
        "by_weight",
        "by_average",
        "indicator_score_a",
        "indicator_score_b",
        "weight_a",
        "weight_b",
        "points_a",
        "points_b",
    ];
    let mut rows: Vec<Vec<String>> = vec![COLUMNS.iter().map(|c| (*c).to_owned()).collect()];
    let mut push = |start: [&str; 3], numbers: &[Option<f64>]| {
        let mut row: Vec<String> = start.iter().map(|s| (*s).to_owned()).collect();
        row.extend(numbers.iter().map(|x| data(*x)));
        row.resize(COLUMNS.len(), String::new());
        rows.push(row);
    };
    for e in &of.entities {
        let whole = [e.difference, e.score_a, e.score_b, e.rank_a, e.rank_b, e.places].map(Some);
        push([&e.entity, "entity", ""], &whole);
        for part in &e.steps {
            push([&e.entity, "step", &part.id], &[Some(part.points)]);
        }
        for part in &e.dimensions {
            push([&e.entity, "dimension", &part.id], &[Some(part.points)]);
        }
        for i in &e.indicators {
            let side =
                |side: Option<Side>| (side.and_then(|s| s.score), side.map(|s| s.weight), side.map(|s| s.points));
            let ((sa, wa, pa), (sb, wb, pb)) = (side(i.a), side(i.b));
            let by = [i.by_score, i.by_weight, i.by_average].map(Some);
            let numbers =
                [&[Some(i.points), None, None, None, None, None][..], &by, &[sa, sb, wa, wb, pa, pb]].concat();
            push([&e.entity, "indicator", &i.id], &numbers);
        }
    }
    csv_rows(rows)
}
