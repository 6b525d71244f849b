//! Published series, fetched from a server of this machine that answers as publishers do, and added to scenarios.

use crate::support::froth;
use froth::catalog::Kind;
use rust_xlsxwriter::Workbook;
use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// What the server answers, once.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
    /// Bytes that are promised and never come.
    pub(crate) missing: usize,
}

pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Reply {
    Reply { status: 200, headers: String::new(), body: body.into(), missing: 0 }
}

pub(crate) fn status(status: u16, headers: &str) -> Reply {
    Reply { status, headers: headers.to_owned(), ..ok("no") }
}

/// A server of answers by path: of several the next one each time, the last one for good.
pub(crate) struct Publisher {
    pub(crate) url: String,
    replies: Arc<Mutex<HashMap<String, Vec<Reply>>>>,
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
}

impl Publisher {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let replies: Arc<Mutex<HashMap<String, Vec<Reply>>>> = Arc::default();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let (all, noted) = (Arc::clone(&replies), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = BufReader::new(stream.unwrap());
                let (mut request, mut line) = (String::new(), String::new());
                while stream.read_line(&mut line).is_ok_and(|n| n > 2) {
                    request.push_str(&line);
                    line.clear();
                }
                let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                noted.lock().unwrap().push(request);
                let mut all = all.lock().unwrap();
                let reply = match all.get_mut(&path) {
                    Some(list) if list.len() > 1 => list.remove(0),
                    Some(list) => list[0].clone(),
                    None => status(404, ""),
                };
                let length = reply.body.len() + reply.missing;
                let head = format!(
                    "HTTP/1.1 {} X\r\nConnection: close\r\nContent-Length: {length}\r\n{}\r\n",
                    reply.status, reply.headers
                );
                let stream = stream.get_mut();
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&reply.body));
            }
        });
        Publisher { url, replies, asked }
    }

    pub(crate) fn answers(&self, path: &str, replies: &[Reply]) {
        self.replies.lock().unwrap().insert(path.to_owned(), replies.to_vec());
    }

    pub(crate) fn fred(&self, series: &str, rows: &str) {
        let body = format!("observation_date,{series}\n{rows}");
        self.answers(&format!("/graph/fredgraph.csv?id={series}"), &[ok(body)]);
    }
}

/// A folder with a feed file, a scenario and a store.
pub(crate) struct Desk {
    folder: TempDir,
    pub(crate) publisher: Publisher,
    /// What the environment says of who asks.
    pub(crate) environment: Vec<(&'static str, &'static str)>,
}

