//! The fixed words of charts; those of charts of networks stand beside.

mod compared_tests;
mod monitor;
mod network;

use crate::sentences;

sentences! {
    highest(highest, score, others): "{highest} scores {score}, {others}", "{highest}{score}分，{others}";
    comma: ", ", "、";
    no_score: "None of the scenarios has a score",
        "各情境都沒有分數";
    one_score(scenario, score): "{scenario} scores {score} of 100",
        "{scenario}{score}分";
    radar(low, high): "Scores of the dimensions: 0 {low} (centre), 100 {high} (rim)",
        "各維度分數：0分為{low}（中心），100分為{high}（外緣）";
    heatmap: "Score of each indicator, 0 to 100",
        "各指標分數，0至100分";
    stale: "last figure too old", "逾期未更新";
    never_measured: "no figure", "沒有數據";
    heatmap_title(indicators, high, scenario) by indicators: "{scenario}: {high} of {indicators} indicator scores 75 or more",
        "{scenario}: {high} of {indicators} indicators score 75 or more",
        "{indicators}項指標，{scenario}有{high}項達75分";
    rows(low, high): "0: {low}; 100: {high}. Stroke: nine draws in ten; pale bar: wherever the missing figures lie",
        "0分為{low}，100分為{high}。粗線：九成區間；底色：不論缺漏數據為何的可能範圍";
    rows_all(dimension): "{dimension}, all data", "{dimension}（全部資料）";
    rows_like(dimension, count) by count: "{dimension}, {count} indicator in common",
        "{dimension}, {count} indicators in common", "{dimension}（{count}項共同指標）";
    rows_apart(later, score, earlier, other, closest, farthest): "{later} scores {score}, {earlier} {other}: {closest} is closest, {farthest} farthest apart",
        "{later}{score}分，{earlier}{other}分；{closest}最接近，{farthest}差距最大";
    rows_pair(later, score, earlier, other): "{later} scores {score}, {earlier} {other}", "{later}{score}分，{earlier}{other}分";
    rows_highest(scenario, score): "{scenario} scores highest: {score} of 100", "{scenario}{score}分，居首";
    rows_one(scenario, score): "{scenario} scores {score} of 100", "{scenario}{score}分";
    dumbbell: "Score of each indicator, sorted by gap; ▸ unclamped score beyond 100; raw values, in the unit named, on the right",
        "各指標分數，依差距排列；▸為超過100分的原始分數；右側為原始數值，單位見名稱";
    dumbbell_plain: "Score of each indicator, 0 to 100; a dot a scenario",
        "各指標分數，0至100分；每個情境一點";
    dumbbell_title(higher, indicators, first, second): "{first} scores above {second} on {higher} of {indicators} common indicators",
        "{indicators}項共同指標，{higher}項{first}高於{second}";
    with_unit(name, unit): "{name} ({unit})", "{name}（{unit}）";
    contributions: "Points of the score, by dimension; the bar ends at the score",
        "各維度對分數的貢獻；長條終點即為分數";
    contributions_title(dimension, scenario, points, score): "{dimension} adds most to the score of {scenario}: {points} of {score} points",
        "{scenario}{score}分，{dimension}貢獻{points}分居冠";
    difference(from, to): "From {from} to {to}: points of the score by indicator, on the figures that both have",
        "從{from}到{to}：共同數據對分差的貢獻";
    difference_higher(higher, gap, lower, indicator, change): "{higher} {gap} points above {lower}; largest step: {indicator}, {change}",
        "{higher}比{lower}高{gap}分，{indicator}占{change}分";
    difference_even(first, second, indicator, change): "{first} and {second} score the same; largest step between them: {indicator}, {change}",
        "{first}與{second}同分，最大差異是{indicator}（{change}分）";
    nothing_common(first, second): "{first} and {second} have no figures in common",
        "{first}與{second}沒有共同數據";
    changes(old, new): "What moved the score, in points, from {old} to {new}",
        "{old}至{new}分數變動的來源（分）";
    changes_title(scenario, change, since, parts): "{scenario}: {change} points since {since}, {parts}", "{scenario}較{since}變動{change}分：{parts}";
    changes_none: "No move to take apart: a headline is missing", "缺少分數，無從拆解變動";
    change_figures: "figures", "數據";
    change_coverage: "coverage", "資料涵蓋";
    change_rest: "revisions and model", "修正與模型";
    change_figures_row: "Figures that both have", "共同數據";
    change_coverage_row: "Coverage: data that came or went", "資料涵蓋：數據的增減";
    change_rest_row: "Revised figures, another model", "修正的數據、模型變更";
    other_indicators(count): "{count} other indicators",
        "其餘{count}項指標";
    coverage_step: "coverage: figures that only one has",
        "資料涵蓋差異：只有一方有的數據";
    path: "0 to 100, by years since each era's first day; dashed: data that came or went moved the score more than figures did",
        "分數0至100分，依距起點年數；虛線：資料增減的影響大於數據變動";
    path_title(years, scenario, score): "{scenario} scores {score}, {years} years after its spark",
        "起點後{years}年，{scenario}{score}分";
    multiples: "Raw values by years since each era's first day; dot: the last", "原始數值，依距起點年數；圓點為最近一筆";
    multiples_pair(indicator, value, scenario, other, first): "{indicator}: {value} in {scenario}, {other} in {first}", "{indicator}：{scenario}{value}，{first}{other}";
    multiples_one(indicator, value, scenario): "{indicator}: {value} in {scenario}", "{indicator}：{scenario}{value}";
    multiples_none: "No figure is known along the paths", "歷程中沒有可顯示的數據";
    range(scenario): "Scores, 0 to 100, and their distance from {scenario} (line)", "分數0至100分，及與{scenario}（直線）的差距";
    range_title(scenario, score, low, high): "{scenario} scores {score}; these lie between {low} and {high}", "{scenario}{score}分，各情境介於{low}至{high}分";
    range_what_ifs(scenario): "What-ifs on {scenario}, 0 to 100: ring without, dot with; line: the score as it is", "套用於{scenario}的假設情境，0至100分：空心為套用前，實心為套用後；直線為現有分數";
    range_what_ifs_title(scenario, score, low, high): "{scenario} scores {score}; what-ifs take it to between {low} and {high}", "{scenario}{score}分，假設情境使其介於{low}至{high}分";
    moved_to(score, change): "{score} ({change})", "{score}（{change}）";
    years: "years since the spark",
        "距起點年數";
    riskmap(across, up): "{across} (across) against {up} (up), 0 to 100; small dots: the way there, by the year",
        "{across}（橫軸）與{up}（縱軸），0至100分；小點為歷程，標示年份";
    riskmap_title(scenario, across, score_across, up, score_up): "{scenario}: {across} {score_across}, {up} {score_up}",
        "{scenario}：{across}{score_across}分，{up}{score_up}分";
    not_placed(scenarios): "; without a place, for lack of a score: {scenarios}",
        "；無分數，未標示：{scenarios}";
    without(dimension): "Without {dimension}",
        "不含{dimension}";
    ages: "Points of the score by the age of the figures they rest on, of a formula the oldest; the bar ends at the score",
        "依資料落後天數劃分的分數，公式以最舊的輸入值計；長條終點即分數";
    ages_title(older, all, scenario): "{older} of the {all} points of {scenario} rest on figures older than a year",
        "{scenario}{all}分中，{older}分來自超過一年的數據";
    age_92: "up to 92 days", "92天內";
    age_184: "up to 184 days", "184天內";
    age_year: "up to a year", "一年內";
    age_older: "older", "逾一年";
    age_none: "undated", "未註明日期";
    coverage: "Share of the model's weight by the confidence of the figures",
        "依數據可信度劃分的模型權重";
    coverage_title(scenario, share): "{scenario} rests on high-confidence figures for {share} of its weight",
        "{scenario}{share}的權重有高可信度數據";
    high: "high",
        "高";
    medium: "medium",
        "中";
    low: "low or none",
        "低或無";
    missing: "missing",
        "缺資料";
    sources(sources): " · Sources: {sources}",
        " ·資料來源：{sources}";
    more_sources(count): " and {count} more",
        "等，另有{count}項";
    colon: ": ", "：";
    model: "Model",
        "模型";
    foot(model, version): "froth · Model: {model} {version}", "froth ·模型：{model}（{version}版）";
    score: "Score",
        "分數";
    distribution(draws, seed): "Dot: the score; bars: nine and five draws of ten, white: median, of {draws} (seed {seed}); pale: wherever missing figures lie",
        "圓點：分數；橫條：抽樣{draws}次的九成與五成區間，白線：中位數（亂數種子{seed}）；淺色：缺資料的可能範圍";
    distribution_title(scores): "Nine draws in ten: {scores}",
        "九成區間：{scores}";
    scores_between(scenario, low, high): "{scenario} {low} to {high}",
        "{scenario}{low}至{high}分";
    no_score_short: "no score",
        "無分數";
    median_and_range(median, low, high): "{median} [{low} to {high}]",
        "{median}（{low}～{high}）";
    gap(figures, draws, seed): "First score less the other, in points, {figures}, in {draws} draws of all that is uncertain (seed {seed}); right of the line the first is higher",
        "前者減後者的分差（分），{figures}，不確定因素抽樣{draws}次（亂數種子{seed}）；0右側為前者較高";
    gap_title(first, second, share): "{first} scores above {second} in {share}",
        "{share}是{first}高於{second}";
    no_gap: "There is no gap to show: they have no score in common",
        "沒有可顯示的分差：缺少共同的分數";
    less(first, second): "{first} less {second}",
        "{first}減{second}";
    like_for_like: "like for like",
        "相同基準";
    all_data: "on all data",
        "全部資料";
    not_done: "This analysis was not done",
        "未進行此分析";
    tornado(target, sd, samples): "Share of the variance that each source explains, {target}; standard deviation {sd} points; lines: 95 % intervals of ST, {samples} Sobol points",
        "各來源解釋的變異數占比，{target}；標準差{sd}分；線段：總效果（ST）的95%信賴區間，Sobol序列{samples}點";
    tornado_gap(first, second): "the gap between {first} and {second}", "{first}與{second}分差";
    tornado_title(source, share, target): "Largest source of the uncertainty of {target}: {source}, {share}",
        "{target}的不確定性{share}來自{source}";
    tornado_none(target): "Nothing stands out in the uncertainty of {target}",
        "{target}的不確定性沒有突出的來源";
    first_order: "alone (S1)",
        "單獨效果（S1）";
    total: "with all it does together with others (ST)",
        "總效果（ST），含交互作用";
    ribbon_title(date, score, peak, highest): "{date}: {score}; the highest score was that of {peak}, {highest}",
        "{date}：{score}分；最高為{peak}的{highest}分";
    ribbon: "Score and dimensions, 0 (light) to 100 (dark), grey without data; line: score chained on common indicators; thin lines: indicators begin or end",
        "分數與各維度，0（淺）至100（深），灰色為無資料；折線：共同指標連鎖銜接的分數；細線：指標開始或結束";
    ribbon_entities_title(date, entity, score): "{date}: {entity} has the highest score, {score}",
        "{date}：{entity}分數最高，{score}分";
    ribbon_entities: "Score of each entity, 0 (light) to 100 (dark), grey without data; the highest last score first",
        "各個體的分數，0（淺）至100（深），灰色為無資料；末期分數高者在上";
    ranking_title(date, entity, score, entities): "{date}: {entity} scores {score}, the highest of {entities}",
        "{date}：{entity}{score}分，{entities}個個體中最高";
    ranking: "Score of each entity, 0 (pale) to 100 (dark), the highest first", "各個體的分數，0（淺）至100（深），高者在上";
    ranking_good: "Score of each entity, 0 to 100: high is good, the highest first", "各個體的分數，0至100分，愈高愈好，高者在上";
    ranks_title(date, shift): "{date}: ranks move by {shift} places on average",
        "{date}：名次平均變動{shift}名";
    ranks_drawn(draws): "Rank of each entity (bar), and where {draws} draws put it: median (dot), 5 % to 95 % (line)",
        "各個體的名次（豎線），以及抽樣{draws}次的中位數（圓點）與九成區間（橫線）";
    ranks_first(shown, all): "; the first {shown} of {all}", "；只畫前{shown}名（共{all}個）";
    slope: "Rank under each model, 1 the highest score; blue climbs, red falls; faint: all others",
        "各模型的名次，第1名分數最高；藍色上升，紅色下降，淡色為其他個體";
    profile: "Scores, 0 to 100; stroke: the median of all; dot: the median of the five nearest by score; on the right score and place from the best",
        "分數0至100分；直線為全體中位數，圓點為分數最接近的5個個體中位數；右側為分數與名次（由佳者起算）";
    profile_dimensions: "Dimensions", "各維度";
    profile_strengths: "Strengths", "強項";
    profile_weaknesses: "Weaknesses", "弱項";
    profile_place(score, place, of): "{score}  ({place} of {of})", "{score}分（{place}/{of}）";
    ribbon_episodes: "; shaded: the booms that the model names",
        "；底色：模型所列的熱潮";
    chained: "chained",
        "連鎖銜接";
    covered: "coverage",
        "資料涵蓋率";
    exuberance(level, samples, rows) by rows: "Above: the series. Below: BSADF and its {level} % critical values ({samples}). Shaded: episodes of {rows} row or more with BSADF above them; grey: declines",
        "Above: the series. Below: BSADF and its {level} % critical values ({samples}). Shaded: episodes of {rows} rows or more with BSADF above them; grey: declines",
        "上：序列。下：BSADF與{level}%臨界值（{samples}）。底色：BSADF連續{rows}期以上高於臨界值；灰色：下跌";
    exuberance_plain: "Above: the series. Below: BSADF, without critical values", "上：序列。下：BSADF，未求臨界值";
    exuberance_first(shown, series): "; the first {shown} of {series} series", "；只畫前{shown}個（共{series}個序列）";
    explosive(series, start, end, gsadf, p): "{series} was explosive from {start} to {end} (GSADF\u{a0}{gsadf}{p})", "{series}於{start}至{end}呈爆炸性走勢（GSADF\u{a0}{gsadf}{p}）";
    explosive_still(series, start, end, gsadf, p): "{series} has been explosive since {start}, up to {end} (GSADF\u{a0}{gsadf}{p})", "{series}自{start}起呈爆炸性走勢，至{end}仍未結束（GSADF\u{a0}{gsadf}{p}）";
    not_explosive(series, gsadf, p): "{series}: no explosive growth (GSADF\u{a0}{gsadf}{p})", "{series}：未見爆炸性走勢（GSADF\u{a0}{gsadf}{p}）";
    not_for_long(series, gsadf, p): "{series} was explosive, but at no time for long (GSADF\u{a0}{gsadf}{p})", "{series}曾呈爆炸性走勢，但都未持續（GSADF\u{a0}{gsadf}{p}）";
    declining(series, start, end, gsadf, p): "{series} fell at a growing pace from {start} to {end} (GSADF\u{a0}{gsadf}{p})", "{series}於{start}至{end}加速下跌（GSADF\u{a0}{gsadf}{p}）";
    declining_still(series, start, end, gsadf, p): "{series} has been falling at a growing pace since {start}, up to {end} (GSADF\u{a0}{gsadf}{p})", "{series}自{start}起加速下跌，至{end}仍未結束（GSADF\u{a0}{gsadf}{p}）";
    declining_briefly(series, gsadf, p): "{series} fell at a growing pace, but at no time for long (GSADF\u{a0}{gsadf}{p})", "{series}曾加速下跌，但都未持續（GSADF\u{a0}{gsadf}{p}）";
    some_declining(up, down, series) by up: "Of {series} series {up} was explosive for some time, and {down} fell at a growing pace",
        "Of {series} series {up} were explosive for some time, and {down} fell at a growing pace", "{series}個序列中有{up}個曾呈爆炸性走勢，{down}個曾加速下跌";
    gsadf_only(series, gsadf): "{series}: GSADF\u{a0}{gsadf}", "{series}：GSADF\u{a0}{gsadf}";
    some_explosive(explosive, series) by explosive: "{explosive} of {series} series was explosive for some time",
        "{explosive} of {series} series were explosive for some time", "{series}個序列中有{explosive}個曾呈爆炸性走勢";
    some_plain(series): "BSADF of {series} series", "{series}個序列的BSADF";
    p_of(p): ", p\u{a0}{p}", "，p\u{a0}{p}";
    critical_at(level): "{level} % critical value", "{level}%臨界值";
    simulated(walks, seed): "{walks} simulated walks, seed {seed}", "{walks}條模擬隨機漫步，亂數種子{seed}";
    bootstrapped(samples, seed): "{samples} wild bootstrap samples, seed {seed}", "{samples}個野生拔靴樣本，亂數種子{seed}";
    bootstrapped_in_place(samples, seed): "{samples} wild bootstrap samples with residuals in place, seed {seed}", "{samples}個保留殘差次序的野生拔靴樣本，亂數種子{seed}";
    logarithm(series): "{series}, logarithm", "{series}（對數）";
    test_of(file, lag, window): "froth · {file} · GSADF test, {lag}, shortest window {window} regression rows", "froth · {file} · GSADF檢定，{lag}，最短估計窗{window}期";
    lag_fixed(lag): "lag {lag}", "落後{lag}期";
    lag_bic(most): "lags by BIC up to {most}", "以BIC選取落後期數，至多{most}期";
    lag_aic(most): "lags by AIC up to {most}", "以AIC選取落後期數，至多{most}期";
    lag_once(criterion, lags): "lags by {criterion} once on each series ({lags})", "各序列以{criterion}一次選定落後期數（{lags}期）";
    roc(nearest, farthest, event): "Share of periods that should warn ({nearest}..{farthest} before an episode) and of calm ones with a score from each threshold on; grey: a coin. Event: {event}",
        "各門檻值以上的分數占應示警期間（事件前{nearest}至{farthest}期）與平靜期間的比率；灰線：擲硬幣。事件：{event}";
    roc_better(auroc, interval, episodes) by episodes: "AUROC {auroc}{interval}: over {episodes} episode the score tells better than chance what comes",
        "AUROC {auroc}{interval}: over {episodes} episodes the score tells better than chance what comes",
        "AUROC {auroc}{interval}：就{episodes}次事件而言，分數的預示優於亂猜";
    roc_worse(auroc, interval, episodes) by episodes: "AUROC {auroc}{interval}: over {episodes} episode the score was lower before than otherwise",
        "AUROC {auroc}{interval}: over {episodes} episodes the score was lower before than otherwise",
        "AUROC {auroc}{interval}：就{episodes}次事件而言，事前分數反而較低";
    roc_chance(auroc, interval, episodes) by episodes: "AUROC {auroc}{interval}: over {episodes} episode not to be told from chance",
        "AUROC {auroc}{interval}: over {episodes} episodes not to be told from chance", "AUROC {auroc}{interval}：就{episodes}次事件而言，與亂猜無異";
    roc_too_few(auroc, interval, episodes): "AUROC {auroc}{interval}: nothing can be concluded from so few episodes: {episodes}", "AUROC {auroc}{interval}：事件僅{episodes}次，無法得出結論";
    auroc_interval(low, high): " [{low} to {high}]", "（{low}～{high}）";
    auroc_of(auroc, interval, episodes): "AUROC {auroc}{interval}, episodes: {episodes}", "AUROC {auroc}{interval}，事件{episodes}次";
    no_auroc: "There are no two periods to compare", "沒有可相比的期間";
    calm_warned: "calm periods with a warning (false alarms)", "平靜期間示警的比率（假警報）";
    wanted_warned: "periods that should warn and do (hits)", "應示警且示警的比率";
    at_threshold(threshold): "warns from {threshold} on", "達{threshold}即示警";
    signal(event, nearest, farthest): "Score, 0 to 100; shaded: episodes ({event}) and the periods that should warn, {nearest}..{farthest} before them",
        "分數，0至100分；底色：事件（{event}）與其前{nearest}至{farthest}期應示警期間";
    signal_within(event): "Score, 0 to 100; shaded: episodes ({event}), in which a warning is wanted",
        "分數，0至100分；底色：事件（{event}），期間內應示警";
    signal_counted(warned, episodes, false_alarms) by episodes: "Warned of {warned} of {episodes} episode; false runs of warnings: {false_alarms}",
        "Warned of {warned} of {episodes} episodes; false runs of warnings: {false_alarms}", "{episodes}次事件中示警{warned}次；假警報{false_alarms}段";
    signal_too_few(episodes, auroc): "Nothing can be concluded from so few episodes: {episodes} (AUROC {auroc})", "事件僅{episodes}次，無法得出結論（AUROC {auroc}）";
    signal_useless: "No threshold is more useful than always or never warning", "沒有比一律示警或從不示警更有用的門檻值";
    episode: "episode", "事件";
    should_warn: "should warn", "應示警";
    right_warning: "right warning", "正確示警";
    false_warning: "false alarm", "假警報";
    other_warning: "warning in an episode, or with its outcome unknown", "事件中或結果未知的示警";
    walked: "best threshold on what was known then", "當時已知資料的最佳門檻值";
    warnings: "warnings", "示警";
    base_rates: "Share of run-ups that ended in a fall, by how far the price had risen. Thick bar: 95 % interval as if run-ups were independent; thin line: the widest over samples of entities and of dates",
        "依漲幅區分，大漲之後下跌的比率。粗線：95%區間（視各次為獨立）；細線：按對象或日期抽樣的最寬區間";
    fell_after: "after run-ups", "大漲之後";
    fell_anyway: "after any row", "任何期間之後";
    rise_in(rise, within): "{rise} % in {within}", "{within}內漲{rise}%";
    cases(falls, finished): "{falls} of {finished}", "{finished}次中{falls}次";
    base_rates_foot(file, from, to, entities, samples, block, seed): "froth · {file} · {from} to {to}, {entities} entities, {samples} samples of entities and of blocks of {block} dates, seed {seed}", "froth · {file} · {from}至{to}，{entities}個對象，對象與日期區塊（平均{block}期）各抽{samples}個樣本，亂數種子{seed}";
    runups(many): "Price around each run-up, 100 at the row where it stood, on a scale of doublings; of more than {many} the medians in bold; below: rows before and after", "每次大漲前後的價格，大漲當期為100，縱軸每格為倍數；超過{many}次時粗線為中位數；橫軸為前後期數";
    path_fell: "ended in a fall", "其後下跌";
    path_stood: "did not", "其後未下跌";
    path_open: "window unfinished", "觀察期未結束";
    panel_of(rise, cases): "{rise}: {cases} fell", "{rise}：{cases}下跌";
    backtest_foot(from, to, samples, block, seed): "{from} to {to}, {samples} bootstrap samples in blocks of {block} dates, seed {seed}", "{from}至{to}，{samples}個拔靴樣本，區塊{block}期，亂數種子{seed}";
}
