//! What moved a headline: each step against a number worked out another way, and scenarios cut at a day.

use crate::support::{card, close, froth, json, model, plain, rooted, scenario, stdout};
use froth::changes::{Changes, Parts, changes};
use froth::model::Model;
use froth::scenario::Scenario;
use froth::score::{Points, Settings, scorecard};

fn dated(id: &str, as_of: &str, lines: &str) -> Scenario {
    scenario(&format!("schema = 1\nid = '{id}'\ntitle = 'T'\nera = 'one'\nas_of = {as_of}\n[values]\n{lines}"))
}

fn moved(model: &Model, old: &Scenario, new: &Scenario) -> Changes {
    changes((model, old), (model, new), Settings::default()).unwrap_or_else(|e| panic!("{e}"))
}

fn parts(of: &Changes) -> &Parts {
    let parts = of.parts.as_ref().expect("both have a score");
    close(parts.sum(), of.moved.expect("both have a score"));
    parts
}

fn named(of: &[Points]) -> Vec<(&str, f64)> {
    of.iter().map(|p| (p.id.as_str(), p.points)).collect()
}

#[test]
fn what_goes_and_comes_is_coverage_and_the_rest_is_like_for_like() {
    let m = model(&rooted(&["x", "y", "z", "w"].map(|id| plain(id, "root", 1.0)).concat()));
    let old = dated("old", "2025-12-31", "x = 20\ny = 80\nw = 50\n");
    let new = dated("new", "2026-09-30", "x = 40\nz = 70\nw = 40\n");
    let of = moved(&m, &old, &new);
    // 50, without y 35, x and w moved 40, with z 50.
    close(of.from.score.unwrap(), 50.0);
    let parts = parts(&of);
    assert_eq!(named(&parts.coverage_lost), [("y", -15.0)]);
    let figures: Vec<(&str, f64)> = parts.figures.iter().map(|f| (f.id.as_str(), f.points)).collect();
    assert_eq!(figures, [("x", 10.0), ("w", -5.0)]);
    assert_eq!(named(&parts.coverage_gained), [("z", 10.0)]);
    assert!(parts.revisions.is_empty());
    assert_eq!(serde_json::to_value(&of).unwrap()["figures"][0]["from"], 20.0);
}

/// A figure for the same day and otherwise is a revision, the input of a formula too; what came later is none.
#[test]
fn what_was_revised_is_no_news() {
    let ratio = "[indicator.ratio]\ndimension = 'root'\nformula = '100 * part_usd / whole_usd'\nrule.linear = { from = 0, to = 100 }\n";
    let m = model(&rooted(&(plain("x", "root", 1.0) + ratio)));
    let part = |then: &str, rest: &str| format!("[series.part_usd]\npoints = [[2025-12-31, {then}]{rest}]\n");
    let old = dated("old", "2025-12-31", &("x = 10\nwhole_usd = 20\n".to_owned() + &part("10", "")));
    let new = dated("new", "2026-09-30", &("x = 10\nwhole_usd = 20\n".to_owned() + &part("12", ", [2026-09-30, 16]")));
    let of = moved(&m, &old, &new);
    let parts = parts(&of);
    let [revision] = parts.revisions.as_slice() else { panic!("{:?}", parts.revisions) };
    assert_eq!(revision.id, "ratio");
    close(revision.points, 5.0);
    let value = |v: &Option<froth::scenario::Value>| v.as_ref().and_then(froth::scenario::Value::number).unwrap();
    close(value(&revision.from), 50.0);
    close(value(&revision.to), 60.0);
    let ratio = parts.figures.iter().find(|f| f.id == "ratio").unwrap();
    close(ratio.points, 10.0);
    close(value(&ratio.from), 60.0);
    close(value(&ratio.to), 80.0);
}

#[test]
fn another_model_is_a_step_of_its_own() {
    let of = |x: f64| model(&rooted(&(plain("x", "root", x) + &plain("y", "root", 1.0))));
    let (even, heavy) = (of(1.0), of(3.0));
    let old = dated("old", "2025-12-31", "x = 20\ny = 60\n");
    let new = dated("new", "2026-09-30", "x = 40\ny = 60\n");
    let of = changes((&even, &old), (&heavy, &new), Settings::default()).unwrap();
    close(parts(&of).model, -10.0);
    close(parts(&of).moved(), 15.0);
}

