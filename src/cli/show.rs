//! `froth show`: the TOML of a built-in.

use super::args::ShowArgs;
use super::output::{Done, Output, text};
use crate::catalog::{self, Builtin, Kind};
use froth_core::diag::{Code, Diagnostic, did_you_mean};

pub(super) fn run(arguments: &ShowArgs, _: &Output) -> Done {
    let all = catalog::builtins();
    // A feed file may be called like the model that it is for.
    let is = |b: &&Builtin| b.id == arguments.id || b.kind == Kind::Feeds && arguments.id == format!("feeds/{}", b.id);
    if let Some(builtin) = all.iter().find(is) {
        return text(builtin.text);
    }
    let help = did_you_mean(&arguments.id, "built-ins", all.iter().map(|b| b.id));
    let message = format!("nothing built in is called `{}`", arguments.id);
    Err(Diagnostic::error(Code::UnknownId, message).help(help).into())
}
