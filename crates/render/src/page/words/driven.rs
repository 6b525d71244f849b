//! Sentences on what drives ranks.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    ranks_from(date, entities): "What drives the ranks at {date}: {entities} with a score", "名次的影響因素（{date}，{entities}個個體有分數）";
    target_shift: "Mean shift of a rank, in places", "名次平均變動（名）";
    target_changes(top): "Changes in the top {top}", "前{top}名的更動數";
    target_member(entity, top): "Whether {entity} is in the top {top} (1 or 0)", "{entity}是否列入前{top}名（1或0）";
    target_score(entity): "The score of {entity}", "{entity}的分數";
    target_rank(entity): "The rank of {entity}", "{entity}的名次";
    target_spread(target, mean, sd, sources): "{target}: mean {mean} and standard deviation {sd} over the draws; most of its variance comes from {sources} (interactions included).",
        "{target}：抽樣平均{mean}，標準差{sd}；主要來自{sources}（變異數占比，含交互作用）。";
    target_constant(target): "{target}: the same in every draw; nothing that is uncertain moves it.", "{target}：所有抽樣相同，不確定因素都不影響。";
    ranks_drawn(shift, sources): "Ranks move by {shift} places on average over draws of {sources}.", "以{sources}抽樣，名次平均變動{shift}名。";
    ranks_over_draws(draws, seed): "Ranks over {draws} draws, seed {seed}: nine draws of ten between 5 % and 95 %", "抽樣{draws}次的名次（亂數種子{seed}，5%至95%為九成區間）";
    rank: "Rank", "名次";
    share_in_top(top): "In the top {top}", "列入前{top}名占比";
    what_leaves_section: "Without an indicator or a dimension: how far ranks move, largest first", "剔除一個指標或維度後的名次變動，由大至小";
    what_leaves: "Left out", "剔除";
    all_of(dimension): "all of {dimension}", "{dimension}（整個維度）";
    mean_shift: "Mean shift", "平均變動";
    moves_most: "Moves most", "變動最大者";
    rank_with: "Rank", "原名次";
    rank_without: "Without", "剔除後";
    parts_section: "Ranks in each dimension beside those of the whole", "各維度的名次與總名次";
    rank_correlation: "Spearman", "等級相關";
    rank_pairs_section: "Ranks in dimensions side by side", "同層維度之間的名次";
    more_in_data(count): "{count} more: --format json or csv lists all", "另有{count}項：--format json或csv列出全部";
    of_weights_level(level): "weights at level {level}", "第{level}層權重";
}
