//! What the page gets: numbers and words for its controls, and the results as ready-made HTML.

use super::controls::{self, heat};
use super::job::Job;
use super::request::Request;
use super::shelf::Shelf;
use super::words::{Words, words};
use crate::catalog;
use askama::Template;
use froth_core::analysis::Analysis;
use froth_core::diag::Diagnostics;
use froth_core::model::Model;
use froth_core::published::AfterRunUps;
use froth_core::scenario::Value;
use froth_core::score::{Comparison, IndicatorScore, Scorecard, scorecard};
use froth_core::stress::{Joint, Reverse, reverse_watched, tried};
use froth_core::uncertainty::{Options, uncertainty};
use froth_core::{Error, ErrorKind};
use froth_render::chart::{self, Axes};
use froth_render::locale::{Locale, reason, scenario_title};
use froth_render::page::{self, Part, Row, Table, gap, points, score, share_of_draws};
use froth_series::watch::Watch;
use serde::Serialize;
use std::collections::BTreeMap;

/// Draws while figures are dragged; the run in the background takes the program's own number.
const DRAWS: u64 = 512;

/// Everything that changes on the page.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    /// What a reader who cannot see the page is told.
    spoken: String,
    score: Option<f64>,
    /// HTML.
    results: String,
    /// HTML, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    controls: Option<String>,
    indicators: Vec<Shown>,
    dimensions: Vec<Shown>,
    /// The dates there are: what the page's slider shows.
    dates: Vec<String>,
    date: String,
}

/// An indicator's or a dimension's place on the page.
#[derive(Debug, Serialize)]
struct Shown {
    id: String,
    /// Raw value; none for dimensions.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    score: String,
    points: String,
    /// A class of colour.
    heat: String,
    /// Why there is no score.
    reason: String,
}

/// The results.
#[derive(Template)]
#[template(path = "results.html")]
struct Results<'a> {
    words: Words,
    versus: &'a str,
    score: String,
    heat: String,
    band: String,
    /// Names of bands, their ranges, and whether the score lies there.
    bands: Vec<(String, String, bool)>,
    was: Option<String>,
    other: String,
    other_heat: String,
    surer: Option<String>,
    /// How many points rest on figures of what age.
    ages: Option<String>,
    finding: String,
    takes: Vec<String>,
    ways: Vec<Way>,
    alerts: Vec<(&'static str, &'static str, String)>,
    /// Published shares of run-ups beside today's.
    after: Vec<Part>,
    charts: Vec<Picture>,
}

impl Results<'_> {
    /// The title of a column.
    #[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self)] // templates call it so
    fn column<'t>(&self, table: &'t Table, index: &usize) -> &'t str {
        table.columns.get(*index).map_or("", |column| column.title.as_str())
    }

    fn leads(&self, to: &str) -> String {
        self.words.leads_to(to)
    }
}

/// Figures that a button puts in place; without any it is said why there is no button.
struct Way {
    label: String,
    /// What they lead to.
    leads: String,
    /// A JSON object of figures by id.
    set: String,
    /// Why it cannot be tried, or what stands in for figures that are missing.
    why: String,
}

pub(super) struct Picture {
    pub(super) title: String,
    pub(super) svg: String,
}

