//! Scoring against closed forms: aggregation, coverage, contributions, bounds, like for like, differences.

use crate::support::{card, close, model, observed, plain, rooted, scenario};
use froth::score::{Block, Plan, Scorecard, Settings, compare};
use proptest::prelude::*;
use std::fmt::Write;

/// root (aggregate) over `left` (a, b) and `right` (c), all indicators on a scale from 0 to 100.
fn nested(aggregate: &str) -> String {
    let head = format!(
        "schema = 1\nid = 'm'\ntitle = 'M'\n[missing]\nmin_coverage = 0.5\n[dimension.root]\naggregate = {aggregate}\n"
    );
    let dimensions = "[dimension.left]\nparent = 'root'\nweight = 3\n[dimension.right]\nparent = 'root'\n";
    head + dimensions + &plain("a", "left", 1.0) + &plain("b", "left", 1.0) + &plain("c", "right", 1.0)
}

fn scores(aggregate: &str, lines: &str) -> Scorecard {
    card(&model(&nested(aggregate)), &observed("s", lines))
}

fn contributions(card: &Scorecard) -> Vec<f64> {
    card.indicators.iter().filter_map(|i| i.contribution).collect()
}

fn points(card: &Scorecard, id: &str) -> f64 {
    card.indicators.iter().find(|i| i.id == id).and_then(|i| i.contribution).expect("a contribution")
}

#[test]
fn aggregations_follow_their_formulas() {
    let lines = "a = 20\nb = 40\nc = 80"; // left 30, right 80, weights 3:1
    for (aggregate, wanted) in [
        ("'arithmetic'", 0.75 * 30.0 + 0.25 * 80.0),
        ("'geometric'", 30.0f64.powf(0.75) * 80.0f64.powf(0.25)),
        ("'harmonic'", 1.0 / (0.75 / 30.0 + 0.25 / 80.0)),
        ("'median'", 55.0),
        ("'min'", 30.0),
        ("'max'", 80.0),
        ("{ power = 2.0 }", (0.75 * 900.0 + 0.25 * 6400.0f64).sqrt()),
    ] {
        let card = scores(aggregate, lines);
        close(card.score.expect("a score"), wanted);
        close(contributions(&card).iter().sum(), wanted);
    }
}

#[test]
fn contributions_are_weight_times_score_in_arithmetic_trees() {
    let card = scores("'arithmetic'", "a = 20\nb = 40\nc = 80");
    for (id, wanted) in [("a", 0.375 * 20.0), ("b", 0.375 * 40.0), ("c", 0.25 * 80.0)] {
        close(points(&card, id), wanted);
        let indicator = card.indicators.iter().find(|i| i.id == id).expect("it");
        close(indicator.if_calm.expect("points lost"), wanted);
    }
    let left = card.dimensions.iter().find(|d| d.id == "left").expect("left");
    close(left.contribution.expect("points"), 22.5);
    close(left.weight, 0.75);
}

#[test]
fn geometric_contributions_are_weight_times_the_score() {
    let card = scores("'geometric'", "a = 20\nb = 40\nc = 80");
    let f = card.score.expect("a score");
    close(points(&card, "c"), 0.25 * f);
    // Within `left`, an arithmetic mean, by weight times score.
    close(points(&card, "a"), 0.75 * f * 20.0 / 60.0);
    let c = &card.indicators[2];
    close(c.if_calm.expect("points lost"), f - 30.0f64.powf(0.75) * 1.0);
}

#[test]
fn a_floored_child_keeps_its_share_and_passes_it_on_by_weight() {
    let card = scores("'geometric'", "a = 0\nb = 0\nc = 80");
    let f = card.score.expect("a score");
    close(f, 80.0f64.powf(0.25));
    close(points(&card, "a"), 0.75 * f / 2.0);
    close(contributions(&card).iter().sum(), f);
}

#[test]
fn ties_of_the_largest_share_equally() {
    let card = scores("'max'", "a = 60\nb = 60\nc = 60");
    close(points(&card, "a"), 15.0);
    close(points(&card, "c"), 30.0);
}

