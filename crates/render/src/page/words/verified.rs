//! Sentences on published tables and reports computed again.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    verify_title: "Published numbers, computed again", "重算已發表的數字";
    verify_all(numbers, tables): "All {numbers} numbers of {tables} tables agree.", "{tables}張表的{numbers}個數字全部相符。";
    verify_bad(differ, numbers): "{differ} of {numbers} numbers differ.", "{numbers}個數字中有{differ}個不符。";
    verify_whole: "Compared as whole numbers.", "以整數比較。";
    verify_decimals(decimals): "Compared to the {decimals} decimals that are printed.", "比較至所印的{decimals}位小數。";
    verify_error: "Simulated: compared within three standard errors.", "模擬值：在三個標準誤內比較。";
    verify_model(model): "Model: verify/{model}.toml", "模型：verify/{model}.toml";
    verify_tai_equal: "Technology Achievement Index, equal weights: ranks (and index)", "科技成就指數，等權：名次（與指數）";
    verify_tai_budget: "Technology Achievement Index, weights by budget allocation: ranks (and index)", "科技成就指數，專家分配權重：名次（與指數）";
    verify_tai_geometric: "Technology Achievement Index, geometric mean of raw values: ranks", "科技成就指數，原始值的幾何平均：名次";
    verify_z_scores: "Mean schooling: z-scores", "平均受教年數：標準分數";
    verify_min_max: "Mean schooling: between smallest and largest", "平均受教年數：最小與最大之間";
    verify_means: "Arithmetic and geometric means", "算術平均與幾何平均";
    verify_g: "Sobol indices of the g-function", "g函數的Sobol指數";
    verify_ishigami: "Sobol indices of the Ishigami function", "Ishigami函數的Sobol指數";
    verify_critical: "Critical values of SADF and GSADF, n = 100", "SADF與GSADF的臨界值（n=100）";
    verify_crises: "Banking crises foretold, on data brought along", "銀行危機預測（使用者自備資料）";
    verify_run_ups: "Industries that fell after run-ups, on data brought along", "產業大漲後下跌的比率（使用者自備資料）";
    verify_item: "Item", "項目";
    verify_published: "Published", "已發表";
    verify_within: "Within", "容許差";
    verify_ok: "ok", "相符";
    verify_not: "differs", "不符";
    recomputed_title: "A report, computed again", "重算報告";
    recomputed_from(texts): "Made from {texts}.", "來源：{texts}。";
    recomputed_version(then, now): "It was made by froth {then}; this is froth {now}.", "報告由froth {then}產製；本程式為froth {now}。";
    recomputed_inputs_same(count): "Models and scenarios: {count}, every text as it was.", "模型與情境：{count}份，文字都未變動。";
    recomputed_input(kind, name, then, now): "{kind} {name} has changed: its SHA-256 was {then}, now it is {now}.", "{kind} {name}已變動：SHA-256原為{then}，現為{now}。";
    recomputed_folder_same(count): "Files in the folder: {count}, every one as it was written.", "資料夾內檔案：{count}個，都與產製時相同。";
    recomputed_file(file, then, now): "{file} has been changed since: its SHA-256 was {then}, now it is {now}.", "{file}事後遭更動：SHA-256原為{then}，現為{now}。";
    recomputed_gone(file): "{file} is gone.", "{file}已不存在。";
    recomputed_same(file, numbers): "{file}: {numbers} numbers, all as computed again.", "{file}：{numbers}個數字，重算都相符。";
    recomputed_differs(file, differences, numbers): "{file}: differences: {differences}; numbers compared: {numbers}.", "{file}：{differences}處不符（共{numbers}個數字）。";
    recomputed_place: "Where", "位置";
    recomputed_report: "Report", "報告";
    recomputed_anew: "Computed again", "重算";
    recomputed_more(count): "... and {count} more: --format csv or json gives all", "……另有{count}處：--format csv或json列出全部";
}
