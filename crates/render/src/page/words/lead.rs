//! The sentences that lead a page, and those of findings on one scenario, on the path of one era, and on three scenarios and more.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    lead_alone(scenario, score, band): "{scenario} scores {score} of 100: {band}", "{scenario}{score}分，等級「{band}」";
    lead_below(later, score, gap, earlier): "{later} scores {score} of 100, {gap} points below {earlier}", "{later}{score}分，比{earlier}低{gap}分";
    lead_above(later, score, gap, earlier): "{later} scores {score} of 100, {gap} points above {earlier}", "{later}{score}分，比{earlier}高{gap}分";
    lead_level(later, score, earlier): "{later} scores {score} of 100, level with {earlier}", "{later}{score}分，與{earlier}相同";
    lead_dimensions(closest, farthest): ": closest on {closest}, farthest on {farthest}", "；{closest}最接近，{farthest}差距最大";
    lead_on_shared(count, finding) by count: "On the {count} indicator that both have, {finding}",
        "On the {count} indicators that both have, {finding}", "以{count}項共同指標計，{finding}";
    lead_incomparable(first, second): "{first} and {second} cannot be compared: no indicator is known for both", "{first}與{second}無從比較：沒有共同指標";
    lead_up(latest, score, points, first): "{latest} scores {score} of 100, up {points} points since {first}", "{latest}{score}分，較{first}升{points}分";
    lead_down(latest, score, points, first): "{latest} scores {score} of 100, down {points} points since {first}", "{latest}{score}分，較{first}降{points}分";
    lead_still(latest, score, first): "{latest} scores {score} of 100, as in {first}", "{latest}{score}分，與{first}相同";
    lead_highest(scenario, score): "{scenario} scores highest: {score} of 100", "{scenario}{score}分，居首";
    lead_latest(scenario, score): "; {scenario} scores {score}", "；{scenario}{score}分";
    alone_drawn(scenario, score, interval, band): "{scenario} scores {score} of 100 (nine draws in ten: {interval}), in the band “{band}”.",
        "{scenario}{score}分（九成區間{interval}分），等級「{band}」。";
    along_drawn(latest, score, interval, gap, first, other): "{latest} scores {score} of 100 (nine draws in ten: {interval}), {gap} than {first} ({other}).",
        "{latest}{score}分（九成區間{interval}分），比{first}（{other}分）{gap}。";
    along_scores(latest, score, gap, first, other): "{latest} scores {score} of 100, {gap} than {first} ({other}).", "{latest}{score}分，比{first}（{other}分）{gap}。";
    along_level(latest, score, first): "{latest} scores {score} of 100, as {first} did.", "{latest}{score}分，與{first}相同。";
    along_way(stops): "On the way: {stops}.", "其間：{stops}。";
    along_like(count, weight, other, score, gap) by count: "On the {count} indicator that all these dates have ({weight} of the model's weight) it went from {other} to {score}, {gap}; what else the score moved is data that came or went.",
        "On the {count} indicators that all these dates have ({weight} of the model's weight) it went from {other} to {score}, {gap}; what else the score moved is data that came or went.",
        "以相同基準比較（各日期皆有的{count}項指標，占模型權重{weight}），由{other}分至{score}分，{gap}；其餘變動來自資料增減。";
    along_no_common: "No indicator is known for all these dates: nothing can be compared like for like.", "沒有各日期皆有的指標，無法以相同基準比較。";
    along_dimensions(most, least): "{most} moved most, {least} least.", "{most}變動最大，{least}最小。";
    along_dimension(dimension, points, from, to): "{dimension} ({points}, from {from} to {to})", "{dimension}（{points}分，由{from}至{to}）";
    several_scores(scores, missing): "From high to low, of 100: {scores}{missing}.", "由高至低：{scores}{missing}。";
    several_drawn(scenario, score, interval): "{scenario} {score} (nine draws in ten: {interval})", "{scenario}{score}分（九成區間{interval}分）";
    several_scored(scenario, score): "{scenario} {score}", "{scenario}{score}分";
    several_like(count, weight, scores) by count: "On the {count} indicator that all have ({weight} of the model's weight) the order is the same: {scores}.",
        "On the {count} indicators that all have ({weight} of the model's weight) the order is the same: {scores}.",
        "以相同基準比較（{count}項共同指標，占模型權重{weight}），排序相同：{scores}。";
    several_turned(count, weight, scores) by count: "On the {count} indicator that all have ({weight} of the model's weight) the order is another, and that is the fair reading: {scores}.",
        "On the {count} indicators that all have ({weight} of the model's weight) the order is another, and that is the fair reading: {scores}.",
        "以相同基準比較（{count}項共同指標，占模型權重{weight}），排序不同，應以此為準：{scores}。";
    several_era(latest, gap, first): "{latest} stands {gap} than {first} of the same era.", "{latest}比同時期的{first}{gap}。";
    several_era_level(latest, first): "{latest} stands where {first} of the same era stood.", "{latest}與同時期的{first}相同。";
    several_dimensions(closest, farthest): "They lie closest together on {closest} and farthest apart on {farthest}.", "各方最接近的是{closest}，差距最大的是{farthest}。";
    several_dimension(dimension, low, high): "{dimension} ({low} to {high})", "{dimension}（{low}至{high}分）";
    several_unknown(shares): "No figure stands behind part of the weight: {shares}.", "缺資料占權重：{shares}。";
    several_unknown_of(scenario, share): "{scenario} {share}", "{scenario}{share}";
}
