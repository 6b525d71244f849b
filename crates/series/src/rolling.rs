//! Columns from columns, row by row: changes, growth, sums and means of windows, scores against a window.
//!
//! A row of the result depends on that row and earlier ones. Missing is `None`; what is not a finite number counts as
//! missing, and so does a result that would not be one.

use super::SeriesError;

/// The number of a row, if it is one.
pub(super) fn present(x: Option<f64>) -> Option<f64> {
    x.filter(|x| x.is_finite())
}

fn with_lag(
    column: &[Option<f64>],
    periods: usize,
    f: impl Fn(f64, f64) -> f64,
) -> Result<Vec<Option<f64>>, SeriesError> {
    if periods == 0 {
        return Err(SeriesError::Setting { name: "periods", rule: "1 or more rows" });
    }
    let pair = |row: usize| Some(f(present(column[row])?, present(*column.get(row.checked_sub(periods)?)?)?));
    Ok((0..column.len()).map(|row| present(pair(row))).collect())
}

/// `x_t - x_{t-k}` for k = `periods`, in the unit of x; missing where either is.
///
/// # Errors
///
/// No periods.
pub fn change(column: &[Option<f64>], periods: usize) -> Result<Vec<Option<f64>>, SeriesError> {
    with_lag(column, periods, |now, then| now - then)
}

/// `100 (x_t / x_{t-k} - 1)` for k = `periods`, in percent; missing where either is, and where `x_{t-k}` is not above 0, of
/// which growth makes no sense.
///
/// # Errors
///
/// No periods.
pub fn growth(column: &[Option<f64>], periods: usize) -> Result<Vec<Option<f64>>, SeriesError> {
    // From the difference, so that small growth keeps its digits.
    with_lag(column, periods, |now, then| if then > 0.0 { 100.0 * ((now - then) / then) } else { f64::NAN })
}

/// `x_{t-k}` for k = `periods`: what was published then, where figures come with a delay of so many rows; missing where that is.
///
/// ```
/// use froth_series::lag;
/// assert_eq!(lag(&[Some(1.0), Some(2.0), None], 1).unwrap(), [None, Some(1.0), Some(2.0)]);
/// ```
///
/// # Errors
///
/// No periods.
pub fn lag(column: &[Option<f64>], periods: usize) -> Result<Vec<Option<f64>>, SeriesError> {
    if periods == 0 {
        return Err(SeriesError::Setting { name: "periods", rule: "1 or more rows" });
    }
    Ok((0..column.len()).map(|row| row.checked_sub(periods).and_then(|then| present(column[then]))).collect())
}

fn of_whole_windows(
    column: &[Option<f64>],
    periods: usize,
    f: impl Fn(f64) -> f64,
) -> Result<Vec<Option<f64>>, SeriesError> {
    if periods == 0 {
        return Err(SeriesError::Setting { name: "periods", rule: "1 or more rows" });
    }
    let total = |row: usize| {
        let first = (row + 1).checked_sub(periods)?;
        column[first..=row].iter().map(|x| present(*x)).sum::<Option<f64>>().map(&f)
    };
    Ok((0..column.len()).map(|row| present(total(row))).collect())
}

/// `x_t + x_{t-1} + ...` over `periods` rows, this one included; missing where any of them is, and in the first rows, which have
/// fewer: what a window lacks is not 0.
///
/// A window is summed anew at each row, oldest first: O(rows x periods), and no drift of running sums.
///
/// ```
/// use froth_series::sum;
/// assert_eq!(sum(&[Some(1.0), Some(2.0), Some(4.0), None], 2).unwrap(), [None, Some(3.0), Some(6.0), None]);
/// ```
///
/// # Errors
///
/// No periods.
pub fn sum(column: &[Option<f64>], periods: usize) -> Result<Vec<Option<f64>>, SeriesError> {
    of_whole_windows(column, periods, |total| total)
}

/// [`sum`] over `periods` rows divided by their number; missing where the sum is.
///
/// # Errors
///
/// No periods.
pub fn mean(column: &[Option<f64>], periods: usize) -> Result<Vec<Option<f64>>, SeriesError> {
    of_whole_windows(column, periods, |total| total / periods as f64)
}

/// `(x_t - mean) / sd` over the last `window` rows, this one included, with the n - 1 standard deviation of the n numbers
/// present among them; missing where `x_t` is, where n is less than 2, and where they are all equal.
///
/// The first rows have windows of the rows there are. A window is summed anew at each row, about `x_t`: O(rows x window), and
/// no drift of running sums.
///
/// # Errors
///
/// A window of fewer than 2 rows.
pub fn z_score(column: &[Option<f64>], window: usize) -> Result<Vec<Option<f64>>, SeriesError> {
    if window < 2 {
        return Err(SeriesError::Setting { name: "window", rule: "2 or more rows" });
    }
    let score = |row: usize| {
        let x = present(column[row])?;
        let others = || column[(row + 1).saturating_sub(window)..=row].iter().filter_map(|x| present(*x));
        let n = others().count() as f64;
        let mean = others().map(|other| (other - x) / n).sum::<f64>();
        let squares: f64 = others().map(|other| (other - x - mean).powi(2)).sum();
        (n >= 2.0 && squares > 0.0).then(|| -mean / (squares / (n - 1.0)).sqrt())
    };
    Ok((0..column.len()).map(|row| present(score(row))).collect())
}

