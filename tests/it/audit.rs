//! Audits: statistics against closed forms and direct computation, and every kind of bad input answered in words.

use crate::support::{froth, json, model, scenario, stdout};
use froth::audit;
use froth::diag::Code;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A root with children on the scale from 0 to 100: ids and weights.
fn flat(children: &[(&str, f64)]) -> String {
    let mut text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n".to_owned();
    for (id, weight) in children {
        let _ = write!(
            text,
            "[indicator.{id}]\ndimension = 'root'\nweight = {weight:?}\nrule.linear = {{ from = 0, to = 100 }}\n"
        );
    }
    text
}

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
    written: Option<String>,
}

/// `froth panel` on a table under a model, with `--audit`.
fn run(model: &str, table: &str, more: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("m.toml"), model).expect("written");
    fs::write(folder.path().join("data.csv"), table).expect("written");
    let mut command = froth();
    command.current_dir(folder.path()).args(["panel", "data.csv", "-m", "m.toml", "-o", "out.csv", "--audit"]);
    let output = command.args(more).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        written: fs::read_to_string(folder.path().join("out.csv")).ok(),
    }
}

fn audited(model: &str, table: &str, more: &[&str]) -> Value {
    let more: Vec<&str> = more.iter().copied().chain(["--format", "json"]).collect();
    let run = run(model, table, &more);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    // JSON knows no NaN: a number that is none would not parse, and null has a reason beside it.
    let found: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}\n{}", run.stdout));
    reasoned(&found);
    found
}

/// Every statistic is a number or says why there is none.
fn reasoned(value: &Value) {
    match value {
        Value::Object(fields) => {
            if let (Some(value), Some(reason)) = (fields.get("value"), fields.get("reason")) {
                assert_ne!(value.is_null(), reason.is_null(), "{fields:?}");
            }
            fields.values().for_each(reasoned);
        }
        Value::Array(items) => items.iter().for_each(reasoned),
        _ => {}
    }
}

fn by_id<'a>(list: &'a Value, id: &str) -> &'a Value {
    list.as_array().expect("a list").iter().find(|x| x["id"] == id).unwrap_or_else(|| panic!("no {id} in {list}"))
}

fn codes(found: &Value) -> Vec<&str> {
    found["findings"].as_array().expect("a list").iter().map(|f| f["code"].as_str().expect("text")).collect()
}

fn message<'a>(found: &'a Value, code: &str) -> &'a str {
    let all = found["findings"].as_array().expect("a list");
    let one = all.iter().find(|f| f["code"] == code).unwrap_or_else(|| panic!("no {code} in {all:?}"));
    one["message"].as_str().expect("text")
}

/// A table of days with these columns.
fn table(names: &str, rows: impl IntoIterator<Item = Vec<f64>>) -> String {
    let mut text = format!("date,{names}\n");
    let mut day = jiff::civil::date(2000, 1, 1);
    for row in rows {
        let cells: Vec<String> = row.iter().map(|x| if x.is_nan() { String::new() } else { x.to_string() }).collect();
        let _ = writeln!(text, "{day},{}", cells.join(","));
        day = day.tomorrow().expect("a day");
    }
    text
}

#[test]
fn on_a_full_grid_effective_weights_are_squared_weights_and_alpha_is_zero() {
    // Independent columns of one variance under a weighted mean: r_i^2 = w_i^2 / sum w^2, and the sum's variance is the sum of
    // variances, so that alpha is 0.
    let rows = (0..100).map(|n| vec![f64::from(n % 10) * 10.0, f64::from(n / 10) * 10.0]);
    let found = audited(&flat(&[("x", 3.0), ("y", 1.0)]), &table("x,y", rows), &[]);
    for (id, w) in [("x", 0.75), ("y", 0.25)] {
        let weight = &by_id(&found["indicators"], id)["weight"];
        let effective = w * w / (0.75 * 0.75 + 0.25 * 0.25);
        assert!((weight["nominal"].as_f64().unwrap() - w).abs() < 1e-12);
        assert!((weight["effective"]["value"].as_f64().unwrap() - effective).abs() < 1e-12, "{weight}");
        assert!((weight["ratio"]["value"].as_f64().unwrap() - effective / w).abs() < 1e-12);
        assert_eq!(weight["rows"], 100);
    }
    let root = by_id(&found["dimensions"], "root");
    assert!(root["alpha"]["value"].as_f64().unwrap().abs() < 1e-12);
    assert!(root["alpha_standardised"]["value"].as_f64().unwrap().abs() < 1e-12);
    assert!(root["pairs"][0]["correlation"]["value"].as_f64().unwrap().abs() < 1e-12);
    // x or y below 25 (3 of 10 each) beside the other above 75 (2 of 10): 2 * 0.3 * 0.2.
    assert!((root["compensated"]["value"].as_f64().unwrap() - 0.12).abs() < 1e-12);
    // A weight of a quarter has a tenth of the influence.
    assert!(codes(&found).contains(&"effective-weight"));
    assert!(message(&found, "effective-weight").contains("`y` weighs 25 % and has 10 % of the influence"));
}

