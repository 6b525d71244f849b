//! Published tables come out as published, and a report that somebody has changed is caught.

use crate::support::{close, froth, json, stdout};
use froth::diag::SourceFile;
use froth::model::Model;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn verify(arguments: &[&str], folder: &Path) -> (Option<i32>, String, String) {
    let output = froth().arg("verify").args(arguments).arg(folder).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn published_tables_are_reproduced() {
    let document = json(&["verify", "--format", "json"]);
    assert_eq!((document["schema"].as_u64(), document["ok"].as_bool()), (Some(1), Some(true)));
    let tables = document["tables"].as_array().expect("tables");
    let ids: Vec<&str> = tables.iter().filter_map(|t| t["id"].as_str()).collect();
    let wanted = [
        "tai_equal_weights",
        "tai_budget_allocation",
        "tai_geometric",
        "z_scores",
        "min_max",
        "means",
        "g_function",
        "ishigami",
        "critical_values",
    ];
    assert_eq!(ids, wanted);
    for table in tables {
        assert!(table["source"].as_str().is_some_and(|s| s.contains("20") || s.contains("1990")), "{table}");
        for check in table["checks"].as_array().expect("checks") {
            let number = |field: &str| check[field].as_f64().expect("a number");
            assert!((number("published") - number("computed")).abs() <= number("within") + 1e-9, "{check}");
        }
    }
    // Equal weights of the goalposts: the index to three digits.
    let items: Vec<&str> =
        tables[0]["checks"].as_array().expect("checks").iter().filter_map(|c| c["item"].as_str()).collect();
    assert_eq!(items.len(), 23);
    for item in [
        "Finland (0.745)",
        "United States (0.733)",
        "Sweden (0.704)",
        "Japan (0.698)",
        "Korea (0.666)",
        "Netherlands (0.630)",
    ] {
        assert!(items.contains(&item), "no {item} in {items:?}");
    }
    // Three standard errors are no licence: simulated numbers are close.
    for table in &tables[6..8] {
        for check in table["checks"].as_array().expect("checks") {
            assert!(check["within"].as_f64().is_some_and(|w| w < 0.05), "{check}");
        }
    }
    let said = stdout(&["verify"]);
    assert!(said.contains("agree") && said.contains("Handbook on Constructing Composite Indicators"), "{said}");
    let rows = stdout(&["verify", "--format", "csv"]);
    assert_eq!(
        rows.lines().count(),
        1 + tables.iter().map(|t| t["checks"].as_array().expect("checks").len()).sum::<usize>()
    );
    assert!(stdout(&["verify", "--format", "markdown"]).starts_with("# "));
}

#[test]
fn models_for_the_tables_are_sound_and_stay_out_of_the_list() {
    let listed = stdout(&["list"]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/panel/verify");
    let mut models = 0;
    for path in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
        if path.extension().is_some_and(|e| e == "toml") {
            let text = fs::read_to_string(&path).expect("read");
            let (model, _) = Model::parse(&SourceFile::new("model.toml", text)).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(path.file_stem().and_then(|s| s.to_str()), Some(model.id.as_str()));
            assert!(!listed.contains(&model.id) && !model.references.is_empty(), "{}", model.id);
            models += 1;
        }
    }
    assert_eq!(models, 6);
}

/// One report, verified as it is and after each of several changes.
#[test]
fn a_report_is_recomputed_and_a_changed_one_is_caught() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("report");
    let arguments = ["report", "ai-2025q4", "--min-coverage", "0.55", "--quiet", "-o"];
    assert!(froth().args(arguments).arg(&folder).output().expect("it runs").status.success());
    let manifest = fs::read_to_string(folder.join("manifest.json")).expect("there");
    assert!(manifest.contains("\"made_from\"") && manifest.contains("0.55"), "{manifest}");
    let file = |name: &str| folder.join(name);

    let (code, said, errors) = verify(&["--format", "json"], &folder);
    let document: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, document["ok"].as_bool()), (Some(0), Some(true)), "{said}{errors}");
    for file in document["files"].as_array().expect("files") {
        assert!(file["numbers"].as_u64().is_some_and(|n| n > 50), "{file}");
    }

    // A score a thousandth higher, and a share of draws that is gone.
    let original = fs::read_to_string(folder.join("scorecards.json")).expect("there");
    let mut cards: serde_json::Value = serde_json::from_str(&original).expect("JSON");
    let score = cards["scorecards"][0]["score"].as_f64().expect("a score");
    cards["scorecards"][0]["score"] = (score + 0.001).into();
    fs::write(folder.join("scorecards.json"), cards.to_string()).expect("written");
    let (code, said, _) = verify(&[], &folder);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("scorecards[ai-2025q4].score") && said.contains("differences: 1;"), "{said}");
    let (_, rows, _) = verify(&["--format", "csv"], &folder);
    assert!(rows.lines().nth(1).is_some_and(|row| row.starts_with("scorecards.json,sha256,")), "{rows}");
    let row: Vec<&str> = rows.lines().nth(2).expect("a row").split(',').collect();
    assert_eq!(row[..2], ["scorecards.json", "scorecards[ai-2025q4].score"]);
    close(row[3].parse().expect("a number"), score);
    fs::write(folder.join("scorecards.json"), &original).expect("written");

    // A page that somebody has edited, a chart that is gone: no number differs, and yet it is not what was written.
    let page = fs::read_to_string(file("report.md")).expect("there");
    fs::write(file("report.md"), page.replace("moderate", "harmless")).expect("written");
    let chart = fs::read(file("charts/rows.svg")).expect("there");
    fs::remove_file(file("charts/rows.svg")).expect("removed");
    let (code, said, _) = verify(&[], &folder);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("report.md has been changed since: its SHA-256 was"), "{said}");
    assert!(said.contains("charts/rows.svg is gone") && !said.contains("differences:"), "{said}");
    fs::write(file("report.md"), page).expect("written");
    fs::write(file("charts/rows.svg"), chart).expect("written");

    // A manifest from anywhere reads nothing outside the folder, and nothing without an end.
    let mut foreign: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    for name in ["/dev/zero", "../outside"] {
        foreign["sha256"][name] = "00".into();
    }
    fs::write(place.path().join("outside"), "mine").expect("written");
    fs::write(file("manifest.json"), foreign.to_string()).expect("written");
    let (code, said, _) = verify(&[], &folder);
    assert!(code == Some(1) && said.contains("/dev/zero is gone") && said.contains("../outside is gone"), "{said}");

    // Another version of the program is said, and is no difference by itself.
    let version = format!("\"froth\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(manifest.contains(&version), "{manifest}");
    fs::write(file("manifest.json"), manifest.replace(&version, "\"froth\": \"0.0.1\"")).expect("written");
    let (code, said, _) = verify(&[], &folder);
    assert!(code == Some(0) && said.contains("It was made by froth 0.0.1; this is froth"), "{said}");

    // A manifest as a killed run leaves it, one with names alone, and one without any.
    let mut part: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    part["made_from"]["scenarios"] = serde_json::json!(["ai-2025q4"]);
    let names = part.to_string();
    part["made_from"]["scenarios"] = serde_json::json!([]);
    let nothing = part.to_string();
    let fields = part.as_object_mut().expect("an object");
    fields.retain(|name, _| name != "sha256" && name != "made_from");
    for text in [part.to_string(), names, nothing] {
        fs::write(file("manifest.json"), text).expect("written");
        let (code, said, errors) = verify(&[], &folder);
        assert!(code == Some(1) && said.is_empty(), "{said}");
        assert!(errors.contains("does not say what the report was made from") && errors.contains("help"), "{errors}");
    }

    // A scenario of one's own that is gone, and one that was never a file.
    for (name, wanted) in [("./gone.toml", "made from ./gone.toml, which is not found"), ("-", "standard input")] {
        fs::write(folder.join("manifest.json"), manifest.replace("\"ai-2025q4\"", &format!("\"{name}\"")))
            .expect("written");
        let (code, said, errors) = verify(&[], &folder);
        assert!(code == Some(1) && said.is_empty() && errors.contains(wanted), "{errors}");
    }
    fs::write(folder.join("robustness.json"), "{").expect("written");
    let (code, _, errors) = verify(&[], &folder);
    assert!(code == Some(1) && errors.contains("robustness.json is not valid JSON"), "{errors}");
}

