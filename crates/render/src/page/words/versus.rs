//! Two models on one panel.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    versus_title(a, b, file, date): "{a} against {b} on {file}, {date}", "{a}與{b}的比較：{file}，{date}";
    versus_moved(moved, compared, shift): "{moved} of the {compared} entities that both score change rank, by {shift} places on average over all.",
        "兩模型均有分數的{compared}個個體中，{moved}個名次改變，平均變動{shift}名。";
    versus_same(compared): "None of the {compared} entities that both score changes rank.", "兩模型均有分數的{compared}個個體，名次全部相同。";
    versus_climbs(entity, places, from, to): "{entity} climbs most, {places} places ({from} to {to}).", "上升最多的是{entity}，{places}名（第{from}名升至第{to}名）。";
    versus_falls(entity, places, from, to): "{entity} falls most, {places} places ({from} to {to}).", "下降最多的是{entity}，{places}名（第{from}名降至第{to}名）。";
    versus_alike(rho, tau): "Between the two orders Spearman's rho is {rho}, Kendall's tau {tau}.", "兩種排序的Spearman等級相關為{rho}，Kendall tau為{tau}。";
    versus_steps: "What moves scores", "分數變動的來源";
    versus_step: "Step of the method", "方法步驟";
    versus_mean: "Mean move", "平均變動";
    versus_where: "Where the models differ", "兩模型的差異所在";
    versus_entities: "Who moves most", "名次變動最大的個體";
    versus_why: "Why they move", "變動原因";
    versus_entity: "Entity", "個體";
    versus_rank: "Rank", "名次";
    versus_first(what, model): "{what}, {model}", "{what}（{model}）";
    versus_places: "Places", "名次變動";
    versus_gap: "Move", "變動";
    versus_mostly: "Mostly", "主因";
    versus_points: "Points", "分";
    versus_from_to: "Score", "指標分數";
    versus_weights: "Weight", "權重";
    versus_by_indicator: "by indicator", "依指標";
    versus_by_dimension: "by dimension", "依維度";
    versus_by_step: "by step", "依步驟";
    versus_heading(entity, difference): "{entity}: {difference}", "{entity}：{difference}分";
    versus_others(count): "{count} others", "其餘{count}項";
    versus_only(model, list): "{model} alone scores: {list}.", "僅{model}有分數：{list}。";
    versus_note: "Parts by step are found by changing the first model into the second one step at a time, in this order; another order would give other parts. Parts by indicator are its points under the second model less those under the first. Both sum to the move.",
        "依步驟的貢獻，是把前一模型依此順序逐步改為後一模型而得；順序不同，貢獻也不同。依指標的貢獻，是後一模型的分數貢獻減前一模型的。兩者合計均等於變動。";
    step_values: "values and denominators", "數值與分母";
    step_screening: "screening", "資料篩選";
    step_imputation: "imputation", "插補";
    step_transforms: "transforms over time", "時間轉換";
    step_outliers: "outliers", "離群值處理";
    step_rules: "rules", "評分規則";
    step_dropped: "indicators left out", "刪去的指標";
    step_weights: "weights", "權重";
    step_aggregation: "aggregation", "加總方法";
    step_tree: "another tree", "架構不同";
    step_added: "indicators added", "新增的指標";
}
