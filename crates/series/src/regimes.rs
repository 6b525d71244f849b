//! One bubble dated by regimes: a walk, growth, a collapse, a walk again, with the breaks that leave the least squares and as many
//! regimes as the Bayesian criterion wants.
//!
//! Harvey, Leybourne and Sollis (2017), Journal of Empirical Finance 40, 121-138. In a regime of growth or collapse
//! `dy_t = a + b y_{t-1} + e_t`, in a walk `dy_t = e_t`:
//!
//! | regimes | breaks | constraint | parameters |
//! |---|---|---|---|
//! | [`Shape::Growing`]: walk, growth | s | y at the end above y at s | 3 |
//! | [`Shape::Ended`]: walk, growth, walk | s, p | y at p above y at s | 4 |
//! | [`Shape::Collapsed`]: walk, growth, collapse | s, p | y at p above y at s and at the end | 6 |
//! | [`Shape::Recovered`]: walk, growth, collapse, walk | s, p, r | y at p above y at s and at r | 7 |
//!
//! The dates take the whole series: they are of hindsight, where those of BSADF are not. They presuppose a bubble, and one
//! only; the criterion of a walk throughout stands beside.
//!
//! Given the peak, what is best before it and what is best after it do not depend on each other, so that three breaks cost as
//! much as two: O(n^2) in all, with sums that grow by a row at a time.

use crate::SeriesError;
use crate::error::varying;
use crate::monitor::Centred;

/// Which regimes follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A walk, then growth to the last row.
    Growing,
    /// A walk, growth, and a walk at once.
    Ended,
    /// A walk, growth, and a collapse to the last row.
    Collapsed,
    /// A walk, growth, a collapse, and a walk.
    Recovered,
}

impl Shape {
    /// All of them, in the order of [`Regimes::bic`].
    pub const ALL: [Shape; 4] = [Shape::Growing, Shape::Ended, Shape::Collapsed, Shape::Recovered];

    fn parameters(self) -> f64 {
        match self {
            Shape::Growing => 3.0,
            Shape::Ended => 4.0,
            Shape::Collapsed => 6.0,
            Shape::Recovered => 7.0,
        }
    }
}

/// The regimes of a series. Rows count from 0; a regime begins with the change after the row that is named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regimes {
    /// Those of the least criterion.
    pub shape: Shape,
    /// The last row before growth.
    pub start: usize,
    /// The last row of growth; `None` where it goes on.
    pub peak: Option<usize>,
    /// The last row of the collapse; `None` where there is none, or it goes on.
    pub recovery: Option<usize>,
    /// The Bayesian information criterion of each shape; `None` where no breaks fit it.
    pub bic: [Option<f64>; 4],
    /// The same of a walk throughout.
    pub walk: f64,
}

/// The customary shortest regime, as a share of the rows: what Harvey, Leybourne and Sollis take for data.
pub const TRIM: f64 = 0.05;

/// The fewest rows of a regime, two of which its line takes.
const FEWEST: usize = 4;

