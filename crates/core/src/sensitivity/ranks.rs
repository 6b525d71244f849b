//! What drives the ranks of a panel? Sobol indices of how far ranks move, of who is in the top, of one entity's score or rank.
//!
//! Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques as tools for the quality assessment of
//! composite indicators, JRSS A 168(2).

use super::{Function, Index, Sampling, SourceIndex, sobol_indices};
use crate::Error;
use crate::diag::{Code, Diagnostic};
use crate::model::{Model, TIE};
use crate::uncertainty::{Entities, Field, Places, Room};
use froth_series::watch::Watch;
use serde::Serialize;

/// What is explained. Entities are places among those given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RankTarget {
    /// The mean absolute difference between ranks and the model's own.
    Shift,
    /// How many of so many entities at the top are others than by the model itself.
    Changes(usize),
    /// Whether an entity is among so many at the top: 1 or 0.
    Member(usize, usize),
    /// An entity's score.
    Score(usize),
    /// An entity's rank.
    Rank(usize),
}

/// The indices of a target on the ranks of a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankSensitivity {
    /// Points used.
    pub samples: usize,
    /// What they started from.
    pub seed: u64,
    /// Its mean.
    pub mean: Option<f64>,
    /// Its standard deviation.
    pub sd: Option<f64>,
    /// By source, largest total index first: `weights.level.N` (1: of the root's children), `ends`, `rules`, `normalisation`, `outliers`,
    /// `imputation`, `aggregation`, `drop`, `values`.
    pub indices: Vec<SourceIndex>,
    /// Points left out because the target was missing there.
    pub undefined: usize,
}

/// Estimates the indices of a target on the ranks of entities.
///
/// # Errors
///
/// A model about which nothing is uncertain, an entity without a score, and being stopped.
pub fn rank_sensitivity(
    model: &Model,
    entities: &Entities<'_>,
    target: RankTarget,
    sampling: &Sampling,
    watch: &dyn Watch,
) -> Result<RankSensitivity, Error> {
    let field = Field::new(model, entities)?;
    if field.factors.is_empty() {
        let message = "nothing about the method is uncertain: there is nothing to explain";
        let help = "state what is in the model's [uncertainty], such as `weights = { spread = 0.25 }`";
        return Err(Diagnostic::error(Code::Uncertainty, message).help(help).into());
    }
    let (mut names, mut groups): (Vec<String>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for (coordinate, factor) in field.factors.iter().enumerate() {
        let name = factor.of_panel();
        if let Some(place) = names.iter().position(|known| *known == name) {
            groups[place].push(coordinate);
        } else {
            names.push(name);
            groups.push(vec![coordinate]);
        }
    }
    watch.expect(sampling.samples as u64);
    let found = sobol_indices(&Target { field: &field, of: target, watch }, &groups, sampling, watch)?;
    let named = |(source, index): (String, &Index)| SourceIndex { source, index: *index };
    let mut indices: Vec<SourceIndex> = names.into_iter().zip(&found.groups).map(named).collect();
    indices.sort_by(|a, b| b.index.st.total_cmp(&a.index.st).then_with(|| a.source.cmp(&b.source)));
    Ok(RankSensitivity {
        samples: found.samples,
        seed: sampling.seed,
        mean: (found.samples > 0).then_some(found.mean),
        sd: (found.samples > 0).then(|| found.variance.max(0.0).sqrt()),
        indices,
        undefined: found.undefined,
    })
}

/// A target as a function of points.
struct Target<'f, 'e> {
    field: &'f Field<'e>,
    of: RankTarget,
    watch: &'f dyn Watch,
}

/// Room for a block of points.
struct Work {
    room: Room,
    scores: Vec<f64>,
    own: Vec<f64>,
    ranks: Vec<f64>,
    places: Places,
}

impl Function for Target<'_, '_> {
    type Work = Work;

    fn inputs(&self) -> usize {
        self.field.factors.len()
    }

    fn work(&self) -> Work {
        let units = self.field.units();
        Work {
            room: self.field.room(),
            scores: Vec::new(),
            own: vec![f64::NAN; units],
            ranks: vec![f64::NAN; units],
            places: Places::default(),
        }
    }

    fn evaluate<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], work: &mut Work, out: &mut [f64]) {
        let (units, most) = (self.field.units(), self.field.rows());
        for (block, out) in out.chunks_mut(most).enumerate() {
            let (start, rows) = (block * most, out.len());
            out.fill(f64::NAN);
            work.scores.clear();
            work.scores.resize(rows * units, f64::NAN);
            let at = |input: usize| &us(input)[start..start + rows];
            // Whoever stops is told so at the next step.
            if self.field.draw(&at, rows, &mut work.room, self.watch, &mut work.scores).is_err() {
                return;
            }
            for (row, out) in out.iter_mut().enumerate() {
                let drawn = work.scores.iter().skip(row).step_by(rows);
                work.own.iter_mut().zip(drawn).for_each(|(to, x)| *to = *x);
                if let RankTarget::Score(unit) = self.of {
                    *out = work.own[unit];
                    continue;
                }
                work.places.rank(&work.own, &mut work.ranks);
                *out = self.value(&work.ranks);
            }
        }
    }
}

impl Target<'_, '_> {
    /// What is explained, at ranks; NaN where there is none.
    fn value(&self, ranks: &[f64]) -> f64 {
        let nominal = &self.field.ranks;
        let is_in = |top: usize, rank: f64| rank <= top as f64 + TIE;
        match self.of {
            RankTarget::Shift => {
                let moved = ranks.iter().zip(nominal).map(|(rank, own)| (rank - own).abs()).filter(|x| !x.is_nan());
                let (sum, count) = moved.fold((0.0, 0.0), |(sum, count), x| (sum + x, count + 1.0));
                if count > 0.0 { sum / count } else { f64::NAN }
            }
            RankTarget::Changes(top) => {
                if ranks.iter().all(|rank| rank.is_nan()) {
                    return f64::NAN;
                }
                ranks.iter().zip(nominal).filter(|(rank, own)| is_in(top, **own) && !is_in(top, **rank)).count() as f64
            }
            RankTarget::Member(top, unit) if !ranks[unit].is_nan() => f64::from(u8::from(is_in(top, ranks[unit]))),
            RankTarget::Rank(unit) => ranks[unit],
            RankTarget::Member(..) | RankTarget::Score(_) => f64::NAN,
        }
    }
}
