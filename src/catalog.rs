//! The models, scenarios, networks and feed files built into the program.

use froth_core::Error;
use froth_core::analysis::Analysis;
use froth_core::diag::SourceFile;
use froth_core::model::Model;
use froth_core::network::Network;
use froth_core::published::Published;
use froth_core::scenario::Scenario;
use include_dir::{Dir, include_dir};
use std::path::Path;
use std::sync::{Arc, LazyLock};

pub use froth_core::catalog::{Builtin, Catalog, Kind, Open, files_only, is_path, kind_of, reference, split_day};

static INDICATORS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/indicators");
static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");
static FEEDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/feeds");

/// What publications print of the time after run-ups.
const AFTER_RUN_UPS: &str = include_str!("../evidence/after-run-ups.toml");

/// The folder of networks, among the scenarios.
const NETWORKS: &str = "networks";

/// The model used where neither the command line nor the scenario names one.
pub const DEFAULT_MODEL: &str = "four-dimensions";

/// What is built in.
pub fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
        let mut files = Vec::new();
        for (kind, dir) in [(Kind::Model, &INDICATORS), (Kind::Scenario, &SCENARIOS), (Kind::Feeds, &FEEDS)] {
            collect(kind, dir, &mut files);
        }
        Catalog::new(files)
    });
    &CATALOG
}

fn collect(kind: Kind, dir: &'static Dir<'static>, all: &mut Vec<Builtin>) {
    for file in dir.files().filter(|f| f.path().extension().is_some_and(|e| e == "toml")) {
        let id = file.path().file_stem().and_then(|s| s.to_str());
        let group = file.path().parent().and_then(Path::to_str);
        let kind = if group == Some(NETWORKS) { Kind::Network } else { kind };
        if let (Some(id), Some(group), Some(text)) = (id, group, file.contents_utf8()) {
            all.push(Builtin { id, kind, group, text });
        }
    }
    for inner in dir.dirs() {
        collect(kind, inner, all);
    }
}

/// Every built-in: models first, then scenarios by group and id, then networks, then feed files.
pub fn builtins() -> &'static [Builtin] {
    catalog().builtins()
}

/// The built-in with this id.
pub fn builtin(kind: Kind, id: &str) -> Option<Builtin> {
    catalog().builtin(kind, id)
}

/// Opens what a name stands for: `-` for standard input, a path, or a built-in's id.
/// A relative path starts from `folder`; built-ins have none and know ids only.
///
/// # Errors
///
/// Nothing has that name, or it cannot be read.
pub fn open(kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Error> {
    catalog().open(kind, name, folder)
}

/// The model that a name stands for: a built-in's id, a path, or `-`.
///
/// ```
/// assert_eq!(froth::catalog::model("four-dimensions")?.id, "four-dimensions");
/// # Ok::<(), froth::Error>(())
/// ```
///
/// # Errors
///
/// Nothing has that name, it cannot be read, or it is no valid model.
pub fn model(name: &str) -> Result<Model, Error> {
    Ok(Model::parse(&open(Kind::Model, name, None)?)?.0)
}

/// The scenario that a name stands for: a built-in's id, a path, or `-`.
///
/// ```
/// assert_eq!(froth::catalog::scenario("ai-2026q3")?.as_of.to_string(), "2026-09-30");
/// # Ok::<(), froth::Error>(())
/// ```
///
/// # Errors
///
/// Nothing has that name, it cannot be read, or it is no valid scenario.
pub fn scenario(name: &str) -> Result<Scenario, Error> {
    Ok(Scenario::load(&open(Kind::Scenario, name, None)?, &open)?.0)
}

/// The network that a name stands for: a built-in's id, a path, or `-`.
///
/// ```
/// assert!(froth::catalog::network("ai-financing-2026q3")?.node("openai").is_some());
/// # Ok::<(), froth::Error>(())
/// ```
///
/// # Errors
///
/// Nothing has that name, it cannot be read, or it is no valid network.
pub fn network(name: &str) -> Result<Network, Error> {
    Ok(Network::parse(&open(Kind::Network, name, None)?)?.0)
}

/// The built-in scenarios of a group: those that others are held against, what-ifs.
///
/// ```
/// assert!(froth::catalog::group("what-if").iter().all(|s| !s.shocks.is_empty()));
/// ```
pub fn group(name: &str) -> Vec<Scenario> {
    let of_group = builtins().iter().filter(|b| b.kind == Kind::Scenario && b.group == name);
    of_group.filter_map(|b| Scenario::load(&b.source(), &open).ok()).map(|(scenario, _)| scenario).collect()
}

/// What publications print of the time after run-ups: shares of past cases, each with its source.
///
/// ```
/// assert!(froth::catalog::published()?.rates.iter().all(|rate| !rate.source.is_empty()));
/// # Ok::<(), froth::Error>(())
/// ```
///
/// # Errors
///
/// None, as long as the file that is built in is sound.
pub fn published() -> Result<Published, Error> {
    Published::parse(&SourceFile::new("after-run-ups.toml", AFTER_RUN_UPS))
}

/// An analysis with what a report shows beside it: the built-in eras on the same scale, what-ifs, and published shares.
///
/// # Errors
///
/// The newest scenario cannot be scored.
pub fn beside(analysis: Analysis<'_>) -> Result<Analysis<'_>, Error> {
    let [yardsticks, what_ifs] = ["calibration", "what-if"].map(group);
    let analysis = analysis.beside(&yardsticks.iter().collect::<Vec<_>>(), &what_ifs.iter().collect::<Vec<_>>())?;
    Ok(analysis.with_published(&published()?))
}

/// Every scenario that is built in.
pub fn scenarios() -> Vec<Scenario> {
    let all = builtins().iter().filter(|b| b.kind == Kind::Scenario);
    all.filter_map(|b| Scenario::load(&b.source(), &open).ok()).map(|(scenario, _)| scenario).collect()
}
