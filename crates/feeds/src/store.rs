//! A folder of raw answers, and the lock that says where each came from. Answers are called by their SHA-256, so that a
//! changed byte is seen; the lock is replaced whole, after its answer is in place.

use crate::points::Kept;
use crate::publisher::Place;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::format::Day;
use froth_core::made_from::sha256;
use froth_core::staged::{self, cannot_write};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const LOCK: &str = "froth.lock";
const ANSWERS: &str = "answers";

/// One answer of a publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who gave it.
    pub publisher: String,
    /// The address that it stands for.
    pub url: String,
    /// The server that was asked instead of the publisher's own.
    pub base: Option<String>,
    /// The day on which it was fetched.
    pub retrieved: Date,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// How long it is.
    pub bytes: u64,
    /// When the publisher says that it was last changed.
    pub vintage: Option<String>,
    /// What its publisher allows.
    pub licence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LockFile {
    schema: u64,
    #[serde(default)]
    answer: Vec<AnswerFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerFile {
    publisher: String,
    url: String,
    base: Option<String>,
    retrieved: Day,
    sha256: String,
    bytes: u64,
    vintage: Option<String>,
    licence: String,
}

/// A folder of answers.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
    answers: BTreeMap<String, Answer>,
}

impl Store {
    /// Opens a store; one that is not there yet is empty.
    ///
    /// # Errors
    ///
    /// Its lock cannot be read.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Ok(Store { folder: folder.to_owned(), answers: read_lock(&folder.join(LOCK))? })
    }

    /// What is known of the file at an address.
    pub fn answer(&self, url: &str) -> Option<&Answer> {
        self.answers.get(url)
    }

    /// Every answer, by address.
    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.answers.values()
    }

    /// The file of an answer, whose bytes are those that were fetched.
    ///
    /// # Errors
    ///
    /// It is gone, or another: with its name.
    pub fn checked(&self, answer: &Answer) -> Result<PathBuf, Error> {
        let path = self.path(&answer.sha256);
        let name = path.display();
        let help = "remove it and fetch again, or take it from where the store was copied from";
        let bytes = fs::read(&path).map_err(|e| {
            Diagnostic::error(Code::Store, format!("{name}, the answer of {}, cannot be read: {e}", answer.url))
                .help(help)
        })?;
        if bytes.len() as u64 != answer.bytes || sha256(&bytes) != answer.sha256 {
            let message = format!("{name}, the answer of {}, has been changed since it was fetched", answer.url);
            return Err(Diagnostic::error(Code::Store, message).help(help).into());
        }
        Ok(path)
    }

    /// The answers that a feed is read from: the one with every publication where that is there.
    ///
    /// # Errors
    ///
    /// One is not in the store, or is another than was fetched.
    pub(crate) fn kept(&self, place: &Place) -> Result<Vec<Kept>, Error> {
        let keyed = place.keyed.as_ref().filter(|url| self.answer(url).is_some());
        let urls = keyed.map_or(place.urls.as_slice(), std::slice::from_ref);
        let mut all = Vec::new();
        for url in urls {
            let Some(answer) = self.answer(url) else {
                let message = format!("{url} is not in the store");
                return Err(Diagnostic::error(Code::Store, message).help("fetch it first, without --offline").into());
            };
            all.push((answer.clone(), self.checked(answer)?));
        }
        Ok(all)
    }

    fn path(&self, sha256: &str) -> PathBuf {
        self.folder.join(ANSWERS).join(sha256)
    }

    /// Puts bytes where the answer with their digest belongs, and gives both.
    pub(crate) fn put(&self, bytes: &[u8]) -> Result<(PathBuf, String), Error> {
        let digest = sha256(bytes);
        let path = self.path(&digest);
        let failed = |e: std::io::Error| cannot_write(&path, &e);
        if !fs::read(&path).is_ok_and(|there| there == bytes) {
            fs::create_dir_all(self.folder.join(ANSWERS)).map_err(failed)?;
            staged::whole(&path, bytes).map_err(failed)?;
        }
        Ok((path, digest))
    }

    /// Removes an answer that no line of the lock names: one that could not be used.
    pub(crate) fn discard(&self, sha256: &str) {
        if self.answers.values().all(|answer| answer.sha256 != sha256) {
            let _ = fs::remove_file(self.path(sha256));
        }
    }

    /// Enters an answer that is in its place into the lock, instead of another address's where the two give the same series.
    pub(crate) fn enter(&mut self, answer: Answer, instead: Option<&str>) -> Result<(), Error> {
        let lock = self.folder.join(LOCK);
        // Another run may have added to it meanwhile.
        self.answers = read_lock(&lock)?;
        if let Some(other) = instead {
            self.answers.remove(other);
        }
        self.answers.insert(answer.url.clone(), answer);
        staged::whole(&lock, lock_text(&self.answers).as_bytes()).map_err(|e| cannot_write(&lock, &e).into())
    }
}

