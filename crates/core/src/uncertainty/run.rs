//! The joint run: every draw is a point, every point scores all scenarios.

use super::summary::{
    BandShares, DimensionDraws, DimensionGap, LikeForLikeDraws, PairDraws, Quantiles, ScenarioDraws, Spread, Uncertain,
};
use super::{Design, Evaluations, Source, calibration};
use crate::Error;
use crate::model::{Model, Rule};
use crate::sampling::{Histogram, Points, Sequence};
use crate::scenario::Scenario;
use crate::score::Settings;
use froth_series::watch::{Stopped, Watch};
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};

/// How a run is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How many draws, 1 to 4,000,000,000. More draws only add to those of a shorter run.
    pub draws: u64,
    /// What they start from; 0 is a seed like any other.
    pub seed: u64,
    /// Sources that are switched off.
    pub without: Vec<Source>,
    /// Whether to tell apart what figures and what the method do: the same points are scored twice more.
    pub apart: bool,
    /// How scenarios are scored.
    pub scoring: Settings,
}

impl Default for Options {
    fn default() -> Self {
        Options { draws: 10_000, seed: 1, without: Vec::new(), apart: true, scoring: Settings::default() }
    }
}

/// Up to so many scenarios, gaps are counted by dimension too.
const FEW: usize = 10;

/// Independent scramblings, drawn in turn: their spread gives the standard errors.
const SCRAMBLINGS: u64 = 8;

