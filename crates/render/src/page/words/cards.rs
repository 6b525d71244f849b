//! The sentences of a report's cards, of its alerts in words, and of the questions that a committee asks.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    card_up(date, points): "Since {date}: up {points} points", "{date}以來：升{points}分";
    card_down(date, points): "Since {date}: down {points} points", "{date}以來：降{points}分";
    card_still(date): "Since {date}: no move", "{date}以來：沒有變動";
    card_coverage(points): ", but {points} of it is data that came or went", "，但其中{points}分來自資料增減";
    card_no_move: "Since last time: not known", "與前次相比：無從得知";
    card_no_earlier: "There is no earlier date or report with a score to hold it against.", "沒有可供比較的較早日期或報告。";
    part_coverage: "Data that came or went", "資料增減";
    part_rest: "Revised figures, another model", "修正的數據、模型變更";
    card_stood(other, date): "As high as {other} was on its way in {date}", "與{other}途中的{date}一樣高";
    card_below(other): "Lower than any point on the way to {other}", "低於通往{other}途中的每一點";
    card_above(other): "Higher than every point on the way to {other}", "高於通往{other}途中的每一點";
    card_no_parallel: "Where on another era's path: not known", "相當於其他時期的何處：無從得知";
    card_no_other: "The report has no path of another era with figures in common.", "報告中沒有具共同數據的其他時期歷程。";
    card_beyond(count): "Beyond the record: {count} measures", "超出紀錄：{count}項指標";
    card_beyond_one: "Beyond the record: one measure", "超出紀錄：1項指標";
    card_within: "Nothing beyond the record", "沒有指標超出紀錄";
    card_within_means(high): "No measure lies beyond the end of its scale, {high}.", "沒有指標超出量尺盡頭（{high}）。";
    beyond_now: "Now", "現值";
    beyond_record: "Worst on record", "史上最嚴重";
    beyond_beside(indicator): "{indicator}, outside the score", "{indicator}（不計分）";
    beyond_disputed(indicator, low, high): "{indicator}: disputed, {low} to {high} by what is counted.", "{indicator}：說法不一，依計算範圍為{low}至{high}。";
    fires_since(alert, date): "{alert}: fires since {date}", "{alert}：自{date}起觸發";
    fires_now(alert): "{alert}: fires", "{alert}：觸發";
    quiet_since(alert, date): "{alert}: quiet since {date}", "{alert}：自{date}起未觸發";
    quiet_now(alert): "{alert}: quiet", "{alert}：未觸發";
    undecided_alert(alert): "{alert}: cannot be decided", "{alert}：無法判定";
    would_end(changes): " It would end if {changes}.", "下列任一情形即解除：{changes}。";
    no_one_ends: " No single figure is known that would end it.", "沒有可單獨使其解除的數據。";
    change_in_a_year(name): "the change of {name} in a year", "{name}的年變動";
    score_of(name): "the score of {name}", "{name}的分數";
    ask_changed: "What changed?", "有何變動？";
    ask_level: "What does a level mean?", "分數高低代表什麼？";
    ask_scale: "Where did other eras stand on the same scale?", "其他時期在同一量尺上位於何處？";
    ask_warned: "Did it ever warn?", "是否曾示警？";
    ask_stale: "How much is stale?", "有多少是舊資料？";
    level_means(bands, low, high): "How far the figures have gone from {low} (0) towards {high} (100): {bands}. It says nothing of when, or whether, prices fall; no probability follows from it.",
        "數據自{low}（0分）朝{high}（100分）走了多遠：{bands}。分數不說明價格何時或是否下跌，也不是機率。";
    scale_of(scenario, score, share): "{scenario} {score} (coverage {share})", "{scenario}{score}分（資料涵蓋率{share}）";
    scale_none(scenarios): "Too little is known to score {scenarios}.", "{scenarios}資料過少，沒有分數。";
    scale_not_known: "Not known: no other era is scored beside these.", "無從得知：沒有其他時期的分數。";
    scale_means(eras): "Under the same model: {eras}.", "以同一模型計：{eras}。";
    warned_first(scenario, alert, date, years): "On the way to {scenario} the first alert, “{alert}”, fired in {date}, {years} years before.",
        "在通往{scenario}途中，第一個警示「{alert}」於{date}觸發，早了{years}年。";
    warned_never(scenario): "On the way to {scenario} no alert fired.", "在通往{scenario}途中，沒有警示觸發。";
    warned_means: "One era proves nothing: whether such alerts came before falls more often than chance is not known from this report.",
        "單一時期不足以證明：此類警示是否比亂猜更能預示下跌，無法由本報告得知。";
    warned_not_known: "Not known: the report has no earlier era with a path.", "無從得知：報告中沒有較早時期的歷程。";
    not_known: "Not known.", "無從得知。";
}
