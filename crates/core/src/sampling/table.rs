//! Quantile functions as tables: cubic pieces that get narrower towards both ends.
//!
//! Inverting a distribution function for every draw would take most of the time. A table has cells of equal width
//! within each octave of the distance to the nearer end (16 cells each, down to 2^-33, the smallest distance drawn), and
//! a cubic Hermite piece in each: it is right to about eight digits.

use statrs::distribution::{Beta, Continuous, ContinuousCDF, Gamma, Normal};

const OCTAVES: usize = 32;
/// Bits of the mantissa that choose a cell within an octave.
const CELL_BITS: u32 = 4;
const CELLS: usize = OCTAVES << CELL_BITS;
/// The smallest distance to an end, 2^-33, as the upper bits of its floating point number.
const FIRST: u64 = ((1023 - 33) << 52) >> (52 - CELL_BITS);

/// The quantile function of a distribution on (0, 1).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// Cubic coefficients in the place within the cell: cells of the lower half, then of the upper.
    cells: Vec<[f64; 4]>,
}

impl Table {
    pub(super) fn normal() -> Self {
        let normal = Normal::standard();
        let quantile = |t: f64| normal.inverse_cdf(t);
        Table::new(|t| (quantile(t), -quantile(t)), |x| normal.pdf(x))
    }

    /// Of a beta distribution; shapes are 1 or more.
    pub(super) fn beta(a: f64, b: f64) -> Option<Self> {
        let beta = Beta::new(a, b).ok()?;
        Some(Self::solved(&beta, 0.0, 1.0))
    }

    /// Of a gamma distribution with rate 1.
    pub(super) fn gamma(shape: f64) -> Option<Self> {
        let gamma = Gamma::new(shape, 1.0).ok()?;
        Some(Self::solved(&gamma, 0.0, f64::INFINITY))
    }

    /// Both ends march outwards from the middle, each step starting where the last one ended.
    fn solved<D: ContinuousCDF<f64, f64> + Continuous<f64, f64>>(of: &D, lowest: f64, highest: f64) -> Self {
        let middle = solve(of, 0.5, false, lowest, if highest.is_finite() { highest } else { grow(of) });
        let (mut low, mut high) = (middle, middle);
        let mut both: Vec<(f64, f64)> = Vec::with_capacity(CELLS + 1);
        for k in (0..=CELLS).rev() {
            let t = node(k);
            low = solve(of, t, false, lowest, low);
            let top = if highest.is_finite() { highest } else { far(of, t, high) };
            high = solve(of, t, true, high, top);
            both.push((low, high));
        }
        both.reverse();
        let mut at = both.into_iter();
        // `new` asks for the nodes in rising order.
        Table::new(|_| at.next().unwrap_or((middle, middle)), |x| of.pdf(x))
    }

    /// `quantiles` gives those of t and of 1 - t.
    fn new(mut quantiles: impl FnMut(f64) -> (f64, f64), density: impl Fn(f64) -> f64) -> Self {
        let nodes: Vec<(f64, f64)> = (0..=CELLS).map(|k| quantiles(node(k))).collect();
        let mut cells = Vec::with_capacity(2 * CELLS);
        for upper in [false, true] {
            let q = |k: usize| if upper { nodes[k].1 } else { nodes[k].0 };
            for k in 0..CELLS {
                let (a, b, width) = (q(k), q(k + 1), node(k + 1) - node(k));
                let slope = |x: f64| (if upper { -width } else { width }) / density(x);
                cells.push(piece(a, b, slope(a), slope(b)));
            }
        }
        Table { cells }
    }

    /// The quantile of u in (0, 1).
    #[inline]
    pub(super) fn at(&self, u: f64) -> f64 {
        let upper = u >= 0.5;
        let t = if upper { 1.0 - u } else { u };
        let bits = t.to_bits();
        let cell = ((bits >> (52 - CELL_BITS)).saturating_sub(FIRST) as usize).min(CELLS - 1);
        // Within a cell the remaining bits of the mantissa run from 0 to 1.
        let rest = bits & ((1 << (52 - CELL_BITS)) - 1);
        let s = if t >= 0.5 { 1.0 } else { rest as f64 * (1.0 / (1u64 << (52 - CELL_BITS)) as f64) };
        let [c0, c1, c2, c3] = self.cells[cell + if upper { CELLS } else { 0 }];
        c0 + s * (c1 + s * (c2 + s * c3))
    }
}

