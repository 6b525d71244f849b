//! Scorecards, comparisons, draws, shocks and paths.

use crate::answer::Answer;
use crate::findings::{Raise, warned};
use crate::given::{Asked, Given, Scoring, one_of};
use crate::work::free;
use froth::analysis::{Analysis, Effort};
use froth::catalog::{self, Kind};
use froth::diag::Diagnostics;
use froth::job::{self, Job, Moved, Stress, only, several_models};
use froth::locale::{Language, Locale};
use froth::page;
use froth::sensitivity::Sampling;
use froth::uncertainty::{Options, Source, method_table};
use froth::{Error, shown};
use pyo3::prelude::*;

/// The locale of an answer.
pub(crate) fn locale(job: &Job) -> Locale {
    Locale::new(Language::English).with_model(&job.model)
}

impl Asked {
    /// Opens all that is named.
    pub(crate) fn jobs(&self, py: Python<'_>) -> PyResult<Vec<Job>> {
        let found = py.detach(|| self.wanted().jobs(&|kind, name, folder| self.given.open(kind, name, folder)));
        let (jobs, warnings) = found.or_raise(py)?;
        warned(py, warnings)?;
        Ok(jobs)
    }

    /// The same, where one model must do for all.
    pub(crate) fn one_job(&self, py: Python<'_>) -> PyResult<Job> {
        only(self.jobs(py)?).or_raise(py)
    }
}

/// Scorecards: a model, then the scenarios, as they were asked for.
#[pyfunction]
pub(crate) fn score<'py>(
    py: Python<'py>,
    scenarios: Vec<Bound<'py, PyAny>>,
    scoring: Scoring<'py>,
) -> PyResult<Vec<Answer>> {
    let asked = Asked::new(py, &scenarios, scoring)?;
    let jobs = asked.jobs(py)?;
    free(py, None, |_| {
        let answer = |(job, card): (&Job, froth::score::Scorecard)| {
            let locale = locale(job).with_scenarios(&job.scenarios);
            Answer::new(shown::json(&card).unwrap_or_default(), page::scorecard(&card, &locale))
        };
        Ok(asked.wanted().scorecards(&jobs)?.into_iter().map(answer).collect())
    })
}

/// Scenarios side by side.
#[pyfunction]
pub(crate) fn compare<'py>(
    py: Python<'py>,
    scenarios: Vec<Bound<'py, PyAny>>,
    scoring: Scoring<'py>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer> {
    let asked = Asked::new(py, &scenarios, scoring)?;
    let jobs = asked.jobs(py)?;
    let wanted = asked.wanted();
    if wanted.models.is_empty() && jobs.len() > 1 {
        return Err(several_models(&jobs)).or_raise(py);
    }
    let effort = Effort::brief(wanted.settings());
    free(py, progress.as_ref(), |watch| {
        watch.expect(effort.steps() * jobs.len() as u64);
        let mut findings = Diagnostics::new();
        let mut analyses: Vec<Analysis<'_>> = Vec::new();
        for job in &jobs {
            let scenarios: Vec<_> = job.scenarios.iter().collect();
            match Analysis::new(&job.model, &scenarios, wanted.settings()) {
                Ok(analysis) => analyses.push(analysis.with_robustness(effort.clone(), watch)?),
                Err(e) => findings.extend(e.into_findings()),
            }
        }
        if findings.has_errors() {
            return Err(findings.sorted().into());
        }
        let made = effort.stated(wanted.made_from("compare", &jobs));
        let brief = |a: &Analysis<'_>| {
            let locale = Locale::new(Language::English).with_model(a.model());
            page::brief(a.comparison(), a.robustness(), &locale).parts
        };
        let parts = analyses.iter().flat_map(brief).collect();
        Ok(Answer::new(page::compared_json(&made, &analyses), page::Page { parts }))
    })
}

