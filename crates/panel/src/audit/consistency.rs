//! How the children of a dimension hang together: Cronbach's alpha, and what each child adds.

use super::missing::NoStatistic;
use super::moments::FLAT;
use super::{LEAST_ROWS, Statistic};
use froth_series::composite::Covariances;

/// Pivots of a correlation matrix below this are 0: a child follows from the others.
const SINGULAR: f64 = 1e-9;

/// What children of one dimension have in common.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Together {
    pub(super) alpha: Statistic,
    pub(super) standardised: Statistic,
    /// By child.
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) rest: Statistic,
    pub(super) alpha_without: Statistic,
    pub(super) explained: Statistic,
}

/// Measures children by the rows in which all of them have a score. `names` are for reasons.
pub(super) fn together(of: &Covariances, names: &[&str]) -> Together {
    let all: Vec<usize> = (0..names.len()).collect();
    let rows = of.rows() as u64;
    let flat: Vec<&str> = all.iter().filter(|i| covariance(of, **i, **i).sqrt() <= FLAT).map(|i| names[*i]).collect();
    let reason = if names.len() < 2 {
        Some(NoStatistic::OneChild)
    } else if rows < LEAST_ROWS {
        Some(NoStatistic::FewComplete { rows, needed: LEAST_ROWS })
    } else {
        None
    };
    if let Some(reason) = reason {
        let none = || Statistic::none(reason.clone());
        let item = || Item { rest: none(), alpha_without: none(), explained: none() };
        return Together { alpha: none(), standardised: none(), items: all.iter().map(|_| item()).collect() };
    }
    let constant =
        (!flat.is_empty()).then(|| NoStatistic::ConstantChildren(flat.into_iter().map(str::to_owned).collect()));
    let standardised = match &constant {
        Some(reason) => Statistic::none(reason.clone()),
        None => standardised(of, &all),
    };
    let explained = match &constant {
        Some(reason) => all.iter().map(|_| Statistic::none(reason.clone())).collect(),
        None => explained(of, names),
    };
    let others = |i: usize| -> Vec<usize> { all.iter().copied().filter(|j| *j != i).collect() };
    let items = all.iter().zip(explained).map(|(i, explained)| Item {
        rest: item_rest(of, *i, &others(*i)),
        alpha_without: if names.len() < 3 {
            Statistic::none(NoStatistic::OneChildLeft)
        } else {
            alpha(of, &others(*i))
        },
        explained,
    });
    Together { alpha: alpha(of, &all), standardised, items: items.collect() }
}

/// Cronbach (1951), equation 2: `k / (k - 1) (1 - sum of the children's variances / variance of their sum)`.
fn alpha(of: &Covariances, items: &[usize]) -> Statistic {
    let k = items.len() as f64;
    let single: f64 = items.iter().map(|i| covariance(of, *i, *i)).sum();
    let sum = of_sum(of, items);
    if sum <= FLAT * FLAT || sum <= 1e-12 * single {
        return Statistic::none(NoStatistic::ConstantSum);
    }
    Statistic::of(k / (k - 1.0) * (1.0 - single / sum))
}

/// The same on standardised children: `k r / (1 + (k - 1) r)` with the mean correlation r.
fn standardised(of: &Covariances, items: &[usize]) -> Statistic {
    let k = items.len() as f64;
    let pairs = items.iter().flat_map(|i| items.iter().filter(move |j| *j > i).map(move |j| (*i, *j)));
    let mean = pairs.map(|(i, j)| correlation(of, i, j)).sum::<f64>() / (k * (k - 1.0) / 2.0);
    let below = 1.0 + (k - 1.0) * mean;
    if below <= SINGULAR {
        return Statistic::none(NoStatistic::ConstantStandardised);
    }
    Statistic::of(k * mean / below)
}

/// A child against the sum of the others: negative, it works against them.
fn item_rest(of: &Covariances, item: usize, others: &[usize]) -> Statistic {
    let own = covariance(of, item, item).sqrt();
    let rest = of_sum(of, others).max(0.0).sqrt();
    if own <= FLAT {
        return Statistic::none(NoStatistic::Constant);
    }
    if rest <= FLAT {
        return Statistic::none(NoStatistic::ConstantRest);
    }
    let product: f64 = others.iter().map(|j| covariance(of, item, *j)).sum();
    Statistic::of((product / (own * rest)).clamp(-1.0, 1.0))
}

/// Each child's share of variance that the others explain, its squared multiple correlation: 1 less the last pivot of the
/// correlation matrix with that child last. Of a singular matrix none is given.
fn explained(of: &Covariances, names: &[&str]) -> Vec<Statistic> {
    let k = names.len();
    let last_pivots: Vec<Option<f64>> = (0..k)
        .map(|last| {
            let order: Vec<usize> = (0..k).filter(|i| *i != last).chain([last]).collect();
            pivots(of, &order)
        })
        .collect();
    let follows: Vec<&str> = names.iter().zip(&last_pivots).filter(|(_, p)| p.is_none()).map(|(n, _)| *n).collect();
    if !follows.is_empty() {
        return names.iter().map(|_| Statistic::none(NoStatistic::Singular)).collect();
    }
    last_pivots.into_iter().flatten().map(|p| Statistic::of((1.0 - p).clamp(0.0, 1.0))).collect()
}

