use super::*;
use crate::psy::random::Stream;
use crate::psy::{Bootstrap, Draws, Residuals, Settings, exuberance, monte_carlo, wild_bootstrap};
use rayon::prelude::*;

fn draws(replications: usize) -> Draws {
    Draws { replications, seed: 9, sequences: false }
}

/// A walk whose steps have the standard deviation that the row says.
fn walk(rows: usize, seed: usize, volatility: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut stream = Stream::new(61, seed);
    let mut y = 100.0;
    (0..rows)
        .map(|row| {
            y += volatility(row) * stream.normal();
            y
        })
        .collect()
}

#[test]
fn signs_know_nothing_of_size() {
    let y = walk(80, 1, |_| 1.0);
    let mut level = 0.0;
    let stretched: Vec<f64> = std::iter::once(0.0)
        .chain(y.windows(2).enumerate().map(|(row, pair)| {
            level += (pair[1] - pair[0]) * (1.0 + row as f64);
            level
        }))
        .collect();
    let of = |y: &[f64]| sign_test(y, None, draws(50), &()).unwrap();
    assert_eq!(of(&y), of(&stretched));
}

/// Table 1 of Harvey, Leybourne and Zu (2020), sPSY with windows of a tenth, 200 rows, at 10, 5 and 1 %. Without end it is 2.933, 3.180
/// and 3.655, and is met slowly.
#[test]
fn critical_values_of_signs_are_the_published_ones() {
    let found = sign_test(&walk(200, 1, |_| 1.0), Some(20), draws(4000), &()).unwrap().null.critical();
    for (found, (published, within)) in found.into_iter().zip([(3.469, 0.1), (3.901, 0.15), (4.957, 0.45)]) {
        assert!((found - published).abs() < within, "{found} {published}");
    }
}

#[test]
fn a_boom_is_seen_by_all_and_a_fundamental_takes_out_its_own() {
    let mut y = walk(120, 2, |_| 1.0);
    for row in 80..120 {
        y[row] = 1.05 * y[row - 1] + (y[row] - y[row - 1]) * 0.1;
    }
    let rejects = |test: &Tested| test.largest > test.null.quantile(0.95);
    let union = union_test(&y, None, draws(200), &()).unwrap();
    let sign = sign_test(&y, None, draws(200), &()).unwrap();
    assert!(rejects(&union) && rejects(&sign));
    assert_eq!(union.first + union.sequence.len(), 120);
    let noise = walk(120, 3, |_| 0.5);
    let fundamental: Vec<f64> = y.iter().zip(&noise).map(|(y, e)| 0.5 * y + 0.1 * e).collect();
    let on = residual_test(&y, &fundamental, Settings::default(), draws(100), &()).unwrap();
    let off = residual_test(&y, &noise, Settings::default(), draws(100), &()).unwrap();
    assert!(!rejects(&on) && rejects(&off), "{} {}", on.largest, off.largest);
}

#[test]
fn what_cannot_be_tested_is_refused() {
    let y = walk(60, 1, |_| 1.0);
    assert_eq!(sign_test(&[1.0; 60], None, draws(5), &()), Err(SeriesError::Constant));
    assert_eq!(union_test(&[1.0; 60], None, draws(5), &()), Err(SeriesError::Constant));
    assert!(matches!(residual_test(&y, &y[1..], Settings::default(), draws(5), &()), Err(SeriesError::Lengths { .. })));
    assert_eq!(residual_test(&y, &[2.0; 60], Settings::default(), draws(5), &()), Err(SeriesError::Constant));
    // Nothing is left of a series beside itself.
    assert_eq!(residual_test(&y, &y, Settings::default(), draws(5), &()), Err(SeriesError::NoStatistic));
    assert_eq!(sign_test(&y, None, draws(0), &()), Err(SeriesError::Nothing { what: "replications" }));
    assert!(union_test(&y, Some(2), draws(5), &()).is_err());
}

/// `cargo test --release -p froth-series --lib -- --ignored --nocapture sizes_side_by_side` prints the table of docs/exuberance.md.
#[test]
#[ignore = "minutes of simulation"]
#[allow(clippy::print_stdout)]
fn sizes_side_by_side() {
    const SERIES: usize = 400;
    const ROWS: usize = 100;
    type Null<'a> = (&'a str, &'a (dyn Fn(usize) -> f64 + Sync), &'a (dyn Fn(usize) -> f64 + Sync));
    let hump = |row: usize| 20.0 * (-((row as f64 - 60.0) / 12.0).powi(2) / 2.0).exp();
    let adoption = |row: usize| 20.0 / (1.0 + (-(row as f64 - 60.0) / 6.0).exp());
    let nulls: [Null<'_>; 7] = [
        ("steady volatility", &|_| 1.0, &|_| 0.0),
        ("drift of 0.2 of a step", &|_| 1.0, &|row| 0.2 * row as f64),
        ("volatility triples half-way", &|row| if row < 50 { 1.0 } else { 3.0 }, &|_| 0.0),
        ("volatility triples at nine tenths", &|row| if row < 90 { 1.0 } else { 3.0 }, &|_| 0.0),
        ("volatility falls to a third half-way", &|row| if row < 50 { 3.0 } else { 1.0 }, &|_| 0.0),
        ("adoption: a fundamental that rises along an S", &|_| 1.0, &adoption),
        ("adoption: a fundamental like a hump", &|_| 1.0, &hump),
    ];
    let simulated = monte_carlo(ROWS, Settings::default(), draws(2000), &()).unwrap().gsadf.quantile(0.95);
    for (name, volatility, fundamental) in nulls {
        let all: Vec<[bool; 6]> = (0..SERIES)
            .into_par_iter()
            .map(|seed| {
                let known: Vec<f64> = (0..ROWS).map(fundamental).collect();
                let y: Vec<f64> = walk(ROWS, seed, volatility).iter().zip(&known).map(|(y, x)| y + x).collect();
                // Where there is no fundamental, one that has nothing to do with it.
                let on = if name.starts_with("adoption") { known } else { walk(ROWS, SERIES + seed, |_| 1.0) };
                let found = exuberance(&y, Settings::default()).unwrap().gsadf;
                let wild = |residuals| {
                    let how = Bootstrap { control: None, residuals, draws: draws(199) };
                    found > wild_bootstrap(&y, Settings::default(), how, &()).unwrap().gsadf.quantile(0.95)
                };
                let rejects =
                    |test: Result<Tested, SeriesError>| test.is_ok_and(|test| test.largest > test.null.quantile(0.95));
                [
                    found > simulated,
                    wild(Residuals::Drawn),
                    wild(Residuals::InPlace),
                    rejects(sign_test(&y, None, draws(199), &())),
                    rejects(union_test(&y, None, draws(199), &())),
                    rejects(residual_test(&y, &on, Settings::default(), draws(199), &())),
                ]
            })
            .collect();
        let share = |k: usize| format!("{:.1}", 100.0 * all.iter().filter(|one| one[k]).count() as f64 / SERIES as f64);
        println!("{name} | {}", (0..6).map(share).collect::<Vec<_>>().join(" | "));
    }
}
