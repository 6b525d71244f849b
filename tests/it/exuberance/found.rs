//! What is found: statistics, critical values, dates, panels.

use super::{FEW, Folder, boom, examined, input, month, noise, walk};
use froth::exuberance::{Critical, Exuberance, Options};
use froth::series::psy::Level;
use serde_json::Value;
use std::fmt::Write;
use std::fs;

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
