//! Orders out of majorities: which unit beats which, Copeland's count of wins, and the order of Condorcet, Kemeny, Young and
//! Levenglick. Munda and Nardo (2009), Noncompensatory/nonlinear composite indicators for ranking countries, Applied Economics
//! 41(12); OECD/JRC Handbook (2008), step 6: non-compensatory multi-criteria approach.

/// The largest cycle of majorities whose best order is searched.
pub const LARGEST_CYCLE: usize = 20;

/// Supports closer than this are equal.
const TIE: f64 = 1e-9;

/// Share of the weight that says that one unit stands above another.
#[derive(Debug, Clone, PartialEq)]
pub struct Outranking {
    /// By unit and other unit: weight of the criteria in which it is larger plus half of those in which both are equal, over
    /// those that both have; one half where there are none. The two of a pair sum to 1.
    pub support: Vec<Vec<f64>>,
}

/// Majorities go round among more units than can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// How many.
    pub units: usize,
}

impl Outranking {
    /// Compares units by their values in each criterion; larger is above. Criteria without a weight do not count.
    ///
    /// ```
    /// use froth_series::composite::Outranking;
    /// let criteria = [vec![Some(3.0), Some(1.0)], vec![Some(2.0), Some(2.0)]];
    /// let found = Outranking::new(&criteria, &[1.0, 1.0]);
    /// assert_eq!(found.support[0][1], 0.75);
    /// ```
    pub fn new(criteria: &[Vec<Option<f64>>], weights: &[f64]) -> Self {
        let units = criteria.first().map_or(0, Vec::len);
        let mut support = vec![vec![0.5; units]; units];
        for i in 0..units {
            for j in 0..i {
                let (mut above, mut all) = (0.0, 0.0);
                for (criterion, weight) in criteria.iter().zip(weights).filter(|(_, w)| **w > 0.0) {
                    if let (Some(a), Some(b)) = (criterion[i], criterion[j]) {
                        all += weight;
                        above += if (a - b).abs() <= TIE { 0.5 * weight } else { weight * f64::from(u8::from(a > b)) };
                    }
                }
                if all > 0.0 {
                    support[i][j] = above / all;
                    support[j][i] = 1.0 - support[i][j];
                }
            }
        }
        Outranking { support }
    }

    /// For each unit, the others that a majority puts below it less those that one puts above it (Copeland 1951).
    pub fn copeland(&self) -> Vec<f64> {
        let net = |i: usize| {
            let others = self.support.iter().enumerate().filter(|(j, _)| *j != i);
            others.fold(0.0, |net, (j, _)| net + self.majority(i, j))
        };
        (0..self.support.len()).map(net).collect()
    }

    fn majority(&self, i: usize, j: usize) -> f64 {
        match self.support[i][j] - 0.5 {
            margin if margin > TIE => 1.0,
            margin if margin < -TIE => -1.0,
            _ => 0.0,
        }
    }

    /// Units in groups, the first above: every unit of a group has a majority over every unit of the later ones, and within a
    /// group majorities go round or are equal.
    fn groups(&self) -> Vec<Vec<usize>> {
        let units = self.support.len();
        let reaches = |i: usize, j: usize| self.majority(i, j) >= 0.0;
        let out = |i: usize| (0..units).filter(|j| *j != i && reaches(i, *j)).count();
        let mut order: Vec<usize> = (0..units).collect();
        order.sort_by_cached_key(|i| std::cmp::Reverse(out(*i)));
        // Pairs in which one further down is not below one further up: a cut where there are none ends a group.
        let (mut back, mut start, mut groups) = (0, 0, Vec::new());
        for (place, unit) in order.iter().copied().enumerate() {
            back += order[place + 1..].iter().filter(|below| reaches(**below, unit)).count();
            back -= order[..place].iter().filter(|above| reaches(unit, **above)).count();
            if back == 0 {
                groups.push(order[start..=place].to_vec());
                start = place + 1;
            }
        }
        groups
    }
}

