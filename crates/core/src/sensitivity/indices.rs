//! Sobol indices of any function on the unit cube, by groups of coordinates.
//!
//! For points A and B and, for each group g, A with the coordinates of g from B (Saltelli et al. 2010, table 2, design (b)):
//! `S_g = mean f(B) (f(A_B) - f(A)) / V` (Saltelli et al. 2010) and `T_g = mean (f(A) - f(A_B))^2 / (2 V)` (Jansen 1999).
//! A and B are the two halves of the coordinates of one scrambled Sobol sequence.

use crate::sampling::{BLOCK, Sequence};
use froth_series::watch::{Stopped, Watch};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;
use serde::Serialize;

/// A function whose inputs are uniform on (0, 1).
pub trait Function: Sync {
    /// Room that an evaluation needs.
    type Work: Send;

    /// The number of inputs.
    fn inputs(&self) -> usize;

    /// Fresh room.
    fn work(&self) -> Self::Work;

    /// Evaluates `out.len()` points, at most [`BLOCK`]; `us` gives the column of an input. NaN where there is no value.
    fn evaluate<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], work: &mut Self::Work, out: &mut [f64]);
}

/// How indices are estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampling {
    /// The most points N; with g groups the function is evaluated N (g + 2) times. Powers of two balance best (Owen 2020).
    pub samples: usize,
    /// What the points and the resamples start from.
    pub seed: u64,
    /// Bootstrap resamples of the points.
    pub resamples: usize,
    /// Sampling stops early once no interval is wider than this to either side.
    pub precision: f64,
}

impl Default for Sampling {
    fn default() -> Self {
        Sampling { samples: 4096, seed: 1, resamples: 100, precision: 0.01 }
    }
}

/// First-order and total index of a group, with 95 % intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Index {
    pub s1: f64,
    pub s1_low: f64,
    pub s1_high: f64,
    pub st: f64,
    pub st_low: f64,
    pub st_high: f64,
}

impl Index {
    /// Whether the interval of the total index covers zero.
    pub fn is_indistinct(&self) -> bool {
        self.st_low <= 0.0
    }

    /// Whether the interval of the first-order index covers zero.
    pub fn is_alone_indistinct(&self) -> bool {
        self.s1_low <= 0.0
    }

    /// Its numbers in the order of its fields.
    pub fn numbers(&self) -> [f64; 6] {
        [self.s1, self.s1_low, self.s1_high, self.st, self.st_low, self.st_high]
    }
}

/// The indices of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    /// Points used.
    pub samples: usize,
    /// Points left out, where the function has no value.
    pub undefined: usize,
    /// The function's mean.
    pub mean: f64,
    /// Its variance. With 0 there are no indices.
    pub variance: f64,
    /// By group.
    pub groups: Vec<Index>,
}

/// Values by point: at A, at B, and by group at A with the group's coordinates from B.
struct Values {
    a: Vec<f64>,
    b: Vec<f64>,
    ab: Vec<Vec<f64>>,
    undefined: usize,
}

/// Estimates the indices of groups of inputs. `watch` is told of points that are done.
pub fn sobol_indices<F: Function>(
    function: &F,
    groups: &[Vec<usize>],
    sampling: &Sampling,
    watch: &dyn Watch,
) -> Result<Indices, Stopped> {
    let points = Sequence::new(2 * function.inputs()).scrambled(sampling.seed, 0);
    let mut values = Values { a: Vec::new(), b: Vec::new(), ab: vec![Vec::new(); groups.len()], undefined: 0 };
    let mut done = 0;
    let mut wanted = sampling.samples.clamp(2, 2 * BLOCK);
    loop {
        let blocks = done / BLOCK..wanted.div_ceil(BLOCK);
        let made: Result<Vec<Vec<f64>>, Stopped> = blocks
            .into_par_iter()
            .map(|block| {
                let rows = (wanted - block * BLOCK).min(BLOCK);
                let values = evaluate(function, groups, &points, (block, rows), watch)?;
                watch.step(rows).map(|()| values)
            })
            .collect();
        for block in made? {
            values.extend(&block, groups.len());
        }
        done = wanted;
        let indices = estimate(&values, sampling, watch)?;
        let wide = |i: &Index| (i.s1_high - i.s1_low).max(i.st_high - i.st_low) / 2.0 > sampling.precision;
        if done >= sampling.samples || !indices.groups.iter().any(wide) {
            return Ok(indices);
        }
        wanted = (2 * done).min(sampling.samples);
    }
}

