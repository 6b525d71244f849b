//! Paths that a command reads and writes: nothing that is read is written over, nothing is written twice, links are followed.

#![cfg(all(unix, feature = "panel"))]

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const MODEL: &str = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.x]\ndimension = 'root'\nrule.linear = { from = 0, to = 10 }\n";

/// A model, a scenario with a base, a table, and links to them.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("m.toml", MODEL);
    write("m.csv", MODEL);
    write("m.svg", MODEL);
    write("base.csv", "schema = 1\nid = 'base'\ntitle = 'B'\nas_of = 2024-01-01\nvalues.x = 5\n");
    write(
        "s.toml",
        "schema = 1\nid = 's'\ntitle = 'S'\nextends = './base.csv'\nas_of = 2024-01-01\nmodel = './m.svg'\n",
    );
    write("p.csv", "date,entity,x,event\n2024-01-31,a,1,0\n2024-02-29,a,2,0\n2024-01-31,b,3,0\n2024-02-29,b,4,1\n");
    symlink("p.csv", folder.path().join("link.csv")).expect("linked");
    symlink(".", folder.path().join("here")).expect("linked");
    symlink("new.csv", folder.path().join("dangling.csv")).expect("linked");
    folder
}

fn run(folder: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_froth"));
    command.args(line.split(' ')).current_dir(folder).env("FROTH_CACHE", folder.join("cache"));
    command.stdin(Stdio::null()).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn no_output_is_an_input_or_another_output() {
    let panel = "panel p.csv -m ./m.toml";
    for (line, names) in [
        (format!("{panel} -o o.csv --chart p.csv"), ["--chart", "DATA"]),
        (format!("{panel} -o o.csv --chart link.csv"), ["--chart", "DATA"]),
        (format!("{panel} -o o.csv --ranks here/p.csv"), ["--ranks", "DATA"]),
        (format!("{panel} -o here/here/p.csv"), ["-o", "DATA"]),
        ("panel p.csv -m ./m.csv -o m.csv".to_owned(), ["-o", "-m"]),
        (format!("{panel} -o o.csv --chart ./o.csv"), ["-o", "--chart"]),
        (format!("{panel} -o new.csv --ranks dangling.csv"), ["-o", "--ranks"]),
        (format!("{panel} -o o.csv --chart a.csv --ranks here/here/a.csv"), ["--chart", "--ranks"]),
        ("panel link.csv -m ./m.toml -o p.csv".to_owned(), ["-o", "DATA"]),
        ("exuberance p.csv --chart p.csv".to_owned(), ["--chart", "DATA"]),
        ("base-rates p.csv --price x --chart runups=p.csv".to_owned(), ["--chart runups", "DATA"]),
        ("backtest p.csv -m ./m.toml --event event --chart roc=p.csv".to_owned(), ["--chart roc", "DATA"]),
        (
            "backtest p.csv -m ./m.toml --event event --chart roc=a.svg --chart signal=./a.svg".to_owned(),
            ["--chart roc", "--chart signal"],
        ),
        ("chart radar ./m.svg -o here/m.svg".to_owned(), ["-o", "SCENARIO"]),
        ("chart radar ai-2026q3 -m ./m.csv -o m.csv".to_owned(), ["-o", "-m"]),
        ("chart radar ai-2026q3 --font m.svg -o m.svg".to_owned(), ["-o", "--font"]),
        // What is read because a scenario names it.
        ("chart radar ./s.toml -o base.csv".to_owned(), ["-o", "a scenario"]),
        ("chart radar ./s.toml -o m.svg".to_owned(), ["-o", "a model"]),
    ] {
        let folder = folder();
        let before = contents(folder.path());
        let output = run(folder.path(), &line);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{line}: {said}");
        assert!(names.iter().all(|name| said.contains(name)), "{line}: {said}");
        assert_eq!(contents(folder.path()), before, "{line}");
    }
}

/// Every file by name, links as such.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).expect("read")))
        .collect();
    all.sort();
    all
}

#[test]
fn a_link_stays_a_link_and_its_target_is_written() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("target.csv"), "old").expect("written");
    symlink("target.csv", at("out.csv")).expect("linked");
    let output = run(folder.path(), "panel p.csv -m ./m.toml -o out.csv");
    assert!(output.status.success(), "{}", said(&output));
    assert!(at("out.csv").is_symlink());
    assert!(fs::read_to_string(at("target.csv")).expect("read").starts_with("date,entity,score"));
    assert!(run(folder.path(), "panel p.csv -m ./m.toml -o dangling.csv").status.success());
    assert!(at("dangling.csv").is_symlink() && at("new.csv").metadata().expect("there").is_file());
    assert!(run(folder.path(), "chart radar ./s.toml -o dangling.csv").status.success());
    assert!(at("dangling.csv").is_symlink());
}

