//! `froth completions`: what shells offer after `froth`, with built-in ids and files where a name is wanted.

use super::args::{Cli, CompletionsArgs};
use super::output::{Done, text};
use crate::catalog::{Builtin, Kind, builtins};
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;
use std::fmt::Write;

/// Words that stand for built-in ids until the script is written: no generator offers ids and files together.
const PLACES: [&str; 6] =
    ["FROTH_SCENARIOS", "FROTH_MODELS", "FROTH_SHOCKS", "FROTH_ALL", "FROTH_NETWORKS", "FROTH_FEEDS"];

pub(super) fn run(arguments: &CompletionsArgs) -> Done {
    let mut script = Vec::new();
    let mut command = Cli::command().mut_subcommands(|c| {
        c.mut_args(|a| match place(&a) {
            Some(place) => a.value_parser(PossibleValuesParser::new([place])),
            None => a,
        })
    });
    clap_complete::generate(arguments.shell, &mut command, "froth", &mut script);
    let script = String::from_utf8_lossy(&script);
    text(&match arguments.shell {
        Shell::Bash => bash(&script),
        Shell::Zsh => zsh(&script),
        Shell::Fish => fish(&script, &command),
        _ => script.into_owned(),
    })
}

/// Which built-ins an argument may name.
fn place(argument: &Arg) -> Option<&'static str> {
    let name = argument.get_value_names()?.first()?.as_str();
    match (name, argument.get_id().as_str()) {
        ("SCENARIO" | "N|SCENARIO" | "OLD" | "NEW", _) => Some(PLACES[0]),
        ("MODEL", _) => Some(PLACES[1]),
        ("SHOCK", _) => Some(PLACES[2]),
        ("NETWORK", _) => Some(PLACES[4]),
        ("FEEDS", _) => Some(PLACES[5]),
        ("ID", "id") | ("FILE", "files") | ("SCENARIO|NETWORK", _) => Some(PLACES[3]),
        _ => None,
    }
}

/// The ids that a place stands for.
fn ids(place: &str) -> String {
    let wanted = |b: &Builtin| match place {
        "FROTH_SCENARIOS" => b.kind == Kind::Scenario,
        "FROTH_NETWORKS" => b.kind == Kind::Network,
        "FROTH_FEEDS" => b.kind == Kind::Feeds,
        "FROTH_MODELS" => b.kind == Kind::Model,
        "FROTH_SHOCKS" => b.group == "what-if",
        _ => true,
    };
    builtins().iter().filter(|b| wanted(b)).map(|b| b.id).collect::<Vec<_>>().join(" ")
}

/// Bash falls back to files where no word fits. The generator also lists placeholders such as `<FILE>`, which nobody types.
fn bash(script: &str) -> String {
    let mut out = String::new();
    for line in script.lines() {
        match line.split_once("opts=\"").map(|(indent, words)| (indent, words.trim_end_matches('"'))) {
            Some((indent, words)) => {
                let words: Vec<&str> = words.split(' ').filter(|w| !w.starts_with(['<', '['])).collect();
                let _ = writeln!(out, "{indent}opts=\"{}\"", words.join(" "));
            }
            None => out.extend([line, "\n"]),
        }
    }
    PLACES.iter().fold(out, |out, place| out.replace(place, &ids(place)))
}

/// Zsh needs to be told of files beside words.
fn zsh(script: &str) -> String {
    let (head, rest) = script.split_once('\n').unwrap_or((script, ""));
    let mut out = format!("{head}\n");
    let mut rest = rest.to_owned();
    for place in PLACES {
        let name = format!("_{}", place.to_ascii_lowercase());
        rest = rest.replace(&format!("({place})"), &name);
        let _ = write!(
            out,
            "\n(( $+functions[{name}] )) ||\n{name}() {{\n    _alternative 'ids:built-in:({})' 'files:file:_files'\n}}\n",
            ids(place)
        );
    }
    out + &rest
}

/// Fish has files wherever they are not switched off, and nothing for arguments without a name.
fn fish(script: &str, command: &Command) -> String {
    let mut out = script.to_owned();
    for place in PLACES {
        out = out.replace(&format!(" -r -f -a \"{place}\\t''\""), &format!(" -r -F -a \"{}\"", ids(place)));
    }
    for sub in command.get_subcommands() {
        for place in sub.get_positionals().filter_map(place) {
            let _ = writeln!(
                out,
                "complete -c froth -n \"__fish_froth_using_subcommand {}\" -F -a \"{}\"",
                sub.get_name(),
                ids(place)
            );
        }
    }
    out
}
