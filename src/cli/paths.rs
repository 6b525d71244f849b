//! Every path that a command reads and writes, known before any work starts: no output is ever an input, nor another
//! output.
//!
//! Paths are compared by where they lead: links are followed, of files that are not there yet too.

use super::args::{Command, UnderArgs, WordsArgs};
use crate::catalog::{self, Kind, is_path, split_day};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, SourceFile};
use froth_core::shown;
use froth_core::staged;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a command reads and writes.
#[derive(Debug, Default)]
pub(super) struct Paths {
    reads: RefCell<Vec<Named>>,
    writes: Vec<Named>,
}

/// A path with the flag or argument that names it.
#[derive(Debug, Clone)]
struct Named {
    by: String,
    given: PathBuf,
    /// Where it leads.
    real: PathBuf,
}

impl Named {
    fn new(by: impl Into<String>, given: &Path) -> Self {
        Named { by: by.into(), given: given.to_owned(), real: staged::leads_to(given) }
    }
}

impl Paths {
    /// The paths that stand on the command line. A new command says here what it reads and writes.
    pub(super) fn of(command: &Command) -> Self {
        let mut paths = Paths::default();
        match command {
            Command::List(_)
            | Command::Show(_)
            | Command::Check(_)
            | Command::Score(_)
            | Command::Compare(_)
            | Command::Changes(_)
            | Command::Uncertainty(_)
            | Command::Sensitivity(_)
            | Command::Stress(_)
            | Command::Track(_)
            | Command::Network(_)
            | Command::Schema(_)
            | Command::Completions(_) => {}
            #[cfg(feature = "panel")]
            Command::Sql(_) => {}
            #[cfg(feature = "serve")]
            Command::Serve(_) => {}
            #[cfg(feature = "panel")]
            Command::Verify(of) => of.data.iter().for_each(|(_, file)| paths.read("--data", file)),
            #[cfg(not(feature = "panel"))]
            Command::Verify(_) => {}
            Command::New(of) => paths.write("FILE", &of.file),
            Command::Man(of) => {
                if let Some(folder) = &of.output {
                    paths.write("-o", folder);
                }
            }
            Command::Report(of) => {
                paths.scored(&of.scenarios, &of.under, &of.words);
                of.since.iter().for_each(|folder| paths.read("--since", folder));
                of.network.iter().for_each(|name| paths.read_name("--network", name));
                paths.write("-o", &of.output);
            }
            Command::Chart(of) => {
                paths.scored(&of.scenarios, &of.under, &of.words);
                paths.write("-o", &of.output);
            }
            #[cfg(feature = "panel")]
            Command::Panel(of) => {
                paths.table(&of.data, Some(&of.model), &of.words);
                of.versus.iter().for_each(|name| paths.read_name("--versus", name));
                of.output.iter().for_each(|file| paths.write("-o", file));
                of.chart.iter().for_each(|file| paths.write("--chart", file));
                of.ranks.iter().for_each(|file| paths.write("--ranks", file));
                of.cells.iter().for_each(|file| paths.write("--cells", file));
            }
            #[cfg(feature = "feeds")]
            Command::Fetch(of) => {
                paths.read_name("FEEDS", &of.feeds);
                paths.write("--store", &of.store.store);
            }
            #[cfg(feature = "feeds")]
            Command::Update(of) => {
                paths.read_name("--feeds", &of.feeds);
                paths.write("SCENARIO", Path::new(&of.scenario));
                paths.write("--store", &of.store.store);
            }
            #[cfg(feature = "panel")]
            Command::Exuberance(of) => {
                paths.table(&of.data, None, &of.words);
                of.chart.iter().for_each(|file| paths.write("--chart", file));
                of.monitor.state.iter().for_each(|file| paths.write("--state", file));
            }
            #[cfg(feature = "panel")]
            Command::BaseRates(of) => {
                paths.table(&of.data, None, &of.words);
                of.charts.iter().for_each(|(kind, file)| paths.write(&format!("--chart {}", kind.as_str()), file));
            }
            #[cfg(feature = "panel")]
            Command::Backtest(of) => {
                paths.table(&of.data, of.model.as_deref(), &of.words);
                of.charts.iter().for_each(|(kind, file)| paths.write(&format!("--chart {}", kind.as_str()), file));
            }
        }
        paths
    }

    fn scored(&mut self, scenarios: &[String], under: &UnderArgs, words: &WordsArgs) {
        for name in scenarios {
            self.read_name("SCENARIO", name);
        }
        for name in &under.models {
            self.read_name("-m", name);
        }
        self.read_font(words);
    }

    #[cfg(feature = "panel")]
    fn table(&mut self, data: &Path, model: Option<&str>, words: &WordsArgs) {
        if data != Path::new("-") {
            self.read("DATA", data);
        }
        if let Some(name) = model {
            self.read_name("-m", name);
        }
        self.read_font(words);
    }

    fn read_font(&mut self, words: &WordsArgs) {
        words.font.iter().for_each(|file| self.read("--font", file));
    }

    /// What a model or scenario is opened by: an id is no path, and the day that it is cut at no part of one.
    fn read_name(&mut self, by: &str, name: &str) {
        let name = split_day(name).map_or(name, |(whole, _)| whole);
        if is_path(name) {
            self.read(by, Path::new(name));
        }
    }

    fn read(&mut self, by: &str, path: &Path) {
        self.reads.get_mut().push(Named::new(by, path));
    }

    fn write(&mut self, by: &str, path: &Path) {
        self.writes.push(Named::new(by, path));
    }

    /// Refuses an output that is an input, and two outputs in one place.
    pub(super) fn check(&self) -> Result<(), Diagnostic> {
        for (i, output) in self.writes.iter().enumerate() {
            if let Some(input) = self.reads.borrow().iter().find(|input| input.real == output.real) {
                return Err(over_an_input(output, input));
            }
            if let Some(first) = self.writes[..i].iter().find(|first| first.real == output.real) {
                let (file, by) = (shown::path(&output.given), &output.by);
                let message = format!("{} and {by} would both write {file}{}", first.by, also(first, output));
                return Err(Diagnostic::error(Code::Write, message).help(format!("give {by} another name")));
            }
        }
        Ok(())
    }

    /// Opens a file that another one names, and refuses it if it is an output.
    pub(super) fn open(&self, kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Error> {
        let source = catalog::open(kind, name, folder)?;
        if source.folder().is_some() && name != "-" {
            let input = Named::new(format!("a {}", kind.as_str()), Path::new(source.name()));
            if let Some(output) = self.writes.iter().find(|output| output.real == input.real) {
                return Err(over_an_input(output, &input).into());
            }
            self.reads.borrow_mut().push(input);
        }
        Ok(source)
    }

    /// What of these files is read by this command: nothing that is read is written over.
    pub(super) fn is_read(&self, path: &Path) -> bool {
        let real = staged::leads_to(path);
        self.reads.borrow().iter().any(|input| input.real == real)
    }
}

fn over_an_input(output: &Named, input: &Named) -> Diagnostic {
    let (file, by) = (shown::path(&output.given), &output.by);
    let message = format!(
        "{by} would write over {file}, which is the input itself: it is read as {}{}",
        input.by,
        also(input, output)
    );
    Diagnostic::error(Code::Write, message).help(format!("give {by} another name: what is read is never written over"))
}

/// How the other one is written, where that is not the same.
fn also(other: &Named, this: &Named) -> String {
    if other.given == this.given { String::new() } else { format!(" ({})", shown::path(&other.given)) }
}
