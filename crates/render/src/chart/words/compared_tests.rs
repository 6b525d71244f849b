//! What charts of tests side by side say.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    tests_title(series, rejects, tests) by rejects: "{series}: {rejects} of {tests} tests finds explosive growth at some time",
        "{series}: {rejects} of {tests} tests find explosive growth at some time", "{series}：{tests}種檢定中有{rejects}種曾出現爆炸性走勢";
    tests_some(agree, series): "For {agree} of {series} series all tests say the same", "{series}個序列中，{agree}個各檢定結論一致";
    tests_subtitle(level): "Above: the series, shaded where all tests agree on explosive growth. Below: when each test's statistic is above its {level} % critical value. They may differ where volatility changes, where there is drift, and where a fundamental grows",
        "上：序列，底色為各檢定一致認定的時期。下：各檢定統計量高於{level}%臨界值的時期。波動改變、持續趨勢或基本面成長時，各檢定可能不一致";
    tests_above: "above its critical value", "高於臨界值";
    tests_all: "all tests agree", "各檢定一致";
    tests_told(statistic, critical, p): "{statistic} against {critical}, p {p}", "{statistic}，臨界值{critical}，p {p}";
    tests_of(file, lag, samples, seed): "froth · {file} · lag {lag}, {samples} samples a test, seed {seed}; no verdict is made of several tests", "froth · {file} · 落後{lag}期，每種檢定{samples}個樣本，亂數種子{seed}；不作綜合判定";
}
