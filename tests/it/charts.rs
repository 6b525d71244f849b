//! Charts: every kind in extreme cases, checked by structure, and from the command line in both formats.

use crate::support::{froth, model, scenario, stdout};
use froth::analysis::{Analysis, Effort};
use froth::catalog::{Kind as CatalogKind, builtin};
use froth::changes::changes;
use froth::chart::{Axes, Canvas, Chart, Fonts, Kind, Label, Shape, WIDTH, draw, png};
use froth::locale::{Language, Locale};
use froth::model::Model;
use froth::scenario::Scenario;
use froth::score::Settings;
use froth::sensitivity::Sampling;
use froth::uncertainty::Options;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

const LONG: &str = "非金融企業部門淨借款占國內生產毛額比率(季調,年率)與券商融資餘額年增率之合成指標,含私募市場估計";

/// A model of four dimensions with so many indicators, the last without data.
fn wide_model(indicators: usize) -> Model {
    let mut text = "schema = 1\nid = 'wide'\ntitle = 'A model with many indicators'\n[dimension.root]\n".to_owned();
    let mut names = String::new();
    let dimensions = indicators.min(4);
    for d in 0..dimensions {
        let _ = writeln!(text, "[dimension.d{d}]\nparent = 'root'\ntitle = 'Dimension {d} with a rather long name'");
        let _ = writeln!(names, "d{d} = '{LONG}{d}'");
    }
    for i in 0..indicators {
        let _ = writeln!(
            text,
            "[indicator.i{i}]\ndimension = 'd{}'\ntitle = 'Indicator {i}: net borrowing of nonfinancial corporations over \
             four quarters, in per cent of gross domestic product'\nunit = 'USD bn'\nrule.linear = {{ from = 0, to = 100 }}",
            i % dimensions
        );
        let _ = writeln!(names, "i{i} = '{LONG}{i}'");
    }
    model(&format!("{text}[text.zh-Hant]\ntitle = '{LONG}'\n{names}"))
}

/// Scenarios of two eras with paths; the last of three indicators is missing in every other one.
fn wide_scenarios(count: usize, indicators: usize) -> Vec<Scenario> {
    let one = |n: usize| {
        let (era, spark) = if n.is_multiple_of(2) { ("dotcom", 1995) } else { ("ai", 2022) };
        let end = spark + 3 + n / 2;
        let mut text = format!(
            "schema = 1\nid = 'a-rather-long-scenario-id-{n}'\ntitle = 'T'\nera = '{era}'\nspark = {spark}-08-09\n\
             as_of = {end}-12-31\npath = [{}-12-31]\n[text.zh-Hant]\ntitle = '{LONG}{n}'\n",
            end - 1
        );
        for i in (0..indicators).filter(|i| !(i % 3 == 2 && n % 2 == 1)) {
            let value = (i * 37 + n * 11) % 140;
            let source = format!("A statistical office, table {i} of its yearly release, as published");
            let _ = writeln!(
                text,
                "[series.i{i}]\nsource = '{source}'\npoints = [[{}-12-31, {}], [{end}-12-31, {value}]]",
                end - 1,
                value / 2
            );
        }
        scenario(&text)
    };
    (0..count).map(one).collect()
}

fn every_kind(count: usize, indicators: usize, language: Language) -> Vec<Chart> {
    let (model, scenarios) = (wide_model(indicators), wide_scenarios(count, indicators));
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let settings = Settings { min_coverage: Some(0.2) };
    let analysis = examined(Analysis::new(&model, &scenarios, settings).expect("it scores"));
    let locale = Locale::of(&analysis, language);
    let kinds = Kind::ALL.iter().filter(|kind| kind.least_scenarios() <= count);
    kinds.map(|kind| draw(*kind, &analysis, &locale, Axes::default())).collect()
}

