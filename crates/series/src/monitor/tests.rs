//! Published boundaries, rates of false alarms, laws.

use super::boundary::{constants, crossed};
use super::detector::Sums;
use super::published::{HORIZONS, MULTIPLES, TRAINING};
use super::*;
use crate::psy::random::Stream;
use crate::psy::{Lag, exuberance, quantile};
use rayon::prelude::*;

const CLOSED: [Detector; 5] = [Detector::Fluc, Detector::Cusum, Detector::Sadf, Detector::Gsadf40, Detector::Gsadf80];

fn draws(replications: usize) -> Draws {
    Draws { replications, seed: 5, sequences: false }
}

fn walk(rows: usize, seed: usize) -> Vec<f64> {
    let mut stream = Stream::new(41, seed);
    let mut y = 100.0;
    (0..rows)
        .map(|_| {
            y += stream.normal();
            y
        })
        .collect()
}

/// The share of walks that cross a boundary with the published constant.
fn rate(detector: Detector, level: f64, n: usize, horizon: usize, walks: usize) -> f64 {
    let constant = detector.published(level, n, horizon).unwrap();
    let alarms = (0..walks).filter(|seed| {
        let mut stream = Stream::new(6, *seed);
        crossed(&[detector], n, horizon, |_| stream.normal())[0] > constant
    });
    alarms.count() as f64 / walks as f64
}

#[test]
fn published_boundaries_hold_their_level() {
    for detector in [Detector::Fluc, Detector::Cusum] {
        for (n, k) in [(20, 2), (50, 4), (100, 2)] {
            let found = rate(detector, 0.95, n, (k - 1) * n, 2000);
            assert!((0.035..0.065).contains(&found), "{} {n} {k}: {found}", detector.as_str());
        }
    }
    for s in [1, 3] {
        let found = rate(Detector::Sadf, 0.95, 200, s * 200, 1000);
        assert!((0.03..0.075).contains(&found), "sadf {s}: {found}");
    }
}

/// Homm and Breitung's table comes out, of short trainings as well, where the variance of the changes is known and not estimated.
/// An estimated one, as their statistic and this one have, crosses it more often.
#[test]
fn the_published_boundary_of_fluc_is_that_of_a_known_variance() {
    let walks = 10_000;
    for n in [20, 50] {
        for k in [2, 5, 10] {
            let needed: Vec<f64> = (0..walks)
                .into_par_iter()
                .map(|seed| {
                    let mut stream = Stream::new(8, seed);
                    let [mut level, mut ll, mut lc, mut most] = [0.0, 0.0, 0.0, f64::NEG_INFINITY];
                    for t in 1..=k * n {
                        let change = stream.normal();
                        ll += level * level;
                        lc += level * change;
                        level += change;
                        if t > n {
                            most = f64::max(most, Detector::Fluc.needed(lc / f64::sqrt(ll), t, n));
                        }
                    }
                    most
                })
                .collect();
            for level in [0.90, 0.95, 0.99] {
                let published = Detector::Fluc.published(level, n, (k - 1) * n).unwrap();
                let crossed = needed.iter().filter(|x| **x > published).count() as f64 / walks as f64;
                let error = (level * (1.0 - level) / walks as f64).sqrt();
                assert!((crossed - (1.0 - level)).abs() < 4.0 * error, "{n} {k} {level}: {crossed}");
            }
        }
    }
}

/// Of the walks that stand behind one cell of the table: the least constants that are not crossed, in order.
fn needed(detector: Detector, n: usize, horizon: usize, walks: usize) -> Vec<f64> {
    let one = |seed| {
        let mut stream = Stream::new(6, seed);
        crossed(&[detector], n, horizon, |_| stream.normal())[0]
    };
    let mut all: Vec<f64> = (0..walks).into_par_iter().map(one).collect();
    all.sort_unstable_by(f64::total_cmp);
    all
}

