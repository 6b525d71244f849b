//! Tables: scored, tested for explosive growth, held against events.

use crate::answer::Answer;
use crate::findings::{Raise, remarked, warned};
use crate::frame::Data;
use crate::given::Given;
use crate::options::{Options, Reading, Scored, named, parsed};
use crate::table::Table;
use crate::work::free;
use froth::backtest::{self as events, Event, Horizon, Resample};
use froth::base_rates::{self as rates, EndedAs, Move};
use froth::diag::{Code, Diagnostic};
use froth::exuberance::{self as explosive, Cache, Columns, Critical};
use froth::locale::{Language, Locale};
use froth::made_from::MadeFrom;
use froth::model::Model;
use froth::panel::{PanelOptions, Summary, score_source};
use froth::series::psy::{Lag, Level, MAX_LAG, Residuals, Settings};
use froth::{Error, job, page};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

/// A model, its warnings said.
pub(crate) fn opened(py: Python<'_>, of: &Bound<'_, PyAny>) -> PyResult<Model> {
    let mut given = Given::default();
    let name = given.name(of)?;
    let open = |kind, name: &str, folder: Option<&std::path::Path>| given.open(kind, name, folder);
    let (model, warnings) = job::model(&name, &open).or_raise(py)?;
    warned(py, warnings)?;
    Ok(model)
}

impl Data {
    /// Says which columns of a frame were left out.
    fn remark(&self, py: Python<'_>) -> PyResult<()> {
        match self {
            Data::Frame(_, left_out) if !left_out.is_empty() => remarked(
                py,
                &format!("left out, for they are neither numbers, days nor texts: {}", left_out.join(", ")),
            ),
            _ => Ok(()),
        }
    }

    /// Made from a file too. It is read once more for its digest; a frame has none.
    fn stated(&self, made: MadeFrom) -> Result<MadeFrom, Error> {
        let Data::File(path) = self else { return Ok(made) };
        made.data(path)
            .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", path.display())).into())
    }
}

/// What was done, for Python.
#[derive(Debug, Serialize)]
struct Done<'a> {
    rows: u64,
    scored: u64,
    entities: Option<usize>,
    not_finite: u64,
    absent: &'a [String],
    looks_ahead: &'a [String],
    notes: &'a [String],
    unscored: Vec<Reason<'a>>,
}

#[derive(Debug, Serialize)]
struct Reason<'a> {
    id: &'a str,
    reason: String,
}

impl<'a> Done<'a> {
    fn of(summary: &'a Summary) -> Self {
        let unscored = summary.unscored.iter().map(|(id, why)| Reason { id, reason: why.to_string() });
        Done {
            rows: summary.rows,
            scored: summary.scored,
            entities: summary.entities,
            not_finite: summary.not_finite,
            absent: &summary.absent,
            looks_ahead: &summary.looks_ahead,
            notes: &summary.notes,
            unscored: unscored.collect(),
        }
    }
}

/// Says what is odd about a table that was scored.
fn remarks(py: Python<'_>, summary: &Summary) -> PyResult<()> {
    if summary.scored == 0 && summary.rows > 0 {
        let unscored = Done::of(summary).unscored;
        let reasons: Vec<String> = unscored.iter().take(12).map(|of| format!("{}: {}", of.id, of.reason)).collect();
        remarked(py, &format!("no row has a score: {}", reasons.join("; ")))?;
    }
    Ok(())
}

/// A table of many dates and entities, scored row by row.
#[pyfunction]
pub(crate) fn panel<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    model: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<(Table, String)> {
    let options = Options::new(options)?;
    let Scored { reading, options: scored } = Scored::of(&options)?;
    let scored = scored
        .contributions(options.flag("contributions")?)
        .chained(options.flag("chained")?)
        .audit(options.flag("audit")?);
    options.done()?;
    let model = opened(py, model)?;
    let data = Data::of(data)?;
    data.remark(py)?;
    let (table, summary) = free(py, progress.as_ref(), |watch| {
        watch.expect(data.size());
        let options = PanelOptions::of(scored).layout(reading.layout);
        let (frame, summary) = score_source(data.source(), &model, &options, watch)?;
        Ok((Table::new(frame), summary))
    })?;
    remarks(py, &summary)?;
    Ok((table, serde_json::to_string(&Done::of(&summary)).unwrap_or_default()))
}

