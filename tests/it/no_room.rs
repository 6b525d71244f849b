//! A full disk, a read-only one, a limit on the size of files: an error that says what to do, and nothing has changed.

use crate::support::{plain, rooted};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A small disk of its own, where whoever runs this may mount one.
struct Disk {
    place: TempDir,
}

impl Disk {
    fn new(bytes: usize) -> Option<Self> {
        let place = tempfile::tempdir().expect("a folder");
        let size = format!("size={bytes}");
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(place.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Disk { place });
        }
        eprintln!("SKIPPED: whoever runs this test cannot mount a disk");
        None
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn read_only(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro"]).arg(self.place.path()).status().expect("it runs");
        assert!(done.success());
    }

    /// Takes all the room that is left.
    fn fill(&self) {
        use std::io::Write;
        let mut file = fs::File::create(self.path("filler")).expect("made");
        while file.write_all(&[0; 512]).is_ok() {}
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.place.path()).status();
    }
}

/// A model, a scenario and a table.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("m.toml", &rooted(&(plain("x", "root", 1.0) + &plain("y", "root", 1.0))));
    write(
        "s.toml",
        "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\nmodel = './m.toml'\n[values]\nx = 10\ny = 60\n",
    );
    let mut table = "date,x,y\n".to_owned();
    let mut prices = "date,price\n".to_owned();
    for row in 0..2000_usize {
        writeln!(table, "{}-{:02}-01,{},{}", 1800 + row / 12, 1 + row % 12, row % 50, (row * 3) % 70).expect("text");
    }
    for row in 0..60 {
        writeln!(prices, "{}-{:02}-01,{}", 2000 + row / 12, 1 + row % 12, 100 + row * row % 37).expect("text");
    }
    write("data.csv", &table);
    write("prices.csv", &prices);
    folder
}

fn froth(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_froth"));
    command.current_dir(folder).env("NO_COLOR", "1").env("FROTH_CACHE", folder.join("cache"));
    command
}

/// Arguments before the place that is written to, and its name.
const WRITERS: [(&str, &str); 5] = [
    ("chart dumbbell ./s.toml -o", "chart.svg"),
    ("chart radar ./s.toml -o", "chart.png"),
    ("panel data.csv -m m.toml -o", "scored.csv"),
    ("panel data.csv -m m.toml -o", "scored.parquet"),
    ("report ./s.toml -o", "report"),
];

