//! Sentences on exuberance tests.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    exuberance_title(file): "Exuberance: {file}", "爆炸性走勢檢定（GSADF）：{file}";
    exuberance_found(series, from, to, gsadf, level, critical, p): "{series}, {from} to {to}: explosive growth for some time: GSADF {gsadf} is above its {level} % critical value, {critical}{p}.",
        "{series}，{from}至{to}：曾出現爆炸性上漲，GSADF {gsadf}高於{level}%臨界值{critical}{p}。";
    exuberance_decline(series, from, to, gsadf, level, critical, p): "{series}, {from} to {to}: an accelerating decline for some time, no boom: GSADF {gsadf} is above its {level} % critical value, {critical}{p}.",
        "{series}，{from}至{to}：曾出現加速下跌，並非急漲，GSADF {gsadf}高於{level}%臨界值{critical}{p}。";
    exuberance_none(series, from, to, gsadf, level, critical, p): "{series}, {from} to {to}: no explosive growth: GSADF {gsadf} is not above its {level} % critical value, {critical}{p}.",
        "{series}，{from}至{to}：未見爆炸性走勢，GSADF {gsadf}未高於{level}%臨界值{critical}{p}。";
    exuberance_others(found, count, level) by found: "{found} of {count} series has a GSADF above its {level} % critical value; the table has all.",
        "{found} of {count} series have a GSADF above its {level} % critical value; the table has all.", "{count}個序列中有{found}個的GSADF高於{level}%臨界值，全部列於表中。";
    exuberance_more(more): "Sentences on {more} of them are left out.", "其中{more}個略去說明。";
    exuberance_thin(series, ends, rows) by ends: "{series}: tested at the end of {ends} row, in windows of {rows} regression rows and more: too few to rest a verdict on.",
        "{series}: tested at the end of {ends} rows, in windows of {rows} regression rows and more: too few to rest a verdict on.", "{series}：只檢定{ends}期，估計窗至少{rows}期，不足以下定論。";
    exuberance_plain(series, from, to, gsadf): "{series}, {from} to {to}: GSADF {gsadf}, without critical values.", "{series}，{from}至{to}：GSADF {gsadf}，未求臨界值。";
    exuberance_p(p): " (p {p})", "（p {p}）";
    exuberance_control(rows): " among any {rows} rows", "（任{rows}期之內）";
    exuberance_chance: "Its episodes below are then no more than what chance gives.", "以下各段爆炸性期間因此不比隨機情況多。";
    longest_decline(start, end, rows) by rows: "The longest decline runs from {start} to {end}, {rows} row.",
        "The longest decline runs from {start} to {end}, {rows} rows.", "最長的一段下跌為{start}至{end}，共{rows}期。";
    longest_decline_ongoing(start, end, rows) by rows: "The longest decline runs from {start} to {end}, {rows} row so far, and had not ended there.",
        "The longest decline runs from {start} to {end}, {rows} rows so far, and had not ended there.", "最長的一段下跌為{start}至{end}，迄今{rows}期，至資料末端尚未結束。";
    longest(start, end, rows, peak) by rows: "The longest episode runs from {start} to {end}, {rows} row, with its peak in {peak}.",
        "The longest episode runs from {start} to {end}, {rows} rows, with its peak in {peak}.", "最長的一段為{start}至{end}，共{rows}期，高點在{peak}。";
    longest_ongoing(start, end, rows, peak) by rows: "The longest episode runs from {start} to {end}, {rows} row so far, with its peak in {peak}, and had not ended there.",
        "The longest episode runs from {start} to {end}, {rows} rows so far, with its peak in {peak}, and had not ended there.",
        "最長的一段為{start}至{end}，迄今{rows}期，高點在{peak}，至資料末端尚未結束。";
    trimmed(series, leading, trailing): "{series}: missing rows at the beginning ({leading}) and at the end ({trailing}) were cut off.", "{series}：已略去開頭（{leading}期）與末尾（{trailing}期）的缺資料。";
    left_out(series, between) by between: "{series}: {between} row without a number, between others that are equally far apart, was left out.",
        "{series}: {between} rows without a number, between others that are equally far apart, were left out.", "{series}：已略去{between}期沒有數值的資料，其餘各期間隔相等。";
    panel_found(count, from, to, gsadf, level, critical, p): "The {count} series together, {from} to {to}: panel GSADF {gsadf} is above its {level} % critical value, {critical} (p {p}).",
        "{count}個序列合併，{from}至{to}：追蹤資料GSADF {gsadf}高於{level}%臨界值{critical}（p {p}）。";
    panel_decline(count, from, to, gsadf, level, critical, p): "The {count} series together, {from} to {to}: a decline that most of them have in common: panel GSADF {gsadf} is above its {level} % critical value, {critical} (p {p}).",
        "{count}個序列合併，{from}至{to}：多數序列同步下跌，追蹤資料GSADF {gsadf}高於{level}%臨界值{critical}（p {p}）。";
    panel_none(count, from, to, gsadf, level, critical, p): "The {count} series together, {from} to {to}: panel GSADF {gsadf} is not above its {level} % critical value, {critical} (p {p}).",
        "{count}個序列合併，{from}至{to}：追蹤資料GSADF {gsadf}未高於{level}%臨界值{critical}（p {p}）。";
    panel_plain(count, from, to, gsadf): "The {count} series together, {from} to {to}: panel GSADF {gsadf}, without critical values.", "{count}個序列合併，{from}至{to}：追蹤資料GSADF {gsadf}，未求臨界值。";
    panel: "All together", "合併";
    lag_fixed(lag): "lag {lag}", "落後{lag}期";
    lag_bic(most): "lags by BIC up to {most}, in every window", "每個估計窗以BIC選取落後期數，至多{most}期";
    lag_aic(most): "lags by AIC up to {most}, in every window", "每個估計窗以AIC選取落後期數，至多{most}期";
    lag_once(criterion, lags): "lags by {criterion} once on each whole series ({lags})", "各序列以{criterion}一次選定落後期數（{lags}期）";
    critical_panel(samples, seed): "those of the panel from {samples} sieve bootstrap samples, seed {seed}", "追蹤資料的臨界值取自{samples}個篩法拔靴樣本，亂數種子{seed}";
    window(rows): "shortest window {rows} regression rows", "最短估計窗{rows}期";
    in_logs: "in logarithms", "取對數";
    critical_none: "no critical values", "未求臨界值";
    critical_simulated(walks, seed): "critical values from {walks} simulated walks, seed {seed}", "臨界值取自{walks}條模擬隨機漫步，亂數種子{seed}";
    critical_bootstrap(samples, seed): "critical values from {samples} wild bootstrap samples, seed {seed}", "臨界值取自{samples}個野生拔靴樣本，亂數種子{seed}";
    critical_control(samples, seed, rows): "critical values from {samples} wild bootstrap samples, seed {seed}, of {rows} rows", "臨界值取自{samples}個野生拔靴樣本，亂數種子{seed}，每個{rows}期";
    in_place: "residuals in place, less their mean", "保留殘差次序並減去平均";
    episodes_first: "Episodes by BADF (Phillips, Wu and Yu 2011)", "以BADF判定的爆炸性期間（Phillips、Wu、Yu 2011）";
    statistics: "Statistics and critical values", "統計量與臨界值";
    episodes: "Episodes", "爆炸性期間";
    series: "Series", "序列";
    statistic: "Statistic", "統計量";
    episode_peak: "Peak", "高點";
    episode_kind: "Kind", "類型";
    doubling: "Doubling, rows [95 %]", "翻倍所需期數［95%］";
    kind_boom: "boom", "急漲";
    kind_collapse: "decline", "下跌";
    kind_ongoing(kind): "{kind}, ongoing", "{kind}，尚未結束";
    exuberance_windows: "Right-tailed tests with an intercept; windows count regression rows (rows less lags less 1).",
        "右尾檢定，含截距；估計窗以迴歸期數計（期數減落後期數減1）。";
    exuberance_line(level, line): "An episode is a run of rows with BSADF above its {level} % critical value, {line}; it is a boom or a decline by the series at its largest BSADF, against the start of that window. Doubling times are those of the series before logarithms, from start to peak.",
        "爆炸性期間是BSADF連續高於{level}%臨界值（{line}）的各期；漲跌以BSADF最大時的序列值與該估計窗起點相比而定。翻倍期數以取對數前的序列，自起點至高點估計。";
    line_running: "the SADF of a walk of so many rows", "同期數隨機漫步的SADF";
    line_gsadf: "the GSADF of a bootstrap sample, the same at every row", "拔靴樣本的GSADF，各期相同";
    line_panel: "Episodes of the panel have the mean BSADF above that of sieve bootstrap samples at the same row.", "追蹤資料的期間是平均BSADF高於篩法拔靴樣本同期臨界值的各期。";
    exuberance_no_forecast: "Explosive growth is no proof of a bubble: fundamentals that rise and fall like a hump are dated as well.",
        "爆炸性走勢不能證明泡沫：先升後降的基本面也會被判為爆炸性走勢。";
}
