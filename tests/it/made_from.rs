//! Every document says what it was made from, and the digests are those of the files.

use crate::support::{froth, plain, rooted};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A model, a scenario that extends two others, a shock and a table, in a folder of their own.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("m.toml", &rooted(&(plain("x", "root", 1.0) + &plain("y", "root", 1.0))));
    write("base.toml", "schema = 1\nid = 'base'\ntitle = 'Base'\nas_of = 2024-12-31\n[values]\nx = 10\n");
    write("mid.toml", "schema = 1\nid = 'mid'\ntitle = 'Mid'\nas_of = 2025-06-30\nextends = './base.toml'\n");
    // No line end, a letter of two bytes: bytes count, not lines or letters.
    write(
        "mine.toml",
        "schema = 1\nid = 'mine'\ntitle = 'Möglich'\nas_of = 2025-12-31\nextends = './mid.toml'\n[values.y]\nvalue = 40\nlow = 30\nhigh = 50",
    );
    write(
        "other.toml",
        "schema = 1\r\nid = 'other'\r\ntitle = 'Other'\r\nas_of = 2025-12-31\r\n[values]\r\nx = 70\r\ny = 20\r\n",
    );
    write("shock.toml", "schema = 1\nid = 'shock'\ntitle = 'Shock'\n[shock]\nx = { add = 5 }\n");
    let mut table = "date,x,y,event,price\n".to_owned();
    let mut price = 100.0;
    for row in 0..60 {
        price *= if row % 7 < 4 { 1.02 } else { 0.99 };
        let event = u8::from(row % 12 == 11);
        let (year, month) = (2000 + row / 12, 1 + row % 12);
        writeln!(table, "{year}-{month:02},{},{},{event},{price}", row % 50, (row * 3) % 70).expect("text");
    }
    write("data.csv", &table);
    folder
}

/// What `sha256sum` says of each file; nothing where there is no such program.
fn sums(folder: &Path) -> Option<BTreeMap<String, String>> {
    let names: Vec<_> = fs::read_dir(folder).ok()?.map(|e| e.expect("an entry").file_name()).collect();
    let Ok(output) = Command::new("sha256sum").args(&names).current_dir(folder).output() else {
        eprintln!("SKIPPED: there is no sha256sum to compare with");
        return None;
    };
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let line = |l: &str| l.split_once("  ").map(|(sum, name)| (name.to_owned(), sum.to_owned()));
    Some(said.lines().filter_map(line).collect())
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = froth().args(arguments).current_dir(folder).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Names and digests in a list, with those that each extends.
fn named(list: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for used in list.as_array().map(Vec::as_slice).unwrap_or_default() {
        let text = |field: &str| used[field].as_str().expect("text").to_owned();
        found.push((text("from"), text("sha256")));
        found.extend(named(&used["extends"]));
    }
    found
}

/// Command, what it was made from, flags that it states, seed.
type Case<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, Value)], Option<u64>);

