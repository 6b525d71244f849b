//! What charts of monitors say.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    monitor_fired(series, date, detector, alarms, detectors): "{series}: first alarm {date}, by {detector}; {alarms} of {detectors} detectors by now", "{series}：{date}由{detector}發出警報，迄今{detectors}種中{alarms}種";
    monitor_quiet(series, rows) by rows: "{series}: no alarm in {rows} row after the training",
        "{series}: no alarm in {rows} rows after the training", "{series}：訓練期後{rows}期未發出警報";
    monitor_some(fired, series): "Alarms for {fired} of {series} series", "{series}個序列中有{fired}個發出警報";
    monitor_subtitle(from, share): "Above: the series. Below: each statistic against its boundary, which {share} of 100 calm series cross within the horizon. Training up to {from}",
        "上：序列。下：各統計量與界線；若無爆炸性走勢，監測期內各有{share}%的機率超過界線。訓練至{from}";
    monitor_statistic: "statistic", "統計量";
    monitor_boundary: "boundary", "界線";
    monitor_training: "training", "訓練期";
    monitor_alarm(date): "alarm {date}", "{date}警報";
    monitor_none: "no alarm", "無警報";
    monitor_of(file, samples, seed): "froth · {file} · boundaries from {samples} walks and bootstrap samples, seed {seed}; an alarm is no proof of a bubble", "froth · {file} · 界線取自{samples}次模擬與拔靴樣本，亂數種子{seed}；警報不能證明泡沫";
}