/// Over the rows in which both are numbers.
fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let both: Vec<(f64, f64)> =
        a.iter().copied().zip(b.iter().copied()).filter(|(a, b)| !a.is_nan() && !b.is_nan()).collect();
    let n = both.len() as f64;
    let mean = both.iter().fold((0.0, 0.0), |m, (a, b)| (m.0 + a / n, m.1 + b / n));
    let sum = |f: &dyn Fn(f64, f64) -> f64| both.iter().map(|(a, b)| f(a - mean.0, b - mean.1)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

#[test]
fn correlations_are_those_of_the_columns_written_beside_them() {
    // More rows than are scored at once, with gaps.
    let noise = |row: usize, column: usize| ((row * 7919 + column * 104_729) % 1009) as f64 / 10.09;
    let rows = (0..3000).map(|row| {
        let x = noise(row, 1);
        let gap = |column: usize, x: f64| if (row * 31 + column * 17).is_multiple_of(7) { f64::NAN } else { x };
        vec![gap(1, x), gap(2, 0.6 * x + 0.4 * noise(row, 2)), gap(3, 100.0 - 0.5 * x - 0.5 * noise(row, 3))]
    });
    let (text, table) = (flat(&[("x", 2.0), ("y", 1.0), ("z", 1.0)]), table("x,y,z", rows));
    let found = audited(&text, &table, &[]);
    let written = run(&text, &table, &[]).written.expect("scores");
    let header: Vec<&str> = written.lines().next().expect("a header").split(',').collect();
    let column = |name: &str| -> Vec<f64> {
        let place = header.iter().position(|h| *h == name).unwrap_or_else(|| panic!("no {name} in {header:?}"));
        written.lines().skip(1).map(|l| l.split(',').nth(place).unwrap().parse().unwrap_or(f64::NAN)).collect()
    };
    let score = column("score");
    for id in ["x", "y", "z"] {
        let weight = &by_id(&found["indicators"], id)["weight"];
        let by_hand = pearson(&column(&format!("normalised_{id}")), &score);
        assert!((weight["correlation"]["value"].as_f64().unwrap() - by_hand).abs() < 1e-10, "{id}: {weight}");
    }
    for pair in by_id(&found["dimensions"], "root")["pairs"].as_array().unwrap() {
        let name = |key: &str| format!("normalised_{}", pair[key].as_str().unwrap());
        let by_hand = pearson(&column(&name("a")), &column(&name("b")));
        assert!((pair["correlation"]["value"].as_f64().unwrap() - by_hand).abs() < 1e-10, "{pair}");
    }
    let effective: f64 = ["x", "y", "z"]
        .iter()
        .map(|id| by_id(&found["indicators"], id)["weight"]["effective"]["value"].as_f64().unwrap())
        .sum();
    assert!((effective - 1.0).abs() < 1e-12);
    // z falls when x and y rise, and is named.
    assert!(message(&found, "works-against").contains("`z`"), "{}", message(&found, "works-against"));
    let z = by_id(&by_id(&found["dimensions"], "root")["children"], "z");
    assert!(z["item_rest"]["value"].as_f64().unwrap() < 0.0);
}

#[test]
fn a_constant_score_is_said_first() {
    let found = audited(&flat(&[("x", 1.0), ("y", 1.0)]), &table("x,y", (0..5).map(|_| vec![40.0, 60.0])), &[]);
    assert_eq!(codes(&found)[0], "constant-score");
    assert_eq!(message(&found, "constant-score"), "the score is 50.0 in all 5 rows that have one");
    let weight = &by_id(&found["indicators"], "x")["weight"];
    assert_eq!(weight["effective"]["reason"], "it is constant where both have a score");
    assert_eq!(found["sd"]["value"], 0.0);
    // Indicators that cancel: they move, the score does not.
    let cancel = (0..5).map(|n| vec![f64::from(n) * 10.0, 100.0 - f64::from(n) * 10.0]);
    let found = audited(&flat(&[("x", 1.0), ("y", 1.0)]), &table("x,y", cancel), &[]);
    assert_eq!(codes(&found)[0], "constant-score");
    let weight = &by_id(&found["indicators"], "x")["weight"];
    assert_eq!(weight["correlation"]["reason"], "the score is constant where both have a score");
    assert_eq!(by_id(&found["dimensions"], "root")["alpha"]["reason"], "the sum of its children does not vary");
}

#[test]
fn rows_without_any_score_are_said_and_nothing_is_invented() {
    let text = flat(&[("x", 1.0), ("y", 1.0)]);
    let found = audited(&text, &table("z", (0..4).map(|n| vec![f64::from(n)])), &["--allow-missing"]);
    assert_eq!(codes(&found)[0], "constant-score");
    assert_eq!(message(&found, "constant-score"), "none of 4 rows has a score");
    assert!(message(&found, "cannot-move").contains("no row has its score"));
    assert_eq!(found["mean"]["reason"], "no row has a score");
    assert_eq!(by_id(&found["indicators"], "x")["missing"], 1.0);
    // On a page, a dash: no NaN anywhere, in any format.
    for format in ["table", "markdown", "csv", "json"] {
        let said = run(&text, "date,z\n2000-01-01,1\n", &["--allow-missing", "--format", format]).stdout;
        assert!(!said.to_lowercase().contains("nan") && !said.contains("inf"), "{said}");
        assert!(said.contains("none of 1 row has a score"), "{said}");
    }
}

#[test]
fn an_entity_without_values_is_named() {
    let text = "date,entity,x,y\n2000-01-01,a,10,30\n2000-01-01,b,,\n2000-01-02,a,20,10\n2000-01-02,b,NaN,.\n2000-01-03,a,40,5\n";
    let found = audited(&flat(&[("x", 1.0), ("y", 1.0)]), text, &[]);
    assert_eq!(message(&found, "no-values"), "1 of 2 entities has no value in any row: `b`");
    assert_eq!((&found["entities"], &found["entities_without_values"][0]), (&2.into(), &"b".into()));
    // The others are audited all the same.
    assert_eq!(by_id(&found["indicators"], "x")["weight"]["rows"], 3);
}

/// Two rules that compare the rows of a date.
const COMPARING: &str = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n\
    [indicator.a]\ndimension = 'root'\nrule.minmax = { over = 'cross_section' }\n\
    [indicator.b]\ndimension = 'root'\nrule.zscore = { over = 'cross_section', inverse = true }\n";

#[test]
fn an_entity_with_values_is_not_said_to_have_none() {
    let model = COMPARING.replace("[indicator.a]\n", "[indicator.a]\noutliers = { over = 'cross_section' }\n");
    let rows = [
        ("X", "1", "5"),
        ("Y", "1", "4"),
        ("Z", "1", "2"),
        ("W", "1", "7"),
        ("V", "", "9"),
        ("U", "1", ""),
        ("T", "100000", "3"),
        ("N", "", ""),
    ];
    let mut text = "date,entity,a,b\n".to_owned();
    for (entity, a, b) in rows {
        let _ = writeln!(text, "2020-01-01,{entity},{a},{b}");
    }
    let found = audited(&model, &text, &[]);
    assert_eq!(message(&found, "no-values"), "1 of 8 entities has no value in any row: `N`");
    assert_eq!(
        message(&found, "unscored"),
        "1 of 8 entities has values, and no indicator has a score in any of its rows: `U`"
    );
    assert_eq!(
        (&found["entities_without_values"][0], &found["entities_without_scores"][0]),
        (&"N".into(), &"U".into())
    );
    let why = "`a` does not move the score on these rows: no row has its score: winsorising its outliers made all numbers that its rule compares equal";
    assert_eq!(message(&found, "cannot-move"), why);
}

#[test]
fn zeros_at_an_end_of_a_series_are_found() {
    let cape = |n: i32| if n < 99 { f64::from(25 + n % 7) } else { 0.0 };
    let found = audited(&flat(&[("cape", 1.0)]), &table("cape", (0..118).map(|n| vec![cape(n)])), &[]);
    let said = message(&found, "constant-end");
    assert_eq!(
        said,
        "`cape` has one value in all rows at an end, and varies elsewhere: 0 in its last 19 rows (2000-04-09 to 2000-04-27)"
    );
    let help =
        found["findings"].as_array().unwrap().iter().find(|f| f["code"] == "constant-end").unwrap()["help"].clone();
    assert!(help.as_str().unwrap().contains("--zero-is-missing cape"), "{help}");
    let end = &found["constant_ends"][0];
    assert_eq!(
        (&end["rows"], &end["value"], &end["at_end"], &end["from"]),
        (&19.into(), &0.0.into(), &true.into(), &"2000-04-09".into())
    );
    // Taken as missing they are no finding, and under another name the column is the data's.
    let values = table("Close", (0..118).map(|n| vec![cape(n)]));
    let map = ["--map", "cape=Close"];
    assert!(message(&audited(&flat(&[("cape", 1.0)]), &values, &map), "constant-end").starts_with("`Close` has"));
    let taken = audited(&flat(&[("cape", 1.0)]), &values, &["--map", "cape=Close", "--zero-is-missing", "Close"]);
    assert!(!codes(&taken).contains(&"constant-end"), "{taken}");
}

#[test]
fn a_constant_end_is_found_entity_by_entity_and_in_what_a_formula_uses() {
    let model = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n\
        [indicator.ratio]\ndimension = 'root'\nformula = 'debt / sales'\nrule.linear = { from = 0, to = 10 }\n";
    let mut text = "date,entity,debt,sales\n".to_owned();
    for month in 1..=12 {
        // The debt of B is carried on from May on; its sales and all of A vary.
        let held = if month < 5 { month } else { 9 };
        let _ = writeln!(
            text,
            "2020-{month:02}-28,A,{},{}\n2020-{month:02}-28,B,{held},{}",
            month % 5,
            month + 1,
            month % 7 + 1
        );
    }
    let found = audited(model, &text, &[]);
    let said = message(&found, "constant-end");
    assert_eq!(
        said,
        "`debt` has one value in all rows at an end, and varies elsewhere: `B`: 9 in its last 8 rows (2020-05-28 to 2020-12-28)"
    );
    assert_eq!(codes(&found).iter().filter(|c| **c == "constant-end").count(), 1);
    let chinese = run(model, &text, &["--lang", "zh-Hant"]).stdout;
    assert!(chinese.contains("`debt`的首尾有多列都是同一數值"), "{chinese}");
}

#[test]
fn a_table_without_any_score_says_why() {
    let said = |model: &str, table: &str, more: &[&str]| {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("m.toml"), model).expect("written");
        fs::write(folder.path().join("data.csv"), table).expect("written");
        let mut command = froth();
        command.current_dir(folder.path()).args(["panel", "data.csv", "-m", "./m.toml", "-o", "out.csv"]).args(more);
        let output = command.output().expect("it runs");
        assert!(folder.path().join("out.csv").exists(), "what was asked for is written");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let alone = "its rule compares the rows of a date (`cross_section`), and no date has two with a value of it";
    let (code, text) = said(COMPARING, "date,entity,a,b\n2020,X,1,5\n2021,X,2,4\n", &[]);
    assert_eq!(code, Some(0));
    assert!(text.contains(&format!("no row has a score:\n  `a`, `b`: {alone}\n")), "{text}");
    assert_eq!(said(COMPARING, "date,entity,a,b\n2020,X,1,5\n2021,X,2,4\n", &["--fail-if-empty"]).0, Some(1));
    assert_eq!(said(COMPARING, "date,entity,a,b\n2020,X,1,5\n2020,Y,2,4\n", &["--fail-if-empty"]).0, Some(0));
    let (_, text) = said(COMPARING, "date,entity,a,b\n2020,X,1,\n2020,Y,1,\n", &[]);
    assert!(text.contains("`a`: all numbers that its rule compares are equal"), "{text}");
    assert!(text.contains("`b`: no row has a value of it"), "{text}");
    let history = COMPARING.replace("cross_section", "full_history");
    let (_, text) = said(&history, "date,entity,a,b\n2020,X,1,5\n2020,Y,2,4\n", &[]);
    assert!(text.contains("`a`, `b`: its rule compares the rows of an entity, and no entity has two"), "{text}");
    let logs = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n\
        [indicator.x]\ndimension = 'root'\nrule.log = { from = 1, to = 10 }\n\
        [indicator.y]\ndimension = 'root'\nformula = 'p / q'\nrule.linear = { from = 1, to = 10 }\n\
        [indicator.z]\ndimension = 'root'\nrequires = 'p > 5'\nrule.linear = { from = 1, to = 10 }\n";
    let (_, text) = said(logs, "date,x,p,q,z\n2020,-1,1,0,4\n2021,-2,2,0,5\n", &[]);
    for part in [
        "`x`: its rule has no score for any of its values",
        "`y`: its formula, transforms or denominator give no value in any row",
        "`z`: its `requires` holds in no row",
    ] {
        assert!(text.contains(part), "no `{part}` in {text}");
    }
    // Scores there are, and too few of them.
    let thin =
        flat(&[("x", 1.0), ("y", 3.0)]).replace("[dimension.root]", "[missing]\nmin_coverage = 0.6\n[dimension.root]");
    let (_, text) = said(&thin, "date,x,y\n2020,5,\n2021,6,\n", &[]);
    assert!(text.contains("`y`: no row has a value of it"), "{text}");
    assert!(
        text.contains("`root`: in no row has enough of its weight data, 25 % at most, and 60 % is needed"),
        "{text}"
    );
    // Nothing is said where a row has a score.
    let (_, text) = said(&thin, "date,x,y\n2020,5,\n2021,6,7\n", &[]);
    assert!(!text.contains("no row has a score"), "{text}");
}

#[test]
fn a_singular_matrix_is_said_instead_of_inverted() {
    let rows = (0..6).map(|n| {
        let (x, y) = (f64::from(n) * 10.0, f64::from(n * n));
        vec![x, y, f64::midpoint(x, y)]
    });
    let found = audited(&flat(&[("x", 1.0), ("y", 1.0), ("z", 1.0)]), &table("x,y,z", rows), &[]);
    let root = by_id(&found["dimensions"], "root");
    for child in root["children"].as_array().unwrap() {
        assert!(child["explained"]["reason"].as_str().unwrap().contains("singular"), "{child}");
    }
    // What needs no inverse is there.
    assert!(root["alpha"]["value"].as_f64().unwrap() > 0.9);
    let said = found["findings"].as_array().unwrap().iter().any(|f| {
        f["code"] == "redundant" && f["message"].as_str().unwrap().contains("a child follows exactly from others")
    });
    assert!(said, "{}", found["findings"]);
}

#[test]
fn weights_from_the_rows_are_not_held_against_those_of_the_file() {
    let rows = (0..30).map(|n| vec![f64::from(n * 37 % 101), f64::from(n * 53 % 97)]);
    let text = flat(&[("x", 9.0), ("y", 1.0)]).replace("[dimension.root]", "[dimension.root]\nweights = 'equal'");
    let found = audited(&text, &table("x,y", rows.clone()), &[]);
    assert_eq!(by_id(&found["indicators"], "x")["weight"]["nominal"], 0.5, "equal weights are the model's own");
    let text = text.replace("weights = 'equal'", "weights = { pca = { over = 'full_history' } }");
    let found = audited(&text, &table("x,y", rows), &[]);
    let reason = &by_id(&found["indicators"], "x")["weight"]["ratio"]["reason"];
    assert!(reason.as_str().unwrap().contains("comes from the rows"), "{found}");
    assert!(!codes(&found).contains(&"effective-weight"));
}

#[test]
fn two_rows_make_no_statistic() {
    let found = audited(&flat(&[("x", 1.0), ("y", 1.0)]), &table("x,y", [vec![1.0, 2.0], vec![3.0, 5.0]]), &[]);
    let reason = &by_id(&found["indicators"], "x")["weight"]["effective"]["reason"];
    assert_eq!(reason, "2 rows have both, and 3 are needed");
    let alpha = &by_id(&found["dimensions"], "root")["alpha"]["reason"];
    assert_eq!(alpha, "2 rows have all of its children, and 3 are needed");
}

#[test]
fn indicators_that_do_not_move_and_ends_inside_the_data_are_named() {
    let rows = (0..20).map(|n| vec![f64::from(n) * 12.0, 500.0 + f64::from(n), 50.0 + f64::from(n % 3)]);
    let found = audited(&flat(&[("x", 1.0), ("y", 1.0), ("z", 0.0)]), &table("x,y,z", rows), &[]);
    let stuck: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["code"] == "cannot-move")
        .map(|f| f["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        stuck,
        [
            "`y` does not move the score on these rows: it scores 100.0 in every row that has it",
            "`z` does not move the score on these rows: its weight, or that of a dimension above it, is 0"
        ]
    );
    // 108 and more: 11 of 20.
    assert!(message(&found, "clamped").starts_with("`x` is clamped at 100 in 55 % of its rows"));
    assert_eq!(by_id(&found["indicators"], "y")["at_100"]["value"], 1.0);
}

#[test]
fn scores_written_beside_an_audit_are_those_without_it() {
    let rows = (0..50).map(|n| vec![f64::from(n * 37 % 101), f64::from(n * 53 % 97)]);
    let (text, table) = (flat(&[("x", 1.0), ("y", 2.0)]), table("x,y", rows));
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("m.toml"), &text).unwrap();
    fs::write(folder.path().join("data.csv"), &table).unwrap();
    let mut plain = froth();
    plain.current_dir(folder.path()).args(["panel", "data.csv", "-m", "m.toml", "-o", "plain.csv"]);
    let output = plain.output().expect("it runs");
    assert!(output.status.success() && output.stdout.is_empty(), "without --audit nothing is printed");
    let run = run(&text, &table, &["--quiet"]);
    let scores = |text: &str| text.lines().map(|l| l.split(',').nth(1).unwrap().to_owned()).collect::<Vec<_>>();
    let plain = fs::read_to_string(folder.path().join("plain.csv")).unwrap();
    assert_eq!(scores(&plain), scores(run.written.as_deref().expect("scores")));
    assert_eq!(run.stderr, "");
}

