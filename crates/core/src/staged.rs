//! Files put in their place whole: written beside it, synced, renamed. Whatever ends a run, at whatever moment, what
//! stands in the place is the old file or the new one.
//!
//! A file in the making is called `.froth-XXXXXXXX.tmp` and locked as long as its maker lives. The next run removes those
//! that nobody holds any more: they are what a kill left.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

const PREFIX: &str = ".froth-";
const ENDING: &str = ".tmp";
/// Letters and digits between the two.
const RANDOM: usize = 8;

/// A file in the making, beside its place; gone if it is not put there.
#[derive(Debug)]
pub struct Staged {
    target: PathBuf,
    file: NamedTempFile,
}

impl Staged {
    /// Makes room beside a place; nothing there is touched. A link stays one: the place is where it leads.
    ///
    /// # Errors
    ///
    /// The folder cannot be written to, or what is there is no file: a device, a pipe.
    pub fn new(target: &Path) -> io::Result<Self> {
        let target = &followed(target);
        if target.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is a device or a pipe, not a file"));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(ENDING).rand_bytes(RANDOM);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o644));
        }
        loop {
            let file = builder.tempfile_in(folder_of(target))?;
            // Where a file system has no locks, nobody can tell what a kill left, and nobody removes it.
            let _ = file.as_file().lock();
            // Another run that tidied up before the lock was there has removed it.
            if file.path().symlink_metadata().is_ok() {
                return Ok(Staged { target: target.to_owned(), file });
            }
        }
    }

    /// The same with its content, which has reached the disk.
    pub fn filled(target: &Path, bytes: &[u8]) -> io::Result<Self> {
        let mut staged = Staged::new(target)?;
        staged.file.write_all(bytes)?;
        staged.file.as_file().sync_all()?;
        Ok(staged)
    }

    /// What is to be written.
    pub fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Puts it in its place, where it replaces what is there.
    pub fn place(self) -> io::Result<()> {
        let target = self.target.clone();
        self.rename()?;
        sync_folder(folder_of(&target))
    }

    /// Puts it in its place; what is there already stays, and is an error.
    pub fn place_new(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist_noclobber(&self.target).map_err(|e| e.error)?;
        sync_folder(folder_of(&self.target))
    }

    /// Puts it in its place; [`sync_folder`] makes that last, for several at once.
    pub fn rename(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist(&self.target).map(drop).map_err(|e| e.error)
    }
}

/// Writes a file whole, and removes what a killed run left beside it.
pub fn whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    tidy_beside(target);
    Staged::filled(target, bytes)?.place()
}

/// Removes what killed runs left where a file is going to be written.
pub fn tidy_beside(target: &Path) {
    tidy(folder_of(&followed(target)));
}

/// The place itself, or where the link leads that stands there.
fn followed(target: &Path) -> PathBuf {
    if target.is_symlink() { leads_to(target) } else { target.to_owned() }
}

/// A chain of more links is a circle.
const MOST_LINKS: usize = 40;

/// Where a path leads, links followed: to what is there, or to what writing to it would make.
pub fn leads_to(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match (path.canonicalize(), path.read_link()) {
            (Ok(real), _) => return real,
            (Err(_), Ok(link)) => path = folder_of(&path).join(link),
            (Err(_), Err(_)) => break,
        }
    }
    match path.file_name() {
        Some(name) => leads_to(folder_of(&path)).join(name),
        None => std::path::absolute(&path).unwrap_or(path),
    }
}

/// Removes what killed runs left in a folder: files of ours by name, that nobody holds. What cannot be removed stays.
pub fn tidy(folder: &Path) {
    for path in fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        let plain = || path.symlink_metadata().is_ok_and(|m| m.is_file());
        if path.file_name().and_then(|name| name.to_str()).is_some_and(is_ours)
            && plain()
            && let Ok(file) = File::options().write(true).open(&path)
            && file.try_lock().is_ok()
        {
            // Held until it is gone: whoever has just made it waits for the lock, sees that, and makes another.
            let _ = fs::remove_file(&path);
        }
    }
}

