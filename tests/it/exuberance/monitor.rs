//! Monitors and tests side by side on the command line: alarms, states, refusals, pictures.

use super::Folder;
use crate::charts::check;
use froth::chart::{self, Language};
use froth::exuberance::Input;
use froth::exuberance::monitor::{Options, monitor};
use jiff::civil::Date;
use serde_json::Value;
use std::fs;

/// A walk around 100 that grows by 6 % a row from row 70 on.
fn prices() -> Vec<f64> {
    let (mut state, mut y) = (7u64, 100.0);
    (0..90)
        .map(|row| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let e = (state >> 11) as f64 / (1u64 << 53) as f64 - 0.5;
            y = if row > 70 { 1.06 * y + e } else { y + e };
            y
        })
        .collect()
}

fn month(row: usize) -> Date {
    let first: Date = format!("{}-{:02}-01", 2000 + row / 12, row % 12 + 1).parse().expect("a date");
    first.last_of_month()
}

/// A file of prices and earnings in these rows.
fn table(folder: &Folder, name: &str, rows: std::ops::Range<usize>) -> String {
    let prices = prices();
    let line = |row: usize| format!("{},{},{}\n", month(row), prices[row], (row * row % 11) as f64 + 50.0);
    let lines: Vec<String> = rows.map(line).collect();
    folder.text(name, &format!("date,price,earnings\n{}", lines.concat()))
}

#[test]
fn a_state_goes_on_from_month_to_month() {
    let folder = Folder::new();
    let state = folder.path("price.state").to_str().expect("UTF-8").to_owned();
    let usual = ["--column", "price", "--monitor", "2004-12-31", "--horizon", "36", "--replications", "100"];
    let all = table(&folder, "all.csv", 0..90);
    let (code, whole, said) = folder.run(&[&[all.as_str()][..], &usual[..], &["--format", "json"]].concat());
    assert_eq!(code, 0, "{said}");
    let whole: Value = serde_json::from_str(&whole).expect("JSON");
    let first = table(&folder, "d.csv", 0..60);
    let feed = |file: &str| {
        folder.run(
            &[&[file][..], &usual[..], &["--state", state.as_str(), "--fail-on-alert", "--format", "json"]].concat(),
        )
    };
    assert_eq!(feed(&first).0, 0);
    let mut codes = Vec::new();
    for row in 60..90 {
        // A row alone, or the whole table up to it.
        let file = table(&folder, "d.csv", if row % 3 == 0 { row..row + 1 } else { 0..row + 1 });
        let (code, found, said) = feed(&file);
        assert!([0, 3].contains(&code), "{said}");
        codes.push(code);
        let found: Value = serde_json::from_str(&found).expect("JSON");
        for (one, all) in
            [0, 1, 2, 3].map(|k| (&found["series"][0]["detectors"][k], &whole["series"][0]["detectors"][k]))
        {
            assert_eq!(one["statistic"][0], all["statistic"][row - 60]);
            assert_eq!(one["boundary"][0], all["boundary"][row - 60]);
        }
    }
    assert_eq!((codes[0], codes[29]), (0, 3));
    assert!(codes.is_sorted(), "an alarm is said again");
    let (code, _, said) =
        folder.run(&[&[all.as_str()][..], &usual[..], &["--seed", "2", "--state", state.as_str()]].concat());
    assert!(code == 1 && said.contains("seed 1, and this run has 2") && said.contains("--seed as it was"), "{said}");
    fs::write(&state, "{}").expect("written");
    let (code, _, said) = folder.run(&[&[all.as_str()][..], &usual[..], &["--state", state.as_str()]].concat());
    assert!(code == 1 && said.contains("is no state of a monitor") && said.contains("--state"), "{said}");
}

#[test]
fn bad_monitors_are_refused() {
    let folder = Folder::new();
    let file = table(&folder, "d.csv", 0..90);
    let with = |arguments: &[&str]| folder.run(&[&[file.as_str(), "--column", "price"][..], arguments].concat());
    let (code, _, said) = with(&["--monitor", "1999-12-31"]);
    assert!(code == 1 && said.contains("the rows run from 2000-01-31") && said.contains("--monitor"), "{said}");
    let (code, _, said) = with(&["--monitor", "2007-06-30"]);
    assert!(code == 1 && said.contains("no horizon is given") && said.contains("--horizon"), "{said}");
    let (code, _, said) = with(&["--monitor", "2000-06-30"]);
    assert!(code == 1 && said.contains("has 6 rows, and 21 are needed"), "{said}");
    assert_eq!(with(&["--monitor", "soon"]).0, 2);
    assert_eq!(with(&["--horizon", "5"]).0, 2);
    assert_eq!(with(&["--monitor", "2004-12-31", "--state", "x"]).0, 2);
    assert_eq!(with(&["--monitor", "2004-12-31", "--compare-tests"]).0, 2);
    let (code, _, said) = with(&["--monitor", "2004-12-31", "--horizon", "9", "--state", &file]);
    assert!(code == 1 && said.contains("which is the input itself"), "{said}");
}

