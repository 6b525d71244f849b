//! `froth man`: manual pages, from the same words as the help.

use super::args::{Cli, EXITS, ManArgs};
use super::output::{Done, Failure, Output, text};
use super::write;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::VERSION;
use std::fmt::Write;

pub(super) fn run(arguments: &ManArgs, output: &Output) -> Done {
    let mut root = Cli::command();
    root.build();
    let Some(folder) = &arguments.output else { return text(&page(&root)?) };
    std::fs::create_dir_all(folder)
        .map_err(|e| Diagnostic::error(Code::Write, format!("cannot write {}: {e}", folder.display())))?;
    let mut pages = 0;
    for command in std::iter::once(&root).chain(root.get_subcommands()) {
        let name = command.get_display_name().unwrap_or("froth");
        write::whole(&folder.join(format!("{name}.1")), page(command)?.as_bytes())?;
        pages += 1;
    }
    output.remark(&format!("{}: {pages} pages", folder.display()));
    Ok(())
}

fn page(command: &Command) -> Result<String, Failure> {
    let man = Man::new(command.clone());
    let name = command.get_display_name().unwrap_or("froth");
    // No date: the same program gives the same page.
    let mut bytes = format!(".TH {} 1 \"\" \"froth {}\"\n", escaped(&name.to_uppercase()), VERSION).into_bytes();
    man.render_name_section(&mut bytes).map_err(Failure::Write)?;
    man.render_synopsis_section(&mut bytes).map_err(Failure::Write)?;
    man.render_description_section(&mut bytes).map_err(Failure::Write)?;
    man.render_options_section(&mut bytes).map_err(Failure::Write)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut bytes).map_err(Failure::Write)?;
    }
    let mut out = String::from_utf8_lossy(&bytes).into_owned();
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    // Examples keep their lines, the rest is filled.
    let (examples, notes) = after.split_once("\n\n").unwrap_or((&after, ""));
    let mut lines = examples.lines();
    if lines.next().is_some() {
        out.push_str(".SH EXAMPLES\n.nf\n");
        lines.for_each(|line| out.extend([escaped(line.trim_start()).as_str(), "\n"]));
        out.push_str(".fi\n");
    }
    let notes: Vec<&str> = notes.lines().filter(|line| !line.starts_with("Exit codes:")).collect();
    if !notes.is_empty() {
        out.push_str(".SH NOTES\n");
        for line in notes {
            match line.trim() {
                "" => out.push_str(".PP\n"),
                line => out.extend([escaped(line).as_str(), "\n"]),
            }
        }
    }
    out.push_str(".SH EXIT STATUS\n");
    for (code, meaning) in EXITS {
        let _ = writeln!(out, ".TP\n{code}\n{}", escaped(meaning));
    }
    if !command.has_subcommands() {
        out.push_str(".SH SEE ALSO\n.BR froth (1)\n");
    }
    Ok(out)
}

/// Text that roff takes as it is.
fn escaped(text: &str) -> String {
    let text = text
        .replace('\\', "\\(rs")
        .replace('-', "\\-")
        .replace('\'', "\\(aq")
        .replace('^', "\\(ha")
        .replace('~', "\\(ti");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}
