//! The monthly job of docs/monthly.md, as it is printed there, against a server of two months of answers.

use crate::feeds::{Publisher, ok, shiller};
use crate::feeds_known::{address, facts};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The block of the page in a language.
fn block(language: &str) -> String {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/monthly.md")).unwrap();
    let start = format!("```{language}\n");
    let text = &page[page.find(&start).unwrap() + start.len()..];
    text[..text.find("```").unwrap()].to_owned()
}

/// Runs the job for a day; only `--base`, or `--offline`, is added to what asks publishers.
fn job(folder: &Path, more: &str, day: &str) -> String {
    let froth = env!("CARGO_BIN_EXE_froth");
    let function = format!(
        "froth() {{ case $1 in fetch|update) '{froth}' \"$@\" {more} ;; *) '{froth}' \"$@\" ;; esac; }}\n{}",
        block("sh")
    );
    let output = Command::new("sh")
        .args(["-c", &function, "monthly.sh", day])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{day} {more}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// Months from January 2022 up to one of 2026, as rows of FRED.
fn months(until: i32, value: impl Fn(i32) -> f64) -> String {
    (0..48 + until).fold(String::new(), |mut rows, k| {
        writeln!(rows, "{}-{:02}-01,{}", 2022 + k / 12, k % 12 + 1, value(k)).unwrap();
        rows
    })
}

/// So many quarters from 2022 on, filed a month after each.
fn builders(publisher: &Publisher, quarters: i32) {
    let first = |k: i32| format!("{}-{:02}-01", 2022 + k / 4, k % 4 * 3 + 1);
    let days: Vec<[String; 3]> = (0..quarters)
        .map(|k| {
            let day: jiff::civil::Date = first(k + 1).parse().unwrap();
            [first(k), day.yesterday().unwrap().to_string(), day.last_of_month().to_string()]
        })
        .collect();
    for cik in ["0000789019", "0001652044", "0001018724", "0001326801", "0001341439"] {
        let filed: Vec<_> = days
            .iter()
            .zip(0..)
            .flat_map(|([start, end, filed], k)| {
                let capex = ("PaymentsToAcquirePropertyPlantAndEquipment", 1e9 * f64::from(10 + k));
                let revenue = ("Revenues", 1e9 * f64::from(80 + k));
                [capex, revenue].map(|(name, val)| (name, start.as_str(), end.as_str(), val, filed.as_str()))
            })
            .collect();
        publisher.answers(&address(cik), &[ok(facts("A builder", &filed))]);
    }
}

/// What publishers have in a month of 2026.
fn answers(publisher: &Publisher, month: i32) {
    let names: Vec<String> =
        (0..48 + month).map(|k| format!("{}.{:02}", 2022 + k / 12, k % 12 + 1).replace(".10", ".1")).collect();
    let rows: Vec<(&str, f64, f64)> = names
        .iter()
        .zip(0..)
        .map(|(name, k)| (name.as_str(), 300.0 + f64::from(k), 34.0 + f64::from(k) / 5.0))
        .collect();
    publisher.answers("/~shiller/data/ie_data.xls", &[ok(shiller(&rows))]);
    let quarters = |value: f64| {
        (0..(48 + month) / 3).fold(String::new(), |mut rows, k| {
            writeln!(rows, "{}-{:02}-01,{}", 2022 + k / 4, k % 4 * 3 + 1, value + value / 100.0 * f64::from(k))
                .unwrap();
            rows
        })
    };
    for (series, value) in
        [("GDP", 29000.0), ("NCBEILQ027S", 60_000_000.0), ("BOGZ1FL663067003Q", 700_000.0), ("A679RC1Q027SBEA", 1300.0)]
    {
        publisher.fred(series, &quarters(value));
    }
    builders(publisher, (48 + month) / 3);
    publisher.fred("GDPA", "2023-01-01,27700\n2024-01-01,29200\n2025-01-01,30600\n");
    publisher.fred("UMCSENT", &months(month, |k| 70.0 - f64::from(k) / 2.0));
    publisher.fred("NASDAQCOM", &months(month, |k| 15000.0 + 300.0 * f64::from(k)));
    publisher.fred("BAMLH0A0HYM2", &months(month, |k| 3.0 + f64::from(k) / 50.0));
}

/// Everything below a folder but the store's days, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for name in ["mine.toml", "changes.txt", "alerts.txt"] {
        all.push((name.to_owned(), fs::read(folder.join(name)).unwrap()));
    }
    all
}

#[test]
fn the_monthly_job_runs_as_printed_and_says_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let publisher = Publisher::new();
    let base = ["edgar", "fred", "shiller"].map(|name| format!("--base {name}={}", publisher.url)).join(" ");
    let begin = || fs::write(folder.join("mine.toml"), block("toml").replace("2026-09-30", "2026-08-31")).unwrap();
    begin();
    answers(&publisher, 8);
    job(folder, &base, "2026-09-30");
    let first = files(folder);
    answers(&publisher, 9);
    let said = job(folder, &base, "2026-10-31");
    let second = files(folder);
    // The second month: what was published meanwhile, what it moved, in parts that sum to it.
    for line in [
        "added 2026-09-30: ",
        "What changed: last.toml to mine.toml",
        "mine.toml (31 October 2026) scores",
        "Shiller CAPE, S&P 500",
    ] {
        assert!(said.contains(line), "{line}:\n{said}");
    }
    assert!(folder.join("report-2026-10-31/report.md").is_file());
    // The same two months from the store alone: the second has the answers of both.
    let asked = publisher.asked.lock().unwrap().len();
    fs::write(folder.join("mine.toml"), &first[0].1).unwrap();
    fs::remove_dir_all(folder.join("report-2026-10-31")).unwrap();
    job(folder, "--offline", "2026-10-31");
    assert_eq!(publisher.asked.lock().unwrap().len(), asked, "nobody is asked");
    for ((name, online), (_, offline)) in second.iter().zip(files(folder)) {
        assert!(*online == offline, "{name} differs offline:\n{}", String::from_utf8_lossy(&offline));
    }
}
