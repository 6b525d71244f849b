//! Files over HTTP: with limits on size and time, tries again where that can help, redirects within a publisher only.

use crate::publisher::domains;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, shortened};
use froth_core::feed::Publisher;
use froth_series::watch::{Stopped, Watch};
use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;
use ureq::http::Uri;
use ureq::{Agent, Proxy};

/// Larger answers are not read: 64 MiB.
const MAX_BYTES: u64 = 64 << 20;

/// How often a file is asked for, where trying again can help.
const ATTEMPTS: u32 = 3;

/// How long to wait before the second attempt; twice as long before the next.
const WAIT: Duration = Duration::from_secs(1);

/// The longest wait that a publisher may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// How many times an answer may point elsewhere.
const REDIRECTS: u32 = 5;

/// Where a publisher is asked instead of at its own address: `PUBLISHER=URL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// Whose files they are.
    pub publisher: Publisher,
    /// What stands before the path: `http://127.0.0.1:8080`.
    pub url: String,
}

/// What a publisher answered.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) bytes: Vec<u8>,
    /// When the publisher says that it was last changed.
    pub(crate) modified: Option<String>,
}

/// Asks publishers.
#[derive(Debug)]
pub(crate) struct Client {
    direct: Agent,
    proxied: Agent,
    bases: BTreeMap<Publisher, String>,
}

/// Why there is no answer, and whether trying again can help.
struct Refusal {
    finding: Diagnostic,
    again: bool,
    after: Option<Duration>,
}

enum Reply {
    Got(Got),
    Moved(String),
}

impl Client {
    pub(crate) fn new(bases: &[Base]) -> Self {
        let contact = std::env::var("FROTH_CONTACT").ok().filter(|contact| !contact.trim().is_empty());
        let mut name = format!("froth/{}", env!("CARGO_PKG_VERSION"));
        if let Some(contact) = contact {
            name = format!("{name} ({})", contact.trim());
        }
        let agent = |proxy: Option<Proxy>| {
            Agent::new_with_config(
                Agent::config_builder()
                    .http_status_as_error(false)
                    .max_redirects(0)
                    .proxy(proxy)
                    .user_agent(&name)
                    .timeout_connect(Some(Duration::from_secs(15)))
                    .timeout_recv_response(Some(Duration::from_secs(60)))
                    .timeout_per_read(Some(Duration::from_secs(30)))
                    .timeout_global(Some(Duration::from_secs(600)))
                    .build(),
            )
        };
        let bases = bases.iter().map(|base| (base.publisher, base.url.trim_end_matches('/').to_owned())).collect();
        Client { direct: agent(None), proxied: agent(Proxy::try_from_env()), bases }
    }

    /// The server that is asked instead of a publisher's own.
    pub(crate) fn base(&self, publisher: Publisher) -> Option<&str> {
        self.bases.get(&publisher).map(String::as_str)
    }

    /// Asks for a file, several times if need be.
    pub(crate) fn get(&self, publisher: Publisher, url: &str, watch: &dyn Watch) -> Result<Got, Error> {
        let base = self.base(publisher);
        let address = match base {
            Some(base) => format!("{base}{}", path_of(url)),
            None => url.to_owned(),
        };
        let mut wait = WAIT;
        for attempt in 1.. {
            match self.follow(publisher, &address, base.is_some(), watch)? {
                Ok(got) => return Ok(got),
                Err(refusal) if refusal.again && attempt < ATTEMPTS => {
                    pause(refusal.after.unwrap_or(wait).min(LONGEST_WAIT), watch)?;
                    wait *= 2;
                }
                Err(refusal) => return Err(refusal.finding.into()),
            }
        }
        Err(wrong(url, "there is no answer", "try again later").into())
    }