impl Desk {
    pub(crate) fn new(feeds: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let feeds = format!("schema = 1\nid = 'mine'\ntitle = 'Mine'\n{feeds}");
        fs::write(folder.path().join("feeds.toml"), feeds).unwrap();
        Desk { folder, publisher: Publisher::new(), environment: Vec::new() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = froth();
        command.args(arguments).arg("--store").arg(self.path("store"));
        for publisher in froth::feed::Publisher::ALL {
            command.arg("--base").arg(format!("{}={}", publisher.as_str(), self.publisher.url));
        }
        command.env_remove("FROTH_CONTACT").env_remove("FRED_API_KEY").envs(self.environment.iter().copied());
        // A proxy that nobody listens at: what is asked of this machine passes none.
        command.env("HTTP_PROXY", "http://127.0.0.1:9").env("http_proxy", "http://127.0.0.1:9");
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    pub(crate) fn fetch(&self, more: &[&str]) -> (i32, String, String) {
        let feeds = self.path("feeds.toml");
        self.run(&[&["fetch", feeds.to_str().unwrap()], more].concat())
    }

    pub(crate) fn update(&self, more: &[&str]) -> (i32, String, String) {
        let (feeds, scenario) = (self.path("feeds.toml"), self.path("mine.toml"));
        let all = ["update", scenario.to_str().unwrap(), "--feeds", feeds.to_str().unwrap()];
        self.run(&[&all, more].concat())
    }

    pub(crate) fn scenario(&self, lines: &str) {
        fs::write(self.path("mine.toml"), format!("schema = 1\nid = 'mine'\ntitle = 'Mine'\n{lines}")).unwrap();
    }

    pub(crate) fn text(&self) -> String {
        fs::read_to_string(self.path("mine.toml")).unwrap()
    }

    pub(crate) fn lock(&self) -> String {
        fs::read_to_string(self.path("store/froth.lock")).unwrap_or_default()
    }
}

const GDP: &str = "[feed.gdp_usd_bn]\nfrom = 'fred'\nseries = 'GDP'\n";
const QUARTERS: &str = "2025-10-01,30762.1\n2026-01-01,31340.2\n2026-04-01,.\n2026-07-01,32000.5\n";

/// A workbook as Shiller lays his out: seven rows of titles, months as 2026.01 and 2026.1, a note at the end.
pub(crate) fn shiller(months: &[(&str, f64, f64)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Data").unwrap();
    sheet.write_string(0, 0, "Stock Market Data Used in \"Irrational Exuberance\"").unwrap();
    for (column, name) in ["Date", "P", "CPI", "Rate GS10", "CAPE"].into_iter().enumerate() {
        sheet.write_string(7, u16::try_from(column).unwrap(), name).unwrap();
    }
    let mut row = 8;
    for (month, cpi, cape) in months {
        sheet.write_number(row, 0, month.parse::<f64>().unwrap()).unwrap();
        for (column, x) in [(1, 100.0), (2, *cpi), (3, 4.1), (4, *cape)] {
            sheet.write_number(row, column, x).unwrap();
        }
        row += 1;
    }
    sheet.write_string(row, 1, "Sep price is Sep 25th close").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn answers_are_kept_as_they_came_and_read_again_without_a_network() {
    let desk = Desk::new(GDP);
    desk.publisher.fred("GDP", QUARTERS);
    let (code, said, errors) = desk.fetch(&[]);
    assert_eq!((code, said.as_str()), (0, "gdp_usd_bn  new      3 points, 2025-12-31 to 2026-09-30\n"), "{errors}");
    let lock = desk.lock();
    let url = "https://fred.stlouisfed.org/graph/fredgraph.csv?id=GDP";
    assert!(lock.contains(&format!("url = \"{url}\"")) && lock.contains("licence = "), "{lock}");
    let answer = fs::read_dir(desk.path("store/answers")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read_to_string(&answer).unwrap(), format!("observation_date,GDP\n{QUARTERS}"));
    assert!(desk.fetch(&[]).1.contains("  same  "));
    // Nobody is asked, and nothing is written.
    let asked = desk.publisher.asked.lock().unwrap().len();
    let before = desk.lock();
    assert!(desk.fetch(&["--offline"]).1.contains("  kept  "));
    assert_eq!((desk.publisher.asked.lock().unwrap().len(), desk.lock()), (asked, before));
    // A changed byte is refused by name.
    fs::write(&answer, format!("observation_date,GDP\n{}", QUARTERS.replace("30762.1", "30762.2"))).unwrap();
    let (code, _, errors) = desk.fetch(&["--offline"]);
    let name = answer.file_name().unwrap().to_str().unwrap();
    assert!(code == 1 && errors.contains(name) && errors.contains("has been changed since it was fetched"), "{errors}");
    // Fetched again it is mended.
    assert_eq!(desk.fetch(&[]).0, 0);
    assert_eq!(desk.fetch(&["--offline"]).0, 0);
}

#[test]
fn the_old_header_of_fred_is_read_too() {
    let desk = Desk::new(GDP);
    desk.publisher.answers("/graph/fredgraph.csv?id=GDP", &[ok(format!("DATE,GDP\n{QUARTERS}"))]);
    assert_eq!(desk.fetch(&[]).0, 0);
}

/// What publishers do wrong, and what is said of it. The lock stays what it was.
#[test]
fn an_answer_that_is_no_data_is_an_error_and_leaves_the_one_before() {
    let desk = Desk::new(GDP);
    desk.publisher.fred("GDP", QUARTERS);
    assert_eq!(desk.fetch(&[]).0, 0);
    let before = desk.lock();
    let cut = Reply { missing: 100, ..ok(format!("observation_date,GDP\n{QUARTERS}")) };
    let big = Reply { missing: 100 << 20, ..ok("observation_date,GDP\n") };
    let traps = [
        (status(403, ""), "answers with 403", "FROTH_CONTACT"),
        (status(404, ""), "answers with 404", "has moved"),
        (status(429, "Retry-After: 0\r\n"), "answers with 429", "too many requests"),
        (status(503, "Retry-After: 0\r\n"), "answers with 503", "try again later"),
        (ok(""), "the answer is empty", "may have ended"),
        (ok(" \n"), "the answer is empty", "may have ended"),
        (ok("<!DOCTYPE html><html><body>Are you a robot?"), "is a web page", "browser"),
        (ok("observation_date,GDP\n"), "no rows", "a row for each date"),
        (ok("observation_date,GDP\n2026-01-01,.\n2026-04-01,.\n"), "no row has a number", "may have ended"),
        (ok("observation_date,GDPX\n2026-01-01,1\n2026-04-01,2\n"), "GDP", "GDPX"),
        (ok("day,GDP\n2026-01-01,1\n2026-04-01,2\n"), "date", "date_column"),
        (cut, "was cut off after", "nothing of it was kept"),
        (big, "larger than 64 MiB", "name the file itself"),
        (status(302, "Location: http://example.com/x\r\n"), "another publisher's", "write the new address"),
        (status(302, "Location: /graph/fredgraph.csv?id=GDP\r\n"), "points on and on", "in a browser"),
    ];
    for (reply, what, help) in traps {
        desk.publisher.answers("/graph/fredgraph.csv?id=GDP", &[reply]);
        let (code, said, errors) = desk.fetch(&[]);
        assert_eq!((code, said.as_str()), (1, ""), "{what}: {errors}");
        assert!(errors.contains(what) && errors.contains(help), "{what}:\n{errors}");
        assert!(errors.contains("feeds.toml:4"), "{errors}");
        assert!(!errors.contains("options.") && !errors.contains("store/answers"), "{errors}");
        assert_eq!(desk.lock(), before, "{what}");
    }
    assert_eq!(fs::read_dir(desk.path("store/answers")).unwrap().count(), 1, "what was refused is not kept");
    assert_eq!(desk.fetch(&["--offline"]).0, 0);
}

#[test]
fn a_publisher_in_trouble_is_asked_again() {
    let desk = Desk::new(GDP);
    let good = ok(format!("observation_date,GDP\n{QUARTERS}"));
    let busy = status(429, "Retry-After: 0\r\n");
    desk.publisher.answers("/graph/fredgraph.csv?id=GDP", &[busy.clone(), busy, good.clone()]);
    assert_eq!(desk.fetch(&[]).0, 0);
    assert_eq!(desk.publisher.asked.lock().unwrap().len(), 3);
    desk.publisher.answers("/graph/fredgraph.csv?id=GDP", &[status(302, "Location: /moved.csv\r\n")]);
    desk.publisher.answers("/moved.csv", &[good]);
    assert_eq!(desk.fetch(&[]).0, 0);
}

#[test]
fn workbooks_are_read_as_their_publishers_lay_them_out() {
    let desk = Desk::new(
        "[feed.shiller_cape]\nfrom = 'shiller'\nevery = 'quarter'\n[feed.cpi]\nfrom = 'shiller'\ncolumn = 'CPI'\n\
         [feed.margin_debt]\nfrom = 'finra'\nscale = 1e-3\n\
         [feed.tokens]\nfrom = 'csv'\nurl = 'https://example.org/t.csv'\ncolumn = 'Tokens'\nseparator = ';'\n\
         decimal = ','\nskip_rows = 1\ndate_column = 'Tag'\ndate_format = '%d.%m.%Y'\n",
    );
    let months = [("2026.08", 320.0, 39.9), ("2026.09", 321.0, 40.58), ("2026.1", 322.0, 41.0)];
    desk.publisher.answers("/~shiller/data/ie_data.xls", &[ok(shiller(&months))]);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Customer Margin Balances").unwrap();
    let debt = "Debit Balances in Customers' Securities Margin Accounts";
    sheet.write_row(0, 0, ["Year-Month", debt]).unwrap();
    // The latest month comes first.
    for (row, (month, x)) in [(1, ("2026-09", 1_453_800.0)), (2, ("2026-08", 1_440_100.0))] {
        sheet.write_string(row, 0, month).unwrap();
        sheet.write_number(row, 1, x).unwrap();
    }
    let finra = "/sites/default/files/2021-03/margin-statistics.xlsx";
    desk.publisher.answers(finra, &[ok(book.save_to_buffer().unwrap())]);
    desk.publisher.answers("/t.csv", &[ok("Stand 2026\nTag;Tokens\n31.08.2026;1,5\n30.09.2026;2,5\n")]);
    let (code, said, errors) = desk.fetch(&[]);
    let lines = "shiller_cape  new      1 point, 2026-09-30 to 2026-09-30\n\
                 cpi           new      3 points, 2026-08-31 to 2026-10-31\n\
                 margin_debt   new      2 points, 2026-08-31 to 2026-09-30\n\
                 tokens        new      2 points, 2026-08-31 to 2026-09-30\n";
    assert_eq!((code, said.as_str()), (0, lines), "{errors}");
    assert_eq!(desk.publisher.asked.lock().unwrap().len(), 3, "two columns of a file are one request");
    desk.scenario("as_of = 2026-09-30\n");
    assert_eq!(desk.update(&[]).0, 0);
    let text = desk.text();
    assert!(text.contains("[2026-09-30, 1453.8]") && text.contains("[2026-09-30, 2.5]"), "{text}");
    // A workbook that became a page, and a sheet that was renamed.
    desk.publisher.answers(finra, &[ok("Month,Debt\n")]);
    let (code, said, errors) = desk.fetch(&[]);
    assert!(code == 1 && errors.contains("no workbook") && said.lines().count() == 3, "{errors}{said}");
}

/// A workbook as Ritter lays his out: titles, then month, year, mean first-day return, gross and net number, and a note.
fn ritter(months: &[(i8, i16, &str, f64)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Monthly Number of IPOs and the Average First-day Return").unwrap();
    sheet.write_row(1, 0, ["Month", "Year", "Average", "Gross", "Net"]).unwrap();
    let mut row = 2;
    for (month, year, returned, net) in months {
        sheet.write_number(row, 0, *month).unwrap();
        sheet.write_number(row, 1, *year).unwrap();
        match returned.parse::<f64>() {
            Ok(x) => sheet.write_number(row, 2, x).unwrap(),
            Err(_) => sheet.write_string(row, 2, *returned).unwrap(),
        };
        sheet.write_number(row, 3, net + 5.0).unwrap();
        sheet.write_number(row, 4, *net).unwrap();
        row += 1;
    }
    sheet.write_string(row, 0, "Net leaves out closed-end funds").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_date_may_be_two_columns_without_a_name() {
    let desk = Desk::new(
        "[feed.ipo_count]\nfrom = 'ritter'\ncolumn = '5'\n[feed.ipo_first_day_return]\nfrom = 'ritter'\ncolumn = '3'\n\
         [feed.own]\nfrom = 'csv'\nurl = 'https://example.org/m.csv'\ncolumn = 'N'\ndate_column = 'Year'\nmonth_column = 'M'\n",
    );
    let path = "/ritter/files/IPOALL.xlsx";
    let sound = [(11, 99, "see 1975", 40.0), (12, 99, "63.5", 30.0), (1, 0, ".", 0.0), (2, 0, "70.25", 50.0)];
    desk.publisher.answers(path, &[ok(ritter(&sound))]);
    desk.publisher.answers("/m.csv", &[ok("M,Year,N\n12,2025,1\n1,2026,2\n")]);
    let (code, said, errors) = desk.fetch(&[]);
    let lines = "ipo_count             new      4 points, 1999-11-30 to 2000-02-29\n\
                 ipo_first_day_return  new      2 points, 1999-12-31 to 2000-02-29\n\
                 own                   new      2 points, 2025-12-31 to 2026-01-31\n";
    assert_eq!((code, said.as_str()), (0, lines), "{errors}");
    desk.scenario("as_of = 2000-03-01\nspark = 1999-01-01\n");
    assert_eq!(desk.update(&["--only", "ipo_count"]).0, 0);
    assert!(desk.text().contains("[1999-11-30, 40]") && desk.text().contains("[2000-02-29, 50]"), "{}", desk.text());
    for (months, what) in [
        (vec![(11, 99, "1", 4.0), (1, 0, "1", 3.0)], "2000-01-31 follows 1999-11-30"),
        (vec![(11, 99, "1", 4.0), (12, 99, "many", 3.0), (1, 0, "1", 3.0)], "`many` is no number"),
        (vec![], "has no rows"),
    ] {
        desk.publisher.answers(path, &[ok(ritter(&months))]);
        let (code, said, errors) = desk.fetch(&[]);
        assert!(code == 1 && errors.contains(what) && said.starts_with("own"), "{what}: {errors}{said}");
        assert!(
            errors.contains("IPOALL.xlsx") && !errors.contains("options.") && !errors.contains("answers/"),
            "{errors}"
        );
    }
}

const MINE: &str = "# My own scenario.\nas_of = 2026-09-30\npath = [2025-12-31, 2026-03-31]\n\n\
[sources.bea]\ntitle = \"GDP\" # as printed\nurl = \"https://fred.stlouisfed.org/series/GDP\"\n\n\
[series.gdp_usd_bn] # billions\nsource = \"bea\"\npoints = [\n  [2025-09-30, 30500], # the first\n  [2025-12-31, 30700.1], # to be revised\n]\n\n\
[values]\nsp500_forward_pe = 19.2 # FactSet\n";

#[test]
fn update_adds_points_and_leaves_the_rest_alone() {
    let desk = Desk::new(GDP);
    desk.publisher.fred("GDP", &format!("{QUARTERS}2026-10-01,33000\n"));
    desk.scenario(MINE);
    let before = desk.text();
    assert_eq!(desk.fetch(&[]).0, 0);
    let (code, said, errors) = desk.update(&["--dry-run"]);
    assert_eq!((code, desk.text() == before), (0, true), "{errors}");
    for line in [
        "1 point before 2025-12-31, where what is published now begins: kept",
        "revised 2025-12-31: 30762.1, was 30700.1; written with --revise",
        "added 2026-03-31: 31340.2",
        "added 2026-09-30: 32000.5",
        "1 point after as_of (2026-09-30): left out until as_of is later",
    ] {
        assert!(said.contains(line), "{line}:\n{said}");
    }
    let (code, again, errors) = desk.update(&[]);
    assert_eq!((code, again), (0, said), "{errors}");
    let day = jiff::Timestamp::now().to_string()[..10].to_owned();
    let licence = "as the series' page says: some are copyrighted by those whom FRED copies";
    let expected = before
        .replace("# to be revised\n]", "# to be revised\n  [2026-03-31, 31340.2],\n  [2026-09-30, 32000.5],\n]")
        .replace("/series/GDP\"\n", &format!("/series/GDP\"\nretrieved = {day}\nlicence = \"{licence}\"\n"));
    assert_eq!(desk.text(), expected);
    // Twice is once.
    desk.update(&[]);
    assert_eq!(desk.text(), expected);
    let (code, _, errors) = desk.update(&["--revise"]);
    assert_eq!((code, desk.text()), (0, expected.replace("30700.1", "30762.1")), "{errors}");
    let check = froth().arg("check").arg(desk.path("mine.toml")).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn a_series_of_the_base_is_taken_over_with_its_points() {
    let desk = Desk::new(GDP);
    desk.publisher.fred("GDP", "2026-01-01,31340.2\n2026-04-01,31715.4\n2026-07-01,32000.5\n");
    desk.scenario("extends = 'ai-2026q3'\n");
    let old = froth::catalog::scenario("ai-2026q3").unwrap();
    let had = &old.series["gdp_usd_bn"];
    assert_eq!(desk.update(&["--base", &format!("fred={}", desk.publisher.url)]).0, 0);
    let source = froth::diag::SourceFile::in_folder("mine.toml", desk.text(), ".");
    let new = froth::scenario::Scenario::load(&source, &froth::catalog::open).unwrap().0;
    let points = &new.series["gdp_usd_bn"].points;
    assert_eq!(points[..had.points.len()], had.points[..], "{}", desk.text());
    assert_eq!(new.series["gdp_usd_bn"].max_age, had.max_age);
    assert_eq!(new.series["gdp_usd_bn"].provenance.source.as_deref(), Some("FRED GDP"));
}

/// A month of work, twice: what was published meanwhile is in the scenario and in its score.
#[test]
fn the_monthly_job_runs_twice() {
    let desk = Desk::new(
        "[feed.shiller_cape]\nfrom = 'shiller'\n[feed.gdp_usd_bn]\nfrom = 'fred'\nseries = 'GDP'\n\
         [feed.equities_usd_bn]\nfrom = 'fred'\nseries = 'NCBEILQ027S'\nscale = 0.001\n",
    );
    let model = desk.path("model.toml");
    fs::write(
        &model,
        "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.shiller_cape]\ndimension = 'root'\n\
         rule.linear = { from = 15, to = 45 }\n[indicator.equities_to_gdp]\ndimension = 'root'\n\
         formula = '100 * equities_usd_bn / gdp_usd_bn'\nrule.linear = { from = 100, to = 220 }\n",
    )
    .unwrap();
    let score = || {
        let output =
            froth().arg("score").arg(desk.path("mine.toml")).arg("-m").arg(&model).args(["--format", "json"]).output();
        let json: serde_json::Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
        json["scorecards"][0]["score"].as_f64().unwrap()
    };
    let month = |shillers: &[(&str, f64, f64)], gdp: &str, equities: &str| {
        desk.publisher.answers("/~shiller/data/ie_data.xls", &[ok(shiller(shillers))]);
        desk.publisher.fred("GDP", gdp);
        desk.publisher.fred("NCBEILQ027S", equities);
        assert_eq!(desk.fetch(&[]).0, 0);
        let (code, said, errors) = desk.update(&[]);
        assert_eq!(code, 0, "{errors}");
        said
    };
    desk.scenario("as_of = 2026-11-30 # moved on by hand\n");
    let first = [("2026.08", 320.0, 36.0), ("2026.09", 321.0, 39.0)];
    let (gdp, equities) = ("2026-01-01,30000\n2026-04-01,30000\n", "2026-01-01,60000000\n2026-04-01,60000000\n");
    let said = month(&first, gdp, equities);
    assert!(said.contains("added 2026-09-30: 39") && said.contains("added 2026-06-30: 60000"), "{said}");
    assert!((score() - f64::midpoint(80.0, 100.0 / 1.2)).abs() < 1e-9);
    let second = [("2026.08", 320.0, 36.0), ("2026.09", 321.0, 39.0), ("2026.1", 322.0, 42.0)];
    let said = month(&second, gdp, equities);
    assert_eq!(said.matches("added").count(), 1, "{said}");
    assert!((score() - f64::midpoint(90.0, 100.0 / 1.2)).abs() < 1e-9);
    // From the store alone the same scenario comes about.
    let text = desk.text();
    desk.scenario("as_of = 2026-11-30 # moved on by hand\n");
    assert_eq!(desk.update(&["--offline"]).0, 0);
    assert_eq!(desk.text(), text);
}

#[test]
fn usage_is_checked_before_anything_is_asked() {
    let desk = Desk::new(GDP);
    assert_eq!(desk.fetch(&["--only", "gdp"]).0, 1);
    assert_eq!(desk.fetch(&["--base", "bloomberg=http://127.0.0.1"]).0, 2);
    let (code, _, errors) = desk.fetch(&["--offline"]);
    assert!(code == 1 && errors.contains("is not in the store"), "{errors}");
    assert!(desk.publisher.asked.lock().unwrap().is_empty());
    let output = froth().args(["fetch", "no-such", "--offline"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("no built-in feed file is called `no-such`"));
}

#[test]
fn feed_files_are_listed_shown_and_checked_as_others_are() {
    let run = |arguments: &[&str]| {
        let output = froth().args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let (_, listed, _) = run(&["list", "--format", "csv"]);
    assert!(listed.contains("feeds,,us-public-data,Public US series behind the default model,,"), "{listed}");
    assert!(run(&["show", "us-equities-data"]).1.starts_with("# The columns of a table for the model us-equities"));
    let desk =
        Desk::new("[feed.gdp_usd_bn]\nfrom = 'fred'\nseries = 'GDP'\n[feed.cape]\nfrom = 'shiller'\ncolum = 'P'\n");
    let path = desk.path("feeds.toml");
    let path = path.to_str().unwrap();
    let (code, _, errors) = run(&["check", path]);
    assert_eq!(code, 1);
    assert!(errors.contains("unknown key `colum`") && errors.contains("feeds.toml:9:1"), "{errors}");
    fs::write(path, fs::read_to_string(path).unwrap().replace("colum ", "column ")).unwrap();
    let (code, said, errors) = run(&["check", path, "--format", "json"]);
    assert_eq!(code, 0, "{errors}");
    assert!(said.contains("\"feeds\"") && said.contains("\"id\": \"mine\""), "{said}");
}

/// The count of docs/feeds.md.
#[test]
fn the_feed_files_that_are_built_in_are_sound_and_counted() {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/feeds.md")).unwrap();
    assert_eq!(froth::catalog::builtins().iter().filter(|b| b.kind == Kind::Feeds).count(), 2);
    for (id, of) in [("us-public-data", "four-dimensions"), ("us-equities-data", "us-equities")] {
        let feeds = froth::feeds::file(id).unwrap();
        assert_eq!(feeds.id, id);
        let model = froth::catalog::model(of).unwrap();
        // What a formula makes of others is no figure of its own.
        let made = |id: &str| model.indicators.iter().any(|i| i.id == id && i.formula.is_some());
        let figures: Vec<&str> = model.value_ids().into_iter().filter(|id| !made(id)).collect();
        let fed = figures.iter().filter(|figure| feeds.feeds.iter().any(|feed| feed.id == **figure)).count();
        let count = format!("`{id}`, for the model `{of}`: {fed} of the {} figures", figures.len());
        assert!(docs.contains(&count), "docs/feeds.md does not say: {count}");
    }
}

/// Ctrl-C while a publisher keeps it waiting: what the lock names is there, and the next run goes on.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_the_store_whole() {
    let desk = Desk::new(&format!("{GDP}[feed.equities_usd_bn]\nfrom = 'fred'\nseries = 'NCBEILQ027S'\n"));
    desk.publisher.fred("GDP", QUARTERS);
    desk.publisher.answers("/graph/fredgraph.csv?id=NCBEILQ027S", &[status(503, "Retry-After: 60\r\n")]);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_froth"));
    command.arg("fetch").arg(desk.path("feeds.toml")).arg("--store").arg(desk.path("store"));
    command.args(["--base", &format!("fred={}", desk.publisher.url)]);
    let (status, printed, said) = crate::support::interrupted(command, 1);
    assert_eq!((status.code(), printed.as_str()), (Some(130), ""), "{said}");
    let left = fs::read_dir(desk.path("store"))
        .into_iter()
        .flatten()
        .chain(fs::read_dir(desk.path("store/answers")).into_iter().flatten());
    assert!(left.flatten().all(|entry| !entry.file_name().to_string_lossy().starts_with(".froth-")));
    desk.publisher.fred("NCBEILQ027S", "2026-01-01,1\n2026-04-01,2\n");
    assert_eq!(desk.fetch(&[]).0, 0);
    assert_eq!(desk.fetch(&["--offline"]).0, 0);
}

#[test]
fn what_a_source_allows_stands_in_the_report_and_points_say_when_they_were_known() {
    let desk = Desk::new(GDP);
    desk.scenario(
        "as_of = 2026-09-30\n[sources.ice]\ntitle = 'ICE spreads'\nretrieved = 2026-10-02\nlicence = 'for your own use'\n\
         [series.shiller_cape]\nsource = 'ice'\npublished = 2026-09-30\n\
         points = [[2026-06-30, 40], { date = 2026-09-30, value = 41, low = 40, high = 42, published = 2026-10-01 }]\n",
    );
    let report = desk.path("report");
    let made = froth().arg("report").arg(desk.path("mine.toml")).arg("-o").arg(&report).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = fs::read_to_string(report.join("report.md")).unwrap();
    assert!(text.contains("ICE spreads (licence: for your own use)"), "{text}");
    let checked =
        froth().args(["check", "--real-time", "--format", "json"]).arg(desk.path("mine.toml")).output().unwrap();
    assert!(String::from_utf8_lossy(&checked.stdout).contains("published on 2026-10-01, after 2026-09-30"));
}
