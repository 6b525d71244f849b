//! `froth verify`: published tables reproduced; a report's numbers computed anew.

use super::args::{Format, VerifyArgs};
use super::load::{Wanted, one_job};
use super::output::{Done, Output, Stop, text};
use super::progress::Progress;
use crate::catalog::is_path;
use crate::diag::{Code, Diagnostic};
use crate::page::{self, Voice};
use crate::verify::{self, Kept, MadeFrom};
use std::path::Path;

pub(super) fn run(arguments: &VerifyArgs, output: &Output) -> Done {
    match &arguments.report {
        Some(folder) => report(folder, arguments.format.format, output),
        None => published(arguments.format.format, output),
    }
}

fn published(format: Format, output: &Output) -> Done {
    let progress = Progress::new("reproducing", verify::steps(), output.is_quiet());
    let found = verify::published(&|steps| progress.advance(steps))?;
    drop(progress);
    match format {
        Format::Json => text(&page::json(&found))?,
        Format::Csv => text(&page::verified_csv(&found))?,
        format => output.page(&page::verified(&found, &Voice::default()), format)?,
    }
    if found.ok { Ok(()) } else { Err(Stop::Failed) }
}

fn report(folder: &Path, format: Format, output: &Output) -> Done {
    let kept = Kept::read(folder)?;
    can_be_found(&kept)?;
    let MadeFrom { scenarios, models, .. } = &kept.made_from;
    let job = one_job(&Wanted { scenarios, models, real_time: false }, output)?;
    let scenarios: Vec<_> = job.scenarios.iter().collect();
    let progress = Progress::new("recomputing", Kept::steps(), output.is_quiet());
    let found = kept.against(&job.model, &scenarios, &|steps| progress.advance(steps))?;
    drop(progress);
    if !kept.stated {
        output.remark(
            "the folder does not say what it was made from: its ids are taken as built-in ones, with their own settings",
        );
    }
    match format {
        Format::Json => text(&page::json(&found))?,
        Format::Csv => text(&page::recomputed_csv(&found))?,
        format => output.page(&page::recomputed(&found, &Voice::default()), format)?,
    }
    if found.ok { Ok(()) } else { Err(Stop::Failed) }
}

/// Whether what the report was made from is still there, said before anything else goes wrong.
fn can_be_found(kept: &Kept) -> Result<(), Diagnostic> {
    for name in kept.made_from.scenarios.iter().chain(&kept.made_from.models) {
        if name == "-" {
            let message = "this report was made from standard input, which cannot be read again";
            return Err(Diagnostic::error(Code::Unreadable, message)
                .help("a report made from a file, or from what is built in, can be verified"));
        }
        if is_path(name) && !Path::new(name).exists() {
            let message = format!("this report was made from {name}, which is not found from here");
            return Err(Diagnostic::error(Code::Unreadable, message)
                .help("run froth verify in the folder in which froth report ran, with the file still there"));
        }
    }
    Ok(())
}
