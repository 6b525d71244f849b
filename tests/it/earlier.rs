//! Reports keep what they were made from, and are held against each other.

use crate::support::{close, froth, json, shipped, stdout};
use froth::catalog::{Kind, builtins, files_only};
use froth::format::read_file;
use froth::kept::Kept;
use froth::model::Model;
use froth::scenario::Scenario;
use froth::score::{Settings, path, scorecard};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Copies of a model and a scenario in a folder, read again where nothing built in is known.
fn read_again(model: &Model, scenario: &Scenario, folder: &Path) -> (Model, Scenario) {
    let kept = Kept::new(model, &[scenario]);
    for (name, text) in &kept.files {
        fs::write(folder.join(name), text).expect("written");
    }
    let model = Model::parse(&read_file(&folder.join(&kept.model)).expect("there")).expect("a model").0;
    let name = format!("./{}", kept.scenarios[&scenario.id]);
    let source = froth::catalog::open(Kind::Scenario, &name, Some(folder)).expect("there");
    let scenario = Scenario::load(&source, &files_only).expect("it stands by itself").0;
    let own = scenario.model.as_ref().expect("it names its model").name.clone();
    assert_eq!(own, format!("./{}", kept.model));
    (model, scenario)
}

fn numbers(model: &Model, scenario: &Scenario) -> [String; 2] {
    let card = scorecard(model, scenario, Settings::default()).expect("it scores");
    let path = path(model, scenario, Settings::default()).expect("it scores");
    [serde_json::to_string(&card).expect("JSON"), serde_json::to_string(&path).expect("JSON")]
}

/// Every scenario that is built in, whole and cut at a day, through its chain: the copies give the same bytes.
#[test]
fn what_is_kept_stands_by_itself_and_scores_the_same_to_the_last_bit() {
    let mut kept = 0;
    let ids = builtins().iter().filter(|b| b.kind == Kind::Scenario).map(|b| b.id.to_owned());
    for name in ids.chain(["ai@2025-12-31".to_owned(), "dotcom-2000q1@1999-06-30".to_owned()]) {
        // A file that only holds shocks is no scenario.
        let Ok(scenario) = froth::catalog::scenario(&name) else { continue };
        let own = scenario.model.as_ref().map_or("four-dimensions", |model| &model.name);
        let model = froth::catalog::model(own).expect("built in");
        let folder = tempfile::tempdir().expect("a folder");
        let (model_, scenario_) = read_again(&model, &scenario, folder.path());
        assert_eq!(numbers(&model, &scenario), numbers(&model_, &scenario_), "{name}");
        kept += 1;
    }
    assert!(kept > 15, "{kept}");
    assert!(shipped().len() > kept);
}

/// Two files with one id, a base that is cut at a day, a model named by a path: each copy is another file, and names the others.
#[test]
fn what_is_kept_has_names_of_its_own() {
    let top = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(top.path().join(name), text).expect("written");
    fs::create_dir(top.path().join("old")).expect("a folder");
    write("m.toml", &crate::support::rooted(&crate::support::plain("x", "root", 1.0)));
    write(
        "old/base.toml",
        "schema = 1\nid = 'same'\ntitle = 'T'\nera = 'e'\nas_of = 2026-06-30\n[series.x]\npoints = [[2025-12-31, 10], [2026-06-30, 90]]\n",
    );
    let text = "schema = 1 # the format\nid = 'same'\ntitle = 'T'\nmodel = './m.toml'\nextends = './old/base.toml@2025-12-31'\n";
    write("mine.toml", text);
    let source = froth::catalog::open(Kind::Scenario, "./mine.toml", Some(top.path())).expect("there");
    let mine = Scenario::load(&source, &files_only).expect("a scenario").0;
    let model = Model::parse(&read_file(&top.path().join("m.toml")).expect("there")).expect("a model").0;
    let kept = Kept::new(&model, &[&mine]);
    assert_eq!(kept.files.keys().collect::<Vec<_>>(), ["m.toml", "same-2.toml", "same.toml"]);
    assert!(kept.files["same-2.toml"].contains("extends = \"./same.toml@2025-12-31\""), "{:?}", kept.files);
    let folder = tempfile::tempdir().expect("a folder");
    let (model_, mine_) = read_again(&model, &mine, folder.path());
    assert_eq!(numbers(&model, &mine), numbers(&model_, &mine_));
    close(scorecard(&model_, &mine_, Settings::default()).expect("it scores").score.expect("a score"), 10.0);
}

