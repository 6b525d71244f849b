//! When a series was explosive.

use super::{Exuberance, SeriesError};

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
}

/// The customary shortest episode in a series of `n` rows: ln n, rounded.
///
/// Phillips, Shi and Yu (2015), section 3: delta ln T, here with delta = 1; `psy_ds` of exuber.
pub fn min_duration(n: usize) -> usize {
    (n.max(1) as f64).ln().round() as usize
}

impl Exuberance {
    /// The episodes of at least `min_duration` rows ([`min_duration`] of the length of the series where `None`) in which
    /// BSADF is above `critical`, a number for each of its points.
    ///
    /// Phillips, Shi and Yu (2015), section 3, where the line is [`running_sadf`](super::Null::running_sadf) of a
    /// simulation; in Phillips and Shi (2020) it is the quantile of GSADF of a bootstrap, the same at every row. A row without a statistic ends an episode. BSADF also rises in a
    /// collapse, so that an episode need not be a boom: see the series at `start`, `peak` and `end`.
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
        for (what, found, expected) in
            [("the series", y.len(), self.rows), ("the line of critical values", critical.len(), self.bsadf.len())]
        {
            if found != expected {
                return Err(SeriesError::Lengths { what, found, expected });
            }
        }
        let shortest = min_duration.unwrap_or_else(|| self::min_duration(self.rows));
        let above: Vec<bool> =
            self.bsadf.iter().zip(critical).map(|(x, critical)| x.is_some_and(|x| x > *critical)).collect();
        let mut episodes = Vec::new();
        let mut start = self.first;
        for run in above.chunk_by(|a, b| a == b) {
            let end = start + run.len() - 1;
            if run[0] && run.len() >= shortest {
                let peak = (start..=end).fold(start, |peak, row| if y[row] > y[peak] { row } else { peak });
                episodes.push(Episode { start, peak, end, duration: run.len(), ongoing: end + 1 == self.rows });
            }
            start = end + 1;
        }
        Ok(episodes)
    }
}

#[cfg(test)]
mod tests {
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
                Episode { start: 4, peak: 5, end: 6, duration: 3, ongoing: false },
                Episode { start: 10, peak: 10, end: 11, duration: 2, ongoing: true },
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
}
