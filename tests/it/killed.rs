//! Two hundred kills at random moments: every file is the old one or the new one, and the next run removes what is left.
//!
//! `FROTH_KILLS=2000` kills ten times as often.

use crate::feeds::{Publisher, ok};
use crate::support::{plain, rooted};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

type Files = BTreeMap<String, Vec<u8>>;

/// A command that writes, in two versions that write something else.
struct Writer {
    name: &'static str,
    kills: usize,
    arguments: [Vec<String>; 2],
    /// Below the folder in which it runs.
    writes_to: &'static str,
    /// Whether what is there already is removed before each run.
    anew: bool,
}

#[derive(Default)]
struct Counts {
    kills: usize,
    before: usize,
    during: usize,
    after: usize,
    /// Kills that left a file in the making.
    left: usize,
    torn: Vec<String>,
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    let figures: String = (0..12).map(|i| plain(&format!("x{i}"), "root", 1.0)).collect();
    write("m.toml", &rooted(&figures));
    for (name, base) in [("a", 20), ("b", 60)] {
        let values: Vec<String> = (0..12).map(|i| format!("x{i} = {}", base + i)).collect();
        let head =
            format!("schema = 1\nid = '{name}'\ntitle = 'T'\nas_of = 2025-12-31\nmodel = './m.toml'\n[values]\n");
        write(&format!("{name}.toml"), &(head + &values.join("\n")));
    }
    for (name, step) in [("a", 7), ("b", 11)] {
        let columns: Vec<String> = (0..12).map(|i| format!("x{i}")).collect();
        let mut table = format!("date,entity,{}\n", columns.join(","));
        for row in 0..3000_usize {
            let cells: Vec<String> = (0..12).map(|i| ((row * step + i * 13) % 100).to_string()).collect();
            writeln!(table, "{}-{:02}-01,e{},{}", 1990 + row / 12 % 30, 1 + row % 12, row / 360, cells.join(","))
                .expect("text");
        }
        write(&format!("{name}.csv"), &table);
    }
    let mut prices = "date,price\n".to_owned();
    let mut price = 100.0;
    for row in 0..80 {
        price *= if row % 7 < 4 { 1.02 } else { 0.99 };
        writeln!(prices, "{}-{:02}-01,{price}", 2000 + row / 12, 1 + row % 12).expect("text");
    }
    write("prices.csv", &prices);
    published(folder.path());
    folder
}

/// A scenario to be updated from either of two feed files, whose answers are in a store.
fn published(folder: &Path) {
    let publisher = Publisher::new();
    fs::create_dir_all(folder.join("kept")).expect("made");
    let scenario = "schema = 1\nid = 's'\ntitle = 'T' # kept\nas_of = 2025-12-31\npath = [1995-12-31]\n";
    fs::write(folder.join("kept/s.toml"), scenario).expect("written");
    for (name, step) in [("fa", 7), ("fb", 11)] {
        let mut feeds = "schema = 1\nid = 'f'\ntitle = 'F'\n".to_owned();
        let mut table = "date,x0,x1,x2,x3\n".to_owned();
        for row in 0..360 {
            let x = row * step % 97;
            writeln!(table, "{}-{:02}-28,{x},{},{},{}", 1996 + row / 12, 1 + row % 12, x + 1, x + 2, x + 3)
                .expect("text");
        }
        publisher.answers(&format!("/{name}.csv"), &[ok(table)]);
        for column in ["x0", "x1", "x2", "x3"] {
            writeln!(
                feeds,
                "[feed.{column}]\nfrom = 'csv'\nurl = 'https://example.org/{name}.csv'\ncolumn = '{column}'"
            )
            .expect("text");
        }
        fs::write(folder.join(format!("{name}.toml")), feeds).expect("written");
        let fetch = Command::new(env!("CARGO_BIN_EXE_froth"))
            .args(["fetch", &format!("./{name}.toml"), "--base", &format!("csv={}", publisher.url)])
            .current_dir(folder)
            .output()
            .expect("it runs");
        assert!(fetch.status.success(), "{}", String::from_utf8_lossy(&fetch.stderr));
    }
}

