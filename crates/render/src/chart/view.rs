//! What charts draw from: an analysis, and names in the reader's language.

use super::palette::{Dash, Style, styles};
use super::words::{Words, words};
use crate::locale::Locale;
use froth_core::analysis::{Analysis, Robustness, WhatIf};
use froth_core::model::Model;
use froth_core::scenario::Scenario;
use froth_core::score::{Comparison, PathPoint, Scorecard};

/// An analysis with names and colours.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub(super) locale: &'a Locale,
    pub(super) model: &'a Model,
    pub(super) comparison: &'a Comparison,
    pub(super) series: Vec<Series<'a>>,
    analysis: &'a Analysis<'a>,
}

/// A scenario as it is drawn everywhere.
#[derive(Debug)]
pub(super) struct Series<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Its look: its era's colour, darker the earlier it is among the era's scenarios shown.
    pub(super) style: Style,
    /// Its scores along its path.
    pub(super) path: &'a [PathPoint],
}

impl Series<'_> {
    /// Its look with whole lines.
    pub(super) fn whole(&self) -> Style {
        Style { dash: Dash::Solid, ..self.style }
    }
}

impl<'a> View<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>, locale: &'a Locale) -> Self {
        let scenarios = analysis.scenarios();
        let looks: Vec<_> = scenarios
            .iter()
            .map(|s| (s.era.as_deref().unwrap_or(&s.id), (std::cmp::Reverse(s.as_of), s.id.as_str())))
            .collect();
        let series = |((place, scenario), style): ((usize, &&'a Scenario), Style)| Series {
            name: locale.scenario(&scenario.id),
            style,
            path: analysis.path(place),
        };
        let series = scenarios.iter().enumerate().zip(styles(&looks)).map(series).collect();
        View { locale, model: analysis.model(), comparison: analysis.comparison(), series, analysis }
    }

    /// The same with lines that are whole, where dashes say something else.
    pub(super) fn solid(&self) -> Vec<(&'a str, Style)> {
        self.series.iter().map(|s| (s.name, s.whole())).collect()
    }

    /// How the step to a place on a series' path is drawn: dashed where data that came or went moved the score more than figures.
    pub(super) fn step(&self, series: &Series<'_>, place: usize) -> Style {
        let at = self.series.iter().position(|s| std::ptr::eq(s, series));
        let tracked = at.zip(self.analysis.tracked()).and_then(|(at, t)| t.scenarios.get(at)?.points.get(place));
        let dashed =
            tracked.and_then(|p| p.since_previous.as_ref()).is_some_and(|m| m.coverage.abs() > m.figures.abs());
        if dashed { Style { dash: Dash::Dashed, ..series.style } } else { series.whole() }
    }

    /// What-ifs on the newest scenario.
    pub(super) fn what_ifs(&self) -> &[WhatIf] {
        self.analysis.what_ifs()
    }

    /// The scenario with the latest day, and its card.
    pub(super) fn newest(&self) -> Option<(&Series<'a>, &Scorecard)> {
        let place = self.analysis.newest();
        self.series.get(place).zip(self.cards().get(place))
    }

    pub(super) fn robustness(&self) -> Option<&Robustness> {
        self.analysis.robustness()
    }

    /// The weight of an indicator of the model with nothing missing.
    pub(super) fn weight(&self, id: &str) -> f64 {
        self.model.indicator(id).map_or(0.0, |i| self.analysis.weights()[i])
    }

    /// What the scenarios are called.
    pub(super) fn names(&self) -> Vec<&'a str> {
        self.series.iter().map(|s| s.name).collect()
    }

    /// What they are called, and how they are drawn.
    pub(super) fn styled(&self) -> Vec<(&'a str, Style)> {
        self.series.iter().map(|s| (s.name, s.style)).collect()
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
        up.zip(up_one(self.model, dimension)).find(|(_, parent)| *parent == self.model.root).map(|(child, _)| child)
    }

    /// The score of a dimension in a scenario.
    pub(super) fn score(&self, card: usize, dimension: usize) -> Option<f64> {
        let id = &self.model.dimensions[dimension].id;
        self.cards()[card].dimension(id)?.score
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
