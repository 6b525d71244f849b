//! What a name stands for: the files that come with a program, paths, and standard input.

mod sniff;

pub use sniff::{kind_of, referred};

use crate::Error;
use crate::diag::{Code, Diagnostic, SourceFile, did_you_mean, shortened};
use crate::format::{MAX_BYTES, MAX_NETWORK_BYTES, read_file_up_to, read_from_up_to};
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;

/// What standard input is called in messages.
const STDIN: &str = "<stdin>";

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What is measured and how it is scored.
    Model,
    /// What was observed.
    Scenario,
    /// Who owes, buys from and owns whom.
    Network,
    /// Where series are published.
    Feeds,
}

impl Kind {
    /// `model`, `scenario`, `network` or `feeds`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Model => "model",
            Kind::Scenario => "scenario",
            Kind::Network => "network",
            Kind::Feeds => "feeds",
        }
    }

    /// What messages call one of them.
    fn noun(self) -> &'static str {
        match self {
            Kind::Feeds => "feed file",
            kind => kind.as_str(),
        }
    }
}

/// A built-in file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    /// Its id: the file name without `.toml`.
    pub id: &'static str,
    /// Model, scenario, network or feed file.
    pub kind: Kind,
    /// Folder below `indicators` or `scenarios`, empty for none: `eras`, `what-if`, ...
    pub group: &'static str,
    /// The whole file.
    pub text: &'static str,
}

impl Builtin {
    /// The file as a source that findings can point into.
    pub fn source(&self) -> Arc<SourceFile> {
        let top = match self.kind {
            Kind::Model => "indicators",
            Kind::Scenario | Kind::Network => "scenarios",
            Kind::Feeds => "feeds",
        };
        let group = if self.group.is_empty() { String::new() } else { format!("{}/", self.group) };
        SourceFile::new(format!("{top}/{group}{}.toml", self.id), self.text)
    }
}

/// The files that come with a program: models first, then scenarios by group and id, then networks, then feed files.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    files: Vec<Builtin>,
}

impl Catalog {
    /// A catalog of these files.
    pub fn new(mut files: Vec<Builtin>) -> Self {
        files.sort_by_key(|b| (b.kind, b.group, b.id));
        Catalog { files }
    }

    /// Every file.
    pub fn builtins(&self) -> &[Builtin] {
        &self.files
    }

    /// The built-in with this id.
    pub fn builtin(&self, kind: Kind, id: &str) -> Option<Builtin> {
        self.files.iter().find(|b| b.kind == kind && b.id == id).copied()
    }

    /// Opens what a name stands for: `-` for standard input, a path, or a built-in's id; a scenario's name may end in a day
    /// that it is cut at, as in `ai@2025-12-31`.
    /// A relative path starts from `folder`; built-ins have none and know ids only.
    ///
    /// # Errors
    ///
    /// Nothing has that name, or it cannot be read.
    pub fn open(&self, kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Error> {
        if let (Kind::Scenario, (whole, Some(day))) = (kind, split_day(name)?) {
            return Ok(self.open_whole(kind, whole, folder)?.cut_at(day));
        }
        self.open_whole(kind, name, folder)
    }

    fn open_whole(&self, kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Error> {
        let most = if kind == Kind::Network { MAX_NETWORK_BYTES } else { MAX_BYTES };
        if name == "-" {
            return read_from_up_to(most, std::io::stdin().lock(), STDIN);
        }
        if is_path(name) {
            return match folder {
                Some(folder) if folder != Path::new(".") => read_file_up_to(most, &folder.join(name)),
                _ => read_file_up_to(most, Path::new(name)),
            };
        }
        self.builtin(kind, name).map(|b| b.source()).ok_or_else(|| self.unknown(kind, name).into())
    }

    fn unknown(&self, kind: Kind, name: &str) -> Diagnostic {
        let ids = || self.files.iter().filter(|b| b.kind == kind).map(|b| b.id);
        let other = self.files.iter().find(|b| b.kind != kind && b.id == name);
        let diagnostic =
            Diagnostic::error(Code::UnknownId, format!("no built-in {} is called `{}`", kind.noun(), shortened(name)));
        if let Some(other) = other {
            return diagnostic.help(format!("`{name}` is a {}", other.kind.noun()));
        }
        if Path::new(name).exists() {
            return diagnostic.help(format!("for the file of that name write `./{name}`"));
        }
        diagnostic.help(did_you_mean(name, kind_plural(kind), ids()))
    }
}

/// A name without the day that it ends in, and that day: `ai@2025-12-31`. Only a day at the very end counts.
///
/// ```
/// let (name, day) = froth_core::catalog::split_day("./ai@home.toml@2025-12-31")?;
/// assert_eq!((name, day.unwrap().to_string()), ("./ai@home.toml", "2025-12-31".to_owned()));
/// assert_eq!(froth_core::catalog::split_day("./ai@2025-12-31.toml")?.1, None);
/// # Ok::<(), froth_core::Error>(())
/// ```
///
/// # Errors
///
/// What stands there looks like a day, and there is no such day.
pub fn split_day(name: &str) -> Result<(&str, Option<Date>), Error> {
    let Some((whole, day)) = name.rsplit_once('@').filter(|(whole, _)| !whole.is_empty()) else {
        return Ok((name, None));
    };
    let shape = |(place, c): (usize, char)| if matches!(place, 4 | 7) { c == '-' } else { c.is_ascii_digit() };
    if day.len() != 10 || !day.char_indices().all(shape) {
        return Ok((name, None));
    }
    let found: Date = day.parse().map_err(|_| {
        Diagnostic::error(Code::Date, format!("there is no day {day}, at which `{}` is to be cut", shortened(whole)))
            .help("a day is year, month and day, such as 2025-12-31")
    })?;
    Ok((whole, Some(found)))
}

/// Whether a name on the command line, or after `extends` and `model`, is a path rather than an id.
pub fn is_path(name: &str) -> bool {
    let name = split_day(name).map_or(name, |(whole, _)| whole);
    name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|e| e == "toml")
}

/// What opens a text again: a built-in's id, the path of a file, or `-` for standard input; with the day that it is cut at.
pub fn reference(source: &SourceFile) -> String {
    let whole = match source.folder() {
        Some(_) if source.name() == STDIN => "-".to_owned(),
        Some(_) => source.name().to_owned(),
        None => {
            let stem = Path::new(source.name()).file_stem().and_then(|stem| stem.to_str());
            stem.unwrap_or(source.name()).to_owned()
        }
    };
    match source.until() {
        Some(day) => format!("{whole}@{day}"),
        None => whole,
    }
}

/// How a file that another one names is opened: kind, name, and the folder of the file that names it.
pub type Open<'a> = &'a dyn Fn(Kind, &str, Option<&Path>) -> Result<Arc<SourceFile>, Error>;

/// Opens paths, and knows no built-in.
///
/// # Errors
///
/// The name is an id, or the file cannot be read.
pub fn files_only(kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Error> {
    Catalog::default().open(kind, name, folder)
}

fn kind_plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "models",
        Kind::Scenario => "scenarios",
        Kind::Network => "networks",
        Kind::Feeds => "feed files",
    }
}
