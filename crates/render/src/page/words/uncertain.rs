//! Sentences on how sure scores are.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    scenario: "Scenario", "情境";
    sure_title(scenarios): "How sure: {scenarios}", "有多確定：{scenarios}";
    nine_of_ten(scenario, low, high, median): "{scenario} scores {low} to {high} in nine draws of ten, {median} in the middle one.", "{scenario} 在十次抽樣中有九次得 {low} 至 {high} 分，中位數 {median}。";
    never_scored(scenario): "{scenario} has no score in any draw.", "{scenario} 在任何抽樣中皆無分數。";
    sometimes_scored(scenario, draws): "{scenario} has a score in {draws} only; what is said of it is of these.", "{scenario} 僅在 {draws} 有分數；以下所述僅就這些抽樣而言。";
    share_both(first, second, all_data, like_for_like): "{first} scores above {second} in {all_data} on all data, and in {like_for_like} on the figures that all have.",
        "以全部資料計，{first} 在 {all_data} 高於 {second}；以各方皆有的數據計，則為 {like_for_like}。";
    share_all(first, second, draws): "{first} scores above {second} in {draws}.", "{first} 高於 {second} 的抽樣占 {draws}。";
    share_like(first, second, draws): "On the figures that all have, {first} scores above {second} in {draws}.", "以各方皆有的數據計，{first} 高於 {second} 的抽樣占 {draws}。";
    no_probability: "A share of draws is a share of the errors and choices that the model declares, not a probability of anything in the world.",
        "抽樣占比為模型所聲明之誤差與選擇的占比，並非任何實際事件的機率。";
    ways_agree(agree, all): "{agree} of {all} ways to build the index put them in the same order like for like;", "{all} 種建構方式中有 {agree} 種在同口徑下次序相同；";
    ways_agree_band(agree, all): "{agree} of {all} ways to build the index give the same band;", "{all} 種建構方式中有 {agree} 種得到相同區間；";
    ways_extremes(lowest, lowest_gap, highest, highest_gap): " the two that disagree most: {lowest} (first less second {lowest_gap}) and {highest} ({highest_gap}).", "差異最大的兩種：{lowest}（前者減後者 {lowest_gap}）與 {highest}（{highest_gap}）。";
    ways_extremes_score(lowest, lowest_score, highest, highest_score): " the two that disagree most: {lowest} ({lowest_score}) and {highest} ({highest_score}).", "差異最大的兩種：{lowest}（{lowest_score}）與 {highest}（{highest_score}）。";
    what_was_drawn(draws, seed, count, sources): "Draws: {draws}; seed {seed}; uncertain numbers and choices: {count} ({sources})", "抽樣 {draws} 次；種子 {seed}；不確定的數字與選擇 {count} 個（{sources}）";
    switched_off(sources): "; switched off: {sources}", "；已關閉：{sources}";
    nothing_drawn: "none", "無";
    source_values: "figures", "數據";
    source_weights: "weights", "權重";
    source_ends: "rule ends", "規則端點";
    source_rules: "kinds of rules", "規則類型";
    source_aggregation: "aggregation", "彙總方式";
    intervals: "Scores over the draws", "抽樣下的分數";
    intervals_like: "Scores over the draws, like for like", "抽樣下的分數（同口徑）";
    shares_by_band: "Shares of draws by band", "各區間的抽樣占比";
    pairs: "Pairs", "兩兩比較";
    apart: "What figures and method do apart: 5 % to 95 % of draws", "數據與方法各自的影響：抽樣的 5 % 至 95 %";
    methods: "Method table: every way to build the index, like for like where there are several scenarios",
        "方法表：各種建構方式（多個情境時為同口徑）";
    calibration: "Ranges by confidence, held against what sources disagree about (most figures have no rival source)", "依可信度設定的範圍，對照來源間的分歧（多數數據沒有其他來源）";
    dimensions_like_draws: "Dimensions, like for like", "各維度（同口徑）";
    mean: "Mean", "平均";
    median: "Median", "中位數";
    standard_error: "Std. error", "標準誤";
    reading: "Reading", "口徑";
    first_higher: "First higher", "前者較高";
    gap_median: "Gap, median", "分差中位數";
    gap_range: "5 % to 95 %", "5 % 至 95 %";
    all_data_short: "all data", "全部資料";
    figures_alone: "Figures alone", "僅數據";
    method_alone: "Method alone", "僅方法";
    both_together: "Together", "合計";
    way: "Way", "方式";
    agrees: "Agrees", "一致";
    no: "NO", "否";
    rules_as_given: "rules as given", "規則依模型";
    rules_linear: "linear rules", "線性規則";
    rules_logistic: "logistic rules", "邏輯斯規則";
    weights_as_given: "weights as given", "權重依模型";
    weights_equal: "equal weights", "等權";
    aggregation_as_given: "aggregation as given", "彙總依模型";
    across_dimensions(aggregation): "{aggregation} across dimensions", "維度之間{aggregation}";
    everywhere(aggregation): "{aggregation} everywhere", "處處{aggregation}";
    on_average: "on average (arithmetic)", "取平均（算術）";
    all_at_once: "all at once (geometric)", "需同時偏高（幾何）";
    worst_weighs_more(exponent): "the worst weighs more (power {exponent})", "最糟者較重（{exponent} 次冪）";
    any_one: "any one (max)", "任一即可（最大）";
    calmest_weighs_more: "the calmest weighs more (harmonic)", "最平靜者較重（調和）";
    middle_one: "the middle one (median)", "取中間（中位數）";
    only_all: "only if all are (min)", "全部偏高才算（最小）";
    confidence_grade: "Confidence", "可信度";
    half_width: "Range, ±", "範圍，±";
    quantities: "Quantities disputed", "有分歧的數量";
    pairs_inside: "Pairs inside", "落在範圍內";
    holds_all: "Would hold all, ±", "涵蓋全部所需，±";
}
