//! Tests for explosive growth: from a data file to JSON, chart and cache.

use crate::charts::check;
use crate::support::{froth, try_model};
use froth::ErrorKind;
use froth::chart::{self, Language};
use froth::exuberance::{Cache, Columns, Critical, Exuberance, Input, Options, exuberance, read};
use froth::made_from::MadeFrom;
use froth::series::psy::{Lag, Level, Residuals, Settings};
use froth::watch::Watch;
use jiff::civil::{Date, date};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use tempfile::TempDir;

/// Uniform on (-1, 1), the same on every machine.
fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

fn month(n: usize) -> Date {
    let months = i64::try_from(n).expect("few");
    date(1980, 1, 31).checked_add(jiff::Span::new().months(months)).expect("in range").last_of_month()
}

/// A walk around 100 that grows by 6 % a row from row 60 to row 84, and falls back at once.
fn boom(seed: u64) -> Vec<f64> {
    let (mut e, mut y) = (noise(seed), 100.0);
    (0..120)
        .map(|row| {
            y = match row {
                60..85 => 1.06 * y + e(),
                85 => 110.0,
                _ => y + e(),
            };
            y
        })
        .collect()
}

fn walk(seed: u64, rows: usize) -> Vec<f64> {
    let (mut e, mut y) = (noise(seed), 100.0);
    (0..rows)
        .map(|_| {
            y += e();
            y
        })
        .collect()
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file of monthly columns.
    fn table(&self, name: &str, columns: &[(&str, &[f64])]) -> String {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let mut text = format!("date,{}\n", names.join(","));
        for row in 0..columns[0].1.len() {
            let cells: Vec<String> = columns.iter().map(|(_, column)| column[row].to_string()).collect();
            let _ = writeln!(text, "{},{}", month(row), cells.join(","));
        }
        self.text(name, &text)
    }

    fn text(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text).expect("written");
        self.path(name).to_str().expect("UTF-8").to_owned()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = froth();
        command.env("FROTH_CACHE", self.path("cache")).arg("exuberance").args(arguments);
        let output = command.output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    fn stdout(&self, arguments: &[&str]) -> String {
        let (code, out, said) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.extend(["--format", "json"]);
        serde_json::from_str(&self.stdout(&all)).expect("valid JSON")
    }

    fn cached(&self) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> =
            fs::read_dir(self.path("cache")).expect("a folder").map(|e| e.expect("an entry").path()).collect();
        found.sort();
        found
    }
}

fn input(name: &str, values: &[f64]) -> Input {
    let dates: Vec<Date> = (0..values.len()).map(month).collect();
    let column: Vec<Option<f64>> = values.iter().map(|x| Some(*x)).collect();
    Input::new(name, &dates, &column, false).expect("a series")
}

fn examined(inputs: &[Input], options: &Options) -> Exuberance {
    exuberance(inputs, options, &Cache::none(), &()).expect("tested")
}

const FEW: Options = Options {
    settings: Settings { lag: Lag::Fixed(0), min_window: None },
    lag_once: false,
    level: Level::NinetyFive,
    critical: Critical::MonteCarlo,
    replications: 200,
    seed: 1,
    min_duration: None,
    control: None,
    residuals: Residuals::Drawn,
    panel: false,
};

#[test]
fn the_fields_of_the_document_are_those_of_the_contract() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("price", &boom(3)), ("other", &walk(5, 120))]);
    let document = folder.json(&[&file, "--replications", "200"]);
    assert_eq!(document["schema"], 1);
    let all = document["series"].as_array().expect("a list");
    let names: Vec<&str> = all.iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["price", "other"], "every column of numbers");
    let one = &all[0];
    assert_eq!((&one["n"], &one["lag"], &one["min_window"]), (&120.into(), &0.into(), &20.into()));
    for statistic in ["adf", "sadf", "gsadf"] {
        assert!(one[statistic].is_f64(), "{statistic}");
        assert!(one["p_values"][statistic].is_f64(), "{statistic}");
        let levels =
            ["90", "95", "99"].map(|level| one["critical_values"][statistic][level].as_f64().expect("a level"));
        assert!(levels[0] < levels[1] && levels[1] < levels[2], "{levels:?}");
    }
    let bsadf = one["bsadf"].as_array().expect("a list");
    assert_eq!(bsadf.len(), 120 - 20);
    assert_eq!(one["dates"].as_array().expect("a list").len(), bsadf.len());
    assert_eq!(one["bsadf_critical"]["95"].as_array().expect("a list").len(), bsadf.len());
    let largest = bsadf.iter().filter_map(Value::as_f64).fold(f64::MIN, f64::max);
    assert_eq!(one["gsadf"].as_f64(), Some(largest));
    let none = folder.json(&[&file, "--column", "price", "--critical-values", "none"]);
    assert!(none["series"][0]["critical_values"].is_null() && none["series"][0]["p_values"].is_null());
    assert_eq!(none["series"][0]["episodes"].as_array().expect("a list").len(), 0);
}

