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
use froth_core::score::{Block, Compiled, Tree};
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
    let of_entity = |i: &Indicator| !averages_peers(i) && !looks_over(i).any(Over::pools_entities);
    let of_date = |i: &Indicator| {
        let by_date = i.impute.as_ref().is_none_or(|how| averages_peers(i) && !how.is_pooled());
        i.transforms.is_empty() && by_date && looks_over(i).all(|over| over == Over::CrossSection)
    };
    if !has_plain_dimensions(model) || has_target(model) {
        None
    } else if model.indicators.iter().all(of_entity) {
        Some(Turn::Entities)
    } else if model.indicators.iter().all(of_date) {
        Some(Turn::Dates)
    } else {
        None
    }
}

/// The rows that an indicator's rule, and the treatment of its outliers, look over.
fn looks_over(indicator: &Indicator) -> impl Iterator<Item = Over> {
    [indicator.rule.as_ref().and_then(Rule::over), indicator.outliers.map(|o| o.over)].into_iter().flatten()
}

/// Whether an indicator's target is an entity: who is nobody at one date may be somebody at a later one.
fn has_target(model: &Model) -> bool {
    model.indicators.iter().any(|i| i.rule.as_ref().is_some_and(|rule| rule.entity().is_some()))
}

/// Whether a score can be made in two steps: of each entity's rows, and then, with nothing else of these, of each date's.
pub(super) fn is_along_then_across(model: &Model) -> bool {
    let of_one_step = |i: &Indicator| {
        let all = || looks_over(i);
        let across = all().filter(|over| *over == Over::CrossSection).count();
        !averages_peers(i) && all().all(|over| over != Over::Panel) && (across == 0 || across == all().count())
    };
    has_plain_dimensions(model) && !has_target(model) && model.indicators.iter().all(of_one_step)
}

