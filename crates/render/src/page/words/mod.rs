//! The sentences of pages. Those of one page stand in the file with that page's name, those of several here.

mod after_run_ups;
mod backtested;
mod base_rates;
mod cards;
mod cells;
mod changed;
mod check;
mod compared_tests;
mod comparison;
mod driven;
mod exuberant;
mod finding;
mod lead;
mod listing;
mod made_from;
mod monitored;
mod networked;
mod profile;
mod scorecard;
mod sensitive;
mod since;
mod stressed;
mod tracked;
mod uncertain;
mod verdict;
mod verified;
mod versus;

use crate::sentences;

sentences! {
    between_sentences: " ", "";
    comma: ", ", "、";
    alone_none(scenario, reason): "{scenario} has no score: {reason}.", "{scenario}無分數：{reason}。";
    model(title, version): "Model: {title}, version {version}", "模型：{title}，版本{version}";
    dimensions_all: "Dimensions, all data", "各維度（全部資料）";
    sources: "Sources", "資料來源";
    as_of: "As of", "截至";
    score: "Score", "分數";
    band: "Band", "等級";
    like_for_like: "Like for like", "相同基準";
    to(low, high): "{low} to {high}", "{low}～{high}";
    coverage: "Coverage", "資料涵蓋率";
    of(count, all): "{count} of {all}", "{count}/{all}";
    dimension: "Dimension", "維度";
    indicator: "Indicator", "指標";
    pair: "Pair", "比較對象";
    less(first, second): "{first} less {second}", "{first}減{second}";
    since(date): " since {date}", "（自{date}起）";
    dimensions: "Dimensions", "維度";
    alerts: "Alerts", "警示";
    value: "Value", "數值";
    colon: ": ", "：";
    no_data: "no data", "無資料";
    high: "high", "高";
    medium: "medium", "中";
    low: "low", "低";
    source_drop: "an indicator left out", "剔除一個指標";
    source_missing: "what is missing", "缺資料的指標";
    yes: "yes", "是";
    what_it_takes(scenario, score): "What it would take for {scenario} to score {score}", "{scenario}要達到{score}分，須有多大變動";
    confidence: "Conf.", "可信度";
    source: "Source", "來源";
    episode_start: "Start", "起";
    episode_end: "End", "迄";
    episode_rows: "Rows", "期數";
}
