//! Does a model do what its author thinks? Findings, most severe first, and the numbers behind them: facts, without words.
//!
//! [`model`] audits a model by itself and against scenarios: what rests on one indicator or source, what cannot move the
//! score, values beyond the ends of rules, old and weak figures, calm indicators that hide alarming ones. [`network()`] audits the
//! edges of a network: whether they can be looked up, how sure and how old they are. With the feature
//! `panel`, `panel` scores a table and audits the model on it: effective weights, correlations, Cronbach's alpha.
//! docs/audit.md has formulas and references.
//!
//! ```
//! use froth_core::example;
//! use froth_panel::audit::{self, Fact};
//!
//! let found = audit::model(&example::model(), &[], &[]);
//! assert!(found.findings.iter().any(|f| matches!(&f.fact, Fact::OneIndicator { dimension, .. } if dimension == "leverage")));
//! ```

mod basis;
mod calendar;
mod ends;
mod finding;
mod grade;
mod missing;
mod network;
mod observed;
mod reason;
mod structure;

#[cfg(feature = "polars")]
mod beside;
#[cfg(feature = "polars")]
mod collect;
#[cfg(feature = "polars")]
mod consistency;
#[cfg(feature = "polars")]
mod moments;
#[cfg(feature = "polars")]
mod panel;
mod result;
#[cfg(feature = "polars")]
mod runs;

pub use finding::{End, Fact, Finding, Takes};
pub use grade::{Grade, first};
pub use missing::{Column, NoStatistic};
pub use network::network;
#[cfg(feature = "polars")]
pub use panel::{frame, panel};
pub use reason::{Idle, Unmoved};
pub use result::{
    Beyond, ChildAudit, Compensated, ConstantEnd, DenominatorAudit, DimensionAudit, DueFigure, Effective, Freeze,
    IndicatorAudit, ModelAudit, NetworkAudit, OldFigure, PairAudit, PanelAudit, Resting, RuleEnd, ScenarioAudit, Share,
    Statistic, StructureOf,
};

use froth_core::diag::Code;
use froth_core::model::Model;
use froth_core::scenario::Scenario;
use froth_core::score::{Compiled, Plan, Settings};

/// A score below this is calm, and above [`ALARMED`] alarmed, when compensation is looked for: the outer quarters of the scale.
pub const CALM: f64 = 25.0;
/// See [`CALM`].
pub const ALARMED: f64 = 75.0;

/// Fewer rows make no correlation.
pub const LEAST_ROWS: u64 = 3;

/// Kinds of findings, the most severe first.
const ORDER: &[Code] = &[
    Code::ConstantScore,
    Code::Frozen,
    Code::NoValues,
    Code::Unscored,
    Code::ConstantEnd,
    Code::CannotMove,
    Code::WorksAgainst,
    Code::EffectiveWeight,
    Code::Clamped,
    Code::Compensation,
    Code::Stale,
    Code::Due,
    Code::LowConfidence,
    Code::OneIndicator,
    Code::OneSource,
    Code::WithSize,
    Code::Redundant,
    Code::Inconsistent,
    Code::MostlyMissing,
    Code::NoAddress,
    Code::NoDate,
    Code::NoBasis,
];

/// Findings by kind, the most severe first; within a kind in the order in which they were made.
fn by_severity(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|f| ORDER.iter().position(|code| *code == f.code()).unwrap_or(ORDER.len()));
    findings
}

/// Audits a model, and scenarios under it. What is wrong with a scenario itself is no matter of an audit: one that cannot be
/// scored under the model is left out. Those `beside` are not audited: they only say when eras began.
pub fn model(model: &Model, scenarios: &[&Scenario], beside: &[&Scenario]) -> ModelAudit {
    let plan = Compiled::new(model, Settings::default());
    let mut findings = Vec::new();
    let structure = structure::structure(model, &plan, &mut findings);
    // Under a model that needs many rows no scenario has a score.
    let by_row = Plan::new(model, Settings::default()).ok();
    let read = |plan: &Plan| scenarios.iter().filter_map(|s| observed::read(model, plan, s)).collect();
    let scored: Vec<observed::Read<'_>> = by_row.as_ref().map(read).unwrap_or_default();
    let beyond = ends::beyond(model, &scored, &mut findings);
    let freeze = basis::basis(model, &scored, beside, &mut findings);
    let scenarios = scored.iter().map(|s| observed::observed(model, &plan, s, &mut findings)).collect();
    ModelAudit {
        model: model.id.clone(),
        title: model.title.clone(),
        version: model.version.clone(),
        findings: by_severity(findings),
        indicators: structure.0,
        dimensions: structure.1,
        freeze,
        beyond,
        scenarios,
    }
}
