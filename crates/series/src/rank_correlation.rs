//! How alike two orders are: Spearman's rho and Kendall's tau-b, both with ties.

/// Places of numbers from the smallest, 1; equal numbers share the mean of their places.
///
/// ```
/// use froth_series::mean_ranks;
/// assert_eq!(mean_ranks(&[3.0, 1.0, 3.0, 8.0]), [2.5, 1.0, 2.5, 4.0]);
/// ```
pub fn mean_ranks(x: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|a, b| (x[*a] + 0.0).total_cmp(&(x[*b] + 0.0)));
    let mut ranks = vec![0.0; x.len()];
    let mut start = 0;
    for tied in order.chunk_by(|a, b| x[*a] == x[*b]) {
        let mean = start as f64 + f64::midpoint(tied.len() as f64, 1.0);
        for at in tied {
            ranks[*at] = mean;
        }
        start += tied.len();
    }
    ranks
}

/// The rows in which both columns have a number.
fn both(a: &[f64], b: &[f64]) -> (Vec<f64>, Vec<f64>) {
    a.iter().zip(b).filter(|(a, b)| a.is_finite() && b.is_finite()).map(|(a, b)| (*a, *b)).unzip()
}

/// Spearman's rho: Pearson's correlation of mean ranks, over the rows in which both have a number. None where there are fewer than
/// two rows, or one of them does not vary.
///
/// C. Spearman (1904), The proof and measurement of association between two things, Am. J. Psychol. 15(1).
///
/// ```
/// use froth_series::spearman;
/// assert_eq!(spearman(&[1.0, 2.0, 3.0], &[1.0, 8.0, 27.0]), Some(1.0));
/// ```
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = both(a, b);
    let (a, b) = (mean_ranks(&a), mean_ranks(&b));
    let middle = f64::midpoint(a.len() as f64, 1.0);
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(&b) {
        let (x, y) = (x - middle, y - middle);
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    (aa > 0.0 && bb > 0.0).then(|| (ab / (aa * bb).sqrt()).clamp(-1.0, 1.0)).filter(|r| r.is_finite())
}

/// Kendall's tau-b: pairs of rows in the same order less those in the opposite one, by the geometric mean of the numbers of pairs
/// that are not tied in the first and in the second. Over the rows in which both have a number; none where one of them does not vary.
///
/// M. G. Kendall (1945), The treatment of ties in ranking problems, Biometrika 33(3); in n log n steps as W. R. Knight (1966),
/// A computer method for calculating Kendall's tau with ungrouped data, JASA 61(314).
///
/// ```
/// use froth_series::kendall;
/// // Of the six pairs five agree and one does not.
/// assert_eq!(kendall(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 4.0, 3.0]), Some(4.0 / 6.0));
/// ```
pub fn kendall(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = both(a, b);
    let pairs = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
    let mut order: Vec<(f64, f64)> = a.into_iter().map(|x| x + 0.0).zip(b.into_iter().map(|x| x + 0.0)).collect();
    order.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    let all = pairs(order.len());
    let tied_a: f64 = order.chunk_by(|x, y| x.0 == y.0).map(|run| pairs(run.len())).sum();
    let tied_both: f64 = order.chunk_by(|x, y| x == y).map(|run| pairs(run.len())).sum();
    let mut second: Vec<f64> = order.into_iter().map(|(_, y)| y).collect();
    let mut room = second.clone();
    let swaps = sorted(&mut second, &mut room);
    let tied_b: f64 = second.chunk_by(|x, y| x == y).map(|run| pairs(run.len())).sum();
    let of = ((all - tied_a) * (all - tied_b)).sqrt();
    let agree = all - tied_a - tied_b + tied_both - 2.0 * swaps;
    (of > 0.0).then(|| (agree / of).clamp(-1.0, 1.0)).filter(|tau| tau.is_finite())
}

/// Sorts, and counts the pairs that stood the wrong way round.
fn sorted(x: &mut [f64], room: &mut [f64]) -> f64 {
    if x.len() < 2 {
        return 0.0;
    }
    let half = x.len() / 2;
    let mut swaps = {
        let (left, right) = x.split_at_mut(half);
        let (left_room, right_room) = room.split_at_mut(half);
        sorted(left, left_room) + sorted(right, right_room)
    };
    let (mut i, mut j) = (0, half);
    for out in room.iter_mut() {
        if j >= x.len() || i < half && x[i] <= x[j] {
            *out = x[i];
            i += 1;
        } else {
            *out = x[j];
            swaps += (half - i) as f64;
            j += 1;
        }
    }
    x.copy_from_slice(room);
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn orders_that_agree_and_that_do_not() {
        let (up, down) = ([1.0, 2.0, 3.0, 4.0, 5.0], [5.0, 4.0, 3.0, 2.0, 1.0]);
        assert_eq!((spearman(&up, &up), kendall(&up, &up)), (Some(1.0), Some(1.0)));
        assert_eq!((spearman(&up, &down), kendall(&up, &down)), (Some(-1.0), Some(-1.0)));
        // Without ties rho = 1 - 6 sum d^2 / (n (n^2 - 1)): here d = 1, -1, 0, 2, -2.
        let b = [2.0, 1.0, 3.0, 5.0, 4.0];
        let rho = 1.0 - 6.0 * 4.0 / (5.0 * 24.0);
        assert!((spearman(&up, &b).unwrap() - rho).abs() < 1e-15);
        assert!((kendall(&up, &b).unwrap() - 6.0 / 10.0).abs() < 1e-15);
    }

    #[test]
    fn ties_and_missing_rows_count_as_they_should() {
        let (a, b) = ([1.0, 1.0, 2.0, f64::NAN, 3.0], [1.0, 2.0, 2.0, 9.0, 3.0]);
        // Ranks 1.5 1.5 3 4 and 1 2.5 2.5 4: sums of products of deviations 3.75 of 4.5 and 4.5.
        assert!((spearman(&a, &b).unwrap() - 3.75 / 4.5).abs() < 1e-15);
        // Six pairs, one tied in each, none in both, none against: 4 of 5.
        assert!((kendall(&a, &b).unwrap() - 4.0 / 5.0).abs() < 1e-15);
        for flat in [&[][..], &[1.0], &[2.0, 2.0, 2.0]] {
            let other: Vec<f64> = (0..flat.len()).map(|i| i as f64).collect();
            assert_eq!((spearman(flat, &other), kendall(flat, &other)), (None, None));
        }
    }

    proptest! {
        #[test]
        fn kendall_is_what_counting_pairs_gives(rows in prop::collection::vec((0u8..6, 0u8..6), 0..40)) {
            let (a, b): (Vec<f64>, Vec<f64>) = rows.iter().map(|(a, b)| (f64::from(*a), f64::from(*b))).unzip();
            let (mut agree, mut free_a, mut free_b) = (0.0, 0.0, 0.0);
            for i in 0..a.len() {
                for j in 0..i {
                    let (da, db) = (a[i] - a[j], b[i] - b[j]);
                    agree += (da * db).signum() * f64::from(u8::from(da * db != 0.0));
                    free_a += f64::from(u8::from(da != 0.0));
                    free_b += f64::from(u8::from(db != 0.0));
                }
            }
            let direct = (free_a > 0.0 && free_b > 0.0).then(|| agree / f64::sqrt(free_a * free_b));
            match (kendall(&a, &b), direct) {
                (Some(found), Some(direct)) => prop_assert!((found - direct).abs() < 1e-12),
                (found, direct) => prop_assert_eq!(found, direct),
            }
            prop_assert_eq!(kendall(&a, &b), kendall(&b, &a));
        }
    }
}
