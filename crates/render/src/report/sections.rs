//! What a report says, section by section.

use super::charts::is_drawn;
use super::contents::{Contents, heading, lines};
use super::{method, observations};
use crate::chart::Kind;
use crate::page::{
    self, Cell, Page, Part, Row, Sources, Span, Style, Table, apart, calibration, differences, dimensions, ending,
    finding, headline, headlines, how_sure, intervals, method_rows, methods_agree, missing, notes, numbers, pairs,
    score, share, together, tree, turned, what_it_takes, what_matters,
};

/// The whole report.
pub(super) fn page(contents: &Contents<'_>) -> Page {
    let words = contents.words();
    let mut parts = Vec::new();
    let names: Vec<&str> = contents.scenarios().iter().map(|s| contents.locale.scenario(&s.id)).collect();
    parts.push(Part::Title(contents.locale.listed(&names)));
    parts.push(lines([
        &format!("{} {}", contents.locale.model(&contents.model().id), contents.model().version),
        words.what_a_score_is(),
    ]));
    parts.push(heading(words.verdict()));
    parts.push(lines([&contents.locale.paragraph(&finding(contents.comparison(), contents.locale))]));
    parts.extend(contents.figures(Kind::Rows));
    if let Some(examined) = contents.analysis.robustness() {
        let mut sure = how_sure(&examined.uncertainty, contents.locale);
        sure.extend(methods_agree(&examined.methods, contents.locale));
        parts.push(lines(sure));
    }
    parts.extend(contents.figures(Kind::Riskmap));
    changed(contents, &mut parts);
    scorecards(contents, &mut parts);
    let mut sources = Sources::default();
    comparison(contents, &mut sources, &mut parts);
    paths(contents, &mut parts);
    parts.push(heading(words.heat_map()));
    parts.extend(contents.figures(Kind::Heatmap));
    if contents.several() {
        parts.push(heading(words.difference()));
        parts.push(lines([words.difference_means()]));
        parts.push(Part::Table(differences(contents.comparison(), contents.locale)));
        parts.extend(contents.figures(Kind::Difference));
    }
    robustness(contents, &mut parts);
    takes(contents, &mut parts);
    alerts(contents, &mut parts);
    confidence(contents, &mut parts);
    parts.push(heading(words.observations()));
    parts.push(lines([words.observations_mean()]));
    parts.push(Part::Table(observations::table(contents)));
    method::section(contents, &mut parts);
    parts.push(heading(words.sources()));
    parts.push(Part::List { numbered: true, points: sources.lines() });
    parts.push(lines([words.files(), words.workbook()]));
    Page { parts }
}

/// What moved the newest scenarios, each with its chart.
fn changed(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let changes = contents.analysis.changes();
    if changes.is_empty() {
        return;
    }
    parts.push(heading(contents.words().changes()));
    let mut charts = contents.figures(Kind::Changes);
    for since in changes {
        parts.extend(page::since(since, contents.locale));
        if is_drawn(since) {
            parts.extend(charts.next());
        }
    }
}

fn scorecards(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(contents.words().scorecards()));
    parts.push(Part::Table(headlines(contents.comparison(), contents.locale)));
    parts.extend(contents.figures(Kind::Contributions));
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
        parts.push(Part::Subheading(words.all_data().to_owned()));
        parts.push(lines([words.all_data_means()]));
        parts.push(Part::Table(dimensions(&of.scorecards, contents.locale)));
        parts.push(Part::Subheading(words.like_for_like().to_owned()));
        let like = &of.like_for_like;
        if like.weight_left > 0.0 {
            parts.push(lines([words.like_for_like_means(like.counted.len(), share(like.weight_left))]));
            parts.push(Part::Table(dimensions(&like.scorecards, contents.locale)));
        } else {
            parts.push(lines([words.nothing_common()]));
        }
        parts.extend(contents.figures(Kind::Dumbbell));
        parts.push(Part::Subheading(words.numbers().to_owned()));
    } else {
        parts.push(heading(words.numbers()));
    }
    parts.push(lines([words.numbers_mean()]));
    parts.push(Part::Table(numbers(of, sources, contents.locale)));
}

fn paths(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    parts.push(heading(words.path()));
    if contents.scenarios().iter().all(|s| s.path.is_empty()) {
        parts.push(lines([words.no_path()]));
        return;
    }
    parts.push(lines([words.path_means()]));
    parts.extend(contents.figures(Kind::Path));
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
    parts.extend(contents.figures(Kind::Distribution));
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
    parts.push(Part::Subheading(words.methods().to_owned()));
    parts.push(lines([words.methods_mean()]));
    parts.push(Part::Table(method_rows(&examined.methods, locale)));
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
    }
}

/// What it would take to turn the verdict round.
fn takes(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let (words, locale) = (contents.words(), contents.locale);
    let Some(examined) = contents.analysis.robustness() else { return };
    let Some(reverse) = &examined.reverse else { return };
    parts.push(heading(words.what_it_takes()));
    parts.push(lines(what_it_takes(reverse, locale)));
    let table = together(reverse, contents.model(), locale);
    if !table.rows.is_empty() {
        parts.push(lines([words.together_means()]));
        parts.push(Part::Table(table));
    }
    if let Some(weights) = &examined.weights {
        parts.push(Part::Subheading(words.weights_matter().to_owned()));
        parts.push(lines(turned(weights, locale)));
    }
}

fn alerts(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let words = contents.words();
    parts.push(heading(words.alerts()));
    if contents.model().alerts.is_empty() {
        parts.push(lines([words.no_alerts()]));
        return;
    }
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
    parts.extend(contents.figures(Kind::Ages));
    parts.push(lines([words.confidence_means()]));
    for card in contents.cards() {
        parts.push(Part::Subheading(contents.locale.scenario(&card.scenario).to_owned()));
        let points = missing(card, contents.locale);
        if points.is_empty() {
            parts.push(lines([words.nothing_missing()]));
        } else {
            parts.push(Part::List { numbered: false, points });
        }
        let points = notes(card, contents.locale);
        if !points.is_empty() {
            parts.push(lines([words.notes()]));
            parts.push(Part::List { numbered: false, points });
        }
    }
}
