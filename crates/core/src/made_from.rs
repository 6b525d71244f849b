//! What a result was made from: the program's version, the texts and data files with their digests, flags and seed.
//!
//! Every result that leaves the program as a document carries one, so that it can be made again, and so that a reader
//! sees which of the files has changed since. It says nothing about when or where: the same input gives the same bytes.
//!
//! ```
//! use froth_core::{example, made_from::MadeFrom};
//! let made = MadeFrom::new("score").model(&example::model()).flag("min_coverage", Some(0.6)).seed(1);
//! assert_eq!(made.models[0].from, "model");
//! assert_eq!(made.models[0].sha256.len(), 64);
//! assert_eq!(made.min_coverage(), Some(0.6));
//! ```

use crate::catalog;
use crate::diag::SourceFile;
use crate::feed::FeedFile;
use crate::kept::Kept;
use crate::model::Model;
use crate::network::Network;
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a result was made from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MadeFrom {
    /// The version of the program.
    pub froth: String,
    /// The command: `score`, `report`.
    pub command: String,
    /// The models.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<Used>,
    /// The scenarios, each with the files that it extends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<Used>,
    /// Networks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub networks: Vec<Used>,
    /// Feed files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feeds: Vec<Used>,
    /// Files of shocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shocks: Vec<Used>,
    /// Tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Used>,
    /// What was asked for and changes the result, defaults included; what is off or left to the model is not here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub flags: BTreeMap<String, Value>,
    /// What random numbers start from, where any are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

/// A text or a table that was used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// The id that the text gives itself; a table has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What opens it: a built-in's id, a path as it was given, or `-`.
    pub from: String,
    /// SHA-256 of its bytes in hexadecimal digits.
    pub sha256: String,
    /// The files that a scenario extends, the next one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extends: Vec<Used>,
    /// The file of a report's folder that holds a copy which stands by itself, with the day that it is cut at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
}

impl Used {
    /// A text by what opens it.
    pub fn text(id: impl Into<Option<String>>, source: &SourceFile) -> Self {
        let sha256 = sha256(source.text().as_bytes());
        Used { id: id.into(), from: catalog::reference(source), sha256, ..Used::default() }
    }

    /// A text and those that it extends.
    fn chain(id: &str, source: &SourceFile, bases: &[Arc<SourceFile>]) -> Self {
        let extends = bases.iter().map(|base| Used::text(None, base)).collect();
        Used { extends, ..Used::text(id.to_owned(), source) }
    }
}

impl MadeFrom {
    /// A result of a command of this program, so far made from nothing.
    pub fn new(command: &str) -> Self {
        MadeFrom { froth: VERSION.to_owned(), command: command.to_owned(), ..MadeFrom::default() }
    }

    /// Made with a model, which is named once.
    #[must_use]
    pub fn model(mut self, model: &Model) -> Self {
        let used = Used::text(model.id.clone(), &model.source);
        if !self.models.contains(&used) {
            self.models.push(used);
        }
        self
    }