/// A point of a path, as a scenario of its own, reads what the path reads there.
#[test]
fn a_point_of_a_path_is_the_scenario_that_the_path_scores() {
    for id in ["ai", "ai-2026q3", "dotcom-2000q1"] {
        let scenario = froth::catalog::scenario(id).expect("built in");
        let model = froth::catalog::model("four-dimensions").expect("built in");
        for point in path(&model, &scenario, Settings::default()).expect("it scores") {
            let at = scenario.at_point(point.date);
            let card = scorecard(&model, &at, Settings::default()).expect("it scores");
            assert_eq!((card.score, card.coverage), (point.score, point.coverage), "{id} {}", point.date);
        }
    }
}

#[test]
fn a_track_says_what_moved_each_point() {
    let of = json(&["track", "ai-2026q3", "dotcom-2000q1", "--format", "json"]);
    let mut moves = 0;
    for scenario in of["scenarios"].as_array().expect("scenarios") {
        let points = scenario["points"].as_array().expect("points");
        assert!(points[0]["since_previous"].is_null());
        for pair in points.windows(2) {
            let (since, scores) = (&pair[1]["since_previous"], [&pair[0]["score"], &pair[1]["score"]]);
            let (Some(a), Some(b)) = (scores[0].as_f64(), scores[1].as_f64()) else {
                assert!(since.is_null());
                continue;
            };
            let part = |name: &str| since[name].as_f64().expect("a number");
            close(part("move"), b - a);
            close(part("move"), part("model") + part("revisions") + part("coverage") + part("figures"));
            assert_eq!(since["date"], pair[0]["date"]);
            moves += 1;
        }
    }
    assert!(moves > 15, "{moves}");
    let table = froth().args(["track", "ai-2026q3"]).output().expect("it runs").stdout;
    let table = String::from_utf8(table).expect("UTF-8");
    let moved = table.split("What moved the score").nth(1).expect("its own table");
    assert!(moved.lines().all(|line| line.chars().count() <= 100), "{moved}");
}

/// A folder with two scenarios of one era in it, a model, and another one.
fn two_months() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let model = |weight: f64| {
        let [x, y] = [("x", weight), ("y", 1.0)].map(|(id, weight)| crate::support::plain(id, "root", weight));
        crate::support::rooted(&(x + &y))
    };
    fs::write(at("even.toml"), model(1.0)).expect("written");
    fs::write(at("heavy.toml"), model(3.0)).expect("written");
    let head = |id: &str, day: &str| format!("schema = 1\nid = '{id}'\ntitle = 'T'\nera = 'one'\nas_of = {day}\n");
    fs::write(at("mine.toml"), head("mine", "2026-10-31") + "[values]\nx = 20\ny = 60\n").expect("written");
    fs::write(at("next.toml"), head("mine", "2026-11-30") + "[values]\nx = 40\ny = 60\n").expect("written");
    fs::write(at("other.toml"), head("other", "2026-11-30").replace("'one'", "'two'") + "[values]\nx = 1\n")
        .expect("written");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = froth().current_dir(folder).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn document(folder: &Path, arguments: &[&str]) -> Value {
    let (code, printed, said) = run(folder, arguments);
    assert_eq!(code, Some(0), "{said}");
    serde_json::from_str(&printed).expect("JSON")
}

fn sums(changes: &Value) -> f64 {
    let list = |part: &str| -> f64 {
        let part = changes[part].as_array().expect("a list");
        part.iter().map(|x| x["points"].as_f64().expect("points")).sum()
    };
    let lists: f64 = ["revisions", "coverage_lost", "figures", "coverage_gained"].map(list).iter().sum();
    changes["model"].as_f64().expect("a number") + lists
}

