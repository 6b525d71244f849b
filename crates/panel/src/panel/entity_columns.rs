//! Columns of a table that no model reads, entity by entity.

use super::columns::{YES_OR_NO, date_column, entity_column, place, vintage_column};
use super::figures::figures;
use super::read::batch::{Entities, Field, Selection};
use super::read::{Data, Layout, dates};
use super::table::{Order, Table, evenly_spaced};
use super::{Further, IN_ROWS, KeptEntity, Shape, Source, long};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Columns by entity and rising date.
#[derive(Debug, Clone, Default)]
pub(crate) struct EntityColumns {
    /// One without a name where the table has no column for them.
    pub(crate) entities: Vec<KeptEntity>,
    /// By row.
    pub(crate) dates: Vec<Date>,
    /// As they were asked for, by row; NaN is missing.
    pub(crate) columns: Vec<Vec<f64>>,
    /// Numbers that were NaN or infinite.
    pub(crate) not_finite: u64,
}

impl EntityColumns {
    /// Rows of each entity must be equally far apart where periods are counted in rows.
    pub(crate) fn evenly_spaced(&self) -> Result<(), Diagnostic> {
        let table = Table { dates: self.dates.iter().map(|date| dates::to_days(*date)).collect(), ..Table::default() };
        self.entities.iter().try_for_each(|entity| evenly_spaced(&table, &entity.rows, IN_ROWS))
    }
}

/// Reads columns of numbers by name, of a wide table or a long one.
pub(crate) fn entity_columns(
    source: Source<'_>,
    wanted: &[Further],
    (shape, layout): (&Shape, &Layout),
    zero_is_missing: &[String],
    watch: &dyn Watch,
) -> Result<EntityColumns, Error> {
    let data = Data::from(source, layout, &shape.forms, watch)?;
    let (mut table, entities, not_finite) = if shape.is_long() {
        of_figures(&data, wanted, shape, zero_is_missing)?
    } else {
        of_columns(&data, wanted, shape, zero_is_missing)?
    };
    if let Some(every) = shape.every {
        table.every(every);
    }
    table.not_empty(&data.name)?;
    let name = |e: usize| entities.names.get(e).cloned().unwrap_or_default();
    let rows = table.by_entity().into_iter().enumerate().filter(|(_, rows)| !rows.is_empty());
    Ok(EntityColumns {
        entities: rows.map(|(e, rows)| KeptEntity { name: name(e), rows }).collect(),
        dates: table.dates.iter().map(|day| dates::from_days(*day).unwrap_or(Date::MAX)).collect(),
        columns: table.columns,
        not_finite,
    })
}

fn of_columns(
    data: &Data<'_>,
    wanted: &[Further],
    shape: &Shape,
    zero_is_missing: &[String],
) -> Result<(Table, Entities, u64), Error> {
    let date = date_column(data, shape.date_column.as_deref())?;
    let (vintage, entity) = (vintage_column(data, shape)?, entity_column(data, shape.entity_column.as_deref())?);
    let mut findings = Diagnostics::new();
    let mut keep = |found: Result<usize, Diagnostic>| found.map_err(|d| findings.push(d)).ok();
    let zeros: Vec<usize> = zero_is_missing.iter().filter_map(|name| keep(place(data, name))).collect();
    let chosen: Vec<(usize, bool)> =
        wanted.iter().filter_map(|of| Some((keep(place(data, &of.name))?, of.yes_or_no))).collect();
    if findings.has_errors() {
        return Err(findings.into());
    }
    let field = |(column, yes_or_no): &(usize, bool)| {
        let words = yes_or_no.then(|| YES_OR_NO.map(str::to_owned).to_vec());
        Some(Field { words, ..Field::numbers(*column, zeros.contains(column)) })
    };
    let fields = chosen.iter().map(field).collect();
    let selection = Selection { date: Some(date), vintage, entity, fields, ..Selection::default() };
    let mut order = Order::default();
    let (mut table, entities, not_finite) = Table::read(data, &selection, &mut |batch, entities| {
        if shape.vintage.is_some() {
            return Ok(());
        }
        order.check(batch.first, &batch.dates, &batch.entities, entities)
    })?;
    if let Some(vintage) = shape.vintage {
        table.chosen(vintage)?;
    }
    Ok((table, entities, not_finite))
}

fn of_figures(
    data: &Data<'_>,
    wanted: &[Further],
    shape: &Shape,
    zero_is_missing: &[String],
) -> Result<(Table, Entities, u64), Error> {
    let found = figures(data, shape, &mut |_| Ok(()))?;
    for name in wanted.iter().map(|of| &of.name).chain(zero_is_missing) {
        if !found.ids.contains(name) {
            let help = did_you_mean(name, "names", found.ids.iter().map(String::as_str));
            let message = format!("no row of {} is for `{name}`", data.name);
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
    }
    let (mut rows, mut cells): (BTreeMap<(u32, i32), usize>, _) = (BTreeMap::new(), Vec::new());
    for figure in &found.list {
        let id = &found.ids[figure.id as usize];
        let value = if figure.value == 0.0 && zero_is_missing.contains(id) { f64::NAN } else { figure.value };
        for (column, _) in wanted.iter().enumerate().filter(|(_, of)| of.name == *id) {
            let next = rows.len();
            cells.push((*rows.entry((figure.entity, figure.day)).or_insert(next), column, value));
        }
    }
    let table = long::fill(wanted.len(), &rows, &cells, found.has_entities);
    Ok((table, found.entities, found.not_finite))
}
