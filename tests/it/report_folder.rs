//! The report: a folder that explains itself, is replaced as a whole, and holds nothing but what its figures say.

use crate::html::Document;
use crate::support::{froth, stdout};
use froth::analysis::{Analysis, Effort};
use froth::catalog::{Kind, builtin};
use froth::chart::Fonts;
use froth::locale::Language;
use froth::model::Model;
use froth::report::Report;
use froth::scenario::Scenario;
use froth::score::{Settings, counted};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

const ERAS: [&str; 3] = ["dotcom-2000q1", "ai-2025q4", "ai-2026q3"];

fn built_in(ids: &[&str]) -> (Model, Vec<Scenario>) {
    let model = Model::parse(&builtin(Kind::Model, "four-dimensions").expect("built in").source()).expect("a model").0;
    let scenario = |id: &&str| {
        Scenario::load(&builtin(Kind::Scenario, id).expect("built in").source(), &froth::catalog::open)
            .expect("a scenario")
            .0
    };
    (model, ids.iter().map(scenario).collect())
}

fn report(ids: &[&str], language: Language) -> Report<'static> {
    // For as long as the tests run.
    let (model, scenarios) = Box::leak(Box::new(built_in(ids)));
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let analysis = Analysis::full(model, &scenarios, Settings::default(), &()).expect("it scores");
    Report::new(Box::leak(Box::new(analysis)), language)
}

#[test]
fn a_report_in_either_language_computes_each_analysis_once() {
    let (model, scenarios) = built_in(&["dotcom-2000q1", "ai-2026q3"]);
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let before = (counted::comparisons(), counted::paths());
    let drawn = AtomicU64::new(0);
    let watch = |steps: u64| {
        drawn.fetch_add(steps, Ordering::Relaxed);
    };
    let analysis = Analysis::full(&model, &scenarios, Settings::default(), &watch).expect("it scores");
    let steps = drawn.load(Ordering::Relaxed);
    for language in [Language::English, Language::TraditionalChinese] {
        let report = Report::new(&analysis, language);
        // Without a font of its characters its PNGs are drawn in English, from the same analysis.
        assert!(!report.files(&Fonts::built_in(), &()).expect("drawn").is_empty());
    }
    assert_eq!((counted::comparisons() - before.0, counted::paths() - before.1), (1, 2));
    assert_eq!(drawn.load(Ordering::Relaxed), steps);
    assert!(steps <= Effort::full(Settings::default()).steps(), "{steps}");
}

#[test]
fn what_people_read_is_rendered_and_not_scored() {
    let calls =
        ["compare(", "scorecard(model", "path(model", "uncertainty(", "sensitivity(model", "reverse(", "Compiled::new"];
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/render/src")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            for line in fs::read_to_string(&path).expect("UTF-8").lines().filter(|l| !l.trim().starts_with("//")) {
                let called = calls.iter().find(|call| line.contains(*call) && !line.contains("fn "));
                assert_eq!(called, None, "{}: {line}", path.display());
            }
        }
    }
}

