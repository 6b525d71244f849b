//! Models that look along an entity's rows, or across the entities of a date: gaps filled in, transforms, outliers, rules over
//! rows, weights and orders out of the data.

mod dimensions;
mod over;
mod steps;

use super::read::batch::Entities;
use super::reasons::Reasons;
use super::scored::{self, By, Change, Extra, Scored, Wants};
use super::table::{Table, Turn, evenly_spaced};
use crate::kept::Between;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_core::model::{Imputation, Indicator, Model, Over, OverRows, Rule, Weighting};
use froth_core::score::{Block, Compiled};
use froth_series::SeriesError;
use froth_series::composite::Treatment;
use froth_series::watch::Stopped;
use froth_series::watch::Watch;
pub(super) use over::Group;
use rayon::prelude::*;
use std::collections::BTreeMap;
use steps::FilledFrom;

/// Whether dimensions are scored row by row once indicators are.
pub(super) fn has_plain_dimensions(model: &Model) -> bool {
    !dimensions::has_any(model)
}

/// What the rows have in common that a row's score depends on: none where that is all rows, or more than one of the two.
pub(super) fn turn(model: &Model) -> Option<Turn> {
    let pools = |over: Option<Over>| over.is_some_and(Over::pools_entities);
    let across = |over: Option<Over>| over.is_none_or(|over| over == Over::CrossSection);
    let over = |i: &Indicator| (i.rule.as_ref().and_then(Rule::over), i.outliers.map(|o| o.over));
    let of_entity = |i: &Indicator| !averages_peers(i) && !pools(over(i).0) && !pools(over(i).1);
    let of_date = |i: &Indicator| {
        let by_date = i.impute.as_ref().is_none_or(|how| averages_peers(i) && !how.is_pooled());
        i.transforms.is_empty() && by_date && across(over(i).0) && across(over(i).1)
    };
    let has_target = |i: &Indicator| i.rule.as_ref().is_some_and(|rule| rule.entity().is_some());
    // Who is nobody at one date may be somebody at a later one.
    if !has_plain_dimensions(model) || model.indicators.iter().any(has_target) {
        None
    } else if model.indicators.iter().all(of_entity) {
        Some(Turn::Entities)
    } else if model.indicators.iter().all(of_date) {
        Some(Turn::Dates)
    } else {
        None
    }
}

/// Whether what one entity lacks depends on the others.
fn averages_peers(indicator: &Indicator) -> bool {
    matches!(indicator.impute, Some(Imputation::Mean { .. } | Imputation::Median { .. }))
}

/// Indicators and dimensions whose value or score at a date depends on later rows.
pub(super) fn looking_ahead(model: &Model) -> Vec<String> {
    let indicators = model.indicators.iter().filter(|i| {
        i.transforms.iter().any(|t| t.looks_ahead())
            || i.rule.as_ref().and_then(Rule::over).is_some_and(Over::looks_ahead)
            || i.impute.as_ref().is_some_and(Imputation::looks_ahead)
            || i.outliers.is_some_and(|o| o.over.looks_ahead())
    });
    let dimensions =
        model.dimensions.iter().filter(|d| matches!(d.weighting, Weighting::Fitted { over, .. } if over.looks_ahead()));
    indicators.map(|i| i.id.clone()).chain(dimensions.map(|d| d.id.clone())).collect()
}

/// Dimensions whose score is no average of their children in the same row.
pub(super) fn orders(model: &Model) -> Vec<&str> {
    model.dimensions.iter().filter(|d| d.over_rows.is_some()).map(|d| d.id.as_str()).collect()
}

