//! What keeps strangers and accidents out: the host that is asked, how much, how long, how many at once.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::time::Duration;

/// Bytes of a request's body.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// Connections at once.
pub(super) const MOST_CONNECTIONS: usize = 256;

/// Long runs that are worked on or wait at once.
pub(super) const MOST_RUNS: usize = 16;

/// Until the head of a request has come, the first one or the next on the same connection.
pub(super) const HEAD: Duration = Duration::from_secs(20);

/// Until a request is answered, its body and its wait for a free core included; its work is stopped then. A long run answers at once,
/// and tells of its progress.
const WHOLE: Duration = Duration::from_secs(30);

/// Nothing from elsewhere, nothing inline, no frame around the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A page in another tab can make a browser request this server by a name of its own (DNS rebinding), but then that name stands in
/// the request. Only numbers, and `localhost`, are this machine for sure.
pub(super) async fn guard(State(loopback): State<bool>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let answer = if !host_of(headers, request.uri().host()).is_some_and(|host| is_here(host, loopback)) {
        refusal(StatusCode::MISDIRECTED_REQUEST, "this host is not served: use the address that froth printed")
    } else if is_foreign(headers) {
        refusal(StatusCode::FORBIDDEN, "the request comes from another page")
    } else {
        match tokio::time::timeout(WHOLE, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => refusal(StatusCode::REQUEST_TIMEOUT, "this took too long"),
        }
    };
    with_policy(answer)
}

fn host_of<'a>(headers: &'a HeaderMap, uri: Option<&'a str>) -> Option<&'a str> {
    // Two hosts are none.
    let mut all = headers.get_all(header::HOST).iter();
    let first = all.next().and_then(|h| h.to_str().ok());
    if all.next().is_some() { None } else { first.or(uri) }
}

/// Whether a Host header names this machine by number, or as `localhost`.
fn is_here(host: &str, loopback: bool) -> bool {
    let name = match host.rsplit_once(':') {
        // The colons of an address in brackets are no port.
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let number = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).unwrap_or(name);
    number.parse::<IpAddr>().is_ok_and(|ip| !loopback || ip.is_loopback())
}

/// Browsers say where a request comes from.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|h| h.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    text(header::ORIGIN).is_some_and(|origin| origin != format!("http://{host}"))
        || headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

fn with_policy(mut answer: Response<Body>) -> Response {
    let headers = answer.headers_mut();
    let fixed = [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-store"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// A refusal as the page reads them.
pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    let body = serde_json::json!({ "schema": 1, "messages": [{ "severity": "error", "message": message }] });
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_served() {
        for host in ["localhost", "localhost:8787", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8787", "[::1]:8787", "[::1]"]
        {
            assert!(is_here(host, true), "{host}");
        }
        for host in
            ["evil.example", "evil.example:8787", "127.0.0.1.evil.example", "localhost.evil", "", ":", "10.0.0.1:80"]
        {
            assert!(!is_here(host, true), "{host}");
        }
        assert!(is_here("10.0.0.1:8787", false));
        assert!(!is_here("froth.example:8787", false), "a name can be anyone's");
    }

    #[test]
    fn other_pages_are_foreign() {
        let with = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            headers.insert("host", HeaderValue::from_static("127.0.0.1:8787"));
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            is_foreign(&headers)
        };
        assert!(!with(&[]));
        assert!(!with(&[("origin", "http://127.0.0.1:8787"), ("sec-fetch-site", "same-origin")]));
        assert!(with(&[("origin", "http://evil.example")]));
        assert!(with(&[("origin", "null")]));
        assert!(with(&[("sec-fetch-site", "cross-site")]));
    }
}
