//! The fixed words of pages.

use crate::language::words;

words! {
    all_data: "On all data", "以全部資料計";
    common_one: "On the one indicator", "以雙方皆有的一個指標";
    common: "On the {} indicators", "以 {} 個共同指標";
    both_have: "{} that both have ({} of the model's weight)", "{}（雙方皆有，占模型權重 {}）";
    all_have: "{} that all have ({} of the model's weight)", "{}（各方皆有，占模型權重 {}）";
    nothing_common: "They have no indicator in common: nothing can be compared like for like.",
        "它們沒有共同的指標，無法同口徑比較。";
    orders_differ: "Like for like the order is another than on all data, and like for like is the fair one. {}",
        "同口徑比較的次序與全部資料不同，應以同口徑為準。{}";
    none_scores: "{} none of them has a score.", "{}，各情境皆無分數。";
    one_scores: "{} only {} has a score: {}{}.", "{}，僅 {} 有分數：{} 分{}。";
    both_score: "{} {} and {} both score {}{}.", "{}，{} 與 {} 同為 {} 分{}。";
    two_score: "{} {} scores {} and {} scores {}: {} points higher{}.", "{}，{} 得 {} 分，{} 得 {} 分，高出 {} 分{}。";
    many_score: "{}, from high to low: {}{}.", "{}，由高至低：{}{}。";
    without_score: " ({} without a score)", "（{} 無分數）";
    comma: ", ", "、";
    on_of: "{} on {} of {}", "{} 為 {}/{}";
    incomparable: "On all data they rest on different numbers of dimensions ({}) and are not comparable.",
        "以全部資料計，它們依據的維度數不同（{}），不可直接比較。";
    drivers: "What makes the difference ({} less {}, in points):{} by indicator most of all {}.{}",
        "差距的來源（{} 減 {}，單位：分）：{}指標中以 {} 為最。{}";
    by_dimension: " by dimension {};", "各維度 {}；";
    coverage_part: " Of the difference on all data, {} points are coverage, not data: figures that only one of them has.",
        "全部資料的分差中，{} 分來自涵蓋率而非數據：僅一方有的數字。";
    by_construction: "{} of the weight of {} lies on indicators whose worst end on record its own era set: a score near 100 there is so by construction.",
        "{1} 有 {0} 的權重落在由其所屬時期自身訂下史上最糟端點的指標上：這些指標接近 100 分乃定義使然。";
    alone: "{} scores {} of 100, in the band “{}”: the distance travelled from a typical calm year (0) towards the worst on record (100).",
        "{} 得 {} 分（滿分 100），屬「{}」區間：即自一般平靜年份（0）朝史上最糟（100）走過的距離。";
    alone_none: "{} has no score: {}.", "{} 無分數：{}。";
    alone_open: "Whatever the missing figures are ({} of the weight), the score lies between {} and {}.",
        "無論缺漏的數據（占權重 {}）為何，分數介於 {} 與 {} 之間。";
    alone_drivers: "Most points come from {}.", "得分最多來自 {}。";
    model: "Model: {}, version {}", "模型：{}，版本 {}";
    against: "{} against {}", "{} 對照 {}";
    headlines: "Headlines", "總覽";
    dimensions_all: "Dimensions, all data", "各維度（全部資料）";
    dimensions_like: "Dimensions, like for like", "各維度（同口徑）";
    numbers: "Number by number", "逐項數字";
    differences: "Differences", "差距";
    alerts_firing: "Alerts that fire", "觸發的警示";
    sources: "Sources", "資料來源";
    as_of: "As of", "截至";
    score: "Score", "分數";
    band: "Band", "區間";
    like_for_like: "Like for like", "同口徑";
    bounds: "Bounds", "上下界";
    to: "{} to {}", "{} 至 {}";
    coverage: "Coverage", "涵蓋率";
    dimensions_scored: "Dimensions scored", "有分數的維度";
    of: "{} of {}", "{}/{}";
    without_private: "Without private markets", "不含私有市場";
    without_low: "Without low confidence", "不含低可信度";
    dimension: "Dimension", "維度";
    beside: "{} (beside)", "{}（另列）";
    indicator: "Indicator", "指標";
    difference: "Difference", "差距";
    pair: "Pair", "比較對象";
    less: "{} less {}", "{} 減 {}";
    largest: "Largest indicators", "影響最大的指標";
    since: " since {}", "（自 {} 起）";
    titled: "{} ({}), as of {}", "{}（{}），截至 {}";
    dimensions: "Dimensions", "維度";
    beside_score: "Beside the score", "分數之外";
    indicators: "Indicators", "指標";
    watched: "Shown, not scored", "僅列示、不計分";
    missing: "Missing", "缺漏";
    alerts: "Alerts", "警示";
    notes: "Notes", "附註";
    scale: "  (0: a typical calm year, 100: the worst on record)", "  （0：一般平靜年份，100：史上最糟）";
    nothing_missing: "nothing is missing", "無缺漏";
    whatever: "between {} and {} whatever the missing figures are", "無論缺漏為何，介於 {} 與 {} 之間";
    score_line: " of 100, {}; {}", "（滿分 100），{}；{}";
    no_score: "No score: ", "無分數：";
    scored_line: "; {} of {} dimensions scored, coverage {}", "；{}/{} 個維度有分數，涵蓋率 {}";
    without_line: "Without private markets {}, without low-confidence figures {}", "不含私有市場 {}，不含低可信度數據 {}";
    no_score_short: "no score", "無分數";
    own_worst: "; {} of the weight is on indicators whose 100 this very era set: near 100 by construction",
        "；{} 的權重落在由本時期訂下 100 分的指標上：接近 100 乃定義使然";
    points: "Points", "得分";
    value: "Value", "數值";
    if_calm: "If calm", "若平靜";
    confidence: "Conf.", "可信度";
    source: "Source", "來源";
    fires: "FIRES", "觸發";
    quiet: "quiet", "未觸發";
    undecided: "undecided", "無法判定";
    colon: ": ", "：";
    no_data: "no data", "無資料";
    what_if: "what-if: {} {} {} (was {})", "假設：{} {} {}（原為 {}）";
    no_value: "no value", "無數值";
    contested: "contested: {}", "有爭議：{}";
    tag_private: "private", "私有";
    tag_contested: "contested", "有爭議";
    tag_what_if: "what-if", "假設";
    high: "high", "高";
    medium: "medium", "中";
    low: "low", "低";
}