#[test]
fn missing_siblings_are_renormalised_and_coverage_says_so() {
    let card = scores("'arithmetic'", "a = 20\nc = 80");
    close(card.score.expect("a score"), 0.75 * 20.0 + 0.25 * 80.0);
    close(card.coverage, 0.75 * 0.5 + 0.25);
    assert_eq!(card.dimensions_scored, [2, 2]);
    close(card.bounds[0], 0.75 * 10.0 + 20.0);
    close(card.bounds[1], 0.75 * 60.0 + 20.0);
    let b = &card.indicators[1];
    assert!(b.missing && b.score.is_none() && b.contribution.is_none() && b.if_calm.is_none() && b.weight == 0.0);
    assert_eq!(b.reason.as_ref().map(ToString::to_string).as_deref(), Some("no figure for 2025-12-31"));
}

#[test]
fn too_little_coverage_means_no_score() {
    let m = model(&nested("'arithmetic'"));
    let only_right = card(&m, &observed("s", "c = 80"));
    assert_eq!(only_right.score, None);
    assert_eq!(
        only_right.reason.as_ref().map(ToString::to_string).as_deref(),
        Some("coverage 0.25 is below the 0.5 needed")
    );
    assert_eq!(only_right.dimensions_scored, [1, 2]);
    close(only_right.bounds[0], 20.0);
    close(only_right.bounds[1], 95.0);
    let c = &only_right.indicators[2];
    assert_eq!((c.weight, c.contribution, c.if_calm), (0.0, None, None));
    let lenient =
        froth::score::scorecard(&m, &observed("s", "c = 80"), Settings { min_coverage: Some(0.2) }).expect("scored");
    close(lenient.score.expect("a score"), 80.0);
}

#[test]
fn under_policy_fail_anything_missing_means_no_score() {
    let text = nested("'arithmetic'").replace("min_coverage = 0.5", "policy = 'fail'");
    let m = model(&text);
    assert_eq!(card(&m, &observed("s", "a = 20\nc = 80")).score, None);
    close(card(&m, &observed("s", "a = 20\nb = 20\nc = 80")).score.expect("a score"), 35.0);
}

#[test]
fn what_has_a_score_under_a_dimension_without_one_counts_for_nothing() {
    let text = nested("'arithmetic'").replace("min_coverage = 0.5", "min_coverage = 0.6");
    let card = card(&model(&text), &observed("s", "a = 20\nc = 80").clone());
    // left has half its weight: no score; root then has 0.25 of its weight.
    assert_eq!(card.score, None);
    let text = text.replace("weight = 3", "weight = 0.5");
    let card = crate::support::card(&model(&text), &observed("s", "a = 20\nc = 80"));
    close(card.score.expect("a score"), 80.0);
    let a = &card.indicators[0];
    assert_eq!((a.score, a.weight, a.contribution, a.if_calm), (Some(20.0), 0.0, Some(0.0), Some(0.0)));
}

#[test]
fn weight_zero_leaves_a_child_out_of_everything_but_the_display() {
    let text = nested("'arithmetic'") + &plain("shown", "right", 0.0);
    let m = model(&text);
    let without = card(&m, &observed("s", "a = 20\nb = 40\nc = 80"));
    let with = card(&m, &observed("s", "a = 20\nb = 40\nc = 80\nshown = 100"));
    assert_eq!(without.score, with.score);
    assert_eq!(without.coverage, 1.0);
    let shown = &with.indicators[3];
    assert_eq!(
        (shown.score, shown.weight, shown.contribution, shown.if_calm),
        (Some(100.0), 0.0, Some(0.0), Some(0.0))
    );
}

#[test]
fn an_indicator_of_weight_zero_may_be_only_watched() {
    let text = nested("'arithmetic'") + "[indicator.seen]\ndimension = 'right'\nweight = 0\nunit = '%'\n";
    let card = card(&model(&text), &observed("s", "a = 20\nb = 40\nc = 80\nseen = 7"));
    let seen = &card.indicators[3];
    assert!(seen.missing && seen.watched);
    assert_eq!(seen.reason.as_ref().map(ToString::to_string).as_deref(), Some("watched: shown, not scored"));
}

