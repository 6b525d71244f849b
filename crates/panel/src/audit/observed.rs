//! What a scenario's scores rest on: how old and how sure its figures are, whose they are, and which calm ones hide others.

use super::calendar::release;
use super::structure::{below, publisher};
use super::{ALARMED, CALM, Compensated, DueFigure, Fact, Finding, OldFigure, ScenarioAudit, Share};
use froth_core::diag::Location;
use froth_core::model::{Aggregate, Confidence, Model};
use froth_core::scenario::{Scenario, Series, a_year_before};
use froth_core::score::{Child, Compiled, Evaluation, IndicatorScore, Plan, Scorecard, Settings, scorecard};
use jiff::ToSpan;
use jiff::civil::Date;

/// A share of the score's weight on figures of low or no confidence from which it is said.
const MUCH: f64 = 0.25;

/// A scenario that can be scored.
pub(super) struct Read<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) card: Scorecard,
    /// At each date of its path and its own, the last.
    pub(super) readings: Vec<(Date, Evaluation<'a>)>,
}

pub(super) fn read<'a>(model: &Model, plan: &Plan, scenario: &'a Scenario) -> Option<Read<'a>> {
    let card = scorecard(model, scenario, Settings::default()).ok()?;
    let readings = scenario.dates().map(|date| Some((date, Evaluation::at(model, plan, scenario, date).ok()?)));
    Some(Read { scenario, card, readings: readings.collect::<Option<_>>()? })
}

pub(super) fn observed(model: &Model, plan: &Compiled, read: &Read<'_>, findings: &mut Vec<Finding>) -> ScenarioAudit {
    let low = low_confidence(read, findings);
    let (one_indicator, one_source) = rests_on_one(model, plan, read, findings);
    ScenarioAudit {
        scenario: read.card.scenario.clone(),
        as_of: read.card.as_of,
        low_confidence: low.0,
        low_confidence_indicators: low.1,
        stale: stale(read, findings),
        due: due(model, plan, read, findings),
        one_indicator,
        one_source,
        compensated: compensated(model, plan, read, findings),
    }
}

/// A finding about a scenario: at the figure concerned, or at the file.
fn finding(read: &Read<'_>, fact: Fact, id: Option<&str>) -> Finding {
    let location = id.and_then(|id| read.scenario.location(id));
    Finding { fact, location: Some(location.unwrap_or_else(|| Location::new(&read.scenario.source, 0..0))) }
}

/// Figures a year old or older, and those that were too old to be used.
fn stale(read: &Read<'_>, findings: &mut Vec<Finding>) -> Vec<OldFigure> {
    let as_of = read.card.as_of;
    let mut found: Vec<OldFigure> = Vec::new();
    for indicator in read.card.indicators.iter().filter(|i| i.weight > 0.0 || i.missing && !i.watched) {
        let own = indicator.date.map(|date| (indicator.id.as_str(), date));
        let inputs = indicator.inputs.iter().flatten().filter_map(|x| Some((x.id.as_str(), x.date?)));
        for (id, date) in own.into_iter().chain(inputs).filter(|(_, date)| *date <= a_year_before(as_of)) {
            found.push(OldFigure { id: id.to_owned(), date, used: !indicator.missing });
        }
        let empty = indicator.inputs.iter().flatten().filter(|x| x.value.is_none()).map(|x| x.id.as_str());
        for id in
            empty.chain((indicator.value.is_none() && indicator.inputs.is_none()).then_some(indicator.id.as_str()))
        {
            let latest = read.scenario.series.get(id).and_then(|s| s.latest(as_of));
            found.extend(latest.map(|point| OldFigure { id: id.to_owned(), date: point.date, used: false }));
        }
    }
    found.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    found.dedup();
    for used in [true, false] {
        let dated = found.iter().filter(|old| old.used == used);
        let figures: Vec<(String, Date)> = dated.map(|old| (old.id.clone(), old.date)).collect();
        if figures.is_empty() {
            continue;
        }
        let scenario = read.card.scenario.clone();
        let fact =
            if used { Fact::OldUsed { scenario, as_of, figures } } else { Fact::TooOld { scenario, as_of, figures } };
        findings.push(finding(read, fact, None));
    }
    found
}

