//! What charts draw from: a comparison, the scenarios' paths, and names in the reader's language.

use super::palette::{Colour, PAPER, era, mix};
use super::words::{Words, words};
use crate::locale::{Language, Locale};
use froth_core::Error;
use froth_core::model::Model;
use froth_core::robustness::Robustness;
use froth_core::scenario::Scenario;
use froth_core::score::{Comparison, PathPoint, Scorecard, Settings, compare, path};
use std::sync::Arc;

/// Results with their names.
#[derive(Debug, Clone)]
pub struct View {
    pub(super) locale: Locale,
    pub(super) model: Model,
    pub(super) comparison: Comparison,
    pub(super) series: Vec<Series>,
    robustness: Option<Arc<Robustness>>,
}

/// A scenario as it is drawn everywhere.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its colour: that of its era, paler the earlier it is among the era's scenarios shown.
    pub colour: Colour,
    /// Its scores along its path.
    pub path: Vec<PathPoint>,
}

impl View {
    /// Scores the scenarios and looks up their names.
    pub fn new(model: &Model, scenarios: &[&Scenario], settings: Settings, language: Language) -> Result<Self, Error> {
        let locale =
            Locale::new(language).with_model(model).with_scenarios(scenarios.iter().copied()).calling_by_title();
        let comparison = compare(model, scenarios, settings)?;
        let mut series = Vec::with_capacity(scenarios.len());
        for scenario in scenarios {
            let later = scenarios.iter().filter(|s| s.era == scenario.era && s.as_of > scenario.as_of).count();
            let pale = 1.0 - 0.6f64.powi(i32::try_from(later).unwrap_or(i32::MAX));
            series.push(Series {
                name: locale.scenario(&scenario.id).to_owned(),
                colour: mix(era(scenario.era.as_deref()), PAPER, pale),
                path: path(model, scenario, settings)?,
            });
        }
        Ok(View { locale, model: model.clone(), comparison, series, robustness: None })
    }

    /// The same with an analysis of the same scenarios under the same model, for the charts that show it.
    #[must_use]
    pub fn with_robustness(self, robustness: &Arc<Robustness>) -> Self {
        View { robustness: Some(Arc::clone(robustness)), ..self }
    }

    pub(super) fn robustness(&self) -> Option<&Robustness> {
        self.robustness.as_deref()
    }

    /// What a scenario is called.
    pub(super) fn called<'a>(&'a self, id: &'a str) -> &'a str {
        let place = self.cards().iter().position(|c| c.scenario == id);
        place.map_or(id, |place| self.series[place].name.as_str())
    }

    pub(super) fn words(&self) -> Words {
        words(self.locale.language)
    }

    pub(super) fn cards(&self) -> &[Scorecard] {
        &self.comparison.scorecards
    }

    /// The name of a dimension or indicator.
    pub(super) fn name(&self, id: &str) -> String {
        self.locale.title(id).to_owned()
    }

    /// Indices of the root's children that count.
    pub(super) fn children(&self) -> Vec<usize> {
        let child = |d: &usize| {
            self.model.dimensions[*d].parent == Some(self.model.root) && self.model.dimensions[*d].weight > 0.0
        };
        (0..self.model.dimensions.len()).filter(child).collect()
    }

    /// The child of the root that a dimension belongs to; none for overlays.
    pub(super) fn top_child(&self, dimension: usize) -> Option<usize> {
        let up = std::iter::successors(Some(dimension), |d| self.model.dimensions[*d].parent);
        up.zip(up_one(&self.model, dimension)).find(|(_, parent)| *parent == self.model.root).map(|(child, _)| child)
    }

    /// The score of a dimension in a scenario.
    pub(super) fn score(&self, card: usize, dimension: usize) -> Option<f64> {
        let id = &self.model.dimensions[dimension].id;
        self.cards()[card].dimensions.iter().find(|d| d.id == *id).and_then(|d| d.score)
    }

    /// Titles of the sources of what is shown, most cited first.
    pub(super) fn sources(&self) -> Vec<String> {
        let mut counted: Vec<(String, usize)> = Vec::new();
        for indicator in self.cards().iter().flat_map(|c| &c.indicators) {
            let inputs = indicator.inputs.iter().flatten().filter_map(|i| i.source.as_ref());
            for source in indicator.source.iter().chain(inputs) {
                match counted.iter_mut().find(|(s, _)| s == source) {
                    Some((_, n)) => *n += 1,
                    None => counted.push((source.clone(), 1)),
                }
            }
        }
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counted.into_iter().map(|(source, _)| source).collect()
    }
}

/// A dimension's parent, its parent's parent, and so on.
fn up_one(model: &Model, dimension: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(model.dimensions[dimension].parent, |d| model.dimensions[*d].parent)
}
