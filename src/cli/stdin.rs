//! Standard input as `-`: read once, and as a file where a table of data is wanted.

use super::args::Command;
use super::interrupt;
use super::output::Failure;
use clap::ArgMatches;
use clap::error::ErrorKind;
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Values of options that are names of columns, not of files.
const NO_FILES: [&str; 15] = [
    "score",
    "rivals",
    "price",
    "excess",
    "columns",
    "date_column",
    "entity_column",
    "zero_is_missing",
    "map",
    "series",
    "missing",
    "separator",
    "decimal",
    "thousands",
    "sheet",
];

/// Refuses a second `-`: the first one takes all there is.
pub(super) fn once(command: &mut clap::Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some((name, given)) = matches.subcommand() else { return Ok(()) };
    let ids = given.ids().map(clap::Id::as_str).filter(|id| !NO_FILES.contains(id));
    let values = ids.filter_map(|id| given.try_get_raw(id).ok().flatten()).flatten();
    if values.filter(|value| *value == OsStr::new("-")).count() < 2 {
        return Ok(());
    }
    let message = "- stands here twice, and standard input can be read only once";
    Err(command
        .find_subcommand_mut(name)
        .unwrap_or(&mut clap::Command::new("froth"))
        .error(ErrorKind::ArgumentConflict, message))
}

/// What folders of tables from standard input are called.
const PREFIX: &str = ".froth-stdin-";
const FILE: &str = "stdin";

/// Whether a table came from standard input.
#[cfg(feature = "panel")]
pub(super) fn is_spooled(table: &Path) -> bool {
    let folder = table.parent().and_then(Path::file_name).and_then(OsStr::to_str);
    folder.is_some_and(|name| name.starts_with(PREFIX))
}

/// Whether it ends: a device may not.
#[cfg(unix)]
fn is_pipe(of: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    of.file_type().is_fifo() || of.file_type().is_socket()
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// A table from standard input or a pipe: it is read several times over, and so kept in a file meanwhile.
#[derive(Debug)]
pub(super) struct Spooled {
    folder: TempDir,
    /// What messages call it.
    name: String,
}

impl Spooled {
    /// Takes in standard input if the command's table is `-`, and a pipe that it is named by its path.
    pub(super) fn new(command: &mut Command) -> Result<Option<Self>, Diagnostic> {
        let Some(data) = data(command) else { return Ok(None) };
        let is_pipe = data.metadata().is_ok_and(|m| is_pipe(&m) || (*data == Path::new("/dev/stdin") && !m.is_file()));
        let name = match data.as_path() {
            path if path == Path::new("-") => "<stdin>".to_owned(),
            path if is_pipe => path.display().to_string(),
            _ => return Ok(None),
        };
        let failed = |e: std::io::Error| Diagnostic::error(Code::Unreadable, format!("cannot read {name}: {e}"));
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir().map_err(failed)?;
        interrupt::removes(folder.path());
        let mut file = File::create(folder.path().join(FILE)).map_err(failed)?;
        let mut given: Box<dyn Read> =
            if is_pipe { Box::new(File::open(&*data).map_err(failed)?) } else { Box::new(std::io::stdin().lock()) };
        std::io::copy(&mut given, &mut file).map_err(failed)?;
        let spooled = Spooled { folder, name };
        *data = spooled.path();
        Ok(Some(spooled))
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }

    /// Messages name what was given, not the file.
    pub(super) fn named(&self, stop: Failure) -> Failure {
        let Failure::Findings(findings) = stop else { return stop };
        let path = self.path().display().to_string();
        let mut named = Diagnostics::new();
        for finding in findings {
            named.push(Diagnostic { message: finding.message.replace(&path, &self.name), ..finding });
        }
        Failure::Findings(named)
    }
}

/// The table of a command that reads one.
#[cfg(feature = "panel")]
fn data(command: &mut Command) -> Option<&mut PathBuf> {
    match command {
        Command::Panel(arguments) => Some(&mut arguments.data),
        Command::Sensitivity(arguments) => arguments.drivers.panel.as_mut(),
        Command::Exuberance(arguments) => Some(&mut arguments.data),
        Command::Backtest(arguments) => Some(&mut arguments.data),
        #[cfg(feature = "panel")]
        Command::BaseRates(arguments) => Some(&mut arguments.data),
        _ => None,
    }
}

#[cfg(not(feature = "panel"))]
fn data(_: &mut Command) -> Option<&mut PathBuf> {
    None
}
