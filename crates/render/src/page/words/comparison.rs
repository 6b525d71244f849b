//! Sentences on comparisons.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    against(first, others): "{first} against {others}", "{first}對照{others}";
    headlines: "Headlines", "總覽";
    dimensions_like: "Dimensions, like for like", "各維度（相同基準）";
    numbers: "Number by number", "逐項比較";
    differences: "Differences", "分差";
    alerts_firing: "Alerts that fire", "觸發的警示";
    bounds: "Bounds", "可能上下限";
    dimensions_scored: "Dimensions scored", "有分數的維度";
    without_private: "Without private markets", "不計未上市公司";
    without_low: "Without low confidence", "不計低可信度數據";
    beside(dimension): "{dimension} (beside)", "{dimension}（另列）";
    difference: "Difference", "分差";
    largest: "Largest indicators", "影響最大的指標";
    gap: "Gap", "差距";
    one_interval: "Nine draws in ten", "九成區間";
    overturn: "What would overturn the order", "何者會改變排序";
    on_shared(count) by count: "On the {count} indicator that all have",
        "On the {count} indicators that all have", "以{count}項共同指標計";
    in_full: "Every indicator, both readings, reverse stress and all sources: compare --full", "各項指標、兩種比較基準、反向壓力測試與全部來源：compare --full";
    aside(text, more): " ({text}{more})", "（{text}{more}）";
    nine_draws: "5 % to 95 % of draws", "九成區間";
}
