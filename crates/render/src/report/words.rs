//! The fixed words of the report.

mod story;

use crate::sentences;

sentences! {
    tag: "en", "zh-Hant";
    contents: "Contents", "目錄";
    what_a_score_is: "A score is the distance travelled from a typical calm year (0) towards the worst on record (100). It is no probability of a fall.",
        "分數是自一般平靜年份（0）朝史上最糟（100）走過的距離，並非下跌的機率。";
    network: "Who falls with whom", "誰與誰同沉浮";
    scorecards: "Scorecards", "計分卡";
    comparison: "Era comparison", "時期比較";
    like_for_like: "Like for like", "同口徑";
    like_for_like_means(indicators, weight_left): "The model as if it had only the {indicators} indicators that all of them have: {weight_left} of its weight is left.",
        "模型僅採用各方皆有的 {indicators} 個指標，保留 {weight_left} 的權重。";
    nothing_common: "They have no indicator in common.", "它們沒有共同的指標。";
    numbers: "Number by number", "逐項數字";
    numbers_mean: "Raw value = score; the number in brackets is the source in the list at the end.",
        "原始數值 = 分數；方括號內為文末資料來源的編號。";
    path: "Path over time", "時間路徑";
    path_means: "Scores at each date of the scenarios' paths. Between two dates the figures known differ too, so a change here is not like for like.",
        "各情境路徑上每一日期的分數。兩日期之間可得的數據亦有不同，故此處的變動並非同口徑。";
    no_path: "The scenarios have no path.", "各情境沒有路徑。";
    scenario: "Scenario", "情境";
    date: "Date", "日期";
    years: "Years since the spark", "起點後年數";
    difference: "What drives the difference", "差距的來源";
    difference_means: "Points of the first scenario's score less the other's, shared out over the indicators that both have. Coverage is what these do not explain: figures that only one of them has.",
        "前者分數減後者，分攤至雙方皆有的指標。涵蓋率為其未能解釋的部分：僅一方有的數據。";
    alerts: "Alerts", "警示";
    no_alerts: "The model has no alerts.", "模型未設警示。";
    alert: "Alert", "警示";
    condition: "Condition", "條件";
    fires: "FIRES", "觸發";
    quiet: "quiet", "未觸發";
    undecided: "undecided", "無法判定";
    because(why): " ({why})", "（{why}）";
    missing: "What is missing, and how sure the data are", "缺漏與資料可信度";
    confidence_means: "High: an official, academic or issuer's text or series. Medium: such a figure as quoted by the press. Low: a blog, an aggregator, or sources that disagree.",
        "高：官方、學術或發行人的文件或序列。中：由媒體引述的此類數字。低：部落格、彙整網站，或來源不一。";
    nothing_missing: "Nothing is missing.", "無缺漏。";
    observations: "Every observation", "全部觀測";
    observations_mean: "Every figure that the scores rest on, with its source. Earlier figures on the way stand in the last column; the workbook has all of them in a table of their own.",
        "分數所依據的每一數字及其來源。最後一欄為路徑上較早的數字；活頁簿另有完整表格。";
    figure: "Figure", "數據";
    value: "Value", "數值";
    range: "Range", "範圍";
    as_of: "Describes", "資料日期";
    confidence: "Confidence", "可信度";
    licence: "licence", "授權";
    source: "Source", "來源";
    earlier: "Earlier", "較早的數字";
    notes: "Notes on single figures", "個別數據附註";
    method: "Method", "方法";
    steps: "From figures to the score", "從數據到分數";
    step_rule: "Rule: each raw value x becomes a score in [0, 100], clamped; 0 is calm, 100 the worst on record. Linear: 100 (x − from) / (to − from). Logarithmic: the same in ln x.",
        "規則：每一原始數值 x 換算為 [0, 100] 的分數並截尾；0 為平靜，100 為史上最糟。線性：100 (x − from) / （to − from）。對數：以 ln x 計。";
    step_missing(min_coverage): "Missing figures: weights are scaled up over what has a score; a dimension with less than {min_coverage} of its weight has none.",
        "缺漏：權重按有分數者重新調整；涵蓋權重不足 {min_coverage} 的維度無分數。";
    step_fail: "Missing figures: a dimension with anything missing has no score.", "缺漏：任何缺漏皆使該維度無分數。";
    step_bounds: "Bounds: the score with every missing indicator at 0 and at 100.", "上下界：所有缺漏指標取 0 與取 100 時的分數。";
    step_like: "Like for like: the model narrowed to the indicators that all compared scenarios have.",
        "同口徑：模型僅保留各比較情境皆有的指標。";
    step_points: "Points: a node's share of the score, x ∂f/∂x down the tree; they sum to the score. If calm: what the score would lose if this indicator scored 0.",
        "得分：各節點對分數的貢獻 x ∂f/∂x，加總即為分數。若平靜：該指標為 0 分時分數的減損。";
    step_construction: "By construction: where a scenario's own era set an indicator's worst end, a score near 100 there is an identity, not a finding.",
        "定義使然：若某指標的最糟端點由情境所屬時期自身訂定，其接近 100 分乃恆等式而非發現。";
    arithmetic: "Arithmetic mean, Σ w x / Σ w: on average", "算術平均 Σ w x / Σ w：平均而言";
    geometric: "Geometric mean, exp(Σ w ln x / Σ w): all at once", "幾何平均 exp(Σ w ln x / Σ w)：同時皆高";
    harmonic: "Harmonic mean, Σ w / Σ (w / x): pulled down most by the calmest", "調和平均 Σ w / Σ (w / x)：最受低分者拉低";
    median: "Median, weights ignored", "中位數（不計權重）";
    min: "Smallest: only where all are high", "最小值：僅當皆高";
    max: "Largest: any one", "最大值：任一偏高";
    power(exponent): "Power mean with p = {exponent}, (Σ w xᵖ / Σ w)^(1/p): the worst weighs more", "冪平均（p = {exponent}），(Σ w xᵖ / Σ w)^(1/p)：高分者影響較大";
    tree: "Dimensions and weights", "維度與權重";
    weight: "Weight", "權重";
    share: "Share of the score", "占總分比重";
    aggregate: "Aggregation", "彙總方式";
    question: "Question", "問題";
    rules: "Rules", "規則";
    rule: "Rule", "規則";
    calm: "Where 0 comes from", "0 分的依據";
    worst: "Where 100 comes from", "100 分的依據";
    formulas: "Formulas", "公式";
    bands: "Bands", "區間";
    band_below(band, below): "{band} below {below}", "{band}：低於 {below}";
    band_last(band): "{band} above", "{band}：其上";
    references: "References", "參考文獻";
    sources: "Sources", "資料來源";
    linear(calm, worst): "0 at {calm}, 100 at {worst}", "{calm} 為 0 分，{worst} 為 100 分";
    log(calm, worst): "0 at {calm}, 100 at {worst}, logarithmic", "{calm} 為 0 分，{worst} 為 100 分（對數）";
    piecewise(points): "lines through {points}", "折線 {points}";
    step(steps): "steps: {steps}", "階梯：{steps}";
    step_from(score, edge): "{score} from {edge}", "{edge} 起 {score}";
    logistic(midpoint, scale): "logistic, 50 at {midpoint}, scale {scale}", "邏輯斯，{midpoint} 為 50 分，尺度 {scale}";
    distribution: "percentile of a distribution", "分布百分位";
    percentile: "percentile of a reference", "參照組百分位";
    zscore(deviations): "z-score, 100 at {deviations} standard deviations", "z 分數，{deviations} 個標準差為 100 分";
    minmax: "between the smallest and the largest of a reference", "參照組最小值與最大值之間";
    rank: "rank in a reference", "參照組名次";
    borda: "Borda points in a reference", "參照組波達計分";
    target(target): "distance to the target {target}", "與目標值 {target} 的距離";
    category(words): "by word: {words}", "依類別：{words}";
    quorum(average, number): "{average}; no higher than its highest child number {number}", "{average}；不高於第 {number} 高的子項";
    inverse(rule): "{rule}; lower is riskier", "{rule}；越低越險";
    less(rule): "100 less: {rule}", "100 減：{rule}";
    watched: "shown, not scored", "僅列示、不計分";
    comma: ", ", "、";
    workbook: "Sheets: a summary; scores by scenario and node; intervals; every observation, earlier dates included; differences; paths; alerts; rules; sources; made_from. Each is a table that can be filtered and pivoted. Full precision.",
        "工作表：摘要；各情境各節點分數；區間；全部觀測（含較早日期）；差距；路徑；警示；規則；資料來源；產製依據（made_from）。各表皆可篩選與樞紐分析，數字為完整精度。";
    files: "Numbers behind each chart: charts/*.csv. Results: scorecards.json, scorecards.csv, track.json, beside.json, report.xlsx.",
        "各圖數字：charts/*.csv。結果：scorecards.json、scorecards.csv、track.json、beside.json、report.xlsx。";
    how_sure: "How sure the scores are", "分數有多確定";
    how_sure_means: "Figures, weights, rule ends and whatever else the model calls uncertain, drawn together. The same draw of the method hits every scenario, so that gaps are paired; a figure that scenarios share is drawn once.",
        "數據、權重、規則端點及模型所列其他不確定因素一併抽樣。同一次方法抽樣用於各情境，故分差為成對比較；各情境共用的數據只抽一次。";
    apart: "Figures and method apart", "數據與方法分開";
    apart_means: "5 % to 95 % of draws with only the figures drawn, with only the method drawn, and with both.",
        "僅抽數據、僅抽方法，以及兩者皆抽時，抽樣的 5 % 至 95 %。";
    methods: "Method table", "方法表";
    methods_mean: "Every way to build the index from the same figures, like for like where there are several scenarios. PCA and entropy weights need a sample of rows; scenarios are none. Geometric: all dimensions must be high at once; arithmetic: on average; power 2: the worst weighs more; max: any one will do.",
        "以相同數據建構指數的各種方式（多個情境時為同口徑）。主成分與熵權重需要樣本，情境並非樣本。幾何：各維度需同時偏高；算術：取平均；二次冪：最糟者較重；最大：任一即可。";
    sensitivity: "What the uncertainty comes from", "不確定性來自何處";
    calibration: "Where the ranges come from", "範圍的依據";
    calibration_means: "A figure without a range of its own gets one by its confidence. The table holds these ranges against quantities for which sources print different numbers: how many of the other sources' numbers lie within the range around the one taken. It lists disagreements only; most figures of high confidence have one issuer and no rival.",
        "未附範圍的數據依其可信度給定範圍。下表以來源數字不一的數量檢驗：其他來源的數字有多少落在所取數字的範圍內。僅列有分歧者；多數高可信度數據只有單一發布者。";
    what_it_takes: "What it would take", "需要什麼才會翻轉";
    together_means: "All together, each score changed as little as possible:", "全部同時，各分數變動最小：";
}
