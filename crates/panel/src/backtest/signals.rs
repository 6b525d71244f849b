//! Warnings counted, by period and by episode, and what they are worth.

use super::label::Label;
use serde::Serialize;
use std::ops::Range;

/// The 97.5 % quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A number of successes among trials, with the 95 % interval of Wilson (1927).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// Successes.
    pub count: usize,
    /// Trials.
    pub of: usize,
    /// Their share; null without a trial.
    pub share: Option<f64>,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Rate {
    /// ```
    /// let rate = froth_panel::backtest::Rate::new(8, 10);
    /// assert!((rate.low.unwrap() - 0.4902).abs() < 1e-4 && (rate.high.unwrap() - 0.9433).abs() < 1e-4);
    /// assert_eq!(froth_panel::backtest::Rate::new(0, 0).share, None);
    /// ```
    pub fn new(count: usize, of: usize) -> Self {
        if of == 0 {
            return Rate { count, of, share: None, low: None, high: None };
        }
        let (n, p) = (of as f64, count as f64 / of as f64);
        let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let end = |side: f64| ((p + Z * Z / (2.0 * n) + side * spread) / (1.0 + Z * Z / n)).clamp(0.0, 1.0);
        Rate { count, of, share: Some(p), low: Some(end(-1.0).min(p)), high: Some(end(1.0).max(p)) }
    }
}

/// Warnings by period: Kaminsky and Reinhart's matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Periods {
    /// A: warned, and an episode came within the horizon.
    pub right: usize,
    /// B: warned, and none came.
    pub false_alarms: usize,
    /// C: not warned, and one came.
    pub missed: usize,
    /// D: not warned, and none came.
    pub quiet: usize,
}

impl Periods {
    fn wanted(&self) -> f64 {
        (self.right + self.missed) as f64
    }

    fn calm(&self) -> f64 {
        (self.false_alarms + self.quiet) as f64
    }

    /// B / (B + D) over A / (A + C); none without periods of both kinds, or without a right warning.
    pub fn noise_to_signal(&self) -> Option<f64> {
        if self.right == 0 || self.calm() == 0.0 {
            return None;
        }
        Some((self.false_alarms as f64 / self.calm()) / (self.right as f64 / self.wanted()))
    }

    /// min(θ, 1 - θ) less the loss θ C / (A + C) + (1 - θ) B / (B + D) (Alessi and Detken 2011, section 3): what a preference
    /// θ for missing nothing gains over always or never warning. None without periods of both kinds.
    pub fn usefulness(&self, preference: f64) -> Option<f64> {
        let both = self.wanted() > 0.0 && self.calm() > 0.0;
        both.then(|| {
            let missed = preference * self.missed as f64 / self.wanted();
            let noise = (1.0 - preference) * self.false_alarms as f64 / self.calm();
            preference.min(1.0 - preference) - missed - noise
        })
    }

    /// The relative usefulness of Sarlin (2013): as above with shares of all periods, μ C / N and (1 - μ) B / N, over what a perfect
    /// warning would gain, min(μ P1, (1 - μ) P2). With rare episodes and μ = 0.5 it takes few false alarms to make it negative.
    pub fn relative_usefulness(&self, preference: f64) -> Option<f64> {
        let available = (preference * self.wanted()).min((1.0 - preference) * self.calm());
        (available > 0.0).then(|| {
            let loss = preference * self.missed as f64 + (1.0 - preference) * self.false_alarms as f64;
            (available - loss) / available
        })
    }

    /// The share of wanted warnings that were given, with an interval as if periods were independent, which they are not.
    pub fn hit_rate(&self) -> Rate {
        Rate::new(self.right, self.right + self.missed)
    }

    /// The share of calm periods with a warning, likewise.
    pub fn false_alarm_rate(&self) -> Rate {
        Rate::new(self.false_alarms, self.false_alarms + self.quiet)
    }
}

/// What warnings did for one episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// No score within its horizon, or no threshold yet.
    NotJudged,
    Missed,
    /// First warned so many rows before its first row; below 0: after it.
    Warned(i64),
}

/// Warnings counted in every way.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Counted {
    pub(super) periods: Periods,
    /// By entity, by episode.
    pub(super) outcomes: Vec<Vec<Outcome>>,
    /// Runs of warnings with a wanted one among them.
    pub(super) right_runs: usize,
    /// Runs of warnings with none, and with a calm one.
    pub(super) false_runs: usize,
}

impl Counted {
    pub(super) fn hits(&self) -> usize {
        self.all().filter(|o| matches!(o, Outcome::Warned(_))).count()
    }

    pub(super) fn misses(&self) -> usize {
        self.all().filter(|o| matches!(o, Outcome::Missed)).count()
    }

