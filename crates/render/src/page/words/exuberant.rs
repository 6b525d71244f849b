//! Sentences on exuberance tests.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    exuberance_title(file): "Exuberance: {file}", "爆炸性走勢檢定（GSADF）：{file}";
    exuberance_found(series, from, to, gsadf, critical, p): "{series}, {from} to {to}: explosive growth for some time: GSADF {gsadf} is above its 95 % critical value, {critical}{p}.",
        "{series}，{from}至{to}：曾出現爆炸性走勢，GSADF {gsadf}高於95%臨界值{critical}{p}。";
    exuberance_none(series, from, to, gsadf, critical, p): "{series}, {from} to {to}: no explosive growth: GSADF {gsadf} is not above its 95 % critical value, {critical}{p}.",
        "{series}，{from}至{to}：未見爆炸性走勢，GSADF {gsadf}未高於95%臨界值{critical}{p}。";
    exuberance_plain(series, from, to, gsadf): "{series}, {from} to {to}: GSADF {gsadf}, without critical values.", "{series}，{from}至{to}：GSADF {gsadf}，未求臨界值。";
    exuberance_p(p): " (p {p})", "（p {p}）";
    exuberance_control(rows): " among any {rows} rows", "（任{rows}期之內）";
    exuberance_chance: "Its episodes below are then no more than what chance gives.", "以下各段爆炸性期間因此不比隨機情況多。";
    longest(start, end, rows, peak): "The longest episode runs from {start} to {end}, {rows} rows, with its peak in {peak}.", "最長的一段為{start}至{end}，共{rows}期，高點在{peak}。";
    longest_ongoing(start, end, rows, peak): "The longest episode runs from {start} to {end}, {rows} rows so far, with its peak in {peak}, and had not ended there.",
        "最長的一段為{start}至{end}，迄今{rows}期，高點在{peak}，至資料末端尚未結束。";
    trimmed(series, leading, trailing): "{series}: missing rows at the beginning ({leading}) and at the end ({trailing}) were cut off.", "{series}：已略去開頭（{leading}期）與末尾（{trailing}期）的缺資料。";
    left_out(series, between): "{series}: {between} rows without a number, between others that are equally far apart, were left out.", "{series}：已略去{between}期沒有數值的資料，其餘各期間隔相等。";
    panel_found(count, from, to, gsadf, critical, p): "The {count} series together, {from} to {to}: panel GSADF {gsadf} is above its 95 % critical value, {critical} (p {p}).",
        "{count}個序列合併，{from}至{to}：追蹤資料GSADF {gsadf}高於95%臨界值{critical}（p {p}）。";
    panel_none(count, from, to, gsadf, critical, p): "The {count} series together, {from} to {to}: panel GSADF {gsadf} is not above its 95 % critical value, {critical} (p {p}).",
        "{count}個序列合併，{from}至{to}：追蹤資料GSADF {gsadf}未高於95%臨界值{critical}（p {p}）。";
    panel_plain(count, from, to, gsadf): "The {count} series together, {from} to {to}: panel GSADF {gsadf}, without critical values.", "{count}個序列合併，{from}至{to}：追蹤資料GSADF {gsadf}，未求臨界值。";
    panel: "All together", "合併";
    lag_fixed(lag): "lag {lag}", "落後{lag}期";
    lag_bic(most): "lags by BIC up to {most}, in every window", "每個估計窗以BIC選取落後期數，至多{most}期";
    window(rows): "shortest window {rows} regression rows", "最短估計窗{rows}期";
    in_logs: "in logarithms", "取對數";
    critical_none: "no critical values", "未求臨界值";
    critical_simulated(walks, seed): "critical values from {walks} simulated walks, seed {seed}", "臨界值取自{walks}條模擬隨機漫步，亂數種子{seed}";
    critical_bootstrap(samples, seed): "critical values from {samples} wild bootstrap samples, seed {seed}", "臨界值取自{samples}個野生拔靴樣本，亂數種子{seed}";
    critical_control(samples, seed, rows): "critical values from {samples} wild bootstrap samples, seed {seed}, of {rows} rows", "臨界值取自{samples}個野生拔靴樣本，亂數種子{seed}，每個{rows}期";
    in_place: "residuals in place", "保留殘差次序";
    statistics: "Statistics and critical values", "統計量與臨界值";
    episodes: "Episodes", "爆炸性期間";
    series: "Series", "序列";
    statistic: "Statistic", "統計量";
    episode_peak: "Peak", "高點";
    episode_kind: "Kind", "類型";
    doubling: "Doubling, rows [95 %]", "翻倍所需期數［95%］";
    kind_boom: "boom", "急漲";
    kind_collapse: "collapse", "崩跌";
    kind_ongoing(kind): "{kind}, ongoing", "{kind}，尚未結束";
    exuberance_windows: "Right-tailed tests with an intercept; windows count regression rows (rows less lags less 1).",
        "右尾檢定，含截距；估計窗以迴歸期數計（期數減落後期數減1）。";
    exuberance_line: "An episode is a run of rows with BSADF above its 95 % critical value; a collapse is one whose first row is its highest. Doubling times are those of the series before logarithms, from start to peak.",
        "爆炸性期間是BSADF連續高於95%臨界值的各期；首期就是最高者屬崩跌。翻倍期數以取對數前的序列，自起點至高點估計。";
    exuberance_no_forecast: "Explosive growth is no proof of a bubble: fundamentals that rise and fall like a hump are dated as well.",
        "爆炸性走勢不能證明泡沫：先升後降的基本面也會被判為爆炸性走勢。";
}
