//! Chinese pages speak Chinese: what they say in Latin letters are names, units and the files' own ids, sources and notes.

use crate::support::{json, stdout};
use serde_json::Value;
use std::collections::BTreeSet;

/// Names that Chinese texts write in Latin letters: of things, of statistics, and of commands.
const NAMES: [&str; 24] = [
    "AI", "AUROC", "BSADF", "CAPE", "DebtRank", "GDP", "GSADF", "ID", "IPO", "Ishigami", "OpenAI", "RPO", "S1", "SADF",
    "SHA-256", "SPAC", "ST", "Sobol", "USD", "froth", "toml", "verify", "x1", "x2",
];

/// Fields of JSON that a page says in its own words: what they hold must not pass for a name.
const SAID: [&str; 6] = ["band", "kind", "reason", "status", "title", "unit"];

/// Ids, sources, notes: every other text of a result.
fn names(of: &Value, found: &mut BTreeSet<String>) {
    match of {
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                found.insert(key.clone());
                if !SAID.contains(&key.as_str()) {
                    names(value, found);
                }
            }
        }
        _ => {}
    }
}

/// Runs of Latin letters on the page of a command that are no names.
fn english(command: &[&str]) -> BTreeSet<String> {
    let page = stdout(&[command, &["--lang", "zh-Hant", "--format", "markdown"]].concat());
    // The last line says what the page was made from: flags as they are typed.
    let mut page = page
        .trim_end()
        .rsplit_once('\n')
        .map_or(String::new(), |(page, _)| page.replace('\\', "").replace("&nbsp;", " "));
    let mut known = BTreeSet::new();
    names(&json(&[command, &["--format", "json"]].concat()), &mut known);
    let mut known: Vec<String> = known.into_iter().filter(|name| name.len() > 1).collect();
    known.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for name in known {
        page = page.replace(&name, " ");
    }
    let flag = |run: &&str| run.starts_with("--");
    page.split(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)))
        .filter(|run| !run.contains('_') && !flag(run)) // an id, a flag
        .filter(|run| run.chars().filter(char::is_ascii_alphabetic).count() > 1 && !NAMES.contains(run))
        .map(str::to_owned)
        .collect()
}

#[test]
fn chinese_pages_speak_chinese() {
    let mut found = Vec::new();
    for command in [
        "list",
        "check four-dimensions dotcom-2000q1 ai-2026q3",
        "compare dotcom-2000q1 ai-2026q3",
        "track dotcom-2000q1 ai-2026q3",
        "uncertainty dotcom-2000q1 ai-2026q3 --draws 500",
        "sensitivity ai-2026q3 --samples 64",
        "stress ai-2026q3 --target 60 --versus dotcom-2000q1",
        "stress ai-2026q3 --shock ipo-wave",
        "network made-up-cloud --fail lab --rank --target fund --draws 50",
        "verify",
    ] {
        let left = english(&command.split(' ').collect::<Vec<_>>());
        if !left.is_empty() {
            found.push(format!("froth {command}: {left:?}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
