//! The distribution of one uncertain number, and how draws from (0, 1) become draws from it.

use super::table::Table;
use crate::scenario::Distribution;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The 95th percentile of the standard normal distribution.
const Z95: f64 = 1.644_853_626_951_472_7;

/// A distribution ready to be drawn from.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Marginal {
    /// Even between two numbers.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Rising to the mode, then falling.
    Triangular {
        /// Lower end.
        low: f64,
        /// Most likely.
        mode: f64,
        /// Upper end.
        high: f64,
    },
    /// A tabulated distribution, stretched and moved.
    #[allow(missing_docs)]
    Scaled { table: Shape, low: f64, width: f64 },
    /// Two halves of normal distributions that meet in the median; on a logarithmic scale, of its logarithm.
    #[allow(missing_docs)]
    Halves { table: Shape, median: f64, below: f64, above: f64, logarithmic: bool },
    /// A normal distribution of a score, reflected at both ends of the scale from 0 to 100.
    #[allow(missing_docs)]
    Folded { table: Shape, mean: f64, sd: f64 },
}

/// A tabulated distribution, shared by all that have the same shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape(Arc<Table>);

/// A distribution that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible(pub String);

/// A kind of distribution and its parameters, to the bit.
type Key = (u8, u64, u64);

/// Tables by shape, each made once.
#[derive(Debug, Default)]
pub struct Tables {
    made: BTreeMap<Key, Shape>,
}

/// Tables of this process: one run after the other draws from mostly the same figures.
static KNOWN: Mutex<BTreeMap<Key, Shape>> = Mutex::new(BTreeMap::new());

/// The most tables that are kept, of some 32 KiB each.
const MOST_KNOWN: usize = 1024;

impl Tables {
    /// The distribution of a figure in its range.
    ///
    /// `Pert` is the beta distribution with mode = value and shapes 1 + 4 (value - low) / (high - low) and
    /// 1 + 4 (high - value) / (high - low) (Malcolm et al. 1959); `Normal` and `Lognormal` have low and high as their
    /// 5th and 95th percentiles and the value as their median: two halves where it is not in the middle.
    pub fn figure(&mut self, kind: Distribution, value: f64, (low, high): (f64, f64)) -> Result<Marginal, Impossible> {
        let width = high - low;
        if width.is_infinite() {
            return Err(Impossible("its range is too wide".to_owned()));
        }
        if !(width > 0.0 && (low..=high).contains(&value)) {
            return Err(Impossible(format!("{value} does not lie between {low} and {high}")));
        }
        match kind {
            Distribution::Uniform => Ok(Marginal::Uniform { low, high }),
            Distribution::Triangular => Ok(Marginal::Triangular { low, mode: value, high }),
            Distribution::Pert => {
                let (a, b) = (1.0 + 4.0 * (value - low) / width, 1.0 + 4.0 * (high - value) / width);
                // Ranges of the same shape share a table: rounding must not tell them apart.
                let rounded = |x: f64| (x * 1e9).round() / 1e9;
                let (a, b) = (rounded(a), rounded(b));
                let table = self.get((0, a.to_bits(), b.to_bits()), || Table::beta(a, b))?;
                Ok(Marginal::Scaled { table, low, width })
            }
            Distribution::Normal => {
                let table = self.standard_normal()?;
                Ok(Marginal::Halves {
                    table,
                    median: value,
                    below: (value - low) / Z95,
                    above: (high - value) / Z95,
                    logarithmic: false,
                })
            }
            Distribution::Lognormal if low > 0.0 => {
                let table = self.standard_normal()?;
                Ok(Marginal::Halves {
                    table,
                    median: value.ln(),
                    below: (value.ln() - low.ln()) / Z95,
                    above: (high.ln() - value.ln()) / Z95,
                    logarithmic: true,
                })
            }
            Distribution::Lognormal => Err(Impossible("a lognormal range lies above 0".to_owned())),
        }
    }

    /// The gamma distribution with rate 1: what the parts of a Dirichlet distribution are made of.
    pub fn gamma(&mut self, shape: f64) -> Result<Marginal, Impossible> {
        let table = self.get((1, shape.to_bits(), 0), || Table::gamma(shape))?;
        Ok(Marginal::Scaled { table, low: 0.0, width: 1.0 })
    }

    /// A score that has gone from `mean` at random, by `sd`: what leaves the scale at an end comes back from it.
    pub fn folded_normal(&mut self, mean: f64, sd: f64) -> Result<Marginal, Impossible> {
        Ok(Marginal::Folded { table: self.standard_normal()?, mean, sd })
    }

    fn standard_normal(&mut self) -> Result<Shape, Impossible> {
        self.get((2, 0, 0), || Some(Table::normal()))
    }

