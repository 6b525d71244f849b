//! Laws that hold for every model and every scenario.

use crate::support::{card, model, observed, scenario};
use froth::changes::changes;
use froth::model::Model;
use froth::score::{Settings, compare};
use proptest::prelude::*;
use std::fmt::Write;

/// A random tree: for each dimension its parent among the earlier ones, weight and aggregation.
#[derive(Debug, Clone)]
struct Shape {
    dimensions: Vec<(prop::sample::Index, f64, usize)>,
    /// For each indicator its dimension, weight, and rule's ends.
    indicators: Vec<(prop::sample::Index, f64, f64, f64)>,
}

const AGGREGATES: [&str; 8] =
    ["'arithmetic'", "'geometric'", "'harmonic'", "'median'", "'min'", "'max'", "{ power = 2.0 }", "{ power = 0.5 }"];

fn shape() -> impl Strategy<Value = Shape> {
    let weight = 0.1f64..5.0;
    let dimension = (any::<prop::sample::Index>(), weight.clone(), 0..AGGREGATES.len());
    let indicator = (any::<prop::sample::Index>(), weight, -50.0f64..50.0, prop_oneof![5.0f64..90.0, -90.0f64..-5.0]);
    (prop::collection::vec(dimension, 1..6), prop::collection::vec(indicator, 1..8))
        .prop_map(|(dimensions, indicators)| Shape { dimensions, indicators })
}

/// Weights are multiplied by `scale`; `reverse` turns the order of the file around.
fn text(shape: &Shape, scale: f64, reverse: bool, arithmetic: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (d, (parent, weight, aggregate)) in shape.dimensions.iter().enumerate() {
        let parent = if d == 0 {
            String::new()
        } else {
            format!("parent = 'd{}'\nweight = {:?}\n", parent.index(d), weight * scale)
        };
        let aggregate = if arithmetic { AGGREGATES[0] } else { AGGREGATES[*aggregate] };
        parts.push(format!("[dimension.d{d}]\n{parent}aggregate = {aggregate}\n"));
        // Every dimension has an indicator of its own, so that none is empty.
        parts.push(format!(
            "[indicator.own{d}]\ndimension = 'd{d}'\nweight = {scale:?}\nrule.linear = {{ from = 0, to = 100 }}\n"
        ));
    }
    for (i, (dimension, weight, from, span)) in shape.indicators.iter().enumerate() {
        let dimension = dimension.index(shape.dimensions.len());
        parts.push(format!("[indicator.i{i}]\ndimension = 'd{dimension}'\nweight = {:?}\nrule.linear = {{ from = {from:?}, to = {:?} }}\n", weight * scale, from + span));
    }
    if reverse {
        parts.reverse();
    }
    format!("schema = 1\nid = 'm'\ntitle = 'M'\n[missing]\nmin_coverage = 0.0\n{}", parts.concat())
}

/// Values for `own0..` and `i0..`; none leaves the indicator missing.
fn lines(shape: &Shape, values: &[Option<f64>]) -> String {
    let names = (0..shape.dimensions.len())
        .map(|d| format!("own{d}"))
        .chain((0..shape.indicators.len()).map(|i| format!("i{i}")));
    let mut lines = String::new();
    for (name, value) in names.zip(values.iter().cycle()) {
        if let Some(value) = value {
            let _ = writeln!(lines, "{name} = {value:?}");
        }
    }
    lines
}

fn values() -> impl Strategy<Value = Vec<Option<f64>>> {
    prop::collection::vec(prop::option::weighted(0.8, -120.0f64..220.0), 16)
}

/// A later scenario: each figure is of its own day, or of the old one's (a revision), or of both.
fn later(shape: &Shape, values: &[Option<f64>], kinds: &[usize]) -> froth::scenario::Scenario {
    let mut text = "schema = 1\nid = 'new'\ntitle = 'T'\nas_of = 2026-09-30\n".to_owned();
    for (n, line) in lines(shape, values).lines().enumerate() {
        let (id, x) = line.split_once(" = ").expect("a figure");
        let _ = match kinds[n % kinds.len()] {
            0 => writeln!(text, "[values.{id}]\nvalue = {x}"),
            1 => writeln!(text, "[values.{id}]\nvalue = {x}\ndate = 2025-12-31"),
            _ => writeln!(text, "[series.{id}]\npoints = [[2025-12-31, 33], [2026-09-30, {x}]]"),
        };
    }
    scenario(&text)
}