#[test]
fn pipes_devices_and_folders_are_no_files() {
    let folder = folder();
    let made = Command::new("mkfifo").arg(folder.path().join("fifo.toml")).status().expect("mkfifo");
    assert!(made.success());
    fs::write(folder.path().join("extends.toml"), "schema = 1\nid = 'e'\ntitle = 'E'\nextends = './fifo.toml'\n")
        .expect("written");
    for (line, says) in [
        ("score ./fifo.toml", "it is a device or a pipe"),
        ("score ./s.toml -m ./fifo.toml", "it is a device or a pipe"),
        ("check ./extends.toml", "it is a device or a pipe"),
        ("score /dev/zero", "it is a device or a pipe"),
        ("score ./here", "it is a directory"),
    ] {
        let start = Instant::now();
        let output = run(folder.path(), line);
        assert_eq!(output.status.code(), Some(1), "{line}");
        let all = said(&output) + &String::from_utf8_lossy(&output.stdout);
        assert!(all.contains(says), "{line}: {all}");
        assert!(start.elapsed() < Duration::from_secs(20), "{line}");
    }
    // A shell's own pipe has no name, and is read.
    let line = format!("{} score <(cat ./s.toml) -m ./m.toml", env!("CARGO_BIN_EXE_froth"));
    let piped = Command::new("bash").args(["-c", &line]).current_dir(folder.path()).output();
    let piped = piped.expect("bash");
    // Relative to the pipe there is no base: it is read so far.
    assert!(said(&piped).contains("base.csv") || piped.status.success(), "{}", said(&piped));
}

#[test]
fn sigterm_ends_in_order_and_leaves_nothing() {
    let folder = folder();
    let temporary = folder.path().join("tmp");
    fs::create_dir(&temporary).expect("made");
    // Standard input is kept in a file meanwhile.
    let mut child = Command::new(env!("CARGO_BIN_EXE_froth"))
        .args(["panel", "-", "-m", "./m.toml", "-o", "o.csv"])
        .current_dir(folder.path())
        .env("TMPDIR", &temporary)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let entries = || fs::read_dir(&temporary).expect("a folder").count();
    let start = Instant::now();
    while entries() == 0 && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(entries(), 1);
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(143));
    assert_eq!(entries(), 0);
    assert!(!folder.path().join("o.csv").exists());
}

#[test]
fn two_reports_at_once_are_one_and_a_message() {
    let folder = folder();
    let children: Vec<_> = (0..2)
        .map(|_| {
            Command::new(env!("CARGO_BIN_EXE_froth"))
                .args(["report", "./base.csv", "-m", "./m.toml", "-o", "r"])
                .current_dir(folder.path())
                .stderr(Stdio::piped())
                .spawn()
                .expect("it runs")
        })
        .collect();
    let ended: Vec<Output> = children.into_iter().map(|child| child.wait_with_output().expect("it ends")).collect();
    assert!(ended.iter().any(|output| output.status.success()));
    for loser in ended.iter().filter(|output| !output.status.success()) {
        assert!(said(loser).contains("another report is being written to r"), "{}", said(loser));
    }
    assert!(run(folder.path(), "verify r").status.success());
}

#[test]
fn what_no_report_wrote_is_never_touched() {
    let folder = folder();
    let report = folder.path().join("r");
    let at = |name: &str| report.join(name);
    let fails = |says: &str| {
        let before = contents(&report);
        let output = run(folder.path(), "report ./base.csv -m ./m.toml -o r");
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(says), "no `{says}` in {}", said(&output));
        assert_eq!(contents(&report), before);
    };
    fs::create_dir(&report).expect("made");
    // Somebody else's manifests.
    for foreign in ["{\"name\": \"an app\"}", "[]", "{\"schema\": 1, \"generator\": \"npm 1\", \"files\": []}", "mine"]
    {
        fs::write(at("manifest.json"), foreign).expect("written");
        fails("manifest.json is there already, and no report wrote it");
    }
    // One that was planted: its files are touched only if they are as it says, and never others than a report's.
    fs::write(at("thesis.txt"), "mine").expect("written");
    fs::write(at("index.html"), "mine too").expect("written");
    let digest = froth::made_from::sha256(b"mine");
    let planted = format!(
        "{{\"schema\": 1, \"generator\": \"froth 9\", \"files\": [\"index.html\", \"thesis.txt\"], \
         \"sha256\": {{\"index.html\": \"{digest}\", \"thesis.txt\": \"{digest}\"}}}}"
    );
    fs::write(at("manifest.json"), planted).expect("written");
    fails("index.html was changed since a report wrote it");
    fs::remove_file(at("index.html")).expect("removed");
    assert!(run(folder.path(), "report ./base.csv -m ./m.toml -o r").status.success());
    assert_eq!(fs::read_to_string(at("thesis.txt")).expect("there"), "mine");
    // A file of the report that somebody has changed is somebody's.
    fs::write(at("report.md"), "my notes").expect("written");
    fails("report.md was changed since a report wrote it");
    fs::remove_file(at("report.md")).expect("removed");
    symlink("../p.csv", at("report.md")).expect("linked");
    fails("report.md");
    fs::remove_file(at("report.md")).expect("removed");
    let before = at("index.html").metadata().expect("there").ino();
    assert!(run(folder.path(), "report ./base.csv -m ./m.toml -o r").status.success());
    assert_ne!(at("index.html").metadata().expect("there").ino(), before);
}
