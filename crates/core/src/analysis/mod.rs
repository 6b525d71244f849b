//! Some scenarios under one model, computed once: command line, charts, reports and pages borrow the same numbers, in whatever
//! language they show them.

mod beside;
mod robustness;
mod since;

use crate::Error;
use crate::model::Model;
use crate::published::{AfterRunUps, Published};
use crate::scenario::Scenario;
use crate::score::{Comparison, Compiled, Drawn, PathPoint, Scorecard, Settings, compare, path};
use crate::track::{Tracked, tracked};
use crate::uncertainty::{Uncertain, pulls};
pub use beside::{WhatIf, Yardstick};
use froth_series::watch::Watch;
pub use robustness::{Effort, Robustness};
pub use since::{Origin, Since};

/// Scorecards, their comparison and every scenario's path; where asked for, how far they can be trusted, and pairs.
///
/// ```
/// use froth_core::analysis::Analysis;
/// use froth_core::{example, score::Settings};
///
/// let (model, boom) = (example::model(), example::boom());
/// let analysis = Analysis::new(&model, &[&boom], Settings::default())?;
/// assert_eq!(analysis.path(0).last().unwrap().score, analysis.scorecards()[0].score);
/// # Ok::<(), froth_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Analysis<'a> {
    model: &'a Model,
    scenarios: Vec<&'a Scenario>,
    settings: Settings,
    comparison: Comparison,
    paths: Vec<Vec<PathPoint>>,
    weights: Vec<f64>,
    examined: Option<(Effort, Robustness)>,
    /// The first scenario with each of the others, where there are more than two.
    pairs: Vec<Analysis<'a>>,
    changes: Vec<Since>,
    tracked: Option<Tracked>,
    yardsticks: Vec<Yardstick>,
    what_ifs: Vec<WhatIf>,
    after_run_ups: Option<AfterRunUps>,
}

