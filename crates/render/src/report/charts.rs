//! Which charts a report has, and what their files are called.

use crate::chart::{Axes, Canvas, Chart, Kind, changes, draw, narrow};
use crate::locale::Locale;
use froth_core::analysis::{Analysis, Since};

/// A chart and the name of its files, without an ending.
#[derive(Debug, Clone)]
pub(super) struct NamedChart {
    pub(super) name: String,
    pub(super) chart: Chart,
    /// The same for a narrow page, where it is drawn so.
    pub(super) narrow: Option<Canvas>,
}

/// Whether a move has a chart: something moved.
pub(super) fn is_drawn(of: &Since) -> bool {
    of.changes.parts.is_some() && !of.is_still()
}

/// Every chart that has something to show; a difference for the first scenario and each of the others.
pub(super) fn all(analysis: &Analysis<'_>, locale: &Locale) -> Vec<NamedChart> {
    let scenarios = analysis.scenarios();
    let has_what_ifs = !analysis.what_ifs().is_empty();
    let has_path = scenarios.iter().any(|s| s.spark.is_some() && !s.path.is_empty());
    let shown = |kind: &&Kind| match kind {
        Kind::Dumbbell | Kind::Gap => scenarios.len() > 1,
        Kind::Path | Kind::Multiples => has_path,
        Kind::Range => has_what_ifs,
        // Radars are hard to read: drawn for who asks. Differences are of pairs.
        Kind::Difference | Kind::Radar => false,
        _ => true,
    };
    let named = |name: String, kind, of| NamedChart {
        name,
        chart: draw(kind, of, locale, Axes::default()),
        narrow: narrow(kind, of, locale),
    };
    let mut charts: Vec<NamedChart> =
        Kind::ALL.iter().filter(shown).map(|kind| named(kind.as_str().to_owned(), *kind, analysis)).collect();
    for pair in analysis.pairs() {
        let kind = Kind::Difference.as_str();
        let ids: Vec<&str> = pair.scenarios().iter().map(|s| s.id.as_str()).collect();
        let name = if scenarios.len() == 2 { kind.to_owned() } else { format!("{kind}-{}", ids.join("-")) };
        charts.push(named(name, Kind::Difference, pair));
    }
    for (n, since) in analysis.changes().iter().filter(|since| is_drawn(since)).enumerate() {
        let kind = Kind::Changes.as_str();
        let name = if n == 0 { kind.to_owned() } else { format!("{kind}-{}", n + 1) };
        charts.push(NamedChart { name, chart: changes(&since.changes, locale), narrow: None });
    }
    charts
}
