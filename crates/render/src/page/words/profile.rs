//! One entity of a panel.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    profile_title(entity, model, file, date): "{entity} under {model}, {file}, {date}", "{entity}：{model}，{file}，{date}";
    profile_score(entity, score, band, rank, of): "{entity} scores {score} ({band}), rank {rank} of {of}.", "{entity}{score}分，等級「{band}」，在{of}個個體中排第{rank}。";
    profile_interval(low, high, rank_low, rank_high, draws): "Over {draws} draws of the method nine in ten put the score at {low} to {high} and the rank at {rank_low} to {rank_high}.",
        "就編製方法抽樣{draws}次，九成區間為{low}至{high}分、第{rank_low}至{rank_high}名。";
    profile_strongest(list): "Strongest in {list}.", "強項：{list}。";
    profile_weakest(list): "Weakest in {list}.", "弱項：{list}。";
    profile_smallest(id, from, to, entity): "The smallest single change that gains a place: {id} from {from} to {to}, which draws level with {entity}.",
        "只變動一項指標即可前進一名的最小幅度：{id}由{from}分改善為{to}分，追平{entity}。";
    profile_best: "Nobody stands better.", "沒有個體表現更好。";
    profile_no_single: "No single indicator, however good, gains a place.", "任何單一指標即使達到最佳，也無法前進一名。";
    profile_dimensions: "Dimensions", "各維度";
    profile_strengths: "Strengths", "強項";
    profile_weaknesses: "Weaknesses", "弱項";
    profile_peers: "Peers", "相近個體";
    profile_gains: "What would raise its rank", "如何提升名次";
    profile_place: "Place", "名次";
    profile_median: "Median", "中位數";
    profile_peers_median: "Peers' median", "相近個體中位數";
    profile_nearest: "nearest by score", "分數最接近";
    profile_group(by, group, rank, of, median): "{by} {group}: rank {rank} of {of}, median {median}", "{by}為{group}：{of}個中排第{rank}，中位數{median}分";
    profile_to_median: "To the peers' median", "達相近個體中位數";
    profile_to_next: "To the next better", "達次佳者";
    profile_gain: "Score", "總分";
    profile_rank: "Rank", "名次";
    profile_missing(list): "Without a score: {list}.", "無分數的指標：{list}。";
    profile_note: "A change of one indicator leaves all else as it is: the others' scores, ends of rules that come from the rows, fitted weights. Places are counted from the best.",
        "變動一項指標時，其餘一概不變：其他個體的分數、取自資料的評分基準、由資料估計的權重。名次由表現最佳者起算。";
}
