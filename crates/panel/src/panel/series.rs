//! Columns of a data file as series in time: one row a date.

use super::Source;
use super::columns::{date_column, entity_column, place, shown, vintage_column};
use super::figures::{self, Figures, looks_long};
use super::long;
use super::options::Shape;
use super::read::batch::{Field, Numeric, Selection};
use super::read::{Data, Layout, dates};
use super::table::Table;
use crate::days::{first_gap, not_following};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Which series are wanted, and how the file is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// Names of columns of numbers; empty: every one.
    pub(crate) columns: Vec<String>,
    /// Names of a long table's series, or of its entities; empty: every one.
    pub(crate) series: Vec<String>,
    pub(crate) shape: Shape,
    pub(crate) layout: Layout,
    pub(crate) zero_is_missing: Vec<String>,
    /// Whether rows may be unequally far apart.
    pub(crate) allow_gaps: bool,
    /// Whether a wide table with rows of several entities is a column for each of them, or an error.
    pub(crate) by_entity: bool,
}

/// Columns of numbers over rising dates.
#[derive(Debug, Clone, Default)]
pub(crate) struct SeriesFile {
    pub(crate) dates: Vec<Date>,
    /// Names and rows; a missing number is `None`.
    pub(crate) columns: Vec<(String, Vec<Option<f64>>)>,
    /// Numbers that were NaN or infinite.
    pub(crate) not_finite: u64,
    /// Columns left out, where none were named, for words among their numbers.
    pub(crate) mixed: Vec<String>,
}

/// What messages call a table, and the names of its columns.
pub(crate) fn names(source: Source<'_>, wanted: &Wanted, watch: &dyn Watch) -> Result<(String, Vec<String>), Error> {
    let data = Data::from(source, &wanted.layout, &wanted.shape.forms, watch)?;
    Ok((data.name, data.columns))
}

impl SeriesFile {
    /// Reads the series wanted, and sees that dates rise by one step.
    pub(crate) fn read(source: Source<'_>, wanted: &Wanted, watch: &dyn Watch) -> Result<Self, Error> {
        let data = Data::from(source, &wanted.layout, &wanted.shape.forms, watch)?;
        let shape = &wanted.shape;
        let long = shape.is_long() || !wanted.series.is_empty();
        let (mut file, mut table) = if long { of_figures(&data, wanted)? } else { of_columns(&data, wanted)? };
        table.not_empty(&data.name)?;
        // Some publishers put the latest row first.
        if table.dates.windows(2).all(|pair| pair[0] > pair[1]) {
            table.reverse();
        }
        if let Some(every) = shape.every {
            table.every(every);
        }
        in_order(&data.name, &table.dates, wanted.allow_gaps)?;
        file.dates = table.dates.iter().map(|day| dates::from_days(*day).unwrap_or(Date::MAX)).collect();
        for ((_, all), column) in file.columns.iter_mut().zip(table.columns) {
            *all = column.into_iter().map(|x| Some(x).filter(|x| x.is_finite())).collect();
        }
        Ok(file)
    }
}

