//! The tests against plain regressions, window by window, in twice the working precision.

use super::*;
use crate::exact::{Exact, solve};
use proptest::prelude::*;

/// The t-ratio of b and m ln(SSR / m) + p times a price, from the normal equations of regression rows `s..=e` of the series
/// with `lag` lags, where the longest lag compared is `most`; nothing is scaled or shared between windows, and the level
/// is only moved by its first value, without rounding.
fn plain(y: &[f64], most: usize, lag: usize, price: f64, s: usize, e: usize) -> (f64, f64) {
    let at = |t: usize| Exact::new(y[t]);
    let rows: Vec<(Vec<Exact>, Exact)> = (s..=e)
        .map(|row| {
            let t = row + most + 1;
            let mut x = vec![Exact::new(1.0), at(t - 1) - at(s + most)];
            x.extend((1..=lag).map(|k| at(t - k) - at(t - k - 1)));
            (x, at(t) - at(t - 1))
        })
        .collect();
    let p = lag + 2;
    let mut cross = vec![vec![Exact::ZERO; p]; p];
    let mut right = vec![Exact::ZERO; p];
    for (x, d) in &rows {
        for i in 0..p {
            for j in 0..p {
                cross[i][j] = cross[i][j] + x[i] * x[j];
            }
            right[i] = right[i] + x[i] * *d;
        }
    }
    let mut unit = vec![Exact::ZERO; p];
    unit[1] = Exact::new(1.0);
    let inverse = solve(cross.clone(), unit)[1];
    let b = solve(cross, right);
    let mut squares = Exact::ZERO;
    for (x, d) in &rows {
        let fit = x.iter().zip(&b).fold(Exact::ZERO, |sum, (x, b)| sum + *x * *b);
        squares = squares + (*d - fit) * (*d - fit);
    }
    let m = rows.len() as f64;
    let variance = squares / Exact::new(m - p as f64);
    let t = b[1] / (variance * inverse).sqrt();
    (t.value(), m * (squares.value() / m).ln() + p as f64 * price)
}

fn reference(y: &[f64], lag: Lag, s: usize, e: usize) -> f64 {
    match lag {
        Lag::Fixed(lag) => plain(y, lag, lag, 0.0, s, e).0,
        Lag::Bic(most) | Lag::Aic(most) => {
            let price = if lag == Lag::Aic(most) { 2.0 } else { ((e + 1 - s) as f64).ln() };
            let all: Vec<_> = (0..=most).map(|lag| plain(y, most, lag, price, s, e)).collect();
            all.into_iter().reduce(|best, next| if next.1 < best.1 { next } else { best }).unwrap().0
        }
    }
}

/// BADF and BSADF by a regression of its own for every window.
fn cubic(y: &[f64], lag: Lag, min_window: usize) -> (Vec<f64>, Vec<f64>) {
    (min_window - 1..y.len() - 1 - lag.most())
        .map(|e| {
            let all: Vec<f64> = (0..=e + 1 - min_window).map(|s| reference(y, lag, s, e)).collect();
            (all[0], all.into_iter().fold(f64::NAN, f64::max))
        })
        .unzip()
}

/// The largest |difference| / max(1, |t|) over both sequences.
fn distance(y: &[f64], lag: Lag, min_window: usize) -> f64 {
    let found = exuberance(y, Settings { lag, min_window: Some(min_window) }).unwrap();
    let (badf, bsadf) = cubic(y, lag, min_window);
    assert_eq!(found.badf.len(), badf.len());
    let far = |found: &[Option<f64>], plain: &[f64]| {
        found.iter().zip(plain).map(|(f, p)| (f.unwrap() - p).abs() / p.abs().max(1.0)).fold(0.0, f64::max)
    };
    assert_eq!(Some(found.gsadf), found.bsadf.iter().flatten().copied().reduce(f64::max));
    assert_eq!(found.adf, *found.badf.last().unwrap());
    f64::max(far(&found.badf, &badf), far(&found.bsadf, &bsadf))
}

/// Uniform on (-1, 1), the same on every machine.
fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