/// Files below a folder, parts separated by `/`.
fn files(folder: &Path) -> BTreeSet<String> {
    fn walk(top: &Path, at: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(at).expect("a folder").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                walk(top, &entry, found);
            } else {
                let path = entry.strip_prefix(top).expect("below").to_str().expect("UTF-8");
                found.insert(path.replace('\\', "/"));
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(folder, folder, &mut found);
    found
}

fn run(scenarios: &[&str], folder: &Path) -> std::process::Output {
    froth().arg("report").args(scenarios).arg("-o").arg(folder).output().expect("it runs")
}

/// Headings and sentences as they are; of tables and lists how they begin and how long they are.
fn outline(markdown: &str) -> String {
    const SHOWN: usize = 4;
    let is_row = |line: &str| {
        let item = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with('|') || line.starts_with("- ") || (item.len() < line.len() && item.starts_with(". "))
    };
    let lines: Vec<&str> = markdown.lines().collect();
    let mut shown = Vec::new();
    for block in lines.chunk_by(|a, b| is_row(a) == is_row(b)) {
        let rows = if is_row(block[0]) { block.len().min(SHOWN) } else { block.len() };
        shown.extend(block[..rows].iter().map(|line| (*line).to_owned()));
        if rows < block.len() {
            shown.push(format!("({} more)", block.len() - rows));
        }
    }
    shown.join("\n")
}

#[test]
fn a_report_reads_well() {
    // Digests follow every edit of what is built in: tests/it/made_from.rs holds them against the files.
    let filters = vec![("[0-9a-f]{64}", "[sha256]"), (r"\d+\.\d+\.\d+(: draws|）)", "[version]$1")];
    insta::with_settings!({ filters => filters }, {
        insta::assert_snapshot!("report", outline(&report(&ERAS, Language::English).markdown()));
        let chinese = report(&["dotcom-2000q1", "ai-2026q3"], Language::TraditionalChinese);
        insta::assert_snapshot!("report-zh", outline(&chinese.markdown()));
    });
}

#[test]
fn the_page_is_valid_and_asks_for_nothing_from_outside() {
    for language in [Language::English, Language::TraditionalChinese] {
        for ids in [&ERAS[..], &ERAS[..1]] {
            let html = report(ids, language).html();
            let document = Document::parse(&html);
            assert_eq!(document.errors, Vec::<String>::new());
            for attribute in ["src", "href", "srcset"] {
                for element in document.elements() {
                    let Some(address) = element.attribute(attribute) else { continue };
                    let link = element.name == "a" && (address.starts_with("http") || address.starts_with('#'));
                    assert!(link, "{} {attribute}={address}", element.name);
                }
            }
            assert_eq!(document.named(&["script", "link", "iframe", "object", "embed", "img", "image"]).count(), 0);
            assert!(!html.contains("@import") && !html.contains("url("), "a style sheet asks for something");
            for anchor in document.named(&["a"]).filter(|a| a.is_in("nav")) {
                let target = anchor.attribute("href").and_then(|a| a.strip_prefix('#')).expect("a place in the page");
                assert_eq!(document.elements().filter(|e| e.attribute("id") == Some(target)).count(), 1, "{target}");
            }
            let figures = document.named(&["figure"]).count();
            assert_eq!(figures, report(ids, language).markdown().matches("](<charts/").count());
            assert!(figures >= 5);
        }
    }
}

#[test]
fn every_figure_stands_there_with_its_source() {
    let (model, scenarios) = built_in(&ERAS);
    let said = report(&ERAS, Language::English).markdown();
    for scenario in &scenarios {
        for id in model.value_ids() {
            let Some(seen) = scenario.observed(id, scenario.as_of) else { continue };
            let url = seen.provenance.url.as_deref().expect("a shipped figure has an address");
            let line = format!("| {} | {} | {}", seen.date, "high", "");
            let found = said.lines().any(|l| {
                l.contains(&format!("](<{url}>)"))
                    && l.contains(&seen.date.to_string())
                    && l.starts_with(&format!("| {}", scenario.title))
            });
            assert!(found, "{id} of {}: {line} {url}", scenario.id);
        }
    }
}

#[test]
fn markup_and_addresses_in_files_stay_text() {
    let text = "schema = 1\nid = 'm'\ntitle = '<script>alert(1)</script>'\ndescription = '<img src=x onerror=alert(1)>'\n\
                [dimension.root]\ntitle = '</svg><svg onload=alert(1)>'\n\
                [indicator.x]\ndimension = 'root'\ntitle = '\"><b>x</b>'\nunit = '&lt;'\nrule.linear = { from = 0, to = 100 }\n\
                [alert.a]\ntitle = '<i>a</i>'\nwhen = 'x > 1'\n";
    let scenario = "schema = 1\nid = 's'\ntitle = '<h1>s</h1> ![x](y) | `z`'\nas_of = 2025-12-31\n\
                    [values.x]\nvalue = 40\nsource = '[click](javascript:alert(1)) <script>'\nurl = 'javascript:alert(1)'\n";
    let model = crate::support::model(text);
    let scenario = crate::support::scenario(scenario);
    let analysis = Analysis::full(&model, &[&scenario], Settings::default(), &()).expect("it scores");
    let report = Report::new(&analysis, Language::English);
    let html = report.html();
    let document = Document::parse(&html);
    assert_eq!(document.errors, Vec::<String>::new());
    assert_eq!(document.named(&["script", "img", "b", "i"]).count(), 0);
    assert_eq!(document.named(&["h1"]).count(), 1);
    assert!(document.elements().all(|e| e.attribute("onload").or(e.attribute("onerror")).is_none()));
    assert!(!html.contains("href=\"javascript"), "a script as an address");
    let said = report.markdown();
    assert!(said.contains(r"\<h1\>s\</h1\> !\[x\](y) \| \`z\`"), "{said}");
    assert!(!said.contains("](<javascript"), "{said}");
}

#[test]
fn another_model_needs_no_id_of_the_default_one() {
    let model = crate::support::model(&crate::support::rooted(&crate::support::plain("only", "root", 1.0)));
    let a = crate::support::observed("a", "only = 10\n");
    let b = crate::support::observed("b", "only = 80\n");
    let analysis = Analysis::full(&model, &[&a, &b], Settings::default(), &()).expect("it scores");
    let said = Report::new(&analysis, Language::English).markdown();
    for foreign in ["valuation", "leverage", "Leverage", "earnings", "dot-com"] {
        assert!(!said.contains(foreign), "`{foreign}` in {said}");
    }
    assert!(said.contains("b scores 80.0 and T (a) scores 10.0") || said.contains("T (b) scores 80.0"), "{said}");
}

#[test]
fn the_same_bytes_every_time_and_english_pictures_without_a_font() {
    let chinese = report(&["dotcom-2000q1", "ai-2026q3"], Language::TraditionalChinese);
    let english = report(&["dotcom-2000q1", "ai-2026q3"], Language::English);
    let fonts = Fonts::built_in();
    assert!(chinese.falls_back_to_english(&fonts) && !english.falls_back_to_english(&fonts));
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let (a, b) = (chinese.files(&fonts, &()).expect("drawn"), one.install(|| chinese.files(&fonts, &())));
    assert_eq!(a, b.expect("drawn"), "on any number of threads");
    assert_eq!(a.len(), chinese.len());
    assert_eq!(a.last().map(|f| f.path.as_str()), Some("index.html"));
    let pngs = |files: &[froth::report::File]| -> Vec<froth::report::File> {
        files.iter().filter(|f| f.path.ends_with("png")).cloned().collect()
    };
    assert_eq!(pngs(&a), pngs(&english.files(&fonts, &()).expect("drawn")), "no empty boxes");
}

#[test]
fn the_workbook_holds_the_numbers() {
    use calamine::{Data, Reader, Xlsx};
    let (model, scenarios) = built_in(&ERAS);
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let files = report(&ERAS, Language::English).files(&Fonts::built_in(), &()).expect("drawn");
    let bytes = &files.iter().find(|f| f.path == "report.xlsx").expect("there").bytes;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.clone())).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(
        names,
        [
            "summary",
            "about",
            "scores",
            "intervals",
            "observations",
            "differences",
            "paths",
            "alerts",
            "rules",
            "sources",
            "made_from"
        ]
    );
    let scores = book.worksheet_range("scores").expect("a sheet");
    let at = |column: &str| {
        scores
            .rows()
            .next()
            .expect("a header")
            .iter()
            .position(|c| *c == Data::String(column.to_owned()))
            .expect("there")
    };
    let compared = froth::score::compare(&model, &scenarios, Settings::default()).expect("it scores");
    let mut rows = scores.rows().skip(1);
    for card in &compared.scorecards {
        let dimensions = card.dimensions.iter().map(|d| (d.id.clone(), d.score));
        let indicators = card.indicators.iter().map(|i| (i.id.clone(), i.score));
        for (id, score) in dimensions.chain(indicators) {
            let row = rows.next().expect("a row a node");
            assert_eq!(row[at("Id")], Data::String(id));
            assert_eq!(row[at("Score")], score.map_or(Data::Empty, Data::Float));
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn a_report_is_replaced_and_what_is_not_its_own_is_kept() {
    let top = tempfile::tempdir().expect("a folder");
    let folder = top.path().join("a folder/報告 ü");
    let first = run(&ERAS, &folder);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(first.stdout.is_empty());
    let before = files(&folder);
    assert!(before.contains("index.html") && before.contains("charts/rows.png") && before.contains("report.xlsx"));
    fs::write(folder.join("notes.txt"), "mine").expect("written");
    fs::write(folder.join("charts/mine.svg"), "mine").expect("written");
    // A manifest that somebody has tampered with reaches nothing outside the folder.
    fs::write(top.path().join("outside.txt"), "mine").expect("written");
    let manifest = fs::read_to_string(folder.join("manifest.json")).expect("there");
    let more = "\"files\": [\n    \"../../outside.txt\", \"/etc/hostname\",";
    fs::write(folder.join("manifest.json"), manifest.replace("\"files\": [", more)).expect("written");
    assert!(run(&["ai-2025q4"], &folder).status.success());
    let after = files(&folder);
    assert!(after.contains("notes.txt") && after.contains("charts/mine.svg"));
    assert!(top.path().join("outside.txt").exists());
    assert!(!after.iter().any(|f| f.starts_with("charts/difference")), "stale charts are gone: {after:?}");
    let listed: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).expect("there")).expect("JSON");
    let listed: BTreeSet<String> =
        listed["files"].as_array().expect("a list").iter().map(|f| f.as_str().expect("text").to_owned()).collect();
    let mut own = after.clone();
    for other in ["notes.txt", "charts/mine.svg", "manifest.json"] {
        assert!(own.remove(other), "{other}");
    }
    assert_eq!(listed, own);
    let beside: Vec<_> = fs::read_dir(top.path().join("a folder")).expect("a folder").collect();
    assert_eq!(beside.len(), 1, "nothing is left beside it");
}

