//! The figures of a long table: a row for each, with its date, its entity and what it is. FRED's downloads of several series are such
//! tables, and SDMX. A table whose columns are years becomes one.

use super::columns::{VINTAGES, called, date_column, entity_column, place, shown, vintage_column};
use super::options::{Shape, is_known, is_preferred};
use super::read::Data;
use super::read::batch::{Entities, Field, Selection};
use super::read::dates::{self, Evidence};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, shortened};
use froth_core::period::Vintage;
use std::collections::{HashMap, HashSet};

/// Names that the column of ids may have.
const IDS: [&str; 8] =
    ["indicator", "series_id", "variable", "id", "measure", "subject", "indicator code", "series code"];

/// Names that the column of values may have.
const VALUES: [&str; 2] = ["value", "obs_value"];

/// Names that the column of entities may have, here and where years are columns.
const ENTITIES: [&str; 4] = ["entity", "ref_area", "country code", "country name"];

/// Columns of SDMX and its like that tell series apart: one value each within a series.
const APART: [&str; 14] = [
    "freq",
    "frequency",
    "unit",
    "unit_measure",
    "unit_mult",
    "unit multiplier",
    "measure",
    "subject",
    "adjustment",
    "seasonal_adjustment",
    "transformation",
    "price_base",
    "sector",
    "counterpart_area",
];

/// A figure of a long table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    /// Places in [`Figures::ids`] and in the entities.
    pub(super) id: u32,
    pub(super) entity: u32,
    /// Days since 1970-01-01: of the figure, and of its publication.
    pub(super) day: i32,
    pub(super) vintage: i32,
    /// NaN is missing.
    pub(super) value: f64,
    /// Row of the table, from 1.
    pub(super) row: u64,
}

/// The figures of a long table.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) ids: Vec<String>,
    pub(super) entities: Entities,
    pub(super) has_entities: bool,
    pub(super) list: Vec<Figure>,
    pub(super) not_finite: u64,
    /// The name of the column of values.
    pub(super) value: String,
}

/// Whether a table looks long: it has a column of names and one of values.
pub(super) fn looks_long(data: &Data<'_>) -> bool {
    let has = |names: &[&str]| called(data, names).is_ok_and(|place| place.is_some());
    has(&IDS[..4]) && has(&VALUES)
}

/// Whether a column is called like a year: `2020`, or the World Bank's `2020 [YR2020]`.
pub(super) fn year(name: &str) -> bool {
    let (year, rest) = name.split_at_checked(4).unwrap_or((name, ""));
    let is_year =
        year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && matches!(year.as_bytes()[0], b'1' | b'2');
    is_year && (rest.is_empty() || rest == format!(" [YR{year}]"))
}

/// The column of one of these names; two of them are an error.
fn one_of(data: &Data<'_>, names: &[&str], what: &str) -> Result<Option<usize>, Diagnostic> {
    let is = |name: &&String| names.iter().any(|known| name.eq_ignore_ascii_case(known));
    let mut found = data.columns.iter().filter(is);
    if let (Some(first), Some(second)) = (found.next(), found.next()) {
        let message = format!("{} has the columns `{first}` and `{second}`", data.name);
        let help = format!("say which of them it is with `options.long_columns` {what}=COLUMN");
        return Err(Diagnostic::error(Code::Data, message).help(help));
    }
    called(data, names)
}

/// Reads the figures that count: one a date, entity and id.
pub(super) fn figures(
    data: &Data<'_>,
    shape: &Shape,
    reached: &mut dyn FnMut(u64) -> Result<(), Error>,
) -> Result<Figures, Error> {
    let mut found = all(data, shape, reached)?;
    if let Some(vintage) = shape.vintage {
        let any = !found.list.is_empty();
        found.choose(vintage);
        if any && found.list.is_empty() {
            return Err(none_known(data).into());
        }
    }
    found.once(data)?;
    Ok(found)
}

/// Reads all figures.
pub(super) fn all(
    data: &Data<'_>,
    shape: &Shape,
    reached: &mut dyn FnMut(u64) -> Result<(), Error>,
) -> Result<Figures, Error> {
    let mut list = Vec::new();
    let found = each(data, shape, reached, &mut |figure| {
        list.push(figure);
        Ok(())
    })?;
    Ok(Figures { list, ..found })
}

