//! What stands in for missing figures in draws: closed forms, what counts as missing, and what nothing of it changes.

use crate::support::{card, froth, model, observed, scenario, try_model};
use froth::analysis::{Analysis, Effort};
use froth::catalog::{Kind, builtin};
use froth::made_from::MadeFrom;
use froth::model::Model;
use froth::scenario::{Scenario, Shock, ShockKind};
use froth::score::{Drawn, Settings};
use froth::sensitivity::{Sampling, sensitivity};
use froth::uncertainty::{Options, Quantiles, Source, Uncertain, uncertainty};
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write;

const HEAD: &str = "schema = 1\nid = 'm'\ntitle = 'M'\n[uncertainty]\nweights = { spread = 0 }\nends = 0\n";
const MISSING: &str = "missing = { yearly = 24 }\n";

/// Indicators of one root whose scores are their values; only figures that state a range, and what is missing, are drawn.
fn plain(weights: &[(&str, f64)], settings: &str) -> Model {
    let mut text = format!("{HEAD}{settings}[dimension.root]\n");
    for (id, weight) in weights {
        text.push_str(&crate::support::plain(id, "root", *weight));
    }
    model(&text)
}

/// A value of 0 has no range.
fn calm(id: &str) -> Scenario {
    observed(id, "x = 0\n")
}

fn drawn(model: &Model, scenarios: &[&Scenario], options: &Options) -> Uncertain {
    uncertainty(model, scenarios, options, &()).expect("it can be drawn")
}

fn many() -> Options {
    Options { draws: 1 << 16, apart: false, ..Options::default() }
}

fn json(of: &Uncertain) -> Value {
    serde_json::from_str(&froth::page::json(&MadeFrom::new("uncertainty"), of)).expect("JSON")
}

fn near(of: &Quantiles, wanted: [f64; 3]) {
    let found = of.interval().expect("it is scored");
    for (found, wanted) in [found.low, found.median, found.high].into_iter().zip(wanted) {
        assert!((found - wanted).abs() < 0.02, "{found} for {wanted}: {of:?}");
    }
}

#[test]
fn without_an_earlier_score_every_score_is_as_likely_and_all_such_are_one() {
    let three = plain(&[("x", 3.0), ("y", 2.0), ("z", 1.0)], MISSING);
    // Weight times 100 u: were y and z independent, their sum would stay away from both ends.
    near(&drawn(&three, &[&calm("s")], &many()).scenarios[0].score, [2.5, 25.0, 47.5]);
    let one = plain(&[("x", 1.0), ("y", 1.0)], MISSING);
    let of = drawn(&one, &[&calm("s")], &many());
    near(&of.scenarios[0].score, [2.5, 25.0, 47.5]);
    assert_eq!((of.sources, of.coordinates), (vec![Source::Missing], 1));
}

/// The standard normal distribution function, by Simpson's rule.
fn normal_cdf(z: f64) -> f64 {
    let (n, z) = (4000, z.clamp(-9.0, 9.0));
    let h = z / f64::from(n);
    let density = |i: i32| (-0.5 * (h * f64::from(i)).powi(2)).exp() / std::f64::consts::TAU.sqrt();
    let inner: f64 = (1..n).map(|i| density(i) * if i % 2 == 0 { 2.0 } else { 4.0 }).sum();
    0.5 + h / 3.0 * (density(0) + inner + density(n))
}

/// The share below x of a normal distribution reflected at 0 and 100, by its images.
fn folded_cdf(x: f64, mean: f64, sd: f64) -> f64 {
    let below = |x: f64| normal_cdf((x - mean) / sd);
    (-6..=6).map(|k| 200.0 * f64::from(k)).map(|k| below(k + x) - below(k - x)).sum()
}