#[test]
fn what_goes_wrong_leaves_everything_as_it_was() {
    let top = tempfile::tempdir().expect("a folder");
    let folder = top.path().join("report");
    let fails = |scenarios: &[&str], folder: &Path, part: &str| {
        let output = run(scenarios, folder);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(part), "no `{part}` in {said}");
    };
    fails(&["ai-2026q9"], &folder, "ai-2026q3");
    assert!(!folder.exists());
    fs::create_dir(&folder).expect("made");
    fs::write(folder.join("index.html"), "mine").expect("written");
    fails(&["ai-2026q3"], &folder, "no report wrote it");
    assert_eq!(files(&folder), BTreeSet::from(["index.html".to_owned()]));
    assert_eq!(fs::read_to_string(folder.join("index.html")).expect("there"), "mine");
    let file = top.path().join("file");
    fs::write(&file, "mine").expect("written");
    fails(&["ai-2026q3"], &file, "is a file, not a folder");
    fails(&["ai-2026q3"], &file.join("below"), "cannot write");
    assert_eq!(fs::read_to_string(&file).expect("there"), "mine");
    let two = ["lucent-2000", "ai-2026q3"];
    fails(&two, &folder, "different models");
    assert_eq!(fs::read_dir(top.path()).expect("a folder").count(), 2, "nothing else is left");
}

