//! New points into a scenario's text. Comments, order and everything that is not a point or its source stay as they are.

use crate::points::{Point, Points, points};
use crate::publisher::Place;
use crate::store::{Answer, Store};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, Diagnostics};
use froth_core::feed::{Feed, Publisher};
use froth_core::number::counted;
use froth_core::scenario::{Scenario, a_year_before};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::fmt;
use toml_edit::{Array, DocumentMut, Formatted, InlineTable, Item, Table, TableLike, Value};

/// One thing that was changed, or would be.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// A point that the scenario did not have.
    Added(Point),
    /// A point that the publisher has revised: what stands there, and what is published now.
    Revised(Date, f64, f64),
    /// A revised point outside of the range that the scenario gives it: it is never written.
    OutOfRange(Date, f64, f64),
    /// So many points lie before the first day that is still published: they stay.
    Lost(usize, Date),
    /// So many points lie after the scenario's day: they are left out.
    Later(usize, Date),
    /// So many points were first published after the scenario's day: they are left out.
    Unpublished(usize, Date),
    /// The scenario gives it as a value of its own day, which is left as it is.
    IsValue,
}

/// What became of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct Updated {
    /// The series.
    pub id: String,
    /// What its source is called.
    pub source: String,
    /// The day on which its source was fetched.
    pub retrieved: Date,
    /// What was changed, in order of time.
    pub changes: Vec<Change>,
}

/// Adds what feeds give to the text of a scenario, which is returned with what was changed and what could not be read: a feed
/// that fails leaves its series as it is, and the others go on. Revised points are written where `revise` says so, and listed
/// in any case.
///
/// # Errors
///
/// The text is no TOML; the work was stopped.
pub fn update(
    scenario: &Scenario,
    feeds: &[&Feed],
    store: &Store,
    revise: bool,
    watch: &dyn Watch,
) -> Result<(String, Vec<Updated>, Diagnostics), Error> {
    let text = scenario.source.text();
    let mut document: DocumentMut =
        text.parse().map_err(|e: toml_edit::TomlError| Diagnostic::error(Code::Syntax, e.message().to_owned()))?;
    let (mut all, mut findings) = (Vec::new(), Diagnostics::new());
    for feed in feeds {
        let given = points(feed, store, Some(scenario.as_of), watch);
        let answers = store.kept(&Place::of(feed));
        match given.and_then(|given| Ok((given, answers?))) {
            Ok((given, kept)) => {
                let answers: Vec<&Answer> = kept.iter().map(|(answer, _)| answer).collect();
                let Some(retrieved) = answers.iter().map(|answer| answer.retrieved).min() else { continue };
                let licence = answers.first().map(|answer| answer.licence.clone()).unwrap_or_default();
                let mut edit = Edit { document: &mut document, scenario, feed, retrieved, licence, revise };
                let changes = edit.series(&given);
                all.push(Updated { id: feed.id.clone(), source: Place::of(feed).title, retrieved, changes });
            }
            Err(e) if e.kind() == froth_core::ErrorKind::Stopped => return Err(e),
            Err(e) => findings.extend(e.at(&feed.location).into_findings()),
        }
    }
    Ok((document.to_string(), all, findings))
}

struct Edit<'a> {
    document: &'a mut DocumentMut,
    scenario: &'a Scenario,
    feed: &'a Feed,
    retrieved: Date,
    licence: String,
    revise: bool,
}

