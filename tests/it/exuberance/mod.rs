//! Tests for explosive growth: from a data file to JSON, chart and cache.

mod found;
mod monitor;
mod read;
mod runs;
mod scored;
mod shown;

use crate::support::froth;
use froth::exuberance::{Cache, Critical, Exuberance, Input, Options, exuberance};
use froth::series::psy::{Lag, Level, Residuals, Settings};
use jiff::civil::{Date, date};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
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