#[test]
fn a_format_without_an_audit_is_wrong_usage() {
    let arguments = ["panel", "no.csv", "-m", "us-equities", "-o", "out.csv", "--format", "json"];
    let output = froth().args(arguments).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--audit"));
}

#[test]
fn the_page_of_a_panel() {
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[dimension.a]\nparent = 'root'\nweight = 3\n\
        [dimension.b]\nparent = 'root'\n\
        [indicator.x]\ndimension = 'a'\nrule.linear = { from = 0, to = 100 }\n\
        [indicator.y]\ndimension = 'a'\nrule.linear = { from = 0, to = 100 }\n\
        [indicator.z]\ndimension = 'a'\nrule.linear = { from = 100, to = 0 }\n\
        [indicator.w]\ndimension = 'b'\nrule.linear = { from = 0, to = 50 }\n";
    let rows = (0..40).map(|n| {
        let x = f64::from(n * 37 % 101);
        vec![x, 0.9 * x + f64::from(n % 5), f64::midpoint(x, f64::from(n * 61 % 97)), f64::from(n * 29 % 83)]
    });
    let run = run(text, &table("x,y,z,w", rows), &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!("audit-panel", run.stdout);
}

// ---------------------------------------------------------------- check --audit

const MODEL: &str = "schema = 1\nid = 'm'\ntitle = 'M'\n[scale]\nfrozen = 2022-11-30\n\
    [dimension.root]\n[dimension.a]\nparent = 'root'\n[dimension.b]\nparent = 'root'\n[dimension.top]\nparent = 'root'\naggregate = 'max'\n\
    [indicator.x]\ndimension = 'a'\nsource = 'Ritter, table 9'\nrule.linear = { from = 10, to = 60 }\ncalm = 'C1 median 1980-2019'\nworst = 'W1 record, 2024'\n\
    [indicator.y]\ndimension = 'a'\nsource = 'Ritter: monthly file'\nrule.linear = { from = 0, to = 42.5 }\ncalm = 'C4 none'\nworst = 'W1 record'\n\
    [indicator.only]\ndimension = 'b'\nrule.linear = { from = 0, to = 100 }\ncalm = 'C4 none'\n\
    [indicator.idle]\ndimension = 'b'\nweight = 0\nrule.linear = { from = 0, to = 100 }\n\
    [indicator.low]\ndimension = 'top'\nweight = 2\nrule.step = { edges = [1], scores = [0, 40] }\ncalm = 'c'\nworst = 'w'\n\
    [indicator.high]\ndimension = 'top'\nrule.step = { edges = [1], scores = [50, 100] }\ncalm = 'c'\nworst = 'w'\n\
    [indicator.flat]\ndimension = 'a'\nrule.step = { edges = [1], scores = [30, 30] }\ncalm = 'c'\nworst = 'w'\n";

const SCENARIO: &str = "schema = 1\nid = 's'\ntitle = 'S'\nmodel = './m.toml'\nas_of = 2025-12-31\npath = [2024-12-31]\n\
    [values]\nonly = 55\nlow = 0\nhigh = 2\nflat = 1\n\
    [values.x]\nvalue = 70\nsource = 'A desk'\nconfidence = 'high'\ndate = 2024-06-30\n\
    [values.y]\nvalue = 4\nsource = 'A desk'\nconfidence = 'medium'\n\
    [series.x]\nsource = 'A desk'\npoints = [[2023-12-31, 90], [2024-12-31, 5]]\n\
    [series.y]\nsource = 'A desk'\npoints = [[2024-12-31, 42.5]]\n";

#[test]
fn a_model_and_a_scenario_are_audited_together() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("m.toml"), MODEL).unwrap();
    fs::write(folder.path().join("s.toml"), SCENARIO).unwrap();
    let check = |more: &[&str]| {
        let output = froth()
            .current_dir(folder.path())
            .args(["check", "m.toml", "s.toml"])
            .args(more)
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(0), "findings of an audit are no errors");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    insta::assert_snapshot!("audit-check", check(&["--audit"]));
    let plain: Value = serde_json::from_str(&check(&["--format", "json"])).unwrap();
    let found: Value = serde_json::from_str(&check(&["--audit", "--format", "json"])).unwrap();
    assert_eq!((&plain["files"], plain.get("audit")), (&found["files"], None), "files are as without an audit");
    assert_eq!(found["audit"].as_array().unwrap().len(), 1, "one model");
    reasoned(&found);
    let audit = &found["audit"][0];
    assert_eq!(codes(audit)[..2], ["frozen", "frozen"]);
    let frozen = audit["findings"][0].clone();
    assert_eq!((&frozen["file"], &frozen["severity"]), (&"m.toml".into(), &"warning".into()));
    assert!(frozen["line"].as_u64().is_some_and(|line| line > 10), "{frozen}");
    let rows = check(&["--audit", "--format", "csv"]);
    for code in
        ["frozen", "cannot-move", "clamped", "compensation", "stale", "low-confidence", "one-indicator", "no-basis"]
    {
        assert!(rows.contains(&format!("true,warning,{code},")), "no {code} in\n{rows}");
    }
}

