//! What a report says, section by section.

use super::contents::{Contents, heading, lines};
use super::{first, method, observations, story};
use crate::chart::Kind;
use crate::page::{
    Cell, Page, Part, Row, Sources, Span, Style, Table, apart, calibrated, calibration, differences, dimensions,
    ending, headline, headlines, intervals, method_rows, missing, notes, numbers, pairs, score, share, together, tree,
    what_matters,
};

/// The whole report: the finding, what it tells, tables, method, and what is looked up.
pub(super) fn page(contents: &Contents<'_>) -> Page {
    let words = contents.words();
    let mut parts = Vec::new();
    first::screens(contents, &mut parts);
    story::story(contents, &mut parts);
    scorecards(contents, &mut parts);
    let mut sources = Sources::default();
    comparison(contents, &mut sources, &mut parts);
    robustness(contents, &mut parts);
    confidence(contents, &mut parts);
    method::section(contents, &mut parts);
    parts.push(Part::Appendix(words.observations().to_owned()));
    parts.push(lines([words.observations_mean()]));
    parts.push(Part::Table(observations::table(contents)));
    notes_on_figures(contents, &mut parts);
    method::rules_and_formulas(contents, &mut parts);
    more(contents, &mut parts);
    parts.push(heading(words.sources()));
    parts.push(Part::List { numbered: true, points: sources.lines() });
    parts.push(lines([words.files(), words.workbook()]));
    Page { parts }
}

fn scorecards(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(contents.words().scorecards()));
    parts.push(Part::Table(headlines(contents.comparison(), contents.locale)));
    for card in contents.cards() {
        parts.push(Part::Subheading(contents.locale.scenario(&card.scenario).to_owned()));
        parts.push(Part::Lines(headline(card, contents.locale)));
        for overlay in [false, true] {
            let table = tree(card, overlay, contents.locale);
            if !table.rows.is_empty() {
                parts.push(Part::Table(table));
            }
        }
    }
}

fn comparison(contents: &Contents<'_>, sources: &mut Sources, parts: &mut Vec<Part>) {
    let (words, of) = (contents.words(), contents.comparison());
    if contents.several() {
        parts.push(heading(words.comparison()));
        parts.push(Part::Subheading(words.like_for_like().to_owned()));
        let like = &of.like_for_like;
        if like.weight_left > 0.0 {
            parts.push(lines([words.like_for_like_means(like.counted.len(), share(like.weight_left))]));
            parts.push(Part::Table(dimensions(&like.scorecards, contents.locale)));
        } else {
            parts.push(lines([words.nothing_common()]));
        }
        parts.extend(contents.figures(Kind::Dumbbell));
        difference(contents, parts);
        parts.push(Part::Subheading(words.numbers().to_owned()));
    } else {
        parts.push(heading(words.numbers()));
    }
    parts.push(lines([words.numbers_mean()]));
    parts.push(Part::Table(numbers(of, sources, contents.locale)));
}

fn difference(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    parts.push(Part::Subheading(words.difference().to_owned()));
    parts.push(lines([words.difference_means()]));
    if contents.scenarios().len() > 2 {
        parts.push(Part::Table(differences(contents.comparison(), contents.locale)));
    }
    parts.extend(contents.figures(Kind::Difference));
}

fn paths(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    if contents.scenarios().iter().all(|s| s.path.is_empty()) {
        return;
    }
    parts.push(heading(words.path()));
    parts.push(lines([words.path_means()]));
    let tops = contents.model().dimensions.iter().enumerate().filter(|(_, d)| d.parent == Some(contents.model().root));
    let tops: Vec<(usize, &str)> = tops.map(|(i, d)| (i, contents.locale.dimension(&d.id))).collect();
    let root = contents.locale.dimension(&contents.model().dimensions[contents.model().root].id);
    let mut columns = vec![(words.date(), false), (words.years(), true), (root, true)];
    columns.extend(tops.iter().map(|(_, title)| (*title, true)));
    let mut table = Table::new(&columns);
    for (place, scenario) in contents.scenarios().iter().enumerate() {
        table.rows.push(Row::Heading(contents.locale.scenario(&scenario.id).to_owned()));
        for point in contents.analysis.path(place) {
            let mut row = vec![
                Cell::plain(point.date.to_string()),
                Cell::plain(point.years_since_spark.map(score).unwrap_or_default()),
                Span::score(point.score).into(),
            ];
            row.extend(tops.iter().map(|(d, _)| Cell::Text(Span::score(point.dimensions[*d]))));
            table.rows.push(Row::Cells(row));
        }
    }
    parts.push(Part::Table(table));
}

