//! Nodes that reach each other, and the order in which groups of them can be solved.

use crate::sparse::Rows;

/// The strongly connected components of a matrix: those that others need come before these (Tarjan 1972, without recursion).
/// Nodes in a component rise.
pub(crate) fn components(rows: &Rows) -> Vec<Vec<u32>> {
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
}
