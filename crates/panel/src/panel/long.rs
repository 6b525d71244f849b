//! Long tables made wide, for a model.

use super::Further;
use super::columns::{self, OtherCase};
use super::figures::{self, Figure, Figures};
use super::intake::{Intake, Progress};
use super::options::{FrameOptions, is_known, is_preferred};
use super::read::Data;
use super::read::batch::{BATCH, Entities};
use super::spill::{Shelved, Sorter, who, whose};
use super::table::Table;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_core::model::{Model, Rule};
use froth_core::period::Vintage;
use froth_core::score::Compiled;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a long table, and hands a wide one on, sorted by entity in the order of their first rows, then by date.
pub(super) fn read(
    model: &Model,
    plan: &Compiled,
    (data, options): (&Data<'_>, &FrameOptions),
    further: &[Further],
    reading: &mut Progress<'_>,
    intake: &mut Intake<'_, '_, '_>,
) -> Result<Entities, Error> {
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
    let mut sorter = Sorter::new(intake.room().clone(), WORDS, intake.room().bytes / 2);
    let mut index = 0;
    let found =
        figures::each(data, &options.shape, &mut |place| reading.reached(place).map_err(Error::from), &mut |figure| {
            sorter.push(packed(&figure, index).into_iter())?;
            index += 1;
            Ok(())
        })?;
    let pivot = Pivot { shelved: sorter.finish()?, vintage: options.shape.vintage, ids: found.ids.len() };
    let given = pivot.given(data, &found.ids, index > 0)?;
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
    let given: BTreeSet<usize> =
        columns.iter().zip(given).filter(|(_, given)| *given).flat_map(|(columns, _)| *columns).copied().collect();
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
    let summary = intake.summary();
    summary.absent = lacking;
    summary.notes = other_case.note().into_iter().collect();
    summary.not_finite = found.not_finite;
    intake.start_shaped();
    let mut wide = Wide::new(plan.columns().len() + further.len(), found.has_entities);
    pivot.each(&mut |who, _, figures| {
        let figures = figures.iter().filter(|figure| !columns[figure.id as usize].is_empty());
        for (place, figure) in figures.enumerate() {
            if place == 0
                && let Some(complete) = wide.next(who)
            {
                reading.reached(0)?;
                intake.take_shaped(complete, &found.entities)?;
            }
            let id = figure.id as usize;
            let value = if figure.value == 0.0 && zeros.contains(&id) { f64::NAN } else { figure.value };
            columns[id].iter().for_each(|column| wide.set(*column, value));
        }
        Ok(())
    })?;
    if !wide.table.dates.is_empty() {
        intake.take_shaped(wide.table, &found.entities)?;
    }
    Ok(found.entities)
}

/// Words of a figure's record: whose and of which day it is, its place among all, what it is, the day of its publication and the
/// row of the file, its value.
const WORDS: usize = 5;

fn packed(figure: &Figure, index: u64) -> [u64; WORDS] {
    let what = u64::from(figure.id) << 32 | u64::from(figure.vintage.cast_unsigned());
    [who(figure.entity, figure.day), index, what, figure.row, figure.value.to_bits()]
}

fn unpacked(record: &[u64]) -> Figure {
    let (entity, day) = whose(record[0]);
    Figure {
        id: (record[2] >> 32) as u32,
        entity,
        day,
        vintage: (record[2] as u32).cast_signed(),
        value: f64::from_bits(record[4]),
        row: record[3],
    }
}

/// Figures by entity and day.
struct Pivot {
    shelved: Shelved,
    vintage: Option<Vintage>,
    /// How many ids there are.
    ids: usize,
}

/// Is shown whose and of which day figures are, their places, and the figures.
type Seeing<'l> = dyn FnMut(u64, &[u64], &[Figure]) -> Result<(), Error> + 'l;

impl Pivot {
    /// Which ids have a figure that counts: one a date, entity and id. What is wrong is said of the first row in which it is.
    fn given(&self, data: &Data<'_>, ids: &[String], any: bool) -> Result<Vec<bool>, Error> {
        let mut given = vec![false; self.ids];
        let mut second: Option<(u64, Figure)> = None;
        let mut last = vec![u64::MAX; self.ids];
        let mut group = 0;
        self.each(&mut |_, indices, figures| {
            group += 1;
            for (index, figure) in indices.iter().zip(figures) {
                let id = figure.id as usize;
                given[id] = true;
                if last[id] == group && second.as_ref().is_none_or(|(first, _)| index < first) {
                    second = Some((*index, *figure));
                }
                last[id] = group;
            }
            Ok(())
        })?;
        if any && self.vintage.is_some() && !given.contains(&true) {
            return Err(figures::none_known(data).into());
        }
        match second {
            Some((_, second)) => Err(figures::twice(&second, ids, data).into()),
            None => Ok(given),
        }
    }

    /// The figures that count of each entity and day, with their places among all.
    fn each(&self, see: &mut Seeing<'_>) -> Result<(), Error> {
        let mut sorted = self.shelved.sorted()?;
        let (mut record, mut indices, mut figures) = (Vec::with_capacity(WORDS), Vec::new(), Vec::new());
        let mut best: Vec<Option<i32>> = vec![None; self.ids];
        while let Some(who) = sorted.upcoming() {
            indices.clear();
            figures.clear();
            while sorted.upcoming() == Some(who) {
                sorted.take(&mut record)?;
                let figure = unpacked(&record);
                if self.vintage.is_none_or(|vintage| is_known(vintage, figure.vintage)) {
                    indices.push(record[1]);
                    figures.push(figure);
                }
            }
            if let Some(vintage) = self.vintage {
                for figure in &figures {
                    let best = best[figure.id as usize].get_or_insert(figure.vintage);
                    if is_preferred(vintage, figure.vintage, *best) {
                        *best = figure.vintage;
                    }
                }
                let counts: Vec<bool> =
                    figures.iter().map(|figure| best[figure.id as usize] == Some(figure.vintage)).collect();
                for figure in &figures {
                    best[figure.id as usize] = None;
                }
                let mut of_index = counts.iter().copied();
                indices.retain(|_| of_index.next().unwrap_or_default());
                let mut of_figure = counts.into_iter();
                figures.retain(|_| of_figure.next().unwrap_or_default());
            }
            see(who, &indices, &figures)?;
        }
        Ok(())
    }
}

/// Rows of a wide table, until there are enough of them.
struct Wide {
    table: Table,
    has_entities: bool,
    entity: Option<u32>,
}

impl Wide {
    fn new(columns: usize, has_entities: bool) -> Self {
        let table = Table { columns: vec![Vec::new(); columns], ..Table::default() };
        Wide { table, has_entities, entity: None }
    }

    /// Begins a row; gives back those before it, where they are many and all of their entities.
    fn next(&mut self, who: u64) -> Option<Table> {
        let (entity, day) = whose(who);
        let is_new = self.entity.replace(entity) != Some(entity);
        let complete = (is_new && self.table.dates.len() >= BATCH).then(|| {
            let rest = Wide::new(self.table.columns.len(), self.has_entities).table;
            std::mem::replace(&mut self.table, rest)
        });
        self.table.dates.push(day);
        if self.has_entities {
            self.table.entities.push(entity);
        }
        self.table.columns.iter_mut().for_each(|column| column.push(f64::NAN));
        complete
    }

    /// A value of the row that was begun last.
    fn set(&mut self, column: usize, value: f64) {
        if let Some(cell) = self.table.columns[column].last_mut() {
            *cell = value;
        }
    }
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
