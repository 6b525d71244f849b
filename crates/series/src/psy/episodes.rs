//! When a series was explosive, and which way it went.

use super::{Exuberance, PanelExuberance, SeriesError};
use std::ops::Range;

/// Which way a series that accelerates goes: the tests see that it runs away from where it was, and not whereto.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Upwards.
    Growth,
    /// Downwards: a slide or a collapse.
    Decline,
}

/// A run of rows whose BSADF is above its critical value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Episode {
    /// The first row above; rows of the series, from 0.
    pub start: usize,
    /// The row within the episode where the series is largest; of equals the first.
    pub peak: usize,
    /// The last row above. Phillips, Shi and Yu's date of termination is the row after it.
    pub end: usize,
    /// Rows: `end` - `start` + 1.
    pub duration: usize,
    /// Whether the episode reaches the last row of the series.
    pub ongoing: bool,
    /// Which way the series went in the window of the episode's largest BSADF.
    pub direction: Direction,
}

/// The customary shortest episode in a series of `n` rows: ln n, rounded.
///
/// Phillips, Shi and Yu (2015), section 3: delta ln T, here with delta = 1; `psy_ds` of exuber.
pub fn min_duration(n: usize) -> usize {
    (n.max(1) as f64).ln().round() as usize
}

impl Exuberance {
    /// Whether the series stands higher at a point of the sequences than at the start of the window of its BSADF, the
    /// regression that fits explosive behaviour best; `None` without one.
    ///
    /// The t-ratio is the same for a series and its mirror image: BSADF rises in a collapse as it does in a boom. Phillips
    /// and Shi (2019), Oxford Bulletin of Economics and Statistics 81(6), and (2020) look at the series itself to say which of
    /// both was found.
    fn direction_at(&self, y: &[f64], point: usize) -> Option<Direction> {
        let (start, end) = ((*self.starts.get(point)?)?, self.first + point);
        Some(if y.get(end)? > y.get(start)? { Direction::Growth } else { Direction::Decline })
    }

    /// Which way the series went in the window of GSADF.
    ///
    /// # Errors
    ///
    /// A series of another length.
    pub fn direction(&self, y: &[f64]) -> Result<Direction, SeriesError> {
        same("the series", y.len(), self.rows)?;
        let largest = largest(&self.bsadf, 0..self.bsadf.len());
        largest.and_then(|point| self.direction_at(y, point)).ok_or(SeriesError::NoStatistic)
    }

    /// The episodes of at least `min_duration` rows ([`min_duration`] of the length of the series where `None`) in which
    /// BSADF is above `critical`, a number for each of its points.
    ///
    /// Phillips, Shi and Yu (2015), section 3, where the line is [`running_sadf`](super::Null::running_sadf) of a
    /// simulation; in Phillips and Shi (2020) it is the quantile of GSADF of a bootstrap, the same at every row. A row
    /// without a statistic ends an episode.
    ///
    /// # Errors
    ///
    /// A series or critical values of another length.
    pub fn episodes(
        &self,
        y: &[f64],
        critical: &[f64],
        min_duration: Option<usize>,
    ) -> Result<Vec<Episode>, SeriesError> {
        same("the series", y.len(), self.rows)?;
        let runs = Runs { rows: self.rows, first: self.first, min_duration, height: y };
        runs.above(&self.bsadf, critical, |point| self.direction_at(y, point))
    }

    /// The same of BADF, whose windows all start with the first row: the dates of Phillips, Wu and Yu (2011), section 2,
    /// where the line is [`badf`](super::Null::badf) of a simulation.
    ///
    /// # Errors
    ///
    /// As [`Exuberance::episodes`].
    pub fn episodes_from_first(
        &self,
        y: &[f64],
        critical: &[f64],
        min_duration: Option<usize>,
    ) -> Result<Vec<Episode>, SeriesError> {
        same("the series", y.len(), self.rows)?;
        let runs = Runs { rows: self.rows, first: self.first, min_duration, height: y };
        let start = self.lag.most();
        runs.above(&self.badf, critical, |point| {
            Some(if y[self.first + point] > y[start] { Direction::Growth } else { Direction::Decline })
        })
    }
}