#[test]
fn critical_values_are_the_published_ones() {
    // exuber's for n = 100 and a minimum window of 19, from 2,000 replications, with the error of both simulations.
    let options = Options { replications: 2000, seed: 7, ..FEW };
    let found = examined(&[input("walk", &walk(1, 100))], &options);
    let one = &found.series[0];
    assert_eq!(one.min_window, 19);
    let critical = one.critical_values.as_ref().expect("there");
    for (levels, expected) in [(&critical.sadf, [0.988, 1.29, 1.92]), (&critical.gsadf, [1.71, 1.97, 2.57])] {
        for ((found, expected), within) in
            [levels.p90, levels.p95, levels.p99].iter().zip(expected).zip([0.12, 0.12, 0.3])
        {
            assert!((found - expected).abs() < within, "{found} {expected}");
        }
    }
    assert!(one.p_values.as_ref().expect("there").gsadf > 0.05, "a walk is no boom");
    assert!(one.episodes.is_empty());
}

#[test]
fn a_known_boom_is_dated_and_its_growth_found() {
    for critical in [Critical::MonteCarlo, Critical::Bootstrap] {
        let found = examined(&[input("price", &boom(3))], &Options { critical, ..FEW });
        let one = &found.series[0];
        assert!(one.p_values.as_ref().expect("there").gsadf < 0.01);
        let episode = one.episodes.iter().find(|e| !e.collapse).expect("a boom");
        assert!((month(60)..month(70)).contains(&episode.start), "{episode:?}");
        assert_eq!(episode.peak, month(84));
        assert!((month(84)..month(88)).contains(&episode.end), "{episode:?}");
        assert!(!episode.ongoing);
        let root = episode.root.as_ref().expect("a root");
        assert!(root.low.unwrap() < 1.06 && 1.06 < root.high.unwrap() + 0.005, "{root:?}");
        let doubling = episode.doubling_time.as_ref().expect("it doubles");
        assert!((doubling.rows - 2f64.ln() / 1.06f64.ln()).abs() < 2.0, "{doubling:?}");
    }
    let upto = examined(&[input("price", &boom(3)[..84])], &FEW);
    assert!(upto.series[0].episodes.last().expect("a boom").ongoing);
}

/// A series that falls by ever more.
fn fall() -> Vec<f64> {
    let (mut e, mut y, mut step) = (noise(8), 1000.0, 0.5);
    (0..120)
        .map(|row| {
            step *= if row < 60 { 1.0 } else { 1.06 };
            y += if row < 60 { 0.0 } else { -step } + e();
            y
        })
        .collect()
}

#[test]
fn a_fall_is_called_a_decline_wherever_it_is_spoken_of() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("x", &fall())]);
    let chart = folder.path("chart.svg");
    let document = folder.json(&[&file, "--replications", "200"]);
    let one = &document["series"][0];
    assert_eq!(one["direction"], "decline");
    let episodes = one["episodes"].as_array().expect("a list");
    assert!(episodes.iter().any(|e| e["kind"] == "decline" && e["collapse"] == true && e["ongoing"] == true));
    let within = one["in_episode"].as_array().expect("a list");
    assert_eq!(within.len(), one["bsadf"].as_array().expect("a list").len());
    assert_eq!(within.last(), Some(&1.into()));
    let said = folder.stdout(&[&file, "--replications", "200", "--chart", chart.to_str().expect("UTF-8")]);
    assert!(said.contains("an accelerating decline for some time, no boom"), "{said}");
    assert!(!said.contains("explosive growth for some time") && !said.contains(" boom, ongoing"), "{said}");
    assert!(fs::read_to_string(chart).expect("drawn").contains("x has been falling at a growing pace since"));
}

#[test]
fn another_level_decides_and_dates_by_its_own_line() {
    let input = [input("price", &boom(3))];
    let at = |level| examined(&input, &Options { level, ..FEW });
    let rows = |found: &Exuberance| found.series[0].episodes.iter().map(|e| e.duration).sum::<usize>();
    let [ninety, ninety_five, ninety_nine] = Level::ALL.map(at);
    assert!(rows(&ninety) >= rows(&ninety_five) && rows(&ninety_five) >= rows(&ninety_nine));
    assert_eq!(ninety_nine.method.level, Some(99));
    let one = &ninety_nine.series[0];
    let critical = one.bsadf_critical.as_ref().expect("there");
    let p_values = one.bsadf_p_values.as_ref().expect("there");
    for (point, p) in p_values.iter().enumerate() {
        // A p-value by row is on the same side as the line, but for what lies between two samples.
        let (value, p) = (one.bsadf[point].expect("there"), p.expect("there"));
        assert!(if value > critical.p99[point] { p <= 0.0151 } else { p >= 0.0099 }, "{point}: {value} {p}");
    }
    assert!(!one.sadf_episodes.is_empty(), "by BADF as well");
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("price", &boom(3))]);
    let said = folder.stdout(&[&file, "--replications", "200", "--level", "99"]);
    assert!(said.contains("is above its 99 % critical value") && !said.contains("its 95 % critical"), "{said}");
    assert_eq!(folder.run(&[&file, "--level", "80"]).0, 2);
}

