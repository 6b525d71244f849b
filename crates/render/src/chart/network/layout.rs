//! Where nodes stand: in rows, groups above each other, so that edges are short and cross little. Numbers in, numbers out: the same
//! network is drawn the same way every time.

/// An edge for the layout: its two ends, and how much it should be short.
pub(super) type Pull = (usize, usize, f64);

/// A row: its group, and its nodes from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) group: usize,
    pub(super) nodes: Vec<usize>,
}

/// How often rows are put in order by their neighbours.
const SWEEPS: usize = 12;

/// Rows of at most so many nodes; `group` says which group a node is of.
pub(super) fn rows(group: &[usize], pulls: &[Pull], most: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for of in stacked(group, pulls) {
        let nodes: Vec<usize> = (0..group.len()).filter(|node| group[*node] == of).collect();
        // A row alone that is too long becomes several of nearly the same length.
        let parts = nodes.len().div_ceil(most).max(1);
        let ordered = by_neighbours(&nodes, pulls);
        let mut rest = ordered.as_slice();
        for part in 0..parts {
            let (own, after) = rest.split_at(rest.len().div_ceil(parts - part));
            rows.push(Row { group: of, nodes: own.to_vec() });
            rest = after;
        }
    }
    sweep(&mut rows, group.len(), pulls);
    rows
}

/// Groups from top to bottom, those tied to each other near each other.
fn stacked(group: &[usize], pulls: &[Pull]) -> Vec<usize> {
    let count = group.iter().max().map_or(0, |most| most + 1);
    let mut tied = vec![vec![0.0; count]; count];
    for (a, b, weight) in pulls {
        let (a, b) = (group[*a], group[*b]);
        if a != b {
            tied[a][b] += weight;
            tied[b][a] += weight;
        }
    }
    // What nothing ties to another group stands below all that is tied.
    let alone = |of: &usize| tied[*of].iter().all(|tie| *tie <= 0.0);
    let (apart, mut order): (Vec<usize>, Vec<usize>) = (0..count).partition(alone);
    let length = |order: &[usize]| {
        let mut sum = 0.0;
        for (i, a) in order.iter().enumerate() {
            for (j, b) in order.iter().enumerate().skip(i + 1) {
                sum += tied[*a][*b] * (j - i) as f64;
            }
        }
        sum
    };
    exchanged(&mut order, &length);
    order.extend(apart);
    order
}

/// Exchanges two at a time for as long as that makes it shorter.
fn exchanged(order: &mut [usize], length: &dyn Fn(&[usize]) -> f64) {
    let mut now = length(order);
    // Each exchange is shorter by a margin, so that it ends.
    for _ in 0..64 {
        let mut better = false;
        for i in 0..order.len() {
            for j in i + 1..order.len() {
                order.swap(i, j);
                let then = length(order);
                if then < now - 1e-9 * now.abs() {
                    (now, better) = (then, true);
                } else {
                    order.swap(i, j);
                }
            }
        }
        if !better {
            return;
        }
    }
}

/// Nodes of a group with those first that are tied to the most.
fn by_neighbours(nodes: &[usize], pulls: &[Pull]) -> Vec<usize> {
    let ties = |node: usize| pulls.iter().filter(|(a, b, _)| *a == node || *b == node).fold(0.0, |sum, p| sum + p.2);
    let mut ordered: Vec<(f64, usize)> = nodes.iter().map(|node| (ties(*node), *node)).collect();
    ordered.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ordered.into_iter().map(|(_, node)| node).collect()
}

/// The middle of a place in a row, from 0 to 1.
pub(super) fn place(at: usize, count: usize) -> f64 {
    (at as f64 + 0.5) / count.max(1) as f64
}

