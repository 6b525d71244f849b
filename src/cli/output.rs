//! Where results and messages go: data to standard output, the rest to standard error.

use super::args::{Cli, Format, When};
use super::hints;
use super::paths::Paths;
use froth_core::diag::{Diagnostic, Diagnostics, Severity};
use froth_core::made_from::MadeFrom;
use froth_core::shown;
use froth_core::{Error, ErrorKind};
use froth_render::findings::render;
use froth_render::locale::Locale;
use froth_render::page::{Page, Part, made_from_line, markdown, terminal};
use std::io::{IsTerminal, Write};

/// Width of tables where no terminal says otherwise.
const WIDTH: u16 = 110;

/// More findings than this are counted, not shown.
const MOST_FINDINGS: usize = 100;

/// Why a command ends without success.
pub(super) enum Failure {
    /// The input cannot be used.
    Findings(Diagnostics),
    /// The findings have been printed as the result.
    Failed,
    /// Done, and a headline or alert is at the level asked for.
    AtLevel,
    /// Ctrl-C was pressed.
    Interrupted,
    /// The output cannot be written.
    Write(std::io::Error),
}

impl From<Diagnostics> for Failure {
    fn from(findings: Diagnostics) -> Self {
        Failure::Findings(findings)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::Stopped => Failure::Interrupted,
            _ => Failure::Findings(error.into_findings()),
        }
    }
}

impl From<Diagnostic> for Failure {
    fn from(finding: Diagnostic) -> Self {
        Failure::Findings(finding.into())
    }
}

pub(super) type Done = Result<(), Failure>;

/// How to print.
pub(super) struct Output {
    quiet: bool,
    colour: When,
    /// Whether the command scores tables already.
    tables: bool,
    paths: Paths,
}

impl Output {
    pub(super) fn new(cli: &Cli) -> Self {
        let (tables, paths) = (hints::scores_tables(&cli.command), Paths::of(&cli.command));
        Output { quiet: cli.quiet, colour: cli.color, tables, paths }
    }

    /// What the command reads and writes.
    pub(super) fn paths(&self) -> &Paths {
        &self.paths
    }

    /// Whether only errors are to be said.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Prints a page in a format that pages have. Markdown goes to other places: it says what it was made from.
    pub(super) fn page(&self, mut page: Page, format: Format, locale: &Locale, made_from: &MadeFrom) -> Done {
        text(&match format {
            Format::Markdown => {
                page.parts.push(Part::Lines(vec![made_from_line(made_from, locale)]));
                markdown(&page.typeset(locale.language))
            }
            _ => terminal(&page.typeset(locale.language), width(), self.coloured(&std::io::stdout())),
        })
    }

    /// Prints errors and warnings.
    pub(super) fn findings(&self, findings: &Diagnostics) {
        let findings = &hints::on_the_command_line(findings.clone(), self.tables);
        let wanted = || findings.iter().filter(|f| !self.quiet || f.severity == Severity::Error);
        let mut shown = Diagnostics::new();
        wanted().take(MOST_FINDINGS).for_each(|finding| shown.push(finding.clone()));
        stderr(&render(&shown, self.coloured(&std::io::stderr())));
        let more = wanted().count().saturating_sub(MOST_FINDINGS);
        if more > 0 {
            stderr(&format!("... and {more} more: `froth check FILE --format json` gives them all\n"));
        }
    }

    /// Prints something good to know.
    pub(super) fn remark(&self, message: &str) {
        if !self.quiet {
            stderr(&format!("{}\n", shown::lines(message)));
        }
    }

    fn coloured(&self, stream: &impl IsTerminal) -> bool {
        match self.colour {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
                if set("NO_COLOR") {
                    return false;
                }
                let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0");
                forced || stream.is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
            }
        }
    }
}

/// Prints a result as it is.
pub(super) fn text(text: &str) -> Done {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(Failure::Write)
}

/// Prints what went wrong outside the input.
pub(super) fn trouble(message: &str) {
    stderr(&format!("error: {message}\n"));
}

/// Says on standard error what is wrong with the command line.
pub(super) fn said(text: &str) {
    stderr(text);
}

fn stderr(text: &str) {
    // Nobody is left to tell if this fails.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

fn width() -> u16 {
    match terminal_size::terminal_size_of(std::io::stdout()) {
        Some((terminal_size::Width(width), _)) => width.clamp(60, 160),
        None => WIDTH,
    }
}
