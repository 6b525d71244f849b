//! Charts, and reports.

use crate::findings::{Raise, raised, refused, remarked, warned};
use crate::given::{Asked, Given, Scoring, one_of};
use crate::scores::moved;
use crate::work::free;
use froth::Error;
use froth::analysis::{Analysis, Effort};
use froth::chart::{self as charts, Axes, Chart as Drawing, Kind};
use froth::diag::{Code, Diagnostic, did_you_mean};
use froth::job::{Beside, Gathered, boxes, fonts, in_english, png, write};
use froth::locale::{Language, Locale};
use froth::model::Model;
use froth::sensitivity::Sampling;
use froth::uncertainty::Options;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::path::{Path, PathBuf};

/// The language of titles and labels.
pub(crate) fn language(name: &str) -> Result<Language, Error> {
    let tag = |of: Language| of.tag().unwrap_or("en");
    one_of("lang", name, &[Language::English, Language::TraditionalChinese], tag)
}

/// A chart in a language, and the same in English where that is another.
#[pyclass(frozen, module = "froth._froth")]
#[derive(Debug)]
pub(crate) struct Chart {
    language: Language,
    drawing: Drawing,
    english: Option<Drawing>,
}

impl Chart {
    pub(crate) fn new(language: Language, draw: impl Fn(Language) -> Result<Drawing, Error>) -> Result<Self, Error> {
        let english = (language != Language::English).then(|| draw(Language::English)).transpose()?;
        Ok(Chart { language, drawing: draw(language)?, english })
    }
}

#[pymethods]
impl Chart {
    /// The picture as SVG.
    #[getter]
    fn svg(&self) -> String {
        self.drawing.svg()
    }

    /// The numbers behind it as CSV.
    #[getter]
    fn csv(&self) -> String {
        self.drawing.csv()
    }

    /// The picture as PNG; a font file may add characters that the built-in font and those of the system lack.
    fn png<'py>(&self, py: Python<'py>, font: Option<PathBuf>) -> PyResult<Bound<'py, PyBytes>> {
        let (bytes, remarks) = free(py, None, |_| {
            let drawn = |language| match &self.english {
                Some(english) if language == Language::English => Ok(english.clone()),
                _ => Ok(self.drawing.clone()),
            };
            png(self.language, font.as_deref(), drawn)
        })?;
        remarks.iter().try_for_each(|said| remarked(py, said))?;
        Ok(PyBytes::new(py, &bytes))
    }
}

/// One chart.
#[pyfunction]
#[allow(clippy::too_many_arguments)] // Python's keyword arguments
pub(crate) fn chart<'py>(
    py: Python<'py>,
    kind: &str,
    scenarios: Vec<Bound<'py, PyAny>>,
    x: Option<String>,
    y: Option<String>,
    lang: &str,
    scoring: Scoring<'py>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Chart> {
    // What is drawn of one analysis, and of two scenarios of one era.
    let kinds = [Kind::ALL, &[Kind::Changes]].concat();
    let kind = one_of("kind", kind, &kinds, Kind::as_str).or_raise(py)?;
    let language = language(lang).or_raise(py)?;
    let asked = Asked::new(py, &scenarios, scoring)?;
    if kind == Kind::Changes {
        let moved = free(py, None, |_| moved(&asked, None))?;
        warned(py, moved.warnings)?;
        let jobs = &moved.jobs;
        let draw = |language| {
            let locale = jobs.iter().fold(Locale::new(language), |locale, job| locale.with_model(&job.model));
            let locale = locale.with_scenarios(jobs.iter().flat_map(|job| &job.scenarios)).calling_by_title();
            Ok(charts::changes(&moved.changes, &locale))
        };
        return Chart::new(language, draw).or_raise(py);
    }
    let job = asked.one_job(py)?;
    if job.scenarios.len() < kind.least_scenarios() {
        let message = format!("a {} needs two scenarios", kind.as_str());
        let finding = Diagnostic::error(Code::Count, message).help("it shows the first less the second");
        return Err(raised(py, finding.into()));
    }
    let axis = |id: Option<String>| id.map(|id| axis(&id, &job.model)).transpose();
    let axes = Axes { x: axis(x).or_raise(py)?, y: axis(y).or_raise(py)? };
    let settings = asked.wanted().settings();
    free(py, progress.as_ref(), |watch| {
        let scenarios: Vec<_> = job.scenarios.iter().collect();
        let mut analysis = Analysis::new(&job.model, &scenarios, settings)?;
        if kind.needs_robustness() {
            let effort = Effort {
                draws: Options { scoring: settings, apart: false, ..Options::default() },
                sampling: (kind == Kind::Tornado).then(Sampling::default),
            };
            watch.expect(effort.steps());
            analysis = analysis.with_robustness(effort, watch)?;
        }
        Chart::new(language, |language| Ok(charts::draw(kind, &analysis, &Locale::of(&analysis, language), axes)))
    })
}