/// Puts each row in the order of where its nodes' neighbours stand, then exchanges neighbours.
fn sweep(rows: &mut [Row], count: usize, pulls: &[Pull]) {
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
    for (a, b, weight) in pulls {
        near[*a].push((*b, *weight));
        near[*b].push((*a, *weight));
    }
    let mut x = vec![0.5; count];
    let stand = |row: &Row, x: &mut [f64]| {
        for (at, node) in row.nodes.iter().enumerate() {
            x[*node] = place(at, row.nodes.len());
        }
    };
    for row in rows.iter() {
        stand(row, &mut x);
    }
    for round in 0..SWEEPS {
        let order: Vec<usize> =
            if round % 2 == 0 { (0..rows.len()).collect() } else { (0..rows.len()).rev().collect() };
        for n in order {
            let wanted = |node: usize| {
                let (sum, all) = near[node].iter().fold((0.0, 0.0), |(sum, all), (to, w)| (sum + w * x[*to], all + w));
                if all > 0.0 { sum / all } else { x[node] }
            };
            let mut own: Vec<(f64, usize)> = rows[n].nodes.iter().map(|node| (wanted(*node), *node)).collect();
            own.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            rows[n].nodes = own.into_iter().map(|(_, node)| node).collect();
            stand(&rows[n], &mut x);
        }
    }
    for row in rows.iter_mut() {
        let length = |order: &[usize]| {
            let mut sum = 0.0;
            for (at, node) in order.iter().enumerate() {
                for (to, weight) in &near[*node] {
                    let to = order.iter().position(|other| other == to).map_or(x[*to], |at| place(at, order.len()));
                    sum += weight * (place(at, order.len()) - to).abs();
                }
            }
            sum
        };
        exchanged(&mut row.nodes, &length);
        stand(row, &mut x);
    }
}

/// Steps from the nodes that a picture begins with, for networks without groups: what no step reaches stands last.
pub(super) fn steps(count: usize, pulls: &[Pull], first: &[usize]) -> Vec<usize> {
    let mut steps = vec![usize::MAX; count];
    let mut front: Vec<usize> = first.to_vec();
    let mut step = 0;
    while !front.is_empty() {
        for node in &front {
            steps[*node] = step;
        }
        let mut next: Vec<usize> = (pulls.iter())
            .flat_map(|(a, b, _)| [(*a, *b), (*b, *a)])
            .filter(|(from, to)| steps[*from] == step && steps[*to] == usize::MAX)
            .map(|(_, to)| to)
            .collect();
        next.sort_unstable();
        next.dedup();
        front = next;
        step += 1;
    }
    steps.into_iter().map(|of| if of == usize::MAX { step } else { of }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_node_stands_once_in_a_row_of_its_group(
            group in prop::collection::vec(0usize..5, 1..40),
            ties in prop::collection::vec((0usize..40, 0usize..40, 0.0f64..9.0), 0..80),
            most in 1usize..9,
        ) {
            let pulls: Vec<Pull> =
                ties.iter().map(|(a, b, w)| (a % group.len(), b % group.len(), *w)).filter(|p| p.0 != p.1).collect();
            let found = rows(&group, &pulls, most);
            let mut all: Vec<usize> = found.iter().flat_map(|row| row.nodes.clone()).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..group.len()).collect::<Vec<_>>());
            for row in &found {
                prop_assert!(row.nodes.len() <= most);
                prop_assert!(row.nodes.iter().all(|node| group[*node] == row.group));
            }
            prop_assert_eq!(rows(&group, &pulls, most), found);
        }
    }

    #[test]
    fn what_is_tied_stands_near() {
        // Four groups in a chain, given in another order.
        let pulls = [(0, 2, 1.0), (2, 1, 1.0), (1, 3, 1.0)];
        let order: Vec<usize> = rows(&[0, 1, 2, 3], &pulls, 5).iter().map(|row| row.group).collect();
        assert!([[0, 2, 1, 3], [3, 1, 2, 0]].contains(&[order[0], order[1], order[2], order[3]]), "{order:?}");
        let apart: Vec<usize> = rows(&[0, 1, 2], &[(1, 2, 1.0)], 5).iter().map(|row| row.group).collect();
        assert_eq!(apart, [1, 2, 0], "what is tied to nothing stands last");
        assert_eq!(steps(5, &pulls, &[2]), [1, 1, 0, 2, 3]);
    }
}