#[test]
fn two_reports_are_taken_apart_each_with_its_model_and_the_second_says_what_changed() {
    let folder = two_months();
    let folder = folder.path();
    assert_eq!(run(folder, &["report", "./mine.toml", "-m", "./even.toml", "-o", "october"]).0, Some(0));
    let second = ["report", "./next.toml", "-m", "./heavy.toml", "-o", "november", "--since", "october"];
    let (code, _, said) = run(folder, &second);
    assert_eq!(code, Some(0), "{said}");
    let found = document(folder, &["changes", "october", "november", "--format", "json"]);
    let of = &found["changes"];
    // 40 of even weights; 30 with x three times as heavy; 45 with x at 40.
    close(of["model"].as_f64().expect("a number"), -10.0);
    close(sums(of), of["move"].as_f64().expect("a number"));
    close(of["move"].as_f64().expect("a number"), 5.0);
    assert_eq!(found["made_from"]["models"][1]["from"], "november/inputs/m.toml");
    // The files by themselves, the second report's own words, and a report beside a file say the same.
    let same = |arguments: &[&str]| assert_eq!(&document(folder, arguments)["changes"], of, "{arguments:?}");
    same(&["changes", "./mine.toml", "./next.toml", "-m", "./even.toml", "-m", "./heavy.toml", "--format", "json"]);
    same(&["changes", "october", "./next.toml", "-m", "./even.toml", "-m", "./heavy.toml", "--format", "json"]);
    same(&["changes", "october", "november/inputs/mine.toml", "--format", "json"]);
    same(&["changes", "./october/", "november", "--scenario", "mine", "--format", "json"]);
    let read = |name: &str| fs::read_to_string(folder.join("november").join(name)).expect("there");
    let mut since: Value = serde_json::from_str::<Value>(&read("changes.json")).expect("JSON")["changes"][0].take();
    assert_eq!(since.as_object_mut().expect("fields").remove("since"), Some("report".into()));
    assert_eq!(&since, of);
    let page = read("report.md");
    assert!(page.contains("since the report given, as of 31 October 2026") && page.contains("Another model"), "{page}");
    assert!(page.contains("charts/changes.svg") && folder.join("november/charts/changes.svg").exists());
    // The charts are one picture, and what is kept scores what the report says.
    assert_eq!(run(folder, &["chart", "changes", "october", "november", "-o", "c.csv"]).0, Some(0));
    assert_eq!(fs::read_to_string(folder.join("c.csv")).expect("there"), read("charts/changes.csv"));
    let kept = ["score", "november/inputs/mine.toml", "-m", "november/inputs/m.toml", "--format", "csv"];
    assert_eq!(run(folder, &kept).1, read("scorecards.csv"));
    assert_eq!(run(folder, &["verify", "november"]).0, Some(0));
}

