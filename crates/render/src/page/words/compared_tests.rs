//! Sentences on tests side by side.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    tests_title(file): "Tests side by side: {file}", "各檢定對照：{file}";
    tests_count(series, rejects, tests) by rejects: "{series}: {rejects} of {tests} tests finds explosive growth at some time.",
        "{series}: {rejects} of {tests} tests find explosive growth at some time.", "{series}：{tests}種檢定中有{rejects}種曾出現爆炸性走勢。";
    tests_agree(rows, start, end, apart) by rows: "All agree on it in {rows} row, the longest run {start} to {end}; rows in which some see it and some do not: {apart}.",
        "All agree on it in {rows} rows, the longest run {start} to {end}; rows in which some see it and some do not: {apart}.", "各檢定一致認定者{rows}期，最長為{start}至{end}；另有{apart}期看法不一。";
    tests_never_agree(apart) by apart: "In no row do all agree on it; in {apart} row some see it and some do not.",
        "In no row do all agree on it; in {apart} rows some see it and some do not.", "沒有任何一期獲各檢定一致認定；{apart}期看法不一。";
    tests_method(lag, samples, seed): "lag {lag} (sign and union: none), {samples} samples a test, seed {seed}", "落後{lag}期（符號與聯集檢定不含落後期），每種檢定{samples}個樣本，亂數種子{seed}";
    tests_heading: "Tests", "檢定";
    tests_test: "Test", "檢定";
    tests_rows: "Rows above", "高於臨界值期數";
    tests_longest: "Longest run", "最長一段";
    tests_blind: "Rejects too where", "其他拒絕原因";
    tests_why: "Why they may differ", "各檢定不一致的可能原因";
    test_simulated: "PSY, simulated", "PSY（模擬）";
    test_bootstrap: "PSY, wild bootstrap", "PSY（野生拔靴）";
    test_in_place: "PSY, bootstrap in place", "PSY（保留次序拔靴）";
    test_sign: "Signs of changes", "變動符號";
    test_union: "Union with SBZ", "SBZ聯集";
    test_residual: "Residuals on fundamental", "基本面殘差";
    blind_volatility: "volatility rises; a fundamental grows", "波動升高；基本面成長";
    blind_fundamental: "a fundamental grows", "基本面成長";
    blind_drift: "it drifts; a fundamental grows", "持續趨勢；基本面成長";
    blind_wrong: "volatility rises; the fundamental is the wrong one", "波動升高；所選基本面有誤";
    tests_no_verdict: "No verdict is made of these: whoever tries several tests and takes the one that suits has no level any more. Their sizes stand in docs/exuberance.md.",
        "以上不作綜合判定：試多種檢定再取合意者，即失去信心水準。各檢定的型一誤差見docs/exuberance.md。";
    tests_row(level): "A row counts where the statistic is above the {level} % critical value of its largest.", "某期統計量高於其最大值的{level}%臨界值時，計入該期。";
    regimes_heading: "One bubble dated by regimes, in hindsight", "單一泡沫的區段定年（事後）";
    regimes_shape: "Regimes", "區段";
    regimes_start: "Last row before growth", "成長前最後一期";
    regimes_recovery: "End of collapse", "崩跌結束";
    regimes_gain: "BIC gain over none", "相對無泡沫的BIC改善";
    shape_growing: "growth goes on", "成長持續";
    shape_ended: "growth, then a walk", "成長後轉隨機漫步";
    shape_collapsed: "growth, then collapse", "成長後崩跌";
    shape_recovered: "growth, collapse, recovery", "成長、崩跌、恢復";
    regimes_note: "Regimes (Harvey, Leybourne and Sollis 2017) presuppose one bubble and know the whole series; a gain below 0 says that a walk throughout fits better.",
        "區段定年（Harvey、Leybourne與Sollis 2017）以單一泡沫為前提並使用完整序列；改善小於0表示全期隨機漫步較合適。";
}