/// One block: rows at A, rows at B, then rows by group, of which there may be many.
fn evaluate<F: Function>(
    function: &F,
    groups: &[Vec<usize>],
    points: &crate::sampling::Points,
    (block, rows): (usize, usize),
    watch: &dyn Watch,
) -> Result<Vec<f64>, Stopped> {
    let d = function.inputs();
    let mut us = vec![0.0; 2 * d * BLOCK];
    for (dimension, column) in us.chunks_exact_mut(BLOCK).enumerate() {
        points.fill(dimension, (block * BLOCK) as u64, &mut column[..rows]);
    }
    let at = |dimension: usize| &us[dimension * BLOCK..][..rows];
    let mut work = function.work();
    let mut out = vec![0.0; (groups.len() + 2) * rows];
    let mut from_b = vec![false; d];
    for (place, out) in out.chunks_exact_mut(rows).enumerate() {
        watch.step(0)?;
        match place {
            0 => from_b.fill(false),
            1 => from_b.fill(true),
            _ => {
                from_b.fill(false);
                for coordinate in &groups[place - 2] {
                    from_b[*coordinate] = true;
                }
            }
        }
        function.evaluate(&|input| at(if from_b[input] { d + input } else { input }), &mut work, out);
    }
    Ok(out)
}

impl Values {
    fn extend(&mut self, block: &[f64], groups: usize) {
        let rows = block.len() / (groups + 2);
        for row in 0..rows {
            let at = |place: usize| block[place * rows + row];
            // A point counts where all of its values are there.
            if (0..groups + 2).any(|place| at(place).is_nan()) {
                self.undefined += 1;
                continue;
            }
            self.a.push(at(0));
            self.b.push(at(1));
            for (g, column) in self.ab.iter_mut().enumerate() {
                column.push(at(g + 2));
            }
        }
    }
}

/// Point estimates with intervals of 1.96 standard deviations of paired bootstrap resamples: all values of a point are
/// drawn together, the variance included.
fn estimate(values: &Values, sampling: &Sampling, watch: &dyn Watch) -> Result<Indices, Stopped> {
    let n = values.a.len();
    let empty = Indices { samples: n, undefined: values.undefined, mean: 0.0, variance: 0.0, groups: Vec::new() };
    if n < 2 {
        return Ok(empty);
    }
    let ones = vec![1.0; n];
    let mean = values.a.iter().chain(&values.b).sum::<f64>() / (2 * n) as f64;
    let products = Products::new(values, mean);
    let (variance, point) = products.indices(&ones);
    // What is left of rounding is no variance.
    if variance <= 1e-18 * (1.0 + mean * mean) {
        return Ok(Indices { mean, ..empty });
    }
    let resampled: Result<Vec<Vec<(f64, f64)>>, Stopped> = (0..sampling.resamples as u64)
        .into_par_iter()
        .map(|resample| {
            watch.step(0)?;
            let mut rng = ChaCha8Rng::seed_from_u64(sampling.seed);
            rng.set_stream(resample + 1);
            let mut counts = vec![0.0; n];
            for _ in 0..n {
                counts[rng.random_range(0..n)] += 1.0;
            }
            Ok(products.indices(&counts).1)
        })
        .collect();
    let resampled = resampled?;
    let groups = point
        .iter()
        .enumerate()
        .map(|(g, (s1, st))| {
            let half = |pick: &dyn Fn(&(f64, f64)) -> f64| {
                let xs: Vec<f64> = resampled.iter().map(|r| pick(&r[g])).filter(|x| x.is_finite()).collect();
                let mean = xs.iter().sum::<f64>() / xs.len().max(1) as f64;
                let squares = xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
                1.96 * (squares / xs.len().saturating_sub(1).max(1) as f64).sqrt()
            };
            let (around_s1, around_st) = (half(&|x| x.0), half(&|x| x.1));
            Index {
                s1: *s1,
                s1_low: s1 - around_s1,
                s1_high: s1 + around_s1,
                st: *st,
                st_low: st - around_st,
                st_high: st + around_st,
            }
        })
        .collect();
    Ok(Indices { samples: n, undefined: values.undefined, mean, variance, groups })
}