/// The columns of a wide table: their names, and their rows as a table.
fn of_columns(data: &Data<'_>, wanted: &Wanted) -> Result<(SeriesFile, Table), Error> {
    let shape = &wanted.shape;
    if wanted.columns.is_empty() && looks_long(data) {
        let figures = figures::all(data, shape, &mut |_| Ok(()))?;
        let message = format!("{} is a long table: a row is one figure of one series", data.name);
        let help = format!("name a series with `options.series`: it has {}", shown(&figures.ids));
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let date = date_column(data, shape.date_column.as_deref())?;
    let vintage = vintage_column(data, shape)?;
    let mut findings = Diagnostics::new();
    let mut keep = |found: Result<usize, Diagnostic>| found.map_err(|d| findings.push(d)).ok();
    let zeros: Vec<usize> = wanted.zero_is_missing.iter().filter_map(|name| keep(place(data, name))).collect();
    let chosen: Vec<usize> = wanted.columns.iter().filter_map(|name| keep(place(data, name))).collect();
    if findings.has_errors() {
        return Err(findings.into());
    }
    let entity = entity_column(data, shape.entity_column.as_deref())?;
    let beside = |column: &usize| *column != date && Some(*column) != vintage && Some(*column) != entity;
    let (chosen, mixed) = if wanted.columns.is_empty() { every(data, beside)? } else { (chosen, Vec::new()) };
    if chosen.is_empty() {
        let message = format!("{} has no column beside its dates", data.name);
        let help = "a data file has a column of dates and one or more of numbers";
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    chosen.iter().try_for_each(|column| place(data, &data.columns[*column]).map(drop))?;
    let fields = chosen.iter().map(|c| Some(Field::numbers(*c, zeros.contains(c)))).collect();
    let selection = Selection { date: Some(date), vintage, entity, fields, ..Selection::default() };
    let (mut table, entities, not_finite) = Table::read(data, &selection, &mut |_, _| Ok(()))?;
    if let Some(vintage) = shape.vintage {
        table.chosen(vintage)?;
    }
    let mut names: Vec<String> = chosen.iter().map(|c| data.columns[*c].clone()).collect();
    if entities.names.len() > 1 {
        if !wanted.by_entity {
            let message = format!("{} has the rows of {} entities", data.name, entities.names.len());
            let help = format!(
                "a series has one row a date: keep the rows of one in a file of its own, or with `options.entity_column` none \
                 take them as they stand; they are {}",
                shown(&entities.names)
            );
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
        (names, table) = unstacked(&data.name, &names, &entities.names, &table)?;
    }
    table.entities.clear();
    let columns = names.into_iter().map(|name| (name, Vec::new())).collect();
    let mixed = mixed.into_iter().map(|c| data.columns[c].clone()).collect();
    Ok((SeriesFile { columns, not_finite, mixed, ..SeriesFile::default() }, table))
}

/// A table with a row for each entity and date, as one with a column for each entity and column: called like the entity, or
/// where there are several columns, like both. What has no number in any row is left out.
fn unstacked(
    file: &str,
    names: &[String],
    entities: &[String],
    table: &Table,
) -> Result<(Vec<String>, Table), Diagnostic> {
    let (mut rows, mut cells) = (BTreeMap::new(), Vec::new());
    let mut seen = BTreeSet::new();
    let mut keys: Vec<(usize, usize)> = Vec::new();
    for (row, day) in table.dates.iter().enumerate() {
        let entity = table.entities[row] as usize;
        if !seen.insert((entity, *day)) {
            let date = dates::from_days(*day).map(|d| d.to_string()).unwrap_or_default();
            let message = format!("{file}: row {}: there are two rows of {} for {date}", row + 1, entities[entity]);
            let help = "an entity has one row a date: choose among publications with `options.vintage`";
            return Err(Diagnostic::error(Code::Data, message).help(help));
        }
        let next = rows.len();
        let row_of_date = *rows.entry((0, *day)).or_insert(next);
        for (column, values) in table.columns.iter().enumerate().filter(|(_, values)| values[row].is_finite()) {
            cells.push((row_of_date, (entity, column), values[row]));
            keys.push((entity, column));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let place = |key: &(usize, usize)| keys.partition_point(|k| k < key);
    let cells: Vec<(usize, usize, f64)> = cells.iter().map(|(row, key, value)| (*row, place(key), *value)).collect();
    let name = |(entity, column): &(usize, usize)| match names {
        [_] => entities[*entity].clone(),
        _ => format!("{} {}", entities[*entity], names[*column]),
    };
    Ok((keys.iter().map(name).collect(), long::fill(keys.len(), &rows, &cells, false)))
}

/// Every column of numbers, and those left out for words among them. Where there is none at all, the first column beside the
/// dates: reading it says where what is no number is.
fn every(data: &Data<'_>, beside: impl Fn(&usize) -> bool) -> Result<(Vec<usize>, Vec<usize>), Diagnostic> {
    let Numeric { mut numbers, mut mixed } = data.numeric()?;
    numbers.retain(&beside);
    mixed.retain(&beside);
    if numbers.is_empty() {
        let first = mixed.first().copied().or_else(|| (0..data.columns.len()).find(|c| beside(c)));
        return Ok((first.into_iter().collect(), Vec::new()));
    }
    Ok((numbers, mixed))
}

/// The series of a long table: a series is called like its id, or where several entities have it, like the entity.
fn of_figures(data: &Data<'_>, wanted: &Wanted) -> Result<(SeriesFile, Table), Error> {
    let found = figures::figures(data, &wanted.shape, &mut |_| Ok(()))?;
    let named = |entity: u32, id: u32| (name_of(&found, entity), &found.ids[id as usize]);
    let mut keys: Vec<(u32, u32)> = Vec::new();
    let mut places = BTreeMap::new();
    for figure in &found.list {
        places.entry((figure.entity, figure.id)).or_insert_with(|| {
            keys.push((figure.entity, figure.id));
            keys.len() - 1
        });
    }
    let full = |(entity, id): &(u32, u32)| match named(*entity, *id) {
        (Some(entity), id) => format!("{entity} {id}"),
        (None, id) => id.clone(),
    };
    let is = |key: &(u32, u32), name: &String| {
        let (entity, id) = named(key.0, key.1);
        id == name || entity == Some(name) || full(key) == *name
    };
    for name in &wanted.series {
        if !keys.iter().any(|key| is(key, name)) {
            let names: Vec<&String> = found.ids.iter().chain(&found.entities.names).collect();
            let help = did_you_mean(name, "series", names.iter().map(|n| n.as_str()));
            let message = format!("{} has no series `{name}`", data.name);
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
    }
    let chosen: Vec<(u32, u32)> = keys
        .iter()
        .filter(|key| wanted.series.is_empty() || wanted.series.iter().any(|name| is(key, name)))
        .copied()
        .collect();
    let one_id = chosen.iter().all(|key| key.1 == chosen[0].1);
    let one_entity = chosen.iter().all(|key| key.0 == chosen[0].0);
    let name = |key: &(u32, u32)| match named(key.0, key.1) {
        (Some(entity), _) if one_id && !one_entity => entity.clone(),
        (_, id) if one_entity => id.clone(),
        _ => full(key),
    };
    let zeros = |key: &(u32, u32)| wanted.zero_is_missing.iter().any(|name| is(key, name));
    let mut rows: BTreeMap<(u32, i32), usize> = BTreeMap::new();
    let mut cells = Vec::new();
    for figure in &found.list {
        let key = (figure.entity, figure.id);
        let Some(column) = chosen.iter().position(|k| *k == key) else { continue };
        let next = rows.len();
        let row = *rows.entry((0, figure.day)).or_insert(next);
        let value = if figure.value == 0.0 && zeros(&key) { f64::NAN } else { figure.value };
        cells.push((row, column, value));
    }
    let table = long::fill(chosen.len(), &rows, &cells, false);
    let columns = chosen.iter().map(|key| (name(key), Vec::new())).collect();
    Ok((SeriesFile { columns, not_finite: found.not_finite, ..SeriesFile::default() }, table))
}

fn name_of(found: &Figures, entity: u32) -> Option<&String> {
    found.entities.names.get(entity as usize).filter(|_| found.has_entities)
}

/// Dates rise, each once, and by one step.
fn in_order(table: &str, days: &[i32], allow_gaps: bool) -> Result<(), Diagnostic> {
    let wrong = |row: usize, what: String, help: &str| {
        Err(Diagnostic::error(Code::Data, format!("{table}: row {}: {what}", row + 1)).help(help))
    };
    let shown = |row: usize| dates::from_days(days[row]).map(|d| d.to_string()).unwrap_or_default();
    if let Some(before) = days.windows(2).position(|pair| pair[1] <= pair[0]) {
        let row = before + 1;
        if days[row] == days[before] {
            let help = "a series has one row a date: of a table of figures name a series with `options.series`, choose among \
                        publications with `options.vintage`; where a column says whose they are name it with `options.entity_column`";
            return wrong(row, format!("there are two rows for {}", shown(row)), help);
        }
        let help = "sort the file by date first; where a column says whose rows they are, name it with `options.entity_column`";
        return wrong(row, format!("{} comes after {}", shown(row), shown(before)), help);
    }
    match first_gap(days) {
        Some(row) if !allow_gaps => wrong(
            row,
            not_following(days, row),
            "the tests count rows: fill the gap, take the last value of each month, quarter or year with `options.every`, or count \
             rows as they stand with `options.allow_gaps`",
        ),
        _ => Ok(()),
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: &[&str]) -> Vec<i32> {
        texts.iter().map(|text| dates::to_days(dates::Dates::Known.parse(text).unwrap())).collect()
    }

    #[test]
    fn gaps_are_found_by_the_usual_step() {
        let gap = |texts: &[&str]| first_gap(&days(texts));
        assert_eq!(gap(&["2000-01", "2000-02", "2000-03", "2000-05"]), Some(3));
        assert_eq!(gap(&["2000-01", "2000-03", "2000-04", "2000-05"]), Some(1));
        assert_eq!(gap(&["2000", "2001", "2002"]), None);
        assert_eq!(gap(&["2000-01-03", "2000-01-10", "2000-01-11", "2000-01-12", "2000-01-13"]), None);
        assert_eq!(gap(&["2000-01-03", "2000-01-04", "2000-01-05", "2000-02-05"]), Some(3));
        assert_eq!(gap(&["2000-01-03"]), None);
    }

    #[test]
    fn rows_out_of_order_are_named() {
        let said = |texts: &[&str]| in_order("x.csv", &days(texts), false).unwrap_err().to_string();
        assert!(said(&["2000-01", "2000-01"]).contains("row 2: there are two rows for 2000-01-31"));
        assert!(said(&["2000-01", "2000-03", "2000-02"]).contains("row 3: 2000-02-29 comes after 2000-03-31"));
        assert!(said(&["2000-01", "2000-02", "2000-03", "2000-05"]).contains("row 4: 2000-05-31 does not follow"));
    }
}
