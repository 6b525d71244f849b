//! Runs of one value at an end of a series that varies elsewhere: zeros that stand for no value, values that were carried on.

use super::ConstantEnd;
use jiff::civil::{Date, date};

/// A run is at least so many rows long,
const LEAST: u64 = 3;
/// and at least so many times as long as any other run of its series. A figure of a quarter fills three monthly rows, and up to six
/// until the next one is published: no more than twice as many as the others.
const TIMES: u64 = 2;
/// Elsewhere the series has at least so many other values: a column of yes and no stays at one of them for long.
const OTHERS: usize = 3;

/// Equal values that follow each other, missing ones aside.
#[derive(Debug, Clone, Copy)]
struct Run {
    value: f64,
    rows: u64,
    /// Days since 1970-01-01.
    from: i32,
    to: i32,
}

/// The runs of a series, read from its beginning.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    first: Option<Run>,
    last: Option<Run>,
    /// The longest between them.
    longest: u64,
    /// The first different values.
    values: [f64; OTHERS + 1],
    known: usize,
}

impl Runs {
    /// Takes the next row; NaN is missing.
    pub(super) fn push(&mut self, day: i32, value: f64) {
        if value.is_nan() {
            return;
        }
        if let Some(run) = self.last.as_mut().filter(|run| run.value == value) {
            run.rows += 1;
            run.to = day;
            return;
        }
        let ended = self.last.replace(Run { value, rows: 1, from: day, to: day });
        match (ended, self.first) {
            (Some(ended), None) => self.first = Some(ended),
            (Some(ended), Some(_)) => self.longest = self.longest.max(ended.rows),
            (None, _) => {}
        }
        if self.known < self.values.len() && !self.values[..self.known].contains(&value) {
            self.values[self.known] = value;
            self.known += 1;
        }
    }

    /// Runs at the beginning and at the end that stand out.
    pub(super) fn standing_out(&self, column: &str, entity: Option<&str>) -> Vec<ConstantEnd> {
        let (Some(first), Some(last)) = (self.first, self.last) else { return Vec::new() };
        let stands_out = |run: Run, other: Run| {
            // One value at both ends is one finding twice, not a reason for none.
            let beside = if other.value == run.value { self.longest } else { self.longest.max(other.rows) };
            let others = self.values[..self.known].iter().filter(|x| **x != run.value).count();
            run.rows >= LEAST && run.rows >= TIMES * beside && others >= OTHERS
        };
        let found = |run: Run, at_end: bool| ConstantEnd {
            column: column.to_owned(),
            entity: entity.map(str::to_owned),
            at_end,
            value: run.value,
            rows: run.rows,
            from: day(run.from),
            to: day(run.to),
        };
        let ends = [(first, last, false), (last, first, true)];
        ends.into_iter()
            .filter(|(run, other, _)| stands_out(*run, *other))
            .map(|(run, _, end)| found(run, end))
            .collect()
    }
}

fn day(days: i32) -> Date {
    date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(values: &[f64]) -> Vec<(bool, f64, u64)> {
        let mut runs = Runs::default();
        for (day, value) in (0..).zip(values) {
            runs.push(day, *value);
        }
        runs.standing_out("x", None).into_iter().map(|end| (end.at_end, end.value, end.rows)).collect()
    }

    #[test]
    fn a_run_at_an_end_stands_out() {
        let mut values: Vec<f64> = (0..40).map(|n| f64::from(n % 7)).collect();
        assert_eq!(found(&values), []);
        values.extend([0.0; 19]);
        assert_eq!(found(&values), [(true, 0.0, 19)]);
        values.reverse();
        assert_eq!(found(&values), [(false, 0.0, 19)]);
        // Missing rows neither end a run nor make one.
        values.insert(3, f64::NAN);
        assert_eq!(found(&values), [(false, 0.0, 19)]);
        // Any value, and one value at both ends.
        let padded = [[9.5; 5].as_slice(), &[1.0, 2.0, 3.0, 4.0], &[9.5; 6]].concat();
        assert_eq!(found(&padded), [(false, 9.5, 5), (true, 9.5, 6)]);
    }

    #[test]
    fn what_is_usual_does_not() {
        let quarterly: Vec<f64> = (0..40).flat_map(|n| [f64::from(n % 5); 3]).collect();
        assert_eq!(found(&quarterly), [], "a quarter in monthly rows");
        let held = [quarterly.as_slice(), &[4.0; 2]].concat();
        assert_eq!(found(&held), [], "and held until the next is published");
        let counts = [0.0, 0.0, 2.0, 5.0, 0.0, 0.0, 0.0, 3.0, 1.0, 4.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(found(&counts), [], "a count that is often 0");
        let yes_or_no = [[0.0; 4], [1.0; 4], [0.0; 4], [1.0; 4]].concat();
        assert_eq!(found(&[yes_or_no, vec![0.0; 30]].concat()), [], "yes and no");
        assert_eq!(found(&[7.0; 30]), [], "what never varies is said elsewhere");
        assert_eq!(found(&[1.0, 2.0, 2.0, 2.0]), [], "too little to compare");
        assert_eq!(found(&[1.0, 2.0, 3.0, 4.0, 5.0, 5.0]), [], "two rows");
    }

    proptest! {
        #[test]
        fn a_series_read_backwards_has_the_same_ends(values in prop::collection::vec(0u8..5, 0..60)) {
            let forwards: Vec<f64> = values.iter().map(|x| f64::from(*x)).collect();
            let backwards: Vec<f64> = forwards.iter().rev().copied().collect();
            let mut turned: Vec<_> = found(&backwards).into_iter().map(|(end, x, n)| (!end, x, n)).collect();
            turned.reverse();
            prop_assert_eq!(found(&forwards), turned);
        }
    }
}