#[test]
fn numbers_are_told_apart_and_a_verdict_on_few_rows_is_called_one() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("x", &[1.0, 2.0, 4.0, 7.5, 9.0, 30.0])]);
    let said = folder.stdout(&[&file, "--replications", "100"]);
    assert!(said.contains("too few to rest a verdict on"), "{said}");
    let (_, _, said) = folder.run(&[&file, "--replications", "100", "--format", "json"]);
    assert!(said.contains("to rest a verdict on: x"), "{said}");
    let mut found = examined(&[input("x", &walk(1, 100))], &FEW);
    found.series[0].gsadf = 2.3712;
    found.series[0].critical_values.as_mut().expect("there").gsadf.p95 = 2.3747;
    let locale = froth::locale::Locale::new(Language::English);
    let page = froth::page::terminal(&froth::page::exuberant(&found, "x.csv", &locale), 400, false);
    assert!(page.contains("GSADF 2.371 is not above its 95 % critical value, 2.375"), "{page}");
}

#[test]
fn footers_name_the_critical_values_that_there_are() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("a", &boom(3)), ("b", &boom(4))]);
    let with = |more: &[&str]| {
        let mut all = vec![file.as_str(), "--replications", "60"];
        all.extend(more);
        folder.stdout(&all).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(with(&[]).contains("95 % critical value, the SADF of a walk of so many rows;"));
    let bootstrap = with(&["--critical-values", "bootstrap"]);
    assert!(bootstrap.contains("95 % critical value, the GSADF of a bootstrap sample, the same at every row;"));
    assert!(with(&["--panel"]).contains("those of the panel from 60 sieve bootstrap samples, seed 1"));
}

#[test]
fn a_stacked_table_gives_a_series_for_each_entity_and_column() {
    let folder = Folder::new();
    let (mut text, mut prices) = ("date,country,price,rent\n".to_owned(), Vec::new());
    for (country, seed) in [("US", 3), ("JP", 4)] {
        let (price, rent) = (boom(seed), walk(seed, 120));
        for row in 0..120 {
            let _ = writeln!(text, "{},{country},{},{}", month(row), price[row], rent[row]);
        }
        prices.push(price);
    }
    let file = folder.text("stacked.csv", &text);
    let plain = ["--critical-values", "none", "--entity-column", "country"];
    let of = |more: &[&str]| {
        let mut all = vec![file.as_str()];
        all.extend(plain);
        all.extend(more);
        folder.json(&all)["series"].clone()
    };
    let names = |series: &Value| {
        series
            .as_array()
            .expect("a list")
            .iter()
            .map(|s| s["name"].as_str().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&of(&[])), ["US price", "US rent", "JP price", "JP rent"]);
    let one = of(&["--column", "price"]);
    assert_eq!(names(&one), ["US", "JP"]);
    let alone = examined(&[input("x", &prices[1])], &Options { critical: Critical::None, ..FEW });
    assert_eq!(one[1]["gsadf"].as_f64(), Some(alone.series[0].gsadf));
    let (code, _, said) = folder.run(&[&file]);
    assert!(code == 1 && said.contains("--entity-column"), "{said}");
    let (code, _, said) =
        folder.run(&[&folder.text("twice.csv", &format!("{text}1980-01-31,US,1,2\n")), "--entity-column", "country"]);
    assert!(code == 1 && said.contains("there are two rows of US for 1980-01-31"), "{said}");
}

#[test]
fn of_many_series_only_those_that_are_explosive_have_sentences() {
    let mut many: Vec<Input> = (0..120).map(|n| input(&format!("series {n}"), &walk(n, 60))).collect();
    many.push(input("boom", &boom(3)));
    let found = examined(&many, &Options { replications: 100, ..FEW });
    let locale = froth::locale::Locale::new(Language::English);
    let page = froth::page::terminal(&froth::page::exuberant(&found, "x.csv", &locale), 200, false);
    let sentences = page.lines().filter(|line| line.contains(" critical value, ")).count();
    assert!(sentences < 20 && page.contains("of 121 series have a GSADF above"), "{page}");
}

