//! How sure, what from, and what it would take: against closed forms, put back in, and on any number of threads.

use crate::support::{froth, interrupted, json, model, scenario, stdout};
use froth::ErrorKind;
use froth::made_from::MadeFrom;
use froth::model::Model;
use froth::scenario::{Scenario, Value};
use froth::score::{Settings, scorecard};
use froth::sensitivity::{Sampling, SourceIndex, sensitivity};
use froth::stress::{reverse, shocked, weight_shift};
use froth::uncertainty::{Options, Source, Uncertain, method_table, uncertainty};
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::atomic::AtomicBool;

/// Linear rules from 0 to 100 with these weights under one root; nothing but values is uncertain.
fn linear(weights: &[f64]) -> Model {
    let mut text = "schema = 1\nid = 'm'\ntitle = 'M'\n[uncertainty]\nweights = { spread = 0 }\nends = 0\n\
                    [dimension.root]\ntitle = 'Root'\n"
        .to_owned();
    for (i, w) in weights.iter().enumerate() {
        let _ = writeln!(
            text,
            "[indicator.x{i}]\ndimension = 'root'\nweight = {w}\nrule.linear = {{ from = 0, to = 100 }}"
        );
    }
    model(&text)
}

fn uniform(id: &str, ranges: &[(f64, f64)]) -> Scenario {
    let mut text = format!("schema = 1\nid = '{id}'\ntitle = 'T'\nas_of = 2025-12-31\n");
    for (i, (low, high)) in ranges.iter().enumerate() {
        let _ = writeln!(
            text,
            "[values.x{i}]\nvalue = {}\nlow = {low}\nhigh = {high}\ndistribution = 'uniform'\nsource = 'a source'",
            f64::midpoint(*low, *high)
        );
    }
    scenario(&text)
}

fn drawn(model: &Model, scenarios: &[&Scenario], options: &Options) -> Uncertain {
    uncertainty(model, scenarios, options, &()).expect("it can be drawn")
}

fn built_in(id: &str) -> (Model, Scenario) {
    use froth::catalog::{Kind, builtin};
    let model = Model::parse(&builtin(Kind::Model, "four-dimensions").expect("there").source()).expect("a model").0;
    (
        model,
        Scenario::load(&builtin(Kind::Scenario, id).expect("there").source(), &froth::catalog::open)
            .expect("a scenario")
            .0,
    )
}

#[test]
fn a_linear_model_of_uniform_values_has_its_closed_form() {
    let model = linear(&[3.0, 1.0]);
    let scenario = uniform("s", &[(20.0, 60.0), (30.0, 50.0)]);
    let of = drawn(&model, &[&scenario], &Options { draws: 1 << 16, ..Options::default() });
    let q = &of.scenarios[0].score;
    // 0.75 U(20, 60) + 0.25 U(30, 50): a trapezium from 22.5 to 57.5 with shoulders 27.5 and 52.5.
    assert!((q.mean.unwrap() - 40.0).abs() < 1e-3, "{q:?}");
    assert!((q.median.unwrap() - 40.0).abs() < 0.01, "{q:?}");
    // Below the shoulder F(x) = (x - 22.5)^2 / (2 30 5): F = 0.05 at 22.5 + sqrt(15).
    assert!((q.p05.unwrap() - (22.5 + 15f64.sqrt())).abs() < 0.01, "{q:?}");
    assert!((q.p95.unwrap() - (57.5 - 15f64.sqrt())).abs() < 0.01, "{q:?}");
    let errors = of.scenarios[0].errors.unwrap();
    assert!(errors.mean.unwrap() < 0.001 && errors.p05.unwrap() < 0.02, "{errors:?}");

    let sampling = Sampling { samples: 1 << 13, precision: 0.0, ..Sampling::default() };
    let of = sensitivity(&model, &[&scenario], Settings::default(), &sampling, &()).expect("sampled");
    let variances = [0.75f64.powi(2) * 40f64.powi(2) / 12.0, 0.25f64.powi(2) * 20f64.powi(2) / 12.0];
    let share = variances[0] / (variances[0] + variances[1]);
    assert_eq!(of.indices[0].source, "value.x0");
    for SourceIndex { source, index } in &of.indices {
        let exact = if source == "value.x0" { share } else { 1.0 - share };
        assert!((index.s1 - exact).abs() < 0.01 && (index.st - exact).abs() < 0.01, "{index:?} for {exact}");
    }
    assert!((of.sd.unwrap() - (variances[0] + variances[1]).sqrt()).abs() < 0.01);
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let (model, peak) = built_in("dotcom-2000q1");
    let (_, today) = built_in("ai-2026q3");
    let options = Options { draws: 3001, ..Options::default() };
    let run = || froth::page::json(&MadeFrom::new("uncertainty"), drawn(&model, &[&peak, &today], &options));
    let runs = [1, 2, 7].map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("a pool").install(run));
    assert_eq!(runs[0], runs[1]);
    assert_eq!(runs[0], runs[2]);
    let zero = froth::page::json(
        &MadeFrom::new("uncertainty"),
        drawn(&model, &[&peak, &today], &Options { seed: 0, ..options.clone() }),
    );
    assert_ne!(runs[0], zero, "0 is a seed like any other");
    assert_eq!(
        zero,
        froth::page::json(
            &MadeFrom::new("uncertainty"),
            drawn(&model, &[&peak, &today], &Options { seed: 0, ..options })
        )
    );
}