#[test]
fn what_cannot_be_held_against_each_other_is_said() {
    let folder = two_months();
    let folder = folder.path();
    let report = |arguments: &[&str]| assert_eq!(run(folder, arguments).0, Some(0), "{arguments:?}");
    report(&["report", "./mine.toml", "-m", "./even.toml", "-o", "old"]);
    report(&["report", "./next.toml", "-m", "./even.toml", "-o", "new"]);
    report(&["report", "./other.toml", "-m", "./even.toml", "-o", "other", "--min-coverage", "0.3"]);
    let refused = |arguments: &[&str], says: &[&str]| {
        let (code, printed, said) = run(folder, arguments);
        assert_eq!((code, printed.as_str()), (Some(1), ""), "{arguments:?}: {said}");
        for part in says {
            assert!(said.contains(part), "{arguments:?}: {said}");
        }
    };
    report(&["report", "./next.toml", "-m", "./even.toml", "-o", "narrow", "--min-coverage", "0.3"]);
    refused(&["changes", "old", "narrow"], &["old was made with the model's own", "narrow with --min-coverage 0.3"]);
    report(&["changes", "old", "narrow", "--min-coverage", "0.3"]);
    refused(&["changes", "other", "./mine.toml"], &["of one era", "other", "mine"]);
    refused(&["changes", "old", "new", "--scenario", "mien"], &["no scenario `mien`", "mine"]);
    refused(&["changes", "./mine.toml", "./next.toml", "--scenario", "mine"], &["--scenario"]);
    refused(&["changes", "old", "-"], &["standard input"]);
    fs::create_dir(folder.join("empty")).expect("a folder");
    refused(&["changes", "empty", "new"], &["no manifest.json"]);
    let since = |since: &str, says: &[&str]| {
        refused(&["report", "./next.toml", "-m", "./even.toml", "-o", "later", "--since", since], says);
        assert!(!folder.join("later").exists());
    };
    since("empty", &["no manifest.json"]);
    since("narrow", &["give --min-coverage 0.3"]);
    refused(
        &["report", "./next.toml", "-m", "./even.toml", "-o", "later", "--since", "other", "--min-coverage", "0.3"],
        &["no scenario of an era"],
    );
    refused(&["report", "./next.toml", "-o", "old", "--since", "old"], &["the input itself", "-o"]);

    // A text that was changed is refused by its name, wherever in the chain it stands, and verify says so too.
    let input = folder.join("old/inputs/mine.toml");
    let text = fs::read_to_string(&input).expect("there");
    fs::write(&input, text.replace("x = 20", "x = 21")).expect("written");
    refused(&["changes", "old", "new"], &["old/inputs/mine.toml has been changed", "SHA-256"]);
    since("old", &["old/inputs/mine.toml has been changed"]);
    let (code, said, _) = run(folder, &["verify", "old"]);
    assert!(code == Some(1) && said.contains("inputs/mine.toml has been changed"), "{said}");
    fs::remove_file(&input).expect("removed");
    refused(&["changes", "old", "new"], &["old/inputs/mine.toml", "is gone"]);
    fs::write(&input, &text).expect("written");

    // An older report kept nothing.
    let manifest = folder.join("old/manifest.json");
    let mut older: Value = serde_json::from_str(&fs::read_to_string(&manifest).expect("there")).expect("JSON");
    for used in ["models", "scenarios"] {
        older["made_from"][used][0].as_object_mut().expect("fields").remove("kept").expect("it was there");
    }
    fs::write(&manifest, older.to_string()).expect("written");
    refused(&["changes", "old", "new"], &["keeps no copy", "write the report once more"]);
}

/// A report without a path and without an earlier one has nothing to say of it; a killed or repeated run leaves no stale input.
#[test]
fn inputs_are_replaced_with_the_report() {
    let folder = two_months();
    let folder = folder.path();
    let run_ = |arguments: &[&str]| assert_eq!(run(folder, arguments).0, Some(0), "{arguments:?}");
    run_(&["report", "./mine.toml", "./other.toml", "-m", "./even.toml", "-o", "r"]);
    assert!(folder.join("r/inputs/other.toml").exists());
    run_(&["report", "./mine.toml", "-m", "./even.toml", "-o", "r"]);
    assert!(folder.join("r/inputs/mine.toml").exists() && !folder.join("r/inputs/other.toml").exists());
    let page = fs::read_to_string(folder.join("r/report.md")).expect("there");
    assert!(!page.contains("## What changed"));
    // Somebody's own text in its place is not written over.
    fs::write(folder.join("r/inputs/mine.toml"), "mine").expect("written");
    let (code, _, said) = run(folder, &["report", "./mine.toml", "-m", "./even.toml", "-o", "r"]);
    assert!(code == Some(1) && said.contains("was changed since a report wrote it"), "{said}");
}

#[test]
fn standard_input_is_kept_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = stdout(&["show", "ai-2026q3"]);
    let output = froth().current_dir(folder.path()).args(["report", "-", "-o", "r"]).write_stdin(text).output();
    assert!(output.expect("it runs").status.success());
    let score = |name: &str| run(folder.path(), &["score", name, "--format", "csv"]).1;
    assert_eq!(score("r/inputs/ai-2026q3.toml"), score("ai-2026q3"));
}
