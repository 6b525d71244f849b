//! What a run of draws says, in numbers.

use super::{GradeCalibration, Source};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Scale;
use crate::sampling::Histogram;
use crate::score::Interval;
use serde::{Serialize, Serializer};

/// The result of a run. Scores lie in [0, 100], gaps in [-100, 100], shares in [0, 1]. A share of draws is a share of the
/// choices and errors that the model declares, never a probability of anything in the world.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uncertain {
    /// How many draws.
    pub draws: u64,
    /// What they started from.
    pub seed: u64,
    /// Sources that were switched off.
    pub without: Vec<Source>,
    /// Sources that the model has and that were drawn.
    pub sources: Vec<Source>,
    /// Number of coordinates of a draw.
    pub coordinates: usize,
    /// Each scenario on all the data it has.
    pub scenarios: Vec<ScenarioDraws>,
    /// Every pair, in the order given.
    pub pairs: Vec<PairDraws>,
    /// The same on the indicators that all scenarios have; none with a single scenario.
    pub like_for_like: Option<LikeForLikeDraws>,
    /// Values whose range leaves their rule's domain: in the draws beyond it they are missing.
    pub leaves_domain: Vec<String>,
    /// The ranges by confidence against what sources disagree about, where the model lists that.
    pub calibration: Vec<GradeCalibration>,
}

impl Uncertain {
    /// What is worth knowing about the draws.
    pub fn warnings(&self) -> Diagnostics {
        let mut warnings = Diagnostics::new();
        for id in &self.leaves_domain {
            let message = format!("the range of `{id}` reaches 0 or below, where its logarithmic rule has no score");
            let help = "in these draws it counts as missing; a lognormal range stays above 0";
            warnings.push(Diagnostic::warning(Code::Range, message).help(help));
        }
        warnings
    }
}

/// A scenario's scores over the draws; null where it has no score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioDraws {
    /// Its id.
    pub scenario: String,
    /// Where its score lies.
    #[serde(flatten)]
    pub score: Quantiles,
    /// Share of the draws in which it has a score: the rest of this is about these.
    pub scored: f64,
    /// Shares of draws by band, lowest band first.
    pub bands: BandShares,
    /// Standard errors of mean, median, p05 and p95 from independent scramblings; none with fewer draws than 32.
    pub errors: Option<Quantiles>,
    /// With the method as it is: what the figures alone do.
    pub data: Option<Spread>,
    /// With the figures as they are: what the method alone does.
    pub method: Option<Spread>,
    /// The dimensions below the root.
    pub dimensions: Vec<DimensionDraws>,
    /// The draws, counted in bins.
    #[serde(skip)]
    pub histogram: Histogram,
}

/// A scenario less another over the draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairDraws {
    /// Id of the first.
    pub a: String,
    /// Id of the second.
    pub b: String,
    /// Share of draws in which the first scores above the second; ties count half. Null where one has no score.
    pub share_a_higher: Option<f64>,
    /// The first less the second.
    pub gap: Quantiles,
    /// The same by dimension below the root; empty with more than ten scenarios.
    pub dimensions: Vec<DimensionGap>,
    /// The draws, counted in bins.
    #[serde(skip)]
    pub histogram: Histogram,
}

/// Scores and gaps on the indicators that all scenarios have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikeForLikeDraws {
    /// Each scenario.
    pub scenarios: Vec<ScenarioDraws>,
    /// Every pair.
    pub pairs: Vec<PairDraws>,
}

/// A dimension's score over the draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DimensionDraws {
    /// Its id.
    pub id: String,
    /// Where its score lies.
    #[serde(flatten)]
    pub score: Quantiles,
}

/// A dimension's gap over the draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DimensionGap {
    /// Its id.
    pub id: String,
    /// Share of draws in which the first scores above the second.
    pub share_a_higher: Option<f64>,
    /// The first less the second.
    pub gap: Quantiles,
}

/// Mean and quantiles, to 0.001.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Quantiles {
    pub mean: Option<f64>,
    pub median: Option<f64>,
    pub p05: Option<f64>,
    pub p25: Option<f64>,
    pub p75: Option<f64>,
    pub p95: Option<f64>,
}

/// How wide a distribution is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Spread {
    pub sd: Option<f64>,
    pub p05: Option<f64>,
    pub p95: Option<f64>,
}

/// Shares of draws by band label, lowest band first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BandShares(pub Vec<(String, f64)>);

impl Serialize for BandShares {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(label, share)| (label, share)))
    }
}

impl Quantiles {
    /// Nine of ten draws and their median: what a scorecard says of them.
    pub fn interval(&self) -> Option<Interval> {
        let ((low, median), high) = self.p05.zip(self.median).zip(self.p95)?;
        Some(Interval { low, median, high })
    }

    pub(super) fn of(draws: &Histogram) -> Self {
        let found = draws.quantiles([0.05, 0.25, 0.5, 0.75, 0.95]).map(|q| q.map(Some)).unwrap_or_default();
        let [p05, p25, median, p75, p95] = found;
        Quantiles { mean: draws.mean(), median, p05, p25, p75, p95 }
    }

    /// Standard errors from the same quantiles of independent runs: sd / sqrt(runs).
    pub(super) fn errors(runs: &[Quantiles]) -> Option<Self> {
        let error = |pick: &dyn Fn(&Quantiles) -> Option<f64>| {
            let xs: Option<Vec<f64>> = runs.iter().map(pick).collect();
            let xs = xs.filter(|xs| xs.len() > 1)?;
            let n = xs.len() as f64;
            let mean = xs.iter().sum::<f64>() / n;
            Some((xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt())
        };
        let errors = Quantiles {
            mean: error(&|q| q.mean),
            median: error(&|q| q.median),
            p05: error(&|q| q.p05),
            p25: error(&|q| q.p25),
            p75: error(&|q| q.p75),
            p95: error(&|q| q.p95),
        };
        errors.mean.map(|_| errors)
    }
}

impl Spread {
    pub(super) fn of(draws: &Histogram) -> Self {
        let [p05, p95] = draws.quantiles([0.05, 0.95]).map(|q| q.map(Some)).unwrap_or_default();
        Spread { sd: draws.sd(), p05, p95 }
    }
}

impl BandShares {
    pub(super) fn of(draws: &Histogram, scale: &Scale) -> Self {
        if draws.count() == 0 {
            return BandShares::default();
        }
        let mut from = f64::NEG_INFINITY;
        let share = |band: &crate::model::Band| {
            let share = draws.share(from, band.below);
            from = band.below.unwrap_or(from);
            (band.label.clone(), share)
        };
        BandShares(scale.bands.iter().map(share).collect())
    }
}
