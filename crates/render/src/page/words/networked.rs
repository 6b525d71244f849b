//! Sentences on networks.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    network_title(title, as_of): "{title}, {as_of}", "{title}，{as_of}";
    amount_in(amount, unit): "{amount} {unit}", "{amount}（{unit}）";
    if_fails(names): "If {names} cannot pay", "若{names}無力償付";
    if_loses(name, share): "If {name} loses {share} of its external assets", "若{name}損失{share}的外部資產";
    and_loses(name, share): " and {name} loses {share} of its external assets", "、{name}損失{share}的外部資產";
    nothing_shocked: "Nothing is shocked: --fail NODE or --shock NODE=SHARE says what happens first.", "未設定衝擊：以--fail NODE或--shock NODE=SHARE指定。";
    nobody_loses(first): "{first}, no loss of others is on record.", "{first}，其他節點沒有可計的損失。";
    if_so(first, effects): "{first}, {effects}", "{first}，{effects}";
    loses_share(name, share): "{name} loses {share} of its equity", "{name}損失{share}的權益";
    writes_off(name, amount): "{name} writes off {amount}", "{name}認列{amount}的損失";
    fails_in(name, round): "{name} fails in round {round}", "{name}在第{round}輪倒閉";
    then_and(first, last): "{first} and {last}", "{first}，{last}";
    losses_come_from(share, channel): "; {share} of the losses come from {channel}.", "；{share}的損失來自{channel}。";
    full_stop: ".", "。";
    claims: "claims", "債權";
    stakes: "stakes", "持股";
    purchases: "purchases", "採購";
    equity_lost(total, initial): "Equity lost: {total}, of it {initial} at once.", "權益損失合計{total}，其中直接損失{initial}。";
    amplified(times): " The network makes {times} times of it.", "網絡將其放大為{times}倍。";
    written_off_in_all(amount): " Written off on all edges: {amount}.", "各連結帳面損失合計{amount}。";
    drawn_losses(low, median, high): "Over draws of amounts and statuses the total is {low} to {high} in nine of ten, median {median}.", "抽取金額與狀態後，損失合計的九成區間為{low}至{high}（中位數{median}）。";
    rests_on_low(share, name): "{share} of what {name}, the largest loser, writes off rests on edges of low confidence.", "損失最大的{name}，有{share}的帳面損失出自低可信度的連結。";
    sinks(names): "No equity to lose is known of {names}: what they write off counts, and they fail only where that is asked.", "{names}無權益數據：帳面損失仍計入，僅在指定時倒閉。";
    no_probability_debtrank: "Nothing here is a probability. DebtRank passes losses on before anyone defaults, and so overstates what a buffer or a collateral would stop; it knows no fire sale, no run, no rescue.",
        "以上並非機率。DebtRank在違約之前即傳遞損失，緩衝與擔保可擋下的部分因而高估；未計入拋售、擠兌與紓困。";
    no_probability_clearing: "Nothing here is a probability. Clearing loses only what cannot be paid, and so understates losses of value before a default; it knows claims alone, no fire sale, no run, no rescue.",
        "以上並非機率。清算只計入付不出的金額，違約前的減值因而低估；僅涵蓋債權，未計入拋售、擠兌與紓困。";
    no_probability_threshold: "Nothing here is a probability. A threshold loses a claim in whole once its debtor has defaulted and nothing before; it knows claims alone, no fire sale, no run, no rescue.",
        "以上並非機率。門檻法在債務人違約後才計入全額損失；僅涵蓋債權，未計入拋售、擠兌與紓困。";
    network_counts(nodes, edges, shown): "{nodes}, {edges}, {shown}.", "{nodes}，{edges}，{shown}。";
    nodes(count) by count: "{count} node", "{count} nodes", "{count}個節點";
    edges_that_count(count) by count: "{count} edge that counts", "{count} edges that count", "計入{count}條連結";
    edges_only_shown(count) by count: "{count} that is only shown", "{count} that are only shown", "另列示{count}條";
    network_rounds: "Round by round", "逐輪連鎖反應";
    round: "Round", "輪次";
    who_fails: "Who fails", "倒閉者";
    loss_in_round: "Equity lost", "權益損失";
    network_losses: "Who loses what", "各節點損失";
    node: "Node", "節點";
    equity: "Equity", "權益";
    network_loss: "Loss", "損失";
    loss_of_equity: "Of equity", "占權益";
    nine_of_ten_draws: "Nine of ten", "九成區間";
    written_off: "Written off", "帳面損失";
    of_claims: "Claims", "債權";
    of_stakes: "Stakes", "持股";
    of_purchases: "Purchases", "採購";
    lost_sales: "Lost sales", "流失營收";
    fails: "Fails", "倒閉";
    pays: "Pays", "支付額";
    network_edges: "What it travels over", "損失經由的連結";
    network_all_edges: "What counts", "計入的連結";
    edge: "Edge", "連結";
    amount: "Amount", "金額";
    lost: "Lost", "損失";
    status: "Status", "狀態";
    more_edges(count): "and {count} more: the JSON has them all", "另有{count}條，全部見JSON";
    status_paid: "paid", "已支付";
    status_contracted: "contracted", "已簽約";
    status_conditional: "conditional", "附條件";
    status_announced: "announced", "已宣布";
    status_talks: "talks", "洽談中";
    status_dead: "dead", "已作廢";
    network_ranking: "Each failed in turn", "逐一倒閉的排名";
    most_costly(name, loss, failures) by failures: "The failure of {name} costs others most: {loss} of equity, and {failures} of them fails.", "The failure of {name} costs others most: {loss} of equity, and {failures} of them fail.", "{name}倒閉對他人代價最高：權益損失{loss}，{failures}個節點隨之倒閉。";
    most_costly_nobody: "No failure costs others any equity.", "沒有任何節點的倒閉會使他人損失權益。";
    ranked_left_out(count) by count: "{count} node whose failure costs nobody anything, and which loses nothing by that of others, is left out: the JSON has it.", "{count} nodes whose failures cost nobody anything, and which lose nothing by those of others, are left out: the JSON has them all.", "另有{count}個節點倒閉時不影響他人、也不受他人影響，未列出，詳見JSON。";
    most_costly_alone(name, loss): "The failure of {name} costs others most: {loss} of equity; none of them fails.", "{name}倒閉對他人代價最高：權益損失{loss}，無節點隨之倒閉。";
    to_others: "Loss to others", "對他人損失";
    failures: "Failures", "連帶倒閉";
    mean_from_others: "Loss from others, mean", "他人倒閉的平均損失";
    network_circles: "Money that goes round", "循環資金";
    goes_round(share, expected, p): "{share} of all amounts lie on circles of at most four nodes; in networks rewired at random {expected} do (p = {p}).", "{share}的金額位於四個節點以內的循環；隨機重接的網絡平均為{expected}（p={p}）。";
    no_money: "No amounts are counted, so none goes round.", "沒有計入的金額，無從計算循環。";
    circle: "Circle", "循環";
    all_amounts: "All amounts", "金額合計";
    smallest_amount: "Smallest", "最小一段";
    more_circles: "There are more circles than are listed.", "尚有未列出的循環。";
    network_target(name): "What fails {name}", "什麼會使{name}倒閉";
    fails_anyway(name): "{name} fails without any shock.", "{name}未受衝擊即倒閉。";
    target_smallest(other, share, name): "{other} losing {share} of its external assets is the smallest loss of one node that fails {name}.", "使{name}倒閉的最小單一衝擊：{other}損失{share}的外部資產。";
    target_failure(others, name): "No loss of one node's external assets fails {name}; the failure of {others} does.", "沒有單一節點的資產損失會使{name}倒閉；{others}倒閉則會。";
    target_nothing(name): "Nothing that befalls one other node fails {name}.", "任何單一節點出事都不會使{name}倒閉。";
    share_lost: "Share of its assets", "資產損失比重";
    if_it_fails: "If it fails", "若其倒閉";
}
