//! A folder of files that is replaced as a whole: everything is written beside its place, then renamed into it; stale
//! files are removed.
//!
//! `manifest.json` lists the files that belong to the folder, with their digests. Only a file that holds what the manifest
//! says is ever replaced or removed: whatever else is there is somebody else's, or was changed by somebody, and stays.
//! Whenever a run ends, each file is the old one or the new one, and the next run knows which are its own.

use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::{MadeFrom, VERSION, sha256, sha256_of_file};
use froth_core::shown;
use froth_core::staged::{Staged, cannot_write, folder_of, sync_folder, tidy};
use froth_render::report::{self, File};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};

const MANIFEST: &str = "manifest.json";

/// How the program names itself in a manifest.
const GENERATOR: &str = "froth ";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    schema: u32,
    generator: String,
    files: BTreeSet<String>,
    /// The files' digests; not there while some of them are still being replaced.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sha256: BTreeMap<String, String>,
    /// While they are: the digests of which each file has one.
    #[serde(default, skip_serializing_if = "Digests::is_empty")]
    replacing: Digests,
    /// What the files were made from; not there either while they are being replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made_from: Option<MadeFrom>,
}

/// By file, what it may hold.
type Digests = BTreeMap<String, BTreeSet<String>>;

/// A place for a folder.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    /// Held until the folder is done: two reports are not mixed.
    _lock: Option<std::fs::File>,
    /// Files that earlier runs left.
    old: Digests,
    made: Made,
}

/// Folders that were made for this run, outer ones first: those that stay empty are removed again.
#[derive(Debug)]
struct Made(Vec<PathBuf>);

impl Made {
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|a| !a.as_os_str().is_empty() && !a.exists()).collect();
        for folder in missing.into_iter().rev() {
            std::fs::create_dir(folder)?;
            self.0.push(folder.to_owned());
        }
        Ok(())
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // One that holds something is not removed.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

impl Folder {
    /// Makes the folder and sees that it can be written to; nothing in it is touched, but for what a killed run left.
    ///
    /// # Errors
    ///
    /// It cannot be written to, another report is being written there, or its manifest is not froth's.
    pub fn prepare(target: &Path) -> Result<Self, Diagnostic> {
        let failed = |e: io::Error| cannot_write(target, &e);
        if target.exists() && !target.is_dir() {
            let message = format!("{} is a file, not a folder", shown::path(target));
            return Err(Diagnostic::error(Code::Write, message).help("give another folder with -o"));
        }
        let mut made = Made(Vec::new());
        made.folder(target).map_err(failed)?;
        let lock = lock(target)?;
        let old = listed(target)?;
        let folders: BTreeSet<PathBuf> = old.keys().map(|path| folder_of(&target.join(path)).to_owned()).collect();
        tidy(target);
        for folder in &folders {
            tidy(folder);
        }
        // Said before the long work, not after it.
        drop(Staged::new(&target.join(MANIFEST)).map_err(failed)?);
        Ok(Folder { target: target.to_owned(), _lock: lock, old, made })
    }

    /// Writes the files and both manifests beside their places, then renames each into its own and removes what the old
    /// manifest lists and the new one does not. Until the first rename nothing has changed, and after it no room is needed.
    ///
    /// # Errors
    ///
    /// A file stands there that no report wrote, or that is read for this one (`is_read`), or there is no room.
    pub fn publish(
        mut self,
        files: &[File],
        made_from: &MadeFrom,
        is_read: &dyn Fn(&Path) -> bool,
    ) -> Result<(), Diagnostic> {
        for file in files {
            let place = self.target.join(&file.path);
            if place.symlink_metadata().is_ok() && !self.is_own(&file.path) {
                return Err(not_own(&place, self.old.contains_key(&file.path)));
            }
            if is_read(&place) {
                let message = format!("{} is read for this report, which would replace it", shown::path(&place));
                return Err(Diagnostic::error(Code::Write, message).help("give another folder with -o"));
            }
        }
        let target = self.target.clone();
        self.replace(files, made_from).map_err(|e| cannot_write(&target, &e))
    }

    /// Whether a file is one of froth's, as froth wrote it.
    fn is_own(&self, path: &str) -> bool {
        let place = self.target.join(path);
        let plain = place.symlink_metadata().is_ok_and(|m| m.is_file());
        let known = self.old.get(path).filter(|_| plain);
        known.is_some_and(|digests| sha256_of_file(&place).is_ok_and(|digest| digests.contains(&digest)))
    }

