//! Addresses: what is this machine's own, what a redirect means, and whether it stays with its publisher.

use crate::publisher::domains;
use froth_core::feed::Publisher;
use ureq::http::Uri;

fn host(url: &str) -> String {
    let uri: Option<Uri> = url.parse().ok();
    uri.and_then(|uri| uri.host().map(str::to_ascii_lowercase)).unwrap_or_default()
}

fn authority(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    uri.authority().map(|authority| authority.as_str().to_ascii_lowercase())
}

/// Everything after the host, a `/` at least.
pub(crate) fn path_of(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    url[start..].find('/').map_or("/", |at| &url[start + at..])
}

pub(crate) fn is_loopback(url: &str) -> bool {
    let host = host(url);
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The address that a redirect from another one means.
pub(crate) fn joined(from: &str, to: &str) -> String {
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
pub(crate) fn stays(publisher: Publisher, from: &str, to: &str, based: bool) -> bool {
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
