//! From a path to a text: size, encoding and kind of file checked before anything is parsed.

use crate::Error;
use crate::diag::{Code, Diagnostic, SourceFile};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// Larger inputs are refused unread: 8 MiB.
pub const MAX_BYTES: u64 = 8 << 20;

/// Larger networks are refused unread: 64 MiB, some 100,000 nodes and 1,000,000 edges, which take 2.5 GB of memory to read.
pub const MAX_NETWORK_BYTES: u64 = 64 << 20;

/// Reads a file; its folder becomes the one that relative paths in it refer to.
///
/// # Errors
///
/// It cannot be read, is too large, or no text.
pub fn read_file(path: &Path) -> Result<Arc<SourceFile>, Error> {
    read_file_up_to(MAX_BYTES, path)
}

/// The same of so many bytes at most.
pub(crate) fn read_file_up_to(most: u64, path: &Path) -> Result<Arc<SourceFile>, Error> {
    let name = path.display().to_string();
    let unreadable =
        |why: &dyn std::fmt::Display| Diagnostic::error(Code::Unreadable, format!("cannot read {name}: {why}"));
    let metadata = path.metadata().map_err(|e| unreadable(&e))?;
    if metadata.is_dir() {
        return Err(unreadable(&"it is a directory").help("name a .toml file in it").into());
    }
    // A pipe with a name would wait for whoever writes to it. One that a shell opened has no name of its own.
    if !metadata.is_file() && path.canonicalize().is_ok() {
        let help = "name a file, or give its text on standard input as -";
        return Err(unreadable(&"it is a device or a pipe, not a file").help(help).into());
    }
    let file = File::open(path).map_err(|e| unreadable(&e))?;
    if metadata.len() > most {
        return Err(too_large(&name, most).into());
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let text = text_from(file, &name, most)?;
    Ok(SourceFile::in_folder(name, text, folder))
}

/// Reads a stream such as standard input; relative paths in it refer to the current folder.
///
/// # Errors
///
/// It cannot be read, is too large, or no text.
pub fn read_from(reader: impl Read, name: &str) -> Result<Arc<SourceFile>, Error> {
    read_from_up_to(MAX_BYTES, reader, name)
}

/// The same of so many bytes at most.
pub(crate) fn read_from_up_to(most: u64, reader: impl Read, name: &str) -> Result<Arc<SourceFile>, Error> {
    Ok(SourceFile::in_folder(name, text_from(reader, name, most)?, "."))
}

fn text_from(reader: impl Read, name: &str, most: u64) -> Result<String, Diagnostic> {
    let mut bytes = Vec::new();
    reader
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {name}: {e}")))?;
    if bytes.len() as u64 > most {
        return Err(too_large(name, most));
    }
    String::from_utf8(bytes).map_err(|e| {
        let valid = e.utf8_error().valid_up_to();
        let sound = String::from_utf8_lossy(&e.as_bytes()[..valid]).into_owned();
        let source = SourceFile::new(name, sound);
        Diagnostic::error(Code::Encoding, format!("{name} is not valid UTF-8 (byte {})", valid + 1))
            .at(&source, valid..valid)
            .help("save the file as UTF-8")
    })
}

fn too_large(name: &str, most: u64) -> Diagnostic {
    let help = if most == MAX_BYTES {
        "a model or scenario is a few kilobytes; tables of data do not belong in one"
    } else {
        "leave out the smallest amounts, or join nodes into groups"
    };
    Diagnostic::error(Code::TooLarge, format!("{name} is larger than {} MiB and was not read", most >> 20)).help(help)
}
