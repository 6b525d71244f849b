//! Which column of a table is which value of a model.

use super::batch::{Field, Selection};
use super::data::Data;
use super::{FrameOptions, Further, names};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_core::model::{Model, Rule};
use froth_core::score::Compiled;
use std::collections::BTreeSet;

/// Columns found, and values of the model that have none.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) selection: Selection,
    /// Ids that count as missing in every row.
    pub(super) absent: Vec<String>,
}

/// Names that the date's column may have where none is given, in this order.
const DATES: [&str; 2] = ["date", "observation_date"];

/// The column of dates: the one named, else one called so, in whatever case.
pub(super) fn date_column(data: &Data<'_>, named: Option<&str>) -> Result<usize, Diagnostic> {
    if let Some(name) = named {
        return place(data, name);
    }
    let called = |wanted: &str| data.columns.iter().position(|c| c.eq_ignore_ascii_case(wanted));
    DATES.into_iter().find_map(called).ok_or_else(|| {
        let message = format!("{} has no column `date`", data.name);
        let help = format!("name the column of dates with `options.date_column`; it has {}", data.columns.join(", "));
        Diagnostic::error(Code::Data, message).help(help)
    })
}

/// The column of entities: the one named, none for `none`, else one called `entity`.
pub(super) fn entity_column(data: &Data<'_>, named: Option<&str>) -> Result<Option<usize>, Diagnostic> {
    match named {
        Some("none") => Ok(None),
        Some(name) => place(data, name).map(Some),
        None => Ok(data.columns.iter().position(|c| c.eq_ignore_ascii_case("entity"))),
    }
}

/// The column of a name.
pub(super) fn place(data: &Data<'_>, name: &str) -> Result<usize, Diagnostic> {
    data.columns.iter().position(|c| c == name).ok_or_else(|| no_column(data, name))
}

fn no_column(data: &Data<'_>, name: &str) -> Diagnostic {
    let help = did_you_mean(name, "columns", data.columns.iter().map(String::as_str));
    Diagnostic::error(Code::Data, format!("{} has no column `{name}`", data.name)).help(help)
}

/// Words of a column that says yes or no: every other one is a yes.
const YES_OR_NO: [&str; 10] = ["0", "1", "0.0", "1.0", "false", "true", "False", "True", "FALSE", "TRUE"];

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
    let date = keep(date_column(data, options.date_column.as_deref()));
    let zeros: BTreeSet<usize> = options.zero_is_missing.iter().filter_map(|name| keep(place(data, name))).collect();
    let groups: Vec<usize> =
        super::rows::groups(model).into_iter().filter_map(|name| keep(place(data, name))).collect();
    let mut beside = Vec::with_capacity(further.len());
    for wanted in further {
        if let Some(column) = keep(place(data, &wanted.name)) {
            let words = wanted.yes_or_no.then(|| YES_OR_NO.map(str::to_owned).to_vec());
            beside.push(Field { column, zero_is_missing: zeros.contains(&column), words });
        }
    }
    let entity = match entity_column(data, options.entity_column.as_deref()) {
        Ok(entity) => entity,
        Err(d) => {
            findings.push(d);
            None
        }
    };
    for (id, _) in &options.map {
        if plan.column(id).is_none() {
            findings.push(plan.no_value(id));
        }
    }
    let needed = plan.needed(model);
    let mut absent = Vec::new();
    let mut fields = Vec::with_capacity(plan.columns().len());
    for (c, id) in plan.columns().iter().enumerate() {
        // A column of that name holds the numerators.
        if plan.is_result(c) {
            fields.push(None);
            continue;
        }
        let mapped = options.map.iter().find(|(mapped, _)| mapped == id).map(|(_, column)| column);
        let found = match mapped {
            Some(name) => match place(data, name) {
                Ok(place) => Some(place),
                Err(d) => {
                    findings.push(d);
                    continue;
                }
            },
            None => data.columns.iter().position(|name| name == id),
        };
        if let Some(twice) = found.filter(|_| mapped.is_none()).and_then(|c| names::read_twice(id, c, date, entity)) {
            findings.push(twice);
        }
        if found.is_none() && needed[c] {
            if options.allow_missing {
                absent.push(id.clone());
            } else {
                let near = did_you_mean(id, "columns", data.columns.iter().map(String::as_str));
                let help = format!(
                    "{near}; map one with `options.map` {id}=COLUMN, or take it as missing with `options.allow_missing`"
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
        }));
    }
    fields.extend(beside.into_iter().map(Some));
    match (findings.has_errors(), date) {
        (false, Some(date)) => Ok(Columns { selection: Selection { date, entity, fields, groups }, absent }),
        _ => Err(findings.into()),
    }
}
