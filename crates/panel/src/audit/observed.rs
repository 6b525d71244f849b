//! What a scenario's scores rest on: how old and how sure its figures are, whose they are, and which calm ones hide others.

use super::structure::{below, publisher};
use super::{ALARMED, CALM, Compensated, OldFigure, ScenarioAudit, Share};
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::{Aggregate, Confidence, Model};
use froth_core::number::{score, share};
use froth_core::scenario::{Scenario, a_year_before};
use froth_core::score::{Child, Compiled, IndicatorScore, Plan, Reading, Scorecard, Settings, scorecard};
use jiff::civil::Date;

/// A share of the score's weight on figures of low or no confidence from which it is said.
const MUCH: f64 = 0.25;

/// A scenario that can be scored.
pub(super) struct Read<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) card: Scorecard,
    /// At each date of its path and its own, the last.
    pub(super) readings: Vec<(Date, Reading<'a>)>,
}

pub(super) fn read<'a>(model: &Model, plan: &Plan, scenario: &'a Scenario) -> Option<Read<'a>> {
    let card = scorecard(model, scenario, Settings::default()).ok()?;
    let readings = scenario.dates().map(|date| Some((date, Reading::at(model, plan, scenario, date).ok()?)));
    Some(Read { scenario, card, readings: readings.collect::<Option<_>>()? })
}

pub(super) fn observed(
    model: &Model,
    plan: &Compiled,
    read: &Read<'_>,
    findings: &mut Vec<Diagnostic>,
) -> ScenarioAudit {
    let low = low_confidence(read, findings);
    let (one_indicator, one_source) = rests_on_one(model, plan, read, findings);
    ScenarioAudit {
        scenario: read.card.scenario.clone(),
        as_of: read.card.as_of,
        low_confidence: low.0,
        low_confidence_indicators: low.1,
        stale: stale(read, findings),
        one_indicator,
        one_source,
        compensated: compensated(model, plan, read, findings),
    }
}

/// A finding about a scenario: at the figure concerned, or at the file.
fn finding(read: &Read<'_>, code: Code, id: Option<&str>, message: String, help: &str) -> Diagnostic {
    let location = id.and_then(|id| read.scenario.location(id));
    let found = Diagnostic::warning(code, message).help(help);
    match location {
        Some(location) => found.at_location(Some(location)),
        None => found.at(&read.scenario.source, 0..0),
    }
}

/// Figures a year old or older, and those that were too old to be used.
fn stale(read: &Read<'_>, findings: &mut Vec<Diagnostic>) -> Vec<OldFigure> {
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
        let dated = |old: &&OldFigure| old.used == used;
        let ids: Vec<String> = found.iter().filter(dated).map(|old| format!("`{}` ({})", old.id, old.date)).collect();
        if ids.is_empty() {
            continue;
        }
        let scenario = &read.card.scenario;
        let (message, help) = if used {
            (
                format!("{scenario}: a year or more older than {as_of}, and used: {}", ids.join(", ")),
                "look for newer figures, or leave these out and let coverage say so",
            )
        } else {
            (
                format!("{scenario}: missing, as the latest figure is too old for {as_of}: {}", ids.join(", ")),
                "look for newer figures; a `max_age` on a series says how old a figure may be",
            )
        };
        findings.push(finding(read, Code::Stale, None, message, help));
    }
    found
}

/// Whether an indicator's score rests on a figure of low or no stated confidence.
fn is_low(of: &IndicatorScore) -> bool {
    let low = |confidence: Option<Confidence>| confidence.is_none_or(|c| c == Confidence::Low);
    match &of.inputs {
        Some(inputs) => inputs.iter().filter(|x| x.value.is_some()).any(|x| low(x.confidence)),
        None => low(of.confidence),
    }
}

fn low_confidence(read: &Read<'_>, findings: &mut Vec<Diagnostic>) -> (f64, Vec<String>) {
    let weak: Vec<&IndicatorScore> =
        read.card.indicators.iter().filter(|i| !i.overlay && i.weight > 0.0 && is_low(i)).collect();
    // Weights sum to 1 only up to rounding.
    let weight = weak.iter().map(|i| i.weight).sum::<f64>().clamp(0.0, 1.0);
    let ids: Vec<String> = weak.iter().map(|i| i.id.clone()).collect();
    if weight >= MUCH {
        let without = match read.card.without.low_confidence {
            Some(x) => format!("without them it would be {}", score(x)),
            None => "without them there would be none".to_owned(),
        };
        let headline = read.card.score.map_or_else(|| "-".to_owned(), score);
        let message = format!(
            "{}: {} of the weight of its score, {headline}, rests on figures of low or no stated confidence ({}); {without}",
            read.card.scenario,
            share(weight),
            listed(&ids)
        );
        let help = "find better figures for these first, and give each a `confidence`";
        findings.push(finding(read, Code::LowConfidence, None, message, help));
    }
    (weight, ids)
}

/// Ids in quotes, the first few.
pub(super) fn listed(ids: &[String]) -> String {
    const SHOWN: usize = 12;
    let text = ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    if ids.len() > SHOWN { format!("{text} and {} more", ids.len() - SHOWN) } else { text }
}

/// Dimensions that rest on one indicator here while the model gives them more, and on figures of one source.
fn rests_on_one(
    model: &Model,
    plan: &Compiled,
    read: &Read<'_>,
    findings: &mut Vec<Diagnostic>,
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
        let message = format!(
            "{}: `{}` rests on one indicator here, `{}`: {} of {}",
            read.card.scenario,
            one.dimension,
            one.on,
            share(one.weight),
            if overlay(&one.dimension) { "its overlay" } else { "the score" }
        );
        let help = "find the figures that are missing, or read the dimension as this one indicator";
        findings.push(finding(read, Code::OneIndicator, Some(&one.on), message, help));
    }
    for one in &one_source {
        let message = format!("{}: all figures of `{}` have one source, {}", read.card.scenario, one.dimension, one.on);
        let help = "hold one of them against somebody else's figure";
        findings.push(finding(read, Code::OneSource, None, message, help));
    }
    (one_indicator, one_source)
}

/// Whether children are averaged, so that a calm one can hide an alarmed one.
pub(super) fn averages(aggregate: Aggregate) -> bool {
    !matches!(aggregate, Aggregate::Min | Aggregate::Max)
}

fn compensated(model: &Model, plan: &Compiled, read: &Read<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Compensated> {
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
        let without = c.without_calm.map_or_else(|| "-".to_owned(), score);
        let message = format!(
            "{}: in `{}`, {}, `{}` at {} hides `{}` at {}; without the calm one it would be {without}",
            read.card.scenario,
            c.dimension,
            score(c.score),
            c.calm,
            score(c.calm_score),
            c.alarmed,
            score(c.alarmed_score),
        );
        let help = "name both beside the score; `{ power = 2.0 }` or `max` lets the alarmed one count for more";
        findings.push(finding(read, Code::Compensation, Some(&c.calm), message, help));
    }
    found
}