/// The distance to the nearer end at which cell `k` begins.
fn node(k: usize) -> f64 {
    f64::from_bits((FIRST + k as u64) << (52 - CELL_BITS))
}

/// The cubic with these values and slopes at 0 and 1; a straight line where a slope is infinite, and where the slopes
/// would make it turn (Fritsch and Carlson 1980).
fn piece(a: f64, b: f64, at_a: f64, at_b: f64) -> [f64; 4] {
    let rise = b - a;
    let fair = |slope: f64| slope.is_finite() && slope * rise >= 0.0 && slope.abs() <= 3.0 * rise.abs();
    if !(fair(at_a) && fair(at_b)) {
        return [a, rise, 0.0, 0.0];
    }
    [a, at_a, 3.0 * rise - 2.0 * at_a - at_b, at_a + at_b - 2.0 * rise]
}

/// An x with less than half of the distribution above it.
fn grow<D: ContinuousCDF<f64, f64>>(of: &D) -> f64 {
    far(of, 0.5, 1.0)
}

/// An x with less than `t` of the distribution above it.
fn far<D: ContinuousCDF<f64, f64>>(of: &D, t: f64, from: f64) -> f64 {
    std::iter::successors(Some(from.max(1e-3)), |x| Some(x * 2.0)).take(2000).find(|x| of.sf(*x) < t).unwrap_or(from)
}

/// The x in [low, high] with `t` of the distribution below it (above it, if `above`): Newton steps kept in a bracket.
fn solve<D: ContinuousCDF<f64, f64> + Continuous<f64, f64>>(
    of: &D,
    t: f64,
    above: bool,
    mut low: f64,
    mut high: f64,
) -> f64 {
    let excess = |x: f64| if above { t - of.sf(x) } else { of.cdf(x) - t };
    let mut x = if above { low } else { high };
    for _ in 0..200 {
        let f = excess(x);
        if f > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let step = x - f / of.pdf(x);
        let next = if step > low && step < high { step } else { low.midpoint(high) };
        if (next - x).abs() <= 1e-15 * x.abs() || f == 0.0 {
            return x;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_agree_with_the_distribution_functions() {
        let normal = Table::normal();
        let cases = [(3.0, 3.0), (1.0, 5.0), (5.0, 1.0), (2.3, 3.7)];
        let betas: Vec<_> =
            cases.iter().map(|(a, b)| (Beta::new(*a, *b).unwrap(), Table::beta(*a, *b).unwrap())).collect();
        let gammas: Vec<_> = [0.3, 1.0, 2.5, 40.0]
            .map(|a| (Gamma::new(a, 1.0).unwrap(), Table::gamma(a).unwrap()))
            .into_iter()
            .collect();
        for u in [1e-9, 1e-6, 1e-4, 0.01, 0.031_25, 0.2, 0.499_999, 0.5, 0.500_001, 0.7, 0.99, 0.999_99, 1.0 - 1e-9] {
            let z = normal.at(u);
            assert!((Normal::standard().cdf(z) / u - 1.0).abs() < 1e-6, "normal {u}: {z}");
            for (beta, table) in &betas {
                let (near, exact) = if u < 0.5 { (beta.cdf(table.at(u)), u) } else { (beta.sf(table.at(u)), 1.0 - u) };
                assert!((near / exact - 1.0).abs() < 1e-5, "{beta:?} {u}: {near}");
            }
            for (gamma, table) in &gammas {
                let (near, exact) =
                    if u < 0.5 { (gamma.cdf(table.at(u)), u) } else { (gamma.sf(table.at(u)), 1.0 - u) };
                assert!((near / exact - 1.0).abs() < 1e-5, "{gamma:?} {u}: {near}");
            }
        }
    }

    #[test]
    fn quantiles_rise() {
        let table = Table::beta(1.4, 4.6).unwrap();
        let mut last = 0.0;
        for i in 1..20_000 {
            let x = table.at(f64::from(i) / 20_000.0);
            assert!(x >= last && x <= 1.0, "{i}");
            last = x;
        }
    }
}