#[cfg(unix)]
#[test]
fn an_unwritable_folder_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let top = tempfile::tempdir().expect("a folder");
    let locked = top.path().join("locked");
    fs::create_dir(&locked).expect("made");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("set");
    if fs::write(locked.join("probe"), "").is_ok() {
        eprintln!("SKIPPED: whoever runs this test can write anywhere");
        return;
    }
    let output = run(&["ai-2026q3"], &locked.join("report"));
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"));
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("set");
}

#[test]
fn the_data_files_are_those_of_the_commands() {
    let top = tempfile::tempdir().expect("a folder");
    let folder = top.path().join("r");
    assert!(run(&["dotcom-2000q1", "ai-2026q3"], &folder).status.success());
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("there");
    assert_eq!(read("scorecards.csv"), stdout(&["score", "dotcom-2000q1", "ai-2026q3", "--format", "csv"]));
    let compared = crate::support::json(&["compare", "dotcom-2000q1", "ai-2026q3", "--format", "json"]);
    let written: serde_json::Value = serde_json::from_str(&read("scorecards.json")).expect("JSON");
    for (key, value) in written.as_object().expect("a document").iter().filter(|(key, _)| *key != "made_from") {
        assert_eq!(&compared[key], value, "{key}");
    }
    let robustness: serde_json::Value = serde_json::from_str(&read("robustness.json")).expect("JSON");
    assert_eq!(robustness["uncertainty"]["pairs"], compared["robustness"]["uncertainty"]["pairs"]);
    assert!(!robustness["sensitivity"]["indices"].as_array().expect("indices").is_empty());
    let chart = top.path().join("rows.svg");
    stdout(&["chart", "rows", "dotcom-2000q1", "ai-2026q3", "-o", chart.to_str().expect("UTF-8")]);
    assert_eq!(read("charts/rows.svg"), fs::read_to_string(chart).expect("there"));
}

/// A page in a real browser: `tests/browser.sh` fails on a console error or a request to anywhere.
#[cfg(unix)]
#[test]
fn a_browser_shows_the_page_without_errors_or_requests() {
    let top = tempfile::tempdir().expect("a folder");
    let folder = top.path().join("r");
    assert!(run(&ERAS, &folder).status.success());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser.sh");
    let output = std::process::Command::new("bash").arg(script).arg(folder.join("index.html")).output().expect("bash");
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    eprintln!("{said}");
    assert!(output.status.success(), "{said}");
}