/// The last score of y, and how long ago it was, in days.
fn wanders(text: &str, last: f64, days: f64) {
    let model = plain(&[("x", 0.0), ("y", 1.0), ("z", 1e-9)], MISSING);
    // y is all that counts but for a z that is there, so that there is a headline.
    let scoring = Settings { min_coverage: Some(0.0) };
    let of = drawn(&model, &[&scenario(text)], &Options { scoring, ..many() });
    let found = of.scenarios[0].score.interval().expect("it is scored");
    let sd = 24.0 * (days / 365.25).sqrt();
    for (found, share) in [(found.low, 0.05), (found.median, 0.5), (found.high, 0.95)] {
        let exact = folded_cdf(found, last, sd);
        assert!((exact - share).abs() < 2e-3, "{found} is the {exact} quantile, for {share}");
    }
}

#[test]
fn a_score_wanders_from_its_last_one_and_comes_back_at_the_ends() {
    let head = "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n[values]\nz = 0\n";
    wanders(&format!("{head}[series.y]\nsource = 'a source'\npoints = [[2023-12-31, 90]]\n"), 90.0, 731.0);
    wanders(&format!("{head}[series.y]\nsource = 'a source'\npoints = [[2005-12-31, 20]]\n"), 20.0, 7305.0);
    // The latest date of any series at which it had a score: a figure is good for a year.
    let other = "[series.x]\nsource = 'a source'\npoints = [[2025-03-31, 1], [2025-09-30, 1]]\n";
    wanders(&format!("{head}[series.y]\nsource = 'a source'\npoints = [[2024-06-30, 30]]\n{other}"), 30.0, 275.0);
}

#[test]
fn the_last_score_is_that_of_a_base_or_of_a_formula() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write(
        "base.toml",
        "schema = 1\nid = 'base'\ntitle = 'B'\nas_of = 2024-06-30\n[series.a]\nsource = 'a source'\npoints = [[2023-12-31, 30]]\n",
    );
    write(
        "heir.toml",
        "schema = 1\nid = 'heir'\ntitle = 'H'\nas_of = 2025-12-31\nextends = './base.toml'\n[values]\nx = 0\nb = 2\n[series.b]\nsource = 'a source'\npoints = [[2023-12-31, 3]]\n",
    );
    let text = format!(
        "{HEAD}missing = {{ yearly = 0 }}\n[dimension.root]\n{}[indicator.y]\ndimension = 'root'\nformula = 'a * b'\n\
         rule.linear = {{ from = 0, to = 100 }}\n",
        crate::support::plain("x", "root", 1.0)
    );
    let file = froth::catalog::open(Kind::Scenario, folder.path().join("heir.toml").to_str().expect("text"), None)
        .expect("it opens");
    let heir = Scenario::load(&file, &froth::catalog::open).expect("a scenario").0;
    // b is there today and a is not: the score is drawn, not its inputs. It was 30 times 3, and does not move.
    near(&drawn(&model(&text), &[&heir], &many()).scenarios[0].score, [45.0; 3]);
}

#[test]
fn scenarios_of_an_era_are_drawn_as_one_and_eras_apart() {
    let model = plain(&[("x", 2.0), ("y", 1.0), ("z", 1.0)], MISSING);
    let of_era = |id: &str, era: Option<&str>| Scenario {
        era: era.map(str::to_owned),
        ..scenario(&format!(
            "schema = 1\nid = '{id}'\ntitle = 'S'\nas_of = 2025-12-31\n[values]\nx = 0\n[series.z]\nsource = 'a source'\npoints = [[2023-12-31, 50]]\n"
        ))
    };
    let gap = |a: Option<&str>, b: Option<&str>| {
        let of = drawn(&model, &[&of_era("a", a), &of_era("b", b)], &many());
        (of.coordinates, of.pairs[0].gap.interval().expect("scored"))
    };
    let (coordinates, same) = gap(Some("ai"), Some("ai"));
    assert_eq!((coordinates, same.low, same.high), (2, 0.0, 0.0));
    for (a, b) in [(Some("ai"), Some("dotcom")), (Some("ai"), None), (None, None)] {
        let (coordinates, apart) = gap(a, b);
        assert!(coordinates == 4 && apart.low < -10.0 && apart.high > 10.0, "{apart:?}");
    }
}

