//! The binary, driven as a user would.

use crate::support::{froth, json, stdout};
use std::fs;

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = froth().args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_main_comparison_says_who_is_higher_and_why() {
    let said = stdout(&["compare", "dotcom-2000q1", "ai-2026q3", "--full"]);
    for part in [
        "On all data dotcom-2000q1 scores",
        "indicators that both have",
        "What makes the difference",
        "by construction",
        "Number by number",
        "Shiller CAPE",
        "Sources\n[1]",
        "https://",
    ] {
        assert!(said.contains(part), "no `{part}` in\n{said}");
    }
    assert!(!said.contains('\u{1b}'), "colour in a pipe");
}

/// What the first screen says is the JSON's, to the printed digit, whichever scenario is named first.
#[test]
fn the_first_screen_says_the_numbers_of_the_json() {
    let printed = |x: &serde_json::Value| format!("{:.1}", x.as_f64().expect("a number"));
    for order in [["dotcom-2000q1", "ai-2026q3"], ["ai-2026q3", "dotcom-2000q1"], ["ai-2025q4", "ai-2026q3"]] {
        let document = json(&["compare", order[0], order[1], "--format", "json"]);
        let said = stdout(&["compare", order[0], order[1]]);
        assert!(said.lines().count() <= 40, "more than a screen:\n{said}");
        let (paragraph, table) = said.split_once("\n As of").expect("a paragraph, then a table");
        let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        let later = usize::from(order[1] == "ai-2026q3");
        for (place, card) in document["scorecards"].as_array().expect("cards").iter().enumerate() {
            let interval = format!("{} to {}", printed(&card["interval"]["low"]), printed(&card["interval"]["high"]));
            for part in [printed(&card["score"]), interval] {
                assert!(paragraph.contains(&part) && table.contains(&part), "no {part} in\n{said}");
            }
            let bounds = format!("between {} and {}", printed(&card["bounds"][0]), printed(&card["bounds"][1]));
            assert_eq!(paragraph.contains(&bounds), place == later, "{bounds}\n{paragraph}");
        }
        let like = &document["like_for_like"];
        let counted = like["counted"].as_array().expect("ids").len();
        let [x, y] = [later, 1 - later].map(|p| printed(&like["scorecards"][p]["score"]));
        let gap = x.parse::<f64>().expect("a number") - y.parse::<f64>().expect("a number");
        let side = if gap < 0.0 { "lower" } else { "higher" };
        assert!(paragraph.contains(&format!("On the {counted} indicators")), "{paragraph}");
        assert!(paragraph.contains(&format!("it is {x} against {y}: {:.1} points {side}", gap.abs())), "{paragraph}");
        assert!(table.contains(&format!("{gap:+.1}")), "no {gap:+.1} in\n{table}");
    }
}

#[test]
fn a_scorecard_leads_with_intensity_and_leverage() {
    let said = stdout(&["score", "ai-2026q3"]);
    let third = said.lines().nth(3).expect("a line below the title");
    assert!(third.contains("Intensity ") && third.contains("| Leverage "), "{third}");
    for part in ["of 100, ", "dimensions scored", "Beside the score", "Missing", "Alerts", "If calm"] {
        assert!(said.contains(part), "no `{part}` in\n{said}");
    }
}

#[test]
fn json_has_every_field_of_the_contract() {
    let document = json(&["score", "ai-2025q4", "--format", "json"]);
    assert_eq!(document["schema"], 1);
    let card = &document["scorecards"][0];
    let has = |value: &serde_json::Value, fields: &[&str]| {
        for field in fields {
            assert!(value.get(field).is_some(), "no `{field}` in {value}");
        }
    };
    has(
        card,
        &[
            "scenario",
            "as_of",
            "model",
            "model_version",
            "score",
            "band",
            "coverage",
            "bounds",
            "dimensions_scored",
            "reason",
            "without",
            "dimensions",
            "indicators",
            "alerts",
        ],
    );
    has(&card["without"], &["private", "low_confidence"]);
    has(
        &card["dimensions"][0],
        &["id", "parent", "overlay", "score", "band", "weight", "contribution", "coverage", "reason"],
    );
    has(
        &card["indicators"][0],
        &[
            "id",
            "dimension",
            "overlay",
            "value",
            "unit",
            "score",
            "unclamped",
            "weight",
            "contribution",
            "if_calm",
            "missing",
            "reason",
            "low",
            "high",
            "date",
            "source",
            "url",
            "confidence",
            "note",
        ],
    );
    has(&card["alerts"][0], &["id", "title", "fired", "since", "reason"]);
    let sum: f64 = card["indicators"]
        .as_array()
        .expect("indicators")
        .iter()
        .filter(|i| i["overlay"] == false)
        .filter_map(|i| i["contribution"].as_f64())
        .sum();
    assert!((sum - card["score"].as_f64().expect("a score")).abs() < 1e-9);

    let document = json(&["compare", "dotcom-2000q1", "ai-2025q4", "--format", "json"]);
    has(&document, &["schema", "scorecards", "like_for_like", "orders_agree", "differences"]);
    has(&document["like_for_like"], &["indicators", "weight_left", "scorecards"]);
    has(&document["differences"][0], &["a", "b", "score", "coverage", "dimensions", "indicators"]);
}

