//! Speed of ranks under draws: a table of entities with 49 indicators, weights and normalisation drawn, all of it from the data frame on.
//!
//! `cargo bench --bench ranks`. The growth is printed as the exponent of a line through the logarithms of times and of what grows: the
//! entities, the draws. 1 is in proportion; what is done once, such as scoring the table in each way, brings it below.

#![allow(clippy::expect_used, clippy::print_stdout, missing_docs)]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use froth::diag::SourceFile;
use froth::model::Model;
use froth::panel::{DriverOptions, PanelOptions, RankOptions, rank_drivers, score_source};
use froth::sensitivity::Sampling;
use polars::prelude::*;
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

const INDICATORS: usize = 49;

/// Two pillars of four dimensions, six indicators each and one more; min-max, z-scores and ranks in turn, weights moved by a quarter.
fn model() -> Model {
    let mut text = "schema = 1\nid = 'm'\ntitle = 'M'\n[defaults.indicator]\nover = 'cross_section'\nrule.minmax = {}\n\
                    [uncertainty]\nweights = { spread = 0.25 }\nnormalise = ['as_given', 'zscore', 'rank']\n[dimension.root]\n"
        .to_owned();
    for pillar in 0..2 {
        let _ = writeln!(text, "[dimension.p{pillar}]\nparent = 'root'");
        for d in 0..4 {
            let _ = writeln!(text, "[dimension.p{pillar}d{d}]\nparent = 'p{pillar}'");
        }
    }
    for i in 0..INDICATORS {
        let _ = writeln!(text, "[indicator.x{i}]\ndimension = 'p{}d{}'", i % 2, i / 2 % 4);
    }
    Model::parse(&SourceFile::new("m.toml", text)).expect("a model").0
}

/// Numbers that repeat on every machine.
fn table(entities: usize) -> DataFrame {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut number = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    let names: Vec<String> = (0..entities).map(|e| format!("E{e}")).collect();
    let mut columns =
        vec![Column::new("date".into(), vec!["2018-12-31"; entities]), Column::new("entity".into(), names)];
    for i in 0..INDICATORS {
        let column: Vec<f64> = (0..entities).map(|_| number()).collect();
        columns.push(Column::new(format!("x{i}").as_str().into(), column));
    }
    DataFrame::new(entities, columns).expect("a table")
}

fn ranks(model: &Model, table: &DataFrame, draws: u32) -> f64 {
    let options = PanelOptions::default().ranks(RankOptions { draws, ..RankOptions::default() });
    let ranked = score_source(table, model, &options, &()).expect("scored").1.ranked.expect("ranks");
    ranked.ranks.shift.expect("they move")
}

/// The exponent by which times grow.
fn exponent(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let points: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
    let (xy, xx) = points.iter().fold((0.0, 0.0), |(xy, xx), p| (xy + (p.0 - x) * (p.1 - y), xx + (p.0 - x).powi(2)));
    xy / xx
}

fn fastest(mut run: impl FnMut()) -> f64 {
    let once = |_| {
        let begun = Instant::now();
        run();
        begun.elapsed().as_secs_f64()
    };
    (0..5).map(once).fold(f64::INFINITY, f64::min)
}

fn draws(c: &mut Criterion) {
    let model = model();
    let mut group = c.benchmark_group("ranks, 49 indicators, weights and normalisation drawn");
    group.sample_size(10);
    for (entities, draws) in [(51, 1000), (5000, 100)] {
        let table = table(entities);
        group.bench_function(BenchmarkId::new(format!("{draws} draws"), format!("{entities} entities")), |b| {
            b.iter(|| black_box(ranks(&model, &table, draws)));
        });
    }
    group.finish();
    let by_entities: Vec<(f64, f64)> = [1250, 2500, 5000, 10_000]
        .into_iter()
        .map(|n| {
            let table = table(n);
            (
                n as f64,
                fastest(|| {
                    black_box(ranks(&model, &table, 100));
                }),
            )
        })
        .collect();
    println!("time grows as entities to the {:.2} (100 draws): {by_entities:.3?}", exponent(&by_entities));
    let wide = table(5000);
    let by_draws: Vec<(f64, f64)> = [100, 200, 400, 800]
        .into_iter()
        .map(|n| {
            (
                f64::from(n),
                fastest(|| {
                    black_box(ranks(&model, &wide, n));
                }),
            )
        })
        .collect();
    println!("time grows as draws to the {:.2} (5,000 entities): {by_draws:.3?}", exponent(&by_draws));
}

fn indices(c: &mut Criterion) {
    let (model, table) = (model(), table(51));
    let sampling = Sampling { samples: 1024, precision: 0.0, ..Sampling::default() };
    let how = DriverOptions::default().sampling(sampling);
    let mut group = c.benchmark_group("Sobol indices of the mean rank shift, 49 indicators");
    group.sample_size(10);
    group.bench_function("51 entities, 1024 points, 4 sources, and 1000 draws of ranks", |b| {
        b.iter(|| black_box(rank_drivers(&model, &table, &PanelOptions::default(), &how, &()).expect("found")));
    });
    group.finish();
}

criterion_group!(benches, draws, indices);
criterion_main!(benches);