#[test]
fn numbers_of_a_scenario_are_by_hand() {
    let (m, s) = (model(MODEL), scenario(SCENARIO));
    let found = audit::model(&m, &[&s], &[]);
    let data = serde_json::to_value(froth::page::Audited::model(&found)).expect("JSON");
    let of = |code: Code| {
        let findings = data["findings"].as_array().expect("a list").iter().filter(|f| f["code"] == code.as_str());
        findings.map(|f| f["message"].as_str().expect("a text")).collect::<Vec<_>>()
    };
    assert_eq!(
        of(Code::Frozen),
        [
            "the worst end of `x` names 2024, after the freeze on 2022-11-30",
            "42.5 is an end of the rule of `y` and its value of 2024-12-31 in s, after the freeze on 2022-11-30"
        ]
    );
    let stuck = of(Code::CannotMove);
    assert_eq!(stuck.len(), 3, "{stuck:?}");
    assert!(stuck[0].starts_with("`idle` cannot move the score: its weight is 0"));
    assert!(stuck[1].starts_with("`low` cannot move the score: `top` takes the largest"));
    assert_eq!(stuck[2], "`flat` cannot move the score: its rule gives 30 whatever its value");
    assert_eq!(
        of(Code::EffectiveWeight),
        ["the weights below `top` count for nothing: it takes the largest of its children"]
    );
    // a: x 100, y 100 * 4 / 42.5 = 9.4, flat 30; without y (100 + 30) / 2.
    let compensated = &found.scenarios[0].compensated;
    let a = compensated.iter().find(|c| c.dimension == "a").expect("a");
    assert_eq!((a.calm.as_str(), a.alarmed.as_str(), a.without_calm), ("y", "x", Some(65.0)));
    assert!((a.score - (100.0 + 400.0 / 42.5 + 30.0) / 3.0).abs() < 1e-12);
    // Everything but x and y has no confidence: b, top and a third of a.
    assert!((found.scenarios[0].low_confidence - (2.0 + 1.0 / 3.0) / 3.0).abs() < 1e-12);
    let beyond: Vec<(&str, audit::RuleEnd, f64, usize, usize)> =
        found.beyond.iter().map(|b| (b.indicator.as_str(), b.end, b.furthest, b.values, b.of)).collect();
    assert_eq!(beyond, [("x", audit::RuleEnd::Worst, 90.0, 2, 3), ("x", audit::RuleEnd::Calm, 5.0, 1, 3)]);
    let stale = &found.scenarios[0].stale;
    assert_eq!((stale.len(), stale[0].id.as_str(), stale[0].used), (1, "x", true));
}