#[test]
fn pictures_of_monitors_overlap_nowhere() {
    let dates: Vec<Date> = (0..90).map(month).collect();
    let column: Vec<Option<f64>> = prices().into_iter().map(Some).collect();
    let input = Input::new("price", &dates, &column, true).expect("a series");
    let options = Options { replications: 100, ..Options::new(month(59)) };
    let (found, _) = monitor(&[input], &options, &()).expect("monitored");
    for language in [Language::English, Language::TraditionalChinese] {
        check(&chart::monitor(&found, "d.csv", language), "price");
    }
}

#[test]
fn tests_stand_side_by_side() {
    let folder = Folder::new();
    let file = table(&folder, "d.csv", 0..90);
    let picture = folder.path("t.svg").to_str().expect("UTF-8").to_owned();
    let usual = [file.as_str(), "--column", "price", "--compare-tests", "--replications", "100"];
    let (code, found, said) =
        folder.run(&[&usual[..], &["--on", "earnings", "--format", "json", "--chart", picture.as_str()]].concat());
    assert_eq!(code, 0, "{said}");
    let found: Value = serde_json::from_str(&found).expect("JSON");
    let tests = found["series"][0]["tests"].as_array().expect("tests");
    let names: Vec<&str> = tests.iter().filter_map(|test| test["test"].as_str()).collect();
    assert_eq!(names, ["psy-simulated", "psy-bootstrap", "psy-in-place", "sign", "union", "residual"]);
    assert_eq!(found["series"].as_array().map(Vec::len), Some(1));
    assert!(fs::read_to_string(&picture).expect("drawn").contains("PSY, simulated"));
    assert_eq!(found["series"][0]["regimes"]["shape"], "growing");
    let (code, page, said) = folder.run(&usual);
    assert!(code == 0 && page.contains("No verdict is made of these") && !page.contains("Residuals"), "{said}{page}");
    for level in ["90", "99"] {
        let at = [&usual[..], &["--level", level]].concat();
        let (code, page, said) = folder.run(&[&at[..], &["--chart", picture.as_str()]].concat());
        let (head, row) = (format!("{level} %"), format!("above the {level} % critical value"));
        assert!(code == 0 && page.contains(&head) && page.contains(&row) && !page.contains("95 %"), "{said}{page}");
        assert!(fs::read_to_string(&picture).expect("drawn").contains(&head));
        let (_, csv, _) = folder.run(&[&at[..], &["--format", "csv"]].concat());
        let row = csv.lines().find(|line| line.contains(",row,psy-simulated,")).expect("a row");
        let cells: Vec<&str> = row.split(',').collect();
        let held: Vec<bool> = cells[5..8].iter().map(|cell| !cell.is_empty()).collect();
        assert_eq!(held, [level == "90", false, level == "99"], "{row}");
    }
    let (code, _, said) = folder.run(&[&usual[..], &["--on", "rents"]].concat());
    assert!(code == 1 && said.contains("rents"), "{said}");
}

#[test]
fn a_monitor_takes_its_level_and_no_lags_chosen_once() {
    let folder = Folder::new();
    let table = table(&folder, "all.csv", 0..90);
    let usual = ["--column", "price", "--monitor", "2004-12-31", "--replications", "100", "--detector", "sadf"];
    let boundary = |level: &str| {
        let asked = [&[table.as_str()][..], &usual[..], &["--level", level, "--format", "json"]].concat();
        let (code, found, said) = folder.run(&asked);
        assert_eq!(code, 0, "{said}");
        let found: Value = serde_json::from_str(&found).expect("JSON");
        assert_eq!(found["method"]["level"].as_f64(), level.parse().ok());
        found["series"][0]["detectors"][0]["boundary"][0].as_f64().expect("a number")
    };
    assert!(boundary("90") < boundary("95") && boundary("95") < boundary("99"));
    let (_, page, _) = folder.run(&[&[table.as_str()][..], &usual[..], &["--level", "90"]].concat());
    assert!(page.contains("in 10 of 100 cases"), "{page}");
    let (code, _, said) = folder.run(&[&[table.as_str()][..], &usual[..], &["--lag", "bic-once:2"]].concat());
    assert!(code == 1 && said.contains("choose them anew in every window (`bic:2`)"), "{said}");
}
