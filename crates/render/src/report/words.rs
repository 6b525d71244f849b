//! The fixed words of the report.

mod story;

use crate::sentences;

sentences! {
    tag: "en", "zh-Hant";
    model_version(title, version): "{title} {version}", "{title}（{version}版）";
    contents: "Contents", "目錄";
    what_a_score_is(low, high): "A score is the distance travelled from {low} (0) towards {high} (100). It is no probability of a fall.",
        "分數是{low}（0分）與{high}（100分）之間的位置，不是下跌的機率。";
    network: "Who falls with whom", "誰與誰同沉浮";
    scorecards: "Scorecards", "評分表";
    comparison: "Era comparison", "兩時期比較";
    like_for_like: "Like for like", "相同基準";
    like_for_like_means(indicators, weight_left) by indicators: "The model as if it had only the {indicators} indicator that all of them have: {weight_left} of its weight is left.",
        "The model as if it had only the {indicators} indicators that all of them have: {weight_left} of its weight is left.",
        "模型只採用各方都有的{indicators}項指標，保留{weight_left}的權重。";
    nothing_common: "They have no indicator in common.", "沒有共同指標。";
    numbers: "Number by number", "逐項比較";
    numbers_mean: "Raw value = score; the number in brackets is the source in the list at the end.",
        "原始數值＝分數；方括號內為文末資料來源的編號。";
    path: "Path over time", "歷程";
    path_means: "Scores at each date of the scenarios' paths. Between two dates the figures known differ too, so a change here is not like for like.",
        "各情境歷程上每一日期的分數。兩日期之間可得的數據也不同，此處的變動並非以相同基準計。";
    no_path: "The scenarios have no path.", "各情境沒有歷程。";
    scenario: "Scenario", "情境";
    date: "Date", "日期";
    years: "Years since the spark", "距起點年數";
    difference: "What drives the difference", "分差來源";
    difference_means: "Points of the first scenario's score less the other's, shared out over the indicators that both have. Coverage is what these do not explain: figures that only one of them has.",
        "前者減後者的分數，分攤至雙方都有的指標。資料涵蓋差異是這些指標解釋不了的部分：有些數據只有一方有。";
    alerts: "Alerts", "警示";
    no_alerts: "The model has no alerts.", "模型未設警示。";
    alert: "Alert", "警示";
    condition: "Condition", "條件";
    fires: "FIRES", "觸發";
    quiet: "quiet", "未觸發";
    undecided: "undecided", "無法判定";
    because(why): " ({why})", "（{why}）";
    missing: "What is missing, and how sure the data are", "缺漏資料與可信度";
    confidence_means: "High: an official, academic or issuer's text or series. Medium: such a figure as quoted by the press. Low: a blog, an aggregator, or sources that disagree.",
        "高：官方、學術或發布機構的文件或序列。中：媒體引述的這類數字。低：部落格、資料彙整網站，或來源不一。";
    nothing_missing: "Nothing is missing.", "沒有缺資料。";
    observations: "Every observation", "全部觀測值";
    observations_mean: "Every figure that the scores rest on, with its source. Earlier figures on the way stand in the last column; the workbook has all of them in a table of their own.",
        "分數依據的每一筆數據與來源。最後一欄為歷程上的前期數據；活頁簿另有完整表格。";
    figure: "Figure", "數據";
    value: "Value", "數值";
    range: "Range", "範圍";
    as_of: "Describes", "資料日期";
    confidence: "Confidence", "可信度";
    licence: "licence", "授權";
    source: "Source", "來源";
    range_of(low, high): "{low} … {high}", "{low}～{high}";
    name_and_unit(name, unit): "{name}, {unit}", "{name}（{unit}）";
    with_aside(title, aside): "{title} ({aside})", "{title}（{aside}）";
    earlier_point(month, value): "{month}: {value}", "{month}：{value}";
    earlier: "Earlier", "前期數據";
    notes: "Notes on single figures", "個別數據附註";
    method: "Method", "方法";
    steps: "From figures to the score", "從數據到分數";
    step_rule: "Rule: each raw value x becomes a score in [0, 100], clamped; 0 is calm, 100 the worst on record. Linear: 100 (x − from) / (to − from). Logarithmic: the same in ln x.",
        "規則：每一原始數值x換算為0至100分，限於0至100；0分為平穩年份，100分為史上最嚴重。線性：100 (x − a) / (b − a)，a為0分基準，b為100分基準。對數：以ln x計。";
    step_missing(min_coverage): "Missing figures: weights are scaled up over what has a score; a dimension with less than {min_coverage} of its weight has none.",
        "缺資料：權重由有分數者按比例分攤；資料涵蓋率不足{min_coverage}的維度沒有分數。";
    step_fail: "Missing figures: a dimension with anything missing has no score.", "缺資料：只要缺一項，該維度就沒有分數。";
    step_bounds: "Bounds: the score with every missing indicator at 0 and at 100.", "可能上下限：缺資料的指標全為0分與全為100分時的分數。";
    step_like: "Like for like: the model narrowed to the indicators that all compared scenarios have.",
        "相同基準：模型只保留各情境都有的指標。";
    step_points: "Points: a node's share of the score, x ∂f/∂x down the tree; they sum to the score. If calm: what the score would lose if this indicator scored 0.",
        "貢獻：各節點占分數的部分x ∂f/∂x，合計即為分數。歸零減分：該指標為0分時分數會減少多少。";
    step_construction: "By construction: where a scenario's own era set an indicator's worst end, a score near 100 there is an identity, not a finding.",
        "定義使然：某指標的100分基準若由情境所屬時期創下，接近100分是定義使然，不是發現。";
    arithmetic: "Arithmetic mean, Σ w x / Σ w: on average", "算術平均Σ w x / Σ w：平均而言";
    geometric: "Geometric mean, exp(Σ w ln x / Σ w): all at once", "幾何平均exp(Σ w ln x / Σ w)：須同時偏高";
    harmonic: "Harmonic mean, Σ w / Σ (w / x): pulled down most by the calmest", "調和平均Σ w / Σ (w / x)：偏重低分";
    median: "Median, weights ignored", "中位數（不計權重）";
    min: "Smallest: only where all are high", "取最小值：全部偏高才算";
    max: "Largest: any one", "取最大值：任一偏高就算";
    power_below(exponent): "Power mean with p = {exponent}, (Σ w xᵖ / Σ w)^(1/p): the calmest pulls it down", "冪平均（p={exponent}），(Σ w xᵖ / Σ w)^(1/p)：偏重低分";
    power(exponent): "Power mean with p = {exponent}, (Σ w xᵖ / Σ w)^(1/p): the worst weighs more", "冪平均（p={exponent}），(Σ w xᵖ / Σ w)^(1/p)：偏重高分";
    tree: "Dimensions and weights", "維度與權重";
    weight: "Weight", "權重";
    share: "Share of the score", "占總分比重";
    aggregate: "Aggregation", "加總方法";
    question: "Question", "問題";
    rules: "Rules", "規則";
    rule: "Rule", "規則";
    calm: "Where 0 comes from", "0分基準的依據";
    worst: "Where 100 comes from", "100分基準的依據";
    formulas: "Formulas", "公式";
    bands: "Bands", "等級";
    band_below(band, below): "{band} below {below}", "{band}：低於{below}分";
    band_last(band): "{band} above", "{band}：其上";
    references: "References", "參考文獻";
    sources: "Sources", "資料來源";
    linear(calm, worst): "0 at {calm}, 100 at {worst}", "{calm}為0分，{worst}為100分";
    log(calm, worst): "0 at {calm}, 100 at {worst}, logarithmic", "{calm}為0分，{worst}為100分（對數）";
    piecewise(points): "lines through {points}", "分段線性：{points}";
    step(steps): "steps: {steps}", "分級給分：{steps}";
    step_from(score, edge): "{score} from {edge}", "{edge}起{score}分";
    logistic(midpoint, scale): "logistic, 50 at {midpoint}, scale {scale}", "羅吉斯，{midpoint}為50分，尺度{scale}";
    distribution: "percentile of a distribution", "分布百分位";
    percentile: "percentile of a reference", "參照組百分位";
    zscore(deviations): "z-score, 100 at {deviations} standard deviations", "標準分數，{deviations}個標準差為100分";
    within(rule, low, high): "{rule}, on {low} to {high}", "{rule}，換算為{low}至{high}";
    minmax: "between the smallest and the largest of a reference", "參照組最小值與最大值之間";
    rank: "rank in a reference", "參照組名次";
    borda: "Borda points in a reference", "參照組波達計分";
    of_largest: "share of the largest of a reference", "占參考樣本最大值的比例";
    between_percentiles(low, high): "between the {low}th and the {high}th percentile of a reference", "參考樣本第{low}與第{high}百分位之間";
    target(target): "distance to the target {target}", "與目標值{target}的距離";
    category(words): "by word: {words}", "依類別：{words}";
    quorum(average, number): "{average}; no higher than its highest child number {number}", "{average}；不高於第{number}高的下層分數";
    inverse(rule): "{rule}; lower is riskier", "{rule}；愈低風險愈高";
    less(rule): "100 less: {rule}", "100分減：{rule}";
    watched: "shown, not scored", "僅列示、不計分";
    comma: ", ", "、";
    workbook: "Sheets: a summary; scores by scenario and node; intervals; every observation, earlier dates included; differences; paths; alerts; rules; sources; made_from. Each is a table that can be filtered and pivoted. Full precision.",
        "工作表：各情境各節點分數；全部觀測值（含前期數據）；分差；歷程；警示；規則；版本與輸入檔。各表都可篩選與樞紐分析，數字未四捨五入。";
    files: "Numbers behind each chart: charts/*.csv. Results: scorecards.json, scorecards.csv, track.json, beside.json, report.xlsx.",
        "各圖數字：charts/*.csv。結果：scorecards.json、scorecards.csv、track.json、beside.json、report.xlsx。";
    how_sure: "How sure the scores are", "分數的不確定性";
    how_sure_means: "Figures, weights, rule ends and whatever else the model calls uncertain, drawn together. The same draw of the method hits every scenario, so that gaps are paired; a figure that scenarios share is drawn once.",
        "數據、權重、0分與100分基準及模型列出的其他不確定因素一併抽樣。同一次方法抽樣用於各情境，分差因此成對比較；各情境共用的數據只抽一次。";
    apart: "Figures and method apart", "數據與方法分開";
    apart_means: "5 % to 95 % of draws with only the figures drawn, with only the method drawn, and with both.",
        "只變動數據、只變動方法，以及兩者都變動時的九成區間。";
    methods: "Method table", "編製方法一覽";
    methods_mean: "Every way to build the index from the same figures, like for like where there are several scenarios. PCA and entropy weights need a sample of rows; scenarios are none. Geometric: all dimensions must be high at once; arithmetic: on average; power 2: the worst weighs more; max: any one will do.",
        "以相同數據編製指數的各種方法（多個情境時以相同基準計）。主成分分析與熵權法需要樣本，情境並非樣本。幾何平均：須同時偏高；算術平均：平均而言；二次冪平均：偏重高分；取最大值：任一偏高就算。";
    sensitivity: "What the uncertainty comes from", "不確定性的來源";
    calibration: "Where the ranges come from", "範圍的依據";
    calibration_means: "A figure without a range of its own gets one by its confidence. The table holds these ranges against quantities for which sources print different numbers: how many of the other sources' numbers lie within the range around the one taken. It lists disagreements only; most figures of high confidence have one issuer and no rival.",
        "未附可能範圍的數據，依可信度給定範圍。下表以各來源數字不一的數據核對：其他來源的數字有多少落在採用數字的範圍內。只列說法不一的數據；多數高可信度數據只有單一發布機構。";
    what_it_takes: "What it would take", "多大變動才會翻轉";
    together_means: "All together, each score changed as little as possible:", "全部同時變動，各分數幅度最小：";
}