/// `cargo test --release -p froth-series --lib -- --ignored --nocapture published_tables` prints what docs/monitors.md
/// says of published boundaries: the constant, what is simulated here, and the share of walks above the published one.
#[test]
#[ignore = "minutes of simulation"]
#[allow(clippy::print_stdout)]
fn published_tables() {
    let mut farthest = 0.0f64;
    for (detector, trainings, walks) in [
        (Detector::Cusum, TRAINING, 20_000),
        (Detector::Fluc, TRAINING, 20_000),
        (Detector::Sadf, [200, 1000, 0], 4000),
        (Detector::Gsadf40, [100, 200, 0], 2000),
        (Detector::Gsadf80, [100, 200, 0], 2000),
    ] {
        let kurozumi = !matches!(detector, Detector::Cusum | Detector::Fluc);
        for n in trainings.into_iter().filter(|n| *n > 0) {
            let horizons: Vec<usize> =
                if kurozumi { HORIZONS.to_vec() } else { MULTIPLES.iter().map(|k| k - 1).collect() };
            for s in horizons {
                let all = needed(detector, n, s * n, walks);
                for level in [0.90, 0.95, 0.99] {
                    let published = detector.published(level, n, s * n).unwrap();
                    let held = all.iter().filter(|x| **x > published).count() as f64 / walks as f64;
                    let found = quantile(&all, level);
                    println!("{} n={n} s={s} {level}: {published:.2} {found:.2} {held:.4}", detector.as_str());
                    if detector == Detector::Cusum || (detector == Detector::Fluc && n == 100) {
                        farthest = farthest.max((held - (1.0 - level)).abs());
                    }
                }
            }
        }
    }
    // Theirs are of a simulation too.
    assert!(farthest < 0.01, "{farthest}");
}

/// How changes are made: the row after the training, from 1 (0 within it), the level before it, a normal draw and a
/// heavy-tailed one.
type Changes = fn(usize, f64, f64, f64) -> f64;

/// The first alarm of each detector after so many rows of training, in rows of the horizon from 1.
fn first_alarms(constants: &[f64], n: usize, horizon: usize, seed: usize, change: Changes) -> Vec<Option<usize>> {
    let mut stream = Stream::new(7, seed);
    let mut y = vec![100.0];
    for t in 1..=n + horizon {
        let level = y[t - 1];
        let normal = stream.normal();
        let chi = (0..3).map(|_| stream.normal().powi(2)).sum::<f64>() / 3.0;
        let heavy = stream.normal() / chi.sqrt() / 3f64.sqrt();
        y.push(level + change(t.saturating_sub(n), level, normal, heavy));
    }
    let settings = Settings { lag: Lag::Fixed(0), min_window: Some(psy::min_window(n + 1)) };
    let null =
        psy::ahead_bootstrap(&y[..=n], settings, horizon, Draws { replications: 199, seed: 1, sequences: false }, &());
    let line = null.unwrap().quantile(0.95);
    let above = |row: &usize| psy::last_bsadf(&y[..=n + row], settings).unwrap().is_some_and(|x| x > line);
    let mut alarms = vec![(1..=horizon).find(above)];
    let mut sums: Vec<Sums> = CLOSED.iter().map(|detector| Sums::new(*detector, n)).collect();
    let mut found = [None; 5];
    for t in 1..=n + horizon {
        for ((sums, detector), (constant, alarm)) in sums.iter_mut().zip(CLOSED).zip(constants.iter().zip(&mut found)) {
            sums.add(t, n, y[t - 1] - 100.0, y[t] - y[t - 1]);
            let above = t > n && sums.statistic(y[t] - 100.0) > detector.boundary(*constant, t, n);
            if above && alarm.is_none() {
                *alarm = Some(t - n);
            }
        }
    }
    alarms.extend(found);
    alarms
}