    fn get(&mut self, key: Key, make: impl FnOnce() -> Option<Table>) -> Result<Shape, Impossible> {
        if let Some(shape) = self.made.get(&key) {
            return Ok(shape.clone());
        }
        let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(&key).cloned();
        let shape = if let Some(shape) = found {
            shape
        } else {
            let table = make().ok_or_else(|| Impossible("the distribution has impossible parameters".to_owned()))?;
            let shape = Shape(Arc::new(table));
            let mut known = known();
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            known.insert(key, shape.clone());
            shape
        };
        self.made.insert(key, shape.clone());
        Ok(shape)
    }
}

impl Marginal {
    /// Turns draws from (0, 1) into draws from the distribution.
    pub fn fill(&self, us: &[f64], out: &mut [f64]) {
        let each = |out: &mut [f64], quantile: &dyn Fn(f64) -> f64| {
            out.iter_mut().zip(us).for_each(|(x, u)| *x = quantile(*u));
        };
        match self {
            Marginal::Uniform { low, high } => {
                let width = high - low;
                out.iter_mut().zip(us).for_each(|(x, u)| *x = low + width * u);
            }
            Marginal::Triangular { low, mode, high } => {
                let (width, rise, fall) = (high - low, mode - low, high - mode);
                let turn = rise / width;
                for (x, u) in out.iter_mut().zip(us) {
                    *x = if *u < turn {
                        low + (u * width * rise).sqrt()
                    } else {
                        high - ((1.0 - u) * width * fall).sqrt()
                    };
                }
            }
            Marginal::Scaled { table, low, width } => {
                let table = &*table.0;
                out.iter_mut().zip(us).for_each(|(x, u)| *x = low + width * table.at(*u));
            }
            Marginal::Halves { table, median, below, above, logarithmic } => {
                let table = &*table.0;
                let at = |u: f64| {
                    let z = table.at(u);
                    median + z * if z < 0.0 { below } else { above }
                };
                if *logarithmic { each(out, &|u| at(u).exp()) } else { each(out, &at) }
            }
            Marginal::Folded { table, mean, sd } => {
                let table = &*table.0;
                each(out, &|u| folded(mean + sd * table.at(u)));
            }
        }
    }

    /// The lowest value that can be drawn.
    pub fn lowest(&self) -> f64 {
        match self {
            Marginal::Uniform { low, .. } | Marginal::Triangular { low, .. } | Marginal::Scaled { low, .. } => *low,
            Marginal::Halves { logarithmic: true, .. } | Marginal::Folded { .. } => 0.0,
            // The smallest number that is ever drawn from (0, 1) is 2^-33.
            Marginal::Halves { table, median, below, .. } => median + below * table.0.at(1.0 / 8_589_934_592.0),
        }
    }
}

/// Back into [0, 100] by reflection at both ends.
fn folded(x: f64) -> f64 {
    let x = x.rem_euclid(200.0);
    if x > 100.0 { 200.0 - x } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(marginal: &Marginal, u: f64) -> f64 {
        let mut out = [0.0];
        marginal.fill(&[u], &mut out);
        out[0]
    }

    fn mean(marginal: &Marginal) -> f64 {
        let n = 100_000;
        (0..n).map(|i| at(marginal, (f64::from(i) + 0.5) / f64::from(n))).sum::<f64>() / f64::from(n)
    }

    #[test]
    fn moments_and_percentiles_are_those_of_the_textbook() {
        let mut tables = Tables::default();
        let mut figure = |kind, value, range| tables.figure(kind, value, range).unwrap();
        // PERT: (low + 4 mode + high) / 6.
        assert!((mean(&figure(Distribution::Pert, 69.2, (69.2, 300.0))) - (69.2 * 5.0 + 300.0) / 6.0).abs() < 1e-3);
        assert!((mean(&figure(Distribution::Triangular, 3.0, (1.0, 8.0))) - 4.0).abs() < 1e-4);
        assert!((at(&figure(Distribution::Uniform, 3.0, (1.0, 8.0)), 0.5) - 4.5).abs() < 1e-12);
        for kind in [Distribution::Normal, Distribution::Lognormal] {
            let marginal = figure(kind, 20.0, (15.0, 40.0));
            for (p, x) in [(0.05, 15.0), (0.5, 20.0), (0.95, 40.0)] {
                assert!((at(&marginal, p) - x).abs() < 1e-6, "{kind:?} {p}");
            }
        }
        let symmetric = figure(Distribution::Normal, 10.0, (8.0, 12.0));
        assert!((mean(&symmetric) - 10.0).abs() < 1e-6);
    }

    #[test]
    fn what_cannot_be_drawn_from_is_said() {
        let mut tables = Tables::default();
        assert!(tables.figure(Distribution::Pert, 1.0, (1.0, 1.0)).is_err());
        assert!(tables.figure(Distribution::Lognormal, 1.0, (-1.0, 2.0)).is_err());
        assert!(tables.figure(Distribution::Pert, 3.0, (1.0, 2.0)).is_err());
    }
}
