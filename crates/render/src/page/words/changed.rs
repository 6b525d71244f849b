//! Sentences on what changed.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    changes_title(old, new): "What changed: {old} to {new}", "變動：{old}至{new}";
    went(old, old_date, old_score, new, new_date, new_score, change): "{new} ({new_date}) scores {new_score}; {old} ({old_date}) scored {old_score}: {change}.",
        "{new}（{new_date}）{new_score}分，{old}（{old_date}）{old_score}分：{change}分。";
    no_move(names): "There is no move to take apart: {names} without a score.", "無從拆解變動：{names}沒有分數。";
    figures_moved(change, count) by count: "Figures that both have: {change}, on {count} indicator.",
        "Figures that both have: {change}, on {count} indicators.", "共同數據：{change}分（{count}項指標）。";
    figures_most(change, count, largest) by count: "Figures that both have: {change}, on {count} indicator; the largest part: {largest}.",
        "Figures that both have: {change}, on {count} indicators; the largest part: {largest}.",
        "共同數據：{change}分（{count}項指標），最大一項：{largest}。";
    coverage_moved(change, lost, gained): "Data that came or went: {change}, which is no news about the market ({lost} gone, {gained} new).",
        "數據增減：{change}分，與市場變化無關（減少{lost}項，新增{gained}項）。";
    no_coverage_moved: "No data came or went.", "數據項目沒有增減。";
    revisions_moved(change, count): "Figures revised since, {count} of them: {change}.", "事後修正的數據{count}項：{change}分。";
    model_moved(change, old, new): "Another model ({old}, now {new}): {change}.", "模型不同（原為{old}，現為{new}）：{change}分。";
    parts_of_move: "What the move is made of", "變動的構成";
    part: "Part", "部分";
    part_points: "Points", "貢獻";
    part_model: "Model: rules and weights", "模型：規則與權重";
    part_revisions: "Revised figures", "修正的數據";
    part_lost: "Data that went", "減少的數據";
    part_figures: "Figures that both have", "共同數據";
    part_gained: "Data that came", "新增的數據";
    whole_move: "Move of the score", "分數變動";
    earlier: "Earlier", "先前";
    later: "Later", "其後";
    held_back(dimension): "{dimension}: too little data for a score", "{dimension}：數據不足，沒有分數";
}
