//! Long tables: a row for each date, entity and value. FRED's downloads of several series are such tables.

use super::batch::{Entities, Field, Selection};
use super::columns::{date_column, entity_column, place};
use super::data::Data;
use super::table::Table;
use super::{FrameOptions, Further, dates};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_core::model::{Model, Rule};
use froth_core::score::Compiled;
use std::collections::{BTreeMap, BTreeSet};

/// Names that the column of ids may have.
const IDS: [&str; 4] = ["indicator", "series_id", "variable", "id"];

/// A long table made wide.
pub(super) struct Pivoted {
    pub(super) table: Table,
    pub(super) entities: Entities,
    /// Values of the model that no row has.
    pub(super) absent: Vec<String>,
    pub(super) not_finite: u64,
}

/// Reads a long table into a wide one, sorted by entity in the order of their first rows, then by date.
pub(super) fn read(
    model: &Model,
    plan: &Compiled,
    data: &Data<'_>,
    options: &FrameOptions,
    further: &[Further],
    reading: &mut super::Evaluation<'_>,
) -> Result<Pivoted, Error> {
    let called =
        |names: &[&str]| names.iter().find_map(|n| data.columns.iter().position(|c| c.eq_ignore_ascii_case(n)));
    let missing = |what: &str| {
        let message = format!("{} has no column `{what}`", data.name);
        let help =
            "a long table has the columns date, indicator (or series_id, variable, id) and value, and may have entity";
        Error::from(Diagnostic::error(Code::Data, message).help(help))
    };
    let date = date_column(data, options.date_column.as_deref())?;
    let entity = entity_column(data, options.entity_column.as_deref())?;
    let id = called(&IDS).ok_or_else(|| missing("indicator"))?;
    let value = called(&["value"]).ok_or_else(|| missing("value"))?;
    for name in &options.zero_is_missing {
        place(data, name)?;
    }
    if model.indicators.iter().any(|i| i.rule.as_ref().is_some_and(|r| matches!(r, Rule::Category(_)))) {
        let message = "a model with word indicators needs a wide table: a long one has numbers only";
        return Err(Diagnostic::error(Code::Data, message).into());
    }
    if let Some(name) = super::rows::groups(model).first() {
        let message = format!("the model averages within `{name}`, and a long table has no column for it");
        let help = "a wide table, with a row a date and entity, can have columns that group entities";
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let wanted = names(plan, options, further)?;
    // Ids are read as a second list of entities, and the entities themselves as words of the first.
    let zero_is_missing = !options.zero_is_missing.is_empty();
    let field = Field { column: value, zero_is_missing, words: None };
    let selection = Selection { date, entity: Some(id), fields: vec![Some(field)], groups: Vec::new() };
    let mut ids = Entities::default();
    let entity_rows = match entity {
        Some(column) => Some(entities_of(data, date, column)?),
        None => None,
    };
    let (owners, entities) = entity_rows.unwrap_or_default();
    let mut rows: BTreeMap<(u32, i32), usize> = BTreeMap::new();
    let mut cells: Vec<(usize, usize, f64, u64)> = Vec::new();
    let mut not_finite = 0;
    let mut batches = Vec::new();
    let mut next = data.rows(&selection)?;
    while let Some(batch) = next(&mut ids) {
        let batch = batch?;
        reading.reached(batch.read)?;
        batches.push(batch);
    }
    if let Some(missing) = further.iter().find(|f| !ids.names.contains(&f.name)) {
        let help = did_you_mean(&missing.name, "names", ids.names.iter().map(String::as_str));
        let message = format!("no row of {} is for `{}`", data.name, missing.name);
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let columns: Vec<&[usize]> = ids.names.iter().map(|name| wanted.get(name).map_or(&[][..], Vec::as_slice)).collect();
    for batch in batches {
        not_finite += batch.not_finite;
        for (i, day) in batch.dates.iter().enumerate() {
            let places = columns[batch.entities[i] as usize];
            if places.is_empty() {
                continue;
            }
            let number = batch.first + i as u64;
            let owner = owners.get(number as usize - 1).copied().unwrap_or(0);
            let next = rows.len();
            let row = *rows.entry((owner, *day)).or_insert(next);
            cells.extend(places.iter().map(|column| (row, *column, batch.columns[0][i], number)));
        }
    }
    let table = fill(plan, further, &rows, &cells, entity.is_some())?;
    let found: BTreeSet<usize> = cells.iter().map(|c| c.1).collect();
    let lacking: Vec<String> = plan
        .needed(model)
        .into_iter()
        .enumerate()
        .filter(|(c, needed)| *needed && !found.contains(c))
        .map(|(c, _)| plan.columns()[c].clone())
        .collect();
    if !lacking.is_empty() && !options.allow_missing {
        let mut findings = Diagnostics::new();
        for id in &lacking {
            let near = did_you_mean(id, "names", ids.names.iter().map(String::as_str));
            let help = format!(
                "{near}; map one with `options.map` {id}=NAME, or take it as missing with `options.allow_missing`"
            );
            findings.push(Diagnostic::error(Code::Data, format!("no row of {} is for `{id}`", data.name)).help(help));
        }
        return Err(findings.into());
    }
    Ok(Pivoted { table, entities, absent: lacking, not_finite })
}

/// The columns that each name in the file stands for: one of the plan, and further ones after them.
fn names(plan: &Compiled, options: &FrameOptions, further: &[Further]) -> Result<BTreeMap<String, Vec<usize>>, Error> {
    let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (id, column) in plan.columns().iter().zip(0..) {
        wanted.insert(id.clone(), vec![column]);
    }
    for (id, name) in &options.map {
        let Some(column) = plan.column_given(id) else {
            return Err(plan.no_value(id).into());
        };
        wanted.insert(name.clone(), vec![column]);
    }
    for (column, further) in (plan.columns().len()..).zip(further) {
        wanted.entry(further.name.clone()).or_default().push(column);
    }
    Ok(wanted)
}

/// The entity of every row.
fn entities_of(data: &Data<'_>, date: usize, column: usize) -> Result<(Vec<u32>, Entities), Error> {
    let selection = Selection { date, entity: Some(column), ..Selection::default() };
    let mut entities = Entities::default();
    let mut owners = Vec::new();
    let mut next = data.rows(&selection)?;
    while let Some(batch) = next(&mut entities) {
        owners.extend(batch?.entities);
    }
    Ok((owners, entities))
}

fn fill(
    plan: &Compiled,
    further: &[Further],
    rows: &BTreeMap<(u32, i32), usize>,
    cells: &[(usize, usize, f64, u64)],
    has_entities: bool,
) -> Result<Table, Error> {
    // Rows in the order of entity and date, whatever the order of the file.
    let mut place = vec![0; rows.len()];
    for (sorted, row) in rows.values().enumerate() {
        place[*row] = sorted;
    }
    let mut table = Table {
        dates: rows.keys().map(|k| k.1).collect(),
        entities: if has_entities { rows.keys().map(|k| k.0).collect() } else { Vec::new() },
        columns: vec![vec![f64::NAN; rows.len()]; plan.columns().len() + further.len()],
        groups: Vec::new(),
    };
    let mut given = BTreeSet::new();
    for (row, column, value, number) in cells {
        let row = place[*row];
        if !given.insert((row, *column)) {
            let day = dates::from_days(table.dates[row]).map(|d| d.to_string()).unwrap_or_default();
            let columns = plan.columns();
            let name = columns.get(*column).unwrap_or_else(|| &further[*column - columns.len()].name);
            let message = format!("row {number}: there is a second `{name}` for {day}");
            let help = "a long table has one row a date, entity and indicator";
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
        table.columns[*column][row] = *value;
    }
    Ok(table)
}