#[test]
fn what_a_shock_sets_is_no_observation_after_the_freeze() {
    // It sets the share of unprofitable IPOs to 29, which is the rule's calm end.
    let found = json(&["check", "earnings-come-through", "--audit", "--format", "json"]);
    assert!(!codes(&found["audit"][0]).contains(&"frozen"), "{found}");
}

#[test]
fn a_file_with_errors_is_reported_as_ever_and_not_audited() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("bad.toml"), MODEL.replace("dimension = 'b'", "dimension = 'nowhere'")).unwrap();
    let output = froth()
        .current_dir(folder.path())
        .args(["check", "bad.toml", "company", "--audit", "--format", "json"])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["files"][0]["ok"], false);
    let audited: Vec<&str> = found["audit"].as_array().unwrap().iter().map(|a| a["model"].as_str().unwrap()).collect();
    assert_eq!(audited, ["company"]);
}

#[test]
fn shipped_files_are_audited_and_the_default_model_keeps_its_freeze() {
    let files: Vec<String> =
        crate::support::shipped().iter().map(|p| Path::new(p).to_string_lossy().into_owned()).collect();
    let mut arguments = vec!["check", "--audit", "--format", "json"];
    arguments.extend(files.iter().map(String::as_str));
    let found = json(&arguments);
    reasoned(&found);
    let audits = found["audit"].as_array().unwrap();
    assert_eq!(audits.len(), 5, "one a model");
    for audit in audits.iter().filter(|a| a["model"] != "transmission") {
        assert!(!codes(audit).contains(&"frozen"), "{audit}");
        assert!(!codes(audit).contains(&"no-basis"), "{audit}");
        assert!(!codes(audit).contains(&"cannot-move"), "{audit}");
    }
    let four = audits.iter().find(|a| a["model"] == "four-dimensions").unwrap();
    assert!(four["scenarios"].as_array().unwrap().len() > 10);
    assert!(stdout(&["check", "four-dimensions", "--audit"]).contains("Frozen on 2022-11-30"));
}