/// Draws and indices, few of them.
fn examined(analysis: Analysis<'_>) -> Analysis<'_> {
    let draws = Options { draws: 400, scoring: analysis.settings(), apart: false, ..Options::default() };
    let effort = Effort { draws, sampling: Some(Sampling { samples: 64, ..Sampling::default() }) };
    analysis.with_robustness(effort, &()).expect("it can be drawn")
}

/// What holds for every chart: everything is on the page, no text covers another, the SVG is well-formed and has
/// all the text.
pub(crate) fn check(chart: &Chart, case: &str) {
    let canvas: &Canvas = &chart.canvas;
    let case = format!("{} {case}", chart.kind.as_str());
    let labels: Vec<_> = canvas.labels().collect();
    for label in &labels {
        let [left, top, right, bottom] = label.bounds();
        let inside = left >= 0.0 && right <= WIDTH && top >= 0.0 && bottom <= canvas.height;
        assert!(inside, "{case}: `{}` is cut: {:?}", label.text, label.bounds());
        let broken = |word: &str| {
            matches!(word.trim_matches(|c: char| !c.is_alphabetic()), "NaN" | "inf") || word.contains("{}")
        };
        assert!(!label.text.split_whitespace().any(broken), "{case}: `{}`", label.text);
    }
    for (n, a) in labels.iter().enumerate() {
        for b in &labels[n + 1..] {
            let (p, q) = (a.bounds(), b.bounds());
            let over = p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
            assert!(!over, "{case}: `{}` {p:?} covers `{}` {q:?}", a.text, b.text);
        }
    }
    let on_page = |x: f64, y: f64| (0.0..=WIDTH).contains(&x) && (0.0..=canvas.height).contains(&y);
    for shape in &canvas.shapes {
        match shape {
            Shape::Bar([left, top, right, bottom], _) => {
                assert!(on_page(*left, *top) && on_page(*right, *bottom) && left <= right, "{case}: {shape:?}");
            }
            Shape::Line { points, .. } | Shape::Area { points, .. } => {
                assert!(points.iter().all(|p| on_page(p.0, p.1)), "{case}: {shape:?}");
            }
            Shape::Dot { x, y, .. } => assert!(on_page(*x, *y), "{case}: {shape:?}"),
            Shape::Text(_) => {}
        }
    }
    let svg = chart.svg();
    let document = roxmltree::Document::parse(&svg).unwrap_or_else(|e| panic!("{case}: {e}"));
    let root = document.root_element();
    assert_eq!(root.attribute("width"), Some("1600"), "{case}");
    let drawn: Vec<String> = document
        .descendants()
        .filter(|n| n.has_tag_name("text"))
        .map(|n| n.text().unwrap_or_default().trim().to_owned())
        .collect();
    assert_eq!(drawn, labels.iter().map(|l| l.text.clone()).collect::<Vec<_>>(), "{case}");
    assert_eq!(svg, chart.svg(), "{case}: the same bytes");
}

#[test]
fn nothing_is_cut_and_nothing_overlaps() {
    for language in [Language::English, Language::TraditionalChinese] {
        for count in [1, 2, 6, 12] {
            for indicators in [3, 60] {
                for chart in every_kind(count, indicators, language) {
                    check(&chart, &format!("of {count} scenarios, {indicators} indicators, {language:?}"));
                }
            }
        }
    }
}

/// The way from an old score to a new one ends where it should, whatever moved it, and says so where there is none.
#[test]
fn what_changed_is_drawn_from_score_to_score() {
    for indicators in [3, 60] {
        let model = wide_model(indicators);
        let scenarios = wide_scenarios(2, indicators);
        let mut other = scenarios[1].clone();
        other.era.clone_from(&scenarios[0].era);
        let empty = Scenario { values: BTreeMap::default(), series: BTreeMap::default(), ..other.clone() };
        for (old, new) in [(&scenarios[0], &other), (&other, &scenarios[0]), (&other, &other), (&empty, &other)] {
            let found = changes((&model, old), (&model, new), Settings::default()).expect("one era");
            for language in [Language::English, Language::TraditionalChinese] {
                let locale = Locale::new(language).with_model(&model).with_scenarios([old, new]).calling_by_title();
                let chart = froth::chart::changes(&found, &locale);
                check(&chart, &format!("of {indicators} indicators, {language:?}"));
                let number = |row: usize, cell: usize| chart.data[row][cell].parse::<f64>().expect("a number");
                assert_eq!(chart.data.is_empty(), found.moved.is_none());
                if found.moved.is_some() {
                    let steps: f64 = (2..5).map(|row| number(row, 1)).sum();
                    assert!((number(1, 2) + steps - number(5, 2)).abs() < 1e-9, "{:?}", chart.data);
                }
            }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("changes.csv");
    stdout(&["chart", "changes", "ai@2025-12-31", "ai@2026-09-30", "-o", file.to_str().expect("UTF-8")]);
    assert!(fs::read_to_string(&file).expect("written").starts_with("step,points,score_after\n"));
}

/// Twelve scenarios, of one era and date where `era` is one name, else without any.
fn twelve(era: &str) -> Vec<Scenario> {
    let one = |n: usize| {
        let era = if era.is_empty() { String::new() } else { format!("era = '{era}'\n") };
        scenario(&format!(
            "schema = 1\nid = 'the-same-beginning-of-all-{n}'\ntitle = 'One and the same title of all'\n{era}as_of = 2000-12-31\n\
             [values]\ni0 = {}\ni1 = {}\ni2 = {}\n",
            n * 8,
            100 - n * 7,
            40 + n
        ))
    };
    (0..12).map(one).collect()
}

#[test]
fn twelve_scenarios_look_and_read_unlike_in_every_chart() {
    let model = wide_model(3);
    for era in ["dotcom", "1929", ""] {
        let scenarios = twelve(era);
        let scenarios: Vec<&Scenario> = scenarios.iter().collect();
        let analysis = Analysis::new(&model, &scenarios, Settings::default()).expect("it scores");
        // Under their ids, and under titles that are all the same.
        for locale in
            [Locale::of(&analysis, Language::English), Locale::of(&analysis, Language::English).calling_by_title()]
        {
            for kind in Kind::ALL.iter().filter(|k| !k.needs_robustness()) {
                let chart = draw(*kind, &analysis, &locale, Axes::default());
                check(&chart, &format!("of twelve scenarios of the era `{era}`"));
                let dots = chart.canvas.shapes.iter().filter_map(|shape| match shape {
                    Shape::Dot { colour, marker, .. } => Some((colour.to_string(), *marker)),
                    _ => None,
                });
                let looks: BTreeSet<_> = dots.collect();
                if matches!(kind, Kind::Radar | Kind::Dumbbell | Kind::Path) {
                    assert_eq!(looks.len(), 12, "{}: {looks:?}", kind.as_str());
                }
                let names = |l: &&Label| l.text.starts_with("the-same") || l.text.starts_with("One and");
                let named: Vec<&str> = chart.canvas.labels().filter(names).map(|l| l.text.as_str()).collect();
                if matches!(kind, Kind::Radar | Kind::Riskmap | Kind::Path) {
                    let different: BTreeSet<&str> = named.iter().copied().collect();
                    assert_eq!(different.len(), named.len(), "{}: {named:?}", kind.as_str());
                }
            }
        }
    }
}

#[test]
fn sixty_entities_with_one_beginning_read_unlike() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut table = "date,entity,x\n".to_owned();
    for month in 1..=3 {
        for n in 0..60 {
            let _ = writeln!(
                table,
                "2020-{month:02}-28,Long Company Name Number {n} Holdings Incorporated plc,{}",
                (n * month) % 10
            );
        }
    }
    fs::write(folder.path().join("many.csv"), table).expect("written");
    let model = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.x]\ndimension = 'root'\nrule.linear = { from = 0, to = 10 }\n";
    fs::write(folder.path().join("m.toml"), model).expect("written");
    let mut command = froth();
    command
        .current_dir(folder.path())
        .args(["panel", "many.csv", "-m", "./m.toml", "-o", "o.csv", "--chart", "many.svg"]);
    assert_eq!(command.output().expect("it runs").status.code(), Some(0));
    let svg = fs::read_to_string(folder.path().join("many.svg")).expect("written");
    let document = roxmltree::Document::parse(&svg).expect("XML");
    let texts = document.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text());
    let names: Vec<&str> = texts.map(str::trim).filter(|t| t.starts_with("Long Company N")).collect();
    let different: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!((names.len(), different.len()), (60, 60), "{names:?}");
}

