//! The recursive tests: one long series, its growth with length, and simulated critical values.
//!
//! `cargo bench --bench psy`. The growth is printed as the exponent of a line through the logarithms of times and
//! lengths, 2 for quadratic.

#![allow(clippy::expect_used, clippy::print_stdout, missing_docs)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use froth::series::psy::{Draws, Lag, Settings, exuberance, monte_carlo};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::hint::black_box;
use std::time::Instant;

/// A walk that repeats on every machine.
fn walk(n: usize) -> Vec<f64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut y = 100.0;
    (0..n)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            y += (state >> 11) as f64 / (1u64 << 53) as f64 - 0.5;
            y
        })
        .collect()
}

fn with(lag: usize) -> Settings {
    Settings { lag: Lag::Fixed(lag), min_window: None }
}

/// One thread, so that figures compare with programs that use one core.
fn one_core() -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(1).build().expect("a thread")
}

fn gsadf(c: &mut Criterion) {
    let one = one_core();
    let mut group = c.benchmark_group("GSADF, lag 1");
    group.sample_size(20);
    for n in [250, 500, 1000, 2000] {
        let y = walk(n);
        group.throughput(Throughput::Elements(n as u64));
        group.bench_function(BenchmarkId::new("all cores", n), |b| b.iter(|| exuberance(black_box(&y), with(1))));
        group.bench_function(BenchmarkId::new("one core", n), |b| {
            b.iter(|| one.install(|| exuberance(black_box(&y), with(1))));
        });
    }
    group.finish();
    for lag in [0, 1, 4] {
        let points: Vec<(f64, f64)> = [250usize, 500, 1000, 2000]
            .iter()
            .map(|n| {
                let y = walk(*n);
                let time = || {
                    let start = Instant::now();
                    black_box(exuberance(black_box(&y), with(lag)).expect("a walk"));
                    start.elapsed().as_secs_f64()
                };
                let best = one.install(|| (0..9).map(|_| time()).fold(f64::INFINITY, f64::min));
                ((*n as f64).ln(), best.ln())
            })
            .collect();
        println!("GSADF, lag {lag}, one core: time grows with n to the power {:.2}", slope(&points));
    }
}

fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(sx, sy), (x, y)| (sx + x / n, sy + y / n));
    let (xy, xx) = points.iter().fold((0.0, 0.0), |(xy, xx), p| (xy + (p.0 - x) * (p.1 - y), xx + (p.0 - x).powi(2)));
    xy / xx
}

fn simulation(c: &mut Criterion) {
    let one = one_core();
    let mut group = c.benchmark_group("2000 replications, n = 100");
    group.sample_size(10);
    for lag in [0, 1] {
        for sequences in [false, true] {
            let draws = Draws { replications: 2000, seed: 1, sequences };
            let what = if sequences { "with sequences" } else { "statistics" };
            let name = format!("lag {lag}, {what}, one core");
            group.bench_function(name, |b| {
                b.iter(|| one.install(|| monte_carlo(100, with(lag), black_box(draws), &|_| true)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, gsadf, simulation);
criterion_main!(benches);
