//! The fixed words of pages.

use crate::locale::words;

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
    scenario: "Scenario", "情境";
    sure_title: "How sure: {}", "有多確定：{}";
    nine_of_ten: "{} scores {} to {} in nine draws of ten, {} in the middle one.", "{} 在十次抽樣中有九次得 {} 至 {} 分，中位數 {}。";
    never_scored: "{} has no score in any draw.", "{} 在任何抽樣中皆無分數。";
    sometimes_scored: "{} has a score in {} only; what is said of it is of these.", "{} 僅在 {} 有分數；以下所述僅就這些抽樣而言。";
    share_both: "{0} scores above {1} in {2} on all data, and in {3} on the figures that all have.",
        "以全部資料計，{0} 在 {2} 高於 {1}；以各方皆有的數據計，則為 {3}。";
    share_all: "{} scores above {} in {}.", "{} 高於 {} 的抽樣占 {}。";
    share_like: "On the figures that all have, {} scores above {} in {}.", "以各方皆有的數據計，{} 高於 {} 的抽樣占 {}。";
    no_probability: "A share of draws is a share of the errors and choices that the model declares, not a probability of anything in the world.",
        "抽樣占比為模型所聲明之誤差與選擇的占比，並非任何實際事件的機率。";
    ways_agree: "{} of {} ways to build the index put them in the same order like for like;", "{1} 種建構方式中有 {0} 種在同口徑下次序相同；";
    ways_agree_band: "{} of {} ways to build the index give the same band;", "{1} 種建構方式中有 {0} 種得到相同區間；";
    ways_extremes: " the two that disagree most: {} (first less second {}) and {} ({}).", "差異最大的兩種：{}（前者減後者 {}）與 {}（{}）。";
    ways_extremes_score: " the two that disagree most: {} ({}) and {} ({}).", "差異最大的兩種：{}（{}）與 {}（{}）。";
    what_was_drawn: "Draws: {}; seed {}; uncertain numbers and choices: {} ({})", "抽樣 {} 次；種子 {}；不確定的數字與選擇 {} 個（{}）";
    switched_off: "; switched off: {}", "；已關閉：{}";
    nothing_drawn: "none", "無";
    source_values: "figures", "數據";
    source_weights: "weights", "權重";
    source_ends: "rule ends", "規則端點";
    source_rules: "kinds of rules", "規則類型";
    source_aggregation: "aggregation", "彙總方式";
    source_drop: "an indicator left out", "剔除一個指標";
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
    yes: "yes", "是";
    no: "NO", "否";
    rules_as_given: "rules as given", "規則依模型";
    rules_linear: "linear rules", "線性規則";
    rules_logistic: "logistic rules", "邏輯斯規則";
    weights_as_given: "weights as given", "權重依模型";
    weights_equal: "equal weights", "等權";
    aggregation_as_given: "aggregation as given", "彙總依模型";
    across_dimensions: "{} across dimensions", "維度之間{}";
    everywhere: "{} everywhere", "處處{}";
    on_average: "on average (arithmetic)", "取平均（算術）";
    all_at_once: "all at once (geometric)", "需同時偏高（幾何）";
    worst_weighs_more: "the worst weighs more (power {})", "最糟者較重（{} 次冪）";
    any_one: "any one (max)", "任一即可（最大）";
    calmest_weighs_more: "the calmest weighs more (harmonic)", "最平靜者較重（調和）";
    middle_one: "the middle one (median)", "取中間（中位數）";
    only_all: "only if all are (min)", "全部偏高才算（最小）";
    confidence_grade: "Confidence", "可信度";
    half_width: "Range, ±", "範圍，±";
    quantities: "Quantities disputed", "有分歧的數量";
    pairs_inside: "Pairs inside", "落在範圍內";
    holds_all: "Would hold all, ±", "涵蓋全部所需，±";
    below_a_thousandth: "less than 1 in 1,000", "不到千分之一";
    above_a_thousandth: "more than 999 in 1,000", "超過千分之九百九十九";
    gap_from: "What the uncertainty of the gap comes from: {}", "分差的不確定性來自何處：{}";
    score_from: "What the uncertainty of the score comes from: {}", "分數的不確定性來自何處：{}";
    by_source: "By source, largest first", "依來源，由大至小";
    by_branch: "By dimension: its figures, rules and weights together", "依維度：其數據、規則與權重合計";
    nothing_scored: "There is no score to explain.", "沒有可解釋的分數。";
    nothing_uncertain: "Nothing that is uncertain moves it: the draws all give the same number.", "不確定因素均不影響結果：所有抽樣得到相同數字。";
    spread: "The draws{} have a mean of {} and a standard deviation of {} points; most of it comes from {} (shares of the variance, interactions included).",
        "抽樣{}的平均為 {}，標準差 {} 分；主要來自 {}（占變異數比重，含交互作用）。";
    like_for_like_aside: " of the gap, on the figures that both have,", "的分差（以雙方皆有的數據計）";
    sampled: "{} points of a scrambled Sobol sequence, seed {}; intervals of 95 % from 100 paired bootstrap resamples.",
        "擾動 Sobol 序列 {} 點，種子 {}；95 % 區間取自 100 次成對拔靴重抽。";
    undefined_points: "{} points were left out: a score was missing there.", "{} 點因缺分數而剔除。";
    source_of_uncertainty: "Source", "來源";
    interval_95: "95 %", "95 %";
    alone_indistinct: "S1 not distinguishable from zero", "S1 與零無法區分";
    indistinct: "not distinguishable from zero", "與零無法區分";
    other_sources: "{} other sources, each with an ST of at most {}", "其餘 {} 個來源，ST 皆不超過 {}";
    of_value: "the figure {}", "數據：{}";
    of_weights: "weights within {}", "權重：{}";
    of_rule: "the rule of {}", "規則：{}";
    of_aggregation: "the aggregation of {}", "彙總：{}";
    across_all: "across the dimensions", "維度之間";
    stress_title: "Stress: {}", "壓力測試：{}";
    shocks_move: "The shocks take the score from {} to {}: {} points.", "衝擊使分數由 {} 變為 {}：{} 分。";
    shocks_no_score: "There is no score on both sides of the shocks.", "衝擊前後未皆有分數。";
    no_shocks: "{} scores {}, {}.", "{} 得 {} 分，{}。";
    what_shocks_change: "What the shocks change", "衝擊改變了什麼";
    before: "Before", "之前";
    after: "After", "之後";
    change: "Change", "變動";
    points_of_change: "Points", "得分";
    what_it_takes: "What it would take for {} to score {}", "{} 要達到 {} 分需要什麼";
    not_attained: "Rules that jump, words and conditions keep the raw values from it: put in, they give {}.",
        "規則跳躍、文字或條件使原始數值無法恰好達到：代入後得 {} 分。";
    there_already: "{} is at {} already.", "{} 已在 {} 分。";
    unreachable: "{} cannot reach {}: with every indicator at the end of the scale it scores {}.", "{} 無法達到 {}：所有指標皆在量尺盡頭時得 {} 分。";
    distance: "{} scores {}; {} is {} points away. The smallest change of all scores together has a length of {} points (Euclidean).",
        "{} 得 {} 分，距 {} 有 {} 分。所有分數同時變動的最小長度為 {} 分（歐氏距離）。";
    local_best: "The tree is not arithmetic: this is the best found, which may be a local best.", "模型並非全為算術平均：此為所尋得的最佳解，可能僅為局部最佳。";
    smallest_set: "The smallest set of {}: {}.", "最小的 {} 個指標組合：{}。";
    fewest: "The fewest that can are {}: {}.", "至少需要 {} 個指標：{}。";
    fewest_only: "It takes at least {} indicators together.", "至少需要 {} 個指標同時變動。";
    no_set: "No set of {} can.", "任何 {} 個指標的組合都不足。";
    none_alone: "No indicator can alone: {} reaches farthest, {} of the {} points.", "沒有單一指標足夠：{} 影響最大，可達 {} 分（共需 {} 分）。";
    some_alone: "{} of {} indicators could alone.", "{1} 個指標中有 {0} 個可單獨達成。";
    moved: "{} from {} to {} {}", "{} 由 {} 至 {} {}";
    all_together: "All together, each as little as possible", "全部同時，各自變動最小";
    one_alone: "One alone", "單一指標";
    now: "Now", "現值";
    needed: "Needed", "所需";
    unit: "Unit", "單位";
    needed_score: "Needed score", "所需分數";
    at_its_worst: "at its worst it adds", "最糟時增加";
    at_its_calmest: "at its calmest it takes", "最平靜時減少";
    jumps: "beyond a jump of its rule", "越過規則的跳躍處";
    cannot: "cannot: {} {} of the {} points", "無法：{} {} 分（共需 {} 分）";
    weights_heading: "Which weights would turn the order round", "何種權重會改變次序";
    weights_share: "On the {} indicators that both have, {} scores {} and {} scores {}: the first is above the second with {} of all weights that the dimensions could have.",
        "以雙方皆有的 {} 個指標計，{} 得 {} 分，{} 得 {} 分；在維度的所有可能權重中，前者在 {} 高於後者。";
    weights_turn: "The smallest shift that makes them equal has a length of {}: {}.", "使兩者相等的最小權重變動長度為 {}：{}。";
    weight_moves: "{} from {} to {}", "{} 由 {} 至 {}";
    weights_never: "No weights turn the order round.", "沒有任何權重會改變次序。";
    nothing_shared: "{} and {} have no indicators in common: no weights can be compared.", "{} 與 {} 沒有共同的指標，無法比較權重。";
    nine_draws: "5 % to 95 % of draws", "抽樣的 5 % 至 95 %";
    paths_title: "Over time: {}", "時間路徑：{}";
    stands_where: "{} years after its spark {} scores what {} scored after {}, on the {} figures that both have: {} years (with a spark a year earlier or later {} to {}).",
        "起點後 {} 年，{} 的分數相當於 {} 在起點後 {} 年時（以雙方皆有的 {} 個數據計）：相差 {} 年（起點前後移一年則為 {} 至 {}）。";
    stands_below: "{} years after its spark {} scores less than {} did at every point of its path, on the {} or more figures that both have.",
        "起點後 {} 年，{} 的分數低於 {} 路徑上每一點（以雙方皆有的 {} 個以上數據計）。";
    stands_above: "{} years after its spark {} scores more than {} ever did before the end of its path, on the {} or more figures that both have.",
        "起點後 {} 年，{} 的分數高於 {} 路徑終點之前各點（以雙方皆有的 {} 個以上數據計）。";
    one_earlier_path: "Sparks are chosen, and there is one earlier path: nothing follows from where it led.",
        "起點為人為選定，且僅有一條先前路徑：其後續走向不足以推論。";
    date: "Date", "日期";
    years_since: "Years", "年數";
    change_a_year: "Change a year", "每年變動";
    by_coverage: "By coverage", "涵蓋率所致";
    exuberance_title: "Exuberance: {}", "過熱檢定：{}";
    exuberance_found: "{}, {} to {}: explosive growth for some time: GSADF {} is above its 95 % critical value, {}{}.",
        "{}，{} 至 {}：曾呈爆炸性成長：GSADF {} 高於其 95 % 臨界值 {}{}。";
    exuberance_none: "{}, {} to {}: no explosive growth: GSADF {} is not above its 95 % critical value, {}{}.",
        "{}，{} 至 {}：未見爆炸性成長：GSADF {} 未高於其 95 % 臨界值 {}{}。";
    exuberance_plain: "{}, {} to {}: GSADF {}, without critical values.", "{}，{} 至 {}：GSADF {}，未求臨界值。";
    exuberance_p: " (p {})", "（p {}）";
    exuberance_control: " among any {} rows", "（任 {} 列之內）";
    exuberance_chance: "Its episodes below are then no more than what chance gives.", "其下列期間因而不多於偶然所致。";
    longest: "The longest episode runs from {} to {}, {} rows, with its peak in {}.", "最長的一段為 {} 至 {}，共 {} 列，高點在 {}。";
    longest_ongoing: "The longest episode runs from {} to {}, {} rows so far, with its peak in {}, and had not ended there.",
        "最長的一段為 {} 至 {}，迄今 {} 列，高點在 {}，至資料末端尚未結束。";
    trimmed: "{}: missing rows at the beginning ({}) and at the end ({}) were cut off.", "{}：已略去開頭（{} 列）與末尾（{} 列）的缺漏。";
    panel_found: "The {} series together, {} to {}: panel GSADF {} is above its 95 % critical value, {} (p {}).",
        "{} 個序列合併，{} 至 {}：面板 GSADF {} 高於其 95 % 臨界值 {}（p {}）。";
    panel_none: "The {} series together, {} to {}: panel GSADF {} is not above its 95 % critical value, {} (p {}).",
        "{} 個序列合併，{} 至 {}：面板 GSADF {} 未高於其 95 % 臨界值 {}（p {}）。";
    panel_plain: "The {} series together, {} to {}: panel GSADF {}, without critical values.", "{} 個序列合併，{} 至 {}：面板 GSADF {}，未求臨界值。";
    panel: "All together", "合併";
    lag_fixed: "lag {}", "落後 {} 期";
    lag_bic: "lags by BIC up to {}, in every window", "每個視窗以 BIC 選取落後期數，至多 {} 期";
    window: "shortest window {} regression rows", "最短視窗 {} 個迴歸列";
    in_logs: "in logarithms", "取對數";
    critical_none: "no critical values", "未求臨界值";
    critical_simulated: "critical values from {} simulated walks, seed {}", "臨界值取自 {} 條模擬隨機漫步，種子 {}";
    critical_bootstrap: "critical values from {} wild bootstrap samples, seed {}", "臨界值取自 {} 個 wild bootstrap 樣本，種子 {}";
    critical_control: "critical values from {} wild bootstrap samples, seed {}, of {} rows", "臨界值取自 {} 個 wild bootstrap 樣本，種子 {}，每個 {} 列";
    in_place: "residuals in place", "殘差保留原位";
    statistics: "Statistics and critical values", "統計量與臨界值";
    episodes: "Episodes", "過熱期間";
    series: "Series", "序列";
    statistic: "Statistic", "統計量";
    episode_start: "Start", "起";
    episode_peak: "Peak", "高點";
    episode_end: "End", "迄";
    episode_rows: "Rows", "列數";
    episode_kind: "Kind", "類型";
    doubling: "Doubling, rows [95 %]", "倍增列數 [95 %]";
    kind_boom: "boom", "暴漲";
    kind_collapse: "collapse", "暴跌";
    kind_ongoing: "{}, ongoing", "{}，進行中";
    exuberance_windows: "Right-tailed tests with an intercept; windows count regression rows (rows less lags less 1).",
        "右尾檢定，含截距；視窗以迴歸列計（列數減落後期數減 1）。";
    exuberance_line: "An episode is a run of rows with BSADF above its 95 % critical value; a collapse is one whose first row is its highest. Doubling times are those of the series before logarithms, from start to peak.",
        "過熱期間為 BSADF 高於其 95 % 臨界值的連續列；首列即為最高者屬暴跌。倍增時間以取對數前的序列，自起點至高點估計。";
    exuberance_no_forecast: "Explosive growth is no proof of a bubble: fundamentals that rise and fall like a hump are dated as well.",
        "爆炸性成長並非泡沫的證明：駝峰形的基本面也會被判為過熱。";
    verify_title: "Published numbers, computed again", "重算已發表的數字";
    verify_all: "All {} numbers of {} tables agree.", "{1} 張表的 {0} 個數字全部相符。";
    verify_bad: "{} of {} numbers differ.", "{1} 個數字中有 {0} 個不符。";
    verify_whole: "Compared as whole numbers.", "以整數比較。";
    verify_decimals: "Compared to the {} decimals that are printed.", "比較至所印的 {} 位小數。";
    verify_error: "Simulated: compared within three standard errors.", "模擬值：在三個標準誤內比較。";
    verify_model: "Model: verify/{}.toml", "模型：verify/{}.toml";
    verify_tai_equal: "Technology Achievement Index, equal weights: ranks (and index)", "科技成就指數，等權：名次（與指數）";
    verify_tai_budget: "Technology Achievement Index, weights by budget allocation: ranks (and index)", "科技成就指數，專家分配權重：名次（與指數）";
    verify_tai_geometric: "Technology Achievement Index, geometric mean of raw values: ranks", "科技成就指數，原始值的幾何平均：名次";
    verify_z_scores: "Mean schooling: z-scores", "平均受教年數：標準分數";
    verify_min_max: "Mean schooling: between smallest and largest", "平均受教年數：最小與最大之間";
    verify_means: "Arithmetic and geometric means", "算術平均與幾何平均";
    verify_g: "Sobol indices of the g-function", "g 函數的 Sobol 指數";
    verify_ishigami: "Sobol indices of the Ishigami function", "Ishigami 函數的 Sobol 指數";
    verify_critical: "Critical values of SADF and GSADF, n = 100", "SADF 與 GSADF 的臨界值（n = 100）";
    verify_item: "Item", "項目";
    verify_published: "Published", "已發表";
    verify_within: "Within", "容許差";
    verify_ok: "ok", "相符";
    verify_not: "differs", "不符";
    made_from_title: "Made from", "產製依據";
    made_from_program: "Made by froth {}, version {}{}.", "由 froth {}（版本 {}）產製{}。";
    made_from_flags: ": {}", "：{}";
    made_from_texts: " From {}.", "來源：{}。";
    made_from_means: "The digests are those of the files' bytes, as sha256sum prints them. froth verify FOLDER says which of them has changed since, and computes the numbers again.",
        "雜湊值取自檔案位元組，與 sha256sum 所印相同。froth verify 資料夾 指出何者已變動，並重算數字。";
    made_from_role: "What", "項目";
    made_from_name: "Name", "名稱";
    made_from_model: "model", "模型";
    made_from_scenario: "scenario", "情境";
    made_from_base: "extended by it", "其所延伸";
    made_from_shock: "shocks", "衝擊";
    made_from_data: "data", "資料";
    recomputed_title: "A report, computed again", "重算報告";
    recomputed_from: "Made from {}.", "來源：{}。";
    recomputed_version: "It was made by froth {}; this is froth {}.", "報告由 froth {} 產製；本程式為 froth {}。";
    recomputed_inputs_same: "Models and scenarios: {}, every text as it was.", "模型與情境：{} 份，文字皆未變動。";
    recomputed_input: "{} {} has changed: its SHA-256 was {}, now it is {}.", "{} {} 已變動：SHA-256 原為 {}，現為 {}。";
    recomputed_folder_same: "Files in the folder: {}, every one as it was written.", "資料夾內檔案：{} 個，皆與產製時相同。";
    recomputed_file: "{} has been changed since: its SHA-256 was {}, now it is {}.", "{} 事後遭更動：SHA-256 原為 {}，現為 {}。";
    recomputed_gone: "{} is gone.", "{} 已不存在。";
    recomputed_same: "{}: {} numbers, all as computed again.", "{}：{} 個數字，重算皆相符。";
    recomputed_differs: "{}: differences: {}; numbers compared: {}.", "{}：{} 處不符（共 {} 個數字）。";
    recomputed_place: "Where", "位置";
    recomputed_report: "Report", "報告";
    recomputed_anew: "Computed again", "重算";
    recomputed_more: "... and {} more: --format csv or json gives all", "……另有 {} 處：--format csv 或 json 列出全部";
    backtest_title: "Backtest: {}", "回溯檢驗：{}";
    few_episodes: "Nothing can be concluded from {} episodes: below {} no threshold is offered, and the interval is one in name only.",
        "僅有 {} 次事件，無法得出結論：不足 {} 次不提供門檻，區間亦徒具形式。";
    one_episode: "Nothing can be concluded from one episode: below {} no threshold is offered, and one has no interval.",
        "僅有一次事件，無法得出結論：不足 {} 次不提供門檻，一次亦無區間可言。";
    auroc_before: "In {0} of 100 pairs of a period {3} to {4} rows before an episode and a calm one the score was higher before the episode: AUROC {1}{2}, where 0.50 is a coin's.",
        "以事件前 {3} 至 {4} 期與平靜期兩兩相比，100 對中有 {0} 對以事件前的分數較高：AUROC {1}{2}，0.50 等同擲硬幣。";
    auroc_within: "In {0} of 100 pairs of a period within an episode and a calm one the score was higher within: AUROC {1}{2}, where 0.50 is a coin's.",
        "以事件期間與平靜期兩兩相比，100 對中有 {0} 對以事件期間的分數較高：AUROC {1}{2}，0.50 等同擲硬幣。";
    auroc_interval: " (95 % interval {})", "（95 % 區間 {}）";
    auroc_no_interval: " (no interval)", "（無區間）";
    auroc_lower: " The score was lower before the episodes than otherwise.", "事件前的分數反而較低。";
    auroc_lower_within: " The score was lower within episodes than otherwise.", "事件期間的分數反而較低。";
    auroc_better: " That is better than chance.", "優於偶然。";
    auroc_worse: " That is more than chance gives.", "並非偶然所致。";
    auroc_chance: " That is not to be told from chance: the interval holds 0.50.", "與偶然無從區別：區間含 0.50。";
    no_auroc: "There are no two periods to compare.", "沒有可相比的期間。";
    constant_score: "The score never changes: it warns of nothing, and its AUROC is 0.50 by definition.",
        "分數始終不變：無從示警，AUROC 依定義為 0.50。";
    not_judged: "Episodes without a score in the periods that should warn, and not judged: {0} of {1}.",
        "資料中 {1} 次事件有 {0} 次在應示警的期間沒有分數，不予評判。";
    nothing_useful: "No threshold is more useful than always or never warning, in hindsight or not: none is offered.",
        "即使事後來看，也沒有比一律示警或從不示警更有用的門檻，因此不提供。";
    threshold_given: "the threshold given", "指定的門檻";
    threshold_best: "the best threshold in hindsight", "事後最佳門檻";
    warned_of: "Warnings from {} on ({}) came before {} of {} episodes (95 % interval {}); {} of {} runs of warnings were false.",
        "分數達 {0}（{1}）即示警：{3} 次事件中有 {2} 次事前示警（95 % 區間 {4}）；{6} 段示警中有 {5} 段為誤報。";
    median_lead: " The first came {} periods ahead (median).", "首次示警領先 {} 期（中位數）。";
    worth: " By period: noise-to-signal {}; usefulness {} at preference {}; relative usefulness {}.",
        "按期計：雜訊訊號比 {}；效用 {}（偏好 {}）；相對效用 {}。";
    walked_forward: "Walking forward from {}, with the threshold that was best on what was known at each date: {} of {} episodes, false runs of warnings: {}, usefulness {}.",
        "自 {0} 起逐期以當時已知資料的最佳門檻示警：{2} 次事件中示警 {1} 次，誤報 {3} 段，效用 {4}。";
    walked_in_vain: "Walking forward from {}, no episode has come since {} had been seen; false runs of warnings: {}.",
        "自 {} 起逐期前推：已見 {} 次事件後未再有事件；誤報 {} 段。";
    entities_without_score: "Without a score in any row, and not judged: {}.", "全無分數而不予評判：{}。";
    backtest_looks_ahead: "The model looks ahead, in {}: what it says here it could not have said then.",
        "模型前瞻未來資料（{}）：此處所言當時無從得知。";
    backtest_event: "event {}", "事件 {}";
    backtest_horizon: "horizon {}..{} periods", "視窗 {}..{} 期";
    backtest_aftermath: "{} periods after an episode left out", "略去事件後 {} 期";
    backtest_periods: "{} periods that should warn, {} calm ones", "應示警 {} 期，平靜 {} 期";
    backtest_bootstrap: "{} bootstrap samples in blocks of {} dates on average, seed {}", "{} 個拔靴樣本，區塊平均 {} 期，種子 {}";
    backtest_used: "{} of them with periods of both kinds", "其中 {} 個兩類期間俱全";
    what_warns: "What warns", "何者示警";
    measure: "Measure", "項目";
    dimensions_alone: "Dimensions, each alone", "各維度單獨";
    indicators_alone: "Indicators, each alone", "各指標單獨";
    within_95: "95 % interval", "95 % 區間";
    wanted_column: "Warn", "應示警";
    calm_column: "Calm", "平靜";
    backtest_episodes: "Episodes", "事件";
    score_there: "Score there", "同列分數";
    on_common: "On {} common", "共同 {} 期";
    entity: "Entity", "實體";
    fall: "Fall", "跌幅";
    scores_before: "Scores", "分數數";
    highest_before: "Highest", "最高";
    warned: "Warned", "示警";
    lead: "Ahead", "領先";
    not_warned: "no", "否";
    warnings_counted: "Warnings counted", "示警統計";
    counted_how: "Counted", "計法";
    threshold: "Threshold", "門檻";
    warned_share: "Warned of", "示警";
    false_share: "False", "誤報";
    noise_to_signal: "Noise/signal", "雜訊/訊號";
    usefulness: "Usefulness", "效用";
    relative_usefulness: "Relative", "相對效用";
    false_alarms: "False alarms", "誤報";
    given_episodes: "given, by episode", "指定，按事件";
    in_sample_episodes: "in hindsight, by episode", "事後，按事件";
    walk_episodes: "walking forward, by episode", "逐期前推，按事件";
    by_period: "  by period", "  按期";
    last_threshold: "{} at last", "最後為 {}";
    each_at_its_best: "Each alone, at its best threshold in hindsight", "各項單獨，事後最佳門檻";
    backtest_columns: "Warn and calm: periods with a score in which a warning is wanted, and would be false. Score there: AUROC of the whole score in the same periods. Highest: the highest score in the periods that should warn. An interval on fewer than ten episodes is one in name only.",
        "應示警與平靜：有分數且應示警、或示警即為誤報的期數。同列分數：整體分數在相同期間的 AUROC。最高：應示警期間的最高分數。不足十次事件的區間徒具形式。";
    backtest_counts: "By episode: episodes warned of, and runs of warnings that none followed. By period: one period after another is no independent trial, and these intervals are too narrow.",
        "按事件：事前示警的事件，與其後無事件的示警段。按期：相鄰各期並非獨立試驗，此類區間過窄。";
    backtest_kind: "Figures are as published today, and whoever made the model knew this history: a backtest is kinder than time.",
        "數據為今日所見版本，建模者亦已知曉這段歷史：回溯檢驗較現實寬容。";
}
