//! The workbook's tables: long ones, a fact a row, that can be filtered and pivoted. Headings and titles are in the report's language.

use super::contents::Contents;
use super::method::rule;
use super::observations::seen;
use crate::page::finding;
use crate::workbook::{Datum, Sheet};
use froth_core::scenario::{Confidence, Scenario, Value};
use froth_core::uncertainty::Quantiles;

/// Every table.
pub(super) fn all(contents: &Contents<'_>) -> Vec<Sheet> {
    vec![
        about(contents),
        scores(contents),
        intervals(contents),
        observations(contents),
        differences(contents),
        paths(contents),
        alerts(contents),
        rules(contents),
        sources(contents),
    ]
}

fn about(contents: &Contents<'_>) -> Sheet {
    let words = contents.words();
    let mut rows: Vec<Vec<Datum>> =
        finding(contents.comparison(), contents.locale).into_iter().map(|s| vec![s.into()]).collect();
    let (low, high) = (contents.locale.low(), contents.locale.high());
    rows.push(vec![words.what_a_score_is(low, high).into()]);
    rows.push(vec![words.workbook().into()]);
    Sheet::new(
        "about",
        &[&format!("{} {}", contents.locale.model(&contents.model().id), contents.model().version)],
        rows,
    )
}

fn scores(contents: &Contents<'_>) -> Sheet {
    let mut rows = Vec::new();
    for card in contents.cards() {
        let start = |kind: &str| -> Vec<Datum> {
            vec![
                card.scenario.clone().into(),
                contents.locale.scenario(&card.scenario).into(),
                card.era.clone().into(),
                card.as_of.into(),
                card.model.clone().into(),
                kind.into(),
            ]
        };
        for d in &card.dimensions {
            let mut row = start("dimension");
            row.extend([
                d.id.clone().into(),
                contents.locale.dimension(&d.id).into(),
                d.parent.clone().into(),
                d.overlay.into(),
                Datum::Empty,
                Datum::Empty,
                d.score.into(),
                d.band.as_deref().map(|band| contents.locale.band(band).to_owned()).into(),
                d.weight.into(),
                d.contribution.into(),
                Datum::Empty,
                d.coverage.into(),
                d.score.is_none().into(),
                d.reason.as_ref().map(ToString::to_string).into(),
            ]);
            rows.push(row);
        }
        for i in &card.indicators {
            let mut row = start("indicator");
            row.extend([
                i.id.clone().into(),
                contents.locale.indicator(&i.id).into(),
                Some(i.dimension.clone()).into(),
                i.overlay.into(),
                i.value.as_ref().into(),
                contents.locale.unit(&i.unit).into(),
                i.score.into(),
                i.band.as_deref().map(|band| contents.locale.band(band).to_owned()).into(),
                i.weight.into(),
                i.contribution.into(),
                i.if_calm.into(),
                if i.missing { 0.0 } else { 1.0 }.into(),
                i.missing.into(),
                i.reason.as_ref().map(ToString::to_string).into(),
            ]);
            rows.push(row);
        }
    }
    let columns = [
        "scenario",
        "scenario_title",
        "era",
        "as_of",
        "model",
        "kind",
        "id",
        "title",
        "parent",
        "overlay",
        "value",
        "unit",
        "score",
        "band",
        "weight",
        "contribution",
        "if_calm",
        "coverage",
        "missing",
        "reason",
    ];
    Sheet::new("scores", &columns, rows)
}

/// Where every headline and dimension lies over the draws.
fn intervals(contents: &Contents<'_>) -> Sheet {
    let mut rows: Vec<Vec<Datum>> = Vec::new();
    let root = &contents.model().dimensions[contents.model().root].id;
    for drawn in contents.analysis.robustness().into_iter().flat_map(|r| &r.uncertainty.scenarios) {
        let card = contents.cards().iter().find(|c| c.scenario == drawn.scenario);
        let mut add = |id: &str, score: Option<f64>, q: &Quantiles| {
            let mut row: Vec<Datum> = vec![
                drawn.scenario.clone().into(),
                contents.locale.scenario(&drawn.scenario).into(),
                id.into(),
                contents.locale.dimension(id).into(),
            ];
            row.extend([score, q.mean, q.median, q.p05, q.p25, q.p75, q.p95].map(Datum::from));
            rows.push(row);
        };
        add(root, card.and_then(|c| c.score), &drawn.score);
        for dimension in drawn.dimensions.iter().filter(|d| d.id != *root) {
            let score = card.and_then(|c| c.dimension(&dimension.id)).and_then(|d| d.score);
            add(&dimension.id, score, &dimension.score);
        }
    }
    let columns = ["scenario", "scenario_title", "id", "title", "score", "mean", "median", "p05", "p25", "p75", "p95"];
    Sheet::new("intervals", &columns, rows)
}