#[test]
fn only_what_counts_and_has_no_figure_is_drawn() {
    let coordinates = |lines: &str, values: &str| {
        let text = format!("{HEAD}{MISSING}[dimension.root]\n{}{lines}", crate::support::plain("x", "root", 9.0));
        drawn(
            &model(&text),
            &[&observed("s", &format!("x = 0\n{values}"))],
            &Options { draws: 100, ..Options::default() },
        )
        .coordinates
    };
    let y = |more: &str| format!("[indicator.y]\ndimension = 'root'\n{more}\n");
    let rule = "rule.linear = { from = 0, to = 100 }\n";
    assert_eq!(coordinates(&y(rule), ""), 1);
    assert_eq!(coordinates(&y(&format!("formula = 'a + 1'\n{rule}")), ""), 1, "an input is missing");
    assert_eq!(coordinates(&y(&format!("weight = 0\n{rule}")), ""), 0, "it counts for nothing");
    assert_eq!(
        coordinates(&format!("[dimension.over]\noverlay = true\n[indicator.y]\ndimension = 'over'\n{rule}"), ""),
        0,
        "nor does it here"
    );
    assert_eq!(coordinates(&y("weight = 0"), ""), 0, "watched");
    assert_eq!(coordinates(&y(&format!("requires = 'y > 9'\n{rule}")), "y = 0\n"), 0, "the model does not want it");
    assert_eq!(coordinates(&y("rule.log = { from = 1, to = 9 }"), "y = 0\n"), 0, "its rule has no score for it");
    assert_eq!(coordinates(&y(&format!("formula = 'x / x'\n{rule}")), ""), 0, "it is not defined");
}

#[test]
fn a_headline_is_settled_on_the_figures_and_then_dimensions_without_a_score_count() {
    let text = |least: f64| {
        format!(
            "{HEAD}{MISSING}[missing]\nmin_coverage = {least}\n[dimension.root]\n[dimension.a]\nparent = 'root'\n\
             [dimension.b]\nparent = 'root'\n[dimension.c]\nparent = 'root'\n{}{}{}",
            crate::support::plain("x", "a", 1.0),
            crate::support::plain("y", "b", 1.0),
            // Missing because of its own condition: its dimension stays without a score.
            "[indicator.z]\ndimension = 'c'\nrequires = 'x > 1'\nrule.linear = { from = 0, to = 100 }\n"
        )
    };
    let scenario = observed("s", "x = 0\nz = 5\n");
    let of = drawn(&model(&text(0.3)), &[&scenario], &many());
    near(&of.scenarios[0].score, [2.5, 25.0, 47.5]);
    let dimensions: Vec<_> = of.scenarios[0].dimensions.iter().map(|d| d.score.median.map(f64::round)).collect();
    assert_eq!(dimensions, [Some(0.0), Some(50.0), None]);
    let strict = model(&text(0.5));
    let of = drawn(&strict, &[&scenario], &many());
    assert_eq!((of.scenarios[0].score.interval(), of.sources), (None, vec![Source::Values]));
    assert_eq!(interval(&strict, &scenario), Drawn::NoHeadline);
}

fn interval(model: &Model, scenario: &Scenario) -> Drawn {
    let analysis = Analysis::new(model, &[scenario], Settings::default()).expect("it scores");
    assert_eq!(analysis.scorecards()[0].interval, Drawn::NotDrawn);
    let analysis = analysis.with_robustness(Effort::brief(Settings::default()), &()).expect("it is drawn");
    analysis.scorecards()[0].interval
}

#[test]
fn one_left_out_is_one_of_the_figures() {
    let model = plain(&[("x", 1.0), ("y", 1.0)], &format!("drop_one = true\n{MISSING}"));
    let of = drawn(&model, &[&calm("s")], &many());
    // 100 u without x, one time in three; else half of it, also where the one that is missing would be left out.
    let mean = of.scenarios[0].score.mean.expect("scored");
    assert!((mean - (50.0 / 3.0 + 25.0 * 2.0 / 3.0)).abs() < 0.05, "{mean}");
}