fn writers(scale: f64) -> Vec<Writer> {
    let writer = |name, kills: usize, of: [&str; 2], writes_to, anew| Writer {
        name,
        kills: (kills as f64 * scale).round() as usize,
        arguments: of.map(|line| line.split(' ').map(str::to_owned).collect()),
        writes_to,
        anew,
    };
    vec![
        writer("report", 24, ["report ./a.toml -o out", "report ./a.toml ./b.toml -o out"], "out", false),
        writer(
            "chart",
            52,
            ["chart dumbbell ./a.toml -o out/c.svg", "chart dumbbell ./b.toml -o out/c.svg"],
            "out",
            false,
        ),
        writer(
            "panel.csv",
            40,
            ["panel a.csv -m m.toml -o out/p.csv", "panel b.csv -m m.toml -o out/p.csv"],
            "out",
            false,
        ),
        writer(
            "panel.parquet",
            40,
            ["panel a.csv -m m.toml -o out/p.parquet", "panel b.csv -m m.toml -o out/p.parquet"],
            "out",
            false,
        ),
        writer(
            "panel on disk",
            16,
            [
                "panel a.csv -m m.toml --chained --memory 1 -o out/s.csv",
                "panel b.csv -m m.toml --chained --memory 1 -o out/s.csv",
            ],
            "out",
            false,
        ),
        writer(
            "update",
            24,
            [
                "update kept/s.toml --feeds ./fa.toml --offline --revise",
                "update kept/s.toml --feeds ./fb.toml --offline --revise",
            ],
            "kept",
            false,
        ),
        writer("new", 22, ["new model out/n.toml", "new scenario out/n.toml"], "out", true),
        writer(
            "cache",
            22,
            ["exuberance prices.csv --replications 200", "exuberance prices.csv --replications 201"],
            "cache",
            true,
        ),
    ]
}

