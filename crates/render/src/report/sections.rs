//! What a report says, section by section.

use super::charts::NamedChart;
use super::words::{Words, words};
use super::{method, observations};
use crate::chart::Kind;
use crate::locale::Locale;
use crate::page::{
    Cell, Figure, Line, Page, Part, Row, Sources, Span, Style, Table, apart, calibration, differences, dimensions,
    headline, headlines, how_sure, intervals, method_rows, methods_agree, missing, notes, numbers, pairs, score, share,
    together, tree, turned, verdict, what_it_takes, what_matters,
};
use froth_core::model::Model;
use froth_core::robustness::Robustness;
use froth_core::scenario::Scenario;
use froth_core::score::{Comparison, PathPoint};

/// Everything a report tells of, in its own language.
pub(super) struct Told<'a> {
    pub(super) model: &'a Model,
    pub(super) scenarios: &'a [&'a Scenario],
    pub(super) comparison: &'a Comparison,
    pub(super) paths: Vec<Vec<PathPoint>>,
    pub(super) charts: &'a [NamedChart],
    pub(super) locale: Locale,
    pub(super) robustness: &'a Robustness,
}

impl Told<'_> {
    pub(super) fn words(&self) -> Words {
        words(self.locale.language)
    }

    fn several(&self) -> bool {
        self.scenarios.len() > 1
    }

    /// The charts of a kind.
    fn figures(&self, kind: Kind) -> impl Iterator<Item = Part> + '_ {
        self.charts.iter().filter(move |c| c.chart.kind == kind).map(|c| {
            Part::Figure(Figure {
                file: format!("charts/{}.svg", c.name),
                title: c.chart.title.clone(),
                svg: c.chart.svg(),
            })
        })
    }
}

/// The whole report.
pub(super) fn page(told: &Told<'_>) -> Page {
    let words = told.words();
    let mut parts = Vec::new();
    let names: Vec<&str> = told.scenarios.iter().map(|s| told.locale.scenario(&s.id)).collect();
    parts.push(Part::Title(told.locale.listed(&names)));
    parts.push(lines([
        &format!("{} {}", told.locale.model(&told.model.id), told.model.version),
        words.what_a_score_is(),
    ]));
    parts.push(heading(words.verdict()));
    parts.push(lines(verdict(told.comparison, &told.locale)));
    let mut sure = how_sure(&told.robustness.uncertainty, &told.locale);
    sure.extend(methods_agree(&told.robustness.methods, &told.locale));
    parts.push(lines(sure));
    parts.extend(told.figures(Kind::Radar));
    parts.extend(told.figures(Kind::Riskmap));
    scorecards(told, &mut parts);
    let mut sources = Sources::default();
    comparison(told, &mut sources, &mut parts);
    paths(told, &mut parts);
    parts.push(heading(words.heat_map()));
    parts.extend(told.figures(Kind::Heatmap));
    if told.several() {
        parts.push(heading(words.difference()));
        parts.push(lines([words.difference_means()]));
        parts.push(Part::Table(differences(told.comparison, &told.locale)));
        parts.extend(told.figures(Kind::Difference));
    }
    robustness(told, &mut parts);
    takes(told, &mut parts);
    alerts(told, &mut parts);
    confidence(told, &mut parts);
    parts.push(heading(words.observations()));
    parts.push(lines([words.observations_mean()]));
    parts.push(Part::Table(observations::table(told)));
    method::section(told, &mut parts);
    parts.push(heading(words.sources()));
    parts.push(Part::List { numbered: true, points: sources.lines() });
    parts.push(lines([words.files(), words.workbook()]));
    Page { parts }
}

fn scorecards(told: &Told<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(told.words().scorecards()));
    parts.push(Part::Table(headlines(told.comparison, Some(told.robustness), &told.locale)));
    parts.extend(told.figures(Kind::Contributions));
    for card in &told.comparison.scorecards {
        parts.push(Part::Subheading(told.locale.scenario(&card.scenario).to_owned()));
        parts.push(Part::Lines(headline(card, &told.locale)));
        for overlay in [false, true] {
            let table = tree(card, overlay, &told.locale);
            if !table.rows.is_empty() {
                parts.push(Part::Table(table));
            }
        }
    }
}

fn comparison(told: &Told<'_>, sources: &mut Sources, parts: &mut Vec<Part>) {
    let (words, of) = (told.words(), told.comparison);
    if told.several() {
        parts.push(heading(words.comparison()));
        parts.push(Part::Subheading(words.all_data().to_owned()));
        parts.push(lines([words.all_data_means()]));
        parts.push(Part::Table(dimensions(&of.scorecards, &told.locale)));
        parts.push(Part::Subheading(words.like_for_like().to_owned()));
        let like = &of.like_for_like;
        if like.weight_left > 0.0 {
            parts.push(lines([words.like_for_like_means(like.indicators.len(), share(like.weight_left))]));
            parts.push(Part::Table(dimensions(&like.scorecards, &told.locale)));
        } else {
            parts.push(lines([words.nothing_common()]));
        }
        parts.extend(told.figures(Kind::Dumbbell));
        parts.push(Part::Subheading(words.numbers().to_owned()));
    } else {
        parts.push(heading(words.numbers()));
    }
    parts.push(lines([words.numbers_mean()]));
    parts.push(Part::Table(numbers(of, sources, &told.locale)));
}

