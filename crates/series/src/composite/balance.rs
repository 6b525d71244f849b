//! Weights of 0 and more whose mean correlates with the columns as nearly in given proportions as such weights allow.

/// Steps for each column until the search is given up: a column joins or leaves with each of them, and a handful is usual.
const STEPS: usize = 64;

/// Relative to the largest entry: below this a multiplier, a step or a pivot is none.
const NOTHING: f64 = 1e-12;

/// The `u >= 0` with `1' R u = 1` that minimises `|R u - q|^2`.
///
/// `R` is a correlation matrix of full rank, `q` are shares that sum to 1. The correlations of the columns with the mean are
/// proportional to `R u`, so that `R u` are their shares, and this is the objective of `COINr`'s `get_opt_weights` with a bound:
/// a convex programme with one solution, found by a primal active-set method (Nocedal and Wright, Numerical Optimization,
/// algorithm 16.3) in a finite number of steps from wherever it starts.
pub(super) fn bounded(r: &[Vec<f64>], q: &[f64]) -> Vec<f64> {
    let k = q.len();
    let product = |x: &[f64]| -> Vec<f64> { r.iter().map(|row| row.iter().zip(x).map(|(a, b)| a * b).sum()).collect() };
    let sums: Vec<f64> = r.iter().map(|row| row.iter().sum()).collect();
    // R is positive definite, so that 1' R 1 > 0 and one of these sums is too: that column alone is a place to start.
    let start = (0..k).max_by(|a, b| sums[*a].total_cmp(&sums[*b])).unwrap_or(0);
    let mut u = vec![0.0; k];
    let mut free = vec![false; k];
    (u[start], free[start]) = (1.0 / sums[start], true);
    for _ in 0..STEPS * k {
        let (wanted, multiplier) = on(r, q, &sums, &free);
        let step = (0..k)
            .filter(|j| free[*j] && wanted[*j] < u[*j] && wanted[*j] < 0.0)
            .map(|j| (u[j] / (u[j] - wanted[j]), j))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((share, out)) = step {
            u.iter_mut().zip(&wanted).for_each(|(u, w)| *u = (*u + share * (w - *u)).max(0.0));
            (u[out], free[out]) = (0.0, false);
            continue;
        }
        u = wanted;
        // By how much the objective falls where a column at 0 gets a weight.
        let rest: Vec<f64> = product(&u).iter().zip(q).map(|(s, q)| s - q).collect();
        let gradient: Vec<f64> = product(&rest).iter().zip(&sums).map(|(g, a)| g + multiplier * a).collect();
        let scale = gradient.iter().chain(q).fold(0.0f64, |m, g| m.max(g.abs()));
        let joins = (0..k).filter(|j| !free[*j] && gradient[*j] < -NOTHING * scale);
        match joins.min_by(|a, b| gradient[*a].total_cmp(&gradient[*b])) {
            Some(j) => free[j] = true,
            None => break,
        }
    }
    u
}

/// The minimum over the free columns alone, their signs aside, and the multiplier of the sum.
fn on(r: &[Vec<f64>], q: &[f64], sums: &[f64], free: &[bool]) -> (Vec<f64>, f64) {
    let own: Vec<usize> = (0..q.len()).filter(|j| free[*j]).collect();
    let n = own.len();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    // [R'R a; a' 0] [u; multiplier] = [R'q; 1]
    let mut system = vec![vec![0.0; n + 2]; n + 1];
    for (i, a) in own.iter().enumerate() {
        for (j, b) in own.iter().enumerate() {
            system[i][j] = dot(&r[*a], &r[*b]);
        }
        (system[i][n], system[n][i]) = (sums[*a], sums[*a]);
        system[i][n + 1] = dot(&r[*a], q);
    }
    system[n][n + 1] = 1.0;
    let solved = eliminated(system);
    let mut u = vec![0.0; q.len()];
    own.iter().zip(&solved).for_each(|(j, x)| u[*j] = *x);
    (u, solved.last().copied().unwrap_or(0.0))
}

