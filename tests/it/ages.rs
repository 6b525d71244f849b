//! Figures that are missing under a shock, figures that are old, figures that are due, and alerts that end.

use crate::support::{card, close, json, model, plain, rooted, scenario, stdout};
use froth::model::Model;
use froth::scenario::{Loaded, Scenario, Shock, load};
use froth::score::{Settings, compare, scorecard};
use froth::stress::{Tried, tried};

const SHOCKED: [&str; 4] = ["ai-sentiment-reversal", "earnings-come-through", "debt-funded-build-out", "ipo-wave"];

fn dated(as_of: &str, lines: &str) -> Scenario {
    scenario(&format!("schema = 1\nid = 's'\ntitle = 'T'\nas_of = {as_of}\n{lines}\n"))
}

/// `a` and `b` score what they are, `ratio` what x is to y.
fn three() -> Model {
    let ratio = "[indicator.ratio]\ndimension = 'root'\nformula = 'x / y'\nrule.linear = { from = 0, to = 100 }\n";
    model(&rooted(&(plain("a", "root", 1.0) + &plain("b", "root", 1.0) + ratio)))
}

fn shocks(lines: &str) -> Vec<Shock> {
    let text = format!("schema = 1\nid = 'k'\ntitle = 'K'\n[shock]\n{lines}\n");
    let source = froth::diag::SourceFile::new("k.toml", &*text);
    match load(&source, &froth::catalog::open).expect("shocks").0 {
        Loaded::Shocks(file) => file.shocks,
        Loaded::Scenario(_) => panic!("a file of shocks"),
    }
}

fn on(base: &Scenario, lines: &str) -> Tried {
    tried(&three(), base, &shocks(lines), Settings::default()).expect("tried")
}

fn score(of: &Scenario, indicator: usize) -> Option<f64> {
    scorecard(&three(), of, Settings::default()).expect("scored").indicators[indicator].score
}

const OLD: &str = "[values]\nb = 10\n[series.a]\npoints = [[2024-06-30, 30], [2024-12-31, 40]]\nmax_age = 92\n";

#[test]
fn a_shock_on_a_missing_figure_works_on_the_last_known_one_before_and_after() {
    let base = dated("2025-12-31", OLD);
    assert_eq!(score(&base, 0), None);
    let of = on(&base, "a = { multiply = 0.5 }\nb = { add = 5 }");
    assert_eq!((score(&of.before, 0), score(&of.after, 0)), (Some(40.0), Some(20.0)));
    assert_eq!((score(&of.before, 1), score(&of.after, 1)), (Some(10.0), Some(15.0)));
    let known = &of.last_known[0];
    assert_eq!(
        (known.id.as_str(), known.value.number(), known.date.to_string().as_str()),
        ("a", Some(40.0), "2024-12-31")
    );
    assert!(of.last_known.len() == 1 && of.skipped.is_empty());
    // `set` needs no figure, but would otherwise mix what comes with what the shock does.
    let of = on(&base, "a = { set = 100 }");
    assert_eq!((score(&of.before, 0), score(&of.after, 0)), (Some(40.0), Some(100.0)));
    // Data that the shock does not touch stay as they are.
    assert_eq!(score(&on(&base, "b = { add = 5 }").before, 0), None);
    // Elsewhere it is the error that it was.
    let mut scored = base.clone();
    scored.shocks.extend(shocks("a = { multiply = 0.5 }"));
    assert!(compare(&three(), &[&scored], Settings::default()).is_err());
}

#[test]
fn a_shock_on_what_was_never_known_is_skipped_and_set_gives_it() {
    let base = dated("2025-12-31", "[values]\nb = 10\n");
    let of = on(&base, "a = { multiply = 0.5 }\nb = { multiply = 2 }\nratio = { add = 1 }\nnobody = { add = 1 }");
    let skipped: Vec<&str> = of.skipped.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(skipped, ["a", "ratio", "nobody"]);
    assert_eq!((score(&of.before, 1), score(&of.after, 1), score(&of.after, 0)), (Some(10.0), Some(20.0), None));
    let of = on(&base, "a = { set = 30 }");
    assert_eq!((score(&of.before, 0), score(&of.after, 0)), (None, Some(30.0)));
    assert!(of.skipped.is_empty());
}

#[test]
fn a_shock_on_a_missing_result_works_on_the_last_known_inputs() {
    let lines = "[values]\ny = 2\n[series.x]\npoints = [[2023-12-31, 60]]\n";
    let of = on(&dated("2025-12-31", lines), "ratio = { multiply = 0.5 }");
    assert_eq!((score(&of.before, 2), score(&of.after, 2)), (Some(30.0), Some(15.0)));
    assert_eq!(of.last_known.iter().map(|k| k.id.as_str()).collect::<Vec<_>>(), ["x"]);
}

