//! Speed of the robustness analyses. `benches/peers.py` runs the same work with `NumPy` and `SALib`.
//!
//! `cargo bench --bench robustness`

#![allow(clippy::expect_used, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use froth::diag::SourceFile;
use froth::model::Model;
use froth::scenario::Scenario;
use froth::score::Settings;
use froth::sensitivity::{Function, Sampling, sobol_indices};
use froth::stress::reverse;
use froth::uncertainty::{Options, uncertainty};
use std::fmt::Write;
use std::hint::black_box;

/// Linear rules under one root, triangular values, Dirichlet weights.
fn model(indicators: usize, uncertainty: &str) -> Model {
    let mut text = format!("schema = 1\nid = 'm'\ntitle = 'M'\n[uncertainty]\n{uncertainty}\n[dimension.root]\n");
    for i in 0..indicators {
        let _ = writeln!(text, "[indicator.x{i}]\ndimension = 'root'\nrule.linear = {{ from = 0, to = 100 }}");
    }
    Model::parse(&SourceFile::new("m.toml", text)).expect("a model").0
}

fn scenario(n: usize, indicators: usize) -> Scenario {
    let mut text = format!("schema = 1\nid = 's{n}'\ntitle = 'S'\nas_of = 2025-12-31\n");
    for i in 0..indicators {
        let value = 20 + (i * 37 + n * 11) % 60;
        let _ = writeln!(
            text,
            "[values.x{i}]\nvalue = {value}\nlow = {}\nhigh = {}\ndistribution = 'triangular'\nsource = 'a source'",
            value - 15,
            value + 20
        );
    }
    Scenario::load(&SourceFile::new("s.toml", text), &froth::catalog::open).expect("a scenario").0
}

fn draws(c: &mut Criterion) {
    let (of, subject) = (model(20, "weights = { dirichlet = 50 }\nends = 0"), scenario(1, 20));
    let run = |draws: u64| {
        let options = Options { draws, apart: false, ..Options::default() };
        uncertainty(&of, &[&subject], &options, &()).expect("drawn")
    };
    let mut group = c.benchmark_group("draws of 20 values and 20 Dirichlet weights");
    group.sample_size(10);
    for draws in [4096, 1_000_000] {
        group.bench_function(format!("{draws}"), |b| b.iter(|| black_box(run(draws))));
    }
    group.finish();
    // The number of draws at which the printed standard errors reach 0.01 points in the mean and 0.02 in the quantiles.
    for draws in (9..20).map(|k| 1u64 << k) {
        let errors = run(draws).scenarios[0].errors.expect("errors");
        let all = [errors.median, errors.p05, errors.p95].map(|e| e.unwrap_or(1.0));
        println!("{draws} draws: mean {:.4}, quantiles {all:.4?}", errors.mean.unwrap_or(1.0));
        if errors.mean.is_some_and(|e| e <= 0.01) && all.iter().all(|e| *e <= 0.02) {
            c.bench_function(&format!("draws to errors of 0.01 and 0.02: {draws}"), |b| {
                b.iter(|| black_box(run(draws)));
            });
            break;
        }
    }
}

/// 51 units, 49 indicators, 100 draws of weights, rule ends and figures.
fn units(c: &mut Criterion) {
    let of = model(49, "ends = 0.1");
    let units: Vec<Scenario> = (0..51).map(|n| scenario(n, 49)).collect();
    let units: Vec<&Scenario> = units.iter().collect();
    let options = Options { draws: 100, apart: false, ..Options::default() };
    let mut group = c.benchmark_group("51 units, 49 indicators");
    group.sample_size(10);
    group.bench_function("100 draws", |b| {
        b.iter(|| black_box(uncertainty(&of, &units, &options, &()).expect("drawn")));
    });
    group.finish();
}

/// A sum with interactions of 20 inputs, the same as in `peers.py`.
struct Sum;

impl Function for Sum {
    type Work = ();

    fn inputs(&self) -> usize {
        20
    }

    fn work(&self) {}

    fn evaluate<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], (): &mut (), out: &mut [f64]) {
        out.fill(0.0);
        for i in 0..20 {
            for (out, u) in out.iter_mut().zip(us(i)) {
                *out += (i + 1) as f64 * u;
            }
        }
        for (out, (a, b)) in out.iter_mut().zip(us(0).iter().zip(us(19))) {
            *out += 10.0 * a * b;
        }
    }
}

fn indices(c: &mut Criterion) {
    let groups: Vec<Vec<usize>> = (0..20).map(|i| vec![i]).collect();
    let sampling = Sampling { samples: 8192, precision: 0.0, ..Sampling::default() };
    let mut group = c.benchmark_group("Sobol indices of 20 inputs");
    group.sample_size(10);
    group.bench_function("8192 points, 100 resamples", |b| {
        b.iter(|| black_box(sobol_indices(&Sum, &groups, &sampling, &()).expect("sampled")));
    });
    group.finish();
}

fn what_it_takes(c: &mut Criterion) {
    let (of, subject) = (model(30, ""), scenario(1, 30));
    c.bench_function("reverse stress, 30 indicators", |b| {
        b.iter(|| black_box(reverse(&of, &subject, 75.0, Settings::default()).expect("answered")));
    });
}

criterion_group!(benches, draws, units, indices, what_it_takes);
criterion_main!(benches);