impl Writer {
    fn command(&self, folder: &Path, version: usize) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_froth"));
        command.args(&self.arguments[version]).current_dir(folder).env("FROTH_CACHE", folder.join("cache"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn clear(&self, folder: &Path) {
        let place = folder.join(self.writes_to);
        for path in read(&place).keys().filter(|name| self.anew && !staged(name)) {
            fs::remove_file(place.join(path)).expect("removed");
        }
    }

    /// Runs to the end, and gives what is there then.
    fn whole(&self, folder: &Path, version: usize) -> Files {
        self.clear(folder);
        assert!(self.command(folder, version).status().expect("it runs").success(), "{}", self.name);
        read(&folder.join(self.writes_to))
    }
}

fn staged(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.strip_prefix(".froth-").and_then(|rest| rest.strip_suffix(".tmp")).is_some()
}

/// Every file below a folder.
fn read(folder: &Path) -> Files {
    fn walk(top: &Path, at: &Path, found: &mut Files) {
        for path in fs::read_dir(at).into_iter().flatten().map(|e| e.expect("an entry").path()) {
            if path.is_dir() {
                walk(top, &path, found);
            } else {
                let name = path.strip_prefix(top).expect("below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("read"));
            }
        }
    }
    let mut found = Files::new();
    walk(folder, folder, &mut found);
    found
}

/// A manifest while files are being replaced: whole, with the files of both runs, and silent on what they were made from.
fn between(bytes: &[u8], versions: &[Files; 2]) -> bool {
    let Ok(manifest) = serde_json::from_slice::<serde_json::Value>(bytes) else { return false };
    let own = |files: &Files| files.keys().filter(|name| *name != "manifest.json").cloned().collect::<BTreeSet<_>>();
    let listed = manifest["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    let listed: BTreeSet<String> = listed.iter().filter_map(|f| f.as_str().map(str::to_owned)).collect();
    let all: BTreeSet<String> = versions.iter().flat_map(own).collect();
    manifest.get("made_from").is_none() && listed.iter().all(|file| all.contains(file))
}

/// When a run is killed.
#[derive(Clone, Copy)]
enum Moment {
    /// At some share of its length.
    Any,
    /// Some time after the first file in the making is seen.
    Writing,
    /// Right after the first file of several was put in its place.
    Placing,
}

/// Waits for a moment to kill at.
fn wait(place: &Path, length: Duration, random: &mut ChaCha8Rng, moment: Moment) {
    let start = Instant::now();
    let until = |seen: &dyn Fn() -> bool, pause| {
        while start.elapsed() < 2 * length && !seen() {
            std::thread::sleep(Duration::from_micros(pause));
        }
    };
    match moment {
        Moment::Any => std::thread::sleep(length.mul_f64(1.1 * random.random::<f64>())),
        Moment::Writing => {
            let folders = [place.to_owned(), place.join("charts")];
            let entries = || folders.iter().flat_map(|f| fs::read_dir(f).into_iter().flatten().flatten());
            until(&|| entries().any(|e| staged(&e.file_name().to_string_lossy())), 50);
            std::thread::sleep(Duration::from_secs_f64(0.02 * random.random::<f64>().powi(2)));
        }
        Moment::Placing => {
            use std::os::unix::fs::MetadataExt;
            let manifest = || place.join("manifest.json").metadata().map(|m| m.ino()).ok();
            let before = manifest();
            until(&|| manifest() != before, 0);
            let after = Instant::now();
            let delay = Duration::from_micros(random.random_range(0..1500));
            while after.elapsed() < delay {
                std::hint::spin_loop();
            }
        }
    }
}

fn killed(writer: &Writer, folder: &Path, random: &mut ChaCha8Rng) -> Counts {
    let mut counts = Counts::default();
    let place = folder.join(writer.writes_to);
    fs::create_dir_all(&place).expect("made");
    let mut length = Duration::ZERO;
    let versions: [Files; 2] = [0, 1].map(|version| {
        let start = Instant::now();
        let files = writer.whole(folder, version);
        length = start.elapsed();
        files
    });
    assert!(versions[0] != versions[1] && !versions[0].is_empty(), "{} writes the same twice", writer.name);
    for kill in 0..writer.kills {
        let version = kill % 2;
        writer.clear(folder);
        let before: Files = read(&place).into_iter().filter(|(name, _)| !staged(name)).collect();
        let mut child = writer.command(folder, version).spawn().expect("it runs");
        let moment = match kill / 2 % 3 {
            0 => Moment::Any,
            1 => Moment::Writing,
            _ if writer.name == "report" => Moment::Placing,
            _ => Moment::Any,
        };
        wait(&place, length, random, moment);
        let done = child.try_wait().expect("it can be asked").is_some();
        child.kill().expect("killed");
        child.wait().expect("ended");
        counts.kills += 1;
        let mut found = read(&place);
        let left: Vec<String> = found.keys().filter(|name| staged(name)).cloned().collect();
        counts.left += usize::from(!left.is_empty());
        found.retain(|name, _| !staged(name));
        for (name, bytes) in &found {
            let whole = versions.iter().any(|files| files.get(name) == Some(bytes));
            if !(whole || name == "manifest.json" && between(bytes, &versions)) {
                counts.torn.push(format!("{} after kill {kill}: {name}, {} bytes", writer.name, bytes.len()));
            }
        }
        // Nothing that both runs write is ever gone.
        for name in before.keys().filter(|name| versions.iter().all(|v| v.contains_key(*name))) {
            if !found.contains_key(name) {
                counts.torn.push(format!("{} after kill {kill}: {name} is gone", writer.name));
            }
        }
        if done || found == versions[version] {
            counts.after += 1;
        } else if found == before {
            counts.before += 1;
        } else {
            counts.during += 1;
        }
        // Reports take long: what a kill left is removed by the next run, killed or not, and looked at now and then.
        if writer.name != "report" || kill % 6 == 5 {
            let healed = writer.whole(folder, version);
            let names = || healed.keys().collect::<Vec<_>>();
            assert!(healed == versions[version], "{} after kill {kill} and another run: {:?}", writer.name, names());
        }
    }
    counts
}

#[test]
fn a_killed_run_leaves_every_file_old_or_new() {
    let scale = std::env::var("FROTH_KILLS").ok().and_then(|n| n.parse().ok()).map_or(1.0, |n: f64| n / 200.0);
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut torn = Vec::new();
    let mut all = 0;
    let mut lines = String::new();
    let start = Instant::now();
    for writer in writers(scale) {
        let folder: PathBuf = folder().keep();
        let counts = killed(&writer, &folder, &mut random);
        fs::remove_dir_all(&folder).expect("removed");
        all += counts.kills;
        writeln!(
            lines,
            "  {}: {} kills, {} before, {} during and {} after files were put in place; {} left a file in the making, 0 after the next run; torn: {}",
            writer.name, counts.kills, counts.before, counts.during, counts.after, counts.left, counts.torn.len()
        )
        .expect("text");
        torn.extend(counts.torn);
    }
    // Not through the macros: these counts are to be seen where the test passes.
    let _ =
        write!(std::io::stderr(), "killed {all} times in {:.0?}, torn files: {}\n{lines}", start.elapsed(), torn.len());
    assert!(torn.is_empty(), "{torn:#?}");
    assert!(scale < 1.0 || all >= 200, "{all} kills");
}
