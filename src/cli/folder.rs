//! A folder of files that is replaced as a whole: staged beside its place, renamed into it, stale files removed.
//!
//! `manifest.json` lists the files that belong to the folder. Only these are ever replaced or removed; a file that it
//! does not list is somebody else's.

use super::interrupt::Guard;
use crate::diag::{Code, Diagnostic};
use crate::made_from::{MadeFrom, VERSION, sha256};
use crate::report::File;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made_from: Option<MadeFrom>,
}

/// A place for a folder, with room beside it to prepare what goes there.
pub(super) struct Folder {
    /// Nothing staged is left behind by Ctrl-C.
    _guard: Guard,
    target: PathBuf,
    stage: TempDir,
    /// Files that the last run left.
    old: BTreeSet<String>,
}

impl Folder {
    /// Makes room beside the target; nothing in the target is touched.
    pub(super) fn prepare(target: &Path) -> Result<Self, Diagnostic> {
        let guard = Guard::new();
        let failed = |e: std::io::Error| cannot_write(target, &e);
        if target.exists() && !target.is_dir() {
            let message = format!("{} is a file, not a folder", target.display());
            return Err(Diagnostic::error(Code::Write, message).help("give another folder with -o"));
        }
        let beside = target
            .ancestors()
            .skip(1)
            .map(|a| if a.as_os_str().is_empty() { Path::new(".") } else { a })
            .find(|a| a.is_dir())
            .unwrap_or(Path::new("."));
        let stage_in = |place: &Path| tempfile::Builder::new().prefix(".froth-").tempdir_in(place);
        let stage = if target.is_dir() && !same_device(target, beside) {
            stage_in(target)
        } else {
            // A folder whose surroundings cannot be written to can still be written to itself.
            stage_in(beside).or_else(|e| if target.is_dir() { stage_in(target) } else { Err(e) })
        };
        Ok(Folder { _guard: guard, target: target.to_owned(), stage: stage.map_err(failed)?, old: listed(target) })
    }

    /// Stages the files, then renames each into place, the last one last, and removes what the old manifest lists and
    /// the new one does not.
    pub(super) fn publish(self, files: &[File], made_from: &MadeFrom) -> Result<(), Diagnostic> {
        let failed = |e: std::io::Error| cannot_write(&self.target, &e);
        let new: BTreeSet<String> = files.iter().map(|f| f.path.clone()).collect();
        for path in new.iter().filter(|path| !self.old.contains(*path)) {
            if self.target.join(path).symlink_metadata().is_ok() {
                let message = format!("{} is there already, and no report wrote it", self.target.join(path).display());
                let help = "give another folder with -o, or move the file away";
                return Err(Diagnostic::error(Code::Write, message).help(help));
            }
        }
        for file in files {
            let place = self.stage.path().join(&file.path);
            place.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(failed)?;
            std::fs::write(&place, &file.bytes).map_err(failed)?;
        }
        // Until everything is in place the manifest lists old and new files: whenever this ends, the next run knows
        // what is its own.
        std::fs::create_dir_all(&self.target).map_err(failed)?;
        self.write_manifest(self.old.union(&new).cloned().collect(), BTreeMap::new(), None).map_err(failed)?;
        let (last, others) = files.split_last().map_or((None, files), |(last, others)| (Some(last), others));
        for file in others {
            self.place(&file.path).map_err(failed)?;
        }
        for path in self.old.difference(&new) {
            // What is gone already need not be removed.
            let _ = std::fs::remove_file(self.target.join(path));
        }
        let digests = files.iter().map(|f| (f.path.clone(), sha256(&f.bytes))).collect();
        self.write_manifest(new, digests, Some(made_from.clone())).map_err(failed)?;
        last.map_or(Ok(()), |file| self.place(&file.path)).map_err(failed)
    }

    fn place(&self, path: &str) -> std::io::Result<()> {
        let target = self.target.join(path);
        target.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::rename(self.stage.path().join(path), target)
    }

    fn write_manifest(
        &self,
        files: BTreeSet<String>,
        sha256: BTreeMap<String, String>,
        made_from: Option<MadeFrom>,
    ) -> std::io::Result<()> {
        let manifest = Manifest { schema: 1, generator: format!("froth {VERSION}"), files, sha256, made_from };
        let text = serde_json::to_string_pretty(&manifest)? + "\n";
        std::fs::write(self.stage.path().join(MANIFEST), text)?;
        self.place(MANIFEST)
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

fn cannot_write(target: &Path, e: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::Write, format!("cannot write to {}: {e}", target.display()))
        .help("give a folder that can be written to with -o")
}

#[cfg(unix)]
fn same_device(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().map(|m| m.dev()).ok();
    device(a) == device(b)
}

#[cfg(not(unix))]
fn same_device(_: &Path, _: &Path) -> bool {
    true
}
