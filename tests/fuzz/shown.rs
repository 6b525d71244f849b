//! Foreign text in every place that a file, a table or a path has for it: no control character but a line end reaches any
//! output, nor does anything that turns text round.

use crate::{Outcome, fuzz, sound};
use froth::analysis::Analysis;
use froth::chart::{self, Axes, Kind};
use froth::diag::{Diagnostics, SourceFile};
use froth::findings::render;
use froth::locale::{Language, Locale};
use froth::made_from::MadeFrom;
use froth::model::Model;
use froth::page;
use froth::panel::{FrameOptions, PanelOptions, score_panel};
use froth::scenario::Scenario;
use froth::score::Settings;
use std::path::Path;

const WORDS: [&str; 26] = [
    "\u{1b}[31m",
    "\u{1b}]0;x\u{7}",
    "\u{1b}]8;;http://e.org\u{1b}\\",
    "\u{9b}1m",
    "\u{8}",
    "\r",
    "\r\n",
    "\n",
    "\t",
    "\u{7f}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{2028}",
    "\u{fffe}",
    "\u{0}",
    "=1+1",
    "@x",
    "\\u001b",
    "\\U0000009b",
    "\"\"\"",
    "'''",
    "\"",
    "&#27;",
    "<script>",
    "名",
];

const MODEL: &str = "schema = 1\nid = 'm'\ntitle = \"M @0\"\ndescription = \"\"\"d @1\"\"\"\nreferences = ['r @2']\n\
    scale.bands = [{ below = 50, label = \"low @3\" }, { label = 'high' }]\n[dimension.root]\ntitle = 'R @4'\n\
    question = 'q @5'\n[indicator.x]\ndimension = 'root'\ntitle = \"X @6\"\nunit = \"u @7\"\ncontested = \"c @8\"\n\
    source = \"s @9\"\nrule.linear = { from = 0, to = 10 }\n";

const SCENARIO: &str = "schema = 1\nid = 's'\ntitle = \"S @0\"\nera = 'e @1'\nas_of = 2025-12-31\n[sources.a]\n\
    title = \"t @2\"\nurl = \"https://e.org/@3\"\n[values.x]\nvalue = 5\nsource = \"a\"\nnote = \"\"\"n @4\"\"\"\n";

/// The text at one of the places, nothing at the others.
fn filled(template: &str, place: u64, text: &str) -> String {
    (0..10).fold(template.to_owned(), |out, i| out.replace(&format!("@{i}"), if i == place { text } else { "" }))
}

/// Sees that an output hides nothing; tabs separate cells.
fn plain(what: &str, output: &str) {
    let hidden = output.chars().find(|c| froth::shown::is_hidden(*c) && !matches!(c, '\n' | '\t'));
    assert_eq!(hidden, None, "{what} hides a character");
}

fn refused(findings: &Diagnostics) -> Outcome {
    plain("a finding", &render(findings, false));
    plain("a finding", &findings.to_string());
    Outcome::refused(findings)
}

fn of_files(k: u64, text: &str) -> Outcome {
    let (models, scenarios) = if k.is_multiple_of(2) { (text, "") } else { ("", text) };
    let named =
        |template: &str, text: &str| SourceFile::new(format!("{text}.toml"), filled(template, k / 2 % 10, text));
    let (model, warnings) = match Model::parse(&named(MODEL, models)) {
        Ok(read) => read,
        Err(error) => return refused(error.findings()),
    };
    plain("a warning", &render(&warnings, false));
    let scenario = match Scenario::load(&named(SCENARIO, scenarios), &froth::catalog::files_only) {
        Ok((scenario, _)) => scenario,
        Err(error) => return refused(error.findings()),
    };
    let scenarios = [&scenario];
    let analysis = Analysis::new(&model, &scenarios, Settings::default()).unwrap_or_else(|e| panic!("{e}"));
    let locale = Locale::of(&analysis, Language::English);
    let made = MadeFrom::new("score").model(&model).scenarios([&scenario]);
    let card = &analysis.scorecards()[0];
    let page = page::scorecard(card, &locale);
    plain("a page", &page::terminal(&page, 80, false));
    plain("Markdown", &page::markdown(&page));
    plain("JSON", &page::json(&made, card));
    plain("CSV", &page::csv(analysis.scorecards()));
    for kind in [Kind::Heatmap, Kind::Radar, Kind::Coverage] {
        let chart = chart::draw(kind, &analysis, &locale, Axes::default());
        roxmltree::Document::parse(&chart.svg()).expect("XML");
        plain("a chart", &chart.svg());
        plain("its numbers", &chart.csv());
    }
    Outcome::accepted(sound(&warnings))
}

fn of_a_table(folder: &Path, model: &Model, k: u64, text: &str) -> Outcome {
    let mut table = csv::Writer::from_writer(Vec::new());
    let (column, entity) = if k.is_multiple_of(2) { (text, "b") } else { ("y", text) };
    let cell = if k.is_multiple_of(5) { text } else { "2" };
    for row in [["date", "entity", "x", column], ["2000-01", entity, "1", cell], ["2000-02", entity, cell, "3"]] {
        table.write_record(row).expect("written");
    }
    // A file of that name, where the system has such files.
    let name: String = text.chars().filter(|c| !matches!(c, '/' | '\0')).take(20).collect();
    let named = folder.join(format!("d{name}.csv"));
    let bytes = table.into_inner().expect("written");
    let data = if std::fs::write(&named, &bytes).is_ok() { named } else { folder.join("data.csv") };
    std::fs::write(&data, &bytes).expect("written");
    let out = folder.join("out.csv");
    let options = FrameOptions::default().audit(k % 8 == 3).date_column(if k % 7 == 6 { text } else { "date" });
    let done = score_panel(model, &data, &out, &PanelOptions::of(options), &());
    let _ = std::fs::remove_file(&data);
    match done {
        Ok(summary) => {
            plain("CSV", &std::fs::read_to_string(&out).expect("UTF-8"));
            Outcome::accepted(format!("table {} {}", summary.rows, summary.scored))
        }
        Err(error) => refused(error.findings()),
    }
}

#[test]
fn foreign_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = Model::parse(&SourceFile::new("m.toml", filled(MODEL, 10, ""))).unwrap_or_else(|e| panic!("{e}")).0;
    let seeds = WORDS.map(|word| format!("a {word} b").into_bytes()).to_vec();
    fuzz("shown", 2, &WORDS, seeds, |k, input| {
        let text = String::from_utf8_lossy(input);
        let text: String = text.chars().take(400).collect();
        if k % 4 == 3 { of_a_table(folder.path(), &model, k / 4, &text) } else { of_files(k / 4 * 3 + k % 4, &text) }
    });
}
