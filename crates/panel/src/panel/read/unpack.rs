//! Compressed files: unpacked beside the others that come and go, and read from there.

use super::Start;
use flate2::read::MultiGzDecoder;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, shortened};
use froth_series::watch::Watch;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;
use zip::ZipArchive;

/// The most that a compressed file may become: a bomb is to fill no disk.
const MOST: u64 = 16 << 30;

/// The file's content, if the file is compressed.
pub(crate) fn unpacked(path: &Path, start: &Start, watch: &dyn Watch) -> Result<Option<NamedTempFile>, Error> {
    let name = path.display();
    let wrong = |message: String, help: &str| Error::from(Diagnostic::error(Code::Data, message).help(help));
    let unreadable = |e: io::Error| wrong(format!("cannot read {name}: {e}"), "it may be damaged: download it again");
    match start {
        Start::Gzip => {
            let file = File::open(path).map_err(unreadable)?;
            spooled(&mut MultiGzDecoder::new(file), path, watch).map(Some)
        }
        Start::Zip => {
            let file = File::open(path).map_err(unreadable)?;
            let mut archive = ZipArchive::new(file).map_err(|e| unreadable(e.into()))?;
            let names = archive.file_names().map(|name| name.map(Cow::into_owned)).collect::<Result<Vec<_>, _>>();
            let names = names.map_err(|e| unreadable(e.into()))?;
            let files: Vec<&String> =
                names.iter().filter(|n| !n.ends_with('/') && !n.starts_with("__MACOSX/")).collect();
            let [only] = files.as_slice() else {
                let message = format!("{name} holds {} files", files.len());
                let first: Vec<String> = files.iter().take(5).map(|n| format!("`{}`", shortened(n))).collect();
                let help = format!("unpack it first; it holds {}", first.join(", "));
                return Err(wrong(message, if files.is_empty() { "there is nothing in it" } else { &help }));
            };
            let mut entry = archive.by_name(only).map_err(|e| unreadable(e.into()))?;
            spooled(&mut entry, path, watch).map(Some)
        }
        _ => Ok(None),
    }
}

fn spooled(from: &mut dyn Read, path: &Path, watch: &dyn Watch) -> Result<NamedTempFile, Error> {
    let wrong = |what: String| Error::from(Diagnostic::error(Code::Data, format!("{}: {what}", path.display())));
    let mut file = NamedTempFile::new().map_err(|e| wrong(format!("cannot be unpacked: {e}")))?;
    let mut buffer = vec![0; 1 << 16];
    let mut written = 0;
    loop {
        watch.step(0)?;
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok(file),
            Ok(read) => read,
            Err(e) => {
                let wrong = Diagnostic::error(Code::Data, format!("{} cannot be unpacked: {e}", path.display()));
                return Err(wrong.help("it may be damaged or cut short: download it again").into());
            }
        };
        written += read as u64;
        if written > MOST {
            return Err(wrong(format!("it unpacks to more than {} GiB", MOST >> 30)));
        }
        file.write_all(&buffer[..read]).map_err(|e| wrong(format!("cannot be unpacked: {e}")))?;
    }
}