#[test]
fn more_draws_only_add_to_those_of_a_shorter_run() {
    let bands: String = (1..50).fold(String::new(), |mut text, b| {
        let _ = write!(text, "{{ below = {}, label = 'b{b}' }}, ", 2 * b);
        text
    });
    let text = format!(
        "schema = 1\nid = 'm'\ntitle = 'M'\n[scale]\nbands = [{bands}{{ label = 'last' }}]\n[dimension.root]\n\
         [indicator.x0]\ndimension = 'root'\nrule.linear = {{ from = 0, to = 100 }}\n"
    );
    let (model, scenario) = (model(&text), uniform("s", &[(10.0, 90.0)]));
    let counts = |draws: u64| -> Vec<f64> {
        let of = drawn(&model, &[&scenario], &Options { draws, ..Options::default() });
        of.scenarios[0].bands.0.iter().map(|(_, share)| (share * draws as f64).round()).collect()
    };
    let (short, long) = (counts(700), counts(2900));
    assert!(short.iter().zip(&long).all(|(s, l)| s <= l), "{short:?}\n{long:?}");
    assert_eq!(short.iter().sum::<f64>(), 700.0);
}

#[test]
fn draws_are_paired_and_shared_figures_are_drawn_once() {
    let (model, a) = built_in("ai-2026q3");
    let b = Scenario { id: "twin".to_owned(), ..a.clone() };
    let of = drawn(&model, &[&a, &b], &Options { draws: 500, ..Options::default() });
    let pair = &of.pairs[0];
    assert_eq!(pair.share_a_higher, Some(0.5), "ties count half");
    assert_eq!((pair.gap.p05, pair.gap.p95), (Some(0.0), Some(0.0)));
    assert_eq!(of.coordinates, drawn(&model, &[&a], &Options { draws: 1, ..Options::default() }).coordinates);
}

#[test]
fn sources_can_be_switched_off_and_told_apart() {
    let (model, today) = built_in("ai-2026q3");
    let card = scorecard(&model, &today, Settings::default()).expect("scored");
    let off = Options { draws: 200, without: Source::ALL.to_vec(), ..Options::default() };
    let of = drawn(&model, &[&today], &off);
    let q = &of.scenarios[0].score;
    // With nothing drawn every draw is the score itself.
    assert!((q.p05.unwrap() - card.score.unwrap()).abs() < 0.001 && q.p05 == q.p95, "{q:?}");
    assert_eq!(of.coordinates, 0);
    let of = drawn(&model, &[&today], &Options { draws: 2000, ..Options::default() });
    let scenario = &of.scenarios[0];
    let (data, method) = (scenario.data.unwrap(), scenario.method.unwrap());
    let without = vec![Source::Values, Source::Missing];
    let of_method = drawn(&model, &[&today], &Options { draws: 2000, without, ..Options::default() });
    assert_eq!(method.p05, of_method.scenarios[0].score.p05);
    assert!(data.sd.unwrap() > 0.0 && method.sd.unwrap() > 0.0);
}