#[test]
fn lags_are_chosen_once_for_each_series() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("a", &boom(3)), ("b", &walk(5, 120))]);
    let of = |lag: &str| folder.json(&[&file, "--critical-values", "none", "--lag", lag])["series"].clone();
    for (lag, choice) in [("bic-once:4", "bic_once"), ("aic-once:4", "aic_once")] {
        let series = of(lag);
        for one in series.as_array().expect("a list") {
            assert_eq!(one["lag_choice"], choice);
            let fixed = of(&one["lag"].to_string());
            let same = fixed.as_array().expect("a list").iter().find(|s| s["name"] == one["name"]).expect("there");
            assert_eq!(same["bsadf"], one["bsadf"]);
        }
    }
    assert_eq!(of("aic:3")[0]["lag_choice"], "aic");
    assert_eq!(folder.run(&[&file, "--lag", "hqc:3"]).0, 2);
}

#[test]
fn episodes_that_chance_gives_are_called_so() {
    let folder = Folder::new();
    // Among walks there is one with a short episode and a small statistic.
    let seed = (0..200).find(|seed| {
        let found = examined(&[input("walk", &walk(*seed, 120))], &FEW);
        found.series[0].is_explosive() == Some(false) && !found.series[0].episodes.is_empty()
    });
    let file = folder.table("d.csv", &[("x", &walk(seed.expect("one in ten"), 120))]);
    let chart = folder.path("chart.svg");
    let said = folder.stdout(&[&file, "--replications", "200", "--chart", chart.to_str().expect("UTF-8")]);
    assert!(said.contains("no more than what chance gives") && !said.contains("longest"), "{said}");
    assert!(fs::read_to_string(chart).expect("drawn").contains("x: no explosive growth"));
}

#[test]
fn a_longer_minimum_duration_leaves_short_episodes_out() {
    let found = examined(&[input("price", &boom(3))], &Options { min_duration: Some(90), ..FEW });
    assert!(found.series[0].episodes.is_empty());
    assert_eq!(found.series[0].min_duration, 90);
}

#[test]
fn samples_of_another_length_give_no_p_value_for_the_whole() {
    let options = Options { critical: Critical::Bootstrap, control: Some(43), ..FEW };
    let found = examined(&[input("price", &boom(3))], &options);
    assert_eq!(found.series[0].p_values, None);
    let whole = examined(&[input("price", &boom(3))], &Options { control: None, ..options });
    let line = |found: &Exuberance| found.series[0].critical_values.as_ref().expect("there").gsadf.p95;
    assert!(line(&found) < line(&whole), "fewer rows, fewer false alarms");
    assert!(whole.series[0].p_values.is_some());
}

#[test]
fn residuals_in_place_know_when_the_series_was_volatile() {
    let (mut e, mut y) = (noise(6), 100.0);
    let shifting: Vec<f64> = (0..120)
        .map(|row| {
            y += if row < 80 { 0.2 } else { 2.0 } * e();
            y
        })
        .collect();
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("x", &shifting)]);
    let with = |more: &[&str]| {
        let mut all = vec![file.as_str(), "--replications", "200", "--critical-values", "bootstrap"];
        all.extend(more);
        folder.json(&all)
    };
    let (drawn, in_place) = (with(&[]), with(&["--in-place"]));
    let critical = |d: &Value| d["series"][0]["critical_values"]["gsadf"]["95"].as_f64().expect("a number");
    assert!(critical(&in_place) > critical(&drawn) + 0.5, "{} {}", critical(&in_place), critical(&drawn));
    let residuals = |d: &Value| d["method"]["residuals"].as_str().map(str::to_owned);
    assert_eq!([residuals(&drawn), residuals(&in_place)], [Some("drawn".to_owned()), Some("in-place".to_owned())]);
    let said = folder.stdout(&[&file, "--replications", "50", "--critical-values", "bootstrap", "--in-place"]);
    let words: Vec<&str> = said.split_whitespace().collect();
    assert!(words.join(" ").contains("seed 1, residuals in place"), "{said}");
}

#[test]
fn a_panel_is_tested_on_the_rows_that_all_have() {
    let folder = Folder::new();
    let mut text = "date,a,b,c\n".to_owned();
    let columns = [boom(3), boom(4), boom(5)];
    for (row, ((a, b), c)) in columns[0].iter().zip(&columns[1]).zip(&columns[2]).enumerate() {
        let b = if row < 7 { String::new() } else { b.to_string() };
        let c = if row > 115 { "NA".to_owned() } else { c.to_string() };
        let _ = writeln!(text, "{},{a},{b},{c}", month(row));
    }
    let file = folder.text("panel.csv", &text);
    let document = folder.json(&[&file, "--panel", "--replications", "100"]);
    let panel = &document["panel"];
    assert_eq!((panel["n"].as_u64(), panel["from"].as_str()), (Some(109), Some("1980-08-31")));
    assert!(panel["p_value"].as_f64().expect("there") < 0.05);
    let episode = &panel["episodes"][0];
    assert!(episode["start"].as_str().expect("a date") >= "1985", "{episode}");
    assert_eq!(document["series"][1]["trimmed"]["leading"], 7);
    assert_eq!(document["series"][2]["trimmed"]["trailing"], 4);
    let said = folder.stdout(&[&file, "--panel", "--replications", "100"]);
    assert!(said.contains("The 3 series together, 1980-08 to 1989-08: panel GSADF "), "{said}");
    assert!(said.contains("b: missing rows at the beginning (7) and at the end (0) were cut off."), "{said}");
    let (code, _, said) = folder.run(&[&file, "--panel", "--column", "a"]);
    assert!(code == 1 && said.contains("two series or more"), "{said}");
}

