//! Which column of a table is which value of a model.

use super::read::Data;
use super::read::batch::{Field, Selection};
use super::{FrameOptions, Further, Shape, names};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean, shortened};
use froth_core::model::{Model, Rule};
use froth_core::score::Compiled;
use std::collections::BTreeSet;

/// Columns found, and values of the model that have none.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) selection: Selection,
    /// Ids that count as missing in every row.
    pub(super) absent: Vec<String>,
    /// What was read from a column that is written in another case.
    pub(super) notes: Vec<String>,
}

/// Columns that go by another case of a name.
#[derive(Debug, Default)]
pub(super) struct OtherCase(Vec<String>);

impl OtherCase {
    /// The only one of these names that is this one but for case; two of them are an error.
    pub(super) fn find<'a>(
        &mut self,
        name: &str,
        among: impl Iterator<Item = (usize, &'a String)>,
    ) -> Result<Option<usize>, Diagnostic> {
        let mut alike = among.filter(|(_, other)| other.eq_ignore_ascii_case(name));
        match (alike.next(), alike.next()) {
            (Some((place, other)), None) => {
                self.0.push(format!("`{name}` from `{}`", shortened(other)));
                Ok(Some(place))
            }
            (Some((_, a)), Some((_, b))) => {
                let message = format!("`{name}` may be `{}` or `{}`", shortened(a), shortened(b));
                let help = format!("say which with `options.map` {name}=NAME, or `column` in the model");
                Err(Diagnostic::error(Code::Data, message).help(help))
            }
            _ => Ok(None),
        }
    }

    /// The warning, where there is something to warn of.
    pub(super) fn note(self) -> Option<String> {
        let named = froth_core::shown::first(&self.0, 12);
        (!self.0.is_empty()).then(|| format!("warning: names match but for capitals: read {named}"))
    }
}

/// The column that a value is read from, where it goes by another name: as the options say, else as the model does.
pub(super) fn mapped<'a>(model: &'a Model, options: &'a FrameOptions, id: &str) -> Option<&'a String> {
    let given = options.map.iter().find(|(mapped, _)| mapped == id).map(|(_, column)| column);
    given.or_else(|| model.indicator(id).and_then(|i| model.indicators[i].column.as_ref()))
}

/// Names that the date's column may have where none is given, in this order.
const DATES: [&str; 3] = ["date", "observation_date", "time_period"];

/// The column of one of these names, the first that there is, in whatever case.
pub(super) fn called(data: &Data<'_>, names: &[&str]) -> Result<Option<usize>, Diagnostic> {
    let found = |wanted: &&str| data.columns.iter().find(|c| c.eq_ignore_ascii_case(wanted));
    names.iter().find_map(found).map(|name| place(data, name)).transpose()
}

/// The column of dates: the one named, else one called so.
pub(super) fn date_column(data: &Data<'_>, named: Option<&str>) -> Result<usize, Diagnostic> {
    if let Some(name) = named {
        return place(data, name);
    }
    called(data, &DATES)?.ok_or_else(|| {
        let message = format!("{} has no column `date`", data.name);
        let years = data.columns.iter().filter(|name| super::figures::year(name)).count();
        let columns = shown(&data.columns);
        let help = if years > 2 {
            format!("{years} columns are called like years: read them with `options.years_as_columns`; it has {columns}")
        } else {
            format!(
                "name the column of dates with `options.date_column`, or where the header stands with `options.skip_rows`; it has \
                 {columns}"
            )
        };
        Diagnostic::error(Code::Data, message).help(help)
    })
}

/// Names of columns for a message: not more than fit.
pub(super) fn shown(names: &[String]) -> String {
    const MOST: usize = 20;
    let names: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    let mut list: Vec<String> = names.iter().take(MOST).map(|name| shortened(name).into_owned()).collect();
    if names.len() > MOST {
        list.push(format!("and {} more", names.len() - MOST));
    }
    list.join(", ")
}

/// The column of entities: the one named, none for `none`, else one called `entity`.
pub(super) fn entity_column(data: &Data<'_>, named: Option<&str>) -> Result<Option<usize>, Diagnostic> {
    match named {
        Some("none") => Ok(None),
        Some(name) => place(data, name).map(Some),
        None => called(data, &["entity"]),
    }
}

/// The column of a name. Two of that name are an error: nothing says which of them is meant.
pub(super) fn place(data: &Data<'_>, name: &str) -> Result<usize, Diagnostic> {
    let mut places = data.columns.iter().enumerate().filter(|(_, c)| *c == name).map(|(place, _)| place);
    let first = places.next().ok_or_else(|| no_column(data, name))?;
    match places.next() {
        None => Ok(first),
        Some(second) => {
            let message = format!(
                "{} has two columns `{}`, the {} and the {}",
                data.name,
                shortened(name),
                nth(first),
                nth(second)
            );
            Err(Diagnostic::error(Code::Data, message).help("rename one of them"))
        }
    }
}

