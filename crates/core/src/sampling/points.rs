//! Sobol points (Joe and Kuo 2008), scrambled as Owen (1995) does, by hashing (Burley 2020).
//!
//! A point is (dimension, index): any block of indices can be had without those before it, so more points only
//! extend the sequence, and any number of threads gives the same ones. Points lie strictly inside (0, 1).

use super::mixed;
use sobol::Sobol;
use sobol::params::JoeKuoD6;
use std::sync::Arc;

/// Points are made in blocks of so many.
pub const BLOCK: usize = 512;
const BLOCK_BITS: usize = 9;
const BITS: usize = 32;

/// Dimensions with Sobol points; those after them are independent random numbers.
pub const DIMENSIONS: usize = 1000;

/// The sequence before scrambling, for some number of dimensions. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sequence {
    dimensions: usize,
    tables: Arc<Vec<Directions>>,
}

#[derive(Debug)]
struct Directions {
    /// The direction numbers, bits in reverse.
    numbers: Vec<u32>,
    /// The points of the first block, bits in reverse.
    low: Vec<u32>,
}

/// One scrambling of a sequence.
#[derive(Debug, Clone)]
pub struct Points {
    sequence: Sequence,
    seed: u64,
}

impl Sequence {
    /// The sequence in so many dimensions.
    pub fn new(dimensions: usize) -> Self {
        let covered = dimensions.min(DIMENSIONS);
        let parameters = JoeKuoD6::standard();
        let tables = Sobol::<u32>::init_direction_vals::<u32>(covered, BITS, &parameters);
        let table = |numbers: Vec<u32>| {
            let numbers: Vec<u32> = numbers.into_iter().map(u32::reverse_bits).collect();
            let low = (0..BLOCK as u32).map(|i| combined(&numbers, i)).collect();
            Directions { numbers, low }
        };
        Sequence { dimensions, tables: Arc::new(tables.into_iter().map(table).collect()) }
    }

    /// One of the scramblings that belong to a seed: those of different numbers are independent.
    pub fn scrambled(&self, seed: u64, number: u64) -> Points {
        Points { sequence: self.clone(), seed: mixed(mixed(0, seed), number) }
    }

    /// The number of dimensions.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }
}

impl Points {
    /// The coordinates in one dimension of the points from number `start` on. They must lie within one run of [`BLOCK`]
    /// points: what goes beyond its end is left as it is.
    pub fn fill(&self, dimension: usize, start: u64, out: &mut [f64]) {
        let seed = mixed(self.seed, dimension as u64);
        match self.sequence.tables.get(dimension) {
            Some(table) => {
                let base = combined(&table.numbers[BLOCK_BITS..], (start / BLOCK as u64) as u32);
                let low = &table.low[(start % BLOCK as u64) as usize..];
                let few = out.len().min(low.len());
                // Whole numbers first, then floating point ones: several of a kind are done at once.
                let mut cells = [0; BLOCK];
                for (cell, low) in cells[..few].iter_mut().zip(&low[..few]) {
                    *cell = scrambled(base ^ low, seed as u32).reverse_bits();
                }
                for (out, cell) in out[..few].iter_mut().zip(&cells[..few]) {
                    *out = inside(*cell);
                }
            }
            None => {
                for (i, out) in (start..).zip(out.iter_mut()) {
                    *out = inside((mixed(seed, i) >> 32) as u32);
                }
            }
        }
    }
}

/// The exclusive or of the direction numbers whose bits are set in the index.
fn combined(numbers: &[u32], index: u32) -> u32 {
    numbers.iter().enumerate().filter(|(bit, _)| index >> bit & 1 == 1).fold(0, |x, (_, number)| x ^ number)
}

/// Nested uniform scrambling of a point with its bits in reverse: each bit is flipped depending on those before it only.
/// The hash is that of Laine and Karras (2011) with the multipliers of Vegdahl (2022).
#[inline]
fn scrambled(reversed: u32, seed: u32) -> u32 {
    let mut x = reversed;
    x ^= x.wrapping_mul(0x3d20_adea);
    x = x.wrapping_add(seed);
    x = x.wrapping_mul(seed >> 16 | 1);
    x ^= x.wrapping_mul(0x0552_6c56);
    x ^ x.wrapping_mul(0x53a2_2864)
}

/// The middle of one of 2^32 cells of (0, 1): neither end is ever drawn.
#[inline]
pub(super) fn inside(x: u32) -> f64 {
    (f64::from(x) + 0.5) * (1.0 / 4_294_967_296.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(points: &Points, dimension: usize, blocks: u32) -> Vec<f64> {
        let mut all = Vec::new();
        for block in 0..blocks {
            let mut out = [0.0; BLOCK];
            points.fill(dimension, u64::from(block) * BLOCK as u64, &mut out);
            all.extend(out);
        }
        all
    }

    #[test]
    fn each_dimension_has_one_point_in_each_of_equal_intervals() {
        let points = Sequence::new(1003).scrambled(7, 0);
        for dimension in [0, 1, 17, 256, 999] {
            let mut cells = vec![0; 2048];
            for u in column(&points, dimension, 4) {
                assert!(u > 0.0 && u < 1.0);
                cells[(u * 2048.0) as usize] += 1;
            }
            assert!(cells.iter().all(|n| *n == 1), "dimension {dimension}");
        }
        // Beyond the table: plain random numbers.
        let mean = column(&points, 1002, 16).iter().sum::<f64>() / 8192.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }

    #[test]
    fn pairs_of_dimensions_fill_the_square_evenly() {
        // Dimensions 1 and 2 make a (0, m, 2)-net: one point in each elementary interval of area 1/256.
        let points = Sequence::new(2).scrambled(3, 5);
        let (x, y) = (column(&points, 0, 1), column(&points, 1, 1));
        for (across, up) in [(4.0, 64.0), (16.0, 16.0), (64.0, 4.0)] {
            let mut cells = vec![0; 256];
            for (x, y) in x.iter().zip(&y).take(256) {
                cells[(x * across) as usize * up as usize + (y * up) as usize] += 1;
            }
            assert!(cells.iter().all(|n| *n == 1), "{across} by {up}");
        }
    }

    #[test]
    fn seeds_and_scramblings_differ_and_zero_is_a_seed() {
        let sequence = Sequence::new(3);
        let first = |seed, number| column(&sequence.scrambled(seed, number), 1, 1);
        assert_eq!(first(0, 0), first(0, 0));
        assert_ne!(first(0, 0), first(1, 0));
        assert_ne!(first(0, 0), first(0, 1));
    }
}