#[test]
fn overlays_are_scored_beside_the_root() {
    let text = nested("'arithmetic'")
        + "[dimension.mood]\noverlay = true\n"
        + &plain("d", "mood", 1.0)
        + &plain("e", "mood", 3.0);
    let card = card(&model(&text), &observed("s", "a = 20\nb = 40\nc = 80\nd = 100\ne = 20"));
    close(card.score.expect("a score"), 42.5);
    let mood = card.dimensions.iter().find(|d| d.id == "mood").expect("mood");
    assert!(mood.overlay && mood.parent.is_none());
    close(mood.score.expect("a score"), 40.0);
    close(mood.weight, 1.0);
    close(points(&card, "e"), 15.0);
    close(card.indicators[3].if_calm.expect("points lost"), 25.0);
}

#[test]
fn the_unclamped_score_is_kept_beside_the_clamped_one() {
    let card = scores("'arithmetic'", "a = 130\nb = -10\nc = 80");
    assert_eq!((card.indicators[0].score, card.indicators[0].unclamped), (Some(100.0), Some(130.0)));
    assert_eq!((card.indicators[1].score, card.indicators[1].unclamped), (Some(0.0), Some(-10.0)));
}

#[test]
fn a_score_on_the_edge_is_in_the_next_band() {
    let band = |x: f64| scores("'arithmetic'", &format!("a = {x}\nb = {x}\nc = {x}")).band.expect("a band");
    assert_eq!(band(24.999), "low");
    assert_eq!(band(25.0), "moderate");
    assert_eq!(band(75.0), "extreme");
}

#[test]
fn without_private_and_without_low_confidence() {
    let text =
        nested("'arithmetic'").replace("[indicator.c]\n", "[indicator.c]\nmarket = 'private'\nformula = 'c_input'\n");
    let m = model(&text);
    let figures = "[values.a]\nvalue = 20\nconfidence = 'high'\n[values.b]\nvalue = 40\nconfidence = 'low'\n[values.c_input]\nvalue = 80\nconfidence = 'medium'\n";
    let card = card(&m, &scenario(&format!("schema = 1\nid = 's'\ntitle = 'T'\nas_of = 2025-12-31\n{figures}")));
    close(card.without.private.expect("left alone covers 0.75"), 30.0);
    close(card.without.low_confidence.expect("a score"), 0.75 * 20.0 + 20.0);
    assert_eq!(card.indicators[2].formula.as_deref(), Some("c_input"));
    assert_eq!(card.indicators[2].confidence, None);
    let inputs = card.indicators[2].inputs.as_ref().expect("inputs");
    assert_eq!((inputs[0].id.as_str(), inputs[0].value), ("c_input", Some(80.0)));
}

#[test]
fn requires_keeps_the_raw_value_for_others() {
    let text = rooted(
        "[indicator.count]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\nrequires = 'count >= 50'\n\
         [indicator.double]\ndimension = 'root'\nformula = '2 * count'\nrule.linear = { from = 0, to = 100 }\n",
    );
    let card = card(&model(&text), &observed("s", "count = 30"));
    let (count, double) = (&card.indicators[0], &card.indicators[1]);
    assert!(count.missing && count.value.is_some() && count.unclamped.is_none());
    assert_eq!(
        count.reason.as_ref().map(ToString::to_string).as_deref(),
        Some("requires count >= 50, but count is 30")
    );
    assert_eq!(double.score, Some(60.0));
}

#[test]
fn a_value_stands_in_for_a_formula() {
    let text = rooted(
        "[indicator.ratio]\ndimension = 'root'\nformula = '100 * x / y'\nrule.linear = { from = 0, to = 100 }\n",
    );
    let card = card(&model(&text), &observed("s", "ratio = 33\nx = 1\ny = 2"));
    assert_eq!(card.score, Some(33.0));
    assert_eq!(card.indicators[0].formula, None);
}

