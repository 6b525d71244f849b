//! Publishers that say what was known when: EDGAR's facts of companies, and FRED's API with its vintages.

use crate::feeds::{Desk, Reply, ok, status};
use serde_json::json;
use std::fs;
use std::time::Instant;

/// What a company has filed: concept, first day, last day, number, day of filing.
type Filed<'a> = (&'a str, &'a str, &'a str, f64, &'a str);

/// A company's facts, as EDGAR lays them out.
pub(crate) fn facts(name: &str, filed: &[Filed<'_>]) -> Vec<u8> {
    let mut concepts = serde_json::Map::new();
    for (concept, start, end, val, day) in filed {
        let entry = concepts
            .entry(*concept)
            .or_insert_with(|| json!({ "label": concept, "description": "", "units": { "USD": [] } }));
        entry["units"]["USD"].as_array_mut().unwrap().push(json!({
            "start": start, "end": end, "val": val, "accn": "0000000000-24-000001", "fy": 2024, "fp": "Q1",
            "form": "10-Q", "filed": day
        }));
    }
    let dei = json!({ "EntityCommonStockSharesOutstanding": { "label": "", "units": { "shares": [
        { "end": "2024-04-18", "val": 7, "accn": "x", "fy": 2024, "fp": "Q1", "form": "10-Q", "filed": "2024-04-25" }
    ] } } });
    json!({ "cik": 789_019, "entityName": name, "facts": { "dei": dei, "us-gaap": concepts } }).to_string().into_bytes()
}

pub(crate) fn address(cik: &str) -> String {
    format!("/api/xbrl/companyfacts/CIK{cik}.json")
}

const CAPEX: &str = "PaymentsToAcquirePropertyPlantAndEquipment";
const OTHER: &str = "PaymentsToAcquireProductiveAssets";
const MICROSOFT: &str = "0000789019";
const ORACLE: &str = "0001341439";

const FEED: &str = "[feed.builders_capex_usd_bn]\nfrom = 'edgar'\ncompanies = ['0000789019', '0001341439']\n\
concept = ['us-gaap:PaymentsToAcquirePropertyPlantAndEquipment', 'us-gaap:PaymentsToAcquireProductiveAssets']\n\
period = 'quarter'\nscale = 1e-9\n";

/// Microsoft's year begins in July and its cash flows are told from there; Oracle's ends in May.
fn microsoft() -> Vec<u8> {
    facts(
        "MICROSOFT CORPORATION",
        &[
            (CAPEX, "2023-07-01", "2023-09-30", 9e9, "2023-10-24"),
            (CAPEX, "2023-07-01", "2023-12-31", 19e9, "2024-01-30"),
            (CAPEX, "2023-07-01", "2024-03-31", 30e9, "2024-04-25"),
            // Told again a year later, with another number.
            (CAPEX, "2023-07-01", "2023-12-31", 20e9, "2025-01-29"),
            (CAPEX, "2023-10-01", "2023-12-31", 11e9, "2025-01-29"),
        ],
    )
}

fn oracle() -> Vec<u8> {
    facts(
        "Oracle Corporation",
        &[
            (OTHER, "2023-06-01", "2023-08-31", 1e9, "2023-09-12"),
            (OTHER, "2023-06-01", "2023-11-30", 2.5e9, "2023-12-12"),
            (OTHER, "2023-06-01", "2024-02-29", 4e9, "2024-03-12"),
        ],
    )
}

fn desk(feeds: &str) -> Desk {
    let mut desk = Desk::new(feeds);
    desk.environment = vec![("FROTH_CONTACT", "Ann Example ann@example.org")];
    desk
}

#[test]
fn what_companies_report_becomes_quarters_with_the_days_of_filing() {
    let desk = desk(&format!("{FEED}[feed.builders_again]\n{}", FEED.split_once('\n').unwrap().1));
    desk.publisher.answers(&address(MICROSOFT), &[ok(microsoft())]);
    desk.publisher.answers(&address(ORACLE), &[ok(oracle())]);
    let began = Instant::now();
    let (code, said, errors) = desk.fetch(&[]);
    let line = "  new      3 points, 2023-09-30 to 2024-03-31\n";
    assert_eq!((code, said), (0, format!("builders_capex_usd_bn{line}builders_again       {line}")), "{errors}");
    // Each file once, a tenth of a second apart, by who asks.
    let asked = desk.publisher.asked.lock().unwrap().clone();
    assert_eq!(asked.len(), 2);
    assert!(began.elapsed().as_millis() >= 100);
    assert!(asked.iter().all(|request| request.to_lowercase().contains("(ann example ann@example.org)")), "{asked:?}");
    let lock = desk.lock();
    assert_eq!(lock.matches("publisher = \"edgar\"").count(), 2, "{lock}");
    assert!(lock.contains("https://data.sec.gov/api/xbrl/companyfacts/CIK0001341439.json"), "{lock}");
    desk.scenario("as_of = 2024-03-31\n[series.builders_capex_usd_bn]\npoints = [[2023-06-30, 8]]\n");
    let (code, said, errors) = desk.update(&["--only", "builders_capex_usd_bn"]);
    assert_eq!(code, 0, "{errors}");
    let text = desk.text();
    // As first told: 19 - 9 + 1.5. The quarter to March came out after the scenario's day.
    assert!(text.contains("[2023-09-30, 10]"), "{text}");
    assert!(text.contains("{ date = 2023-12-31, value = 11.5, published = 2024-01-30 }"), "{text}");
    assert!(
        said.contains("1 point published after as_of (2024-03-31)") && !text.contains("2024-03-31,"),
        "{said}{text}"
    );
    assert!(text.contains("licence = \"public domain\""), "{text}");
    let checked = crate::support::froth().args(["check", "--real-time"]).arg(desk.path("mine.toml")).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    // As last told, where the feed says so: 11 + 1.5, once it has been told.
    let feeds = fs::read_to_string(desk.path("feeds.toml")).unwrap();
    fs::write(desk.path("feeds.toml"), feeds.replacen("scale", "vintage = 'latest'\nscale", 1)).unwrap();
    desk.scenario("as_of = 2025-03-31\nspark = 2023-01-01\n");
    assert_eq!(desk.update(&["--offline", "--only", "builders_capex_usd_bn"]).0, 0);
    assert!(desk.text().contains("value = 12.5, published = 2024-01-30"), "{}", desk.text());
}

#[test]
fn without_a_contact_edgar_is_not_asked_and_others_are() {
    let mut desk = desk(&format!("{FEED}[feed.gdp_usd_bn]\nfrom = 'fred'\nseries = 'GDP'\n"));
    desk.publisher.fred("GDP", "2023-07-01,27000\n2023-10-01,28000\n");
    desk.environment.clear();
    desk.scenario("as_of = 2024-03-31\nspark = 2023-06-01\n");
    for run in [desk.fetch(&[]), desk.update(&[])] {
        let (code, said, errors) = run;
        assert_eq!(code, 1);
        assert!(
            errors.contains("EDGAR requires that programs say who runs them") && said.contains("gdp_usd_bn"),
            "{errors}{said}"
        );
        assert!(errors.contains("FROTH_CONTACT=") && errors.contains("feeds.toml:4"), "{errors}");
        assert!(!errors.contains("is not in the store"), "{errors}");
    }
    let asked = desk.publisher.asked.lock().unwrap().clone();
    assert!(asked.iter().all(|request| request.contains("fredgraph")), "{asked:?}");
    // What could be had is written.
    assert!(desk.text().contains("[2023-12-31, 28000]"), "{}", desk.text());
    for contact in ["Jos\u{e9} jose@example.org", "Ann\u{7}"] {
        let mut desk = Desk::new(FEED);
        desk.environment = vec![("FROTH_CONTACT", contact)];
        let (code, _, errors) = desk.fetch(&[]);
        assert!(code == 1 && errors.contains("a sign that HTTP cannot carry"), "{errors}");
    }
}

#[test]
fn an_answer_that_is_no_company_is_an_error_and_leaves_the_one_before() {
    let desk = desk(FEED);
    desk.publisher.answers(&address(MICROSOFT), &[ok(microsoft())]);
    desk.publisher.answers(&address(ORACLE), &[ok(oracle())]);
    assert_eq!(desk.fetch(&[]).0, 0);
    let before = desk.lock();
    let whole = oracle();
    let half = whole[..whole.len() / 2].to_vec();
    let cut = Reply { missing: 100, ..ok(half.clone()) };
    let traps = [
        (status(403, ""), "answers with 403", "FROTH_CONTACT"),
        (status(429, "Retry-After: 0\r\n"), "answers with 429", "too many requests"),
        (ok(half), "no facts of a company: EOF", "cut off"),
        (cut, "was cut off after", "nothing of it was kept"),
        (ok("<!DOCTYPE html><html>Your Request Originates from an Undeclared Automated Tool"), "a web page", "browser"),
        (ok("end,val\n2024-03-31,1\n"), "is no JSON", "browser"),
    ];
    for (reply, what, help) in traps {
        desk.publisher.answers(&address(ORACLE), &[reply]);
        let (code, said, errors) = desk.fetch(&[]);
        assert_eq!((code, said.as_str()), (1, ""), "{what}: {errors}");
        assert!(errors.contains(what) && errors.contains(help) && errors.contains("feeds.toml:4"), "{what}:\n{errors}");
        assert_eq!(desk.lock(), before, "{what}");
    }
    assert_eq!(desk.fetch(&["--offline"]).0, 0);
    // Asked to wait, it waits; and then it is had.
    desk.publisher.answers(&address(ORACLE), &[status(429, "Retry-After: 0\r\n"), ok(oracle())]);
    assert_eq!(desk.fetch(&[]).0, 0);
    // The concept is gone: the company may have one of its own.
    let moved =
        facts("Oracle Corporation", &[("PaymentsToAcquireMachines", "2023-06-01", "2023-08-31", 1e9, "2023-09-12")]);
    desk.publisher.answers(&address(ORACLE), &[ok(moved)]);
    let (code, said, errors) = desk.fetch(&[]);
    assert_eq!((code, said.as_str()), (1, ""), "{errors}");
    assert!(errors.contains("Oracle Corporation (0001341439) reports nothing under us-gaap:Payments"), "{errors}");
    assert!(errors.contains("a tag of the company's own is left out"), "{errors}");
}

/// GDP of the first quarter of 2014, as it was told three times.
const GDP: [[&str; 4]; 5] = [
    ["2014-03-27", "9999-12-31", "2013-10-01", "17089.6"],
    ["2014-04-30", "2014-05-28", "2014-01-01", "17149.6"],
    ["2014-05-29", "2014-06-24", "2014-01-01", "17101.3"],
    ["2014-06-25", "9999-12-31", "2014-01-01", "17016.0"],
    ["2014-07-30", "9999-12-31", "2014-04-01", "17294.7"],
];

fn vintages(rows: &[[&str; 4]]) -> String {
    let observation =
        |row: &[&str; 4]| json!({ "realtime_start": row[0], "realtime_end": row[1], "date": row[2], "value": row[3] });
    let all: Vec<_> = rows.iter().map(observation).collect();
    json!({ "realtime_start": "1776-07-04", "realtime_end": "9999-12-31", "output_type": 1, "count": all.len(), "offset": 0,
            "limit": 100_000, "observations": all })
    .to_string()
}

const KEY: &str = "0123456789abcdef0123456789abcdef";

fn api(series: &str) -> String {
    format!(
        "/fred/series/observations?series_id={series}&file_type=json&realtime_start=1776-07-04&realtime_end=9999-12-31\
         &output_type=1&api_key={KEY}"
    )
}

fn keyed() -> Desk {
    let mut desk = Desk::new("[feed.gdp_usd_bn]\nfrom = 'fred'\nseries = 'GDP'\n");
    desk.environment = vec![("FRED_API_KEY", KEY)];
    desk
}

/// The key stands nowhere but in the request.
fn is_secret(desk: &Desk, said: &str) {
    assert!(!said.contains(KEY) && !said.contains(&KEY[..8]), "{said}");
    assert!(!desk.lock().contains(KEY));
    for answer in fs::read_dir(desk.path("store/answers")).into_iter().flatten().flatten() {
        assert!(!String::from_utf8_lossy(&fs::read(answer.path()).unwrap()).contains(KEY));
    }
}

#[test]
fn with_a_key_figures_are_those_known_on_the_day() {
    let desk = keyed();
    desk.publisher.answers(&api("GDP"), &[ok(vintages(&GDP))]);
    let (code, said, errors) = desk.fetch(&[]);
    assert_eq!((code, said.as_str()), (0, "gdp_usd_bn  new      3 points, 2013-12-31 to 2014-06-30\n"), "{errors}");
    is_secret(&desk, &format!("{said}{errors}"));
    let written = |as_of: &str| {
        desk.scenario(&format!("as_of = {as_of}\nspark = 2013-06-01\n"));
        let (code, said, errors) = desk.update(&["--offline"]);
        assert_eq!(code, 0, "{errors}");
        (desk.text(), said)
    };
    let (text, _) = written("2014-05-31");
    assert!(text.contains("{ date = 2014-03-31, value = 17101.3, published = 2014-04-30 }"), "{text}");
    assert!(text.contains("[2013-12-31, 17089.6]"), "the first publication may repeat older ones: {text}");
    let (text, said) = written("2014-06-30");
    assert!(text.contains("{ date = 2014-03-31, value = 17016, published = 2014-04-30 }"), "{text}");
    assert!(said.contains("1 point published after as_of (2014-06-30): left out"), "{said}");
    // Without a key the CSV takes its place, and with one again the vintages.
    desk.publisher.fred("GDP", "2013-10-01,17089.6\n2014-01-01,17016\n2014-04-01,17294.7\n");
    let mut without = keyed();
    without.environment.clear();
    let run = |environment: &[(&'static str, &'static str)]| {
        let mut command = crate::support::froth();
        command.arg("fetch").arg(desk.path("feeds.toml")).arg("--store").arg(desk.path("store"));
        command.args(["--base", &format!("fred={}", desk.publisher.url)]).env_remove("FRED_API_KEY");
        assert!(command.envs(environment.iter().copied()).output().unwrap().status.success());
        desk.lock()
    };
    let lock = run(&[]);
    assert!(lock.contains("fredgraph") && !lock.contains("api.stlouisfed"), "{lock}");
    let lock = run(&desk.environment);
    assert!(!lock.contains("fredgraph") && lock.contains("api.stlouisfed"), "{lock}");
}

#[test]
fn more_vintages_than_fred_gives_are_left_for_the_csv() {
    let desk = keyed();
    desk.publisher.fred("GDP", "2013-10-01,17089.6\n2014-01-01,17016\n");
    let why = "Bad Request.  There are 2004 vintage dates in the specified real-time period: 1776-07-04 to 9999-12-31.  This \
               exceeds the maximum number of vintage dates allowed (2000).";
    let refusal = Reply { status: 400, ..ok(json!({ "error_code": 400, "error_message": why }).to_string()) };
    let part = vintages(&GDP).replace("\"count\":5", "\"count\":100001");
    for reply in [refusal, ok(part)] {
        desk.publisher.answers(&api("GDP"), &[reply]);
        let (code, said, errors) = desk.fetch(&[]);
        assert_eq!(code, 0, "{errors}");
        assert!(said.contains("2 points, 2013-12-31 to 2014-03-31\n  it has more vintages than FRED gives"), "{said}");
        is_secret(&desk, &format!("{said}{errors}"));
        assert!(desk.lock().contains("fredgraph") && !desk.lock().contains("api.stlouisfed"));
    }
    // A feed that wants the first figures cannot take the latest for them.
    let feeds = fs::read_to_string(desk.path("feeds.toml")).unwrap();
    fs::write(desk.path("feeds.toml"), format!("{feeds}vintage = 'first'\n")).unwrap();
    let (code, _, errors) = desk.fetch(&["--offline"]);
    assert!(code == 1 && errors.contains("holds the latest figures only, and `vintage` is first"), "{errors}");
}

#[test]
fn what_fred_says_of_a_key_is_told_without_it() {
    let mut desk = keyed();
    let refusal =
        |why: &str| Reply { status: 400, ..ok(json!({ "error_code": 400, "error_message": why }).to_string()) };
    let far = format!("Location: http://example.com/{KEY}?api_key={KEY}\r\n");
    let traps = [
        (
            refusal(&format!("Bad Request.  The value {KEY} for variable api_key is not registered.")),
            "is not registered",
        ),
        (refusal(&format!("{}{KEY}", "x".repeat(110))), "answers with 400"),
        (status(302, &far), "another publisher's"),
        (status(500, "Retry-After: 0\r\n"), "answers with 500"),
        (ok("{\"observations\":["), "no observations: EOF"),
        (ok("<html>no"), "a web page"),
    ];
    for (reply, what) in traps {
        desk.publisher.answers(&api("GDP"), &[reply]);
        let (code, said, errors) = desk.fetch(&[]);
        assert!(code == 1 && errors.contains(what), "{what}: {errors}");
        is_secret(&desk, &format!("{said}{errors}"));
    }
    desk.environment = vec![("FRED_API_KEY", "no&key=1")];
    let asked = desk.publisher.asked.lock().unwrap().len();
    let (code, _, errors) = desk.fetch(&[]);
    assert!(code == 1 && errors.contains("FRED_API_KEY holds no key") && !errors.contains("no&key"), "{errors}");
    assert_eq!(desk.publisher.asked.lock().unwrap().len(), asked);
}