#[test]
fn what_is_no_report_is_said_to_be_none() {
    let place = tempfile::tempdir().expect("a folder");
    let (code, said, errors) = verify(&[], &place.path().join("nowhere"));
    assert!(code == Some(1) && said.is_empty() && errors.contains("nowhere does not exist"), "{errors}");
    let (code, _, errors) = verify(&[], place.path());
    assert!(code == Some(1) && errors.contains("no folder of a report"), "{errors}");
    for name in ["scorecards.json", "robustness.json", "manifest.json"] {
        fs::write(place.path().join(name), "{}").expect("written");
    }
    let (code, _, errors) = verify(&[], place.path());
    assert!(code == Some(1) && errors.contains("does not say what the report was made from"), "{errors}");
    let (code, _, errors) = verify(&[], &place.path().join("scorecards.json"));
    assert!(code == Some(1) && errors.contains("is not a folder"), "{errors}");
}

/// Tables that users bring are not shipped: made-up ones are told apart from what was published, number by number.
#[test]
fn published_numbers_are_recomputed_from_tables_that_users_bring() {
    let folder = tempfile::tempdir().expect("a folder");
    let crises = folder.path().join("crises.csv");
    // The trees are right in every pair, the logit in every second one.
    fs::write(
        &crises,
        "year,iso,crisis,extree,logreg\n1900,A,0,0.1,0.2\n1901,A,1,0.9,0.3\n1900,B,0,0.2,0.4\n1901,B,1,0.8,0.3\n",
    )
    .expect("written");
    let industries = folder.path().join("industries.csv");
    let mut text = "date,industry,price,market,firms\n".to_owned();
    for month in 0..120 {
        // Trebles in two years, and halves after.
        let price = [1.0, 3.0, 1.4][month / 24 % 3] * 100.0;
        let (year, month) = (1950 + month / 12, 1 + month % 12);
        let _ = write!(text, "{year}-{month:02},a,{price},100,12\n{year}-{month:02},b,{price},100,5\n");
    }
    fs::write(&industries, text).expect("written");
    let out = froth()
        .args(["verify", "--data", &format!("crises={}", crises.display())])
        .args(["--data", &format!("industries={}", industries.display()), "--format", "json"])
        .assert()
        .code(1);
    let found: serde_json::Value = serde_json::from_slice(&out.get_output().stdout).expect("JSON");
    let computed = |table: usize, check: usize| found["tables"][table]["checks"][check]["computed"].as_f64();
    assert_eq!((computed(0, 0), computed(0, 1)), (Some(1.0), Some(0.5)));
    assert_eq!(found["tables"][0]["id"], "crises");
    // One run-up each, of the industry with enough firms alone.
    assert_eq!(found["tables"][1]["id"], "run_ups");
    assert_eq!(found["tables"][1]["checks"][2]["item"], "150 %: 1 of 1");
    assert_eq!(computed(1, 2), Some(1.0));
    froth().args(["verify", "--data", "prices=x.csv"]).assert().code(2);
    froth().args(["verify", "report", "--data", "crises=x.csv"]).assert().code(2);
}
