//! Models that look along an entity's rows, or across the entities of a date: transforms, and rules over rows.

use super::Problem;
use super::scored::{self, Scored, Wants};
use super::table::{Table, evenly_spaced};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Indicator, Model, Over, Rule};
use crate::score::{Block, Plan};
use crate::series::{SeriesError, apply_all, expanding_percentile};
use crate::watch::Watch;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Why a model needs more than a row at a time, if it does.
pub(super) fn is_needed(model: &Model) -> bool {
    model.indicators.iter().any(|i| !i.transforms.is_empty() || i.rule.as_ref().and_then(Rule::over).is_some())
}

/// Indicators whose value or score at a date depends on later rows.
pub(super) fn looking_ahead(model: &Model) -> Vec<String> {
    let ahead = |i: &&Indicator| {
        i.transforms.iter().any(|t| t.looks_ahead()) || i.rule.as_ref().and_then(Rule::over) == Some(Over::FullHistory)
    };
    model.indicators.iter().filter(ahead).map(|i| i.id.clone()).collect()
}

/// What an entity's rows give: raw values and scores by indicator.
struct Entity {
    rows: Vec<usize>,
    raw: Vec<Vec<f64>>,
    scores: Vec<Vec<f64>>,
}

/// Scores a whole panel. `watch` is asked after each entity, and within what takes long, whether to go on.
pub(super) fn score(
    model: &Model,
    plan: &Plan,
    table: &Table,
    wants: Wants,
    watch: Watch<'_>,
) -> Result<Scored, Problem> {
    let transformed = model.indicators.iter().any(|i| !i.transforms.is_empty());
    let entities: Vec<Entity> = table
        .by_entity()
        .into_par_iter()
        .map(|rows| {
            if transformed {
                let help = "the model's transforms count rows: give every date a row (missing values may be empty), all of one frequency";
                evenly_spaced(table, &rows, help).map_err(Diagnostics::from)?;
            }
            let scored = entity(model, plan, table, rows, watch)?;
            if watch(0) { Ok(scored) } else { Err(Problem::Stopped) }
        })
        .collect::<Result<_, Problem>>()?;
    let total = table.dates.len();
    let spread = |pick: &(dyn Fn(&Entity, usize) -> &Vec<f64> + Sync)| -> Vec<Vec<f64>> {
        (0..plan.indicators())
            .into_par_iter()
            .map(|i| {
                let mut column = vec![f64::NAN; total];
                for entity in &entities {
                    entity.rows.iter().zip(pick(entity, i)).for_each(|(row, x)| column[*row] = *x);
                }
                column
            })
            .collect()
    };
    let raw = spread(&|e, i| &e.raw[i]);
    let mut scores = spread(&|e, i| &e.scores[i]);
    for (i, indicator) in model.indicators.iter().enumerate() {
        if let Some(rule) = indicator.rule.as_ref().filter(|r| r.over() == Some(Over::CrossSection)) {
            across(rule, &table.dates, &raw[i], &mut scores[i]);
        }
    }
    Ok(scored::aggregated(plan, &scores, &raw, wants))
}

