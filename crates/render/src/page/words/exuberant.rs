//! Sentences on exuberance tests.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    exuberance_title(file): "Exuberance: {file}", "過熱檢定：{file}";
    exuberance_found(series, from, to, gsadf, critical, p): "{series}, {from} to {to}: explosive growth for some time: GSADF {gsadf} is above its 95 % critical value, {critical}{p}.",
        "{series}，{from} 至 {to}：曾呈爆炸性成長：GSADF {gsadf} 高於其 95 % 臨界值 {critical}{p}。";
    exuberance_none(series, from, to, gsadf, critical, p): "{series}, {from} to {to}: no explosive growth: GSADF {gsadf} is not above its 95 % critical value, {critical}{p}.",
        "{series}，{from} 至 {to}：未見爆炸性成長：GSADF {gsadf} 未高於其 95 % 臨界值 {critical}{p}。";
    exuberance_plain(series, from, to, gsadf): "{series}, {from} to {to}: GSADF {gsadf}, without critical values.", "{series}，{from} 至 {to}：GSADF {gsadf}，未求臨界值。";
    exuberance_p(p): " (p {p})", "（p {p}）";
    exuberance_control(rows): " among any {rows} rows", "（任 {rows} 列之內）";
    exuberance_chance: "Its episodes below are then no more than what chance gives.", "其下列期間因而不多於偶然所致。";
    longest(start, end, rows, peak): "The longest episode runs from {start} to {end}, {rows} rows, with its peak in {peak}.", "最長的一段為 {start} 至 {end}，共 {rows} 列，高點在 {peak}。";
    longest_ongoing(start, end, rows, peak): "The longest episode runs from {start} to {end}, {rows} rows so far, with its peak in {peak}, and had not ended there.",
        "最長的一段為 {start} 至 {end}，迄今 {rows} 列，高點在 {peak}，至資料末端尚未結束。";
    trimmed(series, leading, trailing): "{series}: missing rows at the beginning ({leading}) and at the end ({trailing}) were cut off.", "{series}：已略去開頭（{leading} 列）與末尾（{trailing} 列）的缺漏。";
    left_out(series, between): "{series}: {between} rows without a number, between others that are equally far apart, were left out.", "{series}：已略去 {between} 列沒有數值的資料，其餘各列間隔相等。";
    panel_found(count, from, to, gsadf, critical, p): "The {count} series together, {from} to {to}: panel GSADF {gsadf} is above its 95 % critical value, {critical} (p {p}).",
        "{count} 個序列合併，{from} 至 {to}：面板 GSADF {gsadf} 高於其 95 % 臨界值 {critical}（p {p}）。";
    panel_none(count, from, to, gsadf, critical, p): "The {count} series together, {from} to {to}: panel GSADF {gsadf} is not above its 95 % critical value, {critical} (p {p}).",
        "{count} 個序列合併，{from} 至 {to}：面板 GSADF {gsadf} 未高於其 95 % 臨界值 {critical}（p {p}）。";
    panel_plain(count, from, to, gsadf): "The {count} series together, {from} to {to}: panel GSADF {gsadf}, without critical values.", "{count} 個序列合併，{from} 至 {to}：面板 GSADF {gsadf}，未求臨界值。";
    panel: "All together", "合併";
    lag_fixed(lag): "lag {lag}", "落後 {lag} 期";
    lag_bic(most): "lags by BIC up to {most}, in every window", "每個視窗以 BIC 選取落後期數，至多 {most} 期";
    window(rows): "shortest window {rows} regression rows", "最短視窗 {rows} 個迴歸列";
    in_logs: "in logarithms", "取對數";
    critical_none: "no critical values", "未求臨界值";
    critical_simulated(walks, seed): "critical values from {walks} simulated walks, seed {seed}", "臨界值取自 {walks} 條模擬隨機漫步，種子 {seed}";
    critical_bootstrap(samples, seed): "critical values from {samples} wild bootstrap samples, seed {seed}", "臨界值取自 {samples} 個 wild bootstrap 樣本，種子 {seed}";
    critical_control(samples, seed, rows): "critical values from {samples} wild bootstrap samples, seed {seed}, of {rows} rows", "臨界值取自 {samples} 個 wild bootstrap 樣本，種子 {seed}，每個 {rows} 列";
    in_place: "residuals in place", "殘差保留原位";
    statistics: "Statistics and critical values", "統計量與臨界值";
    episodes: "Episodes", "過熱期間";
    series: "Series", "序列";
    statistic: "Statistic", "統計量";
    episode_peak: "Peak", "高點";
    episode_kind: "Kind", "類型";
    doubling: "Doubling, rows [95 %]", "倍增列數 [95 %]";
    kind_boom: "boom", "暴漲";
    kind_collapse: "collapse", "暴跌";
    kind_ongoing(kind): "{kind}, ongoing", "{kind}，進行中";
    exuberance_windows: "Right-tailed tests with an intercept; windows count regression rows (rows less lags less 1).",
        "右尾檢定，含截距；視窗以迴歸列計（列數減落後期數減 1）。";
    exuberance_line: "An episode is a run of rows with BSADF above its 95 % critical value; a collapse is one whose first row is its highest. Doubling times are those of the series before logarithms, from start to peak.",
        "過熱期間為 BSADF 高於其 95 % 臨界值的連續列；首列即為最高者屬暴跌。倍增時間以取對數前的序列，自起點至高點估計。";
    exuberance_no_forecast: "Explosive growth is no proof of a bubble: fundamentals that rise and fall like a hump are dated as well.",
        "爆炸性成長並非泡沫的證明：駝峰形的基本面也會被判為過熱。";
}