fn read(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
    entries
        .map(|path| (path.clone(), if path.is_dir() { b"a folder".to_vec() } else { fs::read(path).expect("read") }))
        .collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn clean(output: &Output, what: &str, parts: &[&str]) {
    let said = said(output);
    assert_eq!(output.status.code(), Some(1), "{what}: {said}");
    assert!(output.stdout.is_empty() && !said.contains("panicked"), "{what}: {said}");
    for part in parts {
        assert!(said.contains(part), "{what}: no `{part}` in {said}");
    }
}

#[test]
fn a_full_disk_keeps_what_was_there() {
    let folder = folder();
    let Some(disk) = Disk::new(64 * 1024) else { return };
    for (_, name) in WRITERS.iter().filter(|(_, name)| *name != "report") {
        fs::write(disk.path(name), "mine").expect("written");
    }
    disk.fill();
    let before = read(disk.place.path());
    for (arguments, name) in WRITERS {
        let output = froth(folder.path()).args(arguments.split(' ')).arg(disk.path(name)).output().expect("it runs");
        clean(&output, name, &["cannot write", "No space left", "make room, or write to another disk"]);
        assert!(read(disk.place.path()) == before, "{name}: {:?}", read(disk.place.path()).keys());
    }
    let output = froth(folder.path()).args(["new", "model"]).arg(disk.path("n.toml")).output().expect("it runs");
    clean(&output, "new", &["cannot write", "No space left"]);
    assert!(read(disk.place.path()) == before);
    // A cache is only a cache.
    let run = |cache: &Path| {
        let mut command = froth(folder.path());
        command
            .args(["exuberance", "prices.csv", "--replications", "50", "--format", "json"])
            .env("FROTH_CACHE", cache);
        command.output().expect("it runs")
    };
    let (full, none) = (run(disk.place.path()), run(&folder.path().join("cache")));
    assert!(full.status.success() && full.stdout == none.stdout, "{}", said(&full));
    assert!(read(disk.place.path()) == before);
}

/// Rows that memory does not hold are sorted beside the output: where that disk is full this is said, and nothing stays there.
#[test]
fn a_disk_without_room_for_sorting_is_said() {
    let folder = folder();
    let Some(disk) = Disk::new(4 * 1024 * 1024) else { return };
    let mut table = "date,entity,x,y\n".to_owned();
    for row in 0..120_000_usize {
        let (month, firm) = (row / 400, row % 400);
        writeln!(table, "{}-{:02}-01,firm {firm},{},{}", 1800 + month / 12, 1 + month % 12, row % 50, row % 70)
            .expect("text");
    }
    fs::write(folder.path().join("firms.csv"), table).expect("written");
    let history = plain("x", "root", 1.0)
        + &plain("y", "root", 1.0).replace("rule.linear", "transform = [{ change = { periods = 1 } }]\nrule.linear");
    fs::write(folder.path().join("h.toml"), rooted(&history)).expect("written");
    let run = |memory: &str, out: &Path| {
        let mut command = froth(folder.path());
        command
            .args(["panel", "firms.csv", "-m", "h.toml", "--memory", memory, "-o"])
            .arg(out)
            .output()
            .expect("it runs")
    };
    let out = disk.path("out.parquet");
    fs::write(&out, "mine").expect("written");
    let before = read(disk.place.path());
    clean(&run("1", &out), "panel", &["cannot write", "No space left", "rows are sorted on disk in", "make room"]);
    assert!(read(disk.place.path()) == before);
    let (held, sorted) = (folder.path().join("held.csv"), folder.path().join("sorted.csv"));
    assert!(run("1024", &held).status.success() && run("1", &sorted).status.success());
    assert!(fs::read(held).expect("read") == fs::read(sorted).expect("read"));
}

/// A report there is whole, and a second one finds no room: the first stays to the last byte.
#[test]
fn a_report_that_finds_no_room_leaves_the_old_one() {
    let folder = folder();
    let Some(disk) = Disk::new(4 * 1024 * 1024) else { return };
    let run = |more: &[&str]| {
        let mut command = froth(folder.path());
        command.args(["report", "./s.toml", "-o"]).arg(disk.path("report")).args(more).output().expect("it runs")
    };
    assert!(run(&[]).status.success());
    disk.fill();
    let before = (read(&disk.path("report")), read(&disk.path("report/charts")));
    clean(&run(&["--lang", "zh-Hant"]), "report", &["cannot write", "No space left"]);
    assert!((read(&disk.path("report")), read(&disk.path("report/charts"))) == before);
    fs::remove_file(disk.path("filler")).expect("removed");
    assert!(run(&["--lang", "zh-Hant"]).status.success());
    assert!(read(&disk.path("report")) != before.0);
}

#[test]
fn a_read_only_disk_is_said() {
    let folder = folder();
    let Some(disk) = Disk::new(64 * 1024) else { return };
    fs::write(disk.path("chart.svg"), "mine").expect("written");
    disk.read_only();
    let before = read(disk.place.path());
    for (arguments, name) in WRITERS {
        let output = froth(folder.path()).args(arguments.split(' ')).arg(disk.path(name)).output().expect("it runs");
        clean(&output, name, &["cannot write", "Read-only file system", "write to a folder that is yours to write to"]);
    }
    let output = froth(folder.path()).args(["new", "scenario"]).arg(disk.path("n.toml")).output().expect("it runs");
    clean(&output, "new", &["cannot write", "Read-only file system"]);
    assert!(read(disk.place.path()) == before);
}

/// A limit on the size of files: where its signal is ignored writing fails, where it is not the run is killed by it.
#[test]
fn a_limit_on_the_size_of_files_tears_none() {
    let folder = folder();
    for (arguments, name) in WRITERS.iter().filter(|(_, name)| *name != "report") {
        let target = folder.path().join(name);
        fs::write(&target, "mine").expect("written");
        let run = |prefix: &str| {
            let line = format!("{prefix} ulimit -f 1; exec \"$0\" {arguments} {name}");
            let mut shell = Command::new("sh");
            let froth = env!("CARGO_BIN_EXE_froth");
            shell.args(["-c", &line, froth]).current_dir(folder.path()).env("NO_COLOR", "1").output().expect("it runs")
        };
        clean(&run("trap '' XFSZ;"), name, &["cannot write", "File too large", "make room"]);
        let left = || read(folder.path()).keys().any(|path| path.extension().is_some_and(|e| e == "tmp"));
        assert!(!left(), "{name}: nothing is left over");
        assert!(!run("").status.success(), "{name}");
        assert_eq!(fs::read_to_string(&target).expect("there"), "mine", "{name}");
        // The signal kills at once and leaves its file in the making: the next run removes that.
        let next = froth(folder.path()).args(arguments.split(' ')).arg(name).output().expect("it runs");
        assert!(next.status.success() && !left(), "{name}: {}", said(&next));
    }
}

#[test]
fn standard_output_without_room_is_an_error_and_no_panic() {
    let folder = folder();
    if !Path::new("/dev/full").exists() {
        eprintln!("SKIPPED: this system has no /dev/full");
        return;
    }
    for line in [
        "score ./s.toml",
        "score ./s.toml --format json",
        "list --format csv",
        "show ai-2025q4",
        "check m.toml --format markdown",
        "track ./s.toml",
        "sql -m m.toml --dialect duckdb",
        "exuberance prices.csv --critical-values none",
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("open");
        let output = froth(folder.path()).args(line.split(' ')).stdout(full).output().expect("it runs");
        clean(&output, line, &["error: cannot write the output: No space left"]);
    }
}
