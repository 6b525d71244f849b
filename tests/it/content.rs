//! What is shipped: sound, sourced, within its own rules, and scored as an independent computation scores it.

use crate::support::{froth, json, shipped};
use froth::catalog::{Kind, builtins, scenario};
use froth::model::{Confidence, Model};
use froth::scenario::{Provenance, Scenario, Value};
use std::collections::BTreeSet;
use std::fs;

fn models() -> Vec<Model> {
    let models = builtins().iter().filter(|b| b.kind == Kind::Model);
    models.map(|b| Model::parse(&b.source()).unwrap_or_else(|e| panic!("{e}")).0).collect()
}

fn scenarios() -> Vec<Scenario> {
    let scenarios = builtins().iter().filter(|b| b.kind == Kind::Scenario);
    scenarios.map(|b| Scenario::load(&b.source(), &froth::catalog::open).unwrap_or_else(|e| panic!("{e}")).0).collect()
}

#[test]
fn check_accepts_every_shipped_file_without_a_word() {
    let files = shipped();
    assert!(files.len() > 20);
    let output = froth().arg("check").args(&files).output().expect("it runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_file_is_built_in_under_its_own_name() {
    let ids: Vec<&str> = builtins().iter().map(|b| b.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique across kinds");
    assert_eq!(ids.len(), shipped().len());
    for (id, text) in builtins().iter().map(|b| (b.id, b.text)) {
        assert!(text.contains(&format!("\nid = \"{id}\"\n")), "{id} has another id inside");
    }
}

#[test]
fn every_observation_names_its_source() {
    for scenario in scenarios() {
        for (id, value) in &scenario.values {
            let value = &value.provenance;
            let cited = value.source.as_ref().is_some_and(|s| !s.is_empty());
            assert!(
                cited && value.url.is_some() && value.confidence.is_some(),
                "{}: {id} lacks source, url or confidence",
                scenario.id
            );
        }
        for (id, series) in &scenario.series {
            let series = &series.provenance;
            let cited = series.source.as_ref().is_some_and(|s| !s.is_empty());
            assert!(
                cited && series.url.is_some() && series.confidence.is_some(),
                "{}: series {id} lacks source, url or confidence",
                scenario.id
            );
        }
    }
}

/// Official, academic and issuers' own addresses, exchanges and index vendors; and whole copies of an issuer's text.
const OWN: &[&str] = &[
    "advantage.factset.com",
    "aijourn.com",
    "federalreserve.gov",
    "fred.stlouisfed.org",
    "insight.factset.com",
    "openai.com",
    "papers.ssrn.com",
    "rpc.cfainstitute.org",
    "shillerdata.com",
    "site.warrington.ufl.edu",
    "www.bankofengland.co.uk",
    "www.federalreserve.gov",
    "www.sca.isr.umich.edu",
    "www.sec.gov",
    "www.ssga.com",
];

/// The press, brokers and counters, trade pages and data vendors, and copies of what the press wrote.
const PRESS: &[&str] = &[
    "africa.businessinsider.com",
    "archive.vn",
    "business-daily.net",
    "catenaa.com",
    "coincentral.com",
    "finance.yahoo.com",
    "fortune.com",
    "fullratio.com",
    "fvbb.com",
    "github.com",
    "gmt8press.com",
    "gmteight.com",
    "nvca.org",
    "pandaily.com",
    "pitchbook.com",
    "reportify.ai",
    "si.frajer.net",
    "stockanalysis.com",
    "theoutpost.ai",
    "ttm.financial",
    "vmvirtualmachine.com",
    "web-origin.lbkrs.com",
    "www.chase.com",
    "www.buyoutsinsider.com",
    "www.cnbc.com",
    "www.dawn.com",
    "www.deseret.com",
    "www.integrity-research.com",
    "www.investing.com",
    "www.lightreading.com",
    "www.livemint.com",
    "www.markets-apac.com",
    "www.ncpa.org",
    "www.panabee.com",
    "www.pionline.com",
    "www.renaissancecapital.com",
    "www.thecorporatecounsel.net",
    "www.xent.com",
];

/// Blogs, aggregators and pages that say no scope, and copies of these.
const BLOGS: &[&str] = &[
    "blog.regaldi.ai",
    "elliottmiddleton.substack.com",
    "fastly.tipranks.com",
    "hackersqueeze.com",
    "hmchang.wordpress.com",
    "news.hino9.com",
    "politicalcalculations.blogspot.com",
    "providend.com",
    "skn-finance.com",
    "theaipost.ai",
    "tradingeconomics.com",
    "www.jacksonfinancialadvisors.com",
    "www.spearhead.so",
];

/// The best grade that a page at this address can have, by the report's own definition: high for an official, academic or issuer's
/// text or series, medium for such a figure as quoted by the press, low for a blog or an aggregator.
fn best_grade(url: &str) -> Confidence {
    let host = url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    match host {
        _ if OWN.contains(&host) => Confidence::High,
        _ if PRESS.contains(&host) => Confidence::Medium,
        _ if BLOGS.contains(&host) => Confidence::Low,
        _ => panic!("what kind of source is {host}? it belongs in one of the lists"),
    }
}

#[test]
fn grades_follow_the_kind_of_source() {
    let check = |scenario: &Scenario, id: &str, of: &Provenance| {
        let (Some(source), Some(url), Some(grade)) = (&of.source, &of.url, of.confidence) else {
            panic!("{}: {id} lacks source, url or confidence", scenario.id)
        };
        let place = format!("{}: {id}, {source}", scenario.id);
        assert!(grade <= best_grade(url), "{place}: {} is more than {url} can be", grade.as_str());
        let at_second_hand =
            ["as quoted", "quoted by", "as reported", "as copied", "as summarised", "as printed", "by way of"];
        if at_second_hand.iter().any(|words| source.contains(words)) {
            assert!(grade < Confidence::High, "{place}: a quotation is not high");
        }
        if of.note.as_ref().is_some_and(|note| note.contains("Sources disagree")) {
            assert_eq!(grade, Confidence::Low, "{place}: sources that disagree");
        }
    };
    for scenario in scenarios() {
        scenario.values.iter().for_each(|(id, value)| check(&scenario, id, &value.provenance));
        scenario.series.iter().for_each(|(id, series)| check(&scenario, id, &series.provenance));
    }
}

/// A reader who follows an address finds the figure, not a publisher's front page or what a search finds today.
#[test]
fn an_address_is_a_page_of_its_own() {
    let front = |url: &str| {
        url.split("://").nth(1).and_then(|rest| rest.split_once('/')).is_none_or(|(_, page)| page.is_empty())
    };
    // The workbook behind this one changes its address with every release.
    let moves = |url: &str| url == "https://shillerdata.com/";
    for scenario in scenarios() {
        let values = scenario.values.values().map(|value| &value.provenance);
        for of in values.chain(scenario.series.values().map(|series| &series.provenance)) {
            let url = of.url.as_deref().unwrap_or_default();
            assert!(moves(url) || !(front(url) || url.contains("/search?")), "{}: {url}", scenario.id);
        }
    }
}

/// A range holds what other sources say; a figure at its end takes a side, and says so.
#[test]
fn a_figure_at_an_end_of_its_range_says_so() {
    let check = |scenario: &Scenario, id: &str, value: &Value, range: Option<(f64, f64)>, of: &Provenance| {
        let (Some(x), Some((low, high))) = (value.number(), range) else { return };
        for (end, word) in [(low, "lower"), (high, "upper")] {
            let said = |note: &String| note.contains(&format!("{word} end")) || note.contains(&format!("{word} one"));
            let said = of.note.as_ref().is_some_and(said);
            assert!(x != end || said, "{}: {id}: {x} is the {word} end of its range, without a word", scenario.id);
        }
    };
    let shocked = |s: &Scenario| !s.shocks.is_empty();
    for scenario in scenarios().iter().filter(|s| !shocked(s)) {
        for (id, value) in &scenario.values {
            check(scenario, id, &value.value, value.range, &value.provenance);
        }
        for (id, series) in &scenario.series {
            for point in &series.points {
                check(scenario, id, &point.value, point.range, &series.provenance);
            }
        }
    }
}

#[test]
fn an_era_scores_as_its_last_dated_scenario_does() {
    for model in ["four-dimensions", "transmission"] {
        let score = |id: &str| json(&["score", id, "-m", model, "--format", "json"])["scorecards"][0].clone();
        let (era, today) = (score("ai"), score("ai-2026q3"));
        for part in ["score", "coverage", "bounds", "indicators", "dimensions", "alerts"] {
            assert!(!today[part].is_null(), "{part}");
            assert_eq!(era[part], today[part], "{model}: {part}");
        }
    }
}

/// Paths run by the quarter, and what is published by the month or quarter has a point in each until its last.
#[test]
fn paths_run_by_the_quarter() {
    let quarterly = ["operating_ipos", "first_day_return", "shiller_cape", "shiller_cape_3y_ago", "treasury_10y_yield"];
    let more = ["inflation_10y", "cpi_inflation", "gdp_usd_bn", "equities_usd_bn", "margin_loans_usd_bn"];
    let most = ["margin_loans_year_ago_usd_bn", "nasdaq_runup_2y", "consumer_sentiment", "it_investment_usd_bn"];
    for (id, points) in [("dotcom", 26), ("ai", 16)] {
        let era = scenario(id).expect("built in");
        let dates: Vec<_> = era.dates().collect();
        assert_eq!(dates.len(), points, "{id}");
        for pair in dates.windows(2) {
            assert!((89..=92).contains(&(pair[1] - pair[0]).get_days()), "{id}: {} to {}", pair[0], pair[1]);
        }
        for series in quarterly.iter().chain(&more).chain(&most) {
            let points = &era.series[*series].points;
            let last = points.last().expect("a point").date;
            for date in dates.iter().filter(|date| **date <= last) {
                assert!(points.iter().any(|p| p.date == *date), "{id}: {series} has no point of {date}");
            }
        }
    }
}

#[test]
fn a_wave_of_listings_moves_proceeds_whichever_way_they_are_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    for given in [
        "ipo_proceeds_usd_bn = 60\ngdp_year_usd_bn = 30000\n",
        "ipo_proceeds_to_gdp = 0.2\n",
        "theme_listed_companies = 50\n",
    ] {
        let text = format!("schema = 1\nid = 'mine'\ntitle = 'T'\nas_of = 2025-12-31\n[values]\n{given}");
        fs::write(&file, text).expect("written");
        let path = file.to_str().expect("UTF-8");
        let of = json(&["stress", path, "--shock", "ipo-wave", "--min-coverage", "0", "--format", "json"]);
        let indicators = of["after"]["indicators"].as_array().expect("indicators");
        let proceeds = indicators.iter().find(|i| i["id"] == "ipo_proceeds_to_gdp").expect("proceeds");
        assert_eq!(proceeds["value"], 0.67, "{given}: {proceeds}");
    }
}

#[test]
fn the_starter_changes_the_score() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    froth().args(["new", "scenario"]).arg(&file).assert().success();
    let score =
        |id: &str| json(&["score", id, "--format", "json"])["scorecards"][0]["score"].as_f64().expect("a score");
    let (mine, base) = (score(file.to_str().expect("UTF-8")), score("ai-2026q3"));
    assert!((mine - base).abs() > 0.5, "{mine} against {base}");
}