/// Series that are hard on sums: by kind, of n rows.
fn series(kind: usize, n: usize, seed: u64) -> Vec<f64> {
    let mut e = noise(seed);
    let mut y = 0.0;
    let mut walk = |drift: f64| {
        y += drift + e();
        y
    };
    match kind {
        0 => (0..n).map(|_| walk(0.0)).collect(),
        // Drift that dwarfs the noise.
        1 => (0..n).map(|_| walk(100.0)).collect(),
        // Huge, tiny, and nearly constant.
        2 => (0..n).map(|_| 1e12 * walk(0.1)).collect(),
        3 => (0..n).map(|_| 1e-12 * walk(0.1)).collect(),
        4 => (0..n).map(|_| 1.0 + 1e-9 * walk(0.0)).collect(),
        5 => (0..n).map(|_| 1e12 + walk(0.0)).collect(),
        // Explosive, with noise large and small.
        6 => (0..n)
            .scan(1.0, |y, _| {
                *y = 1.05 * *y + 0.1 * walk(0.0);
                Some(*y)
            })
            .collect(),
        7 => (0..n)
            .scan(1.0, |y, _| {
                *y = 1.08 * *y + 1e-3 * e();
                Some(*y)
            })
            .collect(),
        8 => (0..n)
            .scan(1.0, |y, _| {
                *y *= 1.03 + 0.01 * e();
                Some(1e6 * *y)
            })
            .collect(),
        // A crash to a ten-thousandth, and smooth growth rates.
        9 => (0..n).map(|t| if t < n / 2 { 1e4 + walk(0.0) } else { 1.0 + 1e-3 * walk(0.0) }).collect(),
        10 => {
            let (mut rate, mut y) = (0.0, 0.0);
            (0..n)
                .map(|_| {
                    rate = 0.95 * rate + e();
                    y += rate;
                    y
                })
                .collect()
        }
        // Explosive for long, close to exact.
        _ => (0..n)
            .scan(1.0, |y, _| {
                *y = 1.01 * *y + 0.01 * e();
                Some(*y)
            })
            .collect(),
    }
}

#[test]
fn every_kind_and_lag_agrees_with_plain_regressions() {
    let mut worst = [0.0f64; 12];
    for (kind, worst) in worst.iter_mut().enumerate() {
        for lag in 0..=6 {
            let lag = [Lag::Fixed(lag), Lag::Aic(lag), Lag::Bic(lag)][(kind + lag) % 3];
            *worst = worst.max(distance(&series(kind, 64, 7 + kind as u64), lag, lag.most() + 10));
        }
    }
    assert!(worst.iter().all(|worst| *worst < 1e-9), "{worst:?}");
}

#[test]
fn long_series_agree_with_plain_regressions() {
    for (kind, lag) in [(1, 0), (4, 1), (6, 0), (7, 2), (5, 3)] {
        let worst = distance(&series(kind, 150, 3), Lag::Fixed(lag), 19);
        assert!(worst < 1e-9, "{kind} {lag} {worst}");
    }
    // Explosive and close to exact: t is above 3,500, and few digits of the residual are left in running sums.
    let worst = distance(&series(6, 137, 7_474_828_948_586_413_558), Lag::Bic(0), 3);
    assert!(worst < 1e-10, "{worst}");
}

