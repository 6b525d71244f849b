//! Small models and scenarios as text, and the binary.

use froth::diag::{Diagnostics, SourceFile};
use froth::model::Model;
use froth::scenario::Scenario;
use froth::score::{Scorecard, Settings, scorecard};
use std::path::{Path, PathBuf};

pub(crate) fn try_model(text: &str) -> Result<Model, Diagnostics> {
    Model::parse(&SourceFile::new("model.toml", text)).map(|(model, _)| model).map_err(froth::Error::into_findings)
}

pub(crate) fn model(text: &str) -> Model {
    try_model(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

pub(crate) fn try_scenario(text: &str) -> Result<Scenario, Diagnostics> {
    Scenario::load(&SourceFile::new("scenario.toml", text), &froth::catalog::open)
        .map(|(scenario, _)| scenario)
        .map_err(froth::Error::into_findings)
}

pub(crate) fn scenario(text: &str) -> Scenario {
    try_scenario(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// A scenario as of the end of 2025 with these `[values]` lines.
pub(crate) fn observed(id: &str, lines: &str) -> Scenario {
    scenario(&format!("schema = 1\nid = '{id}'\ntitle = 'T'\nas_of = 2025-12-31\n[values]\n{lines}"))
}

pub(crate) fn card(model: &Model, scenario: &Scenario) -> Scorecard {
    scorecard(model, scenario, Settings::default()).unwrap_or_else(|e| panic!("{e}"))
}

/// A model of one root with these further lines.
pub(crate) fn rooted(lines: &str) -> String {
    format!("schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n{lines}")
}

/// An indicator of the root on a scale from 0 to 100: its score is its value.
pub(crate) fn plain(id: &str, dimension: &str, weight: f64) -> String {
    format!(
        "[indicator.{id}]\ndimension = '{dimension}'\nweight = {weight:?}\nrule.linear = {{ from = 0, to = 100 }}\n"
    )
}

pub(crate) fn froth() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::cargo_bin("froth").expect("the binary is built for tests");
    command.env("NO_COLOR", "1").current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Sends Ctrl-C to long work as soon as it has said so often how far it is, first at its very beginning; its standard output and
/// what else it said.
#[cfg(unix)]
pub(crate) fn interrupted(
    mut command: std::process::Command,
    lines: usize,
) -> (std::process::ExitStatus, String, String) {
    use std::io::{BufRead, BufReader, Read};
    let pipe = std::process::Stdio::piped;
    let mut child = command.env("FROTH_PROGRESS", "lines").stdout(pipe()).stderr(pipe()).spawn().expect("it runs");
    let mut errors = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut said = String::new();
    // `drawing: 0 of 1000`; remarks on the files may come first.
    let is_progress = |line: &&str| {
        let counts = line.split_once(": ").and_then(|(_, counts)| counts.split_once(" of "));
        counts.is_some_and(|(done, all)| [done, all].iter().all(|n| n.parse::<u64>().is_ok()))
    };
    while said.lines().filter(is_progress).count() < lines {
        assert!(errors.read_line(&mut said).expect("a line") > 0, "it has ended: {said}");
    }
    assert!(said.contains(": 0 of "), "{said}");
    assert!(child.try_wait().expect("a state").is_none(), "it still works");
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
    let mut printed = String::new();
    child.stdout.take().expect("a pipe").read_to_string(&mut printed).expect("text");
    errors.read_to_string(&mut said).expect("text");
    (child.wait().expect("it ends"), printed, said)
}

/// Standard output of a command that must succeed.
pub(crate) fn stdout(arguments: &[&str]) -> String {
    let output = froth().args(arguments).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

pub(crate) fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&stdout(arguments)).expect("valid JSON")
}

/// Every file that is shipped, below `indicators` and `scenarios`.
pub(crate) fn shipped() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for top in ["feeds", "indicators", "scenarios"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(top), &mut found);
    }
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
        if entry.is_dir() {
            collect(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "toml") {
            found.push(entry);
        }
    }
}

pub(crate) fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} is not {b}");
}
