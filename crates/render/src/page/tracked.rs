//! Paths as a page: where each era stands on the other's, then point by point.

use super::content::{Cell, Page, Part, Row, Span, Table};
use super::{points, score, share};
use crate::locale::Locale;
use froth_core::model::Model;
use froth_core::score::Parallel;
use froth_core::track::{Tracked, Walk};

/// Sentences on eras against each other, then a table.
pub fn tracked(of: &Tracked, model: &Model, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    let names: Vec<&str> = of.scenarios.iter().map(|s| locale.scenario(&s.scenario)).collect();
    page.parts.push(Part::Title(words.paths_title(locale.listed(&names))));
    let sentences: Vec<String> = of.parallels.iter().map(|p| parallel_sentence(p, locale)).collect();
    if !sentences.is_empty() {
        page.parts.push(Part::Lines(sentences.into_iter().map(|s| vec![Span::plain(s)]).collect()));
        page.parts.push(Part::Lines(vec![vec![Span::faint(words.one_earlier_path())]]));
    }
    let mut walked: Vec<String> = of
        .scenarios
        .iter()
        .filter_map(|s| Some(walk_sentence(&s.walk?, locale.scenario(&s.scenario), locale)))
        .collect();
    walked.extend(of.walk.filter(|_| walked.len() > 1).map(|walk| words.walked_all(score(walk.yearly))));
    if !walked.is_empty() {
        page.parts.push(Part::Lines(walked.into_iter().map(|s| vec![Span::faint(s)]).collect()));
    }
    let root = &model.dimensions[model.root];
    let tops: Vec<usize> =
        (0..model.dimensions.len()).filter(|d| model.dimensions[*d].parent == Some(model.root)).collect();
    let mut columns = vec![
        (words.date(), false),
        (words.years_since(), true),
        (locale.dimension(&root.id), true),
        (words.coverage(), true),
    ];
    columns.extend(tops.iter().map(|d| (locale.dimension(&model.dimensions[*d].id), true)));
    columns.push((words.alerts(), false));
    let mut table = Table::new(&columns);
    for scenario in &of.scenarios {
        table.rows.push(Row::Heading(locale.scenario(&scenario.scenario).to_owned()));
        for at in &scenario.points {
            let p = &at.point;
            let mut row = vec![
                Cell::plain(p.date.to_string()),
                Cell::plain(p.years_since_spark.map(score).unwrap_or_default()),
                Span::score(p.score).into(),
                Cell::plain(share(p.coverage)),
            ];
            row.extend(tops.iter().map(|d| Cell::Text(Span::score(p.dimensions[*d]))));
            let firing: Vec<&str> = at.alerts.iter().filter(|a| a.fired == Some(true)).map(|a| a.id.as_str()).collect();
            row.push(Cell::plain(locale.listed(&firing)));
            table.push(row);
        }
    }
    page.parts.push(Part::Table(table));
    page.section(words.moves(), moves(of, locale));
    page
}

/// "Along the path of X the score of an indicator goes 23.1 points in a year at random (...)"
fn walk_sentence(of: &Walk, name: &str, locale: &Locale) -> String {
    locale.words().walked(name, score(of.yearly), of.changes)
}

/// What moved the score from point to point, and what it changed in a year.
fn moves(of: &Tracked, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.date(), false),
        (words.moved_by(), true),
        (words.by_figures(), true),
        (words.by_coverage(), true),
        (words.by_rest(), true),
        (words.change_a_year(), true),
        (words.by_coverage_since(), true),
    ]);
    for scenario in of.scenarios.iter().filter(|s| s.points.len() > 1) {
        table.rows.push(Row::Heading(locale.scenario(&scenario.scenario).to_owned()));
        for at in scenario.points.iter().skip(1) {
            let number = |x: Option<f64>| Cell::plain(x.map(points).unwrap_or_default());
            let step = at.since_previous.as_ref();
            table.push(vec![
                Cell::plain(at.point.date.to_string()),
                number(step.map(|m| m.moved)),
                number(step.map(|m| m.figures)),
                number(step.map(|m| m.coverage)),
                number(step.map(|m| m.model + m.revisions)),
                number(at.point.change),
                number(at.point.change_by_coverage),
            ]);
        }
    }
    table
}

/// "3.8 years after its spark X scores what Y scored after 3.1, ..."
pub(crate) fn parallel_sentence(of: &Parallel, locale: &Locale) -> String {
    let words = locale.words();
    let (name, other, years) = (locale.scenario(&of.scenario), locale.scenario(&of.other), score(of.years));
    match of.other_years {
        Some(there) => {
            let lead = of.years - there;
            let (low, high) = (points(lead - 1.0), points(lead + 1.0));
            words.stands_where(&years, name, other, score(there), of.indicators, points(lead), &low, &high)
        }
        None if of.always_below => words.stands_below(&years, name, other, of.indicators),
        None => words.stands_above(&years, name, other, of.indicators),
    }
}

/// A row a point and measure.
pub fn tracked_csv(of: &Tracked) -> String {
    let header = ["scenario", "era", "date", "years_since_spark", "kind", "id", "value"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let number = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
    for scenario in &of.scenarios {
        for at in &scenario.points {
            let p = &at.point;
            let mut add = |kind: &str, id: &str, value: String| {
                let era = scenario.era.clone().unwrap_or_default();
                let (date, years) = (p.date.to_string(), number(p.years_since_spark));
                rows.push(vec![scenario.scenario.clone(), era, date, years, kind.to_owned(), id.to_owned(), value]);
            };
            add("score", "", number(p.score));
            add("coverage", "", p.coverage.to_string());
            add("change", "", number(p.change));
            add("change_by_coverage", "", number(p.change_by_coverage));
            let step = at.since_previous.as_ref();
            add("move", "", number(step.map(|m| m.moved)));
            add("move_model", "", number(step.map(|m| m.model)));
            add("move_revisions", "", number(step.map(|m| m.revisions)));
            add("move_coverage", "", number(step.map(|m| m.coverage)));
            add("move_figures", "", number(step.map(|m| m.figures)));
            at.dimensions.iter().for_each(|d| add("dimension", &d.id, number(d.score)));
            at.alerts.iter().for_each(|a| add("alert", &a.id, a.fired.map(|f| f.to_string()).unwrap_or_default()));
        }
    }
    super::data::csv_rows(rows)
}