    /// Asks once, and goes where the answer points.
    fn follow(
        &self,
        publisher: Publisher,
        url: &str,
        based: bool,
        watch: &dyn Watch,
    ) -> Result<Result<Got, Refusal>, Stopped> {
        let mut at = url.to_owned();
        for _ in 0..=REDIRECTS {
            match self.once(&at, watch)? {
                Ok(Reply::Got(got)) => return Ok(Ok(got)),
                Ok(Reply::Moved(to)) => {
                    let to = joined(&at, &to);
                    if !stays(publisher, &at, &to, based) {
                        let message = format!("it points to {}, which is another publisher's", shortened(&to));
                        let help = "if it has moved there for good, write the new address as `url` in the feed file";
                        return Ok(Err(final_(wrong(url, &message, help))));
                    }
                    at = to;
                }
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        Ok(Err(final_(wrong(url, "it points on and on", "look at the address in a browser"))))
    }

    fn once(&self, url: &str, watch: &dyn Watch) -> Result<Result<Reply, Refusal>, Stopped> {
        // A loopback address is this machine's own: no proxy can reach it.
        let agent = if is_loopback(url) { &self.direct } else { &self.proxied };
        let mut response = match agent.get(url).header("Accept", "*/*").call() {
            Ok(response) => response,
            Err(e) => return Ok(Err(unanswered(url, &e))),
        };
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(|value| value.trim().to_owned())
        };
        let status = response.status().as_u16();
        if (300..400).contains(&status)
            && let Some(to) = header("location")
        {
            return Ok(Ok(Reply::Moved(to)));
        }
        if status != 200 {
            return Ok(Err(refused(url, status, header("retry-after").as_deref())));
        }
        let (modified, said) = (header("last-modified"), header("content-length"));
        let length: Option<u64> = said.and_then(|length| length.parse().ok());
        let too_large = || {
            let help = "a series is a few megabytes at most: name the file itself";
            final_(wrong(url, "it is larger than 64 MiB and was not kept", help))
        };
        if length.is_some_and(|length| length > MAX_BYTES) {
            return Ok(Err(too_large()));
        }
        let mut reader = response.body_mut().with_config().limit(MAX_BYTES + 1).reader();
        let (mut bytes, mut chunk) = (Vec::new(), vec![0; 64 << 10]);
        loop {
            if watch.stopped() {
                return Err(Stopped);
            }
            match reader.read(&mut chunk) {
                Ok(0) => break,
                Ok(n) => bytes.extend_from_slice(&chunk[..n]),
                Err(e) => return Ok(Err(cut_off(url, bytes.len(), length, Some(&e)))),
            }
            if bytes.len() as u64 > MAX_BYTES {
                return Ok(Err(too_large()));
            }
        }
        if length.is_some_and(|length| length != bytes.len() as u64) {
            return Ok(Err(cut_off(url, bytes.len(), length, None)));
        }
        Ok(Ok(Reply::Got(Got { bytes, modified })))
    }
}

fn final_(finding: Diagnostic) -> Refusal {
    Refusal { finding, again: false, after: None }
}

fn wrong(url: &str, what: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Code::Fetch, format!("{}: {what}", shortened(url))).help(help)
}

fn unanswered(url: &str, e: &ureq::Error) -> Refusal {
    let (help, again) = match e {
        ureq::Error::HostNotFound => ("look at the address, and at the connection of this machine", false),
        ureq::Error::Timeout(_) => ("the publisher is slow or out of reach: try again later", true),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => ("look at the address in the feed file", false),
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => {
            ("look at HTTPS_PROXY and NO_PROXY in the environment", false)
        }
        ureq::Error::Io(_) | ureq::Error::ConnectionFailed => {
            ("look at the connection of this machine; HTTPS_PROXY names a proxy where one is needed", true)
        }
        _ => ("look at the address in a browser", false),
    };
    Refusal { finding: wrong(url, &format!("no answer: {e}"), help), again, after: None }
}

fn refused(url: &str, status: u16, after: Option<&str>) -> Refusal {
    let help = match status {
        401 | 403 => {
            "the publisher refuses programs that do not say who they are: write a name and an address for mail into the \
             environment as FROTH_CONTACT, or take the file with a browser"
        }
        404 | 410 => {
            "the file has moved: look for it on the publisher's page, and write its address as `url` in the feed file"
        }
        429 => "too many requests: wait some minutes, and fetch less at once with --only",
        500.. => "the publisher has trouble: try again later",
        _ => "look at the address in a browser",
    };
    let after = after.and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    let finding = wrong(url, &format!("the publisher answers with {status}"), help);
    Refusal { finding, again: status == 429 || status >= 500, after }
}

fn cut_off(url: &str, came: usize, length: Option<u64>, e: Option<&std::io::Error>) -> Refusal {
    let of = length.map(|length| format!(" of {length}")).unwrap_or_default();
    let why = e.map(|e| format!(" ({e})")).unwrap_or_default();
    let message = format!("the answer was cut off after {came}{of} bytes{why}");
    Refusal { finding: wrong(url, &message, "try again: nothing of it was kept"), again: true, after: None }
}