/// The last number of up to `periods` rows before, where a row has none: a quarterly figure in a monthly column.
///
/// ```
/// use froth_series::carry;
/// assert_eq!(carry(&[Some(1.0), None, None, None], 2), [Some(1.0), Some(1.0), Some(1.0), None]);
/// ```
pub fn carry(column: &[Option<f64>], periods: usize) -> Vec<Option<f64>> {
    let mut last: Option<(usize, f64)> = None;
    let mut carried = Vec::with_capacity(column.len());
    for (row, x) in column.iter().enumerate() {
        last = present(*x).map(|x| (row, x)).or(last);
        carried.push(last.filter(|(from, _)| row - from <= periods).map(|(_, x)| x));
    }
    carried
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some(xs: &[f64]) -> Vec<Option<f64>> {
        xs.iter().map(|x| Some(*x)).collect()
    }

    #[test]
    fn changes_and_growth_look_back_k_rows() {
        let x = [Some(100.0), Some(110.0), None, Some(99.0), Some(f64::NAN)];
        assert_eq!(change(&x, 1).unwrap(), [None, Some(10.0), None, None, None]);
        assert_eq!(growth(&x, 1).unwrap(), [None, Some(10.0), None, None, None]);
        assert_eq!(growth(&x, 3).unwrap(), [None, None, None, Some(-1.0), None]);
        assert_eq!(change(&x, 9).unwrap(), [None; 5]);
        assert_eq!(growth(&some(&[-2.0, 4.0, 0.0, 1.0]), 1).unwrap(), [None, None, Some(-100.0), None]);
        assert_eq!(change(&some(&[-1e308, 1e308]), 1).unwrap(), [None, None]);
        assert!(change(&x, 0).is_err());
    }

    #[test]
    fn sums_and_means_need_every_row_of_their_window() {
        let x = [Some(1.0), Some(2.0), Some(4.0), None, Some(8.0), Some(f64::INFINITY), Some(1.0), Some(3.0)];
        let wanted = [None, Some(3.0), Some(6.0), None, None, None, None, Some(4.0)];
        assert_eq!(sum(&x, 2).unwrap(), wanted);
        assert_eq!(mean(&x, 2).unwrap(), wanted.map(|x| x.map(|x| x / 2.0)));
        assert_eq!(sum(&x[..3], 1).unwrap(), x[..3]);
        assert_eq!(sum(&x, 9).unwrap(), [None; 8]);
        assert_eq!(sum(&some(&[1e308, 1e308]), 2).unwrap(), [None, None]);
        // A large number that leaves the window leaves nothing behind.
        assert_eq!(sum(&some(&[1e16, 0.1, 0.2, 0.3]), 2).unwrap()[3], Some(0.5));
        assert!(sum(&x, 0).is_err() && mean(&x, 0).is_err());
    }

    #[test]
    fn scores_use_the_window_up_to_this_row() {
        let z = z_score(&some(&[1.0, 2.0, 3.0, 3.0, 3.0, 3.0]), 3).unwrap();
        assert_eq!(z[0], None);
        assert!((z[1].unwrap() - 0.5f64.sqrt()).abs() < 1e-12);
        assert_eq!(z[2], Some(1.0));
        assert_eq!(z[4..], [None, None]);
        assert!(z_score(&some(&[1.0]), 1).is_err());
        // A constant that no binary fraction is, far from zero.
        assert_eq!(z_score(&some(&[0.1; 50]), 12).unwrap(), [None; 50]);
        let z = z_score(&[Some(1.0), None, Some(2.0), None], 3).unwrap();
        assert!((z[2].unwrap() - 0.5f64.sqrt()).abs() < 1e-12 && z[1].is_none() && z[3].is_none());
    }

    proptest! {
        #[test]
        fn scores_are_those_of_the_definition(
            xs in prop::collection::vec(prop::option::weighted(0.8, -1e3..1e3f64), 1..60), window in 2usize..20,
        ) {
            for (row, z) in z_score(&xs, window).unwrap().into_iter().enumerate() {
                let part: Vec<f64> = xs[(row + 1).saturating_sub(window)..=row].iter().flatten().copied().collect();
                let n = part.len() as f64;
                let mean = part.iter().sum::<f64>() / n;
                let sd = (part.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
                match (xs[row], z) {
                    (Some(x), Some(z)) => prop_assert!((z - (x - mean) / sd).abs() < 1e-9),
                    (x, z) => prop_assert!(z.is_none() && (x.is_none() || part.len() < 2)),
                }
            }
        }
    }
}