/// Series that a score needs and whose next figure should be out: the usual step of a series says when its next period ends, and its
/// publisher's calendar, where one is known, how long that takes to be published; else half a step is left.
fn due(model: &Model, plan: &Compiled, read: &Read<'_>, findings: &mut Vec<Finding>) -> Vec<DueFigure> {
    let as_of = read.card.as_of;
    let needed = plan.needed(model);
    let is_needed = |id: &str| plan.column_given(id).is_some_and(|c| needed[c]);
    let series = read.scenario.series.iter().filter(|(id, _)| is_needed(id));
    let mut found: Vec<DueFigure> = series.filter_map(|(id, series)| next(id, series, as_of)).collect();
    // A newer figure may stand beside the series.
    found.retain(|due| read.scenario.values.get(&due.id).is_none_or(|v| v.date <= due.date));
    found.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    if !found.is_empty() {
        let figures = found.iter().map(|d| (d.id.clone(), d.due)).collect();
        findings.push(finding(read, Fact::Due { scenario: read.card.scenario.clone(), as_of, figures }, None));
    }
    found
}

/// The next figure of a series, if it should be out by a day.
fn next(id: &str, series: &Series, as_of: Date) -> Option<DueFigure> {
    let points: Vec<Date> = series.points.iter().map(|p| p.date).filter(|date| *date <= as_of).collect();
    let mut steps: Vec<i64> = points.windows(2).map(|w| i64::from((w[1] - w[0]).get_days())).collect();
    steps.sort_unstable();
    let step = *steps.get(steps.len() / 2)?;
    let date = *points.last()?;
    let release = release(series);
    let due = date.checked_add((step + release.map_or(step / 2, |release| release.days)).days()).ok()?;
    let publisher = release.map(|release| release.publisher);
    (due <= as_of).then(|| DueFigure { id: id.to_owned(), date, step, due, publisher })
}

/// Whether an indicator's score rests on a figure of low or no stated confidence.
fn is_low(of: &IndicatorScore) -> bool {
    let low = |confidence: Option<Confidence>| confidence.is_none_or(|c| c == Confidence::Low);
    match &of.inputs {
        Some(inputs) => inputs.iter().filter(|x| x.value.is_some()).any(|x| low(x.confidence)),
        None => low(of.confidence),
    }
}

fn low_confidence(read: &Read<'_>, findings: &mut Vec<Finding>) -> (f64, Vec<String>) {
    let weak: Vec<&IndicatorScore> =
        read.card.indicators.iter().filter(|i| !i.overlay && i.weight > 0.0 && is_low(i)).collect();
    // Weights sum to 1 only up to rounding.
    let weight = weak.iter().map(|i| i.weight).sum::<f64>().clamp(0.0, 1.0);
    let ids: Vec<String> = weak.iter().map(|i| i.id.clone()).collect();
    if weight >= MUCH {
        let fact = Fact::LowConfidence {
            scenario: read.card.scenario.clone(),
            weight,
            score: read.card.score,
            indicators: ids.clone(),
            without: read.card.without.low_confidence,
        };
        findings.push(finding(read, fact, None));
    }
    (weight, ids)
}