/// Waits, unless the work is stopped.
fn pause(wait: Duration, watch: &dyn Watch) -> Result<(), Stopped> {
    const STEP: Duration = Duration::from_millis(50);
    let mut left = wait;
    while !left.is_zero() {
        if watch.stopped() {
            return Err(Stopped);
        }
        let step = left.min(STEP);
        std::thread::sleep(step);
        left -= step;
    }
    Ok(())
}

fn host(url: &str) -> String {
    let uri: Option<Uri> = url.parse().ok();
    uri.and_then(|uri| uri.host().map(str::to_ascii_lowercase)).unwrap_or_default()
}

fn authority(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    uri.authority().map(|authority| authority.as_str().to_ascii_lowercase())
}

/// Everything after the host, a `/` at least.
fn path_of(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    url[start..].find('/').map_or("/", |at| &url[start + at..])
}

fn is_loopback(url: &str) -> bool {
    let host = host(url);
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The address that a redirect from another one means.
fn joined(from: &str, to: &str) -> String {
    if to.contains("://") {
        return to.to_owned();
    }
    let start = from.find("://").map_or(0, |at| at + 3);
    let scheme = &from[..start];
    if let Some(rest) = to.strip_prefix("//") {
        return format!("{scheme}{rest}");
    }
    let path = from[start..].find(['/', '?', '#']).map_or(from.len(), |at| start + at);
    if to.starts_with('/') {
        return format!("{}{to}", &from[..path]);
    }
    let end = from.find(['?', '#']).unwrap_or(from.len());
    let folder = from[path..end.max(path)].rfind('/').map_or("/", |at| &from[path..=path + at]);
    format!("{}{folder}{to}", &from[..path])
}

/// Whether a redirect stays with the publisher, and with TLS where there was TLS.
fn stays(publisher: Publisher, from: &str, to: &str, based: bool) -> bool {
    if based {
        return authority(from).is_some() && authority(from) == authority(to);
    }
    if !to.starts_with("https://") && (from.starts_with("https://") || !to.starts_with("http://")) {
        return false;
    }
    let (from, to) = (host(from), host(to));
    let plain = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let within = |host: &str, domain: &&str| host == *domain || host.ends_with(&format!(".{domain}"));
    plain(&from) == plain(&to)
        || domains(publisher).iter().any(|d| within(&from, d)) && domains(publisher).iter().any(|d| within(&to, d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_with_the_publisher_and_with_tls() {
        let ok = |publisher, from, to| stays(publisher, from, &joined(from, to), false);
        let fred = "https://fred.stlouisfed.org/graph/fredgraph.csv?id=GDP";
        assert!(ok(Publisher::Fred, fred, "/other.csv"));
        assert!(ok(Publisher::Fred, fred, "https://alfred.stlouisfed.org/x"));
        assert!(!ok(Publisher::Fred, fred, "http://fred.stlouisfed.org/x"));
        assert!(!ok(Publisher::Fred, fred, "https://stlouisfed.org.example.com/x"));
        assert!(!ok(Publisher::Fred, fred, "//example.com/x"));
        let yale = "http://www.econ.yale.edu/~shiller/data/ie_data.xls";
        assert!(ok(Publisher::Shiller, yale, "https://img1.wsimg.com/blobby/ie_data.xls?ver=1"));
        assert!(ok(Publisher::Csv, "http://example.com/a.csv", "https://www.example.com/a.csv"));
        assert!(!ok(Publisher::Csv, "https://example.com/a.csv", "https://example.org/a.csv"));
        assert!(!ok(Publisher::Csv, "https://example.com/a.csv", "file:///etc/passwd"));
    }

    #[test]
    fn relative_addresses_are_joined() {
        let at = "https://a.org/b/c.csv?x=/y";
        assert_eq!(joined(at, "d.csv"), "https://a.org/b/d.csv");
        assert_eq!(joined(at, "/d.csv"), "https://a.org/d.csv");
        assert_eq!(joined("https://a.org", "d.csv"), "https://a.org/d.csv");
        assert_eq!(path_of(at), "/b/c.csv?x=/y");
        assert_eq!(path_of("https://a.org"), "/");
    }

    #[test]
    fn loopback_is_known() {
        assert!(
            is_loopback("http://127.0.0.1:80/x") && is_loopback("http://[::1]:80/") && is_loopback("http://localhost/")
        );
        assert!(!is_loopback("https://127.0.0.1.example.com/") && !is_loopback("https://a.org/"));
    }
}
