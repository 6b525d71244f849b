//! Sentences on backtests.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    backtest_title(file): "Backtest: {file}", "回溯測試：{file}";
    few_episodes(episodes, least) by episodes: "Nothing can be concluded from {episodes} episode: below {least} no threshold is offered, and the interval is one in name only.",
        "Nothing can be concluded from {episodes} episodes: below {least} no threshold is offered, and the interval is one in name only.",
        "僅{episodes}次事件，無法得出結論：不足{least}次不提供門檻值，區間也僅供參考。";
    one_episode(least): "Nothing can be concluded from one episode: below {least} no threshold is offered, and one has no interval.",
        "僅1次事件，無法得出結論：不足{least}次不提供門檻值，1次也算不出區間。";
    auroc_before(pairs, auroc, interval, nearest, farthest): "In {pairs} of 100 pairs of a period {nearest} to {farthest} rows before an episode and a calm one the score was higher before the episode: AUROC {auroc}{interval}, where 0.50 is a coin's.",
        "以事件前{nearest}至{farthest}期與平靜期兩兩相比，100對中有{pairs}對是事件前的分數較高：ROC曲線下面積（AUROC）{auroc}{interval}，0.50等同擲硬幣。";
    auroc_within(pairs, auroc, interval): "In {pairs} of 100 pairs of a period within an episode and a calm one the score was higher within: AUROC {auroc}{interval}, where 0.50 is a coin's.",
        "以事件期間與平靜期兩兩相比，100對中有{pairs}對是事件期間的分數較高：ROC曲線下面積（AUROC）{auroc}{interval}，0.50等同擲硬幣。";
    auroc_interval(interval): " (95 % interval {interval})", "（95%信賴區間{interval}）";
    auroc_no_interval: " (no interval)", "（無區間）";
    auroc_lower: " The score was lower before the episodes than otherwise.", "事件前的分數反而較低。";
    auroc_lower_within: " The score was lower within episodes than otherwise.", "事件期間的分數反而較低。";
    auroc_better: " That is better than chance.", "優於亂猜。";
    auroc_worse: " That is more than chance gives.", "並非亂猜所能得。";
    auroc_chance: " That is not to be told from chance: the interval holds 0.50.", "與亂猜無異：區間含0.50。";
    no_auroc: "There are no two periods to compare.", "沒有可相比的期間。";
    constant_score: "The score never changes: it warns of nothing, and its AUROC is 0.50 by definition.",
        "分數始終不變：無從示警，AUROC依定義為0.50。";
    not_judged(missing, episodes): "Episodes without a score in the periods that should warn, and not judged: {missing} of {episodes}.",
        "資料中{episodes}次事件有{missing}次在應示警的期間沒有分數，不予評判。";
    nothing_useful: "No threshold is more useful than always or never warning, in hindsight or not: none is offered.",
        "即使事後回看，也沒有比一律示警或從不示警更有用的門檻值，因此不提供。";
    threshold_given: "the threshold given", "指定的門檻值";
    threshold_best: "the best threshold in hindsight", "事後回看的最佳門檻值";
    warned_of(threshold, kind, warned, episodes, interval, false_runs, runs) by episodes: "Warnings from {threshold} on ({kind}) came before {warned} of {episodes} episode (95 % interval {interval}); {false_runs} of {runs} runs of warnings were false.",
        "Warnings from {threshold} on ({kind}) came before {warned} of {episodes} episodes (95 % interval {interval}); {false_runs} of {runs} runs of warnings were false.",
        "分數達{threshold}（{kind}）即示警：{episodes}次事件中，{warned}次事前示警（95%信賴區間{interval}）；{runs}段示警中，{false_runs}段是假警報。";
    median_lead(periods): " The first came {periods} periods ahead (median).", "首次示警提前{periods}期（中位數）。";
    worth(noise_to_signal, usefulness, preference, relative): " By period: noise-to-signal {noise_to_signal}; usefulness {usefulness} at preference {preference}; relative usefulness {relative}.",
        "按期計：雜訊訊號比{noise_to_signal}；效用{usefulness}（偏好{preference}）；相對效用{relative}。";
    walked_forward(from, warned, episodes, false_runs, usefulness) by episodes: "Walking forward from {from}, with the threshold that was best on what was known at each date: {warned} of {episodes} episode, false runs of warnings: {false_runs}, usefulness {usefulness}.",
        "Walking forward from {from}, with the threshold that was best on what was known at each date: {warned} of {episodes} episodes, false runs of warnings: {false_runs}, usefulness {usefulness}.",
        "自{from}起逐期滾動檢驗，以當時已知資料的最佳門檻值示警：{episodes}次事件中示警{warned}次，假警報{false_runs}段，效用{usefulness}。";
    walked_in_vain(from, seen, false_runs): "Walking forward from {from}, no episode has come since {seen} had been seen; false runs of warnings: {false_runs}.",
        "自{from}起逐期滾動檢驗：已見{seen}次事件後未再有事件；假警報{false_runs}段。";
    entities_without_score(entities): "Without a score in any row, and not judged: {entities}.", "全無分數而不予評判：{entities}。";
    backtest_looks_ahead(columns): "The model looks ahead, in {columns}: what it says here it could not have said then.",
        "模型用到未來資料（{columns}）：此處的結果當時無從得知。";
    backtest_event(event): "event {event}", "事件：{event}";
    backtest_horizon(nearest, farthest): "horizon {nearest}..{farthest} periods", "預警期{nearest}至{farthest}期";
    backtest_aftermath(periods): "{periods} periods after an episode left out", "略去事件後{periods}期";
    backtest_periods(wanted, calm): "{wanted} periods that should warn, {calm} calm ones", "應示警{wanted}期，平靜{calm}期";
    backtest_bootstrap(samples, block, seed): "{samples} bootstrap samples in blocks of {block} dates on average, seed {seed}", "{samples}個拔靴樣本，區塊平均{block}期，亂數種子{seed}";
    backtest_by_entity(samples, seed): "{samples} bootstrap samples of entities, seed {seed}", "{samples}個按對象抽取的拔靴樣本，亂數種子{seed}";
    backtest_by_both(samples, block, seed): "{samples} bootstrap samples of entities and of blocks of {block} dates on average, seed {seed}", "{samples}個拔靴樣本，同時抽取對象與日期區塊（平均{block}期），亂數種子{seed}";
    left_one_out(warned, episodes, false_runs, usefulness) by episodes: "Each entity judged at the threshold that was best in the others: {warned} of {episodes} episode warned of, false runs of warnings: {false_runs}, usefulness {usefulness}.",
        "Each entity judged at the threshold that was best in the others: {warned} of {episodes} episodes warned of, false runs of warnings: {false_runs}, usefulness {usefulness}.",
        "各對象以其餘對象的最佳門檻值評判：{episodes}次事件中示警{warned}次，假警報{false_runs}段，效用{usefulness}。";
    others_episodes: "Best in the other entities, by episode", "其餘對象的最佳門檻值，按事件計";
    rivals: "Rivals", "對照欄位";
    rival: "Column", "欄位";
    score_less_rival: "Score less rival", "分數減對照";
    entity_by_entity: "Entity by entity", "各對象";
    against_rival(column, own, other, difference, interval, kind): "Against `{column}`, in the rows that have both: AUROC {own} to {other}, a difference of {difference}{interval}. {kind}",
        "與「{column}」相比（僅計兩者皆有的期間）：AUROC分別為{own}與{other}，相差{difference}{interval}。{kind}";
    rival_beaten: "The score tells better.", "本分數較能預示。";
    rival_better: "The rival tells better.", "對照欄位較能預示。";
    rival_alike: "Which tells better cannot be said: the interval holds 0, or there is none.", "何者較能預示無從判定：區間含0，或無區間。";
    backtest_used(count): "{count} of them with periods of both kinds", "其中{count}個兩類期間俱全";
    what_warns: "What warns", "何者示警";
    measure: "Measure", "項目";
    dimensions_alone: "Dimensions, each alone", "各維度單獨";
    indicators_alone: "Indicators, each alone", "各指標單獨";
    within_95: "95 % interval", "95%信賴區間";
    wanted_column: "Warn", "應示警";
    calm_column: "Calm", "平靜";
    backtest_episodes: "Episodes", "事件";
    score_there: "Score there", "同列分數";
    on_common(periods): "On {periods} common", "共同{periods}期";
    entity: "Entity", "個體";
    fall: "Fall", "跌幅";
    scores_before: "Scores", "分數數";
    highest_before: "Highest", "最高";
    warned: "Warned", "示警";
    lead: "Ahead", "提前期數";
    not_warned: "no", "否";
    warnings_counted: "Warnings counted", "示警統計";
    counted_how: "Counted", "計法";
    threshold: "Threshold", "門檻值";
    warned_share: "Warned of", "示警";
    false_share: "False", "假警報";
    noise_to_signal: "Noise/signal", "雜訊對訊號";
    usefulness: "Usefulness", "效用";
    relative_usefulness: "Relative", "相對效用";
    false_alarms: "False alarms", "假警報";
    given_episodes: "given, by episode", "指定，按事件";
    in_sample_episodes: "in hindsight, by episode", "事後回看，按事件";
    walk_episodes: "walking forward, by episode", "逐期滾動，按事件";
    by_period: "  by period", "　按期";
    last_threshold(threshold): "{threshold} at last", "最後為{threshold}";
    each_at_its_best: "Each alone, at its best threshold in hindsight", "各項單獨，事後回看的最佳門檻值";
    backtest_columns: "Warn and calm: periods with a score in which a warning is wanted, and would be false. Score there: AUROC of the whole score in the same periods. Highest: the highest score in the periods that should warn. An interval on fewer than ten episodes is one in name only.",
        "應示警與平靜：有分數且應示警、或示警即為假警報的期數。同列分數：整體分數在相同期間的AUROC。最高：應示警期間的最高分數。事件不足十次者，區間僅供參考。";
    backtest_counts: "By episode: episodes warned of, and runs of warnings that none followed. By period: one period after another is no independent trial, and these intervals are too narrow.",
        "按事件：事前示警的事件，與其後無事件的示警段。按期：相鄰各期並非獨立試驗，此類區間過窄。";
    backtest_kind: "Figures are as published today, and whoever made the model knew this history: a backtest is kinder than time.",
        "數據為今日所見版本，建模者也已知道這段歷史：回溯測試比現實寬容。";
}