#[test]
fn words_are_scored_by_their_category() {
    let text = rooted("[indicator.state]\ndimension = 'root'\nrule.category = { calm = 0, tense = 60, wild = 100 }\n");
    let m = model(&text);
    assert_eq!(card(&m, &observed("s", "state = 'tense'")).score, Some(60.0));
    let findings = froth::score::fit(&m, &observed("s", "state = 'tens'"));
    assert!(findings.to_string().contains("did you mean `tense`?"), "{findings}");
    assert!(froth::score::fit(&m, &observed("s", "state = 3")).has_errors());
    let number = model(&rooted(&plain("a", "root", 1.0)));
    assert!(froth::score::fit(&number, &observed("s", "a = 'three'")).has_errors());
}

#[test]
fn what_needs_many_rows_says_so_in_a_single_scenario() {
    for rule in [
        "rule.percentile = { over = 'history' }",
        "rule.linear = { from = 0, to = 1 }\ntransform = [{ growth = { periods = 12 } }]",
    ] {
        let m = model(&rooted(&format!("[indicator.a]\ndimension = 'root'\n{rule}\n")));
        let findings =
            froth::score::scorecard(&m, &observed("s", "a = 1"), Settings::default()).expect_err("many rows");
        assert!(
            findings.to_string().contains("needs many rows") && findings.to_string().contains("reference = [numbers]"),
            "{findings}"
        );
    }
}

#[test]
fn like_for_like_scores_what_both_have() {
    let m = model(&(nested("'arithmetic'") + &plain("extra", "right", 1.0)));
    let (x, y) = (observed("x", "a = 20\nb = 40\nc = 80"), observed("y", "a = 60\nc = 10\nextra = 90"));
    let comparison = compare(&m, &[&x, &y], Settings::default()).expect("compared");
    let like = &comparison.like_for_like;
    assert_eq!(like.indicators, ["a", "c"]);
    close(like.weight_left, 0.375 + 0.125);
    close(like.scorecards[0].score.expect("a score"), 0.75 * 20.0 + 20.0);
    close(like.scorecards[1].score.expect("a score"), 0.75 * 60.0 + 2.5);
    assert_eq!(like.scorecards[0].bounds, [35.0, 35.0]);
    assert_eq!(like.scorecards[0].indicators.len(), 2);
    // All data: x 0.75 * 30 + 20 = 42.5, y 0.75 * 60 + 0.25 * 50 = 57.5.
    let difference = &comparison.differences[0];
    close(difference.score.expect("a difference"), -15.0);
    close(difference.indicators[0].points, 0.75 * -40.0);
    close(difference.indicators[1].points, 0.25 * 70.0);
    close(difference.coverage.expect("coverage"), -15.0 + 30.0 - 17.5);
    let of = |id: &str| difference.dimensions.iter().find(|d| d.id == id).expect("it").points;
    close(of("root"), -12.5);
    close(of("left"), -30.0);
    assert!(comparison.orders_agree);
}

#[test]
fn orders_disagree_where_coverage_turns_them() {
    let m = model(&nested("'arithmetic'").replace("weight = 3", "weight = 1"));
    let (x, y) = (observed("x", "a = 10\nb = 90\nc = 50"), observed("y", "a = 20\nc = 50"));
    let comparison = compare(&m, &[&x, &y], Settings::default()).expect("compared");
    assert!(comparison.scorecards[0].score > comparison.scorecards[1].score);
    assert!(comparison.like_for_like.scorecards[0].score < comparison.like_for_like.scorecards[1].score);
    assert!(!comparison.orders_agree);
}

#[test]
fn differences_sum_for_every_aggregation() {
    for aggregate in [
        "'arithmetic'",
        "'geometric'",
        "'harmonic'",
        "'median'",
        "'min'",
        "'max'",
        "{ power = 0.5 }",
        "{ power = 4.0 }",
    ] {
        let m = model(&nested(aggregate));
        let (x, y) = (observed("x", "a = 0\nb = 40\nc = 80"), observed("y", "a = 60\nb = 10\nc = 0.5"));
        let comparison = compare(&m, &[&x, &y], Settings::default()).expect("compared");
        let difference = &comparison.differences[0];
        let sum: f64 = difference.indicators.iter().map(|p| p.points).sum();
        close(sum + difference.coverage.expect("coverage"), difference.score.expect("a difference"));
        // Both have everything: nothing is left to coverage.
        close(difference.coverage.expect("coverage"), 0.0);
    }
}