/// Every source once, with how many figures of the path rest on it.
fn sources(contents: &Contents<'_>) -> Sheet {
    let mut counted: Vec<([Option<String>; 3], u32)> = Vec::new();
    for seen in seen(contents, |s: &Scenario| s.dates().collect()) {
        let from = seen.observed.provenance;
        let source = [from.source.clone(), from.url.clone(), from.licence.clone()];
        match counted.iter_mut().find(|(known, _)| *known == source) {
            Some((_, n)) => *n += 1,
            None => counted.push((source, 1)),
        }
    }
    counted.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let row = |([source, url, licence], n): ([Option<String>; 3], u32)| {
        vec![source.into(), url.into(), licence.into(), f64::from(n).into()]
    };
    Sheet::new("sources", &["source", "url", "licence", "figures"], counted.into_iter().map(row).collect())
}

fn observations(contents: &Contents<'_>) -> Sheet {
    let row = |seen: super::observations::Seen<'_>| {
        let from = seen.observed.provenance;
        vec![
            seen.scenario.id.clone().into(),
            seen.at.into(),
            seen.id.into(),
            seen.title.into(),
            seen.number().into(),
            match seen.observed.value {
                Value::Word(word) => word.clone().into(),
                Value::Number(_) => Datum::Empty,
            },
            seen.unit.into(),
            seen.observed.range.map(|r| r.0).into(),
            seen.observed.range.map(|r| r.1).into(),
            seen.observed.date.into(),
            from.confidence.unwrap_or(Confidence::Low).as_str().into(),
            from.source.clone().into(),
            from.url.clone().into(),
            from.note.clone().into(),
            from.licence.clone().into(),
        ]
    };
    let rows = seen(contents, |s: &Scenario| s.dates().collect()).into_iter().map(row).collect();
    let columns = [
        "scenario",
        "at",
        "id",
        "title",
        "value",
        "word",
        "unit",
        "low",
        "high",
        "date",
        "confidence",
        "source",
        "url",
        "note",
        "licence",
    ];
    Sheet::new("observations", &columns, rows)
}

fn differences(contents: &Contents<'_>) -> Sheet {
    let mut rows: Vec<Vec<Datum>> = Vec::new();
    for d in &contents.comparison().differences {
        let mut add = |kind: &str, id: &str, points: Option<f64>| {
            rows.push(vec![d.a.clone().into(), d.b.clone().into(), kind.into(), id.into(), points.into()]);
        };
        add("score", "", d.score);
        d.dimensions.iter().for_each(|p| add("dimension", &p.id, Some(p.points)));
        d.indicators.iter().for_each(|p| add("indicator", &p.id, Some(p.points)));
        add("coverage", "", d.coverage);
    }
    Sheet::new("differences", &["a", "b", "kind", "id", "points"], rows)
}

fn paths(contents: &Contents<'_>) -> Sheet {
    let mut rows = Vec::new();
    for (place, scenario) in contents.scenarios().iter().enumerate() {
        for point in contents.analysis.path(place) {
            for (dimension, score) in contents.model().dimensions.iter().zip(&point.dimensions) {
                rows.push(vec![
                    scenario.id.clone().into(),
                    point.date.into(),
                    point.years_since_spark.into(),
                    dimension.id.clone().into(),
                    contents.locale.dimension(&dimension.id).into(),
                    (*score).into(),
                ]);
            }
        }
    }
    Sheet::new("paths", &["scenario", "date", "years_since_spark", "dimension", "title", "score"], rows)
}

fn alerts(contents: &Contents<'_>) -> Sheet {
    let mut rows = Vec::new();
    for card in contents.cards() {
        for alert in &card.alerts {
            rows.push(vec![
                card.scenario.clone().into(),
                alert.id.clone().into(),
                contents.locale.alert(&alert.id).into(),
                alert.when.clone().into(),
                alert.fired.map_or(Datum::Empty, Datum::from),
                alert.since.map_or(Datum::Empty, Datum::from),
                alert.reason.as_ref().map(ToString::to_string).into(),
            ]);
        }
    }
    Sheet::new("alerts", &["scenario", "id", "title", "when", "fired", "since", "reason"], rows)
}

fn rules(contents: &Contents<'_>) -> Sheet {
    let row = |i: &froth_core::model::Indicator| {
        vec![
            i.id.clone().into(),
            contents.locale.indicator(&i.id).into(),
            contents.model().dimensions[i.dimension].id.clone().into(),
            i.weight.into(),
            contents.locale.unit(&i.unit).into(),
            rule(i, contents.locale).into(),
            i.formula.as_ref().map(|f| f.text.clone()).into(),
            i.requires.as_ref().map(|f| f.text.clone()).into(),
            i.calm.clone().into(),
            i.worst.clone().into(),
            i.worst_era.clone().into(),
            i.contested.clone().into(),
            i.source.clone().into(),
        ]
    };
    let columns = [
        "id",
        "title",
        "dimension",
        "weight",
        "unit",
        "rule",
        "formula",
        "requires",
        "calm",
        "worst",
        "worst_era",
        "contested",
        "source",
    ];
    Sheet::new("rules", &columns, contents.model().indicators.iter().map(row).collect())
}
