//! Fetching what a feed file names: each file is asked for once, and is checked and read before it counts.

use crate::companies;
use crate::http::{Base, Client, Got};
use crate::points::{Kept, Points, read};
use crate::publisher::{Form, Place, form};
use crate::store::{Answer, Store};
use crate::vintages;
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

/// What became of a file; of several, the last of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was not asked for.
    Kept,
    /// It is the one that was there.
    Same,
    /// It is another than before.
    Changed,
    /// It was not in the store.
    New,
}

/// What a feed gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// The series.
    pub id: String,
    /// The addresses of its files.
    pub urls: Vec<String>,
    /// What became of them.
    pub outcome: Outcome,
    /// How many points the series has.
    pub points: usize,
    /// Its first day, and its last.
    pub span: (Date, Date),
    /// What is missing in it, and why it has no vintages where it should.
    pub remarks: Vec<String>,
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
    let asking = Asking { client: Client::new(&options.bases)?, options, today, watch };
    let mut files: Vec<File> = Vec::new();
    for feed in feeds {
        let place = Place::of(feed);
        for url in &place.urls {
            match files.iter_mut().find(|file| file.url == *url) {
                Some(file) => file.feeds.push(feed),
                None => files.push(File { url: url.clone(), keyed: place.keyed.clone(), feeds: vec![feed] }),
            }
        }
    }
    watch.expect(files.len() as u64);
    let mut findings = Diagnostics::new();
    let mut came: Vec<(&File, Came)> = Vec::new();
    for file in &files {
        match asking.file(file, store) {
            Ok(one) => came.push((file, one)),
            Err(e) if is_final(&e) => return Err(e),
            Err(e) => {
                let e = match file.feeds.first() {
                    Some(feed) => e.at(&feed.location),
                    None => e,
                };
                findings.extend(e.into_findings());
            }
        }
        watch.step(1)?;
    }
    let mut all = Vec::new();
    for feed in feeds {
        let place = Place::of(feed);
        let own: Vec<&Came> =
            came.iter().filter(|(file, _)| place.urls.contains(&file.url)).map(|(_, one)| one).collect();
        // What was wrong with a file has been said.
        let (Some(outcome), true) = (own.iter().map(|one| one.outcome).max(), own.len() == place.urls.len()) else {
            continue;
        };
        let read_already = own.iter().find_map(|one| one.points.iter().find(|(id, _)| *id == feed.id));
        let points = match read_already {
            Some((_, points)) => Ok(points.clone()),
            None => crate::points::points(feed, store, None, watch),
        };
        match points {
            Ok(points) => {
                if let (Some(first), Some(last)) = (points.points.first(), points.points.last()) {
                    let mut remarks: Vec<String> = own.iter().filter_map(|one| one.remark.clone()).collect();
                    let span = (first.date, last.date);
                    remarks.extend(points.gaps);
                    let (urls, id) = (own.iter().map(|one| one.url.clone()).collect(), feed.id.clone());
                    all.push(Fetched { id, urls, outcome, points: points.points.len(), span, remarks });
                }
            }
            Err(e) if is_final(&e) => return Err(e),
            Err(e) => findings.extend(e.at(&feed.location).into_findings()),
        }
    }
    Ok((all, findings))
}

/// Whether nothing else can be done after an error.
fn is_final(e: &Error) -> bool {
    matches!(e.kind(), froth_core::ErrorKind::Stopped | froth_core::ErrorKind::Write)
}

/// A file, and the feeds that are read from it.
struct File<'f> {
    url: String,
    /// Where the same is with every publication.
    keyed: Option<String>,
    feeds: Vec<&'f Feed>,
}

/// What became of a file.
struct Came {
    /// The address that gave it.
    url: String,
    outcome: Outcome,
    /// What was read from it, by feed.
    points: Vec<(String, Points)>,
    remark: Option<String>,
}

struct Asking<'a> {
    client: Client,
    options: &'a Options,
    today: Date,
    watch: &'a dyn Watch,
}

