//! The one error of this crate and of those above it.

use crate::diag::{Code, Diagnostic, Diagnostics, Location, Severity};
use froth_series::SeriesError;
use froth_series::watch::Stopped;
use std::fmt;

/// Why there is no result: what is wrong with the input, a file that cannot be read or written, or a run that was stopped.
///
/// ```
/// use froth_core::{ErrorKind, diag::SourceFile, model::Model};
///
/// let error = Model::parse(&SourceFile::new("empty.toml", "schema = 1")).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Input);
/// for finding in error.findings() {
///     println!("{}: {}", finding.code.as_str(), finding.message);
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Error {
    /// Never empty, unless the work was stopped.
    findings: Diagnostics,
}

/// What a caller may do about an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input cannot be used: change it as the findings say.
    Input,
    /// A file cannot be opened or read, or a published one cannot be fetched.
    Read,
    /// A file cannot be written, or exists already.
    Write,
    /// Whoever watched the work ended it.
    Stopped,
}

impl Error {
    /// What a caller may do about it.
    pub fn kind(&self) -> ErrorKind {
        let all = |codes: &[Code]| self.errors().all(|d| codes.contains(&d.code));
        match () {
            () if self.findings.is_empty() => ErrorKind::Stopped,
            () if all(&[Code::Write]) => ErrorKind::Write,
            () if all(&[Code::Unreadable, Code::Fetch]) => ErrorKind::Read,
            () => ErrorKind::Input,
        }
    }

    /// Every finding, warnings too: empty for work that was stopped, and never otherwise.
    pub fn findings(&self) -> &Diagnostics {
        &self.findings
    }

    /// The findings alone.
    pub fn into_findings(self) -> Diagnostics {
        self.findings
    }

    /// Says where, for every finding that does not say so itself.
    #[must_use]
    pub fn at(mut self, location: &Location) -> Self {
        for finding in &mut self.findings {
            finding.location.get_or_insert_with(|| location.clone());
        }
        self
    }

    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|d| d.severity == Severity::Error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Stopped => write!(f, "{Stopped}"),
            _ => write!(f, "{}", self.findings),
        }
    }
}

impl std::error::Error for Error {}

impl From<Diagnostics> for Error {
    fn from(findings: Diagnostics) -> Self {
        if findings.is_empty() {
            return Diagnostic::error(Code::Empty, "there is nothing here that can be used").into();
        }
        Error { findings }
    }
}

impl From<Diagnostic> for Error {
    fn from(finding: Diagnostic) -> Self {
        Error { findings: finding.into() }
    }
}

impl From<Stopped> for Error {
    fn from(_: Stopped) -> Self {
        Error { findings: Diagnostics::new() }
    }
}

impl From<SeriesError> for Error {
    fn from(error: SeriesError) -> Self {
        match error {
            SeriesError::Stopped => Stopped.into(),
            error => Diagnostic::error(Code::Data, error.to_string()).into(),
        }
    }
}
