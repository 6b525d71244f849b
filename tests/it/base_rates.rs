//! What came after run-ups: from a table of prices to counts, intervals and charts.

use crate::charts::check;
use crate::support::froth;
use froth::base_rates::{Input, Move, Options, Prices, base_rates};
use froth::chart::{self, Language};
use froth::locale::Locale;
use jiff::civil::{Date, date};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Prices of two entities by the year: one doubles and halves, one doubles and stays, and doubles again at the end.
const TABLE: &str = "\
date,entity,price,market
2000-12-31,a,10,100
2001-12-31,a,20,110
2002-12-31,a,10,120
2003-12-31,a,10,120
2004-12-31,a,11,120
2005-12-31,a,11,120
2000-12-31,b,10,100
2001-12-31,b,10,110
2002-12-31,b,21,120
2003-12-31,b,21,120
2004-12-31,b,20,120
2005-12-31,b,40,120
";

fn table(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("prices.csv");
    fs::write(&file, text).expect("written");
    (folder, file)
}

fn run(file: &Path, more: &[&str]) -> Value {
    let out = froth()
        .args(["base-rates", &file.to_string_lossy(), "--price", "price", "--replications", "200", "--format", "json"])
        .args(more)
        .assert()
        .success();
    serde_json::from_slice(&out.get_output().stdout).expect("JSON")
}

#[test]
fn run_ups_are_counted_as_the_definition_says() {
    let (_folder, file) = table(TABLE);
    let found = run(&file, &["--rise", "100/1", "--fall", "40/2"]);
    let rate = &found["rates"][0];
    assert_eq!(
        [&rate["rise"], &rate["within"], &rate["fall"], &rate["horizon"], &rate["gap"]],
        [100.0, 1.0, 40.0, 2.0, 1.0]
    );
    // a in 2001 fell, b in 2002 did not, b in 2005 is open.
    assert_eq!([&rate["runups"], &rate["falls"], &rate["open"]], [3, 1, 1]);
    assert_eq!(rate["share"], 0.5);
    // Of a the rows from 2001 to 2003, of b too: only the first is followed by a fall.
    assert_eq!(rate["unconditional_n"], 6);
    assert!((rate["unconditional"].as_f64().expect("a share") - 1.0 / 6.0).abs() < 1e-15);
    // Wilson's interval of one of two.
    assert!((rate["low"].as_f64().expect("an end") - 0.094_531_205_734_230_74).abs() < 1e-12, "{}", rate["low"]);
    let episodes = found["episodes"].as_array().expect("a list");
    let first = &episodes[0];
    assert_eq!((first["entity"].as_str(), first["date"].as_str()), (Some("a"), Some("2001-12-31")));
    assert_eq!([&first["rise"], &first["peak"], &first["trough"]], [100.0, 20.0, 10.0]);
    assert_eq!([&first["fell"], &first["open"], &episodes[2]["open"]], [true, false, true]);
    assert_eq!(found["step"], "year");
}

#[test]
fn the_market_gaps_and_few_entities_leave_run_ups_out() {
    let (_folder, file) = table(TABLE);
    let count = |more: &[&str]| {
        run(&file, &[&["--rise", "100/1", "--fall", "40/2"], more].concat())["rates"][0]["runups"].clone()
    };
    assert_eq!(count(&[]), 3);
    // Both rose by as many points as are asked; the market took ten of them in 2001 and 9 in 2002.
    assert_eq!(count(&["--excess", "market"]), 2);
    assert_eq!(count(&["--gap", "4"]), 2);
    assert_eq!(count(&["--min-entities", "3"]), 0);
}

#[test]
fn what_ends_early_counts_as_asked() {
    let (_folder, file) = table(&TABLE.replace("2003-12-31,b,21,120\n2004-12-31,b,20,120\n2005-12-31,b,40,120\n", ""));
    let count = |more: &[&str]| {
        let found = run(&file, &[&["--rise", "100/1", "--fall", "40/2"], more].concat());
        let rate = &found["rates"][0];
        (found["ended"].as_u64(), [&rate["runups"], &rate["falls"], &rate["open"]].map(Value::as_u64))
    };
    assert_eq!(count(&[]), (Some(1), [2, 1, 1].map(Some)));
    assert_eq!(count(&["--ended-as", "fall"]), (Some(1), [2, 2, 0].map(Some)));
}

#[test]
fn one_entity_without_a_name_and_nothing_to_count_are_fine() {
    let mut text = "date,price\n".to_owned();
    for year in 1950..1960 {
        let _ = writeln!(text, "{year},{}", year - 1900);
    }
    let (_folder, file) = table(&text);
    let found = run(&file, &[]);
    let rates = found["rates"].as_array().expect("a list");
    assert_eq!(rates.iter().map(|r| r["rise"].as_f64()).collect::<Vec<_>>(), [50.0, 100.0, 150.0].map(Some));
    assert!(rates.iter().all(|r| r["within"] == 2 && r["share"].is_null() && r["low"].is_null()));
    assert_eq!(found["episodes"].as_array().map(Vec::len), Some(0));
    let out = froth().args(["base-rates", &file.to_string_lossy(), "--price", "price"]).assert().success();
    let said = String::from_utf8_lossy(&out.get_output().stdout).into_owned();
    assert!(said.contains("No run-up of 50 % in 2 years has a finished window"), "{said}");
}

