//! Long tables made wide, for a model.

use super::Further;
use super::columns::{self, OtherCase};
use super::figures::{Figures, figures};
use super::options::FrameOptions;
use super::read::Data;
use super::read::batch::Entities;
use super::table::Table;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_core::model::{Model, Rule};
use froth_core::score::Compiled;
use std::collections::{BTreeMap, BTreeSet};

/// A long table made wide.
pub(super) struct Pivoted {
    pub(super) table: Table,
    pub(super) entities: Entities,
    /// Values of the model that no row has.
    pub(super) absent: Vec<String>,
    /// What was read under a name in another case.
    pub(super) notes: Vec<String>,
    pub(super) not_finite: u64,
}

/// Reads a long table into a wide one, sorted by entity in the order of their first rows, then by date.
pub(super) fn read(
    model: &Model,
    plan: &Compiled,
    data: &Data<'_>,
    options: &FrameOptions,
    further: &[Further],
    reached: &mut dyn FnMut(u64) -> Result<(), Error>,
) -> Result<Pivoted, Error> {
    if model.indicators.iter().any(|i| i.rule.as_ref().is_some_and(|r| matches!(r, Rule::Category(_)))) {
        let message = "a model with word indicators needs a wide table: a long one has numbers only";
        return Err(Diagnostic::error(Code::Data, message).into());
    }
    if let Some(name) = super::rows::groups(model).first() {
        let message = format!("the model averages within `{name}`, and a long table has no column for it");
        let help = "a wide table, with a row a date and entity, can have columns that group entities";
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let mut wanted = names(model, plan, options, further)?;
    let found = figures(data, &options.shape, reached)?;
    if let Some(missing) = further.iter().find(|f| !found.ids.contains(&f.name)) {
        let help = did_you_mean(&missing.name, "names", found.ids.iter().map(String::as_str));
        let message = format!("no row of {} is for `{}`", data.name, missing.name);
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let zeros = zeros(plan, options, &found)?;
    let mut other_case = OtherCase::default();
    let lacking: Vec<String> = wanted.keys().filter(|name| !found.ids.contains(name)).cloned().collect();
    for name in lacking {
        let others = found.ids.iter().enumerate().filter(|(_, id)| !wanted.contains_key(*id));
        if let Some(place) = other_case.find(&name, others)? {
            let columns = wanted.get(&name).cloned().unwrap_or_default();
            wanted.insert(found.ids[place].clone(), columns);
        }
    }
    let columns: Vec<&[usize]> = found.ids.iter().map(|name| wanted.get(name).map_or(&[][..], Vec::as_slice)).collect();
    let mut rows: BTreeMap<(u32, i32), usize> = BTreeMap::new();
    let mut cells = Vec::new();
    for figure in &found.list {
        let id = figure.id as usize;
        if columns[id].is_empty() {
            continue;
        }
        let next = rows.len();
        let row = *rows.entry((figure.entity, figure.day)).or_insert(next);
        let value = if figure.value == 0.0 && zeros.contains(&id) { f64::NAN } else { figure.value };
        cells.extend(columns[id].iter().map(|column| (row, *column, value)));
    }
    let table = fill(plan.columns().len() + further.len(), &rows, &cells, found.has_entities);
    let given: BTreeSet<usize> = cells.iter().map(|c| c.1).collect();
    let needed = plan.needed(model).into_iter().enumerate().filter(|(c, needed)| *needed && !given.contains(c));
    let lacking: Vec<String> = needed.map(|(c, _)| plan.columns()[c].clone()).collect();
    if !lacking.is_empty() && !options.allow_missing {
        let mut findings = Diagnostics::new();
        for id in &lacking {
            let near = did_you_mean(id, "names", found.ids.iter().map(String::as_str));
            let help = format!(
                "map one with `options.map` {id}=NAME, or take it as missing with `options.allow_missing`; {near}"
            );
            findings.push(Diagnostic::error(Code::Data, format!("no row of {} is for `{id}`", data.name)).help(help));
        }
        return Err(findings.into());
    }
    let notes = other_case.note().into_iter().collect();
    Ok(Pivoted { table, entities: found.entities, absent: lacking, notes, not_finite: found.not_finite })
}

/// The ids whose zeros count for nothing: named as in the file or as in the model, or all of them by the column of values.
fn zeros(plan: &Compiled, options: &FrameOptions, found: &Figures) -> Result<BTreeSet<usize>, Diagnostic> {
    let mut zeros = BTreeSet::new();
    for name in &options.zero_is_missing {
        if *name == found.value {
            return Ok((0..found.ids.len()).collect());
        }
        let mapped = options.map.iter().find(|(id, _)| id == name).map_or(name, |(_, name)| name);
        match found.ids.iter().position(|id| id == name || id == mapped) {
            Some(id) => drop(zeros.insert(id)),
            None if plan.column(name).is_some() => {}
            None => {
                let help = did_you_mean(name, "names", found.ids.iter().map(String::as_str));
                return Err(Diagnostic::error(Code::Data, format!("no row is for `{name}`")).help(help));
            }
        }
    }
    Ok(zeros)
}

/// The columns that each name in the file stands for: those of the plan, and further ones after them.
fn names(
    model: &Model,
    plan: &Compiled,
    options: &FrameOptions,
    further: &[Further],
) -> Result<BTreeMap<String, Vec<usize>>, Error> {
    columns::once(&options.map)?;
    let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (id, column) in plan.columns().iter().zip(0..) {
        if !options.map.iter().any(|(mapped, _)| mapped == id) {
            let name = columns::mapped(model, options, id).unwrap_or(id);
            // Of a value with a denominator the column that is given comes last.
            let column = plan.column_given(id).unwrap_or(column);
            let columns = wanted.entry(name.clone()).or_default();
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
    }
    for (id, name) in &options.map {
        let Some(column) = plan.column_given(id) else {
            return Err(plan.no_value(id).into());
        };
        wanted.entry(name.clone()).or_default().push(column);
    }
    for (column, further) in (plan.columns().len()..).zip(further) {
        wanted.entry(further.name.clone()).or_default().push(column);
    }
    Ok(wanted)
}

/// Cells as (row, column, value) in their places: rows in the order of entity and date, whatever the order of the file.
pub(super) fn fill(
    columns: usize,
    rows: &BTreeMap<(u32, i32), usize>,
    cells: &[(usize, usize, f64)],
    has_entities: bool,
) -> Table {
    let mut place = vec![0; rows.len()];
    for (sorted, row) in rows.values().enumerate() {
        place[*row] = sorted;
    }
    let mut table = Table {
        dates: rows.keys().map(|k| k.1).collect(),
        entities: if has_entities { rows.keys().map(|k| k.0).collect() } else { Vec::new() },
        columns: vec![vec![f64::NAN; rows.len()]; columns],
        ..Table::default()
    };
    for (row, column, value) in cells {
        table.columns[*column][place[*row]] = *value;
    }
    table
}
