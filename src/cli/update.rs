//! `froth update`: what was fetched, into a scenario.

use super::args::UpdateArgs;
use super::fetch::{only, today};
use super::output::{Done, Failure, Output, text};
use super::progress::Progress;
use super::words::{Words, words};
use super::write::whole;
use crate::catalog;
use crate::feeds::{self, Change, Store, Updated, fetch, update};
use froth_core::diag::{Code, Diagnostic, SourceFile};
use froth_core::feed::Feed;
use froth_core::format::read_file;
use froth_core::scenario::Scenario;
use froth_core::shown;
use std::fmt::Write;

pub(super) fn run(arguments: &UpdateArgs, output: &Output) -> Done {
    let path = &arguments.scenario;
    let source = read_file(path)?;
    let (scenario, _) = Scenario::load(&source, &catalog::open)?;
    let file = feeds::file(&arguments.feeds)?;
    let of = only(&file, &arguments.store)?;
    let mut store = Store::open(&arguments.store.store)?;
    let progress = Progress::new("updating", 0, output.is_quiet());
    let (fetched, unfetched) = fetch(&of, &mut store, &arguments.store.options(true), today(), &progress)?;
    // What could not be had is said once, with the reason, and the other series are updated all the same.
    let of: Vec<&Feed> = of.into_iter().filter(|feed| fetched.iter().any(|one| one.id == feed.id)).collect();
    let (new, updated, mut findings) = update(&scenario, &of, &store, arguments.revise, &progress)?;
    drop(progress);
    findings.extend(unfetched);
    // What is written is what can be read again.
    let folder = source.folder().map(std::path::Path::to_owned).unwrap_or_default();
    Scenario::load(&SourceFile::in_folder(source.name(), new.as_str(), folder), &catalog::open)?;
    let changed = new != source.text();
    text(&lines(&updated, arguments.revise, words(arguments.lang.language())))?;
    let name = shown::path(path);
    if !changed {
        output.remark(&format!("{name} is as it was: there is nothing new in it"));
    } else if arguments.dry_run {
        output.remark(&format!("{name} is as it was: --dry-run writes nothing"));
    } else {
        // Whoever has changed it meanwhile keeps the change.
        if read_file(path)?.text() != source.text() {
            let message = format!("{name} was changed while it was being updated");
            return Err(Diagnostic::error(Code::Write, message).help("update it again: nothing was written").into());
        }
        whole(path, new.as_bytes())?;
        output.remark(&format!("wrote {name}"));
    }
    if findings.has_errors() { Err(Failure::Findings(findings.sorted())) } else { Ok(()) }
}

fn lines(updated: &[Updated], revise: bool, words: Words) -> String {
    let mut lines = String::new();
    for one in updated.iter().filter(|one| !one.changes.is_empty()) {
        // Writing to a text cannot fail.
        let _ = writeln!(lines, "{}", words.retrieved(&one.id, &one.source, one.retrieved));
        for change in &one.changes {
            let not = if matches!(change, Change::Revised(..)) && !revise { words.with_revise() } else { "" };
            let _ = writeln!(lines, "  {}{not}", words.change(change));
        }
    }
    shown::lines(&lines).into_owned()
}