/// Tests for explosive growth.
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
    let (lag, lag_once) = lag(&options)?;
    let level = level(&options)?;
    let kinds = [("none", Critical::None), ("monte-carlo", Critical::MonteCarlo), ("bootstrap", Critical::Bootstrap)];
    let in_place = options.flag("in_place")?;
    let asked = explosive::Options {
        settings: Settings { lag, min_window: options.take("min_window")? },
        lag_once,
        level,
        critical: named(&options, "critical_values", &kinds)?.unwrap_or(Critical::MonteCarlo),
        replications: options.within("replications", 1, 100_000, 2000)? as usize,
        seed: options.take("seed")?.unwrap_or(1),
        min_duration: options.take("min_duration")?,
        control: options.take("control")?,
        residuals: if in_place { Residuals::InPlace } else { Residuals::Drawn },
        panel: options.flag("panel")?,
    };
    let cache = if options.flag("no_cache")? { Cache::none() } else { Cache::of_user() };
    options.done()?;
    let data = Data::of(data)?;
    data.remark(py)?;
    let (answer, taken) = free(py, progress.as_ref(), |watch| {
        let taken = explosive::read(data.source(), &columns, watch)?;
        watch.expect(asked.steps(&taken.inputs));
        let found = explosive::exuberance(&taken.inputs, &asked, &cache, watch)?;
        let critical = kinds.iter().find(|(_, kind)| *kind == asked.critical).map_or("none", |(name, _)| name);
        let made = reading
            .stated(MadeFrom::new("exuberance"))
            .flag("column", &columns.columns)
            .flag("ratio", &columns.ratios)
            .flag("series", &columns.series)
            .flag("log", columns.log)
            .flag("allow_gaps", columns.allow_gaps)
            .flag("lag", explosive::lag_text(lag, lag_once))
            .flag("min_window", asked.settings.min_window)
            .flag("critical_values", critical)
            .flag("level", Some(level.percent()).filter(|percent| *percent != 95))
            .flag("min_duration", asked.min_duration)
            .flag("control", asked.control)
            .flag("in_place", in_place)
            .flag("panel", asked.panel);
        let drawn = asked.critical != Critical::None || asked.panel;
        let made = if drawn { made.flag("replications", asked.replications).seed(asked.seed) } else { made };
        let made = data.stated(made)?;
        let page = page::exuberant(&found, &data.name(), &Locale::new(Language::English));
        Ok((Answer::new(page::json(&made, &found), page), (taken.not_finite, taken.mixed)))
    })?;
    let (not_finite, mixed) = taken;
    not_finite_said(py, not_finite)?;
    if !mixed.is_empty() {
        remarked(py, &format!("left out, for not all that they hold are numbers: {}", mixed.join(", ")))?;
    }
    Ok(answer)
}

/// Lags as the command line writes them, and whether they are chosen once.
fn lag(options: &Options<'_>) -> PyResult<(Lag, bool)> {
    let Some(given) = options.any("lag")? else { return Ok((Lag::Fixed(0), false)) };
    let text: String = given.str()?.extract()?;
    if let Some(lag) = explosive::lag_of(&text) {
        return Ok(lag);
    }
    let help = format!(
        "give a number of lags from 0 to {MAX_LAG}, or \"bic:4\", \"aic:4\", \"bic-once:4\" or \"aic-once:4\" to choose among 0 to 4"
    );
    options.refuse("lag", &format!("is {text:?}"), &help)
}

/// The level that decides and dates.
fn level(options: &Options<'_>) -> PyResult<Level> {
    let Some(percent) = options.take::<u8>("level")? else { return Ok(Level::default()) };
    match Level::of_percent(percent) {
        Some(level) => Ok(level),
        None => options.refuse("level", &format!("is {percent}"), "give 90, 95 or 99"),
    }
}

