//! Sentences on scorecards.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    titled(scenario, id, date): "{scenario} ({id}), as of {date}", "{scenario}（{id}），截至 {date}";
    beside_score: "Beside the score", "分數之外";
    indicators: "Indicators", "指標";
    watched: "Shown, not scored", "僅列示、不計分";
    missing: "Missing", "缺漏";
    notes: "Notes", "附註";
    scale: "  (0: a typical calm year, 100: the worst on record)", "  （0：一般平靜年份，100：史上最糟）";
    nothing_missing: "nothing is missing", "無缺漏";
    whatever(low, high): "between {low} and {high} whatever the missing figures are", "無論缺漏為何，介於 {low} 與 {high} 之間";
    score_line(band, bounds): " of 100, {band}; {bounds}", "（滿分 100），{band}；{bounds}";
    no_score: "No score: ", "無分數：";
    scored_line(scored, all, coverage): "; {scored} of {all} dimensions scored, coverage {coverage}", "；{scored}/{all} 個維度有分數，涵蓋率 {coverage}";
    without_line(private, low_confidence): "Without private markets {private}, without low-confidence figures {low_confidence}", "不含私有市場 {private}，不含低可信度數據 {low_confidence}";
    no_score_short: "no score", "無分數";
    own_worst(share): "; {share} of the weight is on indicators whose 100 this very era set: near 100 by construction",
        "；{share} 的權重落在由本時期訂下 100 分的指標上：接近 100 乃定義使然";
    ages(older, all, bands): "{older} of {all} points rest on figures older than a year; by age: {bands}", "{all} 分中有 {older} 分來自超過一年的數據；依數據年齡：{bands}";
    ages_to_92(points): "up to 92 days {points}", "92 天內 {points}";
    ages_to_184(points): "up to 184 days {points}", "184 天內 {points}";
    ages_to_a_year(points): "up to a year {points}", "一年內 {points}";
    ages_older(points): "older {points}", "更舊 {points}";
    ages_undated(points): "undated {points}", "未註明日期 {points}";
    as_of_and_age: "As of, age", "截至、年齡";
    days_old(days): "{days}d", "{days}天";
    months_old(months): "{months}m", "{months}個月";
    ends(changes): "ends if {changes}", "解除條件：{changes}";
    and_ends(ends): "; {ends}", "；{ends}";
    or: " or ", "，或";
    falls_to(figure, to, now): "{figure}, now {now}, falls to {to}", "{figure}（現為 {now}）降至 {to}";
    falls_below(figure, to, now): "{figure}, now {now}, falls below {to}", "{figure}（現為 {now}）跌破 {to}";
    rises_to(figure, to, now): "{figure}, now {now}, rises to {to}", "{figure}（現為 {now}）升至 {to}";
    rises_above(figure, to, now): "{figure}, now {now}, rises above {to}", "{figure}（現為 {now}）升破 {to}";
    points: "Points", "得分";
    if_calm: "If calm", "若平靜";
    fires: "FIRES", "觸發";
    quiet: "quiet", "未觸發";
    undecided: "undecided", "無法判定";
    what_if(figure, kind, amount, before): "what-if: {figure} {kind} {amount} (was {before})", "假設：{figure} {kind} {amount}（原為 {before}）";
    no_value: "no value", "無數值";
    contested(why): "contested: {why}", "有爭議：{why}";
    tag_private: "private", "私有";
    tag_contested: "contested", "有爭議";
    tag_what_if: "what-if", "假設";
}
