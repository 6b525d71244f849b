//! The recursive tests: one long series, its growth with length, what others do, and simulated critical values.
//!
//! `cargo bench --bench psy`. The growth is printed as the exponent of a line through the logarithms of times and
//! lengths, 2 for quadratic. Other ways to the same statistics run beside it, on one core, and how many times as long they take is
//! printed: the recursive least squares of exuber's `radf`, step by step and at its best, and least squares anew for every window. So is
//! what a new row of a monitor costs beside them: exuber's `monitor` runs `radf` on all rows each time.

#![allow(clippy::expect_used, clippy::print_stdout, missing_docs)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use froth::series::monitor::{Detector, Monitor, Options};
use froth::series::psy::{Draws, Lag, Settings, exuberance, min_window, monte_carlo};
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
                let best = one.install(|| {
                    fastest(9, || {
                        black_box(exuberance(black_box(&y), with(lag)).expect("a walk"));
                    })
                });
                ((*n as f64).ln(), best.ln())
            })
            .collect();
        println!("GSADF, lag {lag}, one core: time grows with n to the power {:.2}", slope(&points));
    }
}

/// A series that grows for a while, by 3 % a row where it has 4,000 rows and as much in all where it has fewer, and falls
/// back: its regressors are all but collinear.
fn explosive(n: usize) -> Vec<f64> {
    let (steps, rate) = (walk(n), 120.0 / n as f64);
    let mut y = 100.0;
    (0..n)
        .map(|t| {
            let step = if t == 0 { 0.0 } else { steps[t] - steps[t - 1] };
            y = match 100 * t / n {
                40..58 => (1.0 + rate) * y + step,
                58 if 100 * (t - 1) / n < 58 => 100.0,
                _ => y + step,
            };
            y
        })
        .collect()
}

/// Lags that are all but the same: growth that hardly changes.
fn collinear(n: usize) -> Vec<f64> {
    let (mut y, mut rate) = (0.0, 0.0);
    let steps = walk(n);
    steps
        .windows(2)
        .chain(steps.windows(2).take(1))
        .map(|pair| {
            rate = 0.999 * rate + 1e-6 * (pair[1] - pair[0]);
            y += 1000.0 / n as f64 + rate;
            y
        })
        .collect()
}

fn rounded(n: usize) -> Vec<f64> {
    walk(n).into_iter().map(|y| (2.0 * y).round() / 2.0).collect()
}

type Series = fn(usize) -> Vec<f64>;

/// No series costs more than its square, however hard its windows are.
fn growth(_: &mut Criterion) {
    let one = one_core();
    let lengths: &[usize] = if std::env::args().any(|a| a == "--test") { &[60, 120] } else { &[1000, 2000, 4000] };
    let kinds =
        [("walk", walk as Series), ("explosive", explosive), ("near-collinear", collinear), ("rounded", rounded)];
    for (name, series) in kinds {
        for lag in [0, 1, 4] {
            let points: Vec<(f64, f64)> = lengths
                .iter()
                .map(|n| {
                    let y = series(*n);
                    let best = one.install(|| {
                        fastest(3, || {
                            black_box(exuberance(black_box(&y), with(lag)).expect("a series"));
                        })
                    });
                    ((*n as f64).ln(), best.ln())
                })
                .collect();
            let (last, power) = (points.last().map_or(0.0, |p| p.1.exp()), slope(&points));
            println!("{name}, lag {lag}: {:.2} s for {:?} rows, power {power:.2}", last, lengths.last());
        }
    }
}

