//! Sentences on verdicts.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    all_data: "On all data", "以全部資料計";
    common(count) by count: "On the {count} indicator",
        "On the {count} indicators", "以相同基準比較（{count}項共同指標，";
    both_have(indicators, weight): "{indicators} that both have ({weight} of the model's weight)", "{indicators}占模型權重{weight}）";
    all_have(indicators, weight): "{indicators} that all have ({weight} of the model's weight)", "{indicators}占模型權重{weight}）";
    nothing_common: "They have no indicator in common: nothing can be compared like for like.",
        "沒有共同指標，無法以相同基準比較。";
    orders_differ(like_for_like): "Like for like the order is another than on all data, and like for like is the fair one. {like_for_like}",
        "兩種比較排序不同，以相同基準為準。{like_for_like}";
    none_scores(figures): "{figures} none of them has a score.", "{figures}，各情境都沒有分數。";
    one_scores(figures, scenario, score, missing): "{figures} only {scenario} has a score: {score}{missing}.", "{figures}，只有{scenario}有分數：{score}分{missing}。";
    both_score(figures, first, second, score, missing): "{figures} {first} and {second} both score {score}{missing}.", "{figures}，{first}與{second}同為{score}分{missing}。";
    two_score(figures, first, score, second, lower, gap, missing): "{figures} {first} scores {score} and {second} scores {lower}: {gap} points higher{missing}.", "{figures}，{first}{score}分，{second}{lower}分，前者高{gap}分{missing}。";
    many_score(figures, scores, missing): "{figures}, from high to low: {scores}{missing}.", "{figures}，由高至低：{scores}{missing}。";
    without_score(scenarios): " ({scenarios} without a score)", "（{scenarios}無分數）";
    on_of(scenario, scored, all): "{scenario} on {scored} of {all}", "{scenario}{scored}/{all}";
    incomparable(dimensions): "On all data they rest on different numbers of dimensions ({dimensions}) and are not comparable.",
        "以全部資料計，依據的維度數不同（{dimensions}），不可直接比較。";
    drivers(first, second, dimensions, indicators, coverage): "What makes the difference ({first} less {second}, in points):{dimensions} by indicator most of all {indicators}.{coverage}",
        "分差主要來源（{first}減{second}，單位：分）：{dimensions}單項以{indicators}影響最大。{coverage}";
    by_dimension(dimensions): " by dimension {dimensions};", "各維度依序為{dimensions}；";
    coverage_part(points): " Of the difference on all data, {points} points are coverage, not data: figures that only one of them has.",
        "全部資料的分差中，{points}分來自資料涵蓋差異：有些數據只有一方有。";
    by_construction(share, scenario): "{share} of the weight of {scenario} is measured against the record of its own era: a score near 100 there is so by construction.",
        "{scenario}有{share}的權重，100分基準就是該時期創下的；這些指標接近100分是定義使然，不是發現。";
    alone(scenario, score, band, low, high): "{scenario} scores {score} of 100, in the band “{band}”: the distance travelled from {low} (0) towards {high} (100).",
        "{scenario}{score}分，等級「{band}」：{low}（0分）與{high}（100分）之間的位置。";
    alone_open(share, low, high): "Whatever the missing figures are ({share} of the weight), the score lies between {low} and {high}.",
        "缺資料占權重{share}，不論補上何值，分數都在{low}至{high}分。";
    alone_drivers(indicators): "Most points come from {indicators}.", "貢獻最大的是{indicators}。";
}