/// Answers a request.
pub(super) fn answer(request: &Request, shelf: &Shelf, watch: &dyn Watch) -> Result<Answer, Error> {
    let job = Job::load(request, shelf)?;
    let language = request.language();
    let words = words(language);
    let settings = Job::settings();
    let both = [&job.now, job.versus.as_ref()];
    let analysis = Analysis::new(&job.model, &both, settings)?;
    let locale = Locale::of(&analysis, language);
    let comparison = analysis.comparison();
    let before = scorecard(&job.model, &job.before, settings)?;
    let [now, versus] = comparison.scorecards.as_slice() else { return Err(Diagnostics::new().into()) };
    watch.step(0)?;
    let reversed = match versus.score.filter(|_| now.score.is_some()) {
        Some(target) => Some(reverse_watched(&job.model, &job.now, target, settings, watch)?),
        None => None,
    };
    let options = Options { draws: DRAWS, apart: false, scoring: settings, ..Options::default() };
    let drawn = match uncertainty(&job.model, &both, &options, watch) {
        Err(error) if error.kind() == ErrorKind::Stopped => return Err(error),
        drawn => drawn.ok(),
    };
    let share = drawn.and_then(|d| d.pairs.first().and_then(|p| p.share_a_higher));
    let name = scenario_title(&job.base, language);
    let versus_name = scenario_title(&job.versus, language);
    let results = Results {
        words,
        versus: versus_name,
        score: shown(now),
        heat: heat(now.score, &locale),
        band: now
            .band
            .as_deref()
            .map(|band| locale.band(band).to_owned())
            .or_else(|| now.reason.as_ref().map(|missing| reason(missing, &locale)))
            .unwrap_or_default(),
        bands: bands(&job.model, now, &locale),
        was: before.score.zip(now.score).filter(|(b, n)| b != n).map(|(b, n)| words.was(score(b), points(gap(n, b)))),
        other: shown(versus),
        other_heat: heat(versus.score, &locale),
        surer: share.map(|s| words.draws_above(versus_name, share_of_draws(s, DRAWS, language))),
        ages: page::ages(now, &locale),
        finding: locale.paragraph(&page::finding(comparison, &locale)),
        takes: reversed.as_ref().map(|r| page::what_it_takes(r, &locale)).unwrap_or_default(),
        ways: ways(&job, shelf, (now, reversed.as_ref()), &locale),
        alerts: alerts(now, &locale),
        after: after(now, &locale)?,
        charts: charts(&analysis, &locale)?,
    };
    let said = words.spoken(name, &results.score, &results.band, versus_name, &results.other);
    Ok(Answer {
        spoken: said,
        score: now.score,
        results: results.render().unwrap_or_default(),
        controls: request.controls.then(|| controls::controls((request, shelf), &job, &locale, comparison, &before)),
        indicators: now.indicators.iter().map(|i| indicator(i, &locale)).collect(),
        dimensions: dimensions(comparison, &locale),
        dates: job.base.dates().map(|d| d.to_string()).collect(),
        date: job.now.as_of.to_string(),
    })
}

fn bands(model: &Model, now: &Scorecard, locale: &Locale) -> Vec<(String, String, bool)> {
    let mut from = 0.0;
    let band = |b: &froth_core::model::Band| {
        let to = b.below.unwrap_or(100.0);
        let range = format!("{}\u{2013}{}", page::raw(from), page::raw(to));
        from = to;
        (locale.band(&b.label).to_owned(), range, now.band.as_ref() == Some(&b.label))
    };
    model.scale.bands.iter().map(band).collect()
}

fn shown(card: &Scorecard) -> String {
    card.score.map_or_else(|| "-".to_owned(), score)
}

fn indicator(now: &IndicatorScore, locale: &Locale) -> Shown {
    Shown {
        id: now.id.clone(),
        value: now.value.clone(),
        score: now.score.map(score).unwrap_or_default(),
        points: now.contribution.map(score).unwrap_or_default(),
        heat: heat(now.score, locale),
        reason: now.reason.as_ref().map(|m| reason(m, locale)).unwrap_or_default(),
    }
}

fn dimensions(comparison: &Comparison, locale: &Locale) -> Vec<Shown> {
    let of = comparison.scorecards.first().map_or(&[][..], |c| &c.dimensions);
    let shown = |d: &froth_core::score::DimensionScore| Shown {
        id: d.id.clone(),
        value: None,
        score: d.score.map(score).unwrap_or_default(),
        points: d.contribution.map(score).unwrap_or_default(),
        heat: heat(d.score, locale),
        reason: d.reason.as_ref().map(|m| reason(m, locale)).unwrap_or_default(),
    };
    of.iter().map(shown).collect()
}

fn alerts(card: &Scorecard, locale: &Locale) -> Vec<(&'static str, &'static str, String)> {
    let words = words(locale.language);
    let state = |fired| match fired {
        Some(true) => ("fires", words.fires()),
        Some(false) => ("quiet", words.quiet()),
        None => ("undecided", words.undecided()),
    };
    card.alerts
        .iter()
        .map(|a| {
            let (class, state) = state(a.fired);
            let since = a.since.map(|date| words.since(locale.day_in_words(date))).unwrap_or_default();
            let ends = page::ends(a, locale).map(|ends| words.aside(ends)).unwrap_or_default();
            (class, state, format!("{}{since}{ends}", locale.alert(&a.id)))
        })
        .collect()
}