/// What the sums of the estimators are made of, by point.
struct Products {
    sums: Vec<f64>,
    squares: Vec<f64>,
    /// By group: f(B) (`f(A_B)` - f(A)) with f about its mean, and (f(A) - `f(A_B))^2`.
    first: Vec<Vec<f64>>,
    total: Vec<Vec<f64>>,
}

impl Products {
    fn new(values: &Values, mean: f64) -> Self {
        let both = || values.a.iter().zip(&values.b).map(|(a, b)| (a - mean, b - mean));
        let group = |make: &(dyn Fn(f64, f64, f64) -> f64 + Sync)| -> Vec<Vec<f64>> {
            let column = |ab: &Vec<f64>| both().zip(ab).map(|((a, b), ab)| make(a, b, ab - mean)).collect();
            values.ab.par_iter().map(column).collect()
        };
        Products {
            sums: both().map(|(a, b)| a + b).collect(),
            squares: both().map(|(a, b)| a * a + b * b).collect(),
            first: group(&|a, b, ab| b * (ab - a)),
            total: group(&|a, _, ab| (a - ab) * (a - ab)),
        }
    }

    /// The variance and each group's (S1, ST), each point counted so many times.
    fn indices(&self, counts: &[f64]) -> (f64, Vec<(f64, f64)>) {
        let n = counts.len() as f64;
        let (mean, squares) = (dot(&self.sums, counts) / (2.0 * n), dot(&self.squares, counts) / (2.0 * n));
        let variance = squares - mean * mean;
        let index = |(first, total): (&Vec<f64>, &Vec<f64>)| {
            (dot(first, counts) / n / variance, dot(total, counts) / (2.0 * n) / variance)
        };
        (variance, self.first.iter().zip(&self.total).map(index).collect())
    }
}