#[test]
fn differences_of_a_geometric_mean_follow_the_line() {
    // f = sqrt(x y) from (25, 25) to (100, 100): by symmetry each explains half.
    let text = rooted("aggregate = 'geometric'\n") + &plain("a", "root", 1.0) + &plain("b", "root", 1.0);
    let m = model(&text);
    let comparison =
        compare(&m, &[&observed("x", "a = 100\nb = 100"), &observed("y", "a = 25\nb = 25")], Settings::default())
            .expect("compared");
    close(comparison.differences[0].indicators[0].points, 37.5);
    close(comparison.differences[0].indicators[1].points, 37.5);
    // From (4, 100) to (64, 100): all of it is a's.
    let comparison =
        compare(&m, &[&observed("x", "a = 64\nb = 100"), &observed("y", "a = 4\nb = 100")], Settings::default())
            .expect("compared");
    close(comparison.differences[0].indicators[0].points, 60.0);
    close(comparison.differences[0].indicators[1].points, 0.0);
}

#[test]
fn a_block_of_many_rows_agrees_with_blocks_of_one_to_the_last_bit() {
    let m = model(&nested("{ power = 3.0 }"));
    let plan = Plan::new(&m, Settings::default()).expect("row by row");
    let rows: Vec<[Option<f64>; 3]> =
        (0..500).map(|i| [0, 1, 2].map(|c| (i % (7 + c) != 0).then(|| f64::from((i * 37 + c * 11) % 101)))).collect();
    let mut many = Block::new(&plan, rows.len());
    many.clear(rows.len());
    for (row, values) in rows.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            many.set(column, row, *value);
        }
    }
    plan.score(&mut many);
    let mut one = Block::new(&plan, 1);
    for (row, values) in rows.iter().enumerate() {
        one.clear(1);
        for (column, value) in values.iter().enumerate() {
            one.set(column, 0, *value);
        }
        plan.score(&mut one);
        assert_eq!(one.dimension(m.root, 0).map(f64::to_bits), many.dimension(m.root, row).map(f64::to_bits));
        assert_eq!(one.coverage(m.root, 0).to_bits(), many.coverage(m.root, row).to_bits());
    }
}

