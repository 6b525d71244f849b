//! How much money goes round in a circle, and how much would by chance.

use crate::error::NetworkError;
use crate::network::{Channel, Network};
use crate::outcome::total;
use froth_series::watch::Watch;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Circles of more nodes are not counted.
pub const LONGEST_CYCLE: usize = 4;

/// At most so many circles are listed, the largest, out of at most so many found.
const LISTED: usize = 100;
const FOUND: usize = 200_000;

/// How much money goes round in a circle.
#[derive(Debug, Clone, PartialEq)]
pub struct Circularity {
    /// Amounts on edges that lie on a circle of at most four nodes, as a share of all amounts; none where there are none.
    pub share: Option<f64>,
    /// The same on average over rewired networks.
    pub expected: Option<f64>,
    /// How often chance gives as much: (1 + networks with at least this share) / (1 + networks).
    pub p_value: Option<f64>,
    /// How many networks were rewired.
    pub networks: usize,
    /// Circles, the largest first.
    pub cycles: Vec<Cycle>,
    /// Whether there are more circles than are listed.
    pub more: bool,
}

/// A circle of money.
#[derive(Debug, Clone, PartialEq)]
pub struct Cycle {
    /// Its nodes, in the direction in which money moves, from the first by number.
    pub nodes: Vec<usize>,
    /// All amounts on its edges.
    pub amount: f64,
    /// The smallest of them from one node to the next: what can go all the way round.
    pub smallest: f64,
}

/// An edge in the direction in which money moves: a lender pays a debtor, a holder a firm, a buyer a seller.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Flow {
    channel: Channel,
    tail: u32,
    head: u32,
    amount: f64,
}

