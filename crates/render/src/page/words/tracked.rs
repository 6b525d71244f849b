//! Sentences on eras over time.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    paths_title(scenarios): "Over time: {scenarios}", "時間路徑：{scenarios}";
    stands_where(years, scenario, other, other_years, indicators, difference, earlier, later): "{years} years after its spark {scenario} scores what {other} scored after {other_years}, on the {indicators} figures that both have: {difference} years (with a spark a year earlier or later {earlier} to {later}).",
        "起點後 {years} 年，{scenario} 的分數相當於 {other} 在起點後 {other_years} 年時（以雙方皆有的 {indicators} 個數據計）：相差 {difference} 年（起點前後移一年則為 {earlier} 至 {later}）。";
    stands_below(years, scenario, other, indicators): "{years} years after its spark {scenario} scores less than {other} did at every point of its path, on the {indicators} or more figures that both have.",
        "起點後 {years} 年，{scenario} 的分數低於 {other} 路徑上每一點（以雙方皆有的 {indicators} 個以上數據計）。";
    stands_above(years, scenario, other, indicators): "{years} years after its spark {scenario} scores more than {other} ever did before the end of its path, on the {indicators} or more figures that both have.",
        "起點後 {years} 年，{scenario} 的分數高於 {other} 路徑終點之前各點（以雙方皆有的 {indicators} 個以上數據計）。";
    walked(scenario, points, changes): "Along the path of {scenario} the score of an indicator goes {points} points in a year at random (root mean square of {changes} changes, each over the root of its years).",
        "沿 {scenario} 的路徑，單一指標的分數一年隨機移動 {points} 分（{changes} 次變動各除以年數平方根後的均方根）。";
    walked_all(points): "Along all of these paths: {points} points.", "各路徑合計：{points} 分。";
    one_earlier_path: "Sparks are chosen, and there is one earlier path: nothing follows from where it led.",
        "起點為人為選定，且僅有一條先前路徑：其後續走向不足以推論。";
    date: "Date", "日期";
    years_since: "Years", "年數";
    change_a_year: "Change a year", "每年變動";
    moves: "What moved the score, from point to point", "逐點變動來源";
    moved_by: "Move", "變動";
    by_figures: "Figures", "數據更新";
    by_coverage: "Coverage", "資料涵蓋";
    by_rest: "Rest", "其他";
    by_coverage_since: "Coverage since then", "同期資料涵蓋";
}
