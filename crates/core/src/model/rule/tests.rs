//! Rules against worked numbers and laws.

use super::super::rule_file::RuleFile;
use super::*;
use proptest::prelude::*;

fn rule(toml: &str) -> Rule {
    #[derive(serde::Deserialize)]
    struct Holder {
        rule: RuleFile,
    }
    Rule::check(toml::from_str::<Holder>(toml).unwrap().rule).unwrap()
}

fn close(rule: &Rule, x: f64, score: f64) {
    assert!((rule.unclamped(x) - score).abs() < 1e-9, "{rule:?} at {x}: {} instead of {score}", rule.unclamped(x));
}

#[test]
fn lower_is_riskier_when_from_is_above_to() {
    let r = rule("rule.linear = { from = 4, to = -2 }");
    close(&r, 4.0, 0.0);
    close(&r, -2.0, 100.0);
    close(&r, -5.0, 150.0);
}

#[test]
fn log_is_linear_in_ln_x_and_has_no_score_at_zero() {
    let r = rule("rule.log = { from = 1, to = 100 }");
    close(&r, 10.0, 50.0);
    assert!(r.unclamped(0.0).is_nan());
}

#[test]
fn an_edge_of_a_step_belongs_to_the_upper_interval() {
    let r = rule("rule.step = { edges = [10, 20], scores = [0, 40, 90] }");
    close(&r, 9.999, 0.0);
    close(&r, 10.0, 40.0);
    close(&r, 20.0, 90.0);
}

#[test]
fn piecewise_is_flat_outside() {
    let r = rule("rule.piecewise = [[30, 0], [60, 40], [100, 80]]");
    close(&r, 0.0, 0.0);
    close(&r, 45.0, 20.0);
    close(&r, 500.0, 80.0);
}

#[test]
fn percentile_counts_half_of_the_equal_ones() {
    let r = rule("rule.percentile = { reference = [4, 2, 2, 1] }");
    close(&r, 2.0, 100.0 * (1.0 + 0.5 * 2.0) / 4.0);
    close(&r, 9.0, 100.0);
    let r = rule("rule.percentile = { reference = [4, 2, 2, 1], inverse = true }");
    close(&r, 9.0, 0.0);
}

#[test]
fn zscore_uses_n_minus_one() {
    let r = rule("rule.zscore = { reference = [2, 4, 6], cap = 2 }");
    close(&r, 6.0, 50.0 + 50.0 * (2.0 / 2.0) / 2.0);
    assert!(rule("rule.zscore = { reference = [3, 3] }").unclamped(1.0).is_nan());
}

#[test]
fn distributions_follow_their_textbook_values() {
    close(&rule("rule.distribution = { normal = { mean = 0, sd = 1 } }"), 0.0, 50.0);
    let r = rule("rule.distribution = { exponential = { rate = 1 }, inverse = true }");
    close(&r, 2.0f64.ln(), 50.0);
    close(&rule("rule.distribution = { uniform = { min = 0, max = 4 } }"), 1.0, 25.0);
    close(&rule("rule.distribution = { lognormal = { mu = 0, sigma = 2 } }"), 1.0, 50.0);
    close(&rule("rule.distribution = { beta = { alpha = 1, beta = 1 } }"), 0.3, 30.0);
    close(&rule("rule.distribution = { student_t = { df = 3, location = 5, scale = 2 } }"), 5.0, 50.0);
    close(&rule("rule.distribution = { gamma = { shape = 1, rate = 2 } }"), 2.0f64.ln() / 2.0, 50.0);
}

#[test]
fn huge_values_stay_finite() {
    let r = rule("rule.linear = { from = 0, to = 1e-300 }");
    assert!(r.unclamped(1e300).is_finite());
    assert!(r.unclamped(-1e300).is_finite());
}