#[test]
fn every_scored_indicator_says_where_its_ends_come_from() {
    for model in models() {
        for indicator in model.indicators.iter().filter(|i| i.rule.is_some()) {
            let stated = |text: &Option<String>| text.as_ref().is_some_and(|t| t.len() > 3);
            assert!(stated(&indicator.calm) && stated(&indicator.worst), "{}: {}", model.id, indicator.id);
            assert!(stated(&indicator.source), "{}: {} has no source", model.id, indicator.id);
        }
    }
}

#[test]
fn rule_ends_are_frozen_before_the_ai_era() {
    for model in models() {
        // Places among an entity's own rows have no ends that anything was chosen for.
        let own = |i: &froth::model::Indicator| match &i.rule {
            None => true,
            Some(rule) => rule.over() == Some(froth::model::Over::History) && rule.takes_both_ends_from_rows(),
        };
        let has_ends = !model.indicators.iter().all(own);
        let frozen = model.scale.frozen.map(|d| d.to_string());
        assert_eq!(frozen.as_deref(), has_ends.then_some("2022-11-30"), "{}", model.id);
        assert!(model.indicators.iter().all(|i| i.worst_era.as_deref() != Some("ai")), "{}", model.id);
    }
}

/// Editors and libraries that know TOML 1.0 only must be able to read what we ship.
#[test]
fn files_are_toml_1_0() {
    for path in shipped() {
        let text = fs::read_to_string(&path).expect("read");
        let table = toml::de::DeTable::parse(&text).expect("TOML").into_inner();
        let mut open: Vec<_> = table.iter().map(|(_, v)| v).collect();
        while let Some(value) = open.pop() {
            let written = &text[value.span()];
            match value.get_ref() {
                toml::de::DeValue::Table(inner) => {
                    let inline = written.starts_with('{');
                    assert!(
                        !inline || !(written.contains('\n') || written.trim_end_matches('}').trim_end().ends_with(',')),
                        "{}: {written}",
                        path.display()
                    );
                    open.extend(inner.iter().map(|(_, v)| v));
                }
                toml::de::DeValue::Array(inner) => open.extend(inner.iter()),
                toml::de::DeValue::String(_) => {
                    assert!(!written.contains("\\e") && !written.contains("\\x"), "{}: {written}", path.display());
                }
                _ => {}
            }
        }
    }
}