#[test]
fn csv_has_a_row_a_node() {
    let said = stdout(&["score", "ai-2025q4", "--format", "csv"]);
    let header =
        "scenario,as_of,model,kind,id,parent,overlay,value,unit,score,band,weight,contribution,coverage,missing,reason";
    assert_eq!(said.lines().next(), Some(header));
    assert!(said.lines().any(|l| l.starts_with("ai-2025q4,2025-12-31,four-dimensions,indicator,shiller_cape,")));
}

#[test]
fn exit_codes_say_what_happened() {
    assert_eq!(run(&["score", "ai-2025q4"]).0, Some(0));
    assert_eq!(run(&["score"]).0, Some(2));
    assert_eq!(run(&["score", "ai-2025q4", "--min-coverage", "50"]).0, Some(2));
    assert_eq!(run(&["compare", "ai-2025q4"]).0, Some(2));
    assert_eq!(run(&["score", "ai-2025q4", "--fail-at", "1"]).0, Some(3));
    assert_eq!(run(&["score", "ai-2025q4", "--fail-at", "99.9"]).0, Some(0));
    let (code, out, err) = run(&["score", "ai-2025q4", "ai-2025q5"]);
    assert_eq!((code, out.as_str()), (Some(1), ""), "no output, not even of the good scenario");
    assert!(err.contains("did you mean `ai-2025q4`?"), "{err}");
    let (code, _, err) = run(&["score", "ai-2025q4", "ai-2025q4"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("two scenarios are called `ai-2025q4`"), "{err}");
    assert!(run(&["score", "four-dimensions"]).2.contains("it goes with -m"));
    assert!(run(&["score", "ai-2025q4", "-m", "ai-2025q4"]).2.contains("a scenario"));
}

#[test]
fn a_scenario_without_a_score_fails_at_any_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bare.toml");
    fs::write(&path, "schema = 1\nid = 'bare'\ntitle = 'Bare'\nas_of = 2025-12-31\n[values]\nshiller_cape = 30\n")
        .expect("written");
    let code =
        |arguments: &[&str]| froth().arg("score").arg(&path).args(arguments).output().expect("it runs").status.code();
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--fail-at", "99"]), Some(3));
    assert_eq!(code(&["--fail-on-alert"]), Some(3), "undecided alerts count");
}

#[test]
fn standard_input_is_a_scenario_too() {
    let text = "schema = 1\nid = 'piped'\ntitle = 'Piped'\nextends = 'ai-2025q4'\n[values]\nshiller_cape = 44.2\n";
    let output = froth().args(["compare", "ai-2025q4", "-"]).write_stdin(text).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("piped"));
}

#[test]
fn several_models_stand_side_by_side() {
    let document = json(&[
        "score",
        "ai-2025q4",
        "dotcom-2000q1",
        "-m",
        "four-dimensions",
        "-m",
        "transmission",
        "--format",
        "json",
    ]);
    let cards: Vec<(String, String)> = document["scorecards"]
        .as_array()
        .expect("cards")
        .iter()
        .map(|c| (c["scenario"].as_str().expect("a name").to_owned(), c["model"].as_str().expect("a name").to_owned()))
        .collect();
    let wanted = [
        ("ai-2025q4", "four-dimensions"),
        ("ai-2025q4", "transmission"),
        ("dotcom-2000q1", "four-dimensions"),
        ("dotcom-2000q1", "transmission"),
    ];
    assert_eq!(cards, wanted.map(|(s, m)| (s.to_owned(), m.to_owned())));
    let document = json(&[
        "compare",
        "ai-2025q4",
        "dotcom-2000q1",
        "-m",
        "four-dimensions",
        "-m",
        "transmission",
        "--format",
        "json",
    ]);
    assert_eq!(document["models"].as_array().map(Vec::len), Some(2));
}