#[test]
fn ratios_and_logarithms_are_those_computed_by_hand() {
    let folder = Folder::new();
    let (price, dividend) = (boom(3), walk(9, 120));
    let quotient: Vec<f64> = price.iter().zip(&dividend).map(|(p, d)| p / d).collect();
    let logs: Vec<f64> = quotient.iter().map(|x| x.ln()).collect();
    let file = folder
        .table("d.csv", &[("price", &price), ("net/dividend", &dividend), ("quotient", &quotient), ("logs", &logs)]);
    let of = |arguments: &[&str]| {
        let mut all = vec![file.as_str(), "--critical-values", "none"];
        all.extend(arguments);
        folder.json(&all)["series"][0].clone()
    };
    let (ratio, plain) = (of(&["--ratio", "price/net/dividend"]), of(&["--column", "quotient"]));
    assert_eq!(ratio["name"], "price/net/dividend");
    assert_eq!(ratio["bsadf"], plain["bsadf"]);
    let (log, by_hand) = (of(&["--ratio", "price/net/dividend", "--log"]), of(&["--column", "logs"]));
    assert_eq!(log["gsadf"], by_hand["gsadf"]);
    assert_eq!((&log["log"], &by_hand["log"]), (&true.into(), &false.into()));
}

#[test]
fn zeros_that_mean_missing_can_be_said_to() {
    let folder = Folder::new();
    let mut dividend = walk(9, 120);
    dividend[118..].fill(0.0);
    let file = folder.table("d.csv", &[("price", &boom(3)), ("dividend", &dividend)]);
    let (code, out, said) = folder.run(&[&file, "--ratio", "price/dividend"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(said.contains("row 119 (1989-11-30)") && said.contains("--zero-is-missing dividend"), "{said}");
    let arguments = ["--ratio", "price/dividend", "--zero-is-missing", "dividend", "--critical-values", "none"];
    let mut all = vec![file.as_str()];
    all.extend(arguments);
    assert_eq!(folder.json(&all)["series"][0]["trimmed"]["trailing"], 2);
}

#[test]
fn bad_data_is_refused_with_its_row() {
    let folder = Folder::new();
    let rows = |change: &dyn Fn(usize, f64) -> String| {
        let mut text = "date,x\n".to_owned();
        for (row, x) in walk(2, 60).iter().enumerate() {
            let _ = writeln!(text, "{}", change(row, *x));
        }
        text
    };
    let plain = |row: usize, x: f64| format!("{},{x}", month(row));
    let hole = |row: usize, x: f64| if row == 30 { format!("{},", month(row)) } else { plain(row, x) };
    let nan = |row: usize, x: f64| if row == 31 { format!("{},NaN", month(row)) } else { plain(row, x) };
    let gap = |row: usize, x: f64| format!("{},{x}", month(if row >= 40 { row + 1 } else { row }));
    let twice = |row: usize, x: f64| format!("{},{x}", month(if row == 40 { 39 } else { row }));
    let order = |row: usize, x: f64| format!("{},{x}", month(if row == 40 { 30 } else { row }));
    let still = |row: usize, _: f64| format!("{},7", month(row));
    let negative = |row: usize, x: f64| if row == 12 { format!("{},-1", month(row)) } else { plain(row, x) };
    let word = |row: usize, x: f64| if row == 12 { format!("{},many", month(row)) } else { plain(row, x) };
    let no_date = |row: usize, x: f64| if row == 12 { format!("soon,{x}") } else { plain(row, x) };
    let cases: [(&str, String, &[&str], &str); 18] = [
        ("hole", rows(&hole), &[], "row 31 (1982-07-31) is missing"),
        ("nan", rows(&nan), &[], "row 32 (1982-08-31) is missing"),
        ("gap", rows(&gap), &[], "row 41: 1983-06-30 does not follow 1983-04-30"),
        ("twice", rows(&twice), &[], "row 41: there are two rows for 1983-04-30"),
        ("order", rows(&order), &[], "row 41: 1982-07-31 comes after 1983-04-30"),
        ("still", rows(&still), &[], "every row holds the same number"),
        ("negative", rows(&negative), &["--log"], "row 13 (1981-01-31) is -1, which has no logarithm"),
        ("word", rows(&word), &["--column", "x"], "line 14, column `x`: \"many\" is no number"),
        ("word", rows(&word), &[], "line 14, column `x`: \"many\" is no number"),
        ("control", rows(&plain), &["--critical-values", "bootstrap", "--control", "9"], "a control window of 9 rows"),
        ("in place", rows(&plain), &["--in-place"], "those of bootstrap samples"),
        ("control", rows(&plain), &["--control", "30"], "those of bootstrap samples"),
        ("date", rows(&no_date), &[], "line 14, column `date`: \"soon\" is no date"),
        ("short", rows(&plain), &["--min-window", "60"], "has 60 rows, and 61 are needed"),
        ("lags", rows(&plain), &["--lag", "24", "--min-window", "40"], "and 65 are needed"),
        ("window", rows(&plain), &["--lag", "3", "--min-window", "5"], "6 are needed"),
        ("column", rows(&plain), &["--column", "y"], "has no column `y`"),
        ("ratio", rows(&plain), &["--ratio", "x/z"], "has no column `z`"),
    ];
    for (name, text, arguments, part) in cases {
        let file = folder.text(&format!("{name}.csv"), &text);
        let mut all = vec![file.as_str(), "--replications", "20"];
        all.extend(arguments);
        let (code, out, said) = folder.run(&all);
        assert_eq!((code, out.as_str()), (1, ""), "{name}: {said}");
        assert!(said.contains(part), "{name}: no `{part}` in\n{said}");
        assert!(said.contains("help:"), "{name}: what to do?\n{said}");
    }
    let empty = folder.text("empty.csv", "date,x\n");
    assert!(folder.run(&[&empty, "--column", "x"]).2.contains("has no rows"));
    assert!(folder.run(&[&empty]).2.contains("has no rows"));
    let dates = folder.text("dates.csv", "date\n2000-01\n");
    assert!(folder.run(&[&dates]).2.contains("has no column beside its dates"));
    let mixed =
        folder.text("mixed.csv", &rows(&|row, x| format!("{},{x}", word(row, x))).replace("date,x", "date,w,x"));
    let (code, _, said) = folder.run(&[&mixed, "--critical-values", "none"]);
    assert!(code == 0 && said.contains("left out, for not all that they hold are numbers: w"), "{said}");
    let gap = folder.text("gap.csv", &rows(&gap));
    assert_eq!(folder.run(&[&gap, "--allow-gaps", "--critical-values", "none"]).0, 0);
    for arguments in
        [["--lag", "25"], ["--lag", "-1"], ["--lag", "bic:x"], ["--replications", "0"], ["--critical-values", "guess"]]
    {
        let mut all = vec![gap.as_str()];
        all.extend(arguments);
        assert_eq!(folder.run(&all).0, 2, "{arguments:?}");
    }
}

#[test]
fn a_torn_or_foreign_cache_is_ignored_and_written_anew() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("price", &boom(3)), ("twin", &boom(4))]);
    let run = |more: &[&str]| {
        let mut all = vec![file.as_str(), "--replications", "100", "--format", "json"];
        all.extend(more);
        folder.stdout(&all)
    };
    let without = run(&["--no-cache"]);
    assert!(!folder.path("cache").exists());
    assert_eq!(run(&[]), without);
    let [kept] = folder.cached().try_into().expect("one file for two series of the same length");
    let whole = fs::read(&kept).expect("there");
    let as_new = |what: &str| {
        assert_eq!(run(&[]), without, "{what}");
        assert_eq!(fs::read(&kept).expect("there"), whole, "{what}: written anew");
        assert_eq!(folder.cached().len(), 1, "{what}: nothing else is left");
    };
    as_new("whole");
    fs::write(&kept, &whole[..whole.len() / 2]).expect("torn");
    as_new("torn");
    fs::write(&kept, "date,price\n2000-01-31,1\n").expect("foreign");
    as_new("foreign");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x40;
    fs::write(&kept, flipped).expect("flipped");
    as_new("flipped");
    fs::write(&kept, "").expect("emptied");
    as_new("empty");
    // Another seed is another file; a folder that is none does no harm.
    run(&["--seed", "2"]);
    assert_eq!(folder.cached().len(), 2);
    let blocked = folder.text("blocked", "mine");
    let output = froth()
        .env("FROTH_CACHE", &blocked)
        .args(["exuberance", &file, "--replications", "100", "--format", "json"])
        .output()
        .expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), without);
    assert_eq!(fs::read_to_string(&blocked).expect("there"), "mine");
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let inputs = [input("a", &boom(3)), input("b", &walk(4, 120)[..110])];
    let options = |critical| Options { critical, replications: 60, panel: true, ..FEW };
    for critical in [Critical::MonteCarlo, Critical::Bootstrap] {
        let run = || froth::page::json(&MadeFrom::new("exuberance"), examined(&inputs, &options(critical)));
        let runs =
            [1, 2, 7].map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("a pool").install(run));
        assert_eq!(runs[0], runs[1]);
        assert_eq!(runs[0], runs[2]);
    }
}