/// `1st`, `2nd`, `3rd`, counted from 0.
fn nth(place: usize) -> String {
    let number = place + 1;
    let ending = match (number % 10, number % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Two columns for one value, or the other way round: nothing says which is meant.
pub(super) fn once(map: &[(String, String)]) -> Result<(), Diagnostic> {
    for (place, (id, column)) in map.iter().enumerate() {
        if let Some((_, other)) = map[..place].iter().find(|(before, other)| before == id && other != column) {
            let message = format!("`{id}` is to be read from `{}` and from `{}`", shortened(other), shortened(column));
            return Err(Diagnostic::error(Code::Data, message).help("give `options.map` once for each value"));
        }
    }
    Ok(())
}

fn no_column(data: &Data<'_>, name: &str) -> Diagnostic {
    let help = did_you_mean(name, "columns", data.columns.iter().map(String::as_str).filter(|c| !c.is_empty()));
    Diagnostic::error(Code::Data, format!("{} has no column `{name}`", data.name)).help(help)
}

/// The column of the days on which figures were published: only wanted where one of several figures is to be chosen.
pub(super) fn vintage_column(data: &Data<'_>, shape: &Shape) -> Result<Option<usize>, Diagnostic> {
    if shape.vintage.is_none() {
        return Ok(None);
    }
    if let Some(name) = &shape.vintage_column {
        return place(data, name).map(Some);
    }
    let found = called(data, &VINTAGES)?;
    if found.is_none() {
        let message = format!("{} has no column `vintage`", data.name);
        let help = format!("name it with `options.vintage_column`; it has {}", shown(&data.columns));
        return Err(Diagnostic::error(Code::Data, message).help(help));
    }
    Ok(found)
}

/// Names that the column of publication days may have.
pub(super) const VINTAGES: [&str; 3] = ["vintage", "vintage_date", "realtime_start"];

/// Words of a column that says yes or no: every other one is a yes.
pub(super) const YES_OR_NO: [&str; 10] = ["0", "1", "0.0", "1.0", "false", "true", "False", "True", "FALSE", "TRUE"];

/// The data column of each value of the model, in the order of the plan's columns, and then of the further ones.
pub(super) fn find(
    model: &Model,
    plan: &Compiled,
    data: &Data<'_>,
    options: &FrameOptions,
    further: &[Further],
) -> Result<Columns, Error> {
    let mut findings = Diagnostics::new();
    let mut keep = |found: Result<usize, Diagnostic>| match found {
        Ok(place) => Some(place),
        Err(d) => {
            findings.push(d);
            None
        }
    };
    let shape = &options.shape;
    let date = keep(date_column(data, shape.date_column.as_deref()));
    let is_column = |name: &String| data.columns.contains(name);
    // A value of the model is as good as the column that it is read from.
    let read_from = |name: &String| {
        let mapped = mapped(model, options, name).cloned();
        if is_column(name) { name.clone() } else { mapped.unwrap_or_else(|| name.clone()) }
    };
    let zeros: BTreeSet<usize> =
        options.zero_is_missing.iter().filter_map(|name| keep(place(data, &read_from(name)))).collect();
    let groups: Vec<usize> =
        super::rows::groups(model).into_iter().filter_map(|name| keep(place(data, name))).collect();
    let mut beside = Vec::with_capacity(further.len());
    for wanted in further {
        if let Some(column) = keep(place(data, &wanted.name)) {
            let words = wanted.yes_or_no.then(|| YES_OR_NO.map(str::to_owned).to_vec());
            beside.push(Field { words, ..Field::numbers(column, zeros.contains(&column)) });
        }
    }
    let mut or_none = |found: Result<Option<usize>, Diagnostic>| match found {
        Ok(found) => found,
        Err(d) => {
            findings.push(d);
            None
        }
    };
    let entity = or_none(entity_column(data, shape.entity_column.as_deref()));
    let vintage = or_none(vintage_column(data, shape));
    if let Err(d) = once(&options.map) {
        findings.push(d);
    }
    for (id, _) in &options.map {
        if plan.column(id).is_none() {
            findings.push(plan.no_value(id));
        }
    }
    let needed = plan.needed(model);
    let mut absent = Vec::new();
    let mut other_case = OtherCase::default();
    let mut fields = Vec::with_capacity(plan.columns().len());
    for (c, id) in plan.columns().iter().enumerate() {
        // A column of that name holds the numerators.
        if plan.is_result(c) {
            fields.push(None);
            continue;
        }
        let mapped = mapped(model, options, id);
        let found = match mapped {
            Some(name) => match place(data, name) {
                Ok(place) => Some(place),
                Err(d) => {
                    findings.push(d);
                    continue;
                }
            },
            None if is_column(id) => match place(data, id) {
                Ok(place) => Some(place),
                Err(d) => {
                    findings.push(d);
                    continue;
                }
            },
            None => {
                let others = data.columns.iter().enumerate().filter(|(c, _)| ![date, entity].contains(&Some(*c)));
                match other_case.find(id, others) {
                    Ok(place) => place,
                    Err(d) => {
                        findings.push(d);
                        continue;
                    }
                }
            }
        };
        if let Some(twice) = found.filter(|_| mapped.is_none()).and_then(|c| names::read_twice(id, c, date, entity)) {
            findings.push(twice);
        }
        if found.is_none() && needed[c] {
            if options.allow_missing {
                absent.push(id.clone());
            } else {
                let near =
                    did_you_mean(id, "columns", data.columns.iter().map(String::as_str).filter(|c| !c.is_empty()));
                let help = format!(
                    "map one with `options.map` {id}=COLUMN, or take it as missing with `options.allow_missing`; {near}"
                );
                let message = format!("{} has no column for `{id}`", data.name);
                findings.push(Diagnostic::error(Code::Data, message).help(help));
            }
        }
        let words = model.indicators.get(c).and_then(|i| i.rule.as_ref()).and_then(Rule::words);
        fields.push(found.map(|column| Field {
            column,
            zero_is_missing: zeros.contains(&column),
            words: words.map(|w| w.iter().map(|(word, _)| word.clone()).collect()),
            mixed: false,
        }));
    }
    fields.extend(beside.into_iter().map(Some));
    match (findings.has_errors(), date) {
        (false, Some(date)) => {
            let notes = other_case.note().into_iter().collect();
            Ok(Columns { selection: Selection { date: Some(date), vintage, entity, fields, groups }, absent, notes })
        }
        _ => Err(findings.into()),
    }
}