impl PanelExuberance {
    /// Which way most of the series went in the windows of a point; where as many rose as fell, down.
    fn direction_at(&self, point: usize) -> Option<Direction> {
        let up = 2 * self.growing.get(point)? > self.series;
        Some(if up { Direction::Growth } else { Direction::Decline })
    }

    /// Which way most of the series went in the windows of the panel GSADF.
    pub fn direction(&self) -> Option<Direction> {
        largest(&self.bsadf, 0..self.bsadf.len()).and_then(|point| self.direction_at(point))
    }

    /// As [`Exuberance::episodes`], of the mean BSADF. A panel has no level of its own: its peak is where this is largest.
    ///
    /// # Errors
    ///
    /// Critical values of another length.
    pub fn episodes(&self, critical: &[f64], min_duration: Option<usize>) -> Result<Vec<Episode>, SeriesError> {
        let mut height = vec![f64::NEG_INFINITY; self.first];
        height.extend(self.bsadf.iter().map(|x| x.unwrap_or(f64::NEG_INFINITY)));
        let runs = Runs { rows: self.rows, first: self.first, min_duration, height: &height };
        runs.above(&self.bsadf, critical, |point| self.direction_at(point))
    }
}

/// The point of the largest statistic among some; of equals the first.
fn largest(sequence: &[Option<f64>], points: Range<usize>) -> Option<usize> {
    let value = |point: usize| sequence[point].unwrap_or(f64::NEG_INFINITY);
    points.reduce(|best, point| if value(point) > value(best) { point } else { best })
}

fn same(what: &'static str, found: usize, expected: usize) -> Result<(), SeriesError> {
    if found == expected { Ok(()) } else { Err(SeriesError::Lengths { what, found, expected }) }
}

/// What runs are cut from.
struct Runs<'a> {
    rows: usize,
    first: usize,
    min_duration: Option<usize>,
    /// What is largest at the peak, a number a row.
    height: &'a [f64],
}

