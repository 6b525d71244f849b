//! Files written whole or not at all.

use crate::diag::{Code, Diagnostic};
use std::io::Write;
use std::path::Path;

/// Writes a file beside its target first, then renames it into place: what was there is replaced whole.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let failed =
        |e: &dyn std::fmt::Display| Diagnostic::error(Code::Write, format!("cannot write {}: {e}", path.display()));
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.prefix(".froth-").tempfile_in(folder).map_err(|e| failed(&e))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|e| failed(&e))?;
    file.persist(path).map_err(|e| failed(&e.error))?;
    Ok(())
}
