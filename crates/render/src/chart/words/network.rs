//! What charts of networks say.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    net_title(name, ties, edges) by edges: "{name} has the most ties: {ties} of {edges} edge that counts", "{name} has the most ties: {ties} of the {edges} edges that count", "{name}牽連最廣：計入的{edges}條連結中占{ties}條";
    net_none: "No edge of this network counts", "網絡中沒有計入的連結";
    net_reached_none(first): "{first}, no loss of others is on record", "{first}，其他節點沒有可計的損失";
    net_one_stands(first, name): "{first}, losses reach {name} alone, which stands", "{first}，僅{name}受損，未倒閉";
    net_one_unknown(first, name): "{first}, losses reach {name} alone, whose equity is not on record", "{first}，僅{name}受損，其權益不詳";
    net_one_fails(first, name): "{first}, losses reach {name} alone, which fails too", "{first}，僅{name}受損並倒閉";
    net_reached(first, others, fails): "{first}, losses reach {others} others; {fails}", "{first}，{others}個節點受損；{fails}";
    net_fails_none: "none of them fails", "無一倒閉";
    net_fails_none_known: "none with equity on record fails", "有權益數據者無一倒閉";
    net_fails_one(name): "{name} fails too", "{name}隨之倒閉";
    net_fails(count): "{count} of them fail too", "其中{count}個倒閉";
    net_shown(title, as_of, unit): "{title}, {as_of}. A circle's area is what its edges carry ({unit}), a line's width what it carries; arrows: the way a loss would travel",
        "{title}，{as_of}。圓面積：各連結金額合計（{unit}）；線寬：連結金額；箭頭：損失傳遞方向";
    net_shown_lost(title, as_of, unit): "{title}, {as_of}. A circle's area is what its edges carry ({unit}), a coloured line's width what is lost on it; arrows: the way losses travel",
        "{title}，{as_of}。圓面積：各連結金額合計（{unit}）；色線寬度：該連結的損失；箭頭：損失傳遞方向";
    net_round_first: "shocked", "受衝擊";
    net_round_reached(round): "loses in round {round}", "第{round}輪受損";
    net_round_later(round): "loses in round {round} or later", "第{round}輪後受損";
    net_untouched: "no loss on record", "沒有可計的損失";
    net_claims: "claims", "債權";
    net_stakes: "stakes", "持股";
    net_purchases: "purchases", "採購";
    net_paid: "paid", "已支付";
    net_contracted: "contracted", "已簽約";
    net_unsure: "less certain", "其他未定";
    net_uncounted: "not counted, or nothing lost", "未計入或無損失";
    net_uncounted_only: "not counted", "未計入";
    net_left(shown, all) by all: " · {shown} of {all} node is drawn", " · {shown} of {all} nodes are drawn", " ·繪出{all}個節點中的{shown}個";
    cascade_title(first, amount, share): "{first}, {amount} of equity is lost, {share} of it in round 1", "{first}，權益損失{amount}，{share}在第1輪";
    cascade_title_all(first, amount): "{first}, {amount} of equity is lost, nearly all of it in round 1", "{first}，權益損失{amount}，幾乎全在第1輪";
    cascade_at_once(first, amount): "{first}, {amount} of equity is lost, all of it at once", "{first}，權益直接損失{amount}";
    cascade_written(first, amount): "{first}, others write off {amount}; how much equity they have is not on record", "{first}，其他節點認列{amount}損失，其權益不詳";
    cascade_nothing(first): "{first}, nobody loses anything on record", "{first}，沒有可計的損失";
    cascade_subtitle(title, as_of, unit): "{title}, {as_of}. Equity lost round by round and who loses most, in {unit}", "{title}，{as_of}。逐輪權益損失與損失最大者（{unit}）";
    cascade_round(round): "Round {round}", "第{round}輪";
    cascade_rounds(from, to): "Rounds {from} to {to}", "第{from}至{to}輪";
    cascade_fail(names): "{names} fails", "{names}倒閉";
    cascade_fail_several(names): "{names} fail", "{names}倒閉";
    cascade_losers: "Who loses most", "損失最大者";
    cascade_of_equity(share): "{share} of its equity", "占權益{share}";
    cascade_no_equity: "written off; equity not on record", "帳面損失，權益不詳";
    exposure_title(name, amount, share, other): "{name} is the most exposed: {amount}, {share} of it to {other}", "{name}曝險最大：{amount}，其中{share}對{other}";
    exposure_title_all(name, amount, other): "{name} is the most exposed: {amount}, all of it to {other}", "{name}曝險最大：{amount}，全部對{other}";
    exposure_subtitle(title, as_of, unit): "{title}, {as_of}. What each row stands to lose on each column, in {unit}: claims, stakes, and purchases of a year",
        "{title}，{as_of}。各列對各欄的曝險（{unit}）：債權、持股與一年採購額";
    exposure_total: "Total", "合計";
    exposure_others(count) by count: "{count} other", "{count} others", "其餘{count}個";
    net_no_unit: "amounts", "金額";
}