/// Stops the work after so many steps.
struct After(u64, AtomicU64);

impl Watch for After {
    fn advance(&self, steps: u64) {
        self.1.fetch_add(steps, Relaxed);
    }

    fn stopped(&self) -> bool {
        self.1.load(Relaxed) >= self.0
    }
}

#[test]
fn a_stopped_run_gives_no_result() {
    let inputs = [input("a", &boom(3))];
    let stopped = exuberance(&inputs, &FEW, &Cache::none(), &After(1, AtomicU64::new(0)));
    assert!(stopped.is_err_and(|e| e.kind() == ErrorKind::Stopped));
    let bootstrap = Options { critical: Critical::Bootstrap, ..FEW };
    let stopped = exuberance(&inputs, &bootstrap, &Cache::none(), &After(1, AtomicU64::new(0)));
    assert!(stopped.is_err_and(|e| e.kind() == ErrorKind::Stopped));
}

/// Sends Ctrl-C to a command that works for much longer than it is let.
#[cfg(unix)]
fn ctrl_c(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_froth"));
    command.env("FROTH_CACHE", folder.path("cache")).args(arguments);
    let (status, printed, said) = crate::support::interrupted(command, 1);
    (status.code(), printed, said)
}

#[cfg(unix)]
#[test]
fn interrupting_leaves_nothing_and_says_130() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("x", &walk(1, 600))]);
    let chart = folder.path("chart.svg");
    let arguments = ["exuberance", &file, "--replications", "100000", "--chart", chart.to_str().expect("UTF-8")];
    let (code, printed, said) = ctrl_c(&folder, &arguments);
    assert_eq!(code, Some(130), "{said}");
    assert!(printed.is_empty() && !chart.exists() && !folder.path("cache").exists());
}