#[test]
fn every_kind_of_uncertainty_can_be_drawn() {
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[uncertainty]\nweights = { dirichlet = 20 }\nrules = ['as_given', 'linear', 'logistic']\n\
                aggregate = ['as_given', 'geometric', 'harmonic', 'median', { power = 2.0 }]\ndrop_one = true\n\
                [dimension.root]\n[dimension.a]\nparent = 'root'\n[dimension.b]\nparent = 'root'\naggregate = 'geometric'\n\
                [indicator.x0]\ndimension = 'a'\nrule.log = { from = 1, to = 1000 }\n\
                [indicator.x1]\ndimension = 'a'\nrule.linear = { from = 0, to = 100 }\n\
                [indicator.x2]\ndimension = 'b'\nrule.step = { edges = [10, 20], scores = [0, 50, 100] }\n\
                [indicator.x3]\ndimension = 'b'\nformula = 'x1 / (x2 - 15)'\nrule.logistic = { midpoint = 5, scale = 3 }\n";
    let model = model(text);
    let scenario = uniform("s", &[(-5.0, 400.0), (20.0, 90.0), (5.0, 25.0)]);
    let of = drawn(&model, &[&scenario], &Options { draws: 4000, ..Options::default() });
    let q = &of.scenarios[0].score;
    assert!(q.p05.unwrap() >= 0.0 && q.p05 < q.median && q.median < q.p95 && q.p95.unwrap() <= 100.0, "{q:?}");
    assert_eq!(of.leaves_domain, ["x0"]);
    let named: Vec<&str> = of.sources.iter().map(|s| s.as_str()).collect();
    assert_eq!(named, ["values", "weights", "ends", "rules", "aggregation", "drop"]);
    let sampling = Sampling { samples: 512, ..Sampling::default() };
    let of = sensitivity(&model, &[&scenario], Settings::default(), &sampling, &()).expect("sampled");
    let sources: Vec<&str> = of.indices.iter().map(|i| i.source.as_str()).collect();
    for wanted in ["value.x0", "weights.root", "rule.x0", "aggregation.root", "drop"] {
        assert!(sources.contains(&wanted), "{wanted} is not among {sources:?}");
    }
}

#[test]
fn the_method_table_scores_as_models_written_so_do() {
    let with = |aggregate: &str, rule: &str, weights: [f64; 2]| {
        model(&format!(
            "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\naggregate = {aggregate}\n\
             [indicator.x0]\ndimension = 'root'\nweight = {}\nrule.{rule}\n\
             [indicator.x1]\ndimension = 'root'\nweight = {}\nrule.linear = {{ from = 0, to = 100 }}\n",
            weights[0], weights[1]
        ))
    };
    let log = "log = { from = 1, to = 100 }";
    let own = with("'arithmetic'", log, [3.0, 1.0]);
    let scenario = uniform("s", &[(9.0, 11.0), (79.0, 81.0)]);
    let table = method_table(&own, &[&scenario], Settings::default()).expect("scored");
    let score = |model: &Model| scorecard(model, &scenario, Settings::default()).expect("scored").score.unwrap();
    let row = |rules: &str, weights: &str, aggregation: &str| {
        let name = |x: &dyn std::fmt::Debug| format!("{x:?}");
        let found = table.rows.iter().find(|r| {
            name(&r.normalisation) == rules && name(&r.weighting) == weights && r.aggregation.as_text() == aggregation
        });
        found.unwrap_or_else(|| panic!("{rules} {weights} {aggregation}")).scores[0].unwrap()
    };
    let same = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    same(row("AsGiven", "AsGiven", "as given"), score(&own));
    same(row("AsGiven", "Equal", "as given"), score(&with("'arithmetic'", log, [1.0, 1.0])));
    same(
        row("Linear", "AsGiven", "geometric, across dimensions"),
        score(&with("'geometric'", "linear = { from = 1, to = 100 }", [3.0, 1.0])),
    );
    same(row("AsGiven", "Equal", "power 2, across dimensions"), score(&with("{ power = 2.0 }", log, [1.0, 1.0])));
    same(row("AsGiven", "AsGiven", "max, across dimensions"), 80.0);
    // Logistic: x0 = 10 is the middle of 1 to 100 in logarithms, x1 is at place 0.8.
    let place = |p: f64| 100.0 / (1.0 + 9.0 * (-2.0 * 9f64.ln() * p).exp());
    let expected = 0.75 * place(0.5) + 0.25 * place(0.8);
    same(row("Logistic", "AsGiven", "as given"), expected);
}

