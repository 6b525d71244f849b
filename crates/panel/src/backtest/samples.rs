//! What goes together in a sample: dates in blocks, entities, or both.

use super::auroc::Ranked;
use crate::resample::{Resampling, draw, resample};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::watch::{Stopped, Watch};
use serde::Serialize;

/// What samples draw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Resample {
    /// Blocks of dates, all entities together: what happens to many of them at once stays so.
    #[default]
    Time,
    /// Entities with all their rows: what lasts long in one of them stays so.
    Entity,
    /// Blocks of dates, and of these the entities drawn.
    Both,
}

impl Resample {
    /// Its name on the command line and in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Resample::Time => "time",
            Resample::Entity => "entity",
            Resample::Both => "both",
        }
    }

    /// Reads `time`, `entity` or `both`.
    ///
    /// ```
    /// use froth_panel::backtest::Resample;
    /// assert_eq!(Resample::parse("entity").unwrap(), Resample::Entity);
    /// assert!(Resample::parse("row").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Any other word.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let known = [Resample::Time, Resample::Entity, Resample::Both].into_iter().find(|of| of.as_str() == text);
        known.ok_or_else(|| Diagnostic::error(Code::Data, "not time, entity or both").into())
    }
}

/// Where rows stand among what samples draw.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn<'a> {
    pub(super) of: Resample,
    /// The place of each row's date, and how many dates there are.
    pub(super) dates: (&'a [u32], usize),
    /// The same for its entity.
    pub(super) entities: (&'a [u32], usize),
}

/// Streams of entities, apart from those of dates.
const ENTITIES: u64 = 1 << 63;

impl Drawn<'_> {
    /// A row's place: that of its date or of its entity, or the row itself.
    pub(super) fn place(&self, row: usize) -> u32 {
        match self.of {
            Resample::Time => self.dates.0[row],
            Resample::Entity => self.entities.0[row],
            Resample::Both => row as u32,
        }
    }

    /// AUROC of every measure in every sample, and of every pair the first one's less the second one's; without samples in which
    /// there is none.
    pub(super) fn samples(
        &self,
        measures: &[Ranked],
        pairs: &[[Ranked; 2]],
        how: Resampling,
        watch: &dyn Watch,
    ) -> Result<Vec<Vec<f64>>, Stopped> {
        let width = measures.len() + pairs.len();
        let plain = |_, times: &[u32], out: &mut [f64]| write(measures, pairs, &|place| u64::from(times[place]), out);
        let one_by_one = Resampling { block: 1.0, ..how };
        match self.of {
            Resample::Time => resample(width, self.dates.1, how, &plain, watch),
            Resample::Entity => resample(width, self.entities.1, one_by_one, &plain, watch),
            Resample::Both => {
                let both = |replication: u64, times: &[u32], out: &mut [f64]| {
                    let mut entities = vec![0; self.entities.1 + 1];
                    draw(&mut entities, one_by_one, replication | ENTITIES);
                    let weight = |row: usize| {
                        u64::from(times[self.dates.0[row] as usize])
                            * u64::from(entities[self.entities.0[row] as usize])
                    };
                    write(measures, pairs, &weight, out);
                };
                resample(width, self.dates.1, how, &both, watch)
            }
        }
    }
}

/// AUROC of every measure, then of every pair the first one's less the second one's, with each place taken so many times. Generic: it is
/// asked once for every row of every sample.
fn write(measures: &[Ranked], pairs: &[[Ranked; 2]], times: &impl Fn(usize) -> u64, out: &mut [f64]) {
    let of = |ranked: &Ranked| ranked.weighted(times).unwrap_or(f64::NAN);
    let (alone, paired) = out.split_at_mut(measures.len());
    alone.iter_mut().zip(measures).for_each(|(x, ranked)| *x = of(ranked));
    paired.iter_mut().zip(pairs).for_each(|(x, [a, b])| *x = of(a) - of(b));
}