/// `cargo test --release -p froth-series --lib -- --ignored --nocapture sizes_and_delays` prints the table of docs/monitors.md.
#[test]
#[ignore = "a minute of simulation"]
#[allow(clippy::print_stdout)]
fn sizes_and_delays() {
    const SERIES: usize = 1000;
    let rows: [(&str, Changes); 9] = [
        ("normal steps", |_, _, e, _| e),
        ("steps of t with 3 degrees", |_, _, _, t| t),
        ("volatility triples at the end of training", |row, _, e, _| if row > 0 { 3.0 * e } else { e }),
        ("volatility falls to a third there", |row, _, e, _| if row > 0 { e / 3.0 } else { e }),
        ("drift of 0.1 of a step", |_, _, e, _| e + 0.1),
        ("drift of 0.3 of a step", |_, _, e, _| e + 0.3),
        ("grows by 1 % a row from row 12 on, steps 3 % of the level", |row, y, e, _| {
            if row > 12 { 0.01 * y + 3.0 * e } else { 3.0 * e }
        }),
        ("the same by 2 %", |row, y, e, _| if row > 12 { 0.02 * y + 3.0 * e } else { 3.0 * e }),
        ("the same by 4 %", |row, y, e, _| if row > 12 { 0.04 * y + 3.0 * e } else { 3.0 * e }),
    ];
    for (n, horizon) in [(60, 60), (120, 60)] {
        let constants = constants(&CLOSED, 0.95, n, horizon, draws(20_000), &()).unwrap();
        for (name, change) in rows {
            let all: Vec<Vec<Option<usize>>> =
                (0..SERIES).into_par_iter().map(|seed| first_alarms(&constants, n, horizon, seed, change)).collect();
            let told = (0..6).map(|k| {
                let mut rows: Vec<usize> = all.iter().filter_map(|one| one[k]).collect();
                rows.sort_unstable();
                let share = 100.0 * rows.len() as f64 / SERIES as f64;
                let after = rows.iter().filter(|row| **row > 12).copied().collect::<Vec<_>>();
                let delay = after.get(after.len() / 2).map_or(0, |row| row - 12);
                format!("{share:.1} ({delay})")
            });
            let any = all.iter().filter(|one| one[..4].iter().any(Option::is_some)).count();
            println!("{n}/{horizon} | {name} | {} | {:.1}", told.collect::<Vec<_>>().join(" | "), any as f64 / 10.0);
        }
    }
}

#[test]
fn sums_are_those_of_the_tests() {
    let y = walk(120, 1);
    let options = Options { horizon: 60, draws: draws(20), detectors: CLOSED.to_vec(), ..Options::default() };
    let mut monitor = Monitor::train(&y[..60], &options, &()).unwrap();
    let found = exuberance(&y, Settings { lag: Lag::Fixed(0), min_window: Some(20) }).unwrap();
    let at = |detector| monitor.watched().iter().position(|one| one.detector == detector).unwrap();
    let (sadf, fluc, cusum, band) =
        (at(Detector::Sadf), at(Detector::Fluc), at(Detector::Cusum), at(Detector::Gsadf40));
    for (row, value) in y.iter().enumerate().skip(60) {
        let points = monitor.push(*value).unwrap().unwrap();
        let badf = found.badf[row - found.first].unwrap();
        assert!((points[sadf].statistic.unwrap() - badf).abs() < 1e-8, "{row}");
        // Without an intercept, of the series less its first row.
        let (mut ll, mut lc, mut cc) = (0.0, 0.0, 0.0);
        for pair in y[..=row].windows(2) {
            let (level, change) = (pair[0] - y[0], pair[1] - pair[0]);
            ll += level * level;
            lc += level * change;
            cc += change * change;
        }
        let b = lc / ll;
        let t = b / ((cc - b * lc) / (row as f64 - 1.0) / ll).sqrt();
        assert!((points[fluc].statistic.unwrap() - t).abs() < 1e-8, "{row}");
        let s = (value - y[59]) / (cc / row as f64).sqrt();
        assert!((points[cusum].statistic.unwrap() - s).abs() < 1e-8, "{row}");
        let starts = (0..59 * 2 / 5).map(|start| {
            let window = Settings { lag: Lag::Fixed(0), min_window: Some(row - start) };
            exuberance(&y[start..=row], window).unwrap().adf.unwrap()
        });
        assert!((points[band].statistic.unwrap() - starts.fold(f64::MIN, f64::max)).abs() < 1e-8, "{row}");
    }
    assert_eq!(monitor.push(1.0), Ok(None));
}

