//! How long after the end of a period publishers report it.

use froth_core::scenario::Series;

/// What is known of a publisher's calendar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Release {
    /// The publisher.
    pub(super) publisher: &'static str,
    /// Days from the end of a period to its first figure, at most, as a rule.
    pub(super) days: i64,
}

/// The Bureau's advance estimate of a quarter comes at the end of the month that follows.
const BEA: Release = Release { publisher: "Bureau of Economic Analysis", days: 31 };

/// The Z.1 comes in the second week of March, June, September and December: for the quarter before.
const Z1: Release = Release { publisher: "Federal Reserve Z.1", days: 76 };

/// FRED has it a month late, as the university asks.
const MICHIGAN: Release = Release { publisher: "University of Michigan", days: 31 };

/// Closes of a day, on the next day of trade.
const CLOSES: Release = Release { publisher: "FRED, daily", days: 5 };

/// In the third week of the month that follows.
const FINRA: Release = Release { publisher: "FINRA", days: 25 };

/// A year is due 60 days after its end, a quarter 40 (forms 10-K and 10-Q of large filers). One of four quarters is a year's.
const EDGAR: Release = Release { publisher: "SEC EDGAR", days: 60 };

/// Series of FRED by their names.
const FRED: &[(&str, Release)] = &[
    ("A679RC1Q027SBEA", BEA),
    ("BAMLH0A0HYM2", CLOSES),
    ("BCNSDODNS", Z1),
    ("BOGZ1FL663067003Q", Z1),
    ("GDP", BEA),
    ("GDPA", BEA),
    ("NASDAQCOM", CLOSES),
    ("NCBEILQ027S", Z1),
    ("UMCSENT", MICHIGAN),
];

/// By the address of its source. Shiller and Ritter keep no calendar, and of others nothing is known.
pub(super) fn release(of: &Series) -> Option<Release> {
    let address = of.provenance.url.as_deref()?;
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    match host.strip_prefix("www.").unwrap_or(host) {
        "fred.stlouisfed.org" => {
            let series = path.strip_prefix("series/")?.trim_end_matches('/');
            FRED.iter().find(|(name, _)| *name == series).map(|(_, release)| *release)
        }
        "finra.org" => Some(FINRA),
        "sec.gov" | "data.sec.gov" => Some(EDGAR),
        _ => None,
    }
}
