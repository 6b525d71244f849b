//! Run-ups and falls in the prices of one entity.

use super::Move;

/// An entity's prices from its first to its last, by row; NaN is missing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prices<'a> {
    pub(super) price: &'a [f64],
    /// The market's, if a rise is to exceed the market's too.
    pub(super) market: Option<&'a [f64]>,
}

/// How a window after a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) fell: bool,
    /// The window is unfinished.
    pub(super) open: bool,
}

/// For each row, the first later row by which some price from that row on has fallen far enough.
#[derive(Debug)]
pub(super) struct Falls {
    first: Vec<usize>,
    periods: usize,
    /// Whether what is unfinished counts as fallen.
    unfinished_fell: bool,
}

impl Prices<'_> {
    /// The rise to a row from `periods` before, in percent; NaN where a price is missing.
    pub(super) fn rise(&self, row: usize, periods: usize) -> f64 {
        row.checked_sub(periods).map_or(f64::NAN, |before| 100.0 * (self.price[row] / self.price[before] - 1.0))
    }

    /// Whether a row has risen so far, by itself and, where there is a market, beyond it.
    fn has_risen(&self, row: usize, rise: Move) -> bool {
        let Some(before) = row.checked_sub(rise.periods) else { return false };
        let far = |x: &[f64]| x[row] >= (1.0 + rise.percent / 100.0) * x[before];
        let ahead = |market: &[f64]| {
            let excess = self.price[row] / self.price[before] - market[row] / market[before];
            100.0 * excess >= rise.percent
        };
        far(self.price) && self.market.is_none_or(ahead)
    }

    /// Rows at which a run-up stands, at least `gap` rows apart, among those that `counts` allows.
    pub(super) fn run_ups(&self, rise: Move, gap: usize, counts: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for row in rise.periods..self.price.len() {
            if found.last().is_none_or(|last| row - last >= gap) && counts(row) && self.has_risen(row, rise) {
                found.push(row);
            }
        }
        found
    }

    /// Looks for falls of the price below the highest one since a row, once for all rows.
    ///
    /// From the last row back, a stack holds the rows that are lower than all between: the first row that is low enough
    /// for a price is found among them by halving. What a row sees is what it or any later row sees first.
    pub(super) fn falls(&self, fall: Move, unfinished_fell: bool) -> Falls {
        let keep = 1.0 - fall.percent / 100.0;
        let mut first = vec![usize::MAX; self.price.len() + 1];
        // Rows and prices: the nearest row last, and the highest price.
        let mut lower: Vec<(usize, f64)> = Vec::new();
        for (row, x) in self.price.iter().enumerate().rev() {
            first[row] = first[row + 1];
            if x.is_nan() {
                continue;
            }
            let deep = lower.partition_point(|(_, price)| *price <= keep * x);
            if let Some((at, _)) = deep.checked_sub(1).map(|k| lower[k]) {
                first[row] = first[row].min(at);
            }
            while lower.last().is_some_and(|(_, price)| price >= x) {
                lower.pop();
            }
            lower.push((row, *x));
        }
        Falls { first, periods: fall.periods, unfinished_fell }
    }

    /// The peak and the trough of the deepest fall within `periods` rows from a row on.
    pub(super) fn deepest(&self, row: usize, periods: usize) -> (f64, f64) {
        let to = (row + periods + 1).min(self.price.len());
        let (mut high, mut found) = (self.price[row], (self.price[row], self.price[row]));
        for x in self.price[row..to].iter().filter(|x| !x.is_nan()) {
            high = high.max(*x);
            // Without a fall: the highest price.
            if x / high < found.1 / found.0 || (found.0 == found.1 && *x == high) {
                found = (high, *x);
            }
        }
        found
    }

    /// Rows that halve, give or take a tenth, and come back in the next one: a split that the prices do not know of, or a slip.
    pub(super) fn suspects(&self) -> Vec<usize> {
        let back = |w: &[f64]| w[1] <= 0.55 * w[0] && w[2] >= 0.8 * w[0];
        self.price.windows(3).enumerate().filter(|(_, w)| back(w)).map(|(row, _)| row + 1).collect()
    }
}

