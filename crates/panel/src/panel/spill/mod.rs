//! Rows in another order than that of their table, where memory does not hold them all: on disk, in temporary files that have
//! no name and are gone with whoever made them, however the run ends.

mod flat;
mod packing;
mod sorter;

pub(super) use flat::Flat;
pub(super) use packing::{Key, Packing, who, whose};
pub(super) use sorter::{Shelved, Sorted, Sorter};

use froth_core::diag::Diagnostic;
use froth_core::staged::{cannot_write, folder_of, leads_to};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Where rows are put, and how much of them memory holds.
#[derive(Debug, Clone)]
pub(super) struct Room {
    /// Bytes of rows, with all that scoring makes of them, that are held.
    pub(super) bytes: u64,
    folder: PathBuf,
    /// What is named where there is no room.
    named: PathBuf,
}

impl Room {
    /// Beside a file that is going to be written, whose disk must have room anyway; else where the system has temporary files.
    pub(super) fn new(bytes: u64, target: Option<&Path>) -> Self {
        let there = target.map(leads_to);
        let folder = there.as_deref().map_or_else(std::env::temp_dir, |there| folder_of(there).to_owned());
        let named = target.map_or_else(|| folder.clone(), Path::to_owned);
        Room { bytes, folder, named }
    }

    fn file(&self) -> Result<File, Diagnostic> {
        tempfile::tempfile_in(&self.folder).map_err(|e| self.full(&e))
    }

    /// What the system said when rows were put on disk, or taken from there.
    fn full(&self, e: &io::Error) -> Diagnostic {
        let mut said = cannot_write(&self.named, e);
        said.message = format!("{} (rows are sorted on disk in {})", said.message, self.folder.display());
        said
    }
}