/// Every row of the page on the articles says what became of a figure, and what it names is there.
#[test]
fn the_page_on_the_articles_names_what_is_there() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/seeds.md")).expect("a page");
    let (_, figures) = page.split_once("## 1.").expect("articles");
    let rows = figures.lines().filter(|l| l.starts_with("| ") && !l.starts_with("| figure"));
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        assert!(cells.len() == 2 && cells[1].len() > 3, "{row}");
        let named: Vec<&str> = cells[1].split('`').skip(1).step_by(2).collect();
        let dropped = ["left out", "discarded"].iter().any(|words| cells[1].starts_with(words));
        assert!(dropped || !named.is_empty(), "{row}");
        let files: Vec<_> = builtins().iter().filter(|b| named.contains(&b.id)).collect();
        for id in named.iter().filter(|id| builtins().iter().all(|b| b.id != **id)) {
            let given = ["series", "values", "indicator"].map(|table| format!("[{table}.{id}]"));
            assert!(
                files.iter().any(|f| given.iter().any(|g| f.text.contains(g))),
                "{id} is in none of its files: {row}"
            );
        }
        count += 1;
    }
    assert!(count > 50, "{count}");
}

#[test]
fn what_ifs_stand_on_today_and_companies_have_their_own_model() {
    let score = |id: &str| json(&["score", id, "--format", "json"])["scorecards"][0].clone();
    let base = score("ai-2026q3")["score"].as_f64().expect("a score");
    for id in ["debt-funded-build-out", "ai-sentiment-reversal", "ipo-wave", "earnings-come-through"] {
        // What it says by itself is what it does to today's scenario, on the same figures.
        let tried = json(&["stress", "ai-2026q3", "--shock", id, "--format", "json"]);
        assert_eq!(tried["after"]["score"], score(id)["score"], "{id}");
        let shocked = score(id)["score"].as_f64().expect("a score");
        assert!((shocked - base).abs() > 0.5, "{id}: {shocked} against {base}");
    }
    for id in
        ["openai-2025q4", "oracle-2025q4", "bytedance-2025q4", "alibaba-2025q4", "microsoft-2025q4", "lucent-2000"]
    {
        assert_eq!(score(id)["model"], "company", "{id}");
    }
}

