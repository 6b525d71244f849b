//! `froth show`: the TOML of a built-in, or a model with its defaults written out.

use super::args::ShowArgs;
use super::load;
use super::output::{Done, Output, text};
use crate::catalog;
use froth_core::diag::{Code, Diagnostic, did_you_mean};
use froth_core::model::resolved;

pub(super) fn run(arguments: &ShowArgs, output: &Output) -> Done {
    if arguments.resolved {
        // Only of a model in which nothing is wrong can be said what it comes to.
        let (model, warnings) = load::model(&arguments.id)?;
        output.findings(&warnings);
        return text(&resolved(&model.source)?);
    }
    let all = catalog::builtins();
    if let Some(builtin) = all.iter().find(|b| b.id == arguments.id) {
        return text(builtin.text);
    }
    let help = did_you_mean(&arguments.id, "built-ins", all.iter().map(|b| b.id));
    let message = format!("nothing built in is called `{}`", arguments.id);
    Err(Diagnostic::error(Code::UnknownId, message).help(help).into())
}
