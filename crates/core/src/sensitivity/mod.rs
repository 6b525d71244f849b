//! What does the score's spread come from? Sobol indices by source: each value, each group of weights, each rule, each
//! aggregation; and by dimension.
//!
//! First-order index S1: the share of the variance that a source explains alone. Total index ST: with everything that it
//! does together with others (Sobol 1993; Homma and Saltelli 1996). [`sobol_indices`] does it for any function.

mod drivers;
mod indices;
mod ranks;

pub use drivers::{DriverTarget, Drivers, EntityRank, Mover, PartRanks, RankPair, Removal, Removed};
pub use indices::{Function, Index, Indices, Sampling, sobol_indices};
pub use ranks::{RankSensitivity, RankTarget, rank_sensitivity};

use crate::Error;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::score::Settings;
use crate::uncertainty::{Design, Evaluations, Source, Workspace};
use froth_series::watch::Watch;
use serde::Serialize;

/// The indices of a score, or of the gap between two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sensitivity {
    /// Points used.
    pub samples: usize,
    /// What they started from.
    pub seed: u64,
    /// `score`, or with two scenarios `gap`.
    pub target: &'static str,
    /// Ids of the scenarios; the gap is the first less the second.
    pub scenarios: Vec<String>,
    /// Whether the gap is taken on the indicators that all compared scenarios have.
    pub like_for_like: bool,
    /// Mean of the target.
    pub mean: Option<f64>,
    /// Standard deviation of the target.
    pub sd: Option<f64>,
    /// By source, largest total index first.
    pub indices: Vec<SourceIndex>,
    /// By dimension below the root, its figures, rules and weights together; `root` for what works on the root itself.
    pub dimensions: Vec<SourceIndex>,
    /// Points left out because a score was missing there.
    pub undefined: usize,
}

/// The indices of a source. Intervals are of 95 %.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceIndex {
    /// `value.ID`, `weights.DIMENSION`, `rule.ID`, `aggregation.DIMENSION`, `drop` or `missing`; or a dimension.
    pub source: String,
    /// Its indices, beside its name in JSON.
    #[serde(flatten)]
    pub index: Index,
}

/// Estimates the indices of the score of one scenario, or of the gap of the first two: like for like where all of them have indicators
/// in common, as wherever several scenarios are compared.
///
/// ```
/// use froth_core::sensitivity::{Sampling, sensitivity};
/// use froth_core::{example, score::Settings};
///
/// let sampling = Sampling { samples: 256, ..Sampling::default() };
/// let of = sensitivity(&example::model(), &[&example::calm()], Settings::default(), &sampling, &()).unwrap();
/// assert_eq!(of.target, "score");
/// assert!(of.indices[0].index.st >= of.indices[1].index.st);
/// ```
pub fn sensitivity(
    model: &Model,
    scenarios: &[&Scenario],
    settings: Settings,
    sampling: &Sampling,
    watch: &dyn Watch,
) -> Result<Sensitivity, Error> {
    let readings = Evaluations::take(model, scenarios, settings)?.first(2);
    let scenarios = &scenarios[..readings.readings.len()];
    // Like for like nothing is missing.
    let mut design = Design::new(model, &readings, &[Source::Missing])?;
    let like = design.has_like() && design.is_scored(true, 0, 0);
    if !like {
        design = Design::new(model, &readings, &[])?;
    }
    let target = Target { design: &design, like, gap: scenarios.len() > 1 };
    let (names, groups) = grouped(&design, |f| f.label.clone());
    let dimension = |branch: Option<usize>| branch.map_or("root", |d| model.dimensions[d].id.as_str()).to_owned();
    let (branches, more) = grouped(&design, |f| dimension(f.branch));
    let all: Vec<Vec<usize>> = groups.into_iter().chain(more).collect();
    let found = sobol_indices(&target, &all, sampling, watch)?;
    let named = |(name, index): (&String, &Index)| SourceIndex { source: name.clone(), index: *index };
    let (by_source, by_dimension) = found.groups.split_at(names.len().min(found.groups.len()));
    let mut indices: Vec<SourceIndex> = names.iter().zip(by_source).map(named).collect();
    indices.sort_by(|a, b| b.index.st.total_cmp(&a.index.st).then_with(|| a.source.cmp(&b.source)));
    Ok(Sensitivity {
        samples: found.samples,
        seed: sampling.seed,
        target: if target.gap { "gap" } else { "score" },
        scenarios: scenarios.iter().map(|s| s.id.clone()).collect(),
        like_for_like: like,
        mean: (found.samples > 0).then_some(found.mean),
        sd: (found.samples > 0).then(|| found.variance.max(0.0).sqrt()),
        indices,
        dimensions: branches.iter().zip(by_dimension).map(named).collect(),
        undefined: found.undefined,
    })
}

/// Coordinates by name, in the order of their first ones.
fn grouped(design: &Design, name: impl Fn(&crate::uncertainty::Factor) -> String) -> (Vec<String>, Vec<Vec<usize>>) {
    let mut names: Vec<String> = Vec::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (coordinate, factor) in design.factors.iter().enumerate() {
        let name = name(factor);
        if let Some(place) = names.iter().position(|n| *n == name) {
            groups[place].push(coordinate);
        } else {
            names.push(name);
            groups.push(vec![coordinate]);
        }
    }
    (names, groups)
}

/// The score of the first scenario, or the first less the second.
struct Target<'d> {
    design: &'d Design,
    like: bool,
    gap: bool,
}

impl Function for Target<'_> {
    type Work = Workspace;

    fn inputs(&self) -> usize {
        self.design.factors.len()
    }

    fn work(&self) -> Workspace {
        self.design.workspace()
    }

    fn evaluate<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], work: &mut Workspace, out: &mut [f64]) {
        if out.len() > self.design.rows() {
            // A very wide model has short blocks.
            let (start, rest) = out.split_at_mut(self.design.rows());
            let rows = start.len();
            self.evaluate(&|input| &us(input)[..rows], work, start);
            return self.evaluate(&|input| &us(input)[rows..], work, rest);
        }
        self.design.score(us, out.len(), work);
        let root = |s: usize| self.design.scores(work, self.like, s, 0);
        if self.gap {
            out.iter_mut().zip(root(0).iter().zip(root(1))).for_each(|(out, (a, b))| *out = a - b);
        } else {
            out.copy_from_slice(root(0));
        }
    }
}