/// The last pivot of a Cholesky factorisation in this order; none where a pivot is 0.
fn pivots(of: &Covariances, order: &[usize]) -> Option<f64> {
    let k = order.len();
    let mut lower = vec![0.0; k * k];
    let mut last = 0.0;
    for i in 0..k {
        for j in 0..=i {
            let done: f64 = (0..j).map(|m| lower[i * k + m] * lower[j * k + m]).sum();
            let left = correlation(of, order[i], order[j]) - done;
            if i == j {
                if left <= SINGULAR {
                    return None;
                }
                last = left;
                lower[i * k + i] = left.sqrt();
            } else {
                lower[i * k + j] = left / lower[j * k + j];
            }
        }
    }
    Some(last)
}

/// 0 without two rows.
fn covariance(of: &Covariances, i: usize, j: usize) -> f64 {
    of.covariance(i, j).unwrap_or(0.0)
}

fn correlation(of: &Covariances, i: usize, j: usize) -> f64 {
    if i == j { 1.0 } else { covariance(of, i, j) / (covariance(of, i, i) * covariance(of, j, j)).sqrt() }
}

fn of_sum(of: &Covariances, items: &[usize]) -> f64 {
    items.iter().flat_map(|i| items.iter().map(move |j| (*i, *j))).map(|(i, j)| covariance(of, i, j)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::moments::push;
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 4] = ["a", "b", "c", "d"];

    fn of(columns: &[Vec<f64>]) -> Together {
        let mut covariances = Covariances::new(columns.len());
        push(&mut covariances, &columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
        together(&covariances, &NAMES[..columns.len()])
    }

    #[test]
    fn alpha_by_hand() {
        // Sums 4, 5, 10, 13: variances 5/3, 5/3 and 14/3 of the columns below; of the sum 18.
        let columns = [vec![1.0, 2.0, 3.0, 4.0], vec![2.0, 1.0, 3.0, 4.0], vec![1.0, 2.0, 4.0, 5.0]];
        let variance = |xs: &[f64]| {
            let mean = xs.iter().sum::<f64>() / xs.len() as f64;
            xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (xs.len() - 1) as f64
        };
        let sums: Vec<f64> = (0..4).map(|row| columns.iter().map(|c| c[row]).sum()).collect();
        let single: f64 = columns.iter().map(|c| variance(c)).sum();
        let by_hand = 1.5 * (1.0 - single / variance(&sums));
        let found = of(&columns);
        assert!((found.alpha.value.unwrap() - by_hand).abs() < 1e-12, "{found:?}");
        // Without the second: two children, k / (k - 1) = 2.
        let left: Vec<f64> = (0..4).map(|row| columns[0][row] + columns[2][row]).collect();
        let without = 2.0 * (1.0 - (variance(&columns[0]) + variance(&columns[2])) / variance(&left));
        assert!((found.items[1].alpha_without.value.unwrap() - without).abs() < 1e-12);
    }

    #[test]
    fn equal_columns_are_one_measure_and_singular() {
        let column = vec![3.0, 9.0, 27.0, 81.0];
        let found = of(&[column.clone(), column.clone(), column]);
        assert!((found.alpha.value.unwrap() - 1.0).abs() < 1e-12);
        assert!((found.standardised.value.unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(found.items[0].explained.value, None);
        assert_eq!(found.items[0].explained.reason, Some(NoStatistic::Singular));
    }

    #[test]
    fn of_two_children_the_explained_share_is_the_squared_correlation() {
        let found = of(&[vec![1.0, 2.0, 4.0, 7.0], vec![2.0, 1.0, 5.0, 9.0]]);
        let r2 = 27.5f64.powi(2) / (21.0 * 38.75);
        assert!((found.items[0].explained.value.unwrap() - r2).abs() < 1e-12);
        assert!((found.items[0].rest.value.unwrap() - r2.sqrt()).abs() < 1e-12);
        let r = r2.sqrt();
        assert!((found.standardised.value.unwrap() - 2.0 * r / (1.0 + r)).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_exist_has_a_reason() {
        let constant = of(&[vec![5.0; 4], vec![1.0, 2.0, 3.0, 4.0]]);
        assert_eq!(constant.standardised.reason, Some(NoStatistic::ConstantChildren(vec!["a".to_owned()])));
        assert_eq!(constant.items[0].rest.reason, Some(NoStatistic::Constant));
        let opposed = of(&[vec![1.0, 2.0, 3.0, 4.0], vec![4.0, 3.0, 2.0, 1.0]]);
        assert_eq!(opposed.alpha.value, None, "{opposed:?}");
        let few = of(&[vec![1.0, 2.0], vec![2.0, 1.0]]);
        assert_eq!(few.alpha.reason, Some(NoStatistic::FewComplete { rows: 2, needed: 3 }));
    }

    proptest! {
        #[test]
        fn alpha_knows_no_unit(rows in prop::collection::vec(prop::array::uniform3(0.0f64..100.0), 4..40), by in 0.01f64..50.0) {
            let columns = |by: f64| -> Vec<Vec<f64>> {
                (0..3).map(|c| rows.iter().map(|row| by * row[c] + 7.0).collect()).collect()
            };
            let (one, other) = (of(&columns(1.0)), of(&columns(by)));
            match (one.alpha.value, other.alpha.value) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-6 * (1.0 + a.abs()), "{a} {b}"),
                (a, b) => prop_assert_eq!(a.is_none(), b.is_none()),
            }
            if let (Some(a), Some(b)) = (one.standardised.value, other.standardised.value) {
                prop_assert!(a <= 1.0 + 1e-9 && (a - b).abs() < 1e-6 * (1.0 + a.abs()));
            }
        }
    }
}
