//! Files written whole or not at all.

use super::interrupt::Guard;
use froth_core::diag::Diagnostic;
use froth_core::staged::{self, cannot_write};
use std::path::Path;

/// Writes a file; what was there is replaced whole.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    // Ctrl-C waits for the rename and leaves nothing beside it.
    let _guard = Guard::new();
    staged::whole(path, bytes).map_err(|e| cannot_write(path, &e))
}
