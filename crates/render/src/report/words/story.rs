//! The words of the report's first screens and of what it tells before its tables.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    against(later, earlier): "{later}, held against {earlier}", "{later}，對照{earlier}";
    side_by_side(scenarios): "Side by side: {scenarios}", "並列：{scenarios}";
    along(first, last): "One era on its way: {first} to {last}", "同一時期的歷程：{first}至{last}";
    source_line(sources, more, model): "Sources: {sources} and {more} more, listed at the end. Model: {model}.", "資料來源：{sources}等，另有{more}種，編號見文末。模型：{model}。";
    source_line_all(sources, model): "Sources: {sources}, listed at the end. Model: {model}.", "資料來源：{sources}，編號見文末。模型：{model}。";
    source_line_none(model): "Model: {model}.", "模型：{model}。";
    got_here: "How it got here", "如何走到這裡";
    dashed: "Dashed: data that came or went moved the score more than the figures did.", "虛線：資料增減對分數的影響大於數據本身。";
    went_by(scenario, points, from, to, coverage, figures): "{scenario}: {points} points from {from} to {to}, {figures} of it by figures and {coverage} by data that came or went, which is no news about the market.",
        "{scenario}：{from}至{to}變動{points}分，其中數據{figures}分，資料增減{coverage}分（與市場變化無關）。";
    would_change: "What would change it", "什麼會改變結果";
    what_if: "What if", "假設情境";
    before: "Before", "之前";
    after: "After", "之後";
    by: "Change", "變動";
    what_ifs_on(scenario): "Put on {scenario}; what-ifs, not forecasts. Where a figure is missing, the last known one stands on both sides.",
        "套用於{scenario}；為假設而非預測。缺漏的數據前後皆以最後已知值代替。";
    after_readings: "After readings like this", "類似讀數之後";
    do_not_know: "What we do not know", "我們不知道的";
    missing_weight(scenario, share, indicators): "{scenario}: {share} of the weight has no figure ({indicators}).", "{scenario}：{share}的權重沒有數據（{indicators}）。";
    missing_none(scenario): "{scenario}: every figure is there.", "{scenario}：數據齊全。";
    other_eras: "Other eras on the same scale", "同一量尺上的其他時期";
    covered: "Coverage", "資料涵蓋率";
    asked: "What a committee asks", "委員會的提問";
    more_charts: "More charts", "其他圖表";
    other_moves: "What changed elsewhere", "其他變動";
    alert_conditions: "Conditions of the alerts", "警示條件";
    day: "As of", "截至";
    score: "Score", "分數";
    gap: "Gap", "差距";
    level: "Band", "等級";
    interval_low: "Nine draws in ten, from", "九成區間下限";
    interval_median: "Median of the draws", "抽樣中位數";
    interval_high: "Nine draws in ten, to", "九成區間上限";
    bounds_low: "Whatever is missing, from", "可能下限";
    bounds_high: "Whatever is missing, to", "可能上限";
    on_shared(count) by count: "On the {count} indicator that all have",
        "On the {count} indicators that all have", "以{count}項共同指標計";
    dimensions: "Dimensions", "維度";
    colon: ": ", "：";
    full_stop: ".", "。";
}
