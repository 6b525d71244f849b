//! What models, scenarios and networks are given as: an id, a path, TOML text, a dictionary, or an object that has a text.

use crate::findings::{Raise, refused};
use crate::toml;
use froth::Error;
use froth::catalog::{self, Kind, is_path};
use froth::diag::SourceFile;
use froth::job::Wanted;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Names, and the texts that some of them stand for.
#[derive(Debug, Default)]
pub(crate) struct Given {
    texts: BTreeMap<String, Arc<SourceFile>>,
    /// Files that were opened.
    read: Mutex<Vec<PathBuf>>,
}

impl Given {
    /// The name of what is given.
    pub(crate) fn name(&mut self, of: &Bound<'_, PyAny>) -> PyResult<String> {
        if let Ok(text) = of.cast::<PyString>() {
            let text = text.to_cow()?;
            let text = text.as_ref();
            if text.contains(['\n', '=']) {
                return Ok(self.text(text.to_owned()));
            }
            if text == "-" {
                let help = "give an id, a path, TOML text or a dictionary";
                return Err(refused("`-` is standard input, which Python has for itself", help)).or_raise(of.py());
            }
            return Ok(text.to_owned());
        }
        if let Ok(dictionary) = of.cast::<PyDict>() {
            return Ok(self.text(toml::text(dictionary)?));
        }
        // A scenario or a model with a name and texts that it rests on.
        if of.hasattr("__froth__")? {
            let (name, texts): (String, BTreeMap<String, String>) = of.call_method0("__froth__")?.extract()?;
            for (name, text) in texts {
                self.texts.insert(name.clone(), SourceFile::in_folder(name, text, "."));
            }
            return Ok(name);
        }
        if of.hasattr("__fspath__")? {
            let path: PathBuf = of.extract()?;
            let path = path.display().to_string();
            return Ok(if is_path(&path) { path } else { format!("./{path}") });
        }
        let what = of.get_type().name()?;
        let message = format!("a {what} is no scenario, model or network: give an id, a path, TOML text or a dict");
        Err(PyTypeError::new_err(message))
    }

    /// The names of several.
    pub(crate) fn names(&mut self, all: &[Bound<'_, PyAny>]) -> PyResult<Vec<String>> {
        all.iter().map(|of| self.name(of)).collect()
    }

    /// A text without a name gets one.
    fn text(&mut self, text: String) -> String {
        let name = format!("<text {}>", self.texts.len() + 1);
        self.texts.insert(name.clone(), SourceFile::in_folder(name.clone(), text, "."));
        name
    }

    /// Opens what a name stands for.
    pub(crate) fn open(&self, kind: Kind, name: &str, folder: Option<&Path>) -> Result<Arc<SourceFile>, Error> {
        let (whole, day) = catalog::split_day(name)?;
        if let Some(source) = self.texts.get(whole) {
            return Ok(if day.is_some() { source.cut_at(day) } else { Arc::clone(source) });
        }
        let source = catalog::open(kind, name, folder)?;
        if source.folder().is_some()
            && let Ok(mut read) = self.read.lock()
        {
            read.push(froth::staged::leads_to(Path::new(source.name())));
        }
        Ok(source)
    }

    /// Whether a name stands for a text that was given.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.texts.contains_key(name)
    }

    /// Whether a file has been opened.
    pub(crate) fn is_read(&self, path: &Path) -> bool {
        let real = froth::staged::leads_to(path);
        self.read.lock().is_ok_and(|read| read.contains(&real))
    }
}

/// Scenarios, and the models to score them under.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) given: Given,
    scenarios: Vec<String>,
    models: Vec<String>,
    min_coverage: Option<f64>,
    real_time: bool,
}

/// How scenarios are scored, as every function takes it.
pub(crate) type Scoring<'py> = (Vec<Bound<'py, PyAny>>, Option<f64>, bool);

impl Asked {
    pub(crate) fn new<'py>(
        py: Python<'py>,
        scenarios: &[Bound<'py, PyAny>],
        (models, min_coverage, real_time): Scoring<'py>,
    ) -> PyResult<Self> {
        let mut given = Given::default();
        let (scenarios, models) = (given.names(scenarios)?, given.names(&models)?);
        if min_coverage.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
            return Err(refused("`min_coverage` is no share", "give a number between 0 and 1")).or_raise(py);
        }
        Ok(Asked { given, scenarios, models, min_coverage, real_time })
    }

    pub(crate) fn wanted(&self) -> Wanted<'_> {
        Wanted {
            scenarios: &self.scenarios,
            models: &self.models,
            min_coverage: self.min_coverage,
            real_time: self.real_time,
        }
    }

    pub(crate) fn scenarios(&self) -> &[String] {
        &self.scenarios
    }
}

/// One of several named things.
pub(crate) fn one_of<T: Copy>(option: &str, name: &str, all: &[T], as_str: fn(T) -> &'static str) -> Result<T, Error> {
    all.iter().copied().find(|of| as_str(*of) == name).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|of| as_str(*of)).collect();
        refused(
            format!("`{option}` is \"{name}\", which is none that there is"),
            format!("there are {}", names.join(", ")),
        )
    })
}