/// The simulation of one line takes minutes: what ends it has to look into it.
#[cfg(unix)]
#[test]
fn interrupting_a_panel_that_simulates_leaves_nothing_and_says_130() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("price", &walk(1, 900))]);
    let model = folder.text("m.toml", &bsadf_model("min_window = 20, replications = 100_000", ""));
    let scored = folder.path("scored.csv");
    let (code, _, said) = ctrl_c(&folder, &["panel", &file, "-m", &model, "-o", scored.to_str().expect("UTF-8")]);
    assert_eq!(code, Some(130), "{said}");
    assert!(!scored.exists());
}

/// A model of one indicator, BSADF above its line.
fn bsadf_model(settings: &str, contested: &str) -> String {
    format!(
        "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.price]\ndimension = 'root'\nweight = 0.25\n\
         transform = [{{ bsadf = {{ {settings} }} }}]\nrule.linear = {{ from = 0, to = 2 }}\n{contested}"
    )
}

/// A series of numbers that are hard to label.
fn odd_series() -> Vec<Input> {
    let scaled = |name: &str, seed, by: f64, plus: f64| {
        input(name, &boom(seed).iter().map(|x| plus + by * x).collect::<Vec<_>>())
    };
    vec![
        scaled("券商融資餘額占國內生產毛額比率(季調)與其年增率之合成指標,含私募市場估計</text>", 3, 1e9, 0.0),
        scaled("tiny", 4, 1e-7, 0.0),
        scaled(
            "a column with a name that is much too long to be read in one go, by anyone, on any page, and then some",
            5,
            -1e4,
            0.0,
        ),
        scaled("flat on a high level", 6, 1e-3, 1e6),
    ]
}

#[test]
fn charts_are_sound_in_every_case() {
    for language in [Language::English, Language::TraditionalChinese] {
        for critical in [Critical::None, Critical::MonteCarlo, Critical::Bootstrap] {
            let options = Options { critical, replications: 40, ..FEW };
            let found = examined(&odd_series(), &options);
            check(&chart::exuberance(&found, "a file with a long name.csv", language), "of four series");
            let one = examined(&odd_series()[..1], &options);
            check(&chart::exuberance(&one, "x.csv", language), "of one series");
        }
    }
    let many: Vec<Input> = (0..12).map(|n| input(&format!("series {n}"), &walk(n, 60))).collect();
    let found = examined(&many, &Options { replications: 20, ..FEW });
    let drawn = chart::exuberance(&found, "x.csv", Language::English);
    check(&drawn, "of twelve series");
    assert_eq!(drawn.data.len(), 1 + 12 * 60, "every number stands behind the picture");
    assert!(drawn.canvas.labels().any(|l| l.text.contains("the first 8 of 12 series")));
}

