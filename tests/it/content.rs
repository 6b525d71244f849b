//! What is shipped: sound, sourced, within its own rules, and scored as an independent computation scores it.

use crate::support::{froth, json, shipped};
use froth::catalog::{Kind, builtins};
use froth::model::Model;
use froth::scenario::Scenario;
use std::collections::BTreeSet;
use std::fs;

fn models() -> Vec<Model> {
    let models = builtins().iter().filter(|b| b.kind == Kind::Model);
    models.map(|b| Model::parse(&b.source()).unwrap_or_else(|e| panic!("{e}")).0).collect()
}

fn scenarios() -> Vec<Scenario> {
    let scenarios = builtins().iter().filter(|b| b.kind == Kind::Scenario);
    scenarios.map(|b| Scenario::load(&b.source(), &froth::catalog::open).unwrap_or_else(|e| panic!("{e}")).0).collect()
}

#[test]
fn check_accepts_every_shipped_file_without_a_word() {
    let files = shipped();
    assert!(files.len() > 20);
    let output = froth().arg("check").args(&files).output().expect("it runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_file_is_built_in_under_its_own_name() {
    let ids: Vec<&str> = builtins().iter().map(|b| b.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique across both kinds");
    assert_eq!(ids.len(), shipped().len());
    for (id, text) in builtins().iter().map(|b| (b.id, b.text)) {
        assert!(text.contains(&format!("\nid = \"{id}\"\n")), "{id} has another id inside");
    }
}

#[test]
fn every_observation_names_its_source() {
    for scenario in scenarios() {
        for (id, value) in &scenario.values {
            let value = &value.provenance;
            let cited = value.source.as_ref().is_some_and(|s| !s.is_empty());
            assert!(
                cited && value.url.is_some() && value.confidence.is_some(),
                "{}: {id} lacks source, url or confidence",
                scenario.id
            );
        }
        for (id, series) in &scenario.series {
            let series = &series.provenance;
            let cited = series.source.as_ref().is_some_and(|s| !s.is_empty());
            assert!(
                cited && series.url.is_some() && series.confidence.is_some(),
                "{}: series {id} lacks source, url or confidence",
                scenario.id
            );
        }
    }
}

#[test]
fn every_scored_indicator_says_where_its_ends_come_from() {
    for model in models() {
        for indicator in model.indicators.iter().filter(|i| i.rule.is_some()) {
            let stated = |text: &Option<String>| text.as_ref().is_some_and(|t| t.len() > 3);
            assert!(stated(&indicator.calm) && stated(&indicator.worst), "{}: {}", model.id, indicator.id);
            assert!(stated(&indicator.source), "{}: {} has no source", model.id, indicator.id);
        }
    }
}

#[test]
fn rule_ends_are_frozen_before_the_ai_era() {
    for model in models() {
        assert!(model.scale.frozen.is_some_and(|d| d.to_string() == "2022-11-30"), "{}", model.id);
        assert!(model.indicators.iter().all(|i| i.worst_era.as_deref() != Some("ai")), "{}", model.id);
    }
}

/// Editors and libraries that know TOML 1.0 only must be able to read what we ship.
#[test]
fn files_are_toml_1_0() {
    for path in shipped() {
        let text = fs::read_to_string(&path).expect("read");
        let table = toml::de::DeTable::parse(&text).expect("TOML").into_inner();
        let mut open: Vec<_> = table.iter().map(|(_, v)| v).collect();
        while let Some(value) = open.pop() {
            let written = &text[value.span()];
            match value.get_ref() {
                toml::de::DeValue::Table(inner) => {
                    let inline = written.starts_with('{');
                    assert!(
                        !inline || !(written.contains('\n') || written.trim_end_matches('}').trim_end().ends_with(',')),
                        "{}: {written}",
                        path.display()
                    );
                    open.extend(inner.iter().map(|(_, v)| v));
                }
                toml::de::DeValue::Array(inner) => open.extend(inner.iter()),
                toml::de::DeValue::String(_) => {
                    assert!(!written.contains("\\e") && !written.contains("\\x"), "{}: {written}", path.display());
                }
                _ => {}
            }
        }
    }
}

#[test]
fn what_ifs_differ_from_their_base_and_companies_have_their_own_model() {
    let score = |id: &str| json(&["score", id, "--format", "json"])["scorecards"][0].clone();
    let base = score("ai-2025q4")["score"].as_f64().expect("a score");
    for id in ["debt-funded-build-out", "ai-sentiment-reversal", "ipo-wave", "earnings-come-through"] {
        let shocked = score(id)["score"].as_f64().expect("a score");
        assert!((shocked - base).abs() > 0.5, "{id}: {shocked} against {base}");
    }
    for id in
        ["openai-2025q4", "oracle-2025q4", "bytedance-2025q4", "alibaba-2025q4", "microsoft-2025q4", "lucent-2000"]
    {
        assert_eq!(score(id)["model"], "company", "{id}");
    }
}

/// Headlines and coverage as a separate computation (in Python, from the original series and figures, without
/// this crate) gave them, to the rounding of the figures in the files.
#[test]
fn headlines_agree_with_an_independent_computation() {
    for (id, score, coverage) in [
        ("dotcom-1995q4", None, 0.46),
        ("dotcom-1998q4", Some(39.6), 0.50),
        ("dotcom-2000q1", Some(85.6), 0.90),
        ("ai-2022q4", None, 0.39),
        ("ai-2024q4", Some(23.9), 0.73),
        ("ai-2025q4", Some(42.8), 1.00),
        ("ai-2026q3", Some(52.2), 0.76),
    ] {
        let card = json(&["score", id, "--format", "json"])["scorecards"][0].clone();
        let near =
            |found: f64, wanted: f64, by: f64| assert!((found - wanted).abs() < by, "{id}: {found}, wanted {wanted}");
        near(card["coverage"].as_f64().expect("coverage"), coverage, 0.006);
        assert_eq!(card["score"].is_null(), score.is_none(), "{id}");
        if let Some(score) = score {
            near(card["score"].as_f64().expect("a score"), score, 0.1);
        }
    }
    for (a, b, first, second) in [
        ("dotcom-2000q1", "ai-2025q4", 85.6, 38.7),
        ("dotcom-2000q1", "ai-2026q3", 85.2, 49.3),
        ("dotcom-1998q4", "ai-2025q4", 41.9, 34.7),
        ("dotcom-1998q4", "ai-2026q3", 35.7, 44.9),
    ] {
        let document = json(&["compare", a, b, "--format", "json"]);
        for (card, wanted) in [(0, first), (1, second)] {
            let found = document["like_for_like"]["scorecards"][card]["score"].as_f64().expect("a score");
            assert!((found - wanted).abs() < 0.1, "{a} against {b}: {found}, wanted {wanted}");
        }
    }
}
