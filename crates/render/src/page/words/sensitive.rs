//! Sentences on sensitivity.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    gap_from(gap): "What the uncertainty of the gap comes from: {gap}", "分差的不確定性來源：{gap}";
    score_from(scenario): "What the uncertainty of the score comes from: {scenario}", "分數的不確定性來源：{scenario}";
    by_source: "By source, largest first", "依來源，由大至小";
    by_branch: "By dimension: its figures, rules and weights together", "依維度：數據、規則與權重合計";
    nothing_scored: "There is no score to explain.", "沒有可解釋的分數。";
    nothing_uncertain: "Nothing that is uncertain moves it: the draws all give the same number.", "不確定因素都不影響結果：所有抽樣的數字相同。";
    spread(of_what, mean, sd, sources): "The draws{of_what} have a mean of {mean} and a standard deviation of {sd} points; most of it comes from {sources} (shares of the variance, interactions included).",
        "抽樣{of_what}平均{mean}分，標準差{sd}分；主要來自{sources}（變異數占比，含交互作用）。";
    like_for_like_aside: " of the gap, like for like,", "的分差（相同基準）";
    sampled(points, seed): "{points} points of a scrambled Sobol sequence, seed {seed}; intervals of 95 % from 100 paired bootstrap resamples.",
        "隨機化Sobol序列{points}點，亂數種子{seed}；95%信賴區間取自100次成對拔靴法重抽樣。";
    undefined_points(count) by count: "{count} point was left out: a score was missing there.",
        "{count} points were left out: a score was missing there.", "{count}點因缺分數而剔除。";
    what_varies: "Source", "來源";
    interval_95: "95 %", "95 %";
    alone_indistinct: "S1 not distinguishable from zero", "單獨效果（S1）與0無顯著差異";
    indistinct: "not distinguishable from zero", "與0無顯著差異";
    other_sources(count, most): "{count} other sources, each with an ST of at most {most}", "其餘{count}個來源，總效果（ST）都不超過{most}";
    of_value(figure): "the figure {figure}", "數據：{figure}";
    of_weights(dimension): "weights within {dimension}", "權重：{dimension}";
    of_rule(indicator): "the rule of {indicator}", "規則：{indicator}";
    of_aggregation(dimension): "the aggregation of {dimension}", "加總方法：{dimension}";
    across_all: "across the dimensions", "跨維度";
}
