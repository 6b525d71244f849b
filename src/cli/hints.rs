//! What to do about a finding, in the words of the command line.

use super::args::Command;
use froth_core::diag::{Code, Diagnostics};

/// How messages of the library name an option: `` `options.date_column` `` is `--date-column` here.
const OPTION: &str = "`options.";

/// Options as flags, and the command for models that need many rows unless `tables` are scored already.
pub(super) fn on_the_command_line(mut findings: Diagnostics, tables: bool) -> Diagnostics {
    for finding in &mut findings {
        if let Some(help) = &mut finding.help {
            *help = flags(help);
            if finding.code == Code::NeedsRows && !tables && !help.contains(PANEL) {
                help.push_str(PANEL);
            }
            if let Some((_, more)) = MORE.iter().find(|(end, _)| help.ends_with(end)) {
                help.push_str(more);
            }
        }
    }
    findings
}

/// How the help of the library ends, and what the command line adds.
const MORE: [(&str, &str); 5] = [
    ("is a model", ": it goes with -m"),
    ("is a scenario", ": models go with -m"),
    ("on standard input beside the scenario", ", with -m"),
    ("score the table with froth", " panel"),
    ("start from an example", ": `froth new model FILE` or `froth new scenario FILE` writes one"),
];

/// Where a model that needs many rows is scored.
const PANEL: &str = "; `froth panel DATA -m MODEL -o OUT` scores them";

/// Whether a command scores tables.
pub(super) fn scores_tables(command: &Command) -> bool {
    match command {
        #[cfg(feature = "panel")]
        Command::Panel(_) | Command::Backtest(_) | Command::BaseRates(_) | Command::Exuberance(_) => true,
        #[cfg(feature = "panel")]
        Command::Sensitivity(of) => of.drivers.panel.is_some(),
        _ => false,
    }
}

fn flags(help: &str) -> String {
    let mut parts = help.split(OPTION);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('`') {
            Some((name, rest)) => out.extend(["--", &name.replace('_', "-"), rest]),
            None => out.extend([OPTION, part]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_become_flags() {
        let help = "map one with `options.map` a=COLUMN, or `options.allow_missing`";
        assert_eq!(flags(help), "map one with --map a=COLUMN, or --allow-missing");
        assert_eq!(flags("write `a`"), "write `a`");
    }
}