/// A dimension with too little data counts in the steps between; that it does not count in a headline is coverage.
#[test]
fn what_coverage_holds_back_is_booked_under_the_dimension() {
    let dimensions = "[dimension.left]\nparent = 'root'\n[dimension.right]\nparent = 'root'\nweight = 3\n";
    let children = plain("a", "left", 1.0) + &plain("b", "left", 1.0) + &plain("c", "right", 1.0);
    let text = rooted(&(dimensions.to_owned() + &children))
        .replace("[dimension.root]", "[missing]\nmin_coverage = 0.6\n[dimension.root]");
    let m = model(&text);
    let part = dated("part", "2025-12-31", "a = 20\nc = 40\n");
    let whole = dated("whole", "2026-09-30", "a = 20\nb = 60\nc = 40\n");
    let of = moved(&m, &part, &whole);
    assert_eq!((of.from.score, of.to.score), (Some(40.0), Some(40.0)));
    assert_eq!(named(&parts(&of).coverage_lost), [("left", -5.0)]);
    assert_eq!(named(&parts(&of).coverage_gained), [("b", 5.0)]);
    // The other way round the new headline is without it.
    let back = moved(&m, &whole, &part);
    assert_eq!(named(&parts(&back).coverage_lost), [("b", -5.0)]);
    assert_eq!(named(&parts(&back).coverage_gained), [("left", 5.0)]);
    // A headline that is missing leaves nothing to take apart.
    let none = moved(&m, &dated("none", "2025-12-31", "a = 20\n"), &whole);
    let document = serde_json::to_value(&none).unwrap();
    for field in ["move", "model", "revisions", "coverage_lost", "figures", "coverage_gained"] {
        assert!(document[field].is_null() && document.as_object().unwrap().contains_key(field), "{field}");
    }
    assert_eq!(document["to"]["score"], 40.0);
}

#[test]
fn nothing_in_common_is_all_coverage() {
    let m = model(
        &rooted(&(plain("x", "root", 1.0) + &plain("y", "root", 1.0)))
            .replace("[dimension.root]", "[missing]\nmin_coverage = 0.0\n[dimension.root]"),
    );
    let of = moved(&m, &dated("old", "2025-12-31", "x = 40\n"), &dated("new", "2026-09-30", "y = 60\n"));
    assert!(parts(&of).figures.is_empty());
    close(parts(&of).coverage(), 20.0);
}

/// Each step of the built-in example against the scorecard of a model from which the indicators were taken out.
#[test]
fn the_steps_of_the_built_in_example_come_out_of_scorecards_too() {
    let found = json(&["changes", "ai-2025q4", "ai-2026q3", "--format", "json"]);
    let of = &found["changes"];
    let points = |part: &str| -> Vec<(String, f64)> {
        let rows = of[part].as_array().expect("a list").iter();
        rows.map(|r| (r["id"].as_str().unwrap().to_owned(), r["points"].as_f64().unwrap())).collect()
    };
    let all = ["revisions", "coverage_lost", "figures", "coverage_gained"].map(points);
    let sum: f64 = all.iter().flatten().map(|(_, x)| x).sum();
    let total = of["move"].as_f64().unwrap();
    assert!((sum + of["model"].as_f64().unwrap() - total).abs() < 1e-9);

    let model = froth::catalog::model("four-dimensions").unwrap();
    let [then, now] = ["ai-2025q4", "ai-2026q3"].map(|id| froth::catalog::scenario(id).unwrap());
    close(card(&model, &now).score.unwrap() - card(&model, &then).score.unwrap(), total);
    let open = Settings { min_coverage: Some(0.0) };
    let score = |m: &Model| scorecard(m, &then, open).unwrap().score.unwrap();
    let mut less = model.clone();
    let mut before = score(&less);
    let lost = points("coverage_lost");
    assert!(!lost.is_empty());
    for (id, points) in lost.iter().filter(|(id, _)| model.indicator(id).is_some()) {
        // A weight of 0 leaves an indicator out as a figure that is missing does.
        less.indicators[model.indicator(id).unwrap()].weight = 0.0;
        let after = score(&less);
        assert!((after - before - points).abs() < 1e-9, "{id}: {} and {points}", after - before);
        before = after;
    }
    // What is left is like for like, as `compare` has it.
    let compared = json(&["compare", "ai-2025q4", "ai-2026q3", "--format", "json"]);
    let like = |i: usize| compared["like_for_like"]["scorecards"][i]["score"].as_f64().unwrap();
    let figures: f64 = points("figures").iter().map(|(_, x)| x).sum();
    assert!((figures - (like(1) - like(0))).abs() < 1e-9);
    for (id, x) in points("figures") {
        let shared = compared["differences"][0]["indicators"].as_array().unwrap();
        let shared = shared.iter().find(|p| p["id"] == id.as_str()).unwrap()["points"].as_f64().unwrap();
        assert!((x + shared).abs() < 1e-9, "{id}");
    }
}