/// Columns of the data that group entities, each once.
pub(super) fn groups(model: &Model) -> Vec<&str> {
    let mut names: Vec<&str> =
        model.indicators.iter().filter_map(|i| i.impute.as_ref().and_then(Imputation::by)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// What some rows give, by indicator.
struct Part {
    rows: Vec<usize>,
    raw: Vec<Vec<f64>>,
    scores: Vec<Vec<f64>>,
    /// Empty without a denominator.
    given: Vec<Vec<f64>>,
    /// Empty without imputation.
    imputed: Vec<Vec<Option<FilledFrom>>>,
    /// Before and after imputation; empty without imputation and transforms.
    between: Vec<[Vec<f64>; 2]>,
}

/// Scores a whole panel; what a reader should know goes to `notes`, why indicators have no score to `reasons`. `watch` is asked after each entity, and within what takes long,
/// whether to go on.
pub(super) fn score(
    model: &Model,
    plan: &Compiled,
    (table, names): (&Table, &Entities),
    wants: Wants,
    notes: &mut Vec<String>,
    reasons: &mut Reasons<'_>,
    watch: &dyn Watch,
) -> Result<Scored, Error> {
    let series: Vec<Group> = table.by_entity().into_iter().filter(|rows| !rows.is_empty()).collect();
    let counts_rows = model.indicators.iter().any(|i| {
        !i.transforms.is_empty() || matches!(i.impute, Some(Imputation::Last { .. } | Imputation::Linear { .. }))
    }) || model.dimensions.iter().any(|d| matches!(d.over_rows, Some(OverRows::Ciss { .. })));
    if counts_rows {
        let help = "the model counts rows: give every date a row (missing values may be empty), all of one frequency";
        series.par_iter().try_for_each(|rows| evenly_spaced(table, rows, help))?;
    }
    // Nothing in it looks along an entity's rows: what is done entity by entity would be done row by row.
    let at_once = turn(model) == Some(Turn::Dates) || model.indicators.iter().any(averages_peers);
    let parts: Vec<Part> = if at_once {
        vec![part(model, plan, table, (0..table.dates.len()).collect(), &series, watch)?]
    } else {
        let alone = |rows: &Group| part(model, plan, table, rows.clone(), &[(0..rows.len()).collect()], watch);
        series.par_iter().map(alone).collect::<Result<_, Error>>()?
    };
    let total = table.dates.len();
    let spread = |pick: &(dyn Fn(&Part, usize) -> &Vec<f64> + Sync)| -> Vec<Vec<f64>> {
        (0..plan.indicators())
            .into_par_iter()
            .map(|i| {
                let mut column = vec![f64::NAN; total];
                for part in &parts {
                    part.rows.iter().zip(pick(part, i)).for_each(|(row, x)| column[*row] = *x);
                }
                column
            })
            .collect()
    };
    let raw = spread(&|e, i| &e.raw[i]);
    let mut scores = spread(&|e, i| &e.scores[i]);
    let days = by_date(table);
    let dates: Vec<Group> = days.iter().map(|(_, rows)| rows.clone()).collect();
    let mut extra = Vec::new();
    let mut changes = Vec::new();
    let mut between: Vec<Between> = Vec::new();
    if wants.between {
        let kept = spread(&|e, i| &e.between[i][0]).into_iter().zip(spread(&|e, i| &e.between[i][1]));
        between = kept
            .zip(&model.indicators)
            .map(|((divided, filled), of)| {
                if of.impute.is_some() || !of.transforms.is_empty() {
                    Between { divided, filled, treated: Vec::new() }
                } else {
                    Between::default()
                }
            })
            .collect();
    }
    for (i, indicator) in model.indicators.iter().enumerate() {
        if let Some(how) = &indicator.impute {
            let mut flags = vec![false; total];
            for part in &parts {
                for (place, from) in part.imputed[i].iter().enumerate() {
                    let Some(from) = from else { continue };
                    flags[part.rows[place]] = true;
                    if wants.cells {
                        let own = from.own.map(|(first, last)| (part.rows[first], part.rows[last]));
                        changes.push(Change {
                            indicator: i,
                            row: part.rows[place],
                            before: f64::NAN,
                            after: part.between[i][1][place],
                            by: By::Imputation(from.values, own),
                        });
                    }
                }
            }
            let shown = flags.iter().map(|x| if *x { how.as_str() } else { "" }).collect();
            extra.push(Extra::words("imputed", &indicator.id, shown));
        }
        let Some(rule) = indicator.rule.as_ref().filter(|r| is_later(r, indicator.outliers.is_some())) else {
            if indicator.rule.as_ref().is_some_and(|r| r.over().is_some()) && none(&scores[i]) {
                reasons.compare(i, &raw[i], &raw[i], &series);
            }
            continue;
        };
        // A number stands where a row takes part.
        let own = scores[i].iter().zip(&raw[i]).map(|(s, x)| if s.is_nan() { f64::NAN } else { *x });
        let own: Vec<f64> = own.collect();
        let mut column = own.clone();
        if let Some(outliers) = &indicator.outliers {
            let treated = steps::outliers(outliers, &column, &series, &dates);
            for row in (0..total).filter(|_| wants.cells) {
                let by = match (treated.treatments[row], treated.scales[row]) {
                    (Treatment::Winsorised, _) => By::Winsorising,
                    (Treatment::Log, Some(scale)) => By::Logarithm(scale),
                    _ => continue,
                };
                let (before, after) = (column[row], treated.values[row]);
                changes.push(Change { indicator: i, row, before, after, by });
            }
            let shown = treated.treatments.iter().map(|t| t.as_str()).collect();
            column = treated.values;
            extra.push(Extra::numbers("treated", &indicator.id, column.clone()));
            if let Some(between) = between.get_mut(i) {
                between.treated.clone_from(&column);
            }
            extra.push(Extra::words("treatment", &indicator.id, shown));
        }
        match rule.entity() {
            Some(entity) => {
                let own = target_rows(model, i, entity, table, names)?;
                over::to_entity(rule, &column, &own, &dates, &mut scores[i]);
            }
            None => over::apply(rule, &column, &series, &dates, &mut scores[i]),
        }
        scores[i].iter_mut().for_each(|x| *x = x.clamp(0.0, 100.0));
        if none(&scores[i]) {
            reasons.compare(i, &own, &column, if rule.over() == Some(Over::CrossSection) { &dates } else { &series });
        }
    }
    reasons.see(&table.columns, &raw, &scores);
    let mut scored = if has_plain_dimensions(model) {
        scored::aggregated(plan, &scores, &raw, wants)
    } else {
        let mut block = plan.tree().block_of(&scores);
        let rows = dimensions::Rows { series: &series, dates: &days };
        let fitted = dimensions::score(model, plan.tree(), &mut block, &rows, notes)?;
        let mut scored = scored::fitted(plan, &block, &fitted, &raw, wants);
        scored.fitted = Some(fitted);
        scored
    };
    if wants.steps {
        for i in (0..plan.indicators()).filter(|i| model.indicators[*i].denominator.is_some()) {
            let mut column = vec![f64::NAN; total];
            for part in &parts {
                part.rows.iter().zip(&part.given[i]).for_each(|(row, x)| column[*row] = *x);
            }
            scored.given.push((i, column));
        }
        scored.extra = extra;
        scored.between = between;
    }
    scored.changes = changes;
    Ok(scored)
}

/// By row, whether it is one of the entity whose value is an indicator's target.
fn target_rows(
    model: &Model,
    indicator: usize,
    entity: &str,
    table: &Table,
    names: &Entities,
) -> Result<Vec<bool>, Error> {
    let Some(place) = names.names.iter().position(|name| name == entity) else {
        let of = &model.indicators[indicator];
        let message =
            format!("the target of `{}` is the entity `{}`, and the table has none of that name", of.id, entity);
        let help = did_you_mean(entity, "entities", names.names.iter().map(String::as_str));
        return Err(Diagnostic::error(Code::Data, message).at(&model.source, of.span.clone()).help(help).into());
    };
    Ok(table.entities.iter().map(|e| *e as usize == place).collect())
}

fn none(column: &[f64]) -> bool {
    column.iter().all(|x| x.is_nan())
}

/// Whether a rule is applied when all rows are known.
fn is_later(rule: &Rule, has_outliers: bool) -> bool {
    has_outliers || rule.over().is_some_and(Over::pools_entities)
}

/// Rows of each date, dates rising.
fn by_date(table: &Table) -> Vec<(i32, Group)> {
    let mut of_date: BTreeMap<i32, Group> = BTreeMap::new();
    for (row, day) in table.dates.iter().enumerate() {
        of_date.entry(*day).or_default().push(row);
    }
    of_date.into_iter().collect()
}

/// Some rows as one block: formulas in their order, each column filled in and transformed before anything else names it, rules
/// over the rows of an entity. `series` are places among `rows`.
fn part(
    model: &Model,
    plan: &Compiled,
    table: &Table,
    rows: Vec<usize>,
    series: &[Group],
    watch: &dyn Watch,
) -> Result<Part, Error> {
    let mut findings = Diagnostics::new();
    let mut block = Block::new(plan, rows.len());
    block.clear(rows.len());
    for (c, column) in table.columns.iter().enumerate() {
        let own: Vec<f64> = rows.iter().map(|r| column[*r]).collect();
        block.set_column(c, &own);
    }
    let mut stopped = false;
    let mut imputed = vec![Vec::new(); plan.indicators()];
    let mut between = vec![[Vec::new(), Vec::new()]; plan.indicators()];
    let mut prepare = |i: usize, column: &mut [f64]| {
        let indicator = &model.indicators[i];
        let is_changed = indicator.impute.is_some() || !indicator.transforms.is_empty();
        if is_changed {
            between[i][0] = column.to_vec();
        }
        if let Some(how) = &indicator.impute {
            let peers = if matches!(how, Imputation::Mean { .. } | Imputation::Median { .. }) {
                peers(table, &rows, how.by(), how.is_pooled())
            } else {
                Vec::new()
            };
            imputed[i] = steps::impute(how, column, series, &peers);
        }
        if is_changed {
            between[i][1] = column.to_vec();
        }
        match steps::transform(indicator, column, series, watch) {
            Ok(()) => {}
            Err(SeriesError::Stopped) => stopped = true,
            Err(e) => {
                let message = format!("the transform of `{}` cannot be done: {e}", indicator.id);
                findings.push(Diagnostic::error(Code::Data, message).at(&model.source, indicator.span.clone()));
            }
        }
    };
    for i in (0..plan.indicators()).filter(|i| model.indicators[*i].formula.is_none()) {
        prepare(i, block.column_of_raw(i));
    }
    plan.rate_with(&mut block, &mut prepare, &|i, rule, raw, unclamped| {
        if is_later(rule, model.indicators[i].outliers.is_some()) {
            unclamped.iter_mut().zip(raw).for_each(|(out, x)| *out = if x.is_nan() { f64::NAN } else { 0.0 });
        } else {
            over::apply(rule, raw, series, &[], unclamped);
        }
    });
    if stopped || watch.stopped() {
        return Err(Stopped.into());
    }
    if findings.has_errors() {
        return Err(findings.into());
    }
    let column = |of: &dyn Fn(&Block, usize) -> Option<f64>| -> Vec<f64> {
        (0..rows.len()).map(|row| of(&block, row).unwrap_or(f64::NAN)).collect()
    };
    let raw = (0..plan.indicators()).map(|i| column(&|b, row| b.raw(i, row))).collect();
    let scores = (0..plan.indicators()).map(|i| column(&|b, row| b.indicator(i, row))).collect();
    let given = (0..plan.indicators()).map(|i| plan.numerators(&mut block, i).unwrap_or_default().to_vec()).collect();
    Ok(Part { rows, raw, scores, given, imputed, between })
}

/// Places among `rows` that are of one date, or pooled, and of one group where there is a column of groups. Rows that have left
/// belong nowhere.
fn peers(table: &Table, rows: &[usize], by: Option<&str>, pooled: bool) -> Vec<Group> {
    let groups = by.and_then(|name| table.groups.iter().find(|(known, _)| known == name)).map(|(_, column)| column);
    let mut found: BTreeMap<(i32, u32), Group> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| !table.has_left(**row)) {
        let date = if pooled { 0 } else { table.dates[*row] };
        match (by, groups.and_then(|column| column[*row])) {
            (None, _) => found.entry((date, 0)).or_default().push(place),
            (Some(_), Some(group)) => found.entry((date, group)).or_default().push(place),
            // What belongs to no group has no peers.
            (Some(_), None) => {}
        }
    }
    found.into_values().collect()
}
