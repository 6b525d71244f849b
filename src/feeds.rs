//! Published series: the feed files that are built in, and what fetches them and adds them to scenarios.

use froth_core::Error;
use froth_core::catalog::is_path;
use froth_core::diag::{Code, Diagnostic, SourceFile, did_you_mean};
use froth_core::format::{read_file, read_from};
use include_dir::{Dir, include_dir};
use std::path::Path;
use std::sync::Arc;

pub use froth_feeds::*;

static FEEDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/feeds");

/// The feed file used where the command line names none.
pub const DEFAULT: &str = "four-dimensions";

/// The ids of the feed files that are built in, in order.
pub fn ids() -> Vec<&'static str> {
    let mut ids: Vec<&str> = FEEDS.files().filter_map(|file| file.path().file_stem()?.to_str()).collect();
    ids.sort_unstable();
    ids
}

/// Opens what a name stands for: `-` for standard input, a path, or a built-in's id.
///
/// ```
/// use froth::feed::FeedFile;
///
/// let feeds = FeedFile::parse(&froth::feeds::open("four-dimensions")?)?;
/// assert!(feeds.feeds.iter().any(|feed| feed.id == "shiller_cape"));
/// # Ok::<(), froth::Error>(())
/// ```
///
/// # Errors
///
/// Nothing has that name, or it cannot be read.
pub fn open(name: &str) -> Result<Arc<SourceFile>, Error> {
    if name == "-" {
        return read_from(std::io::stdin().lock(), "<stdin>");
    }
    if is_path(name) {
        return read_file(Path::new(name));
    }
    let file = format!("{name}.toml");
    let text = FEEDS.get_file(&file).and_then(|found| found.contents_utf8());
    text.map(|text| SourceFile::new(format!("feeds/{file}"), text)).ok_or_else(|| {
        let help = did_you_mean(name, "feed files", ids());
        Diagnostic::error(Code::UnknownId, format!("no built-in feed file is called `{name}`")).help(help).into()
    })
}
