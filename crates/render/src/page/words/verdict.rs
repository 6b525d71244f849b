//! Sentences on verdicts.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    all_data: "On all data", "以全部資料計";
    common_one: "On the one indicator", "以雙方皆有的一個指標";
    common(count): "On the {count} indicators", "以 {count} 個共同指標";
    both_have(indicators, weight): "{indicators} that both have ({weight} of the model's weight)", "{indicators}（雙方皆有，占模型權重 {weight}）";
    all_have(indicators, weight): "{indicators} that all have ({weight} of the model's weight)", "{indicators}（各方皆有，占模型權重 {weight}）";
    nothing_common: "They have no indicator in common: nothing can be compared like for like.",
        "它們沒有共同的指標，無法同口徑比較。";
    orders_differ(like_for_like): "Like for like the order is another than on all data, and like for like is the fair one. {like_for_like}",
        "同口徑比較的次序與全部資料不同，應以同口徑為準。{like_for_like}";
    none_scores(figures): "{figures} none of them has a score.", "{figures}，各情境皆無分數。";
    one_scores(figures, scenario, score, missing): "{figures} only {scenario} has a score: {score}{missing}.", "{figures}，僅 {scenario} 有分數：{score} 分{missing}。";
    both_score(figures, first, second, score, missing): "{figures} {first} and {second} both score {score}{missing}.", "{figures}，{first} 與 {second} 同為 {score} 分{missing}。";
    two_score(figures, first, score, second, lower, gap, missing): "{figures} {first} scores {score} and {second} scores {lower}: {gap} points higher{missing}.", "{figures}，{first} 得 {score} 分，{second} 得 {lower} 分，高出 {gap} 分{missing}。";
    many_score(figures, scores, missing): "{figures}, from high to low: {scores}{missing}.", "{figures}，由高至低：{scores}{missing}。";
    without_score(scenarios): " ({scenarios} without a score)", "（{scenarios} 無分數）";
    on_of(scenario, scored, all): "{scenario} on {scored} of {all}", "{scenario} 為 {scored}/{all}";
    incomparable(dimensions): "On all data they rest on different numbers of dimensions ({dimensions}) and are not comparable.",
        "以全部資料計，它們依據的維度數不同（{dimensions}），不可直接比較。";
    drivers(first, second, dimensions, indicators, coverage): "What makes the difference ({first} less {second}, in points):{dimensions} by indicator most of all {indicators}.{coverage}",
        "差距的來源（{first} 減 {second}，單位：分）：{dimensions}指標中以 {indicators} 為最。{coverage}";
    by_dimension(dimensions): " by dimension {dimensions};", "各維度 {dimensions}；";
    coverage_part(points): " Of the difference on all data, {points} points are coverage, not data: figures that only one of them has.",
        "全部資料的分差中，{points} 分來自涵蓋率而非數據：僅一方有的數字。";
    by_construction(share, scenario): "{share} of the weight of {scenario} lies on indicators whose worst end on record its own era set: a score near 100 there is so by construction.",
        "{scenario} 有 {share} 的權重落在由其所屬時期自身訂下史上最糟端點的指標上：這些指標接近 100 分乃定義使然。";
    alone(scenario, score, band): "{scenario} scores {score} of 100, in the band “{band}”: the distance travelled from a typical calm year (0) towards the worst on record (100).",
        "{scenario} 得 {score} 分（滿分 100），屬「{band}」區間：即自一般平靜年份（0）朝史上最糟（100）走過的距離。";
    alone_open(share, low, high): "Whatever the missing figures are ({share} of the weight), the score lies between {low} and {high}.",
        "無論缺漏的數據（占權重 {share}）為何，分數介於 {low} 與 {high} 之間。";
    alone_drivers(indicators): "Most points come from {indicators}.", "得分最多來自 {indicators}。";
}