/// Scores held against events that came later: a model's, or a column's.
#[pyfunction]
pub(crate) fn backtest<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    model: Option<Bound<'py, PyAny>>,
    event: &str,
    options: &Bound<'py, PyDict>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer> {
    let event = Event::parse(event).or_raise(py)?;
    let options = Options::new(options)?;
    let scored = Scored::of(&options)?;
    let (score, rivals): (Option<String>, _) = (options.take("score")?, options.texts("rivals")?);
    let allow_gaps = options.flag("allow_gaps")?;
    let resamples = [("time", Resample::Time), ("entity", Resample::Entity), ("both", Resample::Both)];
    let asked = events::Options {
        event,
        horizon: parsed(&options, "horizon", Horizon::parse)?,
        aftermath: options.take("aftermath")?.unwrap_or(0),
        preference: options.take("preference")?.unwrap_or(0.5),
        threshold: options.take("threshold")?,
        replications: options.within("replications", 100, 1_000_000, 10_000)? as usize,
        resample: named(&options, "resample", &resamples)?.unwrap_or(Resample::Time),
        block: block(&options)?,
        seed: options.take("seed")?.unwrap_or(1),
    };
    if !(asked.preference > 0.0 && asked.preference < 1.0) {
        return options.refuse("preference", &format!("is {}", asked.preference), "give a number between 0 and 1");
    }
    if asked.threshold.is_some_and(|threshold| !threshold.is_finite()) {
        return options.refuse("threshold", "is no score", "give a number");
    }
    if score.is_some() == model.is_some() {
        return options.refuse("score", "is a column in the place of a model", "give a model or `score`, one of both");
    }
    options.done()?;
    let model = model.map(|model| opened(py, &model)).transpose()?;
    let data = Data::of(data)?;
    data.remark(py)?;
    let (answer, (not_finite, summary)) = free(py, progress.as_ref(), |watch| {
        watch.expect(data.size() + asked.replications as u64);
        let reading = PanelOptions::of(scored.options.clone()).layout(scored.reading.layout.clone());
        let of = events::Asked::new(&asked, &rivals, allow_gaps);
        let (input, said) = if let Some(model) = &model {
            let (input, summary) = events::read(model, data.source(), &reading, of, watch)?;
            (input, (0, Some(summary)))
        } else {
            let column = score.as_deref().unwrap_or_default();
            let (input, not_finite) = events::read_column(column, data.source(), &reading, of, watch)?;
            (input, (not_finite, None))
        };
        let found = events::backtest(&input, &asked, watch)?;
        let made = scored
            .stated(model.iter().fold(MadeFrom::new("backtest"), MadeFrom::model))
            .flag("score", &score)
            .flag("rival", &rivals)
            .flag("allow_gaps", allow_gaps);
        let made = asked.stated(made);
        let made = data.stated(made)?;
        let locale = Locale::new(Language::English);
        let locale = model.iter().fold(locale, Locale::with_model);
        let page = page::backtested(&found, &data.name(), &locale);
        Ok((Answer::new(page::json(&made, &found), page), said))
    })?;
    not_finite_said(py, not_finite)?;
    summary.map_or(Ok(()), |summary| remarks(py, &summary))?;
    Ok(answer)
}

/// What came after run-ups.
#[pyfunction]
pub(crate) fn base_rates<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    price: String,
    options: &Bound<'py, PyDict>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer> {
    let options = Options::new(options)?;
    let reading = Reading::of(&options)?;
    let columns = rates::Columns {
        price,
        excess: options.take("excess")?,
        shape: reading.shape.clone(),
        layout: reading.layout.clone(),
        zero_is_missing: reading.zero_is_missing.clone(),
    };
    let rises = options.texts("rise")?;
    let rises = rises.iter().map(|text| Move::rise(text)).collect::<Result<Vec<_>, Error>>().or_raise(py)?;
    let ended_as = named(&options, "ended_as", &[("open", EndedAs::Open), ("fall", EndedAs::Fall)])?;
    let gap = options.take::<usize>("gap")?;
    if gap == Some(0) {
        return options.refuse("gap", "is 0", "give a number of rows, from 1");
    }
    let asked = rates::Options {
        rises,
        fall: parsed(&options, "fall", Move::fall)?,
        gap,
        min_entities: options.take("min_entities")?.unwrap_or(1),
        ended_as: ended_as.unwrap_or(EndedAs::Open),
        replications: options.within("replications", 100, 1_000_000, 10_000)? as usize,
        block: block(&options)?,
        seed: options.take("seed")?.unwrap_or(1),
    };
    options.done()?;
    let data = Data::of(data)?;
    data.remark(py)?;
    let (answer, (not_finite, doubts)) = free(py, progress.as_ref(), |watch| {
        let (input, not_finite) = rates::read(data.source(), &columns, watch)?;
        watch.expect(2 * asked.replications as u64);
        let found = rates::base_rates(&input, &asked, watch)?;
        let made =
            reading.stated(MadeFrom::new("base-rates")).flag("price", &columns.price).flag("excess", &columns.excess);
        let made = asked.stated(made);
        let made = data.stated(made)?;
        let locale = Locale::new(Language::English);
        let page = page::base_rates(&found, &data.name(), &locale);
        let doubts = page::base_rates_doubts(&found, &locale);
        Ok((Answer::new(page::json(&made, &found), page), (not_finite, doubts)))
    })?;
    not_finite_said(py, not_finite)?;
    doubts.iter().try_for_each(|doubt| remarked(py, doubt))?;
    Ok(answer)
}

/// The mean length of blocks.
fn block(options: &Options<'_>) -> PyResult<Option<f64>> {
    let block: Option<f64> = options.take("block")?;
    if block.is_some_and(|block| !(block >= 1.0 && block.is_finite())) {
        return options.refuse("block", "is no length", "give a number from 1 on");
    }
    Ok(block)
}

/// Says how many numbers were none.
fn not_finite_said(py: Python<'_>, not_finite: u64) -> PyResult<()> {
    if not_finite > 0 {
        remarked(py, &format!("{not_finite} numbers were NaN or infinite: taken as missing"))?;
    }
    Ok(())
}
