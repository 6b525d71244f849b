//! Chinese pages speak Chinese: what they say in Latin letters are names, units and the files' own ids, sources and notes.

use crate::support::{json, stdout};
use serde_json::Value;
use std::collections::BTreeSet;

/// Names that Chinese texts write in Latin letters: of things, of statistics, and of commands.
const NAMES: [&str; 28] = [
    "AI", "AUROC", "BSADF", "CAPE", "DebtRank", "GDP", "GSADF", "ID", "IPO", "Ishigami", "OpenAI", "RPO", "S1", "SADF",
    "SHA-256", "SPAC", "ST", "Sobol", "USD", "froth", "toml", "verify", "x1", "x2", "ECY", "FRED", "ROC", "DRAM",
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

/// What no desk in Taipei prints: words of elsewhere, and words that had two meanings here.
const NEVER: [&str; 26] = [
    "盈利",
    "口徑",
    "建設者",
    "網際網路",
    "市盈率",
    "監管",
    "收益率",
    "初創",
    "公募",
    "覆蓋率",
    "基礎設施",
    "傑斐遜",
    "千分之",
    "史上最糟",
    "次序",
    "計分卡",
    "邏輯斯",
    "過熱",
    "私有市場",
    "截尾",
    "鏈接",
    "彙總",
    "誤報",
    "面板",
    "回調",
    "上下界",
];

fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// What is set as no Chinese is, with the text around it.
fn ill_set(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| line.contains(is_han)) {
        found.extend(NEVER.iter().filter(|word| line.contains(**word)).map(|word| format!("`{word}` in {line}")));
        // Not the number of a point in a list, nor the file of a picture.
        let line = line.trim().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(". ");
        let line = line.split("](<").next().unwrap_or_default().trim_start_matches("![");
        let text: Vec<char> = line.chars().collect();
        let at = |n: usize| text.get(n).copied().unwrap_or('\n');
        for n in 0..text.len() {
            let (here, next, after) = (text[n], at(n + 1), at(n + 2));
            let apart = |c: char| "·|-*<!".contains(c);
            let wrong = match (here, next) {
                // Punctuation and brackets of half a width, at Han.
                (c, ',' | ';' | ':' | '!' | '?') => is_han(c) && (after == ' ' || after == '\n' || is_han(after)),
                ('(' | '[', c) | (c, ')' | ']' | '(' | '[') => is_han(c),
                // A blank between Han and Latin or digits.
                (c, ' ') => (is_han(c) && !apart(after)) || (is_han(after) && !apart(c) && c != ' ' && c != '#'),
                _ => false,
            };
            if wrong {
                let from = n.saturating_sub(12);
                found.push(text[from..(n + 12).min(text.len())].iter().collect());
            }
        }
        // Days, percentages and minus signs in what has no English word in it: sources and notes keep theirs.
        for piece in line.split(['|', '。', '；', '：', '（', '）']).filter(|p| p.contains(is_han)) {
            let english = piece.split(|c: char| !c.is_ascii_alphabetic()).any(|w| w.len() > 1 && !NAMES.contains(&w));
            let pairs = || piece.chars().zip(piece.chars().skip(1)).zip(piece.chars().skip(2));
            let minus = |((a, b), c): ((char, char), char)| is_han(a) && b == '-' && c.is_ascii_digit();
            let iso = |((a, b), c): ((char, char), char)| a.is_ascii_digit() && b == '-' && c.is_ascii_digit();
            if !english && (piece.contains(" %") || pairs().any(minus) || pairs().any(iso)) {
                found.push(piece.to_owned());
            }
        }
    }
    found
}

#[test]
fn what_is_ill_set_is_found() {
    for text in [
        "熱潮:強",
        "熱潮, 強",
        "家數(+8)",
        "AI 熱潮",
        "熱潮 AI",
        "占 75",
        "占比75 %",
        "自2026-09-30起",
        "低-3分",
        "盈利",
    ] {
        assert!(!ill_set(text).is_empty(), "{text}");
    }
    for text in
        ["AI熱潮：強度47.7分，占75%（+8）", "2026/9/30", "Fed, 2026-09-30: 5 %", "- 網路泡沫", "## 結論", "低−3分"]
    {
        assert_eq!(ill_set(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn chinese_pages_are_set_as_a_newspaper_sets_them() {
    let mut found = Vec::new();
    for command in [
        "list",
        "check four-dimensions dotcom-2000q1 ai-2026q3 --audit",
        "compare dotcom-2000q1 ai-2026q3",
        "compare ai-2025q4 dotcom-2000q1 ai-2026q3 --full",
        "compare us-1929 ai-2026q3",
        "track dotcom-2000q1 ai-2026q3",
        "changes ai@2025-12-31 ai@2026-09-30",
        "uncertainty dotcom-2000q1 ai-2026q3 --draws 500",
        "sensitivity dotcom-2000q1 ai-2026q3 --samples 64",
        "stress ai-2026q3 --target 60 --versus dotcom-2000q1",
        "stress ai-2026q3 --shock ipo-wave",
        "network made-up-cloud --fail lab --rank --target fund --draws 50 --circularity",
        "verify",
        "score ai-2026q3 -m transmission",
        "score oracle-2025q4 openai-2025q4 lucent-2000",
        "score us-1929 japan-1989 housing-2007 dotcom-2001q2 spac-crypto-2021 nifty-fifty-1972 ipo-wave",
    ] {
        let page = stdout(
            &[&command.split(' ').collect::<Vec<_>>()[..], &["--lang", "zh-Hant", "--format", "markdown"]].concat(),
        );
        let page = page.replace("&nbsp;", "").replace('\\', "");
        let ill = ill_set(page.trim_end().rsplit_once('\n').map_or("", |(page, _)| page));
        if !ill.is_empty() {
            found.push(format!("froth {command}:\n  {}", ill.join("\n  ")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_chinese_report_and_its_charts_are_set_so_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("report");
    let path = report.to_str().expect("UTF-8");
    stdout(&["report", "dotcom-2000q1", "ai-2026q3", "-o", path, "--lang", "zh-Hant", "--quiet"]);
    let page =
        std::fs::read_to_string(report.join("report.md")).expect("written").replace("&nbsp;", "").replace('\\', "");
    let mut found = ill_set(&page);
    for file in std::fs::read_dir(report.join("charts")).expect("a folder") {
        let file = file.expect("a file").path();
        if file.extension().is_some_and(|e| e == "svg") {
            let svg = std::fs::read_to_string(&file).expect("written");
            let document = roxmltree::Document::parse(&svg).expect("XML");
            let texts = document.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text());
            found.extend(ill_set(&texts.map(str::trim).collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What a scenario's files say of their figures is read beside them, in either language.
#[test]
fn every_note_of_a_built_in_scenario_has_its_chinese() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut notes = 0;
    for folder in ["eras", "calibration", "companies", "what-if"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let file: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
            for table in ["values", "series"] {
                let figures = file.get(table).and_then(toml::Value::as_table).into_iter().flatten();
                let noted: BTreeSet<&String> =
                    figures.filter(|(_, f)| f.get("note").is_some()).map(|(id, _)| id).collect();
                let chinese = file.get("text").and_then(|t| t.get("zh-Hant")?.get(table)?.as_table());
                let told: BTreeSet<&String> = chinese.into_iter().flatten().map(|(id, _)| id).collect();
                assert_eq!(noted, told, "{} [{table}]", path.display());
                notes += noted.len();
            }
        }
    }
    assert!(notes > 100, "{notes} notes");
}
