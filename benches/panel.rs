//! Speed of panels in memory. `benches/peers.py` runs the same with polars' expressions.
//!
//! `cargo bench --bench panel`

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use froth::diag::SourceFile;
use froth::model::Model;
use froth::score::{Columns, Plan, Settings};
use std::fmt::Write;
use std::hint::black_box;

const ROWS: usize = 10_000_000;

fn plan(text: &str) -> Plan {
    let model = Model::parse(&SourceFile::new("m.toml", text)).expect("a model").0;
    Plan::new(&model, Settings::default()).expect("row by row")
}

/// Numbers from 0 to 100, one in eleven missing.
fn column(seed: usize, rows: usize) -> Vec<f64> {
    let number = |row: usize| {
        let x = (row.wrapping_mul(2_654_435_761).wrapping_add(seed * 97)) % 1100;
        if x.is_multiple_of(11) { f64::NAN } else { x as f64 / 11.0 }
    };
    (0..rows).map(number).collect()
}

fn four_linear() -> String {
    let mut text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n".to_owned();
    for i in 0..4 {
        let _ = write!(
            text,
            "[indicator.x{i}]\ndimension = 'root'\nweight = {}\nrule.linear = {{ from = 10, to = 90 }}\n",
            i + 1
        );
    }
    text
}

fn twenty_four_mixed() -> String {
    let rules = [
        "linear = { from = 10, to = 90 }",
        "log = { from = 1, to = 100 }",
        "piecewise = [[0, 0], [30, 40], [60, 80], [100, 100]]",
        "step = { edges = [20, 50, 80], scores = [0, 30, 70, 100] }",
        "logistic = { midpoint = 50, scale = 12 }",
        "zscore = { mean = 50, sd = 20 }",
    ];
    let mut text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n".to_owned();
    for d in 0..4 {
        let _ = write!(text, "[dimension.d{d}]\nparent = 'root'\n");
    }
    for i in 0..24 {
        let _ = write!(text, "[indicator.x{i}]\ndimension = 'd{}'\nrule.{}\n", i / 6, rules[i % 6]);
    }
    text
}

fn panels(c: &mut Criterion) {
    let mut group = c.benchmark_group("panel");
    group.sample_size(10);
    for (name, text, width, rows) in
        [("4 linear indicators", four_linear(), 4, ROWS), ("24 mixed indicators", twenty_four_mixed(), 24, ROWS / 10)]
    {
        let plan = plan(&text);
        let data: Vec<Vec<f64>> = (0..width).map(|i| column(i, rows)).collect();
        let columns: Vec<&[f64]> = data.iter().map(Vec::as_slice).collect();
        let mut out = Columns::new(rows);
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_function(format!("{name}, {rows} rows"), |b| {
            b.iter(|| {
                plan.score_columns(&columns, &mut out);
                black_box(&out);
            });
        });
    }
    // What the machine can copy at best: the same bytes in and out.
    let (from, mut to) = (vec![1.0f64; 3 * ROWS], vec![0.0f64; 3 * ROWS]);
    group.throughput(Throughput::Bytes((6 * ROWS * 8) as u64));
    group.bench_function("copy of as many bytes", |b| {
        b.iter(|| {
            let half = to.len() / 2;
            let (a, z) = to.split_at_mut(half);
            rayon::join(|| a.copy_from_slice(&from[..half]), || z.copy_from_slice(&from[half..]));
            black_box(&to);
        });
    });
    group.finish();
}

criterion_group!(benches, panels);
criterion_main!(benches);
