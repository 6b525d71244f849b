//! A backtest of 1,700 months: the bootstrap of its AUROC, alone and with sixteen measures, and the walk forward.
//!
//! `cargo bench --bench backtest`. The first figure is the promise: 10,000 resamples of 1,700 months in under a second on two
//! cores. Printed beside it is what the same interval takes by sorting every resample anew.

#![allow(clippy::expect_used, clippy::print_stdout, missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use froth::backtest::{Backtest, Entity, Event, Input, Kind, Measure, Options, auroc, backtest};
use jiff::civil::{Date, date};
use rayon::ThreadPoolBuilder;
use std::hint::black_box;
use std::time::Instant;

const MONTHS: usize = 1700;

/// Uniform on (0, 1), the same on every machine.
fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }
}

#[allow(clippy::cast_possible_wrap)] // some decades
fn month(t: usize) -> Date {
    date(1885 + (t / 12) as i16, 1 + (t % 12) as i8, 1)
}

/// Scores that wander, twelve episodes of a year, and so many measures.
fn input(measures: usize) -> Input {
    let column = (0..MONTHS).map(|t| Some(if t % 140 > 127 { 1.0 } else { 0.0 })).collect();
    let measure = |m: usize| {
        let kind = if m == 0 { Kind::Score } else { Kind::Indicator };
        let values = wander(m).into_iter().map(Some).collect();
        Measure::new(kind, &format!("m{m}"), &format!("Measure {m}"), vec![values])
    };
    Input {
        entities: vec![Entity::new("", (0..MONTHS).map(month).collect(), column)],
        measures: (0..measures).map(measure).collect(),
        looks_ahead: Vec::new(),
        rivals: Vec::new(),
    }
}

fn wander(seed: usize) -> Vec<f64> {
    let (mut random, mut x) = (noise(seed as u64 + 1), 50.0);
    let mut next = || {
        x = 0.98 * x + 1.0 + 8.0 * (random() - 0.5);
        x
    };
    (0..MONTHS).map(|_| next()).collect()
}

fn options(replications: usize) -> Options {
    let event = Event::parse("crisis").expect("a column");
    Options { replications, ..Options::new(event) }
}

fn run(input: &Input, replications: usize) -> Backtest {
    backtest(black_box(input), &options(replications), &()).expect("it can be judged")
}

fn seconds(work: impl Fn()) -> f64 {
    let once = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn bootstrap(c: &mut Criterion) {
    let two = ThreadPoolBuilder::new().num_threads(2).build().expect("threads");
    let (one, many) = (input(1), input(16));
    let mut group = c.benchmark_group("1,700 months, two cores");
    group.sample_size(10);
    group.bench_function("10,000 resamples, one measure", |b| b.iter(|| two.install(|| run(&one, 10_000))));
    group.bench_function("10,000 resamples, sixteen measures", |b| b.iter(|| two.install(|| run(&many, 10_000))));
    group.bench_function("100 resamples: labels, thresholds and the walk forward", |b| {
        b.iter(|| two.install(|| run(&one, 100)));
    });
    group.finish();
    // The walk forward is the same on both sides.
    let fast = two.install(|| seconds(|| drop(run(&one, 10_000))) - seconds(|| drop(run(&one, 100))));
    let scores = wander(0);
    let (wanted, calm) = scores.split_at(288);
    let sorting = seconds(|| {
        for _ in 0..500 {
            black_box(auroc(black_box(wanted), black_box(calm)));
        }
    }) * 20.0;
    println!("10,000 resamples of 1,700 months on two cores: {fast:.3} s; sorting each on one core: {sorting:.3} s");
}

criterion_group!(benches, bootstrap);
criterion_main!(benches);
