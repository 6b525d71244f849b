//! What a workbook was made from.

use super::{Datum, Sheet};
use froth_core::made_from::MadeFrom;

/// What it was made from: the program, texts with their digests, flags and the seed.
pub(crate) fn made_from(of: &MadeFrom) -> Sheet {
    let row = |what: &str, name: &str, from: String, digest: Option<&String>| -> Vec<Datum> {
        vec![what.into(), name.into(), from.into(), digest.cloned().into()]
    };
    let mut rows =
        vec![row("program", "froth", of.froth.clone(), None), row("command", &of.command, String::new(), None)];
    for (role, used) in of.used() {
        rows.push(row(role.as_str(), used.id.as_deref().unwrap_or_default(), used.from.clone(), Some(&used.sha256)));
    }
    for (name, value) in &of.flags {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        rows.push(row("flag", name, value, None));
    }
    rows.extend(of.seed.map(|seed| row("seed", "", seed.to_string(), None)));
    Sheet::new("made_from", &["what", "id", "from", "sha256"], rows)
}
