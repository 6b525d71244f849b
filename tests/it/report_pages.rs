//! The report's first screens say the numbers of its JSON; on a phone and on paper everything fits.

use crate::chromium::Tab;
use base64::Engine;
use froth::analysis::Analysis;
use froth::catalog::{self, beside};
use froth::chart::Fonts;
use froth::locale::Language;
use froth::report::Report;
use froth::scenario::Scenario;
use froth::score::Settings;
use serde_json::Value;
use std::collections::BTreeMap;

/// A report's files by name.
fn files(ids: &[&str], language: Language) -> BTreeMap<String, Vec<u8>> {
    let model = catalog::model("four-dimensions").expect("built in");
    let scenarios: Vec<Scenario> = ids.iter().map(|id| catalog::scenario(id).expect("built in")).collect();
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let analysis = Analysis::full(&model, &scenarios, Settings::default(), &()).and_then(beside).expect("it scores");
    let report = Report::new(&analysis, language);
    report.files(&Fonts::built_in(), &()).expect("drawn").into_iter().map(|f| (f.path, f.bytes)).collect()
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("UTF-8")
}

fn json(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&files[name]).expect("JSON")
}

fn printed(x: &Value) -> String {
    froth::page::score(x.as_f64().expect("a number"))
}

/// What stands before the first section: title, paragraph, source line, cards.
fn first_screens(files: &BTreeMap<String, Vec<u8>>) -> String {
    let said = text(files, "report.md");
    said.split_once("\n## ").expect("a section").0.to_owned()
}

