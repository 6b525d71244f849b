//! The what-if page's server: the same numbers as the command line, and nothing for strangers.

use crate::html::{Document, Element};
use crate::http::Connection;
use crate::support::{froth, json, stdout};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The program serving.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn serve(more: &[&str]) -> Served {
    let mut child = Command::new(env!("CARGO_BIN_EXE_froth"))
        .args(["serve", "--port", "0"])
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("text");
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse();
    Served { address: address.unwrap_or_else(|_| panic!("no address in {line:?}")), child }
}

const ASK: &str = r#"{"scenario":"ai-2026q3","versus":"dotcom-2000q1"}"#;

fn with(more: &str) -> String {
    format!("{},{more}}}", ASK.trim_end_matches('}'))
}

fn score(text: &str, more: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("what-if.toml");
    std::fs::write(&file, text).expect("written");
    let mut arguments = vec!["score", file.to_str().expect("UTF-8"), "--format", "json"];
    arguments.extend(more);
    json(&arguments)["scorecards"][0]["score"].clone()
}

#[test]
fn what_is_taken_away_scores_the_same_to_the_last_bit() {
    let served = serve(&[]);
    let mut connection = Connection::new(served.address);
    let plain = connection.post("/api/answer", ASK).json();
    assert_eq!(plain["score"], json(&["score", "ai-2026q3", "--format", "json"])["scorecards"][0]["score"]);
    let asks = [
        r#""set":{"shiller_cape":30.25,"margin_loans_to_gdp":1.5}"#,
        r#""set":{"ipo_proceeds_usd_bn":143},"date":"2026-09-30""#,
        r#""date":"2024-12-31""#,
        r#""date":"2024-12-31","set":{"shiller_cape":44}"#,
    ];
    for ask in asks {
        let ask = with(ask);
        let answer = connection.post("/api/answer", &ask);
        assert_eq!(answer.status, 200, "{ask}: {}", answer.text());
        let taken = connection.post("/api/scenario", &ask);
        assert!(taken.header("content-disposition").is_some_and(|h| h.contains("what-if.toml")));
        assert_eq!(score(&taken.text(), &[]), answer.json()["score"], "{ask}\n{}", taken.text());
    }
    // Weights and aggregation stand in a model of their own, with all its comments.
    let ask = with(r#""weights":{"valuation":2.5,"leverage":0},"aggregate":"geometric","set":{"shiller_cape":30}"#);
    let answer = connection.post("/api/answer", &ask).json();
    let model = connection.post("/api/model", &ask).text();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("what-if-model.toml");
    std::fs::write(&file, &model).expect("written");
    let taken = connection.post("/api/scenario", &ask).text();
    assert_eq!(score(&taken, &["-m", file.to_str().expect("UTF-8")]), answer["score"]);
    assert_ne!(answer["score"], plain["score"]);
    let original = stdout(&["show", "four-dimensions"]);
    let comments = |text: &str| text.lines().filter(|l| l.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(comments(&model), comments(&original));
}

#[test]
fn every_built_in_can_be_opened_and_every_button_leads_where_it_says() {
    let served = serve(&[]);
    let mut connection = Connection::new(served.address);
    let page = connection.get("/").text();
    let document = Document::parse(&page);
    let (_, inside) = document.parts("select").find(|(e, _)| e.attribute("id") == Some("scenario")).expect("a list");
    let options = inside.iter().filter(|e| e.name == "option");
    let ids: Vec<String> = options.filter_map(|o| o.attribute("value").map(str::to_owned)).collect();
    assert!(ids.len() > 15, "{ids:?}");
    for id in &ids {
        let ask = format!(r#"{{"scenario":"{id}","versus":"{id}","controls":true,"lang":"zh-Hant"}}"#);
        let answer = connection.post("/api/answer", &ask);
        assert_eq!(answer.status, 200, "{id}: {}", answer.text());
    }
    let answer = connection.post("/api/answer", ASK).json();
    let results = Document::parse(answer["results"].as_str().expect("HTML"));
    let mut tried = 0;
    for (item, inside) in results.parts("li") {
        let is_way = |e: &&Element| e.name == "button" && e.attribute("class").is_some_and(|c| c.contains("way"));
        let Some(set) = inside.iter().find(is_way).and_then(|b| b.attribute("data-set")) else { continue };
        let after = connection.post("/api/answer", &with(&format!(r#""set":{set}"#))).json();
        let shown = format!("{:.1}", after["score"].as_f64().expect("a score"));
        assert!(item.text.contains(&shown), "{} does not lead to {shown}", item.text);
        tried += 1;
    }
    assert!(tried >= 3, "{tried} buttons");
}

#[test]
fn every_what_if_can_be_tried_on_every_dated_scenario_of_the_era_and_leads_where_it_says() {
    let served = serve(&[]);
    let mut connection = Connection::new(served.address);
    for id in ["ai-2026q3", "ai", "ai-2025q4", "ai-2024q4", "ai-2022q4"] {
        let ask = |more: &str| format!(r#"{{"scenario":"{id}","versus":"{id}"{more}}}"#);
        let answer = connection.post("/api/answer", &ask("")).json();
        let results = Document::parse(answer["results"].as_str().expect("HTML"));
        let mut tried = 0;
        for (item, inside) in results.parts("li").filter(|(item, _)| item.text.contains("What if: ")) {
            let set =
                inside.iter().find_map(|e| e.attribute("data-set")).unwrap_or_else(|| panic!("{id}: {}", item.text));
            let after = connection.post("/api/answer", &ask(&format!(r#","set":{set}"#))).json();
            let shown = format!("{:.1}", after["score"].as_f64().expect("a score"));
            assert!(item.text.contains(&format!("leads to {shown}")), "{id}: {} gives {shown}", item.text);
            if id == "ai-2026q3" && item.text.contains("earnings come through") {
                assert!(item.text.contains("the last known one, 25 of 2025-10-29"), "{}", item.text);
            }
            tried += 1;
        }
        assert_eq!(tried, 4, "{id}");
        assert!(answer["results"].to_string().contains("points rest on figures older than a year"), "{id}");
    }
    // What would end an alert stands beside it.
    let text = connection.post("/api/answer", ASK).json()["results"].to_string();
    assert!(text.contains("since 31 December 2025 (ends if the change of Leverage in a year, now"), "{text}");
}

#[test]
fn strangers_and_slips_get_a_clear_refusal() {
    let served = serve(&[]);
    let mut connection = Connection::new(served.address);
    let post = [("Content-Type", "application/json")];
    let mut refused = |headers: &[(&str, &str)], body: &str, status: u16, part: &str| {
        let answer = connection.send("POST", "/api/answer", headers, body.as_bytes()).expect("an answer");
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        let text = answer.json()["messages"].to_string();
        assert!(text.contains(part), "no `{part}` in {text}");
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(answer.header("access-control-allow-origin").is_none());
    };
    refused(&[post[0], ("Host", "evil.example:8787")], ASK, 421, "this host is not served");
    refused(&[post[0], ("Host", "127.0.0.1.evil.example")], ASK, 421, "this host is not served");
    refused(&[post[0], ("Origin", "http://evil.example")], ASK, 403, "another page");
    refused(&[post[0], ("Sec-Fetch-Site", "cross-site")], ASK, 403, "another page");
    refused(&[("Content-Type", "text/plain")], ASK, 415, "application/json");
    refused(&post, "{", 400, "EOF");
    refused(&post, r#"{"scenario":5}"#, 422, "expected a string");
    refused(&post, &with(r#""sett":{}"#), 422, "unknown field `sett`");
    refused(&post, &with(r#""set":{"shiller_cape":NaN}"#), 400, "expected value");
    refused(&post, &with(r#""set":{"shiller_cape":1e999}"#), 400, "number out of range");
    refused(&post, &with(r#""set":{"shiller_cap":1}"#), 422, "did you mean `shiller_cape`");
    refused(&post, &with(r#""set":{"shiller_cape":"high"}"#), 422, "number");
    refused(&post, &with(r#""weights":{"valuatoin":1}"#), 422, "did you mean `valuation`");
    refused(&post, &with(r#""weights":{"valuation":-1}"#), 422, "no weight");
    refused(&post, &with(r#""aggregate":"mode""#), 422, "unknown variant");
    refused(&post, &with(r#""date":"2024-12-30""#), 422, "its dates are");
    refused(&post, r#"{"scenario":"ai-2026q4","versus":"ai-2025q4"}"#, 422, "did you mean");
    for path in ["../../etc/passwd", "/etc/passwd.toml", "./Cargo.toml", "-", "Cargo.toml", "scenarios/eras/ai.toml"] {
        refused(&post, &format!(r#"{{"scenario":"{path}","versus":"ai-2025q4"}}"#), 422, "opens no files");
        let files = format!(
            r#""files":[{{"name":"mine.toml","text":"schema = 1\nid = 'mine'\ntitle = 'M'\nas_of = 2025-12-31\nextends = '{path}'\n"}}]"#
        );
        refused(&post, &format!(r#"{{"scenario":"mine.toml","versus":"ai-2025q4",{files}}}"#), 422, "a");
    }
    let mut many = String::new();
    for i in 0..10_000 {
        let _ = write!(many, "[indicator.x{i}]\\ndimension = 'r'\\nrule.linear = {{ from = 0, to = 1 }}\\n");
    }
    let model = format!("schema = 1\\nid = 'm'\\ntitle = 'M'\\n[dimension.r]\\n{many}");
    let ask = with(&format!(r#""model":"m.toml","files":[{{"name":"m.toml","text":"{model}"}}]"#));
    refused(&post, &ask, 422, "10000 indicators");
    for (method, path, status) in
        [("GET", "/nothing", 404), ("GET", "/api/answer", 405), ("DELETE", "/", 405), ("GET", "/../Cargo.toml", 404)]
    {
        let answer = connection.send(method, path, &[], b"").expect("an answer");
        assert_eq!(answer.status, status, "{method} {path}");
    }
    // Still there, and still right.
    assert_eq!(connection.post("/api/answer", ASK).status, 200);
}

#[test]
fn huge_slow_and_half_open_requests_hold_up_nobody() {
    let served = serve(&[]);
    // A hundred megabytes, announced and sent.
    let mut huge = TcpStream::connect(served.address).expect("a connection");
    huge.set_write_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    let head = format!(
        "POST /api/answer HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n",
        served.address
    );
    huge.write_all(head.as_bytes()).expect("sent");
    let piece = vec![b' '; 1 << 20];
    let sent = (0..100).take_while(|_| huge.write_all(&piece).is_ok()).count();
    let mut line = String::new();
    // The refusal, or a connection that was closed on it.
    let _ = BufReader::new(&huge).read_line(&mut line);
    assert!(line.contains("413") || sent < 100, "{line}");
    // Connections that say half a word, and one that sends its body a byte at a time.
    let open: Vec<TcpStream> = (0..60)
        .map(|i| {
            let mut stream = TcpStream::connect(served.address).expect("a connection");
            let half =
                ["", "POST", "POST /api/answer HTTP/1.1\r\nHost: x", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"]
                    [i % 4];
            stream.write_all(half.as_bytes()).expect("sent");
            stream
        })
        .collect();
    let start = Instant::now();
    for _ in 0..5 {
        assert_eq!(Connection::new(served.address).post("/api/answer", ASK).status, 200);
    }
    assert!(start.elapsed() < Duration::from_secs(60), "others wait for half-open connections");
    drop(open);
}

#[test]
fn draws_are_told_as_they_are_made_and_can_be_left() {
    let served = serve(&[]);
    let told = Connection::new(served.address).post("/api/uncertainty", ASK);
    assert_eq!(told.header("content-type"), Some("text/event-stream"));
    let text = told.text();
    assert!(text.contains("event: progress") && text.contains("event: result"), "{text}");
    let spoken = stdout(&["uncertainty", "ai-2026q3", "dotcom-2000q1", "--format", "json"]);
    assert!(spoken.contains("share_a_higher"));
    // Whoever leaves stops the work: many leave, and the next one is answered.
    for _ in 0..8 {
        let mut stream = TcpStream::connect(served.address).expect("a connection");
        let head = format!(
            "POST /api/uncertainty HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{ASK}",
            served.address,
            ASK.len()
        );
        stream.write_all(head.as_bytes()).expect("sent");
    }
    assert_eq!(Connection::new(served.address).post("/api/answer", ASK).status, 200);
}

#[test]
fn a_dropped_file_is_checked_as_on_the_command_line() {
    let served = serve(&[]);
    let mut connection = Connection::new(served.address);
    let mut look = |name: &str, text: &str| {
        let body = serde_json::json!({ "name": name, "text": text, "files": [], "size": text.len() });
        let answer = connection.post("/api/file", &body.to_string());
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let broken = "schema = 1\nid = 'mine'\ntitle = 'M'\nas_of = 2025-12-31\n[values.shiller_cape]\nvlaue = 5\n";
    let found = look("broken.toml", broken);
    let message = &found["messages"][0];
    assert_eq!((&found["ok"], &message["line"], &message["column"]), (&false.into(), &6.into(), &1.into()), "{found}");
    assert_eq!(message["text"], "vlaue = 5");
    assert!(message["help"].as_str().is_some_and(|h| h.contains("value")), "{found}");
    assert_eq!(look("mine.toml", &broken.replace("vlaue", "value"))["kind"], "scenario");
    assert_eq!(look("m.toml", &stdout(&["show", "transmission"]))["kind"], "model");
    assert_eq!(look("notes.txt", "x")["ok"], false);
    let shock = "schema = 1\nid = 's'\ntitle = 'S'\n[shock]\nshiller_cape = { set = 20 }\n";
    assert_eq!(look("s.toml", shock)["shocks"]["shiller_cape"], 20.0);
}

#[test]
fn files_on_the_command_line_may_name_others_and_requests_may_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("base.toml"), "schema = 1\nid = 'base'\ntitle = 'Base'\nextends = 'ai-2025q4'\n")
        .expect("written");
    let mine = "schema = 1\nid = 'mine'\ntitle = 'Mine'\nextends = 'base.toml'\n[values]\nshiller_cape = 20\n";
    std::fs::write(path("mine.toml"), mine).expect("written");
    let served = serve(&[&path("mine.toml")]);
    let mut connection = Connection::new(served.address);
    assert!(connection.get("/").text().contains("mine.toml"));
    let ask = r#"{"scenario":"mine.toml","versus":"dotcom-2000q1","set":{"margin_loans_to_gdp":2}}"#;
    let answer = connection.post("/api/answer", ask);
    assert_eq!(answer.status, 200, "{}", answer.text());
    // Beside the file that it starts from, what is taken away scores the same.
    std::fs::write(path("what-if.toml"), connection.post("/api/scenario", ask).text()).expect("written");
    let scored = json(&["score", &path("what-if.toml"), "--format", "json"]);
    assert_eq!(scored["scorecards"][0]["score"], answer.json()["score"]);
    let ask = r#"{"scenario":"base.toml","versus":"dotcom-2000q1"}"#;
    assert_eq!(connection.post("/api/answer", ask).status, 422);
}

#[test]
fn the_report_is_that_of_the_figures_on_the_page() {
    let served = serve(&[]);
    let mut connection = Connection::new(served.address);
    let ask = with(r#""set":{"shiller_cape":30.25}"#);
    let score = connection.post("/api/answer", &ask).json()["score"].as_f64().expect("a score");
    let report = connection.post("/api/report", &ask);
    assert!(report.header("content-disposition").is_some_and(|h| h.contains("what-if.html")));
    let text = report.text();
    assert!(text.starts_with("<!DOCTYPE html>") && text.contains("(what if)"));
    assert!(text.contains(&format!("{score:.1}")) && text.contains("30.25"));
}

#[test]
fn a_what_if_that_is_in_place_is_no_button() {
    let served = serve(&[]);
    let mut connection = Connection::new(served.address);
    let results = |answer: &Value| answer["results"].as_str().expect("text").to_owned();
    let first = results(&connection.post("/api/answer", ASK).json());
    assert!(
        first.contains("data-set") && !first.contains("in place already") && !first.contains("disabled"),
        "{first}"
    );
    let wave = r#""set":{"ipo_proceeds_to_gdp":0.67,"operating_ipos":311,"operating_ipos_year":311,"tech_share_of_ipos":38,"theme_listed_companies":100,"first_day_return":41.6}"#;
    let put = results(&connection.post("/api/answer", &with(wave)).json());
    assert_eq!(put.matches("in place already").count(), 1, "{put}");
    assert_eq!(put.matches("data-set").count() + 1, first.matches("data-set").count());
}

/// Events of a stream: names and data.
fn events(text: &str) -> Vec<(String, String)> {
    let field = |event: &str, name: &str| {
        let lines = event.lines().filter_map(|l| l.strip_prefix(name)?.strip_prefix(": "));
        lines.collect::<Vec<_>>().join("\n")
    };
    text.split("\n\n")
        .map(|event| (field(event, "event"), field(event, "data")))
        .filter(|(name, _)| !name.is_empty())
        .collect()
}

const EVENTS: [(&str, &str); 2] = [("Content-Type", "application/json"), ("Accept", "text/event-stream")];

#[test]
fn the_report_is_told_as_it_is_made_and_is_the_same() {
    let served = serve(&[]);
    let mut connection = Connection::new(served.address);
    let answer = connection.send("POST", "/api/report", &EVENTS, ASK.as_bytes()).expect("an answer");
    assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    let told = events(&answer.text());
    assert!(told.iter().any(|(name, _)| name == "progress"), "{told:?}");
    let (name, data) = told.last().expect("an end");
    assert_eq!(name, "result");
    let page: String = serde_json::from_str(data).expect("a text");
    assert_eq!(page, connection.post("/api/report", ASK).text());
    // What is wrong is told the same way.
    let wrong = with(r#""set":{"shiller_cap":1}"#);
    let told = events(&connection.send("POST", "/api/report", &EVENTS, wrong.as_bytes()).expect("an answer").text());
    assert!(told[0].0 == "trouble" && told[0].1.contains("did you mean `shiller_cape`"), "{told:?}");
}

/// A model as large as the page takes, two scenarios of it, and what a request brings of them.
fn large() -> String {
    let mut model = "schema = 1\nid = 'big'\ntitle = 'Big'\n[dimension.root]\n".to_owned();
    for d in 0..150 {
        let _ = writeln!(model, "[dimension.d{d}]\nparent = 'root'");
    }
    for i in 0..300 {
        let _ = writeln!(model, "[indicator.i{i}]\ndimension = 'd{}'\nrule.linear = {{ from = 0, to = 100 }}", i % 150);
    }
    let scenario = |id: &str, step: usize| {
        let mut text = format!("schema = 1\nid = '{id}'\ntitle = '{id}'\nas_of = 2024-12-31\n[values]\n");
        for i in 0..300 {
            let x = i * step % 90 + 5;
            let _ = writeln!(text, "i{i} = {{ value = {x}, low = {}, high = {} }}", x - 1, x + 1);
        }
        text
    };
    let file = |name: &str, text: String| serde_json::json!({ "name": name, "text": text });
    let files = [file("m.toml", model), file("a.toml", scenario("a", 37)), file("b.toml", scenario("b", 53))];
    serde_json::json!({ "scenario": "a.toml", "versus": "b.toml", "model": "m.toml", "files": files }).to_string()
}

#[test]
fn slow_requests_that_are_left_keep_no_core() {
    let served = serve(&[]);
    let large = large();
    let send = |more: &str| {
        let mut stream = TcpStream::connect(served.address).expect("a connection");
        let head = format!(
            "POST /api/report HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{more}Content-Length: {}\r\n\r\n{large}",
            served.address,
            large.len()
        );
        stream.write_all(head.as_bytes()).expect("sent");
        stream
    };
    // More than there are cores, as files and as events.
    let mut slow: Vec<TcpStream> =
        (0..4).map(|n| send(if n % 2 == 0 { "" } else { "Accept: text/event-stream\r\n" })).collect();
    let mut line = String::new();
    BufReader::new(&mut slow[1]).read_line(&mut line).expect("an answer that goes on");
    assert!(line.contains("200"), "{line}");
    std::thread::sleep(Duration::from_millis(500));
    drop(slow);
    assert_eq!(Connection::new(served.address).post("/api/answer", ASK).status, 200);
    // In the end the program does nothing: the clock of its work stands still.
    #[cfg(target_os = "linux")]
    {
        let worked = || -> u64 {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", served.child.id())).expect("a process");
            let fields: Vec<&str> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
            fields[11].parse::<u64>().expect("ticks") + fields[12].parse::<u64>().expect("ticks")
        };
        let idle = (0..600).any(|_| {
            let before = worked();
            std::thread::sleep(Duration::from_millis(400));
            // Two cores at work are 80 ticks.
            worked() - before < 8
        });
        assert!(idle, "work that nobody waits for goes on");
    }
}

#[test]
fn other_machines_are_let_in_only_with_a_warning() {
    let mut served = serve(&["--bind", "0.0.0.0"]);
    let mut said = String::new();
    let mut stderr = BufReader::new(served.child.stderr.take().expect("piped"));
    stderr.read_line(&mut said).expect("text");
    assert!(said.contains("anyone who can reach 0.0.0.0"), "{said}");
}

#[test]
fn a_taken_port_is_an_error_and_ctrl_c_an_end() {
    let mut served = serve(&[]);
    let port = served.address.port().to_string();
    let second = froth().args(["serve", "--port", &port]).output().expect("it runs");
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(1), "{said}");
    assert!(said.contains("the port is taken: try port"), "{said}");
    let unknown = froth().args(["serve", "ai-2026q4"]).output().expect("it runs");
    assert_eq!(unknown.status.code(), Some(1));
    let pid = served.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("it runs").success());
    let ended = served.child.wait().expect("it ends");
    assert_eq!(ended.code(), Some(0));
    // Gone, and its port is free again.
    assert!(TcpStream::connect(served.address).is_err());
}