impl Edit<'_> {
    fn series(&mut self, given: &Points) -> Vec<Change> {
        let id = &self.feed.id;
        let in_table = |document: &DocumentMut, table: &str| {
            document.get(table).and_then(Item::as_table_like).is_some_and(|table| table.contains_key(id))
        };
        if in_table(self.document, "values") && !self.scenario.series.contains_key(id) {
            return vec![Change::IsValue];
        }
        let own = in_table(self.document, "series");
        let changes = self.changes(given);
        let written = |change: &Change| match change {
            Change::Added(_) => true,
            Change::Revised(..) => self.revise,
            _ => false,
        };
        if changes.iter().any(written) {
            if !own {
                self.begin();
            }
            self.write(&changes);
            self.cite();
        }
        changes
    }

    /// What the publisher has that the scenario has not, or otherwise.
    fn changes(&self, given: &Points) -> Vec<Change> {
        let as_of = self.scenario.as_of;
        let there = self.scenario.series.get(&self.feed.id).map(|series| series.points.as_slice()).unwrap_or_default();
        let mut changes = Vec::new();
        let lost = there.iter().filter(|point| point.date < given.first).count();
        if lost > 0 {
            changes.push(Change::Lost(lost, given.first));
        }
        for point in there {
            let now = given.points.binary_search_by_key(&point.date, |one| one.date).map(|at| given.points[at].value);
            if let (Ok(now), Some(old)) = (now, point.value.number())
                && !is_the_same(old, now)
            {
                changes.push(match point.range {
                    Some((low, high)) if !(low..=high).contains(&now) => Change::OutOfRange(point.date, old, now),
                    _ => Change::Revised(point.date, old, now),
                });
            }
        }
        // A series that the scenario has goes on after its last point; a new one begins a year before the path does.
        let start = self.scenario.path.first().copied().into_iter().chain(self.scenario.spark).min();
        let after = there.last().map_or_else(|| a_year_before(start.unwrap_or(as_of)), |point| point.date);
        let new = given.points.iter().filter(|point| point.date > after);
        changes.extend(new.clone().filter(|point| point.date <= as_of).map(|point| Change::Added(*point)));
        let unpublished = given.later.iter().filter(|date| **date > after && **date <= as_of).count();
        if unpublished > 0 {
            changes.push(Change::Unpublished(unpublished, as_of));
        }
        let later = new.map(|point| point.date).chain(given.later.iter().copied()).filter(|date| *date > as_of).count();
        if later > 0 {
            changes.push(Change::Later(later, as_of));
        }
        changes
    }

    /// A table for a series that the file has not: with the points that it inherits, which it would hide.
    fn begin(&mut self) {
        let mut table = Table::new();
        let mut points = Array::new();
        if let Some(inherited) = self.scenario.series.get(&self.feed.id) {
            for point in &inherited.points {
                let range = point.range.into_iter().flat_map(|(low, high)| [low, high]);
                let value = match &point.value {
                    froth_core::scenario::Value::Number(x) => number(*x),
                    froth_core::scenario::Value::Word(word) => Value::from(word.as_str()),
                };
                let cells = [day(point.date), value].into_iter().chain(range.map(number));
                push(&mut points, dated(cells, point.published), true);
            }
            let provenance = &inherited.provenance;
            let texts = [
                ("source", &provenance.source),
                ("url", &provenance.url),
                ("unit", &provenance.unit),
                ("note", &provenance.note),
            ];
            for (key, text) in texts {
                if let Some(text) = text {
                    table.insert(key, toml_edit::value(text.as_str()));
                }
            }
            if let Some(confidence) = provenance.confidence {
                table.insert("confidence", toml_edit::value(confidence.as_str()));
            }
            if let Some(age) = inherited.max_age {
                table.insert("max_age", toml_edit::value(age));
            }
        }
        table.insert("points", Item::Value(Value::Array(points)));
        let all = self.document.entry("series").or_insert_with(|| {
            let mut all = Table::new();
            all.set_implicit(true);
            Item::Table(all)
        });
        if let Some(all) = all.as_table_like_mut() {
            all.insert(&self.feed.id, Item::Table(table));
        }
    }

    fn table(&mut self) -> Option<&mut dyn TableLike> {
        self.document.get_mut("series")?.as_table_like_mut()?.get_mut(&self.feed.id)?.as_table_like_mut()
    }

    fn write(&mut self, changes: &[Change]) {
        let revise = self.revise;
        let Some(points) = self.table().and_then(|table| table.get_mut("points")).and_then(Item::as_array_mut) else {
            return;
        };
        let lines = points.iter().skip(1).any(|point| decor(point).contains('\n'))
            || points.len() < 2
            || points.iter().last().is_some_and(ends_line)
            || points.trailing().as_str().is_some_and(|trailing| trailing.contains('\n'));
        for change in changes {
            match change {
                Change::Revised(date, _, now) if revise => {
                    if let Some(value) = points.iter_mut().find_map(|point| value_at(point, *date)) {
                        let decor = value.decor().clone();
                        *value = number(*now);
                        *value.decor_mut() = decor;
                    }
                }
                Change::Added(point) => {
                    let cells = [day(point.date), number(point.value)];
                    push(points, dated(cells.into_iter(), point.published), lines);
                }
                _ => {}
            }
        }
    }

    /// Says in the series, and among the sources, where its points come from and when they were taken.
    fn cite(&mut self) {
        let place = Place::of(self.feed);
        let retrieved = self.retrieved;
        let cited = self.table().and_then(|table| Some(table.get("source")?.as_str()?.to_owned()));
        let sources = self.document.get("sources").and_then(Item::as_table_like);
        let url = |key: &str| sources?.get(key)?.as_table_like()?.get("url")?.as_str().map(str::to_owned);
        let is_cited = cited.as_deref().and_then(url).is_some_and(|url| url == place.page);
        let key = match cited {
            Some(cited) if is_cited => cited,
            _ => format!("{}_{}", self.feed.from.as_str(), self.feed.id),
        };
        if let Some(table) = self.table() {
            table.insert("source", toml_edit::value(key.as_str()));
            if table.contains_key("url") {
                table.insert("url", toml_edit::value(place.page.as_str()));
            }
        }
        let sources = self.document.entry("sources").or_insert_with(|| {
            let mut all = Table::new();
            all.set_implicit(true);
            Item::Table(all)
        });
        let Some(sources) = sources.as_table_like_mut() else { return };
        if !sources.contains_key(&key) {
            sources.insert(&key, Item::Table(Table::new()));
        }
        let Some(source) = sources.get_mut(&key).and_then(Item::as_table_like_mut) else { return };
        if !is_cited {
            source.insert("title", toml_edit::value(place.title.as_str()));
            source.insert("url", toml_edit::value(place.page.as_str()));
            // The publisher's own file; of a file at any address nobody knows how well it is documented.
            if !matches!(self.feed.from, Publisher::Csv | Publisher::Xlsx) {
                source.insert("confidence", toml_edit::value("high"));
            }
        }
        set(source, "retrieved", day(retrieved));
        set(source, "licence", Value::from(self.licence.as_str()));
    }
}

