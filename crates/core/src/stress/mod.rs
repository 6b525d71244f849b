//! Stress and reverse stress: what a shock does to a scenario, and what it would take to reach a score.
//!
//! ```
//! use froth_core::{example, score::Settings, stress::reverse};
//!
//! let needed = reverse(&example::model(), &example::calm(), 55.0, Settings::default()).unwrap();
//! let margin = needed.break_even.iter().find(|b| b.indicator == "margin_loans_to_gdp").unwrap();
//! assert!(needed.joint.unwrap().distance > 0.0);
//! assert!(margin.reach > 0.0);
//! ```

mod joint;
mod nearest;
mod reverse;
mod tried;
mod weights;

pub use reverse::{BreakEven, Joint, Reverse, SmallestSet, reverse, reverse_watched};
pub use tried::{LastKnown, Skipped, Tried, tried};
pub use weights::WeightShift;

use crate::Error;

use crate::model::Model;
use crate::scenario::{Scenario, Shock};
use crate::score::{Evaluation, Plan, Settings};

/// The Euclidean distance of two points.
fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// The same scenario with more shocks, after its own. A shock on what is missing is an error where it is scored; [`tried`] has none.
#[must_use]
pub fn shocked(scenario: &Scenario, shocks: &[Shock]) -> Scenario {
    let mut shocked = scenario.clone();
    shocked.shocks.extend(shocks.iter().cloned());
    shocked
}

/// Which weights of the root's children would turn the order of two scenarios round, on the indicators that both have. None
/// where they have none in common.
pub fn weight_shift(
    model: &Model,
    a: &Scenario,
    b: &Scenario,
    settings: Settings,
) -> Result<Option<WeightShift>, Error> {
    let plan = Plan::new(model, settings)?;
    let readings = [Evaluation::take(model, &plan, a)?, Evaluation::take(model, &plan, b)?];
    let tree = plan.tree().narrowed(model, &|i| readings.iter().all(|r| r.has(i)), None);
    let rows = [0, 1].map(|s| {
        let reading: &Evaluation<'_> = &readings[s];
        let mut row = reading.dimension_scores(&tree);
        row.extend_from_slice(reading.scores());
        row
    });
    let indicators = tree.counted().count();
    Ok(weights::shift(model, &tree, (&a.id, &rows[0]), (&b.id, &rows[1]), indicators))
}