/// Everything that a run says of a scenario or a pair, without what names the sources.
fn numbers(of: &Uncertain, what: &str) -> Value {
    json(of)[what].clone()
}

#[test]
fn all_else_is_drawn_as_without_it() {
    let weights = [("x", 1.0), ("y", 2.0), ("z", 1.0)];
    let settings = "rules = ['as_given', 'logistic']\ndrop_one = true\n";
    let (with, before) = (plain(&weights, &format!("{settings}{MISSING}")), plain(&weights, settings));
    let whole = observed("whole", "x = 10\ny = 20\nz = 40\n");
    let part = observed("part", "x = 30\ny = 40\n");
    let options = Options { draws: 3000, ..Options::default() };
    let off = Options { without: vec![Source::Missing], ..options.clone() };
    let (a, b, c) = (
        drawn(&before, &[&whole, &part], &options),
        drawn(&with, &[&whole, &part], &off),
        drawn(&with, &[&whole, &part], &options),
    );
    for what in ["scenarios", "pairs", "like_for_like", "coordinates", "sources"] {
        assert_eq!(numbers(&a, what), numbers(&b, what), "{what}");
    }
    // Switched on, it moves what has something missing, and nothing else.
    assert_eq!(numbers(&a, "scenarios")[0], numbers(&c, "scenarios")[0]);
    assert_ne!(numbers(&a, "scenarios")[1], numbers(&c, "scenarios")[1]);
    assert_eq!(numbers(&a, "like_for_like"), numbers(&c, "like_for_like"));
    assert_eq!(c.coordinates, a.coordinates + 1);
    // What is missing belongs to the figures.
    assert_eq!(numbers(&a, "scenarios")[1]["method"], numbers(&c, "scenarios")[1]["method"]);
    assert_ne!(numbers(&a, "scenarios")[1]["data"], numbers(&c, "scenarios")[1]["data"]);
    // A point, its bounds and all else of a scorecard stay.
    assert_eq!(card(&with, &part), card(&before, &part));
}

#[test]
fn a_whole_document_is_as_before_where_the_model_does_not_say_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("text").to_owned()
    };
    let indicators = crate::support::plain("x", "root", 1.0) + &crate::support::plain("y", "root", 1.0);
    let with = write("with.toml", &format!("{HEAD}{MISSING}[dimension.root]\n{indicators}"));
    let scenario = write("s.toml", "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n[values]\nx = 20\n");
    let said = |arguments: &[&str]| -> Value {
        let output = froth().args(arguments).args(["--format", "json"]).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let of = said(&["uncertainty", &scenario, "-m", &with]);
    let off = said(&["uncertainty", &scenario, "-m", &with, "--without", "missing"]);
    assert_eq!(
        (&of["sources"], &off["sources"]),
        (&Value::from(vec!["values", "missing"]), &Value::from(vec!["values"]))
    );
    assert_eq!(off["without"], Value::from(vec!["missing"]));
    // A scorecard says it to the last bit, and `score`, which draws nothing, says nothing of it.
    let twin = write("t.toml", "schema = 1\nid = 't'\ntitle = 'T'\nas_of = 2025-12-31\n[values]\ny = 20\n");
    let compared = said(&["compare", &scenario, &twin, "-m", &with]);
    let drawn = said(&["uncertainty", &scenario, &twin, "-m", &with]);
    for place in 0..2 {
        let (q, found) = (&drawn["scenarios"][place], &compared["scorecards"][place]["interval"]);
        assert_eq!(*found, serde_json::json!({ "low": q["p05"], "median": q["median"], "high": q["p95"] }));
        assert!(found["low"].is_number());
    }
    assert_eq!(said(&["score", &scenario, "-m", &with])["scorecards"][0].get("interval"), None);
}

