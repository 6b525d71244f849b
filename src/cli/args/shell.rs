//! Arguments of the commands that tell shells and `man` about the others.

use clap::Args;
use clap_complete::Shell;
use std::path::PathBuf;

/// Completions for a shell: commands, options, built-in ids and files.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth completions bash > ~/.local/share/bash-completion/completions/froth
  froth completions zsh > ~/.zfunc/_froth
  froth completions fish > ~/.config/fish/completions/froth.fish

For zsh the folder must be in $fpath before compinit runs; for PowerShell and elvish add the output to the profile.")]
pub(in crate::cli) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(in crate::cli) shell: Shell,
}

/// The manual page, or with -o a page for each command.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth man | man -l -
  froth man -o ~/.local/share/man/man1

With -o the folder gets froth.1 and froth-COMMAND.1 for each command; pages that are there already are replaced.")]
pub(in crate::cli) struct ManArgs {
    /// Folder to write the pages to
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
}
