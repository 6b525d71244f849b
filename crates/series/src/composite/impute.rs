//! Gaps in a column, filled in. OECD/JRC Handbook (2008), step 3: single imputation.

/// Which number stands for a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Centre {
    /// The arithmetic mean.
    Mean,
    /// The middle one, or the mean of the two middle ones.
    Median,
}

/// The middle one of some numbers, or the mean of the two middle ones; none of none. Sorts them.
///
/// ```
/// use froth_series::composite::median;
/// assert_eq!(median(&mut [4.0, 1.0, 2.0, 9.0]), Some(3.0));
/// ```
pub fn median(numbers: &mut [f64]) -> Option<f64> {
    numbers.sort_unstable_by(f64::total_cmp);
    let last = numbers.len().checked_sub(1)?;
    Some(numbers[last / 2].midpoint(numbers[last.div_ceil(2)])).filter(|x| x.is_finite())
}

/// The centre of the numbers that are there; none where none is.
///
/// ```
/// use froth_series::composite::{Centre, centre};
/// let group = [Some(1.0), None, Some(2.0), Some(9.0)];
/// assert_eq!(centre(&group, Centre::Mean), Some(4.0));
/// assert_eq!(centre(&group, Centre::Median), Some(2.0));
/// ```
pub fn centre(column: &[Option<f64>], of: Centre) -> Option<f64> {
    let mut numbers: Vec<f64> = column.iter().filter_map(|x| x.filter(|x| x.is_finite())).collect();
    let n = numbers.len();
    let found = match of {
        _ if n == 0 => return None,
        Centre::Mean => numbers.iter().sum::<f64>() / n as f64,
        Centre::Median => median(&mut numbers)?,
    };
    Some(found).filter(|x| x.is_finite())
}

/// Fills gaps of up to `longest` rows on the straight line between the numbers around them; what has a number on one side
/// only stays missing. It looks ahead.
///
/// ```
/// use froth_series::composite::linear;
/// let column = [None, Some(2.0), None, None, Some(8.0), None];
/// assert_eq!(linear(&column, None), [None, Some(2.0), Some(4.0), Some(6.0), Some(8.0), None]);
/// assert_eq!(linear(&column, Some(1)), column);
/// ```
pub fn linear(column: &[Option<f64>], longest: Option<usize>) -> Vec<Option<f64>> {
    let mut filled: Vec<Option<f64>> = column.iter().map(|x| x.filter(|x| x.is_finite())).collect();
    let mut before: Option<(usize, f64)> = None;
    for row in 0..filled.len() {
        let Some(now) = filled[row] else { continue };
        if let Some((from, start)) = before {
            let gap = row - from - 1;
            if longest.is_none_or(|most| gap <= most) {
                for step in 1..=gap {
                    let share = step as f64 / (gap + 1) as f64;
                    filled[from + step] = Some(start + (now - start) * share).filter(|x| x.is_finite());
                }
            }
        }
        before = Some((row, now));
    }
    filled
}
