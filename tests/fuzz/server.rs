//! What reaches the what-if page's server: bodies, and bytes on the wire. It answers, refuses, or hangs up; it never fails, and
//! the next request is answered as if nothing had been.

use crate::http::Connection;
use crate::{Outcome, corpus, fuzz};
use froth::serve::Server;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const WORDS: [&str; 58] = [
    "scenario",
    "versus",
    "model",
    "date",
    "set",
    "weights",
    "aggregate",
    "files",
    "controls",
    "lang",
    "name",
    "text",
    "size",
    "null",
    "true",
    "false",
    "{}",
    "[]",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\u0000",
    "\\ud800",
    "\\\"",
    "1e999",
    "-1",
    "ai-2026q3",
    "dotcom-2000q1",
    "four-dimensions",
    "transmission",
    "company",
    "shiller_cape",
    "valuation",
    "geometric",
    "median",
    "max",
    "2024-12-31",
    "zh-Hant",
    "mine.toml",
    "../mine.toml",
    "/etc/passwd",
    "schema = 1\\n",
    "extends = 'mine.toml'\\n",
    "[values]\\n",
    "GET ",
    "POST ",
    " HTTP/1.1\r\n",
    "Host: localhost\r\n",
    "Content-Length: ",
    "Transfer-Encoding: chunked\r\n",
    "Content-Type: application/json\r\n",
    "Expect: 100-continue\r\n",
    "\r\n\r\n",
    "Upgrade: h2c\r\n",
];

fn with_server(test: impl FnOnce(SocketAddr)) {
    let server = Server::bind(IpAddr::V4(Ipv4Addr::LOCALHOST), 0, &[]).expect("a free port");
    let address = server.address();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| server.run(&stop));
        let end = End(&stop);
        test(address);
        drop(end);
    });
}

/// The server ends even where the test fails.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn answer() {
    let seeds = corpus("answer").into_iter().map(|(_, body)| body).collect();
    with_server(|address| {
        let mut connection = Connection::new(address);
        fuzz("answer", 4, &WORDS, seeds, |k, body| {
            let path = match k % 16 {
                0 | 1 => "/api/scenario",
                2 | 3 => "/api/model",
                4..=8 => "/api/file",
                9 if k % 64 == 9 => "/api/report",
                10 if k % 64 == 10 => "/api/uncertainty",
                _ => "/api/answer",
            };
            let headers = [("Content-Type", "application/json")];
            let answer = connection.send("POST", path, &headers, body).or_else(|_| {
                connection = Connection::new(address);
                connection.send("POST", path, &headers, body)
            });
            let answer = answer.unwrap_or_else(|e| panic!("no answer from {path}: {e}"));
            let text = answer.text();
            assert!([200, 400, 408, 413, 415, 422].contains(&answer.status), "{} {text}", answer.status);
            let policy = answer.header("content-security-policy");
            assert!(policy.is_some_and(|p| p.starts_with("default-src 'none'")));
            if answer.status != 200 {
                let document: serde_json::Value = answer.json();
                let messages = document["messages"].as_array().expect("messages");
                assert!(!messages.is_empty() && text.len() < 2_000_000, "{text}");
                let codes: Vec<&str> = messages.iter().filter_map(|m| m["code"].as_str()).take(4).collect();
                let kind: String = messages[0]["message"].as_str().unwrap_or_default().chars().take(24).collect();
                return Outcome { accepted: false, behaviour: format!("{path} {} {codes:?} {kind}", answer.status) };
            }
            if path == "/api/answer" {
                let score = &answer.json()["score"];
                assert!(score.is_null() || score.as_f64().is_some_and(|x| (0.0..=100.0).contains(&x)), "{score}");
            }
            // A file is looked at, and then said to be good or bad.
            let good = path != "/api/file" || answer.json()["ok"] == true;
            Outcome { accepted: good, behaviour: format!("{path} 200 {}", text.len() / 4096) }
        });
    });
}

#[test]
fn wire() {
    let body = r#"{"scenario":"ai-2026q3","versus":"dotcom-2000q1"}"#;
    let json = "Content-Type: application/json\r\n";
    let mut seeds: Vec<Vec<u8>> = corpus("wire").into_iter().map(|(_, bytes)| bytes).collect();
    with_server(|address| {
        let host = format!("Host: {address}\r\n");
        let requests = [
            format!("GET / HTTP/1.1\r\n{host}\r\n"),
            format!("GET /page.css HTTP/1.0\r\n{host}\r\n"),
            format!("GET /?lang=zh-Hant HTTP/1.1\r\n{host}\r\nGET /page.js HTTP/1.1\r\n{host}\r\n"),
            format!("POST /api/answer HTTP/1.1\r\n{host}{json}Content-Length: {}\r\n\r\n{body}", body.len()),
            format!(
                "POST /api/answer HTTP/1.1\r\n{host}{json}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
                body.len()
            ),
            format!("POST /api/file HTTP/1.1\r\n{host}{json}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{{}}"),
            format!("OPTIONS * HTTP/1.1\r\n{host}Origin: http://evil.example\r\n\r\n"),
        ];
        seeds.extend(requests.map(String::into_bytes));
        let mut connection = Connection::new(address);
        fuzz("wire", 4, &WORDS, seeds, |k, bytes| {
            let mut stream = TcpStream::connect(address).expect("a connection");
            stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
            // Whatever happens to what was sent, or is read back, the server must be there afterwards.
            let _ = stream.write_all(bytes);
            let _ = stream.shutdown(Shutdown::Write);
            let mut back = Vec::new();
            let _ = stream.take(4 << 20).read_to_end(&mut back);
            let said = String::from_utf8_lossy(&back);
            let status: String = said.lines().next().unwrap_or_default().chars().take(12).collect();
            assert!(back.is_empty() || status.starts_with("HTTP/1."), "{status}");
            assert!(!status.contains(" 500"), "{said}");
            if k % 10 == 0 {
                let answer = connection.send("GET", "/page.css", &[], b"").or_else(|_| {
                    connection = Connection::new(address);
                    connection.send("GET", "/page.css", &[], b"")
                });
                assert_eq!(answer.expect("an answer").status, 200, "the next request");
            }
            let answers = said.matches("HTTP/1.1 ").count().min(5);
            Outcome { accepted: status.contains(" 200"), behaviour: format!("{status} {answers}") }
        });
        assert_eq!(connection.post("/api/answer", body).status, 200);
    });
}