#[test]
fn charts_in_every_format_and_what_they_say() {
    let folder = Folder::new();
    let file = folder.table("nasdaq.csv", &[("price", &boom(3))]);
    for ending in ["svg", "png", "csv"] {
        let path = folder.path(&format!("chart.{ending}"));
        let path = path.to_str().expect("UTF-8");
        folder.stdout(&[&file, "--replications", "100", "--chart", path]);
        let bytes = fs::read(path).expect("written");
        let text = String::from_utf8_lossy(&bytes);
        assert!(match ending {
            "svg" => text.contains("price was explosive from 1985-") && text.contains("nasdaq.csv"),
            "png" => bytes.starts_with(b"\x89PNG"),
            _ => text.starts_with("series,date,value,bsadf,critical_95,episode\n") && text.contains(",boom\n"),
        });
    }
    let (code, out, said) = folder.run(&[&file, "--chart", "chart.pdf"]);
    assert!(code == 1 && out.is_empty() && said.contains("none of .svg, .png and .csv"), "{said}");
}

#[test]
fn every_format_has_the_statistics_and_the_dates() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("price", &boom(3))]);
    let with = |format: &str| folder.stdout(&[&file, "--replications", "100", "--format", format]);
    let document = folder.json(&[&file, "--replications", "100"]);
    let gsadf = document["series"][0]["gsadf"].as_f64().expect("a number");
    let start = document["series"][0]["episodes"][0]["start"].as_str().expect("a date").to_owned();
    for format in ["table", "markdown"] {
        let said = with(format);
        assert!(said.contains(&format!("{gsadf:.2}")) && said.contains(&start[..7]), "{said}");
        assert!(said.contains("windows count regression rows"), "{said}");
    }
    let csv = with("csv");
    assert!(csv.contains(&format!("price,statistic,gsadf,,{gsadf},")), "{csv}");
    assert!(csv.contains(&format!("price,episode,start,{start},")), "{csv}");
    assert_eq!(csv.lines().filter(|l| l.contains(",sequence,bsadf,")).count(), 100);
    let chinese = folder.stdout(&[&file, "--replications", "100", "--lang", "zh-Hant"]);
    assert!(chinese.contains("爆炸性期間") && !chinese.contains("Episodes"), "{chinese}");
}

#[test]
fn parquet_gives_the_same_as_csv() {
    use froth::model::Model;
    let folder = Folder::new();
    let csv = folder.table("d.csv", &[("x", &boom(3))]);
    // A panel command writes the same numbers as Parquet: a score that is its value.
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.x]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n";
    let model: Model = try_model(text).expect("a model");
    let parquet = folder.path("d.parquet");
    let options = froth::panel::PanelOptions::of(froth::panel::FrameOptions::default().audit(true));
    froth::panel::score_panel(&model, Path::new(&csv), &parquet, &options, &()).expect("written");
    let tested = |path: &Path, column: &str| {
        let columns = Columns { columns: vec![column.to_owned()], ..Columns::default() };
        let inputs = read(path, &columns, &()).expect("read").inputs;
        let found = examined(&inputs, &Options { critical: Critical::None, ..FEW });
        (found.series[0].all_dates.clone(), found.series[0].bsadf.clone())
    };
    assert_eq!(tested(Path::new(&csv), "x"), tested(&parquet, "raw_x"));
    let every = read(&parquet, &Columns::default(), &()).expect("read").inputs;
    assert!(every.iter().any(|input| input.name() == "raw_x"), "columns of numbers are found");
    assert!(every.iter().all(|input| input.name() != "band" && input.name() != "date"));
}

#[test]
fn an_indicator_of_explosive_growth_scores_a_panel_and_is_asked_to_say_that_it_is_contested() {
    let folder = Folder::new();
    let model = |contested: &str| bsadf_model("min_window = 20, replications = 60", contested);
    let data = folder.table("d.csv", &[("price", &boom(3))]);
    let marked = folder.text("marked.toml", &model("contested = 'rejects where fundamentals are hump-shaped'\n"));
    let bare = folder.text("bare.toml", &model(""));
    let scored = folder.path("scored.csv");
    let panel = |model: &str| {
        let arguments = ["panel", &data, "-m", model, "-o", scored.to_str().expect("UTF-8"), "--point-in-time"];
        let output = froth().args(arguments).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(panel(&bare).contains("warning[contested]"));
    assert!(!panel(&marked).contains("warning"));
    let text = fs::read_to_string(&scored).expect("written");
    let score = |row: usize| text.lines().nth(row + 1).and_then(|l| l.split(',').nth(1)).map(str::to_owned);
    assert_eq!(score(10).as_deref(), Some(""), "before the end of the first window");
    assert_eq!(score(50).as_deref(), Some("0"));
    assert_eq!(score(84).as_deref(), Some("100"));
    for (wrong, part) in [
        ("min_window = 2", "3 rows or more"),
        ("min_window = 30, lag = 40", "24 lags at most"),
        ("min_window = 30, replications = 1", "20 to 100,000"),
        ("lag = 1", "min_window"),
        ("min_window = 30, seeed = 1", "seeed"),
    ] {
        let text = model("").replace("min_window = 20, replications = 60", wrong);
        let said = try_model(&text).expect_err(wrong).to_string();
        assert!(said.contains(part), "{wrong}: {said}");
    }
}
