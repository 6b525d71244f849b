//! `froth show`: the TOML of a built-in.

use super::args::ShowArgs;
use super::output::{Done, Output, text};
use crate::catalog;
use froth_core::diag::{Code, Diagnostic, did_you_mean};

pub(super) fn run(arguments: &ShowArgs, _: &Output) -> Done {
    let all = catalog::builtins();
    if let Some(builtin) = all.iter().find(|b| b.id == arguments.id) {
        return text(builtin.text);
    }
    let help = did_you_mean(&arguments.id, "built-ins", all.iter().map(|b| b.id));
    let message = format!("nothing built in is called `{}`", arguments.id);
    Err(Diagnostic::error(Code::UnknownId, message).help(help).into())
}