impl Runs<'_> {
    fn above(
        &self,
        sequence: &[Option<f64>],
        critical: &[f64],
        direction: impl Fn(usize) -> Option<Direction>,
    ) -> Result<Vec<Episode>, SeriesError> {
        same("the line of critical values", critical.len(), sequence.len())?;
        let shortest = self.min_duration.unwrap_or_else(|| min_duration(self.rows));
        let above: Vec<bool> =
            sequence.iter().zip(critical).map(|(x, critical)| x.is_some_and(|x| x > *critical)).collect();
        let mut episodes = Vec::new();
        let mut start = self.first;
        for run in above.chunk_by(|a, b| a == b) {
            let end = start + run.len() - 1;
            if run[0] && run.len() >= shortest {
                let higher = |peak, row| if self.height[row] > self.height[peak] { row } else { peak };
                let best = largest(sequence, start - self.first..end + 1 - self.first);
                episodes.push(Episode {
                    start,
                    peak: (start..=end).fold(start, higher),
                    end,
                    duration: run.len(),
                    ongoing: end + 1 == self.rows,
                    direction: best.and_then(&direction).unwrap_or(Direction::Decline),
                });
            }
            start = end + 1;
        }
        Ok(episodes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::random::Stream;
    use super::super::{Lag, Settings, exuberance};
    use super::*;

    fn found(bsadf: &[f64]) -> Exuberance {
        Exuberance {
            rows: bsadf.len() + 3,
            lag: Lag::Fixed(0),
            min_window: 3,
            first: 3,
            adf: None,
            badf: vec![None; bsadf.len()],
            sadf: None,
            bsadf: bsadf.iter().map(|x| x.is_finite().then_some(*x)).collect(),
            starts: vec![Some(0); bsadf.len()],
            gsadf: 3.0,
        }
    }

    #[test]
    fn episodes_are_runs_above_the_line() {
        let found = found(&[0.0, 2.0, 2.0, 2.0, 0.0, 2.0, f64::NAN, 2.0, 2.0]);
        let y = [0.0, 0.0, 0.0, 0.0, 1.0, 7.0, 7.0, 0.0, 0.0, 0.0, 5.0, 4.0];
        let critical = [1.0; 9];
        assert_eq!(
            found.episodes(&y, &critical, None).unwrap(),
            [
                Episode { start: 4, peak: 5, end: 6, duration: 3, ongoing: false, direction: Direction::Growth },
                Episode { start: 10, peak: 10, end: 11, duration: 2, ongoing: true, direction: Direction::Growth },
            ]
        );
        assert_eq!(found.episodes(&y, &critical, Some(3)).unwrap().len(), 1);
        assert_eq!(found.episodes(&y, &critical, Some(1)).unwrap().len(), 3);
        assert!(matches!(found.episodes(&y[1..], &critical, None), Err(SeriesError::Lengths { .. })));
        assert!(matches!(found.episodes(&y, &critical[1..], None), Err(SeriesError::Lengths { .. })));
    }

    #[test]
    fn a_boom_in_a_walk_is_dated() {
        let mut state = 1u64;
        let mut e = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1u64 << 53) as f64 - 0.5
        };
        let mut level = 20.0;
        let y: Vec<f64> = (0..150)
            .map(|row| {
                level = match row {
                    60..100 => level * 1.06 + e(),
                    100 => 20.0,
                    _ => level + e(),
                };
                level
            })
            .collect();
        let found = exuberance(&y, Settings::default()).unwrap();
        let critical = vec![1.5; found.bsadf.len()];
        let episodes = found.episodes(&y, &critical, None).unwrap();
        let boom = episodes.iter().find(|episode| episode.peak == 99).unwrap();
        assert!((60..75).contains(&boom.start) && (99..104).contains(&boom.end), "{boom:?}");
    }

    #[test]
    fn the_shortest_episode_is_that_of_the_literature() {
        assert_eq!([1, 100, 552].map(min_duration), [0, 5, 6]);
    }

    /// A series that falls by ever more, around a fall of its own shape.
    fn fall(seed: usize) -> Vec<f64> {
        let mut stream = Stream::new(77, seed);
        let rows = 60 + seed % 90;
        let (rate, rough) = (1.02 + 0.06 * stream.uniform(), 0.05 + stream.uniform());
        let mut level = 1000.0;
        let mut step = 0.5 + stream.uniform();
        (0..rows)
            .map(|_| {
                step *= rate;
                level -= step + rough * stream.normal();
                level
            })
            .collect()
    }

    #[test]
    fn a_fall_is_never_a_boom_and_its_mirror_always_is() {
        let mut found_some = 0;
        for seed in 0..1000 {
            let y = fall(seed);
            let up: Vec<f64> = y.iter().map(|y| -y).collect();
            let lag = [Lag::Fixed(0), Lag::Fixed(1), Lag::Bic(2)][seed % 3];
            let settings = Settings { lag, min_window: None };
            let (down, mirrored) = (exuberance(&y, settings).unwrap(), exuberance(&up, settings).unwrap());
            assert_eq!(down.direction(&y), Ok(Direction::Decline), "{seed}");
            assert_eq!(mirrored.direction(&up), Ok(Direction::Growth), "{seed}");
            let line = vec![1.0; down.bsadf.len()];
            for shortest in [1, 5] {
                let episodes = down.episodes(&y, &line, Some(shortest)).unwrap();
                found_some += episodes.len();
                assert!(episodes.iter().all(|one| one.direction == Direction::Decline), "{seed}: {episodes:?}");
                let episodes = mirrored.episodes(&up, &line, Some(shortest)).unwrap();
                assert!(episodes.iter().all(|one| one.direction == Direction::Growth), "{seed}: {episodes:?}");
            }
            let first = down.episodes_from_first(&y, &line, Some(1)).unwrap();
            assert!(first.iter().all(|one| one.direction == Direction::Decline), "{seed}");
        }
        assert!(found_some > 1000, "{found_some}");
    }
}