/// Those that multiply no figure that one of them lacks.
#[test]
fn what_ifs_run_on_every_dated_scenario_of_the_era() {
    for what_if in ["debt-funded-build-out", "ipo-wave"] {
        for id in ["ai-2026q3", "ai-2025q4", "ai-2024q4", "ai-2022q4", "ai"] {
            let of = json(&["stress", id, "--shock", what_if, "--format", "json"]);
            let score = |when: &str| of[when]["score"].as_f64().expect("a score");
            assert!(
                score("after") - score("before") > 5.0,
                "{what_if} on {id}: {} to {}",
                score("before"),
                score("after")
            );
        }
    }
}

/// Headlines and coverage as a separate computation (in Python, from the original series and figures, without
/// this crate) gave them, to the rounding of the figures in the files.
#[test]
fn headlines_agree_with_an_independent_computation() {
    for (id, score, coverage) in [
        ("dotcom-1995q4", None, 0.46),
        ("dotcom-1998q4", Some(39.6), 0.50),
        ("dotcom-2000q1", Some(83.4), 0.80),
        ("ai-2022q4", Some(12.3), 0.51),
        ("ai-2024q4", Some(24.0), 0.77),
        ("ai-2025q4", Some(42.7), 1.00),
        ("ai-2026q3", Some(49.6), 0.85),
    ] {
        let card = json(&["score", id, "--format", "json"])["scorecards"][0].clone();
        let near =
            |found: f64, wanted: f64, by: f64| assert!((found - wanted).abs() < by, "{id}: {found}, wanted {wanted}");
        near(card["coverage"].as_f64().expect("coverage"), coverage, 0.006);
        assert_eq!(card["score"].is_null(), score.is_none(), "{id}");
        if let Some(score) = score {
            near(card["score"].as_f64().expect("a score"), score, 0.1);
        }
    }
    for (a, b, first, second) in [
        ("dotcom-2000q1", "ai-2025q4", 83.4, 35.1),
        ("dotcom-2000q1", "ai-2026q3", 82.9, 43.6),
        ("dotcom-1998q4", "ai-2025q4", 41.9, 34.6),
        ("dotcom-1998q4", "ai-2026q3", 42.1, 43.5),
    ] {
        let document = json(&["compare", a, b, "--format", "json"]);
        for (card, wanted) in [(0, first), (1, second)] {
            let found = document["like_for_like"]["scorecards"][card]["score"].as_f64().expect("a score");
            assert!((found - wanted).abs() < 0.1, "{a} against {b}: {found}, wanted {wanted}");
        }
    }
}