/// Intervals, pairs, what the figures and the method do apart, the method table, and what the uncertainty comes from.
fn robustness(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let (words, locale) = (contents.words(), contents.locale);
    let Some(examined) = contents.analysis.robustness() else { return };
    let of = &examined.uncertainty;
    parts.push(heading(words.how_sure()));
    parts.push(lines([words.how_sure_means()]));
    parts.push(Part::Table(intervals(&of.scenarios, locale)));
    if !of.pairs.is_empty() {
        parts.extend(contents.figures(Kind::Gap));
        parts.push(Part::Table(pairs(of, locale)));
    }
    let table = apart(of, locale);
    if !table.rows.is_empty() {
        parts.push(Part::Subheading(words.apart().to_owned()));
        parts.push(lines([words.apart_means()]));
        parts.push(Part::Table(table));
    }
    if let Some(sensitivity) = &examined.sensitivity {
        parts.push(Part::Subheading(words.sensitivity().to_owned()));
        parts.push(lines(what_matters(sensitivity, locale)));
        parts.extend(contents.figures(Kind::Tornado));
    }
    let table = calibration(of, locale);
    if !table.rows.is_empty() {
        parts.push(Part::Subheading(words.calibration().to_owned()));
        parts.push(lines([words.calibration_means()]));
        parts.push(Part::Table(table));
        parts.extend(calibrated(&of.calibration, contents.locale).map(|said| lines([&said])));
    }
}

/// What is looked up: paths, conditions, every way to build the index, and the charts that show once more what tables hold.
fn more(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    paths(contents, parts);
    story::other_moves(contents, parts);
    alert_conditions(contents, parts);
    let examined = contents.analysis.robustness();
    let table = examined.map(|r| method_rows(&r.methods, contents.locale)).unwrap_or_default();
    if !table.rows.is_empty() {
        parts.push(heading(words.methods()));
        parts.push(lines([words.methods_mean()]));
        parts.push(Part::Table(table));
    }
    let reverse = examined.and_then(|r| r.reverse.as_ref());
    let table = reverse.map(|r| together(r, contents.model(), contents.locale)).unwrap_or_default();
    if !table.rows.is_empty() {
        parts.push(heading(words.what_it_takes()));
        parts.push(lines([words.together_means()]));
        parts.push(Part::Table(table));
    }
    parts.push(heading(words.more_charts()));
    for kind in [Kind::Contributions, Kind::Heatmap, Kind::Riskmap] {
        parts.extend(contents.figures(kind));
    }
}

/// The state of every alert with its condition.
fn alert_conditions(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    if contents.model().alerts.is_empty() {
        return;
    }
    parts.push(heading(words.alert_conditions()));
    let names: Vec<&str> = contents.scenarios().iter().map(|s| contents.locale.scenario(&s.id)).collect();
    let mut columns = vec![(words.alert(), false), (words.condition(), false)];
    columns.extend(names.iter().map(|name| (*name, false)));
    let mut table = Table::new(&columns);
    for alert in &contents.model().alerts {
        let mut row = vec![Cell::plain(contents.locale.alert(&alert.id)), Span::faint(alert.when.text.clone()).into()];
        for card in contents.cards() {
            let Some(state) = card.alerts.iter().find(|a| a.id == alert.id) else { continue };
            let since = contents.locale.since(state.since);
            row.push(match state.fired {
                Some(true) => {
                    let ends = ending(state, contents.locale);
                    Span::new(format!("{}{since}{ends}", words.fires()), Style::Score(100.0)).into()
                }
                Some(false) => Cell::plain(format!("{}{since}", words.quiet())),
                None => {
                    let why = state
                        .reason
                        .as_ref()
                        .map(|r| words.because(contents.locale.reason(Some(r))))
                        .unwrap_or_default();
                    Span::faint(format!("{}{since}{why}", words.undecided())).into()
                }
            });
        }
        table.rows.push(Row::Cells(row));
    }
    parts.push(Part::Table(table));
}

fn confidence(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    parts.push(heading(words.missing()));
    parts.extend(contents.figures(Kind::Coverage));
    parts.push(lines([words.confidence_means()]));
    for card in contents.cards() {
        parts.push(Part::Subheading(contents.locale.scenario(&card.scenario).to_owned()));
        let points = missing(card, contents.locale);
        if points.is_empty() {
            parts.push(lines([words.nothing_missing()]));
        } else {
            parts.push(Part::List { numbered: false, points });
        }
    }
}

/// What a reader must know about single figures.
fn notes_on_figures(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let noted = contents.cards().iter().map(|card| (card, notes(card, contents.locale)));
    let noted: Vec<_> = noted.filter(|(_, points)| !points.is_empty()).collect();
    if !noted.is_empty() {
        parts.push(heading(contents.words().notes()));
    }
    for (card, points) in noted {
        parts.push(Part::Subheading(contents.locale.scenario(&card.scenario).to_owned()));
        parts.push(Part::List { numbered: false, points });
    }
}
