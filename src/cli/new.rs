//! `froth new`: a commented file to start from.

use super::args::{NewArgs, NewKind};
use super::output::{Done, Output};
use crate::diag::{Code, Diagnostic};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

const MODEL: &str = include_str!("starter/model.toml");
const SCENARIO: &str = include_str!("starter/scenario.toml");

pub(super) fn run(arguments: &NewArgs, output: &Output) -> Done {
    let (text, kind) = match arguments.kind {
        NewKind::Model => (MODEL, "model"),
        NewKind::Scenario => (SCENARIO, "scenario"),
    };
    let name = arguments.file.display().to_string();
    let mut file = OpenOptions::new().write(true).create_new(true).open(&arguments.file).map_err(|e| {
        let diagnostic = Diagnostic::error(Code::Write, format!("cannot write {name}: {e}"));
        if e.kind() == ErrorKind::AlreadyExists {
            diagnostic.help("nothing was overwritten: choose another name")
        } else {
            diagnostic
        }
    })?;
    if let Err(e) = file.write_all(text.as_bytes()) {
        // Half a file is worse than none.
        let _ = std::fs::remove_file(&arguments.file);
        return Err(Diagnostic::error(Code::Write, format!("cannot write {name}: {e}")).into());
    }
    let next = match arguments.kind {
        NewKind::Model => format!("edit it, then: froth check {name}"),
        NewKind::Scenario => format!("edit it, then: froth score {name}"),
    };
    output.remark(&format!("wrote a {kind} to start from: {name}\n{next}"));
    Ok(())
}