#[test]
fn every_json_document_carries_version_digests_flags_and_seed() {
    let folder = folder();
    let Some(sums) = sums(folder.path()) else { return };
    let scored = ["m.toml", "./mine.toml", "./mid.toml", "./base.toml"];
    let both = [&scored[..], &["other.toml"]].concat();
    let shocked = [&scored[..], &["shock.toml"]].concat();
    let table = ["m.toml", "data.csv"];
    let cases: [Case<'_>; 13] = [
        ("score ./mine.toml -m m.toml", &scored, &[], None),
        (
            "score ./mine.toml -m m.toml --min-coverage 0.25 --real-time",
            &scored,
            &[("min_coverage", 0.25.into()), ("real_time", true.into())],
            None,
        ),
        ("compare ./mine.toml other.toml -m m.toml", &both, &[("draws", 10_000.into())], Some(1)),
        ("track ./mine.toml -m m.toml", &scored, &[], None),
        (
            "uncertainty ./mine.toml -m m.toml --draws 256 --seed 7 --without ends",
            &scored,
            &[("draws", 256.into()), ("without", vec!["ends"].into())],
            Some(7),
        ),
        ("sensitivity ./mine.toml -m m.toml --samples 64", &scored, &[("samples", 64.into())], Some(1)),
        ("stress ./mine.toml -m m.toml --shock ./shock.toml --target 60", &shocked, &[("target", "60".into())], None),
        ("check ./mine.toml m.toml -m m.toml", &scored, &[], None),
        (
            "exuberance data.csv --column price --critical-values none --lag bic:2",
            &["data.csv"],
            &[("lag", "bic:2".into()), ("critical_values", "none".into())],
            None,
        ),
        (
            "base-rates data.csv --price price --rise 10/1 --fall 10/2 --replications 100",
            &["data.csv"],
            &[("price", "price".into()), ("rise", vec!["10/1"].into()), ("fall", "10/2".into())],
            Some(1),
        ),
        (
            "backtest data.csv -m m.toml --event event --horizon 1..6 --replications 100",
            &table,
            &[("event", "event".into()), ("horizon", "1..6".into())],
            Some(1),
        ),
        (
            "panel data.csv -m m.toml -o out.csv --audit --allow-missing",
            &table,
            &[("allow_missing", true.into())],
            None,
        ),
        ("list", &[], &[], None),
    ];
    for (line, files, flags, seed) in cases {
        let mut arguments: Vec<&str> = line.split(' ').collect();
        arguments.extend(["--format", "json"]);
        let document: Value = serde_json::from_str(&run(folder.path(), &arguments)).expect("JSON");
        assert_eq!(document["schema"], 1);
        let made = &document["made_from"];
        assert_eq!(made["froth"], env!("CARGO_PKG_VERSION"), "{line}");
        assert_eq!(made["command"], line.split(' ').next().expect("a command"));
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        for list in ["models", "scenarios", "shocks", "data"] {
            found.extend(
                named(&made[list]).into_iter().map(|(from, sum)| (from.trim_start_matches("./").to_owned(), sum)),
            );
        }
        let wanted = files.iter().map(|f| f.trim_start_matches("./"));
        let wanted: BTreeMap<String, String> = wanted.map(|f| (f.to_owned(), sums[f].clone())).collect();
        assert_eq!(found, wanted, "{line}");
        for (flag, value) in flags {
            assert_eq!(&made["flags"][flag], value, "{line}: {made:#}");
        }
        assert_eq!(made["seed"].as_u64(), seed, "{line}: {made:#}");
        let again: Value = serde_json::from_str(&run(folder.path(), &arguments)).expect("JSON");
        assert_eq!(document, again, "{line}");
    }
}

#[test]
fn what_a_scenario_extends_stands_below_it_and_standard_input_is_named() {
    let folder = folder();
    let Some(sums) = sums(folder.path()) else { return };
    let text = fs::read(folder.path().join("mine.toml")).expect("there");
    let output = froth()
        .args(["score", "-", "-m", "m.toml", "--format", "json"])
        .current_dir(folder.path())
        .write_stdin(text)
        .output()
        .expect("it runs");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let scenario = &document["made_from"]["scenarios"][0];
    assert_eq!((scenario["from"].as_str(), scenario["id"].as_str()), (Some("-"), Some("mine")));
    assert_eq!(scenario["sha256"], Value::from(sums["mine.toml"].clone()));
    let bases = named(&scenario["extends"]);
    assert_eq!(bases.len(), 2);
    assert!(bases[0].0.ends_with("mid.toml") && bases[0].1 == sums["mid.toml"], "{bases:?}");
    assert!(bases[1].0.ends_with("base.toml") && bases[1].1 == sums["base.toml"], "{bases:?}");
}

#[test]
fn markdown_ends_with_it_and_tables_and_csv_do_not() {
    let folder = folder();
    let said = run(folder.path(), &["score", "./mine.toml", "-m", "m.toml", "--format", "markdown"]);
    let last = said.lines().last().expect("a line");
    let wanted = format!("Made by froth score, version {}.", env!("CARGO_PKG_VERSION"));
    assert!(last.starts_with(&wanted) && last.contains("m.toml (") && last.contains("base.toml ("), "{last}");
    for format in ["table", "csv"] {
        let said = run(folder.path(), &["score", "./mine.toml", "-m", "m.toml", "--format", format]);
        assert!(!said.contains("Made by froth") && !said.contains("sha256"), "{said}");
    }
}