fn read_lock(path: &Path) -> Result<BTreeMap<String, Answer>, Error> {
    let name = path.display();
    let help = "remove the lock and fetch again; answers that it named stay where they are";
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(e) => return Err(Diagnostic::error(Code::Store, format!("cannot read {name}: {e}")).into()),
    };
    let broken = |what: &str| Diagnostic::error(Code::Store, format!("{name} is no lock: {what}")).help(help);
    let file: LockFile = toml::from_str(&text).map_err(|e| broken(e.message()))?;
    if file.schema != 1 {
        return Err(broken("its schema is not 1").into());
    }
    let mut answers = BTreeMap::new();
    for line in file.answer {
        // The digest becomes part of a path.
        if line.sha256.len() != 64 || !line.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(broken(&format!("the sha256 of {} is none", line.url)).into());
        }
        let AnswerFile { publisher, url, base, retrieved, sha256, bytes, vintage, licence } = line;
        let answer = Answer { publisher, url, base, retrieved: retrieved.0, sha256, bytes, vintage, licence };
        answers.insert(answer.url.clone(), answer);
    }
    Ok(answers)
}

fn lock_text(answers: &BTreeMap<String, Answer>) -> String {
    let mut text = String::from("# What froth fetch has kept: answers/SHA256 holds each as it came.\nschema = 1\n");
    let quoted = |text: &str| toml_edit::Value::from(text).to_string();
    for answer in answers.values() {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "\n[[answer]]\npublisher = {}", quoted(&answer.publisher));
        let _ = writeln!(text, "url = {}", quoted(&answer.url));
        if let Some(base) = &answer.base {
            let _ = writeln!(text, "base = {}", quoted(base));
        }
        let _ = writeln!(text, "retrieved = {}\nsha256 = {}", answer.retrieved, quoted(&answer.sha256));
        let _ = writeln!(text, "bytes = {}", answer.bytes);
        if let Some(vintage) = &answer.vintage {
            let _ = writeln!(text, "vintage = {}", quoted(vintage));
        }
        let _ = writeln!(text, "licence = {}", quoted(&answer.licence));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered(folder: &Path) -> (Store, Answer) {
        let mut store = Store::open(folder).unwrap();
        let (_, sha256) = store.put(b"date,x\n2020-01-31,1\n").unwrap();
        let answer = Answer {
            publisher: "csv".to_owned(),
            url: "https://example.org/\"a\".csv".to_owned(),
            base: Some("http://127.0.0.1:1".to_owned()),
            retrieved: jiff::civil::date(2026, 11, 29),
            sha256,
            bytes: 20,
            vintage: None,
            licence: "none\nstated".to_owned(),
        };
        store.enter(answer.clone(), None).unwrap();
        (store, answer)
    }

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let (_, answer) = entered(folder.path());
        let again = Store::open(folder.path()).unwrap();
        assert_eq!(again.answers().collect::<Vec<_>>(), [&answer]);
        assert!(again.checked(&answer).is_ok());
    }

    #[test]
    fn a_changed_byte_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let (store, answer) = entered(folder.path());
        fs::write(store.path(&answer.sha256), b"date,x\n2020-01-31,2\n").unwrap();
        let said = store.checked(&answer).unwrap_err().to_string();
        assert!(said.contains(&answer.sha256) && said.contains("has been changed since it was fetched"), "{said}");
    }

    #[test]
    fn a_digest_that_is_a_path_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        entered(folder.path());
        let lock = folder.path().join(LOCK);
        let text = fs::read_to_string(&lock).unwrap();
        let at = text.find("sha256 = \"").unwrap() + 10;
        fs::write(&lock, format!("{}../../x{}", &text[..at], &text[at + 64..])).unwrap();
        assert!(Store::open(folder.path()).unwrap_err().to_string().contains("is no lock"));
    }
}
