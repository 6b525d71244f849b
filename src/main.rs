//! The `froth` command: everything is in the library's `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    froth::cli::main()
}
