//! Sentences on stress tests.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    below_a_thousandth: "less than 1 in 1,000", "每千種不到1種";
    above_a_thousandth: "more than 999 in 1,000", "每千種逾999種";
    stress_title(scenario): "Stress: {scenario}", "壓力測試：{scenario}";
    shocks_move(before, after, change): "The shocks take the score from {before} to {after}: {change} points.", "衝擊使分數由{before}分變為{after}分，變動{change}分。";
    shocks_no_score: "There is no score on both sides of the shocks.", "衝擊前後並非都有分數。";
    no_shocks(scenario, score, band): "{scenario} scores {score}, {band}.", "{scenario}{score}分，等級「{band}」。";
    stand_ins: "Where a figure is missing", "缺資料之處";
    last_known(figure, value, date, as_of): "{figure}: there is none on {as_of}; the last known one, {value} of {date}, is used before and after", "{figure}：{as_of}無數據；衝擊前後都採用最近一筆{value}（{date}）";
    skipped(figure, kind, amount): "{figure}: skipped ({kind} {amount}); no figure is known, however old", "{figure}：略過（{kind} {amount}）；沒有任何已知數據";
    what_shocks_change: "What the shocks change", "衝擊改變了什麼";
    before: "Before", "之前";
    after: "After", "之後";
    change: "Change", "變動";
    points_of_change: "Points", "貢獻";
    not_attained(score): "Rules that jump, words and conditions keep the raw values from it: put in, they give {score}.",
        "因規則跳階、文字或條件限制，原始數值無法恰好達到：代入後為{score}分。";
    there_already(scenario, score): "{scenario} is at {score} already.", "{scenario}已在{score}分。";
    unreachable(scenario, target, most): "{scenario} cannot reach {target}: with every indicator at the end of the scale it scores {most}.", "{scenario}無法達到{target}分：所有指標都到最高時為{most}分。";
    distance(scenario, score, target, gap, length): "{scenario} scores {score}; {target} is {gap} points away. The smallest change of all scores together has a length of {length} points (Euclidean).",
        "{scenario}{score}分，距{target}分還差{gap}分。所有分數一起變動時，最小調整幅度為{length}分（歐氏距離）。";
    local_best: "The tree is not arithmetic: this is the best found, which may be a local best.", "模型並非全為算術平均：這是找到的最佳解，可能只是局部最佳。";
    smallest_set(count, changes): "The smallest set of {count}: {changes}.", "最小的{count}項組合：{changes}。";
    none_alone(indicator, reach, gap): "No indicator can alone: {indicator} reaches farthest, {reach} of the {gap} points.", "單一指標做不到：{indicator}影響最大，最多只能加減{reach}分（共需{gap}分）。";
    none_to_three(indicator, reach, gap, together): "No single indicator can ({indicator} reaches farthest, {reach} of the {gap} points), nor can two or three; {together}.",
        "單一指標做不到（影響最大的{indicator}最多只能動{reach}分，共需{gap}分），兩項或三項亦不足；{together}。";
    takes_these(count, changes): "it takes {count} together: {changes}", "至少要{count}項同時變動：{changes}";
    takes_at_least(count): "it takes at least {count} together", "至少要{count}項同時變動";
    takes_all: "it takes nearly all of them together", "幾乎要全部同時變動";
    some_alone(able, all) by all: "{able} of {all} indicator could alone.",
        "{able} of {all} indicators could alone.", "{all}項指標中，{able}項可單獨達成。";
    moved(figure, from, to): "{figure} from {from} to {to}", "{figure}由{from}變為{to}";
    all_together: "All together, each as little as possible", "全部同時變動，各項幅度最小";
    one_alone: "One alone", "單一指標";
    now: "Now", "現值";
    needed: "Needed", "所需";
    unit: "Unit", "單位";
    needed_score: "Needed score", "所需分數";
    at_its_worst: "at its worst it adds", "惡化到底可加";
    at_its_calmest: "at its calmest it takes", "平靜到底可減";
    jumps: "beyond a jump of its rule", "越過規則的跳階";
    cannot(end, reach, gap): "cannot: {end} {reach} of the {gap} points", "做不到：{end}{reach}分（共需{gap}分）";
    weights_heading: "Which weights would turn the order round", "哪些權重會使排序逆轉";
    weights_share(indicators, first, first_score, second, second_score, share) by indicators: "On the {indicators} indicator that both have, {first} scores {first_score} and {second} scores {second_score}: the first is above the second with {share} of all weights that the dimensions could have.",
        "On the {indicators} indicators that both have, {first} scores {first_score} and {second} scores {second_score}: the first is above the second with {share} of all weights that the dimensions could have.",
        "以{indicators}項共同指標計，{first}{first_score}分，{second}{second_score}分；在維度的所有可能權重中，{share}是前者較高。";
    weights_turn(length, changes): "The smallest shift that makes them equal has a length of {length}: {changes}.", "使兩者相等的最小權重變動幅度為{length}：{changes}。";
    weight_moves(dimension, from, to): "{dimension} from {from} to {to}", "{dimension}由{from}變為{to}";
    weights_never: "No weights turn the order round.", "任何權重都不改變排序。";
    nothing_shared(first, second): "{first} and {second} have no indicators in common: no weights can be compared.", "{first}與{second}沒有共同指標，無法比較權重。";
}
