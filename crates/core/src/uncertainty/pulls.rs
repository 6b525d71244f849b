//! Which figures pull the draws of a headline away from it.

use super::{Design, Evaluations};
use crate::Error;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::score::{Drawn, Pull, Scorecard, Settings};

/// A figure alone is drawn at the middles of so many equal shares of its distribution.
const SHARES: usize = 64;

/// So many figures are said.
const MOST: usize = 3;

/// Less than this is printed as 0.0.
const LEAST: f64 = 0.05;

/// The figures that pull a headline most to where its draws lie: for each, the mean of the headline over draws of that figure alone,
/// less the headline.
pub(crate) fn pulls(
    model: &Model,
    scenario: &Scenario,
    settings: Settings,
    card: &Scorecard,
) -> Result<Vec<Pull>, Error> {
    let (Some(score), Drawn::Interval(interval)) = (card.score, card.interval) else { return Ok(Vec::new()) };
    let (design, ids) = Design::one_by_one(model, &Evaluations::take(model, &[scenario], settings)?)?;
    let us: Vec<f64> = (0..SHARES).map(|i| (i as f64 + 0.5) / SHARES as f64).collect();
    let mut work = design.workspace();
    design.score(&|_| &us, SHARES, &mut work);
    let mut pulls: Vec<Pull> = Vec::new();
    for (place, id) in ids.into_iter().enumerate() {
        let scores = design.scores(&work, false, place, 0).iter().filter(|x| !x.is_nan());
        let (sum, count) = scores.fold((0.0, 0_usize), |(sum, count), x| (sum + x, count + 1));
        let points = sum / count.max(1) as f64 - score;
        if count > 0 && points.abs() >= LEAST && points * (interval.median - score) > 0.0 {
            pulls.push(Pull { id, points });
        }
    }
    pulls.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()).then_with(|| a.id.cmp(&b.id)));
    pulls.truncate(MOST);
    Ok(pulls)
}