/// Draws the scenarios. Shares are shares of draws, never probabilities of events.
///
/// `watch` is told of draws that are scored, up to [`Options::runs`] times `draws` in all, and says whether to go on.
pub fn uncertainty(
    model: &Model,
    scenarios: &[&Scenario],
    options: &Options,
    watch: &dyn Watch,
) -> Result<Uncertain, Error> {
    let readings = Evaluations::take(model, scenarios, options.scoring)?;
    let design = Design::new(model, &readings, &options.without)?;
    let mut sources: Vec<Source> = design.factors.iter().map(|f| f.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let (figures, method): (Vec<Source>, Vec<Source>) = sources.iter().partition(|s| s.is_of_figures());
    let both = options.apart && !figures.is_empty() && !method.is_empty();
    let only = |off: &[Source]| -> Result<Design, Error> {
        let without: Vec<Source> = options.without.iter().chain(off).copied().collect();
        Ok(Design::new(model, &readings, &without)?.of_headline())
    };
    let apart = if both { Some(Apart { figures: only(&method)?, method: only(&figures)? }) } else { None };
    let counts = run(&design, apart.as_ref(), options, watch)?;
    let summary = Summary { model, draws: options.draws, scenarios, counts: &counts };
    let mut drawn = summary.scenarios(false);
    for (s, scenario) in drawn.iter_mut().enumerate() {
        scenario.data = counts.total.apart[0].get(s).map(Spread::of);
        scenario.method = counts.total.apart[1].get(s).map(Spread::of);
    }
    Ok(Uncertain {
        draws: options.draws,
        seed: options.seed,
        without: options.without.clone(),
        sources,
        coordinates: design.factors.len(),
        scenarios: drawn,
        pairs: summary.pairs(false),
        like_for_like: design
            .has_like()
            .then(|| LikeForLikeDraws { scenarios: summary.scenarios(true), pairs: summary.pairs(true) }),
        leaves_domain: leaves_domain(model, &readings, &design),
        calibration: calibration(&model.uncertainty),
    })
}

impl Options {
    /// How often each draw is scored, at most.
    pub fn runs(&self) -> u64 {
        if self.apart { 3 } else { 1 }
    }
}

/// Everything that is counted: scores by reading, scenario and output, gaps by reading, pair and output. Output 0 is the
/// root, the others are its children.
struct Counts {
    total: Tally,
    /// By reading and scenario, then by scrambling.
    runs: Vec<Vec<Quantiles>>,
    scenarios: usize,
    outputs: Vec<usize>,
    /// Of how many outputs gaps are counted, the root first.
    gap_outputs: usize,
    pairs: Vec<(usize, usize)>,
}

#[derive(Clone)]
struct Tally {
    scores: Vec<Histogram>,
    gaps: Vec<Histogram>,
    /// Headlines by scenario where only figures vary, and where only the method does; empty where these are not told apart.
    apart: [Vec<Histogram>; 2],
}

impl Tally {
    /// Counts and sums are whole numbers: the order of merging changes nothing.
    fn merge(&mut self, own: &Tally) {
        let pairs = [(&mut self.scores, &own.scores), (&mut self.gaps, &own.gaps)].into_iter();
        for (total, own) in pairs.chain(self.apart.iter_mut().zip(&own.apart)) {
            total.iter_mut().zip(own).for_each(|(total, own)| total.merge(own));
        }
    }
}

/// What is drawn with the method as it is, and with the figures as they are. Each has fewer coordinates than both together, and
/// takes the first ones of the same points.
struct Apart {
    figures: Design,
    method: Design,
}

impl Counts {
    fn at(&self, like: bool, scenario: usize, output: usize) -> usize {
        (usize::from(like) * self.scenarios + scenario) * self.outputs.len() + output
    }

    fn gap_at(&self, like: bool, pair: usize, output: usize) -> usize {
        (usize::from(like) * self.pairs.len() + pair) * self.gap_outputs + output
    }
}

fn run(design: &Design, apart: Option<&Apart>, options: &Options, watch: &dyn Watch) -> Result<Counts, Stopped> {
    let scenarios = design.scenarios();
    let outputs = design.outputs().to_vec();
    let pairs: Vec<(usize, usize)> = (0..scenarios).flat_map(|a| (a + 1..scenarios).map(move |b| (a, b))).collect();
    let readings = if design.has_like() { 2 } else { 1 };
    let gap_outputs = if scenarios <= FEW { outputs.len() } else { 1 };
    let empty = Tally {
        scores: vec![Histogram::of_scores(); readings * scenarios * outputs.len()],
        gaps: vec![Histogram::of_gaps(); readings * pairs.len() * gap_outputs],
        apart: [(); 2].map(|()| vec![Histogram::of_scores(); if apart.is_some() { scenarios } else { 0 }]),
    };
    let mut counts = Counts {
        total: empty.clone(),
        runs: vec![Vec::new(); readings * scenarios],
        scenarios,
        outputs,
        gap_outputs,
        pairs,
    };
    let sequence = Sequence::new(design.factors.len());
    let total = Mutex::new(empty.clone());
    let summaries: Result<Vec<Vec<Quantiles>>, Stopped> = (0..SCRAMBLINGS)
        .into_par_iter()
        .map(|number| {
            let draws = options.draws / SCRAMBLINGS + u64::from(number < options.draws % SCRAMBLINGS);
            let mut tally = empty.clone();
            let points = sequence.scrambled(options.seed, number);
            scramble((design, apart), &points, draws, &counts, &mut tally, watch)?;
            let roots = (0..readings * scenarios).map(|rs| Quantiles::of(&tally.scores[rs * counts.outputs.len()]));
            let roots = roots.collect();
            total.lock().unwrap_or_else(PoisonError::into_inner).merge(&tally);
            Ok(roots)
        })
        .collect();
    let enough = options.draws >= 4 * SCRAMBLINGS;
    for roots in summaries?.into_iter().filter(|_| enough) {
        counts.runs.iter_mut().zip(roots).for_each(|(runs, own)| runs.push(own));
    }
    counts.total = total.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(counts)
}

/// The draws of one scrambling.
fn scramble(
    (design, apart): (&Design, Option<&Apart>),
    points: &Points,
    draws: u64,
    counts: &Counts,
    tally: &mut Tally,
    watch: &dyn Watch,
) -> Result<(), Stopped> {
    let mut work = design.workspace();
    let mut alone = apart.map(|apart| (apart, apart.figures.workspace(), apart.method.workspace()));
    let stride = design.rows();
    let mut us = vec![0.0; design.factors.len() * stride];
    for start in (0..draws).step_by(stride) {
        let rows = (draws - start).min(stride as u64) as usize;
        for (dimension, column) in us.chunks_exact_mut(stride).enumerate() {
            points.fill(dimension, start, &mut column[..rows]);
        }
        let us = |coordinate: usize| &us[coordinate * stride..][..rows];
        design.score(&us, rows, &mut work);
        for like in [false, true].into_iter().take(if design.has_like() { 2 } else { 1 }) {
            for o in 0..counts.outputs.len() {
                let scored = |s: usize| design.is_scored(like, s, o);
                for s in (0..counts.scenarios).filter(|s| scored(*s)) {
                    let histogram = &mut tally.scores[counts.at(like, s, o)];
                    design.scores(&work, like, s, o).iter().for_each(|x| histogram.add(*x));
                }
                if o >= counts.gap_outputs {
                    continue;
                }
                for (p, (a, b)) in
                    counts.pairs.iter().copied().enumerate().filter(|(_, (a, b))| scored(*a) && scored(*b))
                {
                    let histogram = &mut tally.gaps[counts.gap_at(like, p, o)];
                    let both = design.scores(&work, like, a, o).iter().zip(design.scores(&work, like, b, o));
                    both.for_each(|(a, b)| histogram.add(a - b));
                }
            }
        }
        watch.step(rows)?;
        let Some((Apart { figures, method }, of_figures, of_method)) = &mut alone else { continue };
        figures.score_as(&work, &us, rows, of_figures);
        method.score(&us, rows, of_method);
        let [by_figures, by_method] = &mut tally.apart;
        for (design, work, histograms) in [(figures, of_figures, by_figures), (method, of_method, by_method)] {
            for (s, histogram) in histograms.iter_mut().enumerate().filter(|(s, _)| design.is_scored(false, *s, 0)) {
                design.scores(work, false, s, 0).iter().for_each(|x| histogram.add(*x));
            }
            watch.step(rows)?;
        }
    }
    Ok(())
}

struct Summary<'a> {
    model: &'a Model,
    draws: u64,
    scenarios: &'a [&'a Scenario],
    counts: &'a Counts,
}

