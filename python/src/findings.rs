//! Errors and warnings as Python sees them.

use froth::diag::{Code, Diagnostic, Diagnostics};
use froth::page::CheckedFile;
use froth::{Error, findings::render};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// The module that holds the classes of both.
const MODULE: &str = "froth._errors";

/// An error as `froth.FrothError`, with its findings.
pub(crate) fn raised(py: Python<'_>, error: Error) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let findings = in_python(error.into_findings().sorted());
    let make = || {
        let class = CLASS.import(py, MODULE, "FrothError")?;
        class.call1((render(&findings, false).trim_end(), as_json(&findings)?))
    };
    make().map_or_else(|e| e, PyErr::from_value)
}

/// Says what is worth knowing, as `froth.FrothWarning`.
pub(crate) fn warned(py: Python<'_>, findings: Diagnostics) -> PyResult<()> {
    let findings = in_python(findings.sorted());
    if findings.is_empty() {
        return Ok(());
    }
    remarked(py, render(&findings, false).trim_end())
}

/// Says something good to know.
pub(crate) fn remarked(py: Python<'_>, message: &str) -> PyResult<()> {
    static WARN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let warn = WARN.get_or_try_init(py, || py.import(MODULE)?.getattr("warn").map(Bound::unbind))?;
    warn.bind(py).call1((arguments(message),)).map(drop)
}

/// An option that cannot be what it was given.
pub(crate) fn refused(message: impl Into<String>, help: impl Into<String>) -> Error {
    Diagnostic::error(Code::Usage, message).help(help).into()
}

/// A result, its error raised.
pub(crate) trait Raise<T> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T, E: Into<Error>> Raise<T> for Result<T, E> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|e| raised(py, e.into()))
    }
}

/// Findings as JSON: a list of what `froth check --format json` lists for a file.
fn as_json(findings: &Diagnostics) -> PyResult<String> {
    let messages = CheckedFile::new("", findings).messages;
    serde_json::to_string(&messages).map_err(|e| PyRuntimeError::new_err(e.to_string()))
}

/// What to write instead, in Python's words: options are arguments here, and flags of the command line are, too.
pub(crate) fn in_python(mut findings: Diagnostics) -> Diagnostics {
    for finding in &mut findings {
        finding.message = arguments(&finding.message);
        finding.help = finding.help.as_deref().map(arguments);
    }
    findings
}

fn arguments(text: &str) -> String {
    // What flags name one at a time, arguments name all at once.
    let text = text.replace("`options.column`", "`columns`").replace("`options.detector`", "`detectors`");
    let text = text.replace("`options.", "`").replace("with -m", "with `model=`");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("--") {
        let (before, after) = rest.split_at(at);
        let name: String = after[2..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
        let alone = before.chars().next_back().is_none_or(|c| c == ' ' || c == '`' || c == '(');
        if alone && name.len() > 1 && !before.contains("froth ") {
            out.extend([before, &name.replace('-', "_"), "="]);
            rest = &after[2 + name.len()..];
            // What stands for the value follows at once: `font=FILE`.
            let value = rest.strip_prefix(' ').filter(|value| value.starts_with(|c: char| c.is_ascii_uppercase()));
            rest = value.unwrap_or(rest);
        } else {
            out.extend([before, "--"]);
            rest = &after[2..];
        }
    }
    out + rest
}
