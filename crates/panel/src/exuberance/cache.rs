//! Simulated critical values, kept from one run to the next.
//!
//! A file a set of parameters. It begins with everything that the numbers depend on and ends with a checksum: what is torn,
//! foreign, or of another version is ignored and written anew. A cache never makes a run fail.

use super::Reference;
use froth_core::made_from::VERSION;
use froth_core::staged;
use froth_series::psy::{Distribution, Lag, Rows};
use std::fs;
use std::path::PathBuf;

/// To be raised when the same parameters give other numbers, or the file another order.
const FORMAT: u32 = 2;

/// A folder of simulated critical values, or none.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// What the numbers depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) rows: usize,
    pub(super) lag: Lag,
    pub(super) min_window: usize,
    pub(super) replications: usize,
    pub(super) seed: u64,
}

impl Cache {
    /// Where simulated critical values are kept for whoever runs this: `FROTH_CACHE`, else where the user's programs keep such
    /// things.
    pub fn of_user() -> Self {
        let folder = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let own = || {
            let home = || folder("HOME").map(|home| home.join(".cache"));
            Some(folder("XDG_CACHE_HOME").or_else(|| folder("LOCALAPPDATA")).or_else(home)?.join("froth"))
        };
        folder("FROTH_CACHE").or_else(own).map_or_else(Cache::none, Cache::in_folder)
    }

    /// Nothing is kept.
    pub fn none() -> Self {
        Cache { folder: None }
    }

    /// Kept in a folder, which is made when it is needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Cache { folder: Some(folder.into()) }
    }

    /// What is kept, if it is whole and of this version.
    pub(super) fn read(&self, key: &Key) -> Option<Reference> {
        decode(key, &fs::read(self.folder.as_ref()?.join(key.file())).ok()?)
    }

    /// Keeps it. Whatever goes wrong is of no consequence.
    pub(super) fn write(&self, key: &Key, reference: &Reference) {
        let Some(folder) = &self.folder else { return };
        let file = folder.join(key.file());
        let _ = fs::create_dir_all(folder).and_then(|()| staged::whole(&file, &encode(key, reference)));
    }
}

impl Key {
    fn parts(&self) -> (&'static str, usize) {
        match self.lag {
            Lag::Fixed(lag) => ("lag", lag),
            Lag::Bic(most) => ("bic", most),
            Lag::Aic(most) => ("aic", most),
        }
    }

    fn file(&self) -> String {
        let Key { rows, min_window, replications, seed, .. } = self;
        let (kind, lag) = self.parts();
        format!("psy-n{rows}-{kind}{lag}-window{min_window}-draws{replications}-seed{seed}")
    }

    /// The first bytes of its file, up to a line end.
    fn header(&self) -> Vec<u8> {
        format!("froth {} critical values {FORMAT}: {}\n", VERSION, self.file()).into_bytes()
    }
}

fn encode(key: &Key, reference: &Reference) -> Vec<u8> {
    let parts: [Vec<f64>; 6] = [
        reference.line.iter().flatten().copied().collect(),
        reference.first_line.iter().flatten().copied().collect(),
        reference.rows.iter().flat_map(Rows::numbers).collect(),
        reference.adf.sorted().to_vec(),
        reference.sadf.sorted().to_vec(),
        reference.gsadf.sorted().to_vec(),
    ];
    let mut bytes = key.header();
    for part in &parts {
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend(part.iter().flat_map(|x| x.to_le_bytes()));
    }
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

fn decode(key: &Key, bytes: &[u8]) -> Option<Reference> {
    let (content, sum) = bytes.split_last_chunk::<8>()?;
    if checksum(content) != u64::from_le_bytes(*sum) {
        return None;
    }
    let mut rest = content.strip_prefix(key.header().as_slice())?;
    let mut part = || -> Option<Vec<f64>> {
        let (count, after) = rest.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*count)).ok()?.checked_mul(8)?;
        let numbers = after.get(..length)?;
        rest = &after[length..];
        let (numbers, _) = numbers.as_chunks::<8>();
        Some(numbers.iter().map(|x| f64::from_le_bytes(*x)).collect())
    };
    let (line, first, rows) = (part()?, part()?, part()?);
    let (adf, sadf, gsadf) = (part()?, part()?, part()?);
    let ((line, odd), (first, odder)) = (line.as_chunks::<3>(), first.as_chunks::<3>());
    let rows = Rows::of_numbers(key.replications, &rows)?;
    if !odd.is_empty() || !odder.is_empty() || !rest.is_empty() || [first.len(), rows.len()] != [line.len(); 2] {
        return None;
    }
    Some(Reference {
        line: line.to_vec(),
        first_line: first.to_vec(),
        rows: Some(rows),
        adf: Distribution::new(adf).ok()?,
        sadf: Distribution::new(sadf).ok()?,
        gsadf: Distribution::new(gsadf).ok()?,
    })
}

/// FNV-1a of 64 bits: enough against accidents.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key { rows: 100, lag: Lag::Fixed(0), min_window: 19, replications: 3, seed: 1 };

    fn reference() -> Reference {
        let of = |x: f64| Distribution::new(vec![x, x + 1.0, x + 2.0]).unwrap();
        let line = vec![[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]];
        let rows = Rows::of_numbers(3, &[0.5; 76]);
        Reference { first_line: line.clone(), line, rows, adf: of(-2.0), sadf: of(0.0), gsadf: of(1.0) }
    }

    #[test]
    fn what_is_kept_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::in_folder(folder.path().join("deep/er"));
        assert_eq!(cache.read(&KEY), None);
        cache.write(&KEY, &reference());
        assert_eq!(cache.read(&KEY), Some(reference()));
        assert_eq!(fs::read_dir(folder.path().join("deep/er")).unwrap().count(), 1, "nothing else is left");
        assert_eq!(cache.read(&Key { lag: Lag::Bic(0), ..KEY }), None);
        assert_eq!(cache.read(&Key { seed: 2, ..KEY }), None);
        Cache::none().write(&KEY, &reference());
        assert_eq!(Cache::none().read(&KEY), None);
    }

    #[test]
    fn torn_foreign_and_older_files_are_no_cache() {
        let whole = encode(&KEY, &reference());
        assert!(decode(&KEY, &whole).is_some());
        for length in 0..whole.len() {
            assert_eq!(decode(&KEY, &whole[..length]), None, "{length} bytes");
        }
        for place in 0..whole.len() {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            assert_eq!(decode(&KEY, &changed), None, "byte {place}");
        }
        // Another version or another set of parameters, whole by itself.
        assert_eq!(decode(&Key { rows: 101, ..KEY }, &whole), None);
        let mut older = String::from_utf8_lossy(b"froth 0.0.0").into_owned().into_bytes();
        older.extend(checksum(&older).to_le_bytes());
        assert_eq!(decode(&KEY, &older), None);
    }

    #[test]
    fn a_folder_that_cannot_be_used_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "mine").unwrap();
        let cache = Cache::in_folder(&file);
        cache.write(&KEY, &reference());
        assert_eq!(cache.read(&KEY), None);
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }
}