#[test]
fn hundreds_of_rows_keep_their_digits() {
    // Without those that grow so fast that rounding of the data is all there is to fit.
    for kind in [0, 1, 2, 3, 4, 5, 8, 9, 10, 11] {
        let y = series(kind, 600, 5);
        for lag in [0, 1, 4] {
            let found = exuberance(&y, Settings { lag: Lag::Fixed(lag), min_window: None }).unwrap();
            for point in (0..found.badf.len()).step_by(180) {
                let t = plain(&y, lag, lag, 0.0, 0, found.min_window - 1 + point).0;
                let error = (found.badf[point].unwrap() - t).abs() / t.abs().max(1.0);
                assert!(error < 1e-9, "{kind} {lag} {point} {t} {error}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_length_lag_and_window_agrees_with_plain_regressions(
        n in 20usize..150, lag in 0usize..=6, extra in 0usize..40, kind in 0usize..12, choice in 0usize..4, seed: u64,
    ) {
        // Of a long series the end, of a short one all: a regression of its own for every window takes long.
        let y = series(kind, n, seed);
        let y = &y[n - n.min(150 - 15 * lag)..];
        let window = (lag + 3 + extra).min(y.len() - 1 - lag);
        let lag = [Lag::Fixed(lag), Lag::Fixed(lag), Lag::Aic(lag), Lag::Bic(lag)][choice];
        prop_assert!(distance(y, lag, window) < 1e-9);
    }

    #[test]
    fn suprema_are_ordered_and_units_do_not_matter(
        n in 30usize..120, lag in 0usize..4, kind in 0usize..9, seed: u64, scale in 1e-6..1e6f64, shift in -10.0..10.0f64,
    ) {
        let y = series(kind, n, seed);
        let settings = Settings { lag: Lag::Fixed(lag), min_window: None };
        let found = exuberance(&y, settings).unwrap();
        prop_assert!(found.gsadf >= found.sadf.unwrap() && found.sadf >= found.adf);
        for (badf, bsadf) in found.badf.iter().zip(&found.bsadf) {
            prop_assert!(bsadf >= badf);
        }
        prop_assert_eq!(found.first + found.badf.len(), n);
        let (low, high) = y.iter().fold((f64::MAX, f64::MIN), |(low, high), y| (low.min(*y), high.max(*y)));
        let moved: Vec<f64> = y.iter().map(|y| scale * (y + shift * (high - low))).collect();
        let moved = exuberance(&moved, settings).unwrap();
        // Moving the series rounds it, by more the larger its level beside its changes.
        let rounding = if matches!(kind, 4 | 5) { 1e-2 } else { 1e-5 };
        for (a, b) in found.bsadf.iter().flatten().zip(moved.bsadf.iter().flatten()) {
            prop_assert!((a - b).abs() / a.abs().max(1.0) < rounding, "{} {}", a, b);
        }
    }
}

/// Of rational arithmetic, exact but for the last root: Python's fractions, 60 digits.
#[test]
fn windows_that_are_all_but_collinear_have_the_digits_of_exact_arithmetic() {
    let (mut e, mut level) = (noise(9), 100.0);
    let grown: Vec<f64> = (0..420)
        .map(|row| {
            level = match row {
                0..300 => 1.03 * level + e(),
                300 => 100.0,
                _ => level + e(),
            };
            level
        })
        .collect();
    let (mut e, mut level) = (noise(4), 1.0);
    let rounded: Vec<f64> = (0..200)
        .map(|_| {
            level = 1.05 * level + 1e-6 * e();
            format!("{level:.9}").parse().unwrap()
        })
        .collect();
    let cases = [
        (&grown, 0, 120, 575.016_993_016_307_2),
        (&grown, 0, 290, 104_541.873_294_687_68),
        (&grown, 0, 400, -2.667_137_628_176_158),
        (&grown, 1, 120, 11.605_756_916_208_756),
        (&grown, 1, 290, 17.671_299_987_668_08),
        (&grown, 1, 400, -2.648_311_933_797_074),
        (&grown, 3, 120, 7.028_176_745_762_058),
        (&grown, 3, 290, 10.588_701_176_667_64),
        (&grown, 3, 400, -2.611_884_962_377_788),
        (&rounded, 0, 60, 3_708_983.999_154_336_8),
        (&rounded, 0, 150, 389_215_438.437_999_5),
        (&rounded, 0, 190, 2_865_814_831.811_034),
        (&rounded, 2, 60, 6.020_674_838_227_463),
        (&rounded, 2, 150, 8.395_875_975_231_624),
        (&rounded, 2, 190, 9.344_262_591_783_886),
    ];
    for (y, lag, end, expected) in cases {
        let found = exuberance(y, Settings { lag: Lag::Fixed(lag), min_window: Some(30) }).unwrap();
        let badf = found.badf[end + 1 - 30].unwrap();
        assert!((badf / expected - 1.0).abs() < 1e-10, "{lag} {end}: {badf} {expected}");
    }
}

#[test]
fn lags_chosen_once_are_those_of_the_whole_series() {
    let y = series(10, 400, 4);
    for (lag, price) in [(Lag::Bic(5), 394f64.ln()), (Lag::Aic(5), 2.0)] {
        let criteria: Vec<f64> = (0..=5).map(|lag| plain(&y, 5, lag, price, 0, 393).1).collect();
        let best = (0..=5).min_by(|a, b| criteria[*a].total_cmp(&criteria[*b]));
        assert_eq!(chosen_once(&y, lag).ok(), best);
    }
    assert_eq!(chosen_once(&y, Lag::Fixed(3)), Ok(3));
}

#[test]
fn a_power_of_two_changes_no_digit() {
    let y = series(6, 90, 1);
    let scaled: Vec<f64> = y.iter().map(|y| y * 1024.0).collect();
    let settings = Settings { lag: Lag::Fixed(2), min_window: None };
    assert_eq!(exuberance(&y, settings), exuberance(&scaled, settings));
}

#[test]
fn sizes_near_the_ends_of_the_range_of_numbers_do_no_harm() {
    let y = series(0, 60, 1);
    let settled = exuberance(&y, Settings::default()).unwrap();
    for scale in [1e-290, 1e290] {
        let scaled: Vec<f64> = y.iter().map(|y| y * scale).collect();
        let found = exuberance(&scaled, Settings::default()).unwrap();
        assert!((found.gsadf - settled.gsadf).abs() < 1e-9);
    }
}

#[test]
fn bad_series_and_settings_are_errors() {
    let y = series(0, 50, 1);
    let with = |lag, min_window| exuberance(&y, Settings { lag, min_window });
    let mut broken = y.clone();
    broken[7] = f64::NAN;
    assert_eq!(exuberance(&broken, Settings::default()), Err(SeriesError::NotFinite { row: 7 }));
    broken[7] = f64::INFINITY;
    assert_eq!(exuberance(&broken, Settings::default()), Err(SeriesError::NotFinite { row: 7 }));
    assert_eq!(exuberance(&[4.2; 50], Settings::default()), Err(SeriesError::Constant));
    assert_eq!(exuberance(&y[..3], Settings::default()), Err(SeriesError::TooShort { rows: 3, needed: 4 }));
    assert_eq!(exuberance(&[], Settings::default()), Err(SeriesError::TooShort { rows: 0, needed: 4 }));
    assert_eq!(with(Lag::Fixed(2), Some(48)), Err(SeriesError::TooShort { rows: 50, needed: 51 }));
    assert_eq!(with(Lag::Fixed(3), Some(5)), Err(SeriesError::WindowTooShort { window: 5, needed: 6 }));
    assert_eq!(with(Lag::Bic(60), None), Err(SeriesError::LagTooLong { lag: 60, most: MAX_LAG }));
    assert_eq!(with(Lag::Fixed(0), Some(usize::MAX)), Err(SeriesError::TooShort { rows: 50, needed: usize::MAX }));
    let line: Vec<f64> = (0..50).map(|t| 0.1 * f64::from(t)).collect();
    assert_eq!(exuberance(&line, Settings::default()), Err(SeriesError::NoStatistic));
    let doubling: Vec<f64> = (0..50).map(|t| 1.07f64.powi(t)).collect();
    assert_eq!(exuberance(&doubling, Settings::default()), Err(SeriesError::NoStatistic));
}

#[test]
fn a_series_that_stands_still_for_a_while_has_no_statistic_there() {
    let mut y = series(0, 90, 2);
    let level = y[40];
    y[..40].fill(level);
    let found = exuberance(&y, Settings { lag: Lag::Fixed(1), min_window: Some(10) }).unwrap();
    assert_eq!(found.badf[..20], [None; 20]);
    assert!(found.badf[60].is_some() && found.bsadf[60].is_some());
}

#[test]
fn many_lags_take_the_same_way_as_few() {
    let y = series(10, 120, 4);
    assert!(distance(&y[..80], Lag::Fixed(9), 40) < 1e-9);
    exuberance(&y, Settings { lag: Lag::Fixed(MAX_LAG), min_window: Some(40) }).unwrap();
}

#[test]
fn the_default_window_is_that_of_the_literature() {
    assert_eq!([100, 200, 600, 1000].map(min_window), [19, 27, 50, 66]);
}

#[test]
fn an_end_has_the_same_bits_in_every_lane() {
    for kind in 0..12 {
        for lag in [Lag::Fixed(0), Lag::Fixed(1), Lag::Fixed(5), Lag::Fixed(9), Lag::Bic(0), Lag::Bic(2), Lag::Aic(7)] {
            // The shortest of all windows, so that a lane has some before others begin.
            let settings = Settings { lag, min_window: Some(lag.most() + 3) };
            let y = series(kind, 48, 5);
            let plan = Plan::new(y.len(), settings).unwrap();
            let design = Design::new(&y, lag);
            let first = plan.min_window - 1;
            let mut afresh = Afresh::new();
            let bits = |end: Ends| (end.whole.to_bits(), end.sup.to_bits(), end.start);
            let all: Vec<_> = plan.ends_from(&design, first, &mut afresh).map(bits).collect();
            assert_eq!(all.len(), design.rows - first);
            for skipped in 1..=LANES {
                let moved: Vec<_> = plan.ends_from(&design, first + skipped, &mut afresh).map(bits).collect();
                assert_eq!(moved, all[skipped..], "{kind} {lag}");
            }
        }
    }
}