    /// Made from scenarios; each is named once.
    #[must_use]
    pub fn scenarios<'a>(mut self, scenarios: impl IntoIterator<Item = &'a Scenario>) -> Self {
        for scenario in scenarios {
            let used = Used::chain(&scenario.id, &scenario.source, &scenario.bases);
            if !self.scenarios.contains(&used) {
                self.scenarios.push(used);
            }
        }
        self
    }

    /// With copies of what is named so far in a folder beside the result.
    #[must_use]
    pub fn keeping(mut self, kept: &Kept, folder: &str) -> Self {
        for model in &mut self.models {
            model.kept = Some(format!("{folder}/{}", kept.model));
        }
        for scenario in &mut self.scenarios {
            let file = scenario.id.as_ref().and_then(|id| kept.scenarios.get(id));
            scenario.kept = file.map(|file| format!("{folder}/{file}"));
        }
        for network in &mut self.networks {
            let file = network.id.as_ref().and_then(|id| kept.networks.get(id));
            network.kept = file.map(|file| format!("{folder}/{file}"));
        }
        self
    }

    /// Made from a network.
    #[must_use]
    pub fn network(mut self, network: &Network) -> Self {
        self.networks.push(Used::text(network.id.clone(), &network.source));
        self
    }

    /// Made from a feed file.
    #[must_use]
    pub fn feeds(mut self, feeds: &FeedFile) -> Self {
        self.feeds.push(Used::text(feeds.id.clone(), &feeds.source));
        self
    }

    /// Made with the shocks of a file and of those that it extends, too.
    pub fn add_shocks(&mut self, id: &str, source: &SourceFile, bases: &[Arc<SourceFile>]) {
        self.shocks.push(Used::chain(id, source, bases));
    }

    /// Made from a table, whose digest is taken by reading it from beginning to end.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn data(mut self, path: &Path) -> std::io::Result<Self> {
        let sha256 = sha256_of_file(path)?;
        self.data.push(Used { from: path.display().to_string(), sha256, ..Used::default() });
        Ok(self)
    }

    /// Made with a flag; nothing, `false` and an empty list are no flag.
    #[must_use]
    pub fn flag(mut self, name: &str, value: impl Serialize) -> Self {
        // Flags are numbers, texts and lists of these: this cannot fail.
        let value = serde_json::to_value(value).unwrap_or_default();
        let off = value.is_null() || value == Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty);
        if !off {
            self.flags.insert(name.to_owned(), value);
        }
        self
    }

    /// Made from random numbers that start from a seed.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The flag `min_coverage`: the share of a dimension's weight that had to have data; none: the model's own.
    pub fn min_coverage(&self) -> Option<f64> {
        self.flags.get("min_coverage").and_then(Value::as_f64)
    }

    /// Whether a flag without a value was given.
    pub fn is_set(&self, flag: &str) -> bool {
        self.flags.get(flag) == Some(&Value::Bool(true))
    }

    /// What was given for a flag that may be given several times.
    pub fn listed(&self, flag: &str) -> Vec<String> {
        let items = self.flags.get(flag).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Everything that was used, with what it is, scenarios before what they extend.
    pub fn used(&self) -> Vec<(Role, &Used)> {
        let all = [
            (Role::Model, &self.models),
            (Role::Scenario, &self.scenarios),
            (Role::Network, &self.networks),
            (Role::Feeds, &self.feeds),
            (Role::Shock, &self.shocks),
            (Role::Data, &self.data),
        ];
        let mut flat = Vec::new();
        for (role, used) in all.into_iter().flat_map(|(role, list)| list.iter().map(move |u| (role, u))) {
            flat.push((role, used));
            flat.extend(used.extends.iter().map(|base| (Role::Base, base)));
        }
        flat
    }
}

/// What something was used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What is measured.
    Model,
    /// What was observed.
    Scenario,
    /// Who owes whom.
    Network,
    /// Where series are published.
    Feeds,
    /// What a scenario extends.
    Base,
    /// What was done to a scenario.
    Shock,
    /// A table.
    Data,
}

impl Role {
    /// Its name in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Model => "model",
            Role::Scenario => "scenario",
            Role::Network => "network",
            Role::Feeds => "feeds",
            Role::Base => "base",
            Role::Shock => "shock",
            Role::Data => "data",
        }
    }
}

/// The digest of some bytes (FIPS 180-4), in hexadecimal digits: what `sha256sum` prints.
///
/// ```
/// use froth_core::made_from::sha256;
/// assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The digest of a file that may be larger than memory.
///
/// # Errors
///
/// The file cannot be read.
pub fn sha256_of_file(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&hasher.finalize())),
            n => hasher.update(&buffer[..n]),
        }
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    let mut text = String::with_capacity(2 * digest.len());
    for byte in digest {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages of FIPS 180-4's examples and of NIST's test vectors.
    #[test]
    fn digests_are_the_published_ones() {
        let of = |message: &[u8], digest: &str| assert_eq!(sha256(message), digest);
        of(b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        of(two_blocks, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        let million = vec![b'a'; 1_000_000];
        of(&million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        std::fs::write(&file, &million).unwrap();
        assert_eq!(sha256_of_file(&file).unwrap(), sha256(&million));
    }

    #[test]
    fn documents_come_back_and_names_alone_do_not() {
        let used = |from: &str| Used { from: from.to_owned(), sha256: "00".to_owned(), ..Used::default() };
        let scenario = Used { id: Some("s".to_owned()), extends: vec![used("base.toml")], ..used("./s.toml") };
        let made = MadeFrom { scenarios: vec![scenario], ..MadeFrom::new("report") };
        let made = made.flag("lang", "en").flag("real_time", false).flag("without", Vec::<String>::new()).seed(1);
        assert_eq!(made.flags.keys().collect::<Vec<_>>(), ["lang"]);
        let text = serde_json::to_string(&made).unwrap();
        assert_eq!(serde_json::from_str::<MadeFrom>(&text).unwrap(), made);
        assert_eq!(made.used().iter().map(|(role, _)| role.as_str()).collect::<Vec<_>>(), ["scenario", "base"]);
        let names = r#"{ "froth": "0.1.0", "command": "report", "scenarios": ["ai-2025q4"] }"#;
        assert!(serde_json::from_str::<MadeFrom>(names).is_err());
    }
}