#[test]
fn every_what_if_runs_on_every_dated_scenario_of_the_era() {
    for what_if in SHOCKED {
        for id in ["ai-2026q3", "ai", "ai-2025q4", "ai-2024q4", "ai-2022q4"] {
            let of = json(&["stress", id, "--shock", what_if, "--format", "json"]);
            let score = |when: &str| of[when]["score"].as_f64().expect("a score");
            assert!((score("after") - score("before")).abs() > 0.5, "{what_if} on {id}");
            // Both sides rest on the same data, but for what `set` gives that nobody knew yet.
            let coverage = of["difference"]["coverage"].as_f64().expect("a number");
            assert!(coverage.abs() < 1e-9 || ["ai-2024q4", "ai-2022q4"].contains(&id), "{what_if} on {id}: {coverage}");
        }
    }
    // Today the leaders' multiple is of 2025: used on both sides, and said.
    let today = ["stress", "ai-2026q3", "--shock", "earnings-come-through"];
    let of = json(&[&today[..], &["--format", "json"]].concat());
    assert_eq!(
        of["last_known"],
        serde_json::json!([{"id": "leaders_forward_pe", "value": 25.0, "date": "2025-10-29"}])
    );
    assert_eq!(of["skipped"], serde_json::json!([]));
    let page = stdout(&today);
    assert!(
        page.contains("Seven largest technology firms: price over expected earnings: there is none on")
            && page.contains("25 of 2025-10-29"),
        "{page}"
    );
    let chinese = stdout(&[&today[..], &["--lang", "zh-Hant"]].concat());
    assert!(chinese.contains("採用最近一筆25（2025年10月29日）"), "{chinese}");
    // Two years earlier the flagship's figures were not known at all.
    let of = json(&["stress", "ai-2024q4", "--shock", "earnings-come-through", "--format", "json"]);
    assert_eq!(
        of["skipped"][0],
        serde_json::json!({"id": "flagship_revenue_usd_bn", "kind": "multiply", "amount": 2.0})
    );
}

#[test]
fn points_are_shared_out_by_age_and_a_formula_is_as_old_as_its_oldest_input() {
    let lines = "[values.a]\nvalue = 30\ndate = 2025-10-01\n[values.b]\nvalue = 60\ndate = 2024-12-31\n\
                 [values.x]\nvalue = 90\ndate = 2025-12-31\n[values.y]\nvalue = 1\ndate = 2024-12-30\n";
    let of = card(&three(), &dated("2025-12-31", lines));
    let ages: Vec<_> = of.indicators.iter().map(|i| i.age).collect();
    assert_eq!(ages, [Some(91), Some(365), Some(366)]);
    let ages = of.ages.expect("a headline");
    // Exactly a year is not older than a year.
    for (found, wanted) in [
        (ages.points, 60.0),
        (ages.points_up_to_92_days, 10.0),
        (ages.points_up_to_184_days, 0.0),
        (ages.points_up_to_a_year, 20.0),
        (ages.points_older_than_a_year, 30.0),
        (ages.points_undated, 0.0),
    ] {
        close(found, wanted);
    }
    let inputs = of.indicators[2].inputs.as_ref().expect("a formula");
    assert_eq!(inputs.iter().map(|i| i.age).collect::<Vec<_>>(), [Some(0), Some(366)]);
    // What a shock sets has no date; without a headline there is nothing to share out.
    let mut set = dated("2025-12-31", "");
    set.shocks.extend(shocks("a = { set = 50 }\nb = { set = 50 }"));
    assert_eq!(card(&three(), &set).ages.map(|a| (a.points, a.points_undated)), Some((50.0, 50.0)));
    assert_eq!(card(&three(), &dated("2025-12-31", "")).ages, None);
}

#[test]
fn ages_of_every_shipped_scenario_add_up_to_its_headline() {
    for id in ["ai-2026q3", "ai-2022q4", "dotcom-2000q1", "dotcom-1995q4", "openai-2025q4", "ipo-wave", "japan-1989"] {
        let of = json(&["score", id, "--format", "json"])["scorecards"][0].clone();
        let Some(score) = of["score"].as_f64() else {
            assert!(of["ages"].is_null(), "{id}");
            continue;
        };
        let all = of["ages"].as_object().expect("ages");
        let parts: f64 = all.iter().filter(|(k, _)| *k != "points").filter_map(|(_, x)| x.as_f64()).sum();
        close(parts, score);
        close(all["points"].as_f64().expect("points"), score);
    }
    let page = stdout(&["score", "ai-2026q3"]);
    assert!(page.contains("points rest on figures older than a year; by age: up to 92 days"), "{page}");
    assert!(page.contains("2026-03-31 6m") && page.contains("2026-09-25 5d"), "{page}");
}