#[test]
fn the_spread_that_comes_from_it_has_a_name() {
    let model = plain(&[("x", 1.0), ("y", 2.0), ("z", 1.0)], MISSING);
    let sampling = Sampling { samples: 1 << 12, ..Sampling::default() };
    let of = |scenarios: &[&Scenario]| {
        let of = sensitivity(&model, scenarios, Settings::default(), &sampling, &()).expect("sampled");
        of.indices.iter().map(|i| (i.source.clone(), i.index.st)).collect::<Vec<_>>()
    };
    let alone = of(&[&observed("a", "x = 20\ny = 10\n")]);
    // Var(100 u / 4) against those of PERT figures: x, and y at twice the weight.
    assert_eq!(alone[0].0, "missing", "{alone:?}");
    assert!(alone[0].1 > 0.9);
    let gap = of(&[&observed("a", "x = 20\ny = 10\n"), &observed("b", "x = 30\nz = 10\n")]);
    assert!(!gap.iter().any(|(source, _)| source == "missing"), "like for like nothing is missing: {gap:?}");
}

#[test]
fn what_it_cannot_be_is_said() {
    let said = |value: &str| {
        let text = format!("{HEAD}missing = {value}\n[dimension.root]\n{}", crate::support::plain("x", "root", 1.0));
        try_model(&text).expect_err("it is wrong").to_string()
    };
    for value in ["{ yearly = -1 }", "{ yearly = 1001 }"] {
        assert!(said(value).contains("from 0 to 1000 points, such as `missing = { yearly = 24 }`"), "{}", said(value));
    }
    assert!(said("{}").contains("yearly"), "{}", said("{}"));
    assert!(said("{ yearly = nan }").contains("number"), "{}", said("{ yearly = nan }"));
    assert!(said("{ yeerly = 1 }").contains("yearly"), "{}", said("{ yeerly = 1 }"));
    assert!(said("24").contains("model.toml:7:11") && said("24").contains("a table"), "{}", said("24"));
}

#[test]
fn where_the_point_lies_aside_the_figures_that_pull_are_said() {
    let model = plain(&[("x", 2.0), ("y", 1.0), ("z", 1.0)], MISSING);
    let pulls = |values: &str| {
        let scenario = observed("s", values);
        let analysis = Analysis::new(&model, &[&scenario], Settings::default()).expect("it scores");
        assert!(analysis.scorecards()[0].pulls.is_empty(), "nothing was drawn");
        let analysis = analysis.with_robustness(Effort::brief(Settings::default()), &()).expect("it is drawn");
        analysis.scorecards()[0].pulls.iter().map(|p| (p.id.clone(), p.points)).collect::<Vec<_>>()
    };
    // Figures that sit at an end of their range: the mean of a PERT distribution is a sixth of the width away.
    let x = "x = { value = 10, low = 10, high = 70, source = 'a source' }\n";
    let y = "y = { value = 90, low = 90, high = 96, source = 'a source' }\n";
    let z = "z = { value = 50, low = 44, high = 50, source = 'a source' }\n";
    let found = pulls(&format!("{x}{y}{z}"));
    let near = |found: &(String, f64), id: &str, points: f64| found.0 == id && (found.1 - points).abs() < 0.05;
    assert!(found.len() == 2 && near(&found[0], "x", 5.0) && near(&found[1], "y", 0.25), "{found:?}");
    // What is missing pulls as well: here from 0 to the middle, at a third of the weight that is then there.
    let found = pulls("x = 0\ny = 0\n");
    assert!(found.len() == 1 && near(&found[0], "z", 12.5), "{found:?}");
    // In the middle half of its draws nothing pulls.
    assert_eq!(pulls("x = { value = 50, low = 40, high = 60, source = 'a source' }\ny = 0\nz = 0\n"), []);
}