/// A model with every continuous rule, one of each.
fn continuous(aggregate: &str) -> Model {
    let rules = [
        "linear = { from = 0, to = 100 }",
        "log = { from = 100, to = 1 }",
        "piecewise = [[0, 10], [40, 20], [60, 80], [100, 95]]",
        "logistic = { midpoint = 50, scale = 15 }",
        "distribution = { normal = { mean = 50, sd = 20 } }",
        "zscore = { mean = 50, sd = 15 }",
        "minmax = { reference = [10, 30, 90] }",
    ];
    let mut text = format!(
        "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\naggregate = {aggregate}\n[dimension.a]\nparent = 'root'\n\
         [dimension.b]\nparent = 'root'\nweight = 2\n"
    );
    for (i, rule) in rules.iter().enumerate() {
        let dimension = if i % 2 == 0 { "a" } else { "b" };
        let _ = writeln!(text, "[indicator.x{i}]\ndimension = '{dimension}'\nunit = 'u'\nrule.{rule}");
    }
    model(&text)
}

fn with(base: &Scenario, values: &[(&str, &Value)]) -> Scenario {
    let text =
        values.iter().fold("schema = 1\nid = 'k'\ntitle = 'T'\n[shock]\n".to_owned(), |mut text, (id, value)| {
            let Value::Number(x) = value else { panic!("a number") };
            let _ = writeln!(text, "{id} = {{ set = {x:?} }}");
            text
        });
    let source = froth::diag::SourceFile::new("k.toml", &*text);
    let (froth::scenario::Loaded::Shocks(file), _) =
        froth::scenario::load(&source, &froth::catalog::open).expect("shocks")
    else {
        panic!("a file of shocks");
    };
    shocked(base, &file.shocks)
}

#[test]
fn what_it_takes_put_back_in_gives_the_target() {
    for aggregate in ["'arithmetic'", "'geometric'", "'harmonic'", "{ power = 2.0 }"] {
        let model = continuous(aggregate);
        let scenario = uniform("s", &[(40.0, 42.0); 7]);
        let headline = |s: &Scenario| scorecard(&model, s, Settings::default()).expect("scored").score.unwrap();
        let now = headline(&scenario);
        for target in [now - 6.0, now - 0.01, now + 0.01, now + 6.0] {
            let needed = reverse(&model, &scenario, target, Settings::default()).expect("answered");
            let able = needed.break_even.iter().filter(|b| b.to.is_some()).count();
            assert!(able >= if (target - now).abs() < 1.0 { 5 } else { 1 }, "{aggregate} {target}: {able}");
            for even in &needed.break_even {
                assert!(!even.jumps, "{even:?}");
                if let Some(to) = &even.to {
                    let there = headline(&with(&scenario, &[(&even.indicator, to)]));
                    assert!((there - target).abs() < 1e-6, "{aggregate} {}: {there} for {target}", even.indicator);
                } else {
                    assert!(even.reach < (target - now).abs() + 1e-9, "{even:?}");
                }
            }
            let joint = needed.joint.expect("all together can");
            assert_eq!(joint.local, aggregate != "'arithmetic'");
            let values: Vec<(&str, &Value)> = joint.values.iter().map(|(id, v)| (id.as_str(), v)).collect();
            let there = headline(&with(&scenario, &values));
            assert!((there - target).abs() < 1e-6, "{aggregate} jointly: {there} for {target}");
            for set in &needed.sets {
                let change = set.change.as_ref().expect("two or three can");
                let values: Vec<(&str, &Value)> = change.values.iter().map(|(id, v)| (id.as_str(), v)).collect();
                assert!(
                    (headline(&with(&scenario, &values)) - target).abs() < 1e-6,
                    "{aggregate} {:?}",
                    set.indicators
                );
                assert!(change.distance >= joint.distance - 1e-6, "more indicators need no larger a change");
            }
        }
    }
}

