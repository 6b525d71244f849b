//! Where a number stands among those before it.

use super::rolling::present;

/// The share of the rows up to and including this one that are below it, half of the equal ones added, in percent: 50
/// for the first number, 100 (n - 1/2) / n for the largest of n so far. Missing where the row is; missing rows do not count.
///
/// O(n log n): a Fenwick tree (1994, Software: Practice and Experience 24(3)) counts the rows so far by rank.
pub fn expanding_percentile(column: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut values: Vec<f64> = column.iter().filter_map(|x| present(*x)).collect();
    values.sort_unstable_by(f64::total_cmp);
    // -0 and 0 are equal numbers, and next to each other.
    values.dedup();
    let mut counts = Counts { tree: vec![0; values.len() + 1] };
    let mut rows = 0;
    column
        .iter()
        .map(|x| {
            let x = present(*x)?;
            let rank = values.partition_point(|value| *value < x);
            rows += 1;
            counts.add(rank);
            let below = counts.below(rank);
            let equal = counts.below(rank + 1) - below;
            Some(100.0 * (below as f64 + 0.5 * equal as f64) / f64::from(rows))
        })
        .collect()
}

struct Counts {
    tree: Vec<usize>,
}

impl Counts {
    fn add(&mut self, rank: usize) {
        let mut at = rank + 1;
        while let Some(count) = self.tree.get_mut(at) {
            *count += 1;
            at += at & at.wrapping_neg();
        }
    }

    fn below(&self, rank: usize) -> usize {
        let (mut at, mut count) = (rank, 0);
        while at > 0 {
            count += self.tree[at];
            at &= at - 1;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn brute(column: &[Option<f64>], row: usize) -> Option<f64> {
        let x = column[row]?;
        let so_far: Vec<f64> = column[..=row].iter().flatten().copied().collect();
        let below = so_far.iter().filter(|y| **y < x).count() as f64;
        let equal = so_far.iter().filter(|y| **y == x).count() as f64;
        Some(100.0 * (below + 0.5 * equal) / so_far.len() as f64)
    }

    #[test]
    fn ties_count_half_and_missing_rows_not_at_all() {
        let x = [Some(3.0), None, Some(5.0), Some(3.0), Some(f64::INFINITY), Some(0.0), Some(-0.0)];
        let expected = [Some(50.0), None, Some(75.0), Some(100.0 / 3.0), None, Some(12.5), Some(20.0)];
        assert_eq!(expanding_percentile(&x), expected);
        assert_eq!(expanding_percentile(&[]), []);
        assert_eq!(expanding_percentile(&[None]), [None]);
    }

    proptest! {
        #[test]
        fn counting_by_hand_gives_the_same(
            // Few values for ties, many for none.
            few in prop::collection::vec(prop::option::weighted(0.9, (-4i32..4).prop_map(f64::from)), 0..80),
            many in prop::collection::vec(prop::option::weighted(0.9, -1e9..1e9f64), 0..80),
        ) {
            for column in [few, many] {
                let found = expanding_percentile(&column);
                for (row, found) in found.into_iter().enumerate() {
                    prop_assert_eq!(found, brute(&column, row));
                }
            }
        }
    }
}
