//! What was found of a network as rows.

use crate::page::data::csv_rows;
use froth_core::network::Found;
use froth_core::number::data;

/// A row a node.
pub fn networked_csv(of: &Found) -> String {
    let header = [
        "id",
        "title",
        "group",
        "equity",
        "loss",
        "loss_share",
        "loss_low",
        "loss_median",
        "loss_high",
        "written_off",
        "claims",
        "stakes",
        "purchases",
        "lost_sales",
        "failed_in_round",
        "payment",
        "loss_to_others",
        "failures",
        "loss_from_others",
        "target_share",
        "target_by_failure",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for node in &of.nodes {
        let ranked = of.ranking.iter().flatten().find(|ranked| ranked.id == node.id);
        let by = of.target.iter().flat_map(|target| &target.by).find(|by| by.id == node.id);
        rows.push(vec![
            node.id.clone(),
            node.title.clone(),
            node.group.clone().unwrap_or_default(),
            data(node.equity),
            data(node.loss),
            data(node.loss_share),
            data(node.loss_low),
            data(node.loss_median),
            data(node.loss_high),
            data(Some(node.written_off)),
            data(node.by_channel.claims),
            data(node.by_channel.stakes),
            data(node.by_channel.purchases),
            data(Some(node.lost_sales)),
            node.failed_in_round.map(|round| round.to_string()).unwrap_or_default(),
            data(node.payment),
            data(ranked.map(|ranked| ranked.loss_to_others)),
            ranked.map(|ranked| ranked.failures.to_string()).unwrap_or_default(),
            data(ranked.and_then(|ranked| ranked.loss_from_others)),
            data(by.and_then(|by| by.share)),
            by.map(|by| by.by_failure.to_string()).unwrap_or_default(),
        ]);
    }
    csv_rows(rows)
}
