//! What is wrong, where, and what to write instead.
//!
//! An [`Error`] holds [`Diagnostics`], a list of [`Diagnostic`]s. Each carries a stable [`Code`], a message, and where
//! possible the file and the exact span it is about.

mod code;
mod reason;
mod source;
mod suggest;

pub use code::Code;
pub use reason::{Reason, with_code};
pub use source::{Location, SourceFile};
pub use suggest::{Suggestion, did_you_mean, nearest, shortened};

use crate::{Error, shown};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// How bad a finding is: an error stops the command, a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input cannot be used.
    Error,
    /// The input can be used, but probably does not mean what its author thinks.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One finding about the input.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable name of the kind of finding.
    pub code: Code,
    /// What is wrong, in one sentence fragment.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where, if it is about a place in a file.
    pub location: Option<Location>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Error, code, message: sayable(message.into()), help: None, location: None }
    }

    /// A warning without a place.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Says where: `span` in bytes of `source`.
    #[must_use]
    pub fn at(mut self, source: &Arc<SourceFile>, span: Range<usize>) -> Self {
        self.location = Some(Location::new(source, span));
        self
    }

    /// Says where, if that is known.
    #[must_use]
    pub fn at_location(mut self, location: Option<Location>) -> Self {
        self.location = location;
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(sayable(help.into()));
        self
    }
}

/// The longest message or help, in characters: what a file calls its things may be as long as the file.
const LONGEST: usize = 2000;

/// A text that can be shown: messages quote what files hold.
fn sayable(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push_str("...");
    }
    match shown::text(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(shown) => shown,
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = &self.location {
            let (line, column) = location.line_column();
            write!(f, "{}:{line}:{column}: ", shown::text(location.source.name()))?;
        }
        // Fields are public: what others have put together is shown as well.
        write!(f, "{}: {}", self.severity.as_str(), shown::text(&self.message))?;
        if let Some(help) = &self.help {
            write!(f, " ({})", shown::text(help))?;
        }
        Ok(())
    }
}

/// All findings about an input: the list that loading adds to, and that an [`Error`] holds.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// The findings, in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// The findings, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.items.iter_mut()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds all findings of another list.
    pub fn extend(&mut self, other: Diagnostics) {
        self.items.extend(other.items);
    }

    /// Splits a load into its value with warnings, or all findings if one of them is an error.
    pub fn into_result<T>(self, value: Option<T>) -> Result<(T, Diagnostics), Error> {
        match value {
            Some(value) if !self.has_errors() => Ok((value, self)),
            _ => Err(self.into()),
        }
    }

    /// Sorts by file, then by place, and drops exact repetitions.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.items.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.message.cmp(&b.message)));
        self.items.dedup_by(|a, b| place(a) == place(b) && a.code == b.code && a.message == b.message);
        self
    }
}

fn place(d: &Diagnostic) -> Option<(&str, usize, usize)> {
    d.location.as_ref().map(|l| (l.source.name(), l.span.start, l.span.end))
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Diagnostics { items: vec![diagnostic] }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, d) in self.items.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{d}")?;
        }
        Ok(())
    }
}

impl<'a> IntoIterator for &'a mut Diagnostics {
    type Item = &'a mut Diagnostic;
    type IntoIter = std::slice::IterMut<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter_mut()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
