//! Tests for explosive growth.

use crate::answer::Answer;
use crate::findings::{Raise, remarked};
use crate::frame::Data;
use crate::given::one_of;
use crate::options::{Options, Reading, named};
use crate::tables::not_finite_said;
use crate::work::free;
use froth::Date;
use froth::exuberance::monitor::Detector;
use froth::exuberance::{Cache, Columns, Critical, lag_of};
use froth::job::explosive::{Explosive, Way};
use froth::locale::{Language, Locale};
use froth::made_from::MadeFrom;
use froth::series::psy::{Lag, Level, MAX_LAG};
use froth::staged::{self, cannot_write};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Series dated, held under several tests, or monitored.
#[pyfunction]
pub(crate) fn exuberance<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer> {
    let options = Options::new(options)?;
    let reading = Reading::of(&options)?;
    let columns = Columns {
        columns: options.texts("columns")?,
        ratios: options.texts("ratios")?,
        series: options.texts("series")?,
        shape: reading.shape.clone(),
        layout: reading.layout.clone(),
        zero_is_missing: reading.zero_is_missing.clone(),
        allow_gaps: options.flag("allow_gaps")?,
        log: options.flag("log")?,
    };
    if !columns.series.is_empty() && (!columns.columns.is_empty() || !columns.ratios.is_empty()) {
        return options.refuse(
            "series",
            "does not go with columns and ratios",
            "give series of a long table, or columns",
        );
    }
    let kinds = [("none", Critical::None), ("monte-carlo", Critical::MonteCarlo), ("bootstrap", Critical::Bootstrap)];
    let level = level(&options)?;
    let asked = Explosive {
        columns,
        lag: lag(&options)?,
        min_window: options.take("min_window")?,
        level: level.unwrap_or_default(),
        critical: named(&options, "critical_values", &kinds)?.unwrap_or(Critical::MonteCarlo),
        replications: options.within("replications", 1, 100_000, 2000)? as usize,
        seed: options.take("seed")?.unwrap_or(1),
        way: way(&options)?,
    };
    let cache = if options.flag("no_cache")? { Cache::none() } else { Cache::of_user() };
    options.done()?;
    let data = Data::of(data)?;
    data.remark(py)?;
    let (answer, (not_finite, mixed)) = free(py, progress.as_ref(), |watch| {
        let taken = asked.read(data.source(), watch)?;
        watch.expect(asked.steps(&taken.inputs));
        let write =
            |file: &std::path::Path, bytes: &[u8]| staged::whole(file, bytes).map_err(|e| cannot_write(file, &e));
        let found = asked.run(taken.inputs, &cache, &write, watch)?;
        let made = data.stated(asked.stated(reading.stated(MadeFrom::new("exuberance"))))?;
        let (json, source) = (found.json(&made), data.name());
        let page = found.page(&source, &Locale::new(Language::English));
        let drawn = move |_: &str, language| Ok(found.chart(&source, language));
        Ok((Answer::new(json, page).drawn(&["exuberance"], drawn), (taken.not_finite, taken.mixed)))
    })?;
    not_finite_said(py, not_finite)?;
    if !mixed.is_empty() {
        remarked(py, &format!("left out, for not all that they hold are numbers: {}", mixed.join(", ")))?;
    }
    Ok(answer)
}

/// What is done with the series. What belongs to one way is refused in another.
fn way(options: &Options<'_>) -> PyResult<Way> {
    let (compare_tests, on): (_, Option<String>) = (options.flag("compare_tests")?, options.take("on")?);
    let monitor = options.any("monitor")?.map(|day| day.str()?.extract::<String>()).transpose()?;
    let (horizon, detectors) = (options.take::<usize>("horizon")?, options.texts("detectors")?);
    let state: Option<std::path::PathBuf> = options.take("state")?;
    let (min_duration, control) = (options.take("min_duration")?, options.take("control")?);
    let (in_place, panel) = (options.flag("in_place")?, options.flag("panel")?);
    let dated = [
        ("min_duration", min_duration.is_some()),
        ("control", control.is_some()),
        ("in_place", in_place),
        ("panel", panel),
    ];
    let watched = [("horizon", horizon.is_some()), ("detectors", !detectors.is_empty()), ("state", state.is_some())];
    let first = |all: &[(&'static str, bool)]| all.iter().find(|(_, given)| *given).map(|(name, _)| *name);
    let beside = |name: &str, of: &str| {
        options.refuse(name, &format!("does not go with `{of}`"), &format!("leave `{name}` or `{of}` out"))
    };
    let without = |name: &str, of: &str, example: &str| {
        options.refuse(name, &format!("belongs to `{of}`"), &format!("give {example} with it, or leave `{name}` out"))
    };
    if !compare_tests && on.is_some() {
        return without("on", "compare_tests", "compare_tests=True");
    }
    let Some(monitor) = monitor else {
        if let Some(name) = first(&watched) {
            return without(name, "monitor", "the last day of a training, monitor=\"2019-12-31\",");
        }
        if !compare_tests {
            return Ok(Way::Dated { min_duration, control, in_place, panel });
        }
        return match first(&dated) {
            Some(name) => beside(name, "compare_tests"),
            None => Ok(Way::SideBySide { on }),
        };
    };
    if let Some(name) = first(&[&dated[..], &[("compare_tests", compare_tests)]].concat()) {
        return beside(name, "monitor");
    }
    if state.is_some() && horizon.is_none() {
        return without("state", "horizon", "a number of rows to monitor, horizon=120,");
    }
    let Ok(from) = monitor.parse::<Date>() else {
        return options.refuse("monitor", &format!("is {monitor:?}"), "give a day such as \"2019-12-31\"");
    };
    let detector = |name: &String| one_of("detectors", name, &Detector::ALL, Detector::as_str);
    let detectors = detectors.iter().map(detector).collect::<Result<Vec<_>, _>>().or_raise(options.py())?;
    Ok(Way::Monitored { from, horizon, detectors, state })
}

/// Lags as the command line writes them, and whether they are chosen once.
fn lag(options: &Options<'_>) -> PyResult<(Lag, bool)> {
    let Some(given) = options.any("lag")? else { return Ok((Lag::Fixed(0), false)) };
    let text: String = given.str()?.extract()?;
    if let Some(lag) = lag_of(&text) {
        return Ok(lag);
    }
    let help = format!(
        "give a number of lags from 0 to {MAX_LAG}, or \"bic:4\", \"aic:4\", \"bic-once:4\" or \"aic-once:4\" to choose among 0 to 4"
    );
    options.refuse("lag", &format!("is {text:?}"), &help)
}

/// The level that decides and dates.
fn level(options: &Options<'_>) -> PyResult<Option<Level>> {
    let Some(percent) = options.take::<u8>("level")? else { return Ok(None) };
    match Level::of_percent(percent) {
        Some(level) => Ok(Some(level)),
        None => options.refuse("level", &format!("is {percent}"), "give 90, 95 or 99"),
    }
}