#[test]
fn every_scenario_has_its_colour_and_every_number_stands_behind_the_picture() {
    let (model, scenarios) = (wide_model(12), wide_scenarios(3, 12));
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let settings = Settings { min_coverage: Some(0.2) };
    let analysis = Analysis::new(&model, &scenarios, settings).expect("it scores");
    let locale = Locale::of(&analysis, Language::English);
    let heatmap = draw(Kind::Heatmap, &analysis, &locale, Axes::default());
    let shown: Vec<&str> = heatmap.canvas.labels().map(|l| l.text.as_str()).collect();
    for card in analysis.scorecards() {
        for indicator in &card.indicators {
            let line =
                [indicator.id.clone(), card.scenario.clone(), indicator.score.map_or(String::new(), |s| s.to_string())];
            assert!(heatmap.data.contains(&line.to_vec()), "{line:?}");
            if let Some(score) = indicator.score {
                assert!(shown.contains(&froth::page::score(score).as_str()), "{score} is not shown");
            }
        }
    }
    let radar = draw(Kind::Radar, &analysis, &locale, Axes::default());
    let outlines =
        radar.canvas.shapes.iter().filter(|s| matches!(s, Shape::Line { width, .. } if *width == 5.0)).count();
    assert!(outlines >= 3, "an outline a scenario");
    let difference = draw(Kind::Difference, &analysis, &locale, Axes::default());
    let first = difference.data[1].last().and_then(|x| x.parse::<f64>().ok()).expect("a score");
    let steps: f64 =
        difference.data[2..difference.data.len() - 1].iter().map(|r| r[1].parse::<f64>().expect("points")).sum();
    let last = difference.data.last().and_then(|r| r.last()).and_then(|x| x.parse::<f64>().ok()).expect("a score");
    assert!((first + steps - last).abs() < 1e-9, "{first} + {steps} is not {last}");
    let coverage = draw(Kind::Coverage, &analysis, &locale, Axes::default());
    for line in &coverage.data[1..] {
        let sum: f64 = line[1..].iter().map(|x| x.parse::<f64>().expect("a share")).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{line:?}");
    }
}

