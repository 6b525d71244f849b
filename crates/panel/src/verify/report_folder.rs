//! A report's folder, held against its own manifest, against the texts it was made from, and against the same numbers
//! computed anew.

use froth_core::Error;
use froth_core::analysis::{Analysis, Effort};
use froth_core::catalog::{self, Catalog, Kind};
use froth_core::diag::{Code, Diagnostic, Location, SourceFile};
use froth_core::made_from::{MadeFrom, Role, Used, VERSION, sha256, sha256_of_file};
use froth_core::model::Model;
use froth_core::network::Found;
use froth_core::scenario::Scenario;
use froth_core::score::Settings;
use froth_series::watch::Watch;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Numbers no further apart than this, or than this share of the larger one where that is above 1, are equal.
const EQUAL: f64 = 1e-9;

/// The data of a report's folder.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportFolder {
    /// What it was made from.
    pub made_from: MadeFrom,
    folder: PathBuf,
    /// The text of its manifest.
    manifest: Arc<SourceFile>,
    digests: BTreeMap<String, String>,
    scorecards: Value,
    robustness: Value,
    network: Option<Value>,
}

/// A report held against what it was made from and its numbers computed anew.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recomputed {
    /// Whether nothing differs; another version of the program is no difference by itself.
    pub ok: bool,
    /// What it was made from.
    pub report: MadeFrom,
    /// The version that computes the numbers anew.
    pub froth: &'static str,
    /// Text by text, whether it still is what it was.
    pub inputs: Vec<CheckedInput>,
    /// File by file of the folder, whether it still is as it was written.
    pub folder: Vec<CheckedFile>,
    /// The numbers, file by file.
    pub files: Vec<RecomputedFile>,
}

/// A text that a report was made from, then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedInput {
    /// What it was used as.
    pub role: Role,
    /// What opens it.
    pub from: String,
    /// Whether it is the same text.
    pub ok: bool,
    /// The SHA-256 that the report says.
    pub report: String,
    /// The SHA-256 now; none: it cannot be read.
    pub now: Option<String>,
}

/// A file of a report's folder, then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedFile {
    /// Its name in the folder.
    pub file: String,
    /// Whether it is as it was written.
    pub ok: bool,
    /// The SHA-256 that the manifest says.
    pub report: String,
    /// The SHA-256 now; none: it is gone or cannot be read.
    pub now: Option<String>,
}

/// A file of a report held against its numbers computed anew.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecomputedFile {
    /// Its name.
    pub file: &'static str,
    /// Whether nothing differs.
    pub ok: bool,
    /// Numbers compared.
    pub numbers: usize,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// Something that a report says otherwise than it comes out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Where it stands in the document.
    pub place: String,
    /// What the report says; none: nothing.
    pub report: Option<Value>,
    /// What comes out; none: nothing.
    pub recomputed: Option<Value>,
}

/// What a manifest says once all files are in place.
#[derive(Deserialize)]
struct Manifest {
    sha256: BTreeMap<String, String>,
    made_from: MadeFrom,
}

const MANIFEST: &str = "manifest.json";
const SCORECARDS: &str = "scorecards.json";
const ROBUSTNESS: &str = "robustness.json";
const NETWORK: &str = "network.json";

