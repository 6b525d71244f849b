//! `froth serve`: the what-if page.

use super::args::ServeArgs;
use super::interrupt::{self, Guard};
use super::output::{Done, Output, text};
use crate::catalog::{self, Kind, kind_of};
use crate::serve::{Server, Start};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_core::network::Network;
use froth_core::scenario::Scenario;

pub(super) fn run(arguments: &ServeArgs, output: &Output) -> Done {
    let mut findings = Diagnostics::new();
    let mut start = Vec::new();
    for name in &arguments.scenarios {
        match looked_at(name) {
            Ok(scenario) => start.push(scenario),
            Err(e) => findings.extend(e.into_findings()),
        }
    }
    if findings.has_errors() {
        return Err(findings.sorted().into());
    }
    let server = Server::bind(arguments.bind, arguments.port, &start)?;
    let address = server.address();
    if !address.ip().is_loopback() {
        let message = format!("anyone who can reach {} can use the page, and this machine's time", address.ip());
        let warning = Diagnostic::warning(Code::Write, message)
            .help("there is no password; without --bind only this machine reaches it");
        output.findings(&warning.into());
    }
    let url = format!("http://{address}/");
    let _guard = Guard::new();
    text(&format!("{url}\n"))?;
    output.remark("Ctrl-C ends it");
    if arguments.open && open::that_detached(&url).is_err() {
        output.remark("no browser could be opened: open the address yourself");
    }
    server.run(interrupt::asked());
    Ok(())
}

/// A scenario or a network that can be shown: what is wrong with it is said now, not on the page.
fn looked_at(name: &str) -> Result<Start, Error> {
    let source = catalog::open(Kind::Scenario, name, None)?;
    if kind_of(source.text()) == Kind::Network {
        Network::parse(&source)?;
        return Ok(Start::Network(source));
    }
    Scenario::load(&source, &catalog::open)?;
    let file = name == "-" || catalog::is_path(name);
    Ok(if file { Start::File(source) } else { Start::Builtin(name.to_owned()) })
}