/// The rows of one entity as one block: transforms, formulas in their order, rules over its own rows.
fn entity(model: &Model, plan: &Plan, table: &Table, rows: Vec<usize>, watch: Watch<'_>) -> Result<Entity, Problem> {
    let mut findings = Diagnostics::new();
    let mut stopped = false;
    let mut block = Block::new(plan, rows.len());
    block.clear(rows.len());
    for (c, column) in table.columns.iter().enumerate() {
        let own: Vec<f64> = rows.iter().map(|r| column[*r]).collect();
        block.set_column(c, &own);
    }
    let mut transform = |i: usize, column: &mut [f64]| {
        let indicator = &model.indicators[i];
        if indicator.transforms.is_empty() {
            return;
        }
        let given: Vec<Option<f64>> = column.iter().map(|x| Some(*x).filter(|x| x.is_finite())).collect();
        match apply_all(&indicator.transforms, &given, watch) {
            Ok(done) => column.iter_mut().zip(done).for_each(|(x, y)| *x = y.unwrap_or(f64::NAN)),
            Err(SeriesError::Stopped) => stopped = true,
            Err(e) => {
                let message = format!("the transform of `{}` cannot be done: {e}", indicator.id);
                findings.push(Diagnostic::error(Code::Data, message).at(&model.source, indicator.span.clone()));
            }
        }
    };
    for (i, indicator) in model.indicators.iter().enumerate().filter(|(_, x)| x.formula.is_none()) {
        if !indicator.transforms.is_empty() {
            transform(i, block.column_of_raw(i));
        }
    }
    plan.rate_with(&mut block, &mut transform, &|_, rule, raw, unclamped| along(rule, raw, unclamped));
    if stopped {
        return Err(Problem::Stopped);
    }
    if findings.has_errors() {
        return Err(Problem::Findings(findings));
    }
    let column = |i: usize| (0..rows.len()).map(|row| block.raw(i, row).unwrap_or(f64::NAN)).collect();
    Ok(Entity {
        raw: (0..plan.indicators()).map(column).collect(),
        scores: (0..plan.indicators())
            .map(|i| (0..rows.len()).map(|row| block.indicator(i, row).unwrap_or(f64::NAN)).collect())
            .collect(),
        rows,
    })
}

/// A rule over an entity's rows, up to each of them or all; rules over dates get a place to be filled in later.
fn along(rule: &Rule, raw: &[f64], unclamped: &mut [f64]) {
    match rule.over() {
        None => rule.fill(raw, unclamped),
        Some(Over::CrossSection) => {
            unclamped.iter_mut().zip(raw).for_each(|(out, x)| *out = if x.is_nan() { f64::NAN } else { 0.0 });
        }
        Some(Over::FullHistory) => within(rule, raw, unclamped),
        Some(Over::History) => up_to_each(rule, raw, unclamped),
    }
}

/// A rule over the rows of each date: `scores` holds a number where a row takes part.
fn across(rule: &Rule, dates: &[i32], raw: &[f64], scores: &mut [f64]) {
    let mut of_date: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (row, day) in dates.iter().enumerate().filter(|(row, _)| !scores[*row].is_nan()) {
        of_date.entry(*day).or_default().push(row);
    }
    for rows in of_date.values() {
        let own: Vec<f64> = rows.iter().map(|r| raw[*r]).collect();
        let mut found = vec![f64::NAN; own.len()];
        within(rule, &own, &mut found);
        rows.iter().zip(found).for_each(|(row, x)| scores[*row] = x.clamp(0.0, 100.0));
    }
}

/// A rule with all of the numbers as its reference.
fn within(rule: &Rule, raw: &[f64], unclamped: &mut [f64]) {
    let present: Vec<f64> = raw.iter().copied().filter(|x| !x.is_nan()).collect();
    rule.with_reference(present).fill(raw, unclamped);
}

/// A rule with the numbers up to each row as its reference.
fn up_to_each(rule: &Rule, raw: &[f64], unclamped: &mut [f64]) {
    if let Rule::Percentile { inverse, .. } = rule {
        let column: Vec<Option<f64>> = raw.iter().map(|x| Some(*x).filter(|x| !x.is_nan())).collect();
        for (out, share) in unclamped.iter_mut().zip(expanding_percentile(&column)) {
            *out = share.map_or(f64::NAN, |s| if *inverse { 100.0 - s } else { s });
        }
        return;
    }
    // Running moments and extremes: each row's reference is the one before with one number more.
    let (mut n, mut mean, mut squares) = (0.0, 0.0, 0.0);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (out, x) in unclamped.iter_mut().zip(raw) {
        *out = f64::NAN;
        if x.is_nan() {
            continue;
        }
        n += 1.0;
        let delta = x - mean;
        mean += delta / n;
        squares += delta * (x - mean);
        (low, high) = (low.min(*x), high.max(*x));
        *out = rule.with_moments((mean, (squares / (n - 1.0)).max(0.0).sqrt()), (low, high)).unclamped(*x);
    }
}
