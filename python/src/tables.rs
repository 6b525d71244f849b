//! Tables held against events, and counted.

use crate::answer::Answer;
use crate::findings::{Raise, remarked, warned};
use crate::frame::Data;
use crate::given::Given;
use crate::options::{Options, Reading, Scored, named, parsed};
use crate::panel::remarks;
use crate::work::free;
use froth::backtest::{self as events, Event, Horizon, Resample};
use froth::base_rates::{self as rates, EndedAs, Move};
use froth::diag::{Code, Diagnostic};
use froth::locale::{Language, Locale};
use froth::made_from::MadeFrom;
use froth::model::Model;
use froth::panel::PanelOptions;
use froth::{Error, chart, job, page};
use pyo3::prelude::*;
use pyo3::types::PyDict;

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
    pub(crate) fn remark(&self, py: Python<'_>) -> PyResult<()> {
        match self {
            Data::Frame(_, left_out) if !left_out.is_empty() => remarked(
                py,
                &format!("left out, for they are neither numbers, days nor texts: {}", left_out.join(", ")),
            ),
            _ => Ok(()),
        }
    }

    /// Made from a file too. It is read once more for its digest; a frame has none.
    pub(crate) fn stated(&self, made: MadeFrom) -> Result<MadeFrom, Error> {
        let Data::File(path) = self else { return Ok(made) };
        made.data(path)
            .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", path.display())).into())
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
        let page = page::backtested(&found, &data.name(), &localised(model.as_ref(), Language::English));
        let (json, source, several) = (page::json(&made, &found), data.name(), input.entities.len());
        let drawn = move |kind: &str, language: Language| {
            let locale = localised(model.as_ref(), language);
            let by = model.as_ref().map(|model| format!("{} {}", locale.model(&model.id), model.version));
            let by = by.or_else(|| score.clone()).unwrap_or_default();
            let of = chart::BacktestOf { model: by, source: source.clone() };
            if kind == "roc" {
                return Ok(chart::roc(&found, &of, &locale));
            }
            if several > 1 {
                let message = format!("a chart over time shows one entity, and these are {several}");
                let help = "keep the rows of one entity in a table of their own";
                return Err(Diagnostic::error(Code::Data, message).help(help).into());
            }
            Ok(chart::signal(&found, &of, &locale))
        };
        Ok((Answer::new(json, page).drawn(&["roc", "signal"], drawn), said))
    })?;
    not_finite_said(py, not_finite)?;
    summary.map_or(Ok(()), |summary| remarks(py, &summary))?;
    Ok(answer)
}

fn localised(model: Option<&Model>, language: Language) -> Locale {
    model.into_iter().fold(Locale::new(language), Locale::with_model)
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
        let (json, source) = (page::json(&made, &found), data.name());
        let drawn = move |kind: &str, language: Language| {
            let draw = if kind == "runups" { chart::runups } else { chart::base_rates };
            Ok(draw(&found, &source, &Locale::new(language)))
        };
        Ok((Answer::new(json, page).drawn(&["base_rates", "runups"], drawn), (not_finite, doubts)))
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
pub(crate) fn not_finite_said(py: Python<'_>, not_finite: u64) -> PyResult<()> {
    if not_finite > 0 {
        remarked(py, &format!("{not_finite} numbers were NaN or infinite: taken as missing"))?;
    }
    Ok(())
}
