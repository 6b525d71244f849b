//! Which charts a report has, and what their files are called.

use crate::chart::{Axes, Chart, Kind, View, draw};
use crate::locale::Language;
use froth_core::Error;
use froth_core::model::Model;
use froth_core::robustness::Robustness;
use froth_core::scenario::Scenario;
use froth_core::score::Settings;
use std::sync::Arc;

/// A chart and the name of its files, without an ending.
#[derive(Debug, Clone)]
pub(super) struct NamedChart {
    pub(super) name: String,
    pub(super) chart: Chart,
}

/// Every chart that has something to show; a difference for the first scenario and each of the others.
pub(super) fn all(
    model: &Model,
    scenarios: &[&Scenario],
    settings: Settings,
    language: Language,
    robustness: &Arc<Robustness>,
) -> Result<Vec<NamedChart>, Error> {
    let view = View::new(model, scenarios, settings, language)?.with_robustness(robustness);
    let several = scenarios.len() > 1;
    let has_path = scenarios.iter().any(|s| s.spark.is_some() && !s.path.is_empty());
    let shown = |kind: &&Kind| match kind {
        Kind::Dumbbell | Kind::Gap => several,
        Kind::Path => has_path,
        Kind::Difference => false,
        _ => true,
    };
    let mut charts: Vec<NamedChart> = Kind::ALL
        .iter()
        .filter(shown)
        .map(|kind| NamedChart { name: kind.as_str().to_owned(), chart: draw(*kind, &view, Axes::default()) })
        .collect();
    for other in scenarios.iter().skip(1) {
        let pair = [scenarios[0], *other];
        let name = if scenarios.len() == 2 {
            Kind::Difference.as_str().to_owned()
        } else {
            format!("{}-{}-{}", Kind::Difference.as_str(), pair[0].id, pair[1].id)
        };
        let view = View::new(model, &pair, settings, language)?;
        charts.push(NamedChart { name, chart: draw(Kind::Difference, &view, Axes::default()) });
    }
    Ok(charts)
}