/// Reads all figures, and gives each to `take`, in the order of the file.
pub(super) fn each(
    data: &Data<'_>,
    shape: &Shape,
    reached: &mut dyn FnMut(u64) -> Result<(), Error>,
    take: &mut dyn FnMut(Figure) -> Result<(), Error>,
) -> Result<Figures, Error> {
    let missing = |what: &str| {
        let message = format!("{} has no column `{what}`", data.name);
        let help = format!(
            "a long table has the columns date, indicator (or series_id, variable, id) and value, and may have entity; name \
             others with `options.long_columns`; it has {}",
            shown(&data.columns)
        );
        Diagnostic::error(Code::Data, message).help(help)
    };
    let entity = match &shape.entity_column {
        None => called(data, &ENTITIES)?,
        named => entity_column(data, named.as_deref())?,
    };
    let id = match &shape.indicator_column {
        Some(name) => Some(place(data, name)?),
        None => one_of(data, &IDS[..4], "indicator")?.map_or_else(|| called(data, &IDS), |place| Ok(Some(place)))?,
    };
    let mut found = Figures { has_entities: entity.is_some(), ..Figures::default() };
    let mut selection = Selection { entity, groups: id.into_iter().collect(), ..Selection::default() };
    let mut days = Vec::new();
    if shape.years_as_columns {
        let heads: Vec<&str> =
            data.columns.iter().map(|name| if year(name) { name.get(..4).unwrap_or(name) } else { name }).collect();
        let mut evidence = Evidence::default();
        for head in &heads {
            evidence.see(head);
        }
        let how = evidence.settle(data.dates());
        for (column, head) in heads.into_iter().enumerate() {
            if let Some(date) = how.parse(head) {
                days.push(dates::to_days(date));
                selection.fields.push(Some(Field { mixed: true, ..Field::numbers(column, false) }));
            } else if head.starts_with(|c: char| c.is_ascii_digit()) {
                let message =
                    format!("{}: the column `{}` is called like a date, and is none", data.name, shortened(head));
                let help = format!("rename it, or leave it out: {}", how.help(head));
                return Err(Diagnostic::error(Code::Data, message).help(help).into());
            }
        }
        if days.is_empty() {
            let message = format!("no column of {} is called like a date", data.name);
            let help = format!("it has {}", shown(&data.columns));
            return Err(Diagnostic::error(Code::Data, message).help(help).into());
        }
        "value".clone_into(&mut found.value);
    } else {
        selection.date = Some(date_column(data, shape.date_column.as_deref())?);
        selection.vintage = vintage_column(data, shape)?;
        let value = match &shape.value_column {
            Some(name) => place(data, name)?,
            None => one_of(data, &VALUES, "value")?.ok_or_else(|| missing("value"))?,
        };
        if id.is_none() {
            return Err(missing("indicator").into());
        }
        data.columns[value].clone_into(&mut found.value);
        selection.fields.push(Some(Field { mixed: true, ..Field::numbers(value, false) }));
    }
    let named = selection.groups.len();
    let mut apart = Apart::new(data, [selection.date, selection.vintage, entity, id]);
    selection.groups.extend(&apart.columns);
    let mut ids = Ids::default();
    let mut next = data.rows(&selection)?;
    while let Some(batch) = next(&mut found.entities) {
        let batch = batch?;
        reached(batch.read)?;
        found.not_finite += batch.not_finite;
        let (words_of_ids, words) = batch.groups.split_at(named);
        for row in 0..batch.rows {
            let number = batch.first + row as u64;
            let word = match words_of_ids.first() {
                None => 0,
                Some(words) => words[row].ok_or_else(|| {
                    let message = format!("{}: row {number} does not say what its value is", data.name);
                    let help = "a long table has the name of an indicator in every row";
                    Diagnostic::error(Code::Data, message).help(help)
                })?,
            };
            let entity = batch.entities.get(row).copied().unwrap_or(0);
            for (place, words) in words.iter().enumerate() {
                apart.see((entity, word, place), words[row], number, data, &found.entities)?;
            }
            let vintage = batch.vintages.get(row).copied().unwrap_or(0);
            for (column, values) in batch.columns.iter().enumerate() {
                let (value, melted) = (values[row], days.get(column));
                // A year without a value is no row.
                if melted.is_none() || !value.is_nan() {
                    let day = melted.or_else(|| batch.dates.get(row)).copied().unwrap_or(0);
                    let id = ids.of(word);
                    take(Figure { id, entity, day, vintage, value, row: number })?;
                }
            }
        }
    }
    drop(next);
    found.ids = if named > 0 { ids.names(&found.entities.words) } else { vec![found.value.clone()] };
    Ok(found)
}

