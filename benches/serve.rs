//! The what-if page's server under load, on loopback: requests a second, how long they wait, and whether memory grows.
//!
//! `cargo bench --bench serve`; `-- --seconds 60` for a minute instead of ten seconds.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs, dead_code)]

#[path = "../tests/it/http.rs"]
mod http;

use froth::serve::Server;
use http::Connection;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let given = arguments.windows(2).find(|pair| pair[0] == "--seconds").and_then(|pair| pair[1].parse().ok());
    // Only whether it works, where tests are run.
    let seconds = if arguments.iter().any(|a| a == "--test") { 1 } else { given.unwrap_or(10) };
    let server = Server::bind(IpAddr::V4(Ipv4Addr::LOCALHOST), 0, &[]).expect("a free port");
    let address = server.address();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| server.run(&stop));
        alone(address);
        let answer = |figure: u64| {
            format!(
                r#"{{"scenario":"ai-2026q3","versus":"dotcom-2000q1","set":{{"shiller_cape":{}}}}}"#,
                20 + figure % 30
            )
        };
        load("answers", address, seconds, &|connection, k| connection.post("/api/answer", &answer(k)).status);
        load("the page's style sheet", address, seconds.min(5), &|connection, _| connection.get("/page.css").status);
        stop.store(true, Ordering::Relaxed);
    });
}

/// One page and nobody else: what someone who drags a figure waits for.
fn alone(address: SocketAddr) {
    let mut connection = Connection::new(address);
    let mut times: Vec<Duration> = (0..50)
        .map(|k| {
            let body = format!(
                r#"{{"scenario":"ai-2026q3","versus":"dotcom-2000q1","set":{{"shiller_cape":{}}}}}"#,
                20.0 + f64::from(k) * 0.5
            );
            let start = Instant::now();
            assert_eq!(connection.post("/api/answer", &body).status, 200);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("one page: median {:.1} ms, slowest of 50 {:.1} ms", ms(times[25]), ms(times[49]));
}

fn load(what: &str, address: SocketAddr, seconds: u64, ask: &(dyn Fn(&mut Connection, u64) -> u16 + Sync)) {
    let end = Instant::now() + Duration::from_secs(seconds);
    let before = memory();
    let start = Instant::now();
    let mut half = 0.0;
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CONNECTIONS)
            .map(|c| {
                scope.spawn(move || {
                    let mut connection = Connection::new(address);
                    let mut times = Vec::new();
                    let mut k = c as u64;
                    while Instant::now() < end {
                        let start = Instant::now();
                        assert_eq!(ask(&mut connection, k), 200);
                        times.push(start.elapsed());
                        k += 1;
                    }
                    times
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(seconds * 500));
        half = memory();
        clients.into_iter().flat_map(|c| c.join().expect("a client")).collect()
    });
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |share: f64| ms(times[((times.len() - 1) as f64 * share) as usize]);
    println!(
        "{what}, {CONNECTIONS} connections, {seconds} s: {rate:.0} a second, median {:.0} ms, 99 % within {:.0} ms, slowest {:.0} ms; \
         memory {before:.0}, {half:.0} half-way, {:.0} MiB at the end",
        at(0.5),
        at(0.99),
        at(1.0),
        memory()
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Memory of this process, clients included, in MiB; 0 where the system does not say.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    let kib = line.and_then(|l| l.split_whitespace().next()).and_then(|n| n.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}
