//! What becomes of one unit over draws, in memory that does not grow with them.

use super::ranks::Range;
use crate::model::TIE;

/// Scores of all units over all draws are listed up to so many, 128 MB; more are counted in bins.
const LISTED: u64 = 1 << 24;

/// Bins a point.
const PER_POINT: f64 = 100.0;

/// The most places that ranks are told apart into.
const PLACES: usize = 1 << 14;

/// A unit's scores and ranks over draws.
#[derive(Debug)]
pub(super) struct Tally {
    scores: Scores,
    /// Ranks in steps of so many halves.
    ranks: Counts,
    step: usize,
    /// How often it was in the top.
    top: u64,
    /// How far the ranks were from its own, in halves and in all.
    pub(super) moved: u64,
    /// Draws with a score.
    pub(super) counted: u64,
}

#[derive(Debug)]
enum Scores {
    Listed(Vec<f64>),
    Counted(Counts),
}

impl Tally {
    /// Among so many units, where so many scores are drawn in all.
    pub(super) fn new(units: usize, total: u64) -> Self {
        let scores = if total <= LISTED { Scores::Listed(Vec::new()) } else { Scores::Counted(Counts::default()) };
        let step = (2 * units).div_ceil(PLACES).max(1);
        Tally { scores, ranks: Counts::default(), step, top: 0, moved: 0, counted: 0 }
    }

    /// One more draw.
    pub(super) fn add(&mut self, score: f64, rank: f64, own: f64, top: usize) {
        match &mut self.scores {
            Scores::Listed(all) => all.push(score),
            Scores::Counted(counts) => counts.add((score * PER_POINT).round() as usize),
        }
        // Ranks, tied ones too, are whole halves.
        self.ranks.add((2.0 * rank) as usize / self.step);
        self.top += u64::from(rank <= top as f64 + TIE);
        self.moved += (2.0 * (rank - own)).abs() as u64;
        self.counted += 1;
    }

    /// Where the scores lie.
    pub(super) fn scores(&mut self) -> Option<Range> {
        match &mut self.scores {
            Scores::Listed(all) => {
                all.sort_unstable_by(f64::total_cmp);
                range(all.len() as u64, |place| all[place as usize])
            }
            Scores::Counted(counts) => range(self.counted, |place| counts.nth(place) as f64 / PER_POINT),
        }
    }

    /// Where the ranks lie.
    pub(super) fn ranks(&self) -> Option<Range> {
        range(self.counted, |place| (self.ranks.nth(place) * self.step) as f64 / 2.0)
    }

    /// In which share of the draws it was in the top.
    pub(super) fn top(&self) -> Option<f64> {
        (self.counted > 0).then(|| self.top as f64 / self.counted as f64)
    }
}

/// Linear between the two numbers around a share; `at` gives the number at a place among `count` in order.
fn range(count: u64, at: impl Fn(u64) -> f64) -> Option<Range> {
    let last = count.checked_sub(1)?;
    let of = |share: f64| {
        let place = share * last as f64;
        let below = at(place.floor() as u64);
        below + (at(place.ceil() as u64) - below) * place.fract()
    };
    Some(Range { p05: of(0.05), median: of(0.5), p95: of(0.95) })
}

/// How often each whole number came up, from the smallest that did to the largest.
#[derive(Debug, Default)]
struct Counts {
    first: usize,
    counts: Vec<u32>,
}

impl Counts {
    fn add(&mut self, n: usize) {
        if self.counts.is_empty() {
            self.first = n;
        }
        if n < self.first {
            // Room for more, so that one step down at a time does not move all of them each time.
            let room = (self.first - n).max(self.counts.len() / 2).min(self.first);
            self.counts.splice(0..0, std::iter::repeat_n(0, room));
            self.first -= room;
        }
        let place = n - self.first;
        if place >= self.counts.len() {
            self.counts.resize(place + 1, 0);
        }
        self.counts[place] += 1;
    }

    /// The number at a place among all in order, from 0.
    fn nth(&self, place: u64) -> usize {
        let mut before = 0;
        let found = self.counts.iter().position(|count| {
            before += u64::from(*count);
            before > place
        });
        self.first + found.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_lie_between_the_numbers_around_them() {
        let sorted = [1.0, 2.0, 4.0];
        let found = range(3, |place| sorted[place as usize]).unwrap();
        assert!((found.median - 2.0).abs() < 1e-12 && (found.p05 - 1.1).abs() < 1e-12);
        assert_eq!(range(0, |_| 0.0), None);
    }

    proptest! {
        #[test]
        fn counted_draws_say_what_listed_ones_say(
            draws in prop::collection::vec((0.0f64..=100.0, 2usize..=40), 1..300),
        ) {
            let mut listed = Tally::new(20, 1);
            let mut counted = Tally::new(20, u64::MAX);
            for (score, half) in &draws {
                for tally in [&mut listed, &mut counted] {
                    tally.add(*score, *half as f64 / 2.0, 10.5, 3);
                }
            }
            let (a, b) = (listed.scores().unwrap(), counted.scores().unwrap());
            for (a, b) in [(a.p05, b.p05), (a.median, b.median), (a.p95, b.p95)] {
                prop_assert!((a - b).abs() <= 0.5 / PER_POINT + 1e-9, "{a} {b}");
            }
            let mut ranks: Vec<f64> = draws.iter().map(|(_, half)| *half as f64 / 2.0).collect();
            ranks.sort_by(f64::total_cmp);
            prop_assert_eq!(listed.ranks(), range(ranks.len() as u64, |place| ranks[place as usize]));
            let moved: f64 = ranks.iter().map(|rank| (rank - 10.5).abs()).sum();
            prop_assert!((listed.moved as f64 / 2.0 - moved).abs() < 1e-9);
        }
    }
}