/// In four sums, so that additions do not wait for each other.
fn dot(xs: &[f64], counts: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (mut a, mut b) = (xs.chunks_exact(4), counts.chunks_exact(4));
    for (x, c) in (&mut a).zip(&mut b) {
        for lane in 0..4 {
            sums[lane] += x[lane] * c[lane];
        }
    }
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(x, c)| x * c).sum();
    sums[0] + sums[1] + (sums[2] + sums[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicBool;

    struct Of<G>(usize, G);

    impl<G: Fn(&[f64]) -> f64 + Sync> Function for Of<G> {
        type Work = Vec<f64>;

        fn inputs(&self) -> usize {
            self.0
        }

        fn work(&self) -> Vec<f64> {
            vec![0.0; self.0]
        }

        fn evaluate<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], x: &mut Vec<f64>, out: &mut [f64]) {
            for (row, out) in out.iter_mut().enumerate() {
                (0..self.0).for_each(|i| x[i] = us(i)[row]);
                *out = (self.1)(x);
            }
        }
    }

    fn each(inputs: usize) -> Vec<Vec<usize>> {
        (0..inputs).map(|i| vec![i]).collect()
    }

    fn full(samples: usize) -> Sampling {
        Sampling { samples, precision: 0.0, ..Sampling::default() }
    }

    /// Sobol's g-function with a = (0, 1, 4.5, 9, 99, 99, 99, 99).
    fn g(x: &[f64]) -> f64 {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
        x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    }

    fn ishigami(u: &[f64]) -> f64 {
        let x = |i: usize| std::f64::consts::PI * (2.0 * u[i] - 1.0);
        x(0).sin() + 7.0 * x(1).sin().powi(2) + 0.1 * x(2).powi(4) * x(0).sin()
    }

    fn close(found: &Indices, s1: &[f64], st: &[f64], within: f64) {
        for (i, index) in found.groups.iter().enumerate() {
            assert!((index.s1 - s1[i]).abs() < within, "S1 of {i}: {} for {}", index.s1, s1[i]);
            assert!((index.st - st[i]).abs() < within, "ST of {i}: {} for {}", index.st, st[i]);
            let inside = |low: f64, high: f64, x: f64| low - 1e-6 <= x && x <= high + 1e-6;
            assert!(inside(index.s1_low, index.s1_high, s1[i]), "S1 of {i}: {index:?}");
            assert!(inside(index.st_low, index.st_high, st[i]), "ST of {i}: {index:?}");
        }
    }

    #[test]
    fn the_g_function_has_its_published_indices() {
        let found = sobol_indices(&Of(8, g), &each(8), &full(1 << 14), &()).unwrap();
        let s1 = [0.716_192, 0.179_048, 0.023_676, 0.007_162, 0.000_072, 0.000_072, 0.000_072, 0.000_072];
        let st = [0.787_144, 0.242_198, 0.034_317, 0.010_460, 0.000_105, 0.000_105, 0.000_105, 0.000_105];
        assert_eq!(found.samples, 1 << 14);
        close(&found, &s1, &st, 0.01);
    }

    #[test]
    fn the_ishigami_function_has_its_published_indices() {
        let found = sobol_indices(&Of(3, ishigami), &each(3), &full(1 << 14), &()).unwrap();
        close(&found, &[0.313_905_2, 0.442_411_1, 0.0], &[0.557_588_9, 0.442_411_1, 0.243_683_7], 0.01);
        assert!((found.variance - 13.844_587_940_719_254).abs() < 0.05);
    }

    #[test]
    fn groups_take_their_members_together() {
        let found = sobol_indices(&Of(3, ishigami), &[vec![0, 2], vec![1]], &full(1 << 13), &()).unwrap();
        // Inputs 1 and 3 interact only with each other: together they explain all that input 2 does not.
        close(&found, &[0.557_588_9, 0.442_411_1], &[0.557_588_9, 0.442_411_1], 0.01);
    }

    #[test]
    fn the_same_seed_gives_the_same_bits_on_any_number_of_threads() {
        let run = || sobol_indices(&Of(8, g), &each(8), &full(3000), &()).unwrap();
        let all: Vec<Indices> = [1, 2, 7]
            .map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap().install(run))
            .into_iter()
            .collect();
        assert_eq!(all[0], all[1]);
        assert_eq!(all[0], all[2]);
        let other = Sampling { seed: 0, ..full(3000) };
        assert_ne!(all[0], sobol_indices(&Of(8, g), &each(8), &other, &()).unwrap());
    }

    #[test]
    fn it_stops_when_narrow_enough_or_told_to() {
        let loose = Sampling { samples: 1 << 16, precision: 0.2, ..Sampling::default() };
        assert!(sobol_indices(&Of(8, g), &each(8), &loose, &()).unwrap().samples < 1 << 14);
        assert_eq!(sobol_indices(&Of(8, g), &each(8), &full(4096), &AtomicBool::new(true)), Err(Stopped));
        let constant = sobol_indices(&Of(2, |_: &[f64]| 3.0), &each(2), &full(1024), &()).unwrap();
        assert!(constant.groups.is_empty() && constant.variance == 0.0);
    }
}
