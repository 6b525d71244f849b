//! Charts, and reports.

use crate::findings::{Raise, raised, refused, warned};
use crate::given::{Asked, Given, Scoring, one_of};
use crate::scores::moved;
use crate::work::free;
use froth::Error;
use froth::analysis::{Analysis, Effort};
use froth::chart::{self as charts, Axes, Chart as Drawing, Fonts, Kind, characters};
use froth::diag::{Code, Diagnostic, did_you_mean};
use froth::job::{Beside, Gathered, write};
use froth::locale::{Language, Locale};
use froth::model::Model;
use froth::sensitivity::Sampling;
use froth::uncertainty::Options;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::path::{Path, PathBuf};

/// The language of titles and labels.
fn language(name: &str) -> Result<Language, Error> {
    let tag = |of: Language| of.tag().unwrap_or("en");
    one_of("lang", name, &[Language::English, Language::TraditionalChinese], tag)
}

/// A chart.
#[pyclass(frozen, module = "froth._froth")]
#[derive(Debug)]
pub(crate) struct Chart {
    drawing: Drawing,
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

    /// The picture as PNG; a font file may add characters that the built-in font lacks.
    fn png<'py>(&self, py: Python<'py>, font: Option<PathBuf>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = free(py, None, |_| {
            let fonts = fonts(font.as_deref())?.with_system(&characters(&self.drawing.canvas));
            charts::png(&self.drawing, &fonts)
        })?;
        Ok(PyBytes::new(py, &bytes))
    }
}

fn fonts(file: Option<&Path>) -> Result<Fonts, Error> {
    let Some(file) = file else { return Ok(Fonts::built_in()) };
    Fonts::with_file(file)
        .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot use the font {}: {e}", file.display())).into())
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
        let locale = jobs.iter().fold(Locale::new(language), |locale, job| locale.with_model(&job.model));
        let locale = locale.with_scenarios(jobs.iter().flat_map(|job| &job.scenarios)).calling_by_title();
        return Ok(Chart { drawing: charts::changes(&moved.changes, &locale) });
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
    let drawing = free(py, progress.as_ref(), |watch| {
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
        Ok(charts::draw(kind, &analysis, &Locale::of(&analysis, language), axes))
    })?;
    Ok(Chart { drawing })
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
    let (files, warnings) = free(py, progress.as_ref(), |watch| {
        let open = |kind, name: &str, folder: Option<&Path>| asked.given.open(kind, name, folder);
        let beside = Beside { language, since: since.as_deref(), network: network.as_deref(), fail: &fail };
        let gathered = Gathered::find(&job, &wanted, beside, &open, watch)?;
        let report = gathered.report();
        let fonts = Fonts::built_in().with_system(&report.characters());
        let files = write(&report, &path, &fonts, &|path| asked.given.is_read(path), watch)?;
        drop(report);
        Ok((files, gathered.warnings))
    })?;
    warned(py, warnings)?;
    Ok(files)
}