fn paths(told: &Told<'_>, parts: &mut Vec<Part>) {
    let words = told.words();
    parts.push(heading(words.path()));
    if told.scenarios.iter().all(|s| s.path.is_empty()) {
        parts.push(lines([words.no_path()]));
        return;
    }
    parts.push(lines([words.path_means()]));
    parts.extend(told.figures(Kind::Path));
    let tops = told.model.dimensions.iter().enumerate().filter(|(_, d)| d.parent == Some(told.model.root));
    let tops: Vec<(usize, &str)> = tops.map(|(i, d)| (i, told.locale.dimension(&d.id))).collect();
    let root = told.locale.dimension(&told.model.dimensions[told.model.root].id);
    let mut columns = vec![(words.date(), false), (words.years(), true), (root, true)];
    columns.extend(tops.iter().map(|(_, title)| (*title, true)));
    let mut table = Table::new(&columns);
    for (scenario, path) in told.scenarios.iter().zip(&told.paths) {
        table.rows.push(Row::Heading(told.locale.scenario(&scenario.id).to_owned()));
        for point in path {
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
fn robustness(told: &Told<'_>, parts: &mut Vec<Part>) {
    let (words, locale) = (told.words(), &told.locale);
    let of = &told.robustness.uncertainty;
    parts.push(heading(words.how_sure()));
    parts.push(lines([words.how_sure_means()]));
    parts.extend(told.figures(Kind::Distribution));
    parts.push(Part::Table(intervals(&of.scenarios, locale)));
    if !of.pairs.is_empty() {
        parts.extend(told.figures(Kind::Gap));
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
    parts.push(Part::Table(method_rows(&told.robustness.methods, locale)));
    if let Some(sensitivity) = &told.robustness.sensitivity {
        parts.push(Part::Subheading(words.sensitivity().to_owned()));
        parts.push(lines(what_matters(sensitivity, locale)));
        parts.extend(told.figures(Kind::Tornado));
    }
    let table = calibration(of, locale);
    if !table.rows.is_empty() {
        parts.push(Part::Subheading(words.calibration().to_owned()));
        parts.push(lines([words.calibration_means()]));
        parts.push(Part::Table(table));
    }
}

/// What it would take to turn the verdict round.
fn takes(told: &Told<'_>, parts: &mut Vec<Part>) {
    let (words, locale) = (told.words(), &told.locale);
    let Some(reverse) = &told.robustness.reverse else { return };
    parts.push(heading(words.what_it_takes()));
    parts.push(lines(what_it_takes(reverse, locale)));
    let table = together(reverse, told.model, locale);
    if !table.rows.is_empty() {
        parts.push(lines([words.together_means()]));
        parts.push(Part::Table(table));
    }
    if let Some(weights) = &told.robustness.weights {
        parts.push(Part::Subheading(words.weights_matter().to_owned()));
        parts.push(lines(turned(weights, locale)));
    }
}

fn alerts(told: &Told<'_>, parts: &mut Vec<Part>) {
    let words = told.words();
    parts.push(heading(words.alerts()));
    if told.model.alerts.is_empty() {
        parts.push(lines([words.no_alerts()]));
        return;
    }
    let names: Vec<&str> = told.scenarios.iter().map(|s| told.locale.scenario(&s.id)).collect();
    let mut columns = vec![(words.alert(), false), (words.condition(), false)];
    columns.extend(names.iter().map(|name| (*name, false)));
    let mut table = Table::new(&columns);
    for alert in &told.model.alerts {
        let mut row = vec![Cell::plain(told.locale.alert(&alert.id)), Span::faint(alert.when.text.clone()).into()];
        for card in &told.comparison.scorecards {
            let Some(state) = card.alerts.iter().find(|a| a.id == alert.id) else { continue };
            let since = told.locale.since(state.since);
            row.push(match state.fired {
                Some(true) => Span::new(format!("{}{since}", words.fires()), Style::Score(100.0)).into(),
                Some(false) => Cell::plain(format!("{}{since}", words.quiet())),
                None => {
                    let why =
                        state.reason.as_ref().map(|r| words.because(told.locale.reason(Some(r)))).unwrap_or_default();
                    Span::faint(format!("{}{since}{why}", words.undecided())).into()
                }
            });
        }
        table.rows.push(Row::Cells(row));
    }
    parts.push(Part::Table(table));
}

fn confidence(told: &Told<'_>, parts: &mut Vec<Part>) {
    let words = told.words();
    parts.push(heading(words.missing()));
    parts.extend(told.figures(Kind::Coverage));
    parts.push(lines([words.confidence_means()]));
    for card in &told.comparison.scorecards {
        parts.push(Part::Subheading(told.locale.scenario(&card.scenario).to_owned()));
        let points = missing(card, &told.locale);
        if points.is_empty() {
            parts.push(lines([words.nothing_missing()]));
        } else {
            parts.push(Part::List { numbered: false, points });
        }
        let points = notes(card, &told.locale);
        if !points.is_empty() {
            parts.push(lines([words.notes()]));
            parts.push(Part::List { numbered: false, points });
        }
    }
}

pub(super) fn heading(text: &str) -> Part {
    Part::Heading(text.to_owned())
}

/// Plain lines that belong together.
pub(super) fn lines<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Part {
    let line = |text: S| -> Line { vec![Span::plain(text.as_ref())] };
    Part::Lines(texts.into_iter().map(line).collect())
}