#[test]
fn the_smallest_change_of_an_arithmetic_tree_is_exact() {
    let model = linear(&[3.0, 1.0, 1.0]);
    let scenario = uniform("s", &[(49.0, 51.0); 3]);
    let needed = reverse(&model, &scenario, 61.0, Settings::default()).expect("answered");
    // Change = gap w / |w|^2 with w = (0.6, 0.2, 0.2): 11 / sqrt(0.44).
    let joint = needed.joint.expect("it can");
    assert!(!joint.local && (joint.distance - 11.0 / 0.44f64.sqrt()).abs() < 1e-9, "{joint:?}");
    assert!((joint.scores["x0"] - (50.0 + 11.0 * 0.6 / 0.44)).abs() < 1e-9);
    assert_eq!(needed.possible, [0.0, 100.0]);
    // x1 alone: 50 * 0.2 = 10 of the 11 points.
    let alone = &needed.break_even[1];
    assert!(alone.to.is_none() && (alone.reach - 10.0).abs() < 1e-9, "{alone:?}");
    assert_eq!(needed.sets[0].indicators, ["x0", "x1"]);
}

#[test]
fn weights_turn_the_order_where_they_should() {
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[dimension.a]\nparent = 'root'\n[dimension.b]\nparent = 'root'\n\
                [indicator.x0]\ndimension = 'a'\nrule.linear = { from = 0, to = 100 }\n\
                [indicator.x1]\ndimension = 'b'\nrule.linear = { from = 0, to = 100 }\n";
    let model = model(text);
    let (a, b) = (uniform("a", &[(79.0, 81.0), (19.0, 21.0)]), uniform("b", &[(39.0, 41.0), (29.0, 31.0)]));
    let shift = weight_shift(&model, &a, &b, Settings::default()).expect("answered").expect("in common");
    // 40 w - 10 (1 - w) > 0 for w > 1/5.
    assert!((shift.share_a_above - 0.8).abs() < 1e-9, "{shift:?}");
    assert!((shift.smallest_change.unwrap() - 0.3 * 2f64.sqrt()).abs() < 1e-9);
    assert!((shift.weights.unwrap()["a"] - 0.2).abs() < 1e-9);
}

#[test]
fn jumps_are_marked_and_what_cannot_be_is_said() {
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n\
                [indicator.x0]\ndimension = 'root'\nrule.step = { edges = [10, 20], scores = [0, 50, 100] }\n\
                [indicator.x1]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n\
                [indicator.w]\ndimension = 'root'\nrule.category = { calm = 0, tense = 60, wild = 100 }\n";
    let model = model(text);
    let scenario =
        scenario("schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n[values]\nx0 = 5\nx1 = 0\nw = 'calm'\n");
    let needed = reverse(&model, &scenario, 15.0, Settings::default()).expect("answered");
    let of = |id: &str| needed.break_even.iter().find(|b| b.indicator == id).expect("there");
    assert_eq!((&of("x0").to, of("x0").jumps), (&Some(Value::Number(10.0)), true));
    let Some(Value::Number(x1)) = of("x1").to else { panic!("a number") };
    assert!((x1 - 45.0).abs() < 1e-7);
    assert_eq!((&of("w").to, of("w").jumps), (&Some(Value::Word("tense".to_owned())), true));
    let needed = reverse(&model, &scenario, 99.0, Settings::default()).expect("answered");
    assert!(needed.break_even.iter().all(|b| b.to.is_none()));
}

#[test]
fn bad_input_is_answered() {
    let fails = |arguments: &[&str], code: i32, part: &str| {
        let output = froth().args(arguments).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(part), "{arguments:?}: no `{part}` in {said}");
        assert!(output.stdout.is_empty());
    };
    fails(&["stress", "ai-2026q3", "--target", "101"], 1, "between 0 and 100");
    fails(&["stress", "ai-2026q3", "--target", "-3"], 1, "between 0 and 100");
    fails(&["stress", "ai-2026q3", "--target", "dotcom-1995q4"], 1, "no score to reach");
    fails(&["stress", "dotcom-1995q4", "--target", "50"], 1, "no score to start from");
    fails(&["stress", "ai-2026q3", "--shock", "ai-2025q4"], 1, "no shocks");
    fails(&["stress", "ai-2026q3", "--target", "NaN"], 1, "between 0 and 100");
    fails(&["uncertainty", "lucent-2000", "ai-2026q3"], 1, "different models");
    fails(&["uncertainty", "ai-2026q3", "--draws", "0"], 2, "--draws");
    fails(&["uncertainty", "ai-2026q3", "--without", "valeus"], 2, "values");
    fails(&["sensitivity", "ai-2026q3", "--samples", "1"], 2, "--samples");
    // Clear answers, none of them a NaN.
    for arguments in [
        &["uncertainty", "ai-2026q3", "dotcom-1995q4", "--draws", "1", "--format", "json"][..],
        &["uncertainty", "ai-2026q3", "--draws", "7", "--without", "values"],
        &["stress", "ai-2026q3", "--target", "100"],
        &["stress", "ai-2026q3", "--target", "0"],
        &["sensitivity", "ai-2026q3", "--samples", "2", "--format", "json"],
        &["sensitivity", "dotcom-1995q4", "--samples", "64"],
        &["uncertainty", "dotcom-1995q4", "--draws", "100"],
    ] {
        let said = stdout(arguments);
        assert!(!said.contains("NaN") && !said.split([' ', ',']).any(|word| word == "inf"), "{arguments:?}: {said}");
    }
    let json: serde_json::Value = serde_json::from_str(&stdout(&[
        "uncertainty",
        "ai-2026q3",
        "dotcom-1995q4",
        "--draws",
        "50",
        "--format",
        "json",
    ]))
    .expect("JSON");
    assert!(json["scenarios"][1]["median"].is_null() && json["pairs"][0]["share_a_higher"].is_null());
    assert!(json["like_for_like"]["pairs"][0]["share_a_higher"].is_number(), "like for like they can be compared");
}