/// Dates one bubble by regimes of at least a share `trim` of the rows.
///
/// ```
/// use froth_series::regimes::{Shape, TRIM, regimes};
/// let e = |t: i32| f64::from(t * t % 7) - 2.0;
/// let mut y = vec![100.0];
/// for t in 1..120 {
///     let last = y[y.len() - 1];
///     y.push(match t {
///         60..90 => 1.05 * last + e(t),
///         90..100 => 100.0 + 0.8 * (last - 100.0) + e(t),
///         _ => last + e(t),
///     });
/// }
/// let found = regimes(&y, TRIM).unwrap();
/// assert_eq!((found.shape, found.peak), (Shape::Recovered, Some(89)));
/// ```
///
/// # Errors
///
/// A row that is not finite, a constant series, too few rows, a share that is none or above a quarter; no breaks that fit.
pub fn regimes(y: &[f64], trim: f64) -> Result<Regimes, SeriesError> {
    if !(0.0..=0.25).contains(&trim) {
        return Err(SeriesError::Setting { name: "the shortest regime", rule: "between 0 and 0.25 of the rows" });
    }
    varying(y, 4 * FEWEST + 1)?;
    let n = y.len() - 1;
    let shortest = ((trim * n as f64).ceil() as usize).max(FEWEST);
    let reach = y.iter().fold(0.0f64, |reach, x| reach.max((x - y[0]).abs()));
    if !reach.is_finite() {
        return Err(SeriesError::TooLarge);
    }
    let z: Vec<f64> = y.iter().map(|x| (x - y[0]) / reach).collect();
    // Squares of changes up to each row: what a walk leaves.
    let mut walked = Vec::with_capacity(n + 1);
    walked.push(0.0);
    for pair in z.windows(2) {
        let step = pair[1] - pair[0];
        walked.push(walked[walked.len() - 1] + step * step);
    }
    let whole = walked[n];
    // The least squares that a walk and growth leave up to a peak, and from where; those that a collapse and a walk leave after it.
    let none = Part { squares: f64::INFINITY, at: 0 };
    let (mut before, mut after) = (vec![none; n + 1], vec![none; n + 1]);
    let mut growing = none;
    let mut falling = vec![f64::INFINITY; n + 1];
    for from in shortest..=n - shortest {
        let mut sums = Centred::default();
        for to in from + 1..=n {
            sums.add(z[to - 1], z[to] - z[to - 1]);
            if to - from < shortest {
                continue;
            }
            let left = sums.left();
            if to == n {
                falling[from] = if z[from] > z[n] { left } else { f64::INFINITY };
                if z[n] > z[from] {
                    growing.offer(walked[from] + left, from);
                }
            } else if z[to] > z[from] {
                before[to].offer(walked[from] + left, from);
            } else if n - to >= shortest && z[from] > z[to] {
                after[from].offer(left + whole - walked[to], to);
            }
        }
    }
    let mut best: [Option<Breaks>; 4] = [None; 4];
    let mut offer = |shape: usize, squares: f64, start: usize, peak: Option<usize>, recovery: Option<usize>| {
        if squares.is_finite() && best[shape].is_none_or(|known| squares < known.squares) {
            best[shape] = Some(Breaks { squares, start, peak, recovery });
        }
    };
    offer(0, growing.squares, growing.at, None, None);
    for peak in 2 * shortest..=n - shortest {
        let Part { squares, at } = before[peak];
        offer(1, squares + whole - walked[peak], at, Some(peak), None);
        offer(2, squares + falling[peak], at, Some(peak), None);
        offer(3, squares + after[peak].squares, at, Some(peak), Some(after[peak].at));
    }
    let rows = n as f64;
    // What fits to the last digit fits no better for having more regimes.
    let criterion = |squares: f64, parameters: f64| {
        rows * (squares.max(f64::EPSILON * f64::EPSILON * whole) / rows).ln() + parameters * rows.ln()
    };
    let bic: [Option<f64>; 4] =
        std::array::from_fn(|k| best[k].map(|breaks| criterion(breaks.squares, Shape::ALL[k].parameters())));
    let chosen = (0..4)
        .filter_map(|k| Some((k, bic[k]?, best[k]?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .ok_or(SeriesError::NoStatistic)?;
    let (k, _, breaks) = chosen;
    Ok(Regimes {
        shape: Shape::ALL[k],
        start: breaks.start,
        peak: breaks.peak,
        recovery: breaks.recovery,
        // In the unit of the series.
        bic: bic.map(|bic| bic.map(|bic| bic + 2.0 * rows * reach.ln())),
        walk: criterion(whole, 0.0) + 2.0 * rows * reach.ln(),
    })
}

#[derive(Debug, Clone, Copy)]
struct Part {
    squares: f64,
    at: usize,
}

impl Part {
    fn offer(&mut self, squares: f64, at: usize) {
        if squares < self.squares {
            *self = Part { squares, at };
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Breaks {
    squares: f64,
    start: usize,
    peak: Option<usize>,
    recovery: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::psy::random::Stream;

    /// A walk, growth from row 60 by 5 % a row to row 99, a collapse to row 109 where wanted, a walk.
    fn bubble(seed: usize, collapse: bool, rows: usize) -> Vec<f64> {
        let mut stream = Stream::new(51, seed);
        let mut y = vec![100.0];
        for t in 1..rows {
            let (last, e) = (y[t - 1], stream.normal());
            y.push(match t {
                61..100 => 1.05 * last + e,
                100..110 if collapse => 100.0 + 0.75 * (last - 100.0) + e,
                _ => last + e,
            });
        }
        y
    }

    #[test]
    fn regimes_are_found_where_they_were_made() {
        for seed in 0..20 {
            let found = regimes(&bubble(seed, true, 200), TRIM).unwrap();
            assert_eq!(found.shape, Shape::Recovered, "{found:?}");
            assert_eq!(found.peak, Some(99));
            assert!(found.start.abs_diff(60) <= 8 && found.recovery.unwrap().abs_diff(109) <= 6, "{found:?}");
            assert!(found.walk > found.bic[3].unwrap());
        }
        let growing = regimes(&bubble(1, false, 100), TRIM).unwrap();
        assert_eq!((growing.shape, growing.peak, growing.recovery), (Shape::Growing, None, None));
        let ended = regimes(&bubble(1, false, 160), TRIM).unwrap();
        assert_eq!((ended.shape, ended.peak), (Shape::Ended, Some(99)));
        let collapsed = regimes(&bubble(1, true, 110), TRIM).unwrap();
        assert_eq!((collapsed.shape, collapsed.peak, collapsed.recovery), (Shape::Collapsed, Some(99), None));
    }

    /// The squares of a regression with an intercept, row by row.
    fn line(y: &[f64], from: usize, to: usize) -> f64 {
        let pairs: Vec<(f64, f64)> = (from + 1..=to).map(|t| (y[t - 1], y[t] - y[t - 1])).collect();
        let m = pairs.len() as f64;
        let (ml, mc) = (pairs.iter().map(|p| p.0).sum::<f64>() / m, pairs.iter().map(|p| p.1).sum::<f64>() / m);
        let b = pairs.iter().map(|p| (p.0 - ml) * (p.1 - mc)).sum::<f64>()
            / pairs.iter().map(|p| (p.0 - ml).powi(2)).sum::<f64>();
        pairs.iter().map(|p| (p.1 - mc - b * (p.0 - ml)).powi(2)).sum()
    }

    fn steps(y: &[f64], from: usize, to: usize) -> f64 {
        (from + 1..=to).map(|t| (y[t] - y[t - 1]).powi(2)).sum()
    }

    #[test]
    fn every_choice_of_breaks_was_looked_at() {
        for seed in 0..6 {
            let y = bubble(seed, true, 125)[75..].to_vec();
            let (n, s) = (y.len() - 1, FEWEST);
            let found = regimes(&y, 0.0).unwrap();
            let mut least = [f64::INFINITY; 4];
            for a in s..=n - s {
                if y[n] > y[a] {
                    least[0] = least[0].min(steps(&y, 0, a) + line(&y, a, n));
                }
                for p in a + s..=n - s {
                    if y[p] <= y[a] {
                        continue;
                    }
                    let before = steps(&y, 0, a) + line(&y, a, p);
                    least[1] = least[1].min(before + steps(&y, p, n));
                    if y[p] > y[n] {
                        least[2] = least[2].min(before + line(&y, p, n));
                    }
                    for r in p + s..=n - s {
                        if y[p] > y[r] {
                            least[3] = least[3].min(before + line(&y, p, r) + steps(&y, r, n));
                        }
                    }
                }
            }
            for (k, least) in least.into_iter().enumerate() {
                let rows = n as f64;
                let expected = rows * (least / rows).ln() + Shape::ALL[k].parameters() * rows.ln();
                match found.bic[k] {
                    Some(bic) => assert!((bic - expected).abs() < 1e-7 * expected.abs().max(1.0), "{seed} {k}"),
                    None => assert!(least.is_infinite(), "{seed} {k}"),
                }
            }
        }
    }

    #[test]
    fn dates_depend_neither_on_unit_nor_on_level() {
        let y = bubble(3, true, 200);
        let usual = regimes(&y, TRIM).unwrap();
        for (unit, level) in [(1e-6, 0.0), (1.0, 1e5), (1e200, 0.0)] {
            let other: Vec<f64> = y.iter().map(|y| unit * y + level).collect();
            let other = regimes(&other, TRIM).unwrap();
            let dates = |r: &Regimes| (r.shape, r.start, r.peak, r.recovery);
            assert_eq!(dates(&other), dates(&usual));
        }
    }

    #[test]
    fn bad_series_are_refused() {
        assert_eq!(regimes(&[1.0; 40], TRIM), Err(SeriesError::Constant));
        assert_eq!(regimes(&bubble(1, true, 16), TRIM), Err(SeriesError::TooShort { rows: 16, needed: 17 }));
        let mut y = bubble(1, true, 60);
        y[9] = f64::NAN;
        assert_eq!(regimes(&y, TRIM), Err(SeriesError::NotFinite { row: 9 }));
        assert!(regimes(&bubble(1, true, 60), f64::NAN).is_err());
        // It only falls: there is nothing to date.
        let falls: Vec<f64> = (0..40).map(|t| 100.0 - f64::from(t)).collect();
        assert_eq!(regimes(&falls, TRIM), Err(SeriesError::NoStatistic));
    }
}
