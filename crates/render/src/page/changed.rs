//! What changed, as a page: the move, its parts, then figure by figure.

use super::content::{Cell, Page, Part, Span, Style, Table};
use super::{amount, gap, points, score};
use crate::locale::Locale;
use froth_core::changes::{Changes, End, Moved, Parts};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::number::{data, summing};
use froth_core::scenario::Value;
use froth_core::score::Points;
use serde::Serialize;

/// A move and its parts as they are printed: the move is the gap of the two scores beside it, and the parts sum to it.
pub(crate) struct Told {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) moved: f64,
    pub(crate) model: f64,
    pub(crate) revised: f64,
    pub(crate) lost: f64,
    pub(crate) figures: f64,
    pub(crate) gained: f64,
}

impl Told {
    /// None where one of the two has no score.
    pub(crate) fn of(changes: &Changes) -> Option<Self> {
        let (parts, from, to) = (changes.parts.as_ref()?, changes.from.score?, changes.to.score?);
        let sum = |of: &[Points]| of.iter().fold(0.0, |sum, p| sum + p.points);
        let (lost, gained) = (sum(&parts.coverage_lost), sum(&parts.coverage_gained));
        let moved = gap(to, from);
        let exact = [parts.model, parts.revised(), lost, parts.moved(), gained];
        let [model, revised, lost, figures, gained] = summing(exact, moved);
        Some(Told { from, to, moved, model, revised, lost, figures, gained })
    }

    /// What came and what went.
    pub(crate) fn coverage(&self) -> f64 {
        self.lost + self.gained
    }

    /// What is neither of the market nor of what is known of it.
    pub(crate) fn rest(&self) -> f64 {
        self.model + self.revised
    }
}

/// Sentences on the move, then tables. `model` is the new scenario's.
pub fn changed<'a>(of: &'a Changes, model: &Model, locale: &'a Locale) -> Page {
    let words = locale.words();
    let (from, to) = (&of.from, &of.to);
    let named = |end: &'a End| if of.have_one_id() { end.file.as_str() } else { locale.scenario(&end.scenario) };
    let (old, new) = (named(from), named(to));
    let mut page = Page::default();
    page.parts.push(Part::Title(words.changes_title(old, new)));
    let Some((parts, told)) = of.parts.as_ref().zip(Told::of(of)) else {
        let missing: Vec<&str> = [from, to].into_iter().filter(|e| e.score.is_none()).map(named).collect();
        page.parts.push(Part::Lines(vec![vec![Span::plain(words.no_move(locale.listed(&missing)))]]));
        return page;
    };
    let day = |date| locale.day_in_words(date);
    let went =
        words.went(old, day(from.as_of), score(told.from), new, day(to.as_of), score(told.to), points(told.moved));
    let mut lines = vec![vec![Span::strong(went)]];
    lines.extend(sentences(of, parts, &told, locale).into_iter().map(|s| vec![Span::plain(s)]));
    page.parts.push(Part::Lines(lines));
    page.parts.push(Part::Lines(vec![vec![Span::faint(words.model(locale.model(&to.model), &to.model_version))]]));
    page.section(words.parts_of_move(), whole(&told, locale));
    page.section(words.part_revisions(), figures(&parts.revisions, model, locale));
    page.section(words.part_lost(), coverage(&parts.coverage_lost, model, locale));
    page.section(words.part_figures(), figures(&parts.figures, model, locale));
    page.section(words.part_gained(), coverage(&parts.coverage_gained, model, locale));
    page
}

/// What made most of it, a sentence a part that there is.
pub(super) fn sentences(of: &Changes, parts: &Parts, told: &Told, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut said = Vec::new();
    let largest = by_size(&parts.figures).first().map(|m| (locale.indicator(&m.id), points(m.points)));
    let (all, count) = (points(told.figures), parts.figures.len());
    said.push(match largest.filter(|(_, points)| points != "0.0") {
        Some((name, points)) => words.figures_most(all, count, format!("{name} {points}")),
        None => words.figures_moved(all, count),
    });
    let (lost, gained) = (parts.coverage_lost.len(), parts.coverage_gained.len());
    said.push(match lost + gained {
        0 => words.no_coverage_moved().to_owned(),
        _ => words.coverage_moved(points(told.coverage()), lost, gained),
    });
    if !parts.revisions.is_empty() {
        said.push(words.revisions_moved(points(told.revised), parts.revisions.len()));
    }
    let name = |id: &str, version: &str| format!("{id} {version}");
    let models = [&of.from, &of.to].map(|end| name(&end.model, &end.model_version));
    if parts.model != 0.0 || models[0] != models[1] {
        let [old, new] = models;
        said.push(words.model_moved(points(told.model), old, new));
    }
    said
}