/// Numbers of ids, in the order of their first figures: the words that were read are those of other columns too.
#[derive(Debug, Default)]
struct Ids {
    /// By word.
    of_words: Vec<Option<u32>>,
    /// By id.
    words: Vec<u32>,
}

impl Ids {
    fn of(&mut self, word: u32) -> u32 {
        let place = word as usize;
        if self.of_words.len() <= place {
            self.of_words.resize(place + 1, None);
        }
        *self.of_words[place].get_or_insert_with(|| {
            self.words.push(word);
            u32::try_from(self.words.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn names(&self, words: &[String]) -> Vec<String> {
        self.words.iter().map(|word| words.get(*word as usize).cloned().unwrap_or_default()).collect()
    }
}

/// Columns that tell series apart, held against one value a series.
struct Apart {
    columns: Vec<usize>,
    /// By entity, id and place among the columns: the word that the first row of the series has, and that row.
    first: HashMap<(u32, u32, usize), (Option<u32>, u64)>,
}

impl Apart {
    /// Those of a table, but for what is taken as something else.
    fn new(data: &Data<'_>, taken: [Option<usize>; 4]) -> Self {
        let is = |column: &usize| {
            let name = &data.columns[*column];
            APART.iter().any(|apart| name.eq_ignore_ascii_case(apart)) && !taken.contains(&Some(*column))
        };
        Apart { columns: (0..data.columns.len()).filter(is).collect(), first: HashMap::new() }
    }

    /// Looks at one more word of a series.
    fn see(
        &mut self,
        series: (u32, u32, usize),
        word: Option<u32>,
        row: u64,
        data: &Data<'_>,
        known: &Entities,
    ) -> Result<(), Diagnostic> {
        let (before, first) = *self.first.entry(series).or_insert((word, row));
        if before == word {
            return Ok(());
        }
        let text = |word: Option<u32>| word.and_then(|w| known.words.get(w as usize)).map_or("", String::as_str);
        let (before, word) = (shortened(text(before)), shortened(text(word)));
        let column = shortened(&data.columns[self.columns[series.2]]);
        let message = format!(
            "{}: rows {first} and {row} are one series, and `{column}` is `{before}` in one and `{word}` in the other",
            data.name
        );
        let help = format!(
            "keep the rows of one `{column}`, or name the column that tells series apart with `options.long_columns` \
             indicator=COLUMN"
        );
        Err(Diagnostic::error(Code::Data, message).help(help))
    }
}

impl Figures {
    /// Keeps one of several figures for one date.
    fn choose(&mut self, vintage: Vintage) {
        self.list.retain(|figure| is_known(vintage, figure.vintage));
        let mut chosen: HashMap<(u32, u32, i32), i32> = HashMap::new();
        for figure in &self.list {
            let best = chosen.entry((figure.entity, figure.id, figure.day)).or_insert(figure.vintage);
            if is_preferred(vintage, figure.vintage, *best) {
                *best = figure.vintage;
            }
        }
        self.list.retain(|figure| chosen.get(&(figure.entity, figure.id, figure.day)) == Some(&figure.vintage));
    }

    /// There is one figure a date, entity and id.
    fn once(&self, data: &Data<'_>) -> Result<(), Diagnostic> {
        let mut given = HashSet::new();
        match self.list.iter().find(|figure| !given.insert((figure.entity, figure.id, figure.day))) {
            Some(second) => Err(twice(second, &self.ids, data)),
            None => Ok(()),
        }
    }
}

/// There is a second figure for one date, entity and id.
pub(super) fn twice(second: &Figure, ids: &[String], data: &Data<'_>) -> Diagnostic {
    let day = dates::from_days(second.day).map(|d| d.to_string()).unwrap_or_default();
    let message = format!("row {}: there is a second `{}` for {day}", second.row, ids[second.id as usize]);
    let help = match called(data, &VINTAGES).ok().flatten() {
        Some(place) => format!(
            "the column `{}` tells them apart: choose with `options.vintage` latest, first or a date",
            data.columns[place]
        ),
        None => "a long table has one row a date, entity and indicator; name the column of entities with \
                 `options.entity_column`"
            .to_owned(),
    };
    Diagnostic::error(Code::Data, message).help(help)
}

/// Of several publications none was known by then.
pub(super) fn none_known(data: &Data<'_>) -> Diagnostic {
    let message = format!("{}: no figure was published by then", data.name);
    Diagnostic::error(Code::Data, message).help("name a later day with `options.vintage`")
}
