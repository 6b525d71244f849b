//! Published series: what fetches them and adds them to scenarios.

use crate::catalog::{self, Kind};
use froth_core::Error;
use froth_core::feed::FeedFile;

pub use froth_feeds::*;

/// The feed file used where the command line names none.
pub const DEFAULT: &str = "us-public-data";

/// The feed file that a name stands for: `-` for standard input, a path, or a built-in's id.
///
/// ```
/// let feeds = froth::feeds::file("us-public-data")?;
/// assert!(feeds.feeds.iter().any(|feed| feed.id == "shiller_cape"));
/// # Ok::<(), froth::Error>(())
/// ```
///
/// # Errors
///
/// Nothing has that name, or it cannot be read; everything that is wrong with it.
pub fn file(name: &str) -> Result<FeedFile, Error> {
    FeedFile::parse(&catalog::open(Kind::Feeds, name, None)?)
}
