//! A monitor between two rows, as it can be kept.

use super::detector::{Detector, Sums};
use super::{FARTHEST, FEWEST, Monitor, Watched};
use crate::SeriesError;
use crate::psy::{Lag, MAX_LAG, Settings};
use serde::{Deserialize, Serialize};

/// All that a monitor knows: what [`Monitor::resume`] goes on from.
///
/// It has no more numbers after a thousand rows than after one, but where BSADF is watched, which looks at every row again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    training: usize,
    horizon: usize,
    level: f64,
    lag: String,
    min_window: usize,
    origin: f64,
    scale: f64,
    last: f64,
    rows: usize,
    detectors: Vec<Kept>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    seen: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    detector: Detector,
    constant: f64,
    alarm: Option<usize>,
    sums: Sums,
}

impl Monitor {
    /// What to keep until the next row.
    pub fn state(&self) -> State {
        let kept = |(watched, sums): (&Watched, &Sums)| Kept {
            detector: watched.detector,
            constant: watched.constant,
            alarm: watched.alarm,
            sums: sums.clone(),
        };
        State {
            training: self.training,
            horizon: self.horizon,
            level: self.level,
            lag: self.settings.lag.to_string(),
            min_window: self.settings.min_window.unwrap_or_default(),
            origin: self.origin,
            scale: self.scale,
            last: self.last,
            rows: self.rows,
            detectors: self.watched.iter().zip(&self.sums).map(kept).collect(),
            seen: self.seen.clone(),
        }
    }

    /// Goes on from what was kept: the same bits as a monitor that was never put away.
    ///
    /// # Errors
    ///
    /// What no monitor can have kept.
    pub fn resume(state: State) -> Result<Self, SeriesError> {
        let wrong = || SeriesError::Setting { name: "a kept monitor", rule: "one that was kept as it is" };
        let lag: Lag = state.lag.parse().ok().filter(|lag: &Lag| lag.most() <= MAX_LAG).ok_or_else(wrong)?;
        let rows = state.training.checked_add(state.horizon).ok_or_else(wrong)?;
        let sizes = state.training >= FEWEST
            && state.horizon >= 1
            && state.horizon <= FARTHEST.saturating_mul(state.training)
            && (state.training..=rows).contains(&state.rows)
            && state.min_window >= lag.most() + 3
            && state.min_window < state.training;
        let numbers = [state.origin, state.scale, state.last];
        let finite = numbers.iter().chain(&state.seen).all(|x| x.is_finite())
            && state.scale > 0.0
            && state.level > 0.0
            && state.level < 1.0;
        if !sizes || !finite || state.detectors.is_empty() {
            return Err(wrong());
        }
        let (t, n) = (state.rows - 1, state.training - 1);
        let psy = state.detectors.iter().any(|kept| kept.detector == Detector::Psy);
        let ordered = state.detectors.is_sorted_by(|a, b| a.detector < b.detector);
        let each = state.detectors.iter().all(|kept| {
            let alarm = kept.alarm.is_none_or(|row| (state.training..state.rows).contains(&row));
            kept.constant.is_finite() && alarm && kept.sums.is_of(kept.detector, t, n)
        });
        if !ordered || !each || state.seen.len() != if psy { state.rows } else { 0 } {
            return Err(wrong());
        }
        let (watched, sums) = state
            .detectors
            .into_iter()
            .map(|kept| {
                let watched = Watched {
                    detector: kept.detector,
                    constant: kept.constant,
                    published: kept.detector.published(state.level, n, state.horizon),
                    alarm: kept.alarm,
                };
                (watched, kept.sums)
            })
            .unzip();
        Ok(Monitor {
            training: state.training,
            horizon: state.horizon,
            level: state.level,
            settings: Settings { lag, min_window: Some(state.min_window) },
            watched,
            sums,
            origin: state.origin,
            scale: state.scale,
            last: state.last,
            rows: state.rows,
            seen: state.seen,
        })
    }
}

#[cfg(test)]
impl State {
    pub(super) fn set_rows(&mut self, rows: usize) {
        self.rows = rows;
    }

    pub(super) fn set_sizes(&mut self, training: usize, horizon: usize) {
        (self.training, self.horizon) = (training, horizon);
    }

    pub(super) fn set_lag(&mut self, lag: &str) {
        lag.clone_into(&mut self.lag);
    }

    pub(super) fn turn_detectors(&mut self) {
        self.detectors.reverse();
    }
}