/// Sets a key, whose comment stays.
fn set(table: &mut dyn TableLike, key: &str, mut value: Value) {
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *value.decor_mut() = old.decor().clone();
    }
    table.insert(key, Item::Value(value));
}

/// Whether a published number is the one that stands there, to the digits that stand there.
fn is_the_same(old: f64, now: f64) -> bool {
    let written = format!("{old}");
    let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let unit = 10f64.powi(-i32::try_from(decimals).unwrap_or(i32::MAX));
    (old - now).abs() <= unit / 2.0 * (1.0 + 1e-9)
}

/// A number as people write it: without a point where it is whole.
fn number(x: f64) -> Value {
    let whole = x.fract() == 0.0 && x.abs() < 1e15;
    if whole { Value::from(x as i64) } else { Value::from(x) }
}

fn day(date: Date) -> Value {
    let date = toml_edit::Date {
        year: date.year().unsigned_abs(),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
    };
    Value::Datetime(Formatted::new(toml_edit::Datetime { date: Some(date), time: None, offset: None }))
}

/// A point of its cells, with names where it says when it was published.
fn dated(cells: impl Iterator<Item = Value>, published: Option<Date>) -> Value {
    let Some(published) = published else { return Value::Array(cells.collect()) };
    let mut named: InlineTable = ["date", "value", "low", "high"].into_iter().zip(cells).collect();
    named.insert("published", day(published));
    Value::InlineTable(named)
}

fn decor(value: &Value) -> &str {
    value.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default()
}

fn ends_line(value: &Value) -> bool {
    value.decor().suffix().and_then(|suffix| suffix.as_str()).is_some_and(|suffix| suffix.contains('\n'))
}