    pub(super) fn lead_times(&self) -> Vec<i64> {
        let lead = |o: &Outcome| if let Outcome::Warned(lead) = o { Some(*lead) } else { None };
        self.all().filter_map(lead).collect()
    }

    fn all(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().flatten()
    }
}

/// An entity among rows that lie one after the other: its rows, and the first row of each of its episodes, counted from its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub(super) rows: Range<usize>,
    pub(super) starts: Vec<usize>,
}

#[allow(clippy::cast_possible_wrap)] // rows in memory are fewer than that
/// Counts warnings: `warns` says for a row whether it warns; none: that is not known there.
pub(super) fn count(places: &[Place], labels: &[Label], warns: &dyn Fn(usize) -> Option<bool>) -> Counted {
    let mut counted = Counted::default();
    for place in places {
        let mut outcomes = vec![Outcome::NotJudged; place.starts.len()];
        // Of the run of warnings that the row before belongs to: whether it has a wanted, and a calm row.
        let mut run = (false, false);
        let mut close = |run: &mut (bool, bool)| match std::mem::take(run) {
            (true, _) => counted.right_runs += 1,
            (false, true) => counted.false_runs += 1,
            (false, false) => {}
        };
        for row in place.rows.clone() {
            let warned = warns(row);
            if warned == Some(true) {
                run.0 |= matches!(labels[row], Label::Wanted(_));
                run.1 |= labels[row] == Label::Calm;
            } else {
                close(&mut run);
            }
            match (labels[row], warned) {
                (Label::Wanted(number), Some(warned)) => {
                    let outcome = &mut outcomes[number as usize];
                    if warned {
                        counted.periods.right += 1;
                        if !matches!(outcome, Outcome::Warned(_)) {
                            let start = place.rows.start + place.starts[number as usize];
                            *outcome = Outcome::Warned(start as i64 - row as i64);
                        }
                    } else {
                        counted.periods.missed += 1;
                        if *outcome == Outcome::NotJudged {
                            *outcome = Outcome::Missed;
                        }
                    }
                }
                (Label::Calm, Some(true)) => counted.periods.false_alarms += 1,
                (Label::Calm, Some(false)) => counted.periods.quiet += 1,
                _ => {}
            }
        }
        close(&mut run);
        counted.outcomes.push(outcomes);
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kaminsky and Reinhart (1999, table 4) describe the measure; A to D here are made up and done by hand.
    #[test]
    fn measures_are_those_of_the_papers() {
        let periods = Periods { right: 30, false_alarms: 20, missed: 10, quiet: 80 };
        let close = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-12, "{a:?} {b}");
        close(periods.noise_to_signal(), 0.2 / 0.75);
        close(periods.usefulness(0.5), 0.5 - 0.5 * 0.25 - 0.5 * 0.2);
        close(periods.usefulness(0.8), 0.2 - 0.8 * 0.25 - 0.2 * 0.2);
        // P1 = 40 / 140: at μ = 0.5 the better of always and never is never, at a loss of 20 / 140.
        close(periods.relative_usefulness(0.5), (20.0 - 15.0) / 20.0 - 0.0);
        close(periods.relative_usefulness(0.8), (20.0 - 0.8 * 10.0 - 0.2 * 20.0) / 20.0);
        let perfect = Periods { right: 40, false_alarms: 0, missed: 0, quiet: 100 };
        close(perfect.usefulness(0.3), 0.3);
        close(perfect.relative_usefulness(0.3), 1.0);
        close(perfect.noise_to_signal(), 0.0);
        let silent = Periods { right: 0, false_alarms: 0, missed: 40, quiet: 100 };
        assert_eq!(silent.noise_to_signal(), None);
        close(silent.usefulness(0.5), 0.0);
        assert_eq!(Periods::default().usefulness(0.5), None);
    }

    #[test]
    fn warnings_are_counted_by_run_and_by_episode() {
        let letters = "--00e----11e---?";
        let label = |c| match c {
            '-' => Label::Calm,
            'e' => Label::Event,
            '?' => Label::Unknown,
            c => Label::Wanted(c as u32 - '0' as u32),
        };
        let labels: Vec<Label> = letters.chars().map(label).collect();
        let warnings = "x.xxx.x...  .xxx";
        let warns = |row: usize| match warnings.as_bytes()[row] {
            b'x' => Some(true),
            b'.' => Some(false),
            _ => None,
        };
        let place = Place { rows: 0..16, starts: vec![4, 11] };
        let found = count(std::slice::from_ref(&place), &labels, &warns);
        assert_eq!(found.outcomes, [[Outcome::Warned(2), Outcome::Missed]]);
        // The run into the first episode is right; those in rows 0, 6 and 13 are false.
        assert_eq!((found.right_runs, found.false_runs), (1, 3));
        assert_eq!(found.periods, Periods { right: 2, false_alarms: 4, missed: 1, quiet: 5 });
    }
}