#[test]
fn what_charts_say() {
    let all = |id| {
        Scenario::load(&builtin(CatalogKind::Scenario, id).expect("built in").source(), &froth::catalog::open)
            .expect("a scenario")
            .0
    };
    let scenarios = ["dotcom-2000q1", "ai-2025q4", "ai-2026q3"].map(all);
    let model = Model::parse(&builtin(CatalogKind::Model, "four-dimensions").expect("built in").source());
    let model = model.expect("a model").0;
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let analysis = examined(Analysis::new(&model, &scenarios, Settings::default()).expect("it scores"));
    let locale = Locale::of(&analysis, Language::English);
    let mut said = String::new();
    for kind in Kind::ALL {
        let chart = draw(*kind, &analysis, &locale, Axes::default());
        check(&chart, "of the eras");
        let _ = writeln!(said, "# {}", kind.as_str());
        for label in chart.canvas.labels() {
            let _ = writeln!(said, "{}", label.text);
        }
    }
    insta::assert_snapshot!("charts", said);
}

#[test]
fn text_stays_text() {
    let model = model(
        "schema = 1\nid = 'm'\ntitle = '<script>alert(1)</script>'\n[dimension.root]\n\
         [indicator.x]\ndimension = 'root'\ntitle = '</text><image href=\"x\"/>&amp;'\nrule.linear = { from = 0, to = 100 }\n",
    );
    let scenario = crate::support::observed("s", "x = 40\n");
    let analysis = Analysis::new(&model, &[&scenario], Settings::default()).expect("it scores");
    let locale = Locale::of(&analysis, Language::English);
    for kind in Kind::ALL.iter().filter(|k| k.least_scenarios() == 1) {
        let chart = draw(*kind, &analysis, &locale, Axes::default());
        check(&chart, "with markup in its titles");
        assert!(!chart.svg().contains("<script") && !chart.svg().contains("<image"), "{}", kind.as_str());
    }
}

