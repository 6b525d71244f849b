//! Where the nodes of a picture stand, by what they are called and what their edges carry.

use super::Net;
use super::layout::{self, Pull, place};
use crate::chart::frame::{INNER, MARGIN};
use crate::chart::labels::{Room, labels_in};
use crate::chart::measure::width_of;
use froth_core::network::Status;
use std::collections::BTreeMap;

/// The most nodes that are drawn, and in a row.
const MOST_NODES: usize = 60;
const MOST_IN_ROW: usize = 7;
/// Names of groups stand left of here.
pub(super) const LEFT: f64 = MARGIN + 150.0;
pub(super) const RIGHT_END: f64 = MARGIN + INNER;
pub(super) const NAME: f64 = 19.0;
pub(super) const NAME_STEP: f64 = 22.0;
pub(super) const LARGEST: f64 = 27.0;
const SMALLEST: f64 = 8.0;
/// Between two rows.
pub(super) const BETWEEN: f64 = 84.0;

/// A node where it stands.
#[derive(Clone, Default)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
    pub(super) row: usize,
    pub(super) name: Vec<String>,
    /// Half of its name's width, and where that ends below.
    pub(super) half: f64,
    pub(super) foot: f64,
}

/// What each node's edges carry that count.
pub(super) fn carried(net: &Net<'_>) -> Vec<f64> {
    let mut carried = vec![0.0; net.of.nodes.len()];
    for (edge, amount) in net.counted() {
        for end in [&edge.from, &edge.to] {
            if let Some(node) = net.place.get(end.as_str()) {
                carried[*node] += amount;
            }
        }
    }
    carried
}

/// The nodes that are drawn: what losses reach first, then those whose edges carry most.
pub(super) fn drawn(net: &Net<'_>, carried: &[f64], reached: &[Option<usize>]) -> Vec<usize> {
    let mut tied = vec![false; net.of.nodes.len()];
    for edge in net.of.edges.iter().filter(|edge| edge.status != Status::Dead) {
        for end in [&edge.from, &edge.to] {
            if let Some(node) = net.place.get(end.as_str()) {
                tied[*node] = true;
            }
        }
    }
    let mut nodes: Vec<usize> = (0..carried.len()).collect();
    nodes.sort_by(|a, b| {
        let order = |node: usize| (reached[node].unwrap_or(usize::MAX), !tied[node]);
        order(*a).cmp(&order(*b)).then(carried[*b].total_cmp(&carried[*a])).then(a.cmp(b))
    });
    nodes.truncate(MOST_NODES);
    nodes.sort_unstable();
    nodes
}

/// Where every node stands, groups' names with their heights, and the lower end.
pub(super) fn spots(net: &Net<'_>, nodes: &[usize], carried: &[f64], top: f64) -> (Vec<Spot>, Vec<(String, f64)>, f64) {
    let pulls = pulls(net, nodes);
    let (group, titles) = groups(net, nodes, &pulls);
    let rows = layout::rows(&group, &pulls, MOST_IN_ROW);

    let largest = carried.iter().copied().fold(0.0, f64::max);
    let mut spots = vec![Spot::default(); nodes.len()];
    let mut heads = Vec::new();
    let mut y = top;
    let (mut wide, mut called) = (vec![0.0; nodes.len()], vec![Vec::new(); nodes.len()]);
    for row in &rows {
        for node in &row.nodes {
            wide[*node] = ((RIGHT_END - LEFT) / row.nodes.len() as f64 - 24.0).min(300.0);
        }
    }
    let names: Vec<&str> = nodes.iter().map(|node| net.name(*node)).collect();
    let room = |at: usize| Room { size: NAME, bold: true, width: wide[at], lines: 4 };
    for (at, name) in labels_in(&names, &room).into_iter().enumerate() {
        called[at] = name;
    }
    let mut before = None;
    for (r, row) in rows.iter().enumerate() {
        let lines = row.nodes.iter().map(|node| called[*node].len()).max().unwrap_or(1);
        for (at, node) in row.nodes.iter().enumerate() {
            let share = if largest > 0.0 { carried[nodes[*node]] / largest } else { 0.0 };
            let name = std::mem::take(&mut called[*node]);
            let radius = SMALLEST + (LARGEST - SMALLEST) * share.sqrt();
            let middle = y + LARGEST;
            spots[*node] = Spot {
                x: LEFT + (RIGHT_END - LEFT) * place(at, row.nodes.len()),
                y: middle,
                radius,
                row: r,
                half: name.iter().map(|line| width_of(line, NAME, true)).fold(0.0, f64::max) / 2.0,
                foot: middle + radius + 8.0 + NAME_STEP * name.len() as f64,
                name,
            };
        }
        if before != Some(row.group) {
            heads.extend(titles[row.group].clone().map(|title| (title, y + LARGEST)));
        }
        before = Some(row.group);
        y += 2.0 * LARGEST + 8.0 + NAME_STEP * lines as f64 + BETWEEN;
    }
    (spots, heads, y - BETWEEN)
}

/// How much nodes should stand near each other: by all amounts, whatever fails and whatever counts, so that a network stands the same in
/// each of its pictures.
fn pulls(net: &Net<'_>, nodes: &[usize]) -> Vec<Pull> {
    let mut sums: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for edge in net.of.edges.iter().filter(|edge| edge.status != Status::Dead) {
        let at = |node: usize| nodes.binary_search(&node).ok();
        if let Some((cause, loser)) = net.losing(edge).and_then(|(a, b)| Some((at(a)?, at(b)?))) {
            *sums.entry((cause.min(loser), cause.max(loser))).or_default() += edge.amount.unwrap_or(0.0);
        }
    }
    let most = sums.values().copied().fold(0.0, f64::max);
    let weight = |sum: f64| if sum > 0.0 { 1.0 + 2.0 * (sum / most).sqrt() } else { 0.5 };
    sums.into_iter().map(|((a, b), sum)| (a, b, weight(sum))).collect()
}

/// The group of each node, and what groups are called: the file's, or, where it has none, steps from the node that is tied to most.
fn groups(net: &Net<'_>, nodes: &[usize], pulls: &[Pull]) -> (Vec<usize>, Vec<Option<String>>) {
    let own = |at: usize| net.of.nodes[nodes[at]].group.as_deref();
    let mut named: Vec<Option<&str>> = (0..nodes.len()).map(own).collect();
    if named.iter().any(Option::is_some) {
        let of = named.clone();
        named.sort_unstable();
        named.dedup();
        let group = of.iter().map(|name| named.iter().position(|known| known == name).unwrap_or(0)).collect();
        return (group, named.iter().map(|name| name.map(|name| net.locale.unit(name).to_owned())).collect());
    }
    let mut tied = vec![0.0; nodes.len()];
    for (a, b, weight) in pulls {
        tied[*a] += weight;
        tied[*b] += weight;
    }
    let middle = (0..nodes.len()).max_by(|a, b| tied[*a].total_cmp(&tied[*b]).then(b.cmp(a)));
    let begin: Vec<usize> = middle.into_iter().collect();
    let group = layout::steps(nodes.len(), pulls, &begin);
    // What nothing ties to the rest may leave a step without nodes.
    let mut used = group.clone();
    used.sort_unstable();
    used.dedup();
    let group = group.iter().map(|of| used.binary_search(of).unwrap_or(0)).collect();
    (group, vec![None; used.len()])
}
