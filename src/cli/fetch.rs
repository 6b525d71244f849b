//! `froth fetch`: published series into a store.

use super::args::{FetchArgs, StoreArgs};
use super::output::{Done, Failure, Output, text};
use super::progress::Progress;
use super::words::{Words, words};
use crate::feeds::{self, Fetched, Options, Store, fetch};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, did_you_mean};
use froth_core::feed::{Feed, FeedFile};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::fmt::Write;

pub(super) fn run(arguments: &FetchArgs, output: &Output) -> Done {
    let file = feeds::file(&arguments.feeds)?;
    let of = only(&file, &arguments.store)?;
    let mut store = Store::open(&arguments.store.store)?;
    let progress = Progress::new("fetching", 0, output.is_quiet());
    let (fetched, findings) = fetch(&of, &mut store, &arguments.store.options(false), today(), &progress)?;
    drop(progress);
    text(&lines(&fetched, words(arguments.lang.language())))?;
    if findings.has_errors() { Err(Failure::Findings(findings)) } else { Ok(()) }
}

/// The feeds that are wanted.
pub(super) fn only<'f>(file: &'f FeedFile, arguments: &StoreArgs) -> Result<Vec<&'f Feed>, Error> {
    for id in &arguments.only {
        if !file.feeds.iter().any(|feed| feed.id == *id) {
            let help = did_you_mean(id, "feeds", file.feeds.iter().map(|feed| feed.id.as_str()));
            return Err(Diagnostic::error(Code::UnknownId, format!("there is no feed `{id}`")).help(help).into());
        }
    }
    Ok(file.feeds.iter().filter(|feed| arguments.only.is_empty() || arguments.only.contains(&feed.id)).collect())
}

impl StoreArgs {
    pub(super) fn options(&self, missing_only: bool) -> Options {
        Options { offline: self.offline, missing_only, bases: self.base.clone() }
    }
}

/// The day, as the lock notes it.
pub(super) fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

fn lines(fetched: &[Fetched], words: Words) -> String {
    let width = fetched.iter().map(|one| one.id.len()).max().unwrap_or_default();
    fetched.iter().fold(String::new(), |mut lines, one| {
        let outcome = words.outcome(one.outcome);
        let (first, last) = one.span;
        let span = words.spanning(one.points, first, last);
        // Writing to a text cannot fail.
        let _ = writeln!(lines, "{:width$}  {outcome:7}  {span}", one.id);
        for remark in &one.remarks {
            let _ = writeln!(lines, "  {remark}");
        }
        lines
    })
}