#[test]
fn ends_that_are_very_far_apart_have_a_middle() {
    close(&rule("rule.piecewise = [[-1e308, 0], [1e308, 100]]"), 0.0, 50.0);
    close(&rule("rule.piecewise = [[-1e308, 0], [1e308, 100]]"), 5e307, 75.0);
    close(&rule("rule.minmax = { reference = [-1e308, 1e308] }"), 0.0, 50.0);
    close(&rule("rule.distribution = { uniform = { min = -1e308, max = 1e308 } }"), 0.0, 50.0);
    close(&rule("rule.distribution = { normal = { mean = -1.7e308, sd = 1.7e308 } }"), 1.7e308, 97.724_986_805_182_08);
    close(&rule("rule.logistic = { midpoint = -1e308, scale = 1e308 }"), 1e308, 100.0 / (1.0 + (-2.0f64).exp()));
    close(&rule("rule.zscore = { mean = -1e308, sd = 1e308, cap = 4 }"), 1e308, 75.0);
    close(&rule("rule.zscore = { mean = 0, sd = 1, cap = 1e308 }"), 5e307, 75.0);
}

#[test]
fn a_reference_of_very_large_or_small_numbers_has_moments() {
    for unit in [1.0, 1e200, 1e-200, 1e300] {
        let (mean, sd) = moments(&[-unit, unit, 0.0]).unwrap();
        assert!(mean.abs() < 1e-9 * unit && (sd / unit - 1.0).abs() < 1e-12, "{unit}");
    }
    assert_eq!(moments(&[1e200, 1e200]), None);
    close(&rule("rule.zscore = { reference = [1e200, -1e200], cap = 2 }"), 1e200, 50.0 + 25.0 * 0.5f64.sqrt());
}

#[test]
fn a_reference_whose_deviation_is_no_number_is_refused() {
    #[derive(Debug, serde::Deserialize)]
    struct Holder {
        rule: RuleFile,
    }
    let file: Holder = toml::from_str("rule.zscore = { reference = [1.7e308, -1.7e308] }").unwrap();
    assert!(Rule::check(file.rule).unwrap_err().contains("too far apart"));
}

fn ranked(kind: &str, ties: &str, inverse: bool) -> Vec<f64> {
    let rule = rule(&format!("rule.{kind} = {{ over = 'cross_section', ties = '{ties}', inverse = {inverse} }}"));
    let rule = rule.with_reference(vec![10.0, 20.0, 20.0, 30.0]);
    [10.0, 20.0, 30.0].iter().map(|x| rule.unclamped(*x)).collect()
}

#[test]
fn equal_numbers_stand_where_it_is_said() {
    assert_eq!(ranked("rank", "mean", false), [25.0, 62.5, 100.0]);
    assert_eq!(ranked("rank", "min", false), [25.0, 50.0, 100.0]);
    assert_eq!(ranked("rank", "max", false), [25.0, 75.0, 100.0]);
    // Counted from the largest, the lowest place is the second too.
    assert_eq!(ranked("rank", "min", true), [100.0, 50.0, 25.0]);
    assert_eq!(ranked("rank", "max", true), [100.0, 75.0, 25.0]);
    assert_eq!(ranked("borda", "mean", false), [0.0, 50.0, 100.0]);
    assert_eq!(ranked("borda", "min", false), [0.0, 100.0 / 3.0, 100.0]);
    assert_eq!(ranked("borda", "max", true), [100.0, 100.0 - 100.0 / 3.0, 0.0]);
}

#[test]
fn places_and_percentiles_say_the_same() {
    for kind in ["rank", "borda"] {
        for ties in ["mean", "min", "max"] {
            for inverse in [false, true] {
                let own = rule(&format!("rule.{kind} = {{ over = 'history', ties = '{ties}', inverse = {inverse} }}"));
                for own in [own.clone(), own.turned()] {
                    let sorted = own.with_reference(vec![1.0, 2.0, 2.0, 2.0, 5.0]);
                    // Of five one is smaller and three are equal.
                    let by_percentile = own.of_percentile(100.0 * 2.5 / 5.0, 5.0, 3.0).unwrap();
                    assert!((sorted.unclamped(2.0) - by_percentile).abs() < 1e-9, "{own:?}");
                    let turned = sorted.clone().turned().unclamped(2.0);
                    assert!((turned - (100.0 - sorted.unclamped(2.0))).abs() < 1e-9, "{own:?}");
                }
            }
        }
    }
}