#[test]
fn what_is_put_away_goes_on_to_the_bit() {
    let y = walk(90, 2);
    let options = Options { horizon: 40, draws: draws(30), detectors: Detector::ALL.to_vec(), ..Options::default() };
    let mut whole = Monitor::train(&y[..60], &options, &()).unwrap();
    let mut kept = whole.clone();
    for value in &y[60..] {
        kept = Monitor::resume(kept.state()).unwrap();
        assert_eq!(whole.push(*value), kept.push(*value));
    }
    assert_eq!(whole, kept);
}

#[test]
fn what_no_monitor_kept_is_refused() {
    let y = walk(60, 2);
    let options = Options { horizon: 40, draws: draws(30), detectors: Detector::ALL.to_vec(), ..Options::default() };
    let state = Monitor::train(&y, &options, &()).unwrap().state();
    assert!(Monitor::resume(state.clone()).is_ok());
    let refused = |change: &dyn Fn(&mut State)| {
        let mut other = state.clone();
        change(&mut other);
        assert!(Monitor::resume(other).is_err());
    };
    refused(&|state| state.set_rows(0));
    refused(&|state| state.set_rows(61));
    refused(&|state| state.set_rows(usize::MAX));
    refused(&|state| state.set_sizes(usize::MAX, usize::MAX));
    refused(&|state| state.set_sizes(20, 40));
    refused(&|state| state.set_sizes(60, 601));
    refused(&|state| state.set_lag("25"));
    refused(&|state| state.set_lag("bic:-1"));
    refused(&State::turn_detectors);
}

#[test]
fn bad_training_is_refused() {
    let of = |y: &[f64], options: Options| Monitor::train(y, &Options { draws: draws(5), ..options }, &());
    let y = walk(60, 3);
    let usual = || Options { horizon: 10, ..Options::default() };
    assert_eq!(of(&y[..20], usual()), Err(SeriesError::TooShort { rows: 20, needed: 21 }));
    assert_eq!(of(&[3.0; 40], usual()), Err(SeriesError::Constant));
    let mut hole = y.clone();
    hole[7] = f64::NAN;
    assert_eq!(of(&hole, usual()), Err(SeriesError::NotFinite { row: 7 }));
    for horizon in [0, 601] {
        assert!(matches!(
            of(&y, Options { horizon, ..usual() }),
            Err(SeriesError::Setting { name: "the horizon", .. })
        ));
    }
    assert!(of(&y, Options { level: f64::NAN, ..usual() }).is_err());
    assert!(of(&y, Options { detectors: Vec::new(), ..usual() }).is_err());
    let mut monitor = of(&y, usual()).unwrap();
    assert_eq!(monitor.push(f64::INFINITY), Err(SeriesError::NotFinite { row: 60 }));
    assert_eq!(monitor.push(1e300), Err(SeriesError::TooLarge));
    assert_eq!(monitor.rows(), 60);
}

#[test]
fn alarms_depend_neither_on_unit_nor_on_level_nor_on_threads() {
    let y: Vec<f64> = walk(60, 4).into_iter().chain((1..25).map(|t| 110.0 * 1.09f64.powi(t))).collect();
    let alarms = |unit: f64, level: f64| {
        let y: Vec<f64> = y.iter().map(|y| unit * y + level).collect();
        let options =
            Options { horizon: 24, draws: draws(50), detectors: Detector::ALL.to_vec(), ..Options::default() };
        let mut monitor = Monitor::train(&y[..60], &options, &()).unwrap();
        y[60..].iter().for_each(|y| assert!(monitor.push(*y).unwrap().is_some()));
        monitor.watched().iter().map(|one| one.alarm).collect::<Vec<_>>()
    };
    let usual = alarms(1.0, 0.0);
    assert!(usual.iter().all(|alarm| alarm.is_some_and(|row| row < 80)), "{usual:?}");
    assert_eq!(usual, alarms(1e-9, 0.0));
    assert_eq!(usual, alarms(1024.0, 5e5));
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| constants(&CLOSED, 0.95, 40, 40, draws(60), &()))
    };
    assert_eq!(on(1), on(6));
}