fn root(model: &Model, lines: &str) -> Option<f64> {
    card(model, &observed("s", lines)).score
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scores_stay_on_the_scale_and_contributions_sum(shape in shape(), values in values()) {
        let card = card(&model(&text(&shape, 1.0, false, false)), &observed("s", &lines(&shape, &values)));
        for score in card.dimensions.iter().filter_map(|d| d.score).chain(card.indicators.iter().filter_map(|i| i.score)) {
            prop_assert!((0.0..=100.0).contains(&score));
        }
        prop_assert!((0.0..=1.0).contains(&card.coverage));
        if let Some(score) = card.score {
            let sum: f64 = card.indicators.iter().filter_map(|i| i.contribution).sum();
            prop_assert!((sum - score).abs() < 1e-9, "contributions {sum}, score {score}");
            let weights: f64 = card.indicators.iter().map(|i| i.weight).sum();
            prop_assert!((weights - 1.0).abs() < 1e-9, "weights sum to {weights}");
            prop_assert!(card.bounds[0] <= score && score <= card.bounds[1]);
        }
    }

    #[test]
    fn raising_one_indicators_risk_never_lowers_the_root(shape in shape(), values in values(), which in any::<prop::sample::Index>(), more in 0.0f64..150.0) {
        let m = model(&text(&shape, 1.0, false, false));
        let before = root(&m, &lines(&shape, &values));
        // Ends with from > to run the other way.
        let n = shape.dimensions.len() + shape.indicators.len();
        let at = which.index(n);
        let falling = at >= shape.dimensions.len() && shape.indicators[at - shape.dimensions.len()].3 < 0.0;
        let mut raised: Vec<Option<f64>> = values.iter().copied().cycle().take(n).collect();
        raised[at] = raised[at].map(|x| if falling { x - more } else { x + more });
        let after = root(&m, &lines(&shape, &raised));
        prop_assert!(after >= before.map(|x| x - 1e-9), "{before:?} -> {after:?}");
    }

    #[test]
    fn the_order_of_a_file_changes_no_digit(shape in shape(), values in values()) {
        let lines = lines(&shape, &values);
        let (one, other) = (model(&text(&shape, 1.0, false, false)), model(&text(&shape, 1.0, true, false)));
        prop_assert_eq!(root(&one, &lines).map(f64::to_bits), root(&other, &lines).map(f64::to_bits));
    }

    #[test]
    fn scaling_all_weights_changes_nothing(shape in shape(), values in values(), scale in 0.001f64..1000.0) {
        let lines = lines(&shape, &values);
        let (one, other) = (root(&model(&text(&shape, 1.0, false, false)), &lines), root(&model(&text(&shape, scale, false, false)), &lines));
        prop_assert_eq!(one.is_some(), other.is_some());
        prop_assert!((one.unwrap_or(0.0) - other.unwrap_or(0.0)).abs() < 1e-9);
    }

    #[test]
    fn differences_sum(shape in shape(), a in values(), b in values(), arithmetic in any::<bool>()) {
        let m = model(&text(&shape, 1.0, false, arithmetic));
        let (x, y) = (observed("x", &lines(&shape, &a)), observed("y", &lines(&shape, &b)));
        let comparison = compare(&m, &[&x, &y], Settings::default()).expect("compared");
        let difference = &comparison.differences[0];
        if let (Some(score), Some(coverage)) = (difference.score, difference.coverage) {
            let sum: f64 = difference.indicators.iter().map(|p| p.points).sum();
            prop_assert!((sum + coverage - score).abs() < 1e-9);
            prop_assert!(difference.indicators.iter().all(|p| p.points.is_finite()));
        }
        // On what both have, the points alone make the difference.
        let like: Vec<f64> = comparison.like_for_like.scorecards.iter().filter_map(|c| c.score).collect();
        if let [p, q] = like.as_slice() {
            let sum: f64 = difference.indicators.iter().map(|p| p.points).sum();
            prop_assert!((p - q - sum).abs() < 1e-9, "{} against {sum}", p - q);
        }
    }

    /// Whatever changed between two scenarios, figures, dates, data that come and go, rules, weights, ways of averaging: the parts sum
    /// to the move.
    #[test]
    fn what_changed_sums(
        shape in shape(), other in shape(), a in values(), b in values(), kinds in prop::collection::vec(0usize..3, 7),
        arithmetic in any::<(bool, bool)>(), one_model in any::<bool>(), needed in (0.0f64..1.0, 0.0f64..1.0),
    ) {
        let of = |shape: &Shape, arithmetic: bool, needed: f64| {
            model(&text(shape, 1.0, false, arithmetic).replace("min_coverage = 0.0", &format!("min_coverage = {needed:?}")))
        };
        let new_model = of(&shape, arithmetic.0, needed.0);
        let old_model = if one_model { new_model.clone() } else { of(&other, arithmetic.1, needed.1) };
        let (old, new) = (observed("old", &lines(&shape, &a)), later(&shape, &b, &kinds));
        let found = changes((&old_model, &old), (&new_model, &new), Settings::default()).expect("found");
        let (from, to) = (card(&old_model, &old).score, card(&new_model, &new).score);
        prop_assert_eq!((found.from.score, found.to.score), (from, to));
        prop_assert_eq!(found.moved, from.zip(to).map(|(a, b)| b - a));
        prop_assert_eq!(found.parts.is_some(), found.moved.is_some());
        if let (Some(parts), Some(moved)) = (&found.parts, found.moved) {
            prop_assert!((parts.sum() - moved).abs() < 1e-9, "{} for {moved}: {parts:?}", parts.sum());
            prop_assert!(!one_model || parts.model == 0.0);
            let like = compare(&new_model, &[&old, &new], Settings::default()).expect("compared").like_for_like;
            let like: Vec<f64> = like.scorecards.iter().filter_map(|c| c.score).collect();
            if let ([p, q], true) = (like.as_slice(), parts.revisions.is_empty()) {
                prop_assert!((q - p - parts.moved()).abs() < 1e-9);
            }
        }
    }

    /// Whatever bytes arrive: findings, never a panic.
    #[test]
    fn any_text_is_loaded_or_refused(text in "(schema = 1\n)?([a-z\\[\\]\\.= '\"0-9{},\n-]|id|title|as_of|rule|value|points){0,60}") {
        let source = froth::diag::SourceFile::new("any.toml", text);
        let _ = Model::parse(&source);
        let _ = froth::scenario::load(&source, &froth::catalog::open);
    }
}
