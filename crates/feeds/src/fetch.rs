//! Fetching what a feed file names: one request a file, checked and read before it counts.

use crate::http::{Base, Client};
use crate::points::points;
use crate::publisher::{Place, is_workbook};
use crate::store::{Answer, Store};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_core::feed::{Feed, Publisher};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::path::Path;

/// How to fetch.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Nothing is asked for: what the store holds is checked and read.
    pub offline: bool,
    /// What the store holds already is not asked for again.
    pub missing_only: bool,
    /// Where publishers are asked instead of at their own addresses.
    pub bases: Vec<Base>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not in the store.
    New,
    /// It is another than before.
    Changed,
    /// It is the one that was there.
    Same,
    /// It was not asked for.
    Kept,
}

/// What a feed gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// The series.
    pub id: String,
    /// The address of its file.
    pub url: String,
    /// What became of the file.
    pub outcome: Outcome,
    /// How many points the series has.
    pub points: usize,
    /// Its first day, and its last.
    pub span: (Date, Date),
}

/// Fetches the files of feeds into a store. A file that cannot be had or read leaves the one before it in the lock; the others
/// are fetched all the same, and all that went wrong comes with what was fetched.
///
/// # Errors
///
/// The store cannot be written to; the work was stopped.
pub fn fetch(
    feeds: &[&Feed],
    store: &mut Store,
    options: &Options,
    today: Date,
    watch: &dyn Watch,
) -> Result<(Vec<Fetched>, Diagnostics), Error> {
    let client = Client::new(&options.bases);
    let mut files: Vec<(Place, Vec<&Feed>)> = Vec::new();
    for feed in feeds {
        let place = Place::of(feed);
        match files.iter_mut().find(|(other, _)| other.url == place.url) {
            Some((_, of)) => of.push(feed),
            None => files.push((place, vec![feed])),
        }
    }
    watch.expect(files.len() as u64);
    let (mut all, mut findings) = (Vec::new(), Diagnostics::new());
    for (place, of) in &files {
        match file(place, of, store, options, (&client, today), watch) {
            Ok(mut fetched) => all.append(&mut fetched),
            Err(e) if e.kind() == froth_core::ErrorKind::Stopped => return Err(e),
            Err(e) if e.kind() == froth_core::ErrorKind::Write => return Err(e),
            Err(e) => findings.extend(of.first().map_or(e.clone(), |feed| e.at(&feed.location)).into_findings()),
        }
        watch.step(1)?;
    }
    let place = |fetched: &Fetched| feeds.iter().position(|feed| feed.id == fetched.id);
    all.sort_by_key(place);
    Ok((all, findings))
}

fn file(
    place: &Place,
    feeds: &[&Feed],
    store: &mut Store,
    options: &Options,
    (client, today): (&Client, Date),
    watch: &dyn Watch,
) -> Result<Vec<Fetched>, Error> {
    let Some(publisher) = feeds.first().map(|feed| feed.from) else { return Ok(Vec::new()) };
    let before = store.answer(&place.url).cloned();
    match before {
        Some(answer) if options.offline || options.missing_only => {
            let path = store.checked(&answer)?;
            read(feeds, &path, &answer, Outcome::Kept, watch)
        }
        None if options.offline => {
            let message = format!("{} is not in the store", place.url);
            Err(Diagnostic::error(Code::Store, message).help("fetch it first, without --offline").into())
        }
        before => {
            let got = client.get(publisher, &place.url, watch)?;
            looks_right(publisher, &place.url, &got.bytes)?;
            let (path, sha256) = store.put(&got.bytes)?;
            let outcome = match &before {
                None => Outcome::New,
                Some(answer) if answer.sha256 == sha256 => Outcome::Same,
                Some(_) => Outcome::Changed,
            };
            let answer = Answer {
                publisher: publisher.as_str().to_owned(),
                url: place.url.clone(),
                base: client.base(publisher).map(str::to_owned),
                retrieved: today,
                bytes: got.bytes.len() as u64,
                sha256,
                vintage: got.modified,
                licence: place.licence.clone(),
            };
            match read(feeds, &path, &answer, outcome, watch) {
                Ok(fetched) => {
                    store.enter(answer)?;
                    Ok(fetched)
                }
                Err(e) => {
                    store.discard(&answer.sha256);
                    Err(e)
                }
            }
        }
    }
}

/// Reads every feed of a file: all that is wrong is said of the address, not of the store's file.
fn read(
    feeds: &[&Feed],
    path: &Path,
    answer: &Answer,
    outcome: Outcome,
    watch: &dyn Watch,
) -> Result<Vec<Fetched>, Error> {
    let (mut all, mut findings) = (Vec::new(), Diagnostics::new());
    for feed in feeds {
        match points(feed, path, answer.retrieved, watch).map(|read| read.points) {
            Ok(points) => {
                if let (Some((first, _)), Some((last, _))) = (points.first(), points.last()) {
                    let (id, url, span) = (feed.id.clone(), answer.url.clone(), (*first, *last));
                    all.push(Fetched { id, url, outcome, points: points.len(), span });
                }
            }
            Err(e) if e.kind() == froth_core::ErrorKind::Stopped => return Err(e),
            Err(e) => findings.extend(named(e.at(&feed.location), path, &answer.url)),
        }
    }
    if findings.has_errors() { Err(findings.into()) } else { Ok(all) }
}

/// The findings about a file of the store, in terms of its address and of the feed file's keys.
pub(crate) fn named(error: Error, path: &Path, url: &str) -> Diagnostics {
    let file = path.display().to_string();
    let mut findings = error.into_findings();
    for finding in &mut findings {
        finding.message = finding.message.replace(&file, url).replace("`options.", "`");
        finding.help = finding.help.take().map(|help| help.replace(&file, url).replace("`options.", "`"));
    }
    findings
}

/// Whether an answer can be what was asked for, by its first bytes.
fn looks_right(publisher: Publisher, url: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let wrong = |what: &str, help: &str| Err(Diagnostic::error(Code::Fetch, format!("{url}: {what}")).help(help));
    let start = bytes.trim_ascii_start();
    if start.is_empty() {
        let help = "the series may have ended, or be called otherwise: look at the publisher's page";
        return wrong("the answer is empty", help);
    }
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let lower = start[..start.len().min(512)].to_ascii_lowercase();
    let begins = |with: &str| lower.starts_with(with.as_bytes());
    if begins("<!doctype html") || begins("<html") || (begins("<") && lower.windows(5).any(|part| part == b"<html")) {
        let help = "it asks for a person, or the file has moved: look at the address in a browser, and write where the file \
                    is as `url` in the feed file";
        return wrong("the answer is a web page, not the data", help);
    }
    let workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    if is_workbook(publisher) && !workbook {
        return wrong("the answer is no workbook", "if it is text, read it with `from = \"csv\"`");
    }
    Ok(())
}