/// A row a part, and their sum.
pub(super) fn whole(told: &Told, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[(words.part(), false), (words.part_points(), true)]);
    for (name, x) in [
        (words.part_model(), told.model),
        (words.part_revisions(), told.revised),
        (words.part_lost(), told.lost),
        (words.part_figures(), told.figures),
        (words.part_gained(), told.gained),
    ] {
        table.push(vec![Cell::plain(name), Cell::plain(points(x))]);
    }
    let strong = |text: String| Cell::Text(Span::new(text, Style::Strong));
    table.push(vec![strong(words.whole_move().to_owned()), strong(points(told.moved))]);
    table
}

fn by_size(of: &[Moved]) -> Vec<&Moved> {
    let mut sorted: Vec<&Moved> = of.iter().collect();
    sorted.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    sorted
}

/// Indicators with their raw values, the largest part first.
fn figures(of: &[Moved], model: &Model, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.earlier(), true),
        (words.later(), true),
        (words.part_points(), true),
    ]);
    for moved in by_size(of) {
        let unit = model.indicator(&moved.id).map_or("", |i| model.indicators[i].unit.as_str());
        let shown = |x: &Option<Value>| x.as_ref().map_or_else(|| "-".to_owned(), |x| amount(x, unit, locale));
        table.push(vec![
            Cell::plain(locale.indicator(&moved.id)),
            Cell::plain(shown(&moved.from).trim_end()),
            Cell::plain(shown(&moved.to).trim_end()),
            Cell::plain(points(moved.points)),
        ]);
    }
    table
}

/// What came or went, in the order of the steps.
fn coverage(of: &[Points], model: &Model, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[(words.indicator(), false), (words.part_points(), true)]);
    for part in of {
        let name = match model.indicator(&part.id) {
            Some(_) => locale.indicator(&part.id).to_owned(),
            None => words.held_back(locale.dimension(&part.id)),
        };
        table.push(vec![Cell::plain(name), Cell::plain(points(part.points))]);
    }
    table
}

/// What moved a headline as JSON.
pub fn changed_json(made_from: &MadeFrom, of: &Changes) -> String {
    #[derive(Serialize)]
    struct Data<'a> {
        changes: &'a Changes,
    }
    super::json(made_from, Data { changes: of })
}

/// A row a part: the move first, with the scores it goes from and to.
pub fn changed_csv(of: &Changes) -> String {
    let mut rows = vec![["part", "id", "points", "from", "to"].map(str::to_owned).to_vec()];
    let mut add = |part: &str, id: &str, points: Option<f64>, from: String, to: String| {
        rows.push(vec![part.to_owned(), id.to_owned(), data(points), from, to]);
    };
    add("move", "", of.moved, data(of.from.score), data(of.to.score));
    if let Some(parts) = &of.parts {
        let shown = |x: &Option<Value>| match x {
            Some(Value::Number(x)) => data(Some(*x)),
            Some(Value::Word(word)) => word.clone(),
            None => String::new(),
        };
        add("model", "", Some(parts.model), String::new(), String::new());
        let mut figures = |part: &str, of: &[Moved]| {
            for m in of {
                add(part, &m.id, Some(m.points), shown(&m.from), shown(&m.to));
            }
        };
        figures("revisions", &parts.revisions);
        let bare = |of: &[Points]| -> Vec<Moved> {
            of.iter().map(|p| Moved { id: p.id.clone(), points: p.points, from: None, to: None }).collect()
        };
        figures("coverage_lost", &bare(&parts.coverage_lost));
        figures("figures", &parts.figures);
        figures("coverage_gained", &bare(&parts.coverage_gained));
    }
    super::data::csv_rows(rows)
}
