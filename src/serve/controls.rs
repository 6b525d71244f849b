//! What can be moved on the page: a slider and a field for every indicator, weights, and how the root aggregates.

use super::job::Job;
use super::request::{Choice, Request};
use super::shelf::Shelf;
use super::words::{Words, words};
use askama::Template;
use froth_core::model::{Indicator, Rule};
use froth_core::scenario::{Scenario, Value};
use froth_core::score::{Comparison, IndicatorScore, Scorecard, scorecard};
use froth_render::locale::{Language, Locale, scenario_title};
use froth_render::page::{raw, score};

/// Steps of a slider from one end to the other.
const STEPS: f64 = 400.0;

#[derive(Template)]
#[template(path = "controls.html")]
struct Controls<'a> {
    words: Words,
    groups: Vec<Group<'a>>,
    choices: Vec<(&'static str, &'static str, bool)>,
    /// The model's own way to aggregate.
    own: &'static str,
}

/// A dimension with its own indicators.
struct Group<'a> {
    id: &'a str,
    title: String,
    question: &'a str,
    /// How deep it lies below the root.
    depth: usize,
    /// Its weight among its siblings; none for the root and overlays.
    weight: Option<f64>,
    score: String,
    heat: String,
    indicators: Vec<Control<'a>>,
}

struct Control<'a> {
    id: &'a str,
    title: &'a str,
    unit: &'a str,
    rule: String,
    about: Vec<String>,
    source: String,
    url: String,
    kind: Field,
}

enum Field {
    Number { scored: bool, low: f64, high: f64, step: f64, value: String, ticks: Vec<Tick> },
    Word { words: Vec<(String, bool)> },
}

/// Where a scenario stands on a slider.
struct Tick {
    /// Per cent of the way.
    place: String,
    class: &'static str,
    title: String,
}

#[allow(clippy::unused_self)] // templates call it so
impl Controls<'_> {
    /// The far end of a weight's slider.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn most(&self, weight: &f64) -> f64 {
        (2.0 * weight).max(3.0)
    }

    fn weight_of(&self, title: &str) -> String {
        self.words.weight_of(title)
    }

    fn undo_of(&self, title: &str) -> String {
        self.words.undo_of(title)
    }

    fn slider(&self, title: &str) -> String {
        self.words.slider(title)
    }
}

/// The controls as HTML.
pub(super) fn controls(
    (request, shelf): (&Request, &Shelf),
    job: &Job,
    locale: &Locale,
    comparison: &Comparison,
    before: &Scorecard,
) -> String {
    let (words, model) = (words(locale.language), &job.model);
    let now = comparison.scorecards.first().unwrap_or(before);
    let marks = marks(job, shelf, comparison, before, locale.language);
    let group = |d: usize| {
        let dimension = &model.dimensions[d];
        let card = now.dimension(&dimension.id);
        Group {
            id: &dimension.id,
            title: locale.dimension(&dimension.id).to_owned(),
            question: dimension.question.as_deref().map(|question| locale.text(question)).unwrap_or_default(),
            depth: std::iter::successors(dimension.parent, |p| model.dimensions[*p].parent).count(),
            weight: dimension.parent.map(|_| job.plain_weights[d]),
            score: card.and_then(|c| c.score).map(score).unwrap_or_default(),
            heat: heat(card.and_then(|c| c.score), locale),
            indicators: model
                .indicators
                .iter()
                .filter(|i| i.dimension == d)
                .filter_map(|i| Some(control(i, now.indicator(&i.id)?, &marks, locale)))
                .collect(),
        }
    };
    // A changed model has the request's way in it; its text on the shelf has the model's own.
    let own = Choice::of(job.plain_aggregate).map_or("", Choice::as_str);
    let chosen = request.aggregate.map_or(own, Choice::as_str);
    let controls = Controls {
        words,
        groups: (0..model.dimensions.len()).map(group).collect(),
        choices: Choice::ALL
            .iter()
            .zip(words.ways_to_aggregate())
            .map(|(c, text)| (c.as_str(), text, chosen == c.as_str()))
            .collect(),
        own,
    };
    controls.render().unwrap_or_default()
}

/// A scenario whose figures are marked on the sliders.
struct Mark {
    class: &'static str,
    title: String,
    card: Scorecard,
}