/// Each unit's place, 1 for the first, in the order whose pairs have the most support together (Kemeny 1959; Young and Levenglick
/// 1978), the mean place where several orders are best. Exact: groups that majorities put above each other are ordered one
/// by one, and within a group every order is looked at.
///
/// # Errors
///
/// Majorities go round among more than [`LARGEST_CYCLE`] units.
pub fn kemeny_ranks(of: &Outranking) -> Result<Vec<f64>, Cycle> {
    let mut ranks = vec![0.0; of.support.len()];
    let mut above = 0.0;
    for group in of.groups() {
        if group.len() > LARGEST_CYCLE {
            return Err(Cycle { units: group.len() });
        }
        for (unit, place) in group.iter().zip(places(of, &group)) {
            ranks[*unit] = above + place;
        }
        above += group.len() as f64;
    }
    Ok(ranks)
}

/// The mean place of each unit of a group over its best orders. A set of units is a number whose bits they are.
fn places(of: &Outranking, group: &[usize]) -> Vec<f64> {
    let n = group.len();
    if n == 1 {
        return vec![1.0];
    }
    let members = |set: usize| (0..n).filter(move |i| set >> i & 1 == 1);
    let gain = |set: usize, next: usize| -> f64 { members(set).map(|i| of.support[group[i]][group[next]]).sum() };
    let (all, sets) = ((1usize << n) - 1, 1usize << n);
    // From the top: the most support among the units of a set that come first, and in how many orders.
    let (mut best, mut ways) = (vec![f64::NEG_INFINITY; sets], vec![0.0; sets]);
    (best[0], ways[0]) = (0.0, 1.0);
    for set in 0..all {
        for next in members(all & !set) {
            let (with, found) = (set | 1 << next, best[set] + gain(set, next));
            if found > best[with] + TIE {
                (best[with], ways[with]) = (found, ways[set]);
            } else if found >= best[with] - TIE {
                ways[with] += ways[set];
            }
        }
    }
    // From the bottom: in how many best orders the rest follows a set. On the way, each unit's places.
    let mut rest = vec![0.0; sets];
    let mut sums = vec![0.0; n];
    rest[all] = 1.0;
    for set in (0..all).rev() {
        for next in members(all & !set) {
            let with = set | 1 << next;
            if rest[with] > 0.0 && best[set] + gain(set, next) >= best[with] - TIE {
                rest[set] += rest[with];
                sums[next] += ways[set] * rest[with] * (f64::from(set.count_ones()) + 1.0);
            }
        }
    }
    sums.into_iter().map(|s| s / ways[all]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(criteria: &[&[f64]]) -> Vec<Vec<Option<f64>>> {
        criteria.iter().map(|c| c.iter().copied().map(Some).collect()).collect()
    }

    #[test]
    fn twenty_one_criteria_for_four_options() {
        // Four ways to order a, b, c, d, held by 3, 5, 7 and 6 criteria. Borda's points are a 24, b 44, c 38, d 20: b is first.
        // By majorities c beats a 13 to 8, b 11 to 10 and d 14 to 7: c is first.
        let orders = ["abcd", "acbd", "bdca", "cbda"];
        let criteria: Vec<Vec<Option<f64>>> = orders
            .iter()
            .map(|order| "abcd".chars().map(|x| order.find(x).map(|place| 3.0 - place as f64)).collect())
            .collect();
        let weights = [3.0, 5.0, 7.0, 6.0];
        let borda = |unit: usize| criteria.iter().zip(&weights).map(|(c, w)| w * c[unit].unwrap()).sum::<f64>();
        assert_eq!([borda(0), borda(1), borda(2), borda(3)], [24.0, 44.0, 38.0, 20.0]);
        let found = Outranking::new(&criteria, &weights);
        assert!((found.support[2][0] - 13.0 / 21.0).abs() < 1e-12);
        assert!((found.support[2][1] - 11.0 / 21.0).abs() < 1e-12);
        assert!((found.support[2][3] - 14.0 / 21.0).abs() < 1e-12);
        assert!((found.support[1][0] - 13.0 / 21.0).abs() < 1e-12);
        assert_eq!(found.copeland(), [-3.0, 1.0, 3.0, -1.0]);
        assert_eq!(kemeny_ranks(&found).unwrap(), [4.0, 2.0, 1.0, 3.0]);
    }

    #[test]
    fn three_countries_by_five_weighted_indicators() {
        // A, B, C by income (higher is better), unemployment, waste, income disparity and crime (lower is better), waste with
        // twice the weight. A over B .666, C over A .666, C over B .666; of the six orders C A B has the most support, 2.0.
        let w = 0.165;
        let criteria = table(&[
            &[25.0, 45.0, 20.0],
            &[-15.0, -10.0, -8.0],
            &[-0.4, -0.7, -0.35],
            &[-9.2, -13.2, -5.3],
            &[-40.0, -52.0, -80.0],
        ]);
        let found = Outranking::new(&criteria, &[w, w, 0.333, w, w]);
        let total = 4.0 * w + 0.333;
        for (i, j, support) in [(0, 1, 0.333 + 2.0 * w), (2, 0, 0.333 + 2.0 * w), (2, 1, 0.333 + 2.0 * w)] {
            assert!((found.support[i][j] - support / total).abs() < 1e-12);
        }
        assert_eq!(kemeny_ranks(&found).unwrap(), [2.0, 3.0, 1.0]);
        assert_eq!(found.copeland(), [0.0, -2.0, 2.0]);
    }

    #[test]
    fn a_cycle_is_cut_where_it_is_weakest_and_ties_share() {
        // a over b by 7, b over c by 6, c over a by 5 of 9: Kemeny cuts the last one. Copeland sees three equals.
        let support =
            vec![vec![0.5, 7.0 / 9.0, 4.0 / 9.0], vec![2.0 / 9.0, 0.5, 6.0 / 9.0], vec![5.0 / 9.0, 3.0 / 9.0, 0.5]];
        let found = Outranking { support };
        assert_eq!(found.copeland(), [0.0, 0.0, 0.0]);
        assert_eq!(kemeny_ranks(&found).unwrap(), [1.0, 2.0, 3.0]);
        // A cycle of equal majorities has three best orders.
        let support = vec![vec![0.5, 0.6, 0.4], vec![0.4, 0.5, 0.6], vec![0.6, 0.4, 0.5]];
        assert_eq!(kemeny_ranks(&Outranking { support }).unwrap(), [2.0, 2.0, 2.0]);
        let equal = Outranking { support: vec![vec![0.5; 21]; 21] };
        assert_eq!(kemeny_ranks(&equal), Err(Cycle { units: 21 }));
    }

    /// The mean places over all best orders, by trying every order.
    fn by_hand(of: &Outranking) -> Vec<f64> {
        fn orders(n: usize) -> Vec<Vec<usize>> {
            if n == 0 {
                return vec![Vec::new()];
            }
            let shorter = orders(n - 1);
            shorter
                .iter()
                .flat_map(|o| {
                    (0..n).map(move |at| {
                        let mut o = o.clone();
                        o.insert(at, n - 1);
                        o
                    })
                })
                .collect()
        }
        let n = of.support.len();
        let value = |o: &Vec<usize>| -> f64 {
            (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).map(|(i, j)| of.support[o[i]][o[j]]).sum()
        };
        let all = orders(n);
        let most = all.iter().map(value).fold(f64::MIN, f64::max);
        let best: Vec<_> = all.iter().filter(|o| value(o) > most - 1e-9).collect();
        (0..n)
            .map(|u| {
                best.iter().map(|o| 1.0 + o.iter().position(|x| *x == u).unwrap() as f64).sum::<f64>()
                    / best.len() as f64
            })
            .collect()
    }

    proptest! {
        #[test]
        fn no_order_is_better(x in (2usize..7, 1usize..5).prop_flat_map(|(n, k)| {
            prop::collection::vec(prop::collection::vec(prop::option::weighted(0.9, (0i32..5).prop_map(f64::from)), n), k)
        })) {
            let weights: Vec<f64> = (0..x.len()).map(|k| 1.0 + k as f64).collect();
            let found = Outranking::new(&x, &weights);
            let ranks = kemeny_ranks(&found).unwrap();
            for (a, b) in ranks.iter().zip(by_hand(&found)) {
                prop_assert!((a - b).abs() < 1e-9, "{ranks:?}");
            }
            prop_assert!(found.copeland().iter().sum::<f64>().abs() < 1e-9);
        }
    }
}