#[test]
fn a_range_is_a_part_of_the_scale() {
    let r = rule("rule.minmax = { reference = [10, 20], range = [1, 100] }");
    close(&r, 10.0, 1.0);
    close(&r, 15.0, 50.5);
    close(&r, 20.0, 100.0);
    assert_eq!(r.range(), (1.0, 100.0));
    let r = rule("rule.minmax = { over = 'history', range = [1, 100], inverse = true }");
    close(&r.with_reference(vec![10.0, 20.0]), 10.0, 100.0);
    close(&r.with_moments((0.0, 1.0), (10.0, 20.0)), 20.0, 1.0);
    close(&r.turned().with_reference(vec![10.0, 20.0]), 10.0, 0.0);
    assert!(rule("rule.minmax = { reference = [3], range = [1, 100] }").unclamped(3.0).is_nan());
}

/// Any finite number: of usual size, of any size, and the largest.
fn number() -> impl Strategy<Value = f64> {
    let finite = any::<f64>().prop_filter("finite", |x| x.is_finite());
    prop_oneof![-100.0f64..100.0, finite, Just(f64::MAX), Just(f64::MIN), Just(0.0), Just(5e-324), -1e308f64..1e308]
}

/// Rules whose score rises with the raw value, of any numbers that a file may hold.
fn rising() -> impl Strategy<Value = Rule> {
    (number(), number(), number(), 0..9u8).prop_filter_map("a rule", |(a, b, c, kind)| {
        let (low, high) = (a.min(b), a.max(b));
        let (c, text) = (c.abs(), |x: f64| format!("{x:e}"));
        let (a, b, c) = (text(low), text(high), text(c));
        let toml = match kind {
            0 => format!("linear = {{ from = {a}, to = {b} }}"),
            1 => format!("log = {{ from = {a}, to = {b} }}"),
            2 => format!("piecewise = [[{a}, 10], [{b}, 90]]"),
            3 => format!("logistic = {{ midpoint = {a}, scale = {c} }}"),
            4 => format!("minmax = {{ reference = [{a}, {b}] }}"),
            5 => format!("zscore = {{ mean = {a}, sd = {c} }}"),
            6 => format!("zscore = {{ reference = [{a}, {b}] }}"),
            7 => format!("distribution = {{ uniform = {{ min = {a}, max = {b} }} }}"),
            _ => format!("distribution = {{ normal = {{ mean = {a}, sd = {c} }} }}"),
        };
        let file: Result<std::collections::BTreeMap<String, RuleFile>, _> = toml::from_str(&format!("rule.{toml}"));
        Rule::check(file.ok()?.remove("rule")?).ok()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn scores_rise_with_the_value_within_the_scale(rule in rising(), x in number(), y in number()) {
        let (low, high) = (rule.score(x.min(y)), rule.score(x.max(y)));
        for (x, score) in [(x.min(y), low), (x.max(y), high)] {
            prop_assert!(score.is_nan() || (0.0..=100.0).contains(&score), "{rule:?} at {x}: {score}");
            prop_assert_eq!(score.is_nan(), matches!(rule, Rule::Log { .. }) && x <= 0.0 || matches!(rule,
                Rule::Zscore { reference: Moments::Known(None), .. }) || rule.no_score() == NoScore::ReferenceEndsEqual
                && rule.knots().len() < 2, "{:?} at {}: {}", rule, x, score);
        }
        let comparable = !low.is_nan() && !high.is_nan();
        prop_assert!(!comparable || low <= high + 1e-9, "{rule:?}: {low} at {x}, {high} at {y}");
    }

    #[test]
    fn the_middle_of_two_ends_scores_half(a in number(), b in number()) {
        let (a, b) = (a.min(b), a.max(b));
        // Between two numbers that are nearly the same there is no middle.
        prop_assume!(0.5 * b - 0.5 * a > 1e-9 * a.abs().max(b.abs()).max(1e-290));
        let middle = f64::midpoint(a, b);
        for rule in [
            Rule::Piecewise(vec![(a, 0.0), (b, 100.0)]),
            Rule::Minmax { reference: Reference::Given(vec![a, b]), inverse: false },
        ] {
            prop_assert!((rule.score(middle) - 50.0).abs() < 1e-6, "{rule:?}: {}", rule.score(middle));
        }
    }
}

fn minmax(posts: Posts, numbers: &[f64], inverse: bool) -> Rule {
    Rule::Goalposts { reference: Reference::Over(Over::Panel), posts, inverse }.with_reference(numbers.to_vec())
}

#[test]
fn a_share_of_the_largest_begins_at_zero() {
    // COINr's n_fracmax: x / max(x).
    let rule = minmax(Posts::FromZero, &[5.0, 20.0, 8.0], false);
    assert_eq!([5.0, 8.0, 20.0].map(|x| rule.score(x)), [25.0, 40.0, 100.0]);
    assert_eq!(minmax(Posts::FromZero, &[5.0, 20.0], true).score(5.0), 75.0);
    assert!(minmax(Posts::FromZero, &[-5.0, -1.0], false).score(-1.0).is_nan(), "the largest is not above 0");
}

#[test]
fn posts_at_percentiles_lie_between_numbers() {
    // R's quantile(0:10, c(0.05, 0.95)): 0.5 and 9.5.
    let numbers: Vec<f64> = (0..=10).map(f64::from).collect();
    let rule = minmax(Posts::Percentiles(5.0, 95.0), &numbers, false);
    assert_eq!([0.0, 0.5, 5.0, 9.5, 10.0].map(|x| rule.score(x)), [0.0, 0.0, 50.0, 100.0, 100.0]);
    assert_eq!(minmax(Posts::Percentiles(5.0, 95.0), &numbers, true).score(9.5), 0.0);
    // From the smallest to the largest it is min-max.
    let whole = minmax(Posts::Percentiles(0.0, 100.0), &numbers, false);
    let plain = Rule::Minmax { reference: Reference::Given(numbers), inverse: false };
    assert!([1.0, 3.3, 10.0].iter().all(|x| (whole.score(*x) - plain.score(*x)).abs() < 1e-12));
    assert!(minmax(Posts::Percentiles(5.0, 95.0), &[1.0; 4], false).score(1.0).is_nan());
}

#[test]
fn a_distance_goes_on_beyond_its_target_up_to_the_cap() {
    let over = |cap: f64, inverse: bool| {
        let reference = Some(Reference::Over(Over::Panel));
        Rule::DistanceToTarget { target: 20.0, reference, cap, inverse }.with_reference(vec![10.0, 15.0, 40.0])
    };
    // COINr's n_dist2targ without cap_max: (x - min) / (target - min) is 0, 0.5 and 3; a cap of 4 brings it on the scale.
    assert_eq!([10.0, 15.0, 20.0, 40.0].map(|x| over(4.0, false).score(x)), [0.0, 12.5, 25.0, 75.0]);
    assert_eq!([15.0, 40.0].map(|x| over(1.0, false).score(x)), [50.0, 100.0]);
    // Downwards: (max - x) / (max - target).
    assert_eq!([40.0, 20.0, 10.0].map(|x| over(2.0, true).score(x)), [0.0, 50.0, 75.0]);
    let plain = Rule::DistanceToTarget { target: 20.0, reference: None, cap: 2.0, inverse: false };
    assert_eq!([10.0, 20.0, 50.0].map(|x| plain.score(x)), [25.0, 50.0, 100.0]);
}

/// Another rule over rows would take the target away.
#[test]
fn a_distance_to_a_target_is_no_matter_of_rows_alone() {
    for target in ["target = 5", "entity = 'x'"] {
        assert!(
            !rule(&format!("rule.distance_to_target = {{ {target}, over = 'cross_section' }}")).is_relative(),
            "{target}"
        );
    }
    assert!(rule("rule.minmax = { over = 'cross_section' }").is_relative());
}
