//! Sentences on comparisons.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    against(first, others): "{first} against {others}", "{first} 對照 {others}";
    headlines: "Headlines", "總覽";
    dimensions_like: "Dimensions, like for like", "各維度（同口徑）";
    numbers: "Number by number", "逐項數字";
    differences: "Differences", "差距";
    alerts_firing: "Alerts that fire", "觸發的警示";
    bounds: "Bounds", "上下界";
    dimensions_scored: "Dimensions scored", "有分數的維度";
    without_private: "Without private markets", "不含私有市場";
    without_low: "Without low confidence", "不含低可信度";
    beside(dimension): "{dimension} (beside)", "{dimension}（另列）";
    difference: "Difference", "差距";
    largest: "Largest indicators", "影響最大的指標";
    gap: "Gap", "差距";
    one_interval: "Nine draws in ten", "九成區間";
    overturn: "What would overturn the order", "何者會改變排序";
    on_shared(count): "On the {count} indicators that all have", "以{count}項共同指標計";
    in_full: "Every indicator, both readings, reverse stress and all sources: compare --full", "各項指標、兩種比較基準、逆向壓力測試與全部來源：compare --full";
    nine_draws: "5 % to 95 % of draws", "抽樣的 5 % 至 95 %";
}
