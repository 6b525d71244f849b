//! The models and scenarios built into the program, and how a name on the command line becomes a text.

mod sniff;

pub use sniff::kind_of;

use crate::diag::{Code, Diagnostic, SourceFile, did_you_mean};
use crate::document::{read_file, read_from};
use include_dir::{Dir, include_dir};
use std::path::Path;
use std::sync::Arc;

static INDICATORS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/indicators");
static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// The model used where neither the command line nor the scenario names one.
pub const DEFAULT_MODEL: &str = "four-dimensions";

/// What standard input is called in messages.
const STDIN: &str = "<stdin>";

/// The two kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What is measured and how it is scored.
    Model,
    /// What was observed.
    Scenario,
}

impl Kind {
    /// `model` or `scenario`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Model => "model",
            Kind::Scenario => "scenario",
        }
    }
}

/// A built-in file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    /// Its id: the file name without `.toml`.
    pub id: &'static str,
    /// Model or scenario.
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
            Kind::Scenario => "scenarios",
        };
        let group = if self.group.is_empty() { String::new() } else { format!("{}/", self.group) };
        SourceFile::new(format!("{top}/{group}{}.toml", self.id), self.text)
    }
}

/// Every built-in: models first, then scenarios by group and id.
pub fn builtins() -> Vec<Builtin> {
    let mut all = Vec::new();
    for (kind, dir) in [(Kind::Model, &INDICATORS), (Kind::Scenario, &SCENARIOS)] {
        collect(kind, dir, &mut all);
    }
    all.sort_by_key(|b| (b.kind, b.group, b.id));
    all
}

fn collect(kind: Kind, dir: &'static Dir<'static>, all: &mut Vec<Builtin>) {
    for file in dir.files().filter(|f| f.path().extension().is_some_and(|e| e == "toml")) {
        let id = file.path().file_stem().and_then(|s| s.to_str());
        let group = file.path().parent().and_then(Path::to_str);
        if let (Some(id), Some(group), Some(text)) = (id, group, file.contents_utf8()) {
            all.push(Builtin { id, kind, group, text });
        }
    }
    for inner in dir.dirs() {
        collect(kind, inner, all);
    }
}

/// The built-in with this id.
pub fn builtin(kind: Kind, id: &str) -> Option<Builtin> {
    builtins().into_iter().find(|b| b.kind == kind && b.id == id)
}

/// Whether a name on the command line, or after `extends` and `model`, is a path rather than an id.
pub fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|e| e == "toml")
}

/// Opens what a name stands for: `-` for standard input, a path, or a built-in's id.
/// A relative path starts from `folder`; built-ins have none and know ids only.
pub fn open(kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Diagnostic> {
    if name == "-" {
        return read_from(std::io::stdin().lock(), STDIN);
    }
    if is_path(name) {
        return match folder {
            Some(folder) if folder != Path::new(".") => read_file(&folder.join(name)),
            _ => read_file(Path::new(name)),
        };
    }
    builtin(kind, name).map(|b| b.source()).ok_or_else(|| unknown(kind, name))
}

/// What opens a text again: a built-in's id, the path of a file, or `-` for standard input.
pub fn reference(source: &SourceFile) -> String {
    match source.folder() {
        Some(_) if source.name() == STDIN => "-".to_owned(),
        Some(_) => source.name().to_owned(),
        None => {
            let stem = Path::new(source.name()).file_stem().and_then(|stem| stem.to_str());
            stem.unwrap_or(source.name()).to_owned()
        }
    }
}

/// How a file that another one names is opened: kind, name, and the folder of the file that names it.
pub type Open<'a> = &'a dyn Fn(Kind, &str, Option<&Path>) -> Result<Arc<SourceFile>, Diagnostic>;

fn unknown(kind: Kind, name: &str) -> Diagnostic {
    let all = builtins();
    let ids = || all.iter().filter(|b| b.kind == kind).map(|b| b.id);
    let other = all.iter().any(|b| b.kind != kind && b.id == name);
    let diagnostic = Diagnostic::error(Code::UnknownId, format!("no built-in {} is called `{name}`", kind.as_str()));
    if other {
        let wanted = if kind == Kind::Model { "a scenario: models go with -m" } else { "a model: it goes with -m" };
        return diagnostic.help(format!("`{name}` is {wanted}"));
    }
    if Path::new(name).exists() {
        return diagnostic.help(format!("for the file of that name write `./{name}`"));
    }
    diagnostic.help(did_you_mean(name, kind_plural(kind), ids()))
}

fn kind_plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "models",
        Kind::Scenario => "scenarios",
    }
}