/// The seconds of the fastest of so many runs.
fn fastest(runs: usize, mut work: impl FnMut()) -> f64 {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

/// Regressors of one lag: intercept, level, lagged difference.
const REGRESSORS: usize = 3;

/// The regression of levels on levels, by columns: its slope less 1 has the t-ratio of the tests.
struct Levels {
    next: Vec<f64>,
    columns: [Vec<f64>; REGRESSORS],
}

impl Levels {
    fn new(y: &[f64]) -> Self {
        let difference = |t: usize| y[t] - y[t - 1];
        let rows = 2..y.len();
        Levels {
            next: y[2..].to_vec(),
            columns: [vec![1.0; y.len() - 2], y[1..y.len() - 1].to_vec(), rows.map(|t| difference(t - 1)).collect()],
        }
    }

    fn row(&self, row: usize) -> [f64; REGRESSORS] {
        [0, 1, 2].map(|column| self.columns[column][row])
    }

    /// Inverse of X'X, and coefficients, of rows `from` up to and without `to`.
    fn least_squares(&self, from: usize, to: usize) -> ([[f64; REGRESSORS]; REGRESSORS], [f64; REGRESSORS]) {
        let (mut xx, mut xy) = ([[0.0; REGRESSORS]; REGRESSORS], [0.0; REGRESSORS]);
        for row in from..to {
            let x = self.row(row);
            for i in 0..REGRESSORS {
                for j in 0..REGRESSORS {
                    xx[i][j] += x[i] * x[j];
                }
                xy[i] += x[i] * self.next[row];
            }
        }
        let inverse = inverse(&xx);
        (inverse, inverse.map(|row| product(&row, &xy)))
    }

    /// The sum of squared residuals of all rows of a window, with a pass over memory for each step, as exuber takes them
    /// (Armadillo over R's own BLAS): rows copied, product column by column, difference, sum in order.
    fn squares_in_steps(&self, from: usize, to: usize, b: &[f64; REGRESSORS], scratch: &mut Scratch) -> f64 {
        let m = to - from;
        let Scratch { columns, next, residuals } = scratch;
        for (copy, column) in columns.iter_mut().zip(&self.columns) {
            copy[..m].copy_from_slice(&column[from..to]);
        }
        next[..m].copy_from_slice(&self.next[from..to]);
        let residuals = &mut residuals[..m];
        residuals.fill(0.0);
        for (column, b) in columns.iter().zip(b) {
            for (sum, x) in residuals.iter_mut().zip(column) {
                *sum += b * x;
            }
        }
        for (residual, next) in residuals.iter_mut().zip(next) {
            *residual = *next - *residual;
        }
        black_box(&mut *residuals).iter().map(|e| e * e).sum()
    }

    /// The same in one pass, rows in place and eight at a time: the best that can be done with so many operations.
    fn squares(&self, from: usize, to: usize, b: &[f64; REGRESSORS], scratch: &mut Scratch) -> f64 {
        let [one, level, difference] = [0, 1, 2].map(|column| &self.columns[column][from..to]);
        let residuals = &mut scratch.residuals[..to - from];
        let window = one.iter().zip(level).zip(difference).zip(&self.next[from..to]);
        for (residual, (((one, level), difference), next)) in residuals.iter_mut().zip(window) {
            *residual = next - (b[0] * one + b[1] * level + b[2] * difference);
        }
        let (chunks, rest) = residuals.as_chunks::<8>();
        let mut sums = [0.0; 8];
        for chunk in chunks {
            for (sum, e) in sums.iter_mut().zip(chunk) {
                *sum += e * e;
            }
        }
        sums.iter().sum::<f64>() + rest.iter().map(|e| e * e).sum::<f64>()
    }
}

/// Room for the rows of a window.
struct Scratch {
    columns: [Vec<f64>; REGRESSORS],
    next: Vec<f64>,
    residuals: Vec<f64>,
}

impl Scratch {
    fn new(rows: usize) -> Self {
        let zeros = || vec![0.0; rows];
        Scratch { columns: [zeros(), zeros(), zeros()], next: zeros(), residuals: zeros() }
    }
}

type Squares = fn(&Levels, usize, usize, &[f64; REGRESSORS], &mut Scratch) -> f64;

fn product(a: &[f64; REGRESSORS], b: &[f64; REGRESSORS]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// By cofactors.
fn inverse(a: &[[f64; REGRESSORS]; REGRESSORS]) -> [[f64; REGRESSORS]; REGRESSORS] {
    let minor = |i: usize, j: usize| {
        let [(r, s), (c, d)] = [i, j].map(|k| ((k + 1) % REGRESSORS, (k + 2) % REGRESSORS));
        a[r][c] * a[s][d] - a[r][d] * a[s][c]
    };
    let determinant: f64 = (0..REGRESSORS).map(|j| a[0][j] * minor(0, j)).sum();
    [0, 1, 2].map(|i| [0, 1, 2].map(|j| minor(j, i) / determinant))
}

/// GSADF as exuber's `radf` finds it (`rls_gsadf`): inverse and coefficients of a start's shortest window, both updated
/// for each further row, then the residuals of every row of the window anew; all t-ratios in a square matrix, from which the
/// largest are taken.
fn recursive(y: &[f64], window: usize, squares: Squares) -> f64 {
    let levels = Levels::new(y);
    let rows = levels.next.len();
    let total = rows - window + 1;
    let mut ratios = vec![f64::NAN; total * total];
    let mut scratch = Scratch::new(rows);
    for from in 0..total {
        let (mut inverse, mut b) = levels.least_squares(from, from + window);
        for to in from + window..=rows {
            if to > from + window {
                let x = levels.row(to - 1);
                let gain = inverse.map(|row| product(&row, &x));
                let share = 1.0 / (1.0 + product(&gain, &x));
                for i in 0..REGRESSORS {
                    for j in 0..REGRESSORS {
                        inverse[i][j] -= share * gain[i] * gain[j];
                    }
                }
                let missed = product(&x, &b) - levels.next[to - 1];
                let step = inverse.map(|row| product(&row, &x));
                for (b, step) in b.iter_mut().zip(step) {
                    *b -= step * missed;
                }
            }
            let variance = squares(&levels, from, to, &b, &mut scratch) / (to - from - REGRESSORS) as f64;
            ratios[(to - window) * total + from] = (b[1] - 1.0) / (variance * inverse[1][1]).sqrt();
        }
    }
    ratios.into_iter().fold(f64::NAN, f64::max)
}

/// GSADF with least squares from the rows of every window.
fn anew(y: &[f64], window: usize) -> f64 {
    let levels = Levels::new(y);
    let rows = levels.next.len();
    let mut scratch = Scratch::new(rows);
    let mut largest = f64::NAN;
    for from in 0..=rows - window {
        for to in from + window..=rows {
            let (inverse, b) = levels.least_squares(from, to);
            let variance = levels.squares(from, to, &b, &mut scratch) / (to - from - REGRESSORS) as f64;
            largest = largest.max((b[1] - 1.0) / (variance * inverse[1][1]).sqrt());
        }
    }
    largest
}

/// GSADF of a series.
type Way<'a> = dyn Fn(&[f64]) -> f64 + 'a;

/// How many times as long the others take, all in one run.
fn others(_: &mut Criterion) {
    let one = one_core();
    // Only whether they agree, where tests are run.
    let (n, runs) = if std::env::args().any(|a| a == "--test") { (200, 1) } else { (1000, 5) };
    let y = walk(n);
    let window = min_window(n);
    let gsadf = exuberance(&y, with(1)).expect("a walk").gsadf;
    let own = || {
        black_box(exuberance(black_box(&y), with(1)).expect("a walk"));
    };
    let all = fastest(20, own);
    let own = one.install(|| fastest(20, own));
    println!("GSADF, lag 1, n = {n}: {:.2} ms on one core, {:.2} ms on all", 1e3 * own, 1e3 * all);
    let ways: [(&str, &Way<'_>); 3] = [
        ("exuber's recursive least squares", &|y| recursive(y, window, Levels::squares_in_steps)),
        ("the same in one pass over each window", &|y| recursive(y, window, Levels::squares)),
        ("least squares for every window", &|y| anew(y, window)),
    ];
    for (name, way) in ways {
        let found = way(&y);
        assert!((found - gsadf).abs() < 1e-6, "{name}: {found} {gsadf}");
        let time = fastest(runs, || {
            black_box(way(black_box(&y)));
        });
        println!(
            "{name}: {:.0} ms, {:.0} times as long on one core, {:.0} as on all",
            1e3 * time,
            time / own,
            time / all
        );
    }
}

/// What one new row of a monitor costs, and what it costs to do all rows again, as exuber's `monitor` does with `radf` for every
/// boundary that it has, or at best in one pass over them, which is enough for windows from the first row.
fn monitors(_: &mut Criterion) {
    let one = one_core();
    let test = std::env::args().any(|a| a == "--test");
    let (training, horizon, last, runs) = if test { (80, 60, 10, 1) } else { (400, 600, 100, 5) };
    let y = walk(training + horizon);
    let window = min_window(training);
    let before = y.len() - last;
    let radf = fastest(runs.min(3), || {
        black_box(recursive(black_box(&y), window, Levels::squares_in_steps));
    });
    let pass = fastest(100 * runs, || {
        black_box(from_first_row(black_box(&y)));
    });
    println!("all {} rows again: {:.0} ms by radf, {:.2} µs in one pass", y.len(), 1e3 * radf, 1e6 * pass);
    for detector in Detector::ALL {
        let draws = Draws { replications: 19, seed: 1, sequences: false };
        let options = Options { detectors: vec![detector], horizon, settings: with(1), draws, ..Options::default() };
        let mut monitor = Monitor::train(&y[..training], &options, &()).expect("a walk");
        let feed = |monitor: &mut Monitor, rows: &[f64]| {
            let mut last = None;
            for y in rows {
                last = monitor.push(*y).expect("a row").and_then(|points| points[0].statistic);
            }
            last
        };
        feed(&mut monitor, &y[training..before]);
        let found = feed(&mut monitor.clone(), &y[before..]).expect("a statistic");
        if detector == Detector::Fluc {
            assert!((found - from_first_row(&y)).abs() < 1e-6, "{found}");
        }
        let row = one.install(|| {
            fastest(10 * runs, || {
                black_box(feed(&mut black_box(&monitor).clone(), &y[before..]));
            })
        }) / last as f64;
        println!(
            "{}: {:.3} µs a new row; radf again {:.0} times as long, one pass {:.1} times",
            detector.as_str(),
            1e6 * row,
            radf / row,
            pass / row
        );
    }
}

/// The t-ratio from the first row, which is taken for 0, without intercept.
fn from_first_row(y: &[f64]) -> f64 {
    let [mut ll, mut lc, mut cc] = [0.0; 3];
    for pair in y.windows(2) {
        let (level, change) = (pair[0] - y[0], pair[1] - pair[0]);
        ll += level * level;
        lc += level * change;
        cc += change * change;
    }
    (y.len() as f64 - 2.0).sqrt() * lc / (ll * cc - lc * lc).sqrt()
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
                b.iter(|| one.install(|| monte_carlo(100, with(lag), black_box(draws), &())));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, gsadf, growth, others, monitors, simulation);
criterion_main!(benches);
