//! The best threshold: in hindsight, and at each date on what was known then.

use super::label::{Label, Windows};
use super::signals::Periods;
use froth_series::watch::{Stopped, Watch};
use rayon::prelude::*;
use std::ops::Range;

/// Fewer episodes than this offer no threshold.
pub const LEAST_EPISODES: usize = 10;

/// Rows with a score, highest first.
pub(super) fn falling(scores: &[f64]) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..scores.len() as u32).filter(|row| !scores[*row as usize].is_nan()).collect();
    rows.sort_unstable_by(|a, b| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b)));
    rows
}

/// The score from which on to warn: of all scores in rows that count the one with the largest usefulness for this preference, the
/// highest of equals. None where no threshold is better than always or never warning.
pub(super) fn best(falling: &[u32], scores: &[f64], label: &dyn Fn(usize) -> Label, preference: f64) -> Option<f64> {
    let (mut wanted, mut calm) = (0, 0);
    for row in falling {
        match label(*row as usize) {
            Label::Wanted(_) => wanted += 1,
            Label::Calm => calm += 1,
            _ => {}
        }
    }
    let (mut right, mut false_alarms) = (0, 0);
    // Rounding makes nothing useful.
    let (mut most, mut at) = (1e-12, None);
    let mut rows = falling.iter().map(|row| *row as usize).peekable();
    while let Some(row) = rows.next() {
        match label(row) {
            Label::Wanted(_) => right += 1,
            Label::Calm => false_alarms += 1,
            _ => continue,
        }
        // Equal scores warn together.
        while let Some(next) = rows.next_if(|next| scores[*next] == scores[row]) {
            match label(next) {
                Label::Wanted(_) => right += 1,
                Label::Calm => false_alarms += 1,
                _ => {}
            }
        }
        let periods = Periods { right, false_alarms, missed: wanted - right, quiet: calm - false_alarms };
        if let Some(useful) = periods.usefulness(preference).filter(|u| *u > most + 1e-12) {
            (most, at) = (useful, Some(scores[row]));
        }
    }
    at
}

/// Episodes with a score in a row that should warn.
pub(super) fn judged(labels: &[Label], rows: &[Range<usize>], scores: &[f64]) -> usize {
    let mut count = 0;
    for range in rows {
        // Numbers rise along an entity's rows.
        let mut last = None;
        for row in range.clone().filter(|row| !scores[*row].is_nan()) {
            if let Label::Wanted(number) = labels[row] {
                count += usize::from(last != Some(number));
                last = Some(number);
            }
        }
    }
    count
}

/// Rows of several entities, one entity after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk<'a> {
    pub(super) windows: &'a Windows,
    pub(super) entities: &'a [Range<usize>],
    /// The column that events are in.
    pub(super) column: &'a [f64],
    pub(super) scores: &'a [f64],
    /// The place of each row's date among all dates.
    pub(super) dates: &'a [u32],
    /// Dates.
    pub(super) places: usize,
    pub(super) preference: f64,
}

/// What can be offered at a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Offer {
    /// Nothing: fewer than [`LEAST_EPISODES`] episodes have been seen.
    TooFew,
    /// No threshold is useful: never warn.
    Useless,
    /// Warn from this score on.
    From(f64),
}

impl Offer {
    pub(super) fn threshold(self) -> Option<f64> {
        if let Offer::From(threshold) = self { Some(threshold) } else { None }
    }

    /// Whether a score warns; none as long as nothing is offered.
    pub(super) fn warns(self, score: f64) -> Option<bool> {
        match self {
            Offer::TooFew => None,
            Offer::Useless => Some(false),
            Offer::From(threshold) => Some(score >= threshold),
        }
    }
}

/// For each date the threshold that was best on the rows before it, labelled by nothing but the rows before it.
pub(super) fn walk_forward(walk: Walk<'_>, watch: &dyn Watch) -> Result<Vec<Offer>, Stopped> {
    let falling = falling(walk.scores);
    (0..walk.places)
        .into_par_iter()
        .map_init(
            || vec![Label::Unknown; walk.scores.len()],
            |labels, date| {
                if date % 64 == 0 && watch.stopped() {
                    return Err(Stopped);
                }
                for rows in walk.entities {
                    let known = walk.dates[rows.clone()].partition_point(|place| (*place as usize) < date);
                    let end = rows.start + known;
                    labels[rows.start..end].copy_from_slice(&walk.windows.label(&walk.column[rows.start..end]).1);
                    labels[end..rows.end].fill(Label::Unknown);
                }
                if judged(labels, walk.entities, walk.scores) < LEAST_EPISODES {
                    return Ok(Offer::TooFew);
                }
                let best = best(&falling, walk.scores, &|row| labels[row], walk.preference);
                Ok(best.map_or(Offer::Useless, Offer::From))
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_threshold_is_that_of_trying_every_one() {
        // Scores with ties, rows that do not count among them.
        let mut state = 7u64;
        let mut next = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        for _ in 0..300 {
            let scores: Vec<f64> = (0..40).map(|_| next(8) as f64).collect();
            let labels: Vec<Label> =
                (0..40).map(|_| [Label::Wanted(0), Label::Calm, Label::Calm, Label::Event][next(4) as usize]).collect();
            let preference = 0.2 + 0.2 * next(4) as f64;
            let useful = |threshold: f64| {
                let number = |wanted: bool, warned: bool| {
                    let kind = |l: &Label| if wanted { matches!(l, Label::Wanted(_)) } else { *l == Label::Calm };
                    (0..40).filter(|row| kind(&labels[*row]) && (scores[*row] >= threshold) == warned).count()
                };
                let periods = Periods {
                    right: number(true, true),
                    false_alarms: number(false, true),
                    missed: number(true, false),
                    quiet: number(false, false),
                };
                periods.usefulness(preference).unwrap_or(0.0)
            };
            let most = (0..8).map(|t| useful(f64::from(t))).fold(0.0, f64::max);
            match best(&falling(&scores), &scores, &|row| labels[row], preference) {
                Some(threshold) => {
                    assert!((useful(threshold) - most).abs() < 1e-12 && most > 0.0);
                    let higher = (threshold as i32 + 1..8).map(|t| useful(f64::from(t)));
                    assert!(higher.fold(0.0, f64::max) < most);
                }
                None => assert!(most < 1e-9, "{most}"),
            }
        }
    }
}