impl Asking<'_> {
    fn file(&self, file: &File, store: &mut Store) -> Result<Came, Error> {
        let Some(publisher) = file.feeds.first().map(|feed| feed.from) else {
            return Err(Diagnostic::error(Code::Fetch, format!("{}: no feed names it", file.url)).into());
        };
        let keyed = file.keyed.as_ref();
        let before = keyed.and_then(|url| store.answer(url)).or_else(|| store.answer(&file.url)).cloned();
        match before {
            Some(answer) if self.options.offline || self.options.missing_only => {
                let kept = (answer.clone(), store.checked(&answer)?);
                let points = self.read(file, &kept)?;
                return Ok(Came { url: answer.url, outcome: Outcome::Kept, points, remark: None });
            }
            None if self.options.offline => {
                let message = format!("{} is not in the store", file.url);
                return Err(Diagnostic::error(Code::Store, message).help("fetch it first, without --offline").into());
            }
            _ => {}
        }
        let mut remark = None;
        if let Some(url) = keyed.filter(|_| self.client.has_key()) {
            let got = self.client.get(publisher, url, true, self.watch)?.filter(|got| !vintages::is_part(&got.bytes));
            if let Some(got) = got {
                return self.keep(file, url, &got, store, None);
            }
            remark = Some("it has more vintages than FRED gives at once: its CSV was taken, without them".to_owned());
        }
        match self.client.get(publisher, &file.url, false, self.watch)? {
            Some(got) => self.keep(file, &file.url, &got, store, remark),
            None => Err(Diagnostic::error(Code::Fetch, format!("{}: there is no answer", file.url)).into()),
        }
    }

    /// Puts an answer into the store, if it can be read.
    fn keep(
        &self,
        file: &File,
        url: &str,
        got: &Got,
        store: &mut Store,
        remark: Option<String>,
    ) -> Result<Came, Error> {
        let Some(feed) = file.feeds.first() else {
            return Err(Diagnostic::error(Code::Fetch, format!("{url}: no feed names it")).into());
        };
        looks_right(form(feed.from, file.keyed.as_deref() == Some(url)), url, &got.bytes)?;
        let (path, sha256) = store.put(&got.bytes)?;
        let outcome = match store.answer(url) {
            None => Outcome::New,
            Some(answer) if answer.sha256 == sha256 => Outcome::Same,
            Some(_) => Outcome::Changed,
        };
        let answer = Answer {
            publisher: feed.from.as_str().to_owned(),
            url: url.to_owned(),
            base: self.client.base(feed.from).map(str::to_owned),
            retrieved: self.today,
            bytes: got.bytes.len() as u64,
            sha256,
            vintage: got.modified.clone(),
            licence: Place::of(feed).licence,
        };
        let kept = (answer, path);
        match self.read(file, &kept) {
            Ok(points) => {
                // A series is in the store once: with every publication, or as it stands.
                let other = if url == file.url { file.keyed.as_deref() } else { Some(file.url.as_str()) };
                store.enter(kept.0, other)?;
                Ok(Came { url: url.to_owned(), outcome, points, remark })
            }
            Err(e) => {
                store.discard(&kept.0.sha256);
                Err(e)
            }
        }
    }

    /// Reads every feed of a file that is read from nothing else. A company's file is one of several: it must be such a file.
    fn read(&self, file: &File, kept: &Kept) -> Result<Vec<(String, Points)>, Error> {
        let (mut all, mut findings) = (Vec::new(), Diagnostics::new());
        if file.feeds.iter().any(|feed| feed.from == Publisher::Edgar) {
            let (answer, path) = kept;
            let bytes = std::fs::read(path)
                .map_err(|e| Diagnostic::error(Code::Store, format!("cannot read {}: {e}", path.display())))?;
            companies::check(&bytes).map_err(|mut finding| {
                finding.message = format!("{}: {}", answer.url, finding.message);
                finding
            })?;
            return Ok(all);
        }
        for feed in &file.feeds {
            match read(feed, std::slice::from_ref(kept), None, self.watch) {
                Ok(points) => all.push((feed.id.clone(), points)),
                Err(e) if is_final(&e) => return Err(e),
                Err(e) => findings.extend(e.at(&feed.location).into_findings()),
            }
        }
        if findings.has_errors() { Err(findings.into()) } else { Ok(all) }
    }
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
fn looks_right(form: Form, url: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
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
    if form == Form::Workbook && !workbook {
        return wrong("the answer is no workbook", "if it is text, read it with `from = \"csv\"`");
    }
    if form == Form::Json && !start.starts_with(b"{") {
        return wrong("the answer is no JSON", "look at the address in a browser: it may have moved");
    }
    Ok(())
}