/// The share of money that goes round, against networks of the same amounts whose heads are swapped within a channel, ten
/// times as often as there are edges. One step of the watch a network.
///
/// # Errors
///
/// The watch ended it.
pub fn circularity(
    network: &Network,
    networks: usize,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Circularity, NetworkError> {
    let flow = |edge: &crate::network::Edge| {
        let (tail, head) = if edge.channel == Channel::Claims { (edge.to, edge.from) } else { (edge.from, edge.to) };
        Flow { channel: edge.channel, tail: tail as u32, head: head as u32, amount: edge.amount }
    };
    let mut flows: Vec<Flow> = network.edges.iter().filter(|edge| edge.amount > 0.0).map(flow).collect();
    flows.sort_unstable_by(|a, b| {
        (a.channel, a.tail, a.head).cmp(&(b.channel, b.tail, b.head)).then(a.amount.total_cmp(&b.amount))
    });
    let n = network.nodes.len();
    let (cycles, more) = listed(n, &flows);
    let Some(share) = round(n, &flows) else {
        return Ok(Circularity { share: None, expected: None, p_value: None, networks: 0, cycles, more });
    };
    watch.expect(networks as u64);
    let one = |number: usize| {
        watch.step(1)?;
        Ok(round(n, &rewired(&flows, seed, number as u64)).unwrap_or(0.0))
    };
    let by_chance: Vec<f64> = (0..networks).into_par_iter().map(one).collect::<Result<_, NetworkError>>()?;
    let as_much = by_chance.iter().filter(|chance| **chance >= share * (1.0 - 1e-12)).count();
    let expected = (networks > 0).then(|| by_chance.iter().sum::<f64>() / networks as f64);
    let p_value = (networks > 0).then(|| (1 + as_much) as f64 / (1 + networks) as f64);
    Ok(Circularity { share: Some(share), expected, p_value, networks, cycles, more })
}

/// Neighbours of each node along the flows, each once, in order.
fn neighbours(n: usize, flows: &[Flow], from: fn(&Flow) -> (u32, u32)) -> (Vec<usize>, Vec<u32>) {
    let mut pairs: Vec<(u32, u32)> = flows.iter().map(from).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut starts = vec![0; n + 1];
    for (node, _) in &pairs {
        starts[*node as usize + 1] += 1;
    }
    for node in 0..n {
        starts[node + 1] += starts[node];
    }
    (starts, pairs.into_iter().map(|(_, to)| to).collect())
}

/// The share of amounts on edges from whose head money comes back to the tail in at most three steps.
fn round(n: usize, flows: &[Flow]) -> Option<f64> {
    let (starts, into) = neighbours(n, flows, |flow| (flow.head, flow.tail));
    let mut seen = vec![u32::MAX; n];
    let mut by_tail: Vec<usize> = (0..flows.len()).collect();
    by_tail.sort_by_key(|at| flows[*at].tail);
    let mut on_cycle = vec![false; flows.len()];
    let (mut edge, mut level, mut next) = (0, Vec::new(), Vec::new());
    while edge < by_tail.len() {
        let tail = flows[by_tail[edge]].tail;
        // Everybody from whom money reaches the tail in at most three steps.
        seen[tail as usize] = tail;
        level.clear();
        level.push(tail);
        for _ in 0..LONGEST_CYCLE - 1 {
            next.clear();
            for node in &level {
                for from in &into[starts[*node as usize]..starts[*node as usize + 1]] {
                    if seen[*from as usize] != tail {
                        seen[*from as usize] = tail;
                        next.push(*from);
                    }
                }
            }
            std::mem::swap(&mut level, &mut next);
        }
        while edge < by_tail.len() && flows[by_tail[edge]].tail == tail {
            on_cycle[by_tail[edge]] = seen[flows[by_tail[edge]].head as usize] == tail;
            edge += 1;
        }
    }
    let all = total(flows.iter().map(|flow| flow.amount));
    let round = total(flows.iter().zip(&on_cycle).filter(|(_, on)| **on).map(|(flow, _)| flow.amount));
    (all > 0.0).then(|| round / all)
}

/// The flows with heads swapped within channels. A swap that would make an edge to itself, or a second one of a kind between two nodes, is left out.
fn rewired(flows: &[Flow], seed: u64, number: u64) -> Vec<Flow> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(number);
    let mut flows = flows.to_vec();
    let mut there: BTreeMap<(Channel, u32, u32), usize> = BTreeMap::new();
    for flow in &flows {
        *there.entry((flow.channel, flow.tail, flow.head)).or_insert(0) += 1;
    }
    // Flows are sorted by channel: each has a range of its own.
    let range = |channel: Channel| {
        flows.partition_point(|flow| flow.channel < channel)..flows.partition_point(|flow| flow.channel <= channel)
    };
    let ranges = Channel::ALL.map(range);
    for _ in 0..10 * flows.len() {
        let a = random.random_range(0..flows.len());
        let of = ranges[flows[a].channel as usize].clone();
        let b = random.random_range(of);
        let (one, other) = (flows[a], flows[b]);
        let free = |tail: u32, head: u32| tail != head && !there.contains_key(&(one.channel, tail, head));
        if one.head == other.head || !free(one.tail, other.head) || !free(other.tail, one.head) {
            continue;
        }
        for gone in [one, other] {
            let key = (gone.channel, gone.tail, gone.head);
            if let Some(count) = there.get_mut(&key) {
                *count -= 1;
                if *count == 0 {
                    there.remove(&key);
                }
            }
        }
        flows[a].head = other.head;
        flows[b].head = one.head;
        for new in [flows[a], flows[b]] {
            *there.entry((new.channel, new.tail, new.head)).or_insert(0) += 1;
        }
    }
    flows
}