#[test]
fn new_writes_files_that_work_and_never_overwrites() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    for (kind, name) in [("model", "m.toml"), ("scenario", "s.toml")] {
        assert!(froth().args(["new", kind]).arg(path(name)).output().expect("it runs").status.success());
        let check = froth().arg("check").arg(path(name)).output().expect("it runs");
        assert!(
            check.status.success() && check.stderr.is_empty(),
            "{name}: {}",
            String::from_utf8_lossy(&check.stderr)
        );
    }
    let score = froth().arg("score").arg(path("s.toml")).output().expect("it runs");
    assert!(score.status.success(), "{}", String::from_utf8_lossy(&score.stderr));
    let score = froth().arg("score").arg(path("s.toml")).arg("-m").arg(path("m.toml")).output().expect("it runs");
    assert!(score.status.success(), "{}", String::from_utf8_lossy(&score.stderr));
    fs::write(path("mine.toml"), "precious").expect("written");
    let again = froth().args(["new", "model"]).arg(path("mine.toml")).output().expect("it runs");
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("nothing was overwritten"));
    assert_eq!(fs::read_to_string(path("mine.toml")).expect("still there"), "precious");
}

#[test]
fn check_reports_files_as_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = folder.path().join("bad.toml");
    fs::write(
        &bad,
        "schema = 1\nid = 'bad'\ntitle = 'B'\nas_of = 2025-12-31\n[values]\nshiler_cape = 30\n[values.x]\nvalu = 3\n",
    )
    .expect("written");
    let output = froth().arg("check").arg(&bad).args(["ai-2025q4", "--format", "json"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files = document["files"].as_array().expect("files");
    assert_eq!((files[0]["ok"].as_bool(), files[1]["ok"].as_bool()), (Some(false), Some(true)));
    let message = &files[0]["messages"][0];
    assert_eq!((message["severity"].as_str(), message["code"].as_str()), (Some("error"), Some("unknown-key")));
    assert_eq!((message["line"].as_u64(), message["column"].as_u64()), (Some(8), Some(1)));
}

#[test]
fn unused_values_are_warnings_that_quiet_hides() {
    let text = "schema = 1\nid = 'typo'\ntitle = 'Typo'\nextends = 'ai-2025q4'\n[values]\nshiler_cape = 30\n";
    let warned = froth().args(["score", "-"]).write_stdin(text).output().expect("it runs");
    assert!(warned.status.success());
    assert!(String::from_utf8_lossy(&warned.stderr).contains("did you mean `shiller_cape`?"));
    let quiet = froth().args(["score", "-", "--quiet"]).write_stdin(text).output().expect("it runs");
    assert!(quiet.status.success() && quiet.stderr.is_empty());
}

#[test]
fn show_and_list_know_every_built_in() {
    let listed = json(&["list", "--format", "json"]);
    let builtins = listed["builtins"].as_array().expect("builtins");
    for id in
        ["four-dimensions", "company", "transmission", "us-equities", "country-equities", "dotcom-2000q1", "ai-2026q3"]
    {
        assert!(builtins.iter().any(|b| b["id"] == id), "no {id}");
        assert!(stdout(&["show", id]).contains(&format!("id = \"{id}\"")));
    }
    assert!(run(&["show", "ai-2025q44"]).2.contains("did you mean"));
}

#[test]
fn colour_only_where_asked_for() {
    assert!(stdout(&["score", "ai-2025q4", "--color", "always"]).contains('\u{1b}'));
    assert!(!stdout(&["score", "ai-2025q4", "--color", "never"]).contains('\u{1b}'));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["table", "json", "csv", "markdown"] {
        let arguments = ["compare", "dotcom-2000q1", "ai-2025q4", "--format", format];
        assert_eq!(stdout(&arguments), stdout(&arguments));
    }
}

#[test]
fn help_can_be_followed_by_a_newcomer() {
    for command in [
        "",
        "list",
        "show",
        "new",
        "check",
        "score",
        "compare",
        "changes",
        "report",
        "chart",
        "uncertainty",
        "sensitivity",
        "stress",
        "track",
        "panel",
        "exuberance",
        "backtest",
        "base-rates",
        "network",
        "verify",
        "fetch",
        "update",
        "sql",
        "schema",
        "completions",
        "man",
    ] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|a| !a.is_empty()).collect();
        let said = stdout(&arguments);
        assert!(said.contains("froth ") && (said.contains("Examples:") || said.contains("Start with:")), "{said}");
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("help-{}", if command.is_empty() { "froth" } else { command }), said);
        });
    }
}