fn axis(id: &str, model: &Model) -> Result<usize, Error> {
    model.dimension(id).ok_or_else(|| {
        let help = did_you_mean(id, "dimensions", model.dimensions.iter().map(|d| d.id.as_str()));
        Diagnostic::error(Code::UnknownId, format!("there is no dimension `{id}`")).help(help).into()
    })
}

/// A folder with a page, its charts and the data behind them; gives how many files.
#[pyfunction]
#[allow(clippy::too_many_arguments)] // Python's keyword arguments
pub(crate) fn report<'py>(
    py: Python<'py>,
    path: PathBuf,
    scenarios: Vec<Bound<'py, PyAny>>,
    since: Option<PathBuf>,
    network: Option<Bound<'py, PyAny>>,
    fail: Vec<String>,
    lang: &str,
    font: Option<PathBuf>,
    scoring: Scoring<'py>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<usize> {
    let language = language(lang).or_raise(py)?;
    let asked = Asked::new(py, &scenarios, scoring)?;
    let wanted = asked.wanted();
    if asked.scenarios().iter().any(|name| name.starts_with('<')) {
        let help = "write it to a file first: open(\"mine.toml\", \"w\").write(scenario.to_toml())";
        return Err(refused("a report names what it was made from, and a text has no name", help)).or_raise(py);
    }
    let network = network.as_ref().map(|network| Given::default().name(network)).transpose()?;
    if network.is_none() && !fail.is_empty() {
        return Err(refused(
            "`fail` names nodes of a network, and there is none",
            "give network=\"ai-financing-2026q3\", or leave fail out",
        ))
        .or_raise(py);
    }
    if network.as_ref().is_some_and(|name| name.starts_with('<')) {
        return Err(refused(
            "a report names what it was made from, and a text has no name",
            "write the network to a file first",
        ))
        .or_raise(py);
    }
    let job = asked.one_job(py)?;
    let (files, warnings, remarks) = free(py, progress.as_ref(), |watch| {
        let open = |kind, name: &str, folder: Option<&Path>| asked.given.open(kind, name, folder);
        let beside = Beside { language, since: since.as_deref(), network: network.as_deref(), fail: &fail };
        let gathered = Gathered::find(&job, &wanted, beside, &open, watch)?;
        let report = gathered.report();
        let fonts = fonts(font.as_deref(), &report.characters())?;
        let english = report.falls_back_to_english(&fonts).then(|| in_english("the PNGs are"));
        let remarks: Vec<String> = english.into_iter().chain(boxes(&report.lacking(&fonts))).collect();
        let files = write(&report, &path, &fonts, &|path| asked.given.is_read(path), watch)?;
        drop(report);
        Ok((files, gathered.warnings, remarks))
    })?;
    warned(py, warnings)?;
    remarks.iter().try_for_each(|said| remarked(py, said))?;
    Ok(files)
}
