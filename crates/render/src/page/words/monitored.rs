//! Sentences on monitors.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    monitor_title(file): "Monitor: {file}", "爆炸性走勢監測：{file}";
    monitor_fired(series, alarms, detectors, date, row, detector) by alarms: "{series}: alarm. {alarms} of {detectors} detectors is or was above its boundary, first on {date}, in row {row} after the training: {detector}.",
        "{series}: alarm. {alarms} of {detectors} detectors are or were above their boundary, the first on {date}, in row {row} after the training: {detector}.",
        "{series}：發出警報。{detectors}種偵測統計量中有{alarms}種曾高於界線，最早為{date}（訓練期後第{row}期）的{detector}。";
    monitor_quiet(series, detectors, rows) by rows: "{series}: no alarm. In {rows} row after the training no detector (of {detectors}) was above its boundary.",
        "{series}: no alarm. In {rows} rows after the training no detector (of {detectors}) was above its boundary.",
        "{series}：未發出警報。訓練期後{rows}期，{detectors}種偵測統計量都未高於界線。";
    monitor_training(training, horizon, left): "Rows of the training: {training}; of the horizon: {horizon}, and of these left: {left}.", "訓練期{training}期；監測期{horizon}期，尚餘{left}期。";
    monitor_drift(t): "The training itself drifts upwards (t {t} of its mean change): FLUC and CUSUM take that for growth. Ratios drift less.", "訓練期本身呈上升趨勢（平均變動的t值{t}），FLUC與CUSUM會將其視為爆炸性走勢；改用比率可減輕。";
    monitor_beyond(rows) by rows: "The horizon is over: of the {rows} row after it nothing is said. Train anew.",
        "The horizon is over: of the {rows} rows after it nothing is said. Train anew.", "監測期已滿：其後{rows}期不作判斷，請重新訓練。";
    monitor_method(from, level, samples, seed): "training up to {from}, level {level} %, boundaries from {samples} walks and bootstrap samples, seed {seed}",
        "訓練至{from}，信心水準{level}%，界線取自{samples}次模擬與拔靴樣本，亂數種子{seed}";
    monitor_resumed(method): "{method}, as kept by an earlier run", "{method}（沿用先前保存的狀態）";
    monitor_detectors: "Detectors", "偵測統計量";
    monitor_detector: "Detector", "偵測統計量";
    monitor_last: "Last", "最近值";
    monitor_boundary: "Boundary", "界線";
    monitor_alarm_day: "First alarm", "首次警報";
    monitor_after: "Rows after training", "訓練期後期數";
    monitor_rate(share): "Where nothing is explosive, each detector by itself gives an alarm within the horizon in {share} of 100 cases; several together give one more often.",
        "若無爆炸性走勢，每種統計量各自在監測期內誤報的機率為{share}%；合計多種時，誤報機率較高。";
    monitor_alarm: "An alarm says that the rows since the training do not look like a walk. It does not say when that began, and is no proof of a bubble: drift and rising volatility set detectors off as well.",
        "警報表示訓練期後的走勢不像隨機漫步，並未指出起點，也不能證明泡沫：持續的趨勢或升高的波動也會引發警報。";
}
