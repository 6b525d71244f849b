//! The tutorial, from its first file to its last command.

use crate::support::froth;
use std::fs;
use std::path::Path;

/// The blocks of the page in order: a language, and what stands before the block and in it.
fn blocks(page: &str) -> Vec<(&str, &str, &str)> {
    let mut blocks = Vec::new();
    let mut parts = page.split("```");
    let mut before = parts.next().unwrap_or_default();
    while let (Some(block), next) = (parts.next(), parts.next()) {
        let (language, text) = block.split_once('\n').expect("a language");
        blocks.push((language, before, text));
        before = next.unwrap_or_default();
    }
    blocks
}

/// The last name of a file in backticks before a block: where the block is to be written.
fn named(before: &str) -> &str {
    let quoted = before.split('`').skip(1).step_by(2);
    quoted.filter(|name| !name.contains(' ') && Path::new(name).extension().is_some()).last().expect("a file's name")
}

#[test]
fn the_tutorial_runs_from_an_empty_folder() {
    let (files, commands) = walked("tutorial.md");
    assert!(files == 5 && commands >= 9, "{files} files, {commands} commands");
}

#[test]
fn the_tutorial_of_networks_runs_from_an_empty_folder() {
    let (files, commands) = walked("networks.md");
    assert!(files == 1 && commands >= 6, "{files} files, {commands} commands");
}

/// Writes the files of a page, runs its commands, and holds what they print against what it shows.
fn walked(page: &str) -> (usize, usize) {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page)).expect("a tutorial");
    let folder = tempfile::tempdir().expect("a folder");
    let (mut files, mut commands) = (0, 0);
    for (language, before, text) in blocks(&page) {
        if language == "text" {
            continue;
        }
        if language != "console" {
            fs::write(folder.path().join(named(before)), text).expect("written");
            files += 1;
            continue;
        }
        let mut lines = text.lines();
        let command = lines.next().and_then(|l| l.strip_prefix("$ froth ")).expect("`$ froth ...`");
        let run = froth().current_dir(folder.path()).args(command.split(' ')).output().expect("it runs");
        let said = String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned();
        assert!(run.status.success(), "froth {command}: {said}");
        let mut rest = said.lines();
        for line in lines.filter(|l| *l != "..." && !l.is_empty()) {
            assert!(rest.any(|l| l == line), "froth {command} no longer prints:\n{line}\nbut\n{said}");
        }
        commands += 1;
    }
    (files, commands)
}

#[test]
fn the_example_of_a_new_rule_applies_to_the_sources() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/add-a-rule.md")).expect("a page");
    let differences: String = blocks(&page).into_iter().filter(|b| b.0 == "diff").map(|b| b.2).collect();
    assert!(differences.matches("\n+++ b/").count() >= 8, "{differences}");
    let folder = tempfile::tempdir().expect("a folder");
    let patch = folder.path().join("rule.diff");
    fs::write(&patch, differences).expect("written");
    let check = std::process::Command::new("git")
        .args(["apply", "--check"])
        .arg(&patch)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    match check {
        Err(e) => eprintln!("SKIPPED: git is needed to try docs/add-a-rule.md: {e}"),
        Ok(run) => assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr)),
    }
}
