//! Every figure that the scores rest on, with its source.

use super::contents::Contents;
use super::words::Words;
use crate::page::{Cell, Row, Span, Table, raw, value};
use froth_core::scenario::{Confidence, Observed, Scenario, Value};
use jiff::civil::Date;

/// A figure of a scenario as it stands at one date of its path.
pub(super) struct Seen<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) unit: &'a str,
    pub(super) scenario: &'a Scenario,
    /// The date of the path.
    pub(super) at: Date,
    pub(super) observed: Observed<'a>,
}

impl Seen<'_> {
    pub(super) fn number(&self) -> Option<f64> {
        match self.observed.value {
            Value::Number(x) => Some(*x),
            Value::Word(_) => None,
        }
    }
}

/// Everything that the model uses and a scenario has at a date: by figure, then scenario.
pub(super) fn seen<'a>(contents: &'a Contents<'_>, dates: impl Fn(&Scenario) -> Vec<Date>) -> Vec<Seen<'a>> {
    let mut all = Vec::new();
    for id in contents.model().value_ids() {
        // What is given for an indicator with a denominator is its numerator: another quantity, in another unit.
        let indicator = contents.model().indicator(id).map(|i| &contents.model().indicators[i]);
        let numerator = indicator.is_some_and(|i| i.denominator.is_some());
        let indicator = indicator.filter(|_| !numerator);
        for scenario in contents.scenarios() {
            for at in dates(scenario) {
                let Some(observed) = scenario.observed(id, at) else { continue };
                let unit = indicator.map(|i| i.unit.as_str()).or(observed.provenance.unit.as_deref());
                all.push(Seen {
                    id,
                    title: if numerator { id } else { contents.locale.title(id) },
                    unit: contents.locale.unit(unit.unwrap_or_default()),
                    scenario,
                    at,
                    observed,
                });
            }
        }
    }
    all
}

/// The table: a row a figure and scenario.
pub(super) fn table(contents: &Contents<'_>) -> Table {
    let words = contents.words();
    let mut table = Table::new(&[
        (words.scenario(), false),
        (words.value(), true),
        (words.range(), true),
        (words.as_of(), false),
        (words.confidence(), false),
        (words.source(), false),
        (words.earlier(), false),
    ]);
    let mut last = "";
    for seen in seen(contents, |s| vec![s.as_of]) {
        if seen.id != last {
            last = seen.id;
            let name = if seen.title == seen.id { seen.id.to_owned() } else { words.with_aside(seen.title, seen.id) };
            table.rows.push(Row::Heading(if seen.unit.is_empty() {
                name
            } else {
                words.name_and_unit(name, contents.locale.unit(seen.unit))
            }));
        }
        let from = seen.observed.provenance;
        let source = from.source.as_deref().unwrap_or("-");
        // What its publisher allows goes where the figure goes.
        let source = match &from.licence {
            Some(licence) => format!("{source} ({}: {licence})", words.licence()),
            None => source.to_owned(),
        };
        let range = seen.observed.range.map(|(low, high)| words.range_of(raw(low), raw(high)));
        table.rows.push(Row::Cells(vec![
            Cell::plain(contents.locale.scenario(&seen.scenario.id)),
            Cell::plain(value(seen.observed.value)),
            Cell::plain(range.unwrap_or_default()),
            Cell::plain(contents.locale.day(seen.observed.date)),
            Cell::plain(contents.locale.confidence(from.confidence.or(Some(Confidence::Low)))),
            Span::plain(source).linked(from.url.as_deref()).into(),
            Span::faint(earlier(seen.scenario, seen.id, seen.observed.date, words)).into(),
        ]));
    }
    table
}

/// The figures that earlier dates of the path use.
fn earlier(scenario: &Scenario, id: &str, before: Date, words: Words) -> String {
    let mut points: Vec<(Date, String)> = scenario
        .path
        .iter()
        .filter_map(|date| scenario.observed(id, *date))
        .filter(|o| o.date < before)
        .map(|o| (o.date, value(o.value)))
        .collect();
    points.dedup();
    points
        .iter()
        .map(|(date, value)| words.earlier_point(date.strftime("%Y-%m"), value))
        .collect::<Vec<_>>()
        .join(" · ")
}
