//! What a fundamental does not explain, tested as a series of its own.

use super::Tested;
use crate::SeriesError;
use crate::error::varying;
use crate::psy::random::{Stream, replicate};
use crate::psy::{Draws, Settings, exuberance};
use crate::watch::Watch;

/// What is left of a series is rounding below this share of it.
const NOTHING: f64 = 1e-9;

/// GSADF of what is left of `y` beside an intercept and `on`, held against walks of which the same is taken out.
///
/// The idea is that of Chen, Chen, Huang, Li and Zhang (2026), arXiv 2604.25826: prices that rise with what a technology earns are
/// explosive without being a bubble. Residuals of a walk are no walk, so that critical values are made by taking the line on
/// `on` out of each sample as well. Samples are sums of the residuals' changes, drawn with replacement, each times a standard
/// normal number.
///
/// The line is of the whole series, and so of hindsight. What is left depends on whether the fundamental is the right one, and a
/// bubble that moves it (earnings of those who sell to it) is taken out with it.
///
/// # Errors
///
/// As [`exuberance`]; series of different lengths, a fundamental that is constant; no replications.
pub fn residual_test(
    y: &[f64],
    on: &[f64],
    settings: Settings,
    draws: Draws,
    watch: &dyn Watch,
) -> Result<Tested, SeriesError> {
    if y.len() != on.len() {
        return Err(SeriesError::Lengths { what: "the fundamental", found: on.len(), expected: y.len() });
    }
    varying(y, 3)?;
    varying(on, 3)?;
    let line = Line::new(on)?;
    let left = line.left(y);
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    if size(left.iter().copied()) <= NOTHING * size(y.iter().map(|y| y - mean)) {
        return Err(SeriesError::NoStatistic);
    }
    let found = exuberance(&left, settings)?;
    let settings = Settings { min_window: Some(found.min_window), ..settings };
    let changes: Vec<f64> = left.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let null = replicate(draws.replications, watch, |replication| {
        let mut stream = Stream::new(draws.seed, replication);
        let mut level = 0.0;
        let walk: Vec<f64> = (0..y.len())
            .map(|row| {
                if row > 0 {
                    level += stream.normal() * changes[stream.below(changes.len())];
                }
                level
            })
            .collect();
        exuberance(&line.left(&walk), settings).map_or(f64::NAN, |found| found.gsadf)
    })?;
    let sequence: Vec<f64> = found.bsadf.iter().map(|x| x.unwrap_or(f64::NAN)).collect();
    Tested::new(found.first, &sequence, null)
}

/// The largest size of a number.
fn size(xs: impl Iterator<Item = f64>) -> f64 {
    xs.fold(0.0, |size, x| size.max(x.abs()))
}

/// An intercept and a fundamental, to be taken out of series.
struct Line {
    centred: Vec<f64>,
    square: f64,
}

impl Line {
    fn new(on: &[f64]) -> Result<Self, SeriesError> {
        let reach = on.iter().fold(0.0f64, |reach, x| reach.max((x - on[0]).abs()));
        let scaled: Vec<f64> = on.iter().map(|x| (x - on[0]) / reach).collect();
        let mean = scaled.iter().sum::<f64>() / on.len() as f64;
        let centred: Vec<f64> = scaled.iter().map(|x| x - mean).collect();
        let square = centred.iter().map(|x| x * x).sum::<f64>();
        if square.is_finite() && square > 0.0 { Ok(Line { centred, square }) } else { Err(SeriesError::TooLarge) }
    }

    fn left(&self, y: &[f64]) -> Vec<f64> {
        let mean = y.iter().sum::<f64>() / y.len() as f64;
        let b = y.iter().zip(&self.centred).map(|(y, x)| (y - mean) * x).sum::<f64>() / self.square;
        y.iter().zip(&self.centred).map(|(y, x)| y - mean - b * x).collect()
    }
}
