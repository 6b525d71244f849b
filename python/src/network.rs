//! Who falls with whom.

use crate::answer::Answer;
use crate::findings::{Raise, refused, warned};
use crate::given::{Given, one_of};
use crate::options::{Options, named};
use crate::work::free;
use froth::Error;
use froth::catalog::Kind;
use froth::chart;
use froth::diag::{Code, Diagnostic};
use froth::locale::{Language, Locale};
use froth::made_from::MadeFrom;
use froth::network::{self as networks, Channel, Method, Network, Recovery, Status};
use froth::page;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// What a shock does to a network.
#[pyfunction]
pub(crate) fn network<'py>(
    py: Python<'py>,
    network: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer> {
    let mut given = Given::default();
    let name = given.name(network)?;
    let options = Options::new(options)?;
    let recovery = options.take::<(f64, f64)>("recovery")?;
    let recovery = recovery.map(|(external, claims)| Recovery { external, claims });
    let loss_given_default = options.share("loss_given_default")?;
    let asked = asked(&options, recovery, loss_given_default)?;
    options.done()?;
    let read = || Network::parse(&given.open(Kind::Network, &name, None)?);
    let (network, warnings) = read().or_raise(py)?;
    warned(py, warnings)?;
    free(py, progress.as_ref(), |watch| {
        let found = networks::run(&network, &asked, watch)?;
        let made = MadeFrom::new("network").network(&network);
        let made = asked.stated(made, recovery, loss_given_default);
        let locale = Locale::new(Language::English).with_network(&network);
        let (json, page) = (page::json(&made, &found), page::networked(&found, &locale));
        let shocked = !asked.failed.is_empty() || !asked.shocks.is_empty();
        let drawn = move |kind: &str, language: Language| {
            let locale = Locale::new(language).with_network(&network);
            match kind {
                "cascade" if !shocked => {
                    let help = "say what happens first, with `fail` or `shock`";
                    Err(Diagnostic::error(Code::Shock, "a cascade needs a shock").help(help).into())
                }
                "cascade" => Ok(chart::cascade(&found, &locale)),
                "exposure" => Ok(chart::exposure(&found, &locale)),
                _ => Ok(chart::network(&found, &locale)),
            }
        };
        Ok(Answer::new(json, page).drawn(&["network", "cascade", "exposure"], drawn))
    })
}

fn asked(
    options: &Options<'_>,
    recovery: Option<Recovery>,
    loss_given_default: Option<f64>,
) -> PyResult<networks::Options> {
    let lost = loss_given_default.unwrap_or(1.0);
    let recovered = recovery.unwrap_or(Recovery { external: 1.0, claims: 1.0 });
    let methods = [
        ("debtrank", Method::DebtRank { loss_given_default: lost }),
        ("clearing", Method::Clearing { recovery: recovered }),
        ("threshold", Method::Threshold { loss_given_default: lost }),
    ];
    let method = named(options, "method", &methods)?.unwrap_or(methods[0].1);
    let clearing = matches!(method, Method::Clearing { .. });
    let shares = [recovered.external, recovered.claims];
    if !clearing && recovery.is_some() || shares.iter().any(|share| !(0.0..=1.0).contains(share)) {
        return options.refuse(
            "recovery",
            "is two shares, for clearing",
            "give it with method=\"clearing\", as (0.5, 0.7)",
        );
    }
    if clearing && loss_given_default.is_some() {
        return options.refuse("loss_given_default", "is for debtrank and threshold", "clearing has `recovery`");
    }
    let channels = options.texts("channels")?;
    let channels = channels.iter().map(|name| one_of("channels", name, &Channel::ALL, Channel::as_str));
    let channels = channels.collect::<Result<Vec<_>, Error>>().or_raise(options.py())?;
    let status = options.texts("status")?;
    let status = status.iter().map(|name| one_of("status", name, &Status::ALL, Status::as_str));
    let mut status = status.collect::<Result<Vec<_>, Error>>().or_raise(options.py())?;
    if status.contains(&Status::Dead) {
        return Err(refused("what is dead never counts", "leave `dead` out of `status`")).or_raise(options.py());
    }
    if status.is_empty() {
        status = vec![Status::Paid, Status::Contracted];
    }
    Ok(networks::Options {
        method,
        channels: Some(channels).filter(|channels| !channels.is_empty()),
        status,
        shocks: options.pairs("shock")?,
        failed: options.texts("fail")?,
        draws: options.within("draws", 0, 10_000_000, 0)?,
        seed: options.take("seed")?.unwrap_or(1),
        rank: options.flag("rank")?,
        circularity: options.flag("circularity")?,
        target: options.take("target")?,
    })
}
