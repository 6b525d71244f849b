//! Whether froth computes what others have published, and whether a report says what its figures give.
//!
//! [`published`] reproduces tables that a publication prints, with the models and data in the folder `verify`, which are
//! built in. [`ReportFolder`] is what a report's folder holds as data; [`ReportFolder::against`] holds it against its manifest, the texts it
//! was made from, and the same numbers computed anew. Neither prints anything.
//!
//! ```
//! use froth_panel::verify::{Published, tables};
//! let equal = tables().unwrap().into_iter().find(|t| t.id == Published::TaiEqualWeights).unwrap();
//! assert!(equal.ok && equal.checks.len() == 23 && equal.checks[0].item == "Finland (0.745)");
//! ```

#[cfg(feature = "polars")]
mod brought;
mod handbook;
mod report_folder;
mod simulated;

#[cfg(feature = "polars")]
pub use brought::Brought;
pub use handbook::tables;
pub use report_folder::{CheckedFile, CheckedInput, Difference, Recomputed, RecomputedFile, ReportFolder};
pub use simulated::{REPLICATIONS, SAMPLES};

use froth_core::Error;
use froth_series::watch::Watch;
use serde::Serialize;

/// A published table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Published {
    /// Ranks by the Technology Achievement Index with equal weights.
    TaiEqualWeights,
    /// The same with weights that experts shared out.
    TaiBudgetAllocation,
    /// Ranks by the geometric mean of raw values.
    TaiGeometric,
    /// Z-scores.
    ZScores,
    /// Values between the smallest and the largest.
    MinMax,
    /// Arithmetic and geometric means of four values.
    Means,
    /// Sobol indices of Sobol's g-function.
    GFunction,
    /// Sobol indices of the Ishigami function.
    Ishigami,
    /// Critical values of SADF and GSADF.
    CriticalValues,
    /// AUROC of two models of crises, on data that users bring.
    Crises,
    /// Shares of run-ups that fell, on data that users bring.
    RunUps,
}

/// A published number and froth's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// What is compared.
    pub item: String,
    /// As published.
    pub published: f64,
    /// As froth computes it.
    pub computed: Option<f64>,
    /// How far apart they may be.
    pub within: f64,
    /// Whether they are no further apart.
    pub ok: bool,
}

/// A published table and froth's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reproduced {
    /// Which one.
    pub id: Published,
    /// Where it was published.
    pub source: String,
    /// The model that reproduces it, if it is a model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<&'static str>,
    /// Decimals that are compared; none where a simulation is compared within its error.
    pub decimals: Option<u8>,
    /// Whether all are equal.
    pub ok: bool,
    /// Number by number.
    pub checks: Vec<Check>,
}

/// Every published table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verified {
    /// Whether all numbers are equal.
    pub ok: bool,
    /// Table by table.
    pub tables: Vec<Reproduced>,
}

/// Reproduces every published table. `watch` is told of up to [`steps`] steps.
///
/// # Errors
///
/// The work was stopped, or what is built in cannot be used.
pub fn published(watch: &dyn Watch) -> Result<Verified, Error> {
    let mut tables = tables()?;
    tables.extend(simulated::tables(watch)?);
    Ok(Verified { ok: tables.iter().all(|t| t.ok), tables })
}

/// Steps of work of [`published`].
pub fn steps() -> u64 {
    (2 * SAMPLES + REPLICATIONS) as u64
}

impl Check {
    fn new(item: String, published: f64, computed: Option<f64>, within: f64) -> Self {
        // Half a unit of the last digit, and what rounding to binary fractions adds.
        let ok = computed.is_some_and(|x| (x - published).abs() <= within + 1e-9);
        Check { item, published, computed, within, ok }
    }
}

impl Reproduced {
    fn new(id: Published, source: String, decimals: Option<u8>, checks: Vec<Check>) -> Self {
        let ok = !checks.is_empty() && checks.iter().all(|c| c.ok);
        Reproduced { id, source, model: None, decimals, ok, checks }
    }
}
