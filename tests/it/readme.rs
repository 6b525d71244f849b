//! What the README shows is what the program prints.

use crate::support::{froth, stdout};
use std::fs;

/// The console blocks: the command behind `$ froth`, and the lines shown below it.
fn blocks() -> Vec<(Vec<String>, Vec<String>)> {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    let mut blocks = Vec::new();
    for block in readme.split("```console\n").skip(1) {
        let mut lines = block.split("\n```").next().unwrap_or_default().lines().map(str::to_owned);
        let command = lines.next().expect("a command");
        let arguments =
            command.strip_prefix("$ froth ").expect("`$ froth ...`").split(' ').map(str::to_owned).collect();
        blocks.push((arguments, lines.filter(|l| l != "..." && !l.is_empty()).collect()));
    }
    blocks
}

#[test]
fn console_blocks_are_real_runs() {
    let blocks = blocks();
    assert!(blocks.len() >= 3);
    for (arguments, shown) in blocks.iter().filter(|(arguments, _)| arguments[0] != "check") {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let said = stdout(&arguments);
        let mut rest = said.lines();
        for line in shown {
            assert!(rest.any(|l| l == line), "froth {} no longer prints:\n{line}", arguments.join(" "));
        }
    }
}

#[test]
fn the_scenario_of_the_readme_works_and_its_slip_is_answered_as_shown() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    let text = readme.split("```toml\n").nth(1).and_then(|t| t.split("```").next()).expect("a scenario");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.toml"), text).expect("written");
    let check = || froth().current_dir(folder.path()).args(["check", "mine.toml"]).output().expect("it runs");
    assert!(check().status.success(), "{}", String::from_utf8_lossy(&check().stderr));
    fs::write(folder.path().join("mine.toml"), text.replacen("source = \"desk\"", "sorce = \"desk\"", 1))
        .expect("written");
    let said = String::from_utf8_lossy(&check().stderr).into_owned();
    let (_, shown) = blocks().into_iter().find(|(arguments, _)| arguments[0] == "check").expect("a check");
    for line in shown {
        assert!(said.lines().any(|l| l == line), "no `{line}` in\n{said}");
    }
}
