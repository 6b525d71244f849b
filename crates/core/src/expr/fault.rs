//! What is wrong with a formula.

use std::ops::Range;

/// What a formula may be made of, for messages.
pub const ALLOWED: &str = "allowed are numbers, names, + - * /, = <> < <= > >=, and or not, is [not] null, \
case when .. then .. [else ..] end, and the functions coalesce, abs, ln, exp, sqrt, power, least, greatest";

/// What is wrong with a formula, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// The bytes meant.
    pub span: Range<usize>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, span: Range<usize>) -> Self {
        Fault { message: message.into(), span, help: Some(ALLOWED.to_owned()) }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
