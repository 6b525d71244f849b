//! Sentences on eras over time.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    paths_title(scenarios): "Over time: {scenarios}", "歷程比較：{scenarios}";
    stands_where(years, scenario, other, other_years, indicators, difference, earlier, later): "{years} years after its spark {scenario} scores what {other} scored after {other_years}, on the {indicators} figures that both have: {difference} years (with a spark a year earlier or later {earlier} to {later}).",
        "{scenario}起點後{years}年的分數，相當於{other}起點後{other_years}年（{indicators}項共同指標），相差{difference}年；起點前後挪一年，則為{earlier}至{later}年。";
    stands_below(years, scenario, other, indicators): "{years} years after its spark {scenario} scores less than {other} did at every point of its path, on the {indicators} or more figures that both have.",
        "{scenario}起點後{years}年的分數，低於{other}歷程上的每一點（至少{indicators}項共同指標）。";
    stands_above(years, scenario, other, indicators): "{years} years after its spark {scenario} scores more than {other} ever did before the end of its path, on the {indicators} or more figures that both have.",
        "{scenario}起點後{years}年的分數，高於{other}歷程終點之前的每一點（至少{indicators}項共同指標）。";
    walked(scenario, points, changes): "Along the path of {scenario} the score of an indicator goes {points} points in a year at random (root mean square of {changes} changes, each over the root of its years).",
        "{scenario}的歷程中，單一指標的分數一年隨機移動{points}分（{changes}次變動各除以年數平方根後的均方根）。";
    walked_all(points): "Along all of these paths: {points} points.", "各歷程合計：{points}分。";
    one_earlier_path: "Sparks are chosen, and there is one earlier path: nothing follows from where it led.",
        "起點由人選定，先前也只有一段歷程：從它後來的走向推不出結論。";
    date: "Date", "日期";
    years_since: "Years", "距起點年數";
    change_a_year: "Change a year", "年變動";
    moves: "What moved the score, from point to point", "逐點變動來源";
    moved_by: "Move", "較前一點變動";
    by_figures: "Figures", "數據更新";
    by_coverage: "Coverage", "資料涵蓋";
    by_rest: "Rest", "其他";
    by_coverage_since: "Coverage since then", "同期資料涵蓋";
}