impl ReportFolder {
    /// Reads the data of a report's folder.
    ///
    /// # Errors
    ///
    /// No folder, no report in it, or files that are not what a report writes.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let shown = folder.display();
        if !folder.is_dir() {
            let what = if folder.exists() { "is not a folder" } else { "does not exist" };
            return Err(Diagnostic::error(Code::Unreadable, format!("{shown} {what}"))
                .help("name the folder of a report, or none for the published tables")
                .into());
        }
        let text = |name: &str| -> Result<String, Diagnostic> {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|e| {
                Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", path.display()))
                    .help(format!("{shown} is no folder of a report, or not all of it"))
            })
        };
        let document = |name: &str, text: &str| -> Result<Value, Diagnostic> {
            let invalid =
                |e| Diagnostic::error(Code::Syntax, format!("{} is not valid JSON: {e}", folder.join(name).display()));
            serde_json::from_str(text).map_err(invalid)
        };
        let (scorecards, robustness) = (text(SCORECARDS)?, text(ROBUSTNESS)?);
        let (scorecards, robustness) = (document(SCORECARDS, &scorecards)?, document(ROBUSTNESS, &robustness)?);
        let network = if folder.join(NETWORK).exists() { Some(document(NETWORK, &text(NETWORK)?)?) } else { None };
        let text = text(MANIFEST)?;
        let manifest = serde_json::from_value::<Manifest>(document(MANIFEST, &text)?);
        let whole = |manifest: &Manifest| !manifest.sha256.is_empty() && !manifest.made_from.scenarios.is_empty();
        let Some(Manifest { sha256: digests, made_from }) = manifest.ok().filter(whole) else {
            let message = format!("{} does not say what the report was made from", folder.join(MANIFEST).display());
            return Err(Diagnostic::error(Code::Schema, message)
                .help("the report was not written to its end: write it once more, then verify it")
                .into());
        };
        let manifest = SourceFile::new(folder.join(MANIFEST).to_string_lossy(), text);
        Ok(ReportFolder { made_from, folder: folder.to_owned(), manifest, digests, scorecards, robustness, network })
    }

    /// What opens the copies that the report keeps of its model and of its scenarios.
    ///
    /// # Errors
    ///
    /// It keeps none, as reports of older versions, or one was changed since it was written.
    pub fn kept(&self) -> Result<(String, Vec<String>), Error> {
        let shown = self.folder.display();
        let [model] = self.made_from.models.as_slice() else { return Err(self.keeps_nothing().into()) };
        let names = std::iter::once(model).chain(&self.made_from.scenarios).map(|used| used.kept.as_deref());
        let names: Vec<&str> = names.collect::<Option<_>>().ok_or_else(|| self.keeps_nothing())?;
        // What they extend stands beside them: nothing there may be another text.
        let folder = |name: &str| name.split_once('/').map(|(folder, _)| folder.to_owned());
        let folders: BTreeSet<Option<String>> = names.iter().map(|name| folder(name)).collect();
        let other = |file: &&CheckedFile| folders.contains(&folder(&file.file)) && !file.ok;
        if let Some(checked) = self.folder().iter().find(other) {
            let message = match &checked.now {
                Some(now) => format!(
                    "{shown}/{} has been changed since the report was written: its SHA-256 was {}, now it is {now}",
                    checked.file, checked.report
                ),
                None => format!("{shown}/{}, which the report was made from, is gone or is no file", checked.file),
            };
            let help = "write the report once more, or name a scenario in its place";
            return Err(Diagnostic::error(Code::Store, message).help(help).into());
        }
        for name in &names {
            let (whole, _) = catalog::split_day(name)?;
            if !self.digests.contains_key(whole) {
                let message = format!("{} names {whole} and has no digest of it", self.folder.join(MANIFEST).display());
                return Err(Diagnostic::error(Code::Store, message).help("write the report once more").into());
            }
        }
        let mut paths = names.iter().map(|name| self.folder.join(name).to_string_lossy().into_owned());
        let model = paths.next().unwrap_or_default();
        Ok((model, paths.collect()))
    }

    fn keeps_nothing(&self) -> Diagnostic {
        let message = format!("{} keeps no copy of what it was made from", self.folder.display());
        Diagnostic::error(Code::Unreadable, message)
            .help("an older version of froth wrote it: write the report once more, or name a scenario in its place")
    }

    /// The SHA-256 of the manifest.
    pub fn digest(&self) -> String {
        sha256(self.manifest.text().as_bytes())
    }

    /// Where the manifest names something that the report was made from.
    pub fn place(&self, from: &str) -> Location {
        let written = format!("\"from\": {}", Value::from(from));
        let start = self.manifest.text().find(&written).unwrap_or_default();
        let end = if start == 0 { 0 } else { start + written.len() };
        Location::new(&self.manifest, start..end)
    }

    /// Text by text, whether it still is what it was: built-in ones, and files from where the program runs.
    pub fn inputs(&self, catalog: &Catalog) -> Vec<CheckedInput> {
        let checked = |(role, used): (Role, &Used)| {
            let kind = match role {
                Role::Model => Kind::Model,
                Role::Network => Kind::Network,
                Role::Feeds => Kind::Feeds,
                _ => Kind::Scenario,
            };
            // The text of a scenario that is cut at a day is the whole one's.
            let whole = catalog::split_day(&used.from).map_or(used.from.as_str(), |(whole, _)| whole);
            let now = if catalog::is_path(whole) {
                catalog.open(kind, whole, None).ok().map(|source| sha256(source.text().as_bytes()))
            } else {
                catalog.builtin(kind, whole).map(|builtin| sha256(builtin.text.as_bytes()))
            };
            let (from, report) = (used.from.clone(), used.sha256.clone());
            CheckedInput { role, from, ok: now.as_ref() == Some(&report), report, now }
        };
        self.made_from.used().into_iter().map(checked).collect()
    }

    /// File by file that the manifest lists, whether it still is as it was written.
    fn folder(&self) -> Vec<CheckedFile> {
        let checked = |(file, report): (&String, &String)| {
            let now = within(&self.folder, file).and_then(|path| sha256_of_file(&path).ok());
            CheckedFile { file: file.clone(), ok: now.as_ref() == Some(report), report: report.clone(), now }
        };
        self.digests.iter().map(checked).collect()
    }

    /// Looks at the texts and at the folder's files, computes the numbers anew and compares; those of a network come as `network`. `watch` is told of up to [`ReportFolder::steps`] steps.
    ///
    /// # Errors
    ///
    /// The scenarios cannot be scored, or the work was stopped.
    pub fn against(
        &self,
        model: &Model,
        scenarios: &[&Scenario],
        catalog: &Catalog,
        network: Option<&Found>,
        watch: &dyn Watch,
    ) -> Result<Recomputed, Error> {
        let settings = Settings { min_coverage: self.made_from.min_coverage() };
        let analysis = Analysis::new(model, scenarios, settings)?.with_robustness(Effort::full(settings), watch)?;
        let (scorecards, robust) = (document(analysis.comparison()), document(analysis.robustness()));
        let network = self.network.as_ref().zip(network).map(|(kept, anew)| (NETWORK, kept, document(anew)));
        let files = [(SCORECARDS, &self.scorecards, scorecards), (ROBUSTNESS, &self.robustness, robust)]
            .into_iter()
            .chain(network)
            .map(|(file, kept, anew)| {
                let mut found = Compared::default();
                found.compare("", Some(&numbers(kept)), Some(&anew));
                RecomputedFile {
                    file,
                    ok: found.differences.is_empty(),
                    numbers: found.numbers,
                    differences: found.differences,
                }
            })
            .collect::<Vec<_>>();
        let (inputs, folder) = (self.inputs(catalog), self.folder());
        let ok = files.iter().all(|f| f.ok) && inputs.iter().all(|i| i.ok) && folder.iter().all(|f| f.ok);
        Ok(Recomputed { ok, report: self.made_from.clone(), froth: VERSION, inputs, folder, files })
    }

    /// Steps of work of [`ReportFolder::against`], at most.
    pub fn steps() -> u64 {
        Effort::full(Settings::default()).steps()
    }
}

