//! In which round a loss first reaches a node, and whose failure is worth a look.

use super::Found;
use std::collections::BTreeMap;

impl Found {
    /// Node by node, in the order of `nodes`, the round in which a loss first reaches it: 0 for what was shocked or failed at once,
    /// and one more than the node that it comes from for every other; none for who loses nothing.
    pub fn reached(&self) -> Vec<Option<usize>> {
        let place: BTreeMap<&str, usize> =
            self.nodes.iter().enumerate().map(|(n, node)| (node.id.as_str(), n)).collect();
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for edge in self.edges.iter().filter(|edge| edge.lost > 0.0) {
            let (cause, loser) = edge.channel.losing(edge.from.as_str(), edge.to.as_str());
            if let (Some(cause), Some(loser)) = (place.get(cause), place.get(loser)) {
                next[*cause].push(*loser);
            }
        }
        let mut reached: Vec<Option<usize>> =
            self.nodes.iter().map(|node| (node.failed_in_round == Some(0)).then_some(0)).collect();
        for shocked in &self.shock {
            if let Some(node) = place.get(shocked.id.as_str()) {
                reached[*node] = Some(0);
            }
        }
        let mut front: Vec<usize> = (0..reached.len()).filter(|node| reached[*node].is_some()).collect();
        for round in 1.. {
            let mut after = Vec::new();
            for loser in front.iter().flat_map(|node| &next[*node]) {
                if reached[*loser].is_none() {
                    reached[*loser] = Some(round);
                    after.push(*loser);
                }
            }
            if after.is_empty() {
                break;
            }
            front = after;
        }
        reached
    }
    /// The node whose failure costs others most: by the ranking, where there is one and it tells; else the one that others stand to lose
    /// most on. None where nobody stands to lose anything.
    pub fn costliest(&self) -> Option<&str> {
        let ranked = self.ranking.iter().flatten().next().filter(|first| first.loss_to_others > 0.0);
        if let Some(first) = ranked {
            return Some(&first.id);
        }
        let mut owed: BTreeMap<&str, f64> = BTreeMap::new();
        for edge in self.edges.iter().filter(|edge| edge.counted) {
            let (cause, _) = edge.channel.losing(edge.from.as_str(), edge.to.as_str());
            *owed.entry(cause).or_default() += edge.amount.unwrap_or(0.0);
        }
        // Of two alike the first.
        let most = owed
            .into_iter()
            .filter(|(_, sum)| *sum > 0.0)
            .fold(None, |most: Option<(&str, f64)>, next| most.filter(|most| most.1 >= next.1).or(Some(next)));
        most.map(|(id, _)| id)
    }
}