/// The scenario as it was, what it is held against, and the built-in ones of the same model.
fn marks(job: &Job, shelf: &Shelf, comparison: &Comparison, before: &Scorecard, language: Language) -> Vec<Mark> {
    let mark = |s: &Scenario, card: Scorecard| Mark {
        class: match s.era.as_deref() {
            Some("dotcom") => "dotcom",
            Some("ai") => "ai",
            _ => "other",
        },
        title: scenario_title(s, language).to_owned(),
        card,
    };
    let mut marks = vec![mark(&job.before, before.clone())];
    if let Some(card) = comparison.scorecards.get(1) {
        marks.push(mark(&job.versus, card.clone()));
    }
    for (id, scenario) in shelf.scenarios() {
        // A file that holds an era's series is no date of its own.
        let dated = scenario.era.as_deref().is_some_and(|era| ["ai", "dotcom"].contains(&era) && era != id);
        if dated
            && scenario.shocks.is_empty()
            && ![&job.base.id, &job.versus.id].contains(&&scenario.id)
            && let Ok(card) = scorecard(&job.model, scenario, Job::settings())
        {
            marks.push(mark(scenario, card));
        }
    }
    marks
}

fn control<'a>(of: &'a Indicator, now: &IndicatorScore, marks: &[Mark], locale: &'a Locale) -> Control<'a> {
    let words = words(locale.language);
    let kind = match of.rule.as_ref().and_then(Rule::words) {
        Some(all) => {
            let chosen = |word: &str| matches!(&now.value, Some(Value::Word(w)) if w == word);
            Field::Word { words: all.iter().map(|(w, _)| (w.clone(), chosen(w))).collect() }
        }
        None => number(of, now, marks, locale.unit(&of.unit)),
    };
    let mut about: Vec<String> = of.formula.iter().map(|f| words.computed(&f.text)).collect();
    about.extend(of.note.iter().map(|note| locale.text(note).to_owned()));
    about.extend(of.contested.iter().map(|c| words.contested(locale.text(c))));
    let ends = of.rule.as_ref().map(Rule::knots).filter(|k| !k.is_empty());
    let rule = ends.map(|k| (k[0], k[k.len() - 1])).map(|(low, high)| {
        let at = |x: f64| of.rule.as_ref().map(|r| score(r.score(x))).unwrap_or_default();
        words.rule(raw(low), at(low), raw(high), at(high))
    });
    Control {
        id: &of.id,
        title: locale.indicator(&of.id),
        unit: locale.unit(&of.unit),
        rule: rule.unwrap_or_default(),
        about,
        source: now.source.clone().or_else(|| of.source.clone()).unwrap_or_default(),
        url: now.url.clone().filter(|u| u.starts_with("https://") || u.starts_with("http://")).unwrap_or_default(),
        kind,
    }
}

fn number(of: &Indicator, now: &IndicatorScore, marks: &[Mark], unit: &str) -> Field {
    let value = |i: &IndicatorScore| i.value.as_ref().and_then(Value::number);
    let stands: Vec<(&Mark, f64)> =
        marks.iter().filter_map(|m| Some((m, m.card.indicator(&of.id).and_then(value)?))).collect();
    let knots = of.rule.as_ref().map(Rule::knots).unwrap_or_default();
    let around = knots.iter().copied().chain(stands.iter().map(|s| s.1)).chain(value(now));
    let (low, high) = around.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    let (low, high) = if low < high {
        (low, high)
    } else if low.is_finite() {
        (low - 1.0, low + 1.0)
    } else {
        (0.0, 1.0)
    };
    let room = 0.15 * (high - low);
    // What cannot be negative is not dragged below 0; the field takes it all the same.
    let low = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
    let low = if matches!(of.rule, Some(Rule::Log { .. })) && low <= 0.0 { (high + room) / STEPS } else { low };
    let (low, high, step) = rounded(low, high + room);
    let ticks = stands
        .iter()
        .map(|(mark, x)| Tick {
            place: format!("{:.2}", 100.0 * ((x - low) / (high - low)).clamp(0.0, 1.0)),
            class: mark.class,
            title: format!("{}: {} {unit}", mark.title, raw(*x)),
        })
        .collect();
    // What is only watched has nowhere to go on a slider.
    let scored = of.rule.is_some();
    Field::Number { scored, low, high, step, value: value(now).map(plain).unwrap_or_default(), ticks }
}

/// A number as a field shows it: six digits are what fits.
fn plain(x: f64) -> String {
    let short: f64 = format!("{x:.5e}").parse().unwrap_or(x);
    short.to_string()
}

/// Ends and a step that are round numbers, so that a dragged figure has few digits.
fn rounded(low: f64, high: f64) -> (f64, f64, f64) {
    let rough = (high - low) / STEPS;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * power).into_iter().find(|s| *s >= rough).unwrap_or(rough);
    ((low / step).floor() * step, (high / step).ceil() * step, step)
}

/// A class of colour: one for every five points of the score, of two kinds: a high score warns, or is good.
pub(super) fn heat(score: Option<f64>, locale: &Locale) -> String {
    let kind = if locale.high_is_good() { "g" } else { "h" };
    score.map_or_else(|| "none".to_owned(), |x| format!("{kind}{}", (x / 5.0).round() as u8))
}
