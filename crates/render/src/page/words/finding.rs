//! The sentences of the finding.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    level: "level", "持平";
    points_lower(points): "{points} points lower", "低{points}分";
    points_higher(points): "{points} points higher", "高{points}分";
    finding_drawn(later, score, interval, earlier, other, other_interval, gap): "{later} scores {score} of 100 (nine draws in ten: {interval}), {earlier} {other} ({other_interval}): {gap}.",
        "{later}{score}分（九成區間{interval}分），{earlier}{other}分（{other_interval}分），前者{gap}。";
    finding_scores(later, score, earlier, other, gap): "{later} scores {score} of 100, {earlier} {other}: {gap}.",
        "{later}{score}分，{earlier}{other}分，前者{gap}。";
    prose_interval(low, high): "{low} to {high}", "{low}至{high}";
    measured(count, weight) by count: "On the {count} indicator that both have ({weight} of the model's weight)",
        "On the {count} indicators that both have ({weight} of the model's weight)", "以相同基準比較（{count}項共同指標，占模型權重{weight}）";
    finding_like(measured, score, other, gap): "{measured} it is {score} against {other}: {gap}.", "{measured}，{score}分對{other}分，{gap}。";
    finding_turned(measured, score, other, gap): "{measured} the order is another, and that is the fair reading: {score} against {other}, {gap}.",
        "{measured}，排序不同，應以此為準：{score}分對{other}分，{gap}。";
    dimension_stands(dimension, gap, score, other): "{dimension}, {gap} ({score} against {other})", "{dimension}，{gap}（{score}分對{other}分）";
    one_dimension(dimension): "Both have one dimension: {dimension}.", "共同的維度僅一個：{dimension}。";
    equally_far(first, second): "The dimensions lie equally far apart: {first}; {second}.", "各維度差距相同：{first}；{second}。";
    closest_and_farthest(closest, farthest): "Closest is {closest}; farthest apart is {farthest}.", "最接近的維度是{closest}；差距最大的是{farthest}。";
    fastest_up(scenario, dimension, points, since): "{scenario} moves fastest in {dimension}: {points} points up since {since}, like for like.",
        "{scenario}近一年變動最快的維度是{dimension}：較{since}升{points}分（以相同基準計）。";
    fastest_down(scenario, dimension, points, since): "{scenario} moves fastest in {dimension}: {points} points down since {since}, like for like.",
        "{scenario}近一年變動最快的維度是{dimension}：較{since}降{points}分（以相同基準計）。";
    largest_part(indicator, value, other, points): "The largest single part of the gap is {indicator}: {value} against {other}, worth {points} points.",
        "分差中，單項以「{indicator}」影響最大：{value}對{other}，貢獻{points}分。";
    value_unit(value, unit): "{value} {unit}", "{value}{unit}";
    value_range(value, range): "{value} [{range}]", "{value}（{range}）";
    unknown_both(share, later, other_share, earlier, low, high): "No figure stands behind {share} of the weight of {later} and {other_share} of that of {earlier}; whatever is missing, {later} scores between {low} and {high}.",
        "{later}缺資料占權重{share}，{earlier}占{other_share}；不論補上何值，{later}都在{low}至{high}分。";
    unknown_now(share, later, low, high): "No figure stands behind {share} of the weight of {later}; whatever is missing, it scores between {low} and {high}.",
        "{later}缺資料占權重{share}；不論補上何值，分數都在{low}至{high}分。";
    unknown_before(share, earlier): "No figure stands behind {share} of the weight of {earlier}.", "{earlier}缺資料占權重{share}。";
    a_distance(low, high): "A score is a distance from {low} (0) towards {high} (100), not a probability.",
        "分數是{low}（0分）與{high}（100分）之間的位置，不是機率。";
}