#[test]
fn the_first_screens_say_the_numbers_of_the_json() {
    let files = files(&["dotcom-2000q1", "ai-2026q3"], Language::English);
    let said = first_screens(&files);
    let title = said.lines().find(|l| l.starts_with("# ")).expect("a title");
    let document = json(&files, "scorecards.json");
    let [then, now] = [0, 1].map(|n| &document["scorecards"][n]);
    let [x, y] = [then, now].map(|card| printed(&card["score"]));
    let gap = (x.parse::<f64>().expect("x") - y.parse::<f64>().expect("y")).abs();
    for part in [format!("scores {y} of 100"), format!("{gap:.1} points below")] {
        assert!(title.contains(&part), "no {part} in {title}");
    }
    for card in [then, now] {
        let ends = ["low", "high"].map(|end| printed(&card["interval"][end]));
        assert!(said.contains(&ends.join(" to ")), "no {ends:?} in\n{said}");
    }
    let changes = json(&files, "changes.json");
    let moved = &changes["changes"][0];
    assert_eq!(moved["to"]["scenario"], "ai-2026q3");
    let points = |x: &Value| froth::page::points(x.as_f64().expect("a number"));
    // A gap is that of the two scores beside it; nothing but figures moved, so that they made all of it.
    let ends = ["to", "from"].map(|end| moved[end]["score"].as_f64().expect("a score"));
    let went = froth::page::gap(ends[0], ends[1]);
    assert!((went - moved["move"].as_f64().expect("a move")).abs() < 0.1);
    let figures: f64 =
        moved["figures"].as_array().expect("a list").iter().map(|m| m["points"].as_f64().expect("x")).sum();
    assert!((figures - moved["move"].as_f64().expect("a move")).abs() < 1e-9);
    for part in [
        format!("up {} points", froth::page::score(went)),
        format!("| June 2026 | {} |", printed(&moved["from"]["score"])),
        format!("| Figures that both have | {} |", froth::page::points(went)),
        format!("| September 2026 | {} |", printed(&moved["to"]["score"])),
        format!(
            "largest part: IPO proceeds in a year / GDP {}",
            points(
                &moved["figures"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .max_by(|a, b| a["points"]
                        .as_f64()
                        .map(f64::abs)
                        .partial_cmp(&b["points"].as_f64().map(f64::abs))
                        .expect("ordered"))
                    .expect("one")["points"]
            )
        ),
    ] {
        assert!(said.contains(&part), "no {part} in\n{said}");
    }
    let track = json(&files, "track.json");
    let stands =
        track["parallels"].as_array().expect("a list").iter().find(|p| p["scenario"] == "ai-2026q3").expect("one");
    let [own, there] = [printed(&stands["years"]), printed(&stands["other_years"])];
    for part in [
        format!("{own} years after its spark"),
        format!("after {there}"),
        format!("on the {} figures", stands["indicators"]),
    ] {
        assert!(said.contains(&part), "no {part} in\n{said}");
    }
    let day: jiff::civil::Date = stands["other_date"].as_str().expect("a day").parse().expect("a date");
    assert!(said.contains(&day.strftime("on its way in %B %Y").to_string()), "{said}");
    let beyond: Vec<&Value> = now["indicators"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|i| i["unclamped"].as_f64().is_some_and(|u| u > 100.05))
        .collect();
    assert!(said.contains(&format!("Beyond the record: {} measures", beyond.len())), "{said}");
    for indicator in beyond {
        let value = format!(
            "{} {}",
            froth::page::raw(indicator["value"].as_f64().expect("a number")),
            indicator["unit"].as_str().expect("text")
        );
        assert!(said.contains(&value), "no {value} in\n{said}");
    }
}

#[test]
fn the_summary_of_the_workbook_holds_the_numbers_of_the_json_and_prints_on_a_page() {
    use calamine::{Data, Reader, Xlsx};
    let files = files(&["dotcom-2000q1", "ai-2026q3"], Language::English);
    let document = json(&files, "scorecards.json");
    let bytes = std::io::Cursor::new(files["report.xlsx"].clone());
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(bytes).expect("a workbook");
    let sheet = book.worksheet_range("summary").expect("a sheet");
    let row = |name: &str, nth: usize| -> Vec<Data> {
        let named = sheet.rows().filter(|r| r[0] == Data::String(name.to_owned())).nth(nth);
        named.unwrap_or_else(|| panic!("no row {name}"))[1..].to_vec()
    };
    let float = |x: &Value| Data::Float(x.as_f64().expect("a number"));
    let cards = document["scorecards"].as_array().expect("cards");
    let like = document["like_for_like"]["scorecards"].as_array().expect("cards");
    for (place, card) in cards.iter().enumerate() {
        for (name, nth, expected) in [
            ("Score", 0, &card["score"]),
            ("Score", 1, &like[place]["score"]),
            ("Nine draws in ten, from", 0, &card["interval"]["low"]),
            ("Nine draws in ten, to", 0, &card["interval"]["high"]),
            ("Whatever is missing, from", 0, &card["bounds"][0]),
            ("Coverage", 0, &card["coverage"]),
        ] {
            assert_eq!(row(name, nth)[place], float(expected), "{name}");
        }
    }
    let gap = froth::page::gap(cards[1]["score"].as_f64().expect("y"), cards[0]["score"].as_f64().expect("x"));
    assert_eq!(row("Score", 0)[2], Data::Float(gap));
    let named = book.defined_names();
    let areas = named.iter().filter(|(name, _)| name.contains("Print_Area")).count();
    let heads = named.iter().filter(|(name, _)| name.contains("Print_Titles")).count();
    assert_eq!((areas, heads), (book.sheet_names().len(), book.sheet_names().len() - 1), "{named:?}");
}

/// People read headings, not the names of fields, and every figure has a name.
#[test]
fn the_workbook_has_headings_for_people() {
    use calamine::Reader;
    for language in [Language::English, Language::TraditionalChinese] {
        let files = files(&["dotcom-2000q1", "ai-2026q3"], language);
        let bytes = std::io::Cursor::new(files["report.xlsx"].clone());
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(bytes).expect("a workbook");
        for name in book.sheet_names().into_iter().filter(|name| !["about", "summary"].contains(&name.as_str())) {
            let sheet = book.worksheet_range(&name).expect("a sheet");
            let heads: Vec<String> = sheet.rows().next().expect("a head").iter().map(ToString::to_string).collect();
            assert!(heads.iter().all(|head| !head.contains('_')), "{name}: {heads:?}");
        }
        let observations = book.worksheet_range("observations").expect("a sheet");
        let nameless: Vec<String> =
            observations.rows().skip(1).filter(|row| row[2] == row[3]).map(|row| row[2].to_string()).collect();
        assert!(nameless.is_empty(), "{nameless:?}");
    }
}

/// Small multiples stand where it says how it got here, the range of what-ifs where it says what would change it; on a phone too.
#[test]
fn raw_values_and_what_ifs_are_drawn_where_they_are_told() {
    let files = files(&["dotcom-2000q1", "ai-2026q3"], Language::English);
    let said = text(&files, "report.md");
    let place = |what: &str| said.find(what).unwrap_or_else(|| panic!("no {what}"));
    assert!(place("## How it got here") < place("charts/multiples.svg"));
    assert!(place("charts/multiples.svg") < place("## What would change it"));
    assert!(place("## What would change it") < place("charts/range.svg"));
    assert!(place("charts/range.svg") < place("## After readings like this"));
    // The first screen's rows, the path, raw values, what-ifs, intervals, and indicator by indicator.
    assert_eq!(text(&files, "index.html").matches("class=\"narrow\"").count(), 6);
    assert!(!said.contains("first less second"));
}

#[test]
fn what_ifs_and_other_eras_stand_in_the_report_as_in_its_json() {
    let files = files(&["dotcom-2000q1", "ai-2026q3"], Language::English);
    let (said, beside) = (text(&files, "report.md"), json(&files, "beside.json"));
    let what_ifs = beside["what_ifs"].as_array().expect("a list");
    assert_eq!(what_ifs.len(), 4);
    for what_if in what_ifs {
        let row = format!("| {} | {} |", printed(&what_if["before"]), printed(&what_if["after"]));
        assert!(said.contains(&row), "no {row}");
    }
    let eras = beside["yardsticks"].as_array().expect("a list");
    for id in ["housing-2007", "dotcom-2001q2"] {
        let era = eras.iter().find(|e| e["scenario"] == id).expect("there");
        assert!(said.lines().any(|l| l.contains("2007") || l.contains("2001")), "{id}");
        assert!(said.contains(&format!("{} (coverage", printed(&era["score"]))), "{id}");
    }
}

#[test]
fn consecutive_dates_of_one_era_are_a_path_and_others_stand_side_by_side() {
    let said = |ids: &[&str]| first_screens(&files(ids, Language::English));
    let path = said(&["ai-2024q4", "ai-2025q4", "ai-2026q3"]);
    assert!(path.starts_with("One era on its way: "), "{path}");
    assert!(
        path.contains("points since December 2024") && path.contains("On the way: AI at the end of 2025 42.7"),
        "{path}"
    );
    assert!(path.contains("Where on another era's path: not known"), "{path}");
    let several = said(&["dotcom-2000q1", "ai-2025q4", "ai-2026q3", "oracle-2025q4"]);
    assert!(several.starts_with("Side by side: "), "{several}");
    assert!(
        several.contains("From high to low") && several.contains("higher than AI at the end of 2025 of the same era"),
        "{several}"
    );
    let alone = said(&["ai-2026q3"]);
    assert!(alone.contains("# AI in September 2026 scores 49.6 of 100: moderate"), "{alone}");
    assert!(alone.contains("(nine draws in ten: "), "{alone}");
}

/// The report in a browser; none where there is no browser, which is said.
fn opened(language: Language) -> Option<(Tab, tempfile::TempDir)> {
    let mut tab = Tab::open()?;
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("index.html");
    std::fs::write(&page, text(&files(&["dotcom-2000q1", "ai-2026q3"], language), "index.html")).expect("written");
    tab.size(390, 844, true);
    tab.go(&format!("file://{}", page.display()));
    tab.wait("document.readyState === 'complete' && document.querySelector('h1')");
    Some((tab, folder))
}

#[test]
fn a_phone_shows_everything_without_scrolling_sideways_and_a_number_at_once() {
    for language in [Language::English, Language::TraditionalChinese] {
        let Some((mut tab, _folder)) = opened(language) else { return };
        tab.picture(&format!("report-phone-{language:?}"));
        let wide = tab.eval("document.documentElement.scrollWidth").as_f64().expect("a number");
        assert!(wide <= 390.0, "{wide} wide in {language:?}");
        let inside = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length";
        assert_eq!(tab.eval(inside), 0, "tables that scroll in {language:?}");
        let number = "(() => { const e = document.querySelector('h1'); return [e.getBoundingClientRect().bottom, /[0-9]/.test(e.textContent)] })()";
        let found = tab.eval(number);
        assert!(found[0].as_f64().expect("a number") < 400.0 && found[1] == true, "{found} in {language:?}");
        let least = "Math.min(...[...document.querySelectorAll('figure svg text')].map(t => t.getBoundingClientRect().height).filter(h => h > 0))";
        let least = tab.eval(least).as_f64().expect("a number");
        assert!(least >= 10.0, "text of a chart {least} high in {language:?}");
    }
}

#[test]
fn on_paper_the_first_page_stands_alone_and_twelve_pages_come_before_the_appendix() {
    for language in [Language::English, Language::TraditionalChinese] {
        let Some((mut tab, _folder)) = opened(language) else { return };
        let pages = |tab: &mut Tab| {
            let asked = serde_json::json!({ "preferCSSPageSize": true, "printBackground": true });
            let pdf = tab.call("Page.printToPDF", &asked)["data"].as_str().unwrap_or_default().to_owned();
            let bytes = base64::prelude::BASE64_STANDARD.decode(pdf).expect("base64");
            bytes.windows(12).filter(|w| w.starts_with(b"/Type /Page\n") || w.starts_with(b"/Type /Page ")).count()
        };
        let cut = |from: &str| {
            format!(
                "(() => {{ let e = document.querySelector({from:?}); while (e) {{ const next = e.nextElementSibling; e.remove(); e = next }} }})()"
            )
        };
        tab.eval(&cut("h2.appendix"));
        let read = pages(&mut tab);
        assert!((4..=12).contains(&read), "{read} pages before the appendix in {language:?}");
        tab.eval(&cut("nav + h2"));
        assert_eq!(pages(&mut tab), 1, "the first page in {language:?}");
    }
}
