//! Networks: each of 125 nodes failed in turn, and how time grows with edges up to 100,000 nodes and 1,000,000 edges.
//!
//! `cargo bench --bench network`. The growth is printed as the exponent of a line through the logarithms of times and edges, 1 for
//! proportional.

#![allow(clippy::expect_used, clippy::print_stdout, missing_docs)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use froth_network::{Channel, Edge, Method, Network, Node, Shock};
use std::hint::black_box;
use std::time::Instant;

/// Numbers that repeat on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Banks that owe each other, each with claims of about twice its equity.
fn banks(n: usize, edges: usize) -> Network {
    let mut dice = Dice(1);
    let degree = edges as f64 / n as f64;
    let node = |_| {
        let equity = 20.0;
        Node { external_assets: Some(200.0), external_debts: 180.0, equity: Some(equity), ..Node::default() }
    };
    let claims = (0..edges).map(|_| {
        let from = (dice.roll() * n as f64) as usize;
        let to = (from + 1 + (dice.roll() * (n - 1) as f64) as usize) % n;
        Edge::new(Channel::Claims, from, to, 40.0 / degree * 2.0 * dice.roll())
    });
    let claims: Vec<Edge> = claims.filter(|edge| edge.from != edge.to).collect();
    Network::new((0..n).map(node).collect(), claims).expect("sound")
}

fn methods() -> [(&'static str, Method); 3] {
    [("debtrank", Method::DEBT_RANK), ("clearing", Method::CLEARING), ("threshold", Method::THRESHOLD)]
}

fn each_in_turn(c: &mut Criterion) {
    let mut group = c.benchmark_group("each of 125 nodes failed in turn");
    for (density, edges) in [("complete", 125 * 124), ("ten edges a node", 1250)] {
        let network = banks(125, edges);
        for (name, method) in methods() {
            let id = BenchmarkId::new(name, density);
            group.bench_function(id, |b| b.iter(|| black_box(network.rank(&method, &()).expect("ranked"))));
        }
    }
    group.finish();
}

fn growth(c: &mut Criterion) {
    let mut group = c.benchmark_group("growth with edges");
    group.sample_size(10);
    for (name, method) in methods() {
        let mut points = Vec::new();
        for edges in [10_000, 100_000, 1_000_000] {
            let network = banks(edges / 10, edges);
            let shock = Shock { failed: (0..edges / 1000).collect(), ..Shock::default() };
            let begun = Instant::now();
            black_box(network.run(&method, &shock, &()).expect("run"));
            points.push(((edges as f64).ln(), begun.elapsed().as_secs_f64().ln()));
            group.throughput(Throughput::Elements(edges as u64));
            group.bench_with_input(BenchmarkId::new(name, edges), &network, |b, network| {
                b.iter(|| black_box(network.run(&method, &shock, &()).expect("run")));
            });
        }
        let n = points.len() as f64;
        let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
        let slope = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>()
            / points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum::<f64>();
        let seconds = points.last().map_or(0.0, |p| p.1.exp());
        println!("{name}: time grows as edges to the {slope:.2}; {seconds:.2} s for 1,000,000 edges");
    }
    group.finish();
}

criterion_group!(benches, each_in_turn, growth);
criterion_main!(benches);
