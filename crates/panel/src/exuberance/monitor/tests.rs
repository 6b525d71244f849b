use super::*;
use jiff::civil::date;

fn days(n: usize) -> Vec<Date> {
    (0i16..).take(n).map(|m| date(2000 + m / 12, (m % 12) as i8 + 1, 1).last_of_month()).collect()
}

fn prices(n: usize) -> Vec<f64> {
    let (mut state, mut y) = (7u64, 100.0);
    (0..n)
        .map(|row| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let e = (state >> 11) as f64 / (1u64 << 53) as f64 - 0.5;
            y = if row > 70 { 1.06 * y + e } else { y + e };
            y
        })
        .collect()
}

fn input(from: usize, to: usize) -> Input {
    let column: Vec<Option<f64>> = prices(to).into_iter().map(Some).collect();
    Input::new("price", &days(to)[from..], &column[from..], false).unwrap()
}

fn options() -> Options {
    let detectors = Detector::ALL.to_vec();
    Options { horizon: Some(48), replications: 60, detectors, ..Options::new(days(60)[59]) }
}

fn said<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn a_row_a_run_is_all_rows_in_one() {
    let (whole, end) = monitor(&[input(0, 90)], &options(), &()).unwrap();
    let (first, mut kept) = monitor(&[input(0, 60)], &options(), &()).unwrap();
    assert!(first.series[0].dates.is_empty() && !first.has_alarm() && whole.has_alarm());
    for to in 61..=90 {
        kept = Kept::from_bytes("state", &kept.to_bytes().unwrap()).unwrap();
        // The new row alone, or with the past.
        let from = if to % 2 == 0 { to - 1 } else { 0 };
        let (found, next) = resume(&[input(from, to)], &options(), kept).unwrap();
        for (one, all) in found.series[0].detectors.iter().zip(&whole.series[0].detectors) {
            assert_eq!(one.statistic, [all.statistic[to - 61]]);
            assert_eq!(one.boundary, [all.boundary[to - 61]]);
        }
        kept = next;
    }
    assert_eq!(kept, end);
    // The same data once more are nothing new.
    let (found, again) = resume(&[input(0, 90)], &options(), kept.clone()).unwrap();
    assert_eq!((found.series[0].dates.len(), &again), (0, &kept));
    assert_eq!(found.series[0].detectors[0].alarm, whole.series[0].detectors[0].alarm);
}

#[test]
fn beyond_the_horizon_nothing_is_said() {
    let short = Options { horizon: Some(10), ..options() };
    let (found, kept) = monitor(&[input(0, 75)], &short, &()).unwrap();
    let one = &found.series[0];
    assert_eq!((one.dates.len(), one.beyond, one.left), (10, 5, 0));
    let (found, _) = resume(&[input(0, 76)], &short, kept).unwrap();
    assert_eq!((found.series[0].dates.len(), found.series[0].beyond), (0, 6));
}

#[test]
fn a_state_of_something_else_is_refused_by_name() {
    let (_, kept) = monitor(&[input(0, 62)], &options(), &()).unwrap();
    let with = |options: Options| said(resume(&[input(0, 63)], &options, kept.clone()));
    assert!(with(Options { horizon: Some(24), ..options() }).contains("horizon 48, and this run has 24"));
    assert!(with(Options { seed: 2, ..options() }).contains("seed 1, and this run has 2"));
    assert!(with(Options { level: 0.9, ..options() }).contains("level 95, and this run has 90"));
    assert!(with(Options { detectors: vec![Detector::Psy], ..options() }).contains("detector psy, fluc, cusum"));
    assert!(with(Options { from: days(60)[58], ..options() }).contains("monitor 2004-12-31"));
    let mut other = input(0, 63);
    other.name = "rent".to_owned();
    assert!(
        said(resume(&[other], &options(), kept.clone())).contains("the state is of `price`, and this run is of `rent`")
    );
    let mut revised = input(0, 63);
    revised.values[61] += 1.0;
    assert!(said(resume(&[revised], &options(), kept.clone())).contains("2005-02-28 was "));
    assert!(said(resume(&[input(0, 61)], &options(), kept.clone())).contains("the data end before"));
    assert!(said(resume(&[input(63, 64)], &options(), kept.clone())).contains("2005-04-30 does not follow 2005-02-28"));
    assert!(resume(&[input(63, 64)], &Options { allow_gaps: true, ..options() }, kept).is_ok());
}

#[test]
fn torn_and_changed_states_are_refused_and_never_panic() {
    let few = Options { detectors: vec![Detector::Fluc, Detector::Sadf], ..options() };
    let (_, kept) = monitor(&[input(0, 62)], &few, &()).unwrap();
    let whole = kept.to_bytes().unwrap();
    assert_eq!(Kept::from_bytes("state", &whole).unwrap(), kept);
    for length in 0..whole.len() - 1 {
        assert!(Kept::from_bytes("state", &whole[..length]).is_err(), "{length} bytes");
    }
    for place in 0..whole.len() {
        for change in [1u8, 0x20, 0x80] {
            let mut changed = whole.clone();
            changed[place] ^= change;
            // Blanks between tokens are nothing.
            assert!(
                Kept::from_bytes("state", &changed).is_ok_and(|same| same == kept)
                    || Kept::from_bytes("state", &changed).is_err()
            );
        }
    }
    let text = String::from_utf8(whole).unwrap();
    let said = Kept::from_bytes("a.state", text.replace("\"horizon\": 48", "\"horizon\": 47").as_bytes()).unwrap_err();
    assert!(said.message.contains("a.state is not as it was written"), "{}", said.message);
}

#[test]
fn bad_training_is_refused_with_its_day() {
    let with = |from: Date, horizon: Option<usize>| {
        said(monitor(&[input(0, 90)], &Options { from, horizon, ..options() }, &()))
    };
    assert!(with(date(1999, 12, 31), None).contains("is to end on 1999-12-31, and the rows run from 2000-01-31"));
    assert!(with(date(2030, 1, 1), None).contains("is to end on 2030-01-01"));
    assert!(with(date(2001, 1, 31), None).contains("the training up to 2001-01-31 has 13 rows, and 21 are needed"));
    assert!(with(days(90)[89], None).contains("no row follows 2007-06-30, and no horizon is given"));
    assert!(with(days(90)[59], Some(601)).contains("the horizon of 601 rows must be ten times the training at most"));
    let mut flat = input(0, 90);
    flat.values[..60].fill(3.0);
    let message = said(monitor(&[flat], &options(), &()));
    assert!(
        message.contains("the training, 2000-01-31 to 2004-12-31, holds the same number in every row"),
        "{message}"
    );
}