/// The run-up of the scenario beside what publications print of earlier ones.
fn after(now: &Scorecard, locale: &Locale) -> Result<Vec<Part>, Error> {
    let after = AfterRunUps::of(&catalog::published()?, now);
    Ok(after.map(|after| page::after_run_ups(&after, locale)).unwrap_or_default())
}

/// What a button can put in place: the built-in what-ifs, and what it takes to reach the other scenario.
fn ways(job: &Job, shelf: &Shelf, (now, reversed): (&Scorecard, Option<&Reverse>), locale: &Locale) -> Vec<Way> {
    let language = locale.language;
    let words = words(language);
    let mut ways = Vec::new();
    if let Some(reverse) = reversed.filter(|r| !r.is_there()) {
        let moved = |change: &Joint| serde_json::to_string(&change.values).unwrap_or_default();
        let target = score(reverse.target);
        let smallest = reverse.sets.iter().find_map(|s| s.change.as_ref().map(|c| (s.size, c)));
        if let Some((size, change)) = smallest {
            let label = words.try_set(size, &target);
            ways.push(Way { label, leads: target.clone(), set: moved(change), why: String::new() });
        }
        if let Some(change) = &reverse.joint {
            ways.push(Way { label: words.try_all(&target), leads: target, set: moved(change), why: String::new() });
        }
    }
    for what_if in shelf.what_ifs() {
        let label = scenario_title(what_if, language).to_owned();
        let scored = tried(&job.model, &job.now, &what_if.shocks, Job::settings())
            .and_then(|tried| Ok((scorecard(&job.model, &tried.after, Job::settings())?, tried)));
        let (card, tried) = match scored {
            Ok(both) => both,
            // Another model may know a shock's figure as something else.
            Err(why) => {
                let why = why.findings().iter().next().map(|d| d.message.clone()).unwrap_or_default();
                ways.push(Way { label, leads: String::new(), set: String::new(), why });
                continue;
            }
        };
        let shocked = what_if.shocks.iter().map(|s| s.id.as_str());
        let stand_ins = tried.last_known.iter().map(|known| known.id.as_str());
        let set: BTreeMap<&str, Value> =
            shocked.chain(stand_ins).filter_map(|id| Some((id, figure(&card, id)?))).collect();
        // A button that would change nothing is none.
        if set.iter().all(|(id, value)| figure(now, id).as_ref() == Some(value)) {
            let why = words.in_place().to_owned();
            ways.push(Way { label, leads: String::new(), set: String::new(), why });
        } else {
            let leads = card.score.map(score).unwrap_or_default();
            let why = page::stand_ins(&tried.last_known, &tried.skipped, job.now.as_of, locale).join("; ");
            ways.push(Way { label, leads, set: serde_json::to_string(&set).unwrap_or_default(), why });
        }
    }
    ways
}

/// The raw value of an indicator, or of what a formula uses.
fn figure(card: &Scorecard, id: &str) -> Option<Value> {
    if let Some(indicator) = card.indicator(id) {
        return indicator.value.clone();
    }
    let mut inputs = card.indicators.iter().flat_map(|i| i.inputs.iter().flatten());
    inputs.find(|i| i.id == id).and_then(|i| i.value).map(Value::Number)
}

/// The finding as a picture: the results are as narrow as a phone's page, or not much wider.
pub(super) fn rows(both: &Analysis<'_>, locale: &Locale) -> Picture {
    let title = page::finding_title(both.comparison(), locale);
    Picture { title, svg: chart::narrow(chart::Kind::Rows, both, locale).map(|c| c.svg()).unwrap_or_default() }
}

fn charts(both: &Analysis<'_>, locale: &Locale) -> Result<Vec<Picture>, Error> {
    let alone = both.part(&[0])?;
    let draw = |kind, of: &Analysis<'_>| {
        let chart = chart::draw(kind, of, locale, Axes::default());
        Picture { title: chart.title.clone(), svg: chart.svg() }
    };
    Ok(vec![rows(both, locale), draw(chart::Kind::Difference, both), draw(chart::Kind::Contributions, &alone)])
}