/// Gaussian elimination with partial pivoting; the last column is the right side.
fn eliminated(mut a: Vec<Vec<f64>>) -> Vec<f64> {
    let n = a.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|x, y| a[*x][column].abs().total_cmp(&a[*y][column].abs())).unwrap_or(column);
        a.swap(column, pivot);
        if a[column][column].abs() <= f64::MIN_POSITIVE {
            continue;
        }
        let (above, below) = a.split_at_mut(column + 1);
        let row = &above[column];
        for other in below {
            let factor = other[column] / row[column];
            other.iter_mut().zip(row).skip(column).for_each(|(x, y)| *x -= factor * y);
        }
    }
    let mut x = vec![0.0; n];
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| a[i][j] * x[j]).sum();
        x[i] = if a[i][i].abs() <= f64::MIN_POSITIVE { 0.0 } else { (a[i][n] - known) / a[i][i] };
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(r: &[Vec<f64>], u: &[f64]) -> Vec<f64> {
        r.iter().map(|row| row.iter().zip(u).map(|(a, b)| a * b).sum()).collect()
    }

    fn distance(r: &[Vec<f64>], u: &[f64], q: &[f64]) -> f64 {
        shares(r, u).iter().zip(q).map(|(s, q)| (s - q).powi(2)).sum()
    }

    #[test]
    fn what_weights_of_both_signs_reach_is_reached() {
        let r = vec![vec![1.0, 0.5, 0.2], vec![0.5, 1.0, 0.1], vec![0.2, 0.1, 1.0]];
        let q = [1.0 / 3.0; 3];
        assert!(distance(&r, &bounded(&r, &q), &q) < 1e-24);
    }

    #[test]
    fn a_column_that_correlates_most_gets_nothing() {
        // The third is nearly the sum of two others that are unrelated.
        let r = vec![vec![1.0, 0.0, 0.68], vec![0.0, 1.0, 0.68], vec![0.68, 0.68, 1.0]];
        let q = [1.0 / 3.0; 3];
        let u = bounded(&r, &q);
        assert_eq!(u[2], 0.0, "{u:?}");
        assert!((u[0] - u[1]).abs() < 1e-12);
        assert!(shares(&r, &u)[2] > 1.0 / 3.0, "it has more than its share all the same");
    }

    proptest! {
        #[test]
        fn no_other_weights_come_nearer(
            x in prop::collection::vec(prop::collection::vec(-1.0f64..1.0, 5), 5),
            q in prop::collection::vec(0.1f64..1.0, 5),
            others in prop::collection::vec(prop::collection::vec(0.0f64..1.0, 5), 40),
        ) {
            // X'X plus a little, scaled to ones: a correlation matrix of full rank.
            let k = q.len();
            let gram = |i: usize, j: usize| (0..k).map(|m| x[m][i] * x[m][j]).sum::<f64>() + if i == j { 0.05 } else { 0.0 };
            let r: Vec<Vec<f64>> = (0..k)
                .map(|i| (0..k).map(|j| gram(i, j) / (gram(i, i) * gram(j, j)).sqrt()).collect())
                .collect();
            let total: f64 = q.iter().sum();
            let q: Vec<f64> = q.iter().map(|x| x / total).collect();
            let u = bounded(&r, &q);
            prop_assert!(u.iter().all(|x| *x >= 0.0 && x.is_finite()), "{u:?}");
            prop_assert!((shares(&r, &u).iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let best = distance(&r, &u, &q);
            for other in others {
                let sum: f64 = shares(&r, &other).iter().sum();
                if sum > 1e-6 {
                    let other: Vec<f64> = other.iter().map(|x| x / sum).collect();
                    prop_assert!(distance(&r, &other, &q) >= best - 1e-9, "{u:?} {other:?}");
                    // Nor a small step towards them.
                    let near: Vec<f64> = u.iter().zip(&other).map(|(a, b)| 0.999 * a + 0.001 * b).collect();
                    prop_assert!(distance(&r, &near, &q) >= best - 1e-12, "{u:?} {near:?}");
                }
            }
        }
    }
}