impl Falls {
    /// What came within the window after a row.
    pub(super) fn after(&self, row: usize) -> Outcome {
        let rows = self.first.len() - 1;
        let unfinished = row + self.periods >= rows;
        let fell = self.first[row] <= row + self.periods;
        Outcome { fell: fell || (unfinished && self.unfinished_fell), open: unfinished && !self.unfinished_fell }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The contract, read row by row.
    fn plain(price: &[f64], row: usize, fall: Move) -> bool {
        let mut peak = price[row];
        (row + 1..price.len().min(row + fall.periods + 1)).any(|t| {
            let x = price[t];
            if x.is_nan() {
                return false;
            }
            peak = peak.max(x);
            x <= (1.0 - fall.percent / 100.0) * peak
        })
    }

    fn prices() -> impl Strategy<Value = Vec<f64>> {
        // Few levels: ties, and falls that are exactly as deep as asked.
        let level = prop_oneof![9 => (1..12u8).prop_map(f64::from), 1 => Just(f64::NAN)];
        proptest::collection::vec(level, 1..60)
    }

    proptest! {
        #[test]
        fn falls_are_those_of_a_reading_row_by_row(price in prices(), percent in 1.0..99.0f64, periods in 1usize..20) {
            let fall = Move { percent, periods };
            let of = Prices { price: &price, market: None };
            let falls = of.falls(fall, false);
            for row in (0..price.len()).filter(|row| !price[*row].is_nan()) {
                let found = falls.after(row);
                prop_assert_eq!(found.fell, plain(&price, row, fall), "{}", row);
                prop_assert_eq!(found.open, row + periods >= price.len());
                let (peak, trough) = of.deepest(row, periods);
                prop_assert_eq!(found.fell, trough <= (1.0 - percent / 100.0) * peak);
            }
        }

        #[test]
        fn run_ups_are_apart_and_have_risen(price in prices(), percent in 1.0..300.0f64, periods in 1usize..9, gap in 1usize..9) {
            let rise = Move { percent, periods };
            let found = Prices { price: &price, market: None }.run_ups(rise, gap, &|_| true);
            prop_assert!(found.windows(2).all(|w| w[1] - w[0] >= gap));
            let risen = |row: usize| row >= periods && price[row] >= (1.0 + percent / 100.0) * price[row - periods];
            prop_assert!(found.iter().all(|row| risen(*row)));
            // Every other row that has risen is too close to one before it.
            for row in (0..price.len()).filter(|row| risen(*row) && !found.contains(row)) {
                prop_assert!(found.iter().any(|at| *at < row && row - at < gap));
            }
        }
    }

    #[test]
    fn a_market_that_rose_as_much_leaves_no_run_up() {
        let price = [100.0, 150.0, 300.0];
        let rise = Move { percent: 100.0, periods: 1 };
        let of = |market: &[f64]| Prices { price: &price, market: Some(market) }.run_ups(rise, 1, &|_| true);
        assert_eq!(of(&[10.0, 10.0, 10.0]), [2]);
        assert!(of(&[10.0, 10.0, 11.0]).is_empty());
        assert!(of(&[10.0, f64::NAN, 10.0]).is_empty());
    }

    #[test]
    fn the_deepest_fall_has_its_own_peak() {
        let of = |price: &[f64]| Prices { price, market: None }.deepest(0, 4);
        assert_eq!(of(&[10.0, 20.0, 12.0, 30.0, 24.0]), (20.0, 12.0));
        assert_eq!(of(&[10.0, 20.0, 30.0]), (30.0, 30.0));
        assert_eq!(of(&[10.0, 5.0, f64::NAN, 30.0, 24.0, 1.0]), (10.0, 5.0));
    }

    #[test]
    fn a_split_that_comes_back_is_suspect() {
        let of = |price: &[f64]| Prices { price, market: None }.suspects();
        assert_eq!(of(&[100.0, 50.0, 98.0, 97.0]), [1]);
        // The market moved on the day of the split.
        assert_eq!(of(&[84.5, 43.2, 85.0]), [1]);
        assert!(of(&[100.0, 50.0, 55.0]).is_empty());
    }
}