    fn replace(&mut self, files: &[File], made_from: &MadeFrom) -> io::Result<()> {
        let mut folders = BTreeSet::from([self.target.clone()]);
        let mut staged = Vec::with_capacity(files.len());
        for file in files {
            let place = self.target.join(&file.path);
            let folder = folder_of(&place).to_owned();
            self.made.folder(&folder)?;
            if folders.insert(folder.clone()) {
                tidy(&folder);
            }
            staged.push(Staged::filled(&place, &file.bytes)?);
        }
        let digests: BTreeMap<String, String> = files.iter().map(|f| (f.path.clone(), sha256(&f.bytes))).collect();
        // Until everything is in place the manifest lists old and new files: whenever this ends, the next run knows
        // what is its own.
        let mut either = self.old.clone();
        for (path, digest) in &digests {
            either.entry(path.clone()).or_default().insert(digest.clone());
        }
        let between = self.manifest(either.keys().cloned().collect(), BTreeMap::new(), either, None)?;
        let stale: Vec<PathBuf> = self
            .old
            .keys()
            .filter(|path| !digests.contains_key(*path) && report::is_file_of_one(path) && self.is_own(path))
            .map(|path| self.target.join(path))
            .collect();
        let new = digests.keys().cloned().collect();
        let last = self.manifest(new, digests, Digests::new(), Some(made_from.clone()))?;
        between.place()?;
        for file in staged {
            file.rename()?;
        }
        for path in stale {
            // What is gone already need not be removed.
            let _ = std::fs::remove_file(path);
        }
        folders.iter().try_for_each(|folder| sync_folder(folder))?;
        last.place()
    }

    fn manifest(
        &self,
        files: BTreeSet<String>,
        sha256: BTreeMap<String, String>,
        replacing: Digests,
        made_from: Option<MadeFrom>,
    ) -> io::Result<Staged> {
        let generator = format!("{GENERATOR}{VERSION}");
        let manifest = Manifest { schema: 1, generator, files, sha256, replacing, made_from };
        let text = shown::json(&manifest)? + "\n";
        Staged::filled(&self.target.join(MANIFEST), text.as_bytes())
    }
}

/// Takes the folder for this run, where the system can lock one.
fn lock(target: &Path) -> Result<Option<std::fs::File>, Diagnostic> {
    let Ok(folder) = std::fs::File::open(target) else { return Ok(None) };
    match folder.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => {
            let message = format!("another report is being written to {}", shown::path(target));
            Err(Diagnostic::error(Code::Write, message).help("wait until it is done, or give another folder with -o"))
        }
        Ok(()) | Err(std::fs::TryLockError::Error(_)) => Ok(Some(folder)),
    }
}

/// What a manifest says about the files of its folder, as far as they lie inside it.
fn listed(folder: &Path) -> Result<Digests, Diagnostic> {
    let place = folder.join(MANIFEST);
    let Ok(there) = place.symlink_metadata() else { return Ok(Digests::new()) };
    let text = if there.is_file() { std::fs::read_to_string(&place).ok() } else { None };
    let manifest = text.and_then(|text| serde_json::from_str::<Manifest>(&text).ok());
    let own = |manifest: &Manifest| manifest.schema == 1 && manifest.generator.starts_with(GENERATOR);
    let Some(manifest) = manifest.filter(own) else { return Err(not_own(&place, false)) };
    let inside = |path: &String| {
        let path = Path::new(path);
        let plain = path.components().all(|c| matches!(c, Component::Normal(_)));
        // A link on the way would lead elsewhere.
        plain && !path.ancestors().skip(1).any(|a| !a.as_os_str().is_empty() && folder.join(a).is_symlink())
    };
    let mut digests = manifest.replacing;
    for (path, digest) in manifest.sha256 {
        digests.entry(path).or_default().insert(digest);
    }
    digests.retain(|path, _| inside(path));
    Ok(digests)
}

/// A file that stands where one of froth's would.
fn not_own(place: &Path, listed: bool) -> Diagnostic {
    let why = if listed { "was changed since a report wrote it" } else { "is there already, and no report wrote it" };
    Diagnostic::error(Code::Write, format!("{} {why}", shown::path(place)))
        .help("give another folder with -o, or move the file away")
}
