//! Sentences on how sure scores are.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    scenario: "Scenario", "情境";
    sure_title(scenarios): "How sure: {scenarios}", "不確定性分析：{scenarios}";
    nine_of_ten(scenario, low, high, median): "{scenario} scores {low} to {high} in nine draws of ten, {median} in the middle one.", "九成區間：{scenario}{low}至{high}分（中位數{median}分）。";
    never_scored(scenario): "{scenario} has no score in any draw.", "{scenario}在所有抽樣中都沒有分數。";
    sometimes_scored(scenario, draws): "{scenario} has a score in {draws} only; what is said of it is of these.", "{scenario}只在{draws}中有分數；以下只就這些抽樣而言。";
    share_both(first, second, all_data, like_for_like): "{first} scores above {second} in {all_data} on all data, and in {like_for_like} on the figures that all have.",
        "以全部資料計，{all_data}是{first}高於{second}；以相同基準計為{like_for_like}。";
    share_same(first, second, draws): "{first} scores above {second} in {draws}, on all data and on the figures that all have.",
        "無論以全部資料或相同基準計，{draws}是{first}高於{second}。";
    share_all(first, second, draws): "{first} scores above {second} in {draws}.", "{draws}是{first}高於{second}。";
    share_like(first, second, draws): "On the figures that all have, {first} scores above {second} in {draws}.", "以相同基準計，{draws}是{first}高於{second}。";
    no_probability: "A share of draws is a share of the errors and choices that the model declares, not a probability of anything in the world.",
        "抽樣占比只反映模型列出的誤差與方法選擇，不是任何事件的發生機率。";
    ways_agree(agree, all): "{agree} of {all} ways to build the index put them in the same order like for like;", "{all}種編製方法中，{agree}種以相同基準計的排序相同；";
    ways_agree_band(agree, all): "{agree} of {all} ways to build the index give the same band;", "{all}種編製方法中，{agree}種等級相同；";
    ways_extremes(lowest, lowest_gap, highest, highest_gap): " the two that disagree most: {lowest} ({lowest_gap}) and {highest} ({highest_gap}).", "差異最大的兩種：{lowest}（{lowest_gap}）與{highest}（{highest_gap}）。";
    way_higher(scenario, points): "{scenario} {points} higher", "{scenario}高{points}分";
    way_level: "no gap", "不分高下";
    ways_extremes_score(lowest, lowest_score, highest, highest_score): " the two that disagree most: {lowest} ({lowest_score}) and {highest} ({highest_score}).", "差異最大的兩種：{lowest}（{lowest_score}分）與{highest}（{highest_score}分）。";
    what_was_drawn(draws, seed, count, sources): "Draws: {draws}; seed {seed}; uncertain numbers and choices: {count} ({sources})", "抽樣{draws}次；亂數種子{seed}；不確定的數字與選擇{count}個（{sources}）";
    switched_off(sources): "; switched off: {sources}", "；已關閉：{sources}";
    nothing_drawn: "none", "無";
    source_values: "figures", "數據";
    source_weights: "weights", "權重";
    source_ends: "rule ends", "0分與100分基準";
    source_rules: "kinds of rules", "評分函數";
    source_aggregation: "aggregation", "加總方法";
    source_normalisation: "kinds of rules over rows", "標準化方法";
    source_outliers: "treatment of outliers", "離群值處理";
    source_imputation: "imputation", "缺值補值";
    intervals: "Scores over the draws", "抽樣下的分數";
    intervals_like: "Scores over the draws, like for like", "抽樣下的分數（相同基準）";
    shares_by_band: "Shares of draws by band", "各等級的抽樣占比";
    pairs: "Pairs", "兩兩比較";
    apart: "What figures and method do apart: 5 % to 95 % of draws", "數據與方法各自的影響：九成區間";
    methods: "Method table: every way to build the index, like for like where there are several scenarios",
        "編製方法一覽（多個情境時以相同基準計）";
    calibration: "Ranges by confidence, held against what sources disagree about (most figures have no rival source)", "依可信度設定的範圍，對照來源之間的分歧（多數數據只有單一來源）";
    dimensions_like_draws: "Dimensions, like for like", "各維度（相同基準）";
    mean: "Mean", "平均";
    median: "Median", "中位數";
    standard_error: "Std. error", "標準誤";
    reading: "Reading", "比較基準";
    first_higher: "First higher", "前者較高占比";
    gap_median: "Gap, median", "分差中位數";
    gap_range: "5 % to 95 %", "九成區間";
    all_data_short: "all data", "全部資料";
    figures_alone: "Figures alone", "只變動數據";
    method_alone: "Method alone", "只變動方法";
    both_together: "Together", "合計";
    way: "Way", "編製方法";
    agrees: "Agrees", "一致";
    no: "NO", "否";
    rules_as_given: "rules as given", "原評分規則";
    rules_linear: "linear rules", "線性規則";
    rules_logistic: "logistic rules", "羅吉斯規則";
    weights_as_given: "weights as given", "原權重";
    weights_equal: "equal weights", "等權重";
    aggregation_as_given: "aggregation as given", "原加總方法";
    across_dimensions(aggregation): "{aggregation} across dimensions", "跨維度{aggregation}";
    everywhere(aggregation): "{aggregation} everywhere", "各層{aggregation}";
    on_average: "on average (arithmetic)", "算術平均";
    all_at_once: "all at once (geometric)", "幾何平均（須同時偏高）";
    calmest_pulls(exponent): "the calmest pulls it down (power {exponent})", "{exponent}次冪平均（偏重低分）";
    worst_weighs_more(exponent): "the worst weighs more (power {exponent})", "{exponent}次冪平均（偏重高分）";
    any_one: "any one (max)", "取最大值";
    calmest_weighs_more: "the calmest weighs more (harmonic)", "調和平均（偏重低分）";
    middle_one: "the middle one (median)", "取中位數";
    only_all: "only if all are (min)", "取最小值";
    grade_held(grade, half, inside, pairs): "{grade} (± {half}) {inside} of {pairs}", "{grade}（±{half}）{pairs}個中有{inside}個";
    calibrated(quantities, grades): "These are ranges of single figures, held against the other sources' figures for {quantities} quantities that were chosen because sources disagree. Inside lie, by grade: {grades}. That is neither the share of all figures that the ranges hold, nor a test of the scores' intervals: no true score is known to hold those against.",
        "以上是單一數據的範圍，對照{quantities}項因來源說法不一而選出的數據。各可信度落在範圍內者：{grades}。這不是所有數據落在範圍內的比率，也不是對分數區間的檢驗：沒有已知的真實分數可供核對。";
    confidence_grade: "Confidence", "可信度";
    half_width: "Range, ±", "範圍，±";
    quantities: "Quantities disputed", "說法不一的數據";
    pairs_inside: "Pairs inside", "落在範圍內";
    holds_all: "Would hold all, ±", "涵蓋全部所需，±";
}