#[test]
fn documents_have_the_fields_that_scripts_rely_on() {
    let json = |arguments: &[&str]| -> serde_json::Value {
        let mut all = arguments.to_vec();
        all.extend(["--format", "json"]);
        serde_json::from_str(&stdout(&all)).expect("JSON")
    };
    let of = json(&["uncertainty", "dotcom-2000q1", "ai-2026q3", "--draws", "400"]);
    assert_eq!((&of["schema"], &of["draws"], &of["seed"]), (&1.into(), &400.into(), &1.into()));
    for field in ["scenario", "mean", "median", "p05", "p25", "p75", "p95", "bands"] {
        assert!(!of["scenarios"][0][field].is_null(), "{field}");
    }
    let shares: f64 =
        of["scenarios"][1]["bands"].as_object().expect("bands").values().filter_map(serde_json::Value::as_f64).sum();
    assert!((shares - 1.0).abs() < 1e-9);
    for field in ["median", "p05", "p95"] {
        assert!(of["pairs"][0]["gap"][field].is_number(), "{field}");
    }
    let of = json(&["sensitivity", "dotcom-2000q1", "ai-2026q3", "--samples", "64"]);
    assert_eq!((&of["samples"], &of["target"]), (&64.into(), &"gap".into()));
    for field in ["source", "s1", "s1_low", "s1_high", "st", "st_low", "st_high"] {
        assert!(!of["indices"][0][field].is_null(), "{field}");
    }
    let of = json(&["stress", "ai-2026q3", "--shock", "ipo-wave", "--target", "60", "--versus", "dotcom-2000q1"]);
    assert!(of["after"]["score"].as_f64() > of["before"]["score"].as_f64());
    assert_eq!(of["target"], 60.0);
    for field in ["indicator", "unit", "from", "jumps"] {
        assert!(!of["break_even"][0][field].is_null(), "{field}");
    }
    for field in ["distance", "local", "scores", "values"] {
        assert!(!of["joint"][field].is_null(), "{field}");
    }
    for field in ["share_a_above", "smallest_change", "weights"] {
        assert!(of["weights"].get(field).is_some(), "{field}");
    }
}

/// What the help shows can be typed: examples that need no file of the user's own.
#[test]
fn the_examples_of_the_help_run() {
    for command in ["uncertainty", "sensitivity", "stress"] {
        let help = stdout(&[command, "--help"]);
        let examples = help.lines().map(str::trim).filter(|l| l.starts_with("froth ") && !l.contains("my-"));
        let examples: Vec<&str> = examples.collect();
        assert!(examples.len() >= 2, "{help}");
        for example in examples {
            let mut arguments: Vec<&str> = example.split(' ').skip(1).collect();
            if command == "uncertainty" {
                arguments.extend(["--draws", "100"].into_iter().filter(|_| !example.contains("--draws")));
            }
            if !example.contains("1000000") {
                stdout(&arguments);
            }
        }
    }
}

