//! What drives the ranks of a table, as the command line says it; alternatives and confidence in the model's file.

use crate::support::{froth, model, rooted, try_model};
use froth::model::{Confidence, resolved};
use std::fmt::Write;
use std::fs;

/// Six firms at two dates.
fn firms() -> String {
    let mut table = "date,entity,a,b,c\n".to_owned();
    for (year, shift) in [(2017u32, 3), (2018, 0)] {
        for (i, name) in ["Ash", "Birch", "Cedar", "Fir", "Oak", "Pine"].into_iter().enumerate() {
            let i = i as u32 + shift;
            let c = if i == 4 { String::new() } else { (5 + i * 31 % 40).to_string() };
            let _ = writeln!(table, "{year}-12-31,{name},{},{},{c}", 10 + i * 17 % 23, 50 - i * 13 % 29);
        }
    }
    table
}

const INDEX: &str = "schema = 1
id = 'firms'
title = 'Firms'
[missing]
min_coverage = 0
[defaults.indicator]
over = 'cross_section'
rule.minmax = {}
impute = 'mean'
[uncertainty]
weights = { spread = 0.3 }
normalise = ['as_given', 'zscore', { rank = { ties = 'min' } }]
impute = ['as_given', 'none']
drop_one = true
[dimension.root]
[dimension.price]
parent = 'root'
title = 'Price'
[dimension.debt]
parent = 'root'
[indicator.a]
dimension = 'price'
[indicator.b]
dimension = 'price'
[indicator.c]
dimension = 'debt'
";

struct Said {
    code: i32,
    out: String,
    err: String,
    folder: tempfile::TempDir,
}

fn run(index: &str, arguments: &[&str]) -> Said {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("m.toml"), index).expect("written");
    fs::write(folder.path().join("d.csv"), firms()).expect("written");
    let run = froth().current_dir(folder.path()).args(arguments).output().expect("it runs");
    Said {
        code: run.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&run.stdout).into_owned(),
        err: String::from_utf8_lossy(&run.stderr).into_owned(),
        folder,
    }
}

/// `froth sensitivity --panel` with few points.
fn driven(index: &str, more: &[&str]) -> Said {
    let few = ["sensitivity", "--panel", "d.csv", "-m", "m.toml", "--samples", "64", "--draws", "50", "--top", "2"];
    run(index, &[few.as_slice(), more].concat())
}

#[test]
fn the_page_says_what_drives_the_ranks() {
    let said = driven(INDEX, &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    for text in [
        "What drives the ranks at 2018-12-31: 6 with a score",
        "Mean shift of a rank, in places: mean ",
        "kinds of rules over rows",
        "weights at level 1",
        "weights at level 2",
        "an indicator left out",
        "imputation",
        "Ranks over 50 draws, seed 1",
        "In the top 2",
        "all of Price",
        "Spearman",
    ] {
        assert!(said.out.contains(text), "no {text:?} in\n{}", said.out);
    }
    let other = driven(INDEX, &["--lang", "zh-Hant", "--target", "top:2:Oak"]).out;
    for text in ["名次的影響因素", "Oak是否列入前2名", "標準化方法", "第1層權重", "剔除後"] {
        assert!(other.contains(text), "no {text:?} in\n{other}");
    }
}

#[test]
fn the_document_holds_everything_and_is_the_same_every_time() {
    let json = ["--format", "json", "--at", "2017-12-31", "--target", "top:2"];
    let said = driven(INDEX, &json);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(said.out, driven(INDEX, &json).out);
    let found: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!((&found["date"], &found["target"]), (&"2017-12-31".into(), &"top:2".into()));
    assert_eq!(found["made_from"]["flags"]["at"], "2017-12-31");
    assert_eq!(found["ranks"].as_array().expect("a list").len(), 6);
    assert_eq!(found["removals"].as_array().expect("a list").len(), 5);
    assert_eq!(found["dimensions"].as_array().expect("a list").len(), 2);
    assert_eq!(found["pairs"].as_array().expect("a list").len(), 1);
    let sources = found["sensitivity"]["indices"].as_array().expect("a list");
    assert!(sources.iter().all(|s| s["st"].is_number() && s["s1_low"].is_number()));
    let csv = driven(INDEX, &["--format", "csv"]).out;
    let mut kinds: Vec<&str> = csv.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    kinds.dedup();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["dimension", "entity", "pair", "rank_in", "source", "without_dimension", "without_indicator"]);
}

#[test]
fn wrong_usage_is_answered_with_what_to_write() {
    let said = |more: &[&str]| {
        let said = driven(INDEX, more);
        (said.code, said.err)
    };
    let (code, err) = said(&["--target", "median"]);
    assert!(code == 2 && err.contains("top:N:ENTITY"), "{err}");
    let (code, err) = said(&["--target", "rank:Oka"]);
    assert!(code == 1 && err.contains("no entity is called `Oka`") && err.contains("`Oak`"), "{err}");
    let (code, err) = said(&["--at", "2016-12-31"]);
    assert!(code == 1 && err.contains("dates run from 2017-12-31 to 2018-12-31") && err.contains("--at"), "{err}");
    let without = |arguments: &[&str]| {
        let said = run(INDEX, arguments);
        (said.code, said.err)
    };
    let (code, err) = without(&["sensitivity", "--panel", "d.csv"]);
    assert!(code == 2 && err.contains("--model"), "{err}");
    let (code, err) = without(&["sensitivity", "ai-2026q3", "--panel", "d.csv", "-m", "m.toml"]);
    assert!(code == 2 && err.contains("cannot be used with"), "{err}");
    let (code, err) = without(&["sensitivity", "ai-2026q3", "--entity-column", "x"]);
    assert!(code == 2 && err.contains("--panel DATA"), "{err}");
    let (code, err) = without(&["sensitivity"]);
    assert!(code == 2 && err.contains("SCENARIO"), "{err}");
}