#[test]
fn like_for_like_is_counted_once() {
    let text = format!(
        "{HEAD}[dimension.root]\n[dimension.over]\noverlay = true\n{}{}{}{}{}",
        crate::support::plain("x", "root", 3.0),
        crate::support::plain("y", "root", 1.0),
        crate::support::plain("z", "root", 1.0),
        crate::support::plain("aside", "root", 0.0),
        crate::support::plain("o", "over", 1.0),
    );
    let model = model(&text);
    let scenarios = [
        observed("a", "x = 80\ny = 60\nz = 40\naside = 1\no = 1\n"),
        observed("b", "x = 20\ny = 50\nz = 10\naside = 2\no = 2\n"),
        observed("c", "x = 30\nz = 20\naside = 3\no = 3\n"),
    ];
    let [a, b, c] = &scenarios;
    let of = froth::score::compare(&model, &[a, b], Settings::default()).expect("compared");
    assert_eq!(of.like_for_like.indicators, ["x", "y", "z", "aside", "o"]);
    assert_eq!(of.like_for_like.counted, ["x", "y", "z"]);
    let (difference, cards) = (&of.differences[0], &of.like_for_like.scorecards);
    let pair = difference.like_for_like.expect("they have something in common");
    assert_eq!(difference.indicators.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), of.like_for_like.counted);
    assert_eq!((pair.indicators, Some(pair.a), Some(pair.b)), (3, cards[0].score, cards[1].score));
    let sum: f64 = difference.indicators.iter().map(|p| p.points).sum();
    assert!((pair.gap - sum).abs() < 1e-9 && (pair.weight_left - of.like_for_like.weight_left).abs() < 1e-12);
    let shift = froth::stress::weight_shift(&model, a, b, Settings::default()).expect("it scores").expect("a shift");
    assert_eq!((shift.indicators, shift.scores), (pair.indicators, [pair.a, pair.b]));
    let verdict = froth::page::verdict(&of, &froth::locale::Locale::new(froth::locale::Language::English)).concat();
    assert!(verdict.contains("On the 3 indicators that both have"), "{verdict}");

    // Of three, the gap of the first two that is taken apart is the one that is drawn: on what all three have.
    let of = froth::score::compare(&model, &[a, b, c], Settings::default()).expect("compared");
    assert_eq!(of.like_for_like.counted, ["x", "z"]);
    let sampling = Sampling { samples: 1 << 12, ..Sampling::default() };
    let taken = sensitivity(&model, &[a, b, c], Settings::default(), &sampling, &()).expect("sampled");
    let drawn = drawn(&model, &[a, b, c], &many()).like_for_like.expect("of several").pairs[0].gap.mean.expect("a gap");
    assert_eq!(taken.scenarios, ["a", "b"]);
    assert!(taken.like_for_like && (taken.mean.expect("a mean") - drawn).abs() < 0.2, "{taken:?} {drawn}");
}

/// A pair among others is drawn on what that pair has, from one end to the other: c lacks y.
#[test]
fn a_difference_without_headlines_ends_where_its_pair_does() {
    let model = plain(&[("x", 1.0), ("y", 1.0), ("none", 1.0)], "");
    let [a, b, c] =
        [("a", "x = 80\ny = 60\n"), ("b", "x = 20\ny = 50\n"), ("c", "x = 30\n")].map(|(id, x)| observed(id, x));
    let settings = Settings { min_coverage: Some(1.0) };
    let analysis = Analysis::new(&model, &[&a, &b, &c], settings).expect("it scores");
    let locale = froth::locale::Locale::new(froth::locale::Language::English);
    let chart = froth::chart::draw(froth::chart::Kind::Difference, &analysis, &locale, froth::chart::Axes::default());
    let csv = chart.csv();
    let after = |line: &str| -> f64 { line.rsplit(',').next().and_then(|x| x.parse().ok()).expect("a score") };
    let (first, last) = (csv.lines().nth(1).expect("a start"), csv.lines().last().expect("an end"));
    assert_eq!((after(first), after(last)), (35.0, 70.0), "{csv}");
}