/// Where scores and gaps lie over draws of all that is uncertain.
#[pyfunction]
pub(crate) fn uncertainty<'py>(
    py: Python<'py>,
    scenarios: Vec<Bound<'py, PyAny>>,
    draws: u64,
    seed: u64,
    without: Vec<String>,
    scoring: Scoring<'py>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer> {
    let asked = Asked::new(py, &scenarios, scoring)?;
    let job = asked.one_job(py)?;
    let sources = without.iter().map(|name| one_of("without", name, &Source::ALL, Source::as_str));
    let without = sources.collect::<Result<Vec<_>, Error>>().or_raise(py)?;
    let scoring = asked.wanted().settings();
    let options = Options { draws, seed, without, scoring, ..Options::default() };
    let (answer, warnings) = free(py, progress.as_ref(), |watch| {
        watch.expect(options.draws.saturating_mul(options.runs()));
        let scenarios: Vec<_> = job.scenarios.iter().collect();
        let drawn = froth::uncertainty::uncertainty(&job.model, &scenarios, &options, watch)?;
        let methods = method_table(&job.model, &scenarios, scoring)?;
        let without: Vec<&str> = options.without.iter().map(|s| s.as_str()).collect();
        let made = asked.wanted().made_from("uncertainty", std::slice::from_ref(&job));
        let made = made.flag("draws", options.draws).flag("without", without).seed(options.seed);
        let page = page::uncertain(&drawn, &methods, &locale(&job));
        Ok((Answer::new(page::uncertain_json(&made, &drawn, &methods), page), drawn.warnings()))
    })?;
    warned(py, warnings)?;
    Ok(answer)
}

/// What the uncertainty of a score or a gap comes from.
#[pyfunction]
pub(crate) fn sensitivity<'py>(
    py: Python<'py>,
    scenarios: Vec<Bound<'py, PyAny>>,
    samples: usize,
    seed: u64,
    scoring: Scoring<'py>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer> {
    let asked = Asked::new(py, &scenarios, scoring)?;
    let job = asked.one_job(py)?;
    let sampling = Sampling { samples, seed, ..Sampling::default() };
    free(py, progress.as_ref(), |watch| {
        watch.expect(samples as u64);
        let scenarios: Vec<_> = job.scenarios.iter().collect();
        let settings = asked.wanted().settings();
        let found = froth::sensitivity::sensitivity(&job.model, &scenarios, settings, &sampling, watch)?;
        let made = asked.wanted().made_from("sensitivity", std::slice::from_ref(&job));
        let made = made.flag("samples", samples).seed(seed);
        Ok(Answer::new(page::json(&made, &found), page::sensitivity(&found, &locale(&job))))
    })
}

/// A scenario under shocks, and what it would take.
#[pyfunction]
pub(crate) fn stress<'py>(
    py: Python<'py>,
    scenario: Bound<'py, PyAny>,
    shocks: Vec<Bound<'py, PyAny>>,
    target: Option<Bound<'py, PyAny>>,
    versus: Option<Bound<'py, PyAny>>,
    scoring: Scoring<'py>,
) -> PyResult<Answer> {
    let mut asked = Asked::new(py, &[scenario], scoring)?;
    let shocks = asked.given.names(&shocks)?;
    let mut named = |of: Option<Bound<'py, PyAny>>| of.map(|of| asked.given.name(&of)).transpose();
    let target = match target {
        // As it is typed on the command line: 60, not 60.0.
        Some(of) => match of.extract::<f64>() {
            Ok(number) => Some(number.to_string()),
            Err(_) => named(Some(of))?,
        },
        None => None,
    };
    let versus = named(versus)?;
    let stress = py.detach(|| {
        let asked_of = job::Asked { shocks: &shocks, target: target.as_deref(), versus: versus.as_deref() };
        Stress::open(&asked.wanted(), &asked_of, &|kind, name, folder| asked.given.open(kind, name, folder))
    });
    let stress = stress.or_raise(py)?;
    warned(py, stress.warnings.clone())?;
    free(py, None, |_| {
        let stressed = stress.run()?;
        let locale = Locale::new(Language::English).with_model(stress.model());
        let page = page::stressed(&stressed, stress.model(), &locale);
        Ok(Answer::new(page::stressed_json(&stress.made_from, &stressed), page))
    })
}