#[test]
fn a_png_is_the_same_bytes_twice_and_as_large_as_its_page() {
    let chart = every_kind(2, 3, Language::English).remove(0);
    let bytes = png(&chart, &Fonts::built_in()).expect("drawn");
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(u32::from_be_bytes([bytes[16], bytes[17], bytes[18], bytes[19]]), 1600);
    assert_eq!(bytes, png(&chart, &Fonts::built_in()).expect("drawn"));
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let scenario = |title: &str| {
        let text = "schema = 1\nid = 's'\ntitle = 'S'\nextends = 'ai-2026q3'\n[text.zh-Hant]\ntitle = 'S'\n";
        fs::write(folder.path().join("s.toml"), text.replace("title = 'S'", &format!("title = '{title}'")))
            .expect("written");
    };
    let said = |file: &str, language: &str| {
        let mut command = froth();
        command.current_dir(folder.path()).args(["chart", "radar", "./s.toml", "-o", file, "--lang", language]);
        let output = command.output().expect("it runs");
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    // Unassigned: no font has it.
    scenario("A boom \u{378}");
    let text = said("s.png", "en");
    assert!(text.contains("(U+0378): give a font that has them with --font FILE"), "{text}");
    assert!(text.contains("boxes in the PNG"), "{text}");
    assert_eq!(said("s.svg", "en"), "", "an SVG is drawn with its reader's fonts");
    // Spaces and joiners leave no ink.
    scenario("A boom\u{200D}\u{A0}\u{FE0F} –");
    assert_eq!(said("s.png", "en"), "");
}

#[test]
fn every_kind_in_both_formats_from_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    for kind in Kind::ALL {
        for ending in ["svg", "png", "csv"] {
            let file = folder.path().join(format!("泡沫 {}.{ending}", kind.as_str()));
            let path = file.to_str().expect("UTF-8");
            assert_eq!(stdout(&["chart", kind.as_str(), "dotcom-2000q1", "ai-2026q3", "-o", path]), "");
            let bytes = fs::read(&file).expect("written");
            let sound = match ending {
                "svg" => bytes.starts_with(b"<svg"),
                "png" => bytes.starts_with(b"\x89PNG"),
                _ => String::from_utf8_lossy(&bytes).lines().count() > 1,
            };
            assert!(sound, "{path}");
        }
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3 * Kind::ALL.len(), "nothing else is left");
}

#[test]
fn what_cannot_be_drawn_is_said_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept.png");
    fs::write(&kept, "mine").expect("written");
    let kept = kept.to_str().expect("UTF-8");
    let cases: [(&[&str], &str); 9] = [
        (&["radar", "ai-2026q3", "-o", "chart.pdf"], "none of .svg, .png and .csv"),
        (&["difference", "ai-2026q3", "-o", kept], "two scenarios"),
        (&["gap", "ai-2026q3", "-o", kept], "two scenarios"),
        (&["changes", "ai-2026q3", "-o", kept], "two scenarios"),
        (&["changes", "dotcom-2000q1", "ai-2026q3", "-o", kept], "of the era"),
        (&["riskmap", "ai-2026q3", "-o", kept, "--x", "valuatoin"], "valuation"),
        (&["radar", "ai-2026q3", "-o", kept, "--font", "Cargo.toml"], "Cargo.toml"),
        (&["radar", "ai-2026q9", "-o", kept], "ai-2026q3"),
        (&["radar", "ai-2026q3", "-o", "no/such/folder/radar.png"], "cannot write"),
    ];
    for (arguments, part) in cases {
        let output = froth().arg("chart").args(arguments).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains(part), "{arguments:?}: no `{part}` in {said}");
        assert_eq!(fs::read_to_string(kept).expect("there"), "mine");
    }
}

/// The charts that the README shows. With `FROTH_DRAW_SAMPLES` set, they are drawn anew instead of compared.
#[test]
fn sample_charts_are_fresh() {
    let folder = tempfile::tempdir().expect("a folder");
    let scenarios = ["dotcom-2000q1", "ai-2026q3"];
    let network = ["ai-financing-2026q3", "--fail", "openai"];
    for (kind, of) in
        [("rows", &scenarios[..]), ("riskmap", &scenarios), ("difference", &scenarios), ("network", &network)]
    {
        let drawn = folder.path().join(format!("{kind}.svg"));
        let path = drawn.to_str().expect("UTF-8");
        stdout(&[&["chart", kind][..], of, &["-o", path]].concat());
        let sample = format!("{}/docs/charts/{kind}.svg", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("FROTH_DRAW_SAMPLES").is_some() {
            fs::copy(&drawn, &sample).expect("copied");
        }
        let stored = fs::read_to_string(&sample).unwrap_or_default();
        let fresh = stored == fs::read_to_string(&drawn).expect("written");
        assert!(fresh, "docs/charts/{kind}.svg is old: FROTH_DRAW_SAMPLES=1 cargo test sample_charts");
    }
}