/// A rule, and one that scores 100 less.
const TURNED: [(&str, &str); 9] = [
    ("linear = { from = 10, to = 70 }", "linear = { from = 70, to = 10 }"),
    ("log = { from = 4, to = 90 }", "log = { from = 90, to = 4 }"),
    ("piecewise = [[0, 5], [30, 40], [80, 90]]", "piecewise = [[0, 95], [30, 60], [80, 10]]"),
    ("step = { edges = [20, 40], scores = [0, 30, 100] }", "step = { edges = [20, 40], scores = [100, 70, 0] }"),
    ("logistic = { midpoint = 30, scale = 9 }", "logistic = { midpoint = 30, scale = -9 }"),
    (
        "distribution = { normal = { mean = 30, sd = 20 } }",
        "distribution = { normal = { mean = 30, sd = 20 }, inverse = true }",
    ),
    ("percentile = { reference = [1, 20, 20, 70] }", "percentile = { reference = [1, 20, 20, 70], inverse = true }"),
    ("zscore = { mean = 30, sd = 20 }", "zscore = { mean = 30, sd = 20, inverse = true }"),
    ("distance_to_target = { target = 60 }", "linear = { from = 60, to = 0 }"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// A dimension that points the other way is one whose indicators' rules are turned round; two of them are none.
    #[test]
    fn an_inverse_dimension_turns_its_indicators_round(
        values in prop::collection::vec(-20.0f64..120.0, 18),
        aggregate in prop::sample::select(vec!["arithmetic", "geometric", "harmonic", "median", "min", "max"]),
        twice in any::<bool>(),
        missing in 0usize..18,
    ) {
        let of = |inverse: bool| {
            let flag = |on: bool| if inverse && on { "inverse = true\n" } else { "" };
            let mut text = rooted(&format!(
                "aggregate = '{aggregate}'\n[dimension.calm]\nparent = 'root'\n{}[dimension.deep]\nparent = 'calm'\naggregate = '{aggregate}'\n{}",
                flag(true), flag(twice),
            ));
            for (n, (rule, turned)) in TURNED.into_iter().enumerate() {
                let mut indicator = |id: String, dimension: &str, turn: bool| {
                    let rule = if turn && !inverse { turned } else { rule };
                    let weight = n % 3 + 1;
                    let _ = write!(text, "[indicator.{id}]\ndimension = '{dimension}'\nweight = {weight}\nrule.{rule}\n");
                };
                indicator(format!("a{n}"), "calm", true);
                indicator(format!("b{n}"), "deep", !twice);
            }
            model(&(text + &plain("own", "root", 1.0)))
        };
        let mut lines = "own = 40\n".to_owned();
        for (n, value) in values.iter().enumerate().filter(|(n, _)| *n != missing) {
            let _ = writeln!(lines, "{}{} = {value:?}", if n < 9 { "a" } else { "b" }, n % 9);
        }
        let observed = observed("s", &lines);
        let (inverse, turned) = (card(&of(true), &observed), card(&of(false), &observed));
        let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (a, b) => a == b,
        };
        prop_assert!(near(inverse.score, turned.score), "{:?} {:?}", inverse.score, turned.score);
        for (a, b) in inverse.dimensions.iter().zip(&turned.dimensions) {
            prop_assert!(near(a.score, b.score) && near(a.contribution, b.contribution), "{}", a.id);
        }
        for (a, b) in inverse.indicators.iter().zip(&turned.indicators) {
            prop_assert!(near(a.score, b.score) && near(a.contribution, b.contribution), "{} {:?} {:?}", a.id, a, b);
        }
        let points: f64 = inverse.indicators.iter().filter_map(|i| i.contribution).sum();
        prop_assert!(inverse.score.is_none_or(|score| (score - points).abs() < 1e-9));
    }
}

#[test]
fn what_set_the_ends_goes_with_an_inverse_dimension() {
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\ninverse = true\n[indicator.x]\ndimension = 'root'\n\
        rule.linear = { from = 0, to = 100 }\ncalm = 'the calm years'\nworst = 'the worst'\nworst_era = 'e'\n";
    let scenario = scenario("schema = 1\nid = 's'\ntitle = 'T'\nera = 'e'\nas_of = 2025-12-31\n[values]\nx = 30\n");
    let card = card(&model(text), &scenario);
    assert_eq!(card.score, Some(70.0));
    let x = &card.indicators[0];
    assert_eq!((x.calm.as_deref(), x.worst.as_deref()), (Some("the worst"), Some("the calm years")));
    assert_eq!((x.worst_era.as_deref(), card.by_construction), (None, 0.0));
}

/// Scenarios of two models, one of them a file: cards stand in the order asked for, not by model or by name.
#[test]
fn scorecards_stand_in_the_order_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    let text = "schema = 1\nid = 'mine'\ntitle = 'T'\nextends = 'ai-2026q3'\n";
    std::fs::write(&file, text).expect("written");
    let names = ["dotcom-2000q1", &file.display().to_string(), "alibaba-2025q4", "ai-2026q3"];
    let output = crate::support::froth().arg("score").args(names).args(["--format", "json"]).output().expect("it runs");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let cards = document["scorecards"].as_array().expect("a list");
    let ids: Vec<&str> = cards.iter().filter_map(|card| card["scenario"].as_str()).collect();
    assert_eq!(ids, ["dotcom-2000q1", "mine", "alibaba-2025q4", "ai-2026q3"]);
}