/// The largest circles, and whether there are more.
fn listed(n: usize, flows: &[Flow]) -> (Vec<Cycle>, bool) {
    let (starts, out) = neighbours(n, flows, |flow| (flow.tail, flow.head));
    let mut amounts: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for flow in flows {
        *amounts.entry((flow.tail, flow.head)).or_insert(0.0) += flow.amount;
    }
    let mut found: Vec<Cycle> = Vec::new();
    let mut all = true;
    let mut way: Vec<u32> = Vec::new();
    // Each circle is found once: from its first node.
    for first in 0..n as u32 {
        let mut stack: Vec<(u32, usize)> = vec![(first, 0)];
        way.push(first);
        while let Some((node, at)) = stack.pop() {
            let range = &out[starts[node as usize]..starts[node as usize + 1]];
            let Some(&to) = range.get(at) else {
                way.pop();
                continue;
            };
            stack.push((node, at + 1));
            if to == first {
                if found.len() >= FOUND {
                    all = false;
                    continue;
                }
                let steps = (0..way.len()).map(|k| (way[k], way[(k + 1) % way.len()]));
                let on: Vec<f64> = steps.filter_map(|step| amounts.get(&step).copied()).collect();
                found.push(Cycle {
                    nodes: way.iter().map(|node| *node as usize).collect(),
                    amount: on.iter().sum(),
                    smallest: on.iter().copied().fold(f64::INFINITY, f64::min),
                });
            } else if to > first && way.len() < LONGEST_CYCLE && !way.contains(&to) {
                way.push(to);
                stack.push((to, 0));
            }
        }
        way.clear();
        if !all {
            break;
        }
    }
    found.sort_by(|a, b| b.amount.total_cmp(&a.amount).then_with(|| a.nodes.cmp(&b.nodes)));
    let more = !all || found.len() > LISTED;
    found.truncate(LISTED);
    (found, more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Edge, Node};
    use std::collections::BTreeSet;

    fn network(edges: &[(usize, usize, f64)]) -> Network {
        let edges = edges.iter().map(|(a, b, x)| Edge::new(Channel::Purchases, *a, *b, *x)).collect();
        Network::new(vec![Node::default(); 8], edges).unwrap()
    }

    #[test]
    fn circles_of_up_to_four_nodes_count() {
        let four = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0), (3, 4, 4.0)];
        let found = circularity(&network(&four), 50, 1, &()).unwrap();
        assert_eq!(found.share, Some(0.5));
        assert_eq!(found.cycles, [Cycle { nodes: vec![0, 1, 2, 3], amount: 4.0, smallest: 1.0 }]);
        let five = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0), (4, 0, 1.0)];
        assert_eq!(circularity(&network(&five), 0, 1, &()).unwrap().share, Some(0.0));
        // A lender pays its debtor: a claim from 1 to 0 is money from 0 to 1.
        let both = vec![Edge::new(Channel::Claims, 1, 0, 2.0), Edge::new(Channel::Purchases, 1, 0, 3.0)];
        let both = Network::new(vec![Node::default(); 2], both).unwrap();
        assert_eq!(circularity(&both, 0, 1, &()).unwrap().share, Some(1.0));
    }

    #[test]
    fn rewiring_keeps_amounts_with_tails_and_heads_in_number() {
        let edges: Vec<_> =
            (0..8).flat_map(|i| (1..4).map(move |k| (i, (i + k) % 8, f64::from(i * k) + 1.0))).collect();
        let flows: Vec<Flow> = edges
            .iter()
            .map(|(a, b, x)| Flow { channel: Channel::Stakes, tail: *a as u32, head: *b as u32, amount: *x })
            .collect();
        let new = rewired(&flows, 7, 3);
        assert_eq!(new, rewired(&flows, 7, 3));
        assert!(new != flows && new.iter().all(|flow| flow.tail != flow.head));
        let tails = |flows: &[Flow]| flows.iter().map(|f| (f.tail, f.amount.to_bits())).collect::<Vec<_>>();
        assert_eq!(tails(&new), tails(&flows));
        let heads = |flows: &[Flow]| {
            let mut heads: Vec<u32> = flows.iter().map(|f| f.head).collect();
            heads.sort_unstable();
            heads
        };
        assert_eq!(heads(&new), heads(&flows));
        let pairs: BTreeSet<(u32, u32)> = new.iter().map(|flow| (flow.tail, flow.head)).collect();
        assert_eq!(pairs.len(), new.len());
    }
}
