//! Which nodes reach each other, and the order in which groups of them can be solved.

use crate::sparse::Rows;

/// Groups of nodes that reach each other: those that others need come before these. And whom each node's distress goes to.
#[derive(Debug)]
pub(crate) struct Order {
    groups: Vec<Vec<u32>>,
    /// The group of each node.
    of: Vec<u32>,
    /// Who needs each node.
    next: Rows,
}

/// The groups that a shock reaches.
#[derive(Debug, Default)]
pub(crate) struct Reached {
    groups: Vec<u32>,
    seen: Vec<bool>,
}

impl Order {
    /// Of a matrix, whose rows say whom each node needs.
    pub(crate) fn new(rows: &Rows) -> Order {
        let groups = components(rows);
        let mut of = vec![0; rows.len()];
        for (group, members) in groups.iter().enumerate() {
            for member in members {
                of[*member as usize] = group as u32;
            }
        }
        Order { groups, of, next: rows.turned() }
    }

    /// The nodes of a group, rising.
    pub(crate) fn group(&self, group: u32) -> &[u32] {
        &self.groups[group as usize]
    }

    /// All groups, in order.
    pub(crate) fn all(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.groups.len() as u32
    }

    /// The groups that hold these nodes or need what holds them, in order.
    pub(crate) fn reached<'r>(&self, from: impl Iterator<Item = usize>, reached: &'r mut Reached) -> &'r [u32] {
        let Reached { groups, seen } = reached;
        groups.clear();
        seen.resize(self.groups.len(), false);
        let mut meet = |node: usize, groups: &mut Vec<u32>| {
            let group = self.of[node];
            if !std::mem::replace(&mut seen[group as usize], true) {
                groups.push(group);
            }
        };
        for node in from {
            meet(node, groups);
        }
        let mut at = 0;
        while let Some(group) = groups.get(at).copied() {
            for member in self.group(group) {
                for next in self.next.row(*member as usize).0 {
                    meet(*next as usize, groups);
                }
            }
            at += 1;
        }
        for group in groups.iter() {
            seen[*group as usize] = false;
        }
        groups.sort_unstable();
        groups
    }
}

/// The strongly connected components of a matrix: those that others need come before these (Tarjan 1972, without recursion).
/// Nodes in a component rise.
fn components(rows: &Rows) -> Vec<Vec<u32>> {
    const NEW: u32 = u32::MAX;
    let n = rows.len();
    let (mut number, mut low) = (vec![NEW; n], vec![0_u32; n]);
    let (mut on_stack, mut stack) = (vec![false; n], Vec::new());
    let mut found = Vec::new();
    let mut next = 0;
    let mut way: Vec<(u32, usize)> = Vec::new();
    for root in 0..n as u32 {
        if number[root as usize] != NEW {
            continue;
        }
        way.push((root, 0));
        while let Some((node, edge)) = way.pop() {
            let v = node as usize;
            if edge == 0 {
                (number[v], low[v]) = (next, next);
                next += 1;
                stack.push(node);
                on_stack[v] = true;
            }
            if let Some(&to) = rows.row(v).0.get(edge) {
                way.push((node, edge + 1));
                let w = to as usize;
                if number[w] == NEW {
                    way.push((to, 0));
                } else if on_stack[w] {
                    low[v] = low[v].min(number[w]);
                }
                continue;
            }
            if low[v] == number[v] {
                let mut component = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member as usize] = false;
                    component.push(member);
                    if member == node {
                        break;
                    }
                }
                component.sort_unstable();
                found.push(component);
            }
            if let Some((parent, _)) = way.last() {
                let parent = *parent as usize;
                low[parent] = low[parent].min(low[v]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_need_comes_first() {
        // 0 needs 1; 1 and 2 need each other; 3 needs nothing; 2 needs 3.
        let rows = Rows::new(4, vec![(0, 1, 1.0), (1, 2, 1.0), (2, 1, 1.0), (2, 3, 1.0)]);
        assert_eq!(components(&rows), [vec![3], vec![1, 2], vec![0]]);
    }

    #[test]
    fn a_shock_reaches_who_needs_what_it_shocks_and_nobody_else() {
        let rows = Rows::new(5, vec![(0, 1, 1.0), (1, 2, 1.0), (2, 1, 1.0), (2, 3, 1.0)]);
        let (order, mut reached) = (Order::new(&rows), Reached::default());
        let mut nodes = |from: usize| -> Vec<u32> {
            let groups = order.reached(std::iter::once(from), &mut reached);
            groups.iter().flat_map(|group| order.group(*group).to_vec()).collect()
        };
        assert_eq!(nodes(3), [3, 1, 2, 0]);
        assert_eq!(nodes(1), [1, 2, 0]);
        assert_eq!(nodes(0), [0]);
        assert_eq!(nodes(4), [4]);
    }
}
