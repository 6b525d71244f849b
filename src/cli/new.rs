//! `froth new`: a commented file to start from.

use super::args::{NewArgs, NewKind};
use super::interrupt::Guard;
use super::output::{Done, Output};
use froth_core::diag::{Code, Diagnostic};
use froth_core::shown;
use froth_core::staged::{Staged, cannot_write, tidy_beside};
use std::io::ErrorKind;

const MODEL: &str = include_str!("starter/model.toml");
const NETWORK: &str = include_str!("starter/network.toml");
const SCENARIO: &str = include_str!("starter/scenario.toml");

pub(super) fn run(arguments: &NewArgs, output: &Output) -> Done {
    let (text, kind) = match arguments.kind {
        NewKind::Model => (MODEL, "model"),
        NewKind::Scenario => (SCENARIO, "scenario"),
        NewKind::Network => (NETWORK, "network"),
    };
    let name = shown::path(&arguments.file);
    let guard = Guard::new();
    tidy_beside(&arguments.file);
    let written = Staged::filled(&arguments.file, text.as_bytes()).and_then(Staged::place_new);
    drop(guard);
    written.map_err(|e| {
        if e.kind() == ErrorKind::AlreadyExists {
            let diagnostic = Diagnostic::error(Code::Write, format!("cannot write {name}: {e}"));
            diagnostic.help("nothing was overwritten: choose another name")
        } else {
            cannot_write(&arguments.file, &e)
        }
    })?;
    let next = match arguments.kind {
        NewKind::Model => format!("edit it, then: froth check {name}"),
        NewKind::Scenario => format!("edit it, then: froth score {name}"),
        NewKind::Network => format!("edit it, then: froth network {name} --rank"),
    };
    output.remark(&format!("wrote a {kind} to start from: {name}\n{next}"));
    Ok(())
}
