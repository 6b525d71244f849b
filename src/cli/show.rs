//! `froth show`: the TOML of a built-in.

use super::args::ShowArgs;
use super::output::{Done, Output};
use crate::catalog;
use crate::diag::{Code, Diagnostic, did_you_mean};

pub(super) fn run(arguments: &ShowArgs, output: &Output) -> Done {
    let all = catalog::builtins();
    match all.iter().find(|b| b.id == arguments.id) {
        Some(builtin) => output.text(builtin.text),
        None => {
            let help = did_you_mean(&arguments.id, "built-ins", all.iter().map(|b| b.id));
            Err(Diagnostic::error(Code::UnknownId, format!("nothing built in is called `{}`", arguments.id))
                .help(help)
                .into())
        }
    }
}
