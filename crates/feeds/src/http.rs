//! Files over HTTP: with limits on size and time, tries again where that can help, redirects within a publisher only.

use crate::address::{is_loopback, joined, path_of, stays};
use crate::publisher::pace;
use crate::vintages;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, shortened};
use froth_core::feed::Publisher;
use froth_series::watch::{Stopped, Watch};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;
use std::time::{Duration, Instant};
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
    /// Whether `FROTH_CONTACT` says who asks.
    is_named: bool,
    /// What `FRED_API_KEY` holds. It stands in no message, lock or answer: it is added to an address where that is asked.
    key: Option<String>,
    /// When each publisher was last asked.
    asked: RefCell<BTreeMap<Publisher, Instant>>,
}

/// The largest part of a refusal that is read.
const MAX_REASON: u64 = 4096;

/// What is asked for.
struct Request<'a> {
    publisher: Publisher,
    url: &'a str,
    /// Whether it is asked with the key.
    keyed: bool,
    /// Whether another server than the publisher's own is asked.
    based: bool,
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
    /// It has more publications than the publisher gives at once.
    TooMany,
}

impl Client {
    /// # Errors
    ///
    /// What the environment says of who asks cannot be told to a publisher.
    pub(crate) fn new(bases: &[Base]) -> Result<Self, Error> {
        let set = |name: &str| std::env::var(name).ok().map(|x| x.trim().to_owned()).filter(|x| !x.is_empty());
        let (contact, key) = (set("FROTH_CONTACT"), set("FRED_API_KEY"));
        let mut name = format!("froth/{}", env!("CARGO_PKG_VERSION"));
        if let Some(contact) = &contact {
            if !contact.bytes().all(|b| matches!(b, b' '..=b'~')) {
                let message = "FROTH_CONTACT holds a sign that HTTP cannot carry";
                let help = "write the name with letters of ASCII: FROTH_CONTACT=\"Name mail@example.org\"";
                return Err(Diagnostic::error(Code::Fetch, message).help(help).into());
            }
            name = format!("{name} ({contact})");
        }
        if key.as_ref().is_some_and(|key| !key.bytes().all(|b| b.is_ascii_alphanumeric())) {
            let help = "a key of FRED has 32 letters and digits; without FRED_API_KEY, FRED is asked without a key";
            return Err(Diagnostic::error(Code::Fetch, "FRED_API_KEY holds no key").help(help).into());
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
        Ok(Client {
            direct: agent(None),
            proxied: agent(Proxy::try_from_env()),
            bases,
            is_named: contact.is_some(),
            key,
            asked: RefCell::default(),
        })
    }

    /// Whether there is a key to ask with.
    pub(crate) fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// The server that is asked instead of a publisher's own.
    pub(crate) fn base(&self, publisher: Publisher) -> Option<&str> {
        self.bases.get(&publisher).map(String::as_str)
    }

    /// Asks for a file, several times if need be; with the key if it is `keyed`. None if the publisher has more publications of
    /// it than it gives.
    pub(crate) fn get(
        &self,
        publisher: Publisher,
        url: &str,
        keyed: bool,
        watch: &dyn Watch,
    ) -> Result<Option<Got>, Error> {
        if publisher == Publisher::Edgar && !self.is_named {
            let help = "write a name and an address for mail into the environment: \
                        FROTH_CONTACT=\"Name mail@example.org\"";
            let what =
                "nothing was asked: EDGAR requires that programs say who runs them, and FROTH_CONTACT is not set";
            return Err(wrong(url, what, help).into());
        }
        let base = self.base(publisher);
        let address = match base {
            Some(base) => format!("{base}{}", path_of(url)),
            None => url.to_owned(),
        };
        let request = Request { publisher, url: &address, keyed, based: base.is_some() };
        let mut wait = WAIT;
        for attempt in 1.. {
            match self.follow(&request, watch)? {
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

    /// What a server or a library says, without the key.
    fn hidden(&self, text: &str) -> String {
        self.key.as_ref().map_or_else(|| text.to_owned(), |key| text.replace(key.as_str(), "FRED_API_KEY"))
    }

    /// Asks once, and goes where the answer points.
    fn follow(&self, request: &Request<'_>, watch: &dyn Watch) -> Result<Result<Option<Got>, Refusal>, Stopped> {
        let url = request.url;
        let mut at = url.to_owned();
        for hop in 0..=REDIRECTS {
            // The key is told to whom it is meant for, not to where the answer points.
            let keyed = request.keyed && hop == 0;
            match self.once(request.publisher, &at, keyed, watch)? {
                Ok(Reply::Got(got)) => return Ok(Ok(Some(got))),
                Ok(Reply::TooMany) => return Ok(Ok(None)),
                Ok(Reply::Moved(to)) => {
                    let to = joined(&at, &to);
                    if !stays(request.publisher, &at, &to, request.based) {
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

    /// Waits until a publisher may be asked again.
    fn wait_for(&self, publisher: Publisher, watch: &dyn Watch) -> Result<(), Stopped> {
        let before = self.asked.borrow().get(&publisher).copied();
        if let Some(before) = before {
            pause(pace(publisher).saturating_sub(before.elapsed()), watch)?;
        }
        self.asked.borrow_mut().insert(publisher, Instant::now());
        Ok(())
    }

    fn once(
        &self,
        publisher: Publisher,
        url: &str,
        keyed: bool,
        watch: &dyn Watch,
    ) -> Result<Result<Reply, Refusal>, Stopped> {
        self.wait_for(publisher, watch)?;
        // A loopback address is this machine's own: no proxy can reach it.
        let agent = if is_loopback(url) { &self.direct } else { &self.proxied };
        let address = match &self.key {
            Some(key) if keyed => format!("{url}&api_key={key}"),
            _ => url.to_owned(),
        };
        let mut response = match agent.get(address).header("Accept", "*/*").call() {
            Ok(response) => response,
            Err(e) => return Ok(Err(unanswered(url, &e, &self.hidden(&e.to_string())))),
        };
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(|value| value.trim().to_owned())
        };
        let status = response.status().as_u16();
        if (300..400).contains(&status)
            && let Some(to) = header("location")
        {
            return Ok(Ok(Reply::Moved(self.hidden(&to))));
        }
        if status != 200 {
            let after = header("retry-after");
            if !keyed {
                return Ok(Err(refused(url, status, after.as_deref())));
            }
            let mut bytes = Vec::new();
            // A reason that cannot be read is none.
            let _ = response.body_mut().as_reader().take(MAX_REASON).read_to_end(&mut bytes);
            return Ok(match vintages::reason(&bytes).map(|why| self.hidden(&why)) {
                Some(why) if status == 400 && why.contains("vintage dates") => Ok(Reply::TooMany),
                Some(why) if status == 400 => Err(final_(wrong(
                    url,
                    &format!("FRED answers with 400: {}", shortened(why.trim())),
                    "look at FRED_API_KEY in the environment, and at `series`; without a key FRED is asked for its CSV",
                ))),
                _ => Err(refused(url, status, after.as_deref())),
            });
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

fn unanswered(url: &str, e: &ureq::Error, said: &str) -> Refusal {
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
    Refusal { finding: wrong(url, &format!("no answer: {said}"), help), again, after: None }
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
