//! Audits of models and networks.

use crate::answer::Answer;
use crate::findings::{Raise, refused, warned};
use crate::given::{Asked, Given, Scoring};
use crate::tables::opened;
use crate::work::free;
use froth::catalog::{self, Kind};
use froth::locale::Language;
use froth::network::Network;
use froth::page::{self, Audited};
use froth::{audit as audits, shown};
use pyo3::prelude::*;

/// A model, by itself and on scenarios: an element of `audit` of `froth check --audit`.
#[pyfunction]
pub(crate) fn audit<'py>(
    py: Python<'py>,
    scenarios: Vec<Bound<'py, PyAny>>,
    scoring: Scoring<'py>,
) -> PyResult<Answer> {
    let (model, scenarios) = if scenarios.is_empty() {
        let [model] = scoring.0.as_slice() else {
            let help = "give scenarios, or a model: froth.audit(model=\"four-dimensions\")";
            return Err(refused("there is nothing to audit", help)).or_raise(py);
        };
        (opened(py, model)?, Vec::new())
    } else {
        let job = Asked::new(py, &scenarios, scoring)?.one_job(py)?;
        (job.model, job.scenarios)
    };
    free(py, None, |_| {
        let (own, beside) = (scenarios.iter().collect::<Vec<_>>(), catalog::scenarios());
        let found = audits::model(&model, &own, &beside.iter().collect::<Vec<_>>());
        let json = shown::json(&Audited::model(&found)).unwrap_or_default();
        Ok(Answer::new(json, page::audited(&[found], Language::English)))
    })
}

/// A network: an element of `audit_networks` of `froth check --audit`.
#[pyfunction]
pub(crate) fn audit_network(py: Python<'_>, network: &Bound<'_, PyAny>) -> PyResult<Answer> {
    let mut given = Given::default();
    let name = given.name(network)?;
    let read = || Network::parse(&given.open(Kind::Network, &name, None)?);
    let (network, warnings) = read().or_raise(py)?;
    warned(py, warnings)?;
    let found = audits::network(&network);
    let json = shown::json(&Audited::network(&found)).unwrap_or_default();
    Ok(Answer::new(json, page::audited_networks(&[found], Language::English)))
}