fn is_ours(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(ENDING));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The folder that a file lies in.
pub fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes renames in a folder last, where the system has a way to.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Folders that cannot be read, or file systems that do not know the call.
        Err(e)
            if matches!(e.kind(), ErrorKind::PermissionDenied | ErrorKind::InvalidInput | ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        done => done,
    }
}

/// A file or folder could not be written: what to do depends on why.
pub fn cannot_write(target: &Path, e: &io::Error) -> crate::diag::Diagnostic {
    use crate::diag::{Code, Diagnostic};
    let advice = match e.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room, or write to another disk; "
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "write to a folder that is yours to write to; ",
        ErrorKind::NotFound | ErrorKind::NotADirectory => "name a folder that is there; ",
        _ => "",
    };
    Diagnostic::error(Code::Write, format!("cannot write {}: {e}", target.display()))
        .help(format!("{advice}what was there before is untouched"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let name = |e: io::Result<fs::DirEntry>| e.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_the_old_one_until_it_is_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a");
        fs::write(&target, "old").unwrap();
        let staged = Staged::filled(&target, b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"old");
        assert_eq!(names(folder.path()).len(), 2);
        staged.place().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        drop(Staged::filled(&target, b"never").unwrap());
        assert_eq!((fs::read(&target).unwrap().as_slice(), names(folder.path()).len()), (&b"new"[..], 1));
    }

    #[test]
    fn what_is_there_stays_where_nothing_may_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a");
        Staged::filled(&target, b"first").unwrap().place_new().unwrap();
        let e = Staged::filled(&target, b"second").unwrap().place_new().unwrap_err();
        assert_eq!(e.kind(), ErrorKind::AlreadyExists);
        assert_eq!((fs::read(&target).unwrap().as_slice(), names(folder.path()).len()), (&b"first"[..], 1));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_leads_to_what_is_written() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let own = |name: &str| folder.path().join(name);
        fs::create_dir(own("far")).unwrap();
        fs::write(own("far/a"), "old").unwrap();
        symlink("far/a", own("link")).unwrap();
        symlink("link", own("twice")).unwrap();
        symlink("far/new", own("dangling")).unwrap();
        symlink("round", own("round")).unwrap();
        whole(&own("twice"), b"new").unwrap();
        whole(&own("dangling"), b"made").unwrap();
        assert!(own("twice").is_symlink() && own("link").is_symlink() && own("dangling").is_symlink());
        assert_eq!(
            (fs::read(own("far/a")).unwrap(), fs::read(own("far/new")).unwrap()),
            (b"new".into(), b"made".into())
        );
        assert_eq!(names(&own("far")), ["a", "new"]);
        assert_eq!(leads_to(&own("twice")), leads_to(&own("far/../far/a")));
        assert_eq!(leads_to(&own("no/such/../file")).file_name(), Some("file".as_ref()));
        assert!(leads_to(&own("round")).ends_with("round"));
    }

    #[test]
    fn only_what_a_kill_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let own = |name: &str| folder.path().join(name);
        // What a killed run left, and what only looks like it.
        fs::write(own(".froth-abcd1234.tmp"), "half").unwrap();
        let others = [".froth-abc.tmp", ".froth-abcd123-.tmp", ".froth-abcd1234.toml", "froth-abcd1234.tmp"];
        for other in others {
            fs::write(own(other), "mine").unwrap();
        }
        fs::create_dir(own(".froth-dddddddd.tmp")).unwrap();
        let alive = Staged::filled(&own("a"), b"in the making").unwrap();
        tidy(folder.path());
        assert!(!own(".froth-abcd1234.tmp").exists());
        assert!(others.iter().all(|other| own(other).exists()) && own(".froth-dddddddd.tmp").is_dir());
        alive.place().unwrap();
        assert_eq!(fs::read(own("a")).unwrap(), b"in the making");
        tidy(Path::new("/no/such/folder"));
    }

    /// Runs beside each other never take what the other is making.
    #[test]
    fn runs_at_the_same_time_leave_each_other_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let target = folder.path().join(format!("file-{thread}"));
                scope.spawn(move || (0..50).for_each(|i: u32| whole(&target, i.to_string().as_bytes()).unwrap()));
            }
        });
        assert_eq!(names(folder.path()), ["file-0", "file-1", "file-2", "file-3"]);
    }
}