#[test]
fn ranks_are_written_as_rows_as_a_document_and_as_a_chart() {
    let of = |index: &str| {
        let files = ["--ranks", "r.csv", "--ranks", "r.json", "--ranks", "r.svg", "--draws", "100"];
        run(index, &[["panel", "d.csv", "-m", "m.toml", "-o", "o.csv"].as_slice(), &files].concat())
    };
    let said = of(INDEX);
    assert_eq!(said.code, 0, "{}", said.err);
    let read = |name: &str| fs::read_to_string(said.folder.path().join(name)).expect("written");
    let csv = read("r.csv");
    assert!(
        csv.starts_with("entity,score,rank,score_p05,") && csv.contains(",share_top,rank_price,rank_debt\n"),
        "{csv}"
    );
    let json: serde_json::Value = serde_json::from_str(&read("r.json")).expect("JSON");
    assert_eq!(json["dimensions"], serde_json::json!(["price", "debt"]));
    let first = csv.lines().nth(1).expect("a row").split(',').next().expect("a name");
    assert_eq!(json["ranks"][0]["entity"], first);
    assert!(json["ranks"][0]["ranks"]["p05"].is_number());
    assert!(read("r.svg").contains("ranks move by"));
    assert!(said.err.contains(
        "r.csv, r.json, r.svg: ranks at 2018-12-31 over 100 draws of weights, drop, normalisation, imputation"
    ));
    // Data are drawn where the model says how sure they are.
    let drawn = of(&INDEX.replace("impute = 'mean'", "impute = 'mean'\nconfidence = 'low'"));
    assert!(drawn.err.contains("over 100 draws of values, weights"), "{}", drawn.err);
    let refused = run(INDEX, &["panel", "d.csv", "-m", "m.toml", "-o", "o.csv", "--ranks", "r.txt"]);
    assert!(refused.code == 1 && refused.err.contains(".csv, .json, .svg and .png"), "{}", refused.err);
    assert!(!refused.folder.path().join("o.csv").exists());
}

#[test]
fn alternatives_that_change_nothing_are_refused() {
    let said = |uncertainty: &str, indicator: &str| {
        let text = rooted(&format!("[uncertainty]\n{uncertainty}\n[indicator.x]\ndimension = 'root'\n{indicator}\n"));
        let found = try_model(&text).err();
        found.map(|found| found.iter().map(|d| d.message.clone()).collect::<String>()).unwrap_or_default()
    };
    let (plain, over) = ("rule.linear = { from = 0, to = 1 }", "rule.minmax = { over = 'cross_section' }");
    assert_eq!(said("normalise = ['as_given', 'rank']", over), "");
    assert!(said("normalise = ['rank']", plain).contains("no indicator has a rule over rows"));
    assert!(said("outliers = ['as_given', 'none']", over).contains("no indicator has a treatment of outliers"));
    assert!(said("impute = ['as_given', 'none']", over).contains("is imputed"));
    assert!(said("normalise = []", over).contains("at least one alternative"));
    assert!(said("normalise = [{ minmax = { range = [100, 1] } }]", over).contains("a range rises"));
    assert!(said("normalise = [{ zscore = { cap = 0 } }]", over).contains("cap of a z-score"));
    assert!(said("outliers = [{ treat = { skewness = 0 } }]", over).contains("must be above 0"));
    let many = format!("normalise = [{}]", vec!["'rank'"; 101].join(", "));
    assert!(said(&many, over).contains("at most 100"));
    // Logarithms need a rule over the same rows.
    let apart = format!("{over}\noutliers = {{ over = 'panel', log = false }}");
    assert!(said("outliers = ['as_given', 'treat']", &apart).contains("after a logarithm"));
    assert_eq!(said("outliers = ['as_given', { treat = { log = false } }]", &apart), "");
}

#[test]
fn a_confidence_may_be_a_default() {
    let text = rooted(
        "[defaults.indicator]\nconfidence = 'medium'\nrule.minmax = { over = 'cross_section' }\n[indicator]\n\
         a = { dimension = 'root' }\nb = { dimension = 'root', confidence = 'high' }\n",
    );
    let found: Vec<Option<Confidence>> = model(&text).indicators.iter().map(|i| i.confidence).collect();
    assert_eq!(found, [Some(Confidence::Medium), Some(Confidence::High)]);
    let written = resolved(&froth::diag::SourceFile::new("m.toml", text.as_str())).expect("fine");
    assert!(written.contains("confidence = \"medium\"") && written.contains("confidence = \"high\""), "{written}");
}

/// A table is named once by what is made from it, whatever else is written beside.
#[test]
fn a_document_of_ranks_names_the_table_once() {
    for out in ["o.csv", "o.parquet"] {
        let said = run(INDEX, &["panel", "d.csv", "-m", "m.toml", "-o", out, "--ranks", "r.json", "--draws", "50"]);
        assert_eq!(said.code, 0, "{}", said.err);
        let json = fs::read_to_string(said.folder.path().join("r.json")).expect("ranks");
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["made_from"]["data"].as_array().map(Vec::len), Some(1), "{}", json["made_from"]);
    }
}
