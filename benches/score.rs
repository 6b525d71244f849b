//! Rows per second through the default model, and the time of one whole scorecard and comparison.
//!
//! `cargo bench` prints throughput in elements (rows) per second. A block of 1,024 rows is what a panel
//! uses; a block of one is what a scenario uses.

#![allow(clippy::expect_used, missing_docs)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use froth::catalog::{Kind, builtin};
use froth::model::Model;
use froth::scenario::Scenario;
use froth::score::{Block, Plan, Settings, compare, scorecard};
use std::hint::black_box;

fn model() -> Model {
    let source = builtin(Kind::Model, "four-dimensions").expect("built in").source();
    Model::parse(&source).expect("sound").0
}

fn scenario(id: &str) -> Scenario {
    Scenario::load(&builtin(Kind::Scenario, id).expect("built in").source(), &froth::catalog::open).expect("sound").0
}

/// Numbers that repeat on every machine: positive, with one in ten missing.
fn filled(plan: &Plan, rows: usize) -> Block {
    let mut block = Block::new(plan, rows);
    block.clear(rows);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for column in 0..plan.columns().len() {
        for row in 0..rows {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let x = (state >> 11) as f64 / (1u64 << 53) as f64;
            block.set(column, row, (x > 0.1).then_some(200.0 * x));
        }
    }
    block
}

fn rows(c: &mut Criterion) {
    let plan = Plan::new(&model(), Settings::default()).expect("row by row");
    let mut group = c.benchmark_group("four-dimensions");
    for rows in [1, 1_024] {
        let block = filled(&plan, rows);
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_function(format!("block of {rows}"), |b| {
            b.iter_batched_ref(|| block.clone(), |block| plan.score(black_box(block)), BatchSize::LargeInput);
        });
    }
    group.finish();
}

fn results(c: &mut Criterion) {
    let model = model();
    let (then, now) = (scenario("dotcom-2000q1"), scenario("ai-2026q3"));
    c.bench_function("parse the model", |b| b.iter(self::model));
    c.bench_function("load a scenario", |b| b.iter(|| scenario(black_box("ai-2026q3"))));
    c.bench_function("scorecard", |b| b.iter(|| scorecard(&model, black_box(&now), Settings::default())));
    c.bench_function("compare two", |b| b.iter(|| compare(&model, black_box(&[&then, &now]), Settings::default())));
}

criterion_group!(benches, rows, results);
criterion_main!(benches);
