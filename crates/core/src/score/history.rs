//! Indicator scores at earlier dates, many dates in one pass.

use super::evaluation::as_number;
use super::{Block, Compiled};
use crate::model::Model;
use crate::sampling::BLOCK;
use crate::scenario::Scenario;
use jiff::civil::Date;

/// Scores of indicators at some dates before the scenario's own, by date and indicator, NaN for none: series only, no shocks,
/// as at the points of a path.
pub(crate) fn scores_at(model: &Model, plan: &Compiled, scenario: &Scenario, dates: &[Date]) -> Vec<Vec<f64>> {
    let mut block = Block::new(plan, dates.len().min(BLOCK));
    let mut scores = Vec::with_capacity(dates.len());
    for dates in dates.chunks(BLOCK) {
        block.clear(dates.len());
        for (column, id) in plan.columns().iter().enumerate().filter(|(column, _)| !plan.is_result(*column)) {
            let Some(series) = scenario.series.get(id) else { continue };
            let rule = model.indicators.get(column).and_then(|i| i.rule.as_ref());
            for (row, date) in dates.iter().enumerate() {
                block.set(column, row, series.at(*date).and_then(|found| as_number(found.value, rule)));
            }
        }
        plan.rate(&mut block, &mut |_, _| ());
        scores.extend((0..dates.len()).map(|row| block.score_row(row)));
    }
    scores
}

/// The last scores of some indicators before the scenario's date: at the latest date, among those of the points of all its
/// series, at which the indicator has one.
pub(crate) fn last_scores(
    model: &Model,
    plan: &Compiled,
    scenario: &Scenario,
    indicators: &[usize],
) -> Vec<Option<(Date, f64)>> {
    let mut found = vec![None; indicators.len()];
    let points = scenario.series.values().flat_map(|series| &series.points);
    let mut dates: Vec<Date> = points.map(|point| point.date).filter(|date| *date < scenario.as_of).collect();
    dates.sort_unstable_by(|a, b| b.cmp(a));
    dates.dedup();
    for dates in dates.chunks(BLOCK) {
        if found.iter().all(Option::is_some) {
            break;
        }
        for (date, scores) in dates.iter().zip(scores_at(model, plan, scenario, dates)) {
            for (found, indicator) in found.iter_mut().zip(indicators) {
                if found.is_none() && !scores[*indicator].is_nan() {
                    *found = Some((*date, scores[*indicator]));
                }
            }
        }
    }
    found
}
