//! What was done to values before their rule.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    cells_heading: "Filled in and treated", "插補與離群值處理";
    cells_imputed: "Filled in", "插補";
    cells_winsorised: "Winsorised", "縮尾";
    cells_log: "On a log scale", "取對數";
    cells_rule: "Rule", "規則";
    cell_imputed: "filled in", "插補";
    cell_winsorised: "winsorised", "縮尾";
    cell_log: "log scale", "取對數";
    cell_last(from): "the value of {from}", "沿用{from}的數值";
    cell_linear(from, to): "on the line from {from} to {to}", "{from}與{to}之間線性內插";
    cell_mean(values): "mean of {values} at the date", "同日期{values}筆的平均";
    cell_median(values): "median of {values} at the date", "同日期{values}筆的中位數";
    cell_mean_all(values): "mean of {values} in all rows", "全部各列{values}筆的平均";
    cell_median_all(values): "median of {values} in all rows", "全部各列{values}筆的中位數";
    cell_group(what, by, word): "{what}, {by} = {word}", "{what}（{by}為{word}）";
    cell_took(over, skewness, kurtosis): "skewness and kurtosis over {over} reached {skewness} and {kurtosis}: it took the next number",
        "{over}的偏態與峰態係數達{skewness}與{kurtosis}，改取次一數值";
    cell_logged(over, skewness, kurtosis, formula): "skewness and kurtosis over {over} reached {skewness} and {kurtosis} whatever was winsorised: {formula}",
        "{over}的偏態與峰態係數達{skewness}與{kurtosis}，縮尾仍不足，改為{formula}";
}