#[test]
fn an_audit_lists_what_is_due_by_the_usual_step_of_a_series() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    std::fs::write(path("m.toml"), rooted(&plain("a", "root", 1.0))).expect("written");
    let points = "points = [[2025-03-31, 1], [2025-06-30, 2], [2025-09-30, 3]]";
    let due = |as_of: &str| {
        let text =
            format!("schema = 1\nid = 's'\ntitle = 'S'\nmodel = './m.toml'\nas_of = {as_of}\n[series.a]\n{points}\n");
        std::fs::write(path("s.toml"), text).expect("written");
        json(&["check", &path("s.toml"), "--audit", "--format", "json"])["audit"][0].clone()
    };
    // Steps of 91 and 92 days: a step and a half after September ends on 15 February.
    let audit = due("2026-02-15");
    assert_eq!(
        audit["scenarios"][0]["due"],
        serde_json::json!([{"id": "a", "date": "2025-09-30", "step": 92, "due": "2026-02-15"}])
    );
    assert!(audit["findings"].as_array().expect("findings").iter().any(|f| f["code"] == "due"), "{audit}");
    assert_eq!(due("2026-02-14")["scenarios"][0]["due"], serde_json::json!([]));
}

/// A publisher's calendar says how long a figure takes: GDP of a quarter 31 days, the Z.1 76; half a step is left where none is known.
#[test]
fn what_is_due_follows_the_publishers_calendar() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    std::fs::write(path("m.toml"), rooted(&plain("a", "root", 1.0))).expect("written");
    let due = |series: &str, as_of: &str| {
        let text = format!(
            "schema = 1\nid = 's'\ntitle = 'S'\nmodel = './m.toml'\nas_of = {as_of}\n[series.a]\n\
             url = 'https://fred.stlouisfed.org/series/{series}'\n\
             points = [[2025-03-31, 1], [2025-06-30, 2], [2025-09-30, 3]]\n"
        );
        std::fs::write(path("s.toml"), text).expect("written");
        json(&["check", &path("s.toml"), "--audit", "--format", "json"])["audit"][0]["scenarios"][0]["due"].clone()
    };
    for (series, eve, day, publisher) in [
        ("GDP", "2026-01-30", "2026-01-31", "Bureau of Economic Analysis"),
        ("NCBEILQ027S", "2026-03-16", "2026-03-17", "Federal Reserve Z.1"),
    ] {
        assert_eq!(due(series, eve), serde_json::json!([]), "{series}");
        let wanted =
            serde_json::json!([{"id": "a", "date": "2025-09-30", "step": 92, "due": day, "publisher": publisher}]);
        assert_eq!(due(series, day), wanted);
    }
    assert_eq!(due("UNKNOWN", "2026-02-15")[0]["due"], "2026-02-15");
}

#[test]
fn an_alert_says_when_it_began_and_what_would_end_it() {
    let of = json(&["score", "ai-2026q3", "--format", "json"])["scorecards"][0]["alerts"].clone();
    let alert = |id: &str| of.as_array().expect("alerts").iter().find(|a| a["id"] == id).expect("the alert").clone();
    let leverage = of.as_array().expect("alerts").iter().find(|a| a["when"] == "change.leverage > 10").expect("it");
    assert_eq!(leverage["fired"], true);
    assert_eq!(leverage["since"], "2025-12-31");
    let end = &leverage["ends"][0];
    assert_eq!(
        (&end["name"], &end["direction"], &end["to"], &end["beyond"]),
        (&"change.leverage".into(), &"fall".into(), &10.0.into(), &false.into())
    );
    assert!(end["now"].as_f64().expect("a number") > 10.0);
    // With one side of an `or` unknown, the other cannot end it for certain; what is quiet has no end.
    for other in of.as_array().expect("alerts").iter().filter(|a| a["id"] != leverage["id"]) {
        assert_eq!(alert(other["id"].as_str().expect("an id"))["ends"], serde_json::json!([]));
    }
    let page = stdout(&["score", "ai-2026q3"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        page.contains(
            "FIRES since 31 December 2025: Leverage is climbing (change.leverage > 10; ends if the change of Leverage in a year, now"
        ),
        "{page}"
    );
    assert!(page.contains("falls to 10)"), "{page}");
}
