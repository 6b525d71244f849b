//! Sentences on scorecards.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    titled(scenario, id, date): "{scenario} ({id}), as of {date}", "{scenario}（{id}），截至{date}";
    beside_score: "Beside the score", "參考項目（不計分）";
    indicators: "Indicators", "指標";
    watched: "Shown, not scored", "僅列示、不計分";
    missing: "Missing", "缺資料";
    notes: "Notes", "附註";
    scale(low, high): "  (0: {low}, 100: {high})", "（0分為{low}，100分為{high}）";
    nothing_missing: "nothing is missing", "沒有缺資料";
    whatever(low, high): "between {low} and {high} whatever the missing figures are", "不論缺資料補上何值，都在{low}至{high}分";
    score_line(band, bounds): " of 100, {band}; {bounds}", "分，等級「{band}」；{bounds}";
    no_score: "No score: ", "無分數：";
    scored_line(scored, all, coverage): "; {scored} of {all} dimensions scored, coverage {coverage}", "；{scored}/{all}個維度有分數，資料涵蓋率{coverage}";
    without_line(private, low_confidence): "Without private markets {private}, without low-confidence figures {low_confidence}", "不計未上市公司{private}分，不計低可信度數據{low_confidence}分";
    no_score_short: "no score", "無分數";
    own_worst(share): "; {share} of the weight is on indicators whose 100 this very era set: near 100 by construction",
        "；{share}的權重，100分基準由本時期創下，接近100分是定義使然";
    ages(older, all, bands): "{older} of {all} points rest on figures older than a year; by age: {bands}", "{all}分中，{older}分來自超過一年的數據；依資料落後天數：{bands}";
    ages_to_92(points): "up to 92 days {points}", "92天內{points}分";
    ages_to_184(points): "up to 184 days {points}", "184天內{points}分";
    ages_to_a_year(points): "up to a year {points}", "一年內{points}分";
    ages_older(points): "older {points}", "逾一年{points}分";
    ages_undated(points): "undated {points}", "未註明日期{points}分";
    as_of_and_age: "As of, age", "截至、落後時間";
    aged(date, age): "{date} {age}", "{date}（{age}）";
    days_old(days): "{days}d", "{days}天";
    months_old(months): "{months}m", "{months}個月";
    ends(changes): "ends if {changes}", "解除條件：{changes}";
    and_ends(ends): "; {ends}", "；{ends}";
    or: " or ", "，或";
    falls_to(figure, to, now): "{figure}, now {now}, falls to {to}", "{figure}（現為{now}）降至{to}";
    falls_below(figure, to, now): "{figure}, now {now}, falls below {to}", "{figure}（現為{now}）跌破{to}";
    rises_to(figure, to, now): "{figure}, now {now}, rises to {to}", "{figure}（現為{now}）升至{to}";
    rises_above(figure, to, now): "{figure}, now {now}, rises above {to}", "{figure}（現為{now}）升破{to}";
    points: "Points", "貢獻";
    if_calm: "If calm", "歸零減分";
    fires: "FIRES", "觸發";
    quiet: "quiet", "未觸發";
    undecided: "undecided", "無法判定";
    what_if(figure, kind, amount, before): "what-if: {figure} {kind} {amount} (was {before})", "假設值：{figure} {kind} {amount}（原為{before}）";
    no_value: "no value", "無資料";
    contested(why): "contested: {why}", "說法不一：{why}";
    tag_private: "private", "未上市";
    tag_contested: "contested", "說法不一";
    tag_what_if: "what-if", "假設值";
}
