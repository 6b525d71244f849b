//! Arguments of what fetches published series: data only.

use super::LangArgs;
use clap::Args;
use froth_core::feed::Publisher;
use froth_feeds::Base;
use std::path::PathBuf;

/// Where answers are kept, and how they are asked for.
#[derive(Debug, Args)]
pub(crate) struct StoreArgs {
    /// Folder of the answers and of froth.lock, which says where and when each was had
    #[arg(long, value_name = "DIR", default_value = ".froth")]
    pub(crate) store: PathBuf,
    /// Ask nobody: read what the store holds, and refuse what was changed in it
    #[arg(long)]
    pub(crate) offline: bool,
    /// Only this series; several times for several
    #[arg(long, value_name = "ID")]
    pub(crate) only: Vec<String>,
    /// Ask another server instead of a publisher's own: fred=http://127.0.0.1:8080
    #[arg(long, value_name = "PUBLISHER=URL", value_parser = base)]
    pub(crate) base: Vec<Base>,
}

/// Fetches published series, and keeps the answers as they came.
///
/// Each answer is checked and read before it counts: one that is no data leaves the one before it in place.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth fetch
  froth fetch my-feeds.toml --only gdp_usd_bn --only shiller_cape
  froth fetch us-equities-data --store ~/froth --offline

FEEDS says where each series is published. HTTPS_PROXY and NO_PROXY are heeded; FROTH_CONTACT, a name and an address for mail,
is told to publishers: EDGAR answers nobody without. With a key in FRED_API_KEY, FRED also says what was known when. Exit with 1 if a file could not be had or read; what else was fetched is kept.")]
pub(crate) struct FetchArgs {
    /// A feed file: a built-in id, a path, or - for standard input
    #[arg(value_name = "FEEDS", default_value = crate::feeds::DEFAULT)]
    pub(crate) feeds: String,
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    #[command(flatten)]
    pub(crate) lang: LangArgs,
}

/// Adds what was fetched to a scenario's series, with sources and days; comments and order stay.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth fetch && froth update mine.toml --dry-run
  froth update mine.toml --feeds my-feeds.toml --revise

Points after the last one of a series are added, none after as_of. What a publisher has revised is shown, and written with
--revise. What the store does not hold is fetched first, unless --offline is given. Exit with 1 if a feed could not be had or
read; the others are written.")]
pub(crate) struct UpdateArgs {
    /// The scenario's file
    #[arg(value_name = "SCENARIO.toml")]
    pub(crate) scenario: PathBuf,
    /// A feed file: a built-in id, a path, or - for standard input
    #[arg(long, value_name = "FEEDS", default_value = crate::feeds::DEFAULT)]
    pub(crate) feeds: String,
    /// Say what would be changed, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Also write points that were revised since
    #[arg(long)]
    pub(crate) revise: bool,
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    #[command(flatten)]
    pub(crate) lang: LangArgs,
}

fn base(text: &str) -> Result<Base, String> {
    let all = Publisher::ALL;
    let (name, url) = text.split_once('=').ok_or("write PUBLISHER=URL, such as fred=http://127.0.0.1:8080")?;
    let known = || all.map(Publisher::as_str).join(", ");
    let publisher = all.into_iter().find(|publisher| publisher.as_str() == name);
    let publisher = publisher.ok_or_else(|| format!("no publisher is called {name}: there are {}", known()))?;
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err("an address begins with http:// or https://".to_owned());
    }
    Ok(Base { publisher, url: url.to_owned() })
}