/// What the four-dimensions model says of a year is what the paths of the two eras show, and what the method's page says.
#[test]
fn the_walk_of_a_year_is_measured() {
    let (model, _) = Model::parse(&builtin(Kind::Model, "four-dimensions").expect("there").source()).expect("a model");
    let eras = ["dotcom", "ai"].map(|id| {
        let source = builtin(Kind::Scenario, id).expect("there").source();
        Scenario::load(&source, &froth::catalog::open).expect("a scenario").0
    });
    let of = froth::track::track(&model, &[&eras[0], &eras[1]], Settings::default()).expect("tracked");
    let declared = model.uncertainty.missing.expect("it says so").yearly;
    let measured = of.walk.expect("paths").yearly;
    assert!((declared - measured).abs() <= 0.5, "{declared} is said, {measured} is measured");
    let method = include_str!("../../docs/method.md");
    for walk in of.scenarios.iter().map(|s| s.walk.expect("a path")) {
        assert!(method.contains(&format!("{:.1} along", walk.yearly)), "{walk:?}");
        assert!(method.contains(&format!("({} changes", walk.changes)), "{walk:?}");
    }
    assert!(method.contains(&format!("{measured:.1} along both")), "{measured}");
}

/// 30 points in three quarters, of an indicator that counts and is there; what counts for nothing and a shock are no part of it.
#[test]
fn a_walk_is_that_of_what_counts() {
    let model = plain(&[("x", 1.0), ("y", 1.0), ("z", 0.0)], "");
    let text = "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\npath = [2023-12-31, 2024-03-31, 2024-12-31]\n\
                [series.x]\nsource = 'a source'\npoints = [[2023-12-31, 10], [2024-12-31, 40], [2025-12-31, 40]]\n\
                [series.y]\nsource = 'a source'\npoints = [[2024-12-31, 40]]\n\
                [series.z]\nsource = 'a source'\npoints = [[2023-12-31, 0], [2024-12-31, 99]]\n";
    let scenario = scenario(text);
    let walk = |scenario: &Scenario| {
        froth::track::track(&model, &[scenario], Settings::default()).expect("tracked").walk.expect("a walk")
    };
    let found = walk(&scenario);
    // x stands for a quarter, then goes 30 points in 275 days, then stands for a year.
    let exact = (30.0f64.powi(2) / (275.0 / 365.25) / 3.0).sqrt();
    assert!((found.yearly - exact).abs() < 1e-9 && found.changes == 3, "{found:?}");
    let location = scenario.series["x"].location.clone();
    let shock = Shock { id: "x".to_owned(), kind: ShockKind::Add(50.0), location };
    let shocked = walk(&Scenario { shocks: vec![shock], ..scenario });
    assert_eq!(shocked.changes, 2, "the shocked end is no point of the walk");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Draws of what is missing alone stay within the bounds of the headline, and go as far as they do.
    #[test]
    fn bounds_hold_every_draw_of_what_is_missing(
        figures in prop::collection::vec((0.5f64..4.0, 0.0f64..100.0, any::<bool>(), any::<bool>()), 2..6),
    ) {
        let mut text = format!("{HEAD}{MISSING}[missing]\nmin_coverage = 0.01\n[dimension.root]\n");
        let mut said = "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n[values]\n".to_owned();
        let mut series = String::new();
        for (i, (weight, value, there, before)) in figures.iter().enumerate() {
            text.push_str(&crate::support::plain(&format!("x{i}"), "root", *weight));
            if *there || i == 0 {
                let _ = writeln!(said, "x{i} = {value:?}");
            } else if *before {
                let _ = writeln!(series, "[series.x{i}]\nsource = 'a source'\npoints = [[2024-03-31, {value:?}]]");
            }
        }
        let (model, scenario) = (model(&text), scenario(&(said + &series)));
        let [low, high] = card(&model, &scenario).bounds;
        let options = Options { without: vec![Source::Values], ..many() };
        let found = drawn(&model, &[&scenario], &options).scenarios[0].score.interval().expect("it is scored");
        prop_assert!(low - 1e-3 <= found.low && found.high <= high + 1e-3, "{found:?} in {low} to {high}");
        let all_new = figures.iter().skip(1).all(|f| f.2 || !f.3);
        if all_new {
            let wide = high - low;
            prop_assert!((found.low - low - 0.05 * wide).abs() < 0.02 && (high - 0.05 * wide - found.high).abs() < 0.02);
        }
    }
}
