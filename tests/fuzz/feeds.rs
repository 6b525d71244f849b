//! Feed files, and the answers that say what was known when: points are finite, dated, rising, and none is younger than asked.

use crate::{Outcome, corpus, fuzz};
use froth::diag::SourceFile;
use froth::feed::{Feed, FeedFile, Publisher};
use froth::feeds::{Place, Store, points};
use froth::format::read_from;
use froth::made_from::sha256;
use jiff::civil::date;
use std::fmt::Write;
use std::path::Path;

const WORDS: [&str; 46] = [
    "from",
    "fred",
    "shiller",
    "finra",
    "ritter",
    "edgar",
    "csv",
    "xlsx",
    "series",
    "column",
    "companies",
    "concept",
    "period",
    "quarter",
    "trailing_year",
    "calendar_year",
    "vintage",
    "first",
    "latest",
    "2024-05-01",
    "unit",
    "USD",
    "EUR",
    "us-gaap:Revenues",
    "0000789019",
    "url",
    "https://",
    "month_column",
    "every",
    "year",
    "transform",
    "growth",
    "lag",
    "scale",
    "since",
    "[feed.x]",
    "[]",
    "1e400",
    "9999-12-31",
    "0000-00-00",
    "1900-01-01",
    "null",
    "filed",
    "start",
    "end",
    "val",
];

#[test]
fn feed_file() {
    let seeds = corpus("feeds").into_iter().map(|(_, text)| text).collect();
    fuzz("feeds", 1, &WORDS, seeds, |_, input| {
        let source = match read_from(input, "fuzz.toml") {
            Ok(source) => source,
            Err(error) => return Outcome::refused(error.findings()),
        };
        let file = match FeedFile::parse(&source) {
            Ok(file) => file,
            Err(error) => return Outcome::refused(error.findings()),
        };
        let mut behaviour = String::new();
        for feed in &file.feeds {
            let place = Place::of(feed);
            let companies = feed.facts.as_ref().map_or(1, |facts| facts.companies.len());
            assert_eq!(place.urls.len(), companies);
            assert!(place.urls.iter().all(|url| url.starts_with("https://") || url.starts_with("http://")));
            assert_eq!(feed.facts.is_some(), feed.from == Publisher::Edgar);
            let _ = write!(behaviour, "{} {:?} ", feed.from.as_str(), feed.vintage);
        }
        Outcome::accepted(behaviour)
    });
}

/// A store that holds an answer for every address of a feed.
fn store(folder: &Path, feed: &Feed, answer: &[u8]) -> Store {
    let digest = sha256(answer);
    let place = Place::of(feed);
    std::fs::create_dir_all(folder.join("answers")).expect("a folder");
    std::fs::write(folder.join("answers").join(&digest), answer).expect("written");
    let mut lock = String::from("schema = 1\n");
    for url in place.keyed.iter().chain(&place.urls) {
        let _ = write!(
            lock,
            "[[answer]]\npublisher = '{}'\nurl = '{url}'\nretrieved = 2026-11-29\nsha256 = '{digest}'\nbytes = {}\nlicence = ''\n",
            feed.from.as_str(),
            answer.len()
        );
    }
    std::fs::write(folder.join("froth.lock"), lock).expect("written");
    Store::open(folder).expect("a store")
}

#[test]
fn answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let edgar =
        "from = 'edgar'\ncompanies = ['0000789019', '0001341439']\nconcept = ['us-gaap:Revenues', 'us-gaap:Sales']\n";
    let text = format!(
        "schema = 1\nid = 'f'\ntitle = 'F'\n[feed.a]\n{edgar}period = 'quarter'\n[feed.b]\n{edgar}period = 'trailing_year'\n\
         vintage = 'latest'\ntransform = [{{ growth = {{ periods = 1 }} }}]\n[feed.c]\n{edgar}period = 'calendar_year'\n\
         [feed.d]\nfrom = 'fred'\nseries = 'GDP'\n[feed.e]\nfrom = 'fred'\nseries = 'GDP'\nvintage = 'first'\nevery = 'year'\n"
    );
    let feeds = FeedFile::parse(&SourceFile::new("f.toml", text)).expect("sound").feeds;
    let seeds = corpus("answers").into_iter().map(|(_, text)| text).collect();
    fuzz("answers", 1, &WORDS, seeds, |k, input| {
        let feed = &feeds[(k % feeds.len() as u64) as usize];
        let store = store(folder.path(), feed, input);
        let as_of = (k % 3 != 0).then(|| date(2024, 8, 1));
        let outcome = match points(feed, &store, as_of, &()) {
            Ok(found) => {
                assert!(!found.points.is_empty() || !found.later.is_empty());
                assert!(found.points.windows(2).all(|pair| pair[0].date < pair[1].date), "dates do not rise");
                assert!(found.points.iter().all(|point| point.value.is_finite()));
                let known =
                    |point: &froth::feeds::Point| point.published.zip(as_of).is_none_or(|(day, as_of)| day <= as_of);
                assert!(found.points.iter().all(known), "younger than asked");
                Outcome::accepted(format!("{} {} {}", feed.id, found.points.len().min(6), found.gaps.len()))
            }
            Err(error) => {
                assert!(error.to_string().len() < 20_000);
                Outcome { accepted: false, behaviour: crate::sound(error.findings()) }
            }
        };
        std::fs::remove_dir_all(folder.path().join("answers")).expect("removed");
        outcome
    });
}