/// What a figure describes must have ended by the day that a scenario is cut at. The format holds that no date lies after it; here,
/// that no date hides a longer period: a figure of which only the year is known stands at the year's end, unless it is one of prices
/// of a day, and says where it is dated.
#[test]
fn a_figure_of_a_year_stands_at_its_end() {
    let undated = ["day not stated", "day is not stated", "no day stated", "without a day"];
    let of_a_year = |note: &str| -> Vec<i16> {
        let years = note
            .match_indices("the year ")
            .filter_map(|(at, found)| note.get(at + found.len()..)?.get(..4)?.parse().ok());
        years.collect()
    };
    let mut found = 0;
    for scenario in scenarios() {
        let mut held = |id: &str, note: Option<&String>, dates: &[jiff::civil::Date]| {
            let Some(note) = note else { return };
            let dated = note.contains("dated here at") || note.contains("dated at") || note.contains("of the month");
            for date in dates {
                let ends = (date.month(), date.day()) == (12, 31);
                if undated.iter().any(|words| note.contains(words)) {
                    found += 1;
                    assert!(ends || dated, "{}: {id} of {date} has no day of its own: {note}", scenario.id);
                }
                if of_a_year(note).contains(&date.year()) {
                    found += 1;
                    assert!(ends, "{}: {id} of {date} describes the whole year: {note}", scenario.id);
                }
            }
        };
        for (id, value) in &scenario.values {
            held(id, value.provenance.note.as_ref(), &[value.date]);
        }
        for (id, series) in &scenario.series {
            let dates: Vec<_> = series.points.iter().map(|point| point.date).collect();
            held(id, series.provenance.note.as_ref(), &dates);
        }
    }
    assert!(found > 8, "{found} figures of years and of days that nobody states");
}

/// In March 2000 nobody knew what the year 2000 would bring: carriers' spending and Lucent's commitments of the year are missing there,
/// and known from its last day on.
#[test]
fn the_year_2000_is_not_known_in_march() {
    let score = |scenario: &str| json(&["score", scenario, "--format", "json"])["scorecards"][0]["indicators"].clone();
    for (scenario, known) in [("dotcom-2000q1", false), ("dotcom@2000-12-30", false), ("dotcom@2000-12-31", true)] {
        let indicators = score(scenario);
        for id in ["builders_capex_to_revenue", "vendor_finance_to_revenue", "leaders_net_margin"] {
            let indicator =
                indicators.as_array().and_then(|all| all.iter().find(|one| one["id"] == id)).expect("is there");
            assert_eq!(!indicator["value"].is_null(), known, "{id} of {scenario}: {indicator}");
        }
    }
}