/// Scores that a rule cannot give, and conditions that break, are said.
#[test]
fn what_raw_values_cannot_reach_is_said() {
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n\
                [indicator.a]\ndimension = 'root'\nrule.piecewise = [[0, 0], [5, 50], [9, 20]]\n\
                [indicator.b]\ndimension = 'root'\nrule.step = { edges = [10], scores = [0, 60] }\n\
                [indicator.c]\ndimension = 'root'\nrule.linear = { from = 0, to = 10 }\n";
    let model = model(text);
    let scenario = scenario("schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n[values]\na = 1\nb = 3\nc = 2.5\n");
    let needed = reverse(&model, &scenario, 32.0, Settings::default()).expect("answered");
    assert!((needed.possible[1] - 70.0).abs() < 1e-9 && needed.possible[0].abs() < 1e-9, "{:?}", needed.possible);
    let of = |id: &str| needed.break_even.iter().find(|b| b.indicator == id).expect("there");
    assert!((of("a").reach - 40.0 / 3.0).abs() < 1e-9 && (of("b").reach - 20.0).abs() < 1e-9);
    let joint = needed.joint.expect("scores can");
    assert!((joint.attained.expect("a headline") - 32.0).abs() > 1.0, "a step is not met: {joint:?}");
    // An end at 0 is met at 0, not beside it.
    let needed = reverse(&model, &scenario, needed.score - 25.0 / 3.0, Settings::default()).expect("answered");
    let c = needed.break_even.iter().find(|b| b.indicator == "c").expect("there");
    assert_eq!(c.to, Some(Value::Number(0.0)));
}

/// Ctrl-C ends long work at once, with its own exit code and nothing on standard output.
#[cfg(unix)]
#[test]
fn ctrl_c_stops_cleanly() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_froth"));
    command.args(["uncertainty", "ai-2026q3", "--draws", "4000000000"]);
    let (status, printed, _) = interrupted(command, 1);
    assert_eq!((status.code(), printed.as_str()), (Some(130), ""));
}

#[test]
fn a_stopped_run_gives_no_result() {
    let (model, today) = built_in("ai-2026q3");
    let stopped = uncertainty(&model, &[&today], &Options::default(), &AtomicBool::new(true));
    assert!(stopped.is_err_and(|e| e.kind() == ErrorKind::Stopped));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn draws_stay_on_the_scale_and_in_order(
        weights in prop::collection::vec(0.1f64..5.0, 2..5),
        lows in prop::collection::vec((-50.0f64..120.0, 0.1f64..80.0), 5),
        seed in 0u64..1000,
    ) {
        let model = linear(&weights);
        let ranges: Vec<(f64, f64)> = lows.iter().take(weights.len()).map(|(low, width)| (*low, low + width)).collect();
        let scenario = uniform("s", &ranges);
        let of = drawn(&model, &[&scenario], &Options { draws: 300, seed, ..Options::default() });
        let q = &of.scenarios[0].score;
        let all = [q.p05, q.p25, q.median, q.p75, q.p95].map(|x| x.expect("a score"));
        prop_assert!(all.windows(2).all(|w| w[0] <= w[1]) && all[0] >= 0.0 && all[4] <= 100.0, "{:?}", q);
        let shares: f64 = of.scenarios[0].bands.0.iter().map(|b| b.1).sum();
        prop_assert!((shares - 1.0).abs() < 1e-9);
    }
}

/// What the ranges by grade were held against is said with its numbers, and not taken for a test of the scores' intervals.
#[test]
fn what_ranges_were_held_against_is_said_as_it_is() {
    let arguments = ["uncertainty", "dotcom-2000q1", "ai-2026q3", "--draws", "200"];
    let of = json(&[&arguments[..], &["--format", "json"]].concat());
    let grades = of["calibration"].as_array().expect("grades");
    let page = stdout(&[&arguments[..], &["--format", "markdown"]].concat());
    let said = page.lines().find(|l| l.contains("These are ranges of single figures")).expect("a statement");
    let quantities: u64 = grades.iter().filter_map(|g| g["quantities"].as_u64()).sum();
    assert!(said.contains(&format!("for {quantities} quantities that were chosen because sources disagree")), "{said}");
    for grade in grades {
        let (name, inside) = (grade["confidence"].as_str().expect("a grade"), &grade["inside"]);
        let half = 100.0 * grade["half_width"].as_f64().expect("a number");
        assert!(said.contains(&format!("{name} (± {half:.0} %) {inside} of {}", grade["pairs"])), "{said}");
    }
    assert!(said.contains("nor a test of the scores' intervals"), "{said}");
}