/// Adds a point at the end of a list; a comment after the last one stays after it.
fn push(points: &mut Array, mut point: Value, line: bool) {
    let mut trailing = points.trailing().as_str().unwrap_or_default().trim_end().to_owned();
    // Without a comma after the last point, what follows it is its own; the comma comes before that.
    let last = points.len().checked_sub(1).and_then(|last| points.get_mut(last));
    if let Some(last) = last {
        let own = last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().trim_end().to_owned();
        trailing.insert_str(0, &own);
        last.decor_mut().set_suffix("");
    }
    if trailing.contains('#') {
        point.decor_mut().set_prefix(format!("{trailing}\n  "));
    } else if line {
        point.decor_mut().set_prefix("\n  ");
    } else {
        point.decor_mut().set_prefix(" ");
    }
    if line || trailing.contains('#') {
        points.set_trailing("\n");
        points.set_trailing_comma(true);
    }
    points.push_formatted(point);
}

/// The number of a point, if it is of that day.
fn value_at(point: &mut Value, date: Date) -> Option<&mut Value> {
    let is = |value: &Value| value.as_datetime().is_some_and(|d| d.to_string() == date.to_string());
    match point {
        Value::Array(cells) if cells.get(0).is_some_and(is) => cells.get_mut(1),
        Value::InlineTable(named) if named.get("date").is_some_and(is) => named.get_mut("value"),
        _ => None,
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = |n: &usize| counted(*n, "point", "points");
        match self {
            Change::Added(Point { date, value, published: None }) => write!(f, "added {date}: {value}"),
            Change::Added(Point { date, value, published: Some(day) }) => {
                write!(f, "added {date}: {value}, first published on {day}")
            }
            Change::Revised(date, old, now) => write!(f, "revised {date}: {now}, was {old}"),
            Change::OutOfRange(date, old, now) => write!(
                f,
                "revised {date}: {now}, was {old}; left as it is, for {now} lies outside of the range that stands with it"
            ),
            Change::Lost(n, first) => {
                write!(f, "{} before {first}, where what is published now begins: kept", many(n))
            }
            Change::Later(n, as_of) => write!(f, "{} after as_of ({as_of}): left out until as_of is later", many(n)),
            Change::Unpublished(n, as_of) => {
                write!(f, "{} published after as_of ({as_of}): left out until as_of is later", many(n))
            }
            Change::IsValue => f.write_str("a value and no series: left as it is"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_to_the_digits_that_stand_there() {
        assert!(is_the_same(40.58, 40.5812) && is_the_same(40.6, 40.58) && is_the_same(31_218.0, 31_218.4));
        assert!(!is_the_same(40.58, 40.59) && !is_the_same(31_218.0, 31_219.0));
    }

    #[test]
    fn points_are_added_with_the_comments_in_place() {
        let added = |list: &str| {
            let mut document: DocumentMut = format!("points = {list}\n").parse().unwrap();
            let points = document["points"].as_array_mut().unwrap();
            let lines = points.trailing().as_str().is_some_and(|t| t.contains('\n'));
            let lines = lines || points.iter().last().is_some_and(ends_line);
            push(points, Value::Array([day(jiff::civil::date(2026, 9, 30)), number(2.5)].into_iter().collect()), lines);
            document.to_string()
        };
        assert_eq!(added("[[2026-06-30, 1]]"), "points = [[2026-06-30, 1], [2026-09-30, 2.5]]\n");
        assert_eq!(
            added("[\n  [2026-06-30, 1], # why\n]"),
            "points = [\n  [2026-06-30, 1], # why\n  [2026-09-30, 2.5],\n]\n"
        );
        assert_eq!(
            added("[\n  [2026-06-30, 1] # why\n]"),
            "points = [\n  [2026-06-30, 1], # why\n  [2026-09-30, 2.5],\n]\n"
        );
        assert_eq!(added("[\n  [2026-06-30, 1]\n]"), "points = [\n  [2026-06-30, 1],\n  [2026-09-30, 2.5],\n]\n");
    }
}
