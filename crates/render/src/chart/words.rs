//! The fixed words of charts.

use crate::locale::words;

words! {
    highest: "{} scores {}, {}", "{} 得 {} 分，{}";
    comma: ", ", "、";
    no_score: "None of the scenarios has a score",
        "各情境皆無分數";
    one_score: "{} scores {} of 100",
        "{} 得 {} 分（滿分 100）";
    radar: "Scores of the dimensions: 0 a typical calm year (centre), 100 the worst on record (rim)",
        "各維度分數：0 為一般平靜年份（中心），100 為史上最糟（外緣）";
    heatmap: "Score of each indicator, 0 to 100; grey: no data",
        "各指標分數，0 至 100；灰色：無資料";
    heatmap_title: "Of {} indicators with data, {} score 75 or more in {}",
        "{} 個有資料的指標中，{} 個在 {} 達 75 分";
    dumbbell: "Score of each indicator, 0 to 100, with its raw value, in the unit named, on the right",
        "各指標分數，0 至 100；右側為原始數值，單位見名稱";
    dumbbell_title: "{} of {} indicators that both have score higher in {} than in {}",
        "雙方皆有的 {1} 個指標中，{0} 個在 {2} 高於 {3}";
    contributions: "Points of the score, by dimension; the bar ends at the score",
        "各維度對分數的貢獻；長條終點即為分數";
    contributions_title: "{} adds most to the score of {}: {} of {} points",
        "{} 對 {} 的分數貢獻最多：{}（{} 分中）";
    difference: "From {} to {}: points of the score by indicator, on the figures that both have",
        "從 {} 到 {}：雙方皆有數據的指標對分差的貢獻";
    difference_title: "{0} less {2}: {1} points; largest step: {3}, {4}",
        "{0} 與 {2} 相差 {1} 分，最大來源為{3}({4})";
    nothing_common: "{} and {} have no figures in common",
        "{} 與 {} 沒有共同的數據";
    other_indicators: "{} other indicators",
        "其餘 {} 個指標";
    coverage_step: "coverage: figures that only one has",
        "涵蓋率：僅一方有的數據";
    path: "Scores by years since each era's first day; gaps where too little was known",
        "自各時期首日起的年數與分數；資料不足處留白";
    path_title: "{} years after its spark, {} scores {}",
        "起點後 {} 年，{} 得 {} 分";
    years: "years since the spark",
        "起點後年數";
    riskmap: "{} (across) against {} (up), 0 to 100; lines follow each scenario's path",
        "{}（橫軸）與 {}（縱軸），0 至 100；線為各情境路徑";
    riskmap_title: "{}: {} {}, {} {}",
        "{}:{} {},{} {}";
    not_placed: "; without a place, for lack of a score: {}",
        "；因無分數而未列：{}";
    without: "Without {}",
        "不含{}";
    coverage: "Share of the model's weight by the confidence of the figures",
        "依數據可信度劃分的模型權重";
    coverage_title: "{} rests on high-confidence figures for {} of its weight",
        "{} 有 {} 的權重依據高可信度數據";
    high: "high",
        "高";
    medium: "medium",
        "中";
    low: "low or none",
        "低或無";
    missing: "missing",
        "缺";
    sources: " · Sources: {}",
        " · 資料來源：{}";
    more_sources: "; and {} more",
        "；另有 {} 項";
    model: "Model",
        "模型";
    score: "Score",
        "分數";
    distribution: "Score, 0 to 100, in {} draws of all that is uncertain (seed {}); bars: 5, 25, 75, 95 % of draws, dot: median",
        "不確定因素 {} 次抽樣下的分數，0 至 100（種子 {}）；橫條：抽樣的 5、25、75、95 %，圓點：中位數";
    distribution_title: "In nine draws of ten {}",
        "十次抽樣中有九次，{}";
    scores_between: "{} scores {} to {}",
        "{} 得 {} 至 {} 分";
    no_score_short: "no score",
        "無分數";
    median_and_range: "{} [{} to {}]",
        "{} [{} 至 {}]";
    gap: "First score less the other, in points, {}, in {} draws of all that is uncertain (seed {}); right of the line the first is higher",
        "前者分數減另一者（分），{}，不確定因素 {} 次抽樣（種子 {}）；線右方為前者較高";
    gap_title: "{} scores above {} in {}",
        "{} 高於 {}：{}";
    no_gap: "There is no gap to show: they have no score in common",
        "沒有可顯示的分差：缺少共同的分數";
    less: "{} less {}",
        "{} 減 {}";
    like_for_like: "like for like",
        "同口徑";
    all_data: "on all data",
        "全部資料";
    not_done: "This analysis was not done",
        "未進行此分析";
    tornado: "Share of the variance that each source explains, {}; standard deviation {} points; lines: 95 % intervals of ST, {} Sobol points",
        "各來源解釋的變異數比重，{}；標準差 {} 分；線段：ST 的 95 % 區間，{} 個 Sobol 點";
    tornado_title: "Largest source of the uncertainty of {2}: {0}, {1}",
        "{2} 不確定性的最大來源：{0}，{1}";
    tornado_none: "Nothing stands out in the uncertainty of {}",
        "{} 的不確定性沒有突出的來源";
    first_order: "alone (S1)",
        "單獨（S1）";
    total: "with all it does together with others (ST)",
        "含與其他來源的交互作用（ST）";
    ribbon_title: "{}: {}; the highest score was that of {}, {}",
        "{}：{} 分；最高為 {} 的 {} 分";
    ribbon: "Score and dimensions, 0 (light) to 100 (dark), grey without data; line: score chained on common indicators; thin lines: indicators begin or end",
        "分數與各維度，0（淺）至 100（深），灰色為無資料；折線：以共同指標鏈接的分數；細線：指標開始或結束";
    ribbon_entities_title: "{}: {} has the highest score, {}",
        "{}：{} 分數最高，{} 分";
    ribbon_entities: "Score of each entity, 0 (light) to 100 (dark), grey without data; the highest last score first",
        "各實體的分數，0（淺）至 100（深），灰色為無資料；末期分數高者在上";
    ribbon_episodes: "; shaded: the booms that the model names",
        "；色塊：模型所列的熱潮";
    chained: "chained",
        "鏈接";
    covered: "coverage",
        "涵蓋率";
    exuberance: "Above: the series. Below: BSADF and its 95 % critical values ({}). Shaded: episodes of {} rows or more with BSADF above them; grey: collapses",
        "上：序列。下：BSADF 與其 95 % 臨界值（{}）。陰影：BSADF 高於臨界值達\u{a0}{}\u{a0}列以上的期間；灰色：暴跌";
    exuberance_plain: "Above: the series. Below: BSADF, without critical values", "上：序列。下：BSADF，未求臨界值";
    exuberance_first: "; the first {} of {} series", "；僅繪前 {} 個（共 {} 個序列）";
    explosive: "{} was explosive from {} to {} (GSADF\u{a0}{}{})", "{} 於 {} 至 {} 呈爆炸性成長（GSADF\u{a0}{}{}）";
    explosive_still: "{} has been explosive since {}, up to {} (GSADF\u{a0}{}{})", "{} 自 {} 起呈爆炸性成長，至 {} 仍未結束（GSADF\u{a0}{}{}）";
    not_explosive: "{}: no explosive growth (GSADF\u{a0}{}{})", "{}：未見爆炸性成長（GSADF\u{a0}{}{}）";
    not_for_long: "{} was explosive, but at no time for long (GSADF\u{a0}{}{})", "{} 曾呈爆炸性成長，但均未持續（GSADF\u{a0}{}{}）";
    gsadf_only: "{}: GSADF\u{a0}{}", "{}：GSADF\u{a0}{}";
    some_explosive: "{} of {} series were explosive for some time", "{1} 個序列中有 {0} 個曾呈爆炸性成長";
    some_plain: "BSADF of {} series", "{} 個序列的 BSADF";
    p_of: ", p\u{a0}{}", "，p\u{a0}{}";
    critical_95: "95 % critical value", "95 % 臨界值";
    simulated: "{} simulated walks, seed {}", "{} 條模擬隨機漫步，種子 {}";
    bootstrapped: "{} wild bootstrap samples, seed {}", "{} 個 wild bootstrap 樣本，種子 {}";
    bootstrapped_in_place: "{} wild bootstrap samples with residuals in place, seed {}", "{} 個殘差保留原位的 wild bootstrap 樣本，種子 {}";
    logarithm: "{}, logarithm", "{}（對數）";
    test_of: "froth · {} · GSADF test, {}, shortest window {} regression rows", "froth · {} · GSADF 檢定，{}，最短視窗 {} 個迴歸列";
    lag_fixed: "lag {}", "落後 {} 期";
    lag_bic: "lags by BIC up to {}", "以 BIC 選取落後期數，至多 {} 期";
    roc: "Share of periods that should warn ({}..{} before an episode) and of calm ones with a score from each threshold on; grey: a coin. Event: {}",
        "各門檻以上分數占應示警期間（事件前 {}..{} 期）與平靜期間的比率；灰線：擲硬幣。事件：{}";
    roc_better: "AUROC {}{}: over {} episodes the score tells better than chance what comes",
        "AUROC {}{}：就 {} 次事件而言，分數預示優於偶然";
    roc_worse: "AUROC {}{}: over {} episodes the score was lower before than otherwise",
        "AUROC {}{}：就 {} 次事件而言，事前分數反而較低";
    roc_chance: "AUROC {}{}: over {} episodes not to be told from chance", "AUROC {}{}：就 {} 次事件而言，與偶然無從區別";
    roc_too_few: "AUROC {}{}: nothing can be concluded from so few episodes: {}", "AUROC {}{}：事件過少，無法得出結論（{} 次）";
    auroc_interval: " [{} to {}]", " [{} 至 {}]";
    auroc_of: "AUROC {}{}, episodes: {}", "AUROC {}{}，事件 {} 次";
    no_auroc: "There are no two periods to compare", "沒有可相比的期間";
    calm_warned: "calm periods with a warning (false alarms)", "平靜期間示警的比率（誤報）";
    wanted_warned: "periods that should warn and do (hits)", "應示警且示警的比率";
    at_threshold: "warns from {} on", "達 {} 即示警";
    signal: "Score, 0 to 100; shaded: episodes ({}) and the periods that should warn, {}..{} before them",
        "分數，0 至 100；陰影：事件（{}）與其前 {}..{} 期應示警期間";
    signal_within: "Score, 0 to 100; shaded: episodes ({}), in which a warning is wanted",
        "分數，0 至 100；陰影：事件（{}），期間內應示警";
    signal_counted: "Warned of {} of {} episodes; false runs of warnings: {}", "{1} 次事件中示警 {0} 次；誤報 {2} 段";
    signal_too_few: "Nothing can be concluded from so few episodes: {} (AUROC {})", "事件過少，無法得出結論：{} 次（AUROC {}）";
    signal_useless: "No threshold is more useful than always or never warning", "沒有比一律示警或從不示警更有用的門檻";
    episode: "episode", "事件";
    should_warn: "should warn", "應示警";
    right_warning: "right warning", "正確示警";
    false_warning: "false alarm", "誤報";
    other_warning: "warning in an episode, or with its outcome unknown", "事件中或結果未知的示警";
    walked: "best threshold on what was known then", "當時已知資料的最佳門檻";
    warnings: "warnings", "示警";
    backtest_foot: "{} to {}, {} bootstrap samples in blocks of {} dates, seed {}", "{} 至 {}，{} 個拔靴樣本，區塊 {} 期，種子 {}";
}