/// A file of the folder that a manifest may name: one that lies in it and has an end. Manifests come from anywhere.
fn within(folder: &Path, file: &str) -> Option<PathBuf> {
    let inside = Path::new(file).components().all(|c| matches!(c, Component::Normal(_)));
    let path = folder.join(file);
    (inside && path.symlink_metadata().is_ok_and(|m| m.is_file())).then_some(path)
}

/// A document without what it was made from, which is compared by itself.
fn numbers(of: &Value) -> Value {
    let mut of = of.clone();
    if let Some(fields) = of.as_object_mut() {
        fields.remove("made_from");
    }
    of
}

/// A result as the document that a report holds of it.
fn document<T: Serialize>(result: T) -> Value {
    // Results have text keys only: this cannot fail.
    let mut document = serde_json::to_value(result).unwrap_or_default();
    document["schema"] = 1.into();
    document
}

#[derive(Default)]
struct Compared {
    numbers: usize,
    differences: Vec<Difference>,
}

impl Compared {
    fn compare(&mut self, place: &str, kept: Option<&Value>, anew: Option<&Value>) {
        match (kept, anew) {
            (Some(Value::Number(a)), Some(Value::Number(b))) => {
                self.numbers += 1;
                let (a_, b_) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
                if (a_ - b_).abs() <= EQUAL * a_.abs().max(b_.abs()).max(1.0) {
                    return;
                }
                self.differ(place, kept, anew);
            }
            (Some(Value::Array(a)), Some(Value::Array(b))) => {
                for i in 0..a.len().max(b.len()) {
                    let name = a.get(i).or(b.get(i)).and_then(name_of).unwrap_or_else(|| (i + 1).to_string());
                    self.compare(&format!("{place}[{name}]"), a.get(i), b.get(i));
                }
            }
            (Some(Value::Object(a)), Some(Value::Object(b))) => {
                let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
                for key in keys {
                    let inner = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                    self.compare(&inner, a.get(key), b.get(key));
                }
            }
            (a, b) if a == b => {}
            _ => self.differ(place, kept, anew),
        }
    }

    fn differ(&mut self, place: &str, kept: Option<&Value>, anew: Option<&Value>) {
        self.differences.push(Difference { place: place.to_owned(), report: kept.cloned(), recomputed: anew.cloned() });
    }
}

/// What an element of a list is called.
fn name_of(element: &Value) -> Option<String> {
    let text = |field: &str| element.get(field).and_then(Value::as_str).map(str::to_owned);
    text("id")
        .or_else(|| text("scenario"))
        .or_else(|| Some(format!("{}, {}", text("a")?, text("b")?)))
        .or_else(|| text("indicator"))
        .or_else(|| text("source"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn places(a: &Value, b: &Value) -> Vec<String> {
        let mut found = Compared::default();
        found.compare("", Some(a), Some(b));
        found.differences.into_iter().map(|d| d.place).collect()
    }

    #[test]
    fn what_differs_is_named() {
        let kept =
            json!({ "cards": [{ "id": "x", "score": 1.0, "note": "a" }, { "id": "y", "score": 2e6 }], "n": [1, 2] });
        assert!(places(&kept, &kept).is_empty());
        let anew = json!({ "cards": [{ "id": "x", "score": 1.0 + 5e-10, "note": "a" }, { "id": "y", "score": 2e6 + 1e-3 }], "n": [1, 2] });
        assert!(places(&kept, &anew).is_empty());
        let anew = json!({ "cards": [{ "id": "x", "score": 1.0 + 5e-9, "note": "b" }, { "id": "y", "score": null }], "n": [1], "m": 0 });
        let wanted = ["cards[x].note", "cards[x].score", "cards[y].score", "m", "n[2]"];
        assert_eq!(places(&kept, &anew), wanted);
    }
}