impl Summary<'_> {
    fn scenarios(&self, like: bool) -> Vec<ScenarioDraws> {
        let one = |(s, scenario): (usize, &&Scenario)| {
            let draws = |output: usize| &self.counts.total.scores[self.counts.at(like, s, output)];
            let children = self.counts.outputs.iter().enumerate().skip(1);
            ScenarioDraws {
                scenario: scenario.id.clone(),
                score: Quantiles::of(draws(0)),
                scored: draws(0).count() as f64 / self.draws as f64,
                bands: BandShares::of(draws(0), &self.model.scale),
                errors: Quantiles::errors(&self.counts.runs[usize::from(like) * self.scenarios.len() + s]),
                data: None,
                method: None,
                dimensions: children
                    .map(|(o, d)| DimensionDraws {
                        id: self.model.dimensions[*d].id.clone(),
                        score: Quantiles::of(draws(o)),
                    })
                    .collect(),
                histogram: draws(0).clone(),
            }
        };
        self.scenarios.iter().enumerate().map(one).collect()
    }

    fn pairs(&self, like: bool) -> Vec<PairDraws> {
        let one = |(p, (a, b)): (usize, &(usize, usize))| {
            let gaps = |output: usize| &self.counts.total.gaps[self.counts.gap_at(like, p, output)];
            let children = self.counts.outputs.iter().enumerate().take(self.counts.gap_outputs).skip(1);
            PairDraws {
                a: self.scenarios[*a].id.clone(),
                b: self.scenarios[*b].id.clone(),
                share_a_higher: gaps(0).share_above_zero(),
                gap: Quantiles::of(gaps(0)),
                dimensions: children
                    .map(|(o, d)| DimensionGap {
                        id: self.model.dimensions[*d].id.clone(),
                        share_a_higher: gaps(o).share_above_zero(),
                        gap: Quantiles::of(gaps(o)),
                    })
                    .collect(),
                histogram: gaps(0).clone(),
            }
        };
        self.counts.pairs.iter().enumerate().map(one).collect()
    }
}

/// Values that can be drawn where their log rule has no score.
fn leaves_domain(model: &Model, readings: &Evaluations<'_>, design: &Design) -> Vec<String> {
    let logarithmic =
        |column: usize| model.indicators.get(column).is_some_and(|i| matches!(i.rule, Some(Rule::Log { .. })));
    let mut ids: Vec<String> = design
        .reaches_below_zero()
        .filter(|column| logarithmic(*column))
        .map(|column| readings.plan.columns()[column].clone())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    /// What is told apart on the points of one run is what runs of their own give, to the last bit.
    #[test]
    fn figures_and_method_apart_are_those_of_runs_of_their_own() {
        let (model, boom, calm) = (example::model(), example::boom(), example::calm());
        let drawn = |without: Vec<Source>, apart| {
            let options = Options { draws: 3001, seed: 5, without, apart, ..Options::default() };
            uncertainty(&model, &[&boom, &calm], &options, &()).unwrap()
        };
        let (figures, method): (Vec<Source>, Vec<Source>) = Source::ALL.iter().partition(|s| s.is_of_figures());
        let (both, of_figures, of_method) = (drawn(Vec::new(), true), drawn(method, false), drawn(figures, false));
        for (s, scenario) in both.scenarios.iter().enumerate() {
            assert!(scenario.data.is_some() && scenario.method.is_some());
            assert_eq!(scenario.data, Some(Spread::of(&of_figures.scenarios[s].histogram)));
            assert_eq!(scenario.method, Some(Spread::of(&of_method.scenarios[s].histogram)));
        }
    }
}
