//! `froth verify`: published tables reproduced; a report's numbers computed anew.

use super::args::{Format, VerifyArgs};
use super::load::one_job;
use super::output::{Done, Failure, Output, text};
use super::progress::Progress;
#[cfg(feature = "panel")]
use super::table;
use crate::catalog::{Kind, builtin, catalog, is_path, open, split_day};
use crate::job::Wanted;
use froth_core::Error;
use froth_core::analysis::Effort;
use froth_core::catalog::referred;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::{MadeFrom, Role, Used};
use froth_core::network::{Found, Network, Options, run as run_network};
use froth_core::score::Settings;
use froth_panel::verify::{self, ReportFolder, Verified};
use froth_render::page;
use froth_series::watch::Watch;
use std::path::Path;

pub(super) fn run(arguments: &VerifyArgs, output: &Output) -> Done {
    #[cfg(feature = "panel")]
    if !arguments.data.is_empty() {
        return brought(arguments, output);
    }
    match &arguments.report {
        Some(folder) => report(folder, arguments, output),
        None => published(arguments, output),
    }
}

fn published(arguments: &VerifyArgs, output: &Output) -> Done {
    let progress = Progress::new("reproducing", verify::steps(), output.is_quiet());
    let found = verify::published(&progress)?;
    drop(progress);
    told(&found, &MadeFrom::new("verify"), arguments, output)
}

/// Published numbers on tables that are the user's own.
#[cfg(feature = "panel")]
fn brought(arguments: &VerifyArgs, output: &Output) -> Done {
    let mut tables = Vec::new();
    let mut made = MadeFrom::new("verify");
    for (kind, file) in &arguments.data {
        tables.push(table::watched(file, output, |watch: &dyn Watch| kind.against(file, watch))?);
        made = table::with_data(made, file)?;
    }
    let kinds: Vec<&str> = arguments.data.iter().map(|(kind, _)| kind.as_str()).collect();
    told(&Verified { ok: tables.iter().all(|t| t.ok), tables }, &made.flag("data", kinds), arguments, output)
}

fn told(found: &Verified, made: &MadeFrom, arguments: &VerifyArgs, output: &Output) -> Done {
    let locale = arguments.lang.locale();
    match arguments.format {
        Format::Json => text(&page::json(made, found))?,
        Format::Csv => text(&page::verified_csv(found))?,
        format => output.page(page::verified(found, &locale), format, &locale, made)?,
    }
    if found.ok { Ok(()) } else { Err(Failure::Failed) }
}

fn report(folder: &Path, arguments: &VerifyArgs, output: &Output) -> Done {
    let kept = ReportFolder::read(folder)?;
    can_be_found(&kept)?;
    let locale = arguments.lang.locale();
    let names = |used: &[Used]| -> Vec<String> { used.iter().map(|u| u.from.clone()).collect() };
    let (scenarios, models) = (names(&kept.made_from.scenarios), names(&kept.made_from.models));
    let real_time = kept.made_from.is_set("real_time");
    let min_coverage = kept.made_from.min_coverage();
    let wanted = Wanted { scenarios: &scenarios, models: &models, min_coverage, real_time };
    let job = one_job(&wanted, output).inspect_err(|_| {
        // What cannot be scored any more may be what has changed.
        for said in page::changed_inputs(&kept.inputs(catalog()), &locale) {
            output.remark(&said);
        }
    })?;
    let made = wanted.made_from("verify", std::slice::from_ref(&job));
    let made = Effort::full(Settings::default()).stated(made);
    let scenarios: Vec<_> = job.scenarios.iter().collect();
    let progress = Progress::new("recomputing", ReportFolder::steps(), output.is_quiet());
    let network = match kept.made_from.networks.first() {
        Some(used) => Some(network_anew(&used.from, kept.made_from.listed("fail"), &progress)?),
        None => None,
    };
    let found = kept.against(&job.model, &scenarios, catalog(), network.as_ref(), &progress)?;
    drop(progress);
    match arguments.format {
        Format::Json => text(&page::json(&made, &found))?,
        Format::Csv => text(&page::recomputed_csv(&found))?,
        format => output.page(page::recomputed(&found, &locale), format, &locale, &made)?,
    }
    if found.ok { Ok(()) } else { Err(Failure::Failed) }
}

/// What a report finds out about a network.
fn network_anew(name: &str, failed: Vec<String>, watch: &dyn Watch) -> Result<Found, Error> {
    let (network, _) = Network::parse(&open(Kind::Network, name, None)?)?;
    run_network(&network, &Options { failed, rank: true, ..Options::default() }, watch)
}

/// Whether what the report was made from is still there, said before anything else goes wrong. A manifest may come from
/// anywhere, and name anything.
fn can_be_found(kept: &ReportFolder) -> Result<(), Error> {
    for (role, name) in kept.made_from.used().into_iter().map(|(role, used)| (role, used.from.as_str())) {
        let at = kept.place(name);
        let kind = match role {
            Role::Model => Kind::Model,
            Role::Network => Kind::Network,
            Role::Feeds => Kind::Feeds,
            _ => Kind::Scenario,
        };
        let (whole, _) = split_day(name).map_err(|e| e.at(&at))?;
        if whole == "-" {
            let message = "this report was made from standard input, which cannot be read again";
            return Err(Diagnostic::error(Code::Unreadable, message)
                .help("a report made from a file, or from what is built in, can be verified")
                .into());
        }
        if is_path(name) && !Path::new(whole).exists() {
            let message = format!("this report was made from {name}, which is not found from here");
            return Err(Diagnostic::error(Code::Unreadable, message)
                .help("run froth verify in the folder in which froth report ran, with the file still there")
                .into());
        }
        if is_path(name) {
            open(kind, name, None).and_then(referred).map_err(|e| e.at(&at))?;
        } else if builtin(kind, whole).is_none() {
            let message =
                format!("the manifest names the {} `{name}`, which is neither built in nor a file", kind.as_str());
            return Err(Diagnostic::error(Code::UnknownId, message)
                .at_location(Some(at))
                .help("a manifest that froth wrote names a built-in or a path: write the report once more")
                .into());
        }
    }
    Ok(())
}
