//! A folder of files that is replaced as a whole: everything is written beside its place, then renamed into it; stale
//! files are removed.
//!
//! `manifest.json` lists the files that belong to the folder. Only these are ever replaced or removed; a file that it
//! does not list is somebody else's. Whenever a run ends, each file is the old one or the new one, and the next run knows
//! which are its own.

use super::interrupt::Guard;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::{MadeFrom, VERSION, sha256};
use froth_core::staged::{Staged, cannot_write, folder_of, sync_folder, tidy};
use froth_render::report::File;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};

const MANIFEST: &str = "manifest.json";

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    schema: u32,
    generator: String,
    files: BTreeSet<String>,
    /// The files' digests; not there while some of them are still being replaced.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sha256: BTreeMap<String, String>,
    /// What the files were made from; nor is this.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    made_from: Option<MadeFrom>,
}

/// A place for a folder.
pub(super) struct Folder {
    /// Nothing in the making is left behind by Ctrl-C.
    _guard: Guard,
    target: PathBuf,
    /// Files that the last run left.
    old: BTreeSet<String>,
    made: Made,
}

/// Folders that were made for this run, outer ones first: those that stay empty are removed again.
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
    pub(super) fn prepare(target: &Path) -> Result<Self, Diagnostic> {
        let guard = Guard::new();
        let failed = |e: io::Error| cannot_write(target, &e);
        if target.exists() && !target.is_dir() {
            let message = format!("{} is a file, not a folder", target.display());
            return Err(Diagnostic::error(Code::Write, message).help("give another folder with -o"));
        }
        let mut made = Made(Vec::new());
        made.folder(target).map_err(failed)?;
        let old = listed(target);
        let folders: BTreeSet<PathBuf> = old.iter().map(|path| folder_of(&target.join(path)).to_owned()).collect();
        tidy(target);
        for folder in &folders {
            tidy(folder);
        }
        // Said before the long work, not after it.
        drop(Staged::new(&target.join(MANIFEST)).map_err(failed)?);
        Ok(Folder { _guard: guard, target: target.to_owned(), old, made })
    }

    /// Writes the files and both manifests beside their places, then renames each into its own and removes what the old
    /// manifest lists and the new one does not. Until the first rename nothing has changed, and after it no room is needed.
    pub(super) fn publish(mut self, files: &[File], made_from: &MadeFrom) -> Result<(), Diagnostic> {
        let new: BTreeSet<String> = files.iter().map(|f| f.path.clone()).collect();
        for path in new.iter().filter(|path| !self.old.contains(*path)) {
            if self.target.join(path).symlink_metadata().is_ok() {
                let message = format!("{} is there already, and no report wrote it", self.target.join(path).display());
                let help = "give another folder with -o, or move the file away";
                return Err(Diagnostic::error(Code::Write, message).help(help));
            }
        }
        let target = self.target.clone();
        self.replace(files, new, made_from).map_err(|e| cannot_write(&target, &e))
    }

    fn replace(&mut self, files: &[File], new: BTreeSet<String>, made_from: &MadeFrom) -> io::Result<()> {
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
        let digests = files.iter().map(|f| (f.path.clone(), sha256(&f.bytes))).collect();
        // Until everything is in place the manifest lists old and new files: whenever this ends, the next run knows
        // what is its own.
        let between = self.manifest(self.old.union(&new).cloned().collect(), BTreeMap::new(), None)?;
        let stale: Vec<PathBuf> = self.old.difference(&new).map(|path| self.target.join(path)).collect();
        let last = self.manifest(new, digests, Some(made_from.clone()))?;
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
        made_from: Option<MadeFrom>,
    ) -> io::Result<Staged> {
        let manifest = Manifest { schema: 1, generator: format!("froth {VERSION}"), files, sha256, made_from };
        let text = serde_json::to_string_pretty(&manifest)? + "\n";
        Staged::filled(&self.target.join(MANIFEST), text.as_bytes())
    }
}

/// What the manifest of a folder lists, as far as it lies inside the folder.
fn listed(folder: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let Ok(manifest) = serde_json::from_str::<Manifest>(&text) else { return BTreeSet::new() };
    let inside = |path: &String| {
        let path = Path::new(path);
        let plain = path.components().all(|c| matches!(c, Component::Normal(_)));
        // A link on the way would lead elsewhere.
        plain && !path.ancestors().skip(1).any(|a| !a.as_os_str().is_empty() && folder.join(a).is_symlink())
    };
    manifest.files.into_iter().filter(inside).collect()
}