impl<'a> Analysis<'a> {
    /// Scores and compares scenarios, and follows each along its path.
    pub fn new(model: &'a Model, scenarios: &[&'a Scenario], settings: Settings) -> Result<Self, Error> {
        let mut comparison = compare(model, scenarios, settings)?;
        let paths: Vec<Vec<PathPoint>> =
            scenarios.iter().map(|s| path(model, s, settings)).collect::<Result<_, _>>()?;
        for (card, path) in comparison.scorecards.iter_mut().zip(&paths) {
            card.fastest = path.last().and_then(|point| point.fastest.clone());
        }
        let weights = Compiled::new(model, settings).tree().nominal_weights();
        let scenarios = scenarios.to_vec();
        Ok(Analysis {
            model,
            scenarios,
            settings,
            comparison,
            paths,
            weights,
            examined: None,
            pairs: Vec::new(),
            changes: Vec::new(),
            tracked: None,
            yardsticks: Vec::new(),
            what_ifs: Vec::new(),
            after_run_ups: None,
        })
    }

    /// Everything that a report shows. `watch` is told of up to [`Effort::steps`] steps.
    pub fn full(
        model: &'a Model,
        scenarios: &[&'a Scenario],
        settings: Settings,
        watch: &dyn Watch,
    ) -> Result<Self, Error> {
        let analysis = Analysis::new(model, scenarios, settings)?.with_changes()?.with_track()?;
        analysis.with_robustness(Effort::full(settings), watch)?.with_pairs()
    }

    /// The same with an analysis of how far it can be trusted; its scorecards say where their headlines lie over the draws.
    pub fn with_robustness(mut self, effort: Effort, watch: &dyn Watch) -> Result<Self, Error> {
        let robustness = robustness::examine(self.model, &self.scenarios, self.scorecards(), &effort, watch)?;
        self = self.with_intervals(&robustness.uncertainty)?;
        self.examined = Some((effort, robustness));
        Ok(self)
    }

    /// The same with scorecards that say where their headlines lie over draws of these scenarios.
    ///
    /// # Errors
    ///
    /// A scenario cannot be scored.
    pub fn with_intervals(mut self, of: &Uncertain) -> Result<Self, Error> {
        let drawn = of.scenarios.iter().zip(&self.scenarios);
        for (card, (draws, scenario)) in self.comparison.scorecards.iter_mut().zip(drawn) {
            card.interval = draws.score.interval().map_or(Drawn::NoHeadline, Drawn::Interval);
            let middle = draws.score.p25.zip(draws.score.p75);
            if middle.zip(card.score).is_some_and(|((low, high), score)| score < low || score > high) {
                card.pulls = pulls(self.model, scenario, self.settings, card)?;
            }
        }
        Ok(self)
    }

    /// The same with the first scenario and each of the others as a pair, which is like for like in its own way.
    pub fn with_pairs(mut self) -> Result<Self, Error> {
        if self.scenarios.len() > 2 {
            self.pairs = (1..self.scenarios.len()).map(|other| self.part(&[0, other])).collect::<Result<_, _>>()?;
        }
        Ok(self)
    }

    /// The same with what moved the newest scenario of each era since the last point of its path.
    pub fn with_changes(mut self) -> Result<Self, Error> {
        self.changes.extend(since::path(self.model, &self.scenarios, self.settings)?);
        Ok(self)
    }

    /// The same with what moved the newest scenario of each era since an earlier report, which had this model and these scenarios; an
    /// era that it did not have is passed over.
    ///
    /// # Errors
    ///
    /// A model needs many rows, or a shock cannot be applied.
    pub fn with_changes_since(mut self, model: &Model, scenarios: &[&Scenario]) -> Result<Self, Error> {
        let found = since::report((self.model, &self.scenarios), (model, scenarios), self.settings)?;
        self.changes.extend(found);
        Ok(self)
    }

    /// The same with what moved the scores along the paths, and where each era stands on the other's.
    ///
    /// # Errors
    ///
    /// A model needs many rows.
    pub fn with_track(mut self) -> Result<Self, Error> {
        self.tracked = Some(tracked(self.model, &self.scenarios, &self.paths, self.settings)?);
        Ok(self)
    }

    /// The same with other eras on the same scale, those that it is about left out, and with what-ifs on its newest scenario.
    ///
    /// # Errors
    ///
    /// The newest scenario cannot be scored.
    pub fn beside(mut self, yardsticks: &[&Scenario], what_ifs: &[&Scenario]) -> Result<Self, Error> {
        let own = |s: &&&Scenario| self.scenarios.iter().any(|o| o.id == s.id);
        let others: Vec<&Scenario> = yardsticks.iter().filter(|s| !own(s)).copied().collect();
        self.yardsticks = beside::yardsticks(self.model, &others, self.settings);
        if let Some(newest) = self.scenarios.get(self.newest()) {
            self.what_ifs = beside::what_ifs(self.model, newest, what_ifs, self.settings)?;
        }
        Ok(self)
    }

    /// The same with the newest scenario's run-up beside what publications print of earlier ones.
    #[must_use]
    pub fn with_published(mut self, published: &Published) -> Self {
        let card = self.scorecards().get(self.newest());
        self.after_run_ups = card.and_then(|card| AfterRunUps::of(published, card));
        self
    }

    /// Some of the scenarios by themselves, by place; their paths are not scored again, and their headlines lie where they lie.
    pub fn part(&self, places: &[usize]) -> Result<Analysis<'a>, Error> {
        let scenarios: Vec<&'a Scenario> = places.iter().map(|p| self.scenarios[*p]).collect();
        let mut comparison = compare(self.model, &scenarios, self.settings)?;
        for (card, place) in comparison.scorecards.iter_mut().zip(places) {
            card.interval = self.scorecards()[*place].interval;
            card.pulls.clone_from(&self.scorecards()[*place].pulls);
            card.fastest.clone_from(&self.scorecards()[*place].fastest);
        }
        Ok(Analysis {
            comparison,
            paths: places.iter().map(|p| self.paths[*p].clone()).collect(),
            weights: self.weights.clone(),
            scenarios,
            examined: None,
            pairs: Vec::new(),
            changes: Vec::new(),
            tracked: None,
            yardsticks: Vec::new(),
            what_ifs: Vec::new(),
            after_run_ups: None,
            ..*self
        })
    }

    /// The model.
    pub fn model(&self) -> &'a Model {
        self.model
    }

    /// The scenarios, in the order given.
    pub fn scenarios(&self) -> &[&'a Scenario] {
        &self.scenarios
    }

    /// How they were scored.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// The scenarios side by side.
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// Each scenario on all the data it has.
    pub fn scorecards(&self) -> &[Scorecard] {
        &self.comparison.scorecards
    }

    /// A scenario's path, by its place, its own date last.
    pub fn path(&self, place: usize) -> &[PathPoint] {
        self.paths.get(place).map_or(&[], Vec::as_slice)
    }

    /// The weight of each of the model's indicators at the top of its tree with nothing missing.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// What moved headlines, where that was asked for.
    pub fn changes(&self) -> &[Since] {
        &self.changes
    }

    /// The place of the scenario with the latest day; of two as late the last one.
    pub fn newest(&self) -> usize {
        let places = 0..self.scenarios.len();
        places.max_by_key(|p| self.scenarios[*p].as_of).unwrap_or_default()
    }

    /// What moved the scores along the paths, where that was asked for.
    pub fn tracked(&self) -> Option<&Tracked> {
        self.tracked.as_ref()
    }

    /// Other eras on the same scale.
    pub fn yardsticks(&self) -> &[Yardstick] {
        &self.yardsticks
    }

    /// What-ifs on the newest scenario.
    pub fn what_ifs(&self) -> &[WhatIf] {
        &self.what_ifs
    }

    /// The newest scenario's run-up beside published ones, where its model knows it.
    pub fn after_run_ups(&self) -> Option<&AfterRunUps> {
        self.after_run_ups.as_ref()
    }

    /// How far it can be trusted, where that was examined.
    pub fn robustness(&self) -> Option<&Robustness> {
        self.examined.as_ref().map(|(_, robustness)| robustness)
    }

    /// The work done on robustness.
    pub fn effort(&self) -> Option<&Effort> {
        self.examined.as_ref().map(|(effort, _)| effort)
    }

    /// The first scenario with each of the others: of two scenarios the analysis itself, of more those of [`Analysis::with_pairs`].
    pub fn pairs(&self) -> &[Analysis<'a>] {
        if self.scenarios.len() == 2 { std::slice::from_ref(self) } else { &self.pairs }
    }
}