/// Dimensions that rest on one indicator here while the model gives them more, and on figures of one source.
fn rests_on_one(
    model: &Model,
    plan: &Compiled,
    read: &Read<'_>,
    findings: &mut Vec<Finding>,
) -> (Vec<Share>, Vec<Share>) {
    let (mut one_indicator, mut one_source) = (Vec::new(), Vec::new());
    for (d, dimension) in model.dimensions.iter().enumerate().filter(|(d, _)| plan.tree().has(*d)) {
        let all = below(plan.tree(), Child::Dimension(d));
        let here: Vec<&IndicatorScore> =
            all.iter().map(|i| &read.card.indicators[*i]).filter(|i| !i.missing && i.weight > 0.0).collect();
        let weight = read.card.dimensions[d].weight;
        if weight <= 0.0 || all.len() < 2 {
            continue;
        }
        if let [only] = here.as_slice() {
            one_indicator.push(Share { dimension: dimension.id.clone(), on: only.id.clone(), weight });
            continue;
        }
        // A figure without a source may be anyone's.
        let mut sources: Vec<Option<String>> = Vec::new();
        for indicator in &here {
            match &indicator.inputs {
                Some(inputs) => {
                    let used = inputs.iter().filter(|x| x.value.is_some());
                    sources.extend(used.map(|x| x.source.as_deref().map(publisher)));
                }
                None => sources.push(indicator.source.as_deref().map(publisher)),
            }
        }
        sources.sort();
        sources.dedup();
        if let [Some(only)] = sources.as_slice() {
            one_source.push(Share { dimension: dimension.id.clone(), on: only.clone(), weight });
        }
    }
    // Said once for a chain of dimensions that all rest on the same.
    for found in [&mut one_indicator, &mut one_source] {
        let all = found.clone();
        found.retain(|one| {
            let parent = model.dimension(&one.dimension).and_then(|d| model.dimensions[d].parent);
            let above = parent.map(|p| &model.dimensions[p].id);
            !all.iter().any(|other| Some(&other.dimension) == above && other.on == one.on)
        });
    }
    let overlay = |id: &str| model.dimension(id).is_some_and(|d| model.dimensions[d].overlay);
    for one in &one_indicator {
        let fact = Fact::OneIndicatorHere {
            scenario: read.card.scenario.clone(),
            dimension: one.dimension.clone(),
            indicator: one.on.clone(),
            weight: one.weight,
            overlay: overlay(&one.dimension),
        };
        findings.push(finding(read, fact, Some(&one.on)));
    }
    for one in &one_source {
        let (scenario, dimension, source) = (read.card.scenario.clone(), one.dimension.clone(), one.on.clone());
        findings.push(finding(read, Fact::OneSourceHere { scenario, dimension, source }, None));
    }
    (one_indicator, one_source)
}

/// Whether children are averaged, so that a calm one can hide an alarmed one.
pub(super) fn averages(aggregate: Aggregate) -> bool {
    !matches!(aggregate, Aggregate::Min | Aggregate::Max)
}

fn compensated(model: &Model, plan: &Compiled, read: &Read<'_>, findings: &mut Vec<Finding>) -> Vec<Compensated> {
    let Some((_, reading)) = read.readings.last() else { return Vec::new() };
    let tree = plan.tree();
    let dimensions = reading.dimension_scores(tree);
    let value = |child: Child| match child {
        Child::Indicator(i) => reading.scores()[i],
        Child::Dimension(d) => dimensions[d],
    };
    let name = |child: Child| match child {
        Child::Indicator(i) => model.indicators[i].id.clone(),
        Child::Dimension(d) => model.dimensions[d].id.clone(),
    };
    let mut found: Vec<(usize, Compensated)> = Vec::new();
    for (d, _, children) in tree.groups().filter(|(_, aggregate, _)| averages(*aggregate)) {
        let scored = || children.iter().map(|e| (e.child, value(e.child))).filter(|(_, x)| !x.is_nan());
        let calm = scored().min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, x)| *x < CALM);
        let alarmed = scored().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, x)| *x > ALARMED);
        let (Some(calm), Some(alarmed), false) = (calm, alarmed, dimensions[d].is_nan()) else { continue };
        let left_out = below(tree, calm.0);
        let rest = tree.narrowed(model, &|i| !left_out.contains(&i), None);
        let without_calm = Some(reading.dimension_scores(&rest)[d]).filter(|x| !x.is_nan());
        found.push((
            d,
            Compensated {
                dimension: model.dimensions[d].id.clone(),
                score: dimensions[d],
                calm: name(calm.0),
                calm_score: calm.1,
                alarmed: name(alarmed.0),
                alarmed_score: alarmed.1,
                without_calm,
            },
        ));
    }
    found.sort_by_key(|(d, _)| *d);
    let found: Vec<Compensated> = found.into_iter().map(|(_, c)| c).collect();
    for c in &found {
        let fact = Fact::CalmHides { scenario: read.card.scenario.clone(), found: c.clone() };
        findings.push(finding(read, fact, Some(&c.calm)));
    }
    found
}
