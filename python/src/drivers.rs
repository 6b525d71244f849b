//! What drives the ranks of a table.

use crate::answer::Answer;
use crate::frame::Data;
use crate::options::{Options, Scored, parsed};
use crate::panel::remarks;
use crate::tables::opened;
use crate::work::free;
use froth::diag::{Code, Diagnostic};
use froth::locale::{Language, Locale};
use froth::made_from::MadeFrom;
use froth::page;
use froth::panel::{DriverOptions, PanelOptions, rank_drivers as drivers};
use froth::sensitivity::{DriverTarget, Sampling};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The entities of a date: Sobol indices of their ranks, intervals, and what happens without an indicator or a dimension.
#[pyfunction]
pub(crate) fn rank_drivers<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    model: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer> {
    let options = Options::new(options)?;
    let scored = Scored::of(&options)?;
    let at = options.day("at", "2018-12-31")?;
    let target = parsed(&options, "target", |text| {
        let help = "there are rank-shift, top:N, top:N:ENTITY, score:ENTITY and rank:ENTITY";
        let wrong = |e: String| Diagnostic::error(Code::WrongType, format!("`target`: {e}")).help(help);
        text.parse::<DriverTarget>().map_err(|e| wrong(e).into())
    })?;
    let samples = options.within("samples", 1, 1 << 20, 4096)?;
    let ranks = options.ranks()?;
    options.done()?;
    let model = opened(py, model)?;
    let data = Data::of(data)?;
    data.remark(py)?;
    let target = target.unwrap_or_default();
    let sampling =
        Sampling { samples: usize::try_from(samples).unwrap_or(usize::MAX), seed: ranks.seed, ..Sampling::default() };
    let how = DriverOptions::default().at(at).target(target.clone()).sampling(sampling).ranks(ranks);
    let (answer, summary) = free(py, progress.as_ref(), |watch| {
        watch.expect(data.size());
        let read = PanelOptions::of(scored.options.clone()).layout(scored.reading.layout.clone());
        let (found, summary) = drivers(&model, data.source(), &read, &how, watch)?;
        let made = scored
            .stated(MadeFrom::new("sensitivity").model(&model))
            .flag("at", at.map(|date| date.to_string()))
            .flag("target", target.to_string())
            .flag("samples", samples)
            .flag("draws", ranks.draws)
            .flag("top", ranks.top)
            .seed(ranks.seed);
        let made = data.stated(made)?;
        let page = page::driven(&found, &Locale::new(Language::English).with_model(&model));
        Ok((Answer::new(page::json(&made, &found), page), summary))
    })?;
    remarks(py, &summary)?;
    Ok(answer)
}