#[test]
fn parquet_carries_it_in_its_metadata_and_csv_stays_data() {
    let folder = folder();
    let Some(sums) = sums(folder.path()) else { return };
    for name in ["out.parquet", "out.csv"] {
        run(folder.path(), &["panel", "data.csv", "-m", "m.toml", "-o", name]);
    }
    let bytes = fs::read(folder.path().join("out.parquet")).expect("written");
    // Metadata stand uncompressed at the file's end.
    let said = String::from_utf8_lossy(&bytes).into_owned();
    let start = said.find("{\"froth\":").expect("it is there");
    let mut documents = serde_json::Deserializer::from_str(&said[start..]).into_iter::<Value>();
    let made = documents.next().expect("a document").expect("JSON");
    assert_eq!(made["command"], "panel");
    assert_eq!(made["models"][0]["sha256"], Value::from(sums["m.toml"].clone()));
    assert_eq!(made["data"][0]["sha256"], Value::from(sums["data.csv"].clone()));
    let scores = fs::read_to_string(folder.path().join("out.csv")).expect("written");
    assert!(scores.starts_with("date,score,band,coverage\n") && !scores.contains("froth"), "{scores}");
}

/// A report of one's own files: page, Markdown, workbook, JSON and manifest say the same, and `froth verify` names what has
/// changed since.
#[test]
fn a_report_carries_it_everywhere_and_a_changed_text_is_named() {
    use calamine::{Data, Reader, Xlsx};
    let folder = folder();
    let Some(sums) = sums(folder.path()) else { return };
    run(folder.path(), &["report", "./mine.toml", "other.toml", "-m", "m.toml", "-o", "report", "--quiet"]);
    let read = |name: &str| fs::read_to_string(folder.path().join("report").join(name)).expect("there");
    let texts = ["m.toml", "mine.toml", "mid.toml", "base.toml", "other.toml"];
    for name in ["index.html", "report.md", "scorecards.json", "robustness.json", "manifest.json"] {
        for text in texts {
            assert!(read(name).contains(&sums[text]), "{text} in {name}");
        }
        assert!(read(name).contains(env!("CARGO_PKG_VERSION")) && read(name).contains("seed"), "{name}");
    }
    let mut book: Xlsx<_> = calamine::open_workbook(folder.path().join("report/report.xlsx")).expect("a workbook");
    let sheet = book.worksheet_range("made_from").expect("a sheet");
    let cells: Vec<String> = sheet.rows().flatten().filter(|c| **c != Data::Empty).map(ToString::to_string).collect();
    for wanted in texts.iter().map(|text| &sums[*text]) {
        assert!(cells.contains(wanted), "{cells:?}");
    }
    let manifest: Value = serde_json::from_str(&read("manifest.json")).expect("JSON");
    let listed = manifest["files"].as_array().expect("a list");
    assert!(listed.len() > 20);
    for file in listed.iter().map(|f| f.as_str().expect("text")) {
        let bytes = fs::read(folder.path().join("report").join(file)).expect("there");
        assert_eq!(manifest["sha256"][file], Value::from(froth::made_from::sha256(&bytes)), "{file}");
    }

    let verify = |more: &[&str]| {
        let output =
            froth().arg("verify").arg("report").args(more).current_dir(folder.path()).output().expect("it runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, said, errors) = verify(&[]);
    assert_eq!(code, Some(0), "{said}{errors}");
    assert!(said.contains("every text as it was") && said.contains("every one as it was written"), "{said}");
    // A comment more in a base: no number differs, but the text is another one.
    let base = folder.path().join("base.toml");
    let before = fs::read_to_string(&base).expect("there");
    fs::write(&base, format!("# looked at again\n{before}")).expect("written");
    let (code, said, _) = verify(&[]);
    assert_eq!(code, Some(1), "{said}");
    let wanted = format!("extended by it ./base.toml has changed: its SHA-256 was {}", sums["base.toml"]);
    assert!(said.replace('\n', " ").contains(&wanted) && !said.contains("differences:"), "{said}");
    // A figure more: the numbers differ too.
    fs::write(&base, before.replace("x = 10", "x = 11")).expect("written");
    let (code, said, _) = verify(&["--format", "json"]);
    let document: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, document["ok"].as_bool()), (Some(1), Some(false)));
    let changed: Vec<&str> = document["inputs"]
        .as_array()
        .expect("inputs")
        .iter()
        .filter(|i| i["ok"] == false)
        .filter_map(|i| i["from"].as_str())
        .collect();
    assert_eq!(changed, ["./base.toml"]);
    assert!(document["files"][0]["differences"].as_array().is_some_and(|d| !d.is_empty()));
    assert!(
        document["folder"].as_array().is_some_and(|f| f.len() == listed.len() && f.iter().all(|f| f["ok"] == true))
    );
    // What cannot be read any more is named as what has changed, too.
    fs::write(&base, "schema = 1\n").expect("written");
    let (code, said, errors) = verify(&[]);
    assert!(code == Some(1) && said.is_empty() && errors.contains("./base.toml has changed"), "{errors}");
}