#[test]
fn a_page_says_what_was_coverage() {
    insta::assert_snapshot!("changes", stdout(&["changes", "ai-2025q4", "ai-2026q3"]));
    insta::assert_snapshot!(
        "changes-zh",
        stdout(&["changes", "ai-2025q4", "ai-2026q3", "--lang", "zh-Hant", "--format", "markdown"])
    );
    let csv = stdout(&["changes", "ai-2025q4", "ai-2026q3", "--format", "csv"]);
    assert!(csv.starts_with("part,id,points,from,to\nmove,,"), "{csv}");
}

#[test]
fn two_days_of_a_path_are_two_scenarios() {
    let bare = |mut of: serde_json::Value| {
        of["changes"]["from"]["scenario"].take();
        of["changes"]["to"]["scenario"].take();
        of["changes"].take()
    };
    let days = json(&["changes", "ai@2025-12-31", "ai@2026-09-30", "--format", "json"]);
    assert_eq!(days["changes"]["from"]["scenario"], "ai@2025-12-31");
    assert_eq!(days["made_from"]["scenarios"][0]["from"], "ai@2025-12-31");
    let named = json(&["changes", "ai-2025q4", "ai-2026q3", "--format", "json"]);
    assert_eq!(bare(days), bare(named));
}

#[test]
fn two_eras_are_refused() {
    let output = froth().args(["changes", "dotcom-2000q1", "ai-2026q3"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("`dotcom-2000q1` is of the era `dotcom` and `ai-2026q3` is of the era `ai`"), "{said}");
}

/// A scenario is cut at a day wherever one is taken, as an heir with that day would cut it.
#[test]
fn a_day_cuts_a_scenario_wherever_one_is_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let mine = write("mine.toml", "schema = 1\nid = 'mine'\ntitle = 'Mine'\nextends = 'ai'\n");
    let cut = write("cut.toml", "schema = 1\nid = 'cut'\ntitle = 'Cut'\nextends = 'ai'\nas_of = 2025-12-31\n");
    let heir = write("heir.toml", "schema = 1\nid = 'heir'\ntitle = 'Heir'\nextends = './mine.toml@2025-12-31'\n");
    let day = format!("{mine}@2025-12-31");
    let scored = json(&["score", &day, "ai@2025-12-31", &cut, &heir, "--format", "json"]);
    let cards = scored["scorecards"].as_array().expect("cards");
    let named = |id: &str| cards.iter().find(|c| c["scenario"] == id).unwrap_or_else(|| panic!("no {id}"));
    for id in ["mine@2025-12-31", "ai@2025-12-31", "heir"] {
        for field in ["as_of", "score", "coverage", "alerts"] {
            assert_eq!(named(id)[field], named("cut")[field], "{id} {field}");
        }
    }
    // A name that only holds a day is a name.
    let odd = write("odd@2025-12-31.toml", "schema = 1\nid = 'odd'\ntitle = 'Odd'\nextends = 'ai'\n");
    assert_eq!(json(&["score", &odd, "--format", "json"])["scorecards"][0]["as_of"], "2026-09-30");
    for (name, says) in [
        ("ai@2026-10-01", "`ai` cannot be cut at 2026-10-01: that is after its as_of (2026-09-30)"),
        ("ai@2025-02-30", "there is no day 2025-02-30"),
        ("ai@2025", "no built-in scenario is called `ai@2025`"),
    ] {
        let output = froth().args(["score", name]).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && said.contains(says), "{said}");
    }
}

#[test]
#[cfg(feature = "panel")]
fn a_report_on_a_scenario_that_is_cut_is_verified() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("report");
    let report = report.to_str().expect("UTF-8");
    stdout(&["report", "ai@2025-06-30", "-o", report]);
    assert_eq!(json(&["verify", report, "--format", "json"])["ok"], true);
}

/// Last month's copy of a file has its id: then the files tell which is which.
#[test]
fn two_files_with_one_id_are_called_by_their_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, base: &str| {
        let path = folder.path().join(name);
        let text = format!("schema = 1\nid = 'mine'\ntitle = 'Mine'\nextends = '{base}'\n");
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let (old, new) = (write("last-month.toml", "ai-2025q4"), write("this-month.toml", "ai-2026q3"));
    let page = stdout(&["changes", &old, &new, "--format", "markdown"]).replace('\\', "");
    assert!(
        page.contains("last-month.toml") && page.contains("this-month.toml") && !page.contains("mine to mine"),
        "{page}"
    );
}