#[test]
fn a_long_table_gives_the_same_counts() {
    let mut long = "date,entity,indicator,value\n".to_owned();
    for line in TABLE.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let _ = writeln!(
            long,
            "{},{},price,{}\n{},{},market,{}",
            cells[0], cells[1], cells[2], cells[0], cells[1], cells[3]
        );
    }
    let (_wide, wide) = table(TABLE);
    let (_long, long) = table(&long);
    let flags = ["--rise", "100/1", "--fall", "40/2", "--excess", "market"];
    let [a, b] = [run(&wide, &flags), run(&long, &[&flags[..], &["--long"]].concat())];
    assert_eq!(a["rates"], b["rates"]);
    assert_eq!(a["episodes"], b["episodes"]);
}

#[test]
fn bad_input_is_told_with_its_place() {
    let refused = |text: &str, more: &[&str], said: &str, code: i32| {
        let (_folder, file) = table(text);
        let out = froth().args(["base-rates", &file.to_string_lossy()]).args(more).assert().code(code);
        let err = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
        assert!(err.contains(said), "{said}\n{err}");
    };
    refused(
        &TABLE.replace("2003-12-31,a,10", "2003-12-31,a,0"),
        &["--price", "price"],
        "holds 0 at 2003-12-31 of `a`",
        1,
    );
    refused(TABLE, &["--price", "prise"], "did you mean `price`", 1);
    refused(&TABLE.replace("2001-12-31,a", "1999-12-31,a"), &["--price", "price"], "sort the rows by date first", 1);
    refused("date,price\n2000,\n2001,\n", &["--price", "price"], "the column `price` is empty", 1);
    refused(TABLE, &["--price", "price", "--rise", "100"], "PERCENT/PERIODS", 2);
    refused(TABLE, &["--price", "price", "--fall", "140/24"], "between 0 and 100", 2);
    refused(TABLE, &["--price", "price", "--chart", "x.svg"], "base_rates=FILE or runups=FILE", 2);
    let (_folder, file) = table(&TABLE.replace("2003-12-31,a,10", "2003-12-31,a,0"));
    run(&file, &["--zero-is-missing", "price"]);
}

#[test]
fn splits_and_uneven_rows_are_told() {
    let text = "date,price\n2000-01,10\n2000-02,5\n2000-03,10\n2000-04,11\n2000-09,12\n";
    let (_folder, file) = table(text);
    let out = froth()
        .args(["base-rates", &file.to_string_lossy(), "--price", "price", "--rise", "50/1", "--fall", "40/1"])
        .assert()
        .success();
    let err = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    assert!(err.contains("2000-02-29: 10, 5, 10.") && err.contains("Rows are unequally far apart"), "{err}");
}

fn months(rows: i64) -> Vec<Date> {
    (0..rows)
        .map(|n| date(1980, 1, 31).checked_add(jiff::Span::new().months(n)).expect("in range").last_of_month())
        .collect()
}

#[test]
fn charts_show_every_rise_and_every_run_up() {
    let wave = |shift: i32, up: f64| -> Vec<Option<f64>> {
        (0..200).map(|t| Some(100.0 * up.powf(f64::from((t + shift) % 40) / 20.0))).collect()
    };
    let entities = [("Alpha", 0, 3.0), ("Beta", 7, 2.2), ("Gamma", 20, 1.6)];
    let entities = entities.map(|(name, shift, up)| Prices::new(name, &months(200), &wave(shift, up), None)).to_vec();
    let options = Options { replications: 200, ..Options::default() };
    let found = base_rates(&Input { entities }, &options, &()).expect("counted");
    assert!(found.rates.iter().all(|rate| rate.finished() > 0), "{:?}", found.rates);
    for language in [Language::English, Language::TraditionalChinese] {
        let locale = Locale::new(language);
        check(&chart::base_rates(&found, "prices.csv", &locale), "base rates");
        check(&chart::runups(&found, "prices.csv", &locale), "base rates");
    }
}

#[test]
fn charts_are_files_and_one_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let (folder, file) = table(TABLE);
    let draw = |threads: &str, name: &str| {
        let chart = folder.path().join(name);
        let flag = format!("base_rates={}", chart.display());
        let out = froth()
            .env("RAYON_NUM_THREADS", threads)
            .args(["base-rates", &file.to_string_lossy(), "--price", "price", "--rise", "100/1", "--fall", "40/2"])
            .args(["--chart", &flag, "--format", "json"])
            .assert()
            .success();
        (fs::read_to_string(chart).expect("a chart"), out.get_output().stdout.clone())
    };
    assert_eq!(draw("1", "one.svg"), draw("4", "two.svg"));
}

#[test]
fn rises_of_the_library_are_those_of_the_command_line() {
    assert_eq!(Move::rise("12.5/3").expect("a rise").to_string(), "12.5/3");
    assert!(Move::rise("inf/3").is_err() && Move::rise("nan/3").is_err() && Move::fall("-5/3").is_err());
}