/// Whether an indicator is compared with others of its date.
fn is_across(indicator: &Indicator) -> bool {
    looks_over(indicator).any(|over| over == Over::CrossSection)
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
    let own = model.indicators.iter().filter_map(|i| i.impute.as_ref().and_then(Imputation::by));
    let mut names: Vec<&str> = own.chain(model.uncertainty.alternatives.groups()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The scores of dimensions where only some of the indicators count: those of rows that `scored` already holds.
pub(super) fn narrowed(model: &Model, tree: &Tree, table: &Table, scores: &[Vec<f64>]) -> Result<Block, Error> {
    let mut block = tree.block_of(scores);
    if has_plain_dimensions(model) {
        tree.aggregate(&mut block);
        return Ok(block);
    }
    let series = table.series();
    let dates = by_date(table);
    let rows = dimensions::Rows { series: &series, dates: &dates };
    dimensions::score(model, tree, &mut block, &rows, &mut Vec::new())?;
    Ok(block)
}

/// What some rows give, by indicator.
struct Part {
    rows: Vec<usize>,
    raw: Vec<Vec<f64>>,
    scores: Vec<Vec<f64>>,
    /// Empty without a denominator, or where no steps are wanted.
    given: Vec<Vec<f64>>,
    /// Empty without imputation, or where nobody asks.
    imputed: Vec<Vec<Option<FilledFrom>>>,
    /// Before and after imputation; empty without imputation and transforms, or where nobody asks.
    between: Vec<[Vec<f64>; 2]>,
}

/// What scores are made with, and where it is said what a reader should know.
pub(super) struct Making<'a, 'r> {
    pub(super) model: &'a Model,
    pub(super) plan: &'a Compiled,
    pub(super) wants: Wants,
    /// Why indicators have no score.
    pub(super) reasons: &'r mut Reasons<'a>,
    /// Asked after each entity, and within what takes long, whether to go on.
    pub(super) watch: &'r dyn Watch,
}

/// Scores a whole panel; what a reader should know goes to `notes`.
pub(super) fn score(
    making: &mut Making<'_, '_>,
    (table, names): (&Table, &Entities),
    notes: &mut Vec<String>,
) -> Result<Scored, Error> {
    let series = table.series();
    let mut rated = rated(making, table, &series)?;
    let days = by_date(table);
    let targets = targets(making.model, table, names)?;
    compared(making, &mut rated, (&series, &days), &targets, &|_| true);
    aggregated(making, table, rated, &series, &days, notes)
}

/// The first of two steps over a part of a panel that has all rows of its entities: scores of indicators, but for those that
/// are compared with others of their dates.
pub(super) fn along(making: &mut Making<'_, '_>, table: &Table) -> Result<Scored, Error> {
    let series = table.series();
    let mut rated = rated(making, table, &series)?;
    compared(making, &mut rated, (&series, &[]), &BTreeMap::new(), &|i| !is_across(i));
    Ok(rated)
}

/// The second one, over a part that has all rows of its dates.
pub(super) fn across(making: &mut Making<'_, '_>, table: &Table, mut rated: Scored) -> Result<Scored, Error> {
    let days = by_date(table);
    compared(making, &mut rated, (&[], &days), &BTreeMap::new(), &is_across);
    aggregated(making, table, rated, &[], &days, &mut Vec::new())
}

/// Raw values and scores of indicators, as far as no rows are compared with each other; a number stands for those to come.
fn rated(making: &Making<'_, '_>, table: &Table, series: &[Group]) -> Result<Scored, Error> {
    let Making { model, plan, wants, .. } = making;
    let counts_rows = model.indicators.iter().any(|i| {
        !i.transforms.is_empty() || matches!(i.impute, Some(Imputation::Last { .. } | Imputation::Linear { .. }))
    }) || model.dimensions.iter().any(|d| matches!(d.over_rows, Some(OverRows::Ciss { .. })));
    if counts_rows {
        let help = "the model counts rows: give every date a row (missing values may be empty), all of one frequency";
        // The first entity's, on any number of threads.
        if let Some(gap) = series.par_iter().find_map_first(|rows| evenly_spaced(table, rows, help).err()) {
            return Err(gap.into());
        }
    }
    // Nothing in it looks along an entity's rows: what is done entity by entity would be done row by row.
    let at_once = turn(model) == Some(Turn::Dates) || model.indicators.iter().any(averages_peers);
    let parts: Vec<Part> = if at_once {
        vec![part(making, table, (0..table.dates.len()).collect(), series)?]
    } else {
        let alone = |rows: &Group| part(making, table, rows.clone(), &[(0..rows.len()).collect()]);
        let parts: Vec<Result<Part, Error>> = series.par_iter().map(alone).collect();
        parts.into_iter().collect::<Result<_, _>>()?
    };
    let total = table.dates.len();
    let spread = |pick: &(dyn Fn(&Part, usize) -> &Vec<f64> + Sync), i: usize| {
        let mut column = vec![f64::NAN; total];
        for part in &parts {
            part.rows.iter().zip(pick(part, i)).for_each(|(row, x)| column[*row] = *x);
        }
        column
    };
    let all = |pick: &(dyn Fn(&Part, usize) -> &Vec<f64> + Sync)| -> Vec<Vec<f64>> {
        (0..plan.indicators()).into_par_iter().map(|i| spread(pick, i)).collect()
    };
    let mut rated = Scored { raw: all(&|e, i| &e.raw[i]), normalised: all(&|e, i| &e.scores[i]), ..Scored::default() };
    for (i, indicator) in model.indicators.iter().enumerate().filter(|_| wants.steps || wants.cells) {
        if wants.steps && indicator.denominator.is_some() {
            rated.given.push((i, spread(&|e, i| &e.given[i], i)));
        }
        if wants.between {
            let is_changed = indicator.impute.is_some() || !indicator.transforms.is_empty();
            rated.between.push(if is_changed {
                let [divided, filled] = [0, 1].map(|step| spread(&|e: &Part, i: usize| &e.between[i][step], i));
                Between { divided, filled, treated: Vec::new() }
            } else {
                Between::default()
            });
        }
        if let Some(how) = &indicator.impute {
            let mut flags = vec![false; total];
            for part in &parts {
                for (place, from) in part.imputed[i].iter().enumerate() {
                    let Some(from) = from else { continue };
                    let row = part.rows[place];
                    flags[row] = true;
                    if wants.cells {
                        let own = from.own.map(|(first, last)| (part.rows[first], part.rows[last]));
                        let (after, by) = (part.between[i][1][place], By::Imputation(from.values, own));
                        rated.changes.push(Change { indicator: i, row, before: f64::NAN, after, by });
                    }
                }
            }
            if !wants.steps {
                continue;
            }
            let shown = flags.iter().map(|x| if *x { how.as_str() } else { "" }).collect();
            rated.extra.push(Extra::words("imputed", (i, &indicator.id), shown));
        }
    }
    Ok(rated)
}

/// Scores of indicators whose rules, or outliers, compare rows: of entities, of dates, or all. Only those `of` which this is
/// asked.
fn compared(
    making: &mut Making<'_, '_>,
    rated: &mut Scored,
    (series, days): (&[Group], &[(i32, Group)]),
    targets: &BTreeMap<usize, Vec<bool>>,
    of: &dyn Fn(&Indicator) -> bool,
) {
    let dates: Vec<Group> = days.iter().map(|(_, rows)| rows.clone()).collect();
    let (model, reasons) = (making.model, &mut *making.reasons);
    for (i, indicator) in model.indicators.iter().enumerate().filter(|(_, indicator)| of(indicator)) {
        let (raw, scores) = (&rated.raw[i], &mut rated.normalised[i]);
        let Some(rule) = indicator.rule.as_ref().filter(|r| is_later(r, indicator.outliers.is_some())) else {
            if indicator.rule.as_ref().is_some_and(|r| r.over().is_some()) && none(scores) {
                reasons.compare(i, raw, raw, series);
            }
            continue;
        };
        // A number stands where a row takes part.
        let own = scores.iter().zip(raw).map(|(s, x)| if s.is_nan() { f64::NAN } else { *x });
        let own: Vec<f64> = own.collect();
        let mut column = own.clone();
        if let Some(outliers) = &indicator.outliers {
            let treated = steps::outliers(outliers, &column, series, &dates);
            for row in (0..column.len()).filter(|_| making.wants.cells) {
                let by = match (treated.treatments[row], treated.scales[row]) {
                    (Treatment::Winsorised, _) => By::Winsorising,
                    (Treatment::Log, Some(scale)) => By::Logarithm(scale),
                    _ => continue,
                };
                let (before, after) = (column[row], treated.values[row]);
                rated.changes.push(Change { indicator: i, row, before, after, by });
            }
            column = treated.values;
            if let Some(between) = rated.between.get_mut(i) {
                between.treated.clone_from(&column);
            }
            if making.wants.steps {
                let shown = treated.treatments.iter().map(|t| t.as_str()).collect();
                rated.extra.push(Extra::numbers("treated", (i, &indicator.id), column.clone()));
                rated.extra.push(Extra::words("treatment", (i, &indicator.id), shown));
            }
        }
        match targets.get(&i) {
            Some(own) => over::to_entity(rule, &column, own, &dates, scores),
            None => over::apply(rule, &column, series, &dates, scores),
        }
        for x in scores.iter_mut() {
            *x = x.clamp(0.0, 100.0);
        }
        if none(scores) {
            reasons.compare(i, &own, &column, if rule.over() == Some(Over::CrossSection) { &dates } else { series });
        }
    }
}

/// Scores of dimensions out of those of indicators.
fn aggregated(
    making: &mut Making<'_, '_>,
    table: &Table,
    rated: Scored,
    series: &[Group],
    days: &[(i32, Group)],
    notes: &mut Vec<String>,
) -> Result<Scored, Error> {
    let Making { model, plan, wants, .. } = *making;
    let Scored { raw, normalised, given, mut extra, between, changes, .. } = rated;
    making.reasons.see(&table.columns, &raw, &normalised);
    let mut scored = if has_plain_dimensions(model) {
        scored::aggregated(plan, &normalised, &raw, wants)
    } else {
        let mut block = plan.tree().block_of(&normalised);
        let rows = dimensions::Rows { series, dates: days };
        let fitted = dimensions::score(model, plan.tree(), &mut block, &rows, notes)?;
        let mut scored = scored::fitted(plan, &block, &fitted, &raw, wants);
        scored.fitted = Some(fitted);
        scored
    };
    // By indicator, in the order in which they were made.
    extra.sort_by_key(|extra| extra.indicator);
    (scored.given, scored.extra) = (given, extra);
    (scored.between, scored.changes) = (between, changes);
    Ok(scored)
}

/// By indicator whose target is an entity, which rows are that entity's.
fn targets(model: &Model, table: &Table, names: &Entities) -> Result<BTreeMap<usize, Vec<bool>>, Error> {
    let mut found = BTreeMap::new();
    for (i, of) in model.indicators.iter().enumerate() {
        let Some(entity) = of.rule.as_ref().and_then(Rule::entity) else { continue };
        let Some(place) = names.names.iter().position(|name| name == entity) else {
            let message =
                format!("the target of `{}` is the entity `{entity}`, and the table has none of that name", of.id);
            let help = did_you_mean(entity, "entities", names.names.iter().map(String::as_str));
            return Err(Diagnostic::error(Code::Data, message).at(&model.source, of.span.clone()).help(help).into());
        };
        found.insert(i, table.entities.iter().map(|e| *e as usize == place).collect());
    }
    Ok(found)
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
fn part(making: &Making<'_, '_>, table: &Table, rows: Vec<usize>, series: &[Group]) -> Result<Part, Error> {
    let Making { model, plan, wants, watch, .. } = *making;
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
        let is_kept = wants.between && (indicator.impute.is_some() || !indicator.transforms.is_empty());
        if is_kept {
            between[i][0] = column.to_vec();
        }
        if let Some(how) = &indicator.impute {
            let peers = if matches!(how, Imputation::Mean { .. } | Imputation::Median { .. }) {
                peers(table, &rows, how.by(), how.is_pooled())
            } else {
                Vec::new()
            };
            imputed[i] = steps::impute(how, column, series, &peers, wants.steps || wants.cells);
        }
        if is_kept || (wants.cells && indicator.impute.is_some()) {
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
    let mut given = |i: usize| plan.numerators(&mut block, i).unwrap_or_default().to_vec();
    let given = if wants.steps { (0..plan.indicators()).map(&mut given).collect() } else { Vec::new() };
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