/// Eras over time.
#[pyfunction]
pub(crate) fn track<'py>(
    py: Python<'py>,
    scenarios: Vec<Bound<'py, PyAny>>,
    scoring: Scoring<'py>,
) -> PyResult<Answer> {
    let asked = Asked::new(py, &scenarios, scoring)?;
    let job = asked.one_job(py)?;
    free(py, None, |_| {
        let scenarios: Vec<_> = job.scenarios.iter().collect();
        let tracked = froth::track::track(&job.model, &scenarios, asked.wanted().settings())?;
        let made = asked.wanted().made_from("track", std::slice::from_ref(&job));
        Ok(Answer::new(page::json(&made, &tracked), page::tracked(&tracked, &job.model, &locale(&job))))
    })
}

/// What moved a headline. `chosen` chooses among the scenarios of reports.
#[pyfunction]
pub(crate) fn changes<'py>(
    py: Python<'py>,
    old: Bound<'py, PyAny>,
    new: Bound<'py, PyAny>,
    chosen: Option<String>,
    scoring: Scoring<'py>,
) -> PyResult<Answer> {
    let asked = Asked::new(py, &[old, new], scoring)?;
    let moved = free(py, None, |_| moved(&asked, chosen.as_deref()))?;
    warned(py, moved.warnings.clone())?;
    let [old, new] = &moved.jobs;
    let page = page::changed(&moved.changes, &new.model, &locale(old).with_model(&new.model));
    Ok(Answer::new(page::changed_json(&moved.made_from, &moved.changes), page))
}

/// What moved a headline from the first scenario to the second.
pub(crate) fn moved(asked: &Asked, chosen: Option<&str>) -> Result<Moved, Error> {
    let [old, new] = asked.scenarios() else {
        return Err(crate::findings::refused(
            "changes are between two scenarios",
            "give the old one first, then the new one",
        ));
    };
    let open = |kind, name: &str, folder: Option<&std::path::Path>| asked.given.open(kind, name, folder);
    Moved::find([old, new], chosen, &asked.wanted(), &open)
}

/// What a scenario or a model says about itself, as JSON.
#[pyfunction]
pub(crate) fn described(py: Python<'_>, kind: &str, of: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut given = Given::default();
    let name = given.name(of)?;
    let kind = one_of("kind", kind, &[Kind::Model, Kind::Scenario], Kind::as_str).or_raise(py)?;
    let open = |kind, name: &str, folder: Option<&std::path::Path>| given.open(kind, name, folder);
    let source = open(kind, &name, None).or_raise(py)?;
    let described = if kind == Kind::Model {
        let (model, warnings) = froth::model::Model::parse(&source).or_raise(py)?;
        warned(py, warnings)?;
        let ids = model.indicators.iter().map(|i| i.id.clone()).collect();
        Described::of(&model.id, &model.title, None, None, ids, source.text())
    } else {
        let (scenario, warnings) = froth::scenario::Scenario::load(&source, &open).or_raise(py)?;
        warned(py, warnings)?;
        let model = scenario.model.as_ref().map_or(catalog::DEFAULT_MODEL, |m| &m.name).to_owned();
        let ids = scenario.ids().into_iter().map(str::to_owned).collect();
        let as_of = Some(scenario.as_of.to_string());
        Described::of(&scenario.id, &scenario.title, as_of, Some(model), ids, source.text())
    };
    Ok(serde_json::to_string(&described).unwrap_or_default())
}

/// What a file says about itself.
#[derive(Debug, serde::Serialize)]
struct Described {
    id: String,
    title: String,
    as_of: Option<String>,
    model: Option<String>,
    /// Of a model its indicators, of a scenario what it has figures for.
    ids: Vec<String>,
    text: String,
}

impl Described {
    fn of(id: &str, title: &str, as_of: Option<String>, model: Option<String>, ids: Vec<String>, text: &str) -> Self {
        Described { id: id.to_owned(), title: title.to_owned(), as_of, model, ids, text: text.to_owned() }
    }
}
